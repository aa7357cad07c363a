//! Who is told how far something is used up, and what they were told already.

use domain::{Micros, TenantId};

use crate::{ControlTx, Result};

/// Notes that people are told of a step; says whether nobody was before.
pub async fn insert(
    tx: &mut ControlTx,
    tenant: &TenantId,
    (meter, starts_at): (&str, Micros),
    step: i64,
    now: Micros,
) -> Result<bool> {
    let insert = "insert into usage_alerts (tenant_id, meter, starts_at, step, told_at)
         values ($1, $2, $3, $4, $5) on conflict (tenant_id, meter, starts_at, step) do nothing";
    Ok(on!(tx.raw(), conn => sqlx::query(insert)
        .bind(tenant.as_str()).bind(meter).bind(starts_at).bind(step).bind(now)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Which accounts a tenant chose to be told, as JSON; none where it chose nothing.
pub async fn find_watchers(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<String>> {
    let select = "select accounts from usage_watchers where tenant_id = $1";
    let row: Option<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?;
    Ok(row.map(|(accounts,)| accounts))
}

pub async fn upsert_watchers(
    tx: &mut ControlTx,
    tenant: &TenantId,
    accounts: &str,
    now: Micros,
) -> Result<()> {
    let upsert = "insert into usage_watchers (tenant_id, accounts, changed_at) values ($1, $2, $3)
         on conflict (tenant_id) do update set accounts = excluded.accounts, changed_at = excluded.changed_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(accounts).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
