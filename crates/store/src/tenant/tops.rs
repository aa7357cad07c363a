//! Messages per sender domain and client address, recipients per recipient domain.

use domain::{PolicyAgentId, bounds::LARGEST_COUNT};
use sqlx::QueryBuilder;

use super::{
    ROWS_PER_STATEMENT,
    rollups::{Grain, Window},
};
use crate::{Result, TenantTx};

domain::words! {
    /// What a top ranks.
    pub enum TopKind {
        SenderDomain = "sender-domain",
        RecipientDomain = "recipient-domain",
        ClientAddress = "client-address",
        /// Who had signed in.
        User = "user",
        /// The network of a client that had signed in.
        UserNetwork = "user-network",
    }
}

/// Where a name is counted. With [`Grain::Quarter`] the bucket is the start of an hour in UTC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    pub kind: TopKind,
    pub bucket: i64,
    pub agent_id: PolicyAgentId,
    /// Which of the agent's Postfixes; empty: the first.
    pub host: String,
    pub domain: String,
    pub name: String,
}

pub async fn add(tx: &mut TenantTx, grain: Grain, names: &[(&Name, &i64)]) -> Result<()> {
    let (insert, sum) = match grain {
        Grain::Quarter => (
            "insert into top_hours (kind, bucket, agent_id, host, domain, name, total) ",
            concat!(
                " on conflict (kind, bucket, agent_id, host, domain, name) do update set total = ",
                saturated!("top_hours", "total"),
            ),
        ),
        Grain::Day => (
            "insert into top_days (kind, bucket, agent_id, host, domain, name, total) ",
            concat!(
                " on conflict (kind, bucket, agent_id, host, domain, name) do update set total = ",
                saturated!("top_days", "total"),
            ),
        ),
    };
    for chunk in names.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(insert);
            query.push_values(chunk, |mut row, (name, total)| {
                row.push_bind(name.kind.as_str()).push_bind(name.bucket).push_bind(name.agent_id.as_str())
                    .push_bind(&name.host).push_bind(&name.domain).push_bind(&name.name).push_bind((**total).min(LARGEST_COUNT));
            });
            query.push(sum);
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// The most frequent names of a window, most first.
pub async fn list(
    tx: &mut TenantTx,
    grain: Grain,
    kind: TopKind,
    window: Window<'_>,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    let table = match grain {
        Grain::Quarter => "top_hours",
        Grain::Day => "top_days",
    };
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select name, cast(sum(total) as bigint) as total from ");
        query.push(table);
        window.narrow(&mut query);
        query.push(" and kind = ").push_bind(kind.as_str());
        // Of a name that turned out to be counted twice, nothing may be left.
        query.push(" group by name having sum(total) > 0 order by 2 desc, name limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// The names of a window of which there were so many at least, each with its sum, most first.
pub async fn list_at_least(
    tx: &mut TenantTx,
    kind: TopKind,
    window: Window<'_>,
    (least, limit): (i64, i64),
) -> Result<Vec<(String, i64)>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select name, cast(sum(total) as bigint) as total from top_hours");
        window.narrow(&mut query);
        query.push(" and kind = ").push_bind(kind.as_str());
        query.push(" group by name having sum(total) >= ").push_bind(least);
        query.push(" order by 2 desc, name limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// How often these names were seen in a window of days.
pub async fn sums_of(
    tx: &mut TenantTx,
    kind: TopKind,
    window: Window<'_>,
    names: &[&str],
) -> Result<Vec<(String, i64)>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select name, cast(sum(total) as bigint) as total from top_days");
        window.narrow(&mut query);
        query.push(" and kind = ").push_bind(kind.as_str()).push(" and name in (");
        let mut list = query.separated(", ");
        for name in names {
            list.push_bind(*name);
        }
        query.push(") group by name");
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// The first day of which names of a kind are known.
pub async fn first_day(tx: &mut TenantTx, kind: TopKind) -> Result<Option<i64>> {
    let select = "select min(bucket) from top_days where kind = $1";
    let (first,): (Option<i64>,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(kind.as_str()).fetch_one(conn).await)?;
    Ok(first)
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    bucket: i64,
    agent_id: String,
    host: String,
    domain: String,
    name: String,
    total: i64,
}

impl Row {
    fn counted(self) -> Option<(Name, i64)> {
        let Self { kind, bucket, agent_id, host, domain, name, total } = self;
        let (kind, agent_id) = (kind.parse().ok()?, PolicyAgentId::from(agent_id));
        Some((Name { kind, bucket, agent_id, host, domain, name }, total))
    }
}

/// Every name of every hour that is kept.
pub async fn list_hours(tx: &mut TenantTx) -> Result<Vec<(Name, i64)>> {
    let select = "select kind, bucket, agent_id, host, domain, name, total from top_hours
         order by bucket, kind, agent_id, host, domain, name";
    let rows: Vec<Row> = on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter_map(Row::counted).collect())
}

/// The most frequent names of an hour, so many of each kind for each agent, with all its Postfixes, and domain.
pub async fn list_hour(tx: &mut TenantTx, bucket: i64, each: i64) -> Result<Vec<(Name, i64)>> {
    let select = "select kind, bucket, agent_id, '' as host, domain, name, total from
            (select kind, bucket, agent_id, domain, name, total, row_number() over
                (partition by kind, agent_id, domain order by total desc, name) as place
             from (select kind, bucket, agent_id, domain, name, cast(sum(total) as bigint) as total
                from top_hours where bucket = $1 group by kind, bucket, agent_id, domain, name) as summed
             where total > 0) as ranked
         where place <= $2 order by kind, agent_id, domain, place";
    let rows: Vec<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(bucket).bind(each).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter_map(Row::counted).collect())
}

/// Forgets the days from one on, which are about to be counted anew.
pub async fn delete_days_from(tx: &mut TenantTx, bucket: i64) -> Result<u64> {
    let delete = "delete from top_days where bucket >= $1";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(bucket).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Forgets hours of before an instant, at most so many names at once.
pub async fn delete_hours_before(tx: &mut TenantTx, bucket: i64, most: i64) -> Result<u64> {
    let delete = "delete from top_hours where (kind, bucket, agent_id, host, domain, name) in
            (select kind, bucket, agent_id, host, domain, name from top_hours where bucket < $1 limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(bucket).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Drops a past day's names that were seen fewer than `least` times, at most so many at once, so that a day
/// of random names does not stay for a year.
pub async fn delete_rare_days(tx: &mut TenantTx, before: i64, least: i64, most: i64) -> Result<u64> {
    let delete = "delete from top_days where (kind, bucket, agent_id, host, domain, name) in
            (select kind, bucket, agent_id, host, domain, name from top_days where bucket < $1 and total < $2 limit $3)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(least).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
