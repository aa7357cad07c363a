//! How what programs report of a feature is counted, and what of it costs beyond the plan.

pub use billing::meters::Aggregation;
use domain::{
    Checks, Error, Problem,
    audit::{Deed, Target, TargetKind},
    operators::{ManageCatalogue, ViewCatalogue},
    plans::{DEAREST, Feature, FeatureKind, PlansProblem, Span},
};
pub use store::control::feature_rates::FeatureRate;
use store::control::{feature_rates, plans};

use crate::{OperatorAccess, OrInternal, Result, access::Change};

/// A rate as it is typed.
#[derive(Clone, Debug, Default)]
pub struct RateForm {
    pub aggregation: String,
    /// In minor units, for `per` beyond the plan; empty: nothing.
    pub price: String,
    pub per: String,
}

/// How a feature is counted and priced; none: by their sum, for nothing.
pub async fn find_rate(access: &mut OperatorAccess<ViewCatalogue>, key: &str) -> Result<Option<FeatureRate>> {
    let rates = feature_rates::list(access.tx()).await.or_internal()?;
    Ok(rates.into_iter().find(|rate| rate.feature == key))
}

/// Says how a metered feature that an operator added is counted and what it costs. Windows that are on an invoice
/// keep the rate they were invoiced by.
pub async fn rate(
    mut access: OperatorAccess<ManageCatalogue>,
    key: &str,
    form: &RateForm,
) -> Result<FeatureRate> {
    let features = plans::list_features(access.tx()).await.or_internal()?;
    let feature = features.into_iter().find(|feature| feature.key == key).ok_or(Error::NotFound)?;
    let mut checks = Checks::default();
    if feature.kind != FeatureKind::Metered || key.parse::<Feature>().is_ok() {
        checks.add("feature", Problem::NotAChoice);
    }
    let aggregation = checks.choice("aggregation", form.aggregation.trim(), Aggregation::Sum);
    let price = match form.price.trim() {
        "" => None,
        price => checks.take("price", whole(price, 0, DEAREST)),
    };
    // What is invoiced is counted in windows that are few in an invoice's period.
    if price.is_some() && !matches!(feature.span, Span::Month | Span::Period) {
        checks.add("price", PlansProblem::NotInvoiced);
    }
    let per = match form.per.trim() {
        "" => Some(1),
        per => checks.take("per", whole(per, 1, DEAREST)),
    };
    checks.finish()?;
    let aggregation = aggregation.to_string();
    let rate = FeatureRate { feature: feature.key, aggregation, price, per: per.unwrap_or(1) };
    feature_rates::upsert(access.tx(), &rate).await.or_internal()?;
    let target = Target::new(TargetKind::Feature, key).called(key);
    let after = serde_json::json!({
        "aggregation": rate.aggregation, "price": rate.price, "per": rate.per,
    });
    access.audit(Change { after: Some(after), ..Change::of(Deed::PlansRateFeature, target) }).await?;
    access.commit().await?;
    Ok(rate)
}

fn whole(text: &str, min: i64, max: i64) -> std::result::Result<i64, Problem> {
    let number = text.parse().map_err(|_| Problem::OutOfRange { min, max })?;
    if (min..=max).contains(&number) { Ok(number) } else { Err(Problem::OutOfRange { min, max }) }
}
