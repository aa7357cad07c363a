//! Deleting one's own account, once one owns nothing any more.

use domain::{
    Locale, Micros,
    audit::{Deed, Target},
    operators::{OperatorRole, OperatorsError},
    tenants::TenantsError,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    audit::{self, Chain},
    control::{
        accounts::{self, Account},
        bindings, invitations, memberships, operators,
        tenants::Tenant,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    forms::confirm_name,
    members,
    notices::Origin,
    standing::require_fresh,
    tenants::reopen_until,
};

/// An account was deleted by its person, and is not there to be asked any more.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendFarewell {
    pub(crate) email: String,
    pub(crate) locale: Locale,
    pub(crate) origin: Origin,
}

/// What a person should know before their account is deleted.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// Spaces they own, which keep the account.
    pub owned: Vec<Tenant>,
    /// Spaces they belong to, and leave by it.
    pub left: Vec<Tenant>,
}

pub async fn leaving(service: &Service, caller: &Caller) -> Result<Leaving> {
    let account = caller.required()?;
    let mut tx = service.control(Mode::Read).await?;
    find_leaving(&mut tx, account, service.now()).await
}

async fn find_leaving(tx: &mut ControlTx, account: &Account, now: Micros) -> Result<Leaving> {
    let (mut owned, mut left) = (Vec::new(), Vec::new());
    for tenant in memberships::list_tenants(tx, &account.id).await.or_internal()? {
        let owners = bindings::list_owners(tx, &tenant.id).await.or_internal()?;
        // One that was closed so long ago that nobody of it can open it again belongs to nobody any more.
        let is_gone = reopen_until(&tenant).is_some_and(|until| until <= now);
        let list = if owners.contains(&account.id) && !is_gone { &mut owned } else { &mut left };
        list.push(tenant);
    }
    Ok(Leaving { owned, left })
}

/// Deletes the account of whoever asks, whose address was typed to confirm. Its sessions end and its way in is
/// gone; the audit logs keep the address that they copied.
pub async fn delete(service: &Service, caller: &Caller, confirm: &str) -> Result<()> {
    let account = caller.required()?.clone();
    let now = service.now();
    confirm_name(confirm, &account.email)?;
    require_fresh(caller, now)?;
    let mut tx = service.control(Mode::Write).await?;
    lock_spaces(&mut tx, &account).await?;
    let leaving = find_leaving(&mut tx, &account, now).await?;
    if !leaving.owned.is_empty() {
        return Err(TenantsError::OwnsSpaces {
            spaces: leaving.owned.into_iter().map(|tenant| tenant.name).collect(),
        }
        .into());
    }
    keep_operator(&mut tx, &account).await?;
    for tenant in &leaving.left {
        invitations::update_withdrawn(&mut tx, &tenant.id, &account.id, now).await.or_internal()?;
        memberships::delete(&mut tx, &tenant.id, &account.id).await.or_internal()?;
        members::keep_places(&mut tx, &tenant.id, now).await?;
        let change = Change { tenant: Some(&tenant.id), ..audited(Deed::TeamLeave, &account) };
        audit_control(&mut tx, caller, now, change).await?;
    }
    accounts::delete(&mut tx, &account.id).await.or_internal()?;
    audit_control(&mut tx, caller, now, audited(Deed::AccountsDelete, &account)).await?;
    let origin = Origin::of(caller, now);
    let farewell = SendFarewell { email: account.email.clone(), locale: account.locale, origin };
    service.enqueue(&mut tx, &farewell).await?;
    service.commit_with_jobs(tx).await
}

/// The last operator with everything stays.
async fn keep_operator(tx: &mut ControlTx, account: &Account) -> Result<()> {
    if operators::find(tx, &account.id).await.or_internal()? != Some(OperatorRole::Everything) {
        return Ok(());
    }
    audit::lock(tx, Chain::Main).await.or_internal()?;
    let count = operators::count(tx, OperatorRole::Everything).await.or_internal()?;
    if count > 1 { Ok(()) } else { Err(OperatorsError::LastOperator.into()) }
}

/// Lets nobody else change the teams that an account leaves. In one order, so that of two who leave the same
/// spaces none waits for the other for ever.
async fn lock_spaces(tx: &mut ControlTx, account: &Account) -> Result<()> {
    let mut tenants = memberships::list_tenants(tx, &account.id).await.or_internal()?;
    tenants.sort_by(|one, other| one.id.cmp(&other.id));
    for tenant in &tenants {
        audit::lock(tx, Chain::Of(&tenant.id)).await.or_internal()?;
    }
    Ok(())
}

fn audited(action: Deed, account: &Account) -> Change<'static> {
    let target = Target::of(&account.id).called(&account.email);
    Change { before: Some(serde_json::json!({ "email": account.email })), ..Change::of(action, target) }
}
