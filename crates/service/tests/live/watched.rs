//! A program with somebody before it, who passes everything on and notes what writes.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Method, Response, header},
};
use serde_json::Value;
use url::Url;

use crate::Named;

/// What is asked by another method than GET, and writes nothing.
const READS: [&str; 2] = ["/_export", "/_query/user"];

pub(crate) struct Watched {
    at: Url,
    behind: Behind,
}

#[derive(Clone)]
struct Behind {
    root: Url,
    user: String,
    password: String,
    client: reqwest::Client,
    writes: Arc<Mutex<Vec<String>>>,
}

impl Watched {
    pub(crate) async fn start(program: &Named) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let Named { url, user, password } = program;
        let behind = Behind {
            root: url.clone(),
            user: user.clone(),
            password: password.clone(),
            client: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap(),
            writes: Arc::default(),
        };
        let app = Router::new().fallback(pass).with_state(behind.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { at, behind }
    }

    pub(crate) fn url(&self) -> Url {
        self.at.clone()
    }

    /// Method and path of what was written since this was last asked.
    pub(crate) fn writes(&self) -> Vec<String> {
        std::mem::take(&mut *self.behind.writes.lock().unwrap())
    }

    /// What the program says when it is asked itself.
    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Value {
        let Behind { root, user, password, client, .. } = &self.behind;
        let mut request = client.get(root.join(path).unwrap()).basic_auth(user, Some(password));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let text = request.send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}: {text}"))
    }
}

async fn pass(State(behind): State<Behind>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    if parts.method != Method::GET && !READS.iter().any(|end| path.ends_with(end)) {
        behind.writes.lock().unwrap().push(format!("{} {path}", parts.method));
    }
    let asked = parts.uri.path_and_query().map_or("/", |asked| asked.as_str());
    let mut headers = parts.headers;
    headers.remove(header::HOST);
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let onward =
        behind.client.request(parts.method, behind.root.join(asked).unwrap()).headers(headers).body(body);
    let answer = onward.send().await.unwrap();
    let (status, kind) = (answer.status(), answer.headers().get(header::CONTENT_TYPE).cloned());
    let date = answer.headers().get(header::DATE).cloned();
    let mut told = Response::new(Body::from(answer.bytes().await.unwrap()));
    *told.status_mut() = status;
    for (name, value) in [(header::CONTENT_TYPE, kind), (header::DATE, date)] {
        told.headers_mut().extend(value.map(|value| (name, value)));
    }
    told
}
