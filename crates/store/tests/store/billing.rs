//! Subscriptions, what is billed, and the documents of it.

use domain::{
    BillingItemId, DAY, InvoiceId, Locale, PaymentId, PlanQuoteId, RefundId, TenantId, contacts::ContactKind,
};
use store::control::{
    billing_contacts::{self, BillingContact},
    billing_items::{self, BillingItem, ItemKind},
    checkouts::{self, Checkout},
    invoice_handovers::{self, Handover, HandoverState},
    invoice_payments::{self, Payment},
    invoice_reminders::{self, Reminder, ReminderStep},
    invoices::{self, Invoice, InvoiceKind, Standing, Sums},
    plan_quotes::{self, PlanQuote},
    plan_versions,
    refunds::{self, Refund, RefundState},
    subscriptions::{self, Every, Pending, Subscription},
};
use testkit::{NOON, World};

use crate::fixtures::{control, is_taken};

fn tenant(number: u64) -> TenantId {
    TenantId::new(number, 1)
}

fn invoice(number: u64) -> Invoice {
    Invoice {
        id: InvoiceId::new(number, 1),
        tenant_id: tenant(1),
        kind: InvoiceKind::Invoice,
        number: format!("FA-2026-{number:04}"),
        issued_at: NOON + number.cast_signed(),
        due_at: NOON + 30 * DAY,
        currency: "EUR".to_owned(),
        net: 4900,
        tax: 980,
        gross: 5880,
        paid: 0,
        credited: 0,
        refunded: 0,
        corrects: None,
        pdf_sha256: String::new(),
        xml_sha256: "abc".to_owned(),
        kept_until: NOON + 3653 * DAY,
        mailed_at: None,
    }
}

fn billing_contact() -> BillingContact {
    BillingContact {
        kind: ContactKind::Billing,
        name: "Acme".to_owned(),
        email: "a@acme.example".to_owned(),
        phone: "+33".to_owned(),
        language: Locale::Fr,
        is_business: true,
        street: "1 rue".to_owned(),
        postcode: "75001".to_owned(),
        city: "Paris".to_owned(),
        country: "FR".to_owned(),
        siren: "732829320".to_owned(),
        vat_number: "FR44732829320".to_owned(),
        changed_at: NOON,
        confirmed_at: None,
    }
}

testkit::both_engines! {
    async fn what_is_to_come_is_kept_until_it_is_changed(world: World) {
        let mut tx = control(&world).await;
        let id = tenant(1);
        subscriptions::insert(&mut tx, &Subscription::new(id.clone(), Every::Month, 1, NOON)).await.unwrap();
        let version = plan_versions::find_current(&mut tx, "solo").await.unwrap().unwrap().id;
        let pending = Pending { version, every: Every::Year, at: NOON + DAY, is_cancelled: true };
        subscriptions::update_pending(&mut tx, &id, Some(&pending)).await.unwrap();
        let found = subscriptions::find(&mut tx, &id).await.unwrap().unwrap();
        assert_eq!((found.pending(), found.revision), (Some(pending.clone()), 1));
        assert_eq!(subscriptions::list_pending(&mut tx, NOON + DAY - 1, 9).await.unwrap(), []);
        assert_eq!(subscriptions::list_pending(&mut tx, NOON + DAY, 9).await.unwrap(), [found]);
        subscriptions::update_kept(&mut tx, &id, "dom_1 dom_2").await.unwrap();
        subscriptions::update_every(&mut tx, &id, Every::Year, 7).await.unwrap();
        subscriptions::update_changed(&mut tx, &id, Some(NOON + 9)).await.unwrap();
        let found = subscriptions::find(&mut tx, &id).await.unwrap().unwrap();
        assert_eq!((found.pending(), found.revision, found.trial_ends_at), (None, 2, Some(NOON + 9)));
        assert_eq!((found.every, found.anchor_day, found.kept.as_str()), (Every::Year, 7, "dom_1 dom_2"));
        for (start, end) in [(0, 10), (10, 20), (20, 30)] {
            subscriptions::insert_period(&mut tx, &id, start, end).await.unwrap();
        }
        subscriptions::update_period_end(&mut tx, &id, 15).await.unwrap();
        assert_eq!(subscriptions::list_periods(&mut tx, &id, 0).await.unwrap(), [(0, 10), (10, 15)]);
    }

    async fn a_quote_is_kept_and_a_change_is_taken_back(world: World) {
        let owner = world.owner("ann@example.test", "Acme", domain::plans::Plan::Starter).await;
        let mut tx = control(&world).await;
        let id = owner.tenant.id.clone();
        let version_id = plan_versions::find_current(&mut tx, "professional").await.unwrap().unwrap().id;
        let quote = PlanQuote {
            id: PlanQuoteId::new(1, 1), tenant_id: id.clone(), version_id, every: Every::Year, made_at: NOON,
            ends_at: NOON + 9, takes_at: NOON, revision: 3, lines: "[]".to_owned(),
        };
        plan_quotes::insert(&mut tx, &quote).await.unwrap();
        assert_eq!(plan_quotes::find(&mut tx, &id, &quote.id).await.unwrap(), Some(quote.clone()));
        assert_eq!(plan_quotes::find(&mut tx, &tenant(9), &quote.id).await.unwrap(), None);
        let before = subscriptions::find(&mut tx, &id).await.unwrap();
        plan_quotes::set_mark(&mut tx).await.unwrap();
        subscriptions::update_changed(&mut tx, &id, None).await.unwrap();
        plan_quotes::take_back(&mut tx).await.unwrap();
        assert_eq!(subscriptions::find(&mut tx, &id).await.unwrap(), before);
    }

    async fn a_subscription_is_due_and_has_periods(world: World) {
        let mut tx = control(&world).await;
        let new = |number, due_at| {
            let mut new = Subscription::new(tenant(number), Every::Month, 20_000, NOON);
            new.due_at = due_at;
            new
        };
        for (number, due_at) in [(1, NOON), (2, NOON + 1), (3, NOON)] {
            subscriptions::insert(&mut tx, &new(number, due_at)).await.unwrap();
        }
        assert_eq!(subscriptions::find(&mut tx, &tenant(2)).await.unwrap(), Some(new(2, NOON + 1)));
        let due = subscriptions::list_due(&mut tx, NOON, (0, ""), 10).await.unwrap();
        assert_eq!(due, [new(1, NOON), new(3, NOON)]);
        let after = (NOON, due[0].tenant_id.as_str());
        assert_eq!(subscriptions::list_due(&mut tx, NOON, after, 10).await.unwrap(), [new(3, NOON)]);
        subscriptions::update_due(&mut tx, &tenant(1), NOON + 9).await.unwrap();
        assert_eq!(subscriptions::find_locked(&mut tx, &tenant(1)).await.unwrap(), Some(new(1, NOON + 9)));
        assert_eq!(subscriptions::find_locked(&mut tx, &tenant(9)).await.unwrap(), None);

        for (start, end) in [(0, 10), (10, 20), (10, 99)] {
            subscriptions::insert_period(&mut tx, &tenant(1), start, end).await.unwrap();
        }
        assert_eq!(subscriptions::list_periods(&mut tx, &tenant(1), 9).await.unwrap(), [(0, 10), (10, 20)]);
        assert_eq!(subscriptions::list_periods(&mut tx, &tenant(1), 10).await.unwrap(), [(10, 20)]);
        assert_eq!(subscriptions::find_last_period(&mut tx, &tenant(1)).await.unwrap(), Some((10, 20)));
        assert_eq!(subscriptions::find_last_period(&mut tx, &tenant(2)).await.unwrap(), None);
    }

    async fn items_are_opened_closed_and_charged(world: World) {
        let mut tx = control(&world).await;
        let new = |number, opened_at| BillingItem {
            id: BillingItemId::new(number, 1), tenant_id: tenant(1), kind: ItemKind::Plan, source: "pvn_1".to_owned(),
            title_en: "Plan".to_owned(), title_fr: "Formule".to_owned(), price: 4900, currency: "EUR".to_owned(),
            opened_at, closed_at: None, charged_until: None,
        };
        assert!(!billing_items::exists(&mut tx, &tenant(1)).await.unwrap());
        billing_items::insert(&mut tx, &new(1, 10)).await.unwrap();
        billing_items::update_closed(&mut tx, &tenant(1), ItemKind::Plan, 20).await.unwrap();
        billing_items::insert(&mut tx, &new(2, 30)).await.unwrap();
        billing_items::update_closed(&mut tx, &tenant(1), ItemKind::Plan, 25).await.unwrap();
        let items = billing_items::list_open(&mut tx, &tenant(1)).await.unwrap();
        let closed: Vec<_> = items.iter().map(|item| (item.opened_at, item.closed_at)).collect();
        assert_eq!(closed, [(10, Some(20)), (30, Some(30))]);
        assert_eq!((items[0].title(Locale::En), items[0].title(Locale::Fr)), ("Plan", "Formule"));
        billing_items::update_charged(&mut tx, &items[0].id, 20).await.unwrap();
        let left = billing_items::list_open(&mut tx, &tenant(1)).await.unwrap();
        let mut within = Vec::new();
        for (from, until) in [(0, 10), (0, 11), (20, 30), (20, 31)] {
            within.push(billing_items::list_within(&mut tx, &tenant(1), from, until).await.unwrap().len());
        }
        assert_eq!(within, [0, 1, 0, 0], "what never began was never had");
        assert_eq!(left, items[1..], "what was charged to its end is settled");
        assert!(billing_items::exists(&mut tx, &tenant(1)).await.unwrap());
    }

    async fn a_contact_of_each_kind_is_replaced(world: World) {
        let mut tx = control(&world).await;
        let contact = billing_contact();
        billing_contacts::upsert(&mut tx, &tenant(1), &contact).await.unwrap();
        let other = BillingContact { is_business: false, language: Locale::En, ..contact };
        billing_contacts::upsert(&mut tx, &tenant(1), &other).await.unwrap();
        assert_eq!(billing_contacts::find(&mut tx, &tenant(1), ContactKind::Billing).await.unwrap(), Some(other.clone()));
        assert_eq!(billing_contacts::find(&mut tx, &tenant(1), ContactKind::Owner).await.unwrap(), None);
        assert_eq!(billing_contacts::list(&mut tx, &tenant(1)).await.unwrap(), std::slice::from_ref(&other));
        assert_eq!(billing_contacts::find(&mut tx, &tenant(2), ContactKind::Billing).await.unwrap(), None);
    }

    async fn a_contact_is_confirmed_by_the_newest_link_once_and_while_its_address_stays(world: World) {
        let mut tx = control(&world).await;
        let kind = ContactKind::Technical;
        let contact = BillingContact { kind, ..billing_contact() };
        billing_contacts::upsert(&mut tx, &tenant(1), &contact).await.unwrap();
        billing_contacts::update_token(&mut tx, &tenant(1), kind, ("hash", NOON + 9)).await.unwrap();
        let found = billing_contacts::find_by_token(&mut tx, "hash", NOON).await.unwrap();
        assert_eq!(found, Some((tenant(1), contact.clone())));
        assert_eq!(billing_contacts::find_by_token(&mut tx, "hash", NOON + 9).await.unwrap(), None);
        assert_eq!(billing_contacts::find_by_token(&mut tx, "", NOON).await.unwrap(), None);
        assert!(!billing_contacts::update_confirmed(&mut tx, "other", NOON).await.unwrap());
        assert!(billing_contacts::update_confirmed(&mut tx, "hash", NOON).await.unwrap());
        assert!(!billing_contacts::update_confirmed(&mut tx, "hash", NOON).await.unwrap(), "once");
        let confirmed = BillingContact { confirmed_at: Some(NOON), ..contact };
        assert_eq!(billing_contacts::find(&mut tx, &tenant(1), kind).await.unwrap(), Some(confirmed.clone()));
        billing_contacts::update_token(&mut tx, &tenant(1), kind, ("hash", NOON + 9)).await.unwrap();
        let moved = BillingContact { email: "b@acme.example".to_owned(), confirmed_at: None, ..confirmed };
        billing_contacts::upsert(&mut tx, &tenant(1), &moved).await.unwrap();
        let found = billing_contacts::find_by_token(&mut tx, "hash", NOON).await.unwrap();
        assert_eq!(found, None, "a link to the address before leads no further");
    }

    async fn a_document_is_kept_with_its_files(world: World) {
        let mut tx = control(&world).await;
        let (one, two) = (invoice(1), invoice(2));
        invoices::insert(&mut tx, &one, "{}", "<xml/>").await.unwrap();
        invoices::insert(&mut tx, &two, "{}", "").await.unwrap();
        assert_eq!(invoices::find(&mut tx, &tenant(1), &one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(invoices::find(&mut tx, &tenant(2), &one.id).await.unwrap(), None);
        assert_eq!(invoices::list(&mut tx, &tenant(1), 10).await.unwrap(), [two.clone(), one.clone()]);
        let frozen = invoices::find_document(&mut tx, &one.id).await.unwrap();
        assert_eq!(frozen, Some(("{}".to_owned(), "<xml/>".to_owned())));
        assert_eq!(invoices::find_pdf(&mut tx, &one.id).await.unwrap(), None);
        invoices::update_pdf(&mut tx, &one.id, b"%PDF\0\xff", "sha").await.unwrap();
        invoices::update_pdf(&mut tx, &one.id, b"another", "other").await.unwrap();
        assert_eq!(invoices::find_pdf(&mut tx, &one.id).await.unwrap(), Some(b"%PDF\0\xff".to_vec()));
        let without = invoices::list_without_pdf(&mut tx, &tenant(1)).await.unwrap();
        assert_eq!(without, std::slice::from_ref(&two));
        invoices::update_mailed(&mut tx, &two.id, NOON).await.unwrap();
        let unmailed = invoices::list_unmailed(&mut tx, &tenant(1)).await.unwrap();
        assert_eq!(unmailed, [Invoice { pdf_sha256: "sha".to_owned(), ..one.clone() }]);
        invoices::update_settled(&mut tx, &one.id, 1000, 80).await.unwrap();
        let found = invoices::find_locked(&mut tx, &one.number).await.unwrap().unwrap();
        assert_eq!((found.paid, found.credited, found.left()), (1000, 80, 4800));
        let proforma = Invoice { id: InvoiceId::new(3, 1), kind: InvoiceKind::Proforma, number: String::new(), ..one };
        invoices::insert(&mut tx, &proforma, "{}", "").await.unwrap();
        assert_eq!(invoices::find_locked(&mut tx, "").await.unwrap(), None);
        invoices::delete_proforma(&mut tx, &tenant(1)).await.unwrap();
        assert_eq!(invoices::list(&mut tx, &tenant(1), 10).await.unwrap().len(), 2);
        let payment = Payment {
            id: PaymentId::new(1, 1), amount: 1000, day: 20_000, reference: "SEPA".to_owned(),
            noted_by: "an operator".to_owned(), noted_at: NOON, provider_id: String::new(),
            taken_back_at: None, taken_back_by: String::new(), taken_back_reason: String::new(),
        };
        invoice_payments::insert(&mut tx, &two.id, &payment).await.unwrap();
        assert_eq!(invoice_payments::list(&mut tx, &two.id).await.unwrap(), std::slice::from_ref(&payment));
        let why = ("bob", "the wrong invoice");
        assert!(invoice_payments::update_taken_back(&mut tx, &payment.id, NOON + 1, why).await.unwrap());
        assert!(!invoice_payments::update_taken_back(&mut tx, &payment.id, NOON + 2, ("eve", "")).await.unwrap());
        let taken_back = Payment {
            taken_back_at: Some(NOON + 1), taken_back_by: "bob".to_owned(),
            taken_back_reason: "the wrong invoice".to_owned(), ..payment
        };
        assert_eq!(invoice_payments::list(&mut tx, &two.id).await.unwrap(), [taken_back]);
        let again = Invoice { id: InvoiceId::new(4, 1), ..two };
        assert!(is_taken(invoices::insert(&mut tx, &again, "{}", "").await));
    }

    async fn operators_find_documents_of_every_tenant_by_how_they_stand(world: World) {
        let mut tx = control(&world).await;
        let (one, two) = (invoice(1), Invoice { tenant_id: tenant(2), ..invoice(2) });
        let late = Invoice { due_at: NOON - DAY, paid: 880, ..invoice(3) };
        let paid = Invoice { due_at: NOON - DAY, paid: 5880, ..invoice(4) };
        let back = Invoice { due_at: NOON - DAY, credited: 5880, ..invoice(5) };
        for one in [&one, &two, &late, &paid, &back] {
            invoices::insert(&mut tx, one, "{}", "").await.unwrap();
        }
        let mut numbers = async |standing, before, limit| -> Vec<String> {
            let listed = invoices::list_of_all(&mut tx, standing, NOON, before, limit).await.unwrap();
            listed.into_iter().map(|one| one.number[8..].to_owned()).collect()
        };
        let newest = (i64::MAX, "");
        assert_eq!(numbers(None, newest, 10).await, ["0005", "0004", "0003", "0002", "0001"]);
        assert_eq!(numbers(Some(Standing::Open), newest, 10).await, ["0003", "0002", "0001"]);
        assert_eq!(numbers(Some(Standing::Overdue), newest, 10).await, ["0003"]);
        assert_eq!(numbers(Some(Standing::Settled), newest, 10).await, ["0005", "0004"]);
        assert_eq!(numbers(None, (late.issued_at, late.id.as_str()), 1).await, ["0002"]);
        assert_eq!(invoices::find_any(&mut tx, &two.id).await.unwrap(), Some(two.clone()));
        let sums = invoices::sums(&mut tx, &tenant(1), NOON).await.unwrap();
        assert_eq!((sums.invoiced, sums.open, sums.overdue), (3 * 5880, 5880 + 5000, 5000));
        assert_eq!(invoices::sums(&mut tx, &tenant(9), NOON).await.unwrap(), Sums::default());
    }

    async fn what_is_owed_is_listed_by_its_day_and_reminded_once(world: World) {
        let mut tx = control(&world).await;
        let note = Invoice { kind: InvoiceKind::CreditNote, number: "AV-2026-0001".to_owned(), ..invoice(4) };
        let late = Invoice { due_at: NOON, ..invoice(3) };
        for one in [&invoice(1), &invoice(2), &late, &note] {
            invoices::insert(&mut tx, one, "{}", "").await.unwrap();
        }
        invoices::update_settled(&mut tx, &invoice(2).id, 5880, 0).await.unwrap();
        let by = NOON + 30 * DAY;
        let owed = invoices::list_owed(&mut tx, by, (0, ""), 9).await.unwrap();
        assert_eq!(owed, [late.clone(), invoice(1)]);
        let after = (NOON, late.id.as_str());
        assert_eq!(invoices::list_owed(&mut tx, by, after, 9).await.unwrap(), [invoice(1)]);
        assert_eq!(invoices::list_owed(&mut tx, by - 1, (0, ""), 9).await.unwrap(), std::slice::from_ref(&late));
        let of = |step, sent_at| Reminder { step, sent_to: "a@acme.test".to_owned(), sent_at };
        let sent = [of(ReminderStep::Before, NOON), of(ReminderStep::First, NOON + 1)];
        for one in sent.iter().chain([&of(ReminderStep::First, NOON + 2)]) {
            invoice_reminders::insert(&mut tx, &late.id, one).await.unwrap();
        }
        assert_eq!(invoice_reminders::list(&mut tx, &late.id).await.unwrap(), sent);
        assert_eq!(invoice_reminders::list(&mut tx, &note.id).await.unwrap(), []);
        assert_eq!((note.left(), invoice(1).left()), (0, 5880), "nothing is owed for what is no invoice");
    }

    async fn what_arrives_elsewhere_is_noted_once_and_a_page_is_open_until_its_end(world: World) {
        let mut tx = control(&world).await;
        let one = invoice(1);
        invoices::insert(&mut tx, &one, "{}", "").await.unwrap();
        assert_eq!(invoices::find_by_id_locked(&mut tx, &one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(invoices::find_by_id_locked(&mut tx, &invoice(2).id).await.unwrap(), None);
        let of = |number, provider_id: &str| Payment {
            id: PaymentId::new(number, 1), amount: 10, day: 20_000, reference: "pi_1".to_owned(),
            noted_by: "Stripe".to_owned(), noted_at: NOON, provider_id: provider_id.to_owned(),
            taken_back_at: None, taken_back_by: String::new(), taken_back_reason: String::new(),
        };
        assert!(invoice_payments::insert(&mut tx, &one.id, &of(1, "pi_1")).await.unwrap());
        assert!(!invoice_payments::insert(&mut tx, &one.id, &of(2, "pi_1")).await.unwrap());
        // What an operator notes may be called the same.
        assert!(invoice_payments::insert(&mut tx, &one.id, &of(3, "")).await.unwrap());
        assert_eq!(invoice_payments::list(&mut tx, &one.id).await.unwrap(), [of(1, "pi_1"), of(3, "")]);
        let found = invoice_payments::find_by_provider(&mut tx, "pi_1").await.unwrap();
        assert_eq!(found, Some((one.id.clone(), of(1, "pi_1"))));
        assert_eq!(invoice_payments::find_by_provider(&mut tx, "").await.unwrap(), None);

        let page = |id: &str, ends_at| Checkout {
            id: id.to_owned(), amount: 10, url: "https://pay.example".to_owned(), ends_at,
        };
        checkouts::insert(&mut tx, &one.id, &page("cs_1", NOON + 9), NOON).await.unwrap();
        checkouts::insert(&mut tx, &one.id, &page("cs_2", NOON + 5), NOON + 1).await.unwrap();
        let open = async |tx: &mut _, now| checkouts::list_open(tx, &one.id, now).await.unwrap();
        assert_eq!(open(&mut tx, NOON + 1).await, [page("cs_2", NOON + 5), page("cs_1", NOON + 9)]);
        assert_eq!(open(&mut tx, NOON + 5).await, [page("cs_1", NOON + 9)]);
        assert_eq!(open(&mut tx, NOON + 9).await, []);
        checkouts::update_ended(&mut tx, &one.id, NOON + 6).await.unwrap();
        assert_eq!(open(&mut tx, NOON + 4).await, [page("cs_2", NOON + 5), page("cs_1", NOON + 6)]);
        assert_eq!(open(&mut tx, NOON + 6).await, []);
        assert_eq!(checkouts::count(&mut tx, &one.id).await.unwrap(), 2);
    }

    async fn what_is_paid_back_is_kept_with_its_payment_and_counts_in_what_is_owed(world: World) {
        let mut tx = control(&world).await;
        let one = Invoice { paid: 5880, credited: 5880, ..invoice(1) };
        invoices::insert(&mut tx, &one, "{}", "").await.unwrap();
        let payment = Payment {
            id: PaymentId::new(1, 1), amount: 5880, day: 20_000, reference: String::new(),
            noted_by: "Stripe".to_owned(), noted_at: NOON, provider_id: "pi_1".to_owned(),
            taken_back_at: None, taken_back_by: String::new(), taken_back_reason: String::new(),
        };
        invoice_payments::insert(&mut tx, &one.id, &payment).await.unwrap();
        let of = |number, provider_id: &str| Refund {
            id: RefundId::new(number, 1), invoice_id: one.id.clone(), payment_id: payment.id.clone(), amount: 80,
            reason: "why".to_owned(), is_by_provider: true, state: RefundState::Asked,
            provider_id: provider_id.to_owned(), problem: String::new(), asked_by: "bob".to_owned(), asked_at: NOON,
            changed_at: NOON,
        };
        refunds::insert(&mut tx, &of(1, "")).await.unwrap();
        refunds::insert(&mut tx, &of(2, "")).await.unwrap();
        let done = Refund { state: RefundState::Done, problem: "none".to_owned(), changed_at: NOON + 1, ..of(1, "re_1") };
        refunds::update(&mut tx, &done).await.unwrap();
        assert_eq!(refunds::list(&mut tx, &one.id).await.unwrap(), [done.clone(), of(2, "")]);
        assert_eq!(refunds::find(&mut tx, &done.id).await.unwrap(), Some(done.clone()));
        assert_eq!(refunds::find_by_provider(&mut tx, "re_1").await.unwrap(), Some(done));
        assert_eq!(refunds::find_by_provider(&mut tx, "").await.unwrap(), None);
        invoices::update_refunded(&mut tx, &one.id, 6000).await.unwrap();
        let found = invoices::find_any(&mut tx, &one.id).await.unwrap().unwrap();
        assert_eq!((found.refunded, found.left()), (6000, 120));
        let open = invoices::list_of_all(&mut tx, Some(Standing::Open), NOON, (i64::MAX, ""), 9).await.unwrap();
        assert_eq!(open.len(), 1, "more went back than was due: it is owed again");
        assert_eq!(invoices::list_owed(&mut tx, one.due_at, (0, ""), 9).await.unwrap().len(), 1);
        assert_eq!(invoices::sums(&mut tx, &tenant(1), NOON).await.unwrap().open, 120);
        assert!(is_taken(refunds::insert(&mut tx, &of(3, "re_1")).await));
    }

    async fn what_became_of_a_handover_is_kept_until_its_last_word(world: World) {
        let mut tx = control(&world).await;
        let (one, two) = (invoice(1), invoice(2));
        for new in [&one, &two] {
            invoices::insert(&mut tx, new, "{}", "").await.unwrap();
            invoice_handovers::insert(&mut tx, &new.id, NOON).await.unwrap();
        }
        invoice_handovers::insert(&mut tx, &one.id, NOON + 1).await.unwrap();
        let waiting = Handover {
            state: HandoverState::Waiting, flow_id: String::new(), reason: String::new(), changed_at: NOON,
        };
        assert_eq!(invoice_handovers::find(&mut tx, &one.id).await.unwrap(), Some(waiting.clone()));
        let open = invoice_handovers::list_open(&mut tx, "", 9).await.unwrap();
        assert_eq!(open, [one.id.clone(), two.id.clone()]);
        let refused = Handover { state: HandoverState::Refused, reason: "why".to_owned(), ..waiting };
        invoice_handovers::update(&mut tx, &one.id, &refused).await.unwrap();
        assert_eq!(invoice_handovers::find(&mut tx, &one.id).await.unwrap(), Some(refused));
        assert_eq!(invoice_handovers::list_open(&mut tx, "", 9).await.unwrap(), std::slice::from_ref(&two.id));
        assert_eq!(invoice_handovers::list_open(&mut tx, two.id.as_str(), 9).await.unwrap(), []);
    }

    async fn numbers_have_no_hole_and_are_given_once(world: World) {
        let mut tx = control(&world).await;
        assert_eq!(invoices::insert_number(&mut tx, "FA", 2026).await.unwrap(), 1);
        drop(tx);
        // What was not committed gave its number back.
        let (one, two, three) = tokio::join!(number(&world), number(&world), number(&world));
        let mut given = [one, two, three];
        given.sort_unstable();
        assert_eq!(given, [1, 2, 3]);
        let mut tx = control(&world).await;
        assert_eq!(invoices::insert_number(&mut tx, "FA", 2027).await.unwrap(), 1);
        assert_eq!(invoices::insert_number(&mut tx, "AV", 2026).await.unwrap(), 1);
    }
}

async fn number(world: &World) -> i64 {
    let mut tx = control(world).await;
    let number = invoices::insert_number(&mut tx, "FA", 2026).await.unwrap();
    tx.commit().await.unwrap();
    number
}
