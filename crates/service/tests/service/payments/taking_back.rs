//! Taking back what was noted by mistake: by whom, once, and what is owed from then on.

use domain::{
    DAY, Error, MINUTE, Problem,
    invoices::InvoicesError,
    operators::{ManageBilling, OperatorRole, ViewBilling},
};
use service::{
    Caller, OperatorAccess, Service, Source,
    invoices::{self, PaymentForm, TakeBackForm},
    operator_invoices::{self, InvoiceQuery},
    payments::{self, RefundForm},
};
use testkit::World;

use super::{Stub, begin, looks, owing, seen, tell};
use crate::invoices::{run, server};

fn cli() -> Caller {
    Caller::local(Source::Cli)
}

fn form(payment: &str) -> TakeBackForm {
    TakeBackForm { payment: payment.to_owned(), reason: "It was for another invoice".to_owned() }
}

/// Notes what arrived, a minute after whatever was before.
async fn pay(world: &World, service: &Service, number: &str, amount: &str) {
    world.advance(MINUTE);
    let form = PaymentForm { amount: amount.to_owned(), ..PaymentForm::default() };
    invoices::pay(service, &cli(), number, &form).await.unwrap();
}

testkit::both_engines! {
    async fn an_operator_for_billing_takes_a_noted_transfer_back_and_it_is_owed_again(world: World) {
        let service = server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let invoice = seen(&service, &owner, &id).await.invoice;
        let (number, gross) = (invoice.number.clone(), invoice.gross);
        pay(&world, &service, &number, "10,00").await;
        pay(&world, &service, &number, "").await;
        let (bob, _) = world.operator("bob@example.test", OperatorRole::Billing).await;
        let take_back = async |form: TakeBackForm| {
            let access = OperatorAccess::<ManageBilling>::enter(&service, &bob).await.unwrap();
            operator_invoices::take_back(access, &number, &form).await
        };
        let unreasoned = TakeBackForm { reason: " ".to_owned(), ..form("") };
        assert_eq!(take_back(unreasoned).await.unwrap_err(), Error::field("reason", Problem::Required));
        let endless = TakeBackForm { reason: "x".repeat(501), ..form("") };
        assert_eq!(take_back(endless).await.unwrap_err(), Error::field("reason", Problem::TooLong { max: 500 }));
        let unknown = take_back(form("pay_1")).await.unwrap_err();
        assert_eq!(unknown, Error::field("payment", Problem::NotAChoice));
        let listed = |payments: &[service::control::invoice_payments::Payment]| {
            payments.iter().map(|one| (one.amount, one.taken_back_by.clone())).collect::<Vec<_>>()
        };

        // Unless one is named it is the newest; the invoice is paid in part.
        assert_eq!(take_back(form("")).await.unwrap().left(), gross - 1000);
        let partly = seen(&service, &owner, &id).await;
        let bob_did = "bob@example.test".to_owned();
        assert_eq!(listed(&partly.payments), [(1000, String::new()), (gross - 1000, bob_did.clone())]);
        assert_eq!(partly.payments[1].taken_back_reason, "It was for another invoice");
        assert_eq!(partly.payments[1].taken_back_at, Some(world.now()));

        // By name, and it is late by now: reminders go on.
        let first = partly.payments[0].id.to_string();
        world.advance(invoice.due_at - world.now() + 4 * DAY);
        run(&service).await;
        let reminded = seen(&service, &owner, &id).await.reminders.len();
        assert_eq!(take_back(form(&first)).await.unwrap().left(), gross);
        world.advance(11 * DAY);
        run(&service).await;
        let after = seen(&service, &owner, &id).await;
        assert_eq!((after.invoice.paid, after.payments.len()), (0, 2), "both stay in the list");
        assert!(after.reminders.len() > reminded, "{:?}", after.reminders);

        let mut access = OperatorAccess::<ViewBilling>::enter(&service, &bob).await.unwrap();
        let late = InvoiceQuery { standing: "overdue".to_owned(), ..InvoiceQuery::default() };
        let page = operator_invoices::list(&mut access, &late, 10).await.unwrap();
        assert!(page.invoices.iter().any(|(one, _)| one.number == number));
        let revenue = operator_invoices::revenue_of(&mut access, "acme").await.unwrap();
        assert_eq!(revenue.overdue, gross);
        drop(access);
        let csv = invoices::csv(&mut looks(&service, &owner).await).await.unwrap();
        let row = csv.lines().find(|line| line.starts_with(&number)).unwrap();
        let written = format!("{}.{:02}", gross / 100, gross % 100);
        assert!(row.ends_with(&format!(",0.00,0.00,{written},0.00")), "{row}");
        let noted = world.control_trail().await.into_iter().filter(|entry| entry.action == "payments.take-back");
        let by: Vec<_> = noted.map(|entry| (entry.chain.is_empty(), entry.actor_label)).collect();
        assert_eq!(by.len(), 4, "each in the tenant's chain and in the installation's: {by:?}");
        assert!(by.iter().all(|(_, who)| *who == bob_did), "{by:?}");
        assert_eq!(by.iter().filter(|(is_own, _)| *is_own).count(), 2);

        // It is paid again, as any other.
        pay(&world, &service, &number, "").await;
        assert_eq!(seen(&service, &owner, &id).await.invoice.left(), 0);
    }

    async fn operators_of_other_roles_take_no_payment_back(world: World) {
        let service = server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let number = seen(&service, &owner, &id).await.invoice.number;
        pay(&world, &service, &number, "").await;
        for (email, role) in [("sue", OperatorRole::Support), ("ivy", OperatorRole::Infrastructure)] {
            let (caller, _) = world.operator(&format!("{email}@example.test"), role).await;
            let refused = OperatorAccess::<ManageBilling>::enter(&service, &caller).await;
            assert_eq!(refused.map(|_| ()).unwrap_err().status(), 403, "{role}");
        }
        assert!(OperatorAccess::<ManageBilling>::enter(&service, &owner.caller).await.is_err());
        assert_eq!(seen(&service, &owner, &id).await.invoice.left(), 0);
    }

    async fn a_payment_is_taken_back_once_be_it_by_two_at_the_same_time(world: World) {
        let service = server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let number = seen(&service, &owner, &id).await.invoice.number;
        let none = invoices::take_back(&service, &cli(), &number, &form("")).await.unwrap_err();
        assert_eq!(none, Error::field("payment", Problem::NotAChoice), "nothing was noted");
        pay(&world, &service, &number, "1,00").await;
        pay(&world, &service, &number, "2,00").await;
        let before = seen(&service, &owner, &id).await;
        let second = form(before.payments[1].id.as_str());
        let other = server(&world).await;
        let caller = cli();
        let (one, two) = tokio::join!(
            invoices::take_back(&service, &caller, &number, &second),
            invoices::take_back(&other, &caller, &number, &second),
        );
        let refused = [&one, &two].into_iter().find_map(|done| done.as_ref().err());
        assert_eq!(refused, Some(&InvoicesError::PaymentTakenBack.into()), "{one:?} {two:?}");
        assert!(one.is_ok() || two.is_ok(), "{one:?} {two:?}");
        let after = seen(&service, &owner, &id).await;
        assert_eq!(after.invoice.left(), before.invoice.gross - 100);
        let again = invoices::take_back(&service, &cli(), &number, &second).await.unwrap_err();
        assert_eq!(again, InvoicesError::PaymentTakenBack.into());
        assert_eq!(invoices::noted(&after).count(), 1, "what was taken back is offered no more");
    }

    async fn what_was_paid_back_in_part_stays_and_what_was_taken_back_is_not_paid_back(world: World) {
        let service = server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let number = seen(&service, &owner, &id).await.invoice.number;
        pay(&world, &service, &number, "5,00").await;
        pay(&world, &service, &number, "3,00").await;
        invoices::credit(&service, &cli(), &number).await.unwrap();
        let (first, second) = {
            let payments = seen(&service, &owner, &id).await.payments;
            (payments[0].id.to_string(), payments[1].id.to_string())
        };
        let refund = async |payment: &str| {
            let form = RefundForm {
                payment: payment.to_owned(), amount: "1,00".to_owned(), reason: "Credited".to_owned(), is_by_hand: true,
            };
            payments::refund(&service, &cli(), &number, &form).await
        };
        refund(&first).await.unwrap();
        let stays = invoices::take_back(&service, &cli(), &number, &form(&first)).await.unwrap_err();
        assert_eq!(stays, InvoicesError::PaidBack.into());
        assert_eq!(invoices::take_back(&service, &cli(), &number, &form(&second)).await.unwrap().left(), -400);
        assert_eq!(refund(&second).await.unwrap_err(), InvoicesError::NothingDueBack.into());
        let after = seen(&service, &owner, &id).await;
        let open: Vec<_> = payments::refundable(&after).iter().map(|(one, most)| (one.id.to_string(), *most)).collect();
        assert_eq!(open, [(first, 400)]);
    }

    async fn what_came_through_the_provider_is_paid_back_there(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let page = begin(&service, &owner, &id).await.unwrap();
        let intent = stub.pay(&page);
        assert!(tell(&service, 1, "payment_intent.succeeded", &intent).await);
        let paid = seen(&service, &owner, &id).await;
        for payment in ["", paid.payments[0].id.as_str()] {
            let refused = invoices::take_back(&service, &cli(), &paid.invoice.number, &form(payment)).await;
            assert_eq!(refused.unwrap_err(), InvoicesError::PaidOnline.into());
        }
        assert_eq!(invoices::noted(&paid).count(), 0, "it is not offered");
        assert_eq!(seen(&service, &owner, &id).await.invoice.left(), 0);
    }
}
