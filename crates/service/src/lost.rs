//! A connection to the database that broke in the middle of a request.
//!
//! What only reads may be done once more from its beginning, by whoever holds the whole request. What writes
//! may not: a commit whose answer never came may have happened.

use std::cell::Cell;

/// Seconds after which a server that went away is likely to be back, or another in its place.
pub(crate) const RETRY_AFTER: i64 = 2;

tokio::task_local! {
    static IS_LOST: Cell<bool>;
}

/// Does some work, and says whether a connection was lost in it.
pub async fn watch<T>(work: impl Future<Output = T>) -> (T, bool) {
    let watched = async { (work.await, IS_LOST.with(Cell::get)) };
    IS_LOST.scope(Cell::new(false), watched).await
}

pub(crate) fn note() {
    // Jobs and commands are watched by nobody.
    let _ = IS_LOST.try_with(|is_lost| is_lost.set(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_loss_is_known_to_whoever_watches_the_work() {
        note();
        let quiet = watch(async { 1 }).await;
        let lossy = watch(async {
            tokio::task::yield_now().await;
            note();
            2
        });
        assert_eq!((quiet, lossy.await), ((1, false), (2, true)));
    }
}
