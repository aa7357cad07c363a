//! Pages at a provider on which cards are saved.

use domain::{Micros, TenantId};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PaymentSetup {
    /// The provider's own name for it.
    pub id: String,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    pub url: String,
    /// Who asked for it, as people read it.
    pub begun_by: String,
    pub created_at: Micros,
    pub ends_at: Micros,
}

macro_rules! columns {
    () => {
        "id, tenant_id, url, begun_by, created_at, ends_at"
    };
}

pub async fn insert(tx: &mut ControlTx, new: &PaymentSetup) -> Result<()> {
    let insert = "insert into payment_setups (id, tenant_id, url, begun_by, created_at, ends_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(&new.id).bind(new.tenant_id.as_str()).bind(&new.url).bind(&new.begun_by).bind(new.created_at)
        .bind(new.ends_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A page on which no card was saved yet.
pub async fn find(tx: &mut ControlTx, id: &str) -> Result<Option<PaymentSetup>> {
    let select = concat!("select ", columns!(), " from payment_setups where id = $1 and closed_at is null");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id).fetch_optional(conn).await)?)
}

/// The pages of a tenant that are still open, the newest first.
pub async fn list_open(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<Vec<PaymentSetup>> {
    let select = concat!(
        "select ",
        columns!(),
        " from payment_setups where tenant_id = $1 and ends_at > $2 and closed_at is null
         order by created_at desc, id"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(now).fetch_all(conn).await)?)
}

/// Notes that a card was saved on a page: it and those before it are closed. False: that was noted before.
pub async fn update_closed(tx: &mut ControlTx, setup: &PaymentSetup, now: Micros) -> Result<bool> {
    let update = "update payment_setups set closed_at = $2 where id = $1 and closed_at is null";
    let is_new = on!(tx.raw(), conn => sqlx::query(update)
        .bind(&setup.id).bind(now).execute(conn).await.map(|done| done.rows_affected() > 0))?;
    let earlier = "update payment_setups set closed_at = $3
         where tenant_id = $1 and created_at <= $2 and closed_at is null";
    on!(tx.raw(), conn => sqlx::query(earlier)
        .bind(setup.tenant_id.as_str()).bind(setup.created_at).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(is_new)
}

/// Forgets a tenant's pages.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId) -> Result<()> {
    let delete = "delete from payment_setups where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(tenant.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
