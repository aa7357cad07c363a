#![expect(clippy::too_many_arguments, reason = "one per value of an address that opens something")]

use leptos::prelude::*;

use serde::{Deserialize, Serialize};

use crate::Fault;

/// Where the browser goes, and the ticket that it shows there.
#[derive(Clone, Serialize, Deserialize)]
pub struct Entering {
    pub address: String,
    pub title: String,
    /// Empty: it is a plain link.
    pub ticket: String,
}

/// Opens something in another program, for whoever may; it is noted who did.
#[server(prefix = "/rpc", endpoint = "deep-links.open")]
pub async fn open_deep_link(
    tenant: String,
    target: String,
    view: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] tz: String,
    #[server(default)] host: String,
    #[server(default)] domain: String,
) -> Result<Entering, Fault> {
    use domain::deep_links::focusing::FocusQuery;
    use service::deep_links::opening;
    let (service, caller) = super::reply::caller()?;
    let query = FocusQuery { from, to, tz, host, domain };
    let opened = opening::open(&service, &caller, &tenant, (&target, &view), &query).await?;
    Ok(Entering { address: opened.address, title: opened.title, ticket: opened.ticket })
}
