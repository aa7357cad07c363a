//! Traces for a collector, as OTLP over HTTP: off unless `otlp_endpoint` names one. Requests never wait for it:
//! what ends goes into a queue with a bound, a thread of its own sends it, and what finds the queue full is dropped.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{BatchConfigBuilder, BatchSpanProcessor, SdkTracer, SdkTracerProvider},
};
use service::traces::TARGET;
use tokio::runtime::Handle;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};

/// Spans that wait to be sent at most.
pub(crate) const QUEUE: usize = 2048;
/// How long one batch may take, its tries and its answer included.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a server that stops waits for its last batch.
const FAREWELL: Duration = Duration::from_secs(2);
/// Nobody reads what a collector answers beyond this.
const ANSWER_BYTES: usize = 64 * 1024;

/// What sends spans to a collector until it is closed.
#[derive(Debug)]
pub(crate) struct Traces {
    provider: SdkTracerProvider,
}

impl Traces {
    /// Begins to send to the collector at this address. To be called within the runtime.
    pub(crate) fn start(endpoint: &str) -> Result<Self, String> {
        let wrong = |reason: &dyn std::fmt::Display| format!("otlp_endpoint is wrong: {reason}");
        let url = address(endpoint).map_err(|reason| wrong(&reason))?;
        let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
        let client = client.build().map_err(|error| wrong(&error))?;
        let sender =
            Sender { client, url: url.clone(), runtime: Handle::current(), fails: AtomicBool::new(false) };
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_http_client(sender)
            .with_endpoint(url)
            .with_timeout(PATIENCE)
            .build()
            .map_err(|error| wrong(&error))?;
        let bounds = BatchConfigBuilder::default().with_max_queue_size(QUEUE).build();
        let resource = Resource::builder()
            .with_service_name("parvis")
            .with_attribute(opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION")));
        let provider = SdkTracerProvider::builder()
            .with_span_processor(BatchSpanProcessor::builder(exporter).with_batch_config(bounds).build())
            .with_resource(resource.build())
            .build();
        Ok(Self { provider })
    }

    /// Takes the spans that are for it, and no line of the log.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: tracing::Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
    {
        let layer: tracing_opentelemetry::OpenTelemetryLayer<S, SdkTracer> =
            tracing_opentelemetry::layer().with_tracer(self.provider.tracer("parvis"));
        let layer = layer.with_location(false).with_threads(false).with_tracked_inactivity(false);
        layer.with_filter(Targets::new().with_target(TARGET, tracing::Level::INFO))
    }

    /// Sends what waits, as long as that does not take long.
    pub(crate) async fn close(self) {
        // It blocks, and the sender needs the runtime meanwhile.
        let closed = tokio::task::spawn_blocking(move || self.provider.shutdown_with_timeout(FAREWELL)).await;
        if !matches!(closed, Ok(Ok(()))) {
            tracing::warn!("the last traces could not be sent");
        }
    }

    #[cfg(test)]
    pub(crate) async fn flush(&self) {
        let provider = self.provider.clone();
        let flushed = tokio::task::spawn_blocking(move || provider.force_flush()).await;
        flushed.expect("a thread").expect("a collector that takes it");
    }
}

/// Where traces go at a collector. Signs in the address are never shown: they may be a password.
pub(crate) fn address(endpoint: &str) -> Result<String, String> {
    let example = "http://collector:4318 or https://user:password@host/path";
    let read = crate::addresses::Address::read(endpoint, &["http", "https"], example)?;
    if read.host.is_empty() || endpoint.contains('?') {
        return Err(format!("it must name a host and hold no question mark; write it as {example}"));
    }
    Ok(format!("{}/v1/traces", endpoint.trim_end_matches('/')))
}

/// Sends batches with the runtime's own client: the thread that asks for it has no runtime.
#[derive(Debug)]
struct Sender {
    client: reqwest::Client,
    url: String,
    runtime: Handle,
    /// Whether the last batch failed, so that an hour without a collector is one line of the log.
    fails: AtomicBool,
}

#[async_trait::async_trait]
impl HttpClient for Sender {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        let asked = self.client.post(&self.url).headers(parts.headers).body(body);
        let answer = self.runtime.spawn(async move { read(asked.send().await?).await }).await?;
        // An address may hold a password, and an error of the client names the address.
        let answer = answer.map_err(reqwest::Error::without_url);
        let failure = match &answer {
            Ok(answer) if answer.status().is_success() => None,
            Ok(answer) => Some(format!("it answered {}", answer.status())),
            Err(error) => Some(chain(error)),
        };
        match (&failure, self.fails.swap(failure.is_some(), Ordering::Relaxed)) {
            (Some(reason), false) => tracing::warn!(
                %reason,
                "the collector of otlp_endpoint takes no traces; they are dropped until it does"
            ),
            (None, true) => tracing::info!("the collector of otlp_endpoint takes traces again"),
            _ => {}
        }
        Ok(answer?)
    }
}

/// The beginning of an answer: a collector says at most which spans it refused.
async fn read(mut answer: reqwest::Response) -> reqwest::Result<Response<Bytes>> {
    let mut body = Vec::new();
    while body.len() < ANSWER_BYTES
        && let Some(piece) = answer.chunk().await?
    {
        body.extend_from_slice(&piece);
    }
    body.truncate(ANSWER_BYTES);
    let mut read = Response::new(body.into());
    *read.status_mut() = answer.status();
    if let Some(later) = answer.headers().get(reqwest::header::RETRY_AFTER) {
        read.headers_mut().insert(reqwest::header::RETRY_AFTER, later.clone());
    }
    Ok(read)
}

/// What an error of the client says and what lies behind it: the first part alone is "error sending request".
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text = format!("{text}: {error}");
        next = error.source();
    }
    text
}
