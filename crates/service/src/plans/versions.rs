//! The life of a plan version: drafted from another, edited, published, retired; and its subscribers moved.

use std::collections::BTreeMap;

use domain::{
    Checks, Error, PlanVersionId,
    audit::{Deed, Target},
    operators::{ManageCatalogue, Operate, ViewCatalogue},
    plans::{self as rules, CheckedVersion, Feature, PlansError, Shape, Step, Value, VersionForm},
};
use store::{
    ControlTx,
    audit::{self, Chain},
    control::{
        plan_versions::{self, PlanVersion, VersionState},
        plans,
        tenants::{self, Tenant},
    },
};

use crate::{OperatorAccess, OrInternal, Result, access::Change, chance};

/// The currency that prices of this installation are in.
pub const CURRENCY: &str = "EUR";

/// A version, and how many tenants are on it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub version: PlanVersion,
    pub tenants: i64,
}

/// Every version of every plan, the smallest plan first and of each the newest version.
pub async fn list(access: &mut OperatorAccess<ViewCatalogue>) -> Result<Vec<Listed>> {
    let tx = access.tx();
    let mut listed = Vec::new();
    for plan in plans::list(tx).await.or_internal()? {
        for version in plan_versions::list(tx, &plan.key).await.or_internal()? {
            let tenants = plan_versions::count_tenants(tx, &version.id).await.or_internal()?;
            listed.push(Listed { version, tenants });
        }
    }
    Ok(listed)
}

/// One version by its id, by its plan and number (`solo-2`), or the newest of a plan.
pub async fn find<P: Operate>(access: &mut OperatorAccess<P>, named: &str) -> Result<PlanVersion> {
    find_named(access.tx(), named).await
}

/// Tenants that are on a version, by their slugs; so many and no more.
pub async fn subscribers(
    access: &mut OperatorAccess<ViewCatalogue>,
    version: &PlanVersion,
    limit: i64,
) -> Result<Vec<Tenant>> {
    tenants::list_on_version(access.tx(), &version.id, limit).await.or_internal()
}

pub(super) async fn find_named(tx: &mut ControlTx, named: &str) -> Result<PlanVersion> {
    if let Some(id) = PlanVersionId::parse(named) {
        return plan_versions::find(tx, &id).await.or_internal()?.ok_or(Error::NotFound);
    }
    let newest = plan_versions::list(tx, named).await.or_internal()?.into_iter().next();
    if let Some(newest) = newest {
        return Ok(newest);
    }
    let (plan, number) = named.rsplit_once('-').ok_or(Error::NotFound)?;
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    let versions = plan_versions::list(tx, plan).await.or_internal()?;
    versions.into_iter().find(|version| version.number == number).ok_or(Error::NotFound)
}

/// How people name a version: its plan and its number.
pub fn name(version: &PlanVersion) -> String {
    format!("{}-{}", version.plan, version.number)
}

/// What the form of a version begins with: what it says now.
pub fn form(version: &PlanVersion) -> VersionForm {
    let price = |price: Option<i64>| price.map(|price| price.to_string()).unwrap_or_default();
    let given = version.entitlements();
    let built_in = Feature::ALL.iter().map(|feature| (feature.to_string(), given.of(*feature).as_typed()));
    let all = given.values().iter().map(|(key, value)| (key.clone(), value.as_typed()));
    VersionForm {
        entitlements: built_in.chain(all).collect(),
        month_price: price(version.month_price),
        year_price: price(version.year_price),
        currency: version.currency.clone(),
        trial_days: version.trial_days.to_string(),
    }
}

/// Makes a draft of a plan that says what another version says. A plan has one draft at a time.
pub async fn draft(mut access: OperatorAccess<ManageCatalogue>, from: &str) -> Result<PlanVersion> {
    let draft = begin(&mut access, from).await?;
    access.commit().await?;
    Ok(draft)
}

/// The same with what was typed for a draft that was published meanwhile.
pub async fn draft_anew(
    mut access: OperatorAccess<ManageCatalogue>,
    from: &str,
    form: &VersionForm,
) -> Result<PlanVersion> {
    let draft = begin(&mut access, from).await?;
    let draft = write(&mut access, draft, form).await?;
    access.commit().await?;
    Ok(draft)
}

async fn begin(access: &mut OperatorAccess<ManageCatalogue>, from: &str) -> Result<PlanVersion> {
    let now = access.now();
    let source = find_named(access.tx(), from).await?;
    plan_versions::lock(access.tx(), &source.plan).await.or_internal()?;
    let versions = plan_versions::list(access.tx(), &source.plan).await.or_internal()?;
    if versions.iter().any(|version| version.state == VersionState::Draft) {
        return Err(PlansError::DraftThere.into());
    }
    let draft = PlanVersion {
        id: chance::id(now, PlanVersionId::new),
        number: versions.first().map_or(1, |newest| newest.number + 1),
        state: VersionState::Draft,
        created_at: now,
        published_at: None,
        retired_at: None,
        ..source.clone()
    };
    plan_versions::insert(access.tx(), &draft).await.or_internal()?;
    let after = Some(serde_json::json!({ "from": source.number }));
    access.audit(Change { after, ..change(Deed::PlansDraft, &draft) }).await?;
    Ok(draft)
}

fn change(deed: Deed, version: &PlanVersion) -> Change<'static> {
    Change::of(deed, Target::of(&version.id).called(name(version)))
}

/// The features that operators added, with the shape of their values.
async fn added(tx: &mut ControlTx) -> Result<Vec<(String, Shape)>> {
    let features = plans::list_features(tx).await.or_internal()?;
    let added = features.into_iter().filter(|feature| feature.key.parse::<Feature>().is_err());
    Ok(added.map(|feature| (feature.key.clone(), feature.shape())).collect())
}

/// What a form says, checked as a draft is and as what is published is.
async fn checked(tx: &mut ControlTx, form: &VersionForm) -> Result<CheckedVersion> {
    let mut checks = Checks::default();
    let checked = rules::check(form, &added(tx).await?, CURRENCY, &mut checks);
    checks.finish()?;
    checked.ok_or(Error::Internal)
}

/// Changes what a draft gives and costs.
pub async fn edit(
    mut access: OperatorAccess<ManageCatalogue>,
    named: &str,
    form: &VersionForm,
) -> Result<PlanVersion> {
    let before = find_named(access.tx(), named).await?;
    if before.state != VersionState::Draft {
        return Err(PlansError::NotADraft.into());
    }
    let after = write(&mut access, before, form).await?;
    access.commit().await?;
    Ok(after)
}

async fn write(
    access: &mut OperatorAccess<ManageCatalogue>,
    before: PlanVersion,
    form: &VersionForm,
) -> Result<PlanVersion> {
    let checked = checked(access.tx(), form).await?;
    let after = PlanVersion {
        entitlements: serde_json::to_string(&checked.values).map_err(|_| Error::Internal)?,
        month_price: checked.month_price,
        year_price: checked.year_price,
        currency: checked.currency,
        trial_days: checked.trial_days,
        ..before.clone()
    };
    if !plan_versions::update_draft(access.tx(), &after).await.or_internal()? {
        return Err(PlansError::NotADraft.into());
    }
    let (was, is) = (audited(&before), audited(&after));
    access.audit(Change { before: Some(was), after: Some(is), ..change(Deed::PlansUpdate, &after) }).await?;
    Ok(after)
}

fn audited(version: &PlanVersion) -> serde_json::Value {
    serde_json::json!({
        "entitlements": serde_json::from_str::<serde_json::Value>(&version.entitlements).ok(),
        "month_price": version.month_price, "year_price": version.year_price,
        "currency": version.currency, "trial_days": version.trial_days,
    })
}

/// Publishes a draft: from now on whoever takes the plan gets it, and it never changes again.
pub async fn publish(mut access: OperatorAccess<ManageCatalogue>, named: &str) -> Result<PlanVersion> {
    let draft = find_named(access.tx(), named).await?;
    checked(access.tx(), &form(&draft)).await?;
    let now = access.now();
    if !plan_versions::update_published(access.tx(), &draft.id, now).await.or_internal()? {
        return Err(PlansError::NotADraft.into());
    }
    let published = PlanVersion { state: VersionState::Published, published_at: Some(now), ..draft };
    let after = Some(audited(&published));
    access.audit(Change { after, ..change(Deed::PlansPublish, &published) }).await?;
    access.commit().await?;
    Ok(published)
}

/// Retires a version: whoever has it keeps it, and nobody is put on it any more. The one that new tenants start
/// on stays until a newer one is published.
pub async fn retire(mut access: OperatorAccess<ManageCatalogue>, named: &str) -> Result<PlanVersion> {
    let version = find_named(access.tx(), named).await?;
    plan_versions::lock(access.tx(), &version.plan).await.or_internal()?;
    let start = super::start(access.tx(), version.audience).await?;
    if start.id == version.id {
        return Err(PlansError::StartsNewSpaces.into());
    }
    let now = access.now();
    if !plan_versions::update_retired(access.tx(), &version.id, now).await.or_internal()? {
        return Err(PlansError::NotPublished.into());
    }
    let retired = PlanVersion { state: VersionState::Retired, retired_at: Some(now), ..version };
    access.audit(change(Deed::PlansRetire, &retired)).await?;
    access.commit().await?;
    Ok(retired)
}

/// What whoever goes from one version to another gains and loses, by the keys of features.
pub fn compare(before: &PlanVersion, after: &PlanVersion) -> BTreeMap<String, (Value, Value, Step)> {
    rules::differences(&before.entitlements(), &after.entitlements())
}

domain::words! {
    /// When subscribers are moved: at once, or when what they have is paid for no longer.
    pub enum When { Now = "now", PeriodEnd = "period-end" }
}

/// A tenant by its slug, under the lock behind which every change to it queues.
pub(crate) async fn lock_tenant(tx: &mut ControlTx, slug: &str) -> Result<Tenant> {
    let found = tenants::find_by_slug(tx, slug).await.or_internal()?.ok_or(Error::NotFound)?;
    audit::lock(tx, Chain::Of(&found.id)).await.or_internal()?;
    tenants::find(tx, &found.id).await.or_internal()?.ok_or(Error::NotFound)
}
