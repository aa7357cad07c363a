//! Reports that are mailed are stopped by one click, without signing in (RFC 8058).

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State as Extract},
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use domain::Error;
use service::{Caller, mailed_reports};

use super::{FORM_BYTES, State, pages, problem::Problem, upload};

/// What a mail program posts on a click.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

/// Stops what a mail program asks to be stopped, and answers without leading elsewhere; everything else is the page.
pub(crate) async fn stop(state: Extract<State>, request: Request) -> Response {
    if request.method() != Method::POST {
        return pages::page(state, request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(whole) = to_bytes(body, FORM_BYTES).await else {
        let error = Error::TooLarge { limit: format!("{FORM_BYTES} bytes") };
        return Problem::numbered(error, String::new()).into_response();
    };
    // Either kind of form.
    let form = upload::as_form(&parts.headers, whole.clone()).await.unwrap_or_default();
    let is_one_click =
        form_urlencoded::parse(&form).any(|(key, value)| key == ONE_CLICK.0 && value == ONE_CLICK.1);
    let request = Request::from_parts(parts, Body::from(whole));
    if !is_one_click {
        return pages::page(state, request).await;
    }
    let query = request.uri().query().unwrap_or_default();
    let token = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "token");
    let token = token.map(|(_, token)| token.into_owned()).unwrap_or_default();
    let caller = request.extensions().get::<Caller>().cloned();
    let Some(caller) = caller else { return Problem::new(Error::Internal, &request).into_response() };
    match mailed_reports::stop(&state.service, &caller, &token).await {
        Ok(()) => (StatusCode::OK, "stopped\n").into_response(),
        Err(error) => Problem::new(error, &request).into_response(),
    }
}
