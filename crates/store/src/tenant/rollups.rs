//! Counts kept beside the events, so that a dashboard costs the same for a thousand or a million of them.

use domain::{Micros, PolicyAgentId, bounds::LARGEST_COUNT, direction::Direction};
use sqlx::{Database, Encode, QueryBuilder, Type};

mod counts;

pub use counts::{CellCounts, Counts};

use super::{Among, ROWS_PER_STATEMENT};
use crate::{Result, TenantTx};

/// The width of a roll-up's buckets, which is also the table it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A quarter of an hour in UTC; a bucket is its start in microseconds.
    Quarter,
    /// A day of the tenant's zone; a bucket is days since 1970-01-01.
    Day,
}

impl Grain {
    const fn table(self) -> &'static str {
        match self {
            Self::Quarter => "quarters",
            Self::Day => "days",
        }
    }
}

pub const QUARTER: Micros = 15 * domain::MINUTE;

/// Sums of the counts of some cells, with the messages as this column counts them.
macro_rules! sums {
    ($messages:literal) => {
        concat!(
            "cast(coalesce(sum(requests), 0) as bigint) as requests, cast(coalesce(sum(",
            $messages,
            "), 0) as bigint) as messages, cast(coalesce(sum(recipients), 0) as bigint) as recipients, \
             cast(coalesce(sum(bytes), 0) as bigint) as bytes, \
             cast(coalesce(sum(encrypted), 0) as bigint) as encrypted, \
             cast(coalesce(sum(authenticated), 0) as bigint) as authenticated"
        )
    };
}

/// The columns of [`Row`].
macro_rules! columns {
    () => {
        "bucket, agent_id, host, direction, domain, requests, messages, recipients, bytes, encrypted, authenticated, \
         by_direction, by_domain, by_both"
    };
}

/// Adds to what a cell of a table has.
macro_rules! added {
    ($table:literal) => {
        concat!(
            " on conflict (bucket, agent_id, host, direction, domain) do update set requests = ",
            saturated!($table, "requests"),
            ", messages = ",
            saturated!($table, "messages"),
            ", recipients = ",
            saturated!($table, "recipients"),
            ", bytes = ",
            saturated!($table, "bytes"),
            ", encrypted = ",
            saturated!($table, "encrypted"),
            ", authenticated = ",
            saturated!($table, "authenticated"),
            ", by_direction = ",
            saturated!($table, "by_direction"),
            ", by_domain = ",
            saturated!($table, "by_domain"),
            ", by_both = ",
            saturated!($table, "by_both"),
        )
    };
}

/// Where something is counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub bucket: i64,
    pub agent_id: PolicyAgentId,
    /// Which of the agent's Postfixes; empty: the first.
    pub host: String,
    pub direction: Direction,
    pub domain: String,
}

/// Which cells to read: `from <= bucket < to`, of these agents, of one domain or of all (empty text), and of one of their
/// Postfixes or of all.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    pub from: i64,
    pub to: i64,
    pub among: &'a Among<PolicyAgentId>,
    pub domain: &'a str,
    pub host: Option<&'a str>,
}

impl Window<'_> {
    /// The sums of its cells: each message once in all of them.
    const fn sums(&self) -> &'static str {
        if self.domain.is_empty() { sums!("messages") } else { sums!("by_domain") }
    }

    /// Each message once in each direction.
    const fn by_direction(&self) -> &'static str {
        if self.domain.is_empty() {
            "cast(coalesce(sum(by_direction), 0) as bigint) as by_direction"
        } else {
            "cast(coalesce(sum(by_both), 0) as bigint) as by_direction"
        }
    }

    /// Adds the conditions of the window to a statement.
    pub(super) fn narrow<DB>(&self, query: &mut QueryBuilder<DB>)
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        query.push(" where bucket >= ").push_bind(self.from).push(" and bucket < ").push_bind(self.to);
        query.push(" and ");
        self.among.narrow(query, "agent_id");
        if !self.domain.is_empty() {
            query.push(" and domain = ").push_bind(self.domain);
        }
        if let Some(host) = self.host {
            query.push(" and host = ").push_bind(host);
        }
    }
}

/// Adds counts to their cells.
pub async fn add(tx: &mut TenantTx, grain: Grain, cells: &[(&Cell, &CellCounts)]) -> Result<()> {
    let (insert, sum) = match grain {
        Grain::Quarter => (concat!("insert into quarters (", columns!(), ") "), added!("quarters")),
        Grain::Day => (concat!("insert into days (", columns!(), ") "), added!("days")),
    };
    for chunk in cells.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(insert);
            query.push_values(chunk, |mut row, (cell, counted)| {
                row.push_bind(cell.bucket).push_bind(cell.agent_id.as_str()).push_bind(&cell.host)
                    .push_bind(cell.direction.as_str()).push_bind(&cell.domain);
                for count in counted.all() {
                    row.push_bind(count.min(LARGEST_COUNT));
                }
            });
            query.push(sum);
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// One point of a series.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Point {
    pub bucket: i64,
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    pub host: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(flatten)]
    pub counts: Counts,
    /// The messages that went this way, of which some went another, too.
    pub by_direction: i64,
}

/// The counts of a window by bucket, agent, Postfix and direction. Buckets are joined into steps of `step`,
/// which start at multiples of it moved by `shift` (zones are not all whole hours from UTC).
pub async fn series(
    tx: &mut TenantTx,
    grain: Grain,
    window: Window<'_>,
    step: i64,
    shift: i64,
) -> Result<Vec<Point>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select (bucket - ");
        query.push_bind(shift).push(") / ").push_bind(step).push(" * ").push_bind(step).push(" + ").push_bind(shift);
        query.push(" as bucket, agent_id, host, direction, ").push(window.sums()).push(", ").push(window.by_direction());
        query.push(" from ").push(grain.table());
        window.narrow(&mut query);
        query.push(" group by 1, agent_id, host, direction order by 1, agent_id, host, direction");
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// The requests of each day of a stretch of which there are any, from the first day up to before the last.
pub async fn days(tx: &mut TenantTx, from: i64, to: i64) -> Result<Vec<(i64, i64)>> {
    let select = "select bucket, cast(coalesce(sum(requests), 0) as bigint) from days
         where bucket >= $1 and bucket < $2 group by bucket order by bucket";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(from).bind(to).fetch_all(conn).await)?)
}

/// The first day of which anything was counted.
pub async fn first_day(tx: &mut TenantTx) -> Result<Option<i64>> {
    let select = "select min(bucket) from days";
    let (first,): (Option<i64>,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(first)
}

/// What was counted of one domain in one direction; of a day, or of a whole window.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Line {
    /// The day, since 1970; 0 where it is a whole window.
    pub bucket: i64,
    pub domain: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(flatten)]
    pub counts: Counts,
}

/// A window of days by domain and direction, what was counted most first.
pub async fn by_domain(tx: &mut TenantTx, window: Window<'_>, limit: i64) -> Result<Vec<Line>> {
    Ok(on!(tx.raw(), conn => {
        let select = concat!("select cast(0 as bigint) as bucket, domain, direction, ", sums!("by_both"), " from days");
        let mut query = QueryBuilder::new(select);
        window.narrow(&mut query);
        query.push(" group by domain, direction order by 4 desc, domain, direction limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// A window of days by day, domain and direction, in that order.
pub async fn by_day(tx: &mut TenantTx, window: Window<'_>, limit: i64) -> Result<Vec<Line>> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new(concat!("select bucket, domain, direction, ", sums!("by_both"), " from days"));
        window.narrow(&mut query);
        query.push(" group by bucket, domain, direction order by bucket, domain, direction limit ");
        query.push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// A window's counts in all.
pub async fn total(tx: &mut TenantTx, grain: Grain, window: Window<'_>) -> Result<Counts> {
    Ok(on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select ");
        query.push(window.sums()).push(" from ").push(grain.table());
        window.narrow(&mut query);
        query.build_query_as().fetch_one(conn).await
    })?)
}

/// A window's counts by bucket, in order.
pub async fn totals(tx: &mut TenantTx, grain: Grain, window: Window<'_>) -> Result<Vec<(i64, Counts)>> {
    let rows: Vec<Total> = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("select bucket, ");
        query.push(window.sums()).push(" from ").push(grain.table());
        window.narrow(&mut query);
        query.push(" group by bucket order by bucket");
        query.build_query_as().fetch_all(conn).await
    })?;
    Ok(rows.into_iter().map(|row| (row.bucket, row.counts)).collect())
}

#[derive(sqlx::FromRow)]
struct Total {
    bucket: i64,
    #[sqlx(flatten)]
    counts: Counts,
}

#[derive(sqlx::FromRow)]
struct Row {
    bucket: i64,
    #[sqlx(try_from = "String")]
    agent_id: PolicyAgentId,
    host: String,
    #[sqlx(try_from = "String")]
    direction: Direction,
    domain: String,
    #[sqlx(flatten)]
    counted: CellCounts,
}

impl From<Row> for (Cell, CellCounts) {
    fn from(row: Row) -> Self {
        let Row { bucket, agent_id, host, direction, domain, counted } = row;
        (Cell { bucket, agent_id, host, direction, domain }, counted)
    }
}

/// Every cell of a table from a bucket on.
pub async fn list(tx: &mut TenantTx, grain: Grain, from: i64) -> Result<Vec<(Cell, CellCounts)>> {
    let select = match grain {
        Grain::Quarter => {
            concat!(
                "select ",
                columns!(),
                " from quarters
                 where bucket >= $1 order by bucket, agent_id, host, direction, domain"
            )
        }
        Grain::Day => {
            concat!(
                "select ",
                columns!(),
                " from days
                 where bucket >= $1 order by bucket, agent_id, host, direction, domain"
            )
        }
    };
    let rows: Vec<Row> = on!(tx.raw(), conn => sqlx::query_as(select).bind(from).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The quarters from one on and before another.
pub async fn list_quarters(tx: &mut TenantTx, from: i64, to: i64) -> Result<Vec<(Cell, CellCounts)>> {
    let select = concat!(
        "select ",
        columns!(),
        " from quarters
         where bucket >= $1 and bucket < $2 order by bucket, agent_id, host, direction, domain"
    );
    let rows: Vec<Row> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(from).bind(to).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The first quarter from one on in which something was counted.
pub async fn next_quarter(tx: &mut TenantTx, from: i64) -> Result<Option<i64>> {
    let select = "select min(bucket) from quarters where bucket >= $1";
    let (next,): (Option<i64>,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(from).fetch_one(conn).await)?;
    Ok(next)
}

/// Writes what a quarter's cell should have been.
pub async fn update_quarter(tx: &mut TenantTx, cell: &Cell, counted: CellCounts) -> Result<()> {
    let upsert = concat!(
        "insert into quarters (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (bucket, agent_id, host, direction, domain) do update set requests = excluded.requests,
            messages = excluded.messages, recipients = excluded.recipients, bytes = excluded.bytes,
            encrypted = excluded.encrypted, authenticated = excluded.authenticated,
            by_direction = excluded.by_direction, by_domain = excluded.by_domain, by_both = excluded.by_both"
    );
    on!(tx.raw(), conn => {
        let mut query = sqlx::query(upsert)
            .bind(cell.bucket).bind(cell.agent_id.as_str()).bind(&cell.host).bind(cell.direction.as_str()).bind(&cell.domain);
        for count in counted.all() {
            query = query.bind(count);
        }
        query.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

/// Empties the days, before they are counted anew in another zone.
pub async fn delete_days(tx: &mut TenantTx) -> Result<()> {
    let delete = "delete from days";
    on!(tx.raw(), conn => sqlx::query(delete).execute(conn).await.map(|_| ()))?;
    Ok(())
}
