//! Changing the plan: for what was quoted, at its time, once; cancelled, undone, and nothing half-done.

use domain::{
    DAY, Error, HOUR, LimitRequestId, Locale, MINUTE, Micros,
    permission::{CancelPlan, ChangePlan, ManageInvoices, ManageSettings, QuotePlan, ViewInvoices, ViewPlan},
    plans::{Plan, PlansError, PlansProblem, TenantKind},
    tenants::TenantsError,
    zones::{Zone, date_text},
};
use service::{
    Caller, Service, TeamAccess,
    control::{limit_requests, plan_quotes::PlanQuote},
    invoices::{self, Billing, ContactForm},
    plans::{
        quotes::{self, QuoteForm},
        requests::{self, Answer, AskForm, LimitRequest, RequestState},
        subscriptions::{self, ChangeForm, Done, Every, Seen},
        versions,
    },
    tenants,
};
use store::Mode;
use testkit::{Member, World};

use crate::invoices::{billing, put_on, server};

/// The same person, who has proved just now that it is still them.
fn fresh(world: &World, member: &Member) -> Caller {
    let (account, session) = member.caller.person().unwrap();
    let mut session = session.clone();
    session.confirmed_at = world.now();
    Caller { principal: Some((account.clone(), session)).into(), ..world.visitor() }
}

pub(crate) struct Desk<'a> {
    pub(crate) world: &'a World,
    pub(crate) service: &'a Service,
    pub(crate) member: &'a Member,
}

impl Desk<'_> {
    pub(crate) async fn enter<P: domain::permission::May>(&self) -> Result<TeamAccess<P>, Error> {
        let caller = fresh(self.world, self.member);
        TeamAccess::enter(self.service, &caller, &self.member.tenant.slug).await
    }

    pub(crate) async fn contact(&self) {
        let form = ContactForm {
            name: "Acme SARL".to_owned(),
            buyer: "business".to_owned(),
            email: "compta@acme.example".to_owned(),
            language: "fr".to_owned(),
            street: "1 rue Haute".to_owned(),
            postcode: "69001".to_owned(),
            city: "Lyon".to_owned(),
            country: "fr".to_owned(),
            siren: "404 833 048".to_owned(),
            ..ContactForm::default()
        };
        invoices::set_contact(self.enter::<ManageInvoices>().await.unwrap(), form).await.unwrap();
    }

    pub(crate) async fn quote(&self, plan: &str, interval: &str) -> Result<PlanQuote, Error> {
        let form = QuoteForm { plan: plan.to_owned(), interval: interval.to_owned() };
        quotes::make(self.enter::<QuotePlan>().await?, &form).await.map(|told| told.quote)
    }

    pub(crate) async fn confirm(&self, quote: &str) -> Result<Done, Error> {
        let form = ChangeForm { quote: quote.to_owned(), keep: Vec::new() };
        subscriptions::change(self.enter::<ChangePlan>().await?, &form).await
    }

    pub(crate) async fn take(&self, plan: &str, interval: &str) -> Done {
        let quote = self.quote(plan, interval).await.unwrap();
        self.confirm(quote.id.as_str()).await.unwrap()
    }

    async fn ask(&self, plan: &str) -> LimitRequest {
        let form = AskForm { plan: plan.to_owned(), reason: "we merged".to_owned(), ..AskForm::default() };
        requests::ask(self.enter::<ManageSettings>().await.unwrap(), &form).await.unwrap()
    }

    async fn state(&self, request: &LimitRequest) -> RequestState {
        let told = requests::list(&mut self.enter::<ViewPlan>().await.unwrap()).await.unwrap();
        told.into_iter().find(|one| one.id == request.id).unwrap().state
    }

    pub(crate) async fn seen(&self) -> Seen {
        subscriptions::find(&mut self.enter::<ViewPlan>().await.unwrap()).await.unwrap()
    }

    /// What every invoice says before tax, the oldest first.
    async fn invoiced(&self) -> Vec<i64> {
        let mut access = self.enter::<ViewInvoices>().await.unwrap();
        let mut listed = invoices::list(&mut access).await.unwrap();
        listed.reverse();
        listed.into_iter().map(|invoice| invoice.net).collect()
    }

    pub(crate) async fn plan(&self) -> String {
        self.world.tenant(&self.member.tenant.id).await.plan.key
    }

    pub(crate) async fn run(&self) {
        invoices::put_due(self.service).await.unwrap();
        self.service.run_due_jobs().await.unwrap();
    }
}

pub(crate) fn net(quote: &PlanQuote) -> i64 {
    let lines: Vec<billing::lines::Line> = serde_json::from_str(&quote.lines).unwrap();
    lines.iter().map(|line| line.total).sum()
}

pub(crate) fn changed(error: Error) -> String {
    match error {
        Error::Plans(PlansError::QuoteChanged { quote }) => quote,
        other => panic!("{other}"),
    }
}

testkit::both_engines! {
    async fn what_was_quoted_is_what_is_charged(world: World) {
        let service = server(&world).await;
        // Up, down and across, at instants that fall anywhere in periods, days and hours.
        let walk = [
            ("professional", "month", 11 * DAY + 7 * HOUR + 13),
            ("starter", "month", 5 * DAY + 1),
            ("professional", "year", 45 * DAY + 3 * HOUR),
            ("professional", "month", 100 * DAY),
        ];
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        let mut charged = Vec::new();
        for (plan, interval, wait) in walk {
            world.advance(wait);
            desk.run().await;
            let before = desk.invoiced().await.len();
            let quote = desk.quote(plan, interval).await.unwrap();
            // Whoever reads it for a while pays no more and no less for that.
            world.advance(17 * MINUTE + 3);
            let done = desk.confirm(quote.id.as_str()).await.unwrap();
            desk.run().await;
            let issued = desk.invoiced().await;
            let new: i64 = issued[before..].iter().sum();
            assert_eq!(new, net(&quote), "{plan} {interval}: {done:?}");
            charged.push((done == Done::Now, new));
        }
        assert!(charged[0].0 && charged[0].1 > 0, "an upgrade is charged at once");
        assert!(!charged[1].0 && charged[1].1 == 0, "a downgrade waits");
    }

    async fn less_comes_at_the_end_of_what_is_paid_once_and_after_downtime(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        desk.take("professional", "month").await;
        let seen = desk.seen().await;
        assert_eq!((seen.invoiced_until, seen.invoiced_from), (None, Some(world.now())));
        desk.run().await;
        let seen = desk.seen().await;
        let until = seen.had_until.unwrap();
        assert_eq!((seen.invoiced_until, seen.invoiced_from), (Some(until), None));
        assert_eq!(desk.take("starter", "month").await, Done::At(until));
        assert_eq!(desk.plan().await, "professional", "until then everything stays");
        // Undone, asked for again, and then nobody is there at the time.
        subscriptions::undo(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap();
        let again = subscriptions::undo(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap_err();
        assert_eq!(again, PlansError::NothingToCome.into());
        world.advance(DAY);
        assert_eq!(desk.take("starter", "month").await, Done::At(until));
        world.advance(until - world.now() - 1);
        desk.run().await;
        assert_eq!(desk.plan().await, "professional");
        world.advance(3 * DAY);
        let other = server(&world).await;
        desk.run().await;
        invoices::put_due(&other).await.unwrap();
        other.run_due_jobs().await.unwrap();
        assert_eq!(desk.plan().await, "starter");
        assert!(desk.seen().await.pending.is_none());
        assert_eq!(desk.invoiced().await.len(), 1, "nothing of the time after it is charged");
        let trail = world.control_trail().await;
        assert_eq!(trail.iter().filter(|entry| entry.action == "subscriptions.take-effect").count(), 1);
    }

    async fn after_a_change_by_the_provider_the_next_invoice_is_not_the_first(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        desk.take("professional", "month").await;
        let seen = desk.seen().await;
        assert!(seen.invoiced_from.is_some() && !seen.has_invoices, "the first is to come");
        desk.run().await;
        world.advance(DAY);
        for plan in ["starter", "professional"] {
            put_on(&service, &owner, plan).await;
        }
        let seen = desk.seen().await;
        assert_eq!((seen.invoiced_from, seen.has_invoices), (Some(world.now()), true));
    }

    async fn a_proforma_is_no_first_invoice(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        put_on(&service, &owner, "professional").await;
        desk.run().await;
        assert_eq!(desk.invoiced().await.len(), 1);
        assert!(!desk.seen().await.has_invoices);
    }

    async fn while_no_country_is_known_a_quote_says_what_comes_without_tax(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        let look = async |quote: &PlanQuote| {
            let mut access = desk.enter::<ViewPlan>().await.unwrap();
            quotes::find(&mut access, quote.id.as_str()).await.unwrap()
        };
        let unknown = desk.quote("professional", "month").await.unwrap();
        let told = look(&unknown).await;
        assert!(told.is_good && !told.is_tax_known);
        let net = told.totals.unwrap().net;
        desk.contact().await;
        let told = look(&unknown).await;
        assert!(!told.is_good && told.is_tax_known && !told.is_taxed_so, "it would be charged with a tax that it does not say");
        let known = desk.quote("professional", "month").await.unwrap();
        let told = look(&known).await;
        assert!(told.is_good && told.is_tax_known);
        let totals = told.totals.unwrap();
        assert_eq!((totals.net, totals.tax), (net, (net * 20 + 50) / 100));
    }

    async fn a_quote_that_does_not_hold_changes_nothing_and_another_takes_its_place(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        let quote = desk.quote("professional", "month").await.unwrap();
        let lacking = desk.confirm(quote.id.as_str()).await.unwrap_err();
        assert_eq!(lacking, PlansError::NoBillingContact.into());
        desk.contact().await;
        // It has ended.
        world.advance(31 * MINUTE);
        let other = changed(desk.confirm(quote.id.as_str()).await.unwrap_err());
        assert_eq!(desk.plan().await, "starter");
        let told = quotes::find(&mut desk.enter::<ViewPlan>().await.unwrap(), &other).await.unwrap();
        assert!(told.is_good && told.lines.iter().map(|line| line.total).sum::<i64>() <= net(&quote));
        // Its ground has changed: somebody else was first.
        let mine = desk.quote("professional", "year").await.unwrap();
        assert_eq!(desk.confirm(&other).await.unwrap(), Done::Now);
        let newer = changed(desk.confirm(mine.id.as_str()).await.unwrap_err());
        assert_eq!(desk.seen().await.every, Every::Month);
        assert!(matches!(desk.confirm(&newer).await.unwrap(), Done::At(_)), "the year begins with the next period");
        let same = desk.quote("professional", "month").await.unwrap_err();
        assert_eq!(same, Error::field("plan", PlansProblem::SamePlan));
        // The version it was for is no longer the newest.
        subscriptions::undo(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap();
        let old = desk.quote("professional", "year").await.unwrap();
        versions::draft(testkit::operate(&service).await, "professional").await.unwrap();
        versions::publish(testkit::operate(&service).await, "professional-2").await.unwrap();
        versions::retire(testkit::operate(&service).await, "professional-1").await.unwrap();
        changed(desk.confirm(old.id.as_str()).await.unwrap_err());
        assert_eq!(desk.seen().await.version.number, 1, "whoever has it keeps it");
    }

    async fn two_who_confirm_at_once_change_the_plan_once(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        let (one, two) =
            (desk.quote("professional", "month").await.unwrap(), desk.quote("professional", "year").await.unwrap());
        let (first, second) = tokio::join!(desk.confirm(one.id.as_str()), desk.confirm(two.id.as_str()));
        let done = [&first, &second].iter().filter(|result| result.is_ok()).count();
        assert_eq!(done, 1, "{first:?} {second:?}");
        desk.run().await;
        assert_eq!(desk.invoiced().await.len(), 1);
    }

    async fn a_plan_is_cancelled_and_ends_with_its_period(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        let nothing = subscriptions::cancel(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap_err();
        assert_eq!(nothing, PlansError::NothingToCancel.into());
        desk.contact().await;
        desk.take("professional", "year").await;
        desk.run().await;
        let pending = subscriptions::cancel(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap();
        let seen = desk.seen().await;
        assert!(seen.pending.is_some() && pending.at == seen.period_ends_at.unwrap());
        assert!(pending.at - world.now() > 363 * DAY);
        let twice = subscriptions::cancel(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap_err();
        assert_eq!(twice, PlansError::NothingToCancel.into());
        world.advance(pending.at - world.now());
        desk.run().await;
        assert_eq!(desk.plan().await, "starter");
        world.advance(40 * DAY);
        desk.run().await;
        assert_eq!(desk.invoiced().await.len(), 1);
    }

    async fn a_suspended_space_pays_and_leaves(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        desk.take("professional", "month").await;
        service::operator_tenants::suspend(testkit::operate(&service).await, "acme", "not paid").await.unwrap();
        let refused = desk.enter::<domain::permission::ManageSettings>().await.unwrap_err();
        assert_eq!(refused, TenantsError::SpaceSuspended { reason: "not paid".to_owned() }.into());
        desk.contact().await;
        desk.quote("starter", "month").await.unwrap();
        subscriptions::cancel(desk.enter::<CancelPlan>().await.unwrap()).await.unwrap();
    }

    async fn who_takes_the_plan_they_asked_for_waits_for_no_answer(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        let (taken, larger) = (desk.ask("professional").await, desk.ask("enterprise").await);
        desk.quote("professional", "month").await.unwrap();
        assert_eq!(desk.state(&taken).await, RequestState::Open, "a quote takes nothing");
        desk.take("professional", "month").await;
        assert_eq!(desk.state(&taken).await, RequestState::Granted);
        assert_eq!(desk.state(&larger).await, RequestState::Open);
    }

    async fn a_plan_that_is_there_already_is_granted_without_a_change(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        let asked = desk.ask("professional").await;
        desk.take("professional", "month").await;
        desk.run().await;
        world.advance(5 * DAY);
        // As it was left open by a server from before.
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let open = LimitRequest { id: LimitRequestId::new(1, 1), ..asked };
        limit_requests::insert(&mut tx, &open).await.unwrap();
        tx.commit().await.unwrap();
        let lines = async || {
            let mut access = desk.enter::<ViewInvoices>().await.unwrap();
            invoices::draft(&mut access, Locale::En).await.unwrap().map(|draft| draft.lines)
        };
        let before = lines().await;
        let access = testkit::operate(&service).await;
        requests::answer(access, open.id.as_str(), &Answer::Moved, "It is yours.").await.unwrap();
        assert_eq!(desk.state(&open).await, RequestState::Granted);
        assert_eq!(lines().await, before, "nothing is taken back and charged anew");
    }

    async fn without_invoices_what_costs_something_is_asked_for(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &world.service, member: &owner };
        assert_eq!(desk.quote("professional", "month").await.unwrap_err(), PlansError::AskForPlan.into());
        let off = world.other_server().await.with_billing(Billing { is_on: false, ..billing() });
        let desk = Desk { world: &world, service: &off, member: &owner };
        assert_eq!(desk.quote("professional", "month").await.unwrap_err(), PlansError::AskForPlan.into());
        let service = server(&world).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        assert_eq!(desk.quote("enterprise", "month").await.unwrap_err(), PlansError::AskForPlan.into());
        let unknown = desk.quote("solo", "month").await.unwrap_err();
        assert_eq!(unknown, Error::field("plan", domain::Problem::NotAChoice), "a plan for persons");
        let interval = desk.quote("professional", "decade").await.unwrap_err();
        assert_eq!(interval, Error::field("interval", domain::Problem::NotAChoice));
    }

    async fn periods_end_on_their_local_day_whatever_clocks_and_months_do(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        let desk = Desk { world: &world, service: &service, member: &owner };
        desk.contact().await;
        let zone = Zone::parse("Europe/Paris").unwrap();
        let settings = tenants::SettingsForm { name: "Acme".to_owned(), time_zone: zone.name().to_owned() };
        let access = desk.enter::<domain::permission::ManageSettings>().await.unwrap();
        tenants::update_settings(access, settings).await.unwrap();
        service.run_due_jobs().await.unwrap();
        // Onto the evening of the 31st of January before a leap day.
        let begin = zone.day_start(domain::zones::parse_date("2028-01-31").unwrap()) + 22 * HOUR;
        world.advance(begin - world.now());
        desk.run().await;
        desk.take("professional", "year").await;
        let seen = desk.seen().await;
        let end = seen.period_ends_at.unwrap();
        assert_eq!((seen.every, date_text(zone.day_of(end))), (Every::Year, "2029-01-31".to_owned()));
        assert_eq!(zone.day_start(zone.day_of(end)), end, "a period ends at the start of a local day");
        desk.take("professional", "month").await;
        world.advance(end - world.now());
        desk.run().await;
        let ends = |seen: Seen| date_text(zone.day_of(seen.period_ends_at.unwrap()));
        assert_eq!(ends(desk.seen().await), "2029-02-28");
        let mut days: Vec<String> = Vec::new();
        for _ in 0..3 {
            let end: Micros = desk.seen().await.period_ends_at.unwrap();
            world.advance(end - world.now());
            desk.run().await;
            days.push(ends(desk.seen().await));
        }
        assert_eq!(days, ["2029-03-31", "2029-04-30", "2029-05-31"], "the 31st comes back");
        assert_eq!(world.tenant(&owner.tenant.id).await.kind, TenantKind::Company);
    }
}
