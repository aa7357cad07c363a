use leptos::prelude::*;

use crate::Fault;

/// Says that an e-mail domain is the tenant's own.
#[server(prefix = "/rpc", endpoint = "email-domains.add")]
pub async fn add_email_domain(tenant: String, #[server(default)] name: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenant_providers::add_domain(access, &name).await?;
    reply::done(Action::EmailDomainsAdd, &format!("/t/{tenant}/settings/security"));
    Ok(())
}

/// Looks the record of an e-mail domain up, and notes that it is there.
#[server(prefix = "/rpc", endpoint = "email-domains.verify")]
pub async fn verify_email_domain(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::tenant_providers;
    let proof = tenant_providers::look_up(reply::enter(&tenant).await?, &id).await?;
    tenant_providers::verify_domain(reply::enter(&tenant).await?, proof).await?;
    reply::done(Action::EmailDomainsVerify, &format!("/t/{tenant}/settings/security"));
    Ok(())
}

/// Takes an e-mail domain out.
#[server(prefix = "/rpc", endpoint = "email-domains.delete")]
pub async fn delete_email_domain(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenant_providers::delete_domain(access, &id).await?;
    reply::done(Action::EmailDomainsDelete, &format!("/t/{tenant}/settings/security"));
    Ok(())
}

/// Writes the tenant's own provider down, once it has answered.
#[server(prefix = "/rpc", endpoint = "tenant-providers.register")]
pub async fn register_provider(
    tenant: String,
    #[server(default)] title: String,
    #[server(default)] issuer: String,
    #[server(default)] client_id: String,
    #[server(default)] client_secret: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::tenant_providers::{self, ProviderForm};
    let form = ProviderForm { title, issuer, client_id, client_secret };
    let probed = tenant_providers::probe(reply::enter(&tenant).await?, form).await?;
    tenant_providers::register(reply::enter(&tenant).await?, probed).await?;
    reply::done(Action::TenantProvidersRegister, &format!("/t/{tenant}/settings/security"));
    Ok(())
}

/// Demands the provider of members with an address in a proved domain, or no longer.
#[server(prefix = "/rpc", endpoint = "tenant-providers.require")]
pub async fn require_provider(tenant: String, #[server(default)] required: bool) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenant_providers::require(access, required).await?;
    reply::done(Action::TenantProvidersRequire, &format!("/t/{tenant}/settings/security"));
    Ok(())
}

/// Deletes the tenant's provider.
#[server(prefix = "/rpc", endpoint = "tenant-providers.delete")]
pub async fn delete_provider(tenant: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::tenant_providers::delete(access).await?;
    reply::done(Action::TenantProvidersDelete, &format!("/t/{tenant}/settings/security"));
    Ok(())
}
