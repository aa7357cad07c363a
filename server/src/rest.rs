//! REST under `/api/v1`: what a tenant can do in the pages, on the same services, one file per area.
//!
//! A handler takes the proven client, enters with the permission its use case demands, calls it, and
//! answers JSON. What is the same for all of them happens around it: the key, the allowance, names of
//! requests, and how errors are told.

mod alerts;
mod annotations;
mod api_keys;
mod audit;
mod bench;
mod brands;
mod client;
mod contacts;
mod dashboards;
mod docs;
mod domains;
mod environments;
mod events;
mod gate;
mod input;
mod invitations;
mod invoices;
mod jobs;
mod listed;
mod messages;
mod networks;
mod openapi;
mod operator;

mod operations;
mod paging;
mod payment_methods;
mod policy_agents;
mod proposals;
mod read_credentials;
mod roles;
mod saved_views;
mod security;
mod settlements;
mod share_links;
mod stores;
mod subscriptions;
mod team;
mod tenants;
mod usage;

use axum::{
    Json, Router,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use domain::Error;

#[cfg(test)]
pub(crate) use self::listed::{Listed, Parameter};
use self::operations::Operations;
pub(crate) use self::{listed::listed, openapi::text as openapi};
use crate::web::{self, State};

/// An error on its way out; [`gate::tell`] words it for whoever asked.
#[derive(Clone, Debug)]
pub(crate) struct Refused(pub(crate) Error);

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = ().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Where what operators do begins; it takes keys of their own.
const OPERATORS: &str = "/api/v1/operator/";

/// What a handler answers.
type Answer<T> = Result<Json<T>, Refused>;

/// What a handler answers that made something.
type Made<T> = Result<(StatusCode, Json<T>), Refused>;

/// What a handler answers that has nothing to say.
type Done = Result<StatusCode, Refused>;

/// The operations of each area.
fn areas() -> Vec<Operations> {
    vec![
        alerts::operations(),
        annotations::operations(),
        api_keys::operations(),
        audit::operations(),
        bench::operations(),
        brands::operations(),
        contacts::operations(),
        dashboards::operations(),
        domains::operations(),
        environments::operations(),
        events::operations(),
        invitations::operations(),
        invoices::operations(),
        jobs::operations(),
        messages::operations(),
        networks::operations(),
        operator::operations(),
        payment_methods::operations(),
        policy_agents::operations(),
        proposals::operations(),
        read_credentials::operations(),
        roles::operations(),
        saved_views::operations(),
        security::operations(),
        share_links::operations(),
        stores::operations(),
        subscriptions::operations(),
        team::operations(),
        tenants::operations(),
        usage::operations(),
    ]
}

/// Every operation there is, each with its route and its description.
fn operations() -> Operations {
    areas().into_iter().fold(Operations::new(), Operations::merge)
}

/// The router of everything under `/api`.
pub(crate) fn router(state: &State) -> Router<State> {
    let proven = Router::from(operations());
    let proven = proven.route_layer(middleware::from_fn_with_state(state.clone(), gate::admit));
    Router::new()
        .merge(proven)
        .route("/api/v1/events", post(web::events::take))
        .route("/api/v1/usage", post(web::usage::take))
        .route("/api/v1/payments/stripe", post(web::payments::stripe))
        .route("/api/v1/openapi.json", get(openapi::json))
        .route("/api", get(docs::page))
        .route("/api/{*rest}", any(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::from_fn(gate::tell))
}

async fn not_found() -> Refused {
    Refused(Error::NotFound)
}

async fn method_not_allowed() -> Refused {
    Refused(Error::MethodNotAllowed)
}
