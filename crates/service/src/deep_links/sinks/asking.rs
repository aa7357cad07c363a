//! One exchange with a sink.

use domain::{HOUR, Micros, SECOND};
use url::Url;

use super::Fault;
use crate::{
    Service,
    egress::{self, Method, Request, Response, header},
    encoding::base64,
};

/// How much of an answer is read: that to a thousand documents, each with its outcome.
const ANSWER_BYTES: usize = 4 * 1024 * 1024;
/// How many letters of a sink's words are kept.
const EXCERPT: usize = 300;

/// Where a sink is and who asks it.
#[derive(Clone)]
pub(super) struct Door {
    root: Url,
    user: String,
    password: String,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("root", &self.root.as_str()).finish_non_exhaustive()
    }
}

/// What came back, of what is neither a refusal nor a fault that passes.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    pub(super) is_whole: bool,
}

impl Answer {
    /// How it begins, on one line.
    pub(super) fn excerpt(&self) -> String {
        excerpt(&String::from_utf8_lossy(&self.body))
    }
}

impl Door {
    pub(super) fn new(root: Url, user: &str, password: &str) -> Self {
        Self { root, user: user.to_owned(), password: password.to_owned() }
    }

    pub(super) fn root(&self) -> &str {
        self.root.as_str()
    }

    /// Asks; what passes by itself and what is refused are faults.
    pub(super) async fn ask(
        &self,
        service: &Service,
        (method, path, query): (Method, &[&str], &[(&str, &str)]),
        (kind, body): (&'static str, Vec<u8>),
    ) -> Result<Answer, Fault> {
        let unusable = |problem: &str| Fault::Refused(problem.to_owned());
        let mut url = self.root.clone();
        url.path_segments_mut()
            .map_err(|()| unusable("its address has no path"))?
            .pop_if_empty()
            .extend(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = Request::new(method, url);
        let login = base64(format!("{}:{}", self.user, self.password).as_bytes());
        let mut login = header::HeaderValue::from_str(&format!("Basic {login}"))
            .map_err(|_| unusable("it cannot be sent"))?;
        login.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, login);
        if !body.is_empty() {
            request.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
            *request.body_mut() = Some(body.into());
        }
        let away = |error: egress::Failure| Fault::Away { problem: error.to_string(), rest: None };
        let response = service.egress().send_open(request).await.map_err(away)?;
        let (status, rest) = (response.status().as_u16(), retry_after(&response));
        let (body, is_whole) = egress::beginning(response, ANSWER_BYTES).await.map_err(away)?;
        let answer = Answer { status, body, is_whole };
        match status {
            401 | 403 => Err(Fault::Refused(format!("{status} {}", answer.excerpt()))),
            429 | 500..=599 => Err(Fault::Away { problem: format!("it answered {status}"), rest }),
            _ => Ok(answer),
        }
    }
}

/// The beginning of what a sink says, on one line.
pub(super) fn excerpt(text: &str) -> String {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().take(EXCERPT).map(plain).collect::<String>().trim().to_owned()
}

/// How long an answer asks to be left alone, where it says so in seconds (RFC 9110, section 10.2.3).
fn retry_after(response: &Response) -> Option<Micros> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: Micros = text.trim().parse().ok().filter(|seconds| *seconds >= 0)?;
    Some(seconds.saturating_mul(SECOND).min(HOUR))
}
