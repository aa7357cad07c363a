use domain::{TenantId, brands::LogoKind};

use crate::{ControlTx, Result};

/// The picture of a tenant's brand.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Logo {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    /// Names it in addresses.
    pub key: String,
    #[sqlx(try_from = "String")]
    pub kind: LogoKind,
    pub bytes: Vec<u8>,
}

/// Sets what a tenant calls itself, where its mails come from and at which host it is opened; empty: nothing.
pub async fn update(tx: &mut ControlTx, id: &TenantId, name: &str, sender: &str, host: &str) -> Result<()> {
    let update = "update tenants set brand_name = $2, brand_sender = $3, brand_host = $4 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(name).bind(sender).bind(host).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes a host from whoever else has it.
pub async fn release_host(tx: &mut ControlTx, host: &str, but: &TenantId) -> Result<()> {
    let update = "update tenants set brand_host = '' where brand_host = $1 and id <> $2";
    on!(tx.raw(), conn => sqlx::query(update).bind(host).bind(but.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Gives a tenant a logo, in the place of the one it had.
pub async fn upsert_logo(tx: &mut ControlTx, logo: &Logo) -> Result<()> {
    let insert = "insert into logos (tenant_id, key, kind, bytes) values ($1, $2, $3, $4)
         on conflict (tenant_id) do update set key = excluded.key, kind = excluded.kind, bytes = excluded.bytes";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(logo.tenant_id.as_str()).bind(&logo.key).bind(logo.kind.as_str()).bind(&logo.bytes)
        .execute(conn).await.map(|_| ()))?;
    update_key(tx, &logo.tenant_id, &logo.key).await
}

async fn update_key(tx: &mut ControlTx, id: &TenantId, key: &str) -> Result<()> {
    let update = "update tenants set brand_logo = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(key).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The logo of that key, whosever it is.
pub async fn find_logo(tx: &mut ControlTx, key: &str) -> Result<Option<Logo>> {
    let select = "select tenant_id, key, kind, bytes from logos where key = $1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(key).fetch_optional(conn).await)?)
}

/// Takes a tenant's logo out.
pub async fn delete_logo(tx: &mut ControlTx, id: &TenantId) -> Result<()> {
    let delete = "delete from logos where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    update_key(tx, id, "").await
}
