//! A form that was sent twice is done once: whoever pressed the button again gets the answer of the first time.
//!
//! Only forms that can be done once, only their successes, only for a few seconds, and only in the browser that sent
//! them: its cookies are part of what tells one sending from another.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use app::context::Site;
use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use domain::areas::Action;
use service::chance;
use tokio::sync::Mutex as Turn;

use super::caller::cookie;

/// How long an answer is told again.
const KEPT: Duration = Duration::from_secs(10);
/// An answer longer than that is told once and not kept.
const ANSWER_BYTES: usize = 256 * 1024;
/// More than that are not kept at once, in number or in bytes; a form sent twice is then asked twice.
const AT_ONCE: usize = 4096;
const BYTES_AT_ONCE: usize = 64 << 20;

#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: axum::body::Bytes,
}

struct Sent {
    at: Instant,
    first: Arc<First>,
}

/// What came of the first one.
#[derive(Default)]
struct First {
    /// Held while it is being done.
    answer: Arc<Turn<Option<Answer>>>,
    /// How long the answer is, once it is known.
    bytes: AtomicUsize,
}

/// The forms of the last seconds.
#[derive(Clone, Default)]
pub(crate) struct Twice(Arc<Mutex<HashMap<String, Sent>>>);

impl std::fmt::Debug for Twice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Twice").finish_non_exhaustive()
    }
}

/// What tells one sending from another; nothing, where the form may be sent as often as one likes, or the browser
/// has shown nothing by which it is known.
pub(super) fn key(parts: &Parts, function: &str, has_proof: bool, body: &[u8]) -> Option<String> {
    let is_once = function.parse().is_ok_and(Action::is_once);
    if !has_proof && !is_once {
        return None;
    }
    let site = parts.extensions.get::<Site>()?;
    let names = [
        site.session_name(),
        site.challenge_name(),
        site.arrival_name(),
        site.device_name(),
        site.form_name(),
    ];
    let shown = names.map(|name| cookie(&parts.headers, name).unwrap_or_default());
    if shown.iter().all(|value| value.is_empty()) {
        return None;
    }
    // An answer is a page in some language and colours: whoever has chosen others gets another one.
    let looks = ["locale", "theme"].map(|name| cookie(&parts.headers, name).unwrap_or_default());
    let mut sent = Vec::new();
    let told = shown.iter().chain(&looks).map(|value| value.as_bytes());
    for part in told.chain([parts.uri.path().as_bytes(), body]) {
        sent.extend(part.len().to_be_bytes());
        sent.extend(part);
    }
    Some(chance::hash_bytes(&sent))
}

impl Twice {
    /// Does what was sent, unless it was done just now. It is done to its end even when nobody waits for it any
    /// more: a second click takes the first one's request away.
    pub(super) async fn once(
        &self,
        key: String,
        work: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let Some(first) = self.turn(key) else { return work.await };
        let mut turn = first.answer.clone().lock_owned().await;
        if let Some(answer) = turn.as_ref() {
            return (answer.status, answer.headers.clone(), answer.body.clone()).into_response();
        }
        let done = tokio::spawn(async move {
            let response = work.await;
            if !(response.status().is_success() || response.status().is_redirection()) {
                return response;
            }
            let (parts, body) = response.into_parts();
            // It is our own page: what was done is told whole, however long it is.
            let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            if body.len() <= ANSWER_BYTES {
                first.bytes.store(body.len(), Ordering::Relaxed);
                let (status, headers) = (parts.status, parts.headers.clone());
                *turn = Some(Answer { status, headers, body: body.clone() });
            }
            Response::from_parts(parts, Body::from(body))
        });
        done.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a form was cut off");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        })
    }

    /// The turn of this form; nothing when there are too many.
    fn turn(&self, key: String) -> Option<Arc<First>> {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sent.retain(|_, sent| sent.at.elapsed() < KEPT);
        if let Some(sent) = sent.get(&key) {
            return Some(sent.first.clone());
        }
        let kept: usize = sent.values().map(|sent| sent.first.bytes.load(Ordering::Relaxed)).sum();
        if sent.len() >= AT_ONCE || kept >= BYTES_AT_ONCE {
            return None;
        }
        let first = Arc::<First>::default();
        sent.insert(key, Sent { at: Instant::now(), first: Arc::clone(&first) });
        Some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(count: &Arc<AtomicUsize>, status: StatusCode) -> impl Future<Output = Response> + Send + 'static {
        let count = Arc::clone(count);
        async move {
            tokio::task::yield_now().await;
            let number = count.fetch_add(1, Ordering::SeqCst);
            (status, [("x-number", number.to_string())], format!("answer {number}")).into_response()
        }
    }

    #[tokio::test]
    async fn two_at_once_are_done_once_and_answered_alike() {
        let (twice, count) = (Twice::default(), Arc::default());
        let see_other = StatusCode::SEE_OTHER;
        let (one, other) = tokio::join!(
            twice.once("one".to_owned(), done(&count, see_other)),
            twice.once("one".to_owned(), done(&count, see_other))
        );
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert_eq!((one.status(), one.headers()), (other.status(), other.headers()));
        twice.once("two".to_owned(), done(&count, see_other)).await;
        assert_eq!(count.load(Ordering::SeqCst), 2, "another form");
    }

    #[tokio::test]
    async fn what_was_refused_is_asked_again() {
        let (twice, count) = (Twice::default(), Arc::default());
        for _ in 0..3 {
            twice.once("one".to_owned(), done(&count, StatusCode::UNPROCESSABLE_ENTITY)).await;
        }
        assert_eq!(count.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn an_answer_too_long_to_keep_is_told_whole() {
        let twice = Twice::default();
        let long = async || {
            let page = async { "x".repeat(ANSWER_BYTES + 1).into_response() };
            let answer = twice.once("one".to_owned(), page).await;
            assert_eq!(answer.status(), StatusCode::OK);
            axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap().len()
        };
        assert_eq!(long().await, ANSWER_BYTES + 1);
        assert_eq!(long().await, ANSWER_BYTES + 1, "once more, as nothing was kept");
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_done_and_told() {
        let (twice, count) = (Twice::default(), Arc::default());
        let first = twice.once("one".to_owned(), done(&count, StatusCode::SEE_OTHER));
        // Polled once, then left: the browser took the request away.
        tokio::select! { biased; _ = first => {}, () = std::future::ready(()) => {} }
        let second = twice.once("one".to_owned(), done(&count, StatusCode::SEE_OTHER)).await;
        assert_eq!(second.headers()["x-number"], "0");
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }
}
