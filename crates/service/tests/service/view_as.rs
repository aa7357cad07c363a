//! The console seen as another member.

use domain::{
    Error, Locale,
    decision::{Changer, Rule},
    permission::{
        ManageEnvironments, ManageMailFlow, Permission, Role, ViewAs, ViewAudit, ViewEvents, ViewMailFlow,
    },
    plans::Plan,
    team::TeamError,
};
use service::{
    Caller, Standing,
    audit::{self, AuditQuery, Entry},
    team, view_as,
};
use store::{Mode, control::sessions};
use testkit::{Member, World};

async fn start(world: &World, member: &Member, other: &Member) -> Result<Member, Error> {
    let access = world.enter_team::<ViewAs>(member).await?;
    view_as::start(access, other.account().id.as_str()).await?;
    Ok(again(world, member).await)
}

/// The same person with the next request: their session, whatever token it has by then.
async fn again(world: &World, member: &Member) -> Member {
    let mut tx = world.store.control(Mode::Read).await.unwrap();
    let all = sessions::list(&mut tx, &member.account().id, world.now()).await.unwrap();
    let session = all.into_iter().find(|session| session.id == member.caller.session().unwrap().id).unwrap();
    let person = Some((member.account().clone(), session));
    Member { caller: Caller { principal: person.into(), ..member.caller.clone() }, ..member.clone() }
}

async fn seen_as(world: &World, member: &Member) -> Option<String> {
    let standing = Standing::open(&world.service, &member.caller, &member.tenant.slug).await.unwrap();
    standing.viewed.map(|account| account.email)
}

fn of_views() -> AuditQuery {
    AuditQuery { action: "view-as".to_owned(), ..AuditQuery::default() }
}

async fn has_ended(world: &World, member: &Member) -> bool {
    let opened = Standing::open(&world.service, &member.caller, &member.tenant.slug).await;
    opened.err() == Some(Error::Team(TeamError::ViewEnded))
}

fn refusal(error: Error) -> (Permission, Rule) {
    let Error::Forbidden { decision, .. } = error else { panic!("{error:?}") };
    (decision.permission, decision.rule)
}

testkit::both_engines! {
    async fn an_admin_sees_what_a_member_sees_and_only_looks(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let operator = world.join(&owner.tenant, "operator@example.test", Role::Operator).await;
        let viewing = start(&world, &admin, &guest).await.unwrap();
        assert_eq!(seen_as(&world, &viewing).await.as_deref(), Some("guest@example.test"));
        assert!(world.enter::<ViewEvents>(&viewing).await.is_ok());
        let refused = world.enter::<ViewMailFlow>(&viewing).await.unwrap_err();
        assert_eq!(refusal(refused), (Permission::ViewMailFlow, Rule::ViewAs));
        // Leaving works whatever the member may do.
        view_as::stop(&world.service, &viewing.caller).await.unwrap();
        let back = again(&world, &admin).await;
        assert_eq!(seen_as(&world, &back).await, None);
        world.enter::<ManageMailFlow>(&back).await.unwrap();

        let viewing = start(&world, &admin, &operator).await.unwrap();
        let refused = world.enter::<ManageMailFlow>(&viewing).await.unwrap_err();
        assert_eq!(refusal(refused), (Permission::ManageMailFlow, Rule::ViewAs));
        let nested = start(&world, &viewing, &guest).await.unwrap_err();
        assert_eq!(refusal(nested).0, Permission::ViewAs);
        view_as::stop(&world.service, &viewing.caller).await.unwrap();
        view_as::stop(&world.service, &again(&world, &admin).await.caller).await.unwrap();
        let trail = world.control_trail().await;
        let about = trail.iter().filter(|entry| entry.action.starts_with("view-as."));
        let told: Vec<_> = about.map(|entry| (entry.action.as_str(), entry.tenant_id.is_some())).collect();
        let each = [("view-as.start", true), ("view-as.stop", true)];
        assert_eq!(told, [each, each].concat());
        let read = audit::list(world.access(&owner).await, &of_views(), audit::PAGE).await.unwrap();
        let about: Vec<_> = read.entries.iter().map(Entry::thing).collect();
        let guest_then_operator = ["operator@example.test", "operator@example.test", "guest@example.test", "guest@example.test"];
        assert_eq!(about, guest_then_operator);
    }

    async fn what_is_refused_in_the_view_says_nothing_false_of_whoever_looks(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let viewing = start(&world, &admin, &guest).await.unwrap();
        world.enter::<ManageEnvironments>(&viewing).await.unwrap_err();
        world.enter::<ViewMailFlow>(&viewing).await.unwrap_err();
        team::leave(&world.service, &viewing.caller, &viewing.tenant.slug, "Acme").await.unwrap_err();
        let read = audit::list(world.access(&owner).await, &AuditQuery::default(), audit::PAGE).await;
        let refused = read.unwrap().entries.into_iter().filter(Entry::is_refused);
        let decisions: Vec<_> = refused.map(|entry| entry.decision().unwrap()).collect();
        let permissions: Vec<_> = decisions.iter().map(|decision| decision.permission).collect();
        let tried = [Permission::ManageTeam, Permission::ViewMailFlow, Permission::ManageEnvironments];
        assert_eq!(permissions, tried);
        for decision in decisions {
            assert_eq!((decision.rule, decision.changer), (Rule::ViewAs, Changer::Yourself));
            let of = |locale| decision.reason_of(locale, "admin@example.test");
            assert!(of(Locale::En).starts_with("admin@example.test looked at the space as another member"));
            assert!(of(Locale::Fr).starts_with("admin@example.test voyait l’espace comme un autre membre"));
            assert!(decision.reason(Locale::En).starts_with("In the view as another member"));
            assert!(decision.reason(Locale::Fr).starts_with("Dans la vue comme un autre membre"));
        }
    }

    async fn a_write_in_the_view_tells_the_members_own_reason(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let viewing = start(&world, &admin, &guest).await.unwrap();
        let refused = world.enter::<ManageEnvironments>(&viewing).await.unwrap_err();
        assert_eq!(refusal(refused), (Permission::ManageEnvironments, Rule::NoRole));
        let standing = Standing::open(&world.service, &viewing.caller, "acme").await.unwrap();
        let own = Standing::open(&world.service, &guest.caller, "acme").await.unwrap();
        let asked = Permission::ManageEnvironments;
        assert_eq!(standing.refusal(asked, Locale::En), own.refusal(asked, Locale::En));
    }

    async fn beginning_and_leaving_a_view_change_the_token(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let access = world.enter_team::<ViewAs>(&owner).await.unwrap();
        let begun = view_as::start(access, guest.account().id.as_str()).await.unwrap().unwrap().token;
        assert!(world.caller_of(&owner.session).await.person().is_none());
        let left = view_as::stop(&world.service, &world.caller_of(&begun).await).await.unwrap().unwrap().token;
        assert!(world.caller_of(&begun).await.person().is_none());
        assert!(world.caller_of(&left).await.person().is_some());
    }

    async fn nobody_looks_through_the_eyes_of_somebody_with_more(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let refused = start(&world, &admin, &owner).await.unwrap_err();
        assert_eq!(refusal(refused), (Permission::ViewAs, Rule::HoldsMore));
        let trail = world.control_trail().await;
        assert!(trail.iter().any(|entry| entry.action == "access.refuse" && entry.target == "view-as"));
        // Not even when they come to more while they are looked through.
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let viewing = start(&world, &admin, &member).await.unwrap();
        let make = team::GrantForm { role: "owner".to_owned(), ..team::GrantForm::default() };
        team::give_role(world.team_access(&owner).await, member.account().id.as_str(), &make).await.unwrap();
        // It ends, is noted once, and shows nothing until its person leaves it.
        assert_eq!(world.enter_team::<ViewAudit>(&viewing).await.unwrap_err(), Error::Team(TeamError::ViewEnded));
        let again = again(&world, &viewing).await;
        for caller in [&viewing.caller, &again.caller] {
            let opened = Standing::open(&world.service, caller, &viewing.tenant.slug).await;
            assert_eq!(opened.unwrap_err(), Error::Team(TeamError::ViewEnded));
        }
        let trail = world.control_trail().await;
        let ended: Vec<_> = trail.iter().filter(|entry| entry.action == "view-as.end").collect();
        assert_eq!(ended.len(), 1);
        assert!(ended[0].before.as_ref().unwrap().contains("member@example.test"));
        assert_eq!(ended[0].target, member.account().id.as_str());
        assert_eq!(ended[0].tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
        view_as::stop(&world.service, &again.caller).await.unwrap();
        world.enter_team::<ViewAudit>(&self::again(&world, &viewing).await).await.unwrap();
    }

    async fn it_ends_with_the_member_and_with_the_right(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let viewing = start(&world, &admin, &guest).await.unwrap();
        let id = guest.account().id.as_str();
        team::remove(world.team_access(&owner).await, id, "guest@example.test").await.unwrap();
        assert!(has_ended(&world, &viewing).await);
        let session = again(&world, &admin).await.caller.session().unwrap().clone();
        assert_eq!(session.view_as_account, None, "it does not come back with the member");
        let trail = world.control_trail().await;
        let ended: Vec<_> = trail.iter().filter(|entry| entry.action == "view-as.end").collect();
        assert_eq!(ended.iter().map(|entry| entry.target.as_str()).collect::<Vec<_>>(), [id]);
        assert!(has_ended(&world, &again(&world, &admin).await).await);
        view_as::stop(&world.service, &again(&world, &admin).await.caller).await.unwrap();
        let trail = world.control_trail().await;
        assert!(trail.iter().all(|entry| entry.action != "view-as.stop"), "it had ended already");

        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let viewing = start(&world, &again(&world, &admin).await, &member).await.unwrap();
        let admins = admin.account().id.as_str();
        let make = team::GrantForm { role: "viewer".to_owned(), ..team::GrantForm::default() };
        team::change_role(world.team_access(&owner).await, admins, "admin", "tenant", &make).await.unwrap();
        assert!(has_ended(&world, &viewing).await);
    }

    async fn another_tenant_is_untouched(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let other = world.owner("other@example.test", "Other", Plan::Professional).await;
        let viewing = start(&world, &owner, &guest).await.unwrap();
        let elsewhere = Member { tenant: other.tenant.clone(), ..viewing.clone() };
        assert_eq!(start(&world, &elsewhere, &other).await.unwrap_err(), Error::NotFound);
        let foreign = world.enter_team::<ViewAs>(&other).await.unwrap();
        let refused = view_as::start(foreign, guest.account().id.as_str()).await.unwrap_err();
        assert_eq!(refused, Error::NotFound);
        assert_eq!(seen_as(&world, &other).await, None);
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let refused = start(&world, &member, &guest).await.unwrap_err();
        assert_eq!(refusal(refused), (Permission::ViewAs, Rule::NoRole));
        let visitor = view_as::stop(&world.service, &world.visitor()).await;
        assert_eq!(visitor.unwrap_err(), Error::SignInRequired);
    }
}
