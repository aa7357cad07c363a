//! A strict Grafana: it answers what the committed contract has, with bodies that fit its closed schemas, and keeps what
//! it was told, each thing in the organisation that the request named. Whatever else it is asked fails the test.

use std::ops::Deref;

use serde_json::{Value, json};
use service::deep_links::grafana::Grafana;
use url::Url;

pub(super) use super::door::{ADMIN, Fault, PASSWORD};
use super::door::{Asked, Door, Program, Told};

#[derive(Default)]
pub(super) struct Inside {
    orgs: Vec<(i64, String)>,
    users: Vec<(i64, String, String)>,
    /// Organisation, user, role.
    members: Vec<(i64, i64, String)>,
    sources: Vec<(i64, Value)>,
    folders: Vec<(i64, Value)>,
    /// Organisation, dashboard, who saved it.
    dashboards: Vec<(i64, Value, String)>,
    next: i64,
}

#[derive(Clone)]
pub(super) struct Stub {
    door: Door<Inside>,
    root: String,
}

impl Deref for Stub {
    type Target = Door<Inside>;

    fn deref(&self) -> &Self::Target {
        &self.door
    }
}

impl Stub {
    pub(super) async fn start() -> (Self, Grafana) {
        let contract = serde_json::from_str(include_str!("../../contracts/grafana.json")).unwrap();
        let door = Door::new();
        let stub = Self { root: door.open(contract, (ADMIN, PASSWORD)).await, door };
        let grafana = stub.with_password(PASSWORD);
        (stub, grafana)
    }

    /// Whoever asks it with a password.
    pub(super) fn with_password(&self, password: &str) -> Grafana {
        Grafana::new(Url::parse(&self.root).unwrap(), ADMIN, password)
    }

    pub(super) fn root(&self) -> String {
        self.root.clone()
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

    /// What every panel of an organisation's dashboards is called and asks.
    pub(super) fn queries(&self, org: i64) -> Vec<(String, String)> {
        self.see(|inside| {
            let all = inside.dashboards.iter().filter(|(of, ..)| *of == org);
            let panels = all.flat_map(|(_, one, _)| one["panels"].as_array().unwrap());
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let query = |panel: &Value| {
                let target = &panel["targets"][0];
                text(if target["rawSql"].is_null() { &target["query"] } else { &target["rawSql"] })
            };
            panels.map(|panel| (text(&panel["title"]), query(panel))).collect()
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

    /// Somebody takes everybody out of an organisation by hand.
    pub(super) fn empty(&self, org: i64) {
        self.see(|inside| inside.members.retain(|(of, ..)| *of != org));
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
}

impl Program for Inside {
    const HEADERS: &'static [&'static str] = &["x-grafana-org-id"];

    fn act(&mut self, asked: &Asked<'_>) -> Result<Told, String> {
        let org = asked.headers.get("x-grafana-org-id").map(|org| org.to_str().unwrap().parse().unwrap());
        // Whoever is not in an organisation is told nothing of it.
        if org.is_some_and(|org| !self.is_in(org, ADMIN)) {
            return Ok((403, json!({ "message": "not a member" })));
        }
        Ok(self.answer(asked, org.unwrap_or_default()))
    }
}

impl Inside {
    #[expect(clippy::too_many_lines, reason = "one arm for each request that the contract has")]
    fn answer(&mut self, asked: &Asked<'_>, org: i64) -> Told {
        let Asked { values, query, body, .. } = asked;
        let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
        let none = || (404, json!({ "message": "not found" }));
        let taken = || (409, json!({ "message": "it is there already" }));
        let done = || (200, json!({ "message": "done" }));
        let id = |at: usize| values[at].parse::<i64>().unwrap_or_default();
        match (asked.method, asked.path) {
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
