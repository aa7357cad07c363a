//! What pages say of prices: of the interval that is billed, without the tax while nobody knows it, and of what is used.

use app::text::Say;
use axum::{body::Body, http::Request};
use domain::{
    Locale,
    permission::{ChangePlan, ManageInvoices, ManageMailFlow, May, QuotePlan},
    plans::{Feature, Plan},
};
use service::{
    Caller, Service, Source, TeamAccess,
    domains::{self, DomainsForm},
    invoices,
    plans::{
        adding::{self, FeatureForm},
        features::{self, RateForm},
        quotes::{self, QuoteForm},
        subscriptions::{self, ChangeForm},
    },
    tenants,
};
use testkit::{Engine, Member, World};

use super::{
    State,
    prices::{billing, contact},
    read, router_of, send, state,
};

/// What a page says.
pub(super) async fn page(world: &World, service: &Service, session: Option<&str>, path: &str) -> String {
    let app = router_of(&State { service: service.clone(), ..state(world) });
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let response = send(&app, request, session).await;
    assert_eq!(response.status().as_u16(), 200, "{path}");
    String::from_utf8_lossy(&read(response).await).into_owned()
}

/// Somebody who has proved just now that it is still them.
async fn enter<P: May>(world: &World, service: &Service, member: &Member) -> TeamAccess<P> {
    let (account, session) = member.caller.person().expect("a person");
    let mut session = session.clone();
    session.confirmed_at = world.now();
    let caller = Caller { principal: Some((account.clone(), session)).into(), ..world.visitor() };
    TeamAccess::enter(service, &caller, &member.tenant.slug).await.expect("somebody who may")
}

/// Asks what the plan Professional would cost, and answers the id of the quote.
async fn quote(world: &World, service: &Service, owner: &Member, interval: &str) -> String {
    let form = QuoteForm { plan: "professional".to_owned(), interval: interval.to_owned() };
    let access = enter::<QuotePlan>(world, service, owner).await;
    quotes::make(access, &form).await.expect("a quote").quote.id.to_string()
}

async fn set_contact(world: &World, service: &Service, owner: &Member) {
    let access = enter::<ManageInvoices>(world, service, owner).await;
    invoices::set_contact(access, contact()).await.expect("a contact");
}

async fn a_year(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
    set_contact(&world, &service, &owner).await;
    let form = ChangeForm { quote: quote(&world, &service, &owner, "year").await, keep: Vec::new() };
    let access = enter::<ChangePlan>(&world, &service, &owner).await;
    subscriptions::change(access, &form).await.expect("a year of it");
    let plan = page(&world, &service, Some(&owner.session), "/t/acme/plan").await;
    assert!(plan.contains("€490 per year") && !plan.contains("€49 per month"), "{plan}");
    // Whoever chooses an interval on the page of prices reads its price where they sign up.
    let way = "/sign-up?plan=professional&interval=year";
    let prices = page(&world, &service, None, "/plans?period=year").await;
    assert!(prices.replace("&amp;", "&").contains(way), "{prices}");
    let sign_up = page(&world, &service, None, way).await;
    assert!(sign_up.contains("Professional (€490 per year)"), "{sign_up}");
    let sign_up = page(&world, &service, None, "/sign-up?plan=professional").await;
    assert!(sign_up.contains("Professional (€49 per month)"), "{sign_up}");
    let sign_up = page(&world, &service, None, "/sign-up?plan=enterprise&interval=year").await;
    assert!(sign_up.contains(&Say(Locale::En).sign_up_no_year("Enterprise")), "{sign_up}");
    assert!(!sign_up.contains("name=\"interval\""), "{sign_up}");
}

#[test]
fn the_price_is_the_one_of_the_interval_that_is_billed() {
    testkit::run(Engine::Sqlite, a_year);
}

async fn a_country(world: World) {
    let say = Say(Locale::En);
    let service = world.other_server().await.with_billing(billing(true));
    let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
    let quoted = async || {
        let path = format!("/t/acme/plan/change?quote={}", quote(&world, &service, &owner, "month").await);
        page(&world, &service, Some(&owner.session), &path).await
    };
    let open = quoted().await;
    assert!(open.contains(say.tax_unknown()) && open.contains("/t/acme/plan/invoices#contact"), "{open}");
    assert!(!open.contains("id=\"gross\""), "{open}");
    set_contact(&world, &service, &owner).await;
    let known = quoted().await;
    assert!(known.contains("id=\"gross\"") && !known.contains(say.tax_unknown()), "{known}");
}

#[test]
fn while_no_country_is_named_no_page_says_what_comes_with_tax() {
    testkit::run(Engine::Sqlite, a_country);
}

async fn a_meter(world: World) {
    let service = world.other_server().await.with_billing(billing(true));
    let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
    let form = FeatureForm {
        key: "minutes".to_owned(),
        name_en: "Build minutes".to_owned(),
        name_fr: "Minutes de compilation".to_owned(),
        kind: "metered".to_owned(),
        span: "month".to_owned(),
        ..FeatureForm::default()
    };
    adding::add_feature(testkit::operate(&service).await, &form).await.expect("a feature");
    let rate = RateForm { price: "250".to_owned(), per: "100".to_owned(), aggregation: "sum".to_owned() };
    features::rate(testkit::operate(&service).await, "minutes", &rate).await.expect("a rate");
    let prices = page(&world, &service, None, "/plans").await;
    assert!(prices.contains("Build minutes: €2.50 for 100"), "{prices}");
    let plan = page(&world, &service, Some(&owner.session), "/t/acme/plan").await;
    assert!(plan.contains("data-quota=\"minutes\"") && plan.contains("costs €2.50 for 100"), "{plan}");
    let off = world.other_server().await.with_billing(billing(false));
    let prices = page(&world, &off, None, "/plans").await;
    assert!(!prices.contains("Build minutes"), "{prices}");
}

#[test]
fn what_is_charged_is_shown_with_its_rate() {
    testkit::run(Engine::Sqlite, a_meter);
}

async fn more_than_there_is_room_for(world: World) {
    let say = Say(Locale::En);
    let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
    let names = "one.example two.example three.example".to_owned();
    let form = DomainsForm { names, kind: "local".to_owned() };
    domains::add(world.access::<ManageMailFlow>(&owner).await, form).await.expect("domains");
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, &owner.tenant.slug, "starter").await.expect("a smaller plan");
    let plan = page(&world, &world.service, Some(&owner.session), "/t/acme/plan").await;
    assert!(plan.contains("Frozen: 2.") && plan.contains(say.usage_over()), "{plan}");
}

#[test]
fn what_is_frozen_is_not_said_to_be_at_work() {
    testkit::run(Engine::Sqlite, more_than_there_is_room_for);
}

async fn what_is_to_come(world: World) {
    let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
    let plan = page(&world, &world.service, Some(&owner.session), "/t/acme/plan").await;
    for feature in Feature::ALL {
        let is_offered = plan.contains(&format!("value=\"feature:{feature}\""));
        // Nothing is connected here that a link could lead to.
        let is_there = !feature.is_to_come() && *feature != Feature::DeepLinks;
        assert_eq!(is_offered, is_there, "{feature}");
    }
}

#[test]
fn what_is_still_to_come_is_not_offered_to_whoever_asks_for_more() {
    testkit::run(Engine::Sqlite, what_is_to_come);
}
