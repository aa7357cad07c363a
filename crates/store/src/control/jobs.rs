//! The queue of background work.

use domain::{
    JobId, Micros, TenantId,
    jobs::{JobState, Priority},
};
use sqlx::QueryBuilder;

use crate::{ControlTx, Result, Tx};

/// The columns of [`Job`].
macro_rules! columns {
    () => {
        "id, kind, key, data, tenant_id, priority, state, tries, kills, fence, is_undoing, run_at, asker, \
         asker_label, progress, waits_for, waits_since, result, error, created_at, begun_at, ended_at, \
         changed_at"
    };
}
pub(crate) use columns;

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Job {
    #[sqlx(try_from = "String")]
    pub id: JobId,
    /// A word of [`JobKind`](domain::jobs::JobKind), unless a newer version put it.
    pub kind: String,
    pub key: String,
    /// What the work is given, as JSON.
    pub data: String,
    pub tenant_id: Option<String>,
    pub priority: i64,
    #[sqlx(try_from = "String")]
    pub state: JobState,
    /// How often it was begun,
    pub tries: i64,
    /// and how often in a row the server ended in the middle of it.
    pub kills: i64,
    /// Grows with each taking.
    pub fence: i64,
    pub is_undoing: bool,
    pub run_at: Micros,
    pub asker: Option<String>,
    pub asker_label: String,
    pub progress: Option<i64>,
    pub waits_for: Option<String>,
    pub waits_since: Option<Micros>,
    pub result: Option<String>,
    /// How it failed last.
    pub error: Option<String>,
    pub created_at: Micros,
    pub begun_at: Option<Micros>,
    pub ended_at: Option<Micros>,
    pub changed_at: Micros,
}

/// A job to be put.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    pub id: &'a JobId,
    pub kind: &'a str,
    /// At most 255 bytes.
    pub key: &'a str,
    pub data: &'a str,
    pub tenant: Option<&'a TenantId>,
    pub priority: Priority,
    pub run_at: Micros,
    /// The account that asked for it, and how it is called.
    pub asker: Option<(&'a str, &'a str)>,
}

/// Puts a job, unless one of its kind and key is there. Returns the id of the one that is there now, and
/// whether it is new.
pub async fn insert(tx: &mut ControlTx, job: &NewJob<'_>, now: Micros) -> Result<(JobId, bool)> {
    // Its turn comes after the tenant's own, but not before those whose turn it is: so that one tenant's thousand
    // let another's first pass, and nobody is passed for ever.
    let insert = "insert into jobs (id, kind, key, data, tenant_id, priority, run_at, asker, asker_label,
            created_at, changed_at, turn)
         select $1, $2, $3, $4, cast($5 as text), $6, $7, $8, $9, $10, $10, case when own > whole then own else whole end
           from (select
             coalesce((select max(turn) + 1 from jobs
                        where tenant_id = cast($5 as text) and state = 'waiting' and priority = $6), 0) as own,
             coalesce((select min(turn) from jobs where state = 'waiting' and priority = $6), 0) as whole) as turns
          where 1 = 1
         on conflict (kind, key) do nothing";
    let (asker, label) = job.asker.unzip();
    let label = label.unwrap_or_default();
    loop {
        let inserted = on!(tx.raw(), conn => sqlx::query(insert)
            .bind(job.id.as_str()).bind(job.kind).bind(job.key).bind(job.data)
            .bind(job.tenant.map(TenantId::as_str)).bind(job.priority.number()).bind(job.run_at)
            .bind(asker).bind(label).bind(now)
            .execute(conn).await.map(|done| done.rows_affected()))?;
        if inserted > 0 {
            return Ok((job.id.clone(), true));
        }
        let select = "select id from jobs where kind = $1 and key = $2";
        let found: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
            .bind(job.kind).bind(job.key).fetch_optional(conn).await)?;
        // One that was there may have been done and gone in between: then there is room for this one.
        if let Some((id,)) = found {
            return Ok((JobId::from(id), false));
        }
    }
}

/// A kind whose jobs may be begun now, and how many of it one tenant has running at most.
#[derive(Clone, Copy, Debug)]
pub struct Free<'a> {
    pub kind: &'a str,
    pub per_tenant: i64,
}

/// What is not urgent of one tenant runs so often at once, of whatever kinds: the other workers are for others.
const MOST_OF_TENANT: i64 = 2;

/// Waits until nobody else counts what runs to take more. SQLite's one writer has waited already.
pub async fn lock(tx: &mut ControlTx) -> Result<()> {
    if let Tx::Postgres(tx) = tx.raw() {
        sqlx::query("select pg_advisory_xact_lock($1)").bind(TAKING).execute(&mut **tx).await?;
    }
    Ok(())
}

/// The key of the advisory lock under which jobs are taken.
const TAKING: i64 = 7_274_497;

/// Takes the next due job of these kinds until `leased_until`.
pub async fn take(
    tx: &mut ControlTx,
    now: Micros,
    leased_until: Micros,
    least: Priority,
    kinds: &[Free<'_>],
) -> Result<Option<Job>> {
    if kinds.is_empty() {
        return Ok(None);
    }
    let next = "select id from jobs as next where state = 'waiting' and run_at <= ";
    macro_rules! statement {
        ($skip:literal) => {{
            let mut update = QueryBuilder::new(TAKE);
            update.push_bind(now).push(", leased_until = ").push_bind(leased_until);
            update.push(", begun_at = coalesce(begun_at, ").push_bind(now).push(") where id = (").push(next);
            update.push_bind(now).push(" and priority <= ").push_bind(least.number()).push(" and kind in (");
            let mut list = update.separated(", ");
            for free in kinds {
                list.push_bind(free.kind.to_owned());
            }
            update
                .push(") and (tenant_id is null or ")
                .push(RUNNING)
                .push(" and own.kind = next.kind) < case kind");
            for free in kinds {
                update.push(" when ").push_bind(free.kind.to_owned());
                update.push(" then cast(").push_bind(free.per_tenant).push(" as bigint)");
            }
            update.push(" else 0 end and (priority <= ").push_bind(Priority::Urgent.number());
            update
                .push(" or ")
                .push(RUNNING)
                .push(" and own.priority > ")
                .push_bind(Priority::Urgent.number());
            update.push(") < ").push_bind(MOST_OF_TENANT).push("))");
            update.push(concat!(" order by priority, turn, run_at, id limit 1", $skip));
            update.push(concat!(") and state = 'waiting' returning ", columns!()));
            update
        }};
    }
    Ok(match tx.raw() {
        Tx::Sqlite(tx) => statement!("").build_query_as().fetch_optional(&mut **tx).await?,
        Tx::Postgres(tx) => {
            statement!(" for update skip locked").build_query_as().fetch_optional(&mut **tx).await?
        }
        Tx::GivenBack => return Err(sqlx::Error::PoolClosed.into()),
    })
}

const TAKE: &str = "update jobs set state = 'running', fence = fence + 1, tries = tries + 1, changed_at = ";
const RUNNING: &str = "(select count(*) from jobs as own
    where own.tenant_id = next.tenant_id and own.state = 'running'";

/// Takes one job that waits, wherever its turn is.
pub async fn take_this(
    tx: &mut ControlTx,
    id: &JobId,
    now: Micros,
    leased_until: Micros,
) -> Result<Option<Job>> {
    let update = concat!(
        "update jobs set state = 'running', fence = fence + 1, tries = tries + 1, changed_at = $2, leased_until = $3, begun_at = coalesce(begun_at, $2)
          where id = $1 and state = 'waiting' returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(id.as_str()).bind(now).bind(leased_until).fetch_optional(conn).await)?)
}

/// Holds a job for longer. False: it was taken from whoever held it.
pub async fn update_lease(tx: &mut ControlTx, id: &JobId, fence: i64, leased_until: Micros) -> Result<bool> {
    let update = "update jobs set leased_until = $3 where id = $1 and fence = $2 and state = 'running'";
    let rows = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(fence).bind(leased_until).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Lets others take what servers held that did not come back.
pub async fn update_lost(tx: &mut ControlTx, now: Micros) -> Result<u64> {
    let update = "update jobs set state = 'waiting', fence = fence + 1, kills = kills + 1, changed_at = $1
                   where state = 'running' and leased_until <= $1";
    Ok(
        on!(tx.raw(), conn => sqlx::query(update).bind(now).execute(conn).await.map(|done| done.rows_affected()))?,
    )
}

/// What became of a job that was held.
#[derive(Clone, Debug, Default)]
pub struct Settled<'a> {
    pub state: Option<JobState>,
    pub run_at: Option<Micros>,
    pub error: Option<&'a str>,
    pub result: Option<&'a str>,
    pub waits_for: Option<&'a str>,
    pub is_undoing: bool,
    /// Whether the try counts; waiting for something does not.
    pub counts: bool,
}

/// Writes down what became of a job, if it is still held under this fence. False: it was taken away, and nothing
/// of this transaction may be committed.
pub async fn update_settled(
    tx: &mut ControlTx,
    id: &JobId,
    fence: i64,
    now: Micros,
    settled: &Settled<'_>,
) -> Result<bool> {
    let state = settled.state.unwrap_or(JobState::Waiting);
    let update = "update jobs set state = $4, run_at = coalesce($5, run_at), error = $6,
            result = coalesce($7, result), is_undoing = $8, leased_until = 0, kills = 0, changed_at = $3,
            tries = tries - $9, ended_at = $10, waits_for = cast($11 as text),
            waits_since = case when cast($11 as text) is null then null
                when waits_for = cast($11 as text) then coalesce(waits_since, $3) else $3 end
          where id = $1 and fence = $2 and state = 'running'";
    let rows = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(fence).bind(now).bind(state.as_str()).bind(settled.run_at).bind(settled.error)
        .bind(settled.result).bind(settled.is_undoing).bind(i64::from(!settled.counts))
        .bind(state.is_over().then_some(now)).bind(settled.waits_for)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Forgets a job that is done, if it is still held under this fence.
pub async fn delete_held(tx: &mut ControlTx, id: &JobId, fence: i64) -> Result<bool> {
    let delete = "delete from jobs where id = $1 and fence = $2 and state = 'running'";
    let rows = on!(tx.raw(), conn => sqlx::query(delete)
        .bind(id.as_str()).bind(fence).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Says how far a job is, in parts of a hundred.
pub async fn update_progress(
    tx: &mut ControlTx,
    id: &JobId,
    fence: i64,
    progress: i64,
    now: Micros,
) -> Result<bool> {
    let update = "update jobs set progress = $3, changed_at = $4
                   where id = $1 and fence = $2 and state = 'running'";
    let rows = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(fence).bind(progress).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Has a job that was given up, undone or called off begin again where it stopped.
pub async fn update_again(tx: &mut ControlTx, id: &JobId, now: Micros) -> Result<bool> {
    let update = "update jobs set state = 'waiting', run_at = $2, tries = 0, kills = 0, is_undoing = false,
            begun_at = null, ended_at = null, changed_at = $2
          where id = $1 and state in ('failed', 'undone', 'cancelled')";
    let rows = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Calls off a job that waits, or takes it from whoever holds it: it stops at its next step.
pub async fn update_cancelled(tx: &mut ControlTx, id: &JobId, now: Micros) -> Result<bool> {
    let update = "update jobs set state = 'cancelled', fence = fence + 1, leased_until = 0, ended_at = $2,
            changed_at = $2, waits_for = null, waits_since = null
          where id = $1 and state in ('waiting', 'running')";
    let rows = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Calls off what waits for a later instant, of one kind and tenant. What is due finds by itself that there is nothing
/// left to do.
pub async fn update_cancelled_ahead(
    tx: &mut ControlTx,
    kind: &str,
    tenant: &TenantId,
    now: Micros,
) -> Result<()> {
    let update = "update jobs set state = 'cancelled', fence = fence + 1, leased_until = 0, ended_at = $3,
            changed_at = $3, waits_for = null, waits_since = null
          where kind = $1 and tenant_id = $2 and state = 'waiting' and run_at > $3";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(kind).bind(tenant.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets jobs that were over before an instant, at most `most` of them.
pub async fn delete_over(tx: &mut ControlTx, before: Micros, most: i64) -> Result<u64> {
    let delete = "delete from jobs where id in
        (select id from jobs where ended_at < $1 order by ended_at limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// How many jobs of one kind whose key begins so are in each state, those apart that failed and are tried again.
pub async fn count_keyed(tx: &mut ControlTx, kind: &str, prefix: &str) -> Result<Vec<(JobState, bool, i64)>> {
    let select = "select state, cast(case when error is null then 0 else 1 end as bigint), count(*) from jobs
         where kind = $1 and key like $2 group by 1, 2";
    let rows: Vec<(String, i64, i64)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(kind).bind(format!("{prefix}%")).fetch_all(conn).await)?;
    let known = |(state, failed, count): (String, i64, i64)| Some((state.parse().ok()?, failed != 0, count));
    Ok(rows.into_iter().filter_map(known).collect())
}

/// A job of one kind whose key begins so, and that is not over.
pub async fn find_open(tx: &mut ControlTx, kind: &str, prefix: &str) -> Result<Option<JobId>> {
    let select = "select id from jobs where kind = $1 and key like $2 and state in ('waiting', 'running')
         order by id limit 1";
    let found: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(kind).bind(format!("{prefix}%")).fetch_optional(conn).await)?;
    Ok(found.and_then(|(id,)| JobId::parse(&id)))
}
