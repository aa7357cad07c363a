//! What operators add to the catalogue: features whose meaning people keep, and plans.

use domain::{
    Checks, Error, PlanVersionId, Problem,
    audit::{Deed, Target, TargetKind},
    forms,
    operators::{ManageCatalogue, ViewCatalogue},
    plans::{FeatureKind, Span, TenantKind},
    slug,
};
use store::control::{
    plan_versions::{self, PlanVersion, VersionState},
    plans::{self, CatalogueFeature, Plan},
};

use crate::{OperatorAccess, OrInternal, Result, access::Change, chance};

/// The longest name.
const NAME: usize = 60;

/// A feature as it is typed.
#[derive(Clone, Debug, Default)]
pub struct FeatureForm {
    /// As programs call it; made from the English name where it is empty.
    pub key: String,
    pub name_en: String,
    pub name_fr: String,
    pub unit: String,
    /// `boolean`, `configuration` or `metered`.
    pub kind: String,
    /// For what is metered: the window.
    pub span: String,
}

/// Every feature of the catalogue, in the order in which people read them.
pub async fn features(access: &mut OperatorAccess<ViewCatalogue>) -> Result<Vec<CatalogueFeature>> {
    plans::list_features(access.tx()).await.or_internal()
}

fn key(checks: &mut Checks, typed: &str, name: &str) -> String {
    let typed = typed.trim();
    let key = if typed.is_empty() { slug::propose(name) } else { typed.to_owned() };
    checks.take("key", slug::check(&key));
    key
}

/// Adds a feature: a flag, a number, or something metered with its window.
pub async fn add_feature(
    mut access: OperatorAccess<ManageCatalogue>,
    form: &FeatureForm,
) -> Result<CatalogueFeature> {
    let mut checks = Checks::default();
    let name_en = checks.take("name_en", forms::name(&form.name_en, NAME));
    let name_fr = checks.take("name_fr", forms::name(&form.name_fr, NAME));
    let key = key(&mut checks, &form.key, &form.name_en);
    let unit = checks.take("unit", optional(&form.unit));
    let kind: Option<FeatureKind> = checks.take("kind", form.kind.parse().map_err(|_| Problem::NotAChoice));
    let span = match kind {
        Some(FeatureKind::Metered) => {
            let span = form.span.parse().ok().filter(|span| *span != Span::Always);
            checks.take("span", span.ok_or(Problem::NotAChoice))
        }
        _ => Some(Span::Always),
    };
    checks.finish()?;
    let (Some(name_en), Some(name_fr), Some(unit), Some(kind), Some(span)) =
        (name_en, name_fr, unit, kind, span)
    else {
        return Err(Error::Internal);
    };
    let feature = CatalogueFeature { key, kind, name_en, name_fr, unit, span };
    if !plans::insert_feature(access.tx(), &feature).await.or_internal()? {
        return Err(Error::field("key", Problem::Taken));
    }
    let change = Change { after: Some(audited(&feature)), ..change(Deed::PlansAddFeature, &feature.key) };
    access.audit(change).await?;
    access.commit().await?;
    Ok(feature)
}

/// Changes what a feature is called. Its kind and its window stay: versions that are published say them.
pub async fn rename_feature(
    mut access: OperatorAccess<ManageCatalogue>,
    key: &str,
    form: &FeatureForm,
) -> Result<()> {
    let features = plans::list_features(access.tx()).await.or_internal()?;
    let before = features.into_iter().find(|one| one.key == key).ok_or(Error::NotFound)?;
    let mut checks = Checks::default();
    let name_en = checks.take("name_en", forms::name(&form.name_en, NAME));
    let name_fr = checks.take("name_fr", forms::name(&form.name_fr, NAME));
    let unit = checks.take("unit", optional(&form.unit));
    checks.finish()?;
    let (Some(name_en), Some(name_fr), Some(unit)) = (name_en, name_fr, unit) else {
        return Err(Error::Internal);
    };
    plans::update_feature_names(access.tx(), key, (&name_en, &name_fr, &unit)).await.or_internal()?;
    let after = CatalogueFeature { name_en, name_fr, unit, ..before.clone() };
    let change = Change {
        before: Some(audited(&before)),
        after: Some(audited(&after)),
        ..change(Deed::PlansRenameFeature, key)
    };
    access.audit(change).await?;
    access.commit().await
}

fn optional(text: &str) -> std::result::Result<String, Problem> {
    if text.trim().is_empty() { Ok(String::new()) } else { forms::name(text, NAME) }
}

fn change(deed: Deed, key: &str) -> Change<'static> {
    Change::of(deed, Target::new(TargetKind::Feature, key).called(key))
}

fn audited(feature: &CatalogueFeature) -> serde_json::Value {
    serde_json::json!({
        "name_en": feature.name_en, "name_fr": feature.name_fr, "unit": feature.unit,
        "kind": feature.kind, "span": feature.span,
    })
}

/// A plan as it is typed.
#[derive(Clone, Debug, Default)]
pub struct PlanForm {
    /// As programs call it; made from the English name where it is empty.
    pub key: String,
    pub name_en: String,
    pub name_fr: String,
    /// The version whose audience it has, and whose values its first draft begins with.
    pub like: String,
}

/// Adds a plan whose first version is a draft like another version. Until that is published nobody can take it.
pub async fn add_plan(mut access: OperatorAccess<ManageCatalogue>, form: &PlanForm) -> Result<PlanVersion> {
    let mut checks = Checks::default();
    let name_en = checks.take("name_en", forms::name(&form.name_en, NAME));
    let name_fr = checks.take("name_fr", forms::name(&form.name_fr, NAME));
    let key = key(&mut checks, &form.key, &form.name_en);
    // `solo-2` is the second version of `solo`, and can be no plan.
    let ends_in_number =
        key.rsplit_once('-').is_some_and(|(_, end)| end.bytes().all(|byte| byte.is_ascii_digit()));
    if ends_in_number {
        checks.add("key", Problem::Unusable);
    }
    let like = super::versions::find(&mut access, form.like.trim()).await;
    let like = checks.take("like", like.map_err(|_| Problem::NotAChoice));
    checks.finish()?;
    let (Some(name_en), Some(name_fr), Some(like)) = (name_en, name_fr, like) else {
        return Err(Error::Internal);
    };
    // A person's space goes on as a company on the plan of the one it is like.
    let standing = plans::find(access.tx(), &like.plan).await.or_internal()?.ok_or(Error::Internal)?;
    let company_plan =
        if like.audience == TenantKind::Company { key.clone() } else { standing.company_plan.clone() };
    let plan = Plan { key, audience: like.audience, name_en, name_fr, is_start: false, company_plan };
    if !plans::insert(access.tx(), &plan).await.or_internal()? {
        return Err(Error::field("key", Problem::Taken));
    }
    let now = access.now();
    let draft = PlanVersion {
        id: chance::id(now, PlanVersionId::new),
        plan: plan.key.clone(),
        name_en: plan.name_en.clone(),
        name_fr: plan.name_fr.clone(),
        is_start: false,
        number: 1,
        state: VersionState::Draft,
        created_at: now,
        published_at: None,
        retired_at: None,
        ..like
    };
    plan_versions::insert(access.tx(), &draft).await.or_internal()?;
    let change = Change {
        after: Some(serde_json::json!({
            "audience": plan.audience, "name_en": plan.name_en, "name_fr": plan.name_fr,
        })),
        ..Change::of(Deed::PlansAdd, Target::new(TargetKind::Plan, &plan.key).called(&plan.key))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(draft)
}
