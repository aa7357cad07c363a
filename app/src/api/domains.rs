use leptos::prelude::*;

use crate::Fault;

/// Adds domains, one per line. Good lines are added even when others are not.
#[server(prefix = "/rpc", endpoint = "domains.add")]
pub async fn add_domains(
    tenant: String,
    #[server(default)] names: String,
    #[server(default)] kind: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let form = service::domains::DomainsForm { names, kind };
    let added = service::domains::add(access, form).await?;
    if !added.refused.is_empty() {
        return Err(Fault(domain::Error::Invalid { fields: added.refused }));
    }
    let new = added.added.iter().map(|domain| &domain.id);
    reply::made(Action::DomainsAdd, &format!("/t/{tenant}/mail-flow"), new);
    Ok(())
}

/// Changes what a domain is, or switches it on or off.
#[server(prefix = "/rpc", endpoint = "domains.update")]
pub async fn update_domain(
    tenant: String,
    id: String,
    #[server(default)] kind: String,
    #[server(default)] enabled: bool,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use domain::{Error, Problem};
    let kind = kind.parse().map_err(|_| Error::field("kind", Problem::NotAChoice))?;
    let access = reply::enter(&tenant).await?;
    service::domains::update(access, &id, kind, enabled).await?;
    reply::done(Action::DomainsUpdate, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}

/// Deletes a domain whose name was typed.
#[server(prefix = "/rpc", endpoint = "domains.delete")]
pub async fn delete_domain(
    tenant: String,
    id: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::domains::delete(access, &id, &confirm).await?;
    reply::done(Action::DomainsDelete, &format!("/t/{tenant}/mail-flow"));
    Ok(())
}
