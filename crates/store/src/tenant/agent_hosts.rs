//! Several Postfixes on one agent's host: their names, and where which of them is asked.

use domain::{Micros, PolicyAgentId};

use crate::{Result, TenantTx};

/// A Postfix beside the first of an agent's host.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AgentHost {
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    /// As its log names it.
    pub host: String,
}

/// All of them, each agent's by their names.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<AgentHost>> {
    let select = "select agent_id, host from agent_hosts order by agent_id, host";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// The names of one agent's.
pub async fn list_of(tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<Vec<String>> {
    let select = "select host from agent_hosts where agent_id = $1 order by host";
    let rows: Vec<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(agent.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(host,)| host).collect())
}

/// One was heard of.
pub async fn upsert(tx: &mut TenantTx, agent: &PolicyAgentId, host: &str, at: Micros) -> Result<()> {
    let upsert = "insert into agent_hosts (agent_id, host, seen_at) values ($1, $2, $3)
         on conflict (agent_id, host) do update set seen_at = excluded.seen_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(agent.as_str()).bind(host).bind(at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Where which of an agent's Postfixes is asked: address and port with its name.
pub async fn list_listeners(tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<Vec<(String, String)>> {
    let select = "select listener, host from agent_listeners where agent_id = $1 order by listener";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(agent.as_str()).fetch_all(conn).await)?)
}

/// Who is asked there was told, or told otherwise.
pub async fn upsert_listener(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    listener: &str,
    host: &str,
) -> Result<()> {
    let upsert = "insert into agent_listeners (agent_id, listener, host) values ($1, $2, $3)
         on conflict (agent_id, listener) do update set host = excluded.host";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(agent.as_str()).bind(listener).bind(host).execute(conn).await.map(|_| ()))?;
    Ok(())
}
