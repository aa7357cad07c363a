//! This installation as an `OpenID` provider, for programs elsewhere that people open by signing in here: the code flow
//! with PKCE alone (`OpenID` Connect Core 1.0, RFC 6749, RFC 7636, RFC 9207).

mod shown;

use std::sync::Arc;

use app::{context::link, pages};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{RawQuery, Request, State as Extract},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use domain::deep_links::oidc::{OidcError, Scope};
use serde_json::{Value, json};
use service::{
    Caller, Service,
    deep_links::{
        gate::KeyPurpose,
        oidc::{
            ACCESS, LinkClient, Refusal,
            authorizing::{self, Step},
            issuer,
            tokens::{self, Granted},
        },
    },
};
use tower_http::{catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer};

use super::{State, bounds, caller, faults, hosts, origin, pages as web_pages, problem, signing::Ring};

/// Where its person comes back to from signing in. What answers there is a page that goes on by itself instead of a
/// redirect: Chromium applies `form-action` to redirects after a form.
const CONTINUE: &str = "/oidc/continue";
/// Bytes of what a program sends.
const BODY: usize = 16 * 1024;

/// Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct SignIns(Arc<Ring>);

impl SignIns {
    pub(crate) fn new(service: Service) -> Self {
        Self(Arc::new(Ring::new(service, KeyPurpose::SignIn)))
    }
}

pub(super) fn router(state: &State) -> Router<State> {
    let browsers = Router::new()
        .route("/oidc/authorize", any(authorize))
        .route(CONTINUE, any(authorize))
        .layer(middleware::from_fn_with_state(state.clone(), origin::stay))
        .layer(middleware::from_fn_with_state(state.clone(), caller::identify))
        .layer(middleware::from_fn_with_state(state.clone(), hosts::confine))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), faults::show));
    let programs = Router::new()
        .route("/oidc/.well-known/openid-configuration", get(configuration))
        .route("/oidc/jwks", get(keys))
        .route("/oidc/token", post(token))
        .route("/oidc/revoke", post(revoke))
        .route("/oidc/userinfo", get(userinfo).post(userinfo));
    browsers.merge(programs).layer(RequestBodyLimitLayer::new(BODY))
}

/// `GET /oidc/.well-known/openid-configuration`
async fn configuration(Extract(state): Extract<State>) -> Response {
    let issuer = issuer(&state.service);
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "revocation_endpoint": format!("{issuer}/revoke"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": [
            "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "name", "preferred_username", "locale",
            "email", "email_verified", "role", "groups",
        ],
        "prompt_values_supported": ["none", "login"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    });
    ([(header::CACHE_CONTROL, "public, max-age=300")], Json(document)).into_response()
}

/// `GET /oidc/jwks`
async fn keys(Extract(state): Extract<State>) -> Response {
    state.sign_ins.0.published().await
}

/// `/oidc/authorize`, and where its person comes back to. What a form sends is asked for by address: a browser does not
/// show who is signed in with another site's form.
async fn authorize(Extract(state): Extract<State>, RawQuery(query): RawQuery, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match parts.method {
        Method::GET => answer(&state, &parts, &query.unwrap_or_default()).await,
        Method::POST if parts.uri.path() != CONTINUE => {
            let Ok(body) = axum::body::to_bytes(body, BODY).await else {
                let error = domain::Error::TooLarge { limit: format!("{BODY} bytes") };
                return web_pages::refuse(&state, &parts, &error).await;
            };
            let pairs: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            go(&link("/oidc/authorize", &pairs))
        }
        _ => web_pages::refuse(&state, &parts, &domain::Error::MethodNotAllowed).await,
    }
}

async fn answer(state: &State, parts: &Parts, query: &str) -> Response {
    let Some(context) = web_pages::context(state, parts, None) else {
        return problem::Problem::numbered(domain::Error::Internal, String::new()).into_response();
    };
    if let Err(error) = bounds::check_values(query.as_bytes()) {
        return web_pages::refuse(state, parts, &error).await;
    }
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let has_been_asked = parts.uri.path() == CONTINUE;
    let step = authorizing::authorize(&state.service, &context.caller, &pairs, has_been_asked).await;
    let again = format!("{CONTINUE}?{query}");
    match step {
        Ok(Step::Back { address, program }) if has_been_asked => {
            let mut page = web_pages::write(
                &context,
                pages::back_to_program(&context, &program, address),
                HeaderMap::new(),
            )
            .await;
            page.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            page
        }
        Ok(Step::Back { address, .. }) => go(&address),
        Ok(Step::SignIn) => go(&link("/sign-in", &[("next", &again)])),
        Ok(Step::Prove) => go(&link("/prove", &[("next", &again), ("anew", "1")])),
        Ok(Step::SecondFactor) => go(&link("/sign-in/second-factor", &[("next", &again)])),
        Err(error) => web_pages::refuse(state, parts, &error).await,
    }
}

fn go(address: &str) -> Response {
    let Ok(address) = HeaderValue::from_str(address) else {
        return problem::Problem::numbered(domain::Error::Internal, String::new()).into_response();
    };
    let headers = [
        (header::LOCATION, address),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::PRAGMA, HeaderValue::from_static("no-cache")),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// A program that shows its secret, and what it sends.
struct Program {
    client: LinkClient,
    pairs: Vec<(String, String)>,
}

async fn program(state: &State, request: Request) -> Result<Program, Refusal> {
    let caller = caller::describe(state, &request, None);
    let (parts, body) = request.into_parts();
    let body = read(&parts.headers, body).await?;
    let pairs: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let (id, secret) = shown::client(&parts.headers, &pairs)?;
    let client = tokens::authenticate(&state.service, &caller, (&id, &secret)).await?;
    Ok(Program { client, pairs })
}

async fn read(headers: &HeaderMap, body: axum::body::Body) -> Result<Bytes, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form = kind
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    let body = axum::body::to_bytes(body, BODY).await.map_err(|_| OidcError::InvalidRequest)?;
    if is_form && bounds::check_values(&body).is_ok() {
        Ok(body)
    } else {
        Err(OidcError::InvalidRequest.into())
    }
}

/// `POST /oidc/token`
async fn token(Extract(state): Extract<State>, request: Request) -> Response {
    let granted = async {
        let Program { client, pairs } = program(&state, request).await?;
        let granted = tokens::grant(&state.service, &client, &pairs).await?;
        signed(&state, granted).await
    };
    match granted.await {
        Ok(answer) => (no_cache(), Json(answer)).into_response(),
        Err(refusal) => shown::refused(refusal, "Basic realm=\"Parvis\"", StatusCode::BAD_REQUEST),
    }
}

async fn signed(state: &State, granted: Granted) -> Result<Value, Refusal> {
    let failed = |error: String| {
        tracing::warn!(error, "an ID token could not be signed");
        Refusal::Failed(domain::Error::Internal)
    };
    let key = state.sign_ins.0.signer().await.map_err(|error| failed(error.to_string()))?;
    let id_token = key.token(&granted.claims).map_err(|error| failed(error.to_string()))?;
    let mut answer = json!({
        "access_token": granted.access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS / domain::SECOND,
        "scope": granted.scope,
        "id_token": id_token,
    });
    if let Some(token) = granted.refresh_token {
        answer["refresh_token"] = json!(token);
    }
    Ok(answer)
}

/// `POST /oidc/revoke`
async fn revoke(Extract(state): Extract<State>, request: Request) -> Response {
    let revoked = async {
        let Program { client, pairs } = program(&state, request).await?;
        tokens::revoke(&state.service, &client, &pairs).await
    };
    match revoked.await {
        Ok(()) => (StatusCode::OK, no_cache()).into_response(),
        Err(refusal) => shown::refused(refusal, "Basic realm=\"Parvis\"", StatusCode::BAD_REQUEST),
    }
}

/// `GET /oidc/userinfo`, and `POST` (RFC 6750, section 2.1).
async fn userinfo(Extract(state): Extract<State>, request: Request) -> Response {
    let caller: Caller = caller::describe(&state, &request, None);
    let told = match super::bearer(request.headers()) {
        Some(token) => tokens::userinfo(&state.service, &caller, token).await,
        None => Err(OidcError::InvalidToken.into()),
    };
    match told {
        Ok(claims) => (no_cache(), Json(claims)).into_response(),
        Err(refusal) => shown::refused(refusal, "Bearer error=\"invalid_token\"", StatusCode::UNAUTHORIZED),
    }
}

fn no_cache() -> [(header::HeaderName, &'static str); 2] {
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")]
}
