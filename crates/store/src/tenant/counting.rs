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

/// The first quarter in which a message counts in each direction it went, and its bytes count; 0: all are counted so.
pub async fn messages_from(tx: &mut TenantTx) -> Result<i64> {
    let select = "select messages_from from counting where id = 1";
    let (from,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(from)
}

/// The first quarter whose mails' outcomes are counted; 0: all are.
pub async fn outcomes_from(tx: &mut TenantTx) -> Result<i64> {
    let select = "select outcomes_from from counting where id = 1";
    let (from,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(from)
}

/// How many there are of what people made and of what was seen, for the report of what is removed.
pub async fn all(tx: &mut TenantTx) -> Result<Vec<(&'static str, i64)>> {
    const TABLES: [&str; 8] = [
        "events",
        "messages",
        "domains",
        "networks",
        "policy_agents",
        "environments",
        "api_keys",
        "share_links",
    ];
    let mut counts = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        let select = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
        counts.push((table, count));
    }
    Ok(counts)
}
