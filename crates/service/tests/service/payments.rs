//! Paying online: a page at the provider, and what arrived noted once, whatever is told how often and by whom.

mod methods;
mod refunds;
mod stub;
mod taking_back;

use domain::{
    DAY, Error, HOUR,
    invoices::InvoicesError,
    permission::{ManageInvoices, Role, ViewInvoices},
};
use serde_json::json;
use service::{
    Caller, Service, Source, TeamAccess,
    invoices::{self, PaymentForm, Seen},
    payments::{self, Checkout},
};
use stub::{SECRET, Stub, event};
use testkit::{Member, World};

use crate::invoices::{billed, billing, put_on, run};

async fn tell(service: &Service, number: u32, kind: &str, id: &str) -> bool {
    let (signature, body) = event(number, kind, id, service.now(), SECRET);
    let heard = payments::hear(service, &signature, &body).await.unwrap();
    service.run_due_jobs().await.unwrap();
    heard
}

async fn begin(service: &Service, member: &Member, id: &str) -> Result<Checkout, Error> {
    let access = TeamAccess::<ManageInvoices>::enter(service, &member.caller, &member.tenant.slug).await?;
    payments::begin(access, id).await
}

/// Somebody with an invoice of 58.80 € at most, and its id.
async fn owing(world: &World, service: &Service) -> (Member, String) {
    let owner = billed(world, service, "Acme").await;
    put_on(service, &owner, "professional").await;
    run(service).await;
    let listed = invoices::list(&mut looks(service, &owner).await).await.unwrap();
    (owner, listed[0].id.to_string())
}

async fn looks(service: &Service, member: &Member) -> TeamAccess<ViewInvoices> {
    TeamAccess::enter(service, &member.caller, &member.tenant.slug).await.unwrap()
}

async fn seen(service: &Service, member: &Member, id: &str) -> Seen {
    invoices::find(&mut looks(service, member).await, id).await.unwrap()
}

testkit::both_engines! {
    async fn an_invoice_is_paid_at_the_providers_page_and_noted_once(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let page = begin(&service, &owner, &id).await.unwrap();
        assert!(page.url.starts_with("https://checkout.stripe.com/"), "{}", page.url);
        assert_eq!(begin(&service, &owner, &id).await.unwrap(), page, "asked again, it is the same page");
        assert_eq!(stub.pages(), 1);
        let before = seen(&service, &owner, &id).await;
        assert_eq!((page.amount, before.payments.len()), (before.invoice.left(), 0));

        // It is told before anybody paid, in the wrong order, and again and again.
        assert!(tell(&service, 1, "checkout.session.completed", &page.id).await);
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 0, "nothing arrived yet");
        let intent = stub.pay(&page);
        for (number, kind, about) in [
            (2, "payment_intent.succeeded", &intent),
            (3, "checkout.session.completed", &page.id),
            (3, "checkout.session.completed", &page.id),
            (2, "payment_intent.succeeded", &intent),
            (4, "checkout.session.async_payment_succeeded", &page.id),
        ] {
            assert!(tell(&service, number, kind, about).await);
        }
        let after = seen(&service, &owner, &id).await;
        assert_eq!(after.invoice.left(), 0);
        let [payment] = &after.payments[..] else { panic!("{:?}", after.payments) };
        assert_eq!((payment.amount, payment.noted_by.as_str()), (page.amount, "Stripe"));
        assert_eq!(begin(&service, &owner, &id).await, Err(InvoicesError::Settled.into()));
    }

    async fn what_is_forged_old_or_unreadable_is_not_heard(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let page = begin(&service, &owner, &id).await.unwrap();
        let intent = stub.pay(&page);
        let kind = "payment_intent.succeeded";
        let now = service.now();
        let (signature, body) = event(1, kind, &intent, now, SECRET);
        let forged = [
            event(1, kind, &intent, now, "whsec_other"),
            event(1, kind, &intent, now - HOUR, SECRET),
            event(1, kind, "pi_1/../customers", now, SECRET),
            (signature, [&body[..], b" "].concat()),
            (String::new(), body),
        ];
        for (signature, body) in forged {
            assert_eq!(payments::hear(&service, &signature, &body).await, Ok(false), "{signature}");
        }
        service.run_due_jobs().await.unwrap();
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 0);
        assert!(tell(&service, 1, "customer.created", "cus_1").await, "of no matter, and taken");
        let without = world.other_server().await;
        assert_eq!(payments::hear(&without, "", b"{}").await, Err(Error::NotFound));
    }

    async fn what_is_told_is_read_again_and_not_believed(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let intent = |id: &str, status: &str, currency: &str, invoice: &str| json!({
            "id": id, "object": "payment_intent", "status": status, "currency": currency, "amount": 100, "amount_received": 100,
            "metadata": { "invoice": invoice },
        });
        let unknown = domain::InvoiceId::new(9, 9).to_string();
        stub.take_it(intent("pi_waits", "requires_action", "eur", &id));
        stub.take_it(intent("pi_other", "succeeded", "eur", &unknown));
        stub.take_it(intent("pi_none", "succeeded", "eur", ""));
        stub.take_it(intent("pi_foreign", "succeeded", "usd", &id));
        stub.take_it(intent("pi_part", "succeeded", "eur", &id));
        for (number, about) in (1..).zip(["pi_waits", "pi_other", "pi_none", "pi_foreign", "pi_part"]) {
            assert!(tell(&service, number, "payment_intent.succeeded", about).await);
        }
        let seen = seen(&service, &owner, &id).await;
        let amounts: Vec<i64> = seen.payments.iter().map(|payment| payment.amount).collect();
        assert_eq!(amounts, [100], "what succeeded, in the invoice's currency");
        assert_eq!(seen.invoice.left(), seen.invoice.gross - 100);
    }

    async fn a_provider_that_is_away_is_said_and_asked_again(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        stub.set_away(true);
        let refused = begin(&service, &owner, &id).await;
        assert_eq!(refused, Err(Error::Unavailable { retry_after: 30 }));
        stub.set_away(false);
        let page = begin(&service, &owner, &id).await.unwrap();
        let intent = stub.pay(&page);
        stub.set_away(true);
        assert!(tell(&service, 1, "payment_intent.succeeded", &intent).await);
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 0);
        stub.set_away(false);
        world.advance(HOUR);
        service.run_due_jobs().await.unwrap();
        assert_eq!(seen(&service, &owner, &id).await.payments.len(), 1);
    }

    async fn a_page_that_was_made_while_others_paid_is_closed_and_handed_to_nobody(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let number = seen(&service, &owner, &id).await.invoice.number;
        for (amount, status) in [("0.50", 503), ("", 409)] {
            let (other, number) = (service.clone(), number.clone());
            let form = PaymentForm { amount: amount.to_owned(), ..PaymentForm::default() };
            stub.meanwhile(async move {
                invoices::pay(&other, &Caller::local(Source::Cli), &number, &form).await.unwrap();
            });
            let told = begin(&service, &owner, &id).await.unwrap_err();
            assert_eq!(told.status(), status, "{amount:?}: {told}");
        }
        service.run_due_jobs().await.unwrap();
        let pages = stub.all("checkout.session");
        assert_eq!(pages.len(), 2);
        assert!(pages.iter().all(|page| page["status"] == "expired"), "{pages:?}");
    }

    async fn a_page_is_for_what_is_left_and_for_those_who_may_pay(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let first = begin(&service, &owner, &id).await.unwrap();
        let number = seen(&service, &owner, &id).await.invoice.number;
        let form = PaymentForm { amount: "0.50".to_owned(), ..PaymentForm::default() };
        invoices::pay(&service, &Caller::local(Source::Cli), &number, &form).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert_eq!(stub.all("checkout.session")[0]["status"], "expired", "nobody pays what was left before");
        let second = begin(&service, &owner, &id).await.unwrap();
        assert_eq!((stub.pages(), second.amount), (2, first.amount - 50));
        world.advance(DAY);
        let viewer = world.join(&owner.tenant, "vera@example.test", Role::Viewer).await;
        assert_eq!(begin(&service, &viewer, &id).await.map_err(|error| error.status()), Err(403));
        let stranger = world.owner("eve@example.test", "Other", domain::plans::Plan::Starter).await;
        assert_eq!(begin(&service, &stranger, &id).await, Err(Error::NotFound));
        let without = world.other_server().await.with_billing(billing());
        assert_eq!(begin(&without, &owner, &id).await, Err(Error::NotFound));
    }
}
