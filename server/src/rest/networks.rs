use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Quota,
    permission::{ManageMailFlow, ViewMailFlow},
};
use serde::{Deserialize, Serialize};
use service::{
    networks::{self, NetworksForm},
    quotas,
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made,
    client::Client,
    input::{Body, Confirmation, Query, lines},
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

/// A network whose clients are the tenant's own.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Network {
    id: String,
    /// In canonical CIDR form.
    cidr: String,
    label: String,
    enabled: bool,
    created_at: i64,
    /// Whether the plan has no room for it: it counts for mail and cannot be edited until there is.
    frozen: bool,
}

impl From<networks::Network> for Network {
    fn from(network: networks::Network) -> Self {
        Self {
            id: network.id.to_string(),
            cidr: network.cidr,
            label: network.label,
            enabled: network.is_enabled,
            created_at: network.created_at,
            frozen: false,
        }
    }
}

/// Networks to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNetworks {
    #[schema(min_items = 1, max_items = 1000)]
    cidrs: Vec<String>,
    /// The same for all of them.
    #[serde(default)]
    label: String,
}

/// What a network becomes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NetworkChange {
    label: String,
    enabled: bool,
}

/// List the networks, by CIDR.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/networks", operation_id = "networks.list", tag = "networks",
    params(Paging), responses((status = 200, body = List<Network>)))]
async fn list(
    client: Client<ViewMailFlow>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Network>> {
    let mut access = client.enter(&tenant).await?;
    let mut all = networks::list(&mut access).await?;
    all.sort_by(|one, other| one.cidr.cmp(&other.cidr));
    let frozen = quotas::frozen(&mut access, Quota::Networks).await?;
    let mut list: List<Network> = paging.cut(&client, all, |network| &network.cidr)?;
    for network in &mut list.items {
        network.frozen = frozen.contains(&network.id);
    }
    Ok(Json(list))
}

/// Add networks. Good ones are added even when others are refused.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/networks", operation_id = "networks.add", tag = "networks",
    request_body = NewNetworks, responses((status = 201, body = Added<Network>)))]
async fn add(
    client: Client<ManageMailFlow>,
    Path(tenant): Path<String>,
    Body(new): Body<NewNetworks>,
) -> Made<Added<Network>> {
    let access = client.enter(&tenant).await?;
    let form = NetworksForm { cidrs: lines("cidrs", &new.cidrs)?, label: new.label };
    Added::some(networks::add(access, form).await?)
}

/// Change a network's label, or switch it off or on.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/networks/{id}", operation_id = "networks.update",
    tag = "networks", request_body = NetworkChange, responses((status = 204)))]
async fn update(
    client: Client<ManageMailFlow>,
    Path((tenant, id)): Path<(String, String)>,
    Body(change): Body<NetworkChange>,
) -> Done {
    let access = client.enter(&tenant).await?;
    networks::update(access, &id, &change.label, change.enabled).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete a network; `confirm` is its CIDR. Its events and counts stay.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/networks/{id}", operation_id = "networks.delete",
    tag = "networks", params(Confirmation), responses((status = 204)))]
async fn delete(
    client: Client<ManageMailFlow>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access = client.enter(&tenant).await?;
    networks::delete(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}
