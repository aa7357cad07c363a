#![expect(clippy::too_many_arguments, reason = "one per control of the form")]

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::Fault;

/// Makes a draft that says what a version says.
#[server(prefix = "/rpc", endpoint = "catalogue.draft")]
pub async fn make_draft(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::versions;
    let draft = versions::draft(reply::operate().await?, &id).await?;
    reply::done(Action::CatalogueDraft, &format!("/operator/catalogue/{}", versions::name(&draft)));
    Ok(())
}

/// Changes what a draft gives and costs. `entitlements` are typed values by feature; what is ticked stands in
/// `ticked`, as `feature:word`: each word of a set, and that something has no limit. `anew` makes another draft of it,
/// where the one it was typed for was published meanwhile.
#[server(prefix = "/rpc", endpoint = "catalogue.edit")]
pub async fn edit_draft(
    id: String,
    #[server(default)] entitlements: BTreeMap<String, String>,
    #[server(default)] ticked: Vec<String>,
    #[server(default)] month_price: String,
    #[server(default)] year_price: String,
    #[server(default)] currency: String,
    #[server(default)] trial_days: String,
    #[server(default)] anew: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::versions;
    let mut entitlements = entitlements;
    for one in &ticked {
        match one.split_once(':') {
            Some((feature, domain::plans::UNLIMITED)) => {
                entitlements.insert(feature.to_owned(), domain::plans::UNLIMITED.to_owned());
            }
            Some((feature, word)) => {
                let words = entitlements.entry(feature.to_owned()).or_default();
                *words = format!("{words} {word}");
            }
            None => {}
        }
    }
    let form = domain::plans::VersionForm { entitlements, month_price, year_price, currency, trial_days };
    let access = reply::operate().await?;
    if anew == "true" {
        let draft = versions::draft_anew(access, &id, &form).await?;
        reply::done(Action::CatalogueEdit, &format!("/operator/catalogue/{}", versions::name(&draft)));
    } else {
        versions::edit(access, &id, &form).await?;
        reply::done(Action::CatalogueEdit, &format!("/operator/catalogue/{id}"));
    }
    Ok(())
}

/// Publishes a draft.
#[server(prefix = "/rpc", endpoint = "catalogue.publish")]
pub async fn publish_version(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::plans::versions::publish(reply::operate().await?, &id).await?;
    reply::done(Action::CataloguePublish, &format!("/operator/catalogue/{id}"));
    Ok(())
}

/// Retires a version.
#[server(prefix = "/rpc", endpoint = "catalogue.retire")]
pub async fn retire_version(id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    service::plans::versions::retire(reply::operate().await?, &id).await?;
    reply::done(Action::CatalogueRetire, &format!("/operator/catalogue/{id}"));
    Ok(())
}

/// Puts subscribers on a version: those that are named, or all that are on the version `from`.
#[server(prefix = "/rpc", endpoint = "catalogue.move")]
pub async fn move_subscribers(
    id: String,
    #[server(default)] from: String,
    #[server(default)] who: String,
    #[server(default)] when: String,
    #[server(default)] slugs: Vec<String>,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use domain::{Error, Problem};
    use service::plans::moving;
    let access = reply::operate().await?;
    let when = when.parse().map_err(|_| Error::field("when", Problem::NotAChoice))?;
    let asked = match who.as_str() {
        "all" => moving::move_all(access, &from, &id, when).await?,
        _ if slugs.is_empty() => return Err(Error::field("slugs", Problem::Required).into()),
        _ => moving::move_some(access, &slugs, &id, when).await?,
    };
    reply::done(Action::CatalogueMove, &format!("/operator/catalogue/{id}?job={}", asked.job));
    Ok(())
}

/// Adds a feature.
#[server(prefix = "/rpc", endpoint = "catalogue.add-feature")]
pub async fn add_feature(
    #[server(default)] key: String,
    #[server(default)] name_en: String,
    #[server(default)] name_fr: String,
    #[server(default)] unit: String,
    #[server(default)] kind: String,
    #[server(default)] span: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::adding::{self, FeatureForm};
    let form = FeatureForm { key, name_en, name_fr, unit, kind, span };
    let made = adding::add_feature(reply::operate().await?, &form).await?;
    reply::made(Action::CatalogueAddFeature, "/operator/catalogue/features", std::iter::once(made.key));
    Ok(())
}

/// Changes what a feature is called.
#[server(prefix = "/rpc", endpoint = "catalogue.rename-feature")]
pub async fn rename_feature(
    id: String,
    #[server(default)] name_en: String,
    #[server(default)] name_fr: String,
    #[server(default)] unit: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::adding::{self, FeatureForm};
    let form = FeatureForm { name_en, name_fr, unit, ..FeatureForm::default() };
    adding::rename_feature(reply::operate().await?, &id, &form).await?;
    reply::done(Action::CatalogueRenameFeature, "/operator/catalogue/features");
    Ok(())
}

/// Sets how a metered feature that an operator added is counted, and what it costs.
#[server(prefix = "/rpc", endpoint = "catalogue.rate-feature")]
pub async fn rate_feature(
    id: String,
    #[server(default)] aggregation: String,
    #[server(default)] price: String,
    #[server(default)] per: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::features::{self, RateForm};
    features::rate(reply::operate().await?, &id, &RateForm { aggregation, price, per }).await?;
    reply::done(Action::CatalogueRateFeature, &format!("/operator/catalogue/features/{id}"));
    Ok(())
}

/// Adds a plan, whose first version is a draft.
#[server(prefix = "/rpc", endpoint = "catalogue.add-plan")]
pub async fn add_plan(
    #[server(default)] key: String,
    #[server(default)] name_en: String,
    #[server(default)] name_fr: String,
    #[server(default)] like: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    use service::plans::{adding, versions};
    let form = adding::PlanForm { key, name_en, name_fr, like };
    let draft = adding::add_plan(reply::operate().await?, &form).await?;
    reply::done(Action::CatalogueAddPlan, &format!("/operator/catalogue/{}", versions::name(&draft)));
    Ok(())
}
