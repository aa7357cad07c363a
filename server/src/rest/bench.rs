use axum::{Json, extract::Path};
use domain::{
    bench::{
        Answer as Told, Change, ClientIs, LineSaid, MOST_LINES, Part, RecipientIs, Tells, Told as Laid,
        Untold,
    },
    direction::{Direction, DomainKind, Rule},
    mail_log::Doubt,
    permission::{ViewEvents, ViewMailFlow},
};
use serde::{Deserialize, Serialize};
use service::bench::{self, DraftForm};
use utoipa::{ToSchema, openapi::ObjectBuilder};

use super::{
    Answer,
    client::Client,
    input::{Body, lines},
    openapi::{one_of, word},
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(ask)).routes(operation!(replay))
}

word!(direction = Direction::ALL);
word!(rule = Rule::ALL);
word!(part = Part::ALL);

/// What a line tells, or why it tells nothing.
fn tells() -> utoipa::openapi::schema::Object {
    let tells = Tells::ALL.iter().map(|word| word.as_str());
    one_of(&tells.chain(Untold::ALL.iter().map(|word| word.as_str())).collect::<Vec<_>>())
}

/// How many requests are replayed.
fn last() -> utoipa::openapi::schema::Object {
    ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::Integer)
        .enum_values(Some(bench::REPLAYED))
        .build()
}

/// What is laid on the bench.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Question {
    /// The `name=value` lines of a policy request, up to 200 lines of Postfix's log, or a record of either.
    #[schema(min_length = 1, max_length = 131_072)]
    request: String,
}

/// What is to be said of it: of a request one, of a log the other.
#[derive(Debug, Serialize, ToSchema)]
struct BenchAnswer {
    request: Option<BenchRequest>,
    lines: Option<Vec<BenchLine>>,
}

/// Which way a request would go, and why.
#[derive(Debug, Serialize, ToSchema)]
struct BenchRequest {
    #[schema(schema_with = direction)]
    direction: &'static str,
    #[schema(schema_with = rule)]
    rule: &'static str,
    client: BenchClient,
    recipient: BenchRecipient,
    /// The space's own domain that it would count for; empty: none.
    own_domain: String,
    /// What would have to be declared otherwise for another direction, and which.
    others: Vec<BenchOther>,
}

/// Where the client is, and what says so.
#[derive(Debug, Default, Serialize, ToSchema)]
struct BenchClient {
    /// `in-network`, `authenticated`, `outside` or `unknown`.
    place: &'static str,
    address: String,
    network: String,
    user: String,
}

/// Where the recipient is, and what says so.
#[derive(Debug, Default, Serialize, ToSchema)]
struct BenchRecipient {
    /// `not-named`, `without-domain`, `declared` or `elsewhere`.
    place: &'static str,
    domain: String,
    /// `local` or `relay` where it is declared.
    kind: String,
}

/// Another declaration with another answer.
#[derive(Debug, Serialize, ToSchema)]
struct BenchOther {
    /// `with-domain`, `with-network`, `without-domain` or `without-network`.
    change: &'static str,
    name: String,
    /// `local` or `relay` for a domain that would be declared.
    kind: String,
    #[schema(schema_with = direction)]
    direction: &'static str,
}

/// What a line of a log says.
#[derive(Debug, Serialize, ToSchema)]
struct BenchLine {
    /// Its beginning.
    line: String,
    /// What it tells, or why it tells nothing: `not-a-line`, `other-program` or `nothing-said`.
    #[schema(schema_with = tells)]
    tells: &'static str,
    /// Why the outcome, or who wrote to whom, is not believed: `cut-off`, `two-ways`, `unknown-word` or `content`.
    doubt: Option<&'static str>,
    says: Vec<BenchPart>,
}

/// A value in a line.
#[derive(Debug, Serialize, ToSchema)]
struct BenchPart {
    #[schema(schema_with = part)]
    part: &'static str,
    /// A text, a number, or stretches of time in microseconds.
    #[schema(value_type = Object)]
    value: serde_json::Value,
}

/// A change of what is declared, to be tried.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct NewDraft {
    /// Domains that would be local.
    #[schema(max_items = 1000)]
    local: Vec<String>,
    /// Domains that would be relayed.
    #[schema(max_items = 1000)]
    relay: Vec<String>,
    /// Networks that would be the space's.
    #[schema(max_items = 1000)]
    cidrs: Vec<String>,
    /// Declared domains and networks that would go.
    #[schema(max_items = 1000)]
    without: Vec<String>,
    /// How many of the newest requests are replayed; 1,000 unless told.
    #[schema(schema_with = last)]
    last: Option<i64>,
}

/// What a change would move.
#[derive(Debug, Serialize, ToSchema)]
struct DraftMoves {
    looked_at: i64,
    /// When the oldest of those that were looked at was seen.
    since: Option<i64>,
    /// Most first.
    moves: Vec<DraftMove>,
}

/// Requests that would go another way.
#[derive(Debug, Serialize, ToSchema)]
struct DraftMove {
    #[schema(schema_with = direction)]
    from: &'static str,
    #[schema(schema_with = direction)]
    to: &'static str,
    count: i64,
    /// The ids of the newest of them.
    examples: Vec<String>,
}

impl From<Laid> for BenchAnswer {
    fn from(laid: Laid) -> Self {
        match laid {
            Laid::Request(told) => Self { request: Some(told.into()), lines: None },
            Laid::Log(lines) => {
                Self { request: None, lines: Some(lines.into_iter().map(BenchLine::from).collect()) }
            }
        }
    }
}

impl From<Told> for BenchRequest {
    fn from(told: Told) -> Self {
        Self {
            direction: told.direction.as_str(),
            rule: told.rule.as_str(),
            client: told.client.into(),
            recipient: told.recipient.into(),
            own_domain: told.own_domain,
            others: told.others.into_iter().map(BenchOther::from).collect(),
        }
    }
}

impl From<ClientIs> for BenchClient {
    fn from(client: ClientIs) -> Self {
        match client {
            ClientIs::InNetwork { address, network } => {
                Self { place: "in-network", address, network, ..Self::default() }
            }
            ClientIs::Authenticated { user } => Self { place: "authenticated", user, ..Self::default() },
            ClientIs::Outside { address } => Self { place: "outside", address, ..Self::default() },
            ClientIs::Unknown => Self { place: "unknown", ..Self::default() },
        }
    }
}

impl From<RecipientIs> for BenchRecipient {
    fn from(recipient: RecipientIs) -> Self {
        match recipient {
            RecipientIs::NotNamed => Self { place: "not-named", ..Self::default() },
            RecipientIs::WithoutDomain => Self { place: "without-domain", ..Self::default() },
            RecipientIs::Declared { domain, kind } => {
                Self { place: "declared", domain, kind: kind.to_string() }
            }
            RecipientIs::Elsewhere { domain } => Self { place: "elsewhere", domain, ..Self::default() },
        }
    }
}

impl From<(Change, Direction)> for BenchOther {
    fn from((change, direction): (Change, Direction)) -> Self {
        let (change, name, kind) = match change {
            Change::Domain { name, kind } => ("with-domain", name, Some(kind)),
            Change::Network { network } => ("with-network", network, None),
            Change::WithoutDomain { name } => ("without-domain", name, None),
            Change::WithoutNetwork { network } => ("without-network", network, None),
        };
        let kind = kind.map(DomainKind::as_str).unwrap_or_default().to_owned();
        Self { change, name, kind, direction: direction.as_str() }
    }
}

impl From<LineSaid> for BenchLine {
    fn from(said: LineSaid) -> Self {
        let says = said.parts.into_iter().map(|(part, value)| BenchPart {
            part: part.as_str(),
            value: serde_json::to_value(value).unwrap_or_default(),
        });
        Self {
            line: said.line,
            tells: said.tells.map_or_else(Untold::as_str, Tells::as_str),
            doubt: said.doubt.map(Doubt::as_str),
            says: says.collect(),
        }
    }
}

/// Say which way a request would go and why, or what lines of Postfix's log say and what of them is not believed.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/bench", operation_id = "bench.ask", tag = "bench",
    request_body = Question, responses((status = 200, body = BenchAnswer)))]
async fn ask(
    client: Client<ViewMailFlow>,
    Path(tenant): Path<String>,
    Body(asked): Body<Question>,
) -> Answer<BenchAnswer> {
    let mut access = client.enter(&tenant).await?;
    Ok(Json(bench::ask(&mut access, &asked.request).await?.into()))
}

/// Say what a change of domains and networks would move among the newest requests. It changes nothing.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/bench/replay", operation_id = "bench.replay", tag = "bench",
    request_body = NewDraft, responses((status = 200, body = DraftMoves)))]
async fn replay(
    client: Client<ViewEvents>,
    Path(tenant): Path<String>,
    Body(draft): Body<NewDraft>,
) -> Answer<DraftMoves> {
    let access = client.enter(&tenant).await?;
    let form = DraftForm {
        local: lines("local", &draft.local)?,
        relay: lines("relay", &draft.relay)?,
        cidrs: lines("cidrs", &draft.cidrs)?,
        without: lines("without", &draft.without)?,
        last: draft.last.unwrap_or(bench::REPLAYED[0]).to_string(),
    };
    let moves = bench::replay(access, &form).await?.moves;
    let told = moves.moves.into_iter().map(|one| DraftMove {
        from: one.from.as_str(),
        to: one.to.as_str(),
        count: one.count,
        examples: one.examples,
    });
    Ok(Json(DraftMoves { looked_at: moves.looked_at, since: moves.since, moves: told.collect() }))
}

const _: () = assert!(MOST_LINES == 200 && domain::bench::LONGEST == 131_072, "what the description says");
