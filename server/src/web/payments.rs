//! What a provider of payments tells.

use axum::{
    body::to_bytes,
    extract::{Request, State as Extract},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::Error;
use service::payments;

use super::{State, problem::Problem, request_id::RequestId};

/// What is told is a few kilobytes.
const BODY_BYTES: usize = 256 * 1024;

/// `POST /api/v1/payments/stripe`: signed by Stripe, and read again from there.
pub(crate) async fn stripe(Extract(state): Extract<State>, request: Request) -> Response {
    let request_id = RequestId::of(request.extensions());
    let signature = request.headers().get("stripe-signature").and_then(|value| value.to_str().ok());
    let signature = signature.unwrap_or_default().to_owned();
    let refused = match to_bytes(request.into_body(), BODY_BYTES).await {
        Ok(body) => match payments::hear(&state.service, &signature, &body).await {
            Ok(true) => return StatusCode::NO_CONTENT.into_response(),
            Ok(false) => Error::InvalidKey,
            Err(error) => error,
        },
        Err(_) => Error::TooLarge { limit: format!("{BODY_BYTES} bytes") },
    };
    Problem::numbered(refused, request_id).into_response()
}
