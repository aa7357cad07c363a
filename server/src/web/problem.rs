//! Errors for machines: `application/problem+json` (RFC 9457), with the same codes and words as the pages.

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Error, Locale};
use serde_json::json;

use super::{faults::Told, request_id::RequestId};

#[derive(Clone, Debug)]
pub(crate) struct Problem {
    error: Error,
    status: u16,
    request_id: String,
    locale: Locale,
}

impl Problem {
    pub(crate) fn new(error: Error, request: &Request) -> Self {
        let request_id = RequestId::of(request.extensions());
        Self::numbered(error, request_id)
    }

    pub(crate) fn numbered(error: Error, request_id: String) -> Self {
        Self { status: error.status(), error, request_id, locale: Locale::En }
    }

    pub(crate) fn in_language(self, locale: Locale) -> Self {
        Self { locale, ..self }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = serde_json::to_value(&self.error).unwrap_or_else(|_| json!({}));
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        body["type"] = json!("about:blank");
        body["title"] = json!(status.canonical_reason());
        body["status"] = json!(self.status);
        body["detail"] = json!(self.error.sentence(self.locale));
        if let Error::Invalid { fields } = &self.error {
            for (told, field) in body["fields"].as_array_mut().into_iter().flatten().zip(fields) {
                told["detail"] = json!(field.problem.sentence(self.locale));
            }
        }
        body["request_id"] = json!(self.request_id);
        let mut response = (status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.error == Error::InvalidKey {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(retry_after) = self.error.retry_after() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
        }
        response.extensions_mut().insert(Told(self.error));
        response
    }
}

/// The answer when a handler panicked: the log holds why.
pub(crate) fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let text =
        cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text.unwrap_or("unknown"), "a handler panicked");
    Problem::numbered(Error::Internal, String::new()).into_response()
}
