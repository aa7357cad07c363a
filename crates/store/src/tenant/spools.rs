use domain::PolicyAgentId;

use crate::{Result, TenantTx};

/// How far a spool has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Mark {
    /// The highest sequence number up to which everything is durable and counted.
    pub acknowledged: i64,
    /// Records the spool had dropped in all, as it last said.
    pub dropped: i64,
}

/// The mark of a spool, locked until the transaction ends, so that two batches cannot both count.
pub async fn lock(tx: &mut TenantTx, agent: &PolicyAgentId, spool: &str) -> Result<Mark> {
    let insert = "insert into spools (agent_id, spool, acknowledged, dropped) values ($1, $2, 0, 0)
         on conflict (agent_id, spool) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(agent.as_str()).bind(spool).execute(conn).await.map(|_| ()))?;
    let lock = "update spools set acknowledged = acknowledged where agent_id = $1 and spool = $2
         returning acknowledged, dropped";
    Ok(on!(tx.raw(), conn => sqlx::query_as(lock)
        .bind(agent.as_str()).bind(spool).fetch_one(conn).await)?)
}

pub async fn update(tx: &mut TenantTx, agent: &PolicyAgentId, spool: &str, mark: Mark) -> Result<()> {
    let update = "update spools set acknowledged = $3, dropped = $4 where agent_id = $1 and spool = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(agent.as_str()).bind(spool).bind(mark.acknowledged).bind(mark.dropped)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}
