//! One row per mail, and one per recipient: their policy requests come one by one, and the log tells later what became
//! of them.

pub mod search;

use domain::{
    MessageId, Micros, PolicyAgentId,
    direction::{Direction, Rule},
};
use sqlx::QueryBuilder;

use super::ROWS_PER_STATEMENT;
use crate::{Result, TenantTx};

/// The columns of [`Message`].
macro_rules! columns {
    () => {
        "id, agent_id, host, instance, queue_id, at, seen_at, direction, rule, domain, ways, client_address, \
         client_name, helo_name, sender, sender_domain, recipient, recipient_domain, sasl_username, \
         encryption_protocol, size, bytes, is_encrypted, is_authenticated, recipient_requests, recipients"
    };
}

/// A mail, as far as its policy requests tell of it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Message {
    #[sqlx(try_from = "String")]
    pub id: MessageId,
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    /// Which of several Postfixes that share an agent; empty: the only one.
    pub host: String,
    /// Empty: known from the log alone.
    pub instance: String,
    /// Empty: Postfix has not said.
    pub queue_id: String,
    pub at: Micros,
    pub seen_at: Micros,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(try_from = "String")]
    pub rule: Rule,
    pub domain: String,
    /// Where it was counted: directions with the domain concerned, one a line.
    pub ways: String,
    pub client_address: String,
    pub client_name: String,
    pub helo_name: String,
    pub sender: String,
    pub sender_domain: String,
    /// The first of its recipients.
    pub recipient: String,
    pub recipient_domain: String,
    pub sasl_username: String,
    pub encryption_protocol: String,
    /// None: nobody has said.
    pub size: Option<i64>,
    /// Bytes counted for it, whether it was counted as encrypted and as authenticated.
    pub bytes: i64,
    pub is_encrypted: bool,
    pub is_authenticated: bool,
    pub recipient_requests: i64,
    /// Recipients counted for it.
    pub recipients: i64,
}

/// One of a message's recipients, as it was asked about.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Recipient {
    #[sqlx(try_from = "String")]
    pub message_id: MessageId,
    pub number: i64,
    /// When its message was first seen.
    pub at: Micros,
    pub recipient: String,
    pub recipient_domain: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(try_from = "String")]
    pub rule: Rule,
    pub domain: String,
}

/// Those of an agent's messages that were seen before, by their instances.
pub async fn list(tx: &mut TenantTx, agent: &PolicyAgentId, instances: &[&str]) -> Result<Vec<Message>> {
    let mut messages = Vec::new();
    for chunk in instances.chunks(ROWS_PER_STATEMENT) {
        let found: Vec<Message> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                concat!("select ", columns!(), " from messages where instance <> '' and agent_id = "));
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

/// Writes messages down as they are now; when one began, and what the log told of it, stays.
pub async fn upsert(tx: &mut TenantTx, messages: &[&Message]) -> Result<()> {
    for chunk in messages.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(concat!("insert into messages (", columns!(), ") "));
            query.push_values(chunk, |mut row, message| {
                row.push_bind(message.id.as_str()).push_bind(message.agent_id.as_str()).push_bind(&message.host)
                    .push_bind(&message.instance).push_bind(&message.queue_id).push_bind(message.at)
                    .push_bind(message.seen_at).push_bind(message.direction.as_str())
                    .push_bind(message.rule.as_str()).push_bind(&message.domain).push_bind(&message.ways)
                    .push_bind(&message.client_address).push_bind(&message.client_name)
                    .push_bind(&message.helo_name).push_bind(&message.sender).push_bind(&message.sender_domain)
                    .push_bind(&message.recipient).push_bind(&message.recipient_domain)
                    .push_bind(&message.sasl_username).push_bind(&message.encryption_protocol)
                    .push_bind(message.size).push_bind(message.bytes).push_bind(message.is_encrypted)
                    .push_bind(message.is_authenticated).push_bind(message.recipient_requests)
                    .push_bind(message.recipients);
            });
            query.push(" on conflict (id) do update set queue_id = excluded.queue_id, seen_at = excluded.seen_at,
                direction = excluded.direction, rule = excluded.rule, domain = excluded.domain,
                ways = excluded.ways, helo_name = excluded.helo_name, sender = excluded.sender,
                sender_domain = excluded.sender_domain, recipient = excluded.recipient,
                recipient_domain = excluded.recipient_domain, sasl_username = excluded.sasl_username,
                encryption_protocol = excluded.encryption_protocol, size = excluded.size, bytes = excluded.bytes,
                is_encrypted = excluded.is_encrypted, is_authenticated = excluded.is_authenticated,
                recipient_requests = excluded.recipient_requests, recipients = excluded.recipients");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Adds recipients; one that is there stays as it is.
pub async fn insert_recipients(tx: &mut TenantTx, recipients: &[Recipient]) -> Result<()> {
    for chunk in recipients.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into message_recipients (message_id, number, at, recipient, recipient_domain, direction,
                    rule, domain) ");
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.message_id.as_str()).push_bind(one.number).push_bind(one.at)
                    .push_bind(&one.recipient).push_bind(&one.recipient_domain)
                    .push_bind(one.direction.as_str()).push_bind(one.rule.as_str()).push_bind(&one.domain);
            });
            query.push(" on conflict (message_id, number) do nothing");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// A message's recipients in their order, at most so many.
pub async fn list_recipients(tx: &mut TenantTx, message: &MessageId, limit: i64) -> Result<Vec<Recipient>> {
    let select = "select message_id, number, at, recipient, recipient_domain, direction, rule, domain
         from message_recipients where message_id = $1 order by number limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(message.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Deletes the oldest messages of a stretch with all that belongs to them, at most so many at once.
pub async fn delete_between(tx: &mut TenantTx, from: Micros, before: Micros, most: i64) -> Result<u64> {
    let select = "select id from messages where at >= $1 and at < $2 order by at, id limit $3";
    let gone: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(from).bind(before).bind(most).fetch_all(conn).await)?;
    for chunk in gone.chunks(ROWS_PER_STATEMENT) {
        for delete in [
            "delete from message_lines where message_id in (",
            "delete from message_recipients where message_id in (",
            "delete from messages where id in (",
        ] {
            on!(tx.raw(), conn => {
                let mut query = QueryBuilder::new(delete);
                let mut ids = query.separated(", ");
                for (id,) in chunk {
                    ids.push_bind(id);
                }
                query.push(")");
                query.build().execute(conn).await.map(|_| ())
            })?;
        }
    }
    Ok(gone.len() as u64)
}
