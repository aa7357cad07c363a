//! Permissions to tick, in groups.

use domain::permission::Permission;
use leptos::prelude::*;

use crate::text::Say;

/// A box to tick, or why it cannot be.
pub(crate) struct PermissionBox {
    pub(crate) is_ticked: bool,
    pub(crate) refusal: Option<String>,
}

/// What a permission is about, in the order in which people meet it.
const fn group(say: Say, permission: Permission) -> &'static str {
    use Permission as P;
    match permission {
        P::ViewOverview
        | P::ViewEvents
        | P::ViewMailFlow
        | P::ManageMailFlow
        | P::ViewPolicyAgents
        | P::ManagePolicyAgents
        | P::ManageAlerts => say.permissions_mail(),
        P::ManageEnvironments | P::ViewPlan | P::ViewInvoices | P::ManageInvoices | P::ManageSettings => {
            say.permissions_space()
        }
        P::ManageSharing | P::ManageApiKeys | P::OpenDeepLinks => say.permissions_outside(),
        P::ViewTeam | P::ManageTeam | P::ManageRoles | P::ManageOwners | P::ViewAs => {
            say.permissions_people()
        }
        P::ViewAudit | P::ManageSecurity => say.permissions_security(),
    }
}

/// The permissions of a list in their groups, each group under its name.
pub(crate) fn grouped(
    say: Say,
    permissions: impl Iterator<Item = Permission>,
) -> Vec<(&'static str, Vec<Permission>)> {
    let mut groups: Vec<(&'static str, Vec<Permission>)> = Vec::new();
    for permission in permissions {
        let name = group(say, permission);
        match groups.iter_mut().find(|(group, _)| *group == name) {
            Some((_, members)) => members.push(permission),
            None => groups.push((name, vec![permission])),
        }
    }
    groups
}

/// A box for each permission, with its sentence. `described` names what is said about all of them.
pub(crate) fn boxes(
    say: Say,
    permissions: impl Iterator<Item = Permission>,
    described: Option<&str>,
    of: impl Fn(Permission) -> PermissionBox,
) -> AnyView {
    let one = |permission: Permission| {
        let (name, text) = permission.texts(say.0);
        let PermissionBox { is_ticked, refusal } = of(permission);
        let is_refused = refusal.is_some();
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    name="permissions[]"
                    value=permission.as_str()
                    checked=is_ticked && !is_refused
                    disabled=is_refused
                    aria-describedby=described.map(str::to_owned)
                />
                <span>{name}</span>
                <small>{refusal.unwrap_or_else(|| text.to_owned())}</small>
            </label>
        }
    };
    let groups: Vec<_> = grouped(say, permissions)
        .into_iter()
        .map(|(name, members)| {
            let boxes: Vec<_> = members.into_iter().map(one).collect();
            view! { <fieldset class="choices" data-kind="columns"><legend>{name}</legend>{boxes}</fieldset> }
        })
        .collect();
    groups.into_any()
}
