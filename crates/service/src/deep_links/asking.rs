//! One exchange with a program that links lead to.

use domain::{Micros, zones::parse_http_date};
use serde_json::Value;
use url::Url;

use crate::{
    Service,
    egress::{self, Failure, Method, Request, header},
    encoding::base64,
};

const ANSWER_BYTES: usize = 2 * 1024 * 1024;

/// What went wrong; `of` is who was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Nothing that can be read came back.
    #[error("{of} does not answer: {why}")]
    Away { of: &'static str, why: String },
    /// A proxy before it says so, or the program itself as it starts or is overrun.
    #[error("{of} is not ready: it answered {status}")]
    NotReady { of: &'static str, status: u16 },
    #[error("{of} would not {what}: {status} {message}")]
    Refused { of: &'static str, what: &'static str, status: u16, message: String },
    #[error("{of}’s answer cannot be used: {why}")]
    Unusable { of: &'static str, why: &'static str },
}

/// Where a program is, and who asks it.
#[derive(Clone)]
pub(super) struct Door {
    of: &'static str,
    root: Url,
    user: String,
    password: String,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door")
            .field("of", &self.of)
            .field("root", &self.root.as_str())
            .finish_non_exhaustive()
    }
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    of: &'static str,
    pub(super) status: u16,
    /// Null where it has none, or one that is no JSON and no yes.
    pub(super) body: Value,
    /// When it was written, by the program's clock.
    pub(super) at: Option<Micros>,
}

impl Answer {
    /// The answer, where it is a yes.
    pub(super) fn done(self, what: &'static str) -> Result<Self, AskError> {
        match self.status {
            200..=299 => Ok(self),
            status @ (502..=504 | 429) => Err(AskError::NotReady { of: self.of, status }),
            _ => {
                // The second is how Elasticsearch says it.
                let message = self.body["message"].as_str().or_else(|| self.body["error"]["reason"].as_str());
                Err(self.refused(what, message.unwrap_or("without a reason")))
            }
        }
    }

    /// It is a no, whatever its status.
    pub(super) fn refused(&self, what: &'static str, message: &str) -> AskError {
        let message = message.chars().take(300).collect();
        AskError::Refused { of: self.of, what, status: self.status, message }
    }
}

impl Door {
    /// `root` as this server reaches it. Without a user it is asked as a stranger asks.
    pub(super) fn new(of: &'static str, root: Url, user: &str, password: &str) -> Self {
        Self { of, root, user: user.to_owned(), password: password.to_owned() }
    }

    pub(super) fn user(&self) -> &str {
        &self.user
    }

    /// A request to a path, each of whose parts stays one.
    pub(super) fn request(&self, method: Method, path: &[&str]) -> Result<Request, AskError> {
        let mut url = self.root.clone();
        url.path_segments_mut()
            .map_err(|()| self.unusable("its address has no path"))?
            .pop_if_empty()
            .extend(path);
        let mut request = Request::new(method, url);
        if !self.user.is_empty() {
            let login = base64(format!("{}:{}", self.user, self.password).as_bytes());
            let mut login = header::HeaderValue::from_str(&format!("Basic {login}"))
                .map_err(|_| self.unusable("a credential that cannot be sent"))?;
            login.set_sensitive(true);
            request.headers_mut().insert(header::AUTHORIZATION, login);
        }
        let json = header::HeaderValue::from_static("application/json");
        request.headers_mut().insert(header::ACCEPT, json);
        Ok(request)
    }

    pub(super) async fn exchange(&self, service: &Service, request: Request) -> Result<Answer, AskError> {
        let away = |failure: Failure| AskError::Away { of: self.of, why: failure.to_string() };
        let answer = service.egress().send_open(request).await.map_err(away)?;
        let status = answer.status().as_u16();
        let date = answer.headers().get(header::DATE).and_then(|date| date.to_str().ok());
        let at = date.and_then(parse_http_date);
        let (text, is_whole) = egress::beginning(answer, ANSWER_BYTES).await.map_err(away)?;
        if !is_whole {
            return Err(self.unusable("it is too long"));
        }
        match (serde_json::from_slice(&text), status) {
            (Ok(body), _) => Ok(Answer { of: self.of, status, body, at }),
            // 204 has none.
            (Err(_), 200..=203 | 205..=299) => Err(self.unusable("it is no JSON")),
            (Err(_), _) => Ok(Answer { of: self.of, status, body: Value::Null, at }),
        }
    }

    const fn unusable(&self, why: &'static str) -> AskError {
        AskError::Unusable { of: self.of, why }
    }
}

/// Gives a request a body.
pub(super) fn put(request: &mut Request, kind: &'static str, body: String) {
    request.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    *request.body_mut() = Some(body.into());
}

pub(super) fn put_json(request: &mut Request, body: &Value) {
    put(request, "application/json", body.to_string());
}
