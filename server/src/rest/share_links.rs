use axum::{Extension, Json, extract::Path, http::StatusCode};
use domain::{
    Error,
    permission::{ListShareLinks, ManageSharing, ViewOverview},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use service::{
    dashboards::{Compare, Measure, OverviewQuery, Range},
    share_links::{self, Open, OpenOutcome, ShareForm, ShareKind, State as LinkState},
};
use utoipa::ToSchema;

use super::{
    Answer, Done, Refused,
    client::Client,
    gate::Kept,
    input::{Body, Query, given},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(create))
        .routes(operation!(find))
        .routes(operation!(opens))
        .routes(operation!(revoke))
}

word!(share_kind = ShareKind::ALL);
word!(link_state = LinkState::ALL);
word!(open_outcome = OpenOutcome::ALL);
word!(range = Range::ALL);
word!(measure = Measure::ALL);
word!(compare = Compare::ALL);

/// A link that shows the overview to people outside.
#[derive(Debug, Serialize, ToSchema)]
struct ShareLink {
    id: String,
    name: String,
    /// `snapshot`: the numbers as they were; `live`: those of the moment.
    #[schema(schema_with = share_kind)]
    kind: &'static str,
    #[schema(schema_with = link_state)]
    state: &'static str,
    /// The range and filters of what it shows.
    #[schema(value_type = Object)]
    shows: Value,
    has_password: bool,
    view_limit: Option<i64>,
    views: i64,
    /// Tries at opening it.
    opens: i64,
    /// Who made it, as the audit log names them.
    made_by: String,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
}

fn answer(link: share_links::ShareLink, now: i64) -> ShareLink {
    let made_by = link.maker().to_string();
    ShareLink {
        state: share_links::state(&link, now).as_str(),
        id: link.id.to_string(),
        name: link.name,
        kind: link.kind.as_str(),
        shows: serde_json::from_str(&link.query).unwrap_or_default(),
        has_password: link.password_hash.is_some(),
        view_limit: link.view_limit,
        views: link.views,
        opens: link.opens,
        made_by,
        created_at: link.created_at,
        expires_at: link.expires_at,
        revoked_at: link.revoked_at,
    }
}

/// What of the overview a link shows; what is left out is as on its page.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
struct Shown {
    #[schema(schema_with = range)]
    #[serde(deserialize_with = "given")]
    range: String,
    /// First day of a custom range, `2026-11-21`.
    from: String,
    /// Its last day.
    to: String,
    /// A policy agent's name.
    host: String,
    /// One of the tenant's domains.
    domain: String,
    #[schema(schema_with = measure)]
    #[serde(deserialize_with = "given")]
    measure: String,
    #[schema(schema_with = compare)]
    #[serde(deserialize_with = "given")]
    compare: String,
}

impl Shown {
    fn query(self) -> OverviewQuery {
        let Self { range, from, to, host, domain, measure, compare } = self;
        OverviewQuery { range, from, to, host, domain, measure, compare }
    }
}

/// The fields of what a link shows lie in a field of their own here.
fn within_shows(error: Error) -> Error {
    let Error::Invalid { mut fields } = error else { return error };
    for field in &mut fields {
        if ["range", "from", "to", "host", "domain", "measure", "compare"].contains(&field.field.as_str()) {
            field.field = format!("shows.{}", field.field);
        }
    }
    Error::Invalid { fields }
}

/// What a link is made from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewShareLink {
    #[schema(min_length = 1)]
    name: String,
    /// `snapshot`: the numbers as they are now; `live`: those of the moment it is opened in.
    #[schema(schema_with = share_kind)]
    kind: String,
    /// For how many days it works.
    #[schema(minimum = 1, maximum = 90)]
    days: i64,
    /// Asked of whoever opens it; empty: none.
    #[serde(default)]
    password: String,
    /// How often it may be looked at; left out: without limit.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 100_000)]
    view_limit: Option<i64>,
    #[serde(default)]
    shows: Shown,
}

/// A link just made: the only time its address is told.
#[derive(Debug, Serialize, ToSchema)]
struct ShareLinkAddress {
    link: ShareLink,
    /// Nothing when an answer is told again under its `Idempotency-Key`: the address is a secret, and not kept.
    url: Option<String>,
}

/// One try at opening a link.
#[derive(Debug, Serialize, ToSchema)]
struct Opened {
    id: String,
    at: i64,
    address: String,
    #[schema(schema_with = open_outcome)]
    outcome: &'static str,
}

impl From<Open> for Opened {
    fn from(open: Open) -> Self {
        Self {
            id: open.number.to_string(),
            at: open.at,
            address: open.address,
            outcome: open.outcome.as_str(),
        }
    }
}

/// List the share links, oldest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/share-links", operation_id = "share-links.list",
    tag = "share-links", params(Paging), responses((status = 200, body = List<ShareLink>)))]
async fn list(
    client: Client<ListShareLinks>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<ShareLink>> {
    let mut access = client.enter(&tenant).await?;
    let all = share_links::list(&mut access).await?;
    let now = access.now();
    let mut all: Vec<ShareLink> = all.into_iter().map(|link| answer(link, now)).collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(Json(paging.cut(&client, all, |link| &link.id)?))
}

/// Make a link to the overview, as far as the key that asks sees it, and get its address, this once.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/share-links", operation_id = "share-links.create",
    tag = "share-links", request_body = NewShareLink, responses((status = 201, body = ShareLinkAddress)))]
async fn create(
    client: Client<(ListShareLinks, ViewOverview)>,
    Path(tenant): Path<String>,
    Body(new): Body<NewShareLink>,
) -> Result<(StatusCode, Extension<Kept>, Json<ShareLinkAddress>), Refused> {
    let access = client.enter(&tenant).await?;
    let now = access.now();
    let form = ShareForm {
        name: new.name,
        kind: new.kind,
        days: new.days.to_string(),
        password: new.password,
        view_limit: new.view_limit.map(|limit| limit.to_string()).unwrap_or_default(),
        query: new.shows.query(),
    };
    let made = share_links::create(access, form).await.map_err(within_shows)?;
    let answer = ShareLinkAddress { link: answer(made.link, now), url: Some(made.url) };
    let link = serde_json::to_value(&answer.link).map_err(|_| Error::Internal)?;
    let kept = serde_json::json!({ "link": link, "url": null });
    Ok((StatusCode::CREATED, Extension(Kept(kept)), Json(answer)))
}

/// One share link.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/share-links/{id}", operation_id = "share-links.find",
    tag = "share-links", responses((status = 200, body = ShareLink)))]
async fn find(
    client: Client<ListShareLinks>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<ShareLink> {
    let mut access = client.enter(&tenant).await?;
    let (link, _) = share_links::find(&mut access, &id).await?;
    Ok(Json(answer(link, access.now())))
}

/// List the last tries at opening a share link, newest first. Older ones than the last 500 are not kept.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/share-links/{id}/opens", operation_id = "share-links.opens",
    tag = "share-links", params(Paging), responses((status = 200, body = List<Opened>)))]
async fn opens(
    client: Client<ListShareLinks>,
    Path((tenant, id)): Path<(String, String)>,
    Query(paging): Query<Paging>,
) -> Answer<List<Opened>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let before = match after.as_str() {
        "" => i64::MAX,
        number => number.parse().map_err(|_| Error::NotFound)?,
    };
    let mut access = client.enter(&tenant).await?;
    let (_, opens) = share_links::find(&mut access, &id).await?;
    let older = opens.into_iter().filter(|open| open.number < before);
    let found: Vec<Opened> = older.take(limit + 1).map(Opened::from).collect();
    Ok(Json(paging.page(&client, found, |open| &open.id, limit)))
}

/// Revoke a share link for good.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/share-links/{id}", operation_id = "share-links.revoke",
    tag = "share-links", responses((status = 204)))]
async fn revoke(client: Client<ManageSharing>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    share_links::revoke(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
