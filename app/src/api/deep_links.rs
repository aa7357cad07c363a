#![expect(clippy::too_many_arguments, reason = "one per control of the form")]

use leptos::prelude::*;

use crate::Fault;

/// Connects a program that links lead to, or says that it is not to be used.
#[server(prefix = "/rpc", endpoint = "deep-links.save")]
pub async fn save_link_target(
    id: String,
    #[server(default)] mode: String,
    #[server(default)] flavor: String,
    #[server(default)] source: String,
    #[server(default)] public_url: String,
    #[server(default)] internal_url: String,
    #[server(default)] username: String,
    #[server(default)] password: String,
    #[server(default)] revision: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let revision = revision.parse().unwrap_or_default();
    let form = service::deep_links::targets::TargetForm {
        mode,
        flavor,
        source,
        public_url,
        internal_url,
        username,
        password,
        revision,
    };
    service::deep_links::targets::save(reply::operate().await?, &id, &form).await?;
    reply::done(Action::DeepLinksSave, &format!("/operator/deep-links/{id}"));
    Ok(())
}

/// Looks at a connected program.
#[server(prefix = "/rpc", endpoint = "deep-links.probe")]
pub async fn probe_link_target(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let probed = service::deep_links::targets::probe(reply::operate().await?, &id).await?;
    service::deep_links::targets::note(reply::operate().await?, probed).await?;
    reply::done(Action::DeepLinksProbe, &format!("/operator/deep-links/{id}"));
    Ok(())
}

/// Forgets the password of a connected program.
#[server(prefix = "/rpc", endpoint = "deep-links.remove-credential")]
pub async fn remove_link_credential(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::deep_links::targets::remove_credential(reply::operate().await?, &id).await?;
    reply::done(Action::DeepLinksRemoveCredential, &format!("/operator/deep-links/{id}"));
    Ok(())
}

/// Adds a link into another program.
#[server(prefix = "/rpc", endpoint = "deep-links.add-template")]
pub async fn add_link_template(
    #[server(default)] title: String,
    #[server(default)] url: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::deep_links::templates::TemplateForm { title, url };
    let made = service::deep_links::templates::add(reply::operate().await?, &form).await?;
    reply::made(Action::DeepLinksAddTemplate, "/operator/deep-links", std::iter::once(made.id));
    Ok(())
}

/// Changes a link into another program.
#[server(prefix = "/rpc", endpoint = "deep-links.change-template")]
pub async fn change_link_template(
    id: String,
    #[server(default)] title: String,
    #[server(default)] url: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let form = service::deep_links::templates::TemplateForm { title, url };
    service::deep_links::templates::update(reply::operate().await?, &id, &form).await?;
    reply::done(Action::DeepLinksChangeTemplate, "/operator/deep-links");
    Ok(())
}

/// Removes a link into another program.
#[server(prefix = "/rpc", endpoint = "deep-links.remove-template")]
pub async fn remove_link_template(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::deep_links::templates::remove(reply::operate().await?, &id).await?;
    reply::done(Action::DeepLinksRemoveTemplate, "/operator/deep-links");
    Ok(())
}

/// Says which hosts links may lead to.
#[server(prefix = "/rpc", endpoint = "deep-links.set-hosts")]
pub async fn set_link_hosts(#[server(default)] hosts: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::deep_links::templates::set_hosts(reply::operate().await?, &hosts).await?;
    reply::done(Action::DeepLinksSetHosts, "/operator/deep-links");
    Ok(())
}

/// Has what one tenant has in a program made again.
#[server(prefix = "/rpc", endpoint = "deep-links.prepare")]
pub async fn prepare_link(id: String, #[server(default)] slug: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::deep_links::provisioning::prepare(reply::operate().await?, &id, &slug).await?;
    reply::done(Action::DeepLinksPrepare, &format!("/operator/deep-links/{id}"));
    Ok(())
}

/// The same for every tenant.
#[server(prefix = "/rpc", endpoint = "deep-links.prepare-all")]
pub async fn prepare_links(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::deep_links::provisioning::prepare_all(reply::operate().await?, &id).await?;
    reply::done(Action::DeepLinksPrepareAll, &format!("/operator/deep-links/{id}"));
    Ok(())
}

/// Sends a tenant's stretch of time to a store once more.
#[server(prefix = "/rpc", endpoint = "deep-links.send-again")]
pub async fn send_again_of(
    id: String,
    slug: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::deep_links::sinks::{Tending, tend};
    tend(reply::operate().await?, &id, &slug, &Tending::Again { from, to }).await?;
    reply::done(Action::DeepLinksSendAgain, &format!("/operator/deep-links/{id}/{slug}"));
    Ok(())
}

/// Tries again what a store would not take of a tenant.
#[server(prefix = "/rpc", endpoint = "deep-links.retry-rejected")]
pub async fn retry_rejected_of(id: String, slug: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::deep_links::sinks::{Tending, tend};
    tend(reply::operate().await?, &id, &slug, &Tending::Retry).await?;
    reply::done(Action::DeepLinksRetryRejected, &format!("/operator/deep-links/{id}/{slug}"));
    Ok(())
}

/// Forgets what a store would not take of a tenant.
#[server(prefix = "/rpc", endpoint = "deep-links.clear-rejected")]
pub async fn clear_rejected_of(id: String, slug: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::deep_links::sinks::{Tending, tend};
    tend(reply::operate().await?, &id, &slug, &Tending::Clear).await?;
    reply::done(Action::DeepLinksClearRejected, &format!("/operator/deep-links/{id}/{slug}"));
    Ok(())
}
