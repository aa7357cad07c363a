//! What tenants ask their provider for: more of a feature, or a plan.

use domain::{LimitRequestId, Micros, TenantId};

use crate::{ControlTx, Result};

domain::words! {
    pub enum RequestState {
        Open = "open",
        Granted = "granted",
        Declined = "declined",
        /// Taken back by whoever asked.
        Withdrawn = "withdrawn",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LimitRequest {
    #[sqlx(try_from = "String")]
    pub id: LimitRequestId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    /// The key of a feature; empty where a plan is asked for.
    pub feature: String,
    /// The key of a plan; empty where more of a feature is asked for.
    pub plan: String,
    /// How much is asked for, as it was written.
    pub wanted: String,
    pub reason: String,
    pub asked_by: String,
    pub asked_at: Micros,
    #[sqlx(try_from = "String")]
    pub state: RequestState,
    /// What the provider says to it.
    pub answer: String,
    pub answered_by: String,
    pub answered_at: Option<Micros>,
}

/// The columns of [`LimitRequest`].
macro_rules! columns {
    () => {
        "id, tenant_id, feature, plan, wanted, reason, asked_by, asked_at, state, answer, answered_by, answered_at"
    };
}

pub async fn insert(tx: &mut ControlTx, one: &LimitRequest) -> Result<()> {
    let insert = concat!(
        "insert into limit_requests (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(one.id.as_str()).bind(one.tenant_id.as_str()).bind(&one.feature).bind(&one.plan)
        .bind(&one.wanted).bind(&one.reason).bind(&one.asked_by).bind(one.asked_at)
        .bind(one.state.as_str()).bind(&one.answer).bind(&one.answered_by).bind(one.answered_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, id: &LimitRequestId) -> Result<Option<LimitRequest>> {
    let select = concat!("select ", columns!(), " from limit_requests where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// A tenant's requests, the newest first.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, limit: i64) -> Result<Vec<LimitRequest>> {
    let select = concat!(
        "select ",
        columns!(),
        " from limit_requests where tenant_id = $1 order by asked_at desc, id desc limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Those of all tenants that wait for an answer, the oldest first.
pub async fn list_open(tx: &mut ControlTx, limit: i64) -> Result<Vec<LimitRequest>> {
    let select = concat!(
        "select ",
        columns!(),
        " from limit_requests where state = 'open' order by asked_at, id limit $1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(limit).fetch_all(conn).await)?)
}

/// How many wait for an answer.
pub async fn count_open(tx: &mut ControlTx) -> Result<i64> {
    let select = "select count(*) from limit_requests where state = 'open'";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select).fetch_one(conn).await)?;
    Ok(count)
}

/// Closes a request that is open; whether it was.
pub async fn update_answer(
    tx: &mut ControlTx,
    id: &LimitRequestId,
    state: RequestState,
    (answer, by): (&str, &str),
    now: Micros,
) -> Result<bool> {
    let update = "update limit_requests set state = $2, answer = $3, answered_by = $4, answered_at = $5
         where id = $1 and state = 'open'";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(state.as_str()).bind(answer).bind(by).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}

/// Grants the open requests of a tenant for a plan that it has now; how many there were.
pub async fn update_granted(tx: &mut ControlTx, tenant: &TenantId, plan: &str, now: Micros) -> Result<u64> {
    let update = "update limit_requests set state = 'granted', answered_at = $3
         where tenant_id = $1 and plan = $2 and state = 'open'";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(plan).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?)
}
