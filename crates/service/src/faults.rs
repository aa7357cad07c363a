//! What a fault of the store is to people.

use store::StoreError;

use crate::{Error, Result, lost};

/// Turns a fault below the rules into the answer people get, and the cause into a line of the log.
pub(crate) trait OrInternal<T> {
    fn or_internal(self) -> Result<T>;
    /// A unique name that is in use becomes `taken`; the rest is internal.
    fn or_taken(self, taken: Error) -> Result<T>;
}

impl<T> OrInternal<T> for Result<T, StoreError> {
    fn or_internal(self) -> Result<T> {
        self.map_err(|error| match error {
            StoreError::Busy => Error::Unavailable { retry_after: 1 },
            StoreError::Updating => Error::BeingUpdated { retry_after: 5 },
            StoreError::Lost(error) => {
                tracing::warn!(%error, "the connection to the database was lost");
                lost::note();
                Error::Unavailable { retry_after: lost::RETRY_AFTER }
            }
            other => {
                tracing::error!(error = %other, "the store failed");
                Error::Internal
            }
        })
    }

    fn or_taken(self, taken: Error) -> Result<T> {
        match self {
            Err(StoreError::Taken) => Err(taken),
            other => other.or_internal(),
        }
    }
}
