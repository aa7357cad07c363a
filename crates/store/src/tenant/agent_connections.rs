//! Encrypted connections of Postfix's processes, kept from one batch to the next.

use domain::{Micros, PolicyAgentId, mail_log::Connection};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    process: i64,
    peer: String,
    protocol: String,
    queue_id: String,
    at: Micros,
}

/// Those of an agent's host that were begun from an instant on, so many of the newest, the oldest first.
pub async fn list(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    from: Micros,
    most: i64,
) -> Result<Vec<Connection>> {
    let select = "select name, process, peer, protocol, queue_id, at from agent_connections
         where agent_id = $1 and at >= $2 order by at desc limit $3";
    let rows: Vec<Row> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(from).bind(most).fetch_all(conn).await)?;
    let connection = |row: Row| Connection {
        name: row.name,
        pid: u32::try_from(row.process).unwrap_or_default(),
        peer: row.peer,
        protocol: row.protocol,
        queue_id: Some(row.queue_id).filter(|id| !id.is_empty()),
        at: row.at,
        is_new: false,
    };
    Ok(rows.into_iter().rev().map(connection).collect())
}

/// Writes down what is new of them; a process has one at a time.
pub async fn upsert(tx: &mut TenantTx, agent: &PolicyAgentId, connections: &[Connection]) -> Result<()> {
    for chunk in connections.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into agent_connections (agent_id, name, process, peer, protocol, queue_id, at) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(agent.as_str()).push_bind(&one.name).push_bind(i64::from(one.pid))
                    .push_bind(&one.peer).push_bind(&one.protocol)
                    .push_bind(one.queue_id.as_deref().unwrap_or_default()).push_bind(one.at);
            });
            query.push(" on conflict (agent_id, name, process) do update set peer = excluded.peer,
                protocol = excluded.protocol, queue_id = excluded.queue_id, at = excluded.at");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Forgets those that were begun before an instant, at most so many at once.
pub async fn delete_before(tx: &mut TenantTx, before: Micros, most: i64) -> Result<u64> {
    let delete = "delete from agent_connections where (agent_id, name, process) in
            (select agent_id, name, process from agent_connections where at < $1 limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
