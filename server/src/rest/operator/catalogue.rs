use std::collections::BTreeMap;

use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    Error, Problem,
    operators::{ManageCatalogue, ViewCatalogue},
    plans::{Value, VersionForm},
};
use serde::{Deserialize, Serialize};
use service::{
    control::plan_versions::PlanVersion,
    plans::{
        adding::{self, PlanForm},
        moving,
        versions::{self, When, name},
    },
};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Made,
    client::Desk,
    input::{Body, Query},
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(add))
        .routes(operation!(find))
        .routes(operation!(draft))
        .routes(operation!(edit))
        .routes(operation!(publish))
        .routes(operation!(retire))
        .routes(operation!(compare))
        .routes(operation!(moving))
}

word!(when = When::ALL);

/// What a plan gives and costs, from one publication to the next.
#[derive(Debug, Serialize, ToSchema)]
struct Version {
    /// The plan's key and the number, such as `solo-2`.
    id: String,
    plan: String,
    number: i64,
    /// `company` or `personal`.
    audience: String,
    /// `draft`, `published` or `retired`.
    state: String,
    /// By the keys of features: a flag, a number, `unlimited`, a word or a list of words.
    #[schema(value_type = Object)]
    entitlements: BTreeMap<String, Value>,
    /// In cents; nothing is on quote.
    month_price: Option<i64>,
    year_price: Option<i64>,
    currency: String,
    trial_days: i64,
    published_at: Option<i64>,
    retired_at: Option<i64>,
    /// How many spaces are on it; only in the list.
    subscribers: Option<i64>,
}

impl From<PlanVersion> for Version {
    fn from(version: PlanVersion) -> Self {
        Self {
            id: name(&version),
            number: version.number,
            audience: version.audience.to_string(),
            state: version.state.to_string(),
            entitlements: version.entitlements().values().clone(),
            month_price: version.month_price,
            year_price: version.year_price,
            currency: version.currency.clone(),
            trial_days: version.trial_days,
            published_at: version.published_at,
            retired_at: version.retired_at,
            plan: version.plan,
            subscribers: None,
        }
    }
}

/// What a draft is to give and cost, whole.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VersionValues {
    #[schema(value_type = Object)]
    entitlements: BTreeMap<String, Value>,
    /// In cents; nothing is on quote.
    month_price: Option<i64>,
    year_price: Option<i64>,
    /// The installation's currency.
    currency: String,
    #[serde(default)]
    trial_days: i64,
}

/// A plan to add, like a version there is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPlan {
    #[schema(min_length = 1, max_length = 60)]
    name_en: String,
    #[schema(min_length = 1, max_length = 60)]
    name_fr: String,
    /// Such as `solo-1`.
    like: String,
    /// Made from the English name where it is left out.
    #[serde(default)]
    key: String,
}

/// With which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct With {
    /// Such as `solo-2`.
    with: String,
}

/// What whoever goes from one version to another gets of a feature.
#[derive(Debug, Serialize, ToSchema)]
struct Difference {
    feature: String,
    #[schema(value_type = serde_json::Value)]
    before: Value,
    #[schema(value_type = serde_json::Value)]
    after: Value,
    /// `more`, `less` or `other`.
    step: String,
}

/// Whom to put on a version: those named, or all that are on `from`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Moving {
    /// Slugs of spaces.
    #[serde(default)]
    spaces: Vec<String>,
    /// A version, whose subscribers all move.
    #[serde(default)]
    from: String,
    /// `now`, or `period-end`: when what they have is paid for no longer.
    #[serde(default = "now")]
    #[schema(schema_with = when)]
    when: String,
}

fn now() -> String {
    When::Now.to_string()
}

/// How many are moved, and the job that does it, one by one; a few are moved before this is answered.
#[derive(Debug, Serialize, ToSchema)]
struct Moved {
    moved: usize,
    job: String,
}

/// List every version of every plan.
#[utoipa::path(get, path = "/api/v1/operator/catalogue", operation_id = "catalogue.list", tag = "operator",
    responses((status = 200, body = List<Version>)))]
async fn list(desk: Desk<ViewCatalogue>) -> Answer<List<Version>> {
    let listed = versions::list(&mut desk.enter().await?).await?;
    let items = listed
        .into_iter()
        .map(|one| Version { subscribers: Some(one.tenants), ..one.version.into() })
        .collect();
    Ok(Json(List { items, next: None }))
}

/// Add a plan, whose first version is a draft like another one.
#[utoipa::path(post, path = "/api/v1/operator/catalogue", operation_id = "catalogue.add-plan", tag = "operator",
    request_body = NewPlan, responses((status = 201, body = Version)))]
async fn add(desk: Desk<ManageCatalogue>, Body(new): Body<NewPlan>) -> Made<Version> {
    let NewPlan { name_en, name_fr, like, key } = new;
    let draft = adding::add_plan(desk.enter().await?, &PlanForm { key, name_en, name_fr, like }).await?;
    Ok((StatusCode::CREATED, Json(draft.into())))
}

/// One version.
#[utoipa::path(get, path = "/api/v1/operator/catalogue/{id}", operation_id = "catalogue.find", tag = "operator",
    responses((status = 200, body = Version)))]
async fn find(desk: Desk<ViewCatalogue>, Path(id): Path<String>) -> Answer<Version> {
    Ok(Json(versions::find(&mut desk.enter().await?, &id).await?.into()))
}

/// Make a draft that says what a version says.
#[utoipa::path(post, path = "/api/v1/operator/catalogue/{id}/draft", operation_id = "catalogue.draft",
    tag = "operator", responses((status = 201, body = Version)))]
async fn draft(desk: Desk<ManageCatalogue>, Path(id): Path<String>) -> Made<Version> {
    let draft = versions::draft(desk.enter().await?, &id).await?;
    Ok((StatusCode::CREATED, Json(draft.into())))
}

/// Change what a draft gives and costs.
#[utoipa::path(put, path = "/api/v1/operator/catalogue/{id}", operation_id = "catalogue.edit", tag = "operator",
    request_body = VersionValues, responses((status = 200, body = Version)))]
async fn edit(
    desk: Desk<ManageCatalogue>,
    Path(id): Path<String>,
    Body(values): Body<VersionValues>,
) -> Answer<Version> {
    let price = |price: Option<i64>| price.map(|price| price.to_string()).unwrap_or_default();
    let form = VersionForm {
        entitlements: values
            .entitlements
            .iter()
            .map(|(key, value)| (key.clone(), value.as_typed()))
            .collect(),
        month_price: price(values.month_price),
        year_price: price(values.year_price),
        currency: values.currency,
        trial_days: values.trial_days.to_string(),
    };
    Ok(Json(versions::edit(desk.enter().await?, &id, &form).await?.into()))
}

/// Publish a draft: whoever takes the plan from now on gets it, and it never changes again.
#[utoipa::path(post, path = "/api/v1/operator/catalogue/{id}/publish", operation_id = "catalogue.publish",
    tag = "operator", responses((status = 200, body = Version)))]
async fn publish(desk: Desk<ManageCatalogue>, Path(id): Path<String>) -> Answer<Version> {
    Ok(Json(versions::publish(desk.enter().await?, &id).await?.into()))
}

/// Retire a version: whoever has it keeps it, and nobody is put on it any more.
#[utoipa::path(post, path = "/api/v1/operator/catalogue/{id}/retire", operation_id = "catalogue.retire",
    tag = "operator", responses((status = 200, body = Version)))]
async fn retire(desk: Desk<ManageCatalogue>, Path(id): Path<String>) -> Answer<Version> {
    Ok(Json(versions::retire(desk.enter().await?, &id).await?.into()))
}

/// What whoever goes from a version to another gains and loses.
#[utoipa::path(get, path = "/api/v1/operator/catalogue/{id}/compare", operation_id = "catalogue.compare",
    tag = "operator", params(With), responses((status = 200, body = List<Difference>)))]
async fn compare(
    desk: Desk<ViewCatalogue>,
    Path(id): Path<String>,
    Query(With { with }): Query<With>,
) -> Answer<List<Difference>> {
    let mut access = desk.enter().await?;
    let before = versions::find(&mut access, &id).await?;
    let after = versions::find(&mut access, &with).await?;
    let found = versions::compare(&before, &after).into_iter();
    let items = found
        .map(|(feature, (before, after, step))| Difference { feature, before, after, step: step.to_string() })
        .collect();
    Ok(Json(List { items, next: None }))
}

/// Put subscribers on a version, one by one by a job; what they have less of is frozen and not deleted.
#[utoipa::path(post, path = "/api/v1/operator/catalogue/{id}/move", operation_id = "catalogue.move",
    tag = "operator", request_body = Moving, responses((status = 200, body = Moved)))]
async fn moving(
    desk: Desk<ManageCatalogue>,
    Path(id): Path<String>,
    Body(Moving { spaces, from, when }): Body<Moving>,
) -> Answer<Moved> {
    let when = when.parse().map_err(|_| Error::field("when", Problem::NotAChoice))?;
    let access = desk.enter().await?;
    let asked = match (from.as_str(), spaces.as_slice()) {
        ("", []) => return Err(Error::field("spaces", Problem::Required).into()),
        ("", spaces) => moving::move_some(access, spaces, &id, when).await?,
        (from, _) => moving::move_all(access, from, &id, when).await?,
    };
    Ok(Json(Moved { moved: asked.count, job: asked.job.to_string() }))
}
