//! Saved cards, the pages they are saved on, and invoices that are paid with them.

use domain::{DAY, InvoiceId, TenantId};
use store::control::{
    collections::{self, Collection, CollectionState},
    invoices::{self, Invoice, InvoiceKind},
    payment_methods::{self, PaymentMethod},
    payment_setups::{self, PaymentSetup},
};
use testkit::NOON;

use crate::fixtures::control;

fn card(method_id: &str) -> PaymentMethod {
    PaymentMethod {
        customer_id: "cus_1".to_owned(),
        method_id: method_id.to_owned(),
        brand: "visa".to_owned(),
        last_four: "4242".to_owned(),
        expires_month: 12,
        expires_year: 2030,
        is_automatic: false,
        saved_by: "ann@acme.test".to_owned(),
        saved_at: NOON,
    }
}

testkit::both_engines! {
    async fn a_card_is_kept_in_the_place_of_another_and_taken_away(world: World) {
        let mut tx = control(&world).await;
        let (one, two) = (TenantId::new(1, 1), TenantId::new(2, 1));
        assert_eq!(payment_methods::find(&mut tx, &one).await.unwrap(), None);
        payment_methods::upsert(&mut tx, &one, &card("pm_1")).await.unwrap();
        payment_methods::upsert(&mut tx, &two, &card("pm_2")).await.unwrap();
        payment_methods::update_automatic(&mut tx, &one, true).await.unwrap();
        payment_methods::upsert(&mut tx, &one, &card("pm_3")).await.unwrap();
        let kept = PaymentMethod { is_automatic: true, ..card("pm_3") };
        assert_eq!(payment_methods::find(&mut tx, &one).await.unwrap(), Some(kept.clone()), "what was said stays");
        assert_eq!(payment_methods::delete(&mut tx, &one).await.unwrap(), Some(kept));
        assert_eq!(payment_methods::delete(&mut tx, &one).await.unwrap(), None);
        assert_eq!(payment_methods::find(&mut tx, &two).await.unwrap(), Some(card("pm_2")));
    }

    async fn a_page_is_closed_once_with_those_before_it(world: World) {
        let mut tx = control(&world).await;
        let (one, two) = (TenantId::new(1, 1), TenantId::new(2, 1));
        let page = |id: &str, tenant: &TenantId, created_at| PaymentSetup {
            id: id.to_owned(), tenant_id: tenant.clone(), url: "https://pay.example".to_owned(),
            begun_by: "ann@acme.test".to_owned(), created_at, ends_at: created_at + DAY,
        };
        let all = [page("cs_1", &one, NOON), page("cs_2", &one, NOON + 1), page("cs_3", &one, NOON + 2), page("cs_4", &two, NOON)];
        for one in &all {
            payment_setups::insert(&mut tx, one).await.unwrap();
        }
        let open = async |tx: &mut _, now| payment_setups::list_open(tx, &one, now).await.unwrap();
        assert_eq!(open(&mut tx, NOON + 3).await, [all[2].clone(), all[1].clone(), all[0].clone()]);
        assert_eq!(open(&mut tx, NOON + DAY + 2).await, []);
        assert!(payment_setups::update_closed(&mut tx, &all[1], NOON + 3).await.unwrap());
        assert!(!payment_setups::update_closed(&mut tx, &all[1], NOON + 4).await.unwrap());
        assert!(!payment_setups::update_closed(&mut tx, &all[0], NOON + 4).await.unwrap(), "it was before");
        assert_eq!(payment_setups::find(&mut tx, "cs_1").await.unwrap(), None);
        assert_eq!(payment_setups::find(&mut tx, "cs_3").await.unwrap(), Some(all[2].clone()));
        payment_setups::delete(&mut tx, &one).await.unwrap();
        assert_eq!(open(&mut tx, NOON + 3).await, []);
        assert_eq!(payment_setups::find(&mut tx, "cs_4").await.unwrap(), Some(all[3].clone()));
    }

    async fn an_invoice_is_collected_once(world: World) {
        let mut tx = control(&world).await;
        let invoice = Invoice {
            id: InvoiceId::new(1, 1), tenant_id: TenantId::new(1, 1), kind: InvoiceKind::Invoice,
            number: "FA-2026-0001".to_owned(), issued_at: NOON, due_at: NOON, currency: "EUR".to_owned(),
            net: 4900, tax: 980, gross: 5880, paid: 0, credited: 0, refunded: 0, corrects: None,
            pdf_sha256: String::new(), xml_sha256: String::new(), kept_until: NOON, mailed_at: None,
        };
        invoices::insert(&mut tx, &invoice, "{}", "").await.unwrap();
        let asked = Collection::new(&card("pm_1"), 5880, NOON);
        assert!(collections::insert(&mut tx, &invoice.id, &asked).await.unwrap());
        let other = Collection::new(&card("pm_2"), 1, NOON);
        assert!(!collections::insert(&mut tx, &invoice.id, &other).await.unwrap());
        assert_eq!(collections::find(&mut tx, &invoice.id).await.unwrap(), Some(asked.clone()));
        let failed = Collection {
            state: CollectionState::Failed, problem: "card_declined".to_owned(), changed_at: NOON + 1, ..asked
        };
        assert!(collections::update(&mut tx, &invoice.id, &failed).await.unwrap());
        let done = Collection { state: CollectionState::Done, ..failed.clone() };
        assert!(!collections::update(&mut tx, &invoice.id, &done).await.unwrap(), "its last word was said");
        assert_eq!(collections::find(&mut tx, &invoice.id).await.unwrap(), Some(failed));
    }
}
