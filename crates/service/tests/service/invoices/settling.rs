//! What becomes of an invoice: seen by operators, paid in parts, taken back, reminded of.

use domain::{
    DAY, Error,
    invoices::{InvoicesError, InvoicesProblem},
    operators::{ManageBilling, OperatorRole, ViewBilling},
    zones::{Zone, date_text},
};
use service::{
    Caller, OperatorAccess, Principal, Source,
    idempotency::RequestName,
    invoices::{self, PaymentForm},
    operator_invoices::{self, InvoiceQuery},
    operator_keys,
};

use super::{billed, listed, looks, put_on, run, server};

testkit::both_engines! {
    async fn operators_see_what_is_owed_and_note_what_arrives(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let (bob, _) = world.operator("bob@example.test", OperatorRole::Billing).await;
        let (ivy, _) = world.operator("ivy@example.test", OperatorRole::Infrastructure).await;
        assert!(OperatorAccess::<ViewBilling>::enter(&service, &ivy).await.is_err(), "no invoices for her");
        let mut access = OperatorAccess::<ViewBilling>::enter(&service, &bob).await.unwrap();
        let query = InvoiceQuery { standing: "open".to_owned(), ..InvoiceQuery::default() };
        let page = operator_invoices::list(&mut access, &query, 10).await.unwrap();
        let (invoice, tenant) = &page.invoices[0];
        assert_eq!((tenant.slug.as_str(), page.next), ("acme", None));
        let unknown = InvoiceQuery { standing: "lost".to_owned(), ..InvoiceQuery::default() };
        assert!(matches!(operator_invoices::list(&mut access, &unknown, 10).await, Err(Error::Invalid { .. })));
        let before = operator_invoices::revenue_of(&mut access, "acme").await.unwrap();
        assert_eq!((before.monthly, before.invoiced, before.open, before.overdue), (4_900, invoice.gross, invoice.gross, 0));
        let form = PaymentForm { amount: "10,00".to_owned(), ..PaymentForm::default() };
        drop(access);
        let access = OperatorAccess::enter(&service, &bob).await.unwrap();
        let paid = operator_invoices::pay(access, &invoice.number, &form).await.unwrap();
        assert_eq!(paid.left(), invoice.gross - 1_000);
        let noted = world.control_trail().await.into_iter().filter(|entry| entry.action == "invoices.pay");
        let chains: Vec<_> = noted.map(|entry| (entry.chain.is_empty(), entry.actor_label)).collect();
        assert_eq!(chains.len(), 2, "in the tenant's chain and in the installation's");
        assert!(chains.iter().all(|(_, by)| by == "bob@example.test"));
        let mut access = OperatorAccess::<ViewBilling>::enter(&service, &bob).await.unwrap();
        let (seen, _) = operator_invoices::find(&mut access, invoice.id.as_str()).await.unwrap();
        assert_eq!((seen.payments.len(), seen.payments[0].noted_by.as_str()), (1, "bob@example.test"));
        assert_eq!(operator_invoices::find(&mut access, "inv_none").await.unwrap_err(), Error::NotFound);
        drop(access);
        let (_, secret) = world.operator_key("cy@example.test", OperatorRole::Billing).await;
        let program = operator_keys::authenticate(&service, &secret, Caller::local(Source::Api)).await.unwrap();
        let mut named = program.clone();
        if let Principal::OperatorKey(key) = &mut named.principal {
            key.request = Some(RequestName { name: "transfer 1".to_owned(), begun_at: world.now() });
        }
        let once = OperatorAccess::enter(&service, &named).await.unwrap();
        operator_invoices::pay(once, &invoice.number, &form).await.unwrap();
        let twice = OperatorAccess::<ManageBilling>::enter(&service, &named).await;
        let twice = twice.map(|_| ()).unwrap_err();
        assert_eq!(twice, Error::AlreadyDone);
        // Also where what was done stands in the way of doing it again.
        if let Principal::OperatorKey(key) = &mut named.principal {
            key.request = Some(RequestName { name: "transfer 2".to_owned(), begun_at: world.now() });
        }
        let whole = PaymentForm::default();
        let once = OperatorAccess::enter(&service, &named).await.unwrap();
        operator_invoices::pay(once, &invoice.number, &whole).await.unwrap();
        let twice = OperatorAccess::<ManageBilling>::enter(&service, &named).await;
        assert_eq!(twice.map(|_| ()).unwrap_err(), Error::AlreadyDone);
        assert!(OperatorAccess::<ViewBilling>::enter(&service, &named).await.is_ok(), "who looks does nothing again");
    }

    async fn an_invoice_is_paid_in_parts_or_taken_back(world: World) {
        let service = server(&world).await;
        let cli = Caller::local(Source::Cli);
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let number = listed(&service, &owner).await[0].number.clone();
        let gross = listed(&service, &owner).await[0].gross;
        let form = |amount: &str| PaymentForm { amount: amount.to_owned(), ..PaymentForm::default() };
        let paid = invoices::pay(&service, &cli, &number, &form("10,00")).await.unwrap();
        assert_eq!((paid.paid, paid.left()), (1000, gross - 1000));
        for wrong in ["-1", "0", "1000000", "ten", "1.001"] {
            let refused = invoices::pay(&service, &cli, &number, &form(wrong)).await;
            let max = billing::money::decimal(gross - 1000, 2);
            let problem = InvoicesProblem::NoSuchAmount { min: "0.01".to_owned(), max, currency: "EUR".to_owned() };
            assert_eq!(refused.unwrap_err(), Error::field("amount", problem), "{wrong}");
        }
        assert_eq!(invoices::pay(&service, &cli, &number, &form("")).await.unwrap().left(), 0);
        let again = invoices::pay(&service, &cli, &number, &form("")).await;
        assert_eq!(again.unwrap_err(), InvoicesError::Settled.into());
        let note = invoices::credit(&service, &cli, &number).await.unwrap();
        assert_eq!((note.number.as_str(), note.gross), ("AV-2026-0001", gross));
        assert_eq!(invoices::credit(&service, &cli, &number).await.unwrap_err(), InvoicesError::Credited.into());
        assert_eq!(invoices::pay(&service, &cli, "AV-2026-0001", &form("")).await.unwrap_err(), Error::NotFound);
        let seen = invoices::find(&mut looks(&service, &owner).await, note.id.as_str()).await.unwrap();
        assert_eq!(seen.document.corrects.unwrap().number, number);
    }

    async fn what_arrives_is_noted_for_a_day_from_the_issue_to_today(world: World) {
        let service = server(&world).await;
        let cli = Caller::local(Source::Cli);
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let invoice = listed(&service, &owner).await[0].clone();
        world.advance(10 * DAY);
        let form = |day| PaymentForm { amount: "1,00".to_owned(), day: date_text(day), ..PaymentForm::default() };
        let first = Zone::utc().day_of(invoice.issued_at);
        for wrong in [first - 1, first + 11, first + 100_000] {
            let refused = invoices::pay(&service, &cli, &invoice.number, &form(wrong)).await;
            let problem = InvoicesProblem::NoSuchDay { min: date_text(first), max: date_text(first + 10) };
            assert_eq!(refused.unwrap_err(), Error::field("day", problem), "{wrong}");
        }
        for right in [first, first + 10] {
            invoices::pay(&service, &cli, &invoice.number, &form(right)).await.unwrap();
        }
        let seen = invoices::find(&mut looks(&service, &owner).await, invoice.id.as_str()).await.unwrap();
        let mut days: Vec<i64> = seen.payments.iter().map(|payment| payment.day).collect();
        days.sort_unstable();
        assert_eq!(days, [i64::from(first), i64::from(first + 10)]);
    }

    async fn a_credit_note_counts_below_zero_and_leaves_nothing_to_pay(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        let invoice = listed(&service, &owner).await[0].clone();
        world.advance(DAY);
        let note = invoices::credit(&service, &Caller::local(Source::Cli), &invoice.number).await.unwrap();
        assert_eq!((note.gross, note.left()), (invoice.gross, 0));
        let csv = invoices::csv(&mut looks(&service, &owner).await).await.unwrap();
        let rows: Vec<Vec<&str>> = csv.lines().map(|row| row.split(',').collect()).collect();
        let column = |name: &str| -> Vec<i64> {
            let place = rows[0].iter().position(|head| *head == name).unwrap();
            rows[1..].iter().map(|row| row[place].replace('.', "").parse().unwrap()).collect()
        };
        assert_eq!((rows[1][1], rows[2][1]), ("credit-note", "invoice"));
        assert_eq!(column("net"), [-invoice.net, invoice.net]);
        assert_eq!(column("tax"), [-invoice.tax, invoice.tax]);
        assert_eq!(column("gross"), [-invoice.gross, invoice.gross]);
        assert_eq!(column("credited"), [0, invoice.gross]);
        assert_eq!(column("left"), [0, 0], "nothing is owed");
    }

    async fn an_unpaid_invoice_is_reminded_of_four_times_and_a_paid_one_never(world: World) {
        let service = server(&world).await;
        let (owing, paying) = (billed(&world, &service, "Owing").await, billed(&world, &service, "Paying").await);
        for member in [&owing, &paying] {
            put_on(&service, member, "professional").await;
        }
        run(&service).await;
        let form = PaymentForm::default();
        let number = listed(&service, &paying).await[0].number.clone();
        invoices::pay(&service, &Caller::local(Source::Cli), &number, &form).await.unwrap();
        let invoice = listed(&service, &owing).await[0].clone();
        let reminders = async || {
            let seen = invoices::find(&mut looks(&service, &owing).await, invoice.id.as_str()).await.unwrap();
            seen.reminders.iter().map(|reminder| reminder.step.to_string()).collect::<Vec<_>>()
        };
        let mut told = Vec::new();
        for day in 0..=70 {
            run(&service).await;
            let now = reminders().await;
            if now.len() > told.len() {
                assert_eq!(now.len(), told.len() + 1, "one at a time");
                told.push((day, now.last().unwrap().clone()));
            }
            world.advance(DAY);
        }
        let expected = [(27, "before"), (33, "first"), (44, "second"), (60, "last")];
        assert_eq!(told, expected.map(|(day, step)| (day, step.to_owned())));
        let mails = world.mails().await;
        let about = mails.iter().filter(|mail| mail.subject.contains(&invoice.number)).count();
        assert_eq!(about, 5, "the invoice and its reminders");
        let of_paid = mails.iter().filter(|mail| mail.subject.contains(&number)).count();
        assert_eq!(of_paid, 1, "of what was paid nobody is reminded");
    }

    async fn after_a_long_silence_the_last_reminder_is_the_only_one(world: World) {
        let service = server(&world).await;
        let owner = billed(&world, &service, "Acme").await;
        put_on(&service, &owner, "professional").await;
        run(&service).await;
        world.advance(90 * DAY);
        for _ in 0..3 {
            run(&service).await;
        }
        let seen = listed(&service, &owner).await;
        let first = seen.last().unwrap();
        let seen = invoices::find(&mut looks(&service, &owner).await, first.id.as_str()).await.unwrap();
        assert_eq!(seen.reminders.len(), 1);
    }
}
