//! What the policy agents have sent lately, against what their plan allows.

use domain::{Micros, PolicyAgentId};

use crate::{Result, TenantTx};

/// Until when an agent's allowances are used up, each as an instant (see `control::rate_limits`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Used {
    pub records_until: Micros,
    /// Of lines of the log.
    pub lines_until: Micros,
    pub bytes_until: Micros,
}

/// Uses up so much of an agent's allowances, each as a length of time, and returns what is used then. Whoever
/// finds that to be too much lets the transaction go.
pub async fn take(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    (records, lines, bytes): (Micros, Micros, Micros),
    now: Micros,
) -> Result<Used> {
    let upsert = "insert into allowances (agent_id, records_until, bytes_until, lines_until) values ($1, $4 + $2, $4 + $3, $4 + $5)
         on conflict (agent_id) do update set
            records_until = case when allowances.records_until > $4 then allowances.records_until else $4 end + $2,
            bytes_until = case when allowances.bytes_until > $4 then allowances.bytes_until else $4 end + $3,
            lines_until = case when allowances.lines_until > $4 then allowances.lines_until else $4 end + $5
         returning records_until, lines_until, bytes_until";
    Ok(on!(tx.raw(), conn => sqlx::query_as(upsert)
        .bind(agent.as_str()).bind(records).bind(bytes).bind(now).bind(lines).fetch_one(conn).await)?)
}

/// Gives a new agent what the revoked ones have used up: who enrols one in the place of another gets no more by it.
pub async fn inherit(tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<()> {
    let insert = "insert into allowances (agent_id, records_until, bytes_until, lines_until)
         select $1, max(records_until), max(bytes_until), max(lines_until) from allowances
         where agent_id in (select id from policy_agents where state = 'revoked') having count(*) > 0";
    on!(tx.raw(), conn => sqlx::query(insert).bind(agent.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
