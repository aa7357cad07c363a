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
        "id, agent_id, host, instance, process, queue_id, message_id, at, seen_at, direction, rule, domain, ways, \
         client_address, client_name, helo_name, sender, sender_domain, recipient, recipient_domain, sasl_username, \
         encryption_protocol, size, bytes, is_encrypted, is_authenticated, recipient_requests, recipients, lines, \
         outcome, reason, outcome_at, reason_kind"
    };
}

/// The columns of [`Recipient`].
macro_rules! recipient_columns {
    () => {
        "message_id, number, at, recipient, recipient_domain, direction, rule, domain, outcome, status, reason, relay, \
         delay, encryption_protocol, outcome_at, reason_kind, handed_to, passed_as, passes"
    };
}

pub mod log;
pub mod parts;

/// A mail, as far as its policy requests and the log tell of it.
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
    /// The process of Postfix that took it; 0: not known.
    pub process: i64,
    /// Empty: Postfix has not said.
    pub queue_id: String,
    /// The header field Message-ID, from the log.
    pub message_id: String,
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
    /// Lines of the log that are kept of it.
    pub lines: i64,
    /// What became of it, a word of `domain::messages::Outcome`; empty: not known.
    pub outcome: String,
    pub reason: String,
    pub outcome_at: Option<Micros>,
    /// A `domain::messages::Reason`, where it was refused before anybody was named; empty: it was not.
    pub reason_kind: String,
}

/// One of a message's recipients, and what became of it there.
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
    /// A word of `domain::messages::Outcome`; empty: not known.
    pub outcome: String,
    /// The enhanced status code (RFC 3463).
    pub status: String,
    pub reason: String,
    /// The next hop.
    pub relay: String,
    pub delay: Option<Micros>,
    /// Of the way to the next hop.
    pub encryption_protocol: String,
    pub outcome_at: Option<Micros>,
    /// A `domain::messages::Reason`; empty: it was delivered, or it is not known.
    pub reason_kind: String,
    /// The address it had when it was handed to a filter, where aliases had made another of it.
    pub handed_to: String,
    /// The id in the queue under which a filter handed it back, as the filter says.
    pub passed_as: String,
    /// How many filters it had been through when this became of it.
    pub passes: i64,
}

impl Message {
    /// One of which nothing is known yet but when it was first seen.
    pub fn new(id: MessageId, agent_id: PolicyAgentId, (at, seen_at): (Micros, Micros)) -> Self {
        Self {
            id,
            agent_id,
            host: String::new(),
            instance: String::new(),
            process: 0,
            queue_id: String::new(),
            message_id: String::new(),
            at,
            seen_at,
            direction: Direction::Undecided,
            rule: Rule::NoRecipient,
            domain: String::new(),
            ways: String::new(),
            client_address: String::new(),
            client_name: String::new(),
            helo_name: String::new(),
            sender: String::new(),
            sender_domain: String::new(),
            recipient: String::new(),
            recipient_domain: String::new(),
            sasl_username: String::new(),
            encryption_protocol: String::new(),
            size: None,
            bytes: 0,
            is_encrypted: false,
            is_authenticated: false,
            recipient_requests: 0,
            recipients: 0,
            lines: 0,
            outcome: String::new(),
            reason: String::new(),
            outcome_at: None,
            reason_kind: String::new(),
        }
    }
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

/// Writes messages down as they are now; when one began stays.
pub async fn upsert(tx: &mut TenantTx, messages: &[&Message]) -> Result<()> {
    for chunk in messages.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(concat!("insert into messages (", columns!(), ") "));
            query.push_values(chunk, |mut row, message| {
                row.push_bind(message.id.as_str()).push_bind(message.agent_id.as_str()).push_bind(&message.host)
                    .push_bind(&message.instance).push_bind(message.process).push_bind(&message.queue_id)
                    .push_bind(&message.message_id).push_bind(message.at)
                    .push_bind(message.seen_at).push_bind(message.direction.as_str())
                    .push_bind(message.rule.as_str()).push_bind(&message.domain).push_bind(&message.ways)
                    .push_bind(&message.client_address).push_bind(&message.client_name)
                    .push_bind(&message.helo_name).push_bind(&message.sender).push_bind(&message.sender_domain)
                    .push_bind(&message.recipient).push_bind(&message.recipient_domain)
                    .push_bind(&message.sasl_username).push_bind(&message.encryption_protocol)
                    .push_bind(message.size).push_bind(message.bytes).push_bind(message.is_encrypted)
                    .push_bind(message.is_authenticated).push_bind(message.recipient_requests)
                    .push_bind(message.recipients).push_bind(message.lines).push_bind(&message.outcome)
                    .push_bind(&message.reason).push_bind(message.outcome_at).push_bind(&message.reason_kind);
            });
            query.push(" on conflict (id) do update set host = excluded.host, process = excluded.process,
                queue_id = excluded.queue_id, message_id = excluded.message_id, seen_at = excluded.seen_at,
                direction = excluded.direction, rule = excluded.rule, domain = excluded.domain,
                ways = excluded.ways, helo_name = excluded.helo_name, sender = excluded.sender,
                sender_domain = excluded.sender_domain, recipient = excluded.recipient,
                recipient_domain = excluded.recipient_domain, sasl_username = excluded.sasl_username,
                encryption_protocol = excluded.encryption_protocol, size = excluded.size, bytes = excluded.bytes,
                is_encrypted = excluded.is_encrypted, is_authenticated = excluded.is_authenticated,
                recipient_requests = excluded.recipient_requests, recipients = excluded.recipients,
                lines = excluded.lines, outcome = excluded.outcome, reason = excluded.reason,
                outcome_at = excluded.outcome_at, reason_kind = excluded.reason_kind");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Writes recipients down with what became of them; what was asked about stays.
pub async fn upsert_recipients(tx: &mut TenantTx, recipients: &[Recipient]) -> Result<()> {
    for chunk in recipients.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(concat!("insert into message_recipients (", recipient_columns!(), ") "));
            query.push_values(chunk, |mut row, one| {
                row.push_bind(one.message_id.as_str()).push_bind(one.number).push_bind(one.at)
                    .push_bind(&one.recipient).push_bind(&one.recipient_domain)
                    .push_bind(one.direction.as_str()).push_bind(one.rule.as_str()).push_bind(&one.domain)
                    .push_bind(&one.outcome).push_bind(&one.status).push_bind(&one.reason).push_bind(&one.relay)
                    .push_bind(one.delay).push_bind(&one.encryption_protocol).push_bind(one.outcome_at)
                    .push_bind(&one.reason_kind)
                    .push_bind(&one.handed_to).push_bind(&one.passed_as).push_bind(one.passes);
            });
            query.push(" on conflict (message_id, number) do update set outcome = excluded.outcome,
                status = excluded.status, reason = excluded.reason, relay = excluded.relay, delay = excluded.delay,
                encryption_protocol = excluded.encryption_protocol, outcome_at = excluded.outcome_at,
                reason_kind = excluded.reason_kind, handed_to = excluded.handed_to, passed_as = excluded.passed_as,
                passes = excluded.passes");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// A message's recipients in their order, at most so many.
pub async fn list_recipients(tx: &mut TenantTx, message: &MessageId, limit: i64) -> Result<Vec<Recipient>> {
    let select = concat!(
        "select ",
        recipient_columns!(),
        " from message_recipients where message_id = $1 order by number limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(message.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Deletes the lines of the log of a stretch's oldest messages, at most of so many at once; the messages stay.
///
/// Answers of how many they were, and how many bytes.
pub async fn delete_lines_between(
    tx: &mut TenantTx,
    from: Micros,
    before: Micros,
    most: i64,
) -> Result<(u64, i64)> {
    let select = "select id from messages where lines > 0 and at >= $1 and at < $2 order by at, id limit $3";
    let with: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(from).bind(before).bind(most).fetch_all(conn).await)?;
    let mut bytes = 0;
    for chunk in with.chunks(ROWS_PER_STATEMENT) {
        bytes += delete_lines(tx, chunk).await?;
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new("update messages set lines = 0 where id in (");
            let mut ids = query.separated(", ");
            for (id,) in chunk {
                ids.push_bind(id);
            }
            query.push(")");
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok((with.len() as u64, bytes))
}

/// Deletes the lines of these messages, and answers how many bytes they were.
async fn delete_lines(tx: &mut TenantTx, of: &[(String,)]) -> Result<i64> {
    let lines: Vec<(i64,)> = on!(tx.raw(), conn => {
        let mut query = QueryBuilder::new("delete from message_lines where message_id in (");
        let mut ids = query.separated(", ");
        for (id,) in of {
            ids.push_bind(id);
        }
        query.push(") returning cast(octet_length(line) as bigint)");
        query.build_query_as().fetch_all(conn).await
    })?;
    Ok(lines.into_iter().map(|(bytes,)| bytes).sum())
}

/// Deletes the oldest messages of a stretch with all that belongs to them, at most so many at once.
///
/// Answers how many they were, and how many bytes of the log were kept of them.
pub async fn delete_between(
    tx: &mut TenantTx,
    from: Micros,
    before: Micros,
    most: i64,
) -> Result<(u64, i64)> {
    let select = "select id from messages where at >= $1 and at < $2 order by at, id limit $3";
    let gone: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(from).bind(before).bind(most).fetch_all(conn).await)?;
    let mut bytes = 0;
    for chunk in gone.chunks(ROWS_PER_STATEMENT) {
        bytes += delete_lines(tx, chunk).await?;
        for delete in [
            "delete from message_queue_ids where message_id in (",
            "delete from message_parts where message_id in (",
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
    Ok((gone.len() as u64, bytes))
}
