//! What is made in Grafana and Kibana stays right without anybody opening it.

use domain::{
    DAY, Locale, MINUTE, SECOND,
    decision::Scope,
    deep_links::{
        offers::OfferState::{NotInPlan, Preparing, Ready},
        targets::LinkTarget,
    },
    jobs::JobKind,
    permission::{CloseTenant, ManageSettings, Role},
    plans::Plan,
};
use service::{
    Caller, Source, accounts,
    deep_links::{Standing, kibana as names},
    plans::overrides::{self, OverrideForm},
    team,
    tenants::{self, SettingsForm},
};
use store::{
    Mode,
    control::{bindings, gateway},
};
use testkit::{Member, World};

use super::{
    super::door::Fault,
    connect, enter,
    kibana::{self, connect as connect_kibana},
    open, prepare, seats, state,
};

/// The next round comes, and what is asked for then is done.
async fn keep(world: &World) {
    world.advance(SECOND);
    world.come_round(JobKind::KeepLinks).await;
    world.service.run_due_jobs().await.unwrap();
}

/// The organisation of a member's space.
async fn org(world: &World, member: &Member) -> i64 {
    let mut tx = world.store.control(Mode::Read).await.unwrap();
    let places = gateway::list_places(&mut tx, &member.account().id, LinkTarget::Grafana).await.unwrap();
    places[0].2.parse().unwrap()
}

async fn set_plan(world: &World, member: &Member, plan: &str) {
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, &member.tenant.slug, plan).await.unwrap();
}

/// Puts one role in the place of another, as whoever manages the team does.
async fn give_instead(world: &World, member: &Member, before: Role, after: Role) {
    let (tenant, account, now) = (&member.tenant.id, &member.account().id, world.now());
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    bindings::delete(&mut tx, tenant, account, before.as_str(), &Scope::Tenant).await.unwrap();
    bindings::upsert(&mut tx, tenant, account, after.as_str(), &Scope::Tenant, None, now).await.unwrap();
    tx.commit().await.unwrap();
}

testkit::both_engines! {
    async fn a_renamed_space_and_another_language_of_its_owner_follow_and_ids_stay(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let (stub, org) = (&connected.grafana, org(&world, &owner).await);
        let uids = stub.names_of(org);
        let made = stub.writes();
        keep(&world).await;
        assert_eq!(stub.writes(), made, "nothing differs");
        let form = SettingsForm { name: "Acme Corporation".to_owned(), time_zone: owner.tenant.time_zone.clone() };
        tenants::update_settings(world.team_access::<ManageSettings>(&owner).await, form).await.unwrap();
        keep(&world).await;
        assert_eq!(stub.folder_titles(org), ["Acme Corporation"]);
        assert_eq!((stub.orgs(), stub.names_of(org)), (vec![owner.tenant.id.to_string()], uids.clone()));
        accounts::set_locale(&world.service, &owner.caller, Locale::Fr).await.unwrap();
        keep(&world).await;
        let titles = stub.titles(org);
        assert!(titles.contains(&"Hôtes".to_owned()), "{titles:?}");
        assert_eq!(stub.names_of(org), uids, "and no copies");
        let made = stub.writes();
        assert_eq!(state(&world, &owner).await, Some(Ready));
        keep(&world).await;
        assert_eq!(stub.writes(), made);
        stub.check();
    }

    async fn whoever_left_or_is_something_else_is_so_in_grafana_without_anybody_opening_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let gone = world.join(&owner.tenant, "gus@example.test", Role::Viewer).await;
        let deleted = world.join(&owner.tenant, "dan@example.test", Role::Viewer).await;
        let demoted = world.join(&owner.tenant, "ada@example.test", Role::Admin).await;
        let shut = world.join(&owner.tenant, "sue@example.test", Role::Viewer).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        for member in [&owner, &gone, &deleted, &demoted, &shut] {
            open(&world, member).await.unwrap();
        }
        let (stub, org) = (&connected.grafana, org(&world, &owner).await);
        let role = |member: &Member| stub.role(org, member.account().id.as_str());
        assert_eq!(role(&demoted).as_deref(), Some("Editor"));
        let access = world.enter_team(&owner).await.unwrap();
        team::remove(access, gone.account().id.as_str(), "gus@example.test").await.unwrap();
        accounts::delete(&world.service, &deleted.caller, "dan@example.test").await.unwrap();
        give_instead(&world, &demoted, Role::Admin, Role::Viewer).await;
        give_instead(&world, &shut, Role::Viewer, Role::Guest).await;
        keep(&world).await;
        assert_eq!((role(&gone), role(&deleted), role(&shut)), (None, None, None));
        assert_eq!((role(&demoted).as_deref(), role(&owner).as_deref()), (Some("Viewer"), Some("Editor")));
        let asked = stub.asked();
        keep(&world).await;
        assert_eq!(stub.asked(), asked, "nothing differs, so nothing is asked");
        stub.check();
    }

    async fn what_fails_on_the_way_is_done_in_the_next_round(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let (stub, org) = (&connected.grafana, org(&world, &owner).await);
        for (number, fault) in [Fault::Refused, Fault::Lost, Fault::Cut, Fault::Html].into_iter().enumerate() {
            for at in 0..2 {
                let email = format!("mia{number}{at}@example.test");
                let member = world.join(&owner.tenant, &email, Role::Viewer).await;
                open(&world, &member).await.unwrap();
                let access = world.enter_team(&owner).await.unwrap();
                let account = member.account().id.as_str();
                team::remove(access, account, &email).await.unwrap();
                stub.fail(stub.asked() + at, fault);
                keep(&world).await;
                keep(&world).await;
                assert_eq!(stub.role(org, account), None, "request {at}: {fault:?}");
            }
        }
        stub.check();
    }

    async fn what_a_plan_gives_no_more_is_out_of_reach_at_once_and_removed_after_a_month(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let entered = enter(&world, &open(&world, &owner).await.unwrap().ticket).await.unwrap();
        let (stub, org) = (&connected.grafana, org(&world, &owner).await);
        set_plan(&world, &owner, "free").await;
        assert_eq!(seats(&world, &entered.token).await, Some(Vec::new()));
        keep(&world).await;
        assert_eq!(stub.role(org, owner.account().id.as_str()), None);
        assert_eq!((stub.orgs().len(), state(&world, &owner).await), (1, Some(NotInPlan)));
        world.advance(30 * DAY - MINUTE);
        keep(&world).await;
        assert_eq!(stub.orgs().len(), 1, "it may have been a mistake");
        // Given again meanwhile it is what it was.
        set_plan(&world, &owner, "professional").await;
        assert_eq!(state(&world, &owner).await, Some(Ready));
        world.service.run_due_jobs().await.unwrap();
        open(&world, &owner).await.unwrap();
        assert_eq!(stub.role(org, owner.account().id.as_str()).as_deref(), Some("Editor"));
        set_plan(&world, &owner, "free").await;
        keep(&world).await;
        world.advance(30 * DAY);
        keep(&world).await;
        assert!(stub.orgs().is_empty());
        let asked = stub.asked();
        keep(&world).await;
        assert_eq!(stub.asked(), asked);
        set_plan(&world, &owner, "professional").await;
        prepare(&world, &owner).await;
        assert_eq!(stub.orgs(), [owner.tenant.id.to_string()]);
        stub.check();
    }

    async fn what_ends_by_itself_is_found_although_nobody_did_anything(world: World) {
        let owner = world.owner("fred@example.test", "Fred", Plan::Free).await;
        let connected = connect(&world, "gateway").await;
        let form = OverrideForm {
            feature: "deep-links".to_owned(),
            value: "grafana".to_owned(),
            reason: "a try".to_owned(),
            ends: domain::zones::date_text(i32::try_from(world.now() / DAY).unwrap() + 1),
        };
        overrides::set(testkit::operate(&world.service).await, &owner.tenant.slug, &form).await.unwrap();
        prepare(&world, &owner).await;
        open(&world, &owner).await.unwrap();
        let org = org(&world, &owner).await;
        let role = || connected.grafana.role(org, owner.account().id.as_str());
        keep(&world).await;
        assert!(role().is_some());
        world.advance(2 * DAY);
        keep(&world).await;
        assert_eq!(role(), None);
        connected.grafana.check();
    }

    async fn a_closed_space_is_out_of_reach_at_once_and_its_people_are_taken_out(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let entered = enter(&world, &open(&world, &owner).await.unwrap().ticket).await.unwrap();
        let (stub, org) = (&connected.grafana, org(&world, &owner).await);
        assert_eq!(seats(&world, &entered.token).await.unwrap().len(), 1);
        tenants::close(world.team_access::<CloseTenant>(&owner).await, "Acme").await.unwrap();
        assert_eq!(seats(&world, &entered.token).await, Some(Vec::new()));
        assert!(open(&world, &owner).await.is_err());
        keep(&world).await;
        assert!(open(&world, &owner).await.is_err());
        assert_eq!((stub.role(org, owner.account().id.as_str()), stub.orgs().len()), (None, 1));
        tenants::reopen(world.team_access::<CloseTenant>(&owner).await).await.unwrap();
        open(&world, &owner).await.unwrap();
        assert!(stub.role(org, owner.account().id.as_str()).is_some());
        stub.check();
    }

    async fn whom_somebody_took_out_by_hand_is_let_in_again_as_they_open(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        open(&world, &owner).await.unwrap();
        let (stub, org) = (&connected.grafana, org(&world, &owner).await);
        stub.empty(org);
        world.advance(5 * MINUTE);
        open(&world, &owner).await.unwrap();
        assert_eq!(stub.role(org, owner.account().id.as_str()).as_deref(), Some("Editor"));
        stub.check();
    }

    async fn in_kibana_it_is_the_same(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let gone = world.join(&owner.tenant, "gus@example.test", Role::Viewer).await;
        let demoted = world.join(&owner.tenant, "ada@example.test", Role::Admin).await;
        let stub = connect_kibana(&world, "gateway").await;
        prepare(&world, &owner).await;
        let tenant = &owner.tenant.id;
        for member in [&owner, &gone, &demoted] {
            kibana::open(&world, member, "events").await.unwrap();
        }
        let form = SettingsForm { name: "Acme Corporation".to_owned(), time_zone: owner.tenant.time_zone.clone() };
        tenants::update_settings(world.team_access::<ManageSettings>(&owner).await, form).await.unwrap();
        let access = world.enter_team(&owner).await.unwrap();
        team::remove(access, gone.account().id.as_str(), "gus@example.test").await.unwrap();
        give_instead(&world, &demoted, Role::Admin, Role::Viewer).await;
        keep(&world).await;
        assert_eq!(stub.spaces(), [(tenant.to_string(), "Acme Corporation".to_owned())]);
        let user = |member: &Member, standing| {
            let login = names::login(tenant, &member.account().id);
            (login, serde_json::json!([names::role(tenant, standing)]))
        };
        let mut users = [user(&owner, Standing::Editor), user(&demoted, Standing::Viewer)];
        let mut there = stub.users();
        users.sort_by(|one, two| one.0.cmp(&two.0));
        there.sort_by(|one, two| one.0.cmp(&two.0));
        assert_eq!(there, users);
        set_plan(&world, &owner, "free").await;
        keep(&world).await;
        assert_eq!((stub.users().len(), stub.spaces().len()), (0, 1));
        world.advance(30 * DAY);
        keep(&world).await;
        assert!(stub.spaces().is_empty());
        set_plan(&world, &owner, "professional").await;
        assert_eq!(state(&world, &owner).await, Some(Preparing));
        world.service.run_due_jobs().await.unwrap();
        assert_eq!((stub.spaces().len(), state(&world, &owner).await), (1, Some(Ready)));
        stub.check();
    }
}
