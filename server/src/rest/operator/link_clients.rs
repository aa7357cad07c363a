use axum::{
    Json,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::operators::{ManageDeepLinks, ViewDeepLinks};
use serde::{Deserialize, Serialize};
use service::deep_links::oidc::clients::{self, ClientForm, Registered};
use utoipa::ToSchema;

use super::super::{
    Answer, Done, Refused,
    client::Desk,
    input::{Body, lines},
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(add))
        .routes(operation!(change))
        .routes(operation!(renew_secret))
        .routes(operation!(remove))
}

/// A program that people open by signing in here.
#[derive(Debug, Serialize, ToSchema)]
struct LinkClient {
    /// Its client id.
    id: String,
    name: String,
    /// The space whose members alone it is for, by its word in addresses; empty: those of all.
    space: String,
    /// Where browsers are sent back to.
    redirects: Vec<String>,
    created_at: i64,
    updated_at: i64,
}

/// Such a program with what to write into the settings of a Grafana.
#[derive(Debug, Serialize, ToSchema)]
struct LinkClientWhole {
    client: LinkClient,
    /// The section of `grafana.ini`.
    grafana_ini: String,
}

/// Such a program with its secret, which is told this once.
#[derive(Debug, Serialize, ToSchema)]
struct LinkClientSecret {
    client: LinkClient,
    secret: String,
}

/// Such a program to register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkClientNew {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// Letter by letter as the program sends them, such as `https://grafana.example.com/login/generic_oauth`.
    #[schema(min_items = 1, max_items = 10)]
    redirects: Vec<String>,
    /// The space, by its word in addresses, whose members alone it is for; left out: those of all.
    #[serde(default)]
    #[schema(max_length = 63)]
    space: String,
}

/// Such a program as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkClientWanted {
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    #[schema(min_items = 1, max_items = 10)]
    redirects: Vec<String>,
}

impl From<Registered> for LinkClient {
    fn from(one: Registered) -> Self {
        Self {
            id: one.id.to_string(),
            name: one.name,
            space: one.space,
            redirects: one.redirects,
            created_at: one.created_at,
            updated_at: one.updated_at,
        }
    }
}

/// List the programs that people open by signing in here.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/clients", operation_id = "deep-links.list-clients",
    tag = "operator", responses((status = 200, body = List<LinkClient>)))]
async fn list(desk: Desk<ViewDeepLinks>) -> Answer<List<LinkClient>> {
    let found = clients::list(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.into_iter().map(LinkClient::from).collect(), next: None }))
}

/// Read one such program, and what to write into its settings.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/clients/{id}", operation_id = "deep-links.find-client",
    tag = "operator", responses((status = 200, body = LinkClientWhole)))]
async fn find(desk: Desk<ViewDeepLinks>, Path(id): Path<String>) -> Answer<LinkClientWhole> {
    let whole = clients::find(&mut desk.enter().await?, &id).await?;
    Ok(Json(LinkClientWhole { client: whole.registered.into(), grafana_ini: whole.snippet.text }))
}

/// Register such a program; the answer alone tells its secret.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/clients", operation_id = "deep-links.add-client",
    tag = "operator", request_body = LinkClientNew, responses((status = 201, body = LinkClientSecret)))]
async fn add(desk: Desk<ManageDeepLinks>, Body(wanted): Body<LinkClientNew>) -> Result<Response, Refused> {
    let access = desk.enter().await?;
    let LinkClientNew { name, redirects, space } = wanted;
    let form = ClientForm { name, redirects: lines("redirects", &redirects)?, space };
    let (made, secret) = clients::add(access, &form).await?;
    let body = LinkClientSecret { client: made.into(), secret };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Change such a program's name and addresses.
#[utoipa::path(put, path = "/api/v1/operator/deep-links/clients/{id}", operation_id = "deep-links.change-client",
    tag = "operator", request_body = LinkClientWanted, responses((status = 204)))]
async fn change(
    desk: Desk<ManageDeepLinks>,
    Path(id): Path<String>,
    Body(wanted): Body<LinkClientWanted>,
) -> Done {
    let access = desk.enter().await?;
    let LinkClientWanted { name, redirects } = wanted;
    let form = ClientForm { name, redirects: lines("redirects", &redirects)?, space: String::new() };
    clients::change(access, &id, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Give such a program another secret; the one before, and all that came of it, end at once.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/clients/{id}/secret",
    operation_id = "deep-links.renew-secret", tag = "operator",
    responses((status = 200, body = LinkClientSecret)))]
async fn renew_secret(desk: Desk<ManageDeepLinks>, Path(id): Path<String>) -> Answer<LinkClientSecret> {
    let (renewed, secret) = clients::renew_secret(desk.enter().await?, &id).await?;
    Ok(Json(LinkClientSecret { client: renewed.into(), secret }))
}

/// Remove such a program.
#[utoipa::path(delete, path = "/api/v1/operator/deep-links/clients/{id}", operation_id = "deep-links.remove-client",
    tag = "operator", responses((status = 204)))]
async fn remove(desk: Desk<ManageDeepLinks>, Path(id): Path<String>) -> Done {
    clients::remove(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
