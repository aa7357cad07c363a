use domain::{Micros, PolicyAgentId, direction::Direction};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

/// What is known of one message so far: its requests come one by one.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    pub instance: String,
    pub at: Micros,
    pub seen_at: Micros,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    pub domain: String,
    pub recipient_requests: i64,
    pub recipients: i64,
}

/// Those of the named messages that were seen before.
pub async fn list(tx: &mut TenantTx, agent: &PolicyAgentId, instances: &[&str]) -> Result<Vec<Message>> {
    let mut messages = Vec::new();
    for chunk in instances.chunks(ROWS_PER_STATEMENT) {
        let found: Vec<Message> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "select instance, at, seen_at, direction, domain, recipient_requests, recipients
                 from messages where agent_id = ");
            query.push_bind(agent.as_str()).push(" and instance in (");
            let mut names = query.separated(", ");
            for instance in chunk {
                names.push_bind(*instance);
            }
            query.push(")");
            query.build_query_as().fetch_all(conn).await
        })?;
        messages.extend(found);
    }
    Ok(messages)
}

pub async fn upsert(tx: &mut TenantTx, agent: &PolicyAgentId, messages: &[&Message]) -> Result<()> {
    for chunk in messages.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into messages (agent_id, instance, at, seen_at, direction, domain,
                    recipient_requests, recipients) ");
            query.push_values(chunk, |mut row, message| {
                row.push_bind(agent.as_str()).push_bind(&message.instance).push_bind(message.at)
                    .push_bind(message.seen_at).push_bind(message.direction.as_str())
                    .push_bind(&message.domain).push_bind(message.recipient_requests)
                    .push_bind(message.recipients);
            });
            query.push(" on conflict (agent_id, instance) do update set seen_at = excluded.seen_at,
                direction = excluded.direction, domain = excluded.domain,
                recipient_requests = excluded.recipient_requests, recipients = excluded.recipients");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Forgets messages whose last request is long past, at most so many at once: no more of theirs can come.
pub async fn delete_before(tx: &mut TenantTx, before: Micros, most: i64) -> Result<u64> {
    let delete = "delete from messages where (agent_id, instance) in
            (select agent_id, instance from messages where seen_at < $1 order by seen_at limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(most).execute(conn).await.map(|done| done.rows_affected()))?)
}
