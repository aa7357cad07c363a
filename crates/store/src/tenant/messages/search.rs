//! Looking for messages, newest first, by so many rows at a time: whoever asks says when it is enough.

mod conditions;

use domain::{
    MessageId, Micros, PolicyAgentId,
    direction::{Direction, Rule},
    search::{ANYBODY, Client, Party, Wanted},
};
use sqlx::{Database, Encode, QueryBuilder, Row, Type};

use crate::{
    Result, TenantTx, Tx,
    tenant::{Among, events::Before},
};

/// The columns of [`Mail`].
macro_rules! columns {
    () => {
        "id, agent_id, host, instance, queue_id, message_id, at, seen_at, direction, rule, domain, client_address, \
         client_name, helo_name, sender, recipient, recipients, sasl_username, encryption_protocol, size, outcome, \
         reason, outcome_at"
    };
}

/// A message as people look at it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Mail {
    #[sqlx(try_from = "String")]
    pub id: MessageId,
    #[sqlx(try_from = "String")]
    pub agent_id: PolicyAgentId,
    /// Which of several Postfixes that share an agent; empty: the only one.
    pub host: String,
    /// Empty: known from the log alone.
    pub instance: String,
    pub queue_id: String,
    /// The header field Message-ID.
    pub message_id: String,
    pub at: Micros,
    pub seen_at: Micros,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(try_from = "String")]
    pub rule: Rule,
    pub domain: String,
    pub client_address: String,
    pub client_name: String,
    pub helo_name: String,
    pub sender: String,
    /// The first of its recipients.
    pub recipient: String,
    pub recipients: i64,
    pub sasl_username: String,
    pub encryption_protocol: String,
    pub size: Option<i64>,
    /// A word of [`domain::messages::Outcome`]; empty: not known.
    pub outcome: String,
    pub reason: String,
    pub outcome_at: Option<Micros>,
}

/// Which messages to look for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub among: Among<PolicyAgentId>,
    /// Agents that are named, each with one of its Postfixes or with all, and names of Postfixes of whichever agent: any
    /// of these will do.
    pub named: Vec<(PolicyAgentId, Option<String>)>,
    pub hosts: Vec<String>,
    pub wanted: Wanted,
}

/// What was found among so many rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    pub found: Vec<Mail>,
    /// Where it ended; none: there is nothing older.
    pub until: Option<Before>,
}

/// So many agents are read each from its own index; of more of them, those of others are passed over on the way.
const EACH: usize = 100;

/// By what rows are read: an index that holds them newest first.
#[derive(Clone, Copy, Debug)]
enum Way<'a> {
    /// Every row whose column has a value.
    Column(&'static str, &'a str),
    /// Those of a recipient's domain.
    Recipients(&'a str),
    /// Those with this in the header field Message-ID.
    Named(&'a str),
    /// Those that are or were in a queue under an id.
    Queue(&'a str),
    Agents(&'a [PolicyAgentId]),
    All,
}

fn only<T>(values: &[T]) -> Option<&T> {
    values.first().filter(|_| values.len() == 1)
}

/// The domain that a party lies in, where it is said.
fn domain_of(party: &Party) -> Option<&str> {
    match party {
        Party::Whole { domain, .. } | Party::Domain(domain) => Some(domain),
        Party::Nobody | Party::Part(_) => None,
    }
}

impl Filter {
    /// The index that passes over most.
    fn way<'a>(&'a self, client: Option<&'a str>) -> Way<'a> {
        let wanted = &self.wanted;
        if let Some(id) = only(&wanted.messages[..]).filter(|id| MessageId::parse(id).is_some()) {
            return Way::Column("id", id);
        }
        if let Some(id) = only(&wanted.messages[..]) {
            return Way::Named(id);
        }
        if let Some(queue) = only(&wanted.queues[..]) {
            return Way::Queue(queue);
        }
        if let Some(address) = client {
            return Way::Column("client_address", address);
        }
        if let Some(user) = only(&wanted.users[..]).filter(|user| *user != ANYBODY) {
            return Way::Column("sasl_username", user);
        }
        if let Some(domain) = only(&wanted.senders[..]).and_then(domain_of) {
            return Way::Column("sender_domain", domain);
        }
        if let Some(domain) = only(&wanted.recipients[..]).and_then(domain_of) {
            return Way::Recipients(domain);
        }
        match &self.among {
            Among::These(ids) if (1..=EACH).contains(&ids.len()) => Way::Agents(ids),
            _ => Way::All,
        }
    }

    /// The only client that is asked for.
    fn client(&self) -> Option<String> {
        match only(&self.wanted.clients[..]) {
            Some(Client::Address(address)) => Some(address.to_string()),
            _ => None,
        }
    }

    /// Where to begin: at `before`, or where the time asked for ends.
    fn begin(&self, before: &Before) -> Before {
        match self.wanted.to {
            Some(to) if to <= before.at => Before { at: to, id: String::new() },
            _ => before.clone(),
        }
    }

    /// Rows by the way, newest first.
    fn push_rows<DB>(&self, query: &mut QueryBuilder<DB>, way: Way<'_>, what: &str, before: &Before)
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        String: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        let time = |query: &mut QueryBuilder<DB>, id: &str| {
            query.push("(at, ").push(id).push(") < (").push_bind(before.at).push(", ");
            query.push_bind(before.id.as_str()).push(")");
            if let Some(from) = self.wanted.from {
                query.push(" and at >= ").push_bind(from);
            }
        };
        let select = |query: &mut QueryBuilder<DB>| {
            query.push("select ").push(what).push(" from messages where ");
        };
        match way {
            Way::Recipients(domain) => {
                query.push("select at, message_id as id from message_recipients where recipient_domain = ");
                query.push_bind(domain).push(" and ");
                time(query, "message_id");
                // Where nobody asked about recipients one by one, the message alone knows the only one.
                query.push(" union all select at, id from messages where recipient_requests = 0");
                query.push(" and recipient_domain = ").push_bind(domain).push(" and ");
                time(query, "id");
            }
            Way::Named(id) => {
                select(query);
                query.push("message_id in (").push_bind(id).push(", ").push_bind(format!("<{id}>"));
                query.push(") and message_id <> '' and ");
                time(query, "id");
            }
            Way::Queue(id) => {
                select(query);
                query.push("queue_id = ").push_bind(id).push(" and queue_id <> '' and ");
                time(query, "id");
                query.push(" union ");
                // And those that a filter handed back under it.
                select(query);
                query
                    .push("id in (select message_id from message_queue_ids where passes > 0 and queue_id = ");
                query.push_bind(id).push(") and ");
                time(query, "id");
            }
            Way::Column(column, value) => {
                select(query);
                query.push(column).push(" = ").push_bind(value).push(" and ");
                // What an index of those that have one is for.
                if column == "sasl_username" {
                    query.push(column).push(" <> '' and ");
                }
                time(query, "id");
            }
            Way::Agents(ids) => {
                for (place, id) in ids.iter().enumerate() {
                    query.push(if place > 0 { " union all " } else { "" });
                    select(query);
                    query.push("agent_id = ").push_bind(id.as_str()).push(" and ");
                    time(query, "id");
                }
            }
            Way::All => {
                select(query);
                time(query, "id");
            }
        }
        query.push(" order by at desc, id desc limit ");
    }

    /// The statement that finds what it lets through among the next rows.
    fn select<DB>(&self, opening: &str, before: &Before, look: i64, limit: i64) -> QueryBuilder<DB>
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        String: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        let (mut query, client) = (QueryBuilder::new(opening), self.client());
        let way = self.way(client.as_deref());
        query.push(concat!("select ", columns!(), " from "));
        if matches!(way, Way::Recipients(_)) {
            query.push("messages as mail where id in (select id from (");
            self.push_rows(&mut query, way, "", before);
            query.push_bind(look).push(") as looked) and ");
        } else {
            query.push("(");
            // The way through recipients and conditions on `ways` read what no list shows.
            self.push_rows(
                &mut query,
                way,
                concat!(columns!(), ", sender_domain, recipient_domain, ways, reason_kind"),
                before,
            );
            query.push_bind(look).push(") as mail where ");
        }
        match way {
            Way::Agents(_) => {
                query.push("1 = 1");
            }
            _ => self.among.narrow(&mut query, "agent_id"),
        }
        self.narrow(&mut query);
        query.push(" order by at desc, id desc limit ").push_bind(limit);
        query
    }

    /// The statement that tells the last of the next rows.
    fn last<DB>(&self, before: &Before, look: i64) -> QueryBuilder<DB>
    where
        DB: Database,
        i64: for<'q> Encode<'q, DB> + Type<DB>,
        String: for<'q> Encode<'q, DB> + Type<DB>,
        for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    {
        let (mut query, client) = (QueryBuilder::new(""), self.client());
        self.push_rows(&mut query, self.way(client.as_deref()), "at, id", before);
        query.push("1 offset ").push_bind(look - 1);
        query
    }

    /// Whether a network holds its client: the statement lets more through.
    fn holds(&self, mail: &Mail) -> bool {
        let clients = &self.wanted.clients;
        let address = domain::networks::parse_address(&mail.client_address);
        clients.is_empty() || address.is_some_and(|address| clients.iter().any(|client| client.is(address)))
    }
}

/// Looks among the next `look` rows before an instant and id, and answers `limit` of them at most.
pub async fn search(
    tx: &mut TenantTx,
    filter: &Filter,
    before: &Before,
    (look, limit): (i64, i64),
) -> Result<Looked> {
    let before = filter.begin(before);
    let mut found: Vec<Mail> = on!(tx.raw(), conn => filter
        .select("", &before, look, limit).build_query_as().fetch_all(conn).await)?;
    let until = if i64::try_from(found.len()).is_ok_and(|count| count >= limit) {
        found.last().map(|mail| Before { at: mail.at, id: mail.id.to_string() })
    } else {
        let last: Option<(Micros, String)> = on!(tx.raw(), conn => filter
            .last(&before, look).build_query_as().fetch_optional(conn).await)?;
        last.map(|(at, id)| Before { at, id })
    };
    found.retain(|mail| filter.holds(mail));
    Ok(Looked { found, until })
}

/// How the engine goes about it, a step a line; for tests.
#[doc(hidden)]
pub async fn explain(tx: &mut TenantTx, filter: &Filter, before: &Before) -> Result<Vec<String>> {
    let steps = match tx.raw() {
        Tx::Sqlite(tx) => {
            let rows =
                filter.select("explain query plan ", before, 500, 50).build().fetch_all(&mut **tx).await?;
            rows.iter().map(|row| row.try_get("detail")).collect::<Result<_, _>>()
        }
        Tx::Postgres(tx) => {
            let rows = filter.select("explain ", before, 500, 50).build().fetch_all(&mut **tx).await?;
            rows.iter().map(|row| row.try_get(0)).collect()
        }
        Tx::GivenBack => Err(sqlx::Error::PoolClosed),
    };
    Ok(steps?)
}

pub async fn find(tx: &mut TenantTx, id: &MessageId) -> Result<Option<Mail>> {
    let select = concat!("select ", columns!(), " from messages where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The message that a request belongs to: the last of its name that had begun by then.
pub async fn find_by_instance(
    tx: &mut TenantTx,
    agent: &PolicyAgentId,
    instance: &str,
    at: Micros,
) -> Result<Option<MessageId>> {
    let select =
        "select id from messages where agent_id = $1 and instance = $2 and instance <> '' and at <= $3
         order by at desc limit 1";
    let row: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(agent.as_str()).bind(instance).bind(at).fetch_optional(conn).await)?;
    if let Some((id,)) = row {
        return Ok(Some(id.into()));
    }
    let part = super::parts::list(tx, agent, &[instance]).await?.pop();
    Ok(part.map(|(_, id)| id))
}

/// What became of a message for one of its recipients.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reached {
    pub number: i64,
    pub recipient: String,
    #[sqlx(try_from = "String")]
    pub direction: Direction,
    #[sqlx(try_from = "String")]
    pub rule: Rule,
    pub domain: String,
    pub outcome: String,
    pub status: String,
    pub reason: String,
    pub relay: String,
    /// In microseconds.
    pub delay: Option<i64>,
    pub encryption_protocol: String,
    pub outcome_at: Option<Micros>,
}

pub async fn list_reached(tx: &mut TenantTx, id: &MessageId, limit: i64) -> Result<Vec<Reached>> {
    let select = "select number, recipient, direction, rule, domain, outcome, status, reason, relay, delay,
            encryption_protocol, outcome_at
         from message_recipients where message_id = $1 order by number limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(id.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// A line of the log that tells of a message.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LogLine {
    pub at: Micros,
    pub program: String,
    pub line: String,
}

pub async fn list_lines(tx: &mut TenantTx, id: &MessageId, limit: i64) -> Result<Vec<LogLine>> {
    let select =
        "select at, program, line from message_lines where message_id = $1 order by at, number limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(id.as_str()).bind(limit).fetch_all(conn).await)?)
}
