//! Looking for messages as people do, and keeping what one looks for.

use std::time::Duration;

use domain::{
    Error, HOUR, Problem,
    permission::{KeepViews, ManageSharing, Role, ViewEvents},
    plans::{Feature, Plan, PlansError},
    saved_views::SavedViewsProblem,
    search::Query,
};
use service::{
    Access,
    encoding::sheets::Style,
    events::{self, EventQuery},
    messages::{self, MessagePage, PAGE, PATIENCE, export},
    saved_views::{self, ViewForm},
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::{declare, message};

fn asked(pairs: &[(&str, &str)]) -> Query {
    Query::of(pairs.iter().copied())
}

async fn list(access: &mut Access<ViewEvents>, pairs: &[(&str, &str)]) -> MessagePage {
    messages::list(access, &asked(pairs), "", (PAGE, PATIENCE)).await.unwrap()
}

/// A space that takes mail by two hosts: two came in by one, one went out by two.
async fn two_hosts(world: &World, plan: Plan) -> Member {
    let owner = world.owner("eve@example.test", "Acme", plan).await;
    declare(world, &owner).await;
    let (one, two) = (world.enrol(&owner, "one").await, world.enrol(&owner, "two").await);
    world.send(&one, &Batch::new("s", 1).records([message(1), message(2)])).await.unwrap();
    let out = rcpt(NOON, "out", "bob@tenant.test", "carol@far.example").client("127.0.0.5");
    world.send(&two, &Batch::new("s", 1).record(out)).await.unwrap();
    owner
}

fn form(name: &str, query: &str) -> ViewForm {
    ViewForm { name: name.to_owned(), query: query.to_owned() }
}

fn problem(error: Error) -> Problem {
    match error {
        Error::Invalid { fields } => fields[0].problem.clone(),
        other => panic!("{other:?}"),
    }
}

testkit::both_engines! {
    async fn a_mail_is_found_by_what_is_known_of_it(world: World) {
        let owner = two_hosts(&world, Plan::Professional).await;
        let mut access = world.access(&owner).await;
        for (pairs, count) in [
            (&[][..], 3),
            (&[("host", "two")], 1),
            (&[("host", "one"), ("host", "two")], 3),
            (&[("host", "nobody")], 0),
            (&[("direction", "outbound")], 1),
            (&[("recipient", "CAROL@far.example"), ("client", "127.0.0.0/8")], 1),
            (&[("sender", "carol")], 0),
            (&[("stage", "RCPT")], 3),
            (&[("from", "2126-01-01")], 0),
        ] {
            assert_eq!(list(&mut access, pairs).await.mails.len(), count, "{pairs:?}");
        }
        let page = list(&mut access, &[("host", "two")]).await;
        assert_eq!((page.host(&page.mails[0]).as_str(), page.next, page.partial), ("two", None, None));
    }

    async fn pages_lead_to_every_message_once(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let count = i64::try_from(PAGE).unwrap() * 2 + 7;
        let seen = |number: i64| rcpt(NOON - HOUR + number / 30, &format!("m{number}"), "", "bob@tenant.test");
        world.send(&key, &Batch::new("s", 1).records((1..=count).map(seen))).await.unwrap();
        let mut access = world.access(&owner).await;
        let (mut instances, mut before, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = messages::list(&mut access, &Query::default(), &before, (PAGE, PATIENCE)).await.unwrap();
            pages += 1;
            instances.extend(page.mails.iter().map(|mail| mail.instance.clone()));
            let Some(next) = page.next else { break };
            before = next;
        }
        instances.sort();
        let mut expected: Vec<String> = (1..=count).map(|number| format!("m{number}")).collect();
        expected.sort();
        assert_eq!((pages, instances), (3, expected));
    }

    async fn who_waited_long_enough_is_told_how_far_back_was_looked(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let key = world.enrol(&owner, "mx").await;
        let of = |number: i64, to: &str| rcpt(NOON - 2000 + number, &format!("m{number}"), "", to);
        let first = of(0, "sought@tenant.test");
        let others = (1..=1200).map(|number| of(number, "bob@tenant.test"));
        world.send(&key, &Batch::new("s", 1).records(std::iter::once(first).chain(others))).await.unwrap();
        let mut access = world.access(&owner).await;
        let sought = asked(&[("recipient", "sought")]);
        let page = messages::list(&mut access, &sought, "", (PAGE, Duration::ZERO)).await.unwrap();
        assert_eq!((page.mails.len(), page.partial), (0, Some(NOON - 2000 + 201)));
        let next = page.next.unwrap();
        let page = messages::list(&mut access, &sought, &next, (PAGE, Duration::ZERO)).await.unwrap();
        assert_eq!((page.mails.len(), page.partial, page.next), (1, None, None));
        let page = messages::list(&mut access, &sought, "", (PAGE, PATIENCE)).await.unwrap();
        assert_eq!((page.mails.len(), page.partial, page.next), (1, None, None));
    }

    async fn the_free_plan_seeks_by_host_direction_and_time_alone(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        declare(&world, &owner).await;
        let one = world.enrol(&owner, "one").await;
        world.send(&one, &Batch::new("s", 1).records([message(1), message(2)])).await.unwrap();
        let mut access = world.access(&owner).await;
        let simple = [("host", "one"), ("direction", "inbound"), ("from", "2000-01-01"), ("to", "2126-01-01")];
        assert_eq!(list(&mut access, &simple).await.mails.len(), 2);
        for key in ["domain", "client", "sender", "user", "queue", "size"] {
            let query = asked(&[(key, if key == "client" { "192.0.2.1" } else { "1" })]);
            let refused = messages::list(&mut access, &query, "", (PAGE, PATIENCE)).await.unwrap_err();
            assert_eq!(refused, PlansError::NotInPlan { feature: Feature::AdvancedSearch }.into(), "{key}");
        }
    }

    async fn a_message_comes_with_its_requests_and_an_event_leads_to_it(world: World) {
        let owner = two_hosts(&world, Plan::Solo).await;
        let mut access = world.access(&owner).await;
        let page = list(&mut access, &[("host", "two")]).await;
        let details = messages::find(&mut access, page.mails[0].id.as_str()).await.unwrap();
        assert_eq!(details.recipients.iter().map(|one| one.recipient.as_str()).collect::<Vec<_>>(), ["carol@far.example"]);
        assert_eq!((details.requests.len(), details.requests[0].instance.as_str()), (1, "out"));
        assert_eq!((details.host().as_str(), details.lines.len()), ("two", 0));
        let event = events::list(&mut access, &EventQuery { host: "two".to_owned(), ..EventQuery::default() })
            .await.unwrap().events.remove(0);
        assert_eq!(messages::of_event(&mut access, &event).await.unwrap(), Some(details.mail.id));
        assert_eq!(messages::find(&mut access, "msg_1").await.unwrap_err(), Error::NotFound);
        for before in ["x", "1", "1.x", ".msg_1"] {
            let listed = messages::list(&mut access, &Query::default(), before, (PAGE, PATIENCE)).await;
            assert_eq!(listed.unwrap_err(), Error::NotFound, "{before}");
        }
        let offered = messages::suggestions(&mut access).await.unwrap();
        assert!(offered.recipients.contains(&"far.example".to_owned()), "{offered:?}");
        assert!(offered.clients.contains(&"127.0.0.5".to_owned()), "{offered:?}");
    }

    async fn a_file_holds_what_the_filter_lets_through(world: World) {
        let owner = two_hosts(&world, Plan::Professional).await;
        let caller = owner.caller.clone();
        let (query, slug) = (asked(&[("direction", "outbound")]), owner.tenant.slug.as_str());
        let page = export::chunk(&world.service, &caller, slug, &query, "").await.unwrap();
        let csv = export::lines(export::Format::Csv, Style::Programs, &page).unwrap();
        let cells: Vec<&str> = csv.trim_end().split(',').collect();
        assert_eq!(cells.len(), export::head(export::Format::Csv, Style::Programs).unwrap().split(',').count());
        assert_eq!((csv.lines().count(), cells[2], cells[7]), (1, "two", "carol@far.example"));
        let line: serde_json::Value =
            serde_json::from_str(&export::lines(export::Format::Ndjson, Style::Programs, &page).unwrap()).unwrap();
        assert_eq!((line["recipient"].as_str(), line["size"].as_i64()), (Some("carol@far.example"), None));
    }

    async fn a_view_is_its_makers_until_it_is_shared(world: World) {
        let owner = two_hosts(&world, Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let query = "sender=%40far.example&direction=inbound&page=7";
        let view = saved_views::add(world.access::<KeepViews>(&owner).await, form("Far", query)).await.unwrap();
        assert_eq!(view.query, "direction=inbound&sender=%40far.example");
        let listed = async |member: &Member| {
            let views = saved_views::list(&mut world.access(member).await).await.unwrap();
            views.into_iter().map(|one| (one.view.name, one.is_own, one.view.is_shared)).collect::<Vec<_>>()
        };
        assert_eq!(listed(&owner).await, [("Far".to_owned(), true, false)]);
        assert_eq!(listed(&viewer).await, []);
        let id = view.id.as_str();
        for refused in [
            saved_views::rename(world.access(&viewer).await, id, "Mine").await,
            saved_views::delete(world.access(&viewer).await, id).await,
        ] {
            assert_eq!(refused.unwrap_err(), Error::NotFound);
        }
        saved_views::share(world.access::<(ManageSharing, ViewEvents)>(&owner).await, id, true).await.unwrap();
        assert_eq!(listed(&viewer).await, [("Far".to_owned(), false, true)]);
        assert!(Access::<(ManageSharing, ViewEvents)>::enter(
            &world.service, &viewer.caller, &owner.tenant.slug).await.is_err());
        saved_views::rename(world.access(&owner).await, id, "Farther").await.unwrap();
        assert_eq!(listed(&viewer).await, [("Farther".to_owned(), false, true)]);
        saved_views::delete(world.access(&owner).await, id).await.unwrap();
        assert_eq!(listed(&owner).await, []);
    }

    async fn a_view_that_is_no_view_is_refused(world: World) {
        let owner = two_hosts(&world, Plan::Professional).await;
        let add = async |name: &str, query: &str| saved_views::add(world.access(&owner).await, form(name, query)).await;
        let refused = async |name: &str, query: &str| problem(add(name, query).await.unwrap_err());
        assert_eq!(refused("", "host=one").await, Problem::Required);
        assert_eq!(refused("All", "").await, SavedViewsProblem::NothingAsked.into());
        assert_eq!(refused("Odd", "stage=LUNCH").await, Problem::NotAChoice);
        let view = add("One", "host=one").await.unwrap();
        assert_eq!(refused("one", "host=two").await, Problem::Taken);
        saved_views::rename(world.access(&owner).await, view.id.as_str(), "ONE").await.unwrap();
        for number in 1..50 {
            add(&format!("View {number}"), "host=one").await.unwrap();
        }
        assert_eq!(refused("More", "host=one").await, SavedViewsProblem::TooManyViews { max: 50 }.into());
    }
}
