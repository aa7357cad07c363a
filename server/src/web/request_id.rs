//! The number of a request, in the log, on error pages and in every answer.

use axum::http::Extensions;

#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub(crate) String);

impl RequestId {
    /// The number that a request was given; empty: it has none yet.
    pub(crate) fn of(extensions: &Extensions) -> String {
        extensions.get::<Self>().map(|id| id.0.clone()).unwrap_or_default()
    }
}
