//! Alert rules.

use domain::{
    AlertRuleId, Micros,
    alerts::{About, Comparison, Metric, Severity},
};

use crate::{Result, TenantTx};

macro_rules! columns {
    () => {
        "id, name, metric, comparison, threshold, about, about_id, hold, calm, severity, has_mail, has_webhook, \
         quiet_from, quiet_to, is_enabled, silenced_until, silence_reason, is_built_in, created_at, changed_at"
    };
}

/// What is watched, and who is told.
#[expect(clippy::struct_excessive_bools, reason = "each is a column")]
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AlertRule {
    #[sqlx(try_from = "String")]
    pub id: AlertRuleId,
    /// Empty: it is called by what it watches.
    pub name: String,
    #[sqlx(try_from = "String")]
    pub metric: Metric,
    #[sqlx(try_from = "String")]
    pub comparison: Comparison,
    pub threshold: i64,
    #[sqlx(try_from = "String")]
    pub about: About,
    /// The agent's id or the domain's name; empty for everything.
    pub about_id: String,
    pub hold: Micros,
    pub calm: Micros,
    #[sqlx(try_from = "String")]
    pub severity: Severity,
    pub has_mail: bool,
    pub has_webhook: bool,
    /// Minutes of the tenant's day.
    pub quiet_from: Option<i64>,
    pub quiet_to: Option<i64>,
    pub is_enabled: bool,
    pub silenced_until: Option<Micros>,
    pub silence_reason: String,
    pub is_built_in: bool,
    pub created_at: Micros,
    pub changed_at: Micros,
}

pub async fn insert(tx: &mut TenantTx, rule: &AlertRule) -> Result<()> {
    let insert = concat!(
        "insert into alert_rules (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(rule.id.as_str()).bind(&rule.name).bind(rule.metric.as_str()).bind(rule.comparison.as_str())
        .bind(rule.threshold).bind(rule.about.as_str()).bind(&rule.about_id).bind(rule.hold).bind(rule.calm)
        .bind(rule.severity.as_str()).bind(rule.has_mail).bind(rule.has_webhook).bind(rule.quiet_from)
        .bind(rule.quiet_to).bind(rule.is_enabled).bind(rule.silenced_until).bind(&rule.silence_reason)
        .bind(rule.is_built_in).bind(rule.created_at).bind(rule.changed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &AlertRuleId) -> Result<Option<AlertRule>> {
    let select = concat!("select ", columns!(), " from alert_rules where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// All of them, those that every space has first.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<AlertRule>> {
    let select = concat!("select ", columns!(), " from alert_rules order by id limit 1000");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

pub async fn count(tx: &mut TenantTx) -> Result<i64> {
    let select = "select count(*) from alert_rules";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(count)
}

/// Writes what a person may change about a rule.
pub async fn update(tx: &mut TenantTx, rule: &AlertRule) -> Result<()> {
    let update = "update alert_rules set name = $2, metric = $3, comparison = $4, threshold = $5, about = $6,
            about_id = $7, hold = $8, calm = $9, severity = $10, has_mail = $11, has_webhook = $12, quiet_from = $13,
            quiet_to = $14, is_enabled = $15, changed_at = $16
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(rule.id.as_str()).bind(&rule.name).bind(rule.metric.as_str()).bind(rule.comparison.as_str())
        .bind(rule.threshold).bind(rule.about.as_str()).bind(&rule.about_id).bind(rule.hold).bind(rule.calm)
        .bind(rule.severity.as_str()).bind(rule.has_mail).bind(rule.has_webhook).bind(rule.quiet_from)
        .bind(rule.quiet_to).bind(rule.is_enabled).bind(rule.changed_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Silences a rule until then, or ends its silence.
pub async fn update_silence(
    tx: &mut TenantTx,
    id: &AlertRuleId,
    until: Option<Micros>,
    reason: &str,
) -> Result<()> {
    let update = "update alert_rules set silenced_until = $2, silence_reason = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(until).bind(reason).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Deletes a rule with how it stands and its samples; what fired stays in the history.
pub async fn delete(tx: &mut TenantTx, id: &AlertRuleId) -> Result<()> {
    let delete = "delete from alert_rules where id = $1";
    on!(tx.raw(), conn => sqlx::query(delete).bind(id.as_str()).execute(conn).await.map(|_| ()))?;
    Ok(())
}
