//! `POST /api/v1/events`: what policy agents send.

use std::io::Read;

use axum::{
    Json,
    body::to_bytes,
    extract::{Request, State as Extract},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::{Error, policy::Acknowledgement};
use service::events::ingest;
use tokio::sync::Semaphore;

use super::{State, caller::client_address, headers::RequestId, problem::Problem};

/// A body takes no longer than this to arrive.
const SLOWEST: std::time::Duration = std::time::Duration::from_mins(1);

/// Batches unpacked and counted at once; more are asked to come back, which agents do.
static ROOM: Semaphore = Semaphore::const_new(32);

pub(crate) async fn take(Extract(state): Extract<State>, request: Request) -> Response {
    let request_id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    match read(&state, request).await {
        Ok(acknowledgement) => Json(acknowledgement).into_response(),
        Err(error) => Problem::numbered(error, request_id).into_response(),
    }
}

async fn read(state: &State, request: Request) -> Result<Acknowledgement, Error> {
    let key = bearer(request.headers()).ok_or(Error::InvalidKey)?.to_owned();
    let address =
        client_address(&state.settings, &request).map(|address| address.to_string()).unwrap_or_default();
    ingest::check_key(&state.service, &key).await?;
    let limit = state.settings.batch_bytes;
    let too_large = || Error::TooLarge { limit: format!("{limit} bytes") };
    let encoding = request.headers().get(header::CONTENT_ENCODING).cloned();
    let body = tokio::time::timeout(SLOWEST, to_bytes(request.into_body(), limit))
        .await
        .map_err(|_| Error::BadRequest { reason: "the body came too slowly".to_owned() })?
        .map_err(|_| too_large())?;
    let Ok(_room) = ROOM.try_acquire() else { return Err(Error::Unavailable { retry_after: 1 }) };
    let text = match encoding.as_ref().and_then(|value| value.to_str().ok()) {
        None | Some("" | "identity") => unpack(body.as_ref(), limit),
        Some("gzip") => unpack(flate2::read::MultiGzDecoder::new(body.as_ref()), limit),
        Some("zstd") => match zstd::stream::read::Decoder::new(body.as_ref()) {
            Ok(decoder) => unpack(decoder, limit),
            Err(error) => Err(Unpack::Broken(error.to_string())),
        },
        Some(other) => Err(Unpack::Broken(format!("the content encoding {other:?} is not gzip or zstd"))),
    };
    let text = text.map_err(|error| match error {
        Unpack::TooLarge => too_large(),
        Unpack::Broken(reason) => Error::Unreadable { line: 1, reason },
    })?;
    ingest::take(&state.service, &key, &address, &text).await
}

enum Unpack {
    TooLarge,
    Broken(String),
}

/// Reads no more than the limit, however small the packed body was.
fn unpack(from: impl Read, limit: usize) -> Result<String, Unpack> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    from.take(most + 1).read_to_end(&mut bytes).map_err(|error| Unpack::Broken(error.to_string()))?;
    if bytes.len() > limit {
        return Err(Unpack::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| Unpack::Broken("the body is not UTF-8".to_owned()))
}

/// The token of an `Authorization: Bearer` header (RFC 6750).
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(key.trim())
}
