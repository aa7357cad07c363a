//! Errors as people see them: an answer that failed and is no page becomes one, in the language of whoever
//! looks. Programs get it as it is.

use app::pages;
use axum::{
    body::Body,
    extract::{Request, State as Extract},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Error;
use service::{Caller, Service};

use super::{FORM_BYTES, State, caller, pages as web_pages, problem::Problem};

/// The error of an answer that tells it to programs.
#[derive(Clone, Debug)]
pub(crate) struct Told(pub(crate) Error);

/// Whether a person's browser asks, for something to look at.
pub(crate) fn is_for_a_person(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).into_iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|kind| {
        let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
        let is_page = matches!(parts.next().as_deref(), Some("text/html" | "application/xhtml+xml"));
        is_page && !parts.any(|part| matches!(part.as_str(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

pub(crate) async fn show(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    if !is_for_a_person(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || response.status().as_u16() < 400 {
        return response;
    }
    let told = response.extensions_mut().remove::<Told>().map(|told| told.0);
    let Some(error) = told.or_else(|| meant(response.status())) else { return response };
    let caller = response.extensions_mut().remove::<Caller>();
    let mut page = page(&state, asked, caller, &error).await;
    for name in [header::SET_COOKIE, header::ALLOW, header::RETRY_AFTER] {
        for value in response.headers().get_all(&name) {
            page.headers_mut().append(name.clone(), value.clone());
        }
    }
    page
}

/// An error from before anybody was identified: a page for a person, as it is for a program.
pub(crate) async fn tell(state: &State, request: Request, error: &Error) -> Response {
    if !is_for_a_person(request.headers()) {
        return Problem::new(error.clone(), &request).into_response();
    }
    page(state, request.into_parts().0, None, error).await
}

/// What a bare status of the layers around us means.
fn meant(status: StatusCode) -> Option<Error> {
    Some(match status.as_u16() {
        400 => Error::BadRequest { reason: String::new() },
        404 => Error::NotFound,
        405 => Error::MethodNotAllowed,
        413 => Error::TooLarge { limit: format!("{FORM_BYTES} bytes") },
        503 => Error::Unavailable { retry_after: 1 },
        500.. => Error::Internal,
        _ => return None,
    })
}

async fn page(state: &State, asked: Parts, caller: Option<Caller>, error: &Error) -> Response {
    let request = Request::from_parts(asked, Body::empty());
    // Nobody was identified where the failure came before, or took the answer with it.
    let caller = caller.unwrap_or_else(|| caller::describe(state, &request, None));
    let theme = caller::theme(request.headers());
    let (mut parts, _) = request.into_parts();
    parts.extensions.insert(caller);
    parts.extensions.insert(theme);
    parts.extensions.insert::<Service>(state.service.clone());
    parts.extensions.insert(state.site.clone());
    if *error == Error::SignInRequired
        && matches!(parts.method, Method::GET | Method::HEAD)
        && let Some(context) = web_pages::context(state, &parts, None)
    {
        return web_pages::write(&context, pages::sign_in_first(&context), HeaderMap::new()).await;
    }
    web_pages::refuse(state, &parts, error).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_whoever_takes_a_page() {
        let asks = |accept: &str| {
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
            is_for_a_person(&headers)
        };
        assert!(asks("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(asks("application/json, Text/HTML ; q=0.5"));
        for accept in ["*/*", "application/json", "text/event-stream", "", "text/html;q=0, application/json"]
        {
            assert!(!asks(accept), "{accept}");
        }
        assert!(!is_for_a_person(&HeaderMap::new()));
    }
}
