//! What a tenant has in Kibana: a space with a data view and dashboards, the roles of those who look, and its people.
//!
//! Kibana's interface is at <https://www.elastic.co/docs/api/doc/kibana/>, that of Elasticsearch, which keeps its people, at
//! <https://www.elastic.co/docs/api/doc/elasticsearch/>; it is asked since 8.14. A space is no wall, since what a role reads
//! it reads from every space: the wall is a role with one data stream, and whoever looks has one role. As in Grafana, every
//! step looks first and writes only what is missing or of an older make.
//!
//! `OpenSearch` Dashboards has other ways for all of this and is not asked here.

mod dashboards;
mod people;
mod roles;
mod saved;

use domain::{Locale, TenantId, deep_links::kibana};
pub use people::login;
pub use roles::role;
use serde_json::{Value, json};
use url::Url;

use super::{
    asking::{Answer, AskError, Door, put_json},
    words::Words,
};
use crate::{
    Service,
    egress::{Method, Request, header::HeaderValue},
};

/// Who is asked.
const OF: &str = "Kibana";
/// What of a space is not ours: it stays when the space is renamed.
const STAYS: [&str; 6] = ["description", "color", "initials", "imageUrl", "disabledFeatures", "solution"];

/// As whom Kibana is asked by somebody who may ask as others.
const RUN_AS: &str = "es-security-runas-user";

/// A Kibana with its Elasticsearch, and who makes things in both: whoever may manage spaces and security.
#[derive(Clone, Debug)]
pub struct Kibana {
    itself: Door,
    elasticsearch: Door,
    acting_as: Option<String>,
}

/// What a tenant is to have.
#[derive(Clone, Debug)]
pub struct Space<'a> {
    pub tenant: &'a TenantId,
    /// What its people call it: they see no other name.
    pub name: &'a str,
    /// Of the texts of data view and dashboards.
    pub locale: Locale,
}

impl Kibana {
    /// Where each is as this server reaches it, with a user and a password there.
    pub fn new(kibana: (Url, &str, &str), elasticsearch: (Url, &str, &str)) -> Self {
        let door = |of, (root, user, password): (Url, &str, &str)| Door::new(of, root, user, password);
        Self {
            itself: door(OF, kibana),
            elasticsearch: door("Elasticsearch", elasticsearch),
            acting_as: None,
        }
    }

    /// The same, where Kibana is asked as another user of Elasticsearch.
    #[must_use]
    pub fn acting_as(self, user: &str) -> Self {
        Self { acting_as: Some(user.to_owned()), ..self }
    }

    /// Sees to it that a tenant has everything.
    pub async fn provision(&self, service: &Service, space: &Space<'_>) -> Result<(), AskError> {
        self.space(service, space).await?;
        self.roles(service, space.tenant).await?;
        self.data_view(service, space).await?;
        for dashboard in dashboards::all(space.tenant, space.locale) {
            self.dashboard(service, space, &dashboard).await?;
        }
        Ok(())
    }

    /// Takes everything away that a tenant had, its people first; what is not there is no error.
    pub async fn remove(&self, service: &Service, tenant: &TenantId) -> Result<(), AskError> {
        self.everybody_leaves(service, tenant).await?;
        self.delete_roles(service, tenant).await?;
        // Data view and dashboards go with it.
        let path = ["api", "spaces", "space", tenant.as_str()];
        let answer = self.ask(service, Method::DELETE, None, &path, None).await?;
        if answer.status == 404 { Ok(()) } else { answer.done("delete the space").map(|_| ()) }
    }

    /// The space that has the tenant's id.
    async fn space(&self, service: &Service, space: &Space<'_>) -> Result<(), AskError> {
        let mut body = json!({ "id": space.tenant.as_str(), "name": space.name, "disabledFeatures": [] });
        let Some(mut found) = self.find_space(service, space.tenant).await? else {
            let path = ["api", "spaces", "space"];
            let answer = self.ask(service, Method::POST, None, &path, Some(&body)).await?;
            // Another was quicker: what is there is the space.
            return if answer.status == 409 { Ok(()) } else { answer.done("make the space").map(|_| ()) };
        };
        if found["name"] == space.name {
            return Ok(());
        }
        for field in STAYS {
            if !found[field].is_null() {
                body[field] = found[field].take();
            }
        }
        let path = ["api", "spaces", "space", space.tenant.as_str()];
        self.ask(service, Method::PUT, None, &path, Some(&body)).await?.done("rename the space").map(|_| ())
    }

    async fn find_space(&self, service: &Service, tenant: &TenantId) -> Result<Option<Value>, AskError> {
        let path = ["api", "spaces", "space", tenant.as_str()];
        let answer = self.ask(service, Method::GET, None, &path, None).await?;
        if answer.status == 404 {
            return Ok(None);
        }
        answer.done("look for the space").map(|answer| Some(answer.body))
    }

    /// What Discover and the dashboards read from.
    async fn data_view(&self, service: &Service, space: &Space<'_>) -> Result<(), AskError> {
        let (tenant, id) = (space.tenant, kibana::data_view(space.tenant));
        let view = view(tenant, space.locale);
        let path = ["api", "data_views", "data_view", &id];
        for overrides in [false, true] {
            let found = self.ask(service, Method::GET, Some(tenant), &path, None).await?;
            if found.status != 404 {
                let found = found.done("look for the data view")?.body;
                let is_same = |field: &str| found["data_view"][field] == view[field];
                if ["title", "name", "timeFieldName"].into_iter().all(is_same) {
                    return Ok(());
                }
                let body = json!({ "data_view": view });
                let answer = self.ask(service, Method::POST, Some(tenant), &path, Some(&body)).await?;
                return answer.done("change the data view").map(|_| ());
            }
            let mut body = json!({ "data_view": view, "override": overrides });
            body["data_view"]["id"] = json!(id);
            let answer = self.ask(service, Method::POST, Some(tenant), &path[..3], Some(&body)).await?;
            // Another was quicker, or another view has this name, which then makes room. It does not do so at once:
            // what the other made is being read already.
            if overrides || !matches!(answer.status, 400 | 409) {
                return answer.done("make the data view").map(|_| ());
            }
        }
        Ok(())
    }

    /// Asks Kibana, in a tenant's space or, without one, of the server.
    async fn ask(
        &self,
        service: &Service,
        method: Method,
        space: Option<&TenantId>,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<Answer, AskError> {
        let mut request = self.request(method, space, path)?;
        if let Some(body) = body {
            put_json(&mut request, body);
        }
        self.itself.exchange(service, request).await
    }

    fn request(&self, method: Method, space: Option<&TenantId>, path: &[&str]) -> Result<Request, AskError> {
        let mut whole = space.map_or_else(Vec::new, |space| vec!["s", space.as_str()]);
        whole.extend(path);
        let mut request = self.itself.request(method, &whole)?;
        if let Some(user) = &self.acting_as {
            let user = HeaderValue::from_str(user).map_err(|_| unusable("a user that cannot be sent"))?;
            request.headers_mut().insert(RUN_AS, user);
        }
        // Kibana takes nothing from a page that could not have sent this.
        if *request.method() != Method::GET {
            request.headers_mut().insert("kbn-xsrf", HeaderValue::from_static("true"));
        }
        Ok(request)
    }
}

/// What is made for a tenant, beside its space: where this is another, there is another make.
pub(super) fn all(tenant: &TenantId, locale: Locale) -> Vec<Value> {
    let mut all = dashboards::all(tenant, locale);
    all.push(view(tenant, locale));
    all.extend(roles::all(tenant));
    all
}

fn view(tenant: &TenantId, locale: Locale) -> Value {
    json!({
        "title": kibana::data_stream(tenant), "name": Words(locale).events(),
        // Made before the first event, it is there without an index.
        "timeFieldName": kibana::field::AT, "allowNoIndex": true,
    })
}

const fn unusable(why: &'static str) -> AskError {
    AskError::Unusable { of: OF, why }
}
