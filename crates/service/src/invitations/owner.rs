//! The invitation of an owner to a tenant that an operator has just made for them.

use domain::{
    InvitationId, Locale,
    addresses::Address,
    audit::{Deed, Target},
    decision::Scope,
    permission::Role,
};
use store::{
    ControlTx,
    control::{
        accounts::Account,
        invitations::{self, Invitation, InvitationState},
        tenants::Tenant,
    },
};

use super::{LIFETIME, SendInvitation};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::{self, Cause},
};

/// Writes it and has it mailed; to be committed with its jobs.
pub(crate) async fn invite_owner(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    tenant: &Tenant,
    (address, locale): (&Address, Locale),
    inviter: &Account,
) -> Result<()> {
    let now = service.now();
    let person = limits::mail_to(&address.key, Cause::Member);
    let mut mails = vec![person];
    mails.extend(limits::mail_from(service, caller, Cause::Member));
    limits::take_in(tx, &mails, now).await?;
    let invitation = Invitation {
        id: chance::id(now, InvitationId::new),
        tenant_id: tenant.id.clone(),
        email: address.text.clone(),
        email_key: address.key.clone(),
        role: Role::Owner.as_str().to_owned(),
        scope: Scope::Tenant.to_string(),
        ends_at: None,
        locale,
        invited_by: inviter.id.clone(),
        mailed_at: None,
        created_at: now,
        expires_at: now + LIFETIME,
        state: InvitationState::Open,
        state_changed_at: now,
        key_id: None,
    };
    invitations::insert(tx, &invitation).await.or_internal()?;
    let change = Change {
        after: Some(serde_json::json!({ "email": invitation.email, "role": invitation.role })),
        tenant: Some(&tenant.id),
        ..Change::of(Deed::InvitationsSend, Target::of(&invitation.id).called(&invitation.email))
    };
    audit_control(tx, caller, now, change).await?;
    service.enqueue(tx, &SendInvitation { invitation: invitation.id }).await.map(|_| ())
}
