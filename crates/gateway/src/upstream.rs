//! The program behind: how it is asked, how long it is waited for, and how much it is sent.

use std::{
    error::Error as _,
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    body::{Body, Bytes},
    http::{Request, Response},
};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, Error, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};

use crate::refusal::Refusal;

/// How long and how much.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub connect: Duration,
    /// Until the first byte of an answer, and between two pieces of what is sent.
    pub first_byte: Duration,
    /// Bytes of a request.
    pub body: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let (connect, first_byte) = (Duration::from_secs(2), Duration::from_secs(30));
        Self { connect, first_byte, body: 10_000_000 }
    }
}

/// What somebody sends, counted while it passes.
pub(crate) struct Counted {
    inner: Body,
    left: u64,
    seen: Arc<Seen>,
}

/// What is known of it from outside.
struct Seen {
    since: Instant,
    /// Milliseconds after `since` at which something last passed.
    moved: AtomicU64,
    is_too_much: AtomicBool,
}

impl Seen {
    fn moved_at(&self) -> Instant {
        self.since + Duration::from_millis(self.moved.load(Ordering::Relaxed))
    }
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            let millis = u64::try_from(self.seen.since.elapsed().as_millis()).unwrap_or(u64::MAX);
            self.seen.moved.store(millis, Ordering::Relaxed);
            let length = frame.data_ref().map_or(0, |data| data.len() as u64);
            let Some(left) = self.left.checked_sub(length) else {
                self.seen.is_too_much.store(true, Ordering::Relaxed);
                return Poll::Ready(Some(Err(axum::Error::new(io::Error::other("too much")))));
            };
            self.left = left;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// Connections to all programs, used again.
#[derive(Clone)]
pub(crate) struct Upstream {
    client: Client<HttpsConnector<HttpConnector>, Counted>,
    limits: Limits,
}

impl Upstream {
    pub(crate) fn new(limits: Limits) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.set_connect_timeout(Some(limits.connect));
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_webpki_roots()
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        // Shorter than these programs keep a connection: one that they close as it is used fails a request.
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(20))
            .pool_max_idle_per_host(64)
            .build(connector);
        Self { client, limits }
    }

    pub(crate) const fn limits(&self) -> Limits {
        self.limits
    }

    /// The answer, of which the head is there. Its body flows.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Result<Response<Incoming>, Refusal> {
        let (parts, inner) = request.into_parts();
        if inner.size_hint().lower() > self.limits.body {
            return Err(Refusal::TooLarge);
        }
        let seen = Arc::new(Seen {
            since: Instant::now(),
            moved: AtomicU64::new(0),
            is_too_much: AtomicBool::new(false),
        });
        let body = Counted { inner, left: self.limits.body, seen: seen.clone() };
        let mut answer = self.client.request(Request::from_parts(parts, body));
        loop {
            let until = seen.moved_at() + self.limits.first_byte;
            tokio::select! {
                answer = &mut answer => return answer.map_err(|error| refusal(&error, &seen)),
                () = tokio::time::sleep_until(until.into()) => {
                    if seen.moved_at() + self.limits.first_byte <= Instant::now() {
                        return Err(Refusal::Slow);
                    }
                }
            }
        }
    }
}

fn refusal(error: &Error, seen: &Seen) -> Refusal {
    if seen.is_too_much.load(Ordering::Relaxed) {
        return Refusal::TooLarge;
    }
    tracing::warn!(error = %Chain(error), "a program behind the gateway did not answer");
    if error.is_connect() && is_late(error) { Refusal::Slow } else { Refusal::Down }
}

fn is_late(error: &Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return true;
        }
        cause = inner.source();
    }
    false
}

/// An error with what caused it.
struct Chain<'a>(&'a Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(inner) = cause {
            write!(formatter, ": {inner}")?;
            cause = inner.source();
        }
        Ok(())
    }
}
