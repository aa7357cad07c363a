use leptos::prelude::*;

use crate::Fault;

/// Moves, hides or shows one of one's own tiles.
#[server(prefix = "/rpc", endpoint = "dashboards.arrange")]
pub async fn arrange_overview(
    tenant: String,
    #[server(default)] tile: String,
    #[server(default)] how: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::dashboards::arrange(access, &tile, &how).await?;
    reply::done(Action::DashboardsArrange, &format!("/t/{tenant}/overview/tiles"));
    Ok(())
}

/// The same for what newcomers see.
#[server(prefix = "/rpc", endpoint = "dashboards.arrange-space")]
pub async fn arrange_space_overview(
    tenant: String,
    #[server(default)] tile: String,
    #[server(default)] how: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::dashboards::arrange_space(access, &tile, &how).await?;
    reply::done(Action::DashboardsArrangeSpace, &format!("/t/{tenant}/overview/tiles"));
    Ok(())
}
