//! What happens around every operation: the key is proven, its allowance counted, a named request done
//! once, and an error told in the words of the pages.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State as Extract},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Error, Locale};
use service::{
    Caller, Principal, Source,
    api_keys::{self, Allowance},
    chance,
    idempotency::{self, Begun, Outcome},
    operator_keys,
};

use super::{Refused, input::BODY_BYTES};
use crate::web::{State, bearer, forwarded::client_address, problem::Problem, request_id::RequestId};

/// Names of requests are at most this long.
const NAME: usize = 255;

/// What an answer of a POST may be, kept for a day.
const ANSWER_BYTES: usize = 1024 * 1024;

/// The part of an answer that is kept for whoever asks again, when it is not all of it: secrets stay out.
#[derive(Clone, Debug)]
pub(super) struct Kept(pub(super) serde_json::Value);

/// Lets in who shows a key that is right.
pub(super) async fn admit(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let (token, caller) = asking(&state, &request);
    if request.uri().path().starts_with(super::OPERATORS) {
        return admit_operator(&state, &token, caller, request, next).await;
    }
    let caller = match api_keys::authenticate(&state.service, &token, caller).await {
        Ok(caller) => caller,
        Err(error) => return Refused(error).into_response(),
    };
    let Some(holder) = caller.key() else { return Refused(Error::InvalidKey).into_response() };
    let per_minute = state.settings.api_requests_per_minute;
    let allowance = match api_keys::allowance(&state.service, holder, per_minute).await {
        Ok(allowance) => allowance,
        Err(error) => return Refused(error).into_response(),
    };
    let mut response = if allowance.wait > 0 {
        Refused(Error::RateLimited { retry_after: allowance.wait }).into_response()
    } else {
        run(&state, caller, request, next).await.unwrap_or_else(IntoResponse::into_response)
    };
    tell_allowance(response.headers_mut(), allowance);
    response
}

/// Lets in who shows an operator's key; no other opens anything here, and this one nothing elsewhere.
async fn admit_operator(
    state: &State,
    token: &str,
    caller: Caller,
    mut request: Request,
    next: Next,
) -> Response {
    let mut caller = match operator_keys::authenticate(&state.service, token, caller).await {
        Ok(caller) => caller,
        Err(error) => return Refused(error).into_response(),
    };
    let Principal::OperatorKey(holder) = &mut caller.principal else {
        return Refused(Error::InvalidKey).into_response();
    };
    let allowance = match operator_keys::allowance(
        &state.service,
        holder,
        state.settings.api_requests_per_minute,
    )
    .await
    {
        Ok(allowance) => allowance,
        Err(error) => return Refused(error).into_response(),
    };
    let name = request.headers().get("idempotency-key").filter(|_| request.method() == Method::POST);
    let name = name.map(read_name).transpose();
    let mut response = match name {
        _ if allowance.wait > 0 => {
            Refused(Error::RateLimited { retry_after: allowance.wait }).into_response()
        }
        Err(error) => Refused(error).into_response(),
        Ok(name) => {
            let begun_at = state.service.now();
            holder.request = name.map(|name| idempotency::RequestName { name, begun_at });
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
    };
    tell_allowance(response.headers_mut(), allowance);
    response
}

/// The key that is shown and where it came from. Cookies and sessions mean nothing here, so another site's
/// page can do nothing.
fn asking(state: &State, request: &Request) -> (String, Caller) {
    let token = bearer(request.headers()).unwrap_or_default().to_owned();
    let text = |name: HeaderName| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let caller = Caller {
        request_id: RequestId::of(request.extensions()),
        address: client_address(&state.settings, request)
            .map(|address| address.to_string())
            .unwrap_or_default(),
        user_agent: text(header::USER_AGENT),
        locale: Locale::accepted(&text(header::ACCEPT_LANGUAGE)),
        ..Caller::local(Source::Api)
    };
    (token, caller)
}

/// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10).
fn tell_allowance(headers: &mut HeaderMap, allowance: Allowance) {
    let Allowance { per_minute, left, whole_in, .. } = allowance;
    let told = [
        ("ratelimit", format!("\"key\";r={left};t={whole_in}")),
        ("ratelimit-policy", format!("\"key\";q={per_minute};w=60")),
    ];
    for (name, value) in told {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

/// Runs the operation; under a name, once.
async fn run(state: &State, mut caller: Caller, request: Request, next: Next) -> Result<Response, Refused> {
    let (mut parts, body) = request.into_parts();
    let name = match parts.headers.get("idempotency-key") {
        Some(name) if parts.method == Method::POST => read_name(name)?,
        _ => {
            parts.extensions.insert(caller);
            return Ok(next.run(Request::from_parts(parts, body)).await);
        }
    };
    let too_large = || Error::TooLarge { limit: format!("{BODY_BYTES} bytes") };
    let body: Bytes = to_bytes(body, BODY_BYTES).await.map_err(|_| too_large())?;
    let Some(holder) = caller.key_mut() else { return Err(Refused(Error::InvalidKey)) };
    let hash = chance::hash(&format!("{} {}", parts.uri, chance::hash_bytes(&body)));
    let begun = idempotency::begin(&state.service, holder, &name, &hash).await?;
    holder.request = Some(match &begun {
        Begun::Fresh(name) => idempotency::Request::First(name.clone()),
        Begun::Answered { .. } => idempotency::Request::Repeated,
    });
    let holder = holder.clone();
    parts.extensions.insert(caller);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let begun = match begun {
        Begun::Fresh(begun) => begun,
        // The operation asks for its permission as ever, and says that it was done only to who has it.
        Begun::Answered { status, answer } => {
            let is_told = matches!(refusal(&response), Some(Error::AlreadyDone));
            return Ok(if is_told { replay(status, answer) } else { response });
        }
    };
    let (response, kept) = keep(response).await;
    let status = response.status().as_u16();
    let outcome = match &kept {
        Some(answer) => Outcome::Answered { status, answer },
        None => Outcome::Unanswered,
    };
    if let Err(error) = idempotency::finish(&state.service, &holder, &begun, outcome).await {
        // It is done all the same; who asks again is told so.
        tracing::warn!(%error, "an answer could not be kept");
    }
    Ok(response)
}

fn read_name(value: &HeaderValue) -> Result<String, Error> {
    let name = value.to_str().unwrap_or_default().trim();
    // RFC 8941 strings stand between quotes; without them it is the same name.
    let name = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(name);
    let is_name = !name.is_empty() && name.len() <= NAME && name.bytes().all(|byte| byte.is_ascii_graphic());
    if is_name {
        return Ok(name.to_owned());
    }
    Err(Error::BadRequest { reason: "Idempotency-Key must be 1 to 255 visible characters".to_owned() })
}

fn refusal(response: &Response) -> Option<&Error> {
    response.extensions().get::<Refused>().map(|Refused(error)| error)
}

/// The text of a good answer to keep; nothing of a refusal, which may be tried again.
async fn keep(response: Response) -> (Response, Option<String>) {
    if !response.status().is_success() || refusal(&response).is_some() {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES).await.unwrap_or_default();
    let kept = match parts.extensions.get::<Kept>() {
        Some(Kept(value)) => value.to_string(),
        None => String::from_utf8_lossy(&bytes).into_owned(),
    };
    (Response::from_parts(parts, Body::from(bytes)), Some(kept))
}

fn replay(status: u16, answer: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let mut response =
        if answer.is_empty() { status.into_response() } else { (status, kind, answer).into_response() };
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}

/// Words the errors of everything under `/api`.
pub(super) async fn tell(request: Request, next: Next) -> Response {
    let request_id = RequestId::of(request.extensions());
    let language = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = Locale::accepted(language.unwrap_or_default());
    let mut response = next.run(request).await;
    let Some(Refused(error)) = response.extensions_mut().remove::<Refused>() else { return response };
    let mut told = Problem::numbered(error, request_id).in_language(locale).into_response();
    for (name, value) in response.headers() {
        if ![header::CONTENT_LENGTH, header::CONTENT_TYPE].contains(name) {
            told.headers_mut().insert(name.clone(), value.clone());
        }
    }
    told
}
