use domain::{Micros, PolicyAgentId};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RejectedRecord {
    pub seq: i64,
    pub reason: String,
    pub record: String,
    pub received_at: Micros,
}

/// Adds records to those of an agent that could not be read, of which the newest `most` stay.
pub async fn insert(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    spool: &str,
    rejected: &[RejectedRecord],
    most: i64,
) -> Result<()> {
    if rejected.is_empty() {
        return Ok(());
    }
    for chunk in rejected.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into rejected_records (agent_id, spool, seq, reason, record, received_at) ");
            query.push_values(chunk, |mut row, rejected| {
                row.push_bind(agent.as_str()).push_bind(spool).push_bind(rejected.seq)
                    .push_bind(&rejected.reason).push_bind(&rejected.record).push_bind(rejected.received_at);
            });
            query.push(" on conflict (agent_id, spool, seq) do nothing");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    let delete = "delete from rejected_records where agent_id = $1 and (received_at, seq) <= (
            select received_at, seq from rejected_records where agent_id = $1
            order by received_at desc, seq desc limit 1 offset $2)";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(agent.as_str()).bind(most).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The newest rejected records of an agent.
pub async fn list(tx: &mut TenantTx, agent: &PolicyAgentId, limit: i64) -> Result<Vec<RejectedRecord>> {
    let select = "select seq, reason, record, received_at from rejected_records
         where agent_id = $1 order by received_at desc, seq desc limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Deletes those of a stretch, at most so many at once.
pub async fn delete_between(tx: &mut TenantTx, from: Micros, before: Micros, most: i64) -> Result<u64> {
    let delete = "delete from rejected_records where (agent_id, spool, seq) in
            (select agent_id, spool, seq from rejected_records where received_at >= $1 and received_at < $2 limit $3)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(from).bind(before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
