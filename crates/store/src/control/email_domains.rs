use domain::{Micros, TenantId};

use crate::{ControlTx, Result};

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
    let select = "select tenant_id, name, challenge, created_at, verified_at
         from email_domains where tenant_id = $1 order by name";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// Notes that the record was found; taken when another tenant has proved the same domain.
pub async fn update_verified(tx: &mut ControlTx, tenant: &TenantId, name: &str, now: Micros) -> Result<()> {
    let update = "update email_domains set verified_at = $3 where tenant_id = $1 and name = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(name).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes a domain out; says whether it was there.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId, name: &str) -> Result<bool> {
    let delete = "delete from email_domains where tenant_id = $1 and name = $2";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(name).execute(conn).await.map(|done| done.rows_affected() > 0))?)
}
