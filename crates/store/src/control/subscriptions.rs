//! When tenants are billed: their subscriptions, and the periods these had.

use domain::{Micros, PlanVersionId, TenantId};

use super::tenants;
use crate::{ControlTx, Result};

domain::words! {
    /// How often a subscription comes round.
    pub enum Every { Month = "month", Year = "year" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Subscription {
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub every: Every,
    /// The local day on which periods begin, as a day number.
    pub anchor_day: i64,
    /// When it is looked at next for something to be invoiced.
    pub due_at: Micros,
    pub created_at: Micros,
    /// Raised with every change.
    pub revision: i64,
    /// Until when what it has costs nothing yet.
    pub trial_ends_at: Option<Micros>,
    pending_version_id: Option<String>,
    pending_every: Option<String>,
    pending_at: Option<Micros>,
    is_cancelled: bool,
    /// The ids of what stays at work where a plan has room for fewer, with a space between them.
    pub kept: String,
}

/// What a subscription will become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub version: PlanVersionId,
    pub every: Every,
    pub at: Micros,
    /// Whether it is the end of what costs something.
    pub is_cancelled: bool,
}

impl Subscription {
    pub fn new(tenant_id: TenantId, every: Every, anchor_day: i64, now: Micros) -> Self {
        Self {
            tenant_id,
            every,
            anchor_day,
            due_at: now,
            created_at: now,
            revision: 0,
            trial_ends_at: None,
            pending_version_id: None,
            pending_every: None,
            pending_at: None,
            is_cancelled: false,
            kept: String::new(),
        }
    }

    /// What is to come.
    pub fn pending(&self) -> Option<Pending> {
        let version = PlanVersionId::parse(self.pending_version_id.as_deref()?)?;
        let every = self.pending_every.as_deref()?.parse().ok()?;
        Some(Pending { version, every, at: self.pending_at?, is_cancelled: self.is_cancelled })
    }
}

macro_rules! columns {
    () => {
        "tenant_id, every, anchor_day, due_at, created_at, revision, trial_ends_at, pending_version_id, \
         pending_every, pending_at, is_cancelled, kept"
    };
}

pub async fn insert(tx: &mut ControlTx, new: &Subscription) -> Result<()> {
    let insert = "insert into subscriptions (tenant_id, every, anchor_day, due_at, created_at)
         values ($1, $2, $3, $4, $5)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.tenant_id.as_str()).bind(new.every.as_str()).bind(new.anchor_day).bind(new.due_at)
        .bind(new.created_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<Subscription>> {
    let select = concat!("select ", columns!(), " from subscriptions where tenant_id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?)
}

/// The same, and whoever bills the tenant meanwhile waits for the end of this transaction.
pub async fn find_locked(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<Subscription>> {
    let update =
        concat!("update subscriptions set due_at = due_at where tenant_id = $1 returning ", columns!());
    Ok(on!(tx.raw(), conn => sqlx::query_as(update).bind(tenant.as_str()).fetch_optional(conn).await)?)
}

pub async fn update_due(tx: &mut ControlTx, tenant: &TenantId, due_at: Micros) -> Result<()> {
    let update = "update subscriptions set due_at = $2 where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(due_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes that it was changed, and when its trial ends; what was to come is no more.
pub async fn update_changed(
    tx: &mut ControlTx,
    tenant: &TenantId,
    trial_ends_at: Option<Micros>,
) -> Result<()> {
    let update =
        "update subscriptions set revision = revision + 1, trial_ends_at = $2, pending_version_id = null,
            pending_every = null, pending_at = null, is_cancelled = false where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(trial_ends_at).execute(conn).await.map(|_| ()))?;
    tenants::update_ranked(tx, tenant, 0).await
}

/// Sets what is to come, or that nothing is.
pub async fn update_pending(tx: &mut ControlTx, tenant: &TenantId, pending: Option<&Pending>) -> Result<()> {
    let update =
        "update subscriptions set revision = revision + 1, pending_version_id = $2, pending_every = $3,
            pending_at = $4, is_cancelled = $5 where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(pending.map(|pending| pending.version.as_str()))
        .bind(pending.map(|pending| pending.every.as_str())).bind(pending.map(|pending| pending.at))
        .bind(pending.is_some_and(|pending| pending.is_cancelled)).execute(conn).await.map(|_| ()))?;
    tenants::update_ranked(tx, tenant, 0).await
}

/// Sets what stays at work where a plan has room for fewer.
pub async fn update_kept(tx: &mut ControlTx, tenant: &TenantId, kept: &str) -> Result<()> {
    let update = "update subscriptions set kept = $2 where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(kept).execute(conn).await.map(|_| ()))?;
    tenants::update_unranked(tx, tenant).await
}

/// Sets how often it comes round, and from which day on.
pub async fn update_every(
    tx: &mut ControlTx,
    tenant: &TenantId,
    every: Every,
    anchor_day: i64,
) -> Result<()> {
    let update = "update subscriptions set every = $2, anchor_day = $3 where tenant_id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(every.as_str()).bind(anchor_day).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Those whose time has come for what is pending, the longest first.
pub async fn list_pending(tx: &mut ControlTx, now: Micros, limit: i64) -> Result<Vec<Subscription>> {
    let select = concat!(
        "select ",
        columns!(),
        " from subscriptions where pending_at <= $1 order by pending_at, tenant_id limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(now).bind(limit).fetch_all(conn).await)?)
}

/// Ends the running period early, so that another can begin.
pub async fn update_period_end(tx: &mut ControlTx, tenant: &TenantId, ends_at: Micros) -> Result<()> {
    let delete = "delete from billing_periods where tenant_id = $1 and starts_at >= $2";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(tenant.as_str()).bind(ends_at).execute(conn).await.map(|_| ()))?;
    let update = "update billing_periods set ends_at = $2 where tenant_id = $1 and ends_at > $2";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(ends_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Those that are due, the longest first, after the last one that was seen.
pub async fn list_due(
    tx: &mut ControlTx,
    now: Micros,
    after: (Micros, &str),
    limit: i64,
) -> Result<Vec<Subscription>> {
    let select = concat!(
        "select ",
        columns!(),
        " from subscriptions where due_at <= $1 and (due_at, tenant_id) > ($2, $3)
          order by due_at, tenant_id limit $4"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(now).bind(after.0).bind(after.1).bind(limit).fetch_all(conn).await)?)
}

/// Adds the period that follows; one that is there already stays.
pub async fn insert_period(
    tx: &mut ControlTx,
    tenant: &TenantId,
    starts_at: Micros,
    ends_at: Micros,
) -> Result<()> {
    let insert = "insert into billing_periods (tenant_id, starts_at, ends_at) values ($1, $2, $3)
         on conflict (tenant_id, starts_at) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(tenant.as_str()).bind(starts_at).bind(ends_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The periods from the one around an instant on, as they follow each other.
pub async fn list_periods(
    tx: &mut ControlTx,
    tenant: &TenantId,
    from: Micros,
) -> Result<Vec<(Micros, Micros)>> {
    let select = "select starts_at, ends_at from billing_periods where tenant_id = $1 and ends_at > $2
         order by starts_at";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).bind(from).fetch_all(conn).await)?)
}

/// The newest period.
pub async fn find_last_period(tx: &mut ControlTx, tenant: &TenantId) -> Result<Option<(Micros, Micros)>> {
    let select = "select starts_at, ends_at from billing_periods where tenant_id = $1
         order by starts_at desc limit 1";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_optional(conn).await)?)
}
