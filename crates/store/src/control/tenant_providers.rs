use domain::{Micros, ProviderId, TenantId};

use crate::{ControlTx, Result};

/// The columns of [`TenantProvider`].
macro_rules! columns {
    () => {
        "tenant_providers.id, tenant_providers.tenant_id, tenant_providers.title, tenant_providers.issuer, \
         tenant_providers.client_id, tenant_providers.client_secret, tenant_providers.is_required, \
         tenant_providers.created_at"
    };
}

/// A tenant's own identity provider.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TenantProvider {
    #[sqlx(try_from = "String")]
    pub id: ProviderId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    pub title: String,
    pub issuer: String,
    pub client_id: String,
    /// Sealed with the installation's key.
    pub client_secret: String,
    /// Whether members with an address in a verified domain must come through it.
    pub is_required: bool,
    pub created_at: Micros,
}

pub async fn insert(tx: &mut ControlTx, provider: &TenantProvider) -> Result<()> {
    let insert = "insert into tenant_providers (id, tenant_id, title, issuer, client_id, client_secret,
            is_required, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(provider.id.as_str()).bind(provider.tenant_id.as_str()).bind(&provider.title)
        .bind(&provider.issuer).bind(&provider.client_id).bind(&provider.client_secret)
        .bind(provider.is_required).bind(provider.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &ProviderId) -> Result<Option<TenantProvider>> {
    let select = concat!("select ", columns!(), " from tenant_providers where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn find_of_tenant(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<TenantProvider>> {
    let select = concat!("select ", columns!(), " from tenant_providers where tenant_id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?)
}

/// The provider of the tenant that has proved an e-mail domain to be its own.
pub async fn find_by_domain(tx: &mut ControlTx, domain: &str) -> Result<Option<TenantProvider>> {
    let select = concat!(
        "select ",
        columns!(),
        " from tenant_providers join email_domains on email_domains.tenant_id = tenant_providers.tenant_id
         where name = $1 and verified_at is not null"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(domain).fetch_optional(conn).await)?)
}

/// The provider members of a tenant with an address in `domain` must come through, if one is required.
pub async fn find_required(tx: &mut ControlTx, tenant: &TenantId, domain: &str) -> Result<Option<String>> {
    let select = "select id from tenant_providers
         join email_domains on email_domains.tenant_id = tenant_providers.tenant_id
         where tenant_providers.tenant_id = $1 and name = $2 and is_required and verified_at is not null";
    let row: Option<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(domain).fetch_optional(conn).await)?;
    Ok(row.map(|(id,)| id))
}

pub async fn update_required(tx: &mut ControlTx, id: &ProviderId, is_required: bool) -> Result<()> {
    let update = "update tenant_providers set is_required = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(is_required).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn delete(tx: &mut ControlTx, id: &ProviderId) -> Result<()> {
    let delete = "delete from tenant_providers where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
