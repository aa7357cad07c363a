use domain::{
    AccountId, Micros, ReadCredentialId, TenantId,
    read_credentials::{ReadKind, ReadState},
};

use crate::{ControlTx, Result};

macro_rules! columns {
    () => {
        "id, tenant_id, kind, name, account_id, account_email, state, problem, turn, busy_until, created_at, \
         rotated_at, expires_at, revoked_at, ended_at"
    };
}

/// A user of a store that somebody of a tenant made to read its data with.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ReadCredential {
    #[sqlx(try_from = "String")]
    pub id: ReadCredentialId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    #[sqlx(try_from = "String")]
    pub kind: ReadKind,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub account_email: String,
    #[sqlx(try_from = "String")]
    pub state: ReadState,
    /// Why it is not further; empty: nothing is wrong.
    pub problem: String,
    /// Which of its passwords the present one is.
    pub turn: i64,
    /// Until when somebody is telling the store.
    pub busy_until: Micros,
    pub created_at: Micros,
    pub rotated_at: Option<Micros>,
    pub expires_at: Option<Micros>,
    pub revoked_at: Option<Micros>,
    pub ended_at: Option<Micros>,
}

pub async fn insert(tx: &mut ControlTx, new: &ReadCredential) -> Result<()> {
    let insert = concat!(
        "insert into read_credentials (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    );
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(new.id.as_str()).bind(new.tenant_id.as_str()).bind(new.kind.as_str()).bind(&new.name)
        .bind(new.account_id.as_str()).bind(&new.account_email).bind(new.state.as_str()).bind(&new.problem)
        .bind(new.turn).bind(new.busy_until).bind(new.created_at).bind(new.rotated_at).bind(new.expires_at)
        .bind(new.revoked_at).bind(new.ended_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(
    tx: &mut ControlTx,
    tenant: &TenantId,
    id: &ReadCredentialId,
) -> Result<Option<ReadCredential>> {
    let select = concat!("select ", columns!(), " from read_credentials where tenant_id = $1 and id = $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Newest first, those made before `before`; an empty id begins with the newest.
pub async fn list(
    tx: &mut ControlTx,
    tenant: &TenantId,
    before: &str,
    limit: i64,
) -> Result<Vec<ReadCredential>> {
    let select = concat!(
        "select ",
        columns!(),
        " from read_credentials where tenant_id = $1 and ($2 = '' or id < $2) order by id desc limit $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(tenant.as_str()).bind(before).bind(limit).fetch_all(conn).await)?)
}

/// How many of a tenant a store may still let in.
pub async fn count(tx: &mut ControlTx, tenant: &TenantId) -> Result<i64> {
    let select = "select count(*) from read_credentials where tenant_id = $1 and state <> 'ended'";
    let (count,): (i64,) =
        on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_one(conn).await)?;
    Ok(count)
}

/// Those of all tenants in a state, from the one after `after`.
pub async fn list_in(
    tx: &mut ControlTx,
    state: ReadState,
    after: &str,
    limit: i64,
) -> Result<Vec<ReadCredential>> {
    let select = concat!(
        "select ",
        columns!(),
        " from read_credentials where state = $1 and id > $2 order by id limit $3"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(state.as_str()).bind(after).bind(limit).fetch_all(conn).await)?)
}

/// Begins with another password, of a credential that is still one.
pub async fn update_turn(
    tx: &mut ControlTx,
    id: &ReadCredentialId,
    now: Micros,
    busy_until: Micros,
) -> Result<bool> {
    let update = "update read_credentials
         set state = 'pending', turn = turn + 1, busy_until = $3, rotated_at = $2, problem = ''
         where id = $1 and state in ('pending', 'live')";
    changed(on!(tx.raw(), conn => sqlx::query(update)
            .bind(id.as_str()).bind(now).bind(busy_until)
            .execute(conn).await.map(|done| done.rows_affected())))
}

/// The store has taken the password of a turn. Not where another was begun or it ended meanwhile.
pub async fn update_live(tx: &mut ControlTx, id: &ReadCredentialId, turn: i64) -> Result<bool> {
    let update = "update read_credentials set state = 'live', busy_until = 0, problem = ''
         where id = $1 and turn = $2 and state = 'pending'";
    changed(on!(tx.raw(), conn => sqlx::query(update)
            .bind(id.as_str()).bind(turn).execute(conn).await.map(|done| done.rows_affected())))
}

/// Which password the store has is not known, or that it let it in at all: what was live is so no more, and what had
/// ended ends once more.
pub async fn update_unsure(tx: &mut ControlTx, id: &ReadCredentialId, problem: &str) -> Result<()> {
    let update = "update read_credentials set problem = $2, ended_at = null,
            state = case when state in ('pending', 'live') then 'pending' else 'ending' end
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(problem).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// The same of all that are live at stores of a kind: another server stands in its place.
pub async fn update_moved(tx: &mut ControlTx, kind: ReadKind, problem: &str) -> Result<()> {
    let update =
        "update read_credentials set state = 'pending', problem = $2 where kind = $1 and state = 'live'";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(kind.as_str()).bind(problem).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Begins to end one; `false` where that was begun before.
pub async fn update_ending(tx: &mut ControlTx, id: &ReadCredentialId, now: Micros) -> Result<bool> {
    let update = "update read_credentials set state = 'ending', revoked_at = $2, problem = ''
         where id = $1 and state in ('pending', 'live')";
    changed(on!(tx.raw(), conn => sqlx::query(update)
            .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected())))
}

/// The store lets it in no more. Not while somebody is telling the store its password: that may come after.
pub async fn update_ended(tx: &mut ControlTx, id: &ReadCredentialId, now: Micros) -> Result<bool> {
    let update = "update read_credentials set state = 'ended', ended_at = $2, problem = ''
         where id = $1 and state = 'ending' and busy_until <= $2";
    changed(on!(tx.raw(), conn => sqlx::query(update)
            .bind(id.as_str()).bind(now).execute(conn).await.map(|done| done.rows_affected())))
}

fn changed(rows: std::result::Result<u64, sqlx::Error>) -> Result<bool> {
    Ok(rows? > 0)
}
