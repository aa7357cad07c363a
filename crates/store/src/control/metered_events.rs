//! What programs report that tenants used.

use std::ops::Range;

use domain::{Micros, TenantId};
use sqlx::QueryBuilder;

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MeteredEvent {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    /// What the program calls it: the same one is the same event.
    pub name: String,
    pub feature: String,
    /// The instant it is counted at.
    pub at: Micros,
    /// The one it claimed.
    pub claimed_at: Micros,
    pub received_at: Micros,
    pub value: i64,
    /// Whom or what it was used for.
    pub subject: String,
}

/// Writes those that are not there yet, and answers how many those are.
pub async fn insert_new(tx: &mut ControlTx, events: &[MeteredEvent]) -> Result<u64> {
    let mut new = 0;
    for chunk in events.chunks(500) {
        new += on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into metered_events (tenant_id, name, feature, at, claimed_at, received_at, value,
                    subject) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.tenant_id.as_str()).push_bind(&one.name).push_bind(&one.feature)
                    .push_bind(one.at).push_bind(one.claimed_at).push_bind(one.received_at)
                    .push_bind(one.value).push_bind(&one.subject);
            });
            query.push(" on conflict (tenant_id, name) do nothing");
            query.build().execute(conn).await.map(|done| done.rows_affected())
        })?;
    }
    Ok(new)
}

/// What the events of a window come to, in each of the ways to count them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Summed {
    pub events: i64,
    pub sum: i64,
    pub max: i64,
    pub subjects: i64,
    /// The value of the event that happened last, and of several at one instant the one that came last.
    pub last: i64,
}

/// Adds up the events of a window.
pub async fn sum(
    tx: &mut ControlTx,
    tenant: &TenantId,
    feature: &str,
    window: &Range<Micros>,
) -> Result<Summed> {
    let select = "select count(*) as events, cast(coalesce(sum(value), 0) as bigint) as sum,
            coalesce(max(value), 0) as max, count(distinct subject) as subjects,
            coalesce((select value from metered_events
                where tenant_id = $1 and feature = $2 and at >= $3 and at < $4
                order by at desc, received_at desc, name desc limit 1), 0) as last
         from metered_events where tenant_id = $1 and feature = $2 and at >= $3 and at < $4";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(feature).bind(window.start).bind(window.end).fetch_one(conn).await)?)
}

/// So many are listed at once.
pub const LISTED: usize = 500;

/// A tenant's events of a window, the oldest first, those after one that was seen.
pub async fn list(
    tx: &mut ControlTx,
    tenant: &TenantId,
    feature: &str,
    window: &Range<Micros>,
    after: (Micros, &str),
) -> Result<Vec<MeteredEvent>> {
    let select = "select tenant_id, name, feature, at, claimed_at, received_at, value, subject
         from metered_events where tenant_id = $1 and feature = $2 and at >= $3 and at < $4
            and (at, name) > ($5, $6) order by at, name limit 500";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(feature).bind(window.start).bind(window.end).bind(after.0).bind(after.1)
        .fetch_all(conn).await)?)
}

/// A window that is on an invoice.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MeteredWindow {
    pub feature: String,
    pub starts_at: Micros,
    pub ends_at: Micros,
    /// The number that was invoiced last.
    pub invoiced: i64,
    /// What is included and what is beyond costs, as it was then, as JSON.
    pub rate: String,
}

/// Notes what of a window is on an invoice by now.
pub async fn upsert_window(tx: &mut ControlTx, tenant: &TenantId, window: &MeteredWindow) -> Result<()> {
    let upsert = "insert into metered_windows (tenant_id, feature, starts_at, ends_at, invoiced, rate)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, feature, starts_at) do update set invoiced = excluded.invoiced";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(&window.feature).bind(window.starts_at).bind(window.ends_at)
        .bind(window.invoiced).bind(&window.rate).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The windows of a tenant that are on invoices and end after an instant, in their order.
pub async fn list_windows(
    tx: &mut ControlTx,
    tenant: &TenantId,
    ended_after: Micros,
) -> Result<Vec<MeteredWindow>> {
    let select = "select feature, starts_at, ends_at, invoiced, rate from metered_windows
         where tenant_id = $1 and ends_at > $2 order by feature, starts_at";
    Ok(
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).bind(ended_after).fetch_all(conn).await)?,
    )
}
