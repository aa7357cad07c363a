//! `POST /api/v1/events`: what policy agents send.

use std::{io::Read, time::Duration};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Request, State as Extract},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::{Error, policy::Acknowledgement, policy_agents::PolicyAgentsError};
use futures::StreamExt;
use service::events::{
    admission,
    ingest::{self, Batch},
    refusals,
};

use super::{State, forwarded::client_address, problem::Problem, request_id::RequestId};

/// A body takes no longer than this to arrive, and no longer than that from one piece to the next.
const SLOWEST: Duration = Duration::from_mins(1);
const SLOWEST_PIECE: Duration = Duration::from_secs(10);
/// What is unpacked may look back so far (as a power of two): 16 MiB, as the largest batch.
const WINDOW: u32 = 24;

pub(crate) async fn take(Extract(state): Extract<State>, request: Request) -> Response {
    let request_id = RequestId::of(request.extensions());
    match read(&state, request).await {
        Ok(acknowledgement) => Json(acknowledgement).into_response(),
        Err(error) => Problem::numbered(error, request_id).into_response(),
    }
}

/// A place first, then the body, then the turn to be unpacked and counted: what has to wait costs nothing.
async fn read(state: &State, request: Request) -> Result<Acknowledgement, Error> {
    let service = &state.service;
    let limit = state.settings.batch_bytes;
    let key = bearer(request.headers()).ok_or(Error::InvalidKey)?.to_owned();
    let address =
        client_address(&state.settings, &request).map(|address| address.to_string()).unwrap_or_default();
    let encoding = request.headers().get(header::CONTENT_ENCODING).cloned();
    let entered = match admission::enter(service, &key).await {
        Ok(entered) => entered,
        Err(error) => {
            // Closed with a body on its way, the connection would break before the answer is heard.
            let _ = tokio::time::timeout(SLOWEST_PIECE, collect(request.into_body(), limit, |_| ())).await;
            if error == Error::InvalidKey {
                refusals::note_old_key(service, &key, &address).await?;
            }
            return Err(error);
        }
    };
    let mut packed = Vec::new();
    collect(request.into_body(), limit, |piece| packed.extend_from_slice(piece)).await?;
    let _turn = entered.turn().await?;
    let batch = ingest::off_thread(move || {
        let encoding = encoding.as_ref().map(|value| value.to_str().unwrap_or("?"));
        unpack(encoding.unwrap_or_default(), &packed, limit).and_then(|text| Batch::parse(&text))
    })
    .await?;
    let answer = ingest::take_read(service, &key, &address, batch).await;
    service.admission().learn(&key, service.now(), &answer);
    answer
}

fn too_large(limit: usize) -> Error {
    Error::TooLarge { limit: format!("{limit} bytes") }
}

/// Reads a body to its end, or to its limit in size or time.
async fn collect(body: Body, limit: usize, mut take: impl FnMut(&Bytes)) -> Result<(), Error> {
    let slow = |_| Error::BadRequest { reason: "the body came too slowly".to_owned() };
    let reading = async {
        let (mut pieces, mut length) = (body.into_data_stream(), 0);
        while let Some(piece) = tokio::time::timeout(SLOWEST_PIECE, pieces.next()).await.map_err(slow)? {
            let piece = piece
                .map_err(|_| Error::BadRequest { reason: "the body ended before its end".to_owned() })?;
            length += piece.len();
            if length > limit {
                return Err(too_large(limit));
            }
            take(&piece);
        }
        Ok(())
    };
    tokio::time::timeout(SLOWEST, reading).await.map_err(slow)?
}

/// The text of a body, of which no more is unpacked than the limit, however small it came.
fn unpack(encoding: &str, packed: &[u8], limit: usize) -> Result<String, Error> {
    match encoding {
        "" | "identity" => read_text(packed, limit),
        "gzip" => read_text(flate2::read::MultiGzDecoder::new(packed), limit),
        "zstd" => {
            let decoder = zstd::stream::read::Decoder::new(packed).and_then(|mut decoder| {
                decoder.window_log_max(WINDOW)?;
                Ok(decoder)
            });
            read_text(decoder.map_err(|error| broken(&error.to_string()))?, limit)
        }
        other => {
            let other: String = other.chars().take(40).collect();
            Err(broken(&format!("the content encoding {other:?} is not gzip or zstd")))
        }
    }
}

fn broken(reason: &str) -> Error {
    Error::PolicyAgents(PolicyAgentsError::Unreadable { line: 1, reason: reason.to_owned() })
}

fn read_text(from: impl Read, limit: usize) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    from.take(most).read_to_end(&mut bytes).map_err(|error| broken(&error.to_string()))?;
    if bytes.len() > limit {
        return Err(too_large(limit));
    }
    // What is not UTF-8 spoils its own record at most.
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// The token of an `Authorization: Bearer` header (RFC 6750).
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
}
