//! Where nothing is billed, no page says what anything costs.

use axum::{body::Body, http::Request};
use billing::parties::Party;
use domain::{areas::Route, operators::OperatorRole, permission::ManageInvoices, plans::Plan};
use service::{
    Caller, Service, Source, TeamAccess,
    invoices::{self, Billing, ContactForm},
    tenants,
};
use testkit::{Engine, Member, World};

use super::{State, read, router_of, send, state};

/// A few words of a page that says what something costs.
const MONEY: &[&str] = &["€", "EUR", "On quote"];

pub(super) fn billing(is_on: bool) -> Billing {
    let seller = Party {
        name: "Passerelle".to_owned(),
        is_business: true,
        street: "12 rue des Ponts".to_owned(),
        city: "Paris".to_owned(),
        country: "FR".to_owned(),
        siren: Some("732829320".to_owned()),
        vat_number: Some("FR44732829320".to_owned()),
        email: "billing@passerelle.example".to_owned(),
        ..Party::default()
    };
    Billing { is_on, seller, ..Billing::default() }
}

/// A billing contact in France, whole.
pub(super) fn contact() -> ContactForm {
    ContactForm {
        name: "Acme".to_owned(),
        buyer: "person".to_owned(),
        email: "ann@example.test".to_owned(),
        street: "1 rue Haute".to_owned(),
        city: "Lyon".to_owned(),
        country: "FR".to_owned(),
        ..ContactForm::default()
    }
}

/// A space that owes its first invoice, issued.
pub(super) async fn owing(world: &World, service: &Service) -> (Member, String) {
    owing_as(world, service, contact()).await
}

/// The same, made out as the contact says.
pub(super) async fn owing_as(world: &World, service: &Service, form: ContactForm) -> (Member, String) {
    let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
    let access = TeamAccess::<ManageInvoices>::enter(service, &owner.caller, &owner.tenant.slug).await;
    invoices::set_contact(access.expect("an owner"), form).await.expect("a contact");
    tenants::set_plan(service, &Caller::local(Source::Cli), &owner.tenant.slug, "professional")
        .await
        .expect("a plan");
    invoices::put_due(service).await.expect("what is due");
    service.run_due_jobs().await.expect("an invoice");
    let access = TeamAccess::enter(service, &owner.caller, &owner.tenant.slug).await;
    let listed = invoices::list(&mut access.expect("an owner")).await.expect("a list");
    (owner, listed.first().expect("an invoice").id.to_string())
}

/// The pages that operators edit prices on, and their own list of what was issued.
fn is_for_prices(route: Route) -> bool {
    route.as_str().starts_with("/operator/catalogue")
        || matches!(route, Route::OperatorInvoices | Route::OperatorInvoice)
}

/// Every page with what it answers, and whether it says what something costs.
async fn walk(
    world: &World,
    service: Service,
    owner: &Member,
    (operator, invoice): (&str, &str),
) -> Vec<(String, u16, bool)> {
    let app = router_of(&State { service, ..state(world) });
    let mut seen = Vec::new();
    for route in Route::ALL.iter().filter(|route| !is_for_prices(**route)) {
        let is_tenant = matches!(route, Route::Tenant | Route::Looks | Route::Overrides);
        let id = if is_tenant { owner.tenant.slug.as_str() } else { invoice };
        let path = route.as_str().replace("{slug}", &owner.tenant.slug).replace("{id}", id);
        let path = path.replace("{token}", "x").replace("{provider}", "none");
        let session = if route.as_str().starts_with("/operator") { operator } else { &owner.session };
        let askers = [Some(session), None];
        let queries: &[&str] = match route {
            Route::SignUp | Route::NewSpace => &["?plan=professional", "?plan=starter"],
            _ => &[""],
        };
        for (asker, query) in askers.iter().flat_map(|asker| queries.iter().map(move |query| (asker, query)))
        {
            let path = format!("{path}{query}");
            let request = Request::get(&path).body(Body::empty()).expect("a request");
            let response = send(&app, request, *asker).await;
            let status = response.status().as_u16();
            let text = String::from_utf8_lossy(&read(response).await).into_owned();
            seen.push((path, status, MONEY.iter().any(|word| text.contains(word))));
        }
    }
    seen
}

async fn look(world: World) {
    let on = world.other_server().await.with_billing(billing(true));
    let off = world.other_server().await.with_billing(billing(false));
    let (owner, invoice) = owing(&world, &on).await;
    let (_, operator) = world.operator("bob@example.test", OperatorRole::Everything).await;
    let with = walk(&world, on, &owner, (&operator, &invoice)).await;
    let told = |path: &str| with.iter().any(|(one, status, told)| one == path && *status == 200 && *told);
    let shown = [
        "/",
        "/plans",
        "/sign-up?plan=professional",
        "/t/acme/plan",
        "/t/acme/plan/change",
        "/t/acme/plan/invoices",
        "/operator/tenants/acme",
    ];
    for path in shown {
        assert!(told(path), "{path} says what something costs");
    }
    let without = walk(&world, off, &owner, (&operator, &invoice)).await;
    let telling: Vec<_> = without.iter().filter(|(_, _, told)| *told).collect();
    assert!(telling.is_empty(), "{telling:?}");
    for path in shown {
        assert!(without.iter().any(|(one, status, _)| one == path && *status == 200), "{path} is there");
    }
    let one = format!("/t/acme/plan/invoices/{invoice}");
    assert!(without.iter().all(|(path, status, _)| *path != one || *status != 200), "no invoice is shown");
}

#[test]
fn where_nothing_is_billed_no_page_says_what_anything_costs() {
    testkit::run(Engine::Sqlite, look);
}
