//! A strict Grafana: it answers what the committed contract has, with bodies that fit its closed schemas, and keeps what
//! it was told, each thing in the organisation that the request named. Whatever else it is asked fails the test.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Response, StatusCode, Uri, header},
};
use serde_json::{Map, Value, json};
use service::{deep_links::grafana::Grafana, encoding::base64};
use tokio::sync::watch;
use url::Url;

pub(super) const ADMIN: &str = "parvis-provisioner";
pub(super) const PASSWORD: &str = "a secret of the operator";

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not done.
    Refused,
    /// It is done, and nobody hears of it.
    Lost,
    /// It is done, and its answer breaks off.
    Cut,
    /// A proxy before it has a page of its own.
    Html,
    /// It never answers.
    Silent,
}

#[derive(Default)]
struct Inside {
    orgs: Vec<(i64, String)>,
    users: Vec<(i64, String, String)>,
    /// Organisation, user, role.
    members: Vec<(i64, i64, String)>,
    sources: Vec<(i64, Value)>,
    folders: Vec<(i64, Value)>,
    /// Organisation, dashboard, who saved it.
    dashboards: Vec<(i64, Value, String)>,
    next: i64,
    asked: usize,
    writes: usize,
    fault: Option<(usize, Fault)>,
    wrong: Vec<String>,
    date: Option<String>,
}

#[derive(Clone)]
pub(super) struct Stub {
    inside: Arc<Mutex<Inside>>,
    contract: Arc<Value>,
    holds: Arc<watch::Sender<bool>>,
    port: u16,
    server: Arc<Mutex<Option<tokio::task::JoinHandle<()>>>>,
}

type Told = (u16, Value);

impl Stub {
    pub(super) async fn start() -> (Self, Grafana) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let contract = serde_json::from_str(include_str!("../../contracts/grafana.json")).unwrap();
        let stub = Self {
            inside: Arc::default(),
            contract: Arc::new(contract),
            holds: Arc::new(watch::Sender::new(false)),
            port: listener.local_addr().unwrap().port(),
            server: Arc::default(),
        };
        let app = Router::new().fallback(answer).with_state(stub.clone());
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        *stub.server.lock().unwrap() = Some(server);
        let grafana = stub.with_password(PASSWORD);
        (stub, grafana)
    }

    /// Whoever asks it with a password.
    pub(super) fn with_password(&self, password: &str) -> Grafana {
        let root = Url::parse(&self.root()).unwrap();
        Grafana::new(root, ADMIN, password)
    }

    pub(super) fn root(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    pub(super) async fn stop(&self) {
        let server = self.server.lock().unwrap().take().unwrap();
        server.abort();
        let _ = server.await;
    }

    fn see<T>(&self, look: impl FnOnce(&mut Inside) -> T) -> T {
        look(&mut self.inside.lock().unwrap())
    }

    /// Nothing was asked that it does not know.
    pub(super) fn check(&self) {
        assert_eq!(self.see(|inside| inside.wrong.clone()), [] as [String; 0]);
    }

    /// Lets that request fail, counted from the first.
    pub(super) fn fail(&self, at: usize, fault: Fault) {
        self.see(|inside| inside.fault = Some((at, fault)));
    }

    /// Makes whoever writes wait, so that others look before.
    pub(super) fn hold_writes(&self, holds: bool) {
        self.holds.send_replace(holds);
    }

    pub(super) fn asked(&self) -> usize {
        self.see(|inside| inside.asked)
    }

    pub(super) fn writes(&self) -> usize {
        self.see(|inside| inside.writes)
    }

    pub(super) fn orgs(&self) -> Vec<String> {
        self.see(|inside| inside.orgs.iter().map(|(_, name)| name.clone()).collect())
    }

    /// How many data sources, folders and dashboards an organisation has.
    pub(super) fn of(&self, org: i64) -> (usize, usize, usize) {
        self.see(|inside| {
            let count = |all: &[(i64, Value)]| all.iter().filter(|(of, _)| *of == org).count();
            let dashboards = inside.dashboards.iter().filter(|(of, ..)| *of == org).count();
            (count(&inside.sources), count(&inside.folders), dashboards)
        })
    }

    /// The uids of everything in an organisation.
    pub(super) fn names_of(&self, org: i64) -> Vec<String> {
        self.see(|inside| {
            let things = inside.sources.iter().chain(&inside.folders).filter(|(of, _)| *of == org);
            let dashboards = inside.dashboards.iter().filter(|(of, ..)| *of == org).map(|(_, one, _)| one);
            let all = things.map(|(_, one)| one).chain(dashboards);
            all.map(|one| one["uid"].as_str().unwrap().to_owned()).collect()
        })
    }

    pub(super) fn password(&self, org: i64) -> String {
        self.see(|inside| {
            let source = &inside.sources.iter().find(|(of, _)| *of == org).unwrap().1;
            source["secureJsonData"]["password"].as_str().unwrap().to_owned()
        })
    }

    /// The data source as everybody in the organisation may read it.
    pub(super) fn shown(&self, org: i64) -> String {
        self.see(|inside| shown(&inside.sources.iter().find(|(of, _)| *of == org).unwrap().1).to_string())
    }

    pub(super) fn titles(&self, org: i64) -> Vec<String> {
        self.see(|inside| {
            let all = inside.dashboards.iter().filter(|(of, ..)| *of == org);
            all.map(|(_, one, _)| one["title"].as_str().unwrap().to_owned()).collect()
        })
    }

    /// What the folders of an organisation are called.
    pub(super) fn folder_titles(&self, org: i64) -> Vec<String> {
        self.see(|inside| {
            let all = inside.folders.iter().filter(|(of, _)| *of == org);
            all.map(|(_, one)| one["title"].as_str().unwrap().to_owned()).collect()
        })
    }

    /// Somebody changes a dashboard in Grafana.
    pub(super) fn edit(&self, org: i64, uid: &str, who: &str, changes: Value) {
        self.see(|inside| {
            let found =
                inside.dashboards.iter_mut().find(|(of, one, _)| *of == org && one["uid"] == uid).unwrap();
            let fields = found.1.as_object_mut().unwrap();
            fields.extend(changes.as_object().unwrap().clone());
            fields["version"] = json!(fields["version"].as_i64().unwrap() + 1000);
            who.clone_into(&mut found.2);
        });
    }

    pub(super) fn role(&self, org: i64, login: &str) -> Option<String> {
        self.see(|inside| {
            let id = inside.users.iter().find(|(_, name, _)| name == login)?.0;
            let found = inside.members.iter().find(|(of, user, _)| (*of, *user) == (org, id))?;
            Some(found.2.clone())
        })
    }

    /// The addresses of all users.
    pub(super) fn people(&self) -> Vec<String> {
        self.see(|inside| inside.users.iter().map(|(_, _, email)| email.clone()).collect())
    }

    pub(super) fn set_clock(&self, at: i64) {
        let since = std::time::Duration::from_micros(at.unsigned_abs());
        let date = httpdate::fmt_http_date(std::time::UNIX_EPOCH + since);
        self.see(|inside| inside.date = Some(date));
    }
}

async fn answer(
    State(stub): State<Stub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if method != Method::GET {
        let mut holds = stub.holds.subscribe();
        holds.wait_for(|holds| !holds).await.unwrap();
    }
    if stub.see(|inside| inside.fault == Some((inside.asked, Fault::Silent))) {
        std::future::pending::<()>().await;
    }
    let mut inside = stub.inside.lock().unwrap();
    let at = inside.asked;
    inside.asked += 1;
    let fault = inside.fault.filter(|(failing, _)| *failing == at).map(|(_, fault)| fault);
    if matches!(fault, Some(Fault::Refused | Fault::Html)) {
        let (status, kind) = match fault {
            Some(Fault::Html) => (StatusCode::BAD_GATEWAY, "text/html"),
            _ => (StatusCode::SERVICE_UNAVAILABLE, "application/json"),
        };
        let page = Body::from("<html>bad gateway</html>");
        return Response::builder().status(status).header(header::CONTENT_TYPE, kind).body(page).unwrap();
    }
    let told = asked(&stub.contract, &mut inside, &method, &uri, &headers, &body);
    let (status, told) = told.unwrap_or_else(|reason| {
        inside.wrong.push(format!("{method} {uri}: {reason}"));
        (400, json!({ "message": reason }))
    });
    let answer = Response::builder().status(status).header(header::CONTENT_TYPE, "application/json");
    let answer = match &inside.date {
        Some(date) => answer.header(header::DATE, date),
        None => answer,
    };
    let text = told.to_string();
    match fault {
        Some(Fault::Lost) => Response::builder().status(504).body(Body::empty()).unwrap(),
        Some(Fault::Cut) => {
            let broken =
                [Ok(Bytes::from(text[..text.len() / 2].to_owned())), Err(std::io::Error::other("cut"))];
            answer.body(Body::from_stream(futures::stream::iter(broken))).unwrap()
        }
        _ => answer.body(Body::from(text)).unwrap(),
    }
}

/// Looks whether the contract has it, and does it.
fn asked(
    contract: &Value,
    inside: &mut Inside,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Told, String> {
    let (path, values) = matching(contract, uri.path()).ok_or("no such path")?;
    let operation = &contract["paths"][path][method.as_str().to_ascii_lowercase()];
    if operation.is_null() {
        return Err("no such method".to_owned());
    }
    let is_open = operation["security"].is_null();
    let login = format!("Basic {}", base64(format!("{ADMIN}:{PASSWORD}").as_bytes()));
    if !is_open && headers.get(header::AUTHORIZATION).is_none_or(|given| given != &login) {
        return Ok((401, json!({ "message": "Invalid username or password" })));
    }
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let wanted = |place: &'static str| parameters.iter().filter(move |one| one["in"] == place);
    for one in wanted("query") {
        if !query.iter().any(|(name, _)| one["name"] == name.as_str()) {
            return Err(format!("without {}", one["name"]));
        }
    }
    if query.len() != wanted("query").count() {
        return Err("a parameter it does not know".to_owned());
    }
    let org = headers.get("x-grafana-org-id").map(|org| org.to_str().unwrap().parse::<i64>().unwrap());
    if org.is_some() != (wanted("header").count() > 0) {
        return Err("the organisation is named where it is not asked for, or not where it is".to_owned());
    }
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let body = if schema.is_null() {
        if !body.is_empty() {
            return Err("a body".to_owned());
        }
        Value::Null
    } else {
        if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/json") {
            return Err("no JSON".to_owned());
        }
        let body = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        fits(contract, schema, &body)?;
        body
    };
    if method != Method::GET {
        inside.writes += 1;
    }
    let org = match org {
        // Whoever is not in an organisation is told nothing of it.
        Some(org) if !inside.is_in(org, ADMIN) => return Ok((403, json!({ "message": "not a member" }))),
        org => org.unwrap_or_default(),
    };
    let status = inside.act(method, path, &values, &query, org, &body);
    let known = operation["responses"].as_object().unwrap();
    if known.contains_key(&status.0.to_string()) {
        Ok(status)
    } else {
        Err(format!("the contract has no {}", status.0))
    }
}

/// The path of the contract that is asked for, and what stands in its place holders.
fn matching<'a>(contract: &'a Value, path: &str) -> Option<(&'a str, Vec<String>)> {
    let asked: Vec<_> = path.split('/').collect();
    let all = contract["paths"].as_object().unwrap().keys();
    all.filter_map(|known| {
        let parts: Vec<_> = known.split('/').collect();
        let is_same = parts.len() == asked.len()
            && parts
                .iter()
                .zip(&asked)
                .all(|(part, asked)| part == asked || part.starts_with('{') && !asked.is_empty());
        let values = parts.iter().zip(&asked).filter(|(part, _)| part.starts_with('{'));
        is_same.then(|| (known.as_str(), values.map(|(_, asked)| (*asked).to_owned()).collect::<Vec<_>>()))
    })
    // A path without a place holder goes first.
    .min_by_key(|(_, values)| values.len())
}

/// Whether a body is of its closed schema.
fn fits(contract: &Value, schema: &Value, body: &Value) -> Result<(), String> {
    let mut whole = Map::new();
    whole.insert("components".to_owned(), contract["components"].clone());
    whole.extend(schema.as_object().unwrap().clone());
    let validator = jsonschema::validator_for(&Value::Object(whole)).map_err(|error| error.to_string())?;
    let problems: Vec<_> = validator.iter_errors(body).map(|error| error.to_string()).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("; ")) }
}

/// What is read of a data source: secrets are told to be there, and no more.
fn shown(source: &Value) -> Value {
    let mut shown = source.clone();
    let fields = shown.as_object_mut().unwrap();
    fields.remove("secureJsonData");
    fields.insert("secureJsonFields".to_owned(), json!({ "password": true }));
    shown
}

impl Inside {
    fn is_in(&self, org: i64, login: &str) -> bool {
        let is_there = self.orgs.iter().any(|(id, _)| *id == org);
        // The administrator of the server is in every organisation it made.
        is_there && login == ADMIN
    }

    fn number(&mut self) -> i64 {
        self.next += 1;
        self.next + 1
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each request that the contract has")]
    fn act(
        &mut self,
        method: &Method,
        path: &str,
        values: &[String],
        query: &[(String, String)],
        org: i64,
        body: &Value,
    ) -> Told {
        let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
        let none = || (404, json!({ "message": "not found" }));
        let taken = || (409, json!({ "message": "it is there already" }));
        let done = || (200, json!({ "message": "done" }));
        let id = |at: usize| values[at].parse::<i64>().unwrap_or_default();
        match (method.as_str(), path) {
            ("GET", "/api/health") => {
                (200, json!({ "database": "ok", "version": "13.0.0", "commit": "abc" }))
            }
            ("GET", "/api/orgs") => {
                let most = query[0].1.parse().unwrap();
                let all = self.orgs.iter().take(most).map(|(id, name)| json!({ "id": id, "name": name }));
                (200, all.collect())
            }
            ("GET", "/api/orgs/name/{org_name}") => {
                match self.orgs.iter().find(|(_, name)| *name == values[0]) {
                    Some((id, name)) => (200, json!({ "id": id, "name": name, "address": {} })),
                    None => none(),
                }
            }
            ("POST", "/api/orgs") => {
                if self.orgs.iter().any(|(_, name)| *name == text("name")) {
                    return taken();
                }
                let id = self.number();
                self.orgs.push((id, text("name")));
                (200, json!({ "orgId": id, "message": "Organization created" }))
            }
            ("DELETE", "/api/orgs/{org_id}") => {
                let org = id(0);
                let before = self.orgs.len();
                self.orgs.retain(|(id, _)| *id != org);
                self.sources.retain(|(of, _)| *of != org);
                self.folders.retain(|(of, _)| *of != org);
                self.dashboards.retain(|(of, ..)| *of != org);
                self.members.retain(|(of, ..)| *of != org);
                if self.orgs.len() < before { done() } else { none() }
            }
            ("GET", "/api/orgs/{org_id}/users") => {
                let org = id(0);
                let mut all = vec![json!({ "orgId": org, "userId": 1, "login": ADMIN, "role": "Admin" })];
                for (_, user, role) in self.members.iter().filter(|(of, ..)| *of == org) {
                    let login = &self.users.iter().find(|(id, ..)| id == user).unwrap().1;
                    all.push(json!({ "orgId": org, "userId": user, "login": login, "role": role }));
                }
                (200, json!(all))
            }
            ("POST", "/api/orgs/{org_id}/users") => {
                let login = text("loginOrEmail");
                let Some(user) = self.users.iter().find(|(_, name, _)| *name == login).map(|found| found.0)
                else {
                    return none();
                };
                if self.members.iter().any(|(of, one, _)| (*of, *one) == (id(0), user)) {
                    return taken();
                }
                self.members.push((id(0), user, text("role")));
                (200, json!({ "message": "User added to organization", "userId": user }))
            }
            ("PATCH", "/api/orgs/{org_id}/users/{user_id}") => {
                let found = self.members.iter_mut().find(|(of, user, _)| (*of, *user) == (id(0), id(1)));
                match found {
                    Some(found) => {
                        found.2 = text("role");
                        done()
                    }
                    None => (400, json!({ "message": "no such member" })),
                }
            }
            ("DELETE", "/api/orgs/{org_id}/users/{user_id}") => {
                self.members.retain(|(of, user, _)| (*of, *user) != (id(0), id(1)));
                done()
            }
            ("POST", "/api/admin/users") => {
                if self.users.iter().any(|(_, login, _)| *login == text("login")) {
                    return (412, json!({ "message": "user already exists" }));
                }
                let user = self.number();
                self.users.push((user, text("login"), text("email")));
                (200, json!({ "id": user, "message": "User created" }))
            }
            ("GET", "/api/users/lookup") => {
                match self.users.iter().find(|(_, login, _)| *login == query[0].1) {
                    Some((id, login, email)) => (200, json!({ "id": id, "login": login, "email": email })),
                    None => none(),
                }
            }
            ("GET", "/api/datasources/uid/{uid}") => {
                match self.sources.iter().find(|(of, one)| *of == org && one["uid"] == values[0].as_str()) {
                    Some((_, source)) => (200, shown(source)),
                    None => none(),
                }
            }
            ("POST", "/api/datasources") => {
                if self.sources.iter().any(|(of, one)| *of == org && one["name"] == body["name"]) {
                    return taken();
                }
                self.sources.push((org, body.clone()));
                (200, json!({ "message": "Datasource added", "name": body["name"] }))
            }
            ("PUT", "/api/datasources/uid/{uid}") => {
                let found =
                    self.sources.iter_mut().find(|(of, one)| *of == org && one["uid"] == values[0].as_str());
                found.expect("whoever changes it has seen it").1 = body.clone();
                done()
            }
            ("GET", "/api/folders/{folder_uid}") => {
                match self.folders.iter().find(|(of, one)| *of == org && one["uid"] == values[0].as_str()) {
                    Some((_, folder)) => (200, folder.clone()),
                    None => none(),
                }
            }
            ("PUT", "/api/folders/{folder_uid}") => {
                match self.folders.iter_mut().find(|(of, one)| *of == org && one["uid"] == values[0].as_str())
                {
                    Some((_, folder)) => {
                        folder["title"] = body["title"].clone();
                        (200, folder.clone())
                    }
                    None => none(),
                }
            }
            ("POST", "/api/folders") => {
                if self.folders.iter().any(|(of, one)| *of == org && one["uid"] == body["uid"]) {
                    return (
                        412,
                        json!({ "message": "the folder has been changed", "status": "version-mismatch" }),
                    );
                }
                self.folders.push((org, body.clone()));
                (200, body.clone())
            }
            ("GET", "/api/dashboards/uid/{uid}") => {
                let found = self
                    .dashboards
                    .iter()
                    .find(|(of, one, _)| *of == org && one["uid"] == values[0].as_str());
                match found {
                    Some((_, one, by)) => (200, json!({ "dashboard": one, "meta": { "updatedBy": by } })),
                    None => none(),
                }
            }
            ("POST", "/api/dashboards/db") => {
                let folder = &body["folderUid"];
                if !self.folders.iter().any(|(of, one)| *of == org && one["uid"] == *folder) {
                    return (404, json!({ "message": "folder not found" }));
                }
                let mut saved = body["dashboard"].clone();
                let uid = saved["uid"].clone();
                let id = self.number();
                let before = self.dashboards.iter().position(|(of, one, _)| *of == org && one["uid"] == uid);
                saved["id"] = json!(id);
                saved["version"] = json!(id);
                match before {
                    Some(_) if body["overwrite"] != true => {
                        return (
                            412,
                            json!({ "message": "it has been changed", "status": "version-mismatch" }),
                        );
                    }
                    Some(place) => self.dashboards[place] = (org, saved, ADMIN.to_owned()),
                    None => self.dashboards.push((org, saved, ADMIN.to_owned())),
                }
                (200, json!({ "uid": uid, "id": id, "status": "success", "version": 1 }))
            }
            _ => (500, json!({ "message": "the stub does not do this" })),
        }
    }
}
