//! A program that writes down what arrived, and does by its path what programs do.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody as _},
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use futures::{SinkExt as _, StreamExt as _};
use hyper_util::rt::TokioIo;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{handshake::derive_accept_key, protocol::Role},
};

use crate::harness::{serve, text};

#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    /// Path and query as they were written.
    pub target: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next().map_or("", |value| value.to_str().unwrap());
        assert!(values.next().is_none(), "{name} came twice");
        value
    }
}

pub async fn start() -> (SocketAddr, Arc<Mutex<Vec<Seen>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    let router = Router::new().fallback(move |request: Request| answer(request, kept.clone()));
    (serve(router).await, seen)
}

async fn answer(mut request: Request, seen: Arc<Mutex<Vec<Seen>>>) -> Response {
    let path = request.uri().path().to_owned();
    let mut noted = Seen {
        method: request.method().to_string(),
        target: request.uri().to_string(),
        headers: request.headers().clone(),
        body: String::new(),
    };
    if path == "/api/live/ws" {
        seen.lock().unwrap().push(noted);
        return echo(&mut request);
    }
    if path == "/api/stub/first" {
        // It answers with what came first, before the rest has come.
        let mut body = request.into_body();
        let first = std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await;
        let first = first.unwrap().unwrap().into_data().unwrap();
        return Response::new(Body::from(first));
    }
    let Some(body) = text(std::mem::take(request.body_mut())).await else {
        return Response::new(Body::from("half a request"));
    };
    noted.body = body;
    let value = |name: &str| {
        let query = noted.target.split_once('?').map_or("", |(_, query)| query);
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    };
    let (to, status) = (value("to"), value("status"));
    seen.lock().unwrap().push(noted);
    let mut response = Response::new(Body::from("from the program"));
    let headers = response.headers_mut();
    match path.trim_start_matches("/s/space7") {
        "/api/stub/slow" => return std::future::pending().await,
        "/api/stub/redirect" => {
            headers.insert(header::LOCATION, to.unwrap().parse().unwrap());
            let status = status.map_or(302, |status| status.parse().unwrap());
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
        }
        "/api/stub/headers" => {
            for (name, value) in [
                ("set-cookie", "__Host-parvis-gateway=stolen; Path=/; Secure"),
                ("set-cookie", "grafana_session=1"),
                ("content-security-policy", "script-src 'self'"),
                ("access-control-allow-origin", "*"),
                ("strict-transport-security", "max-age=1; preload"),
                ("clear-site-data", "\"*\""),
                ("refresh", "0; url=https://evil.example"),
                ("keep-alive", "timeout=5"),
                ("connection", "x-hop"),
                ("x-hop", "1"),
                ("x-frame-options", "SAMEORIGIN"),
                ("etag", "\"1\""),
                ("cache-control", "private, max-age=600"),
            ] {
                headers.append(name, value.parse().unwrap());
            }
        }
        "/api/stub/stream" => {
            let first = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"first"))]);
            *response.body_mut() = Body::from_stream(first.chain(futures::stream::pending()));
        }
        _ => {}
    }
    response
}

/// A socket that says again what it hears.
fn echo(request: &mut Request) -> Response {
    let key = derive_accept_key(request.headers()["sec-websocket-key"].as_bytes());
    let upgraded = hyper::upgrade::on(request);
    tokio::spawn(async move {
        let stream = TokioIo::new(upgraded.await.unwrap());
        let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
        while let Some(Ok(message)) = socket.next().await {
            if message.is_close() || socket.send(message).await.is_err() {
                return;
            }
        }
    });
    let response = Response::builder().status(StatusCode::SWITCHING_PROTOCOLS);
    let response = response.header("connection", "upgrade").header("upgrade", "websocket");
    response.header("sec-websocket-accept", key).body(Body::empty()).unwrap()
}
