//! One upload: a batch goes out, and what comes back is sorted into what the agent must do.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::policy::{Acknowledgement, BatchHeader};
use ureq::http::Response;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

use super::pace;
use crate::settings::Settings;

/// An answer names at most one reason for each record of a batch.
const LONGEST_ANSWER: u64 = 1 << 20;

pub(crate) struct Client {
    agent: Agent,
    url: String,
}

/// What became of an upload.
#[derive(Debug)]
pub(crate) enum Outcome {
    Acknowledged(Acknowledgement),
    /// 413: the server takes less at once.
    TooLarge,
    /// 401 or 403: the key is not accepted.
    KeyRefused(String),
    /// 429 or 503 with `Retry-After`.
    Busy(Duration),
    /// Anything else, in a sentence.
    Failed(String),
}

impl Client {
    pub(crate) fn new(settings: &Settings) -> Result<Self, String> {
        let timeout = settings.request_timeout.0;
        let mut tls = TlsConfig::builder();
        if let Some(path) = &settings.ca_file {
            let pem =
                std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
            tls = tls.root_certs(RootCerts::from(authorities(&pem)?));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A redirect would carry the key to an address that nobody configured.
            .max_redirects(0)
            .timeout_connect(Some(timeout.min(Duration::from_secs(10))))
            .timeout_global(Some(timeout))
            .user_agent(concat!("parvis-agent/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls.build())
            .build();
        let server = settings.server.as_deref().unwrap_or_default().trim_end_matches('/');
        Ok(Self { agent: config.into(), url: format!("{server}/api/v1/events") })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Sends a batch; `lines` are its records, one a line.
    pub(crate) fn send(&self, key: &str, header: &BatchHeader, lines: &[u8]) -> Outcome {
        let body = match encode(header, lines) {
            Ok(body) => body,
            Err(error) => return Outcome::Failed(format!("the batch cannot be encoded: {error}")),
        };
        let request = self
            .agent
            .post(&self.url)
            .header("Authorization", format!("Bearer {key}"))
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "zstd")
            .header("Accept", "application/json");
        match request.send(&body[..]) {
            Ok(response) => sort(response),
            Err(error) => Outcome::Failed(format!("the server cannot be reached: {error}")),
        }
    }
}

fn authorities(pem: &[u8]) -> Result<Vec<Certificate<'static>>, String> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(error) => return Err(format!("ca_file is no PEM file: {error}")),
        }
    }
    if certificates.is_empty() { Err("ca_file holds no certificate".to_owned()) } else { Ok(certificates) }
}

fn encode(header: &BatchHeader, lines: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut text = serde_json::to_vec(header)?;
    text.push(b'\n');
    text.extend_from_slice(lines);
    zstd::bulk::compress(&text, 3)
}

fn sort(mut response: Response<Body>) -> Outcome {
    let status = response.status().as_u16();
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let retry_after = header("retry-after").and_then(pace::retry_after);
    let location = header("location").map(shorten);
    let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec();
    // A refusal counts even if its explanation is cut off.
    let text = || body.as_ref().map(|bytes| shorten(&String::from_utf8_lossy(bytes))).unwrap_or_default();
    match status {
        200..=299 => match &body {
            Ok(bytes) => match Acknowledgement::parse(bytes) {
                Ok(acknowledgement) => Outcome::Acknowledged(acknowledgement),
                Err(error) => {
                    Outcome::Failed(format!("the answer is no acknowledgement ({error}): {}", text()))
                }
            },
            Err(error) => Outcome::Failed(format!("the answer cannot be read: {error}")),
        },
        300..=399 => Outcome::Failed(format!(
            "the server redirects ({status}) to {}; set `server` to the address it really has",
            location.unwrap_or_default()
        )),
        401 | 403 => Outcome::KeyRefused(format!("the server refuses the key ({status}): {}", text())),
        404 => Outcome::Failed("the server has no /api/v1/events (404); is `server` right?".to_owned()),
        413 => Outcome::TooLarge,
        429 | 503 => match retry_after {
            Some(wait) => Outcome::Busy(wait),
            None => Outcome::Failed(format!("the server is busy ({status})")),
        },
        _ => Outcome::Failed(format!("the server answers {status}: {}", text())),
    }
}

/// Enough of a text to recognise it, on one line.
fn shorten(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(200).collect()
}

/// Microseconds since 1970 UTC.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
