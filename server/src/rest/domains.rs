use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Error, Problem, Quota,
    domains::DomainKind,
    permission::{ManageMailFlow, ViewMailFlow},
};
use serde::{Deserialize, Serialize};
use service::{
    domains::{self, DomainsForm},
    quotas,
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, Confirmation, Query, lines},
    openapi::word,
    operations::{Operations, operation},
    paging::{Added, List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(add))
        .routes(operation!(update))
        .routes(operation!(delete))
}

word!(domain_kind = DomainKind::ALL);

/// A mail domain of the tenant.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Domain {
    id: String,
    /// The name in lower-case A-label form (RFC 5891).
    name: String,
    /// The name as people read it; the A-label form again where that could pass for another name.
    readable: String,
    #[schema(schema_with = domain_kind)]
    kind: &'static str,
    enabled: bool,
    created_at: i64,
    /// Whether the plan has no room for it: it counts for mail and cannot be edited until there is.
    frozen: bool,
}

impl From<domains::Domain> for Domain {
    fn from(domain: domains::Domain) -> Self {
        Self {
            id: domain.id.to_string(),
            readable: app::readable(&domain.name),
            name: domain.name,
            kind: domain.kind.as_str(),
            enabled: domain.is_enabled,
            created_at: domain.created_at,
            frozen: false,
        }
    }
}

/// Names to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDomains {
    #[schema(min_items = 1, max_items = 1000)]
    names: Vec<String>,
    #[schema(schema_with = domain_kind)]
    kind: String,
}

/// What a domain becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DomainChange {
    #[schema(schema_with = domain_kind)]
    kind: String,
    enabled: bool,
}

/// List the domains, by name.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/domains", operation_id = "domains.list", tag = "domains",
    params(Paging), responses((status = 200, body = List<Domain>)))]
async fn list(
    client: Client<ViewMailFlow>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Domain>> {
    let mut access = client.enter(&tenant).await?;
    let all = domains::list(&mut access).await?;
    let frozen = quotas::frozen(&mut access, Quota::Domains).await?;
    let mut list: List<Domain> = paging.cut(&client, all, |domain| &domain.name)?;
    for domain in &mut list.items {
        domain.frozen = frozen.contains(&domain.id);
    }
    Ok(Json(list))
}

/// Add domains. Good names are added even when others are refused.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/domains", operation_id = "domains.add", tag = "domains",
    request_body = NewDomains, responses((status = 201, body = Added<Domain>)))]
async fn add(
    client: Client<ManageMailFlow>,
    Path(tenant): Path<String>,
    Body(new): Body<NewDomains>,
) -> Made<Added<Domain>> {
    let access = client.enter(&tenant).await?;
    let form = DomainsForm { names: lines("names", &new.names)?, kind: new.kind };
    Added::some(domains::add(access, form).await?)
}

/// Change what a domain is, or switch it off or on.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/domains/{id}", operation_id = "domains.update", tag = "domains",
    request_body = DomainChange, responses((status = 204)))]
async fn update(
    client: Client<ManageMailFlow>,
    Path((tenant, id)): Path<(String, String)>,
    Body(change): Body<DomainChange>,
) -> Done {
    let kind = change.kind.parse().map_err(|_| Error::field("kind", Problem::NotAChoice))?;
    let access = client.enter(&tenant).await?;
    domains::update(access, &id, kind, change.enabled).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a domain. Its events and counts stay.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/domains/{id}", operation_id = "domains.delete",
    tag = "domains", params(Confirmation), responses((status = 204)))]
async fn delete(
    client: Client<ManageMailFlow>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access = client.enter(&tenant).await?;
    domains::delete(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}
