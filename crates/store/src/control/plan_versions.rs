//! What plans give and cost, version by version.

use domain::{
    Locale, Micros, PlanVersionId,
    plans::{Entitlements, TenantKind},
};

use crate::{ControlTx, Result};

domain::words! {
    /// A draft is edited; what is published stays as it is; nobody is put on what is retired.
    pub enum VersionState { Draft = "draft", Published = "published", Retired = "retired" }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PlanVersion {
    #[sqlx(try_from = "String")]
    pub id: PlanVersionId,
    /// The plan's key.
    pub plan: String,
    pub name_en: String,
    pub name_fr: String,
    #[sqlx(try_from = "String")]
    pub audience: TenantKind,
    /// Whether new tenants of the audience start on the plan.
    pub is_start: bool,
    pub number: i64,
    #[sqlx(try_from = "String")]
    pub state: VersionState,
    /// The values by the keys of their features, as JSON.
    pub entitlements: String,
    /// In minor units of the currency; `None`: on quote.
    pub month_price: Option<i64>,
    pub year_price: Option<i64>,
    pub currency: String,
    pub trial_days: i64,
    pub created_at: Micros,
    pub published_at: Option<Micros>,
    pub retired_at: Option<Micros>,
}

impl PlanVersion {
    pub fn title(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.name_en,
            Locale::Fr => &self.name_fr,
        }
    }

    /// What it gives whoever has it, without overrides.
    pub fn entitlements(&self) -> Entitlements {
        Entitlements::read(&self.entitlements, "", 0)
    }
}

/// What a tenant has of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TenantPlan {
    #[sqlx(rename = "plan_version_id", try_from = "String")]
    pub version_id: PlanVersionId,
    /// The plan's key.
    #[sqlx(rename = "plan")]
    pub key: String,
    #[sqlx(rename = "plan_name_en")]
    pub name_en: String,
    #[sqlx(rename = "plan_name_fr")]
    pub name_fr: String,
    /// What the version gives; see [`PlanVersion`].
    entitlements: String,
    /// What an operator gave instead, as [`domain::plans::overrides`] reads it.
    overrides: String,
}

impl TenantPlan {
    pub fn title(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.name_en,
            Locale::Fr => &self.name_fr,
        }
    }

    /// What the tenant has at a time.
    pub fn entitlements(&self, now: Micros) -> Entitlements {
        Entitlements::read(&self.entitlements, &self.overrides, now)
    }

    /// The same once the tenant is on another version: what an operator gave it stays.
    #[must_use]
    pub fn moved(self, version: PlanVersion) -> Self {
        Self { overrides: self.overrides, ..version.into() }
    }
}

impl From<PlanVersion> for TenantPlan {
    fn from(version: PlanVersion) -> Self {
        Self {
            version_id: version.id,
            key: version.plan,
            name_en: version.name_en,
            name_fr: version.name_fr,
            entitlements: version.entitlements,
            overrides: String::new(),
        }
    }
}

/// A statement that reads [`PlanVersion`].
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, plan, name_en, name_fr, audience, is_start, number, state, entitlements, month_price, year_price,
                currency, trial_days, created_at, published_at, retired_at
             from plan_versions join plans on plans.key = plan_versions.plan ",
            $rest
        )
    };
}

pub async fn find(tx: &mut ControlTx, id: &PlanVersionId) -> Result<Option<PlanVersion>> {
    let select = select!("where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The newest version of a plan that is published: what whoever takes the plan now gets.
pub async fn find_current(tx: &mut ControlTx, plan: &str) -> Result<Option<PlanVersion>> {
    let select = select!("where plan = $1 and state = 'published' order by number desc limit 1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(plan).fetch_optional(conn).await)?)
}

/// The version that new tenants of an audience start on.
pub async fn find_start(tx: &mut ControlTx, audience: TenantKind) -> Result<Option<PlanVersion>> {
    let select = select!(
        "where audience = $1 and is_start and state = 'published' order by position, number desc limit 1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(audience.as_str()).fetch_optional(conn).await)?)
}

/// What may be taken now: of each plan the newest version that is published, the smallest plan first.
pub async fn list_current(tx: &mut ControlTx) -> Result<Vec<PlanVersion>> {
    let select = select!(
        "where state = 'published' and number = (select max(number) from plan_versions as newer
             where newer.plan = plans.key and newer.state = 'published')
         order by audience, position, key"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Every version of a plan, the newest first.
pub async fn list(tx: &mut ControlTx, plan: &str) -> Result<Vec<PlanVersion>> {
    let select = select!("where plan = $1 order by number desc");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(plan).fetch_all(conn).await)?)
}

pub async fn insert(tx: &mut ControlTx, version: &PlanVersion) -> Result<()> {
    let insert = "insert into plan_versions (id, plan, number, state, entitlements, month_price, year_price,
            currency, trial_days, created_at, published_at, retired_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(version.id.as_str()).bind(&version.plan).bind(version.number).bind(version.state.as_str())
        .bind(&version.entitlements).bind(version.month_price).bind(version.year_price)
        .bind(&version.currency).bind(version.trial_days).bind(version.created_at)
        .bind(version.published_at).bind(version.retired_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Changes what a draft gives and costs; whether it is one.
pub async fn update_draft(tx: &mut ControlTx, version: &PlanVersion) -> Result<bool> {
    let update =
        "update plan_versions set entitlements = $2, month_price = $3, year_price = $4, currency = $5,
            trial_days = $6
         where id = $1 and state = 'draft'";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(version.id.as_str()).bind(&version.entitlements).bind(version.month_price)
        .bind(version.year_price).bind(&version.currency).bind(version.trial_days)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Publishes a draft; whether it was one.
pub async fn update_published(tx: &mut ControlTx, id: &PlanVersionId, now: Micros) -> Result<bool> {
    let update = "update plan_versions set state = 'published', published_at = $2
         where id = $1 and state = 'draft'";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Retires what is published; whether it was.
pub async fn update_retired(tx: &mut ControlTx, id: &PlanVersionId, now: Micros) -> Result<bool> {
    let update = "update plan_versions set state = 'retired', retired_at = $2
         where id = $1 and state = 'published'";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Makes whoever else changes the catalogue wait until this is done.
pub async fn lock(tx: &mut ControlTx, plan: &str) -> Result<()> {
    let lock = "update plans set position = position where key = $1";
    on!(tx.raw(), conn => sqlx::query(lock).bind(plan).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// How many tenants are on a version.
pub async fn count_tenants(tx: &mut ControlTx, id: &PlanVersionId) -> Result<i64> {
    let select = "select count(*) from tenants where plan_version_id = $1";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_one(conn).await)?;
    Ok(count)
}
