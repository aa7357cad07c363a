use domain::{
    Micros, PlanVersionId, TenantId,
    brands::Brand,
    plans::{Feature, Frozen, TenantKind},
};

use super::plan_versions::TenantPlan;
use crate::{ControlTx, Location, Result, StoreError};

domain::words! {
    /// Whether a tenant's database is there.
    pub enum TenantState { Preparing = "preparing", Ready = "ready" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Tenant {
    #[sqlx(try_from = "String")]
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub kind: TenantKind,
    #[sqlx(flatten)]
    pub plan: TenantPlan,
    pub time_zone: String,
    pub location: String,
    #[sqlx(try_from = "String")]
    pub state: TenantState,
    /// Whether members must have shown a second factor.
    pub requires_second_factor: bool,
    /// The e-mail domains whose addresses may be invited, with a space between them; empty: any.
    pub email_domains: String,
    /// What it calls itself, under which key its logo is kept, and the address its mails are to come from; empty:
    /// none. What of it counts is [`Tenant::brand`].
    pub brand_name: String,
    pub brand_logo: String,
    pub brand_sender: String,
    /// The host name at which its people open it, and whether its domain is proved. What of it counts is
    /// [`Tenant::host`].
    pub brand_host: String,
    pub is_host_proved: bool,
    /// What a downgrade left frozen; see [`Tenant::frozen`].
    pub frozen_before: Option<Micros>,
    pub frozen_days: Option<i64>,
    /// When it was closed: it is read and exported since, and nothing in it changes.
    pub closed_at: Option<Micros>,
    /// Since when an operator has suspended it, and why, as its people read it.
    pub suspended_at: Option<Micros>,
    pub suspended_reason: String,
    /// What the provider's own books call it; empty: nothing.
    pub external_reference: String,
    /// Whether it gets exports of what it used instead of invoices.
    pub is_billed_elsewhere: bool,
    /// From when on a tenant that an operator closed is purged.
    pub purge_at: Option<Micros>,
    /// Since when its data is removed, and this row is what is left.
    pub purged_at: Option<Micros>,
    pub created_at: Micros,
}

impl Tenant {
    pub fn location(&self) -> Result<Location, StoreError> {
        self.location.parse()
    }

    /// Under whose name its people see it: its own, where its plan gives one, or the program's.
    pub fn brand(&self, now: Micros) -> Brand {
        if !self.brand_name.is_empty() && self.plan.entitlements(now).has(Feature::WhiteLabel) {
            Brand::own(&self.brand_name, &self.brand_logo)
        } else {
            Brand::default()
        }
    }

    /// The host name of its own at which its people open it: while its brand counts, and its domain is proved.
    pub fn host(&self, now: Micros) -> Option<&str> {
        let counts = self.is_host_proved && !self.brand_host.is_empty() && self.brand(now).is_own;
        counts.then_some(self.brand_host.as_str())
    }

    /// The events that stay although the plan would let go of them.
    pub fn frozen(&self, now: Micros) -> Option<Frozen> {
        let (before, days) = self.frozen_before.zip(self.frozen_days)?;
        Some(Frozen { before, days }).filter(|frozen| now < frozen.until())
    }
}

/// The columns of [`Tenant`], in any statement that reads the table.
macro_rules! columns {
    () => {
        "tenants.id, tenants.slug, tenants.name, tenants.kind, tenants.time_zone, \
         tenants.location, tenants.state, tenants.requires_second_factor, tenants.email_domains, \
         tenants.brand_name, tenants.brand_logo, tenants.brand_sender, tenants.brand_host, \
         tenants.brand_host <> '' and exists (select 1 from email_domains \
            where email_domains.tenant_id = tenants.id and verified_at is not null \
            and (email_domains.name = tenants.brand_host or '.' || email_domains.name = \
            substr(tenants.brand_host, length(tenants.brand_host) - length(email_domains.name)))) \
            as is_host_proved, \
         tenants.frozen_before, tenants.frozen_days, tenants.closed_at, tenants.created_at, \
         tenants.suspended_at, tenants.suspended_reason, tenants.external_reference, \
         tenants.is_billed_elsewhere, tenants.purge_at, \
         tenants.purged_at, \
         tenants.plan_version_id, \
         (select plan from plan_versions where id = tenants.plan_version_id) as plan, \
         (select name_en from plans join plan_versions on plan = key where id = tenants.plan_version_id) \
            as plan_name_en, \
         (select name_fr from plans join plan_versions on plan = key where id = tenants.plan_version_id) \
            as plan_name_fr, \
         (select entitlements from plan_versions where id = tenants.plan_version_id) as entitlements, \
         coalesce((select string_agg(feature || ' ' || cast(coalesce(overrides.ends_at, -1) as text) || ' ' || value, '\n') \
            from overrides where tenant_id = tenants.id and ended_at is null), '') as overrides"
    };
}
pub(super) use columns;

pub async fn insert(tx: &mut ControlTx, tenant: &Tenant) -> Result<()> {
    let insert =
        "insert into tenants (id, slug, name, kind, plan_version_id, time_zone, location, state, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(tenant.id.as_str()).bind(&tenant.slug).bind(&tenant.name).bind(tenant.kind.as_str())
        .bind(tenant.plan.version_id.as_str()).bind(&tenant.time_zone).bind(&tenant.location)
        .bind(tenant.state.as_str()).bind(tenant.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &TenantId) -> Result<Option<Tenant>> {
    let select = concat!("select ", columns!(), " from tenants where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

pub async fn find_by_slug(tx: &mut ControlTx, slug: &str) -> Result<Option<Tenant>> {
    let select = concat!("select ", columns!(), " from tenants where slug = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(slug).fetch_optional(conn).await)?)
}

/// The tenant that has a host name, whether or not that counts.
pub async fn find_by_host(tx: &mut ControlTx, host: &str) -> Result<Option<Tenant>> {
    let select = concat!("select ", columns!(), " from tenants where brand_host = $1 and brand_host <> ''");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(host).fetch_optional(conn).await)?)
}

/// Every tenant after `after`, by slug, but those that were purged; an empty text starts at the first.
pub async fn list(tx: &mut ControlTx, after: &str, limit: i64) -> Result<Vec<Tenant>> {
    let select = concat!(
        "select ",
        columns!(),
        " from tenants where slug > $1 and purged_at is null order by slug limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(after).bind(limit).fetch_all(conn).await)?)
}

pub async fn update_state(tx: &mut ControlTx, id: &TenantId, state: TenantState) -> Result<()> {
    let update = "update tenants set state = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(state.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Puts a tenant on a version of a plan, with what is frozen from then on.
pub async fn update_plan(
    tx: &mut ControlTx,
    id: &TenantId,
    version: &PlanVersionId,
    frozen: Option<Frozen>,
) -> Result<()> {
    let update =
        "update tenants set plan_version_id = $2, frozen_before = $3, frozen_days = $4 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(version.as_str())
        .bind(frozen.map(|frozen| frozen.before)).bind(frozen.map(|frozen| frozen.days)).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Until when the places of its members hold; they are reckoned anew then.
pub async fn update_ranked(tx: &mut ControlTx, id: &TenantId, until: Micros) -> Result<()> {
    let update = "update tenants set ranked_until = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(until).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Who belongs to it was changed: the places of its members hold no more, where they are kept.
pub(super) async fn update_unranked(tx: &mut ControlTx, id: &TenantId) -> Result<()> {
    let update = "update tenants set ranked_until = 0 where id = $1 and ranked_until <> 0";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Some whose members' places hold no more.
pub async fn list_unranked(tx: &mut ControlTx, now: Micros, limit: i64) -> Result<Vec<TenantId>> {
    let select = "select id from tenants where ranked_until <= $1 order by ranked_until, id limit $2";
    let rows: Vec<(String,)> =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(now).bind(limit).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id,)| TenantId::from(id)).collect())
}

/// Closes a tenant, or opens it again.
pub async fn update_closed(tx: &mut ControlTx, id: &TenantId, closed_at: Option<Micros>) -> Result<()> {
    let update = "update tenants set closed_at = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(closed_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Makes a tenant one of another kind.
pub async fn update_kind(tx: &mut ControlTx, id: &TenantId, kind: TenantKind) -> Result<()> {
    let update = "update tenants set kind = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(kind.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Sets whose addresses may be invited: domains with a space between them; empty for any.
pub async fn update_email_domains(tx: &mut ControlTx, id: &TenantId, domains: &str) -> Result<()> {
    let update = "update tenants set email_domains = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(domains).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_requires_second_factor(
    tx: &mut ControlTx,
    id: &TenantId,
    is_required: bool,
) -> Result<()> {
    let update = "update tenants set requires_second_factor = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(is_required).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_settings(tx: &mut ControlTx, id: &TenantId, name: &str, time_zone: &str) -> Result<()> {
    let update = "update tenants set name = $2, time_zone = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(name).bind(time_zone).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Some who are on a version of a plan, by slug.
pub async fn list_on_version(tx: &mut ControlTx, version: &PlanVersionId, limit: i64) -> Result<Vec<Tenant>> {
    let select =
        concat!("select ", columns!(), " from tenants where plan_version_id = $1 order by slug limit $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(version.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// How many there are.
pub async fn count(tx: &mut ControlTx) -> Result<i64> {
    let select = "select count(*) from tenants";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(count)
}
