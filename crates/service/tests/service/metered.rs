//! What operators' programs report: counted once, in its own window, late on the next invoice.

use std::time::Instant;

use domain::{
    DAY, Error, HOUR, MINUTE, Micros,
    permission::{ViewInvoices, ViewPlan},
    plans::{Limit, Plan},
};
use service::{
    Caller, Service, TeamAccess, events,
    invoices::Billing,
    plans::{
        self,
        adding::{self, FeatureForm},
        features::{self, RateForm},
        overrides::{self, OverrideForm},
    },
    usage::{
        meters,
        opened::{self, OpenForm, Opened},
        programs::{self, Reported, Taken},
    },
};
use testkit::{Engine, Member, World};

use crate::invoices::{billed, billing, listed, put_on, run};

/// Adds a feature of a billing period, at 2.50 for 100.
pub(crate) async fn add(service: &Service, key: &str, aggregation: &str) {
    let name = format!("Feature {key}");
    let form = FeatureForm {
        key: key.to_owned(),
        name_en: name.clone(),
        name_fr: name,
        kind: "metered".to_owned(),
        span: "period".to_owned(),
        ..FeatureForm::default()
    };
    adding::add_feature(testkit::operate(service).await, &form).await.unwrap();
    rate(service, key, (aggregation, "250", "100")).await.unwrap();
}

async fn rate(service: &Service, key: &str, (way, price, per): (&str, &str, &str)) -> Result<(), Error> {
    let (aggregation, price, per) = (way.to_owned(), price.to_owned(), per.to_owned());
    let form = RateForm { aggregation, price, per };
    features::rate(testkit::operate(service).await, key, &form).await.map(|_| ())
}

pub(crate) fn event(key: &str, at: Micros, value: i64) -> Reported {
    Reported {
        key: key.to_owned(),
        tenant: "acme".to_owned(),
        feature: "minutes".to_owned(),
        at,
        value,
        subject: String::new(),
    }
}

pub(crate) async fn include(world: &World, feature: &str, value: &str) {
    let form = OverrideForm {
        feature: feature.to_owned(),
        value: value.to_owned(),
        reason: "as agreed".to_owned(),
        ..OverrideForm::default()
    };
    overrides::set(testkit::operate(&world.service).await, "acme", &form).await.unwrap();
}

async fn used(world: &World, owner: &Member, feature: &str) -> (i64, Limit) {
    let seen = meters::list(world.team_access::<ViewPlan>(owner).await).await.unwrap();
    let meter = seen.meters.into_iter().find(|meter| meter.feature.key == feature).unwrap();
    (meter.used, meter.limit)
}

async fn team_access<P: domain::permission::May>(
    world: &World,
    service: &Service,
    member: &Member,
) -> TeamAccess<P> {
    let (account, session) = member.caller.person().unwrap();
    let caller = Caller { principal: Some((account.clone(), session.clone())).into(), ..world.visitor() };
    TeamAccess::enter(service, &caller, &member.tenant.slug).await.unwrap()
}

fn fields(error: Error) -> Vec<String> {
    let Error::Invalid { fields } = error else { panic!("{error:?}") };
    fields.into_iter().map(|field| field.field).collect()
}

testkit::both_engines! {
    async fn an_event_counts_once_and_only_under_a_key_that_counts(world: World) {
        let service = &world.service;
        let owner = world.owner("eve@example.test", "Acme", domain::plans::Plan::Professional).await;
        add(service, "minutes", "sum").await;
        include(&world, "minutes", "100").await;
        let (key, whole) = programs::create(testkit::operate(service).await, "meter").await.unwrap();
        let now = world.now();
        let first = [event("a", now, 40), event("b", now, 2), event("a", now, 40)];
        let taken = programs::take(service, &whole, &first).await.unwrap();
        assert_eq!(taken, Taken { taken: 2, duplicates: 1, ..Taken::default() });
        let again = programs::take(service, &whole, &first[..2]).await.unwrap();
        assert_eq!(again, Taken { duplicates: 2, ..Taken::default() });
        assert_eq!(used(&world, &owner, "minutes").await, (42, Limit::Of(100)));
        assert_eq!(programs::take(service, "pvu_other", &first).await.unwrap_err(), Error::InvalidKey);
        programs::revoke(testkit::operate(service).await, key.id.as_str()).await.unwrap();
        assert_eq!(programs::take(service, &whole, &first).await.unwrap_err(), Error::InvalidKey);
        assert_eq!(programs::revoke(testkit::operate(service).await, key.id.as_str()).await.unwrap_err(), Error::NotFound);
    }

    async fn what_cannot_be_taken_is_told_at_its_field_and_nothing_is(world: World) {
        let service = &world.service;
        let owner = world.owner("eve@example.test", "Acme", domain::plans::Plan::Professional).await;
        add(service, "minutes", "sum").await;
        include(&world, "minutes", "100").await;
        let (_, whole) = programs::create(testkit::operate(service).await, "meter").await.unwrap();
        let now = world.now();
        let bad = [
            event("a", now, 1),
            Reported { tenant: "nobody".to_owned(), ..event("b", now, 1) },
            Reported { feature: "domains".to_owned(), ..event("c", now, 1) },
            Reported { subject: "x".repeat(300), ..event("", -1, i64::MAX) },
        ];
        let told = fields(programs::take(service, &whole, &bad).await.unwrap_err());
        let expected =
            ["events.1.tenant", "events.2.feature", "events.3.key", "events.3.subject", "events.3.value", "events.3.at"];
        assert_eq!(told, expected);
        assert_eq!(used(&world, &owner, "minutes").await.0, 0);
        let many = vec![event("a", now, 1); programs::MOST + 1];
        assert!(matches!(programs::take(service, &whole, &many).await, Err(Error::TooLarge { .. })));
        // Only what is reported has a rate, and a price only what is counted in windows that an invoice's period holds.
        let wrong = async |key: &str, given| fields(rate(service, key, given).await.unwrap_err());
        assert_eq!(wrong("events", ("sum", "", "")).await, ["feature"]);
        assert_eq!(wrong("minutes", ("most", "-1", "0")).await, ["aggregation", "price", "per"]);
    }

    async fn five_ways_to_count_and_the_future_hides_nothing(world: World) {
        let service = &world.service;
        let owner = world.owner("eve@example.test", "Acme", domain::plans::Plan::Professional).await;
        let (_, whole) = programs::create(testkit::operate(service).await, "meter").await.unwrap();
        let now = world.now();
        for (way, expected) in [("sum", 15), ("last", 3), ("max", 9), ("average", 5), ("unique", 2)] {
            add(service, way, way).await;
            include(&world, way, "unlimited").await;
            let one = |name: &str, at, value, subject: &str| Reported {
                feature: way.to_owned(), subject: subject.to_owned(), ..event(&format!("{way}-{name}"), at, value)
            };
            let sent = [one("a", now - HOUR, 9, "x"), one("b", now + 400 * DAY, 3, "y"), one("c", now - 2 * HOUR, 3, "x")];
            let taken = programs::take(service, &whole, &sent).await.unwrap();
            assert_eq!((taken.taken, taken.from_future), (3, 1));
            assert_eq!(used(&world, &owner, way).await, (expected, Limit::Unlimited), "{way}");
            // What happens after it is the last one, though the other had claimed a later day.
            world.advance(1);
            if way == "last" {
                programs::take(service, &whole, &[one("d", world.now(), 8, "x")]).await.unwrap();
                assert_eq!(used(&world, &owner, way).await.0, 8);
            }
        }
    }

    async fn a_number_opens_to_its_days_and_events_while_these_are_kept(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        add(&world.service, "minutes", "max").await;
        include(&world, "minutes", "1000").await;
        let (_, whole) = programs::create(testkit::operate(&world.service).await, "meter").await.unwrap();
        let first = world.now();
        let sent = [event("a", first, 30), event("b", first + 1, 70), event("c", first - 9 * MINUTE, 5)];
        programs::take(&world.service, &whole, &sent).await.unwrap();
        world.advance(DAY);
        programs::take(&world.service, &whole, &[event("d", first + DAY, 50)]).await.unwrap();
        let open = async |form: &OpenForm| {
            let access = world.team_access::<ViewPlan>(&owner).await;
            opened::open(access, "minutes", form).await
        };
        let seen = open(&OpenForm::default()).await.unwrap();
        let days: Vec<_> = seen.buckets.iter().map(|one| (one.events, one.number)).collect();
        assert_eq!((seen.number, days), (70, vec![(3, 70), (1, 50)]), "as the feature counts, each day and in all");
        let keys = |seen: &Opened| seen.events.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        assert_eq!((keys(&seen), seen.is_pruned), (vec!["c".into(), "a".into(), "b".into(), "d".into()], false));
        let rest = OpenForm { after: format!("{first} a"), ..OpenForm::default() };
        assert_eq!(keys(&open(&rest).await.unwrap()), ["b", "d"]);
        let access = world.team_access::<ViewPlan>(&owner).await;
        assert_eq!(opened::open(access, "nothing", &OpenForm::default()).await.unwrap_err(), Error::NotFound);
        // They are let go of by their age, and the window says so.
        world.advance(opened::KEPT - DAY + 2);
        events::retention::expire(&world.service).await.unwrap();
        let (from, to) = ((first - HOUR).to_string(), (first + 2 * DAY).to_string());
        let old = open(&OpenForm { from, to, ..OpenForm::default() }).await.unwrap();
        assert_eq!((keys(&old), old.is_pruned), (vec!["d".to_owned()], true));
    }

    async fn what_has_a_price_is_shown_though_the_plan_gives_none_of_it(world: World) {
        let service = world.other_server().await.with_billing(billing());
        let owner = billed(&world, &service, "acme").await;
        add(&service, "minutes", "sum").await;
        put_on(&service, &owner, "professional").await;
        let (_, whole) = programs::create(testkit::operate(&service).await, "meter").await.unwrap();
        programs::take(&service, &whole, &[event("a", world.now(), 997)]).await.unwrap();
        let shown = async |service: &Service| {
            let access = team_access::<ViewPlan>(&world, service, &owner).await;
            let seen = meters::list(access).await.unwrap();
            seen.meters.into_iter().find(|meter| meter.feature.key == "minutes").unwrap()
        };
        let meter = shown(&service).await;
        assert_eq!((meter.used, meter.limit), (997, Limit::NONE));
        let priced = meter.rate.unwrap();
        assert_eq!((priced.included, priced.per, priced.price.minor), (0, 100, 250));
        include(&world, "minutes", "500").await;
        let meter = shown(&service).await;
        assert_eq!((meter.limit, meter.rate.unwrap().included), (Limit::Of(500), 500));
        let off = world.other_server().await.with_billing(Billing { is_on: false, ..billing() });
        assert_eq!(shown(&off).await.rate, None, "where nobody is billed nothing is said of a price");
        let listed = plans::rates(&service).await.unwrap();
        assert_eq!(listed.into_iter().map(|rate| rate.feature).collect::<Vec<_>>(), ["minutes"]);
        rate(&service, "minutes", ("sum", "", "")).await.unwrap();
        assert_eq!(plans::rates(&service).await.unwrap(), []);
    }

    async fn what_is_beyond_is_invoiced_and_what_comes_late_is_on_the_next_one(world: World) {
        let service = world.other_server().await.with_billing(billing());
        let owner = billed(&world, &service, "acme").await;
        add(&service, "minutes", "sum").await;
        put_on(&service, &owner, "professional").await;
        include(&world, "minutes", "1000").await;
        run(&service).await;
        let (_, whole) = programs::create(testkit::operate(&service).await, "meter").await.unwrap();
        let first = world.now() + HOUR;
        world.advance(2 * HOUR);
        programs::take(&service, &whole, &[event("a", first, 3_000)]).await.unwrap();
        let mut access = team_access::<ViewInvoices>(&world, &service, &owner).await;
        let draft = service::invoices::draft(&mut access, domain::Locale::En).await.unwrap().unwrap();
        assert_eq!(draft.running.iter().map(|line| line.total).sum::<i64>(), 5_000, "named, and not settled yet");
        drop(access);
        world.advance(32 * DAY);
        run(&service).await;
        let invoices = listed(&service, &owner).await;
        // A month of the plan, and 2,000 minutes beyond at 2.50 for 100.
        assert_eq!(invoices[0].net, 4_900 + 5_000);
        let late = programs::take(&service, &whole, &[event("b", first, 100)]).await.unwrap();
        assert_eq!(late.late, 1);
        run(&service).await;
        world.advance(31 * DAY);
        run(&service).await;
        let invoices = listed(&service, &owner).await;
        assert_eq!(invoices[0].net, 4_900 + 250, "once, as an adjustment");
        world.advance(31 * DAY);
        run(&service).await;
        assert_eq!(listed(&service, &owner).await[0].net, 4_900);
    }
}

/// How many events are taken in batches of a hundred, by so many programs at once.
async fn measure(world: World) {
    const PROGRAMS: usize = 8;
    const BATCHES: usize = 100;
    let service = &world.service;
    world.owner("eve@example.test", "Acme", Plan::Professional).await;
    add(service, "minutes", "sum").await;
    let (_, whole) = programs::create(testkit::operate(service).await, "meter").await.unwrap();
    let now = world.now();
    let send = async |program: usize| {
        for batch in 0..BATCHES {
            let events: Vec<Reported> =
                (0..100).map(|number| event(&format!("{program}-{batch}-{number}"), now, 1)).collect();
            programs::take(service, &whole, &events).await.unwrap();
        }
    };
    let begun = Instant::now();
    futures::future::join_all((0..PROGRAMS).map(send)).await;
    let taken = PROGRAMS * BATCHES * 100;
    let rate = taken as u128 * 1000 / begun.elapsed().as_millis().max(1);
    println!("{:?}: {rate} usage events a second, durable and deduplicated (reach: 20000)", world.engine);
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_sqlite() {
    testkit::run(Engine::Sqlite, measure);
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_postgres() {
    testkit::run(Engine::Postgres, measure);
}
