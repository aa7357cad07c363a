#![expect(clippy::too_many_arguments, reason = "one per control of the form")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// A link just made, for the one time it is shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ShownLink {
    pub name: String,
    pub url: String,
}

/// Makes a link and answers its address.
#[server(prefix = "/rpc", endpoint = "share-links.create")]
pub async fn create_share_link(
    tenant: String,
    #[server(default)] name: String,
    #[server(default)] kind: String,
    #[server(default)] days: String,
    #[server(default)] password: String,
    #[server(default)] view_limit: String,
    #[server(default)] range: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] host: String,
    #[server(default)] domain: String,
    #[server(default)] measure: String,
    #[server(default)] compare: String,
) -> Result<ShownLink, Fault> {
    use service::{dashboards::OverviewQuery, share_links};
    let access = super::reply::enter(&tenant).await?;
    let query = OverviewQuery { range, from, to, host, domain, measure, compare };
    let form = share_links::ShareForm { name, kind, days, password, view_limit, query };
    let made = share_links::create(access, form).await?;
    Ok(ShownLink { name: made.link.name, url: made.url })
}

/// Ends a link.
#[server(prefix = "/rpc", endpoint = "share-links.revoke")]
pub async fn revoke_share_link(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::share_links::revoke(access, &id).await?;
    reply::done(Action::ShareLinksRevoke, &format!("/t/{tenant}/settings/share-links/{id}"));
    Ok(())
}

/// Takes one of a link's views, for whoever pressed the button; the browser may look for an hour.
#[server(prefix = "/rpc", endpoint = "share-links.view")]
pub async fn view_share_link(token: String, #[server(default)] sent: String) -> Result<(), Fault> {
    use super::reply;
    // Tells one press of the button from another, before this is asked for.
    let _ = sent;
    let (service, caller) = reply::caller()?;
    let proof = service::share_links::open::view(&service, &caller, &token).await?;
    reply::set_cookie(|site| site.share_cookie(&token, &proof.value, proof.max_age));
    reply::go(&format!("/share/{token}"));
    Ok(())
}

/// Answers a link's password; the browser may then open it for an hour.
#[server(prefix = "/rpc", endpoint = "share-links.unlock")]
pub async fn unlock_share_link(token: String, #[server(default)] password: String) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    let proof = service::share_links::open::unlock(&service, &caller, &token, &password).await?;
    reply::set_cookie(|site| site.share_cookie(&token, &proof.value, proof.max_age));
    reply::go(&format!("/share/{token}"));
    Ok(())
}
