//! What an operator gives one tenant instead of what its plan gives. What counts is read with the tenant's row.

use domain::{Micros, OverrideId, TenantId};

use crate::{ControlTx, Result};

domain::words! {
    /// Whether somebody gave it, or the tenant had it before its plan said otherwise.
    pub enum Origin { Operator = "operator", Grandfathered = "grandfathered" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Override {
    #[sqlx(try_from = "String")]
    pub id: OverrideId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    /// The key of a feature.
    pub feature: String,
    /// As it stands in the entitlements of a version.
    pub value: String,
    #[sqlx(try_from = "String")]
    pub origin: Origin,
    pub reason: String,
    /// From then on it gives nothing.
    pub ends_at: Option<Micros>,
    /// Who set it, as people read it.
    pub set_by: String,
    pub set_at: Micros,
    /// When it was ended or replaced.
    pub ended_at: Option<Micros>,
}

/// The columns of [`Override`].
macro_rules! columns {
    () => {
        "id, tenant_id, feature, value, origin, reason, ends_at, set_by, set_at, ended_at"
    };
}

pub async fn insert(tx: &mut ControlTx, one: &Override) -> Result<()> {
    let insert =
        concat!("insert into overrides (", columns!(), ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(one.id.as_str()).bind(one.tenant_id.as_str()).bind(&one.feature).bind(&one.value)
        .bind(one.origin.as_str()).bind(&one.reason).bind(one.ends_at).bind(&one.set_by).bind(one.set_at)
        .bind(one.ended_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Every override of a tenant, the newest first, those that ended included.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, limit: i64) -> Result<Vec<Override>> {
    let select = concat!(
        "select ",
        columns!(),
        " from overrides where tenant_id = $1 order by set_at desc, id desc limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Ends what a tenant has of a feature instead; the override that was ended.
pub async fn update_ended(
    tx: &mut ControlTx,
    tenant: &TenantId,
    feature: &str,
    now: Micros,
) -> Result<Option<Override>> {
    let update = concat!(
        "update overrides set ended_at = $3 where tenant_id = $1 and feature = $2 and ended_at is null returning ",
        columns!()
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(update)
        .bind(tenant.as_str()).bind(feature).bind(now).fetch_optional(conn).await)?)
}

/// What gives nothing any more and was not ended yet, the oldest first.
pub async fn list_lapsed(tx: &mut ControlTx, now: Micros, limit: i64) -> Result<Vec<Override>> {
    let select = concat!(
        "select ",
        columns!(),
        " from overrides where ended_at is null and ends_at <= $1 order by ends_at, id limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(now).bind(limit).fetch_all(conn).await)?)
}
