use domain::{Micros, PolicyAgentId};

use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RejectedRecord {
    pub seq: i64,
    pub reason: String,
    pub record: String,
    pub received_at: Micros,
}

pub async fn insert(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    spool: &str,
    rejected: &RejectedRecord,
) -> Result<()> {
    let insert = "insert into rejected_records (agent_id, spool, seq, reason, record, received_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (agent_id, spool, seq) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(agent.as_str()).bind(spool).bind(rejected.seq).bind(&rejected.reason)
        .bind(&rejected.record).bind(rejected.received_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The newest rejected records of an agent.
pub async fn list(tx: &mut TenantTx, agent: &PolicyAgentId, limit: i64) -> Result<Vec<RejectedRecord>> {
    let select = "select seq, reason, record, received_at from rejected_records
         where agent_id = $1 order by received_at desc, seq desc limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(limit).fetch_all(conn).await)?)
}

pub async fn delete_between(tx: &mut TenantTx, from: Micros, before: Micros) -> Result<u64> {
    let delete = "delete from rejected_records where received_at >= $1 and received_at < $2";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(from).bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
