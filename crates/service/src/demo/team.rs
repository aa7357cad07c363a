//! The people of the demo's company: what each may do there, and who is still to come.

use domain::{
    DAY, EnvironmentId, InvitationId, Locale,
    audit::{Deed, Target},
    decision::{Binding, RoleName, Scope},
    permission::{ManageEnvironments, ManageRoles, ManageTeam, Permission, Role},
};
use store::control::{
    accounts::Account,
    invitations::{self, Invitation, InvitationState},
    tenants::Tenant,
};

use super::PASSWORD;
use crate::{
    Access, Caller, OrInternal, Result, Service, TeamAccess,
    access::Change,
    accounts, chance,
    environments::{self, EnvironmentForm},
    roles::{self, RoleForm},
    tenants,
};

const MAIL_HOSTS: &str = "Production";
const SUBMISSION: &str = "Bureau";

/// The environment a host of the company is in.
pub(super) fn environment_of(host: &str) -> &'static str {
    if host == "submission" { SUBMISSION } else { MAIL_HOSTS }
}

/// Gives the company its environments, a role of its own, colleagues, a guest, and an open invitation.
pub(super) async fn fill(service: &Service, caller: &Caller, tenant: &Tenant, owner: &Account) -> Result<()> {
    let production = add_environment(service, caller, tenant, MAIL_HOSTS).await?;
    add_environment(service, caller, tenant, SUBMISSION).await?;
    let postmaster = add_role(service, caller, tenant).await?;
    let in_thirty_days = Some(service.now() + 30 * DAY);
    let guest = Binding {
        scope: Scope::Environment(production),
        ends_at: in_thirty_days,
        ..Binding::of(Role::Guest)
    };
    let people = [
        ("lou@brasserie-du-canal.example", Locale::Fr, Binding::of(Role::Admin)),
        ("samira@brasserie-du-canal.example", Locale::Fr, postmaster),
        ("nils@conseil-nord.example", Locale::En, guest),
    ];
    for (email, locale, given) in people {
        let theirs = Caller { locale, ..caller.clone() };
        let account = accounts::create(service, &theirs, email, PASSWORD, false).await?;
        tenants::add_member(service, caller, &tenant.slug, &account, &given).await?;
    }
    invite(TeamAccess::local(service, caller, tenant.clone()).await?, owner).await
}

async fn add_environment(
    service: &Service,
    caller: &Caller,
    tenant: &Tenant,
    name: &str,
) -> Result<EnvironmentId> {
    let access = Access::<ManageEnvironments>::local(service, caller, tenant.clone()).await?;
    let form = EnvironmentForm { name: name.to_owned() };
    Ok(environments::add(access, form).await?.id)
}

async fn add_role(service: &Service, caller: &Caller, tenant: &Tenant) -> Result<Binding> {
    let access = TeamAccess::<ManageRoles>::local(service, caller, tenant.clone()).await?;
    let permissions = [
        Permission::ViewOverview,
        Permission::ViewEvents,
        Permission::ViewMailFlow,
        Permission::ManageMailFlow,
        Permission::ViewPolicyAgents,
        Permission::ManagePolicyAgents,
    ];
    let form = RoleForm {
        name: "Postmaster".to_owned(),
        description: "Domaines, réseaux et agents".to_owned(),
        permissions: permissions.iter().map(ToString::to_string).collect(),
    };
    let role = roles::create(access, &form).await?;
    let (permissions, role) = (role.permissions, RoleName::Custom { id: role.id, name: role.name });
    Ok(Binding { role, permissions, scope: Scope::Tenant, ends_at: None })
}

/// Leaves an invitation open; nobody is written to.
async fn invite(mut access: TeamAccess<ManageTeam>, owner: &Account) -> Result<()> {
    let (now, email) = (access.now(), "alice@brasserie-du-canal.example".to_owned());
    let invitation = Invitation {
        id: chance::id(now, InvitationId::new),
        tenant_id: access.tenant().id.clone(),
        email_key: email.clone(),
        email,
        role: Role::Viewer.as_str().to_owned(),
        scope: Scope::Tenant.to_string(),
        ends_at: None,
        locale: Locale::Fr,
        invited_by: owner.id.clone(),
        mailed_at: Some(now),
        created_at: now,
        expires_at: now + 7 * DAY,
        state: InvitationState::Open,
        state_changed_at: now,
        key_id: None,
    };
    invitations::insert(access.tx(), &invitation).await.or_internal()?;
    let target = Target::of(&invitation.id).called(&invitation.email);
    access.audit(Change::of(Deed::InvitationsSend, target)).await?;
    access.commit().await?;
    Ok(())
}
