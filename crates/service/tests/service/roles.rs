//! Roles of a tenant's own, and that nobody gives what they do not have.

use domain::{
    Error, Problem,
    decision::Scope,
    permission::{ManageRoles, Permission, PermissionSet, PreviewRoles, Role, ViewAudit, ViewTeam},
    plans::Plan,
    roles::RolesProblem,
};
use service::{
    Standing,
    control::bindings,
    roles::{self, CustomRole, RoleForm},
    team::{self, GrantForm},
};
use store::Mode;
use testkit::{Member, World};

fn form(name: &str, permissions: &[Permission]) -> RoleForm {
    let permissions = permissions.iter().map(ToString::to_string).collect();
    RoleForm { name: name.to_owned(), description: String::new(), permissions }
}

async fn create(world: &World, member: &Member, form: &RoleForm) -> Result<CustomRole, Error> {
    roles::create(world.enter_team::<ManageRoles>(member).await?, form).await
}

async fn update(world: &World, member: &Member, role: &CustomRole, form: &RoleForm) -> Result<(), Error> {
    roles::update(world.enter_team::<ManageRoles>(member).await?, role.id.as_str(), form).await.map(|_| ())
}

async fn delete(world: &World, member: &Member, role: &CustomRole, typed: &str) -> Result<(), Error> {
    roles::delete(world.enter_team::<ManageRoles>(member).await?, role.id.as_str(), typed).await
}

async fn listed(world: &World, member: &Member) -> Vec<roles::Listed> {
    roles::list(&mut world.team_access::<ViewTeam>(member).await).await.unwrap()
}

/// Gives a role past every check.
async fn bind(world: &World, member: &Member, role: &str, ends_at: Option<i64>) {
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    let (tenant, account) = (&member.tenant.id, &member.account().id);
    bindings::upsert(&mut tx, tenant, account, role, &Scope::Tenant, ends_at, world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn may(world: &World, member: &Member, permission: Permission) -> bool {
    let standing = Standing::open(&world.service, &member.caller, &member.tenant.slug).await.unwrap();
    standing.may(permission)
}

/// Somebody who may make roles, and else what an operator may.
async fn role_maker(world: &World, owner: &Member, email: &str) -> Member {
    let maker = world.join(&owner.tenant, email, Role::Operator).await;
    let manage = [Permission::ManageRoles];
    let role = match listed(world, owner).await.into_iter().find(|one| one.role.name == "Role maker") {
        Some(listed) => listed.role,
        None => create(world, owner, &form("Role maker", &manage)).await.unwrap(),
    };
    bind(world, &maker, role.id.as_str(), None).await;
    maker
}

fn lacking(error: &Error) -> Permission {
    error.forbidden().unwrap_or_else(|| panic!("{error:?}"))
}

fn problem(error: Error) -> Problem {
    let Error::Invalid { mut fields } = error else { panic!("{error:?}") };
    fields.remove(0).problem
}

testkit::both_engines! {
    async fn made_changed_and_deleted_as_admin(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let night = create(&world, &admin, &form("Night shift", &[Permission::ViewEvents])).await.unwrap();
        let viewer = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        bind(&world, &viewer, night.id.as_str(), None).await;
        assert!(!may(&world, &viewer, Permission::ManageMailFlow).await);
        let wider = [Permission::ViewEvents, Permission::ManageMailFlow];
        update(&world, &admin, &night, &form("Night crew", &wider)).await.unwrap();
        assert!(may(&world, &viewer, Permission::ManageMailFlow).await, "the next request counts it");
        let list = listed(&world, &admin).await;
        assert_eq!((list[0].role.name.as_str(), list[0].members, list[0].invitations), ("Night crew", 1, 0));

        let used = delete(&world, &admin, &night, "Night crew").await.unwrap_err();
        assert_eq!(problem(used), Problem::Roles(RolesProblem::RoleInUse { members: 1, invitations: 0 }));
        team::take_role(world.team_access(&admin).await, viewer.account().id.as_str(), night.id.as_str(), "tenant")
            .await
            .unwrap();
        let typed = delete(&world, &admin, &night, "Night").await.unwrap_err();
        assert_eq!(problem(typed), Problem::NotTheName { name: "Night crew".to_owned() });
        delete(&world, &admin, &night, "Night crew").await.unwrap();
        assert!(listed(&world, &admin).await.is_empty());
        let trail = world.control_trail().await;
        let about = trail.iter().filter(|entry| entry.target == night.id.as_str()).collect::<Vec<_>>();
        let actions: Vec<_> = about.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["roles.create", "roles.update", "roles.delete"]);
        assert!(about.iter().all(|entry| entry.decision.is_some() && entry.tenant_id.is_some()));
    }

    async fn nobody_makes_a_role_of_what_they_do_not_have(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let maker = role_maker(&world, &owner, "maker@example.test").await;
        let refused = create(&world, &maker, &form("Spy", &[Permission::ViewAudit])).await.unwrap_err();
        assert_eq!(lacking(&refused), Permission::ViewAudit);
        let trail = world.control_trail().await;
        let noted = trail.iter().rfind(|entry| entry.action == "access.refuse").unwrap();
        assert!(noted.actor_label == "maker@example.test" && noted.target == "view-audit");
        // Not by changing a role they hold, nor one that holds more than they do.
        let own = create(&world, &maker, &form("Mine", &[Permission::ViewEvents])).await.unwrap();
        bind(&world, &maker, own.id.as_str(), None).await;
        let wider = form("Mine", &[Permission::ViewEvents, Permission::ManageTeam]);
        assert_eq!(lacking(&update(&world, &maker, &own, &wider).await.unwrap_err()), Permission::ManageTeam);
        let high = create(&world, &owner, &form("Auditors", &[Permission::ViewAudit])).await.unwrap();
        let lower = form("Auditors", &[Permission::ViewEvents]);
        assert_eq!(lacking(&update(&world, &maker, &high, &lower).await.unwrap_err()), Permission::ViewAudit);
        assert_eq!(lacking(&delete(&world, &maker, &high, "Auditors").await.unwrap_err()), Permission::ViewAudit);
        assert!(world.enter_team::<ViewAudit>(&maker).await.is_err());
        assert_eq!(listed(&world, &owner).await.len(), 3);
        // Nobody makes owners that way, owners neither.
        let crown = create(&world, &owner, &form("Crown", &[Permission::ManageOwners])).await.unwrap_err();
        assert_eq!(problem(crown), Problem::Roles(RolesProblem::OwnersAlone));
        let wider = form("Auditors", &[Permission::ManageOwners]);
        assert_eq!(problem(update(&world, &owner, &high, &wider).await.unwrap_err()), Problem::Roles(RolesProblem::OwnersAlone));
        let noted: Vec<_> = world.control_trail().await.into_iter().rev().take(2).collect();
        for entry in noted {
            assert_eq!((entry.action.as_str(), entry.target.as_str()), ("access.refuse", "manage-owners"));
            assert!(entry.decision.unwrap().contains(r#""rule":"owners-alone""#));
        }
    }

    async fn nobody_gives_for_longer_than_they_have(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let maker = role_maker(&world, &owner, "maker@example.test").await;
        bind(&world, &maker, "admin", Some(world.now() + domain::DAY)).await;
        let own = create(&world, &maker, &form("Mine", &[Permission::ViewEvents])).await.unwrap();
        // A role that nobody holds gives nothing to anybody yet.
        update(&world, &maker, &own, &form("Mine", &[Permission::ViewTeam])).await.unwrap();
        bind(&world, &maker, own.id.as_str(), None).await;
        let kept = update(&world, &maker, &own, &form("Mine", &[Permission::ManageTeam])).await.unwrap_err();
        assert_eq!(problem(kept), Problem::Roles(RolesProblem::RoleOutlastsYou));
    }

    async fn a_preview_tells_who_gains_and_loses_and_changes_nothing(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let night = create(&world, &owner, &form("Night shift", &[Permission::ViewEvents])).await.unwrap();
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let billing = world.join(&owner.tenant, "billing@example.test", Role::Billing).await;
        for member in [&guest, &billing] {
            bind(&world, member, night.id.as_str(), None).await;
        }
        let changed = form("Night shift", &[Permission::ViewTeam]);
        let access = world.team_access::<PreviewRoles>(&owner).await;
        let preview = roles::preview(access, night.id.as_str(), &changed).await.unwrap();
        assert_eq!(preview.adds, PermissionSet::of(&[Permission::ViewTeam]));
        assert_eq!(preview.removes, PermissionSet::of(&[Permission::ViewEvents]));
        let told: Vec<_> =
            preview.effects.iter().map(|effect| (effect.email.as_str(), effect.gains, effect.loses)).collect();
        let (none, events) = (PermissionSet::EMPTY, PermissionSet::of(&[Permission::ViewEvents]));
        // Each has one of the two by another role.
        let team = PermissionSet::of(&[Permission::ViewTeam]);
        assert_eq!(told, [("billing@example.test", none, events), ("guest@example.test", team, none)]);
        assert_eq!(listed(&world, &owner).await[0].role, night);
        let before = world.control_trail().await.len();
        let give = GrantForm { role: "operator".to_owned(), ..GrantForm::default() };
        let id = billing.account().id.as_str();
        let effect = team::preview(world.team_access(&owner).await, id, None, Some(&give)).await.unwrap();
        assert!(effect.gains.has(Permission::ManageMailFlow) && effect.loses.is_empty());
        let held = Some(("billing", "tenant"));
        let effect = team::preview(world.team_access(&owner).await, id, held, None).await.unwrap();
        assert!(effect.loses.has(Permission::ViewPlan) && !effect.loses.has(Permission::ViewEvents));
        assert_eq!(world.control_trail().await.len(), before, "asking leaves no entry");
        // Who may not do it is not told what it would do.
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let crown = GrantForm { role: "owner".to_owned(), ..GrantForm::default() };
        let refused = team::preview(world.team_access(&admin).await, id, None, Some(&crown)).await;
        assert_eq!(lacking(&refused.unwrap_err()), Permission::ManageOwners);
    }

    async fn invalid_and_twice(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let events = [Permission::ViewEvents];
        create(&world, &owner, &form("Night", &events)).await.unwrap();
        let twice = create(&world, &owner, &form(" NIGHT ", &events)).await.unwrap_err();
        assert_eq!(twice, Error::field("name", Problem::Taken));
        let passes = create(&world, &owner, &form("0wner", &events)).await.unwrap_err();
        assert_eq!(problem(passes), Problem::Roles(RolesProblem::PassesFor { name: "owner".to_owned() }));
        let hidden = create(&world, &owner, &form("Nіght", &events)).await.unwrap_err();
        assert_eq!(problem(hidden), Problem::NotPlain);
        // Any alphabet, and none that reads like another name.
        for name in ["Ночная смена", "夜勤チーム", "Równo"] {
            create(&world, &owner, &form(name, &events)).await.unwrap();
        }
        let similar = create(&world, &owner, &form("Rówńo", &events)).await.unwrap_err();
        assert_eq!(similar, Error::field("name", Problem::Taken));
        let empty = create(&world, &owner, &form("Nothing", &[])).await.unwrap_err();
        assert_eq!(empty, Error::field("permissions", Problem::Required));
        let unknown = RoleForm { permissions: vec!["fly".to_owned()], ..form("Flyers", &[]) };
        let unknown = create(&world, &owner, &unknown).await.unwrap_err();
        assert_eq!(unknown, Error::field("permissions", Problem::NotAChoice));
    }

    async fn as_member_stranger_and_owner_of_another(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let other = world.owner("other@example.test", "Other", Plan::Professional).await;
        let night = create(&world, &owner, &form("Night", &[Permission::ViewEvents])).await.unwrap();
        assert_eq!(listed(&world, &member).await.len(), 1);
        let refused = create(&world, &member, &form("X", &[Permission::ViewEvents])).await.unwrap_err();
        assert_eq!(lacking(&refused), Permission::ManageRoles);
        let changed = form("Day", &[Permission::ViewEvents]);
        assert_eq!(update(&world, &other, &night, &changed).await.unwrap_err(), Error::NotFound);
        assert_eq!(delete(&world, &other, &night, "Night").await.unwrap_err(), Error::NotFound);
        let foreign = Member { tenant: owner.tenant.clone(), ..other };
        assert_eq!(create(&world, &foreign, &changed).await.unwrap_err(), Error::NotFound);
    }
}
