use leptos::prelude::*;

use crate::Fault;

/// Asks the owners of a tenant for leave to look into it.
#[server(prefix = "/rpc", endpoint = "consents.ask")]
pub async fn ask_consent(
    tenant: String,
    #[server(default)] reason: String,
    #[server(default)] hours: String,
    #[server(default)] scope: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::consents::LookForm { reason, hours, scope, operator: String::new() };
    service::consents::ask(reply::operate().await?, &tenant, &form).await?;
    reply::done(Action::ConsentsAsk, &format!("/operator/tenants/{tenant}/looks"));
    Ok(())
}

/// Looks into a tenant at once, in an emergency.
#[server(prefix = "/rpc", endpoint = "consents.break-glass")]
pub async fn break_glass(
    tenant: String,
    #[server(default)] reason: String,
    #[server(default)] hours: String,
    #[server(default)] scope: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::consents::LookForm { reason, hours, scope, operator: String::new() };
    service::consents::break_glass(reply::operate().await?, &tenant, &form).await?;
    reply::done(Action::ConsentsBreakGlass, &format!("/operator/tenants/{tenant}/looks"));
    Ok(())
}

/// Ends one's own look, or withdraws what one asked for.
#[server(prefix = "/rpc", endpoint = "consents.stop")]
pub async fn stop_look(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::consents::stop(reply::operate().await?, &tenant, &id).await?;
    reply::done(Action::ConsentsStop, &format!("/operator/tenants/{tenant}/looks"));
    Ok(())
}

/// Lets an operator look into the space.
#[server(prefix = "/rpc", endpoint = "consents.accept")]
pub async fn accept_consent(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::consents::answer(reply::enter(&tenant).await?, &id, service::consents::Answer::Accept).await?;
    reply::done(Action::ConsentsAccept, &format!("/t/{tenant}/settings/consents"));
    Ok(())
}

/// Refuses to let an operator look into the space.
#[server(prefix = "/rpc", endpoint = "consents.refuse")]
pub async fn refuse_consent(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::consents::answer(reply::enter(&tenant).await?, &id, service::consents::Answer::Refuse).await?;
    reply::done(Action::ConsentsRefuse, &format!("/t/{tenant}/settings/consents"));
    Ok(())
}

/// Ends an operator's look into the space.
#[server(prefix = "/rpc", endpoint = "consents.revoke")]
pub async fn revoke_consent(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::consents::answer(reply::enter(&tenant).await?, &id, service::consents::Answer::Revoke).await?;
    reply::done(Action::ConsentsRevoke, &format!("/t/{tenant}/settings/consents"));
    Ok(())
}
