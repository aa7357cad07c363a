use axum::{Extension, Json, extract::Path, http::StatusCode};
use domain::{
    Error,
    alerts::{Comparison, Metric, Severity},
    permission::{ListAlertRules, ManageAlerts, ViewOverview},
};
use serde::{Deserialize, Serialize};
use service::alerts::{self, RuleForm, looks, receiver};
use utoipa::ToSchema;

use super::{
    Answer, Done, Made, Refused,
    client::Client,
    gate::Kept,
    input::{Body, Confirmation, Query},
    openapi::word,
    operations::{Operations, operation},
    paging::{List, Paging},
};

pub(super) fn operations() -> Operations {
    Operations::new()
        .routes(operation!(firing))
        .routes(operation!(history))
        .routes(operation!(acknowledge))
        .routes(operation!(list))
        .routes(operation!(add))
        .routes(operation!(find))
        .routes(operation!(update))
        .routes(operation!(delete))
        .routes(operation!(silence))
        .routes(operation!(unsilence))
        .routes(operation!(test))
        .routes(operation!(set_webhook))
        .routes(operation!(remove_webhook))
}

word!(metric = Metric::ALL);
word!(comparison = Comparison::ALL);
word!(severity = Severity::ALL);

/// One firing of a rule, with the rule as it was then.
#[derive(Debug, Serialize, ToSchema)]
struct Alert {
    id: String,
    rule: String,
    name: String,
    #[schema(schema_with = metric)]
    metric: String,
    #[schema(schema_with = comparison)]
    comparison: String,
    threshold: i64,
    #[schema(schema_with = severity)]
    severity: String,
    /// The host or domain it is about; empty for everything.
    about: String,
    /// The value with which it began, in the metric's unit.
    value: i64,
    began_at: i64,
    /// When somebody was told, and whom; nobody where it is empty.
    told_at: Option<i64>,
    told_to: String,
    acknowledged_at: Option<i64>,
    acknowledged_by: String,
    /// When it was over; null while it fires.
    resolved_at: Option<i64>,
}

impl From<alerts::AlertFiring> for Alert {
    fn from(one: alerts::AlertFiring) -> Self {
        Self {
            id: one.id.to_string(),
            rule: one.rule_id.to_string(),
            name: one.name,
            metric: one.metric.to_string(),
            comparison: one.comparison.to_string(),
            threshold: one.threshold,
            severity: one.severity.to_string(),
            about: one.subject_name,
            value: one.value,
            began_at: one.began_at,
            told_at: one.told_at,
            told_to: one.told_to,
            acknowledged_at: one.acknowledged_at,
            acknowledged_by: one.acknowledged_by,
            resolved_at: one.resolved_at,
        }
    }
}

/// What is watched, and who is told.
#[derive(Debug, Serialize, ToSchema)]
struct AlertRule {
    id: String,
    /// Empty: it is called by what it watches.
    name: String,
    #[schema(schema_with = metric)]
    metric: String,
    #[schema(schema_with = comparison)]
    comparison: String,
    /// In the metric's unit; for `unusual` in usual spreads.
    threshold: i64,
    /// `all`, `host:` and a policy agent's id, or `domain:` and a name.
    about: String,
    /// Minutes it must last before it fires, and be well before it is over.
    hold_minutes: i64,
    calm_minutes: i64,
    #[schema(schema_with = severity)]
    severity: String,
    mail: bool,
    webhook: bool,
    /// Hours of the space's day without notices, such as `22:00` and `07:30`; both empty: none.
    quiet_from: String,
    quiet_to: String,
    enabled: bool,
    silenced_until: Option<i64>,
    silence_reason: String,
    /// Every space has it from the beginning.
    built_in: bool,
    created_at: i64,
    changed_at: i64,
}

impl From<alerts::AlertRule> for AlertRule {
    fn from(rule: alerts::AlertRule) -> Self {
        let form = RuleForm::of(&rule);
        Self {
            id: rule.id.to_string(),
            name: rule.name,
            metric: form.metric,
            comparison: form.comparison,
            threshold: rule.threshold,
            about: form.about,
            hold_minutes: rule.hold / domain::MINUTE,
            calm_minutes: rule.calm / domain::MINUTE,
            severity: form.severity,
            mail: rule.has_mail,
            webhook: rule.has_webhook,
            quiet_from: form.quiet_from,
            quiet_to: form.quiet_to,
            enabled: rule.is_enabled,
            silenced_until: rule.silenced_until,
            silence_reason: rule.silence_reason,
            built_in: rule.is_built_in,
            created_at: rule.created_at,
            changed_at: rule.changed_at,
        }
    }
}

const fn yes() -> bool {
    true
}

/// A rule as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAlertRule {
    #[serde(default)]
    name: String,
    #[schema(schema_with = metric)]
    metric: String,
    #[schema(schema_with = comparison)]
    comparison: String,
    threshold: i64,
    /// `all`, `host:` and a policy agent's id, or `domain:` and a name.
    about: String,
    #[serde(default)]
    hold_minutes: i64,
    #[serde(default)]
    calm_minutes: i64,
    #[schema(schema_with = severity)]
    severity: String,
    #[serde(default = "yes")]
    mail: bool,
    #[serde(default = "yes")]
    webhook: bool,
    #[serde(default)]
    quiet_from: String,
    #[serde(default)]
    quiet_to: String,
    #[serde(default = "yes")]
    enabled: bool,
}

impl From<NewAlertRule> for RuleForm {
    fn from(new: NewAlertRule) -> Self {
        Self {
            name: new.name,
            metric: new.metric,
            comparison: new.comparison,
            threshold: new.threshold.to_string(),
            about: new.about,
            hold: new.hold_minutes.to_string(),
            calm: new.calm_minutes.to_string(),
            severity: new.severity,
            has_mail: new.mail,
            has_webhook: new.webhook,
            quiet_from: new.quiet_from,
            quiet_to: new.quiet_to,
            is_enabled: new.enabled,
        }
    }
}

/// For how long nobody is told, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Silence {
    hours: i64,
    #[schema(min_length = 1)]
    reason: String,
}

/// Where alerts are sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAlertWebhook {
    /// A public address that begins with `https://`.
    url: String,
}

/// A webhook just written down: the only time its secret is told.
#[derive(Debug, Serialize, ToSchema)]
struct AlertWebhookSecret {
    /// All of the address that is kept in the open.
    host: String,
    /// Nothing when an answer is told again under its `Idempotency-Key`: secrets are not kept.
    secret: Option<String>,
}

/// List what fires now, by when it began.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/alerts", operation_id = "alerts.firing", tag = "alerts",
    params(Paging), responses((status = 200, body = List<Alert>)))]
async fn firing(
    client: Client<ViewOverview>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Alert>> {
    let mut access = client.enter(&tenant).await?;
    let mut all = looks::firing(&mut access).await?;
    all.sort_by(|one, other| one.id.cmp(&other.id));
    let all = all.into_iter().map(Alert::from).collect();
    Ok(Json(paging.cut(&client, all, |one: &Alert| one.id.as_str())?))
}

/// List what is over, the newest first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/alerts/history", operation_id = "alerts.history",
    tag = "alerts", params(Paging), responses((status = 200, body = List<Alert>)))]
async fn history(
    client: Client<ViewOverview>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<Alert>> {
    let (limit, after) = (paging.limit()?, paging.after()?);
    let mut access = client.enter(&tenant).await?;
    let most = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let found = looks::history(&mut access, &after, most).await?;
    let found: Vec<Alert> = found.into_iter().map(Alert::from).collect();
    Ok(Json(paging.page(&client, found, |one| one.id.as_str(), limit)))
}

/// Say that somebody sees to an alert.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/alerts/{id}/acknowledge",
    operation_id = "alerts.acknowledge", tag = "alerts", responses((status = 204)))]
async fn acknowledge(client: Client<ManageAlerts>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    alerts::acknowledge(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List the alert rules, those that every space has first.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/alert-rules", operation_id = "alerts.list", tag = "alerts",
    params(Paging), responses((status = 200, body = List<AlertRule>)))]
async fn list(
    client: Client<ListAlertRules>,
    Path(tenant): Path<String>,
    Query(paging): Query<Paging>,
) -> Answer<List<AlertRule>> {
    let mut access = client.enter(&tenant).await?;
    let all = alerts::list(&mut access).await?.into_iter().map(AlertRule::from).collect();
    Ok(Json(paging.cut(&client, all, |one: &AlertRule| one.id.as_str())?))
}

/// Add an alert rule.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/alert-rules", operation_id = "alerts.add", tag = "alerts",
    request_body = NewAlertRule, responses((status = 201, body = AlertRule)))]
async fn add(
    client: Client<ManageAlerts>,
    Path(tenant): Path<String>,
    Body(new): Body<NewAlertRule>,
) -> Made<AlertRule> {
    let access = client.enter(&tenant).await?;
    let added = alerts::add(access, &new.into()).await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}

/// One alert rule.
#[utoipa::path(get, path = "/api/v1/tenants/{tenant}/alert-rules/{id}", operation_id = "alerts.find",
    tag = "alerts", responses((status = 200, body = AlertRule)))]
async fn find(
    client: Client<ListAlertRules>,
    Path((tenant, id)): Path<(String, String)>,
) -> Answer<AlertRule> {
    let mut access = client.enter(&tenant).await?;
    Ok(Json(alerts::find(&mut access, &id).await?.into()))
}

/// Change an alert rule, or switch it on or off.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/alert-rules/{id}", operation_id = "alerts.update",
    tag = "alerts", request_body = NewAlertRule, responses((status = 204)))]
async fn update(
    client: Client<ManageAlerts>,
    Path((tenant, id)): Path<(String, String)>,
    Body(new): Body<NewAlertRule>,
) -> Done {
    let access = client.enter(&tenant).await?;
    alerts::update(access, &id, &new.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Delete an alert rule; what fired stays in the history. To be confirmed by its name, or by the English title of its
/// metric where it has none.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/alert-rules/{id}", operation_id = "alerts.delete",
    tag = "alerts", params(Confirmation), responses((status = 204)))]
async fn delete(
    client: Client<ManageAlerts>,
    Path((tenant, id)): Path<(String, String)>,
    Query(typed): Query<Confirmation>,
) -> Done {
    let access = client.enter(&tenant).await?;
    alerts::delete(access, &id, &typed.confirm).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tell nobody of an alert rule for some hours.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/alert-rules/{id}/silence", operation_id = "alerts.silence",
    tag = "alerts", request_body = Silence, responses((status = 204)))]
async fn silence(
    client: Client<ManageAlerts>,
    Path((tenant, id)): Path<(String, String)>,
    Body(silence): Body<Silence>,
) -> Done {
    let access = client.enter(&tenant).await?;
    alerts::silence(access, &id, &silence.hours.to_string(), &silence.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End the silence of an alert rule.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/alert-rules/{id}/silence",
    operation_id = "alerts.unsilence", tag = "alerts", responses((status = 204)))]
async fn unsilence(client: Client<ManageAlerts>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    alerts::unsilence(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Send a test to everybody whom an alert rule tells.
#[utoipa::path(post, path = "/api/v1/tenants/{tenant}/alert-rules/{id}/test", operation_id = "alerts.test",
    tag = "alerts", responses((status = 204)))]
async fn test(client: Client<ManageAlerts>, Path((tenant, id)): Path<(String, String)>) -> Done {
    let access = client.enter(&tenant).await?;
    alerts::test(access, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Write down where alerts are sent, and get the secret that signs, this once.
#[utoipa::path(put, path = "/api/v1/tenants/{tenant}/alert-webhook", operation_id = "alerts.set-webhook",
    tag = "alerts", request_body = NewAlertWebhook, responses((status = 200, body = AlertWebhookSecret)))]
async fn set_webhook(
    client: Client<ManageAlerts>,
    Path(tenant): Path<String>,
    Body(new): Body<NewAlertWebhook>,
) -> Result<(StatusCode, Extension<Kept>, Json<AlertWebhookSecret>), Refused> {
    let access = client.enter(&tenant).await?;
    let made = receiver::set(access, &new.url).await?;
    let mut answer = AlertWebhookSecret { host: made.host, secret: None };
    let kept = serde_json::to_value(&answer).map_err(|_| Error::Internal)?;
    answer.secret = Some(made.secret);
    Ok((StatusCode::OK, Extension(Kept(kept)), Json(answer)))
}

/// Send alerts to no program any more.
#[utoipa::path(delete, path = "/api/v1/tenants/{tenant}/alert-webhook", operation_id = "alerts.remove-webhook",
    tag = "alerts", responses((status = 204)))]
async fn remove_webhook(client: Client<ManageAlerts>, Path(tenant): Path<String>) -> Done {
    let access = client.enter(&tenant).await?;
    receiver::remove(access).await?;
    Ok(StatusCode::NO_CONTENT)
}
