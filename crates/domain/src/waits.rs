//! What can be asked for again, and when.

use crate::Error;

impl Error {
    /// How many seconds to wait before asking again, where waiting helps.
    pub const fn retry_after(&self) -> Option<i64> {
        match self {
            Self::RateLimited { retry_after }
            | Self::Unavailable { retry_after }
            | Self::BeingUpdated { retry_after }
            | Self::InProgress { retry_after } => Some(*retry_after),
            _ => None,
        }
    }
}
