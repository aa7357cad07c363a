use leptos::prelude::*;

use crate::Fault;

/// Looks through what came lately for what is not declared.
#[server(prefix = "/rpc", endpoint = "proposals.look")]
pub async fn look_for_proposals(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::proposals::look(access).await?;
    reply::done(Action::ProposalsLook, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}

/// Puts a proposal aside, so that it is not made again.
#[server(prefix = "/rpc", endpoint = "proposals.put-aside")]
pub async fn put_proposal_aside(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::proposals::put_aside(access, &id).await?;
    reply::done(Action::ProposalsPutAside, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}

/// Takes back a proposal that was put aside.
#[server(prefix = "/rpc", endpoint = "proposals.take-back")]
pub async fn take_proposal_back(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::proposals::take_back(access, &id).await?;
    reply::done(Action::ProposalsTakeBack, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}
