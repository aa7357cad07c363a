//! A member opens Grafana or Kibana: told how it is before the click, let in as themselves, and gone from there as soon as they are
//! gone from the space.

mod keeping;
pub(super) mod kibana;
mod provisioning;

use domain::{
    Error, HOUR, MINUTE, SECOND,
    audit::Deed,
    deep_links::{
        DeepLinksError,
        focusing::FocusQuery,
        offers::OfferState::{self, Down, NotAllowed, NotInPlan, Preparing, Ready},
        targets::LinkTarget,
    },
    permission::Role,
    plans::Plan,
};
use service::{
    Standing,
    deep_links::{
        gate,
        opening::{self, Opened},
        targets::{self, TargetForm},
    },
    sessions, team,
};
use testkit::{Member, World, influx};

use super::stub::{ADMIN, PASSWORD, Stub};

/// A Grafana that opens through the gateway, and the store that it reads from.
pub(super) struct Connected {
    pub(super) grafana: Stub,
    _influx: influx::InfluxDb,
}

async fn save(world: &World, target: &str, form: TargetForm) {
    targets::save(testkit::operate(&world.service).await, target, &form).await.unwrap();
    let look = targets::probe(testkit::operate(&world.service).await, target).await.unwrap();
    targets::note(testkit::operate(&world.service).await, look).await.unwrap();
}

pub(super) async fn connect(world: &World, mode: &str) -> Connected {
    let (grafana, _) = Stub::start().await;
    grafana.set_clock(world.now());
    let influx = influx::InfluxDb::start();
    let store = TargetForm {
        mode: "on".to_owned(),
        internal_url: influx.url(),
        username: influx::ADMIN.to_owned(),
        password: influx::ADMIN_PASSWORD.to_owned(),
        revision: 1,
        ..TargetForm::default()
    };
    save(world, "influxdb", store).await;
    let program = TargetForm {
        mode: mode.to_owned(),
        public_url: "https://grafana.example".to_owned(),
        internal_url: grafana.root(),
        username: ADMIN.to_owned(),
        password: PASSWORD.to_owned(),
        revision: 1,
        ..TargetForm::default()
    };
    save(world, "grafana", program).await;
    Connected { grafana, _influx: influx }
}

pub(super) async fn state(world: &World, member: &Member) -> Option<OfferState> {
    let slug = &member.tenant.slug;
    let standing = Standing::open(&world.service, &member.caller, slug).await.unwrap();
    let offers = opening::offers(&world.service, &standing).await.unwrap();
    offers.programs.first().map(|offer| offer.state)
}

/// Somebody looks at their overview, and what is asked for then is done.
async fn prepare(world: &World, member: &Member) {
    assert_eq!(state(world, member).await, Some(Preparing));
    world.service.run_due_jobs().await.unwrap();
    assert_eq!(state(world, member).await, Some(Ready));
}

async fn open(world: &World, member: &Member) -> Result<Opened, Error> {
    let query = FocusQuery { host: "mx1".to_owned(), ..FocusQuery::default() };
    let wanted = ("grafana", "hosts");
    opening::open(&world.service, &member.caller, &member.tenant.slug, wanted, &query).await
}

/// The places that a session at Grafana has; none where it stands for nobody.
async fn seats(world: &World, token: &str) -> Option<Vec<(String, bool)>> {
    let found = gate::who(&world.service, LinkTarget::Grafana, token, |_| true).await.unwrap()?;
    Some(found.seats.into_iter().map(|seat| (seat.place, seat.is_read_only)).collect())
}

async fn enter(world: &World, ticket: &str) -> Option<gate::Entered> {
    gate::enter(&world.service, LinkTarget::Grafana, ticket, None).await.unwrap()
}

testkit::both_engines! {
    async fn an_offer_says_how_it_is_before_anybody_opens_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        assert_eq!(state(&world, &owner).await, None, "nothing is connected");
        let connected = connect(&world, "gateway").await;
        let guest = world.join(&owner.tenant, "gus@example.test", Role::Guest).await;
        assert_eq!(state(&world, &guest).await, Some(NotAllowed));
        let free = world.owner("fred@example.test", "Fred", Plan::Free).await;
        assert_eq!(state(&world, &free).await, Some(NotInPlan));
        prepare(&world, &owner).await;
        let made = connected.grafana.writes();
        world.service.run_due_jobs().await.unwrap();
        assert_eq!((state(&world, &owner).await, connected.grafana.writes()), (Some(Ready), made));
        connected.grafana.stop().await;
        let look = targets::probe(testkit::operate(&world.service).await, "grafana").await.unwrap();
        targets::note(testkit::operate(&world.service).await, look).await.unwrap();
        assert_eq!(state(&world, &owner).await, Some(Down));
        let refused = DeepLinksError::NotOffered { target: LinkTarget::Grafana, state: Down };
        assert_eq!(open(&world, &owner).await, Err(refused.into()));
        connected.grafana.check();
    }

    async fn another_server_knows_within_seconds_what_was_connected(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let other = world.other_server().await;
        let standing = Standing::open(&other, &owner.caller, &owner.tenant.slug).await.unwrap();
        assert_eq!(opening::offers(&other, &standing).await.unwrap().programs, []);
        let connected = connect(&world, "gateway").await;
        world.advance(2 * SECOND);
        assert_eq!(opening::offers(&other, &standing).await.unwrap().programs.len(), 1);
        connected.grafana.check();
    }

    async fn a_plain_link_leads_there_without_a_ticket(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let connected = connect(&world, "plain").await;
        prepare(&world, &owner).await;
        let opened = open(&world, &owner).await.unwrap();
        let expected = format!("https://grafana.example/d/{}-hosts?orgId=", owner.tenant.id);
        assert!(opened.address.starts_with(&expected), "{}", opened.address);
        assert!(opened.address.ends_with("&var-host=mx1") && opened.ticket.is_empty());
        connected.grafana.check();
    }

    async fn a_ticket_lets_a_member_in_once_as_what_they_are(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "vic@example.test", Role::Viewer).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        for (member, is_read_only) in [(&owner, false), (&viewer, true)] {
            let opened = open(&world, member).await.unwrap();
            assert_eq!(opened.address, "https://grafana.example/_parvis/enter");
            let entered = enter(&world, &opened.ticket).await.unwrap();
            let inside = format!("/d/{}-hosts?orgId=", owner.tenant.id);
            assert!(entered.address.starts_with(&inside), "{}", entered.address);
            assert_eq!(enter(&world, &opened.ticket).await, None, "it opens once");
            let seats = seats(&world, &entered.token).await.unwrap();
            assert_eq!(seats.iter().map(|(_, read)| *read).collect::<Vec<_>>(), [is_read_only]);
        }
        let asked = connected.grafana.asked();
        open(&world, &owner).await.unwrap();
        assert_eq!(connected.grafana.asked(), asked, "who is known there is not made known again");
        let trail = world.control_trail().await;
        let opened = trail.iter().filter(|entry| entry.action == Deed::DeepLinksOpen.as_str());
        assert_eq!(opened.count(), 3);
        connected.grafana.check();
    }

    async fn a_ticket_and_a_session_run_out(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let _connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let late = open(&world, &owner).await.unwrap();
        world.advance(gate::TICKET);
        assert_eq!(enter(&world, &late.ticket).await, None);
        let entered = enter(&world, &open(&world, &owner).await.unwrap().ticket).await.unwrap();
        world.advance(HOUR - MINUTE);
        assert!(seats(&world, &entered.token).await.is_some(), "it is used");
        world.advance(HOUR - MINUTE);
        assert!(seats(&world, &entered.token).await.is_some());
        world.advance(HOUR);
        assert_eq!(seats(&world, &entered.token).await, None, "it lay unused");
    }

    async fn whoever_is_gone_from_the_space_or_signed_out_is_gone_with_the_next_request(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let member = world.join(&owner.tenant, "mia@example.test", Role::Member).await;
        let _connected = connect(&world, "gateway").await;
        prepare(&world, &owner).await;
        let theirs = enter(&world, &open(&world, &member).await.unwrap().ticket).await.unwrap();
        let own = enter(&world, &open(&world, &owner).await.unwrap().ticket).await.unwrap();
        let (place, _) = seats(&world, &theirs.token).await.unwrap().remove(0);
        for (asked, count) in [(place.as_str(), 1), ("999", 0)] {
            let is_asked = |place: &str| place == asked;
            let found = gate::who(&world.service, LinkTarget::Grafana, &theirs.token, is_asked).await.unwrap();
            assert_eq!(found.unwrap().seats.len(), count, "what is not asked for is not decided");
        }
        let access = world.enter_team(&owner).await.unwrap();
        team::remove(access, member.account().id.as_str(), "mia@example.test").await.unwrap();
        assert_eq!(seats(&world, &theirs.token).await, Some(Vec::new()), "there is nothing left to see");
        assert!(open(&world, &member).await.is_err());
        sessions::sign_out(&world.service, &owner.caller).await.unwrap();
        assert_eq!(seats(&world, &own.token).await, None);
    }
}
