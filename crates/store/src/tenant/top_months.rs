//! Tops by the month: the days of months that are over, added up, so that a year is read in twelve buckets.

use sqlx::QueryBuilder;

use super::{rollups::Window, tops::TopKind};
use crate::{Result, TenantTx};

/// A month that was added up, and what its days held then.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Rolled {
    /// Its first day, and the day after its last.
    pub bucket: i64,
    pub ends: i64,
    pub names: i64,
    pub total: i64,
}

/// The months that were added up, in order.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Rolled>> {
    let select = "select bucket, ends, names, total from rolled_months order by bucket";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// The first day of which there are tops.
pub async fn first_day(tx: &mut TenantTx) -> Result<Option<i64>> {
    // Each kind's first is at an end of the key.
    let select = "select min(first) from
            (select min(bucket) as first from top_days where kind = 'sender-domain'
             union all select min(bucket) from top_days where kind = 'recipient-domain'
             union all select min(bucket) from top_days where kind = 'client-address') as firsts";
    let (first,): (Option<i64>,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(first)
}

/// What the days of a month hold now.
pub async fn find(tx: &mut TenantTx, bucket: i64, ends: i64) -> Result<Rolled> {
    let select = "select cast($1 as bigint) as bucket, cast($2 as bigint) as ends, count(*) as names,
            cast(coalesce(sum(total), 0) as bigint) as total
         from top_days where kind in ('sender-domain', 'recipient-domain', 'client-address')
            and bucket >= $1 and bucket < $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(bucket).bind(ends).fetch_one(conn).await)?)
}

/// Adds up a month's days anew.
pub async fn update(tx: &mut TenantTx, month: &Rolled) -> Result<()> {
    let delete = "delete from top_months
         where kind in ('sender-domain', 'recipient-domain', 'client-address') and bucket = $1";
    let insert = "insert into top_months (kind, bucket, agent_id, host, domain, name, total)
         select kind, cast($1 as bigint), agent_id, host, domain, name, cast(sum(total) as bigint) from top_days
         where kind in ('sender-domain', 'recipient-domain', 'client-address') and bucket >= $1 and bucket < $2
         group by kind, agent_id, host, domain, name";
    let mark = "insert into rolled_months (bucket, ends, names, total) values ($1, $2, $3, $4)
         on conflict (bucket) do update set ends = excluded.ends, names = excluded.names, total = excluded.total";
    on!(tx.raw(), conn => sqlx::query(delete).bind(month.bucket).execute(conn).await.map(|_| ()))?;
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(month.bucket).bind(month.ends).execute(conn).await.map(|_| ()))?;
    on!(tx.raw(), conn => sqlx::query(mark)
        .bind(month.bucket).bind(month.ends).bind(month.names).bind(month.total)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The most frequent names of a window of days, most first, from its months where those were added up.
pub async fn top(
    tx: &mut TenantTx,
    rolled: &[Rolled],
    kind: TopKind,
    window: Window<'_>,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    let parts = parts(rolled, window.from, window.to);
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select name, cast(sum(total) as bigint) as total from (");
        for (place, (table, from, to)) in parts.iter().enumerate() {
            query.push(if place == 0 { "select name, total from " } else { " union all select name, total from " });
            query.push(*table);
            Window { from: *from, to: *to, ..window }.narrow(&mut query);
            query.push(" and kind = ").push_bind(kind.as_str());
        }
        query.push(") as counted group by name having sum(total) > 0 order by 2 desc, name limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// Which table holds which days of a window: the months that follow each other within it, and the days around.
fn parts(rolled: &[Rolled], from: i64, to: i64) -> Vec<(&'static str, i64, i64)> {
    let mut whole: Option<(i64, i64)> = None;
    for month in rolled.iter().filter(|month| from <= month.bucket && month.ends <= to) {
        whole = match whole {
            None => Some((month.bucket, month.ends)),
            Some((first, last)) if last == month.bucket => Some((first, month.ends)),
            there => there,
        };
    }
    let Some((first, last)) = whole else { return vec![("top_days", from, to)] };
    let parts = [("top_days", from, first), ("top_months", first, last), ("top_days", last, to)];
    parts.into_iter().filter(|(_, from, to)| from < to).collect()
}
