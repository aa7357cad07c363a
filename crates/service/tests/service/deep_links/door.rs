//! The door of what stands for another program: each request is looked up in a contract, done, and may be made to fail.
//! Whatever the contract does not have fails the test.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Response, StatusCode, Uri, header},
};
use serde_json::{Value, json};
use service::encoding::base64;
use tokio::{sync::watch, task::JoinHandle};

use super::contract::{fits, matching, query, wanted};

pub(super) const ADMIN: &str = "parvis-provisioner";
pub(super) const PASSWORD: &str = "a secret of the operator";
/// More than anybody reads of an answer.
const LONG: usize = 3 * 1024 * 1024;

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not done.
    Refused,
    /// It is done, and nobody hears of it.
    Lost,
    /// It is done, and its answer breaks off.
    Cut,
    /// It is done, and its answer has no end.
    Long,
    /// A proxy before it has a page of its own.
    Html,
    /// It never answers.
    Silent,
    /// Another did it a moment before, and it is answered so.
    Raced(u16),
}

/// What is answered: a status and a body, which is null where there is none.
pub(super) type Told = (u16, Value);

/// A request that the contract has.
pub(super) struct Asked<'a> {
    pub(super) method: &'a str,
    /// As the contract writes it.
    pub(super) path: &'a str,
    /// What stands in its place holders.
    pub(super) values: Vec<String>,
    pub(super) query: Vec<(String, String)>,
    /// The space of Kibana that it is asked in.
    pub(super) space: Option<&'a str>,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: Value,
}

/// What stands behind the door.
pub(super) trait Program: Default + Send + 'static {
    /// Headers that go with what the contract says, and with nothing else.
    const HEADERS: &'static [&'static str];

    /// Whether a request changes something.
    fn is_write(method: &Method, _path: &str) -> bool {
        method != Method::GET
    }

    /// Does what is asked; an error is what nobody may ask.
    fn act(&mut self, asked: &Asked<'_>) -> Result<Told, String>;
}

#[derive(Default)]
struct Inside<P> {
    program: P,
    /// Method and path of every request.
    asked: Vec<String>,
    writes: usize,
    fault: Option<(usize, Fault)>,
    wrong: Vec<String>,
    date: Option<String>,
}

pub(super) struct Door<P> {
    inside: Arc<Mutex<Inside<P>>>,
    holds: Arc<watch::Sender<bool>>,
    servers: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl<P> Clone for Door<P> {
    fn clone(&self) -> Self {
        let Self { inside, holds, servers } = self;
        Self { inside: Arc::clone(inside), holds: Arc::clone(holds), servers: Arc::clone(servers) }
    }
}

impl<P: Program> Door<P> {
    pub(super) fn new() -> Self {
        Self { inside: Arc::default(), holds: Arc::new(watch::Sender::new(false)), servers: Arc::default() }
    }

    /// Answers by a contract whoever has the user and the password; where it does so.
    pub(super) async fn open(&self, contract: Value, (user, password): (&str, &str)) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}/", listener.local_addr().unwrap());
        let login = format!("Basic {}", base64(format!("{user}:{password}").as_bytes()));
        let app = Router::new().fallback(answer::<P>).with_state((self.clone(), Arc::new((contract, login))));
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        self.servers.lock().unwrap().push(server);
        root
    }

    pub(super) async fn stop(&self) {
        let servers = std::mem::take(&mut *self.servers.lock().unwrap());
        for server in servers {
            server.abort();
            let _ = server.await;
        }
    }

    fn look<T>(&self, look: impl FnOnce(&mut Inside<P>) -> T) -> T {
        look(&mut self.inside.lock().unwrap())
    }

    pub(super) fn see<T>(&self, see: impl FnOnce(&mut P) -> T) -> T {
        self.look(|inside| see(&mut inside.program))
    }

    /// Nothing was asked that it does not know.
    pub(super) fn check(&self) {
        assert_eq!(self.look(|inside| inside.wrong.clone()), [] as [String; 0]);
    }

    /// Lets that request fail, counted from the first.
    pub(super) fn fail(&self, at: usize, fault: Fault) {
        self.look(|inside| inside.fault = Some((at, fault)));
    }

    /// Makes whoever writes wait, so that others look before.
    pub(super) fn hold_writes(&self, holds: bool) {
        self.holds.send_replace(holds);
    }

    pub(super) fn asked(&self) -> usize {
        self.look(|inside| inside.asked.len())
    }

    /// Where a request stands among all.
    pub(super) fn place(&self, request: &str) -> usize {
        self.look(|inside| inside.asked.iter().position(|asked| asked == request)).expect(request)
    }

    pub(super) fn writes(&self) -> usize {
        self.look(|inside| inside.writes)
    }

    pub(super) fn set_clock(&self, at: i64) {
        let since = std::time::Duration::from_micros(at.unsigned_abs());
        let date = httpdate::fmt_http_date(std::time::UNIX_EPOCH + since);
        self.look(|inside| inside.date = Some(date));
    }
}

type Entrance<P> = (Door<P>, Arc<(Value, String)>);

async fn answer<P: Program>(
    State((door, behind)): State<Entrance<P>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let (contract, login) = &*behind;
    if P::is_write(&method, uri.path()) {
        let mut holds = door.holds.subscribe();
        holds.wait_for(|holds| !holds).await.unwrap();
    }
    let fault = door.look(|inside| {
        let at = inside.asked.len();
        let path = inside_space(uri.path()).1;
        let known = matching(contract, path).map_or(path, |(known, _)| known);
        inside.asked.push(format!("{method} {known}"));
        inside.fault.filter(|(failing, _)| *failing == at).map(|(_, fault)| fault)
    });
    if matches!(fault, Some(Fault::Refused | Fault::Html)) {
        let (status, kind) = match fault {
            Some(Fault::Html) => (StatusCode::BAD_GATEWAY, "text/html"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "application/json"),
        };
        let page = Body::from("<html>bad gateway</html>");
        return Response::builder().status(status).header(header::CONTENT_TYPE, kind).body(page).unwrap();
    }
    if fault == Some(Fault::Silent) {
        std::future::pending::<()>().await;
    }
    let (told, date) = door.look(|inside| {
        let told =
            done(inside, (contract, login), (&method, &uri, &headers), &body).unwrap_or_else(|reason| {
                inside.wrong.push(format!("{method} {uri}: {reason}"));
                (400, json!({ "message": reason }))
            });
        (told, inside.date.clone())
    });
    let (status, told) = match fault {
        Some(Fault::Raced(status)) => (status, json!({ "message": "another was quicker" })),
        // What has no body has none that breaks off, or none that has no end.
        Some(Fault::Cut | Fault::Long) if told.0 == 204 => (504, Value::Null),
        Some(Fault::Lost) => (504, Value::Null),
        _ => told,
    };
    let mut answer = Response::builder().status(status).header(header::CONTENT_TYPE, "application/json");
    if let Some(date) = date {
        answer = answer.header(header::DATE, date);
    }
    let text = if told.is_null() { String::new() } else { told.to_string() };
    let body = match fault {
        Some(Fault::Cut) => {
            let half = text[..text.len() / 2].to_owned();
            let broken = [Ok(Bytes::from(half)), Err(std::io::Error::other("cut"))];
            Body::from_stream(futures::stream::iter(broken))
        }
        Some(Fault::Long) => Body::from(text + &" ".repeat(LONG)),
        _ => Body::from(text),
    };
    answer.body(body).unwrap()
}

/// The space of Kibana that a path is asked in, and the path behind it.
fn inside_space(path: &str) -> (Option<&str>, &str) {
    let inside = path.strip_prefix("/s/").and_then(|rest| Some((rest, rest.find('/')?)));
    inside.map_or((None, path), |(rest, end)| (Some(&rest[..end]), &rest[end..]))
}

/// Looks whether the contract has it, and does it.
fn done<P: Program>(
    inside: &mut Inside<P>,
    (contract, login): (&Value, &str),
    (method, uri, headers): (&Method, &Uri, &HeaderMap),
    body: &[u8],
) -> Result<Told, String> {
    let (space, path) = inside_space(uri.path());
    let (path, values) = matching(contract, path).ok_or("no such path")?;
    let operation = &contract["paths"][path][method.as_str().to_ascii_lowercase()];
    if operation.is_null() {
        return Err("no such method".to_owned());
    }
    if space.is_some() != (operation["x-in-space"] == true) {
        return Err("asked in a space where it is not, or not in one".to_owned());
    }
    let is_open = operation["security"].is_null();
    if !is_open && headers.get(header::AUTHORIZATION).is_none_or(|given| given != login) {
        return Ok((401, json!({ "message": "Invalid username or password" })));
    }
    for name in P::HEADERS {
        let is_wanted = wanted(operation, "header")
            .any(|one| one["name"].as_str().is_some_and(|wanted| wanted.eq_ignore_ascii_case(name)));
        if headers.contains_key(*name) != is_wanted {
            return Err(format!("{name} where it is not asked for, or not where it is"));
        }
    }
    let query = query(operation, uri)?;
    let body = read(contract, operation, headers, body)?;
    let asked = Asked { method: method.as_str(), path, values, query, space, headers, body };
    let told = inside.program.act(&asked)?;
    if P::is_write(method, uri.path()) {
        inside.writes += 1;
    }
    let known = operation["responses"].as_object().unwrap();
    if known.contains_key(&told.0.to_string()) {
        Ok(told)
    } else {
        Err(format!("the contract has no {}", told.0))
    }
}

/// The body, which is of its closed schema.
fn read(contract: &Value, operation: &Value, headers: &HeaderMap, body: &[u8]) -> Result<Value, String> {
    let content = operation["requestBody"]["content"].as_object().and_then(|all| all.iter().next());
    let Some((kind, content)) = content else {
        return if body.is_empty() { Ok(Value::Null) } else { Err("a body".to_owned()) };
    };
    let given = headers.get(header::CONTENT_TYPE).and_then(|given| given.to_str().ok()).unwrap_or_default();
    let body = match kind.as_str() {
        "multipart/form-data" => file(given, body)?,
        _ if given == kind => serde_json::from_slice(body).map_err(|error| error.to_string())?,
        _ => return Err(format!("{given} instead of {kind}")),
    };
    fits(contract, &content["schema"], &body)?;
    Ok(body)
}

/// The lines of the one file that a form has.
fn file(kind: &str, body: &[u8]) -> Result<Value, String> {
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").ok_or("no form with a file")?;
    let body = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let part = body
        .strip_prefix(&format!("--{boundary}\r\n"))
        .and_then(|rest| rest.strip_suffix(&format!("\r\n--{boundary}--\r\n")))
        .ok_or("not one part between its boundaries")?;
    let (head, lines) = part.split_once("\r\n\r\n").ok_or("a part without an end of its head")?;
    let disposition = head.lines().find_map(|line| line.strip_prefix("Content-Disposition: form-data; "));
    let disposition = disposition.ok_or("no disposition")?;
    if !disposition.starts_with("name=\"file\"; filename=\"") || !disposition.ends_with(".ndjson\"") {
        return Err(format!("no file with lines of JSON: {disposition}"));
    }
    let lines: Result<Vec<Value>, _> = lines.lines().map(serde_json::from_str).collect();
    lines.map(Value::Array).map_err(|error| error.to_string())
}
