use axum::{Json, extract::Path, http::StatusCode};
use domain::operators::{TryMail, ViewInstallation, ViewInstallationAudit};
use serde::{Deserialize, Serialize};
use service::{
    audit::Entry,
    installation::{self, LogQuery},
};
use utoipa::{IntoParams, ToSchema};

use super::super::{
    Answer, Done,
    client::Desk,
    operations::{Operations, operation},
    paging::{List, Narrowed, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(settings))
        .routes(operation!(try_mail))
        .routes(operation!(log))
        .routes(operation!(entry))
        .routes(operation!(verify))
}

/// A setting as it counts, masked.
#[derive(Debug, Serialize, ToSchema)]
struct EffectiveSetting {
    key: String,
    value: String,
    /// `default`, `file` or `variable`.
    source: String,
}

impl From<installation::Setting> for EffectiveSetting {
    fn from(one: installation::Setting) -> Self {
        Self { key: one.key, value: one.value, source: one.source.to_owned() }
    }
}

/// An entry of the installation's own audit log.
#[derive(Debug, Serialize, ToSchema)]
struct InstallationEntry {
    number: i64,
    at: i64,
    /// Who did it, in one text.
    actor: String,
    action: String,
    outcome: String,
    source: String,
    target: String,
    target_label: String,
    #[schema(value_type = Option<Object>)]
    before: serde_json::Value,
    #[schema(value_type = Option<Object>)]
    after: serde_json::Value,
    request_id: String,
    address: String,
}

impl From<Entry> for InstallationEntry {
    fn from(entry: Entry) -> Self {
        let actor = entry.recorded.doer().to_string();
        let one = entry.recorded;
        let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
        Self {
            number: one.number,
            at: one.at,
            actor,
            action: one.action,
            outcome: one.outcome,
            source: one.source,
            target: one.target,
            target_label: one.target_label,
            before: read(one.before).unwrap_or_default(),
            after: read(one.after).unwrap_or_default(),
            request_id: one.request_id,
            address: one.address,
        }
    }
}

/// Which entries; what is left out means any.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LogWanted {
    /// Part of the actor's id, name or address.
    who: String,
    /// An area, or one action of it.
    action: String,
    /// Part of what it was done to.
    text: String,
}

/// Whether the chain of the log is whole.
#[derive(Debug, Serialize, ToSchema)]
struct ChainState {
    is_whole: bool,
    /// How many entries there are, or the number from which on it is not whole.
    number: i64,
}

/// The effective settings, secrets masked.
#[utoipa::path(get, path = "/api/v1/operator/settings", operation_id = "installation.settings", tag = "operator",
    responses((status = 200, body = List<EffectiveSetting>)))]
async fn settings(desk: Desk<ViewInstallation>) -> Answer<List<EffectiveSetting>> {
    let found = installation::settings(&desk.enter().await?);
    Ok(Json(List { items: found.into_iter().map(EffectiveSetting::from).collect(), next: None }))
}

/// Send a test mail to the operator whose key asks.
#[utoipa::path(post, path = "/api/v1/operator/test-mail", operation_id = "installation.try-mail",
    tag = "operator", responses((status = 204)))]
async fn try_mail(desk: Desk<TryMail>) -> Done {
    installation::try_mail(desk.enter().await?, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the installation's own audit log, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/audit", operation_id = "installation.log", tag = "operator",
    params(LogWanted, Paging), responses((status = 200, body = List<InstallationEntry>)))]
async fn log(
    desk: Desk<ViewInstallationAudit>,
    Narrowed(wanted, paging): Narrowed<LogWanted>,
) -> Answer<List<InstallationEntry>> {
    let (limit, before) = (paging.limit()?, paging.after()?);
    let query = LogQuery { who: wanted.who, action: wanted.action, text: wanted.text, before };
    let page = installation::log(&mut desk.enter().await?, &query, limit).await?;
    Ok(Json(paging.read(&desk, page.entries, page.next.as_deref())))
}

/// One entry, by its number.
#[utoipa::path(get, path = "/api/v1/operator/audit/{id}", operation_id = "installation.entry", tag = "operator",
    responses((status = 200, body = InstallationEntry)))]
async fn entry(desk: Desk<ViewInstallationAudit>, Path(id): Path<String>) -> Answer<InstallationEntry> {
    Ok(Json(installation::entry(desk.enter().await?, &id).await?.into()))
}

/// Verify the chain of the installation's own audit log.
#[utoipa::path(get, path = "/api/v1/operator/audit-chain", operation_id = "installation.verify",
    tag = "operator", responses((status = 200, body = ChainState)))]
async fn verify(desk: Desk<ViewInstallationAudit>) -> Answer<ChainState> {
    let found = installation::verify(desk.enter().await?).await?;
    let (is_whole, number) = found.map_or_else(|number| (false, number), |count| (true, count));
    Ok(Json(ChainState { is_whole, number }))
}
