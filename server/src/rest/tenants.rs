use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    permission::{ManageSettings, ViewPlan, ViewSettings},
    plans::{Plan as PlanName, TenantKind},
};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    tenants::{self, SettingsForm},
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
word!(plan_name = PlanName::ALL);

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

/// A plan and its limits; a limit of nothing is none.
#[derive(Debug, Serialize, ToSchema)]
struct Plan {
    #[schema(schema_with = plan_name)]
    name: &'static str,
    domains: Option<i64>,
    networks: Option<i64>,
    policy_agents: Option<i64>,
    /// People who are no guests, open invitations included.
    members: Option<i64>,
    guests: Option<i64>,
    /// Days events are kept.
    retention_days: i64,
    /// Whether a policy agent may send from any address.
    unpinned_agents: bool,
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
    let plan = access.tenant().plan;
    let limits = plan.limits();
    Ok(Json(Plan {
        name: plan.as_str(),
        domains: limits.domains,
        networks: limits.networks,
        policy_agents: limits.policy_agents,
        members: limits.members,
        guests: limits.guests,
        retention_days: limits.retention_days,
        unpinned_agents: limits.unpinned_agents,
    }))
}
