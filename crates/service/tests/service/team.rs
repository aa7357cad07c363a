//! Giving and taking roles, removing, leaving, handing over.

use domain::{
    DAY, Error, MINUTE, Problem, Yours,
    decision::{RoleName, Scope},
    permission::{ManageOwners, ManageTeam, Permission, Role, ViewAudit, ViewOverview, ViewTeam},
    plans::Plan,
    team::{TeamError, TeamProblem},
};
use service::team::{self, GrantForm, HandOverForm, TeamMember};
use testkit::{Member, World};

fn grant(role: Role) -> GrantForm {
    GrantForm { role: role.to_string(), ..GrantForm::default() }
}

fn id(member: &Member) -> String {
    member.account().id.to_string()
}

async fn find(world: &World, by: &Member, whom: &Member) -> TeamMember {
    team::find(&mut world.team_access::<ViewTeam>(by).await, &id(whom)).await.unwrap()
}

fn roles(member: &TeamMember) -> Vec<&str> {
    member.bindings.iter().map(|binding| binding.role.key()).collect()
}

async fn take(world: &World, by: &Member, whom: &Member, role: &str) -> Result<(), Error> {
    team::take_role(world.enter_team(by).await?, &id(whom), role, "tenant").await.map(|_| ())
}

async fn leave(world: &World, who: &Member) -> Result<(), Error> {
    team::leave(&world.service, &who.caller, &who.tenant.slug, &who.tenant.name).await.map(|_| ())
}

/// Changes control data as no use case would.
pub(crate) async fn execute(world: &World, statement: &'static str) {
    let mut tx = world.store.control(store::Mode::Write).await.unwrap();
    tx.raw().tamper(statement).await.unwrap();
    tx.commit().await.unwrap();
}

/// The permission whose lack was told.
fn lacked<T>(outcome: Result<T, Error>) -> Option<Permission> {
    outcome.err().and_then(|error| error.forbidden())
}

testkit::both_engines! {
    async fn an_owner_gives_changes_and_takes_roles(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let form = GrantForm { ends: "2026-11-30".to_owned(), ..grant(Role::Operator) };
        team::give_role(world.team_access(&owner).await, &id(&member), &form).await.unwrap();
        let found = find(&world, &owner, &member).await;
        assert_eq!(roles(&found), ["member", "operator"]);
        // The tenant is in UTC: the last day counts whole.
        assert_eq!(found.bindings[1].ends_at, Some(world.now() + 9 * DAY + DAY / 2));
        let change = grant(Role::Admin);
        team::change_role(world.team_access(&owner).await, &id(&member), "operator", "tenant", &change).await.unwrap();
        assert_eq!(roles(&find(&world, &owner, &member).await), ["admin", "member"]);
        // From the very next request on.
        world.enter_team::<ManageTeam>(&member).await.unwrap();
        take(&world, &owner, &member, "admin").await.unwrap();
        assert!(world.enter_team::<ManageTeam>(&member).await.is_err());
        assert_eq!(take(&world, &owner, &member, "admin").await, Err(Error::NotFound));
        let nobody = team::give_role(world.team_access(&owner).await, "acc_0", &change).await;
        assert_eq!(nobody, Err(Error::NotFound));
        let actions: Vec<String> = world.control_trail().await.into_iter().map(|entry| entry.action).collect();
        for action in ["team.give-role", "team.change-role", "team.take-role"] {
            assert!(actions.iter().any(|found| found == action), "{action}");
        }
    }

    async fn an_admin_neither_makes_nor_unmakes_owners(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let other = world.join(&owner.tenant, "other@example.test", Role::Owner).await;
        let manage_owners = Some(Permission::ManageOwners);
        let make = team::give_role(world.team_access(&admin).await, &id(&admin), &grant(Role::Owner)).await;
        assert_eq!(lacked(make), manage_owners);
        assert_eq!(lacked(take(&world, &admin, &other, "owner").await), manage_owners);
        let change = team::change_role(world.team_access(&admin).await, &id(&other), "owner", "tenant", &grant(Role::Guest)).await;
        assert_eq!(lacked(change), manage_owners);
        let remove = team::remove(world.team_access(&admin).await, &id(&other), "other@example.test").await;
        assert_eq!(lacked(remove), manage_owners);
        assert_eq!(lacked(world.enter_team::<ManageOwners>(&admin).await), manage_owners);
        assert_eq!(roles(&find(&world, &owner, &other).await), ["owner"]);
        assert_eq!(roles(&find(&world, &owner, &admin).await), ["admin"]);
    }

    async fn nobody_gives_or_takes_what_they_do_not_have(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let clerk = world.join(&owner.tenant, "clerk@example.test", Role::Member).await;
        let custom = "insert into roles (id, tenant_id, name, name_key, description, permissions, created_at)
             select 'rol_00000000000000000000000000', id, 'Clerk', 'clerk', '', 'view-team manage-team', 1 from tenants";
        execute(&world, custom).await;
        let form = GrantForm { role: "rol_00000000000000000000000000".to_owned(), ..GrantForm::default() };
        team::give_role(world.team_access(&owner).await, &id(&clerk), &form).await.unwrap();
        let make = team::give_role(world.team_access(&clerk).await, &id(&clerk), &grant(Role::Operator)).await;
        assert_eq!(lacked(make), Some(Permission::ManageMailFlow));
        assert!(lacked(take(&world, &clerk, &admin, "admin").await).is_some());
        let remove = team::remove(world.team_access(&clerk).await, &id(&admin), "admin@example.test").await;
        assert!(lacked(remove).is_some());
        // Within their own permissions they may.
        team::give_role(world.team_access(&clerk).await, &id(&admin), &grant(Role::Viewer)).await.unwrap();
        // Nor for longer than they have it themselves.
        let brief = GrantForm { ends: "2026-11-25".to_owned(), ..form.clone() };
        team::change_role(world.team_access(&owner).await, &id(&clerk), &form.role, "tenant", &brief).await.unwrap();
        let longer = team::give_role(world.team_access(&clerk).await, &id(&clerk), &form).await;
        assert_eq!(longer.unwrap_err(), Error::field("ends", TeamProblem::LongerThanYours { yours: Yours::Role }));
        let trail = world.control_trail().await;
        assert!(trail.iter().any(|entry| entry.action == "access.refuse" && entry.decision.is_some()));
    }

    async fn the_last_owner_stays(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        assert_eq!(leave(&world, &owner).await, Err(Error::Team(TeamError::LastOwner)));
        assert_eq!(take(&world, &owner, &owner, "owner").await, Err(Error::Team(TeamError::LastOwner)));
        let change = team::change_role(world.team_access(&owner).await, &id(&owner), "owner", "tenant", &grant(Role::Admin)).await;
        assert_eq!(change, Err(Error::Team(TeamError::LastOwner)));
        let remove = team::remove(world.team_access(&owner).await, &id(&owner), "owner@example.test").await;
        assert_eq!(remove, Err(Error::Team(TeamError::LastOwner)));
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail.iter().filter(|entry| entry.action == "access.refuse").collect();
        assert_eq!(noted.len(), 4);
        let is_told = |text: &Option<String>| text.as_ref().unwrap().contains(r#""rule":"last-owner""#);
        assert!(noted.iter().all(|entry| is_told(&entry.decision) && entry.tenant_id.is_some()));
        // An owner with an end, or of a part, would not do; neither can be made.
        let ends = GrantForm { ends: "2026-12-24".to_owned(), ..grant(Role::Owner) };
        let made = team::give_role(world.team_access(&owner).await, &id(&admin), &ends).await;
        assert_eq!(made.unwrap_err(), Error::field("role", TeamProblem::OwnersAreWhole));
        team::give_role(world.team_access(&owner).await, &id(&admin), &grant(Role::Owner)).await.unwrap();
        leave(&world, &owner).await.unwrap();
        assert!(matches!(world.enter::<ViewOverview>(&owner).await, Err(Error::NotFound)));
        assert_eq!(leave(&world, &owner).await, Err(Error::NotFound));
    }

    async fn two_owners_who_demote_each_other_leave_one(world: World) {
        let one = world.owner("one@example.test", "Acme", Plan::Professional).await;
        let other = world.join(&one.tenant, "other@example.test", Role::Owner).await;
        let (first, second) = tokio::join!(take(&world, &one, &other, "owner"), take(&world, &other, &one, "owner"));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let mut tx = world.store.control(store::Mode::Read).await.unwrap();
        let owners = service::control::bindings::list_owners(&mut tx, &one.tenant.id).await.unwrap();
        assert_eq!(owners.len(), 1);
    }

    async fn two_owners_who_leave_at_once_leave_one(world: World) {
        let one = world.owner("one@example.test", "Acme", Plan::Professional).await;
        let other = world.join(&one.tenant, "other@example.test", Role::Owner).await;
        let (first, second) = tokio::join!(leave(&world, &one), leave(&world, &other));
        let outcomes = [first, second];
        assert!(outcomes.contains(&Ok(())) && outcomes.contains(&Err(Error::Team(TeamError::LastOwner))), "{outcomes:?}");
    }

    async fn a_space_is_handed_over(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let heir = world.join(&owner.tenant, "heir@example.test", Role::Member).await;
        let stranger = world.owner("other@example.test", "Other", Plan::Starter).await;
        let form = |account: String, stay: &str| {
            HandOverForm { account, stay: stay.to_owned(), confirm: "Acme".to_owned() }
        };
        let wrong = [
            (form(id(&heir), "king"), "stay"),
            (form(id(&owner), "admin"), "account"),
        ];
        for (form, field) in wrong {
            let refused = team::hand_over(world.team_access(&owner).await, &form).await;
            assert_eq!(refused.unwrap_err(), Error::field(field, Problem::NotAChoice));
        }
        let typo = HandOverForm { confirm: "acme".to_owned(), ..form(id(&heir), "admin") };
        let typo = team::hand_over(world.team_access(&owner).await, &typo).await;
        assert_eq!(typo.unwrap_err(), Error::field("confirm", Problem::NotTheName { name: "Acme".to_owned() }));
        let outside = team::hand_over(world.team_access(&owner).await, &form(id(&stranger), "admin")).await;
        assert_eq!(outside, Err(Error::NotFound));
        // Dangerous enough to ask once more who it is.
        world.advance(11 * MINUTE);
        let late = world.enter_team::<ManageOwners>(&owner).await;
        assert!(matches!(late, Err(Error::StepUpRequired)));
        assert_eq!(take(&world, &owner, &owner, "owner").await, Err(Error::StepUpRequired));
        let mut fresh = owner.clone();
        if let Some(session) = fresh.caller.session_mut() {
            session.confirmed_at = world.now();
        }
        team::hand_over(world.team_access(&fresh).await, &form(id(&heir), "admin")).await.unwrap();
        let trail = world.control_trail().await;
        let told = trail.last().and_then(|entry| entry.after.as_deref()).unwrap();
        assert!(told.contains(r#""email":"heir@example.test""#), "{told}");
        let mails = world.mails().await;
        let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["heir@example.test", "owner@example.test"]);
        assert!(!mails.iter().any(|mail| mail.text.contains("Acme")), "a name that somebody typed is in no mail");
        assert_eq!(roles(&find(&world, &heir, &owner).await), ["admin"]);
        assert_eq!(roles(&find(&world, &heir, &heir).await), ["member", "owner"]);
        world.enter_team::<ViewAudit>(&fresh).await.unwrap();
        assert!(world.enter_team::<ManageOwners>(&fresh).await.is_err());
    }

    async fn a_removed_member_is_out_at_once(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let member = world.join(&owner.tenant, "member@example.test", Role::Admin).await;
        let typo = team::remove(world.team_access(&owner).await, &id(&member), "member").await;
        assert!(matches!(typo, Err(Error::Invalid { .. })));
        world.enter::<ViewOverview>(&member).await.unwrap();
        team::remove(world.team_access(&owner).await, &id(&member), "member@example.test").await.unwrap();
        assert!(matches!(world.enter::<ViewOverview>(&member).await, Err(Error::NotFound)));
        assert!(service::tenants::list_mine(&world.service, &member.caller).await.unwrap().is_empty());
    }

    async fn a_guest_sees_one_thing_until_the_end_and_is_gone_then(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let agent = world.enrol(&owner, "mx1").await.agent;
        let scope = Scope::Resource((&agent.id).into());
        let guest = world.join_at(&owner.tenant, "guest@example.test", Role::Guest, &scope).await;
        let form = GrantForm { scope: scope.to_string(), ends: "2026-11-22".to_owned(), ..grant(Role::Guest) };
        team::change_role(world.team_access(&owner).await, &id(&guest), "guest", &scope.to_string(), &form).await.unwrap();
        // A member with something else besides stays.
        let both = world.join(&owner.tenant, "both@example.test", Role::Viewer).await;
        team::give_role(world.team_access(&owner).await, &id(&both), &form).await.unwrap();
        assert!(!world.access::<ViewOverview>(&guest).await.reach().is_whole());
        world.advance(DAY + DAY / 2 - 1);
        world.enter::<ViewOverview>(&guest).await.unwrap();
        world.advance(1);
        // The end counts before anything is cleared away.
        assert!(matches!(world.enter::<ViewOverview>(&guest).await, Err(Error::Forbidden { .. })));
        service::events::retention::expire(&world.service).await.unwrap();
        assert!(matches!(world.enter::<ViewOverview>(&guest).await, Err(Error::NotFound)));
        assert_eq!(roles(&find(&world, &owner, &both).await), ["viewer"]);
        let trail = world.control_trail().await;
        let cleared: Vec<_> = trail.iter().filter(|entry| entry.action == "team.expire").collect();
        assert_eq!(cleared.len(), 2);
        assert!(cleared.iter().all(|entry| entry.source == "job" && entry.actor_kind == "job"));
        // Nothing is left to do.
        service::events::retention::expire(&world.service).await.unwrap();
        assert_eq!(world.control_trail().await.len(), trail.len());
    }

    async fn what_is_taken_away_while_somebody_waits_is_gone(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        store::audit::lock(&mut tx, store::audit::Chain::Of(&owner.tenant.id)).await.unwrap();
        let statement = "delete from bindings where role = 'admin'";
        tx.raw().tamper(statement).await.unwrap();
        let taken = async {
            world.until_waiting(1).await;
            tx.commit().await.unwrap();
        };
        let (entered, ()) = tokio::join!(world.enter_team::<ManageTeam>(&admin), taken);
        assert_eq!(lacked(entered), Some(Permission::ManageTeam));
    }

    async fn what_can_be_given_is_offered(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        world.enrol(&owner, "mx1").await;
        let choices = team::role_choices(&mut world.team_access(&admin).await).await.unwrap();
        for choice in choices {
            let is_owner = choice.role == RoleName::BuiltIn(Role::Owner);
            assert_eq!(choice.lacks, is_owner.then_some(Permission::ManageOwners), "{:?}", choice.role);
        }
        let parts = team::scope_choices(&mut world.access(&admin).await).await.unwrap();
        assert_eq!(parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>(), ["mx1"]);
    }
}
