//! The operators' pages name tenants, people, plans and features, and keep an id where somebody may copy it.

use axum::{body::Body, http::Request};
use domain::{Locale, operators::OperatorRole, permission::ManageSettings, plans::Plan};
use service::{
    OperatorAccess, accounts,
    plans::{
        overrides::{self, OverrideForm},
        requests::{self, AskForm},
    },
};
use testkit::{Engine, World};

use super::{read, router, send};

/// What a page says, in the order in which it is read.
async fn page(world: &World, session: &str, path: &str) -> String {
    let request = Request::get(path).body(Body::empty()).expect("a request");
    let response = send(&router(world), request, Some(session)).await;
    assert_eq!(response.status().as_u16(), 200, "{path}");
    String::from_utf8_lossy(&read(response).await).into_owned()
}

async fn names(world: World) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
    let (ann, session) = world.operator("ann@example.test", OperatorRole::Everything).await;
    let (_, infra) = world.operator("ivy@example.test", OperatorRole::Infrastructure).await;
    let ask = |feature: &str, plan: &str, wanted: &str| AskForm {
        feature: feature.to_owned(),
        plan: plan.to_owned(),
        wanted: wanted.to_owned(),
        reason: "We merged".to_owned(),
    };
    for form in [ask("domains", "", "unlimited"), ask("", "professional", "")] {
        requests::ask(world.team_access::<ManageSettings>(&owner).await, &form).await.expect("a request");
    }
    let form = OverrideForm {
        feature: "retention-days".to_owned(),
        value: "30".to_owned(),
        reason: "Agreed".to_owned(),
        ends: String::new(),
    };
    let desk = OperatorAccess::enter(&world.service, &ann).await.expect("an operator");
    overrides::set(desk, "acme", &form).await.expect("an override");
    let id = owner.tenant.id.as_str();

    for (locale, feature, kept, plan) in [
        (Locale::En, "More of Domains: unlimited", "Events are kept", "The plan Professional"),
        (
            Locale::Fr,
            "Plus de Domaines\u{a0}: illimité",
            "Conservation des événements",
            "La formule Professional",
        ),
    ] {
        accounts::set_locale(&world.service, &ann, locale).await.expect("a language");
        let asked = page(&world, &session, "/operator/requests").await;
        assert!(
            asked.contains(feature) && asked.contains(plan) && asked.contains("eve@example.test"),
            "{asked}"
        );
        let given = page(&world, &session, "/operator/tenants/acme/overrides").await;
        assert!(given.contains(kept) && given.contains("ann@example.test"), "{given}");
        assert!(!given.contains(ann.account().expect("an account").id.as_str()), "{given}");
        // What came of the override is work for the tenant.
        let jobs = page(&world, &session, "/operator/jobs").await;
        assert!(
            jobs.contains("/operator/tenants/acme") && jobs.contains("Acme") && jobs.contains(id),
            "{jobs}"
        );
    }
    // What was refused stands in the installation's log by its name, too.
    let request = Request::get("/operator/invoices").body(Body::empty()).expect("a request");
    assert_eq!(send(&router(&world), request, Some(&infra)).await.status().as_u16(), 403);
    let log = page(&world, &session, "/operator/audit").await;
    assert!(log.contains("voir les factures et les paiements") && !log.contains("view-billing"), "{log}");
    let jobs = page(&world, &infra, "/operator/jobs").await;
    assert!(
        jobs.contains("Acme") && !jobs.contains("/operator/tenants/acme"),
        "no way to what she may not see"
    );
}

#[test]
fn operators_read_names_and_not_keys() {
    testkit::run(Engine::Sqlite, names);
}
