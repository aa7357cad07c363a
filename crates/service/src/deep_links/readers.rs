//! Who reads what a tenant has in a store, and nothing else: a user or role of the store's own, which sees one database,
//! one data stream or one schema.

use std::sync::Arc;

use domain::{
    Error, Micros, ReadCredentialId, TenantId,
    deep_links::{DeepLinksProblem, kibana, targets::LinkTarget},
    read_credentials::{ReadKind, ReadRefusal},
};
use store::{
    Location, Mode,
    control::{
        link_targets::{self, Connection},
        read_credentials,
        secret_keys::Vault,
        tenant_links,
        tenants::Tenant,
    },
};
use url::Url;

use super::{
    reaching,
    sinks::{Elastic, Influx},
};
use crate::{OrInternal, Result, Service, chance};

/// Where a PostgreSQL is reached, without a user or a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub host: String,
    pub port: u16,
    /// Empty: called as the server's own.
    pub database: String,
    /// Empty: as the server's own connection.
    pub ssl_mode: String,
}

impl Address {
    /// Reads `postgres://host:port/database?sslmode=...`, of which the host alone is needed.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        let url =
            Url::parse(text).map_err(|_| "an address such as postgres://replica.example:5432 is read")?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err("it begins with postgres://");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it has no user and no password: each reader has its own");
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("it names no host")?.to_owned();
        let mut ssl_mode = String::new();
        for (name, value) in url.query_pairs() {
            match (&*name, &*value) {
                ("sslmode", "disable" | "require" | "verify-ca" | "verify-full") => {
                    ssl_mode = value.into_owned();
                }
                _ => {
                    return Err(
                        "behind the question mark sslmode alone is read: disable, require, verify-ca or verify-full",
                    );
                }
            }
        }
        let database = url.path().trim_start_matches('/').to_owned();
        Ok(Self { host, port: url.port().unwrap_or(5432), database, ssl_mode })
    }
}

/// Where PostgreSQL is read.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// By Grafana; none: where the server itself reaches it.
    pub replica: Option<Address>,
    /// By people of tenants; none: they do not.
    pub public: Option<Address>,
}

impl Service {
    /// The same with where PostgreSQL is read from outside. To be called before the service is shared.
    #[must_use]
    pub fn with_reading(mut self, reading: Addresses) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.links.reading = reading;
        }
        self
    }

    fn reading(&self) -> &Addresses {
        &self.0.links.reading
    }
}

/// A store as people of a tenant reach it, and the tenant's part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub kind: ReadKind,
    pub address: String,
    /// The database, data stream or schema.
    pub place: String,
    /// What runs in a terminal and asks for the password, but for the user.
    command: String,
}

impl Reach {
    /// What to type, as a user.
    pub fn command(&self, login: &str) -> String {
        self.command.replace("{user}", login)
    }
}

/// A kind, and where it is reached or why not.
pub type Offer = (ReadKind, std::result::Result<Reach, ReadRefusal>);

/// What a user is called; no id of a tenant goes on with an underscore, and PostgreSQL takes 63 letters.
pub fn login(tenant: &TenantId, id: &ReadCredentialId) -> String {
    format!("{tenant}_{id}")
}

/// Whom Grafana reads PostgreSQL as.
fn grafanas(tenant: &TenantId) -> String {
    format!("{tenant}_grafana")
}

/// What there is to be read for a tenant. PostgreSQL is no question where the data is in SQLite.
pub(crate) async fn offers(service: &Service, tenant: &TenantId) -> Result<Vec<Offer>> {
    let mut offers = Vec::new();
    if let Some(place) = service.store().find_reading_place().await.or_internal()? {
        let reach = match &service.reading().public {
            None => Err(ReadRefusal::NotOffered),
            Some(_) if !place.makes_roles => Err(ReadRefusal::MakesNoRoles),
            Some(address) => {
                let Address { host, port, .. } = address;
                let database = or(&address.database, &place.database);
                let ssl_mode = or(&address.ssl_mode, place.ssl_mode);
                Ok(Reach {
                    kind: ReadKind::Postgresql,
                    address: format!("{host}:{port}/{database}"),
                    place: tenant.to_string(),
                    command: format!(
                        "psql \"host={host} port={port} dbname={database} sslmode={ssl_mode} user={{user}}\""
                    ),
                })
            }
        };
        offers.push((ReadKind::Postgresql, reach));
    }
    let connections = connections(service).await?;
    for (kind, target) in
        [(ReadKind::Influxdb, LinkTarget::Influxdb), (ReadKind::Elasticsearch, LinkTarget::Elasticsearch)]
    {
        let found = connections.iter().find(|one| one.target == target && one.mode.is_on());
        let reach = found.and_then(|one| store_reach(kind, one, tenant));
        offers.push((kind, reach.ok_or(ReadRefusal::NotOffered)));
    }
    Ok(offers)
}

fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

fn store_reach(kind: ReadKind, one: &Connection, tenant: &TenantId) -> Option<Reach> {
    let url = Url::parse(&one.public_url).ok()?;
    let (host, port) = (url.host_str()?, url.port_or_known_default()?);
    let address = one.public_url.clone();
    if kind == ReadKind::Elasticsearch {
        let place = kibana::data_stream(tenant);
        let command = format!("curl -u '{{user}}' '{address}{place}/_search?size=1'");
        return Some(Reach { kind, address, place, command });
    }
    let (place, ssl) = (Influx::database(tenant), if url.scheme() == "https" { " -ssl" } else { "" });
    let command =
        format!("influx -host {host} -port {port}{ssl} -username {{user}} -password '' -database {place}");
    Some(Reach { kind, address, place, command })
}

async fn connections(service: &Service) -> Result<Vec<Connection>> {
    let mut tx = service.control(Mode::Read).await?;
    link_targets::list(&mut tx).await.or_internal()
}

/// A store as it is connected.
enum Reached {
    Postgresql,
    Influxdb(Influx),
    Elasticsearch(Elastic),
}

async fn reached(service: &Service, kind: ReadKind) -> Result<Reached, String> {
    let target = match kind {
        ReadKind::Postgresql => return Ok(Reached::Postgresql),
        ReadKind::Influxdb => LinkTarget::Influxdb,
        ReadKind::Elasticsearch => LinkTarget::Elasticsearch,
    };
    let all = connections(service).await.map_err(|error| error.to_string())?;
    let one = all.into_iter().find(|one| one.target == target && one.mode.is_on());
    let one = one.ok_or_else(|| format!("{} is not connected", target.title()))?;
    match kind {
        ReadKind::Elasticsearch => reaching::elastic(service, &one).map(Reached::Elasticsearch),
        _ => reaching::influx(service, &one).map(Reached::Influxdb),
    }
}

/// Sees to it that a user reads the tenant's part of a store with this password, until an instant where the store
/// itself knows ends.
pub(crate) async fn admit(
    service: &Service,
    tenant: &Tenant,
    (kind, login): (ReadKind, &str),
    password: &str,
    until: Option<Micros>,
) -> Result<(), String> {
    match reached(service, kind).await? {
        Reached::Postgresql => {
            let location = tenant.location().map_err(|error| error.to_string())?;
            let done = service.store().update_reader(&location, login, password, until).await;
            done.map_err(|error| error.to_string())
        }
        Reached::Influxdb(influx) => {
            let days = tenant.plan.entitlements(service.now()).retention_days();
            let done = influx.let_in(service, &tenant.id, (login, password), days).await;
            done.map_err(|fault| fault.to_string())
        }
        Reached::Elasticsearch(elastic) => {
            let done = elastic.let_in(service, &tenant.id, (login, password)).await;
            done.map_err(|fault| fault.to_string())
        }
    }
}

/// Sees to it that a user is let in no more; one that is gone stays gone.
pub(crate) async fn dismiss(service: &Service, kind: ReadKind, login: &str) -> Result<(), String> {
    match reached(service, kind).await? {
        Reached::Postgresql => service.store().delete_reader(login).await.map_err(|error| error.to_string()),
        Reached::Influxdb(influx) => influx.let_out(service, login).await.map_err(|fault| fault.to_string()),
        Reached::Elasticsearch(elastic) => {
            elastic.let_out(service, login).await.map_err(|fault| fault.to_string())
        }
    }
}

/// Whether Grafana can be told to read PostgreSQL.
pub(super) async fn check(service: &Service) -> Result<()> {
    match service.store().find_reading_place().await.or_internal()? {
        None => Err(Error::field("source", DeepLinksProblem::NoPostgresql)),
        Some(place) if !place.makes_roles => Err(Error::field("source", DeepLinksProblem::MakesNoRoles)),
        Some(_) => Ok(()),
    }
}

/// With what Grafana reads a tenant's schema.
pub(super) struct Schema {
    pub(super) address: String,
    pub(super) database: String,
    pub(super) ssl_mode: String,
    pub(super) user: String,
    pub(super) password: String,
}

/// Sees to it that Grafana can read a tenant's schema, and as whom.
pub(super) async fn schema(service: &Service, tenant: &Tenant) -> Result<Schema, String> {
    let told = |error: Error| error.to_string();
    let place = service.store().find_reading_place().await.or_internal().map_err(told)?;
    let place = place.ok_or("the data is in SQLite, which Grafana does not read")?;
    if !place.makes_roles {
        return Err(
            "the server’s role in PostgreSQL may make no others: ALTER ROLE ... CREATEROLE".to_owned()
        );
    }
    let password = password(service, &tenant.id).await.map_err(told)?;
    let user = grafanas(&tenant.id);
    admit(service, tenant, (ReadKind::Postgresql, &user), &password, None).await?;
    let own = Address {
        host: place.host,
        port: place.port,
        database: place.database.clone(),
        ssl_mode: place.ssl_mode.to_owned(),
    };
    let Address { host, port, database, ssl_mode } = service.reading().replica.clone().unwrap_or(own);
    let address = if host.starts_with('/') { host } else { format!("{host}:{port}") };
    let ssl_mode = match or(&ssl_mode, place.ssl_mode) {
        // Grafana encrypts always or never.
        "allow" | "prefer" => "disable",
        mode => mode,
    };
    let ssl_mode = ssl_mode.to_owned();
    Ok(Schema { address, database: or(&database, &place.database).to_owned(), ssl_mode, user, password })
}

/// The password that is kept, or a new one where none is or it cannot be read any more.
async fn password(service: &Service, tenant: &TenantId) -> Result<String> {
    let row = format!("{}:{tenant}", Vault::TenantLinks.table());
    let mut tx = service.control(Mode::Write).await?;
    let old = tenant_links::find_reader(&mut tx, tenant, LinkTarget::Grafana).await.or_internal()?;
    let kept = service.secrets().try_open(&row, &old).and_then(|bytes| String::from_utf8(bytes).ok());
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let password = chance::token();
    let new = service.secrets().seal(&row, password.as_bytes())?;
    tenant_links::update_reader(&mut tx, tenant, LinkTarget::Grafana, (&old, &new)).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(password)
}

/// Takes away whom Grafana read a tenant's schema as.
pub(super) async fn forget(service: &Service, tenant: &TenantId) -> Result<(), String> {
    service.store().delete_reader(&grafanas(tenant)).await.map_err(|error| error.to_string())
}

/// Takes away everybody who read what a tenant had. What a store that is not connected may still let in is tried
/// again by whoever ends credentials.
pub(super) async fn remove_all(service: &Service, tenant: &TenantId) -> Result<(), String> {
    let location = service.store().location(tenant);
    if matches!(location, Location::Postgres { .. }) {
        let told = |error: store::StoreError| error.to_string();
        for login in service.store().list_readers(&location).await.map_err(told)? {
            service.store().delete_reader(&login).await.map_err(told)?;
        }
    }
    let told = |error: Error| error.to_string();
    let now = service.now();
    let mut tx = service.control(Mode::Write).await.map_err(told)?;
    let all = read_credentials::list(&mut tx, tenant, "", i64::MAX).await.or_internal().map_err(told)?;
    for one in all {
        read_credentials::update_ending(&mut tx, &one.id, now).await.or_internal().map_err(told)?;
    }
    tx.commit().await.or_internal().map_err(told)
}

/// Another server stands in a store's place: nobody knows its passwords there.
pub(super) async fn moved(tx: &mut store::ControlTx, target: LinkTarget) -> Result<()> {
    let kind = match target {
        LinkTarget::Influxdb => ReadKind::Influxdb,
        LinkTarget::Elasticsearch => ReadKind::Elasticsearch,
        LinkTarget::Grafana | LinkTarget::Kibana => return Ok(()),
    };
    read_credentials::update_moved(tx, kind, "another server stands in its place").await.or_internal()
}
