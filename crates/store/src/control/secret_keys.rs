//! The keys that stored secrets are encrypted with, by name, and the secrets themselves while they are
//! encrypted anew.

use domain::Micros;

use crate::{ControlTx, Result};

/// A key in use: its name, and a known word under it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SecretKey {
    pub id: String,
    pub sealed: String,
}

/// The keys in use. Nobody else adds or removes one until the transaction ends.
pub async fn lock(tx: &mut ControlTx) -> Result<Vec<SecretKey>> {
    let lock = "update secret_keys set sealed = sealed where id = ''";
    on!(tx.raw(), conn => sqlx::query(lock).execute(conn).await.map(|_| ()))?;
    let select = "select id, sealed from secret_keys where id <> '' order by created_at, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn insert(tx: &mut ControlTx, key: &SecretKey, now: Micros) -> Result<()> {
    let insert = "insert into secret_keys (id, sealed, created_at) values ($1, $2, $3)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&key.id).bind(&key.sealed).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, id: &str) -> Result<()> {
    let delete = "delete from secret_keys where id = $1 and id <> ''";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A table with an encrypted column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vault {
    AlertReceivers,
    AuditKeys,
    Authenticators,
    LinkTargets,
    SigningKeys,
    TenantLinks,
    TenantProviders,
}

impl Vault {
    /// Whatever is encrypted stands in one of these.
    pub const ALL: [Self; 7] = [
        Self::AlertReceivers,
        Self::AuditKeys,
        Self::Authenticators,
        Self::LinkTargets,
        Self::SigningKeys,
        Self::TenantLinks,
        Self::TenantProviders,
    ];

    /// The table's name, which is also how a secret's place begins.
    pub const fn table(self) -> &'static str {
        match self {
            Self::AlertReceivers => "alert_receivers",
            Self::AuditKeys => "audit_keys",
            Self::Authenticators => "authenticators",
            Self::LinkTargets => "link_targets",
            Self::SigningKeys => "signing_keys",
            Self::TenantLinks => "tenant_links",
            Self::TenantProviders => "tenant_providers",
        }
    }
}

/// Some encrypted secrets with their rows' ids, in order, from the one after `after`.
pub async fn list(
    tx: &mut ControlTx,
    vault: Vault,
    after: &str,
    limit: i64,
) -> Result<Vec<(String, String)>> {
    let select = match vault {
        Vault::AlertReceivers => {
            "select tenant_id, sealed from alert_receivers where tenant_id > $1 order by tenant_id limit $2"
        }
        Vault::AuditKeys => "select id, sealed from audit_keys where id > $1 order by id limit $2",
        Vault::Authenticators => "select id, secret from authenticators where id > $1 order by id limit $2",
        Vault::LinkTargets => {
            "select target, credential from link_targets where target > $1 and credential <> ''
             order by target limit $2"
        }
        Vault::SigningKeys => "select id, sealed from signing_keys where id > $1 order by id limit $2",
        // Grafana's alone has one, so the tenant says which.
        Vault::TenantLinks => {
            "select tenant_id, reader from tenant_links where tenant_id > $1 and target = 'grafana' and reader <> ''
             order by tenant_id limit $2"
        }
        Vault::TenantProviders => {
            "select id, client_secret from tenant_providers where id > $1 order by id limit $2"
        }
    };
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(after).bind(limit).fetch_all(conn).await)?)
}

/// Puts a secret under another key in the place of what it was; one changed meanwhile stays.
pub async fn update(tx: &mut ControlTx, vault: Vault, id: &str, old: &str, new: &str) -> Result<bool> {
    let update = match vault {
        Vault::AlertReceivers => {
            "update alert_receivers set sealed = $3 where tenant_id = $1 and sealed = $2"
        }
        Vault::AuditKeys => "update audit_keys set sealed = $3 where id = $1 and sealed = $2",
        Vault::Authenticators => "update authenticators set secret = $3 where id = $1 and secret = $2",
        Vault::LinkTargets => "update link_targets set credential = $3 where target = $1 and credential = $2",
        Vault::SigningKeys => "update signing_keys set sealed = $3 where id = $1 and sealed = $2",
        Vault::TenantLinks => {
            "update tenant_links set reader = $3 where tenant_id = $1 and target = 'grafana' and reader = $2"
        }
        Vault::TenantProviders => {
            "update tenant_providers set client_secret = $3 where id = $1 and client_secret = $2"
        }
    };
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id).bind(old).bind(new).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}
