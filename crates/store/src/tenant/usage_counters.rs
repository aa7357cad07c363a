//! How much is used of what is bounded, window by window.

use std::ops::Range;

use domain::Micros;
use sqlx::QueryBuilder;

use crate::{Result, TenantTx};

/// The columns of [`Counter`].
macro_rules! columns {
    () => {
        "meter, who, starts_at, ends_at, used, held, lost"
    };
}

/// What was used in one window.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Counter {
    /// The key of the feature that bounds it.
    pub meter: String,
    /// A member's account, or empty for all of the tenant.
    pub who: String,
    pub starts_at: Micros,
    pub ends_at: Micros,
    pub used: i64,
    /// Kept for a while beyond the limit.
    pub held: i64,
    /// Answered as taken and not kept.
    pub lost: i64,
}

impl Counter {
    /// One in which nothing was used yet.
    pub fn empty(meter: &str, who: &str, window: &Range<Micros>) -> Self {
        Self {
            meter: meter.to_owned(),
            who: who.to_owned(),
            starts_at: window.start,
            ends_at: window.end,
            used: 0,
            held: 0,
            lost: 0,
        }
    }

    pub fn window(&self) -> Range<Micros> {
        self.starts_at..self.ends_at
    }
}

/// The counters of these meters whose windows lie around an instant, for the tenant or for one member of it.
pub async fn list_around(tx: &mut TenantTx, meters: &[&str], who: &str, at: Micros) -> Result<Vec<Counter>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("");
        for (place, meter) in meters.iter().enumerate() {
            query.push(if place > 0 { " union all " } else { "" });
            query.push(concat!("select * from (select ", columns!(), " from usage_counters where meter = "));
            query.push_bind(*meter).push(" and who = ").push_bind(who);
            query.push(" and starts_at <= ").push_bind(at).push(" and ends_at > ").push_bind(at);
            query.push(" order by starts_at desc limit 1) as of_one");
        }
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// The last window that began before an instant.
pub async fn find_last(tx: &mut TenantTx, meter: &str, who: &str, before: Micros) -> Result<Option<Counter>> {
    let select = concat!(
        "select ",
        columns!(),
        " from usage_counters where meter = $1 and who = $2 and starts_at < $3 order by starts_at desc limit 1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(meter).bind(who).bind(before).fetch_optional(conn).await)?)
}

/// Those of the tenant whose windows end after an instant, in their order.
pub async fn list_since(tx: &mut TenantTx, ended_after: Micros) -> Result<Vec<Counter>> {
    let select = concat!(
        "select ",
        columns!(),
        " from usage_counters where who = '' and ends_at > $1 order by meter, starts_at limit 5000"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(ended_after).fetch_all(conn).await)?)
}

/// Locks a window's counter until the transaction ends, and makes it where there is none.
pub async fn lock(tx: &mut TenantTx, meter: &str, who: &str, window: &Range<Micros>) -> Result<Counter> {
    let upsert = concat!(
        "insert into usage_counters (",
        columns!(),
        ") values ($1, $2, $3, $4, 0, 0, 0)
         on conflict (meter, who, starts_at) do update set used = usage_counters.used
         returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(upsert)
        .bind(meter).bind(who).bind(window.start).bind(window.end).fetch_one(conn).await)?)
}

/// Adds what each says to its window, in one statement; less than nothing takes away.
pub async fn add(tx: &mut TenantTx, more: &[Counter]) -> Result<()> {
    if more.is_empty() {
        return Ok(());
    }
    on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new(concat!("insert into usage_counters (", columns!(), ") "));
        query.push_values(more, |mut row, one| {
            row.push_bind(&one.meter).push_bind(&one.who).push_bind(one.starts_at).push_bind(one.ends_at)
                .push_bind(one.used).push_bind(one.held).push_bind(one.lost);
        });
        query.push(
            " on conflict (meter, who, starts_at) do update set used = usage_counters.used + excluded.used,
                held = usage_counters.held + excluded.held, lost = usage_counters.lost + excluded.lost");
        query.build().execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Forgets windows that ended long ago, at most so many at once.
pub async fn delete_before(tx: &mut TenantTx, ended_before: Micros, most: i64) -> Result<u64> {
    let delete = "delete from usage_counters where (meter, who, starts_at) in
            (select meter, who, starts_at from usage_counters where ends_at < $1 limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(ended_before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
