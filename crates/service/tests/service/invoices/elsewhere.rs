//! Billed elsewhere: no invoice, no word of one, and exports of what was had and used instead.

use domain::{
    DAY, Error,
    operators::{ManageBilling, OperatorRole},
    plans::Plan,
};
use service::{
    OperatorAccess, Service,
    control::invoices::InvoiceKind,
    invoices::{self, exports},
    operator_invoices, payments,
    usage::programs,
};
use testkit::{Member, World};

use super::{billed, draft, listed, looks, put_on, run, server};

async fn set(service: &Service, world: &World, is_elsewhere: bool) {
    let email = format!("bob-{is_elsewhere}@example.test");
    let (bob, _) = world.operator(&email, OperatorRole::Billing).await;
    let access = OperatorAccess::<ManageBilling>::enter(service, &bob).await.unwrap();
    operator_invoices::set_billed_elsewhere(access, "acme", is_elsewhere).await.unwrap();
}

async fn export(service: &Service, member: &Member, period: &str) -> exports::UsageExport {
    exports::find(&mut looks(service, member).await, period).await.unwrap()
}

testkit::both_engines! {
    async fn whoever_is_billed_elsewhere_gets_no_invoice_draft_reminder_or_way_to_pay(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let issued = listed(&service, &owner).await;
        assert_eq!(issued.len(), 1);
        set(&service, &world, true).await;
        for _ in 0..3 {
            world.advance(31 * DAY);
            run(&service).await;
        }
        assert_eq!(listed(&service, &owner).await, issued, "what was issued before stays, and nothing is added");
        let mut access = looks(&service, &owner).await;
        assert!(invoices::draft(&mut access, domain::Locale::En).await.unwrap().is_none());
        let tenant = world.tenant(&owner.tenant.id).await;
        assert!(!payments::can_pay(&service, &tenant, &issued[0]));
        drop(access);
        let about = world.mails().await.into_iter().filter(|mail| mail.subject.contains(&issued[0].number));
        assert_eq!(about.count(), 1, "the invoice itself, and no reminder");
        // Back here, what was had meanwhile is owed by nobody.
        set(&service, &world, false).await;
        run(&service).await;
        assert_eq!(listed(&service, &owner).await, issued);
        world.advance(31 * DAY);
        run(&service).await;
        let nets: Vec<i64> = listed(&service, &owner).await.iter().map(|invoice| invoice.net).collect();
        assert_eq!(nets.len(), 2, "{nets:?}");
    }

    async fn an_export_says_what_was_had_and_used_in_a_period(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        crate::metered::add(&service, "minutes", "sum").await;
        crate::metered::include(&world, "minutes", "100").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        set(&service, &world, true).await;
        let (_, key) = programs::create(testkit::operate(&service).await, "meter").await.unwrap();
        let reported = [crate::metered::event("a", world.now() + 1, 350)];
        programs::take(&service, &key, &reported).await.unwrap();
        world.advance(DAY);
        let running = export(&service, &owner, "").await;
        assert!(!running.is_over);
        let price = running.net;
        assert!(0 < price && price < 4900, "the plan came within the period: {price}");
        world.advance(31 * DAY);
        run(&service).await;
        let begins = running.period.start.to_string();
        let over = export(&service, &owner, &begins).await;
        assert!(over.is_over);
        // Beyond the hundred that are included, 250 at 2.50 for a hundred.
        assert_eq!((over.lines.len(), over.net), (2, price + 625));
        for line in &over.lines {
            assert_eq!(line.basis.total().unwrap().minor, line.total, "each line follows from what it says");
        }
        let json: serde_json::Value = serde_json::from_str(&over.json().unwrap()).unwrap();
        assert_eq!((json["net"].as_i64(), json["tenant"].as_str()), (Some(price + 625), Some("acme")));
        let csv = over.csv().unwrap();
        assert!(csv.contains("minutes") && csv.contains(",350,100,2.50,100,EUR,6.25"), "{csv}");
        // What came late stands in the period that it belongs to.
        let late = [crate::metered::event("b", running.period.start + 2, 100)];
        programs::take(&service, &key, &late).await.unwrap();
        assert_eq!(export(&service, &owner, &begins).await.net, price + 875);
        let unknown = exports::find(&mut looks(&service, &owner).await, "1").await;
        assert_eq!(unknown.unwrap_err(), Error::NotFound);
        let periods = exports::list(&mut looks(&service, &owner).await).await.unwrap();
        assert_eq!(periods.len(), 2);
    }

    async fn what_is_set_is_told_to_the_space_and_takes_its_proforma_away(world: World) {
        let service = server(&world).await;
        let owner = world.owner("ann@example.test", "Acme", Plan::Starter).await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        assert_eq!(listed(&service, &owner).await[0].kind, InvoiceKind::Proforma);
        assert!(draft(&service, &owner).await.totals.net > 0);
        set(&service, &world, true).await;
        assert_eq!(listed(&service, &owner).await, []);
        let noted = world.control_trail().await.into_iter().filter(|one| one.action == "tenants.set-billing");
        let chains: Vec<_> = noted.map(|entry| (entry.chain.is_empty(), entry.actor_label)).collect();
        assert_eq!(chains.len(), 2, "in the tenant's chain and in the installation's");
        assert!(chains.iter().all(|(_, by)| by == "bob-true@example.test"));
        let (sue, _) = world.operator("sue@example.test", OperatorRole::Support).await;
        assert!(OperatorAccess::<ManageBilling>::enter(&service, &sue).await.is_err(), "not hers to set");
    }
}
