//! The demo is made whole, with a year of invoices by the same code that issues them in life.

use domain::operators::OperatorRole;
use service::{
    OperatorAccess,
    control::invoices::InvoiceKind,
    demo::{self, Past},
    mailer::Mailer,
    operator_invoices::{self, InvoiceQuery},
    secrets::Secrets,
};
use testkit::{Engine, World};

async fn fill(world: World) {
    let secrets = Secrets::open(world.folder(), None).unwrap();
    let mailer = Mailer::folder(world.folder().join("past"), "Parvis <parvis@example.test>").unwrap();
    let past = Past::of(&world.service, secrets, mailer);
    // Mail of a few days: a year of it is the same.
    assert!(demo::fill(&world.service, &past, 8).await.unwrap() > 1_000);
    assert!(demo::is_filled(&world.service).await.unwrap());
    let (bob, _) = world.operator("bob@example.test", OperatorRole::Billing).await;
    let mut access = OperatorAccess::enter(&world.service, &bob).await.unwrap();
    let page = operator_invoices::list(&mut access, &InvoiceQuery::default(), 100).await.unwrap();
    let (mut reminded, mut notes, mut parts, mut overdue) = (0, 0, 0, 0);
    for (invoice, _) in &page.invoices {
        let (seen, _) = operator_invoices::find(&mut access, invoice.id.as_str()).await.unwrap();
        let is_late = invoice.left() > 0 && invoice.due_at < world.now();
        notes += usize::from(invoice.kind == InvoiceKind::CreditNote);
        parts += usize::from(invoice.paid > 0 && invoice.left() > 0);
        overdue += usize::from(is_late && invoice.paid == 0);
        reminded += seen.reminders.iter().filter(|_| is_late && invoice.paid == 0).count();
    }
    assert!((24..=27).contains(&page.invoices.len()), "{} documents", page.invoices.len());
    assert_eq!(notes, 1);
    assert!(parts >= 1 && overdue >= 1 && reminded >= 2, "{parts} {overdue} {reminded}");
    let revenue = operator_invoices::revenue_of(&mut access, "brasserie-du-canal").await.unwrap();
    assert!(revenue.monthly == 4_900 && revenue.invoiced > 10 * 4_900);
}

#[test]
fn the_demo_is_made_whole_and_has_a_year_of_invoices() {
    testkit::run(Engine::Sqlite, fill);
}
