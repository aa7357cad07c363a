//! Hosts that are left alone for a while, because they did not answer or said so.

use domain::Micros;

use crate::{ControlTx, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Rest {
    /// How often in a row there was no answer.
    pub failures: i64,
    pub rests_until: Micros,
}

/// `tenant` is empty for the installation's own deliveries.
pub async fn find(tx: &mut ControlTx, tenant: &str, host: &str) -> Result<Option<Rest>> {
    let select = "select failures, rests_until from webhook_rests where tenant_id = $1 and host = $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant).bind(host).fetch_optional(conn).await)?)
}

pub async fn upsert(tx: &mut ControlTx, tenant: &str, host: &str, rest: Rest) -> Result<()> {
    let upsert = "insert into webhook_rests (tenant_id, host, failures, rests_until) values ($1, $2, $3, $4)
         on conflict (tenant_id, host) do update
            set failures = excluded.failures, rests_until = excluded.rests_until";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant).bind(host).bind(rest.failures).bind(rest.rests_until)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Counts one more failure in a row, and returns how many there are now. Whoever counts at the same time waits for the
/// end of this transaction, so that none is lost.
pub async fn update_failures(tx: &mut ControlTx, tenant: &str, host: &str) -> Result<i64> {
    let upsert = "insert into webhook_rests (tenant_id, host, failures, rests_until) values ($1, $2, 1, 0)
         on conflict (tenant_id, host) do update set failures = webhook_rests.failures + 1 returning failures";
    let (failures,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(upsert).bind(tenant).bind(host).fetch_one(conn).await)?;
    Ok(failures)
}

/// How many hosts rest now.
pub async fn count(tx: &mut ControlTx, now: Micros) -> Result<i64> {
    let select = "select count(*) from webhook_rests where rests_until > $1";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).bind(now).fetch_one(conn).await)?;
    Ok(count)
}

pub async fn delete(tx: &mut ControlTx, tenant: &str, host: &str) -> Result<()> {
    let delete = "delete from webhook_rests where tenant_id = $1 and host = $2";
    on!(tx.raw(), conn => sqlx::query(delete).bind(tenant).bind(host).execute(conn).await.map(|_| ()))?;
    Ok(())
}
