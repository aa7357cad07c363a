//! What tenants have that costs something.

use domain::{BillingItemId, Locale, Micros, TenantId};

use crate::{ControlTx, Result};

domain::words! {
    /// What kind of thing it is.
    pub enum ItemKind { Plan = "plan" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct BillingItem {
    #[sqlx(try_from = "String")]
    pub id: BillingItemId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub kind: ItemKind,
    /// Which thing of its kind: of a plan its version.
    pub source: String,
    pub title_en: String,
    pub title_fr: String,
    /// In minor units, for a whole period.
    pub price: i64,
    pub currency: String,
    pub opened_at: Micros,
    pub closed_at: Option<Micros>,
    /// Up to when it is on an invoice.
    pub charged_until: Option<Micros>,
}

impl BillingItem {
    pub fn title(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.title_en,
            Locale::Fr => &self.title_fr,
        }
    }
}

pub async fn insert(tx: &mut ControlTx, item: &BillingItem) -> Result<()> {
    let insert =
        "insert into billing_items (id, tenant_id, kind, source, title_en, title_fr, price, currency,
            opened_at, closed_at, charged_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(item.id.as_str()).bind(item.tenant_id.as_str()).bind(item.kind.as_str()).bind(&item.source)
        .bind(&item.title_en).bind(&item.title_fr).bind(item.price).bind(&item.currency)
        .bind(item.opened_at).bind(item.closed_at).bind(item.charged_until)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// A tenant's items, the oldest first; of those that are over and were charged to their end nothing is owed.
pub async fn list_open(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<BillingItem>> {
    let select =
        "select id, tenant_id, kind, source, title_en, title_fr, price, currency, opened_at, closed_at,
            charged_until from billing_items
         where tenant_id = $1 and (closed_at is null or charged_until is null or charged_until <> closed_at)
         order by opened_at, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// What a tenant had in a stretch of time, the oldest first.
pub async fn list_within(
    tx: &mut ControlTx,
    tenant: &TenantId,
    from: Micros,
    until: Micros,
) -> Result<Vec<BillingItem>> {
    let select =
        "select id, tenant_id, kind, source, title_en, title_fr, price, currency, opened_at, closed_at,
            charged_until from billing_items
         where tenant_id = $1 and opened_at < $3
            and (closed_at is null or closed_at > $2 and closed_at > opened_at)
         order by opened_at, id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(from).bind(until).fetch_all(conn).await)?)
}

/// Closes what is open of a kind; what would begin later never does.
pub async fn update_closed(
    tx: &mut ControlTx,
    tenant: &TenantId,
    kind: ItemKind,
    closed_at: Micros,
) -> Result<()> {
    let update = "update billing_items set closed_at = case when opened_at > $3 then opened_at else $3 end
         where tenant_id = $1 and kind = $2 and closed_at is null";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(kind.as_str()).bind(closed_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes up to when an item is on an invoice.
pub async fn update_charged(tx: &mut ControlTx, id: &BillingItemId, charged_until: Micros) -> Result<()> {
    let update = "update billing_items set charged_until = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(charged_until).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Whether the tenant ever had one.
pub async fn exists(tx: &mut ControlTx, tenant: &TenantId) -> Result<bool> {
    let select = "select count(*) from billing_items where tenant_id = $1";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_one(conn).await)?;
    Ok(count > 0)
}
