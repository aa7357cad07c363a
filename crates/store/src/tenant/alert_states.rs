//! How alert rules stand, and the last values they looked at.

use domain::{AlertRuleId, Micros, alerts::State};

use crate::{Result, TenantTx};

/// How a rule stands about one thing.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AlertState {
    #[sqlx(try_from = "String")]
    pub rule_id: AlertRuleId,
    /// An agent's id, or empty.
    pub subject: String,
    pub breached_since: Option<Micros>,
    pub firing_since: Option<Micros>,
    pub well_since: Option<Micros>,
    pub is_told: bool,
    pub is_owed: bool,
    /// The firing that goes on, or whose end is owed to somebody; empty: none.
    pub firing_id: String,
    pub value: i64,
    pub looked_at: Micros,
}

impl AlertState {
    pub const fn state(&self) -> State {
        State {
            breached_since: self.breached_since,
            firing_since: self.firing_since,
            well_since: self.well_since,
            is_told: self.is_told,
            is_owed: self.is_owed,
        }
    }
}

macro_rules! columns {
    () => {
        "rule_id, subject, breached_since, firing_since, well_since, is_told, is_owed, firing_id, value, looked_at"
    };
}

pub async fn upsert(tx: &mut TenantTx, state: &AlertState) -> Result<()> {
    let upsert = concat!(
        "insert into alert_states (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (rule_id, subject) do update set breached_since = excluded.breached_since,
            firing_since = excluded.firing_since, well_since = excluded.well_since, is_told = excluded.is_told,
            is_owed = excluded.is_owed, firing_id = excluded.firing_id, value = excluded.value,
            looked_at = excluded.looked_at"
    );
    on!(tx.raw(), conn => sqlx::query(upsert)
        .bind(state.rule_id.as_str()).bind(&state.subject).bind(state.breached_since).bind(state.firing_since)
        .bind(state.well_since).bind(state.is_told).bind(state.is_owed).bind(&state.firing_id)
        .bind(state.value).bind(state.looked_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn list(tx: &mut TenantTx) -> Result<Vec<AlertState>> {
    let select = concat!("select ", columns!(), " from alert_states order by rule_id, subject");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Forgets how a rule stands about everything, or about one thing.
pub async fn delete(tx: &mut TenantTx, rule: &AlertRuleId, subject: Option<&str>) -> Result<()> {
    let delete = "delete from alert_states where rule_id = $1 and ($2 = 1 or subject = $3)";
    on!(tx.raw(), conn => sqlx::query(delete)
        .bind(rule.as_str()).bind(i64::from(subject.is_none())).bind(subject.unwrap_or_default())
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// One value a rule looked at, and what was allowed then.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AlertSample {
    pub subject: String,
    pub at: Micros,
    pub value: i64,
    pub least: Option<i64>,
    pub most: Option<i64>,
}

pub async fn insert_sample(tx: &mut TenantTx, rule: &AlertRuleId, sample: &AlertSample) -> Result<()> {
    let insert = "insert into alert_samples (rule_id, subject, at, value, least, most)
         values ($1, $2, $3, $4, $5, $6) on conflict (rule_id, subject, at) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(rule.as_str()).bind(&sample.subject).bind(sample.at).bind(sample.value).bind(sample.least)
        .bind(sample.most).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The last values of a rule, the newest first.
pub async fn list_samples(tx: &mut TenantTx, rule: &AlertRuleId, limit: i64) -> Result<Vec<AlertSample>> {
    let select = "select subject, at, value, least, most from alert_samples
         where rule_id = $1 order by at desc, subject limit $2";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(rule.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Forgets values from before.
pub async fn delete_samples_before(tx: &mut TenantTx, before: Micros, limit: i64) -> Result<u64> {
    let delete = "delete from alert_samples where (rule_id, subject, at) in
         (select rule_id, subject, at from alert_samples where at < $1 order by at limit $2)";
    Ok(on!(tx.raw(), conn => sqlx::query(delete)
        .bind(before).bind(limit).execute(conn).await.map(|done| done.rows_affected()))?)
}
