//! The same for Kibana, which reads from Elasticsearch and knows people as its users.

use domain::{
    Error, HOUR, SECOND, TenantId,
    decision::Scope,
    deep_links::{
        DeepLinksError,
        focusing::FocusQuery,
        kibana as names,
        offers::OfferState::{Down, Failed, Off, Ready},
        targets::LinkTarget,
    },
    jobs::JobKind,
    permission::Role,
    plans::Plan,
};
use serde_json::json;
use service::{
    deep_links::{
        Standing, gate, kibana,
        opening::{self, Opened},
        targets::{self, TargetForm},
    },
    jobs::looks::{self, JobQuery},
};
use store::{
    Mode,
    control::{bindings, memberships},
};
use testkit::{Member, World};

use super::{
    super::{
        door::{ADMIN, PASSWORD},
        kibana::stub::{STORE, Stub},
        program::{self, Kind, Program},
    },
    prepare, save, state,
};

/// Connects it so, whatever it was before.
async fn set(world: &World, target: &str, form: TargetForm) {
    let mut access = testkit::operate(&world.service).await;
    let revision = targets::find(&mut access, target).await.unwrap().connected.revision;
    drop(access);
    save(world, target, TargetForm { revision, ..form }).await;
}

async fn connect_store(world: &World, stub: &Stub) {
    let store = TargetForm {
        mode: "on".to_owned(),
        flavor: "kibana".to_owned(),
        internal_url: stub.roots().1.to_owned(),
        username: STORE.0.to_owned(),
        password: STORE.1.to_owned(),
        ..TargetForm::default()
    };
    set(world, "elasticsearch", store).await;
}

fn program_form(mode: &str, flavor: &str) -> TargetForm {
    TargetForm {
        mode: mode.to_owned(),
        flavor: flavor.to_owned(),
        public_url: "https://kibana.example".to_owned(),
        username: ADMIN.to_owned(),
        password: PASSWORD.to_owned(),
        ..TargetForm::default()
    }
}

fn program(stub: &Stub, mode: &str) -> TargetForm {
    TargetForm { internal_url: stub.roots().0.to_owned(), ..program_form(mode, "kibana") }
}

/// A Kibana that opens so, and the store that it reads from.
pub(in super::super) async fn connect(world: &World, mode: &str) -> Stub {
    let (stub, _) = Stub::start().await;
    stub.set_clock(world.now());
    connect_store(world, &stub).await;
    set(world, "kibana", program(&stub, mode)).await;
    stub
}

pub(super) async fn open(world: &World, member: &Member, view: &str) -> Result<Opened, Error> {
    let query = FocusQuery { host: "mx1".to_owned(), ..FocusQuery::default() };
    let wanted = ("kibana", view);
    opening::open(&world.service, &member.caller, &member.tenant.slug, wanted, &query).await
}

/// Begins a session there; where it leads, and what it has.
async fn enter(world: &World, opened: &Opened) -> (String, Vec<gate::Seat>) {
    let entered =
        gate::enter(&world.service, LinkTarget::Kibana, &opened.ticket, None).await.unwrap().unwrap();
    let found =
        gate::who(&world.service, LinkTarget::Kibana, &entered.token, |_| true).await.unwrap().unwrap();
    (entered.address, found.seats)
}

/// How often it was asked for.
async fn asked(world: &World) -> usize {
    let mut access = testkit::operate(&world.service).await;
    let page = looks::list_all(&mut access, &JobQuery::default(), 100).await.unwrap();
    page.jobs.iter().filter(|job| job.kind == JobKind::PrepareLink.as_str()).count()
}

testkit::both_engines! {
    async fn what_a_space_has_in_kibana_is_there_when_it_is_offered(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let stub = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let id = owner.tenant.id.as_str();
        assert_eq!(stub.spaces(), [(id.to_owned(), "Acme".to_owned())]);
        assert_eq!(stub.of(id), (2, 1, 3));
        let days = owner.tenant.plan.entitlements(world.now()).retention_days();
        assert_eq!(stub.streams(), [(names::data_stream(&owner.tenant.id), format!("{days}d"))]);
        // Whoever passes everybody through makes nothing in their own name.
        assert_eq!(stub.actors(), [Some(STORE.0.to_owned())]);
        let made = stub.writes();
        assert_eq!(state(&world, &owner).await, Some(Ready));
        world.service.run_due_jobs().await.unwrap();
        assert_eq!((asked(&world).await, stub.writes()), (1, made));
        stub.check();
    }

    async fn a_ticket_lets_each_in_as_a_user_of_the_space(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "vic@example.test", Role::Viewer).await;
        let stub = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let tenant = &owner.tenant.id;
        for (member, standing) in [(&owner, Standing::Editor), (&viewer, Standing::Viewer)] {
            let opened = open(&world, member, "hosts").await.unwrap();
            assert_eq!(opened.address, "https://kibana.example/_parvis/enter");
            let (inside, seats) = enter(&world, &opened).await;
            let begin = format!("/s/{tenant}/app/r?l=DASHBOARD_APP_LOCATOR&v=8.17.0&p=");
            assert!(inside.starts_with(&begin) && inside.contains("mx1"), "{inside}");
            let login = kibana::login(tenant, &member.account().id);
            let is_read_only = standing == Standing::Viewer;
            assert_eq!((seats.len(), seats[0].place.as_str()), (1, tenant.as_str()));
            assert_eq!((&seats[0].login, seats[0].is_read_only), (&login, is_read_only));
            assert!(stub.users().contains(&(login, json!([kibana::role(tenant, standing)]))));
        }
        let asked = stub.asked();
        let (inside, _) = enter(&world, &open(&world, &owner, "events").await.unwrap()).await;
        assert!(inside.contains("l=DISCOVER_APP_LOCATOR"), "{inside}");
        assert_eq!(stub.asked(), asked, "who is known there is not made known again");
        stub.check();
    }

    async fn somebody_in_two_spaces_is_two_users(world: World) {
        let acme = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let other = world.owner("fred@example.test", "Fred", Plan::Professional).await;
        let eve = acme.account().id.clone();
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let (id, now, role) = (&other.tenant.id, world.now(), Role::Viewer.as_str());
        memberships::insert(&mut tx, id, &eve, now).await.unwrap();
        bindings::upsert(&mut tx, id, &eve, role, &Scope::Tenant, None, now).await.unwrap();
        tx.commit().await.unwrap();
        let there = Member { tenant: other.tenant.clone(), caller: acme.caller.clone(), session: acme.session.clone() };
        let stub = connect(&world, "gateway").await;
        prepare(&world, &acme).await;
        prepare(&world, &other).await;
        open(&world, &acme, "mail-flow").await.unwrap();
        let (_, seats) = enter(&world, &open(&world, &there, "mail-flow").await.unwrap()).await;
        let seats: Vec<_> = seats.into_iter().map(|seat| (seat.place, seat.login, seat.is_read_only)).collect();
        let seat = |tenant: &TenantId, reads| (tenant.to_string(), kibana::login(tenant, &eve), reads);
        assert_eq!(seats, [seat(&acme.tenant.id, false), seat(&other.tenant.id, true)]);
        let users: Vec<_> = stub.users().into_iter().map(|(name, _)| name).collect();
        assert!(users.len() == 2 && seats.iter().all(|(_, login, _)| users.contains(login)), "{users:?}");
        stub.check();
    }

    async fn a_plain_link_leads_there_without_a_ticket(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let stub = connect(&world, "plain").await;
        prepare(&world, &owner).await;
        assert_eq!(stub.actors(), [None]);
        let opened = open(&world, &owner, "events").await.unwrap();
        let expected = format!("https://kibana.example/s/{}/app/r?l=DISCOVER_APP_LOCATOR", owner.tenant.id);
        assert!(opened.address.starts_with(&expected) && opened.ticket.is_empty(), "{}", opened.address);
        assert!(stub.users().is_empty());
        stub.check();
    }

    async fn what_cannot_be_prepared_is_not_asked_for_with_every_look(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (stub, _) = Stub::start().await;
        stub.set_clock(world.now());
        set(&world, "kibana", program(&stub, "gateway")).await;
        let made = stub.writes();
        for _ in 0..3 {
            state(&world, &owner).await;
            world.service.run_due_jobs().await.unwrap();
        }
        assert_eq!(state(&world, &owner).await, Some(Failed));
        assert_eq!((asked(&world).await, stub.writes()), (1, made));
        world.advance(2 * HOUR);
        for _ in 0..2 {
            assert_eq!(state(&world, &owner).await, Some(Failed));
        }
        assert_eq!(asked(&world).await, 2);
        // What tries again finds what was connected meanwhile.
        connect_store(&world, &stub).await;
        world.service.run_due_jobs().await.unwrap();
        assert_eq!((state(&world, &owner).await, asked(&world).await), (Some(Ready), 2));
        stub.check();
    }

    async fn opensearch_dashboards_open_discover_where_people_sign_in_themselves(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let dashboards = Program::start(&world, Kind::Dashboards).await;
        let form = |mode: &str| TargetForm {
            internal_url: dashboards.root(),
            username: program::USER.to_owned(),
            password: program::PASSWORD.to_owned(),
            ..program_form(mode, "opensearch")
        };
        set(&world, "kibana", form("gateway")).await;
        assert_eq!(state(&world, &owner).await, None, "nobody is kept to one tenant there");
        let refused = DeepLinksError::NotOffered { target: LinkTarget::Kibana, state: Off };
        assert_eq!(open(&world, &owner, "events").await, Err(refused.into()));
        set(&world, "kibana", form("plain")).await;
        assert_eq!(state(&world, &owner).await, Some(Ready));
        let tenant = &owner.tenant.id;
        for view in ["events", "hosts"] {
            let opened = open(&world, &owner, view).await.unwrap();
            let expected = format!("https://kibana.example/app/discover?security_tenant={tenant}#/?_g=");
            assert!(opened.address.starts_with(&expected), "{}", opened.address);
            assert!(opened.address.contains(&names::data_view(tenant)) && opened.ticket.is_empty());
            assert_eq!(opened.title, "OpenSearch Dashboards");
        }
        assert_eq!(asked(&world).await, 0, "nothing is made there");
    }

    async fn what_was_made_elsewhere_is_made_anew_where_it_is_connected_now(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let first = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let opened = open(&world, &owner, "events").await.unwrap();
        let entered = gate::enter(&world.service, LinkTarget::Kibana, &opened.ticket, None).await.unwrap().unwrap();
        let second = connect(&world, "gateway").await;
        let found = gate::who(&world.service, LinkTarget::Kibana, &entered.token, |_| true).await.unwrap().unwrap();
        assert_eq!(found.seats, [], "nothing of it is there");
        world.advance(SECOND);
        prepare(&world, &owner).await;
        assert_eq!(second.spaces(), first.spaces());
        open(&world, &owner, "events").await.unwrap();
        assert_eq!(second.users(), first.users());
        first.check();
        second.check();
    }

    async fn who_cannot_be_made_known_is_let_in_nowhere(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let stub = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let mut access = testkit::operate(&world.service).await;
        let revision = targets::find(&mut access, "elasticsearch").await.unwrap().connected.revision;
        drop(access);
        let off = TargetForm {
            mode: "off".to_owned(),
            internal_url: stub.roots().1.to_owned(),
            username: STORE.0.to_owned(),
            revision,
            ..TargetForm::default()
        };
        targets::save(testkit::operate(&world.service).await, "elasticsearch", &off).await.unwrap();
        let refused = DeepLinksError::NotOffered { target: LinkTarget::Kibana, state: Down };
        assert_eq!(open(&world, &owner, "events").await, Err(refused.into()));
        assert!(stub.users().is_empty());
        stub.check();
    }
}
