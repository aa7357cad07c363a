//! Where a tenant's alerts are sent.

use domain::{Micros, TenantId};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AlertReceiver {
    /// Address and secret, encrypted.
    pub sealed: String,
    /// All of the address that is shown.
    pub host: String,
    pub changed_at: Micros,
}

pub async fn upsert(tx: &mut ControlTx, tenant: &TenantId, receiver: &AlertReceiver) -> Result<()> {
    let upsert = "insert into alert_receivers (tenant_id, sealed, host, changed_at) values ($1, $2, $3, $4)
         on conflict (tenant_id) do update set sealed = excluded.sealed, host = excluded.host,
            changed_at = excluded.changed_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(&receiver.sealed).bind(&receiver.host).bind(receiver.changed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<AlertReceiver>> {
    let select = "select sealed, host, changed_at from alert_receivers where tenant_id = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?)
}

/// Whether there was one.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId) -> Result<bool> {
    let delete = "delete from alert_receivers where tenant_id = $1";
    let done = on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}
