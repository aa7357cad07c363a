use leptos::prelude::*;

use super::roles::ShownEffect;
use crate::Fault;

/// Gives a member one more role; with `preview` it only says what they would gain and lose.
#[server(prefix = "/rpc", endpoint = "team.give-role")]
pub async fn give_role(
    tenant: String,
    account: String,
    #[server(default)] role: String,
    #[server(default)] scope: String,
    #[server(default)] ends: String,
    #[server(default)] preview: bool,
) -> Result<Option<ShownEffect>, Fault> {
    use super::reply::{self, Action};
    let form = service::team::GrantForm { role, scope, ends };
    if preview {
        let access = reply::enter(&tenant).await?;
        return Ok(Some(service::team::preview(access, &account, None, Some(&form)).await?.into()));
    }
    let access = reply::enter(&tenant).await?;
    reply::renew(service::team::give_role(access, &account, &form).await?);
    reply::done(Action::TeamGiveRole, &format!("/t/{tenant}/team/{account}"));
    Ok(None)
}

/// Takes one role from a member; `id` is the role and its scope as they are held.
#[server(prefix = "/rpc", endpoint = "team.take-role")]
pub async fn take_role(
    tenant: String,
    account: String,
    #[server(default)] id: String,
    #[server(default)] preview: bool,
) -> Result<Option<ShownEffect>, Fault> {
    use super::reply::{self, Action};
    let held = id.split_once(' ').unwrap_or_default();
    if preview {
        let access = reply::enter(&tenant).await?;
        return Ok(Some(service::team::preview(access, &account, Some(held), None).await?.into()));
    }
    let access = reply::enter(&tenant).await?;
    reply::renew(service::team::take_role(access, &account, held.0, held.1).await?);
    reply::done(Action::TeamTakeRole, &format!("/t/{tenant}/team/{account}"));
    Ok(None)
}

/// Puts another role, scope or end in the place of one that is held; `id` says which.
#[server(prefix = "/rpc", endpoint = "team.change-role")]
pub async fn change_role(
    tenant: String,
    account: String,
    #[server(default)] id: String,
    #[server(default)] role: String,
    #[server(default)] scope: String,
    #[server(default)] ends: String,
    #[server(default)] preview: bool,
) -> Result<Option<ShownEffect>, Fault> {
    use super::reply::{self, Action};
    let form = service::team::GrantForm { role, scope, ends };
    let held = id.split_once(' ').unwrap_or_default();
    if preview {
        let access = reply::enter(&tenant).await?;
        return Ok(Some(service::team::preview(access, &account, Some(held), Some(&form)).await?.into()));
    }
    let access = reply::enter(&tenant).await?;
    reply::renew(service::team::change_role(access, &account, held.0, held.1, &form).await?);
    reply::done(Action::TeamChangeRole, &format!("/t/{tenant}/team/{account}"));
    Ok(None)
}

/// Says how much of a feature, `id`, a member may use at most; nothing typed: as much as the plan gives.
#[server(prefix = "/rpc", endpoint = "team.limit")]
pub async fn limit_member(
    tenant: String,
    account: String,
    #[server(default)] id: String,
    #[server(default)] limit: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    reply::renew(service::team::own_limits::set(access, &account, &id, &limit).await?);
    reply::done(Action::TeamLimit, &format!("/t/{tenant}/team/{account}"));
    Ok(())
}

/// Takes a member out whose address was typed.
#[server(prefix = "/rpc", endpoint = "team.remove")]
pub async fn remove_member(
    tenant: String,
    account: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    reply::renew(service::team::remove(access, &account, &confirm).await?);
    reply::done(Action::TeamRemove, &format!("/t/{tenant}/team"));
    Ok(())
}

/// Leaves a space whose name was typed.
#[server(prefix = "/rpc", endpoint = "team.leave")]
pub async fn leave_space(tenant: String, #[server(default)] confirm: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let (service, caller) = reply::caller()?;
    reply::renew(service::team::leave(&service, &caller, &tenant, &confirm).await?);
    reply::done(Action::TeamLeave, "/spaces");
    Ok(())
}

/// Makes a member the owner in one's own place.
#[server(prefix = "/rpc", endpoint = "team.hand-over")]
pub async fn hand_over(
    tenant: String,
    account: String,
    #[server(default)] stay: String,
    #[server(default)] confirm: String,
) -> Result<(), Fault> {
    use super::reply::{self, Notice};
    let access = reply::enter(&tenant).await?;
    let form = service::team::HandOverForm { account, stay, confirm };
    reply::renew(service::team::hand_over(access, &form).await?);
    if form.stay == "leave" {
        reply::done_as(Notice::Left, "/spaces");
    } else {
        reply::done_as(Notice::Saved, &format!("/t/{tenant}/team"));
    }
    Ok(())
}

/// Adds e-mail domains whose addresses may be invited, one per line.
#[server(prefix = "/rpc", endpoint = "team.add-email-domains")]
pub async fn add_email_domains(tenant: String, #[server(default)] names: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    let added = service::team::email_domains::add(access, &names).await?;
    if !added.refused.is_empty() {
        return Err(Fault(domain::Error::Invalid { fields: added.refused }));
    }
    reply::done(Action::TeamAddEmailDomains, &format!("/t/{tenant}/settings/security"));
    Ok(())
}

/// Removes one of them.
#[server(prefix = "/rpc", endpoint = "team.remove-email-domain")]
pub async fn remove_email_domain(tenant: String, #[server(default)] name: String) -> Result<(), Fault> {
    use super::reply::{self, Action};
    let access = reply::enter(&tenant).await?;
    service::team::email_domains::remove(access, &name).await?;
    reply::done(Action::TeamRemoveEmailDomain, &format!("/t/{tenant}/settings/security"));
    Ok(())
}
