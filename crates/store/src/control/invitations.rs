use domain::{AccountId, InvitationId, Locale, Micros, TenantId};

use crate::{ControlTx, Result};

/// The columns of [`Invitation`].
macro_rules! columns {
    () => {
        "id, tenant_id, email, email_key, role, scope, ends_at, locale, invited_by, mailed_at, \
         created_at, expires_at, state, state_changed_at, key_id"
    };
}

domain::words! {
    /// An open invitation can be accepted while its time lasts.
    pub enum InvitationState {
        Open = "open",
        Accepted = "accepted",
        /// Taken back, or declined.
        Withdrawn = "withdrawn",
        /// A newer one was sent to the same person.
        Replaced = "replaced",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Invitation {
    #[sqlx(try_from = "String")]
    pub id: InvitationId,
    #[sqlx(try_from = "String")]
    pub tenant_id: TenantId,
    pub email: String,
    pub email_key: String,
    /// A built-in role's word, or the id of a role of the tenant's own.
    pub role: String,
    pub scope: String,
    /// When the role it gives will end.
    pub ends_at: Option<Micros>,
    #[sqlx(try_from = "String")]
    pub locale: Locale,
    #[sqlx(try_from = "String")]
    pub invited_by: AccountId,
    pub mailed_at: Option<Micros>,
    pub created_at: Micros,
    pub expires_at: Micros,
    #[sqlx(try_from = "String")]
    pub state: InvitationState,
    pub state_changed_at: Micros,
    /// The API key it was made with, if it was.
    pub key_id: Option<String>,
}

pub async fn insert(tx: &mut ControlTx, invitation: &Invitation) -> Result<()> {
    let insert = "insert into invitations (id, tenant_id, email, email_key, role, scope, ends_at, locale,
            invited_by, created_at, expires_at, state, state_changed_at, key_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(invitation.id.as_str()).bind(invitation.tenant_id.as_str()).bind(&invitation.email)
        .bind(&invitation.email_key).bind(&invitation.role).bind(&invitation.scope)
        .bind(invitation.ends_at).bind(invitation.locale.as_str()).bind(invitation.invited_by.as_str())
        .bind(invitation.created_at).bind(invitation.expires_at).bind(invitation.state.as_str())
        .bind(invitation.state_changed_at).bind(&invitation.key_id)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// One invitation, whatever has become of it.
pub async fn find(tx: &mut ControlTx, id: &InvitationId) -> Result<Option<Invitation>> {
    let select = concat!("select ", columns!(), " from invitations where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// The invitation whose mail holds a token, whatever has become of it.
pub async fn find_by_token(tx: &mut ControlTx, token_hash: &str) -> Result<Option<Invitation>> {
    let select = concat!("select ", columns!(), " from invitations where token_hash = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(token_hash).fetch_optional(conn).await)?)
}

/// A tenant's open invitations by address; those whose time is over are among them.
pub async fn list_open(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<Invitation>> {
    let select = concat!(
        "select ",
        columns!(),
        " from invitations where tenant_id = $1 and state = 'open' order by email_key, id"
    );
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// Records the secret of the mail that is about to leave; one sent before stops working.
pub async fn update_mailed(
    tx: &mut ControlTx,
    id: &InvitationId,
    token_hash: &str,
    now: Micros,
) -> Result<()> {
    let update = "update invitations set token_hash = $2, mailed_at = $3 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(token_hash).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Ends an open invitation; false when it was not open any more.
pub async fn update_state(
    tx: &mut ControlTx,
    id: &InvitationId,
    state: InvitationState,
    now: Micros,
) -> Result<bool> {
    let update = "update invitations set state = $2, state_changed_at = $3 where id = $1 and state = 'open'";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(state.as_str()).bind(now)
        .execute(conn).await.map(|done| done.rows_affected() == 1))?)
}

/// Makes room for a newer invitation of the same person; says whether there was an open one.
pub async fn update_replaced(
    tx: &mut ControlTx,
    tenant: &TenantId,
    email_key: &str,
    now: Micros,
) -> Result<bool> {
    let update = "update invitations set state = 'replaced', state_changed_at = $3
         where tenant_id = $1 and email_key = $2 and state = 'open'";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(email_key).bind(now)
        .execute(conn).await.map(|done| done.rows_affected() > 0))?)
}

/// Withdraws what somebody sent who is no longer there to answer for it; says how many.
pub async fn update_withdrawn(
    tx: &mut ControlTx,
    tenant: &TenantId,
    invited_by: &AccountId,
    now: Micros,
) -> Result<u64> {
    let update = "update invitations set state = 'withdrawn', state_changed_at = $3
         where tenant_id = $1 and invited_by = $2 and state = 'open'";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(invited_by.as_str()).bind(now)
        .execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Takes back the open invitations that were made with an API key; says how many.
pub async fn update_withdrawn_of_key(
    tx: &mut ControlTx,
    tenant: &TenantId,
    key: &str,
    now: Micros,
) -> Result<u64> {
    let update = "update invitations set state = 'withdrawn', state_changed_at = $3
         where tenant_id = $1 and key_id = $2 and state = 'open'";
    Ok(on!(tx.raw(), conn => sqlx::query(update)
        .bind(tenant.as_str()).bind(key).bind(now).execute(conn).await.map(|done| done.rows_affected()))?)
}
