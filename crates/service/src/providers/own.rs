//! A tenant's own provider, as it is stored and as it is demanded.

use domain::{Error, ProviderId, TenantId, addresses};
use store::{
    ControlTx,
    control::{
        accounts::Account,
        tenant_providers::{self, TenantProvider},
    },
};

use super::{Preset, Provider};
use crate::{OrInternal, Result, Service};

/// Where a provider's client secret is sealed for.
pub(crate) fn row(id: &ProviderId) -> String {
    format!("tenant_providers:{id}")
}

/// The stored provider, ready to be asked.
pub(crate) fn of_tenant(service: &Service, stored: TenantProvider) -> Result<Provider> {
    let secret = service.secrets().open_sealed(&row(&stored.id), &stored.client_secret)?;
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

/// Whether the tenant demands its own provider of this member, and the session came another way.
pub(crate) async fn is_lacking(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &Account,
    provider: Option<&str>,
) -> Result<bool> {
    let Some(domain) = addresses::domain(&account.email) else { return Ok(false) };
    let required = tenant_providers::find_required(tx, tenant, &domain).await.or_internal()?;
    Ok(required.is_some_and(|required| provider != Some(required.as_str())))
}
