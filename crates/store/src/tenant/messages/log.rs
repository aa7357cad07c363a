//! What the log tells of messages: under which ids they are in a queue, and its lines.

use domain::{MessageId, Micros, PolicyAgentId};
use sqlx::QueryBuilder;

use super::{super::ROWS_PER_STATEMENT, Message, Recipient};
use crate::{Result, TenantTx};

/// The columns of [`QueueId`].
macro_rules! queue_id_columns {
    () => {
        "host, queue_id, at, message_id, left_at, passed_from, passes"
    };
}

/// An id under which a message is or was in a queue.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct QueueId {
    /// Which of the host's Postfixes.
    pub host: String,
    pub queue_id: String,
    pub at: Micros,
    #[sqlx(try_from = "String")]
    pub message_id: MessageId,
    /// When it left the queue; the id may be another message's since.
    pub left_at: Option<Micros>,
    /// The id under which it was in a queue before a filter handed it back; empty: not known.
    pub passed_from: String,
    /// How many filters it had been through.
    pub passes: i64,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LogLine {
    #[sqlx(try_from = "String")]
    pub message_id: MessageId,
    pub number: i64,
    pub at: Micros,
    pub program: String,
    pub line: String,
}

/// What an agent's queues had under these ids from an instant on, the oldest first.
pub async fn list_queue_ids(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    ids: &[&str],
    from: Micros,
) -> Result<Vec<QueueId>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<QueueId> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                concat!("select ", queue_id_columns!(), " from message_queue_ids where agent_id = "));
            query.push_bind(agent.as_str()).push(" and at >= ").push_bind(from).push(" and queue_id in (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(*id);
            }
            query.push(") order by at");
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// Under which ids a message is or was in queues, the oldest first.
pub async fn list_of_message(tx: &mut TenantTx, id: &MessageId) -> Result<Vec<QueueId>> {
    let select = concat!(
        "select ",
        queue_id_columns!(),
        " from message_queue_ids where message_id = $1 order by at, queue_id"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_all(conn).await)?)
}

/// Writes ids down, or what is new of them.
pub async fn upsert_queue_ids(tx: &mut TenantTx, agent: &PolicyAgentId, ids: &[&QueueId]) -> Result<()> {
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                concat!("insert into message_queue_ids (agent_id, ", queue_id_columns!(), ") "));
            query.push_values(chunk, |mut row, one| {
                row.push_bind(agent.as_str()).push_bind(&one.host).push_bind(&one.queue_id).push_bind(one.at)
                    .push_bind(one.message_id.as_str()).push_bind(one.left_at).push_bind(&one.passed_from)
                    .push_bind(one.passes);
            });
            query.push(" on conflict (agent_id, queue_id, host, at) do update set left_at = excluded.left_at,
                message_id = excluded.message_id, passed_from = excluded.passed_from, passes = excluded.passes");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// The messages that these processes of an agent's host took between two instants, the oldest first.
pub async fn list_of_processes(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    processes: &[i64],
    (from, until): (Micros, Micros),
) -> Result<Vec<Message>> {
    let mut found = Vec::new();
    for chunk in processes.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<Message> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                concat!("select ", columns!(), " from messages where process > 0 and agent_id = "));
            query.push_bind(agent.as_str()).push(" and at >= ").push_bind(from).push(" and at <= ").push_bind(until);
            query.push(" and process in (");
            let mut list = query.separated(", ");
            for process in chunk {
                list.push_bind(*process);
            }
            query.push(") order by at, id");
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

pub async fn list_of_ids(tx: &mut TenantTx, ids: &[&MessageId]) -> Result<Vec<Message>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<Message> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(concat!("select ", columns!(), " from messages where id in ("));
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(id.as_str());
            }
            query.push(")");
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// The recipients of several messages, each message's in their order.
pub async fn list_recipients_of(tx: &mut TenantTx, ids: &[&MessageId]) -> Result<Vec<Recipient>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<Recipient> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                concat!("select ", recipient_columns!(), " from message_recipients where message_id in ("));
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(id.as_str());
            }
            query.push(") order by message_id, number");
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows);
    }
    Ok(found)
}

/// Adds lines; one that is there stays as it is.
pub async fn insert_lines(tx: &mut TenantTx, lines: &[LogLine]) -> Result<()> {
    for chunk in lines.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query =
                QueryBuilder::new("insert into message_lines (message_id, number, at, program, line) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.message_id.as_str()).push_bind(one.number).push_bind(one.at)
                    .push_bind(&one.program).push_bind(&one.line);
            });
            query.push(" on conflict (message_id, number) do nothing");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// A message's lines in their order.
pub async fn list_lines(tx: &mut TenantTx, message: &MessageId, limit: i64) -> Result<Vec<LogLine>> {
    let select = "select message_id, number, at, program, line from message_lines
         where message_id = $1 order by number limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(message.as_str()).bind(limit).fetch_all(conn).await)?)
}
