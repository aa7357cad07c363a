use crate::{Result, TenantTx};

/// The zone in which this tenant's days are counted; empty until it first changed.
pub async fn time_zone(tx: &mut TenantTx) -> Result<String> {
    let select = "select time_zone from counting where id = 1";
    let (zone,): (String,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(zone)
}

pub async fn update_time_zone(tx: &mut TenantTx, time_zone: &str) -> Result<()> {
    let update = "update counting set time_zone = $1 where id = 1";
    on!(tx.raw(), conn => sqlx::query(update).bind(time_zone).execute(conn).await.map(|_| ()))?;
    Ok(())
}
