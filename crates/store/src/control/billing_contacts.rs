//! Whom to write to, and for billing what stands on invoices.

use domain::{Locale, Micros, TenantId, contacts::ContactKind};

use crate::{ControlTx, Result};

/// A contact. An empty text was not given.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct BillingContact {
    #[sqlx(try_from = "String")]
    pub kind: ContactKind,
    pub name: String,
    pub email: String,
    pub phone: String,
    #[sqlx(try_from = "String")]
    pub language: Locale,
    pub is_business: bool,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// In ISO 3166.
    pub country: String,
    pub siren: String,
    pub vat_number: String,
    pub changed_at: Micros,
    /// Since when it is known that mail to the address is wanted there.
    pub confirmed_at: Option<Micros>,
}

macro_rules! columns {
    () => {
        "kind, name, email, phone, language, is_business, street, postcode, city, country, siren, vat_number, \
         changed_at, confirmed_at"
    };
}

/// Sets a contact; a link that was sent to it before leads no further once its address is another.
pub async fn upsert(tx: &mut ControlTx, tenant: &TenantId, contact: &BillingContact) -> Result<()> {
    let upsert =
        "insert into billing_contacts (tenant_id, kind, name, email, phone, language, is_business, street,
            postcode, city, country, siren, vat_number, changed_at, confirmed_at, checked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
         on conflict (tenant_id, kind) do update set name = excluded.name,
            token_hash = case when billing_contacts.email = excluded.email then billing_contacts.token_hash else '' end,
            checked_at = case when billing_contacts.email = excluded.email then billing_contacts.checked_at
                else excluded.confirmed_at end,
            asked_at = case when billing_contacts.email = excluded.email then billing_contacts.asked_at end,
            email = excluded.email,
            phone = excluded.phone, language = excluded.language, is_business = excluded.is_business,
            street = excluded.street, postcode = excluded.postcode, city = excluded.city,
            country = excluded.country, siren = excluded.siren, vat_number = excluded.vat_number,
            changed_at = excluded.changed_at, confirmed_at = excluded.confirmed_at";
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(tenant.as_str()).bind(contact.kind.as_str()).bind(&contact.name).bind(&contact.email)
        .bind(&contact.phone).bind(contact.language.as_str()).bind(contact.is_business).bind(&contact.street)
        .bind(&contact.postcode).bind(&contact.city).bind(&contact.country).bind(&contact.siren)
        .bind(&contact.vat_number).bind(contact.changed_at).bind(contact.confirmed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(
    tx: &mut ControlTx,
    tenant: &TenantId,
    kind: ContactKind,
) -> Result<Option<BillingContact>> {
    let select = concat!("select ", columns!(), " from billing_contacts where tenant_id = $1 and kind = $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(kind.as_str()).fetch_optional(conn).await)?)
}

/// The contacts of a tenant.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<BillingContact>> {
    let select =
        concat!("select ", columns!(), " from billing_contacts where tenant_id = $1 order by kind limit 10");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// Writes down the link that is about to be sent to a contact; the one before leads no further.
pub async fn update_token(
    tx: &mut ControlTx,
    tenant: &TenantId,
    kind: ContactKind,
    (token_hash, ends_at): (&str, Micros),
) -> Result<()> {
    let update = "update billing_contacts set token_hash = $3, token_ends_at = $4
         where tenant_id = $1 and kind = $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(kind.as_str()).bind(token_hash).bind(ends_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Whose contact a link is for, while it leads somewhere.
pub async fn find_by_token(
    tx: &mut ControlTx,
    token_hash: &str,
    now: Micros,
) -> Result<Option<(TenantId, BillingContact)>> {
    let select = "select tenant_id, kind from billing_contacts
         where token_hash = $1 and token_hash <> '' and token_ends_at > $2";
    let found: Option<(String, String)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(token_hash).bind(now).fetch_optional(conn).await)?;
    let Some((tenant, kind)) = found else { return Ok(None) };
    let (Some(tenant), Ok(kind)) = (TenantId::parse(&tenant), kind.parse()) else { return Ok(None) };
    Ok(find(tx, &tenant, kind).await?.map(|contact| (tenant, contact)))
}

/// Says that a link did its work; whether it led somewhere until now.
pub async fn update_confirmed(tx: &mut ControlTx, token_hash: &str, now: Micros) -> Result<bool> {
    let update = "update billing_contacts set confirmed_at = coalesce(confirmed_at, $2), checked_at = $2, asked_at = null,
            token_hash = ''
         where token_hash = $1 and token_hash <> '' and token_ends_at > $2";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(token_hash).bind(now).execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// When whoever reads mail at the emergency address said so last, and since when they are asked to say it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct EmergencyCheck {
    pub checked_at: Option<Micros>,
    pub asked_at: Option<Micros>,
}

pub async fn find_emergency_check(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<EmergencyCheck>> {
    let select = "select checked_at, asked_at from billing_contacts
         where tenant_id = $1 and kind = 'emergency' and email <> ''";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?)
}

/// Tenants whose emergency address was confirmed between two instants and not asked since a third, in order.
pub async fn list_emergency_due(
    tx: &mut ControlTx,
    (from, before): (Micros, Micros),
    asked_before: Micros,
    limit: i64,
) -> Result<Vec<TenantId>> {
    let select = "select tenant_id from billing_contacts
         where kind = 'emergency' and email <> '' and confirmed_at is not null and checked_at >= $1 and checked_at < $2
            and (asked_at is null or asked_at < $3) order by tenant_id limit $4";
    let rows: Vec<(String,)> = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(from).bind(before).bind(asked_before).bind(limit).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(tenant,)| tenant.into()).collect())
}

/// Notes that an emergency address is asked again.
pub async fn update_emergency_asked(tx: &mut ControlTx, tenant: &TenantId, now: Micros) -> Result<()> {
    let update = "update billing_contacts set asked_at = $2 where tenant_id = $1 and kind = 'emergency'";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
