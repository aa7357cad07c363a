//! A program names its request, and it is done once: in the tenant's database and in the control database,
//! through crashes and slow servers, and told again only to who may still do it.

use domain::{
    DAY, Error, MINUTE, SECOND,
    decision::{Rule, Scope},
    permission::{
        ManageApiKeys, ManageEnvironments, ManagePolicyAgents, ManageRoles, Permission, Role, ViewTeam,
    },
    plans::Plan,
};
use service::{
    Access, Caller, TeamAccess,
    api_keys::{self, KeyForm},
    control::{bindings, memberships},
    environments::{self, EnvironmentForm},
    idempotency::{self, Begun, Outcome, Request},
    policy_agents::{self, AgentForm},
    roles::{self, RoleForm},
};
use store::Mode;
use testkit::{Member, World};

/// A program of somebody who may do everything an admin may.
async fn program(world: &World, member: &Member) -> Caller {
    let permissions = Role::Admin.permissions().iter().map(|permission| permission.to_string()).collect();
    let form = KeyForm { name: "program".to_owned(), permissions, ..KeyForm::default() };
    let key = api_keys::create(world.access::<ManageApiKeys>(member).await, form).await.unwrap();
    api_keys::authenticate(&world.service, &key.secret, world.visitor()).await.unwrap()
}

async fn begin(world: &World, program: &Caller, name: &str) -> Result<Begun, Error> {
    idempotency::begin(&world.service, program.key().unwrap(), name, "hash").await
}

/// The program at work on a request that began, or once more on one that was done.
async fn at_work(world: &World, program: &Caller, name: &str) -> Caller {
    let named = match begin(world, program, name).await.unwrap() {
        Begun::Fresh(begun) => Request::First(begun),
        Begun::Answered { .. } => Request::Repeated,
    };
    let mut caller = program.clone();
    caller.key_mut().unwrap().request = Some(named);
    caller
}

async fn finish(world: &World, caller: &Caller, outcome: Outcome<'_>) {
    let holder = caller.key().unwrap();
    let Some(Request::First(name)) = &holder.request else { panic!("{holder:?}") };
    idempotency::finish(&world.service, holder, name, outcome).await.unwrap();
}

const CREATED: Outcome<'_> = Outcome::Answered { status: 201, answer: "{}" };

async fn make_role(world: &World, caller: &Caller, slug: &str, name: &str) -> Result<(), Error> {
    let access: TeamAccess<ManageRoles> = Access::enter(&world.service, caller, slug).await?;
    let permissions = vec![Permission::ViewEvents.to_string()];
    let form = RoleForm { name: name.to_owned(), permissions, ..RoleForm::default() };
    roles::create(access, &form).await.map(|_| ())
}

async fn add_environment(world: &World, caller: &Caller, slug: &str) -> Result<(), Error> {
    let access = Access::<ManageEnvironments>::enter(&world.service, caller, slug).await?;
    environments::add(access, EnvironmentForm { name: "Live".to_owned() }).await.map(|_| ())
}

async fn roles_of(world: &World, owner: &Member) -> Vec<String> {
    let mut access = world.team_access::<ViewTeam>(owner).await;
    roles::list(&mut access).await.unwrap().into_iter().map(|listed| listed.role.name).collect()
}

async fn owner(world: &World) -> Member {
    world.owner("owner@example.test", "Acme", Plan::Enterprise).await
}

fn rule(error: Error) -> Rule {
    match error {
        Error::Forbidden { decision, .. } => decision.rule,
        other => panic!("{other:?}"),
    }
}

/// Takes every role from a member and gives another.
async fn become_only(world: &World, member: &Member, role: Role, scope: &Scope) {
    let (tenant, account) = (&member.tenant.id, &member.account().id);
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    for held in bindings::list(&mut tx, tenant, account).await.unwrap() {
        bindings::delete(&mut tx, tenant, account, held.role.key(), &held.scope).await.unwrap();
    }
    bindings::upsert(&mut tx, tenant, account, role.as_str(), scope, None, world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

testkit::both_engines! {
    async fn work_on_people_and_roles_is_known_as_done_after_a_crash(world: World) {
        let owner = owner(&world).await;
        let (program, slug) = (program(&world, &owner).await, &owner.tenant.slug);
        let caller = at_work(&world, &program, "one").await;
        make_role(&world, &caller, slug, "Reader").await.unwrap();
        // The server dies before it answers.
        world.advance(3 * SECOND);
        let Err(Error::InProgress { retry_after }) = begin(&world, &program, "one").await else { panic!() };
        assert!((2..=15).contains(&retry_after), "{retry_after}");
        world.advance((retry_after - 1) * SECOND - 1);
        let still = begin(&world, &program, "one").await.unwrap_err();
        assert_eq!(still, Error::InProgress { retry_after: 1 });
        // Whoever waits as long as they were told to is answered.
        world.advance(SECOND + 1);
        assert_eq!(begin(&world, &program, "one").await.unwrap_err(), Error::AlreadyDone);
        // What came to nothing is free at once, and another name is another request.
        let caller = at_work(&world, &program, "two").await;
        assert!(make_role(&world, &caller, slug, "Reader").await.is_err());
        finish(&world, &caller, Outcome::Unanswered).await;
        let caller = at_work(&world, &program, "two").await;
        make_role(&world, &caller, slug, "Writer").await.unwrap();
        finish(&world, &caller, CREATED).await;
        assert_eq!(roles_of(&world, &owner).await, ["Reader", "Writer"]);
        // A day later the name is free.
        world.advance(DAY);
        let caller = at_work(&world, &program, "one").await;
        make_role(&world, &caller, slug, "Reader two").await.unwrap();
    }

    async fn of_two_servers_that_work_on_one_name_one_does_it(world: World) {
        let owner = owner(&world).await;
        let (program, slug) = (program(&world, &owner).await, &owner.tenant.slug);
        let slow = at_work(&world, &program, "one").await;
        world.advance(2 * MINUTE);
        let other = at_work(&world, &program, "one").await;
        make_role(&world, &other, slug, "Other").await.unwrap();
        finish(&world, &other, CREATED).await;
        assert_eq!(make_role(&world, &slow, slug, "Slow").await.unwrap_err(), Error::AlreadyDone);
        // That the slow one came to nothing is not taken for what the other did.
        finish(&world, &slow, Outcome::Unanswered).await;
        assert!(matches!(begin(&world, &program, "one").await, Ok(Begun::Answered { status: 201, .. })));
        assert_eq!(roles_of(&world, &owner).await, ["Other"]);
    }

    async fn the_same_holds_for_what_is_in_the_tenants_database(world: World) {
        let owner = owner(&world).await;
        let (program, slug) = (program(&world, &owner).await, &owner.tenant.slug);
        let slow = at_work(&world, &program, "one").await;
        world.advance(2 * MINUTE);
        let other = at_work(&world, &program, "one").await;
        add_environment(&world, &other, slug).await.unwrap();
        finish(&world, &other, CREATED).await;
        finish(&world, &slow, Outcome::Unanswered).await;
        assert!(matches!(begin(&world, &program, "one").await, Ok(Begun::Answered { status: 201, .. })));
    }

    async fn whoever_may_not_do_it_any_more_is_not_told_what_was_done(world: World) {
        let owner = owner(&world).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let (program, slug) = (program(&world, &admin).await, &owner.tenant.slug);
        for name in ["role", "environment"] {
            let caller = at_work(&world, &program, name).await;
            match name {
                "role" => make_role(&world, &caller, slug, "Reader").await.unwrap(),
                _ => add_environment(&world, &caller, slug).await.unwrap(),
            }
            finish(&world, &caller, CREATED).await;
        }
        let (role, environment) = (at_work(&world, &program, "role").await, at_work(&world, &program, "environment").await);
        assert_eq!(make_role(&world, &role, slug, "Reader").await.unwrap_err(), Error::AlreadyDone);
        assert_eq!(add_environment(&world, &environment, slug).await.unwrap_err(), Error::AlreadyDone);
        become_only(&world, &admin, Role::Viewer, &Scope::Tenant).await;
        assert_eq!(rule(make_role(&world, &role, slug, "Reader").await.unwrap_err()), Rule::NoRole);
        assert_eq!(rule(add_environment(&world, &environment, slug).await.unwrap_err()), Rule::NoRole);
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        memberships::delete(&mut tx, &owner.tenant.id, &admin.account().id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(make_role(&world, &role, slug, "Reader").await.unwrap_err(), Error::NotFound);
        assert_eq!(add_environment(&world, &environment, slug).await.unwrap_err(), Error::NotFound);
        let refused = world.control_trail().await.into_iter().filter(|entry| entry.action == "access.refuse");
        assert_eq!(refused.count(), 4);
    }

    async fn whoever_has_a_part_is_asked_about_that_part(world: World) {
        let owner = owner(&world).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let (program, slug) = (program(&world, &admin).await, &owner.tenant.slug);
        let add = async |name: &str| {
            let access = world.access::<ManageEnvironments>(&owner).await;
            environments::add(access, EnvironmentForm { name: name.to_owned() }).await.unwrap().id
        };
        let (live, other) = (add("Live").await, add("Other").await);
        let enrol = async |caller: &Caller| {
            let access = Access::<ManagePolicyAgents>::enter(&world.service, caller, slug).await?;
            let environment = live.to_string();
            let form = AgentForm { name: "mx1".to_owned(), time_zone: "UTC".to_owned(), environment, ..AgentForm::default() };
            policy_agents::enrol(access, form).await.map(|_| ())
        };
        let caller = at_work(&world, &program, "one").await;
        enrol(&caller).await.unwrap();
        finish(&world, &caller, CREATED).await;
        let again = at_work(&world, &program, "one").await;
        become_only(&world, &admin, Role::Operator, &Scope::Environment(live.clone())).await;
        assert_eq!(enrol(&again).await.unwrap_err(), Error::AlreadyDone);
        become_only(&world, &admin, Role::Operator, &Scope::Environment(other.clone())).await;
        assert_ne!(enrol(&again).await.unwrap_err(), Error::AlreadyDone);
    }
}
