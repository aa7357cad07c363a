use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    operators::{ManageCatalogue, ViewCatalogue},
    plans::{FeatureKind, Span},
};
use serde::{Deserialize, Serialize};
use service::{
    control::plans::CatalogueFeature,
    plans::{
        adding::{self, FeatureForm},
        features::{self, Aggregation, RateForm},
    },
};
use utoipa::ToSchema;

use super::super::{
    Answer, Done, Made,
    client::Desk,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(add))
        .routes(operation!(rename))
        .routes(operation!(rate))
}

word!(kind = FeatureKind::ALL);
word!(span = Span::ALL);
word!(aggregation = Aggregation::ALL);

/// What plans can give.
#[derive(Debug, Serialize, ToSchema)]
struct PlanFeature {
    key: String,
    #[schema(schema_with = kind)]
    kind: String,
    name_en: String,
    name_fr: String,
    unit: String,
    /// The window of what is metered.
    #[schema(schema_with = span)]
    span: String,
}

impl From<CatalogueFeature> for PlanFeature {
    fn from(feature: CatalogueFeature) -> Self {
        Self {
            key: feature.key,
            kind: feature.kind.to_string(),
            name_en: feature.name_en,
            name_fr: feature.name_fr,
            unit: feature.unit,
            span: feature.span.to_string(),
        }
    }
}

/// A feature to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewFeature {
    #[schema(min_length = 1, max_length = 60)]
    name_en: String,
    #[schema(min_length = 1, max_length = 60)]
    name_fr: String,
    #[schema(schema_with = kind)]
    kind: String,
    /// For what is metered: its window.
    #[serde(default)]
    span: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    key: String,
}

/// What a feature is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FeatureNames {
    #[schema(min_length = 1, max_length = 60)]
    name_en: String,
    #[schema(min_length = 1, max_length = 60)]
    name_fr: String,
    #[serde(default)]
    unit: String,
}

/// How a metered feature is counted, and what it costs beyond the plan.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FeatureRate {
    /// How the events of a window become one number.
    #[schema(schema_with = aggregation)]
    aggregation: String,
    /// In minor units; left out: nothing.
    #[serde(default)]
    #[schema(minimum = 0)]
    price: Option<i64>,
    /// The price is for so many; one if left out.
    #[serde(default)]
    #[schema(minimum = 1)]
    per: Option<i64>,
}
/// List what plans can give.
#[utoipa::path(get, path = "/api/v1/operator/features", operation_id = "catalogue.features", tag = "operator",
    responses((status = 200, body = List<PlanFeature>)))]
async fn list(desk: Desk<ViewCatalogue>) -> Answer<List<PlanFeature>> {
    let found = adding::features(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.into_iter().map(PlanFeature::from).collect(), next: None }))
}

/// Add a feature.
#[utoipa::path(post, path = "/api/v1/operator/features", operation_id = "catalogue.add-feature", tag = "operator",
    request_body = NewFeature, responses((status = 201, body = PlanFeature)))]
async fn add(desk: Desk<ManageCatalogue>, Body(new): Body<NewFeature>) -> Made<PlanFeature> {
    let NewFeature { name_en, name_fr, kind, span, unit, key } = new;
    let form = FeatureForm { key, name_en, name_fr, unit, kind, span };
    let made = adding::add_feature(desk.enter().await?, &form).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Change what a feature is called.
#[utoipa::path(put, path = "/api/v1/operator/features/{id}", operation_id = "catalogue.rename-feature",
    tag = "operator", request_body = FeatureNames, responses((status = 204)))]
async fn rename(
    desk: Desk<ManageCatalogue>,
    Path(id): Path<String>,
    Body(names): Body<FeatureNames>,
) -> Done {
    let FeatureNames { name_en, name_fr, unit } = names;
    let form = FeatureForm { name_en, name_fr, unit, ..FeatureForm::default() };
    adding::rename_feature(desk.enter().await?, &id, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Set how a metered feature that an operator added is counted, and what it costs.
#[utoipa::path(put, path = "/api/v1/operator/features/{id}/rate", operation_id = "catalogue.rate-feature",
    tag = "operator", request_body = FeatureRate, responses((status = 204)))]
async fn rate(desk: Desk<ManageCatalogue>, Path(id): Path<String>, Body(rate): Body<FeatureRate>) -> Done {
    let text = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let form = RateForm { aggregation: rate.aggregation, price: text(rate.price), per: text(rate.per) };
    features::rate(desk.enter().await?, &id, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}
