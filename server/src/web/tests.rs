//! The whole router, asked in process: no network, no browser, one world each.

mod access_matrix;
mod brand;
mod download;
mod extremes;
mod faults;
mod flood;
mod idempotency;
mod international;
mod invoices;
mod links;
mod live;
mod lost;
mod mailed_reports;
mod messages;
mod oidc;
mod open;
mod operator_names;
mod origin;
mod own_hosts;
mod plan;
mod prices;
mod programs;
mod refused;
mod rules;
mod scopes;
mod step_up;
mod traces;
mod twice;

use std::{net::SocketAddr, sync::Arc};

use app::context::{AgentProgram, Site};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
    response::Response,
};
use domain::areas::{File, Route};
use leptos::config::LeptosOptions;
use testkit::World;
use tokio::sync::watch;
use tower::ServiceExt;

use super::{State, Stop};
use crate::settings::Settings;

/// The address of every page and file, but for the stream, which never ends.
fn addresses() -> impl Iterator<Item = &'static str> {
    let files = File::ALL
        .iter()
        .filter(|file| !matches!(file, File::Live | File::JobsLive))
        .map(|file| file.as_str());
    Route::ALL.iter().map(|route| route.as_str()).chain(files)
}

/// The server of a world.
fn router(world: &World) -> Router {
    router_of(&state(world))
}

fn router_of(state: &State) -> Router {
    super::router(state)
}

fn state(world: &World) -> State {
    let settings = Settings::default();
    let site = Site {
        options: Arc::new(LeptosOptions::builder().output_name("parvis").build()),
        is_https: false,
        folder: world.folder().to_owned(),
        style_hash: None,
        charts: "/charts.js".to_owned(),
        is_watched: false,
        is_whole: false,
        agent: Some(AgentProgram {
            machine: "x86-64",
            is_static: true,
            bytes: (*b"an agent").into(),
            checksum: "5f0a".to_owned(),
        }),
    };
    let (stop, stopped) = watch::channel(false);
    // Nothing stops this server, so that streams stay open as they do in life.
    std::mem::forget(stop);
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder().handle();
    let twice = super::twice::Twice::default();
    State {
        service: world.service.clone(),
        site,
        settings: Arc::new(settings),
        stop: Stop(stopped),
        metrics,
        twice,
        gate: super::gateway::Gate::new(world.service.clone()),
        sign_ins: super::oidc::SignIns::new(world.service.clone()),
    }
}

/// Sends a request with a session's cookie.
async fn send(app: &Router, mut request: Request<Body>, session: Option<&str>) -> Response {
    if let Some(token) = session {
        let cookie = format!("parvis={token}").parse().expect("a cookie");
        request.headers_mut().insert(header::COOKIE, cookie);
    }
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 77], 9))));
    app.clone().oneshot(request).await.expect("an answer")
}

async fn read(response: Response) -> Vec<u8> {
    axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a whole answer").to_vec()
}
