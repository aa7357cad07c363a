use axum::{Json, extract::Path, http::StatusCode};
use domain::{
    announcements::Audience,
    operators::{Announce, ViewAnnouncements},
};
use serde::{Deserialize, Serialize};
use service::announcements::{self, AnnouncementForm};
use utoipa::ToSchema;

use super::super::{
    Answer, Done,
    client::Desk,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new().routes(operation!(list)).routes(operation!(publish)).routes(operation!(withdraw))
}

word!(audience = Audience::ALL);

/// A sentence for spaces, from one instant until another.
#[derive(Debug, Serialize, ToSchema)]
struct Announcement {
    id: String,
    english: String,
    french: String,
    #[schema(schema_with = audience)]
    audience: String,
    /// Of one for a single space: its id.
    tenant: Option<String>,
    from_at: i64,
    until_at: i64,
    published_by: String,
    withdrawn_at: Option<i64>,
    by_mail: bool,
}

impl From<announcements::Announcement> for Announcement {
    fn from(one: announcements::Announcement) -> Self {
        Self {
            id: one.id.to_string(),
            english: one.english,
            french: one.french,
            audience: one.audience.to_string(),
            tenant: one.tenant_id,
            from_at: one.from_at,
            until_at: one.until_at,
            published_by: one.published_by,
            withdrawn_at: one.withdrawn_at,
            by_mail: one.by_mail,
        }
    }
}

/// What to publish; days are in UTC, the last one included.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAnnouncement {
    #[schema(min_length = 1, max_length = 500)]
    english: String,
    #[schema(min_length = 1, max_length = 500)]
    french: String,
    #[schema(schema_with = audience)]
    audience: String,
    /// For one space: its slug.
    #[serde(default)]
    tenant: String,
    /// First day, `2026-11-21`; empty: now.
    #[serde(default)]
    from: String,
    /// Last day; empty: for a week.
    #[serde(default)]
    until: String,
    #[serde(default)]
    by_mail: bool,
}

/// List the announcements, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/announcements", operation_id = "announcements.list", tag = "operator",
    responses((status = 200, body = List<Announcement>)))]
async fn list(desk: Desk<ViewAnnouncements>) -> Answer<List<Announcement>> {
    let found = announcements::list(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.into_iter().map(Announcement::from).collect(), next: None }))
}

/// Publish an announcement; it is on the pages within seconds.
#[utoipa::path(post, path = "/api/v1/operator/announcements", operation_id = "announcements.publish",
    tag = "operator", request_body = NewAnnouncement, responses((status = 204)))]
async fn publish(desk: Desk<Announce>, Body(new): Body<NewAnnouncement>) -> Done {
    let NewAnnouncement { english, french, audience, tenant: slug, from, until, by_mail } = new;
    let form = AnnouncementForm { english, french, audience, slug, from, until, by_mail };
    announcements::publish(desk.enter().await?, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an announcement away before its time.
#[utoipa::path(delete, path = "/api/v1/operator/announcements/{id}", operation_id = "announcements.withdraw",
    tag = "operator", responses((status = 204)))]
async fn withdraw(desk: Desk<Announce>, Path(id): Path<String>) -> Done {
    announcements::withdraw(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
