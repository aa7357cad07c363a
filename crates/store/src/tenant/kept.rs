//! What is kept for so many days, and how much of it is from before: asked before it is let go of.

use domain::Micros;

use crate::{Result, TenantTx};

/// When the oldest event was seen.
pub async fn oldest_event(tx: &mut TenantTx) -> Result<Option<Micros>> {
    oldest(tx, "select min(at) from events").await
}

/// When the oldest message began.
pub async fn oldest_message(tx: &mut TenantTx) -> Result<Option<Micros>> {
    oldest(tx, "select min(at) from messages").await
}

/// When the oldest message began of which lines of the log are kept.
pub async fn oldest_lines(tx: &mut TenantTx) -> Result<Option<Micros>> {
    oldest(tx, "select min(at) from messages where lines > 0").await
}

async fn oldest(tx: &mut TenantTx, select: &'static str) -> Result<Option<Micros>> {
    let (oldest,): (Option<Micros>,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(oldest)
}

/// How many events were seen in a stretch; of more than so many, that many.
pub async fn count_events(tx: &mut TenantTx, from: Micros, before: Micros, most: i64) -> Result<i64> {
    let select = "select count(*) from (select 1 from events where at >= $1 and at < $2 limit $3) as counted";
    count(tx, select, (from, before), most).await
}

/// How many messages began in a stretch; of more than so many, that many.
pub async fn count_messages(tx: &mut TenantTx, from: Micros, before: Micros, most: i64) -> Result<i64> {
    let select =
        "select count(*) from (select 1 from messages where at >= $1 and at < $2 limit $3) as counted";
    count(tx, select, (from, before), most).await
}

/// How many lines of the log are kept of those; of more messages than so many, of that many.
pub async fn count_lines(tx: &mut TenantTx, from: Micros, before: Micros, most: i64) -> Result<i64> {
    let select = "select cast(coalesce(sum(lines), 0) as bigint) from
            (select lines from messages where lines > 0 and at >= $1 and at < $2 limit $3) as counted";
    count(tx, select, (from, before), most).await
}

async fn count(
    tx: &mut TenantTx,
    select: &'static str,
    (from, before): (Micros, Micros),
    most: i64,
) -> Result<i64> {
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(from).bind(before).bind(most).fetch_one(conn).await)?;
    Ok(count)
}
