//! `InfluxDB` 1.x: a database for each tenant, and a user who reads that one alone.
//!
//! Its interface is at <https://docs.influxdata.com/influxdb/v1/tools/api/>. A point with the same measurement, tags and
//! time replaces the one there, so writing it again changes nothing.

mod lines;
mod points;
mod writing;

use domain::{TenantId, deep_links::influxql};
use serde_json::Value;
use url::Url;

use super::{Fault, asking::Door};
use crate::{Service, egress::Method};

/// Counted up when what is made for a tenant changes.
pub(super) const MAKE: &str = "influx-1";
const FORM: &str = "application/x-www-form-urlencoded";

/// An `InfluxDB`, and an administrator of it.
#[derive(Clone, Debug)]
pub struct Influx(Door);

impl Influx {
    /// `root` as this server reaches it.
    pub fn new(root: Url, user: &str, password: &str) -> Self {
        Self(Door::new(root, user, password))
    }

    pub(super) fn root(&self) -> &str {
        self.0.root()
    }

    /// What a tenant's database is called, and who reads it: neither changes when the tenant is renamed.
    pub fn database(tenant: &TenantId) -> String {
        tenant.to_string()
    }

    /// Sees to it that a tenant has a database that keeps points for so many days.
    pub(super) async fn provision(
        &self,
        service: &Service,
        tenant: &TenantId,
        days: i64,
    ) -> Result<(), Fault> {
        let database = name(&Self::database(tenant));
        self.query(service, &format!("CREATE DATABASE {database}")).await?;
        // Points of a day go at once, so that the last one is whole.
        let days = days.max(0).saturating_add(1);
        let keep = format!(
            "ALTER RETENTION POLICY \"autogen\" ON {database} DURATION {days}d SHARD DURATION 1d DEFAULT"
        );
        self.query(service, &keep).await
    }

    /// Sees to it that the tenant's user reads the tenant's database with this password, and nothing else.
    pub(super) async fn admit(
        &self,
        service: &Service,
        tenant: &TenantId,
        password: &str,
    ) -> Result<(), Fault> {
        let database = Self::database(tenant);
        self.user(service, &database, (&database, password)).await
    }

    /// Sees to it that somebody of the tenant's own reads its database with this password, and nothing else.
    pub(in super::super) async fn let_in(
        &self,
        service: &Service,
        tenant: &TenantId,
        login: (&str, &str),
        days: i64,
    ) -> Result<(), Fault> {
        self.provision(service, tenant, days).await?;
        self.user(service, &Self::database(tenant), login).await
    }

    async fn user(
        &self,
        service: &Service,
        database: &str,
        (user, password): (&str, &str),
    ) -> Result<(), Fault> {
        let (database, user, password) = (name(database), name(user), influxql(password));
        // It is there already: an error that says so, or none where the password is the same. A password is slow to
        // hash there, so it is set where it is another one alone.
        match self.query(service, &format!("CREATE USER {user} WITH PASSWORD {password}")).await {
            Err(Fault::Refused(error)) if error.contains("user already exists") => {
                self.query(service, &format!("SET PASSWORD FOR {user} = {password}")).await?;
            }
            other => other?,
        }
        self.query(service, &format!("REVOKE ALL PRIVILEGES FROM {user}")).await?;
        self.query(service, &format!("GRANT READ ON {database} TO {user}")).await
    }

    /// Takes everything away that a tenant had; what is not there is no error.
    pub async fn remove(&self, service: &Service, tenant: &TenantId) -> Result<(), Fault> {
        let database = Self::database(tenant);
        self.query(service, &format!("DROP DATABASE {}", name(&database))).await?;
        self.let_out(service, &database).await
    }

    /// Takes a user away; one that is gone stays gone.
    pub(in super::super) async fn let_out(&self, service: &Service, user: &str) -> Result<(), Fault> {
        match self.query(service, &format!("DROP USER {}", name(user))).await {
            Err(Fault::Refused(error)) if error.contains("user not found") => Ok(()),
            other => other,
        }
    }

    /// Runs a statement that writes.
    async fn query(&self, service: &Service, statement: &str) -> Result<(), Fault> {
        self.query_in(service, statement, &[]).await
    }

    async fn query_in(
        &self,
        service: &Service,
        statement: &str,
        query: &[(&str, &str)],
    ) -> Result<(), Fault> {
        let body = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", statement).finish();
        let body = body.into_bytes();
        let answer = self.0.ask(service, (Method::POST, &["query"], query), (FORM, body)).await?;
        // An error of a statement comes with 200.
        let told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let error = told["error"].as_str().or_else(|| told["results"][0]["error"].as_str());
        match error {
            None if answer.status == 200 && answer.is_whole => Ok(()),
            Some(error) if error.contains("database not found") => {
                Err(Fault::Missing(super::asking::excerpt(error)))
            }
            Some(error) => Err(Fault::Refused(super::asking::excerpt(error))),
            None => Err(Fault::Refused(format!("{} {}", answer.status, answer.excerpt()))),
        }
    }
}

/// A name as a statement takes it. What is named here is an id, which needs no escape.
fn name(text: &str) -> String {
    format!("\"{text}\"")
}
