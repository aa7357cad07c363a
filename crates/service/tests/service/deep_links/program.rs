//! Small strict stand-ins for the programs beside Grafana: each answers what is asked of it and notes whatever else is.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Method, Response, Uri, header},
};
use domain::Micros;
use serde_json::{Value, json};
use service::encoding::base64;
use store::Store;
use testkit::World;

pub(super) const USER: &str = "parvis";
pub(super) const PASSWORD: &str = "a secret of the operator";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Influxdb,
    Elasticsearch,
    Opensearch,
    Kibana,
    Dashboards,
}

/// How it answers everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ill {
    /// A proxy before it has a page of its own.
    Html,
    /// Somebody else’s page stands there.
    OtherPage,
    Redirects,
    Never,
}

struct Inside {
    version: &'static str,
    /// Whether its authentication is off.
    is_open: bool,
    may: bool,
    ill: Option<Ill>,
    at: Micros,
    /// What was asked, with whether the right credential came along.
    asked: Vec<(String, bool)>,
    wrong: Vec<String>,
}

#[derive(Clone)]
pub(super) struct Program {
    kind: Kind,
    store: Store,
    inside: Arc<Mutex<Inside>>,
    port: u16,
}

impl Program {
    pub(super) async fn start(world: &World, kind: Kind) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let version = match kind {
            Kind::Influxdb => "1.8.10",
            Kind::Opensearch | Kind::Dashboards => "2.11.0",
            Kind::Elasticsearch | Kind::Kibana => "8.17.0",
        };
        let inside = Inside {
            version,
            is_open: false,
            may: true,
            ill: None,
            at: world.now(),
            asked: Vec::new(),
            wrong: Vec::new(),
        };
        let program = Self {
            kind,
            store: world.store.clone(),
            inside: Arc::new(Mutex::new(inside)),
            port: listener.local_addr().unwrap().port(),
        };
        let app = Router::new().fallback(answer).with_state(program.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        program
    }

    pub(super) fn root(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    fn see<T>(&self, look: impl FnOnce(&mut Inside) -> T) -> T {
        look(&mut self.inside.lock().unwrap())
    }

    pub(super) fn set_version(&self, version: &'static str) {
        self.see(|inside| inside.version = version);
    }

    pub(super) fn set_open(&self, is_open: bool) {
        self.see(|inside| inside.is_open = is_open);
    }

    pub(super) fn set_may(&self, may: bool) {
        self.see(|inside| inside.may = may);
    }

    pub(super) fn set_ill(&self, ill: Option<Ill>) {
        self.see(|inside| inside.ill = ill);
    }

    pub(super) fn set_clock(&self, at: Micros) {
        self.see(|inside| inside.at = at);
    }

    /// What was asked, with whether the right credential came along.
    pub(super) fn asked(&self) -> Vec<(String, bool)> {
        self.see(|inside| inside.asked.clone())
    }

    /// Nothing was asked that it does not know, and nobody held the control database meanwhile.
    pub(super) fn check(&self) {
        assert_eq!(self.see(|inside| inside.wrong.clone()), [] as [String; 0]);
    }
}

async fn answer(
    State(program): State<Program>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    let is_free = testkit::outside::holds_nothing(&program.store).await;
    if program.see(|inside| inside.ill) == Some(Ill::Never) {
        std::future::pending::<()>().await;
    }
    let mut inside = program.inside.lock().unwrap();
    let login = format!("Basic {}", base64(format!("{USER}:{PASSWORD}").as_bytes()));
    let given = headers.get(header::AUTHORIZATION);
    let is_right = given.is_some_and(|given| given == &login);
    inside.asked.push((uri.path().to_owned(), is_right));
    if !is_free {
        inside.wrong.push(format!("{uri}: whoever asks holds the control database"));
    }
    let page = |status: u16, kind: &str, body: &str| {
        let answer = Response::builder().status(status).header(header::CONTENT_TYPE, kind);
        answer.body(Body::from(body.to_owned())).unwrap()
    };
    match inside.ill {
        Some(Ill::Html) => return page(502, "text/html", "<html>bad gateway</html>"),
        Some(Ill::OtherPage) => return page(200, "text/html", "<html>welcome</html>"),
        Some(Ill::Redirects) => {
            let answer = Response::builder().status(302).header(header::LOCATION, "https://elsewhere.test/");
            return answer.body(Body::empty()).unwrap();
        }
        Some(Ill::Never) | None => {}
    }
    let known = (method == Method::GET).then(|| told(program.kind, &inside, &uri, given.is_some(), is_right));
    let (status, body) = known.flatten().unwrap_or_else(|| {
        inside.wrong.push(format!("{method} {uri}"));
        (404, json!({ "error": "there is no such address" }))
    });
    let since = std::time::Duration::from_micros(inside.at.unsigned_abs());
    let date = httpdate::fmt_http_date(std::time::UNIX_EPOCH + since);
    let mut answer = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::DATE, date);
    if program.kind == Kind::Influxdb {
        answer = answer.header("x-influxdb-version", inside.version);
    }
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    answer.body(body).unwrap()
}

/// What it answers, where it knows the address.
fn told(kind: Kind, inside: &Inside, uri: &Uri, is_given: bool, is_right: bool) -> Option<(u16, Value)> {
    let refused = match (inside.is_open || is_right, inside.may || !is_right) {
        (false, _) => Some(401),
        (true, false) => Some(403),
        (true, true) => None,
    };
    let version = inside.version;
    match (kind, uri.path(), uri.query()) {
        (Kind::Influxdb, "/ping", None) => Some((204, Value::Null)),
        (Kind::Influxdb, "/query", Some("q=SHOW+DATABASES" | "q=SHOW%20DATABASES")) => Some(match refused {
            Some(403) => (200, json!({ "results": [{ "statement_id": 0, "error": "not authorized" }] })),
            Some(status) => (status, json!({ "error": "authorization failed" })),
            None => {
                let series = json!([{ "name": "databases", "columns": ["name"], "values": [["_internal"]] }]);
                (200, json!({ "results": [{ "statement_id": 0, "series": series }] }))
            }
        }),
        (Kind::Elasticsearch | Kind::Opensearch, "/", None) => Some(match refused {
            Some(status) => (status, json!({ "error": { "type": "security_exception" }, "status": status })),
            None if kind == Kind::Opensearch => {
                (200, json!({ "version": { "distribution": "opensearch", "number": version } }))
            }
            None => (200, json!({ "version": { "number": version }, "tagline": "You Know, for Search" })),
        }),
        // Strangers are told that it is there, and no more.
        (Kind::Kibana, "/api/status", None) if !is_given && !inside.is_open => {
            Some((200, json!({ "status": { "overall": { "level": "available" } } })))
        }
        (Kind::Kibana | Kind::Dashboards, "/api/status", None) => Some(match refused {
            Some(status) => (status, json!({ "statusCode": status, "error": "Unauthorized" })),
            None if kind == Kind::Dashboards => {
                let status = json!({ "overall": { "state": "green" } });
                (200, json!({ "version": { "number": version }, "status": status }))
            }
            None => {
                let status = json!({ "overall": { "level": "available" } });
                (200, json!({ "version": { "number": version }, "status": status }))
            }
        }),
        _ => None,
    }
}
