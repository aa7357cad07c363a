//! What became of recipients, counted as they are now: why some were not taken, where others wait, and how long it took.

use domain::{Micros, PolicyAgentId, bounds::LARGEST_COUNT, direction::Direction};
use sqlx::QueryBuilder;

use super::{ROWS_PER_STATEMENT, rollups::Window};
use crate::{Result, TenantTx};

domain::words! {
    /// What a name in these counts is.
    pub enum OutcomeKind {
        /// A word of [`domain::messages::Outcome`].
        Outcome = "outcome",
        /// Why a recipient waits: a [`domain::messages::Reason`].
        DeferredReason = "deferred-reason",
        /// The domain of a recipient that waits.
        DeferredDomain = "deferred-domain",
        RejectedReason = "rejected-reason",
        /// Why a recipient was given up.
        BouncedReason = "bounced-reason",
        /// How long a delivery took: a [`domain::messages::Wait`].
        Wait = "wait",
        /// All times to delivery together, in milliseconds; without a name.
        Waited = "waited",
    }
}

/// The width of the buckets, which is also the table they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buckets {
    /// Quarters of an hour in UTC in which mails came, by their start in microseconds.
    Quarters,
    /// Days of the tenant's zone, since 1970-01-01.
    Days,
    /// Months of it, by their first day.
    Months,
}

/// Where something is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OutcomeCell {
    pub kind: OutcomeKind,
    pub bucket: i64,
    pub agent_id: PolicyAgentId,
    /// Which of its Postfixes; empty: the first.
    pub host: String,
    pub direction: Direction,
    pub domain: String,
    pub name: String,
}

const fn table(buckets: Buckets) -> &'static str {
    match buckets {
        Buckets::Quarters => "outcome_quarters",
        Buckets::Days => "outcome_days",
        Buckets::Months => "outcome_months",
    }
}

/// Adds to its cells, or takes away. A name of which nothing is left goes; an outcome stays with none, so that whoever
/// was sent it hears of that.
pub async fn add(
    tx: &mut TenantTx,
    buckets: Buckets,
    cells: &[(&OutcomeCell, &i64)],
    changed_at: Micros,
) -> Result<()> {
    let sum = match buckets {
        Buckets::Quarters => concat!(
            " on conflict (kind, bucket, agent_id, host, direction, domain, name) do update set total = ",
            saturated!("outcome_quarters", "total"),
            ", changed_at = excluded.changed_at"
        ),
        Buckets::Days => concat!(
            " on conflict (kind, bucket, agent_id, host, direction, domain, name) do update set total = ",
            saturated!("outcome_days", "total")
        ),
        Buckets::Months => concat!(
            " on conflict (kind, bucket, agent_id, host, direction, domain, name) do update set total = ",
            saturated!("outcome_months", "total")
        ),
    };
    for chunk in cells.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new("insert into ");
            query.push(table(buckets)).push(" (kind, bucket, agent_id, host, direction, domain, name, total");
            query.push(if buckets == Buckets::Quarters { ", changed_at) " } else { ") " });
            query.push_values(chunk, |mut row, (cell, total)| {
                row.push_bind(cell.kind.as_str()).push_bind(cell.bucket).push_bind(cell.agent_id.as_str())
                    .push_bind(&cell.host).push_bind(cell.direction.as_str()).push_bind(&cell.domain).push_bind(&cell.name)
                    .push_bind((**total).min(LARGEST_COUNT));
                if buckets == Buckets::Quarters {
                    row.push_bind(changed_at);
                }
            });
            query.push(sum);
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    for kind in OutcomeKind::ALL.iter().filter(|kind| **kind != OutcomeKind::Outcome) {
        let taken = cells.iter().filter(|(cell, total)| cell.kind == *kind && **total < 0);
        let moved: Vec<i64> = taken.map(|(cell, _)| cell.bucket).collect();
        if let (Some(first), Some(last)) = (moved.iter().min(), moved.iter().max()) {
            on!(tx.raw(), conn => {
                let mut query = QueryBuilder::new("delete from ");
                query.push(table(buckets)).push(" where kind = ").push_bind(kind.as_str());
                query.push(" and bucket >= ").push_bind(*first).push(" and bucket <= ").push_bind(*last);
                query.push(" and total = 0");
                query.build().execute(conn).await.map(|_| ())
            })?;
        }
    }
    Ok(())
}

/// What became of the recipients of a window by bucket and outcome. Buckets are joined as those of
/// [`super::rollups::series`] are.
pub async fn series(
    tx: &mut TenantTx,
    buckets: Buckets,
    window: Window<'_>,
    step: i64,
    shift: i64,
) -> Result<Vec<(i64, String, i64)>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select (bucket - ");
        query.push_bind(shift).push(") / ").push_bind(step).push(" * ").push_bind(step).push(" + ").push_bind(shift);
        query.push(" as bucket, name, cast(sum(total) as bigint) as total from ").push(table(buckets));
        window.narrow(&mut query);
        query.push(" and kind = 'outcome' group by 1, name having sum(total) <> 0 order by 1, name");
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// A window's names of a kind, the most frequent first.
pub async fn top(
    tx: &mut TenantTx,
    buckets: Buckets,
    kind: OutcomeKind,
    window: Window<'_>,
    limit: i64,
) -> Result<Vec<(String, i64)>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select name, cast(sum(total) as bigint) as total from ");
        query.push(table(buckets));
        window.narrow(&mut query);
        query.push(" and kind = ").push_bind(kind.as_str());
        query.push(" group by name having sum(total) > 0 order by 2 desc, name limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// A window's names of some kinds; of domains there may be many, and [`top`] tells the first of them.
pub async fn totals(
    tx: &mut TenantTx,
    buckets: Buckets,
    window: Window<'_>,
    kinds: &[OutcomeKind],
) -> Result<Vec<(OutcomeKind, String, i64)>> {
    let rows: Vec<(String, String, i64)> = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select kind, name, cast(sum(total) as bigint) as total from ");
        query.push(table(buckets));
        window.narrow(&mut query);
        query.push(" and kind in (");
        let mut words = query.separated(", ");
        for kind in kinds {
            words.push_bind(kind.as_str());
        }
        query.push(") group by kind, name having sum(total) > 0 order by kind, 3 desc, name");
        query.build_query_as().fetch_all(conn).await
    })?;
    Ok(rows.into_iter().filter_map(|(kind, name, total)| Some((kind.parse().ok()?, name, total))).collect())
}

/// The first day of which it is known what became of a mail, of these agents and that domain.
pub async fn first_day(tx: &mut TenantTx, window: Window<'_>) -> Result<Option<i64>> {
    let (first,): (Option<i64>,) = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select min(bucket) from outcome_days");
        Window { from: i64::MIN, to: i64::MAX, ..window }.narrow(&mut query);
        query.push(" and kind = 'outcome'");
        query.build_query_as().fetch_one(conn).await
    })?;
    Ok(first)
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    bucket: i64,
    agent_id: String,
    host: String,
    direction: String,
    domain: String,
    name: String,
    total: i64,
}

impl Row {
    fn counted(self) -> Option<(OutcomeCell, i64)> {
        let Self { kind, bucket, agent_id, host, direction, domain, name, total } = self;
        let (kind, direction) = (kind.parse().ok()?, direction.parse().ok()?);
        let agent_id = PolicyAgentId::from(agent_id);
        Some((OutcomeCell { kind, bucket, agent_id, host, direction, domain, name }, total))
    }
}

/// The quarters from one on and before another.
pub async fn list_quarters(tx: &mut TenantTx, from: i64, to: i64) -> Result<Vec<(OutcomeCell, i64)>> {
    let select = "select kind, bucket, agent_id, host, direction, domain, name, total from outcome_quarters
         where bucket >= $1 and bucket < $2 order by bucket, kind, agent_id, host, direction, domain, name";
    let rows: Vec<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(from).bind(to).fetch_all(conn).await)?;
    Ok(rows.into_iter().filter_map(Row::counted).collect())
}

/// The quarters' outcomes that changed from an instant on, the earliest change first, each with when it did.
pub async fn list_changed(
    tx: &mut TenantTx,
    from: Micros,
    limit: i64,
) -> Result<Vec<(OutcomeCell, i64, Micros)>> {
    let select =
        "select kind, bucket, agent_id, host, direction, domain, name, total, changed_at from outcome_quarters
         where kind = 'outcome' and changed_at >= $1 order by changed_at limit $2";
    let rows: Vec<Changed> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(from).bind(limit).fetch_all(conn).await)?;
    let told = rows.into_iter().filter_map(|Changed { row, changed_at }| {
        let (cell, total) = row.counted()?;
        Some((cell, total, changed_at))
    });
    Ok(told.collect())
}

#[derive(sqlx::FromRow)]
struct Changed {
    #[sqlx(flatten)]
    row: Row,
    changed_at: Micros,
}

/// The first quarter from one on in which something was counted.
pub async fn next_quarter(tx: &mut TenantTx, from: i64) -> Result<Option<i64>> {
    let select = "select min(bucket) from outcome_quarters where bucket >= $1";
    let (next,): (Option<i64>,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(from).fetch_one(conn).await)?;
    Ok(next)
}

/// Empties days and months, before they are counted anew.
pub async fn delete_days(tx: &mut TenantTx) -> Result<()> {
    for delete in ["delete from outcome_days", "delete from outcome_months"] {
        on!(tx.raw(), conn => sqlx::query(delete).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// What became of one recipient; or of a mail that was refused before anybody was named.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Became {
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    pub host: String,
    /// When the mail came.
    pub at: Micros,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    pub domain: String,
    /// A word of [`domain::messages::Outcome`].
    pub outcome: String,
    pub reason_kind: String,
    pub recipient_domain: String,
    pub delay: Option<Micros>,
}

/// What became of the mails that came from an instant on and before another, as far as it is known.
pub async fn list_became(tx: &mut TenantTx, from: Micros, to: Micros) -> Result<Vec<Became>> {
    let select = "select messages.agent_id, messages.host, one.at, one.direction, one.domain, one.outcome, one.reason_kind,
            one.recipient_domain, one.delay
         from messages join message_recipients as one on one.message_id = messages.id
         where messages.at >= $1 and messages.at < $2 and one.outcome <> ''
         union all
         select agent_id, host, at, direction, domain, outcome, reason_kind, '' as recipient_domain, cast(null as bigint) as delay
         from messages
         where at >= $1 and at < $2 and outcome <> ''
            and not exists (select 1 from message_recipients as one where one.message_id = messages.id)";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(from).bind(to).fetch_all(conn).await)?)
}

/// When the first mail came that is still kept.
pub async fn first_mail(tx: &mut TenantTx) -> Result<Option<Micros>> {
    let select = "select min(at) from messages";
    let (first,): (Option<Micros>,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(first)
}
