//! The run: killed anywhere, on two servers at once, and for a thousand tenants.

use std::{
    pin::pin,
    task::{Context, Waker},
};

use domain::{BillingItemId, DAY, Locale, TenantId, contacts::ContactKind, jobs::Priority};
use service::{invoices, jobs::LANES};
use store::{
    Mode,
    control::{
        billing_contacts::{self, BillingContact},
        billing_items::{self, BillingItem, ItemKind},
        subscriptions::{self, Every, Subscription},
    },
};
use testkit::{Engine, World};

use super::{billed, billing, listed, put_on, run, server};

/// Drives a future for so many steps, and drops it there, as a server that is killed drops what it does.
pub(crate) async fn killed<F: Future>(work: F, steps: usize) -> bool {
    let mut work = pin!(work);
    for _ in 0..steps {
        if work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
            return false;
        }
        tokio::task::yield_now().await;
    }
    true
}

testkit::both_engines! {
    async fn a_run_that_is_killed_anywhere_leaves_none_missing_none_doubled_and_no_hole(world: World) {
        let service = server(&world).await;
        // As many as `make torture` says; ten without.
        let kills: usize = std::env::var("PARVIS_KILLS").map_or(10, |text| text.parse().unwrap());
        let mut owners = Vec::new();
        for number in 0..=kills / 5 {
            let owner = billed(&world, &service, &format!("Space {number}")).await;
            put_on(&service, &owner, "professional").await;
            owners.push(owner);
        }
        invoices::put_due(&service).await.unwrap();
        let mut seed = 7_usize;
        for _ in 0..kills {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            let dying = world.other_server().await.with_billing(billing());
            killed(dying.run_due_jobs(), seed % 400).await;
            // Whoever died holds its jobs for half a minute.
            world.advance(31 * domain::SECOND);
        }
        world.advance(domain::HOUR);
        run(&service).await;
        let mut numbers = Vec::new();
        for owner in &owners {
            let issued = listed(&service, owner).await;
            assert_eq!(issued.len(), 1, "{issued:?}");
            assert!(!issued[0].pdf_sha256.is_empty());
            numbers.push(issued[0].number.clone());
        }
        numbers.sort();
        let expected: Vec<String> = (1..=owners.len()).map(|number| format!("FA-2026-{number:04}")).collect();
        assert_eq!(numbers, expected);
    }

    async fn two_servers_bill_at_the_same_time_once(world: World) {
        let (one, two) = (server(&world).await, server(&world).await);
        let mut owners = Vec::new();
        for name in ["a", "b", "c", "d"] {
            let owner = billed(&world, &one, name).await;
            put_on(&one, &owner, "professional").await;
            owners.push(owner);
        }
        let (first, second) = tokio::join!(invoices::put_due(&one), invoices::put_due(&two));
        first.and(second).unwrap();
        let (first, second) = tokio::join!(one.run_due_jobs(), two.run_due_jobs());
        first.and(second).unwrap();
        let mut numbers = Vec::new();
        for owner in &owners {
            numbers.extend(listed(&one, owner).await.into_iter().map(|invoice| invoice.number));
        }
        numbers.sort();
        assert_eq!(numbers, ["FA-2026-0001", "FA-2026-0002", "FA-2026-0003", "FA-2026-0004"]);
    }
}

/// A thousand tenants that owe something, as rows alone.
async fn thousand(world: &World) {
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    let now = world.now();
    for number in 0..1000 {
        let tenant = TenantId::new(number, 1);
        let new = Subscription::new(tenant.clone(), Every::Month, now / DAY, now);
        subscriptions::insert(&mut tx, &new).await.unwrap();
        subscriptions::insert_period(&mut tx, &tenant, now, now + 30 * DAY).await.unwrap();
        let item = BillingItem {
            id: BillingItemId::new(number, 1),
            tenant_id: tenant.clone(),
            kind: ItemKind::Plan,
            source: "pro".to_owned(),
            title_en: "Professional".to_owned(),
            title_fr: "Professionnel".to_owned(),
            price: 4900,
            currency: "EUR".to_owned(),
            opened_at: now,
            closed_at: None,
            charged_until: None,
        };
        billing_items::insert(&mut tx, &item).await.unwrap();
        let contact = BillingContact {
            kind: ContactKind::Billing,
            name: format!("Acme {number}"),
            email: format!("compta@acme{number}.example"),
            phone: String::new(),
            language: Locale::Fr,
            is_business: true,
            street: "1 rue Haute".to_owned(),
            postcode: "69001".to_owned(),
            city: "Lyon".to_owned(),
            country: "FR".to_owned(),
            siren: "404833048".to_owned(),
            vat_number: String::new(),
            changed_at: now,
            confirmed_at: Some(now),
        };
        billing_contacts::upsert(&mut tx, &tenant, &contact).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn measure(world: World) {
    let service = server(&world).await;
    thousand(&world).await;
    // As many as a server has for what is not urgent; one of them is this test.
    let others = LANES.iter().filter(|lane| **lane == Priority::Bulk).skip(1).map(|lane| {
        let service = service.clone();
        tokio::spawn(async move { service.work(*lane).await })
    });
    let others: Vec<_> = others.collect();
    let begun = std::time::Instant::now();
    run(&service).await;
    let took = begun.elapsed().as_millis();
    others.iter().for_each(tokio::task::JoinHandle::abort);
    let mut tx = world.store.control(Mode::Read).await.unwrap();
    let mut issued = 0;
    for number in 0..1000 {
        issued += store::control::invoices::list(&mut tx, &TenantId::new(number, 1), 9).await.unwrap().len();
    }
    println!(
        "{:?}: {issued} invoices issued, made PDFs and mailed by {} workers in {took} ms (reach: 30000)",
        world.engine,
        others.len() + 1
    );
}

#[test]
#[ignore = "figures for make bench"]
fn a_run_of_a_thousand_tenants_on_sqlite() {
    testkit::run(Engine::Sqlite, measure);
}

#[test]
#[ignore = "figures for make bench"]
fn a_run_of_a_thousand_tenants_on_postgres() {
    testkit::run(Engine::Postgres, measure);
}
