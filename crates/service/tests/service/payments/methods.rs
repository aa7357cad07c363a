//! A saved card: saved once, removed for good, and what it pays is paid once or by a person.

use domain::{
    DAY, Error,
    invoices::InvoicesError,
    permission::{ManageInvoices, Role, ViewInvoices},
};
use serde_json::json;
use service::{
    Service, TeamAccess,
    control::{checkouts, collections::CollectionState, invoices::Invoice},
    payments::{self, Checkout, Methods, PaymentSetup},
};
use store::Mode;
use testkit::{Member, World};

use super::{Stub, begin, looks, seen, tell};
use crate::invoices::{billed, billing, listed, put_on, run};

async fn may(service: &Service, member: &Member) -> Result<TeamAccess<ManageInvoices>, Error> {
    TeamAccess::enter(service, &member.caller, &member.tenant.slug).await
}

async fn save(service: &Service, member: &Member) -> Result<PaymentSetup, Error> {
    payments::save_method(may(service, member).await?).await
}

async fn methods(service: &Service, member: &Member) -> Methods {
    payments::methods(&mut looks(service, member).await).await.unwrap()
}

/// The last digits of the saved card, and whether invoices are paid with it.
async fn card(service: &Service, member: &Member) -> Option<(String, bool)> {
    methods(service, member).await.saved.map(|saved| (saved.last_four, saved.is_automatic))
}

/// Somebody whose invoices are paid with a card.
async fn paying(world: &World, stub: &Stub, service: &Service) -> Member {
    paying_as(world, stub, service, "Acme").await
}

async fn paying_as(world: &World, stub: &Stub, service: &Service, name: &str) -> Member {
    let owner = billed(world, service, name).await;
    let page = save(service, &owner).await.unwrap();
    stub.save(&page.id, "4242");
    assert!(tell(service, 700, "checkout.session.completed", &page.id).await);
    payments::set_automatic(may(service, &owner).await.unwrap(), true).await.unwrap();
    put_on(service, &owner, "professional").await;
    owner
}

/// A page that was made for an invoice before the card was asked.
async fn open_before(world: &World, stub: &Stub, invoice: &Invoice) -> Checkout {
    let id = format!("cs_before_{}", invoice.number.replace('-', "_"));
    let url = format!("https://checkout.stripe.com/c/pay/{id}");
    stub.take_it(json!({
        "id": id, "object": "checkout.session", "status": "open", "payment_status": "unpaid",
        "payment_intent": null, "url": url, "metadata": { "invoice": invoice.id.as_str() },
    }));
    let page = Checkout { id, amount: invoice.left(), url, ends_at: world.now() + DAY };
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    checkouts::insert(&mut tx, &invoice.id, &page, world.now()).await.unwrap();
    tx.commit().await.unwrap();
    page
}

testkit::both_engines! {
    async fn an_admin_saves_a_card_at_the_provider_and_removes_it(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        let page = save(&service, &owner).await.unwrap();
        assert_eq!(save(&service, &owner).await.unwrap().id, page.id, "asked again, it is the same page");
        assert!(tell(&service, 1, "checkout.session.completed", &page.id).await);
        assert_eq!(card(&service, &owner).await, None, "nothing was saved yet");
        let first = stub.save(&page.id, "4242");
        for number in [2, 3, 2] {
            assert!(tell(&service, number, "checkout.session.completed", &page.id).await);
        }
        assert_eq!(card(&service, &owner).await, Some(("4242".to_owned(), false)));
        assert_eq!(methods(&service, &owner).await.open, None);
        payments::set_automatic(may(&service, &owner).await.unwrap(), true).await.unwrap();

        // Another one takes its place; what is told late of the first changes nothing.
        world.advance(DAY);
        let second = save(&service, &owner).await.unwrap();
        stub.save(&second.id, "1881");
        assert!(tell(&service, 4, "checkout.session.completed", &second.id).await);
        assert!(tell(&service, 5, "checkout.session.completed", &page.id).await);
        assert_eq!(card(&service, &owner).await, Some(("1881".to_owned(), true)), "what was said stays");
        assert_eq!(stub.detached(), [first]);
        assert!(stub.deleted().is_empty());

        payments::remove_method(may(&service, &owner).await.unwrap()).await.unwrap();
        service.run_due_jobs().await.unwrap();
        assert!(tell(&service, 6, "checkout.session.completed", &second.id).await);
        assert_eq!(card(&service, &owner).await, None, "it stays removed");
        assert_eq!(stub.detached().len(), 2);
        assert_eq!(stub.deleted(), ["cus_1"], "nothing of them stays at the provider");
        let again = payments::remove_method(may(&service, &owner).await.unwrap()).await;
        assert_eq!(again, Err(Error::NotFound));
        let log = serde_json::to_string(&world.control_trail().await.iter().map(|entry| format!("{entry:?}")).collect::<Vec<_>>()).unwrap();
        assert!(log.contains("payments.remove-method") && !log.contains("4242424242424242"));
    }

    async fn only_those_who_manage_invoices_save_a_card(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        let viewer = world.join(&owner.tenant, "vera@example.test", Role::Viewer).await;
        assert_eq!(save(&service, &viewer).await.map_err(|error| error.status()), Err(403));
        let stranger = world.owner("eve@example.test", "Other", domain::plans::Plan::Starter).await;
        assert_eq!(may(&service, &Member { caller: stranger.caller.clone(), tenant: owner.tenant.clone(), ..stranger }).await.map(|_| ()), Err(Error::NotFound));
        let without = world.other_server().await.with_billing(billing());
        assert_eq!(save(&without, &owner).await.unwrap_err(), Error::NotFound);
        let off = payments::set_automatic(may(&service, &owner).await.unwrap(), true).await;
        assert_eq!(off, Err(Error::NotFound), "there is no card");
        let access = TeamAccess::<ViewInvoices>::enter(&without, &owner.caller, &owner.tenant.slug).await;
        assert!(!payments::methods(&mut access.unwrap()).await.unwrap().can_save);
    }

    async fn an_invoice_is_paid_with_the_card_once_whoever_dies(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = paying(&world, &stub, &service).await;
        stub.set_losing_answers(true);
        run(&service).await;
        let invoice = listed(&service, &owner).await[0].clone();
        assert_eq!(invoice.paid, 0);
        stub.set_losing_answers(false);
        for _ in 0..3 {
            world.advance(domain::HOUR);
            service.run_due_jobs().await.unwrap();
        }
        let intents = stub.all("payment_intent");
        assert_eq!(intents.len(), 1, "{intents:?}");
        let intent = intents[0]["id"].as_str().unwrap();
        assert!(tell(&service, 1, "payment_intent.succeeded", intent).await);
        let after = seen(&service, &owner, invoice.id.as_str()).await;
        assert_eq!((after.invoice.left(), after.payments.len()), (0, 1));
        assert_eq!(after.collection.unwrap().state, CollectionState::Done);
        run(&service).await;
        assert_eq!(stub.all("payment_intent").len(), 1);
    }

    async fn a_card_that_is_declined_leaves_the_invoice_open_and_the_contact_is_told(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = paying(&world, &stub, &service).await;
        stub.refuse_next(402, &json!({ "code": "card_declined", "message": "Your card was declined." }));
        run(&service).await;
        service.run_due_jobs().await.unwrap();
        let invoice = listed(&service, &owner).await[0].clone();
        let after = seen(&service, &owner, invoice.id.as_str()).await;
        assert_eq!(after.invoice.left(), invoice.gross);
        let collection = after.collection.unwrap();
        assert_eq!((collection.state, collection.problem.as_str()), (CollectionState::Failed, "card_declined"));
        let mails = world.mails().await;
        let told: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("carte enregistrée")).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].text.contains(&format!("/plan/invoices/{}", invoice.id)), "{}", told[0].text);
        world.advance(DAY);
        run(&service).await;
        assert_eq!(stub.all("payment_intent").len(), 0, "it is tried once");
    }

    async fn what_takes_the_provider_a_while_ends_as_it_tells_and_is_paid_in_no_other_way_meanwhile(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = paying(&world, &stub, &service).await;
        stub.answer_next(&json!({ "id": "pi_slow", "object": "payment_intent", "status": "processing" }));
        run(&service).await;
        let invoice = listed(&service, &owner).await[0].clone();
        let id = invoice.id.as_str();
        assert_eq!(seen(&service, &owner, id).await.collection.unwrap().state, CollectionState::Asked);
        assert_eq!(begin(&service, &owner, id).await.unwrap_err(), InvoicesError::BeingPaid.into());
        // A page's own payment says nothing of it.
        stub.take_it(json!({
            "id": "pi_page", "object": "payment_intent", "status": "requires_payment_method",
            "metadata": { "invoice": id },
        }));
        assert!(tell(&service, 1, "payment_intent.payment_failed", "pi_page").await);
        assert_eq!(seen(&service, &owner, id).await.collection.unwrap().state, CollectionState::Asked);
        stub.set("pi_slow", "metadata", json!({ "invoice": id, "collected": "yes" }));
        stub.set("pi_slow", "status", json!("requires_payment_method"));
        stub.set("pi_slow", "last_payment_error", json!({ "code": "card_declined" }));
        assert!(tell(&service, 2, "payment_intent.payment_failed", "pi_slow").await);
        let ended = seen(&service, &owner, id).await.collection.unwrap();
        assert_eq!((ended.state, ended.problem.as_str()), (CollectionState::Failed, "card_declined"));
        let mails = world.mails().await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.contains("carte enregistrée")).count(), 1);
        assert!(begin(&service, &owner, id).await.is_ok());
    }

    async fn a_page_that_was_open_is_closed_before_the_card_is_asked_and_whoever_paid_there_paid_once(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        for (is_paid_there, name) in [(false, "Acme"), (true, "Other")] {
            let owner = paying_as(&world, &stub, &service, name).await;
            stub.set_away(true);
            run(&service).await;
            let invoice = listed(&service, &owner).await[0].clone();
            stub.set_away(false);
            let page = open_before(&world, &stub, &invoice).await;
            if is_paid_there {
                stub.pay(&page);
            }
            world.advance(domain::HOUR);
            service.run_due_jobs().await.unwrap();
            let session = stub.all("checkout.session").into_iter().find(|one| one["id"] == page.id.as_str()).unwrap();
            let after = seen(&service, &owner, invoice.id.as_str()).await;
            let (status, state) = if is_paid_there {
                assert!(tell(&service, 900, "checkout.session.completed", &page.id).await);
                ("complete", CollectionState::Dropped)
            } else {
                ("expired", CollectionState::Done)
            };
            assert_eq!((session["status"].as_str(), after.collection.unwrap().state), (Some(status), state));
            let paid = seen(&service, &owner, invoice.id.as_str()).await;
            assert_eq!((paid.invoice.left(), paid.payments.len()), (0, 1), "{name}");
        }
    }

    async fn a_card_saved_on_a_page_that_another_replaced_is_nobodys(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        let early = save(&service, &owner).await.unwrap();
        // It is near its end: another is made, and both are open for a while.
        world.advance(DAY - 2 * domain::MINUTE);
        let late = save(&service, &owner).await.unwrap();
        assert_ne!(early.id, late.id);
        let kept = stub.save(&late.id, "4242");
        let lost = stub.save(&early.id, "1881");
        assert!(tell(&service, 1, "checkout.session.completed", &late.id).await);
        service.run_due_jobs().await.unwrap();
        assert!(tell(&service, 2, "checkout.session.completed", &early.id).await);
        assert_eq!(card(&service, &owner).await.map(|(last_four, _)| last_four), Some("4242".to_owned()));
        assert_eq!(stub.detached(), [lost]);
        assert_ne!(stub.detached(), [kept]);
        // One that is still open when the card is removed is closed.
        let open = save(&service, &owner).await.unwrap();
        payments::remove_method(may(&service, &owner).await.unwrap()).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let pages = stub.all("checkout.session");
        assert_eq!(pages.iter().find(|one| one["id"] == open.id.as_str()).unwrap()["status"], "expired");
    }

    async fn without_the_word_of_an_admin_nothing_is_paid_with_a_card(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let owner = paying(&world, &stub, &service).await;
        // It is taken back after the invoice is asked for and before its turn comes.
        stub.set_away(true);
        run(&service).await;
        payments::set_automatic(may(&service, &owner).await.unwrap(), false).await.unwrap();
        stub.set_away(false);
        world.advance(DAY);
        service.run_due_jobs().await.unwrap();
        let invoice = listed(&service, &owner).await[0].clone();
        let after = seen(&service, &owner, invoice.id.as_str()).await;
        assert_eq!(after.collection.unwrap().state, CollectionState::Dropped);
        assert_eq!(stub.all("payment_intent").len(), 0);
    }
}
