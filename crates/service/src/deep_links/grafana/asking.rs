//! One exchange with Grafana.

use domain::{Micros, zones::parse_http_date};
use serde_json::Value;
use url::Url;

use super::Grafana;
use crate::{
    Service,
    egress::{self, Failure, Method, Request, header},
    encoding::base64,
};

const ANSWER_BYTES: usize = 2 * 1024 * 1024;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum GrafanaError {
    /// Nothing that can be read came back.
    #[error("Grafana does not answer: {0}")]
    Away(String),
    /// A proxy before it says so, or Grafana itself as it starts or is overrun.
    #[error("Grafana is not ready: it answered {0}")]
    NotReady(u16),
    #[error("Grafana would not {what}: {status} {message}")]
    Refused { what: &'static str, status: u16, message: String },
    #[error("Grafana’s answer cannot be used: {0}")]
    Unusable(&'static str),
}

impl From<Failure> for GrafanaError {
    fn from(failure: Failure) -> Self {
        Self::Away(failure.to_string())
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
    /// When it was written, by Grafana's clock.
    pub(super) at: Option<Micros>,
}

impl Answer {
    /// The answer, where it is a yes.
    pub(super) fn done(self, what: &'static str) -> Result<Self, GrafanaError> {
        match self.status {
            200..=299 => Ok(self),
            status @ (502..=504 | 429) => Err(GrafanaError::NotReady(status)),
            status => {
                let message = self.body["message"].as_str().unwrap_or("without a reason");
                Err(GrafanaError::Refused { what, status, message: message.chars().take(300).collect() })
            }
        }
    }
}

impl Grafana {
    /// Asks, in an organisation or, without one, of the server.
    pub(super) async fn ask(
        &self,
        service: &Service,
        method: Method,
        path: &[&str],
        org: Option<i64>,
        body: Option<&Value>,
    ) -> Result<Answer, GrafanaError> {
        self.exchange(service, Request::new(method, self.address(path)?), org, body).await
    }

    /// Looks for what has a value.
    pub(super) async fn ask_for(
        &self,
        service: &Service,
        path: &[&str],
        (name, value): (&str, &str),
    ) -> Result<Answer, GrafanaError> {
        let mut url = self.address(path)?;
        url.query_pairs_mut().append_pair(name, value);
        self.exchange(service, Request::new(Method::GET, url), None, None).await
    }

    async fn exchange(
        &self,
        service: &Service,
        mut request: Request,
        org: Option<i64>,
        body: Option<&Value>,
    ) -> Result<Answer, GrafanaError> {
        let headers = request.headers_mut();
        if !self.user.is_empty() {
            let login = base64(format!("{}:{}", self.user, self.password).as_bytes());
            let mut login = value(&format!("Basic {login}"))?;
            login.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, login);
        }
        headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        if let Some(org) = org {
            headers.insert("x-grafana-org-id", org.into());
        }
        if let Some(body) = body {
            headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.to_string().into());
        }
        let answer = service.egress().send_open(request).await?;
        let status = answer.status().as_u16();
        let date = answer.headers().get(header::DATE).and_then(|date| date.to_str().ok());
        let at = date.and_then(parse_http_date);
        let (text, is_whole) = egress::beginning(answer, ANSWER_BYTES).await?;
        let body = serde_json::from_slice::<Value>(&text).ok().filter(|_| is_whole);
        match body {
            Some(body) => Ok(Answer { status, body, at }),
            None if (200..300).contains(&status) => Err(GrafanaError::Unusable("it is no JSON, or too long")),
            None => Ok(Answer { status, body: Value::Null, at }),
        }
    }

    /// The address of a path, each of whose parts stays one.
    fn address(&self, path: &[&str]) -> Result<Url, GrafanaError> {
        let mut url = self.root.clone();
        url.path_segments_mut()
            .map_err(|()| GrafanaError::Unusable("its address has no path"))?
            .pop_if_empty()
            .extend(path);
        Ok(url)
    }
}

fn value(text: &str) -> Result<header::HeaderValue, GrafanaError> {
    header::HeaderValue::from_str(text)
        .map_err(|_| GrafanaError::Unusable("a credential that cannot be sent"))
}
