use axum::Json;
use domain::{availability::Measured, operators::ViewInstallation};
use serde::Serialize;
use service::availability::{self, Month};
use utoipa::ToSchema;

use super::super::{
    Answer,
    client::Desk,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list))
}

/// What was measured of the installation in one month, in UTC.
#[derive(Debug, Serialize, ToSchema)]
struct AvailabilityMonth {
    /// Such as `2026-11`.
    month: String,
    console: AvailabilityPart,
    ingest: AvailabilityPart,
}

/// In how many minutes a part was there.
#[derive(Debug, Serialize, ToSchema)]
struct AvailabilityPart {
    minutes: i64,
    /// Minutes that are over and were measured.
    of: i64,
    /// In hundredths of a percent, rounded down; nothing where it is unknown.
    hundredths: Option<i64>,
}

impl From<Measured> for AvailabilityPart {
    fn from(measured: Measured) -> Self {
        Self { minutes: measured.there, of: measured.of, hundredths: measured.hundredths() }
    }
}

impl From<Month> for AvailabilityMonth {
    fn from(month: Month) -> Self {
        Self {
            month: format!("{}-{:02}", month.year, month.month),
            console: month.console.into(),
            ingest: month.ingest.into(),
        }
    }
}

/// List what was measured, the running month first and twelve before it.
#[utoipa::path(get, path = "/api/v1/operator/availability", operation_id = "availability.list", tag = "operator",
    responses((status = 200, body = List<AvailabilityMonth>)))]
async fn list(desk: Desk<ViewInstallation>) -> Answer<List<AvailabilityMonth>> {
    let months = availability::of_installation(&mut desk.enter().await?).await?;
    Ok(Json(List { items: months.into_iter().map(AvailabilityMonth::from).collect(), next: None }))
}
