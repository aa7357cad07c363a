use axum::{
    Json,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    Locale,
    deep_links::targets::{DataSource, Finding, Flavor, LinkMode, LinkState, LinkTarget},
    operators::{ManageDeepLinks, ViewDeepLinks},
};
use serde::{Deserialize, Serialize};
use service::{
    OperatorAccess,
    deep_links::{
        targets::{self, Connected, TargetForm},
        templates::{self, TemplateForm},
    },
};
use utoipa::ToSchema;

use super::super::{
    Answer, Done, Refused,
    client::Desk,
    input::Body,
    openapi::word,
    operations::{Operations, operation},
    paging::List,
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(list))
        .routes(operation!(find))
        .routes(operation!(save))
        .routes(operation!(probe))
        .routes(operation!(remove_credential))
        .routes(operation!(list_templates))
        .routes(operation!(find_template))
        .routes(operation!(add_template))
        .routes(operation!(change_template))
        .routes(operation!(remove_template))
        .routes(operation!(list_hosts))
        .routes(operation!(set_hosts))
}

word!(target = LinkTarget::ALL);
word!(mode = LinkMode::ALL);
word!(flavor = Flavor::ALL);
word!(source = DataSource::ALL);
word!(state = LinkState::ALL);

/// A program that links lead to, or a store behind one.
#[derive(Debug, Serialize, ToSchema)]
struct LinkTargetConnected {
    #[schema(schema_with = target)]
    target: String,
    /// A program is `off`, `plain` or `gateway`; a store `off` or `on`.
    #[schema(schema_with = mode)]
    mode: String,
    /// Which of the two Kibana is.
    #[schema(schema_with = flavor)]
    flavor: String,
    /// Where a Grafana reads from.
    #[schema(schema_with = source)]
    source: String,
    /// As browsers reach it; of a store, as people of spaces reach it.
    public_url: String,
    /// As this server reaches it.
    internal_url: String,
    username: String,
    /// Whether a password is kept; it is never shown.
    has_password: bool,
    /// Send it back with a change.
    revision: i64,
    #[schema(schema_with = state)]
    state: String,
    /// Since when it is in its state.
    since: Option<i64>,
    /// Empty: not known.
    version: String,
    found: Option<LinkFinding>,
    /// Microseconds by which its clock is before this server's.
    clock_difference: Option<i64>,
    probed_at: Option<i64>,
}

/// What is wrong with a program.
#[derive(Debug, Serialize, ToSchema)]
struct LinkFinding {
    /// A word that stays, such as `wrong-credential`.
    finding: String,
    /// What to do, in the language asked for.
    sentence: String,
}

/// A file and what is to stand in it.
#[derive(Debug, Serialize, ToSchema)]
struct LinkSnippet {
    file: String,
    text: String,
}

/// A program with what to write into its settings.
#[derive(Debug, Serialize, ToSchema)]
struct LinkTargetWhole {
    target: LinkTargetConnected,
    snippets: Vec<LinkSnippet>,
}

/// How a program is to be connected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkTargetWanted {
    #[schema(schema_with = mode)]
    mode: String,
    /// Left out: as it is.
    #[serde(default)]
    #[schema(schema_with = flavor)]
    flavor: String,
    /// Left out: as it is.
    #[serde(default)]
    #[schema(schema_with = source)]
    source: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    public_url: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    internal_url: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    username: String,
    /// Left out: the one that is kept stays, as long as the address leads to the same server.
    #[serde(default)]
    #[schema(max_length = 200)]
    password: String,
    /// As it was read.
    revision: i64,
}

/// A link into another program.
#[derive(Debug, Serialize, ToSchema)]
struct LinkTemplate {
    id: String,
    title: String,
    /// An address with variables.
    url: String,
    created_at: i64,
    updated_at: i64,
}

/// A link as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkTemplateWanted {
    #[schema(min_length = 1, max_length = 60)]
    title: String,
    /// Such as `https://graphs.example/render?target={host|*}&from={from_s}`; its host must be on the list.
    #[schema(min_length = 1, max_length = 2000)]
    url: String,
}

/// The hosts that links may lead to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkHosts {
    #[schema(max_items = 50)]
    hosts: Vec<String>,
}

fn finding(one: Finding, target: LinkTarget, flavor: Flavor, locale: Locale) -> LinkFinding {
    LinkFinding { finding: one.to_string(), sentence: one.sentence(target, flavor, locale) }
}

fn told(one: Connected, locale: Locale) -> LinkTargetConnected {
    LinkTargetConnected {
        found: one.finding.map(|found| finding(found, one.target, one.flavor, locale)),
        target: one.target.to_string(),
        mode: one.mode.to_string(),
        flavor: one.flavor.to_string(),
        source: one.source.to_string(),
        public_url: one.public_url,
        internal_url: one.internal_url,
        username: one.username,
        has_password: one.has_password,
        revision: one.revision,
        state: one.state.to_string(),
        since: one.since,
        version: one.version,
        clock_difference: one.skew,
        probed_at: one.probed_at,
    }
}

impl From<templates::LinkTemplate> for LinkTemplate {
    fn from(one: templates::LinkTemplate) -> Self {
        Self {
            id: one.id.to_string(),
            title: one.title,
            url: one.url,
            created_at: one.created_at,
            updated_at: one.updated_at,
        }
    }
}

impl From<LinkTemplateWanted> for TemplateForm {
    fn from(wanted: LinkTemplateWanted) -> Self {
        let LinkTemplateWanted { title, url } = wanted;
        Self { title, url }
    }
}

/// List the programs that links lead to, and the stores behind them.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/targets", operation_id = "deep-links.list",
    tag = "operator", responses((status = 200, body = List<LinkTargetConnected>)))]
async fn list(desk: Desk<ViewDeepLinks>) -> Answer<List<LinkTargetConnected>> {
    let found = targets::list(&mut desk.enter().await?).await?;
    let locale = desk.caller.locale;
    Ok(Json(List { items: found.into_iter().map(|one| told(one, locale)).collect(), next: None }))
}

/// Read how a program is connected, how it is, and what to write into its settings.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/targets/{id}", operation_id = "deep-links.find",
    tag = "operator", responses((status = 200, body = LinkTargetWhole)))]
async fn find(desk: Desk<ViewDeepLinks>, Path(id): Path<String>) -> Answer<LinkTargetWhole> {
    let whole = targets::find(&mut desk.enter().await?, &id).await?;
    let snippets = whole.snippets.into_iter();
    let snippets = snippets.map(|one| LinkSnippet { file: one.file.to_owned(), text: one.text }).collect();
    Ok(Json(LinkTargetWhole { target: told(whole.connected, desk.caller.locale), snippets }))
}

/// Connect a program, or say that it is not to be used.
#[utoipa::path(put, path = "/api/v1/operator/deep-links/targets/{id}", operation_id = "deep-links.save",
    tag = "operator", request_body = LinkTargetWanted, responses((status = 204)))]
async fn save(
    desk: Desk<ManageDeepLinks>,
    Path(id): Path<String>,
    Body(wanted): Body<LinkTargetWanted>,
) -> Done {
    let LinkTargetWanted { mode, flavor, source, public_url, internal_url, username, password, revision } =
        wanted;
    let form = TargetForm { mode, flavor, source, public_url, internal_url, username, password, revision };
    targets::save(desk.enter().await?, &id, &form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Look at a program now; the answer says what was found.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/targets/{id}/probe", operation_id = "deep-links.probe",
    tag = "operator", responses((status = 200, body = LinkTargetConnected)))]
async fn probe(desk: Desk<ManageDeepLinks>, Path(id): Path<String>) -> Answer<LinkTargetConnected> {
    let access = OperatorAccess::<ViewDeepLinks>::enter(&desk.service, &desk.caller).await?;
    let probed = targets::probe(access, &id).await?;
    targets::note(desk.enter().await?, probed).await?;
    let mut access = OperatorAccess::<ViewDeepLinks>::enter(&desk.service, &desk.caller).await?;
    let whole = targets::find(&mut access, &id).await?;
    Ok(Json(told(whole.connected, desk.caller.locale)))
}

/// Forget the password of a program.
#[utoipa::path(delete, path = "/api/v1/operator/deep-links/targets/{id}/credential",
    operation_id = "deep-links.remove-credential", tag = "operator", responses((status = 204)))]
async fn remove_credential(desk: Desk<ManageDeepLinks>, Path(id): Path<String>) -> Done {
    targets::remove_credential(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the links into other programs.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/templates", operation_id = "deep-links.list-templates",
    tag = "operator", responses((status = 200, body = List<LinkTemplate>)))]
async fn list_templates(desk: Desk<ViewDeepLinks>) -> Answer<List<LinkTemplate>> {
    let found = templates::list(&mut desk.enter().await?).await?;
    Ok(Json(List { items: found.into_iter().map(LinkTemplate::from).collect(), next: None }))
}

/// Read one link into another program.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/templates/{id}", operation_id = "deep-links.find-template",
    tag = "operator", responses((status = 200, body = LinkTemplate)))]
async fn find_template(desk: Desk<ViewDeepLinks>, Path(id): Path<String>) -> Answer<LinkTemplate> {
    Ok(Json(templates::find(&mut desk.enter().await?, &id).await?.into()))
}

/// Add a link into another program.
#[utoipa::path(post, path = "/api/v1/operator/deep-links/templates", operation_id = "deep-links.add-template",
    tag = "operator", request_body = LinkTemplateWanted, responses((status = 201, body = LinkTemplate)))]
async fn add_template(
    desk: Desk<ManageDeepLinks>,
    Body(wanted): Body<LinkTemplateWanted>,
) -> Result<Response, Refused> {
    let made = templates::add(desk.enter().await?, &wanted.into()).await?;
    Ok((StatusCode::CREATED, Json(LinkTemplate::from(made))).into_response())
}

/// Change a link into another program.
#[utoipa::path(put, path = "/api/v1/operator/deep-links/templates/{id}",
    operation_id = "deep-links.change-template", tag = "operator", request_body = LinkTemplateWanted,
    responses((status = 204)))]
async fn change_template(
    desk: Desk<ManageDeepLinks>,
    Path(id): Path<String>,
    Body(wanted): Body<LinkTemplateWanted>,
) -> Done {
    templates::update(desk.enter().await?, &id, &wanted.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove a link into another program.
#[utoipa::path(delete, path = "/api/v1/operator/deep-links/templates/{id}",
    operation_id = "deep-links.remove-template", tag = "operator", responses((status = 204)))]
async fn remove_template(desk: Desk<ManageDeepLinks>, Path(id): Path<String>) -> Done {
    templates::remove(desk.enter().await?, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the hosts that links may lead to.
#[utoipa::path(get, path = "/api/v1/operator/deep-links/hosts", operation_id = "deep-links.list-hosts",
    tag = "operator", responses((status = 200, body = LinkHosts)))]
async fn list_hosts(desk: Desk<ViewDeepLinks>) -> Answer<LinkHosts> {
    Ok(Json(LinkHosts { hosts: templates::hosts(&mut desk.enter().await?).await? }))
}

/// Say which hosts links may lead to, all of them.
#[utoipa::path(put, path = "/api/v1/operator/deep-links/hosts", operation_id = "deep-links.set-hosts",
    tag = "operator", request_body = LinkHosts, responses((status = 204)))]
async fn set_hosts(desk: Desk<ManageDeepLinks>, Body(wanted): Body<LinkHosts>) -> Done {
    let access = desk.enter().await?;
    templates::set_hosts(access, &super::super::input::lines("hosts", &wanted.hosts)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
