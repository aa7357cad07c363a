//! What fired: what still does, and the history.

use domain::{
    AlertFiringId, AlertRuleId, Micros,
    alerts::{Comparison, Metric, Severity},
};

use crate::{Result, TenantTx};

/// One firing of a rule, with the rule as it was then.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AlertFiring {
    #[sqlx(try_from = "String")]
    pub id: AlertFiringId,
    #[sqlx(try_from = "String")]
    pub rule_id: AlertRuleId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub metric: Metric,
    #[sqlx(try_from = "String")]
    pub comparison: Comparison,
    pub threshold: i64,
    #[sqlx(try_from = "String")]
    pub severity: Severity,
    pub subject: String,
    pub subject_name: String,
    pub value: i64,
    pub began_at: Micros,
    /// When somebody was told, and whom; none: nobody yet.
    pub told_at: Option<Micros>,
    pub told_to: String,
    pub acknowledged_at: Option<Micros>,
    pub acknowledged_by: String,
    pub resolved_at: Option<Micros>,
}

macro_rules! columns {
    () => {
        "id, rule_id, name, metric, comparison, threshold, severity, subject, subject_name, value, began_at, told_at, \
         told_to, acknowledged_at, acknowledged_by, resolved_at"
    };
}

pub async fn insert(tx: &mut TenantTx, firing: &AlertFiring) -> Result<()> {
    let insert = concat!(
        "insert into alert_firings (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(firing.id.as_str()).bind(firing.rule_id.as_str()).bind(&firing.name).bind(firing.metric.as_str())
        .bind(firing.comparison.as_str()).bind(firing.threshold).bind(firing.severity.as_str())
        .bind(&firing.subject).bind(&firing.subject_name).bind(firing.value).bind(firing.began_at)
        .bind(firing.told_at).bind(&firing.told_to).bind(firing.acknowledged_at).bind(&firing.acknowledged_by)
        .bind(firing.resolved_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &AlertFiringId) -> Result<Option<AlertFiring>> {
    let select = concat!("select ", columns!(), " from alert_firings where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// What fires now, the newest first.
pub async fn list_open(tx: &mut TenantTx, limit: i64) -> Result<Vec<AlertFiring>> {
    let select = concat!(
        "select ",
        columns!(),
        " from alert_firings where resolved_at is null order by began_at desc, id desc limit $1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(limit).fetch_all(conn).await)?)
}

/// What is over, the newest first, from before an id on; an empty one begins with the newest.
pub async fn list_over(tx: &mut TenantTx, before: &str, limit: i64) -> Result<Vec<AlertFiring>> {
    let select = concat!(
        "select ",
        columns!(),
        " from alert_firings where resolved_at is not null and ($1 = '' or id < $1) order by id desc limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(before).bind(limit).fetch_all(conn).await)?)
}

/// Notes who was told that it fires.
pub async fn update_told(tx: &mut TenantTx, id: &AlertFiringId, at: Micros, to: &str) -> Result<()> {
    let update = "update alert_firings set told_at = $2, told_to = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(at).bind(to).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes that somebody sees to it; whether nobody did before.
pub async fn update_acknowledged(
    tx: &mut TenantTx,
    id: &AlertFiringId,
    at: Micros,
    by: &str,
) -> Result<bool> {
    let update = "update alert_firings set acknowledged_at = $2, acknowledged_by = $3
         where id = $1 and acknowledged_at is null and resolved_at is null";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(at).bind(by).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done > 0)
}

/// Notes that it is over.
pub async fn update_resolved(tx: &mut TenantTx, id: &AlertFiringId, at: Micros) -> Result<()> {
    let update = "update alert_firings set resolved_at = $2 where id = $1 and resolved_at is null";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The same of all firings of a rule that ends.
pub async fn update_rule_over(tx: &mut TenantTx, rule: &AlertRuleId, at: Micros) -> Result<()> {
    let update = "update alert_firings set resolved_at = $2 where rule_id = $1 and resolved_at is null";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(rule.as_str()).bind(at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Forgets what was over long ago.
pub async fn delete_before(tx: &mut TenantTx, before: Micros, limit: i64) -> Result<u64> {
    let delete = "delete from alert_firings where id in
         (select id from alert_firings where resolved_at < $1 order by resolved_at, id limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(limit).execute(conn).await.map(|done| done.rows_affected()))?)
}
