//! Paying back: never more than is due, once, the way it came, and whatever is told of it in which order.

use domain::{
    DAY, Error, HOUR, Problem,
    invoices::{InvoicesError, InvoicesProblem},
    operators::{OperatorRole, ViewBilling},
};
use serde_json::json;
use service::{
    Caller, OperatorAccess, Service, Source,
    control::refunds::RefundState,
    invoices::{self, PaymentForm},
    operator_invoices,
    payments::{self, RefundForm},
};
use testkit::{Member, World};

use super::{Stub, begin, owing, seen, tell};
use crate::invoices::server;

/// An amount is refused, and told up to how many euros there may be.
fn not_up_to(max: i64) -> Error {
    let max = format!("{}.{:02}", max / 100, max % 100);
    let problem = InvoicesProblem::NoSuchAmount { min: "0.01".to_owned(), max, currency: "EUR".to_owned() };
    Error::field("amount", problem)
}

fn cli() -> Caller {
    Caller::local(Source::Cli)
}

fn form(amount: &str) -> RefundForm {
    RefundForm { amount: amount.to_owned(), reason: "It was cancelled".to_owned(), ..RefundForm::default() }
}

/// The same of a payment that arrived by transfer.
fn sent(amount: &str) -> RefundForm {
    RefundForm { is_by_hand: true, ..form(amount) }
}

/// How each refund of an invoice stands.
async fn states(service: &Service, member: &Member, id: &str) -> Vec<(i64, RefundState)> {
    seen(service, member, id).await.refunds.iter().map(|one| (one.amount, one.state)).collect()
}

/// Somebody who paid an invoice at the provider before it was taken back: who, its id and number, and the payment.
async fn paid_and_credited(
    world: &World,
    stub: &Stub,
    service: &Service,
) -> (Member, String, String, String) {
    let (owner, id) = owing(world, service).await;
    let page = begin(service, &owner, &id).await.unwrap();
    let intent = stub.pay(&page);
    assert!(tell(service, 900, "payment_intent.succeeded", &intent).await);
    let number = seen(service, &owner, &id).await.invoice.number;
    invoices::credit(service, &cli(), &number).await.unwrap();
    (owner, id, number, intent)
}

testkit::both_engines! {
    async fn an_operator_pays_a_transfer_back_in_parts_and_never_more_than_is_due(world: World) {
        let service = server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let number = seen(&service, &owner, &id).await.invoice.number;
        let nothing = payments::refund(&service, &cli(), &number, &form("")).await;
        assert_eq!(nothing.unwrap_err(), InvoicesError::NothingDueBack.into(), "nothing was paid");
        invoices::pay(&service, &cli(), &number, &PaymentForm::default()).await.unwrap();
        let nothing = payments::refund(&service, &cli(), &number, &form("")).await;
        assert_eq!(nothing.unwrap_err(), InvoicesError::NothingDueBack.into(), "it is owed");
        invoices::credit(&service, &cli(), &number).await.unwrap();
        let before = seen(&service, &owner, &id).await;
        let gross = before.invoice.gross;
        assert_eq!(before.invoice.left(), -gross);
        assert_eq!(payments::refundable(&before)[0].1, gross);

        let (bob, _) = world.operator("bob@example.test", OperatorRole::Billing).await;
        let refund = async |form: RefundForm| {
            let access = OperatorAccess::enter(&service, &bob).await.unwrap();
            operator_invoices::refund(access, &number, &form).await
        };
        let unsaid = refund(form("")).await.unwrap_err();
        assert_eq!(unsaid, Error::field("by_hand", Problem::Required), "nothing was sent yet");
        for wrong in ["-1", "0", "1000000", "ten", "1.001"] {
            let expected = not_up_to(gross);
            assert_eq!(refund(sent(wrong)).await.unwrap_err(), expected, "{wrong}");
        }
        let unreasoned = RefundForm { reason: " ".to_owned(), ..sent("") };
        assert_eq!(refund(unreasoned).await.unwrap_err(), Error::field("reason", Problem::Required));
        let unknown = RefundForm { payment: "pay_1".to_owned(), ..sent("") };
        assert_eq!(refund(unknown).await.unwrap_err(), Error::field("payment", Problem::NotAChoice));

        assert_eq!(refund(sent("1,50")).await.unwrap().left(), 150 - gross);
        let too_much = refund(sent(&format!("{}.00", gross / 100 + 1))).await.unwrap_err();
        assert_eq!(too_much, not_up_to(gross - 150));
        let after = refund(sent("")).await.unwrap();
        assert_eq!((after.left(), after.refunded, after.paid), (0, gross, gross));
        assert_eq!(refund(sent("")).await.unwrap_err(), InvoicesError::NothingDueBack.into());
        service.run_due_jobs().await.unwrap();

        let noted = world.control_trail().await.into_iter().filter(|entry| entry.action == "payments.refund");
        let by: Vec<_> = noted.map(|entry| entry.actor_label).collect();
        assert_eq!(by, ["bob@example.test"; 4], "each in the tenant's chain and in the installation's");
        let mails = world.mails().await;
        let told: Vec<_> = mails.iter().filter(|mail| mail.subject.contains("Remboursement")).collect();
        assert_eq!(told.len(), 2, "in the billing contact's language");
        assert!(told[0].text.contains("It was cancelled"), "{}", told[0].text);
        let csv = invoices::csv(&mut super::looks(&service, &owner).await).await.unwrap();
        assert!(csv.lines().next().unwrap().ends_with(",left,refunded"), "{csv}");
        let row = csv.lines().find(|line| line.starts_with(&number)).unwrap();
        assert!(row.ends_with(&format!(",0.00,{}.{:02}", gross / 100, gross % 100)), "{row}");
        let ivy = world.operator("ivy@example.test", OperatorRole::Infrastructure).await.0;
        assert!(OperatorAccess::<ViewBilling>::enter(&service, &ivy).await.is_err());
    }

    async fn two_operators_at_once_pay_back_once(world: World) {
        let service = server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let number = seen(&service, &owner, &id).await.invoice.number;
        invoices::pay(&service, &cli(), &number, &PaymentForm::default()).await.unwrap();
        invoices::credit(&service, &cli(), &number).await.unwrap();
        let other = server(&world).await;
        let (caller, form) = (cli(), sent(""));
        let (one, two) = tokio::join!(
            payments::refund(&service, &caller, &number, &form),
            payments::refund(&other, &caller, &number, &form),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1, "{one:?} {two:?}");
        let after = seen(&service, &owner, &id).await;
        assert_eq!((after.invoice.left(), after.refunds.len()), (0, 1));
    }

    async fn what_was_paid_online_goes_back_the_way_it_came_and_once(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id, number, intent) = paid_and_credited(&world, &stub, &service).await;
        let gross = seen(&service, &owner, &id).await.invoice.gross;
        // It is done there, and whoever asked never hears of it: asked again, it is the same.
        stub.set_losing_answers(true);
        let asked = payments::refund(&service, &cli(), &number, &form("")).await.unwrap();
        assert_eq!(asked.left(), -gross, "not before it is done");
        let twice = payments::refund(&service, &cli(), &number, &form("")).await;
        assert_eq!(twice.unwrap_err(), InvoicesError::NothingDueBack.into(), "it is on its way");
        service.run_due_jobs().await.unwrap();
        assert_eq!(states(&service, &owner, &id).await, [(gross, RefundState::Asked)]);
        stub.set_losing_answers(false);
        for _ in 0..3 {
            world.advance(DAY);
            service.run_due_jobs().await.unwrap();
        }
        assert_eq!(stub.all("refund").len(), 1);
        assert_eq!(states(&service, &owner, &id).await, [(gross, RefundState::Pending)]);

        // What is told is read again: the bank takes it, and what was told before comes late.
        let back = stub.all("refund")[0]["id"].as_str().unwrap().to_owned();
        stub.take_it(json!({ "id": "ch_1", "object": "charge", "payment_intent": intent }));
        stub.set(&back, "status", json!("succeeded"));
        for (number, kind, about) in [
            (1, "charge.refunded", "ch_1"),
            (2, "refund.updated", &back),
            (2, "refund.updated", &back),
            (3, "refund.created", &back),
            (1, "charge.refunded", "ch_1"),
        ] {
            assert!(tell(&service, number, kind, about).await);
        }
        let after = seen(&service, &owner, &id).await;
        assert_eq!((after.invoice.left(), after.invoice.refunded, after.refunds.len()), (0, gross, 1));
        let mails = world.mails().await;
        assert_eq!(mails.iter().filter(|mail| mail.subject.contains("Remboursement")).count(), 1);

        // Days later it comes back: then it was never paid back, and can be in another way.
        stub.set(&back, "status", json!("failed"));
        stub.set(&back, "failure_reason", json!("expired_or_canceled_card"));
        assert!(tell(&service, 4, "refund.failed", &back).await);
        assert!(tell(&service, 5, "refund.updated", &back).await);
        let after = seen(&service, &owner, &id).await;
        assert_eq!((after.invoice.left(), after.refunds[0].state), (-gross, RefundState::Failed));
        assert_eq!(after.refunds[0].problem, "expired_or_canceled_card");
        let by_hand = RefundForm { is_by_hand: true, ..form("") };
        assert_eq!(payments::refund(&service, &cli(), &number, &by_hand).await.unwrap().left(), 0);
    }

    async fn a_refund_that_is_refused_says_why_and_gives_back_what_was_on_its_way(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id, number, _) = paid_and_credited(&world, &stub, &service).await;
        let gross = seen(&service, &owner, &id).await.invoice.gross;
        stub.refuse_next(400, &json!({ "message": "The balance is too low." }));
        payments::refund(&service, &cli(), &number, &form("")).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let after = seen(&service, &owner, &id).await;
        assert_eq!((after.refunds[0].state, after.refunds[0].problem.as_str()), (RefundState::Failed, "The balance is too low."));
        assert_eq!((after.invoice.left(), payments::refundable(&after)[0].1), (-gross, gross));
        // A provider that is away is asked again.
        world.advance(HOUR);
        stub.set_away(true);
        payments::refund(&service, &cli(), &number, &form("1")).await.unwrap();
        service.run_due_jobs().await.unwrap();
        stub.set_away(false);
        world.advance(HOUR);
        service.run_due_jobs().await.unwrap();
        let states = states(&service, &owner, &id).await;
        assert_eq!(states, [(gross, RefundState::Failed), (100, RefundState::Pending)]);
        let without = server(&world).await;
        let refused = payments::refund(&without, &cli(), &number, &form("")).await;
        assert_eq!(refused.unwrap_err(), InvoicesError::ProviderIsOff.into());
    }

    async fn what_is_paid_back_at_the_provider_itself_is_noted_too_even_when_told_first(world: World) {
        let stub = Stub::start(&world).await;
        let service = stub.server(&world).await;
        let (owner, id) = owing(&world, &service).await;
        let page = begin(&service, &owner, &id).await.unwrap();
        let intent = stub.pay(&page);
        stub.take_it(json!({
            "id": "re_own", "object": "refund", "status": "succeeded", "amount": 200, "payment_intent": intent,
            "metadata": {},
        }));
        assert!(tell(&service, 1, "refund.created", "re_own").await);
        assert!(tell(&service, 2, "payment_intent.succeeded", &intent).await);
        let after = seen(&service, &owner, &id).await;
        assert_eq!((after.payments.len(), after.invoice.paid, after.invoice.refunded), (1, page.amount, 200));
        assert_eq!(after.invoice.left(), 200, "it is owed again");
        assert_eq!(after.refunds[0].asked_by, "Stripe");
        let stray = json!({ "id": "re_stray", "object": "refund", "status": "succeeded", "amount": 1, "payment_intent": null });
        stub.take_it(stray);
        assert!(tell(&service, 3, "refund.updated", "re_stray").await);
        assert_eq!(states(&service, &owner, &id).await.len(), 1);
    }
}
