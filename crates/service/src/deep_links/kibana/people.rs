//! Who may look in Kibana: a user of Elasticsearch for each account in each tenant, since whoever has the roles of two
//! tenants has what both give, everywhere.
//!
//! Users sign in by nothing but what the gateway says of them, so their password is chance that is kept nowhere. Their name
//! says nothing about a person.

use domain::{AccountId, TenantId};
use serde_json::{Value, json};

use super::{
    super::{
        AskError, Standing,
        asking::{Answer, put_json},
    },
    Kibana, roles,
};
use crate::{Service, chance, egress::Method};

/// How many users are read at once.
const PAGE: usize = 500;

/// What an account is called there in a tenant.
pub fn login(tenant: &TenantId, account: &AccountId) -> String {
    format!("{tenant}-{account}")
}

impl Kibana {
    /// Sees to it that an account is this in a tenant, which has its roles already; what it is called there.
    pub async fn enter(
        &self,
        service: &Service,
        tenant: &TenantId,
        account: &AccountId,
        standing: Standing,
    ) -> Result<String, AskError> {
        let (login, role) = (login(tenant, account), roles::role(tenant, standing));
        let path = ["_security", "user", &login];
        let found = self.ask_elasticsearch(service, Method::GET, &path, None).await?;
        if found.status != 404 {
            let found = &found.done("look for a user")?.body[&login];
            if found["roles"] == json!([role]) && found["enabled"] == true {
                return Ok(login);
            }
        }
        let body = json!({ "password": chance::token(), "roles": [role], "enabled": true });
        let answer = self.ask_elasticsearch(service, Method::PUT, &path, Some(&body)).await?;
        answer.done("let somebody in").map(|_| login)
    }

    /// Takes somebody out of a tenant; who is not in it stays out.
    pub async fn leave(
        &self,
        service: &Service,
        tenant: &TenantId,
        account: &AccountId,
    ) -> Result<(), AskError> {
        self.delete_user(service, &login(tenant, account)).await
    }

    /// Takes everybody out of a tenant.
    pub(super) async fn everybody_leaves(
        &self,
        service: &Service,
        tenant: &TenantId,
    ) -> Result<(), AskError> {
        // An id has no hyphen, so no tenant's people begin as another's.
        let prefix = format!("{tenant}-");
        let body = json!({ "query": { "prefix": { "username": prefix } }, "size": PAGE });
        loop {
            let path = ["_security", "_query", "user"];
            let answer = self.ask_elasticsearch(service, Method::POST, &path, Some(&body)).await?;
            let answer = answer.done("say who is there")?;
            let none = AskError::Unusable { of: "Elasticsearch", why: "no list of users" };
            let users = answer.body["users"].as_array().ok_or(none)?;
            let names = users.iter().filter_map(|user| user["username"].as_str());
            for name in names.filter(|name| name.starts_with(&prefix)) {
                self.delete_user(service, name).await?;
            }
            if users.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn delete_user(&self, service: &Service, login: &str) -> Result<(), AskError> {
        let path = ["_security", "user", login];
        let answer = self.ask_elasticsearch(service, Method::DELETE, &path, None).await?;
        if answer.status == 404 { Ok(()) } else { answer.done("let somebody out").map(|_| ()) }
    }

    async fn ask_elasticsearch(
        &self,
        service: &Service,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
    ) -> Result<Answer, AskError> {
        let mut request = self.elasticsearch.request(method, path)?;
        if let Some(body) = body {
            put_json(&mut request, body);
        }
        self.elasticsearch.exchange(service, request).await
    }
}
