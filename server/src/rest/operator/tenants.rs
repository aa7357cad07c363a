use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    operators::{EndTenants, ManageTenants, ViewConsole, ViewTenants},
    zones::date_text,
};
use serde::{Deserialize, Serialize};
use service::{
    control::tenants::Tenant,
    operator_tenants::{self, Condition, ForSomebody, TenantQuery},
    operators::glance,
};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done, Made,
    client::Desk,
    input::{Body, given},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Narrowed},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(at_a_glance))
        .routes(operation!(list))
        .routes(operation!(make))
        .routes(operation!(find))
        .routes(operation!(set_plan))
        .routes(operation!(set_reference))
        .routes(operation!(suspend))
        .routes(operation!(resume))
        .routes(operation!(close))
        .routes(operation!(reopen))
}

word!(condition = Condition::ALL);

/// What needs somebody.
#[derive(Debug, Serialize, ToSchema)]
struct Glance {
    tenants: i64,
    suspended: i64,
    closed: i64,
    failed_jobs: i64,
    jobs_at_work: i64,
    resting_receivers: i64,
    requests: i64,
    marked_accounts: i64,
    operators_without_factor: i64,
}

/// A space as operators see it: how it stands, and nothing of what is in it.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorTenant {
    id: String,
    slug: String,
    name: String,
    /// `company` or `personal`.
    kind: String,
    plan: String,
    #[schema(schema_with = condition)]
    condition: String,
    suspended_reason: String,
    closed_at: Option<i64>,
    purge_at: Option<i64>,
    /// What the provider's own books call it.
    external_reference: String,
    created_at: i64,
}

impl From<Tenant> for OperatorTenant {
    fn from(tenant: Tenant) -> Self {
        Self {
            condition: tenant.condition().to_string(),
            id: tenant.id.to_string(),
            slug: tenant.slug,
            name: tenant.name,
            kind: tenant.kind.to_string(),
            plan: tenant.plan.key,
            suspended_reason: tenant.suspended_reason,
            closed_at: tenant.closed_at,
            purge_at: tenant.purge_at,
            external_reference: tenant.external_reference,
            created_at: tenant.created_at,
        }
    }
}

/// The same in a list.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorTenantListed {
    #[serde(flatten)]
    tenant: OperatorTenant,
    /// The last day, in the space's zone, on which it had events (`2026-11-27`); of what is written down every hour.
    last_event_day: Option<String>,
}

/// The same with its people and how much is used of its plan.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorTenantWhole {
    tenant: OperatorTenant,
    owners: Vec<String>,
    members: i64,
    usage: Vec<QuotaUsage>,
    /// When an event came last.
    last_event_at: Option<i64>,
}

/// How much is used of one thing.
#[derive(Debug, Serialize, ToSchema)]
struct QuotaUsage {
    quota: String,
    used: i64,
    /// Nothing is without limit.
    limit: Option<i64>,
}

/// Which spaces; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TenantsWanted {
    /// Part of the name, the slug, the reference or an owner's address.
    text: String,
    #[param(schema_with = condition)]
    #[serde(deserialize_with = "given")]
    condition: String,
}

/// A space for somebody, who is invited as its owner.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SpaceForSomebody {
    #[schema(min_length = 1)]
    name: String,
    #[serde(default)]
    slug: String,
    /// `company` or `personal`.
    kind: String,
    email: String,
    /// The language of the invitation, `en` or `fr`.
    #[serde(default = "english")]
    locale: String,
}

fn english() -> String {
    "en".to_owned()
}

/// The plan to go over to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanChoice {
    plan: String,
}

/// What the provider's own books call a space.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExternalReference {
    #[schema(max_length = 100)]
    reference: String,
}

/// Why, as the people of the space read it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SuspensionReason {
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// A closing that is followed by a purge.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClosingAndPurge {
    /// Days in which it can be undone.
    #[schema(minimum = 1, maximum = 365)]
    days: i64,
    /// The name of the space, so that no slip closes.
    confirm: String,
}

/// What needs an operator.
#[utoipa::path(get, path = "/api/v1/operator/glance", operation_id = "operators.glance", tag = "operator",
    responses((status = 200, body = Glance)))]
async fn at_a_glance(desk: Desk<ViewConsole>) -> Answer<Glance> {
    let seen = glance::glance(desk.enter().await?).await?;
    Ok(Json(Glance {
        tenants: seen.tenants.all,
        suspended: seen.tenants.suspended,
        closed: seen.tenants.closed,
        failed_jobs: seen.failed_jobs,
        jobs_at_work: seen.jobs_at_work,
        resting_receivers: seen.resting,
        requests: seen.requests,
        marked_accounts: seen.marked,
        operators_without_factor: seen.without_factor,
    }))
}

/// List the spaces, by slug.
#[utoipa::path(get, path = "/api/v1/operator/tenants", operation_id = "operator-tenants.list", tag = "operator",
    params(TenantsWanted, super::super::paging::Paging), responses((status = 200, body = List<OperatorTenantListed>)))]
async fn list(
    desk: Desk<ViewTenants>,
    Narrowed(wanted, paging): Narrowed<TenantsWanted>,
) -> Answer<List<OperatorTenantListed>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let query = TenantQuery { text: wanted.text, condition: wanted.condition, after };
    let page = operator_tenants::list(&mut desk.enter().await?, &query, limit).await?;
    let day = |day| i32::try_from(day).ok().map(date_text);
    let listed = page.tenants.into_iter().zip(page.last_days);
    let listed = listed.map(|(tenant, last)| OperatorTenantListed {
        tenant: tenant.into(),
        last_event_day: last.and_then(day),
    });
    Ok(Json(paging.read(&desk, listed.collect(), page.next.as_deref())))
}

/// Make a space for somebody, who is invited as its owner.
#[utoipa::path(post, path = "/api/v1/operator/tenants", operation_id = "operator-tenants.make", tag = "operator",
    request_body = SpaceForSomebody, responses((status = 201, body = OperatorTenant)))]
async fn make(desk: Desk<ManageTenants>, Body(new): Body<SpaceForSomebody>) -> Made<OperatorTenant> {
    let SpaceForSomebody { name, slug, kind, email, locale } = new;
    let form = ForSomebody { name, slug, kind, email, locale };
    let tenant = operator_tenants::make(desk.enter().await?, form).await?;
    Ok((StatusCode::CREATED, Json(tenant.into())))
}

/// One space, by its slug.
#[utoipa::path(get, path = "/api/v1/operator/tenants/{id}", operation_id = "operator-tenants.find",
    tag = "operator", responses((status = 200, body = OperatorTenantWhole)))]
async fn find(desk: Desk<ViewTenants>, Path(id): Path<String>) -> Answer<OperatorTenantWhole> {
    let seen = operator_tenants::find(desk.enter().await?, &id).await?;
    let usage = seen.usage.iter().map(|one| QuotaUsage {
        quota: one.quota.to_string(),
        used: one.used,
        limit: one.limit.number(),
    });
    Ok(Json(OperatorTenantWhole {
        usage: usage.collect(),
        tenant: seen.tenant.into(),
        owners: seen.owners,
        members: seen.members,
        last_event_at: seen.last_event,
    }))
}

/// Put a space on another plan, at once.
#[utoipa::path(put, path = "/api/v1/operator/tenants/{id}/plan", operation_id = "operator-tenants.set-plan",
    tag = "operator", request_body = PlanChoice, responses((status = 204)))]
async fn set_plan(
    desk: Desk<ManageTenants>,
    Path(id): Path<String>,
    Body(PlanChoice { plan }): Body<PlanChoice>,
) -> Done {
    operator_tenants::set_plan(desk.enter().await?, &id, &plan).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set what the provider's own books call a space.
#[utoipa::path(put, path = "/api/v1/operator/tenants/{id}/reference",
    operation_id = "operator-tenants.set-reference", tag = "operator", request_body = ExternalReference,
    responses((status = 204)))]
async fn set_reference(
    desk: Desk<ManageTenants>,
    Path(id): Path<String>,
    Body(ExternalReference { reference }): Body<ExternalReference>,
) -> Done {
    operator_tenants::set_reference(desk.enter().await?, &id, &reference).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Suspend a space: it is read and exported, and nothing in it changes; its owners are told why.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/suspend", operation_id = "operator-tenants.suspend",
    tag = "operator", request_body = SuspensionReason, responses((status = 204)))]
async fn suspend(
    desk: Desk<EndTenants>,
    Path(id): Path<String>,
    Body(SuspensionReason { reason }): Body<SuspensionReason>,
) -> Done {
    operator_tenants::suspend(desk.enter().await?, &id, &reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a suspended space go on.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/resume", operation_id = "operator-tenants.resume",
    tag = "operator", responses((status = 204)))]
async fn resume(desk: Desk<ManageTenants>, Path(id): Path<String>) -> Done {
    operator_tenants::resume(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Close a space and remove what it has after so many days, in which it can be reopened.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/close", operation_id = "operator-tenants.close",
    tag = "operator", request_body = ClosingAndPurge, responses((status = 204)))]
async fn close(
    desk: Desk<EndTenants>,
    Path(id): Path<String>,
    Body(ClosingAndPurge { days, confirm }): Body<ClosingAndPurge>,
) -> Done {
    operator_tenants::close(desk.enter().await?, &id, &days.to_string(), &confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Undo a closing.
#[utoipa::path(post, path = "/api/v1/operator/tenants/{id}/reopen", operation_id = "operator-tenants.reopen",
    tag = "operator", responses((status = 204)))]
async fn reopen(desk: Desk<ManageTenants>, Path(id): Path<String>) -> Done {
    operator_tenants::reopen(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
