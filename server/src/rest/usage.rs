//! What programs report, as it is described; done by the web's own handler.

use axum::{Json, extract::Path};
use domain::{permission::ViewPlan, zones};
use serde::{Deserialize, Serialize};
use service::{
    TeamAccess,
    usage::opened::{self, OpenForm, Opened},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    Answer,
    client::Client,
    input::Query,
    operations::{Operations, operation},
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(open))
}

/// What an operator's program reports at once: a thousand events at most, all or nothing.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "described here, read by the web's own handler")]
struct Report {
    events: Vec<MeteredEvent>,
}

/// One use of something.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "described here, read by the web's own handler")]
struct MeteredEvent {
    /// The program's own name for it; sent again, it is the same event.
    #[schema(min_length = 1, max_length = 255)]
    key: String,
    /// The slug of the space.
    tenant: String,
    /// The key of a metered feature that the provider added to its catalogue.
    feature: String,
    /// When it happened, in microseconds UTC.
    at: i64,
    /// 1 where it is left out.
    value: Option<i64>,
    /// Whom or what it was used for.
    #[schema(max_length = 255)]
    subject: Option<String>,
}

/// What became of it.
#[derive(Serialize, ToSchema)]
struct Reported {
    /// New, and durable.
    taken: i64,
    /// There before, and counted once.
    duplicates: i64,
    /// Of windows that are on an invoice: an adjustment of the next one.
    late: i64,
    /// Claimed to be from the future, and counted at their arrival.
    from_future: i64,
}

/// Report what spaces used, with a key that the provider makes with `parvis usage-key`.
#[utoipa::path(post, path = "/api/v1/usage", operation_id = "usage.report", tag = "usage",
    request_body = Report, responses((status = 200, body = Reported)), security(("usage-key" = [])))]
#[expect(dead_code, reason = "described here, done by the web's own handler")]
pub(super) fn report() {}

/// Which window is opened; without both instants the running one.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
struct Window {
    /// Its first instant, in microseconds UTC.
    from: String,
    /// The instant it ends.
    to: String,
    /// `next` of the answer before.
    after: String,
}

/// What stands behind a number of usage.
#[derive(Debug, Serialize, ToSchema)]
struct Usage {
    feature: String,
    /// `sum`, `last`, `max`, `average` or `unique`.
    aggregation: String,
    /// Absent of what is counted as long as it is there.
    window_start: Option<String>,
    window_end: Option<String>,
    /// What the window comes to, of what programs report.
    number: i64,
    days: Vec<UsageDays>,
    events: Vec<UsedOnce>,
    /// Where the events go on; absent at their end.
    next: Option<String>,
    /// Single events are kept for so many days after they happened.
    kept_days: i64,
}

/// Some days of the window.
#[derive(Debug, Serialize, ToSchema)]
struct UsageDays {
    /// The first day and the last.
    from: String,
    to: String,
    /// How many events there are; absent of what is not reported.
    events: Option<i64>,
    number: i64,
}

/// One event.
#[derive(Debug, Serialize, ToSchema)]
struct UsedOnce {
    key: String,
    /// The instant it is counted at.
    at: String,
    /// The one it claimed.
    claimed_at: String,
    received_at: String,
    value: i64,
    subject: String,
}

/// Open a number of usage: its window day by day, and its single events while they are kept.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/usage/{feature}", operation_id = "usage.open", tag = "usage",
    params(Window), responses((status = 200, body = Usage)))]
async fn open(
    client: Client<ViewPlan>,
    Path((tenant, feature)): Path<(String, String)>,
    Query(window): Query<Window>,
) -> Answer<Usage> {
    let access: TeamAccess<ViewPlan> = client.enter(&tenant).await?;
    let form = OpenForm { from: window.from, to: window.to, after: window.after };
    Ok(Json(opened::open(access, &feature, &form).await?.into()))
}

impl From<Opened> for Usage {
    fn from(opened: Opened) -> Self {
        let day = |day: i64| zones::date_text(i32::try_from(day).unwrap_or_default());
        let counted = opened.days.iter().map(|one| UsageDays {
            from: day(one.day),
            to: day(one.day),
            events: None,
            number: one.used,
        });
        let reported = opened.buckets.iter().map(|one| UsageDays {
            from: zones::date_text(one.days.start),
            to: zones::date_text(one.days.end - 1),
            events: Some(one.events),
            number: one.number,
        });
        let is_window = opened.window.end < domain::bounds::LARGEST;
        let instant = |at| is_window.then(|| zones::rfc3339(at));
        Self {
            window_start: instant(opened.window.start),
            window_end: instant(opened.window.end),
            days: counted.chain(reported).collect(),
            events: opened.events.iter().map(UsedOnce::from).collect(),
            feature: opened.feature.key,
            aggregation: opened.aggregation.to_string(),
            number: opened.number,
            next: opened.next,
            kept_days: opened::KEPT / domain::DAY,
        }
    }
}

impl From<&opened::MeteredEvent> for UsedOnce {
    fn from(one: &opened::MeteredEvent) -> Self {
        Self {
            key: one.name.clone(),
            at: zones::rfc3339(one.at),
            claimed_at: zones::rfc3339(one.claimed_at),
            received_at: zones::rfc3339(one.received_at),
            value: one.value,
            subject: one.subject.clone(),
        }
    }
}
