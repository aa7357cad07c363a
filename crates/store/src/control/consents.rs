use domain::{
    AccountId, ConsentId, Micros, TenantId,
    consents::{ConsentKind, ConsentScope, ConsentState},
};

use crate::{ControlTx, Result};

/// A tenant's leave to be looked into by one operator.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Consent {
    #[sqlx(try_from = "String")]
    pub id: ConsentId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub email: String,
    #[sqlx(try_from = "String")]
    pub kind: ConsentKind,
    pub reason: String,
    #[sqlx(try_from = "String")]
    pub scope: ConsentScope,
    /// How long it counts once it is given.
    pub hours: i64,
    #[sqlx(try_from = "String")]
    pub state: ConsentState,
    pub asked_at: Micros,
    pub answered_at: Option<Micros>,
    pub answered_by: String,
    pub ends_at: Option<Micros>,
    pub looked_at: Option<Micros>,
}

impl Consent {
    pub fn is_live(&self, now: Micros) -> bool {
        self.state == ConsentState::Given && self.ends_at.is_some_and(|end| end > now)
    }
}

macro_rules! columns {
    () => {
        "id, tenant_id, account_id, email, kind, reason, scope, hours, state, asked_at, answered_at, \
         answered_by, ends_at, looked_at"
    };
}

pub async fn insert(tx: &mut ControlTx, consent: &Consent) -> Result<()> {
    let insert = concat!(
        "insert into consents (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(consent.id.as_str()).bind(consent.tenant_id.as_str()).bind(consent.account_id.as_str())
        .bind(&consent.email).bind(consent.kind.as_str()).bind(&consent.reason).bind(consent.scope.as_str())
        .bind(consent.hours).bind(consent.state.as_str()).bind(consent.asked_at).bind(consent.answered_at)
        .bind(&consent.answered_by).bind(consent.ends_at).bind(consent.looked_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut ControlTx, tenant: &TenantId, id: &ConsentId) -> Result<Option<Consent>> {
    let select = concat!("select ", columns!(), " from consents where tenant_id = $1 and id = $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// What lets an operator look into a tenant now: what shows most, then what lasts longest.
pub async fn find_live(
    tx: &mut ControlTx,
    tenant: &TenantId,
    account: &AccountId,
    now: Micros,
) -> Result<Option<Consent>> {
    let select = concat!(
        "select ",
        columns!(),
        " from consents where account_id = $2 and tenant_id = $1 and state = 'given' and ends_at > $3
          order by scope, ends_at desc limit 1"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(account.as_str()).bind(now).fetch_optional(conn).await)?)
}

/// A tenant's, the newest first.
pub async fn list(tx: &mut ControlTx, tenant: &TenantId, limit: i64) -> Result<Vec<Consent>> {
    let select = concat!(
        "select ",
        columns!(),
        " from consents where tenant_id = $1 order by asked_at desc, id desc limit $2"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(limit).fetch_all(conn).await)?)
}

/// Answers one, or ends it.
pub async fn update_state(
    tx: &mut ControlTx,
    id: &ConsentId,
    state: ConsentState,
    (by, now): (&str, Micros),
    ends_at: Option<Micros>,
) -> Result<()> {
    let update =
        "update consents set state = $2, answered_by = $3, answered_at = $4, ends_at = $5 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(state.as_str()).bind(by).bind(now).bind(ends_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Notes the first look; false where it was noted before.
pub async fn update_looked(tx: &mut ControlTx, id: &ConsentId, now: Micros) -> Result<bool> {
    let update = "update consents set looked_at = $2 where id = $1 and looked_at is null";
    let done = on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(done == 1)
}
