use domain::bench::{Replayed, Told};
use leptos::prelude::*;

use crate::Fault;

/// Says which way a request would go, and why; or what lines of a log say.
#[server(prefix = "/rpc", endpoint = "bench.ask")]
pub async fn ask_bench(tenant: String, #[server(default)] request: String) -> Result<Told, Fault> {
    let mut access = super::reply::enter(&tenant).await?;
    Ok(service::bench::ask(&mut access, &request).await?)
}

/// Says what a change of domains and networks would move. It changes nothing.
#[server(prefix = "/rpc", endpoint = "bench.replay")]
pub async fn replay_bench(
    tenant: String,
    #[server(default)] local: String,
    #[server(default)] relay: String,
    #[server(default)] cidrs: String,
    #[server(default)] without: String,
    #[server(default)] last: String,
) -> Result<Replayed, Fault> {
    let access = super::reply::enter(&tenant).await?;
    let form = service::bench::DraftForm { local, relay, cidrs, without, last };
    Ok(service::bench::replay(access, &form).await?)
}
