//! The log goes to standard error; traces go to a collector, where one is set.

use std::io::IsTerminal;

use service::traces::TARGET;
use tracing_subscriber::{
    EnvFilter, Layer, Registry, filter::filter_fn, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::{
    settings::{LogFormat, Settings},
    traces::Traces,
};

/// Begins to log; and to send traces if this command serves and the settings say where to.
pub(super) fn start(settings: &Settings, is_serving: bool) -> Result<Option<Traces>, String> {
    let filter = EnvFilter::try_new(&settings.log).map_err(|error| format!("log is wrong: {error}"))?;
    let log = fmt::layer().with_writer(std::io::stderr);
    // Colours are for a terminal; whatever else reads it wants words.
    let log = log.with_ansi(std::io::stderr().is_terminal());
    let log = match settings.log_format {
        LogFormat::Text => log.with_target(false).boxed(),
        LogFormat::Json => log.json().flatten_event(true).boxed(),
    };
    let log = log.with_filter(filter).with_filter(filter_fn(|about| about.target() != TARGET));
    let mut layers: Vec<Box<dyn Layer<Registry> + Send + Sync>> = vec![log.boxed()];
    let endpoint = settings.otlp_endpoint.as_deref().filter(|_| is_serving);
    let traces = endpoint.map(Traces::start).transpose()?;
    layers.extend(traces.as_ref().map(|traces| traces.layer().boxed()));
    tracing_subscriber::registry().with(layers).init();
    Ok(traces)
}
