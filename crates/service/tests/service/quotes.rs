//! What a quote says is what the invoice says: line by line, whatever the plan, the interval, the calendar and the
//! order of changes; and what becomes of a quote where something else happens meanwhile.

use billing::{document::Document, lines::Line};
use domain::{
    DAY, Error, HOUR, MINUTE, SECOND,
    jobs::JobState,
    permission::{ManageMailFlow, ManageSettings, Role, ViewInvoices, ViewMailFlow, ViewPlan},
    plans::{Plan, PlansError, TenantKind, VersionForm},
    zones::{Zone, date_text, parse_date},
};
use service::{
    Caller, Source, invoices,
    jobs::looks::{self, JobQuery},
    plans::{
        quotes,
        subscriptions::{self, Done},
        versions,
    },
    tenants::{self, SettingsForm},
};
use testkit::World;

use crate::{
    invoices::{put_on, server},
    subscriptions::{Desk, changed, net},
};

/// Anchors at the ends of months, before leap days and beside changes of clocks, in the order of time.
const CASES: [(&str, &str, i64); 9] = [
    ("Europe/Paris", "2027-01-29", 22),
    ("America/New_York", "2027-03-13", 23),
    ("Australia/Lord_Howe", "2027-03-31", 1),
    ("America/St_Johns", "2027-10-30", 12),
    ("Europe/Paris", "2027-10-31", 2),
    ("Pacific/Apia", "2028-01-30", 0),
    ("Asia/Kathmandu", "2028-02-29", 9),
    ("Africa/Casablanca", "2028-05-31", 3),
    ("UTC", "2028-12-31", 23),
];

/// Numbers that are the same with every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % bound
    }
}

impl Desk<'_> {
    async fn set_zone(&self, zone: &str) {
        let form = SettingsForm { name: "Acme".to_owned(), time_zone: zone.to_owned() };
        tenants::update_settings(self.enter::<ManageSettings>().await.unwrap(), form).await.unwrap();
        self.service.run_due_jobs().await.unwrap();
    }

    /// The lines of every document, the oldest document first.
    async fn lines(&self) -> Vec<Line> {
        let mut access = self.enter::<ViewInvoices>().await.unwrap();
        let listed = invoices::list_all(&mut access).await.unwrap();
        let mut lines = Vec::new();
        for one in listed.iter().rev() {
            let (_, text) = invoices::json(&mut access, one.id.as_str()).await.unwrap();
            let document: Document = serde_json::from_str(&text).unwrap();
            let sum: i64 = document.lines.iter().map(|line| line.total).sum();
            assert_eq!(document.totals.net, sum);
            lines.extend(document.lines);
        }
        lines
    }

    /// A newer version of the plan for another price.
    async fn reprice(&self, month: i64, year: i64, trial_days: i64) {
        let draft = versions::draft(testkit::operate(self.service).await, "professional").await.unwrap();
        let named = versions::name(&draft);
        let form = VersionForm {
            month_price: month.to_string(),
            year_price: year.to_string(),
            trial_days: trial_days.to_string(),
            ..versions::form(&draft)
        };
        versions::edit(testkit::operate(self.service).await, &named, &form).await.unwrap();
        versions::publish(testkit::operate(self.service).await, &named).await.unwrap();
    }
}

fn costs(lines: &[Line]) -> Vec<(serde_json::Value, i64)> {
    lines.iter().map(|line| (serde_json::to_value(&line.basis).unwrap(), line.total)).collect()
}

/// Walks through changes at instants anywhere in periods, and compares each quote with what is invoiced of it.
async fn walk(world: &World, cases: &[(&str, &str, i64)], steps: usize) {
    let service = server(world).await;
    let (mut draw, mut charged) = (Draw(23), 0);
    for (number, (zone, begin, hour)) in cases.iter().enumerate() {
        let email = format!("ann{number}@example.test");
        let owner = world.owner(&email, &format!("Acme {number}"), Plan::Starter).await;
        let desk = Desk { world, service: &service, member: &owner };
        desk.contact().await;
        desk.set_zone(zone).await;
        let start = Zone::parse(zone).unwrap().day_start(parse_date(begin).unwrap()) + hour * HOUR;
        world.advance((start - world.now()).max(0));
        for step in 0..steps {
            // A while within the period, or onto an instant around its end.
            let wait = match draw.below(4) {
                0 => draw.below(3 * DAY),
                1 => draw.below(40 * DAY),
                2 => 0,
                _ => {
                    let end = desk.seen().await.period_ends_at.unwrap_or(world.now());
                    end - world.now() + draw.below(3) * SECOND - SECOND
                }
            };
            world.advance(wait.max(0));
            desk.run().await;
            if draw.below(3) > 0 {
                let month = 500 + draw.below(30_000);
                desk.reprice(month, month * (8 + draw.below(5)) + draw.below(99), 0).await;
            }
            let (plan, interval) = [
                ("professional", "month"),
                ("professional", "month"),
                ("professional", "year"),
                ("starter", "month"),
            ][usize::try_from(draw.below(4)).unwrap()];
            let case = format!("{zone} {begin}, step {step}: {plan} by the {interval}");
            let Ok(quote) = desk.quote(plan, interval).await else { continue };
            let quoted: Vec<Line> = serde_json::from_str(&quote.lines).unwrap();
            let before = desk.lines().await;
            world.advance(draw.below(29 * MINUTE));
            let done = match desk.confirm(quote.id.as_str()).await {
                Ok(done) => done,
                // A period ended meanwhile, and the quote with it.
                Err(error) => {
                    assert!(quote.ends_at <= world.now(), "{case}: {error}");
                    changed(error);
                    continue;
                }
            };
            desk.run().await;
            let lines = desk.lines().await;
            let new = &lines[before.len()..];
            if net(&quote) > 0 {
                assert_eq!(costs(new), costs(&quoted), "{case}: {done:?}");
                charged += 1;
            } else {
                assert_eq!(new, [], "{case}: what is in favour waits");
            }
        }
        // The next case's clock is no time of this space.
        let _ = subscriptions::cancel(desk.enter().await.unwrap()).await;
    }
    assert!(charged >= cases.len(), "the walk came to something");
}

testkit::on_sqlite! {
    async fn each_quote_is_what_is_invoiced(world: World) {
        walk(&world, &CASES, 5).await;
    }
}

testkit::on_postgres! {
    async fn some_quotes_are_what_is_invoiced(world: World) {
        walk(&world, &CASES[3..6], 3).await;
    }
}

testkit::both_engines! {
    async fn a_quote_from_a_clock_that_went_back_is_made_anew(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        let quote = desk.quote("professional", "month").await.unwrap();
        world.advance(-30 * MINUTE);
        let other = changed(desk.confirm(quote.id.as_str()).await.unwrap_err());
        assert_eq!(desk.plan().await, "starter");
        assert_eq!(desk.confirm(&other).await.unwrap(), Done::Now);
        desk.run().await;
        let until = desk.seen().await.had_until.unwrap();
        assert_eq!(desk.take("starter", "month").await, Done::At(until));
        // What came true stays so when clocks go back over its instant.
        world.advance(until - world.now());
        desk.run().await;
        assert_eq!(desk.plan().await, "starter");
        let charged = desk.lines().await.len();
        world.advance(-3 * HOUR);
        desk.run().await;
        world.advance(4 * HOUR);
        desk.run().await;
        assert_eq!((desk.plan().await.as_str(), desk.lines().await.len()), ("starter", charged));
    }

    async fn a_quote_ends_with_the_trial_it_was_made_in_and_the_price_begins_there(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        desk.reprice(4_900, 49_000, 14).await;
        let quote = desk.quote("professional", "month").await.unwrap();
        assert_eq!(net(&quote), 0, "nothing is charged before a trial is over");
        assert_eq!(desk.confirm(quote.id.as_str()).await.unwrap(), Done::Now);
        desk.run().await;
        assert_eq!(desk.lines().await, []);
        let end = desk.seen().await.trial_ends_at.unwrap();
        world.advance(end - 10 * MINUTE - world.now());
        let in_trial = desk.quote("professional", "year").await.unwrap();
        assert!(in_trial.ends_at <= end, "it holds no longer than what it was made in");
        world.advance(10 * MINUTE);
        desk.run().await;
        let lines = desk.lines().await;
        assert_eq!(lines.len(), 1);
        let billing::lines::Basis::Share { from, .. } = &lines[0].basis else { panic!("{lines:?}") };
        assert_eq!(*from, end);
        changed(desk.confirm(in_trial.id.as_str()).await.unwrap_err());
    }

    async fn what_waits_comes_at_its_instant_though_the_zone_changes(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        desk.set_zone("Europe/Paris").await;
        desk.take("professional", "month").await;
        desk.run().await;
        let until = desk.seen().await.had_until.unwrap();
        assert_eq!(desk.take("starter", "month").await, Done::At(until));
        let waiting = desk.quote("professional", "year").await;
        desk.set_zone("Pacific/Auckland").await;
        let seen = desk.seen().await;
        assert_eq!((seen.had_until, seen.pending.unwrap().0.at), (Some(until), until));
        // A quote says what it said: the running period keeps its end.
        if let Ok(waiting) = waiting {
            desk.confirm(waiting.id.as_str()).await.unwrap();
            subscriptions::undo(desk.enter().await.unwrap()).await.unwrap();
            assert_eq!(desk.take("starter", "month").await, Done::At(until));
        }
        world.advance(until - 1 - world.now());
        desk.run().await;
        assert_eq!(desk.plan().await, "professional");
        world.advance(1);
        desk.run().await;
        assert_eq!((desk.plan().await.as_str(), desk.lines().await.len()), ("starter", 1));
        assert_eq!(date_text(Zone::parse("Europe/Paris").unwrap().day_of(until)).len(), 10);
    }

    async fn a_change_that_is_undone_or_replaced_leaves_no_job_that_waits(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        desk.take("professional", "month").await;
        desk.run().await;
        // How each job of a change stands on the page of the space, the oldest first.
        let states = async || {
            let mut access = desk.enter::<ManageSettings>().await.unwrap();
            let page = looks::list(&mut access, &JobQuery::default(), 50).await.unwrap();
            let mut jobs: Vec<_> = page.jobs.into_iter().filter(|job| job.kind == "change-plan").collect();
            jobs.sort_by(|one, other| one.id.cmp(&other.id));
            jobs.into_iter().map(|job| (job.state, job.ended_at)).collect::<Vec<_>>()
        };
        desk.take("starter", "month").await;
        let waits = (JobState::Waiting, None);
        assert_eq!(states().await, [waits]);
        world.advance(SECOND);
        subscriptions::undo(desk.enter().await.unwrap()).await.unwrap();
        let undone = (JobState::Cancelled, Some(world.now()));
        assert_eq!(states().await, [undone]);
        // Cancelled in place of a change, and then the provider changes the plan itself.
        world.advance(SECOND);
        desk.take("starter", "month").await;
        world.advance(SECOND);
        subscriptions::cancel(desk.enter().await.unwrap()).await.unwrap();
        let replaced = (JobState::Cancelled, Some(world.now()));
        assert_eq!(states().await, [undone, replaced, waits]);
        world.advance(SECOND);
        put_on(&service, &owner, "enterprise").await;
        let overtaken = (JobState::Cancelled, Some(world.now()));
        assert_eq!(states().await, [undone, replaced, overtaken]);
    }

    async fn of_two_admins_who_change_at_once_the_second_reads_another_quote(world: World) {
        let (service, second) = (server(&world).await, server(&world).await);
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let admin = world.join(&owner.tenant, "ben@example.test", Role::Admin).await;
        let one = Desk { world: &world, service: &service, member: &owner };
        let other = Desk { world: &world, service: &second, member: &admin };
        one.contact().await;
        let first = one.quote("professional", "month").await.unwrap();
        let same = other.quote("professional", "month").await.unwrap();
        let (a, b) = tokio::join!(one.confirm(first.id.as_str()), other.confirm(same.id.as_str()));
        let (won, lost): (Vec<_>, Vec<_>) = [a, b].into_iter().partition(Result::is_ok);
        assert_eq!(won, [Ok(Done::Now)]);
        // Both wanted the same, so there is nothing left to quote.
        let lost = lost.into_iter().next().unwrap().unwrap_err();
        let is_told = matches!(lost, Error::Plans(PlansError::QuoteChanged { .. }) | Error::Invalid { .. });
        assert!(is_told, "{lost:?}");
        one.run().await;
        assert_eq!(one.lines().await.len(), 1, "charged once");
    }

    async fn a_member_of_a_personal_space_is_frozen_by_a_plan_without_room_and_thaws(world: World) {
        let (caller, _) = world.person("zoe@example.test").await;
        let form = tenants::TenantForm {
            name: "Zoe".to_owned(), slug: String::new(), kind: TenantKind::Personal,
            plan: Some(Plan::FreelanceEnterprise.as_str().to_owned()), every: subscriptions::Every::Month,
        };
        let cli = Caller::local(Source::Cli);
        let tenant = tenants::create(&world.service, &cli, form, caller.account().unwrap()).await.unwrap();
        world.advance(SECOND);
        let member = world.join(&tenant, "max@example.test", Role::Admin).await;
        world.access::<ManageMailFlow>(&member).await;
        tenants::set_plan(&world.service, &cli, &tenant.slug, "solo").await.unwrap();
        world.access::<ViewMailFlow>(&member).await;
        let refused = world.enter::<ManageMailFlow>(&member).await.unwrap_err();
        assert!(matches!(refused, Error::Forbidden { .. }), "{refused}");
        tenants::set_plan(&world.service, &cli, &tenant.slug, "freelance-enterprise").await.unwrap();
        world.access::<ManageMailFlow>(&member).await;
        let told = quotes::find(&mut world.team_access::<ViewPlan>(&member).await, "pqt_none").await.unwrap_err();
        assert_eq!(told, Error::NotFound);
    }
}
