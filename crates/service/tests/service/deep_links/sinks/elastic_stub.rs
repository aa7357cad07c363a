//! A strict Elasticsearch: it answers what the committed contract has, keeps data streams whose documents are only ever
//! added, and does with a request what a test says. Whatever else it is asked fails the test.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Response, Uri, header},
};
use serde_json::{Value, json};
use service::{deep_links::sinks::Elastic, encoding::base64};
use url::Url;

use super::super::{
    contract::{fits, matching, query},
    streams::Streams,
};

const USER: &str = "parvis-writer";
const PASSWORD: &str = "a secret of the operator";

/// What becomes of one bulk request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not done, and answered so, with how many seconds to wait.
    Status(u16, Option<u64>),
    /// A proxy before it has a page of its own.
    Html,
    /// It is done, and the answer breaks off.
    Cut,
    /// It is done, and no answer comes.
    Silent,
    /// The documents at these places are answered so and not kept.
    Items(Vec<(usize, u16)>),
}

#[derive(Default)]
struct Inside {
    made: Streams,
    faults: VecDeque<Fault>,
    /// How many documents each bulk request had.
    bulks: Vec<usize>,
    writes: usize,
    largest: usize,
    wrong: Vec<String>,
}

#[derive(Clone)]
pub(super) struct Stub {
    inside: Arc<Mutex<Inside>>,
    contract: Arc<Value>,
    port: u16,
}

impl Stub {
    pub(super) async fn start() -> (Self, Elastic) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let contract = serde_json::from_str(include_str!("../../../contracts/elasticsearch.json")).unwrap();
        let stub = Self {
            inside: Arc::new(Mutex::new(Inside { largest: usize::MAX, ..Inside::default() })),
            contract: Arc::new(contract),
            port: listener.local_addr().unwrap().port(),
        };
        let app = Router::new().fallback(answer).with_state(stub.clone());
        let app = app.layer(axum::extract::DefaultBodyLimit::disable());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        let elastic = stub.with_password(PASSWORD);
        (stub, elastic)
    }

    pub(super) fn with_password(&self, password: &str) -> Elastic {
        Elastic::new(Url::parse(&format!("http://127.0.0.1:{}/", self.port)).unwrap(), USER, password)
    }

    fn see<T>(&self, look: impl FnOnce(&mut Inside) -> T) -> T {
        look(&mut self.inside.lock().unwrap())
    }

    /// Nothing was asked that it does not know.
    pub(super) fn check(&self) {
        assert_eq!(self.see(|inside| inside.wrong.clone()), [] as [String; 0]);
    }

    /// What becomes of the next bulk requests.
    pub(super) fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.see(|inside| inside.faults.extend(faults));
    }

    /// How many of them are still to come.
    pub(super) fn left(&self) -> usize {
        self.see(|inside| inside.faults.len())
    }

    /// Nothing fails any more.
    pub(super) fn mend(&self) {
        self.see(|inside| inside.faults.clear());
    }

    /// Takes no more documents at once than these.
    pub(super) fn take_most(&self, documents: usize) {
        self.see(|inside| inside.largest = documents);
    }

    pub(super) fn bulks(&self) -> Vec<usize> {
        self.see(|inside| inside.bulks.clone())
    }

    /// Requests that made something for a tenant.
    pub(super) fn writes(&self) -> usize {
        self.see(|inside| inside.writes)
    }

    pub(super) fn documents(&self, stream: &str) -> Vec<Value> {
        self.see(|inside| {
            inside.made.documents.get(stream).into_iter().flat_map(BTreeMap::values).cloned().collect()
        })
    }

    pub(super) fn streams(&self) -> Vec<String> {
        self.see(|inside| inside.made.documents.keys().cloned().collect())
    }

    pub(super) fn kept(&self, stream: &str) -> String {
        self.see(|inside| inside.made.kept[stream].clone())
    }

    /// Somebody deletes a stream.
    pub(super) fn forget(&self, stream: &str) {
        self.see(|inside| inside.made.documents.remove(stream));
    }
}

async fn answer(
    State(stub): State<Stub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let is_bulk = uri.path().ends_with("/_bulk");
    let (fault, (status, told)) = stub.see(|inside| {
        let fault = if is_bulk { inside.faults.pop_front() } else { None };
        let told = match &fault {
            Some(Fault::Status(status, _)) => Ok((*status, json!({ "error": "scripted" }))),
            Some(Fault::Html) => Ok((502, Value::Null)),
            fault => asked(&stub.contract, inside, (&method, &uri, &headers), &body, fault.as_ref()),
        };
        let told = told.unwrap_or_else(|reason| {
            inside.wrong.push(format!("{method} {uri}: {reason}"));
            (400, json!({ "error": reason }))
        });
        (fault, told)
    });
    let answer = Response::builder().status(status).header(header::CONTENT_TYPE, "application/json");
    let text = told.to_string();
    match fault {
        Some(Fault::Html) => answer.body(Body::from("<html>bad gateway</html>")).unwrap(),
        Some(Fault::Status(_, Some(wait))) => {
            answer.header("retry-after", wait).body(Body::from(text)).unwrap()
        }
        Some(Fault::Silent) => std::future::pending().await,
        Some(Fault::Cut) => {
            let half = Bytes::from(text[..text.len() / 2].to_owned());
            let broken = [Ok(half), Err(std::io::Error::other("cut"))];
            answer.body(Body::from_stream(futures::stream::iter(broken))).unwrap()
        }
        _ => answer.body(Body::from(text)).unwrap(),
    }
}

type Asked<'a> = (&'a Method, &'a Uri, &'a HeaderMap);

fn asked(
    contract: &Value,
    inside: &mut Inside,
    (method, uri, headers): Asked<'_>,
    body: &[u8],
    fault: Option<&Fault>,
) -> Result<(u16, Value), String> {
    let (path, values) = matching(contract, uri.path()).ok_or("no such path")?;
    let operation = &contract["paths"][path][method.as_str().to_ascii_lowercase()];
    if operation.is_null() {
        return Err("no such method".to_owned());
    }
    let login = format!("Basic {}", base64(format!("{USER}:{PASSWORD}").as_bytes()));
    if headers.get(header::AUTHORIZATION).is_none_or(|given| given != &login) {
        return Ok((401, json!({ "error": { "type": "security_exception" } })));
    }
    query(operation, uri)?;
    let kind = headers.get(header::CONTENT_TYPE).map(|kind| kind.to_str().unwrap()).unwrap_or_default();
    let content = &operation["requestBody"]["content"][kind];
    if content.is_null() != body.is_empty() {
        return Err(format!("a body of the kind {kind:?}"));
    }
    let name = values[0].clone();
    if path == "/{index}/_bulk" {
        return bulk(contract, inside, content, &name, body, fault);
    }
    let body: Value = if body.is_empty() {
        Value::Null
    } else {
        let body = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        fits(contract, &content["schema"], &body)?;
        body
    };
    inside.writes += usize::from(method != Method::GET);
    Ok(inside.made.act((method.as_str(), path), name, &body))
}

/// Adds documents, each with its outcome.
fn bulk(
    contract: &Value,
    inside: &mut Inside,
    content: &Value,
    stream: &str,
    body: &[u8],
    fault: Option<&Fault>,
) -> Result<(u16, Value), String> {
    let text = std::str::from_utf8(body).map_err(|error| error.to_string())?;
    let lines: Vec<&str> = text.strip_suffix('\n').ok_or("no end of the last line")?.split('\n').collect();
    if lines.len() % 2 == 1 {
        return Err("an action without its document".to_owned());
    }
    let count = lines.len() / 2;
    inside.bulks.push(count);
    if count > inside.largest {
        return Ok((413, json!({ "error": "too large" })));
    }
    let Some(kept) = inside.made.documents.get_mut(stream) else {
        return Ok((404, json!({ "error": { "type": "index_not_found_exception" } })));
    };
    let (mut items, mut has_errors) = (Vec::new(), false);
    for (place, pair) in lines.chunks(2).enumerate() {
        let read = |line: &str| serde_json::from_str::<Value>(line).map_err(|error| error.to_string());
        let (action, document) = (read(pair[0])?, read(pair[1])?);
        fits(contract, &content["action"], &action)?;
        fits(contract, &content["document"], &document)?;
        let id = action["create"]["_id"].as_str().unwrap().to_owned();
        let scripted = match fault {
            Some(Fault::Items(items)) => items.iter().find(|(at, _)| *at == place).map(|(_, status)| *status),
            _ => None,
        };
        let status = match scripted {
            Some(status) => status,
            None if kept.contains_key(&id) => 409,
            None => 201,
        };
        if status == 201 {
            kept.insert(id, document);
            items.push(json!({ "create": { "status": 201 } }));
        } else {
            let kind = match status {
                409 => "version_conflict_engine_exception",
                429 => "es_rejected_execution_exception",
                403 => "security_exception",
                _ => "document_parsing_exception",
            };
            has_errors = true;
            let error = json!({ "type": kind, "reason": "as it was scripted" });
            items.push(json!({ "create": { "status": status, "error": error } }));
        }
    }
    Ok((200, json!({ "errors": has_errors, "items": items })))
}
