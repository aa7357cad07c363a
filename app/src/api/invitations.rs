use leptos::prelude::*;

use crate::Fault;

/// Invites people, one address per line. Good lines are invited even when others are not.
#[server(prefix = "/rpc", endpoint = "invitations.send")]
pub async fn send_invitations(
    tenant: String,
    #[server(default)] emails: String,
    #[server(default)] role: String,
    #[server(default)] scope: String,
    #[server(default)] ends: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let grant = service::team::GrantForm { role, scope, ends };
    let form = service::invitations::InviteForm { emails, grant };
    let added = service::invitations::send(access, &form).await?;
    if !added.refused.is_empty() {
        return Err(Fault(domain::Error::Invalid { fields: added.refused }));
    }
    let new = added.added.iter().map(|invitation| &invitation.id);
    reply::made(Action::InvitationsSend, &format!("/t/{tenant}/team"), new);
    Ok(())
}

/// Sends an invitation again; the older link stops working.
#[server(prefix = "/rpc", endpoint = "invitations.resend")]
pub async fn resend_invitation(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::invitations::resend(access, &id).await?;
    reply::done(Action::InvitationsResend, &format!("/t/{tenant}/team"));
    Ok(())
}

/// Takes an invitation back.
#[server(prefix = "/rpc", endpoint = "invitations.withdraw")]
pub async fn withdraw_invitation(tenant: String, id: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::invitations::withdraw(access, &id).await?;
    reply::done(Action::InvitationsWithdraw, &format!("/t/{tenant}/team"));
    Ok(())
}

/// Accepts an invitation; whoever has no account yet does so with a password, or as a provider vouches for them.
#[server(prefix = "/rpc", endpoint = "invitations.accept")]
pub async fn accept_invitation(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    let accepted = service::invitations::accept(&service, &caller, &token, &password).await?;
    if let Some(session) = &accepted.session {
        reply::set_session(session);
        reply::set_arrival("", 0);
    }
    reply::done(Action::InvitationsAccept, &format!("/t/{}", accepted.slug));
    Ok(())
}

/// Refuses an invitation for good.
#[server(prefix = "/rpc", endpoint = "invitations.decline")]
pub async fn decline_invitation(#[server(default)] token: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    service::invitations::decline(&service, &caller, &token).await?;
    let page = if caller.account().is_some() { "/spaces" } else { "/sign-in" };
    reply::done(Action::InvitationsDecline, page);
    Ok(())
}

/// Signs out and comes back to the invitation, to go on as whom it is for.
#[server(prefix = "/rpc", endpoint = "invitations.switch")]
pub async fn switch_account(#[server(default)] token: String) -> Result<(), Fault> {
    use super::reply;
    let (service, caller) = reply::caller()?;
    service::sessions::sign_out(&service, &caller).await?;
    reply::clear_session();
    reply::go(&crate::context::link("/invitation", &[("token", &token)]));
    Ok(())
}
