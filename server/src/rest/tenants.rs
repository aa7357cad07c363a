use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Locale, Micros,
    permission::{ManageSettings, ViewPlan, ViewSettings},
    plans::{Feature, Limit, TenantKind, Value},
    zones,
};
use serde::{Deserialize, Serialize};
use service::{
    Access, TeamAccess,
    control::plans::CatalogueFeature,
    events::upcoming::{self, Kept, Upcoming},
    plans,
    tenants::{self, SettingsForm},
    usage::meters::{self, Seen},
};
use utoipa::ToSchema;

use super::{
    Answer, Done,
    client::Client,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(settings))
        .routes(operation!(update_settings))
        .routes(operation!(become_company))
        .routes(operation!(plan))
}

word!(tenant_kind = TenantKind::ALL);

/// What a space is called, and when its days begin.
#[derive(Debug, Serialize, ToSchema)]
struct Settings {
    name: String,
    slug: String,
    #[schema(schema_with = tenant_kind)]
    kind: &'static str,
    time_zone: String,
}

/// What the settings become.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SettingsChange {
    #[schema(min_length = 1)]
    name: String,
    /// A name of the IANA database, such as `Europe/Paris`.
    time_zone: String,
}

/// A plan and its limits; `null` is without limit.
#[derive(Debug, Serialize, ToSchema)]
struct Plan {
    /// The plan's key, such as `starter`; the provider may have others than the first ones.
    name: String,
    domains: Option<i64>,
    networks: Option<i64>,
    policy_agents: Option<i64>,
    /// People who are no guests, open invitations included.
    members: Option<i64>,
    guests: Option<i64>,
    /// Days events are kept.
    retention_days: i64,
    message_days: i64,
    /// Days lines of the log are kept.
    log_days: i64,
    /// Whether a policy agent may send from any address.
    unpinned_agents: bool,
    /// The version of the plan that the space has.
    version: i64,
    /// Everything the space has, its exceptions included, in the order of the catalogue.
    entitlements: Vec<Entitlement>,
    /// Events beyond the plan that are held, and come back with a larger one.
    held_events: i64,
    /// What is let go of next.
    retention: Vec<Retention>,
}

/// What is kept for so many days, and what of it goes within a day.
#[derive(Debug, Serialize, ToSchema)]
struct Retention {
    #[schema(schema_with = kept)]
    kept: &'static str,
    days: i64,
    oldest: Option<i64>,
    /// When the oldest goes, within the hour that follows.
    goes_at: Option<i64>,
    /// What is from before this goes within a day.
    before: i64,
    /// How many they are; 10001: more than 10000.
    next: i64,
}

impl From<Upcoming> for Retention {
    fn from(one: Upcoming) -> Self {
        let Upcoming { kept, days, oldest, goes_at, before, next } = one;
        Self { kept: kept.as_str(), days, oldest, goes_at, before, next }
    }
}

word!(kept = Kept::ALL);

/// What the space has of one feature.
#[derive(Debug, Serialize, ToSchema)]
struct Entitlement {
    /// The feature's key, such as `domains`; the provider may have others than the first ones.
    feature: String,
    /// As people read it.
    title: String,
    /// `true` or `false`, a number, `null` without limit, a word, or a list of words.
    value: serde_json::Value,
    /// In which stretch of time it is used up: `always`, `hour`, `day`, `month` or `period`.
    span: &'static str,
    /// How much is used of it; left out of what is not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<InUse>,
}

/// How much is used of something.
#[derive(Debug, Serialize, ToSchema)]
struct InUse {
    used: i64,
    /// Promised to what is under way.
    reserved: i64,
    /// Kept for a while beyond the limit.
    held: i64,
    /// Not kept, in this window.
    lost: i64,
    /// When the window began, and when it starts again at zero; `null` of what counts as long as it is there.
    window_start: Option<String>,
    window_end: Option<String>,
    /// What will have been used by then at this pace; `null` while that is too early to say.
    forecast: Option<i64>,
    /// At how many percent of the limit people were told last: 0, 50, 80 or 100.
    step: i64,
    /// What happens at 100 %, or what became of what is beyond it.
    at_limit: String,
}

/// The space's settings.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/settings", operation_id = "tenants.settings",
    tag = "settings", responses((status = 200, body = Settings)))]
async fn settings(client: Client<ViewSettings>, Path(tenant): Path<String>) -> Answer<Settings> {
    let access: TeamAccess<ViewSettings> = client.enter(&tenant).await?;
    let tenant = access.tenant();
    Ok(Json(Settings {
        name: tenant.name.clone(),
        slug: tenant.slug.clone(),
        kind: tenant.kind.as_str(),
        time_zone: tenant.time_zone.clone(),
    }))
}

/// Change the space's name and time zone. In another zone its days are counted anew.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/settings", operation_id = "tenants.update-settings",
    tag = "settings", request_body = SettingsChange, responses((status = 204)))]
async fn update_settings(
    client: Client<ManageSettings>,
    Path(tenant): Path<String>,
    Body(change): Body<SettingsChange>,
) -> Done {
    let access: TeamAccess<ManageSettings> = client.enter(&tenant).await?;
    let form = SettingsForm { name: change.name, time_zone: change.time_zone };
    tenants::update_settings(access, form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a personal space a company's, in place.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/become-company", operation_id = "tenants.become-company",
    tag = "settings", responses((status = 204)))]
async fn become_company(client: Client<ManageSettings>, Path(tenant): Path<String>) -> Done {
    let access: TeamAccess<ManageSettings> = client.enter(&tenant).await?;
    tenants::become_company(access).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The space's plan and its limits.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/plan", operation_id = "tenants.plan", tag = "settings",
    responses((status = 200, body = Plan)))]
async fn plan(client: Client<ViewPlan>, Path(tenant): Path<String>) -> Answer<Plan> {
    let access: TeamAccess<ViewPlan> = client.enter(&tenant).await?;
    let features = plans::features(&client.service).await?;
    let version = plans::version(&client.service, access.tenant()).await?;
    let seen = meters::list(access).await?;
    let mut access: Access<ViewPlan> = client.enter(&tenant).await?;
    let retention = upcoming::upcoming(&mut access).await?.into_iter().map(Retention::from).collect();
    let given = &seen.standing.entitlements;
    let limit = |feature| given.limit(feature).number();
    let entitlements =
        features.iter().map(|feature| entitlement(&seen, feature, client.caller.locale)).collect();
    Ok(Json(Plan {
        name: seen.standing.tenant.plan.key.clone(),
        domains: limit(Feature::Domains),
        networks: limit(Feature::Networks),
        policy_agents: limit(Feature::PolicyAgents),
        members: limit(Feature::Members),
        guests: limit(Feature::Guests),
        retention_days: given.retention_days(),
        message_days: given.message_days(),
        log_days: given.log_days(),
        unpinned_agents: given.has(Feature::UnpinnedAgents),
        version: version.number,
        entitlements,
        held_events: seen.held.0,
        retention,
    }))
}

fn entitlement(seen: &Seen, feature: &CatalogueFeature, locale: Locale) -> Entitlement {
    let known: Option<Feature> = feature.key.parse().ok();
    let given = &seen.standing.entitlements;
    let value = match known {
        Some(known) => given.of(known).into_owned(),
        None => given.value(&feature.key).cloned().unwrap_or(Value::Limit(Limit::NONE)),
    };
    let value = match value {
        Value::Limit(limit) => serde_json::json!(limit),
        other => serde_json::to_value(other).unwrap_or_default(),
    };
    let meter = seen.meters.iter().find(|meter| meter.feature.key == feature.key);
    let instant = |at: Micros| zones::rfc3339(at);
    Entitlement {
        feature: feature.key.clone(),
        title: known.map_or_else(|| feature.title(locale), |known| known.title(locale)).to_owned(),
        value,
        span: feature.span.as_str(),
        usage: meter.map(|meter| InUse {
            used: meter.used,
            reserved: meter.reserved,
            held: meter.held,
            lost: meter.lost,
            window_start: meter.window.as_ref().map(|window| instant(window.start)),
            window_end: meter.window.as_ref().map(|window| instant(window.end)),
            forecast: meter.forecast,
            step: meter.step(),
            at_limit: meter.at_limit(locale),
        }),
    }
}
