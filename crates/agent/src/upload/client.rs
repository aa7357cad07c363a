//! One upload: a batch goes out, and what comes back is sorted into what the agent must do.

use std::io::Read;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::policy::{Acknowledgement, BatchHeader};
use ureq::http::Response;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Timeout};

use super::pace;
use crate::settings::Settings;

/// No more of an answer is read. What matters stands at its beginning.
const LONGEST_ANSWER: u64 = 256 * 1024;

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
    KeyRefused(KeyRefusal),
    /// Something about this batch, or about the server, as another 4xx or 500 may mean.
    Refused(String),
    /// 429 or 503 with `Retry-After`.
    Busy(Duration),
    /// It broke off or took too long on the way, as an upload may that is too large for a proxy, in a sentence.
    Stalled(String),
    /// Anything else, in a sentence.
    Failed(String),
}

/// Why a key is not accepted: the server's code, such as `wrong-address`, and a sentence.
#[derive(Debug, Default)]
pub(crate) struct KeyRefusal {
    pub(crate) code: String,
    pub(crate) sentence: String,
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
            Err(error) => {
                let sentence = format!("the server cannot be reached: {error}");
                if is_stall(&error) { Outcome::Stalled(sentence) } else { Outcome::Failed(sentence) }
            }
        }
    }
}

/// Whether an upload ended after it was begun, rather than that nobody took it.
fn is_stall(error: &ureq::Error) -> bool {
    use std::io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionReset, TimedOut, UnexpectedEof, WriteZero,
    };
    match error {
        ureq::Error::Timeout(timeout) => !matches!(timeout, Timeout::Resolve | Timeout::Connect),
        ureq::Error::Io(error) => matches!(
            error.kind(),
            BrokenPipe | ConnectionAborted | ConnectionReset | TimedOut | UnexpectedEof | WriteZero
        ),
        _ => false,
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
    let mut body = Vec::new();
    // A refusal counts even if its explanation is cut off, and so does an acknowledgement.
    let is_whole = response.body_mut().as_reader().take(LONGEST_ANSWER).read_to_end(&mut body).is_ok()
        && (body.len() as u64) < LONGEST_ANSWER;
    let text = || shorten(&String::from_utf8_lossy(&body));
    match status {
        200..=299 => match Acknowledgement::parse(&body) {
            Ok(acknowledgement) => Outcome::Acknowledged(acknowledgement),
            Err(error) => match beginning(&body) {
                Some(acknowledged) if !is_whole => {
                    Outcome::Acknowledged(Acknowledgement { acknowledged, ..Acknowledgement::default() })
                }
                _ => Outcome::Failed(format!("the answer is no acknowledgement ({error}): {}", text())),
            },
        },
        300..=399 => Outcome::Failed(format!(
            "the server redirects ({status}) to {}; set `server` to the address it really has",
            location.unwrap_or_default()
        )),
        401 | 403 => Outcome::KeyRefused(key_refusal(status, &body)),
        404 => Outcome::Failed("the server has no /api/v1/events (404); is `server` right?".to_owned()),
        413 => Outcome::TooLarge,
        429 | 503 => match retry_after {
            Some(wait) => Outcome::Busy(wait),
            None => Outcome::Failed(format!("the server is busy ({status})")),
        },
        408 | 501..=599 => Outcome::Stalled(format!("the server answers {status}: {}", text())),
        400..=500 => Outcome::Refused(format!("the server answers {status}: {}", text())),
        _ => Outcome::Failed(format!("the server answers {status}: {}", text())),
    }
}

fn key_refusal(status: u16, body: &[u8]) -> KeyRefusal {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Problem {
        code: String,
        detail: String,
    }
    let problem: Problem = serde_json::from_slice(body).unwrap_or_default();
    let said = if problem.detail.is_empty() { String::from_utf8_lossy(body) } else { problem.detail.into() };
    let sentence = format!("the server refuses the key ({status}): {}", shorten(&said));
    KeyRefusal { code: problem.code, sentence }
}

/// The number at the beginning of an acknowledgement that was too long to read, or broke off.
fn beginning(body: &[u8]) -> Option<i64> {
    let text = String::from_utf8_lossy(body.get(..body.len().min(100))?).into_owned();
    let rest = text.trim_start().strip_prefix('{')?.trim_start().strip_prefix("\"acknowledged\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    // Only a number that something follows is whole.
    rest[end..].trim_start().starts_with([',', '}']).then(|| rest[..end].parse().ok())?
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_that_broke_off_is_told_from_a_server_that_is_down() {
        use std::io::ErrorKind;
        for kind in [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe, ErrorKind::UnexpectedEof] {
            assert!(is_stall(&ureq::Error::Io(kind.into())), "{kind}");
        }
        for kind in [ErrorKind::ConnectionRefused, ErrorKind::HostUnreachable] {
            assert!(!is_stall(&ureq::Error::Io(kind.into())), "{kind}");
        }
        assert!(is_stall(&ureq::Error::Timeout(Timeout::Global)));
        assert!(!is_stall(&ureq::Error::Timeout(Timeout::Connect)));
        assert!(!is_stall(&ureq::Error::HostNotFound));
    }

    #[test]
    fn the_beginning_of_a_cut_answer_is_enough() {
        assert_eq!(beginning(br#"{"acknowledged":103,"rejected":[{"seq""#), Some(103));
        assert_eq!(beginning(br#" { "acknowledged" : 7 }"#), Some(7));
        for cut in
            [r#"{"acknowledged":10"#, "{}", "", "<html>", r#"{"acknowledged":-1,"#, r#"{"rejected":[],"#]
        {
            assert_eq!(beginning(cut.as_bytes()), None, "{cut}");
        }
    }
}
