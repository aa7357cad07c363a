//! The web: routes, what wraps them, and the life of the server.

mod again;
mod assets;
pub(crate) mod audit;
mod bounds;
pub(crate) mod caller;
mod download;
pub(crate) mod events;
pub(crate) mod faults;
pub(crate) mod forwarded;
mod gateway;
pub(crate) mod headers;
mod health;
mod hosts;
pub(crate) mod invoices;
mod live;
mod logos;
mod mail_flow;
mod mailed_reports;
pub(crate) mod messages;
mod oidc;
mod on_premise;
mod origin;
mod pages;
pub(crate) mod payments;
pub(crate) mod problem;
pub(crate) mod request_id;
mod rpc;
mod signing;
mod step_up;
#[cfg(test)]
mod tests;
mod twice;
mod upload;
pub(crate) mod usage;
pub(crate) mod written;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use app::context::Site;
use axum::{
    Router,
    extract::FromRef,
    middleware,
    routing::{MethodRouter, any, get, post},
    serve::ListenerExt,
};
use domain::{
    areas::{File, Route},
    deep_links::snippets,
};
use service::{
    Service,
    audit::heads::{keep, tell},
    background::supervise,
};
use tokio::{sync::watch, task::JoinSet};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    limit::RequestBodyLimitLayer,
};

use crate::{settings::Settings, versions};
pub(crate) use events::bearer;

/// What handlers work with. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) service: Service,
    pub(crate) site: Site,
    pub(crate) settings: std::sync::Arc<Settings>,
    pub(crate) stop: Stop,
    pub(crate) metrics: metrics_exporter_prometheus::PrometheusHandle,
    pub(crate) twice: twice::Twice,
    pub(crate) gate: gateway::Gate,
    pub(crate) sign_ins: oidc::SignIns,
}

impl FromRef<State> for Service {
    fn from_ref(state: &State) -> Self {
        state.service.clone()
    }
}

impl FromRef<State> for metrics_exporter_prometheus::PrometheusHandle {
    fn from_ref(state: &State) -> Self {
        state.metrics.clone()
    }
}

/// Turns true when the server is asked to stop, so that endless streams end.
#[derive(Clone, Debug)]
pub(crate) struct Stop(pub(crate) watch::Receiver<bool>);

/// A form is small, and a logo in base 64 is the most that one holds; events have a limit of their own.
const FORM_BYTES: usize = 384 * 1024;

/// Serves until a signal; then finishes what is running.
pub(crate) async fn serve(settings: &Settings, service: &Service, is_demo: bool) -> Result<(), String> {
    let site = assets::find(settings)?;
    let (stop, stopped) = watch::channel(false);
    let metrics = metrics_exporter_prometheus::PrometheusBuilder::new()
        .install_recorder()
        .map_err(|error| format!("metrics did not start: {error}"))?;
    let state = State {
        service: service.clone(),
        site,
        settings: std::sync::Arc::new(settings.clone()),
        stop: Stop(stopped),
        metrics,
        twice: twice::Twice::default(),
        gate: gateway::Gate::new(service.clone()),
        sign_ins: oidc::SignIns::new(service.clone()),
    };
    let presence = versions::announce(service).await?;
    let listener = match tokio::net::TcpListener::bind(settings.listen).await {
        Ok(listener) => listener,
        Err(error) => {
            if let Err(error) = presence.leave().await {
                tracing::warn!(%error, "this server could not say that it has ended");
            }
            return Err(format!("listen is wrong: {} cannot be bound: {error}", settings.listen));
        }
    };
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    tracing::info!(%address, "Parvis is ready at {}", service.public_url());
    if settings.smtp_url.is_none() {
        let outbox = settings.data.join("outbox");
        tracing::info!("no SMTP server is configured: mails are written to {}", outbox.display());
    }
    match service::operators::first_link(service).await {
        Ok(Some(link)) => {
            tracing::info!("there is no operator yet: whoever opens {link} within a day becomes the first");
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "whether there is an operator could not be found out"),
    }
    let background = Arc::new(Mutex::new(background(settings, &state, is_demo)));
    let checked = service.clone();
    tokio::spawn(async move {
        checked.check_webhooks().await;
        checked.check_mail().await;
    });
    // Without this small answers wait 40 ms for the other side's acknowledgement.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let app = router(&state).into_make_service_with_connect_info::<SocketAddr>();
    let (held, refused) = (presence.clone(), Arc::new(OnceLock::new()));
    let (refuse, running) = (refused.clone(), background.clone());
    let served = axum::serve(listener, app)
        .with_graceful_shutdown(async move {
            tokio::select! {
                () = signal() => tracing::info!("stopping: what is running is finished"),
                other = held.hold() => {
                    running.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
                    let _ = refuse.set(versions::refusal(&other));
                }
            }
            let _ = stop.send(true);
        })
        .await;
    drop(background);
    if let Err(error) = service.flush_uses().await {
        tracing::warn!(%error, "what programs used last could not be written");
    }
    if let Err(error) = presence.leave().await {
        tracing::warn!(%error, "this server could not say that it has ended");
    }
    match refused.get() {
        Some(refusal) => Err(refusal.clone()),
        None => served.map_err(|error| format!("the server failed: {error}")),
    }
}

/// Begins the work beside the requests, each kind by itself, so that none waits for another or ends with it.
/// It ends when what is returned is dropped.
fn background(settings: &Settings, state: &State, is_demo: bool) -> JoinSet<()> {
    let (mut running, service) = (JoinSet::new(), &state.service);
    let (gate, sending) = (state.gate.clone(), service.clone());
    running.spawn(async move {
        supervise("sinks", || Box::pin(service::deep_links::sinks::connected::watch(&sending))).await;
    });
    running.spawn(async move { supervise("gateway", || Box::pin(gate.watch())).await });
    let (jobs, used) = (service.clone(), service.clone());
    running.spawn(async move { supervise("uses", || Box::pin(used.write_uses())).await });
    running.spawn(async move { supervise("jobs", || Box::pin(jobs.watch_jobs())).await });
    let told = service.clone();
    running.spawn(async move {
        supervise("announcements", || Box::pin(service::announcements::watch(&told))).await;
    });
    let there = service.clone();
    running.spawn(async move {
        supervise("availability", || Box::pin(service::availability::watch(&there))).await;
    });
    let linked = service.clone();
    running.spawn(async move {
        supervise("deep-links", || Box::pin(service::deep_links::targets::watch(&linked))).await;
    });
    for least in service::jobs::LANES {
        let jobs = service.clone();
        running.spawn(async move { supervise("worker", || Box::pin(jobs.work(least))).await });
    }
    if let Some(file) = settings.audit_heads_file.clone() {
        let (service, every) = (service.clone(), Duration::from_mins(settings.audit_heads_interval.into()));
        running
            .spawn(async move { supervise("audit-heads", || Box::pin(keep(&service, &file, every))).await });
    }
    if settings.audit_heads_webhook.is_some() {
        let (service, every) = (service.clone(), Duration::from_mins(settings.audit_heads_interval.into()));
        running.spawn(async move { supervise("audit-webhook", || Box::pin(tell(&service, every))).await });
    }
    if is_demo {
        let service = service.clone();
        running.spawn(async move { supervise("demo", || Box::pin(service::demo::live(&service))).await });
    }
    running
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

fn answer(file: File) -> MethodRouter<State> {
    match file {
        File::Live => get(live::mail_flow),
        File::JobsLive => get(live::jobs),
        File::OverviewCsv => get(mail_flow::overview_csv),
        File::HoursCsv => get(mail_flow::hours_csv),
        File::MessagesCsv => get(messages::csv),
        File::MessagesNdjson => get(messages::ndjson),
        File::ReportsCsv => get(mail_flow::report_csv),
        File::Program => get(on_premise::program),
        File::AuditCsv => get(audit::csv),
        File::AuditNdjson => get(audit::ndjson),
        File::InvoicesCsv => get(invoices::csv),
        File::InvoicePdf => get(invoices::pdf),
        File::InvoiceJson => get(invoices::json),
        File::InvoiceXml => get(invoices::xml),
        File::UsageCsv => get(invoices::usage_csv),
        File::UsageJson => get(invoices::usage_json),
        File::OperatorInvoicePdf => get(invoices::operator_pdf),
        File::OperatorInvoiceXml => get(invoices::operator_xml),
        File::OperatorUsageCsv => get(invoices::operator_usage_csv),
        File::OperatorUsageJson => get(invoices::operator_usage_json),
        File::Logo => get(logos::logo),
        File::ProviderReturn => get(pages::returned),
    }
}

fn router(state: &State) -> Router {
    let large = SizeAbove::new(2048).and(NotForContentType::SSE).and(NotForContentType::IMAGES);
    let faults = || middleware::from_fn_with_state(state.clone(), faults::show);
    let files =
        File::ALL.iter().fold(Router::new(), |router, file| router.route(file.as_str(), answer(*file)));
    let pages = files
        .route("/rpc/{*function}", post(rpc::call))
        .route(Route::StopReport.as_str(), any(mailed_reports::stop))
        .fallback(any(pages::page))
        .layer(RequestBodyLimitLayer::new(FORM_BYTES))
        .layer(middleware::from_fn_with_state(state.clone(), origin::check))
        .layer(middleware::from_fn_with_state(state.clone(), caller::identify))
        .layer(middleware::from_fn_with_state(state.clone(), hosts::confine))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(large))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(faults());
    Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .route("/hosts/known", get(hosts::known))
        .route(snippets::KEYS, get(gateway::keys))
        .merge(crate::rest::router(state))
        .merge(oidc::router(state))
        .merge(assets::router(&state.site).layer(faults()))
        .merge(download::router(state.site.agent.as_ref()))
        .fallback_service(pages.with_state(state.clone()))
        .layer(middleware::from_fn(again::read))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), bounds::check))
        .layer(middleware::from_fn_with_state(state.clone(), headers::wrap))
        .layer(middleware::from_fn_with_state(state.clone(), gateway::stand))
        .with_state(state.clone())
}
