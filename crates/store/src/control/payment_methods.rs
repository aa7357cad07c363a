//! The cards that invoices may be paid with, as people know them: they are kept at the provider.

use domain::{Micros, TenantId};

use crate::{ControlTx, Result};

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PaymentMethod {
    /// What its owner and it are called at the provider.
    pub customer_id: String,
    pub method_id: String,
    pub brand: String,
    pub last_four: String,
    pub expires_month: i64,
    pub expires_year: i64,
    /// Whether invoices are paid with it when they are issued.
    pub is_automatic: bool,
    pub saved_by: String,
    pub saved_at: Micros,
}

macro_rules! columns {
    () => {
        "customer_id, method_id, brand, last_four, expires_month, expires_year, is_automatic, saved_by, saved_at"
    };
}

/// Keeps a tenant's card in the place of the one it had. Whether invoices are paid with it stays as it was.
pub async fn upsert(tx: &mut ControlTx, tenant: &TenantId, new: &PaymentMethod) -> Result<()> {
    let upsert =
        "insert into payment_methods (tenant_id, customer_id, method_id, brand, last_four, expires_month,
            expires_year, is_automatic, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant_id) do update set customer_id = excluded.customer_id,
            method_id = excluded.method_id, brand = excluded.brand, last_four = excluded.last_four,
            expires_month = excluded.expires_month, expires_year = excluded.expires_year,
            saved_by = excluded.saved_by, saved_at = excluded.saved_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(&new.customer_id).bind(&new.method_id).bind(&new.brand).bind(&new.last_four)
        .bind(new.expires_month).bind(new.expires_year).bind(new.is_automatic).bind(&new.saved_by)
        .bind(new.saved_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<PaymentMethod>> {
    let select = concat!("select ", columns!(), " from payment_methods where tenant_id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?)
}

/// Says whether invoices are paid with it when they are issued.
pub async fn update_automatic(tx: &mut ControlTx, tenant: &TenantId, is_automatic: bool) -> Result<()> {
    let update = "update payment_methods set is_automatic = $2 where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(is_automatic).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Takes away a tenant's card; the one it had.
pub async fn delete(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<PaymentMethod>> {
    let delete = concat!("delete from payment_methods where tenant_id = $1 returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(delete).bind(tenant.as_str()).fetch_optional(conn).await)?)
}
