use domain::{Micros, PolicyAgentId};

use crate::{Result, TenantTx};

/// The columns of [`Mark`].
macro_rules! columns {
    () => {
        "acknowledged, dropped, last_hash"
    };
}

/// How far a spool has come, or one run of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Mark {
    /// The highest sequence number up to which everything is durable and counted.
    pub acknowledged: i64,
    /// Records the spool had dropped in all, as it last said.
    pub dropped: i64,
    /// Hash of the record with the number `acknowledged`; empty: not known.
    pub last_hash: String,
}

/// The mark of a spool over all of its runs, locked until the transaction ends, so that two batches cannot
/// both count.
pub async fn lock(tx: &mut TenantTx, agent: &PolicyAgentId, spool: &str) -> Result<Mark> {
    let insert = "insert into spools (agent_id, spool, acknowledged, dropped) values ($1, $2, 0, 0)
         on conflict (agent_id, spool) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(agent.as_str()).bind(spool).execute(conn).await.map(|_| ()))?;
    let lock = concat!(
        "update spools set acknowledged = acknowledged where agent_id = $1 and spool = $2
         returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(lock)
        .bind(agent.as_str()).bind(spool).fetch_one(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, agent: &PolicyAgentId, spool: &str, mark: &Mark) -> Result<()> {
    let update = "update spools set acknowledged = $3, dropped = $4, last_hash = $5
         where agent_id = $1 and spool = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(agent.as_str()).bind(spool).bind(mark.acknowledged).bind(mark.dropped).bind(&mark.last_hash)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The mark of one run; `None` when nothing came of it yet. The spool is locked.
pub async fn find_run(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    spool: &str,
    run: &str,
) -> Result<Option<Mark>> {
    let select = concat!(
        "select ",
        columns!(),
        " from spool_runs
         where agent_id = $1 and spool = $2 and run = $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(spool).bind(run).fetch_optional(conn).await)?)
}

pub async fn upsert_run(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    spool: &str,
    run: &str,
    mark: &Mark,
    now: Micros,
) -> Result<()> {
    let upsert = "insert into spool_runs (agent_id, spool, run, acknowledged, dropped, last_hash, seen_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (agent_id, spool, run) do update set acknowledged = excluded.acknowledged,
            dropped = excluded.dropped, last_hash = excluded.last_hash, seen_at = excluded.seen_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(agent.as_str()).bind(spool).bind(run).bind(mark.acknowledged).bind(mark.dropped)
        .bind(&mark.last_hash).bind(now)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets the runs of an agent that were not heard of since `before`.
pub async fn delete_runs_before(tx: &mut TenantTx, agent: &PolicyAgentId, before: Micros) -> Result<()> {
    let delete = "delete from spool_runs where agent_id = $1 and seen_at < $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(agent.as_str()).bind(before).execute(conn).await.map(|_| ()))?;
    Ok(())
}
