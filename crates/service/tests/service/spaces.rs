//! Opening one more space, closing it, opening it again, and deleting one's account.

use domain::{
    Closed, DAY, Error, HOUR, MINUTE, Problem,
    decision::Scope,
    permission::{CloseTenant, ManageMailFlow, ManageTeam, Role, ViewAudit, ViewMailFlow, ViewOverview},
    plans::Plan,
    team::TeamError,
    tenants::TenantsError,
};
use service::{
    Caller, Source, accounts,
    audit::{self, AuditQuery},
    events::retention,
    invitations::{self, InviteForm},
    live,
    team::{self, GrantForm},
    tenants::{self, SpaceForm},
};
use store::{
    Mode,
    control::{bindings, memberships},
};
use testkit::{Batch, Member, World, rcpt};

use crate::ingest::declare;

fn form(name: &str) -> SpaceForm {
    SpaceForm { space: name.to_owned(), kind: "company".to_owned(), ..SpaceForm::default() }
}

async fn close(world: &World, owner: &Member) {
    let access = world.team_access::<CloseTenant>(owner).await;
    tenants::close(access, &owner.tenant.name).await.unwrap();
}

async fn reopen(world: &World, owner: &Member) -> Result<(), Error> {
    tenants::reopen(world.team_access::<CloseTenant>(owner).await).await
}

async fn actions(world: &World) -> Vec<String> {
    world.control_trail().await.into_iter().map(|entry| entry.action).collect()
}

testkit::both_engines! {
    async fn whoever_has_an_account_opens_another_space(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let left = world.join(&owner.tenant, "left@example.test", Role::Member).await;
        team::leave(&world.service, &left.caller, "acme", "Acme").await.unwrap();
        for (number, person) in [&owner, &guest, &left].into_iter().enumerate() {
            let (tenant, session) = tenants::open(&world.service, &person.caller, form("Acme")).await.unwrap();
            assert_eq!(tenant.slug, format!("acme-{}", number + 2));
            assert!(world.caller_of(&person.session).await.person().is_none(), "another token");
            let caller = world.caller_of(&session.unwrap().token).await;
            let member = Member { tenant, caller, ..person.clone() };
            assert!(world.enter_team::<CloseTenant>(&member).await.is_ok(), "they own it");
            assert!(world.enter::<ViewOverview>(&member).await.is_ok(), "and its database is there");
        }
        let stranger = tenants::open(&world.service, &world.visitor(), form("Other")).await;
        assert_eq!(stranger.unwrap_err(), Error::SignInRequired);
        let invalid = tenants::open(&world.service, &owner.caller, SpaceForm::default()).await;
        let Err(Error::Invalid { fields }) = invalid else { panic!("{invalid:?}") };
        assert_eq!(fields.len(), 2, "{fields:?}");
    }

    async fn nobody_opens_spaces_without_end(world: World) {
        let (caller, _) = world.person("eve@example.test").await;
        for _ in 0..10 {
            tenants::open(&world.service, &caller, form("Acme")).await.unwrap();
        }
        let refused = tenants::open(&world.service, &caller, form("Acme")).await;
        assert_eq!(refused.unwrap_err(), Error::RateLimited { retry_after: 3600 });
    }

    async fn a_closed_space_is_read_and_nothing_in_it_changes(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let batch = Batch::new("s", 1).records([rcpt(world.now() - HOUR, "m1", "a@b.example", "bob@tenant.test")]);
        let wrong = tenants::close(world.team_access::<CloseTenant>(&owner).await, "acme").await;
        let not_it = Problem::NotTheName { name: "Acme".to_owned() };
        assert_eq!(wrong.unwrap_err(), Error::field("confirm", not_it));
        let mark = async || live::mark_for(&world.service, &viewer.caller, "acme", live::Topic::MailFlow).await.unwrap();
        let before = mark().await;
        close(&world, &owner).await;
        assert_ne!(mark().await, before, "open pages learn of it");
        // What changes it is refused, with the way back.
        assert_eq!(world.enter::<ManageMailFlow>(&owner).await.unwrap_err(), Error::Tenants(TenantsError::SpaceClosed));
        assert_eq!(world.enter_team::<ManageTeam>(&owner).await.unwrap_err(), Error::Tenants(TenantsError::SpaceClosed));
        assert_eq!(world.send(&key, &batch).await.unwrap_err(), Error::Tenants(TenantsError::SpaceClosed));
        // What reads it goes on, for everybody who could.
        assert!(world.enter::<ViewMailFlow>(&viewer).await.is_ok());
        let log = world.access::<ViewAudit>(&owner).await;
        assert!(!audit::list(log, &AuditQuery::default(), 10).await.unwrap().entries.is_empty());
        // A viewer closes and reopens nothing.
        assert!(matches!(world.enter_team::<CloseTenant>(&viewer).await, Err(Error::Forbidden { .. })));
        // Its address stays its own.
        let (other, _) = world.person("other@example.test").await;
        let chosen = SpaceForm { slug: "acme".to_owned(), ..form("Acme") };
        let taken = tenants::open(&world.service, &other, chosen).await;
        assert_eq!(taken.unwrap_err(), Error::field("slug", Problem::Taken));
        reopen(&world, &owner).await.unwrap();
        world.send(&key, &batch).await.unwrap();
        let done = actions(&world).await;
        for action in ["tenants.close", "tenants.reopen"] {
            assert!(done.iter().any(|one| one == action), "{action}");
        }
    }

    async fn nothing_of_a_closed_space_is_let_go_of(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let seen = rcpt(world.now() - HOUR, "m1", "a@b.example", "bob@tenant.test");
        world.send(&key, &Batch::new("s", 1).records([seen])).await.unwrap();
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let (account, whole) = (&guest.account().id, Scope::Tenant);
        let ends = Some(world.now() + DAY);
        bindings::upsert(&mut tx, &owner.tenant.id, account, "guest", &whole, ends, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let is_member = async || {
            let mut tx = world.store.control(Mode::Read).await.unwrap();
            memberships::exists(&mut tx, &owner.tenant.id, account).await.unwrap()
        };
        close(&world, &owner).await;
        let before = world.tenant_trail(&owner.tenant).await.len();
        world.advance(20 * DAY);
        retention::run(&world.service).await.unwrap();
        retention::expire(&world.service).await.unwrap();
        assert_eq!(world.tenant_trail(&owner.tenant).await.len(), before);
        assert!(is_member().await, "whose role ended meanwhile");
        // Once it is open again its plan counts.
        let cli = Caller::local(Source::Cli);
        tenants::reopen_locally(&world.service, &cli, "acme").await.unwrap();
        retention::expire(&world.service).await.unwrap();
        assert!(!is_member().await);
        retention::run(&world.service).await.unwrap();
        assert_eq!(world.tenant_trail(&owner.tenant).await.last().unwrap().action, "events.expire");
    }

    async fn owners_reopen_for_thirty_days_and_the_operator_afterwards(world: World) {
        let mut owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let cli = Caller::local(Source::Cli);
        let refresh = async |owner: &mut Member| {
            owner.caller.session_mut().unwrap().confirmed_at = world.now();
        };
        close(&world, &owner).await;
        world.advance(30 * DAY - 1);
        refresh(&mut owner).await;
        reopen(&world, &owner).await.unwrap();
        tenants::close_locally(&world.service, &cli, "acme").await.unwrap();
        world.advance(30 * DAY);
        refresh(&mut owner).await;
        assert_eq!(reopen(&world, &owner).await.unwrap_err(), Error::Tenants(TenantsError::ClosedForGood));
        assert!(world.tenant(&owner.tenant.id).await.closed_at.is_some());
        tenants::reopen_locally(&world.service, &cli, "acme").await.unwrap();
        assert_eq!(world.tenant(&owner.tenant.id).await.closed_at, None);
        let nothing = tenants::close_locally(&world.service, &cli, "nothing").await;
        assert_eq!(nothing.unwrap_err(), Error::NotFound);
    }

    async fn closing_takes_a_fresh_proof(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        world.advance(11 * MINUTE);
        assert_eq!(world.enter_team::<CloseTenant>(&owner).await.unwrap_err(), Error::StepUpRequired);
        let deleted = accounts::delete(&world.service, &owner.caller, "owner@example.test").await;
        assert_eq!(deleted.unwrap_err(), Error::StepUpRequired);
    }

    async fn nobody_joins_a_closed_space(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
        let form = InviteForm { emails: "ann@example.test".to_owned(), grant };
        invitations::send(world.team_access::<ManageTeam>(&owner).await, &form).await.unwrap();
        let token = world.mail().await.token();
        let (ann, _) = world.person("ann@example.test").await;
        close(&world, &owner).await;
        let refused = invitations::accept(&world.service, &ann, &token, "").await;
        assert_eq!(refused.unwrap_err(), Error::Team(TeamError::InvitationClosed { why: Closed::SpaceClosed }));
        reopen(&world, &owner).await.unwrap();
        invitations::accept(&world.service, &ann, &token, "").await.unwrap();
    }

    async fn an_account_is_deleted_once_it_owns_nothing(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let mut ann = world.owner("ann@example.test", "Ann", Plan::Starter).await;
        let account = ann.account().clone();
        let there = Member { tenant: owner.tenant.clone(), ..ann.clone() };
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        service::control::memberships::insert(&mut tx, &owner.tenant.id, &account.id, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let delete = async |person: &Member, confirm: &str| {
            accounts::delete(&world.service, &person.caller, confirm).await
        };
        let owns = Error::Tenants(TenantsError::OwnsSpaces { spaces: vec!["Ann".to_owned()] });
        assert_eq!(delete(&ann, "ann@example.test").await.unwrap_err(), owns);
        close(&world, &ann).await;
        assert_eq!(delete(&ann, "ann@example.test").await.unwrap_err(), owns, "it can still be reopened");
        world.advance(30 * DAY);
        ann.caller.session_mut().unwrap().confirmed_at = world.now();
        let not_it = Problem::NotTheName { name: "ann@example.test".to_owned() };
        assert_eq!(delete(&ann, "ann").await.unwrap_err(), Error::field("confirm", not_it));
        delete(&ann, "ann@example.test").await.unwrap();
        assert!(world.caller_of(&ann.session).await.account().is_none(), "its sessions are gone");
        assert_eq!(world.enter::<ViewOverview>(&there).await.unwrap_err(), Error::NotFound);
        let mail = world.mail().await;
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ann@example.test", "Your account was deleted"));
        let trail = world.control_trail().await;
        let of_ann: Vec<_> = trail.iter().filter(|entry| entry.actor_label == "ann@example.test").collect();
        let told: Vec<&str> = of_ann.iter().map(|entry| entry.action.as_str()).collect();
        let last = ["team.leave", "team.leave", "accounts.delete"];
        assert!(told.windows(3).any(|three| three == last), "{told:?}");
        // The address is free again.
        world.person("ann@example.test").await;
    }
}
