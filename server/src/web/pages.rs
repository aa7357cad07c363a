//! Pages: shown by GET; by POST the form on them is done first.

use app::{
    context::{Context, Posted, Site, Theme},
    pages::{self, Elsewhere},
    shell,
};
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use domain::Error;
use service::{Caller, chance};

use super::{FORM_BYTES, State, caller::cookie, origin, problem::Problem, rpc, step_up, twice, upload};

pub(crate) async fn page(Extract(state): Extract<State>, request: Request) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD => {
            let (parts, _) = request.into_parts();
            show(&state, &parts, None, known(&state, &parts)).await
        }
        Method::POST => post(state, request).await,
        _ => {
            let problem = Problem::new(Error::MethodNotAllowed, &request);
            ([(header::ALLOW, "GET, HEAD, POST")], problem).into_response()
        }
    }
}

/// A browser that comes to a form which can be done once, and has no cookie by which it is known, gets one: so that
/// a form it sends twice is told from one that somebody else sends. The way in gives another one each time: whoever
/// signs out and in again sends the same words with the same cookies, and means it.
fn known(state: &State, parts: &Parts) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let path = parts.uri.path();
    let is_once = ["/sign-in", "/confirm", "/reset-password", "/invitation", "/share/"];
    let site = &state.site;
    let names = [site.session_name(), site.device_name(), site.form_name()];
    let is_known = names.iter().any(|name| cookie(&parts.headers, name).is_some());
    if is_once.iter().any(|start| path.starts_with(start))
        && (path == "/sign-in" || !is_known)
        && let Ok(cookie) =
            HeaderValue::from_str(&site.secret_cookie(site.form_name(), &chance::token(), FORM_LIFETIME))
    {
        headers.append(header::SET_COOKIE, cookie);
    }
    headers
}

/// Seconds in which a form is filled in.
const FORM_LIFETIME: i64 = 3600;

/// Does what the form asks for; then follows the function's redirect, or shows the page again with what was
/// typed and what came of it.
async fn post(state: State, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, FORM_BYTES).await else {
        let error = Error::TooLarge { limit: format!("{FORM_BYTES} bytes") };
        return refuse(&state, &parts, &error).await;
    };
    let body = match upload::as_form(&parts.headers, body).await {
        Ok(body) => body,
        Err(error) => return refuse(&state, &parts, &error).await,
    };
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let (fields, shown) = step_up::split(fields);
    let function = fields.iter().find(|(key, _)| key == "do").map(|(_, value)| value.clone());
    let function = function.unwrap_or_default();
    let key = twice::key(&parts, &function, shown.is_some(), &body);
    let twice = state.twice.clone();
    // On the heap: it is moved into a task of its own.
    let done = Box::pin(async move { act(&state, parts, function, fields, shown).await });
    match key {
        None => done.await,
        Some(key) => twice.once(key, done).await,
    }
}

async fn act(
    state: &State,
    mut parts: Parts,
    function: String,
    fields: Vec<(String, String)>,
    shown: Option<step_up::Shown>,
) -> Response {
    let mut carried = HeaderMap::new();
    if let Some(shown) = shown
        && let Err(asked) = step_up::take(state, &mut parts, &shown, &mut carried).await
    {
        return step_up::ask(state, &parts, fields, asked, carried).await;
    }
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    // The provider sends browsers back to the one address it knows, where this one would not be recognised.
    if function == "identities.start"
        && origin::is_at_another_address(&parts.headers, state.service.public_url())
        && let Some(context) = context(state, &parts, None)
    {
        return write(&context, pages::elsewhere(&context, Elsewhere::Provider), carried).await;
    }
    let Some(answer) = rpc::ask(&function, &parts, body.into_bytes()).await else {
        let error = Error::BadRequest { reason: "the form names no known action".to_owned() };
        return refuse(state, &parts, &error).await;
    };
    for cookie in answer.parts.headers.get_all(header::SET_COOKIE) {
        carried.append(header::SET_COOKIE, cookie.clone());
    }
    if let (Ok(_), Some(location)) = (&answer.outcome, answer.parts.headers.get(header::LOCATION)) {
        carried.insert(header::LOCATION, location.clone());
        return (StatusCode::SEE_OTHER, carried).into_response();
    }
    if matches!(answer.outcome, Err(Error::OtherProofRequired))
        && let Some(context) = context(state, &parts, None)
        && context.caller.browser.at_host_of.is_some()
    {
        return write(&context, pages::elsewhere(&context, Elsewhere::OwnHost), carried).await;
    }
    if matches!(answer.outcome, Err(Error::StepUpRequired | Error::OtherProofRequired)) {
        return step_up::ask(state, &parts, fields, pages::Asked::default(), carried).await;
    }
    let posted = Posted::new(function, fields, answer.outcome);
    show(state, &parts, Some(posted), carried).await
}

/// The provider sends the browser here with what the address says. A redirect follows in any case, so that
/// no page is shown under an address that holds a code.
pub(crate) async fn returned(
    Extract(state): Extract<State>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let body = returned_form(&provider, &query.unwrap_or_default());
    let answer = rpc::ask("identities.finish", &parts, body.into_bytes()).await;
    let mut response = match answer {
        Some(answer) => follow(&state, &parts, answer).await,
        None => refuse(&state, &parts, &Error::Internal).await,
    };
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// What the provider says, as a form. Its own description of an error, and whatever else it sends along, is
/// not asked for.
fn returned_form(provider: &str, query: &str) -> String {
    let wanted = form_urlencoded::parse(query.as_bytes())
        .filter(|(key, _)| matches!(key.as_ref(), "state" | "code" | "error" | "iss"));
    form_urlencoded::Serializer::new(String::new())
        .append_pair("provider", provider)
        .extend_pairs(wanted)
        .finish()
}

/// Goes where a server function says, or shows the page of its error.
async fn follow(state: &State, parts: &Parts, answer: rpc::Answer) -> Response {
    let mut headers = HeaderMap::new();
    for cookie in answer.parts.headers.get_all(header::SET_COOKIE) {
        headers.append(header::SET_COOKIE, cookie.clone());
    }
    match (answer.outcome, answer.parts.headers.get(header::LOCATION)) {
        (Ok(_), Some(location)) => {
            headers.insert(header::LOCATION, location.clone());
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        (Err(error), _) => refuse(state, parts, &error).await,
        (Ok(_), None) => refuse(state, parts, &Error::Internal).await,
    }
}

pub(super) async fn refuse(state: &State, parts: &Parts, error: &Error) -> Response {
    match context(state, parts, None) {
        Some(context) => write(&context, pages::fault(&context, error), HeaderMap::new()).await,
        None => Problem::numbered(error.clone(), String::new()).into_response(),
    }
}

async fn show(state: &State, parts: &Parts, posted: Option<Posted>, carried: HeaderMap) -> Response {
    // An error that no form can show, such as the demand to sign in, is the page itself.
    let error = posted.as_ref().and_then(|posted| posted.outcome.as_ref().err()).cloned();
    let Some(context) = context(state, parts, posted) else {
        return Problem::numbered(Error::Internal, String::new()).into_response();
    };
    let page = match error {
        Some(
            error @ (Error::NotFound | Error::Forbidden { .. } | Error::Internal | Error::BadRequest { .. }),
        ) => pages::fault(&context, &error),
        Some(Error::SignInRequired) => pages::sign_in_first(&context),
        _ => pages::open(context.clone()).await,
    };
    write(&context, page, carried).await
}

pub(super) fn context(state: &State, parts: &Parts, posted: Option<Posted>) -> Option<Context> {
    let query = parts.uri.query().unwrap_or_default();
    Some(Context {
        service: state.service.clone(),
        caller: parts.extensions.get::<Caller>()?.clone(),
        site: parts.extensions.get::<Site>()?.clone(),
        path: parts.uri.path().to_owned(),
        query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        theme: parts.extensions.get::<Theme>().copied().unwrap_or(Theme::Auto),
        posted,
    })
}

pub(super) async fn write(context: &Context, page: pages::Page, mut headers: HeaderMap) -> Response {
    if let Some(path) = page.redirect.as_deref().and_then(|path| HeaderValue::from_str(path).ok()) {
        headers.insert(header::LOCATION, path);
        return (StatusCode::SEE_OTHER, headers).into_response();
    }
    if let Some(token) = &page.operator_link
        && let site = &context.site
        && let Ok(cookie) =
            HeaderValue::from_str(&site.secret_cookie(site.operator_link_name(), token, 86_400))
    {
        headers.append(header::SET_COOKIE, cookie);
    }
    if let Some(onward) = &page.onward
        && let Ok(refresh) = HeaderValue::from_str(&format!("0; url={onward}"))
    {
        headers.insert(header::REFRESH, refresh);
    }
    if let Some(seconds) = page.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if page.is_unlisted {
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, private"));
    }
    let mut forms = "'self'".to_owned();
    if let Some(site) = &page.enters {
        // Whoever takes the ticket looks where it comes from, and browsers say it under this policy alone.
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
        forms = format!("{forms} {site}");
    }
    let (html, nonce) = shell::document(context, page).await;
    // Scripts run from this site, or with the page's own nonce; WASM may be compiled. Styles are files.
    // While `make dev` watches, its server on another port says when to reload.
    let reload = if context.site.is_watched { "; connect-src 'self' ws://127.0.0.1:*" } else { "" };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action {forms}; frame-ancestors 'none'{reload}"
    );
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    (status, headers, html).into_response()
}
