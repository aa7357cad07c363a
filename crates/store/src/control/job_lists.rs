//! How the queue is looked at.

use domain::{
    JobId, Micros,
    jobs::{JobState, Priority},
};
use sqlx::QueryBuilder;

use super::jobs::{Job, columns};
use crate::{ControlTx, Result, Tx};

/// How many jobs of a kind are in a state, and when the oldest of them was due.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Count {
    pub kind: String,
    #[sqlx(try_from = "String")]
    pub state: JobState,
    pub count: i64,
    pub oldest: Micros,
}

/// Counts what waits, runs and was given up.
pub async fn count(tx: &mut ControlTx) -> Result<Vec<Count>> {
    let select = "select kind, state, count(*) as count, min(run_at) as oldest from jobs
                   where state in ('waiting', 'running', 'failed') group by kind, state order by kind, state";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// What there is to do for a server that looks: jobs that are due, and jobs that were lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Due {
    pub waiting: i64,
    pub lost: i64,
}

pub async fn due(tx: &mut ControlTx, now: Micros) -> Result<Due> {
    let select = "select
        (select count(*) from jobs where state = 'waiting' and run_at <= $1) as waiting,
        (select count(*) from jobs where state = 'running' and leased_until <= $1) as lost";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(now).fetch_one(conn).await)?)
}

/// Whether a job waits that is due, down to a priority.
pub async fn has_due(tx: &mut ControlTx, now: Micros, least: Priority) -> Result<bool> {
    let select = "select 1 from jobs where state = 'waiting' and priority <= $2 and run_at <= $1 limit 1";
    let found: Option<(i32,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(now).bind(least.number()).fetch_optional(conn).await)?;
    Ok(found.is_some())
}

/// How many of each kind are running.
pub async fn running(tx: &mut ControlTx) -> Result<Vec<(String, i64)>> {
    let select = "select kind, count(*) from jobs where state = 'running' group by kind";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn find(tx: &mut ControlTx, id: &JobId) -> Result<Option<Job>> {
    let select = concat!("select ", columns!(), " from jobs where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Which jobs a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter<'a> {
    pub tenant: Option<&'a str>,
    pub state: Option<JobState>,
    /// Of these kinds alone; none: of all.
    pub kinds: Option<&'a [&'a str]>,
    /// Changed before the job with this instant and id.
    pub before: Option<(Micros, &'a str)>,
}

/// The last changed first.
pub async fn list(tx: &mut ControlTx, filter: &Filter<'_>, limit: i64) -> Result<Vec<Job>> {
    macro_rules! statement {
        () => {{
            let mut select = QueryBuilder::new(concat!("select ", columns!(), " from jobs where 1 = 1"));
            if let Some(tenant) = filter.tenant {
                select.push(" and tenant_id = ").push_bind(tenant.to_owned());
            }
            if let Some(state) = filter.state {
                select.push(" and state = ").push_bind(state.as_str());
            }
            if let Some(kinds) = filter.kinds {
                select.push(" and kind in (''");
                for kind in kinds {
                    select.push(", ").push_bind((*kind).to_owned());
                }
                select.push(")");
            }
            if let Some((at, id)) = filter.before {
                select.push(" and (changed_at, id) < (").push_bind(at).push(", ");
                select.push_bind(id.to_owned()).push(")");
            }
            select.push(" order by changed_at desc, id desc limit ").push_bind(limit);
            select
        }};
    }
    Ok(match tx.raw() {
        Tx::Sqlite(tx) => statement!().build_query_as().fetch_all(&mut **tx).await?,
        Tx::Postgres(tx) => statement!().build_query_as().fetch_all(&mut **tx).await?,
        Tx::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
    })
}

/// What a tenant's jobs of these kinds have come to: when one changed last, how many there are, and a number that is
/// another when one that changed before is committed later.
pub async fn newest(tx: &mut ControlTx, tenant: &str, kinds: &[&str]) -> Result<(Option<Micros>, i64, i64)> {
    macro_rules! statement {
        () => {{
            let mut select = QueryBuilder::new(
                "select max(changed_at), count(*), cast(coalesce(sum(changed_at % 1000003), 0) as bigint)
                   from jobs where tenant_id = ",
            );
            select.push_bind(tenant.to_owned()).push(" and kind in (''");
            for kind in kinds {
                select.push(", ").push_bind((*kind).to_owned());
            }
            select.push(")");
            select
        }};
    }
    Ok(match tx.raw() {
        Tx::Sqlite(tx) => statement!().build_query_as().fetch_one(&mut **tx).await?,
        Tx::Postgres(tx) => statement!().build_query_as().fetch_one(&mut **tx).await?,
        Tx::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
    })
}

/// How long the last twenty jobs of a kind took that were done, on average.
pub async fn usual(tx: &mut ControlTx, kind: &str) -> Result<Option<Micros>> {
    let select = "select cast(avg(took) as bigint) from
        (select ended_at - begun_at as took from jobs
          where kind = $1 and state = 'done' and begun_at is not null
          order by changed_at desc limit 20) as last";
    let (took,): (Option<i64>,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(kind).fetch_one(conn).await)?;
    Ok(took)
}
