//! A mail that a content filter handed back is in a queue again under another id, and Postfix may ask about it again:
//! that is a part of the message it was given as.

use domain::{MessageId, Micros, PolicyAgentId};
use sqlx::QueryBuilder;

use super::super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

/// The messages of which a filter says that it handed them back under one of these ids, from an instant on.
pub async fn list_passed_as(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    ids: &[&str],
    from: Micros,
) -> Result<Vec<MessageId>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(String,)> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "select distinct messages.id from message_recipients as one
                 join messages on messages.id = one.message_id
                 where one.passed_as <> '' and one.passed_as in (");
            let mut list = query.separated(", ");
            for id in chunk {
                list.push_bind(*id);
            }
            query.push(") and messages.agent_id = ").push_bind(agent.as_str());
            query.push(" and one.at >= ").push_bind(from);
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows.into_iter().map(|(id,)| MessageId::from(id)));
    }
    Ok(found)
}

/// Makes one message, if it is there, a part of another: its lines, with so many before them, and under which ids and
/// instances it is known, with so many more filters before.
pub async fn join(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    (part, instance): (&MessageId, &str),
    whole: &MessageId,
    (lines, passes): (i64, i64),
) -> Result<()> {
    on!(tx.raw(), conn => sqlx::query(
        "update message_lines set message_id = $2, number = number + $3 where message_id = $1")
        .bind(part.as_str()).bind(whole.as_str()).bind(lines).execute(conn).await.map(|_| ()))?;
    on!(tx.raw(), conn => sqlx::query(
        "update message_queue_ids set message_id = $2, passes = passes + $3 where message_id = $1")
        .bind(part.as_str()).bind(whole.as_str()).bind(passes).execute(conn).await.map(|_| ()))?;
    on!(tx.raw(), conn => sqlx::query("update message_parts set message_id = $2 where message_id = $1")
        .bind(part.as_str()).bind(whole.as_str()).execute(conn).await.map(|_| ()))?;
    if !instance.is_empty() {
        on!(tx.raw(), conn => sqlx::query(
            "insert into message_parts (agent_id, instance, message_id) values ($1, $2, $3)
             on conflict (agent_id, instance) do update set message_id = excluded.message_id")
            .bind(agent.as_str()).bind(instance).bind(whole.as_str()).execute(conn).await.map(|_| ()))?;
    }
    for delete in
        ["delete from message_recipients where message_id = $1", "delete from messages where id = $1"]
    {
        on!(tx.raw(), conn => sqlx::query(delete).bind(part.as_str()).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// Which of these instances are of parts, and of which message.
pub async fn list(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    instances: &[&str],
) -> Result<Vec<(String, MessageId)>> {
    let mut found = Vec::new();
    for chunk in instances.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(String, String)> = on!(tx.raw(), conn => {
            let mut query =
                QueryBuilder::new("select instance, message_id from message_parts where agent_id = ");
            query.push_bind(agent.as_str()).push(" and instance in (");
            let mut list = query.separated(", ");
            for instance in chunk {
                list.push_bind(*instance);
            }
            query.push(")");
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows.into_iter().map(|(instance, id)| (instance, MessageId::from(id))));
    }
    Ok(found)
}

/// The instances of a message's parts.
pub async fn list_of_message(tx: &mut TenantTx, id: &MessageId) -> Result<Vec<String>> {
    let select = "select instance from message_parts where message_id = $1 order by instance";
    let rows: Vec<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(instance,)| instance).collect())
}
