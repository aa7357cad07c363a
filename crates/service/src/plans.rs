//! The catalogue of plans: what may be taken, and what a tenant goes over to.

pub mod adding;
pub mod features;
pub mod moving;
pub mod overrides;
pub mod quotes;
pub mod requests;
pub mod simulation;
pub mod subscriptions;
pub mod versions;

use domain::{
    Error, Problem,
    plans::{Feature, PlansProblem, TenantKind},
};
use store::{
    ControlTx, Mode,
    control::{
        feature_rates::{self, FeatureRate},
        link_targets, link_templates,
        plan_versions::{self, PlanVersion},
        plans::{self, CatalogueFeature},
        tenants::Tenant,
    },
};

use self::subscriptions::Every;
use crate::{OrInternal, Result, Service, usage::programs};

/// What new tenants of a kind start on.
pub(crate) async fn start(tx: &mut ControlTx, kind: TenantKind) -> Result<PlanVersion> {
    plan_versions::find_start(tx, kind).await.or_internal()?.ok_or(Error::Internal)
}

/// The version of a plan that whoever takes it now gets.
pub(crate) async fn current(tx: &mut ControlTx, plan: &str) -> Result<PlanVersion> {
    let found = plan_versions::find_current(tx, plan).await.or_internal()?;
    found.ok_or_else(|| Error::field("plan", Problem::NotAChoice))
}

/// What a new tenant begins with.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The version it starts on.
    pub(crate) version: PlanVersion,
    /// The one that its provider is asked for.
    pub(crate) asked: Option<PlanVersion>,
    pub(crate) every: Every,
}

impl Chosen {
    /// A version, billed by the year where that was chosen and it has a price for one.
    pub(crate) fn of(version: PlanVersion, every: Every) -> Self {
        Self { every: billed(&version, every), version, asked: None }
    }
}

/// How often a version is billed that was chosen with an interval: by the month where a year of it has no price.
pub fn billed(version: &PlanVersion, every: Every) -> Every {
    if version.year_price.is_some_and(|price| price > 0) { every } else { Every::Month }
}

/// What a new tenant of a kind begins with that chose a plan, or none. What costs something is asked for, and the
/// space starts on what costs nothing until its provider answers.
pub(crate) async fn choose(
    tx: &mut ControlTx,
    kind: TenantKind,
    (plan, every): (&str, Every),
) -> Result<Chosen> {
    let plan = plan.trim();
    if plan.is_empty() {
        return Ok(Chosen::of(start(tx, kind).await?, every));
    }
    let chosen = current(tx, plan).await?;
    if chosen.audience != kind {
        let plan = chosen.name_en;
        return Err(Error::field("kind", PlansProblem::OtherAudience { plan }));
    }
    if chosen.month_price == Some(0) {
        return Ok(Chosen::of(chosen, every));
    }
    let every = billed(&chosen, every);
    Ok(Chosen { version: start(tx, kind).await?, asked: Some(chosen), every })
}

/// The version on which a personal tenant goes on as a company.
pub(crate) async fn for_company(tx: &mut ControlTx, tenant: &Tenant) -> Result<PlanVersion> {
    let plan = plans::find(tx, &tenant.plan.key).await.or_internal()?.ok_or(Error::Internal)?;
    current(tx, &plan.company_plan).await
}

/// What may be taken now, an audience after the other, the smallest plan first. For everybody to see.
pub async fn on_offer(service: &Service) -> Result<Vec<PlanVersion>> {
    let mut tx = service.control(Mode::Read).await?;
    plan_versions::list_current(&mut tx).await.or_internal()
}

/// The plans for a tenant's kind that give a flag, the smallest first.
pub async fn giving(service: &Service, tenant: &Tenant, feature: Feature) -> Result<Vec<PlanVersion>> {
    let offered = on_offer(service).await?.into_iter();
    Ok(offered.filter(|one| one.audience == tenant.kind && one.entitlements().has(feature)).collect())
}

/// The version on which a personal tenant would go on as a company.
pub async fn as_company(service: &Service, tenant: &Tenant) -> Result<PlanVersion> {
    let mut tx = service.control(Mode::Read).await?;
    for_company(&mut tx, tenant).await
}

/// The version that a tenant is on, with what it costs.
pub async fn version(service: &Service, tenant: &Tenant) -> Result<PlanVersion> {
    let mut tx = service.control(Mode::Read).await?;
    plan_versions::find(&mut tx, &tenant.plan.version_id).await.or_internal()?.ok_or(Error::Internal)
}

/// What can be given, in the order in which people read it; deep links where they lead somewhere.
pub async fn features(service: &Service) -> Result<Vec<CatalogueFeature>> {
    let mut tx = service.control(Mode::Read).await?;
    let mut all = plans::list_features(&mut tx).await.or_internal()?;
    let connected = link_targets::list(&mut tx).await.or_internal()?;
    let is_led_to = connected.iter().any(|one| one.mode.is_on() && !one.target.is_store());
    if !is_led_to && link_templates::list(&mut tx).await.or_internal()?.is_empty() {
        all.retain(|feature| feature.key != Feature::DeepLinks.as_str());
    }
    Ok(all)
}

/// What costs something beyond what plans give of it. For everybody to see.
pub async fn rates(service: &Service) -> Result<Vec<FeatureRate>> {
    let mut tx = service.control(Mode::Read).await?;
    let rates = feature_rates::list(&mut tx).await.or_internal()?;
    Ok(rates.into_iter().filter(programs::is_priced).collect())
}
