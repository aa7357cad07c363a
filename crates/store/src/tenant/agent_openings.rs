use domain::{Micros, PolicyAgentId};

use crate::{Result, TenantTx};

/// Notes that a program speaks after another one did, and answers how often it did so before; `None` when
/// it was never heard of.
pub async fn upsert(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    opening: &str,
    now: Micros,
) -> Result<Option<i64>> {
    let upsert = "insert into agent_openings (agent_id, opening, seen_at) values ($1, $2, $3)
         on conflict (agent_id, opening)
         do update set returns = agent_openings.returns + 1, seen_at = excluded.seen_at
         returning returns";
    let (returns,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(upsert)
        .bind(agent.as_str()).bind(opening).bind(now).fetch_one(conn).await)?;
    Ok((returns > 0).then_some(returns - 1))
}

/// Forgets the programs of an agent that were not heard of since `before`.
pub async fn delete_before(tx: &mut TenantTx, agent: &PolicyAgentId, before: Micros) -> Result<()> {
    let delete = "delete from agent_openings where agent_id = $1 and seen_at < $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(agent.as_str()).bind(before).execute(conn).await.map(|_| ()))?;
    Ok(())
}
