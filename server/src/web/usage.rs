//! `POST /api/v1/usage`: what an operator's programs report that spaces used.

use axum::{
    Json,
    body::to_bytes,
    extract::{Request, State as Extract},
    response::{IntoResponse, Response},
};
use domain::Error;
use serde::Deserialize;
use service::usage::programs::{self, Reported, Taken};

use super::{State, events::bearer, problem::Problem, request_id::RequestId};

/// A thousand events with all that they may hold.
const LONGEST_BODY: usize = 2 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    events: Vec<Reported>,
}

pub(crate) async fn take(Extract(state): Extract<State>, request: Request) -> Response {
    let request_id = RequestId::of(request.extensions());
    match read(&state, request).await {
        Ok(taken) => Json(taken).into_response(),
        Err(error) => Problem::numbered(error, request_id).into_response(),
    }
}

async fn read(state: &State, request: Request) -> Result<Taken, Error> {
    let key =
        bearer(request.headers()).filter(|key| key.starts_with("pvu_")).ok_or(Error::InvalidKey)?.to_owned();
    // Whoever has no key is told before anything of a body is kept.
    programs::check_key(&state.service, &key).await?;
    let bytes = to_bytes(request.into_body(), LONGEST_BODY)
        .await
        .map_err(|_| Error::TooLarge { limit: format!("{LONGEST_BODY} bytes") })?;
    let body: Body = serde_json::from_slice(&bytes)
        .map_err(|error| Error::BadRequest { reason: error.to_string().chars().take(200).collect() })?;
    programs::take(&state.service, &key, &body.events).await
}
