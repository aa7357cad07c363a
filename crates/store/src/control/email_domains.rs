use domain::{Micros, TenantId};

use crate::{ControlTx, Result};

/// The columns of [`EmailDomain`].
macro_rules! columns {
    () => {
        "tenant_id, name, challenge, created_at, verified_at, checked_at, missing_since"
    };
}

/// An e-mail domain a tenant says is its own.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EmailDomain {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    pub name: String,
    /// What the TXT record must say.
    pub challenge: String,
    pub created_at: Micros,
    pub verified_at: Option<Micros>,
    /// When the record was last looked for, and since when it is gone.
    pub checked_at: Option<Micros>,
    pub missing_since: Option<Micros>,
}

pub async fn insert(tx: &mut ControlTx, domain: &EmailDomain) -> Result<()> {
    let insert = "insert into email_domains (tenant_id, name, challenge, created_at) values ($1, $2, $3, $4)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(domain.tenant_id.as_str()).bind(&domain.name).bind(&domain.challenge)
        .bind(domain.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A tenant's e-mail domains by name.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<EmailDomain>> {
    let select = concat!("select ", columns!(), " from email_domains where tenant_id = $1 order by name");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// Notes that the record was found; taken when another tenant has proved the same domain.
pub async fn update_verified(tx: &mut ControlTx, tenant: &TenantId, name: &str, now: Micros) -> Result<()> {
    let update = "update email_domains set verified_at = $3, checked_at = $3, missing_since = null
         where tenant_id = $1 and name = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(name).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Proved domains whose record was last looked for before an instant, the longest ago first.
pub async fn list_due(tx: &mut ControlTx, before: Micros, limit: i64) -> Result<Vec<EmailDomain>> {
    let select = concat!(
        "select ",
        columns!(),
        " from email_domains where verified_at is not null and coalesce(checked_at, verified_at) < $1
         order by coalesce(checked_at, verified_at) limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(before).bind(limit).fetch_all(conn).await)?)
}

/// Notes what came of looking for the record of a proved domain; `verified_at` says whether it still counts. Says
/// whether it is still the same claim.
pub async fn update_checked(tx: &mut ControlTx, domain: &EmailDomain) -> Result<bool> {
    let update = "update email_domains set verified_at = $4, checked_at = $5, missing_since = $6
         where tenant_id = $1 and name = $2 and challenge = $3 and verified_at is not null";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(domain.tenant_id.as_str()).bind(&domain.name).bind(&domain.challenge)
        .bind(domain.verified_at).bind(domain.checked_at).bind(domain.missing_since)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Takes a domain out; says whether it was there.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId, name: &str) -> Result<bool> {
    let delete = "delete from email_domains where tenant_id = $1 and name = $2";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(name).execute(conn).await.map(|done| done.rows_affected() > 0))?)
}
