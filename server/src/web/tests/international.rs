//! International domain names are read in their own letters, on every page and in every file for people.

use domain::{
    permission::{ManageMailFlow, QuotePlan},
    plans::Plan,
};
use service::{
    domains::{self, DomainsForm},
    plans::quotes::{self, QuoteForm},
};
use testkit::{Batch, Engine, World, rcpt};

use super::plan::page;

async fn letters(world: World) {
    let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
    let names = "xn--bcher-kva.example one.example".to_owned();
    let form = DomainsForm { names, kind: "local".to_owned() };
    domains::add(world.access::<ManageMailFlow>(&owner).await, form).await.expect("domains");
    let key = world.enrol(&owner, "mx1").await;
    let mails = [
        ("eve@xn--bcher-kva.example", "bob@xn--caf-dma.test"),
        ("bob@xn--caf-dma.test", "eve@xn--bcher-kva.example"),
    ];
    let records = mails.map(|(from, to)| rcpt(world.now(), from, from, to));
    world.send(&key, &Batch::new("s", 1).records(records)).await.expect("a batch");
    let form = QuoteForm { plan: "starter".to_owned(), interval: "month".to_owned() };
    let quote =
        quotes::make(world.team_access::<QuotePlan>(&owner).await, &form).await.expect("a quote").quote.id;
    let change = format!("/t/acme/plan/change?quote={quote}");
    for path in [
        "/t/acme/events",
        "/t/acme/messages",
        "/t/acme/reports",
        "/t/acme/reports.csv",
        "/t/acme/audit",
        &change,
    ] {
        let text = page(&world, &world.service, Some(&owner.session), path).await;
        // Where an address may break is no part of it.
        let text = text.replace("<wbr>", "").replace("<!>", "");
        assert!(text.contains("bücher.example") && !text.contains("xn--"), "{path}: {text}");
    }
    let flow = page(&world, &world.service, Some(&owner.session), "/t/acme/mail-flow").await;
    assert!(
        flow.contains("bücher.example (xn--bcher-kva.example)"),
        "who declares one sees what DNS has: {flow}"
    );
}

#[test]
fn a_domain_is_read_in_its_own_letters_wherever_people_read_it() {
    testkit::run(Engine::Sqlite, letters);
}
