use std::collections::BTreeMap;

use domain::{
    EventId, Micros, PolicyAgentId,
    direction::{Direction, Rule},
};
use sqlx::{Database, Encode, QueryBuilder, Row, Type};

use super::{Among, ROWS_PER_STATEMENT, sinks::SinkKind};
use crate::{Result, TenantTx, Tx};

/// The columns of [`Event`].
macro_rules! columns {
    () => {
        "id, agent_id, host, at, received_at, state, direction, rule, domain, client_address, client_name, helo_name, \
         sender, sender_domain, recipient, recipient_domain, recipient_count, queue_id, instance, size, \
         sasl_method, sasl_username, encryption_protocol, record, messages, recipients"
    };
}

/// One policy request that an agent saw.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Event {
    #[sqlx(try_from = "String")]
    pub id: EventId,
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    /// Which of the agent's Postfixes asked; empty: the first.
    pub host: String,
    pub at: Micros,
    pub received_at: Micros,
    pub state: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(try_from = "String")]
    pub rule: Rule,
    pub domain: String,
    pub client_address: String,
    pub client_name: String,
    pub helo_name: String,
    pub sender: String,
    pub sender_domain: String,
    pub recipient: String,
    pub recipient_domain: String,
    pub recipient_count: i64,
    pub queue_id: String,
    pub instance: String,
    pub size: i64,
    pub sasl_method: String,
    pub sasl_username: String,
    pub encryption_protocol: String,
    pub record: String,
    /// What it added to the counts.
    pub messages: i64,
    pub recipients: i64,
}

/// Stores events and numbers those of each agent on. Whoever does so holds the agent's lock until the commit, so that
/// its events appear in the order of their numbers.
pub async fn insert(tx: &mut TenantTx, events: &[Event]) -> Result<()> {
    let mut next = numbers(tx, events).await?;
    let numbered: Vec<(i64, &Event)> = events
        .iter()
        .map(|event| {
            let number = next.entry(&event.agent_id).or_default();
            *number += 1;
            (*number, event)
        })
        .collect();
    for chunk in numbered.chunks(ROWS_PER_STATEMENT) {
        on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new(
                "insert into events (id, agent_id, host, at, received_at, state, direction, rule, domain,
                    client_address, client_name, helo_name, sender, sender_domain, recipient,
                    recipient_domain, recipient_count, queue_id, instance, size, sasl_method,
                    sasl_username, encryption_protocol, record, messages, recipients, number) ");
            query.push_values(chunk, |mut row, (number, event)| {
                row.push_bind(event.id.as_str()).push_bind(event.agent_id.as_str()).push_bind(&event.host).push_bind(event.at)
                    .push_bind(event.received_at).push_bind(&event.state)
                    .push_bind(event.direction.as_str()).push_bind(event.rule.as_str())
                    .push_bind(&event.domain).push_bind(&event.client_address)
                    .push_bind(&event.client_name).push_bind(&event.helo_name).push_bind(&event.sender)
                    .push_bind(&event.sender_domain).push_bind(&event.recipient)
                    .push_bind(&event.recipient_domain).push_bind(event.recipient_count)
                    .push_bind(&event.queue_id).push_bind(&event.instance).push_bind(event.size)
                    .push_bind(&event.sasl_method).push_bind(&event.sasl_username)
                    .push_bind(&event.encryption_protocol).push_bind(&event.record)
                    .push_bind(event.messages).push_bind(event.recipients).push_bind(*number);
            });
            query.build().execute(conn).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// The number before the first of these events, for each agent.
async fn numbers<'a>(tx: &mut TenantTx, events: &'a [Event]) -> Result<BTreeMap<&'a PolicyAgentId, i64>> {
    let mut more: BTreeMap<&PolicyAgentId, i64> = BTreeMap::new();
    for event in events {
        *more.entry(&event.agent_id).or_default() += 1;
    }
    let update = "update policy_agents set numbered = numbered + $2 where id = $1 returning numbered";
    for (agent, count) in &mut more {
        let last: Option<(i64,)> = on!(tx.raw(), conn => sqlx::query_as(update)
            .bind(agent.as_str()).bind(*count).fetch_optional(conn).await)?;
        *count = last.map_or(0, |(last,)| last - *count);
    }
    Ok(more)
}

/// An event with its number among its agent's.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Numbered {
    pub number: i64,
    #[sqlx(flatten)]
    pub event: Event,
}

/// An agent's events after a number and up to another, the lowest first.
pub async fn list_numbered(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    (after, until): (i64, i64),
    limit: i64,
) -> Result<Vec<Numbered>> {
    let select = concat!(
        "select number, ",
        columns!(),
        " from events
         where agent_id = $1 and number > 0 and number > $2 and number <= $3 order by number limit $4"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(after).bind(until).bind(limit).fetch_all(conn).await)?)
}

/// Those of all agents after one in time and before an instant, oldest first; those without a number are left out.
pub async fn list_numbered_between(
    tx: &mut TenantTx,
    after: &Before,
    until: Micros,
    limit: i64,
) -> Result<Vec<Numbered>> {
    let select = concat!(
        "select number, ",
        columns!(),
        " from events
         where (at, id) > ($1, $2) and at < $3 and number > 0 order by at, id limit $4"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(after.at).bind(&after.id).bind(until).bind(limit).fetch_all(conn).await)?)
}

/// Of these, what a sink would not take.
pub async fn list_rejected_between(
    tx: &mut TenantTx,
    sink: SinkKind,
    after: &Before,
    until: Micros,
    limit: i64,
) -> Result<Vec<Numbered>> {
    let select = concat!(
        "select number, ",
        columns!(),
        " from events
         where (at, id) > ($1, $2) and at < $3 and number > 0
            and id in (select event_id from sink_rejected where sink = $5) order by at, id limit $4"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(after.at).bind(&after.id).bind(until).bind(limit).bind(sink.as_str())
        .fetch_all(conn).await)?)
}

/// How many events of each agent were ever numbered.
pub async fn list_numbers(tx: &mut TenantTx) -> Result<Vec<(PolicyAgentId, i64)>> {
    let select = "select id, numbered from policy_agents where numbered > 0 order by id";
    let rows: Vec<(String, i64)> = on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id, numbered)| (id.into(), numbered)).collect())
}

/// The number before an agent's first event that is kept; none where none is.
pub async fn before_first(tx: &mut TenantTx, agent: &PolicyAgentId) -> Result<Option<i64>> {
    let select = "select min(number) - 1 from events where agent_id = $1 and number > 0";
    let (first,): (Option<i64>,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(agent.as_str()).fetch_one(conn).await)?;
    Ok(first)
}

pub async fn find(tx: &mut TenantTx, id: &EventId) -> Result<Option<Event>> {
    let select = concat!("select ", columns!(), " from events where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Those of one mail, by its agent and its instances, within a stretch of time with both its ends; oldest first.
pub async fn list_of_instances(
    tx: &mut TenantTx,
    (agent, instances): (&PolicyAgentId, &[&str]),
    (from, to): (Micros, Micros),
    limit: i64,
) -> Result<Vec<Event>> {
    Ok(on!(tx.raw(), conn => {
        let mut query =
            QueryBuilder::new(concat!("select ", columns!(), " from events where instance <> '' and agent_id = "));
        query.push_bind(agent.as_str()).push(" and at >= ").push_bind(from).push(" and at <= ").push_bind(to);
        query.push(" and instance in (");
        let mut list = query.separated(", ");
        for instance in instances {
            list.push_bind(*instance);
        }
        query.push(") order by at, id limit ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?)
}

/// What was counted as a message and recipients with the requests of an instance, is so no longer.
pub async fn update_uncounted(
    tx: &mut TenantTx,
    (agent, instance): (&PolicyAgentId, &str),
    (from, to): (Micros, Micros),
) -> Result<()> {
    let update = "update events set messages = 0, recipients = 0
         where agent_id = $1 and at >= $2 and at <= $3 and instance = $4 and instance <> ''";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(agent.as_str()).bind(from).bind(to).bind(instance).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Which events to list; an empty text means any.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub among: Among<PolicyAgentId>,
    /// One of their Postfixes; none: all.
    pub host: Option<String>,
    pub direction: String,
    pub state: String,
    /// Matches the sender's or the recipient's domain.
    pub domain: String,
}

/// Where a page begins: just before this event in time, or at the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    pub at: Micros,
    pub id: String,
}

/// So many agents are read each from its own index; of more of them, those of others are passed over on the way.
const EACH: usize = 100;

impl Filter {
    /// The statement that lists what it lets through.
    fn select<DB>(&self, opening: &str, before: &Before, limit: i64) -> QueryBuilder<DB>
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        let mut query = QueryBuilder::new(opening);
        query.push(concat!("select ", columns!(), " from "));
        match &self.among {
            Among::These(ids) if (1..=EACH).contains(&ids.len()) => {
                query.push("(");
                for (place, id) in ids.iter().enumerate() {
                    query.push(if place > 0 { " union all " } else { "" });
                    query.push(concat!(
                        "select * from (select ",
                        columns!(),
                        " from events where agent_id = "
                    ));
                    query.push_bind(id.as_str());
                    self.narrow(&mut query, before, limit);
                    query.push(") as of_one");
                }
                query.push(") as of_each order by at desc, id desc limit ").push_bind(limit);
            }
            among => {
                query.push("events where ");
                among.narrow(&mut query, "agent_id");
                self.narrow(&mut query, before, limit);
            }
        }
        query
    }

    /// What it asks besides whose events they are.
    fn narrow<DB>(&self, query: &mut QueryBuilder<DB>, before: &Before, limit: i64)
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        query
            .push(" and (at, id) < (")
            .push_bind(before.at)
            .push(", ")
            .push_bind(before.id.as_str())
            .push(")");
        for (condition, value) in [(" and direction = ", &self.direction), (" and state = ", &self.state)] {
            if !value.is_empty() {
                query.push(condition).push_bind(value.as_str());
            }
        }
        if let Some(host) = &self.host {
            query.push(" and host = ").push_bind(host.as_str());
        }
        if !self.domain.is_empty() {
            query.push(" and (sender_domain = ").push_bind(self.domain.as_str());
            query.push(" or recipient_domain = ").push_bind(self.domain.as_str()).push(")");
        }
        query.push(" order by at desc, id desc limit ").push_bind(limit);
    }
}

/// Events newest first, those before `before`.
pub async fn list(tx: &mut TenantTx, filter: &Filter, before: &Before, limit: i64) -> Result<Vec<Event>> {
    Ok(on!(tx.raw(), conn => filter.select("", before, limit).build_query_as().fetch_all(conn).await)?)
}

/// How the engine goes about listing them, a step a line; for tests.
#[doc(hidden)]
pub async fn explain(tx: &mut TenantTx, filter: &Filter, before: &Before) -> Result<Vec<String>> {
    let steps = match tx.raw() {
        Tx::Sqlite(tx) => {
            let rows = filter.select("explain query plan ", before, 50).build().fetch_all(&mut **tx).await?;
            rows.iter().map(|row| row.try_get("detail")).collect::<Result<_, _>>()
        }
        Tx::Postgres(tx) => {
            let rows = filter.select("explain ", before, 50).build().fetch_all(&mut **tx).await?;
            rows.iter().map(|row| row.try_get(0)).collect()
        }
        Tx::GivenBack => Err(sqlx::Error::PoolClosed),
    };
    Ok(steps?)
}

/// All events from an instant on, oldest first, a page at a time, for counting them anew.
pub async fn list_from(tx: &mut TenantTx, after: &Before, limit: i64) -> Result<Vec<Event>> {
    let select =
        concat!("select ", columns!(), " from events where (at, id) > ($1, $2) order by at, id limit $3");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(after.at).bind(&after.id).bind(limit).fetch_all(conn).await)?)
}

/// What changes with anything that pages show of these agents: when something of theirs came last, how many there
/// are, how many of them were heard of, and when the state of one changed last. In one statement, so that nobody
/// is told of an event without the agent that sent it.
pub async fn newest(
    tx: &mut TenantTx,
    among: &Among<PolicyAgentId>,
) -> Result<(Option<Micros>, i64, i64, Option<Micros>)> {
    Ok(on!(tx.raw(), conn => {
        // Each agent's own newest, from the end of its index.
        let mut query = QueryBuilder::new(
            "select max((select received_at from events where agent_id = policy_agents.id
                order by received_at desc limit 1)), count(*), count(last_seen_at), max(state_changed_at)
             from policy_agents where ");
        among.narrow(&mut query, "id");
        query.build_query_as().fetch_one(conn).await
    })?)
}

/// Deletes the oldest events of a stretch, at most so many at once, and answers how many bytes each had.
pub async fn delete_between(tx: &mut TenantTx, from: Micros, before: Micros, most: i64) -> Result<Vec<i64>> {
    let delete = "delete from events where id in
            (select id from events where at >= $1 and at < $2 order by at, id limit $3)
         returning cast(octet_length(record) as bigint)";
    let deleted: Vec<(i64,)> = on!(tx.raw(), conn => sqlx::query_as(delete)
        .bind(from).bind(before).bind(most).fetch_all(conn).await)?;
    Ok(deleted.into_iter().map(|(bytes,)| bytes).collect())
}

/// Which of these records an agent has sent before, by the times they are filed under; those that are held, too.
pub async fn list_records(tx: &mut TenantTx, agent: &PolicyAgentId, times: &[Micros]) -> Result<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for chunk in times.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<(String,)> = on!(tx.raw(), conn => {
            let mut query = QueryBuilder::new("");
            for table in ["select record from events where agent_id = ",
                " union all select record from held_records where agent_id = "] {
                query.push(table).push_bind(agent.as_str()).push(" and at in (");
                let mut list = query.separated(", ");
                for at in chunk {
                    list.push_bind(*at);
                }
                query.push(")");
            }
            query.build_query_as().fetch_all(conn).await
        })?;
        found.extend(rows.into_iter().map(|(record,)| record));
    }
    Ok(found)
}
