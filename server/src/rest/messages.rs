use axum::{Json, extract::Path, response::Response};
use domain::{
    direction::{Direction, Rule},
    messages::Outcome,
    permission::ViewEvents,
    policy::State as Stage,
    search::{Became, Encryption, Key, LONGEST, MOST, Query as Wanted},
};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use service::messages::{self, MessageDetails, MessagePage, PATIENCE, export::Format};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, Required, Schema,
        path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle},
        schema::{ArrayBuilder, Type},
    },
};

use super::{
    Answer, Refused,
    client::Client,
    input::Query,
    openapi::{one_of, word},
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};
use crate::web::{messages::MessagesReading, written};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(csv))
        .routes(operation!(ndjson))
}

word!(direction = Direction::ALL);
word!(rule = Rule::ALL);

/// Which messages, by the words of the page; what is left out means any.
#[derive(Debug, Default)]
struct MessagesWanted(Wanted);

impl<'de> Deserialize<'de> for MessagesWanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = Pairs::deserialize(deserializer)?.0;
        for (name, value) in &pairs {
            if name.parse::<Key>().is_err() {
                return Err(D::Error::custom(format!("unknown field `{name}`")));
            }
            if value.trim().is_empty() {
                return Err(D::Error::custom(format!("{name}: empty; leave it out instead")));
            }
        }
        Ok(Self(Wanted::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))))
    }
}

/// Names with their values, in which a name may come again.
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("names with their values")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

impl IntoParams for MessagesWanted {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        Key::ALL.iter().map(|key| parameter(*key)).collect()
    }
}

fn parameter(key: Key) -> Parameter {
    let value = match key {
        Key::Direction => one_of(Direction::ALL),
        Key::Stage => one_of(Stage::ALL),
        Key::Encryption => one_of(Encryption::ALL),
        Key::Outcome => {
            let words = Outcome::ALL.iter().map(|word| word.as_str()).chain([Became::UNKNOWN]);
            one_of(&words.collect::<Vec<_>>())
        }
        _ => ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(LONGEST))
            .build(),
    };
    let schema = if key.is_single() {
        RefOr::T(Schema::Object(value))
    } else {
        RefOr::T(Schema::Array(
            ArrayBuilder::new().items(RefOr::T(Schema::Object(value))).max_items(Some(MOST)).build(),
        ))
    };
    ParameterBuilder::new()
        .name(key.as_str())
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(told(key)))
        .style((!key.is_single()).then_some(ParameterStyle::Form))
        .explode((!key.is_single()).then_some(true))
        .schema(Some(schema))
        .build()
}

const fn told(key: Key) -> &'static str {
    match key {
        Key::Host => {
            "A policy agent's name for the first Postfix beside it, `name:other` for another; an agent's id for all of them."
        }
        Key::Direction => "Which way it went to one of its recipients.",
        Key::Domain => "The sender's domain or that of a recipient.",
        Key::Client => "An address or a network.",
        Key::Sender => "Whole, `@domain` or a part; `<>` for none.",
        Key::Recipient => "Whole, `@domain` or a part.",
        Key::User => "Who had signed in; `*` for anybody.",
        Key::Helo => "Part of the name the client gave itself.",
        Key::Queue => "The queue id.",
        Key::Message => "The message's id, or its header field Message-ID.",
        Key::Stage => "A stage in which Postfix asked about it.",
        Key::Outcome => "What became of it, or of it for one of its recipients.",
        Key::Reason => "Part of what was said for the outcome.",
        Key::Text => {
            "Words, each of which stands anywhere in Message-ID, names, addresses or what was said for an outcome."
        }
        Key::From => "`2026-11-28` or `2026-11-28T14:30` in the space's zone; an offset may follow a time.",
        Key::To => "The same; a day up to its end, a time up to before it.",
        Key::Size => "In bytes: `2000`, `10M..`, `..3k` or `10k..2M`.",
        Key::ReasonKind => {
            "The kind of reason why it was not taken, such as `greylisted`, alone or as `4.7 greylisted` with its code."
        }
        Key::Encryption => "Whether it came over an encrypted connection.",
        Key::Delay => "Seconds from its coming to its delivery: `60..300`, up to before the second.",
    }
}

/// One mail. What nobody has said is null or empty.
#[derive(Debug, Serialize, ToSchema)]
struct Message {
    id: String,
    agent: String,
    /// The Postfix behind the agent, where there are several.
    host: String,
    at: i64,
    seen_at: i64,
    #[schema(schema_with = direction)]
    direction: &'static str,
    #[schema(schema_with = rule)]
    rule: &'static str,
    domain: String,
    client_address: String,
    client_name: String,
    helo_name: String,
    sender: String,
    /// The first of its recipients.
    recipient: String,
    recipients: Option<i64>,
    user: String,
    encryption_protocol: String,
    size: Option<i64>,
    queue_id: String,
    message_id: String,
    /// `delivered`, `deferred`, `bounced`, `expired`, `rejected` or `partly`; empty: not known.
    outcome: String,
    reason: String,
    outcome_at: Option<i64>,
}

impl From<messages::Mail> for Message {
    fn from(mail: messages::Mail) -> Self {
        Self {
            id: mail.id.to_string(),
            agent: mail.agent_id.to_string(),
            host: mail.host,
            at: mail.at,
            seen_at: mail.seen_at,
            direction: mail.direction.as_str(),
            rule: mail.rule.as_str(),
            domain: mail.domain,
            client_address: mail.client_address,
            client_name: mail.client_name,
            helo_name: mail.helo_name,
            sender: mail.sender,
            recipient: mail.recipient,
            recipients: (mail.recipients > 0).then_some(mail.recipients),
            user: mail.sasl_username,
            encryption_protocol: mail.encryption_protocol,
            size: mail.size,
            queue_id: mail.queue_id,
            message_id: mail.message_id,
            outcome: mail.outcome,
            reason: mail.reason,
            outcome_at: mail.outcome_at,
        }
    }
}

/// One page of messages.
#[derive(Debug, Serialize, ToSchema)]
struct Messages {
    #[serde(flatten)]
    page: List<Message>,
    /// Where the search stopped because it took long; the next page goes on from there.
    looked_back_to: Option<i64>,
}

/// What became of a message for one recipient.
#[derive(Debug, Serialize, ToSchema)]
struct MessageRecipient {
    recipient: String,
    #[schema(schema_with = direction)]
    direction: &'static str,
    #[schema(schema_with = rule)]
    rule: &'static str,
    domain: String,
    outcome: String,
    /// The enhanced status code (RFC 3463).
    status: String,
    reason: String,
    /// The next hop.
    relay: String,
    /// In microseconds.
    delay: Option<i64>,
    encryption_protocol: String,
    outcome_at: Option<i64>,
}

/// A line of the log.
#[derive(Debug, Serialize, ToSchema)]
struct MessageLine {
    at: i64,
    program: String,
    line: String,
}

/// One message with the first 200 of its recipients, requests and lines.
#[derive(Debug, Serialize, ToSchema)]
struct WholeMessage {
    #[serde(flatten)]
    message: Message,
    to: Vec<MessageRecipient>,
    /// Under which ids it was in a queue, the first first: a filter that hands a mail back gives it another.
    queue_ids: Vec<String>,
    /// The ids of its events, the first first.
    events: Vec<String>,
    lines: Vec<MessageLine>,
}

impl From<MessageDetails> for WholeMessage {
    fn from(details: MessageDetails) -> Self {
        let to = details.recipients.into_iter().map(|one| MessageRecipient {
            recipient: one.recipient,
            direction: one.direction.as_str(),
            rule: one.rule.as_str(),
            domain: one.domain,
            outcome: one.outcome,
            status: one.status,
            reason: one.reason,
            relay: one.relay,
            delay: one.delay,
            encryption_protocol: one.encryption_protocol,
            outcome_at: one.outcome_at,
        });
        let lines = details.lines.into_iter();
        Self {
            message: details.mail.into(),
            to: to.collect(),
            queue_ids: details.queue_ids,
            events: details.requests.into_iter().map(|event| event.id.to_string()).collect(),
            lines: lines
                .map(|one| MessageLine { at: one.at, program: one.program, line: one.line })
                .collect(),
        }
    }
}

/// List messages, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/messages", operation_id = "messages.list", tag = "messages",
    params(MessagesWanted, Paging), responses((status = 200, body = Messages)))]
async fn list(
    client: Client<ViewEvents>,
    Path(tenant): Path<String>,
    Narrowed(wanted, paging): Narrowed<MessagesWanted>,
) -> Answer<Messages> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let mut access = client.enter(&tenant).await?;
    let MessagePage { mails, next, partial, .. } =
        messages::list(&mut access, &wanted.0, &before, (limit, PATIENCE)).await?;
    let page = paging.read(&client, mails, next.as_deref());
    Ok(Json(Messages { page, looked_back_to: partial }))
}

/// One message, with its recipients, requests and lines of the log.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/messages/{id}", operation_id = "messages.find",
    tag = "messages", responses((status = 200, body = WholeMessage)))]
async fn find(
    client: Client<ViewEvents>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<WholeMessage> {
    let mut access = client.enter(&tenant).await?;
    Ok(Json(messages::find(&mut access, &id).await?.into()))
}

/// Messages as comma-separated values, newest first, with a head line.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/messages.csv", operation_id = "messages.export-csv",
    tag = "messages", params(MessagesWanted),
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn csv(
    client: Client<ViewEvents>,
    tenant: Path<String>,
    wanted: Query<MessagesWanted>,
) -> Result<Response, Refused> {
    file(client, tenant, wanted, Format::Csv).await
}

/// Messages as lines of JSON, newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/messages.ndjson", operation_id = "messages.export-ndjson",
    tag = "messages", params(MessagesWanted),
    responses((status = 200, body = String, content_type = "application/x-ndjson")))]
async fn ndjson(
    client: Client<ViewEvents>,
    tenant: Path<String>,
    wanted: Query<MessagesWanted>,
) -> Result<Response, Refused> {
    file(client, tenant, wanted, Format::Ndjson).await
}

async fn file(
    client: Client<ViewEvents>,
    Path(slug): Path<String>,
    Query(wanted): Query<MessagesWanted>,
    format: Format,
) -> Result<Response, Refused> {
    Ok(written::answer(client.asks_for(slug, format), MessagesReading::of(wanted.0)).await?)
}
