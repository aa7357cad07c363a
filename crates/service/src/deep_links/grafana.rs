//! What a tenant has in Grafana: an organisation with its data source, a folder with dashboards, and its people.
//!
//! Grafana's interface is at <https://grafana.com/docs/grafana/latest/developers/http_api/>. Every step looks first and
//! writes only what is missing or of an older make, so whoever dies is followed by another who goes on, two at once make
//! nothing twice, and where nothing changed nothing is written. Each request says of which organisation it speaks;
//! nothing depends on a current one, which others may change meanwhile.

mod dashboards;
mod people;

pub(super) use dashboards::every;
use domain::{
    Locale, Micros, TenantId,
    deep_links::{grafana, targets::DataSource},
};
pub use people::Person;
use serde_json::{Value, json};
use url::Url;

use super::asking::{Answer, AskError, Door, put_json};
use crate::{Service, chance, egress::Method};

/// Who is asked.
const OF: &str = "Grafana";
/// The uid of the folder with our dashboards.
const FOLDER: &str = "managed";
/// What marks our dashboards; behind it stands of which make they are.
const MARK: &str = "make-";

/// A Grafana, and who makes things in it: an administrator of the server, since only those make organisations.
#[derive(Clone, Debug)]
pub struct Grafana {
    door: Door,
}

/// How it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub version: String,
    /// How far its clock is before ours; negative: behind. None: it does not say.
    pub skew: Option<Micros>,
}

/// What a tenant is to have.
#[derive(Clone, Debug)]
pub struct Space<'a> {
    pub tenant: &'a TenantId,
    /// What its people call it: they see no other name.
    pub name: &'a str,
    /// Of the dashboards' texts.
    pub locale: Locale,
    pub source: Source<'a>,
}

/// Where a tenant's data is read from, with a credential that reads this tenant's alone: whoever may look may ask a
/// data source anything, so this is the wall.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    pub reads: DataSource,
    /// As Grafana reaches it; of `PostgreSQL`, its host and port.
    pub url: &'a str,
    pub database: &'a str,
    /// Of `PostgreSQL`, as Grafana names it; empty for another.
    pub ssl_mode: &'a str,
    pub user: &'a str,
    pub password: &'a str,
}

impl Grafana {
    /// `root` as this server reaches it.
    pub fn new(root: Url, user: &str, password: &str) -> Self {
        Self { door: Door::new(OF, root, user, password) }
    }

    /// How it is; the first to ask, since it needs no credential.
    pub async fn health(&self, service: &Service) -> Result<Health, AskError> {
        let answer = self.ask(service, Method::GET, &["api", "health"], None, None).await?.done("health")?;
        let version = answer.body["version"].as_str().filter(|version| version.len() <= 40);
        let version = version.ok_or(unusable("it says no version"))?.to_owned();
        Ok(Health { version, skew: answer.at.map(|at| at - service.now()) })
    }

    /// Whether the credential is an administrator's of the server: whoever makes organisations may list them.
    pub async fn administers(&self, service: &Service) -> Result<(), AskError> {
        let answer = self.ask_for(service, &["api", "orgs"], ("perpage", "1")).await?;
        let answer = answer.done("list the organisations")?;
        if answer.body.is_array() { Ok(()) } else { Err(unusable("no list of organisations")) }
    }

    /// Sees to it that a tenant has everything; the id of its organisation.
    pub async fn provision(&self, service: &Service, space: &Space<'_>) -> Result<i64, AskError> {
        let org = self.organisation(service, space.tenant).await?;
        self.source(service, org, space).await?;
        self.folder(service, org, space.name).await?;
        for dashboard in dashboards::all(space.tenant, space.locale, space.source.reads) {
            self.dashboard(service, org, dashboard, space.locale).await?;
        }
        Ok(org)
    }

    /// Takes everything away that a tenant had; what is not there is no error.
    pub async fn remove(&self, service: &Service, tenant: &TenantId) -> Result<(), AskError> {
        let Some(org) = self.find_organisation(service, tenant).await? else { return Ok(()) };
        let people = self.people(service, org).await?;
        for person in people.iter().filter(|person| person.login != self.door.user()) {
            self.leave(service, org, person.id).await?;
        }
        let path = ["api", "orgs", &org.to_string()];
        let answer = self.ask(service, Method::DELETE, &path, None, None).await?;
        if answer.status == 404 { Ok(()) } else { answer.done("delete the organisation").map(|_| ()) }
    }

    /// The organisation that is called as the tenant's id.
    async fn organisation(&self, service: &Service, tenant: &TenantId) -> Result<i64, AskError> {
        if let Some(org) = self.find_organisation(service, tenant).await? {
            return Ok(org);
        }
        let body = json!({ "name": tenant.as_str() });
        let answer = self.ask(service, Method::POST, &["api", "orgs"], None, Some(&body)).await?;
        if answer.status == 409 {
            // Another was quicker.
            let found = self.find_organisation(service, tenant).await?;
            return found.ok_or(unusable("the organisation is there and is not found"));
        }
        whole(&answer.done("make the organisation")?.body["orgId"])
    }

    async fn find_organisation(&self, service: &Service, tenant: &TenantId) -> Result<Option<i64>, AskError> {
        let path = ["api", "orgs", "name", tenant.as_str()];
        let answer = self.ask(service, Method::GET, &path, None, None).await?;
        if answer.status == 404 {
            return Ok(None);
        }
        whole(&answer.done("look for the organisation")?.body["id"]).map(Some)
    }

    /// The data source. Its password is not shown again, so what it was made of is kept beside it as a hash.
    async fn source(&self, service: &Service, org: i64, space: &Space<'_>) -> Result<(), AskError> {
        let (uid, source) = (grafana::source(space.tenant), &space.source);
        let mut secret = vec![source.url, source.database, source.user, source.password];
        // Nothing is added where there was none, so that what was made before stays.
        secret.extend((!source.ssl_mode.is_empty()).then_some(source.ssl_mode));
        let stamp = &chance::hash(&secret.join("\n"))[..16];
        let settings = match source.reads {
            DataSource::Influxdb => json!({ "dbName": source.database, "httpMode": "POST", "stamp": stamp }),
            // Fewer connections than its role may have.
            DataSource::Postgresql => json!({
                "database": source.database, "sslmode": source.ssl_mode, "postgresVersion": 1500,
                "maxOpenConns": 4, "maxIdleConns": 1, "maxIdleConnsAuto": false, "connMaxLifetime": 3600,
                "stamp": stamp,
            }),
        };
        let body = json!({
            "uid": uid, "name": space.name, "type": grafana::plugin(source.reads), "access": "proxy",
            "isDefault": true, "url": source.url, "user": source.user, "jsonData": settings,
            "secureJsonData": { "password": source.password },
        });
        let path = ["api", "datasources", "uid", &uid];
        let found = self.ask(service, Method::GET, &path, Some(org), None).await?;
        if found.status != 404 {
            let found = found.done("look for the data source")?.body;
            let same = ["url", "user", "type", "name"].iter().all(|field| found[field] == body[field]);
            if same && found["jsonData"]["stamp"] == stamp {
                return Ok(());
            }
            return self.put(service, org, &path, &body).await;
        }
        let answer = self.ask(service, Method::POST, &["api", "datasources"], Some(org), Some(&body)).await?;
        if answer.status == 409 {
            return self.put(service, org, &path, &body).await;
        }
        answer.done("make the data source").map(|_| ())
    }

    async fn put(&self, service: &Service, org: i64, path: &[&str], body: &Value) -> Result<(), AskError> {
        let answer = self.ask(service, Method::PUT, path, Some(org), Some(body)).await?;
        answer.done("change the data source").map(|_| ())
    }

    async fn folder(&self, service: &Service, org: i64, name: &str) -> Result<(), AskError> {
        let path = ["api", "folders", FOLDER];
        let found = self.ask(service, Method::GET, &path, Some(org), None).await?;
        if found.status != 404 {
            if found.done("look for the folder")?.body["title"] == name {
                return Ok(());
            }
            let body = json!({ "title": name, "overwrite": true });
            let answer = self.ask(service, Method::PUT, &path, Some(org), Some(&body)).await?;
            return answer.done("rename the folder").map(|_| ());
        }
        let body = json!({ "uid": FOLDER, "title": name });
        let answer = self.ask(service, Method::POST, &["api", "folders"], Some(org), Some(&body)).await?;
        // Another was quicker: what is there is the folder.
        if matches!(answer.status, 409 | 412) { Ok(()) } else { answer.done("make the folder").map(|_| ()) }
    }

    /// One dashboard. Whoever changed ours keeps what they made, as a copy beside the newer make.
    async fn dashboard(
        &self,
        service: &Service,
        org: i64,
        new: Value,
        locale: Locale,
    ) -> Result<(), AskError> {
        let uid = new["uid"].as_str().unwrap_or_default().to_owned();
        let path = ["api", "dashboards", "uid", &uid];
        let found = self.ask(service, Method::GET, &path, Some(org), None).await?;
        if found.status != 404 {
            let found = found.done("look for a dashboard")?.body;
            if mark(&found["dashboard"]) == mark(&new) {
                return Ok(());
            }
            if found["meta"]["updatedBy"] != self.door.user() {
                self.save(service, org, copy_of(&found["dashboard"], locale)).await?;
            }
        }
        self.save(service, org, new).await
    }

    async fn save(&self, service: &Service, org: i64, dashboard: Value) -> Result<(), AskError> {
        let body = json!({ "dashboard": dashboard, "folderUid": FOLDER, "overwrite": true });
        let path = ["api", "dashboards", "db"];
        self.ask(service, Method::POST, &path, Some(org), Some(&body))
            .await?
            .done("save a dashboard")
            .map(|_| ())
    }
}

impl Grafana {
    /// Asks, in an organisation or, without one, of the server.
    async fn ask(
        &self,
        service: &Service,
        method: Method,
        path: &[&str],
        org: Option<i64>,
        body: Option<&Value>,
    ) -> Result<Answer, AskError> {
        let mut request = self.door.request(method, path)?;
        if let Some(org) = org {
            request.headers_mut().insert("x-grafana-org-id", org.into());
        }
        if let Some(body) = body {
            put_json(&mut request, body);
        }
        self.door.exchange(service, request).await
    }

    /// Looks for what has a value.
    async fn ask_for(
        &self,
        service: &Service,
        path: &[&str],
        (name, value): (&str, &str),
    ) -> Result<Answer, AskError> {
        let mut request = self.door.request(Method::GET, path)?;
        request.url_mut().query_pairs_mut().append_pair(name, value);
        self.door.exchange(service, request).await
    }
}

const fn unusable(why: &'static str) -> AskError {
    AskError::Unusable { of: OF, why }
}

/// Of which make a dashboard is.
fn mark(dashboard: &Value) -> Option<&str> {
    let tags = dashboard["tags"].as_array()?;
    tags.iter().filter_map(Value::as_str).find(|tag| tag.starts_with(MARK))
}

/// What somebody made of one of ours, as their own.
fn copy_of(dashboard: &Value, locale: Locale) -> Value {
    let mut copy = dashboard.clone();
    let title = dashboard["title"].as_str().unwrap_or_default();
    copy["title"] = json!(dashboards::copied(title, locale));
    // The same again is the same copy, should whoever makes it die before ours is renewed.
    let made_of = format!("{}\n{}\n{}", dashboard["uid"], dashboard["version"], dashboard["tags"]);
    copy["uid"] = json!(format!("own-{}", &chance::hash(&made_of)[..12]));
    copy["tags"] = json!([]);
    if let Some(fields) = copy.as_object_mut() {
        fields.remove("id");
        fields.remove("version");
    }
    copy
}

fn whole(value: &Value) -> Result<i64, AskError> {
    value.as_i64().filter(|id| *id > 0).ok_or(unusable("no id where one is"))
}
