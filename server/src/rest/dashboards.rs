use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    SECOND,
    dashboards::Tile,
    messages::{Outcome, Wait},
    permission::{ManageSettings, ViewOverview},
};
use serde::{Deserialize, Serialize};
use service::dashboards::{self, Compare, Measure, OverviewCounts, OverviewQuery, Range, ShownCause};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{Array, ArrayBuilder},
    },
};

use super::{
    Answer, Done,
    client::Client,
    input::{Body, Query, given},
    openapi::word,
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(overview)).routes(operation!(layout)).routes(operation!(arrange))
}

word!(range = Range::ALL);
word!(measure = Measure::ALL);
word!(compare = Compare::ALL);
word!(cause = ShownCause::ALL);
word!(tile = Tile::ALL);
word!(outcome = Outcome::ALL);

/// Which stretch, and what of it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OverviewWanted {
    #[param(schema_with = range)]
    #[serde(deserialize_with = "given")]
    range: String,
    /// First day of a custom range, `2026-11-21`.
    from: String,
    /// Its last day.
    to: String,
    /// A policy agent's name.
    host: String,
    /// One of the tenant's domains.
    domain: String,
    #[param(schema_with = measure)]
    #[serde(deserialize_with = "given")]
    measure: String,
    #[param(schema_with = compare)]
    #[serde(deserialize_with = "given")]
    compare: String,
}

/// What was counted.
#[derive(Debug, Serialize, ToSchema)]
struct Counts {
    requests: i64,
    messages: i64,
    recipients: i64,
    /// Of messages whose true size was said.
    bytes: i64,
    /// Messages that came encrypted, and those whose client had signed in.
    encrypted: i64,
    authenticated: i64,
}

impl From<OverviewCounts> for Counts {
    fn from(counts: OverviewCounts) -> Self {
        let OverviewCounts { requests, messages, recipients, bytes, encrypted, authenticated } = counts;
        Self { requests, messages, recipients, bytes, encrypted, authenticated }
    }
}

/// One line of a chart: a count per step.
#[derive(Debug, Serialize, ToSchema)]
struct Line {
    /// A direction or a host.
    name: String,
    counts: Vec<Counts>,
}

/// One name of a top, with its requests.
#[derive(Debug, Serialize, ToSchema)]
struct Top {
    name: String,
    count: i64,
}

/// Recipients of which one thing became.
#[derive(Debug, Serialize, ToSchema)]
struct Outcomes {
    #[schema(schema_with = outcome)]
    outcome: &'static str,
    total: i64,
    /// In the stretch that it is compared with.
    previous: i64,
    /// One per step; empty where there were none.
    counts: Vec<i64>,
}

/// So many recipients were reached within such a time.
#[derive(Debug, Serialize, ToSchema)]
struct Waited {
    /// Seconds from a mail's coming to its delivery: from here up to before there.
    from: i64,
    /// Null: any longer time.
    to: Option<i64>,
    count: i64,
}

/// What became of recipients, by when their mail came; as far as the log tells.
#[derive(Debug, Serialize, ToSchema)]
struct Became {
    /// From when it is known; null where no log was ever followed.
    known_from: Option<i64>,
    outcomes: Vec<Outcomes>,
    /// The beginning of a code with the kind of what was said, as `4.7 greylisted`.
    deferred_reasons: Vec<Top>,
    deferred_domains: Vec<Top>,
    rejected_reasons: Vec<Top>,
    bounced_reasons: Vec<Top>,
    times: Vec<Waited>,
    /// Milliseconds to a delivery on average.
    average_time: Option<i64>,
}

impl From<dashboards::Became> for Became {
    fn from(became: dashboards::Became) -> Self {
        let by_step = &became.by_step;
        let outcomes = became.totals.iter().map(|(outcome, total, previous)| Outcomes {
            outcome: outcome.as_str(),
            total: *total,
            previous: *previous,
            counts: by_step
                .iter()
                .find(|(other, _)| other == outcome)
                .map(|(_, counts)| counts.clone())
                .unwrap_or_default(),
        });
        let times = Wait::all().zip(&became.times.classes).map(|(wait, count)| Waited {
            from: wait.from() / SECOND,
            to: wait.end().map(|end| end / SECOND),
            count: *count,
        });
        Self {
            known_from: became.known_from,
            outcomes: outcomes.collect(),
            times: times.collect(),
            average_time: became.times.average(),
            deferred_reasons: tops(became.deferred_reasons),
            deferred_domains: tops(became.deferred_domains),
            rejected_reasons: tops(became.rejected_reasons),
            bounced_reasons: tops(became.bounced_reasons),
        }
    }
}

fn tops(list: Vec<(String, i64)>) -> Vec<Top> {
    list.into_iter().map(|(name, count)| Top { name, count }).collect()
}

/// A stretch of which nothing is known.
#[derive(Debug, Serialize, ToSchema)]
struct Gap {
    host: String,
    #[schema(schema_with = cause)]
    cause: &'static str,
    from: i64,
    /// Nothing while it lasts.
    to: Option<i64>,
    lost: i64,
}

/// The overview's numbers.
#[derive(Debug, Serialize, ToSchema)]
struct Overview {
    #[schema(schema_with = range)]
    range: &'static str,
    time_zone: String,
    starts: i64,
    ends: i64,
    total: Counts,
    /// The stretch that it is compared with.
    previous: Counts,
    /// When each step begins.
    steps: Vec<i64>,
    by_direction: Vec<Line>,
    by_host: Vec<Line>,
    sender_domains: Vec<Top>,
    recipient_domains: Vec<Top>,
    client_addresses: Vec<Top>,
    /// Who had signed in, with their messages.
    users: Vec<Top>,
    gaps: Vec<Gap>,
    became: Became,
    /// From when a message counts once in each direction it went, where that began in this stretch.
    messages_from: Option<i64>,
}

impl From<dashboards::Overview> for Overview {
    fn from(overview: dashboards::Overview) -> Self {
        let line = |name: String, counts: Vec<OverviewCounts>| Line {
            name,
            counts: counts.into_iter().map(Counts::from).collect(),
        };
        let gaps = overview.gaps.into_iter().map(|gap| Gap {
            host: gap.host,
            cause: gap.cause.as_str(),
            from: gap.from,
            to: gap.to,
            lost: gap.lost,
        });
        Self {
            range: overview.range.as_str(),
            time_zone: overview.zone.name().to_owned(),
            starts: overview.starts,
            ends: overview.ends,
            total: overview.total.into(),
            previous: overview.previous.into(),
            steps: overview.instants,
            by_direction: overview
                .by_direction
                .into_iter()
                .map(|(direction, counts)| line(direction.to_string(), counts))
                .collect(),
            by_host: overview.by_host.into_iter().map(|(host, counts)| line(host, counts)).collect(),
            sender_domains: tops(overview.sender_domains),
            recipient_domains: tops(overview.recipient_domains),
            client_addresses: tops(overview.client_addresses),
            users: tops(overview.users),
            gaps: gaps.collect(),
            became: overview.became.into(),
            messages_from: overview.messages_from,
        }
    }
}

/// The overview: totals, volume over time, tops and gaps.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/overview", operation_id = "dashboards.overview",
    tag = "overview", params(OverviewWanted), responses((status = 200, body = Overview)))]
async fn overview(
    client: Client<ViewOverview>,
    Path(tenant): Path<String>,
    Query(wanted): Query<OverviewWanted>,
) -> Answer<Overview> {
    let query = OverviewQuery {
        range: wanted.range,
        from: wanted.from,
        to: wanted.to,
        host: wanted.host,
        domain: wanted.domain,
        measure: wanted.measure,
        compare: wanted.compare,
    };
    let mut access = client.enter(&tenant).await?;
    let overview = dashboards::overview(&mut access, &query, client.caller.locale).await?;
    Ok(Json(overview.into()))
}

/// Which tiles whoever has chosen none sees.
#[derive(Debug, Serialize, ToSchema)]
struct OverviewLayout {
    /// In their order.
    #[schema(schema_with = tiles)]
    shown: Vec<&'static str>,
    #[schema(schema_with = tiles)]
    hidden: Vec<&'static str>,
}

/// Which tiles are to be seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOverviewLayout {
    /// In their order; all others are hidden.
    #[schema(schema_with = tiles)]
    shown: Vec<String>,
}

fn tiles() -> Array {
    ArrayBuilder::new().items(RefOr::T(Schema::Object(tile()))).unique_items(true).build()
}

/// The tiles of the overview that a newcomer sees, and everybody who has chosen none.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/overview/layout", operation_id = "dashboards.layout",
    tag = "overview", responses((status = 200, body = OverviewLayout)))]
async fn layout(client: Client<ViewOverview>, Path(tenant): Path<String>) -> Answer<OverviewLayout> {
    let mut access = client.enter(&tenant).await?;
    let layout = dashboards::of_space(&mut access).await?;
    let of = |is_shown: bool| {
        let tiles = layout.tiles().iter().filter(|(_, shown)| *shown == is_shown);
        tiles.map(|(tile, _)| tile.as_str()).collect()
    };
    Ok(Json(OverviewLayout { shown: of(true), hidden: of(false) }))
}

/// Choose the tiles that a newcomer sees. What people chose for themselves stays.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/overview/layout",
    operation_id = "dashboards.arrange-space", tag = "overview", request_body = NewOverviewLayout,
    responses((status = 204)))]
async fn arrange(
    client: Client<ManageSettings>,
    Path(tenant): Path<String>,
    Body(new): Body<NewOverviewLayout>,
) -> Done {
    let access = client.enter(&tenant).await?;
    dashboards::set_space(access, &new.shown).await?;
    Ok(StatusCode::NO_CONTENT)
}
