use axum::{Json, extract::Path, http::StatusCode};
use billing::lines::Line;
use domain::permission::{CancelPlan, ChangePlan, QuotePlan, ViewPlan};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    plans::{
        quotes::{self, QuoteForm, Told},
        subscriptions::{self, ChangeForm, Seen},
    },
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::Body,
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(find))
        .routes(operation!(quote))
        .routes(operation!(find_quote))
        .routes(operation!(change))
        .routes(operation!(cancel))
        .routes(operation!(undo))
}

/// What a space has, until when, and what is to come.
#[derive(Debug, Serialize, ToSchema)]
struct Subscription {
    /// The key of the plan.
    plan: String,
    version: i64,
    /// `month` or `year`.
    interval: String,
    /// For a whole period, in minor units, without VAT; null: on quote.
    price: Option<i64>,
    currency: String,
    /// When the running period ends.
    period_ends_at: Option<i64>,
    /// Until when what it has is paid for or tried; null: it costs nothing.
    had_until: Option<i64>,
    trial_ends_at: Option<i64>,
    /// What is to come; null: nothing is.
    pending: Option<Pending>,
}

/// What a subscription will become.
#[derive(Debug, Serialize, ToSchema)]
struct Pending {
    plan: String,
    version: i64,
    interval: String,
    at: i64,
    /// Whether the plan was cancelled.
    is_cancelled: bool,
}

impl From<Seen> for Subscription {
    fn from(seen: Seen) -> Self {
        let price = match seen.every {
            subscriptions::Every::Month => seen.version.month_price,
            subscriptions::Every::Year => seen.version.year_price,
        };
        Self {
            plan: seen.version.plan,
            version: seen.version.number,
            interval: seen.every.to_string(),
            price,
            currency: seen.version.currency,
            period_ends_at: seen.period_ends_at,
            had_until: seen.had_until,
            trial_ends_at: seen.trial_ends_at,
            pending: seen.pending.map(|(pending, version)| Pending {
                plan: version.plan,
                version: version.number,
                interval: pending.every.to_string(),
                at: pending.at,
                is_cancelled: pending.is_cancelled,
            }),
        }
    }
}

/// What is asked about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The key of a plan.
    plan: String,
    /// `month` or `year`.
    interval: String,
}

/// What a change costs; it holds until `ends_at`, and is charged exactly so.
#[derive(Debug, Serialize, ToSchema)]
struct Quote {
    id: String,
    plan: String,
    version: i64,
    interval: String,
    made_at: i64,
    ends_at: i64,
    /// When the change comes; `made_at`: at once.
    takes_at: i64,
    /// What is invoiced at once; empty: nothing is.
    lines: Vec<QuoteLine>,
    /// The sum of the lines in minor units, without VAT.
    net: i64,
    /// The VAT; it means nothing while it is not known.
    tax: i64,
    /// `net` and `tax`.
    gross: i64,
    /// Whether it may be confirmed.
    is_good: bool,
    /// Whether the VAT is known: not before the billing contact names its country. Until then `net` alone is fixed.
    is_tax_known: bool,
    /// What the billing contact lacks before it may be.
    missing: Vec<String>,
}

/// A line of the invoice that follows at once.
#[derive(Debug, Serialize, ToSchema)]
struct QuoteLine {
    title: String,
    /// In minor units, without VAT.
    total: i64,
    /// What it is computed from, as `docs/billing.md` says.
    #[schema(value_type = Object)]
    basis: serde_json::Value,
}

impl From<&Line> for QuoteLine {
    fn from(line: &Line) -> Self {
        let basis = serde_json::to_value(&line.basis).unwrap_or_default();
        Self { title: line.title.clone(), total: line.total, basis }
    }
}

impl From<Told> for Quote {
    fn from(told: Told) -> Self {
        let sum = |of: fn(&billing::lines::Totals) -> i64| told.totals.as_ref().map_or(0, of);
        Self {
            id: told.quote.id.to_string(),
            plan: told.version.plan,
            version: told.version.number,
            interval: told.quote.every.to_string(),
            made_at: told.quote.made_at,
            ends_at: told.quote.ends_at,
            takes_at: told.quote.takes_at,
            lines: told.lines.iter().map(QuoteLine::from).collect(),
            net: sum(|totals| totals.net),
            tax: sum(|totals| totals.tax),
            gross: sum(|totals| totals.gross),
            is_good: told.is_good,
            is_tax_known: told.is_tax_known,
            missing: told.missing.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What is confirmed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Confirmed {
    /// The id of the quote that was read.
    quote: String,
    /// The ids of what stays at work where the plan has room for fewer; the oldest unless they are named.
    #[serde(default)]
    #[schema(max_items = 500)]
    keep: Vec<String>,
}

/// What the space has and what is to come.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/subscription", operation_id = "subscriptions.find",
    tag = "subscriptions", responses((status = 200, body = Subscription)))]
async fn find(client: Client<ViewPlan>, Path(tenant): Path<String>) -> Answer<Subscription> {
    let mut access: TeamAccess<ViewPlan> = client.enter(&tenant).await?;
    Ok(Json(subscriptions::find(&mut access).await?.into()))
}

/// Ask what another plan would mean and cost. It changes nothing.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/subscription/quotes", operation_id = "subscriptions.quote",
    tag = "subscriptions", request_body = Asked, responses((status = 201, body = Quote)))]
async fn quote(
    client: Client<QuotePlan>,
    Path(tenant): Path<String>,
    Body(asked): Body<Asked>,
) -> Made<Quote> {
    let access: TeamAccess<QuotePlan> = client.enter(&tenant).await?;
    let form = QuoteForm { plan: asked.plan, interval: asked.interval };
    let told = quotes::make(access, &form).await?;
    Ok((StatusCode::CREATED, Json(told.into())))
}

/// A quote that was made, as it is now.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/subscription/quotes/{id}",
    operation_id = "subscriptions.find-quote", tag = "subscriptions", responses((status = 200, body = Quote)))]
async fn find_quote(client: Client<ViewPlan>, Path((tenant, id)): Path<(String, String)>) -> Answer<Quote> {
    let mut access: TeamAccess<ViewPlan> = client.enter(&tenant).await?;
    Ok(Json(quotes::find(&mut access, &id).await?.into()))
}

/// Take another plan for what was quoted. A quote that does not hold any more changes nothing: `quote-changed` names
/// another one.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/subscription", operation_id = "subscriptions.change",
    tag = "subscriptions", request_body = Confirmed, responses((status = 204)))]
async fn change(
    client: Client<ChangePlan>,
    Path(tenant): Path<String>,
    Body(confirmed): Body<Confirmed>,
) -> Done {
    let access = client.enter(&tenant).await?;
    let form = ChangeForm { quote: confirmed.quote, keep: confirmed.keep };
    subscriptions::change(access, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End what costs something when that is over which is paid for.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/subscription/cancel", operation_id = "subscriptions.cancel",
    tag = "subscriptions", responses((status = 204)))]
async fn cancel(client: Client<CancelPlan>, Path(tenant): Path<String>) -> Done {
    let access = client.enter(&tenant).await?;
    subscriptions::cancel(access).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Undo what is to come.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/subscription/undo", operation_id = "subscriptions.undo",
    tag = "subscriptions", responses((status = 204)))]
async fn undo(client: Client<CancelPlan>, Path(tenant): Path<String>) -> Done {
    let access = client.enter(&tenant).await?;
    subscriptions::undo(access).await?;
    Ok(StatusCode::NO_CONTENT)
}
