//! A tenant's own identity provider, and the e-mail domains it has proved to be its own.

use domain::ProviderId;
use store::control::tenant_providers::TenantProvider;

use crate::{
    Error, Result, Service,
    providers::{Preset, Provider},
};

/// Where a provider's client secret is sealed for.
fn place(id: &ProviderId) -> String {
    format!("tenant_providers:{id}")
}

/// The stored provider, ready to be asked.
pub(crate) fn open(service: &Service, stored: TenantProvider) -> Result<Provider> {
    let secret = service.secrets().open_sealed(&place(&stored.id), &stored.client_secret)?;
    Ok(Provider {
        id: stored.id.to_string(),
        title: stored.title,
        issuer: stored.issuer,
        preset: Preset::OpenId,
        client_id: stored.client_id,
        client_secret: String::from_utf8(secret).map_err(|_| Error::Internal)?,
        scopes: vec!["email".to_owned()],
        // What it says counts in the tenant's own domains alone.
        trusts_email: true,
        tenant: Some(stored.tenant_id),
    })
}
