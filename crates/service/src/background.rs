//! Keeps background work going: a panic in it is caught, counted and told, and the work begins again.

use std::{any::Any, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;

/// How long work that panicked waits before it begins again.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs work that has no end, whatever happens to it. The name is what the log and the metrics call it.
pub async fn supervise<F: Future<Output = ()>>(name: &'static str, work: impl Fn() -> F) {
    loop {
        // It returns when it has nothing more to do, which is an end as well.
        if caught(name, work()).await.is_ok() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Runs work to its end; a panic becomes an error that says what it said.
pub(crate) async fn caught<T>(name: &'static str, work: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|cause| {
        let cause = text_of(&*cause);
        metrics::counter!("parvis_background_panics_total", "work" => name).increment(1);
        tracing::error!(work = name, cause, "background work panicked; it goes on");
        format!("it panicked: {cause}")
    })
}

fn text_of(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("unknown")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn work_that_panics_begins_again() {
        let begun = AtomicU32::new(0);
        supervise("test", async || {
            assert!(begun.fetch_add(1, Ordering::Relaxed) >= 1, "not yet");
        })
        .await;
        assert_eq!(begun.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error_with_its_words() {
        let failed = caught("test", async { panic!("no {}", "luck") }).await;
        let failed: Result<(), String> = failed;
        assert_eq!(failed, Err("it panicked: no luck".to_owned()));
        assert_eq!(caught("test", async { 7 }).await, Ok(7));
    }
}
