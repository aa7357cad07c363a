use leptos::prelude::*;

use crate::Fault;

/// Begins to see the space as one of its members.
#[server(prefix = "/rpc", endpoint = "view-as.start")]
pub async fn start_view(tenant: String, #[server(default)] account: String) -> Result<(), Fault> {
    use super::reply;
    let access = reply::enter(&tenant).await?;
    reply::renew(service::view_as::start(access, &account).await?);
    reply::go(&format!("/t/{tenant}"));
    Ok(())
}

/// Sees with one's own eyes again, and goes to the page named.
#[server(prefix = "/rpc", endpoint = "view-as.stop")]
pub async fn stop_view(#[server(default)] next: String) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    reply::renew(service::view_as::stop(&service, &caller).await?);
    reply::go(crate::context::safe_path(&next).unwrap_or("/spaces"));
    Ok(())
}
