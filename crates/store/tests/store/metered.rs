//! Keys of programs, and what they report.

use domain::UsageKeyId;
use store::control::{
    feature_rates::{self, FeatureRate},
    metered_events::{self, MeteredEvent, MeteredWindow, Summed},
    usage_keys::{self, UsageKey},
};
use testkit::NOON;

use crate::fixtures::{control, insert_tenant, is_taken};

testkit::both_engines! {
    async fn a_key_counts_until_it_is_revoked(world: World) {
        let mut tx = control(&world).await;
        let key = |number: u64, hash: &str| UsageKey {
            id: UsageKeyId::new(number, 1), name: "meter".to_owned(), prefix: "pvu_…abcd".to_owned(),
            key_hash: hash.to_owned(), created_by: "ann".to_owned(),
            created_at: NOON + i64::try_from(number).unwrap(), last_used_at: None, revoked_at: None,
        };
        let (one, two) = (key(1, "one"), key(2, "two"));
        usage_keys::insert(&mut tx, &one).await.unwrap();
        usage_keys::insert(&mut tx, &two).await.unwrap();
        assert_eq!(usage_keys::list(&mut tx).await.unwrap(), [two.clone(), one.clone()]);
        usage_keys::update_used(&mut tx, &one.id, NOON).await.unwrap();
        usage_keys::update_used(&mut tx, &one.id, NOON + 1).await.unwrap();
        let used = UsageKey { last_used_at: Some(NOON), ..one.clone() };
        assert_eq!(usage_keys::find_live(&mut tx, "one").await.unwrap(), Some(used.clone()));
        let revoked = usage_keys::update_revoked(&mut tx, &one.id, NOON + 2).await.unwrap();
        assert_eq!(revoked, Some(UsageKey { revoked_at: Some(NOON + 2), ..used }));
        assert_eq!(usage_keys::update_revoked(&mut tx, &one.id, NOON + 3).await.unwrap(), None);
        assert_eq!(usage_keys::find_live(&mut tx, "one").await.unwrap(), None);
        assert!(is_taken(usage_keys::insert(&mut tx, &key(3, "two")).await));
    }

    async fn an_event_is_one_however_often_it_comes(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let event = |name: &str, at: i64, value: i64, subject: &str| MeteredEvent {
            tenant_id: acme.clone(), name: name.to_owned(), feature: "minutes".to_owned(), at: NOON + at,
            claimed_at: NOON + at, received_at: NOON, value, subject: subject.to_owned(),
        };
        let all = [event("a", 0, 4, "x"), event("b", 5, -1, "y"), event("c", 9, 7, "x"), event("d", 10, 50, "z")];
        assert_eq!(metered_events::insert_new(&mut tx, &all).await.unwrap(), 4);
        assert_eq!(metered_events::insert_new(&mut tx, &[event("a", 1, 9, "x"), event("e", 12, 1, "")]).await.unwrap(), 1);
        let window = NOON..NOON + 10;
        let summed = metered_events::sum(&mut tx, &acme, "minutes", &window).await.unwrap();
        assert_eq!(summed, Summed { events: 3, sum: 10, max: 7, subjects: 2, last: 7 });
        let none = metered_events::sum(&mut tx, &acme, "hours", &window).await.unwrap();
        assert_eq!(none, Summed::default());
        let listed = metered_events::list(&mut tx, &acme, "minutes", &window, (0, "")).await.unwrap();
        assert_eq!(listed, all[..3]);
        let rest = metered_events::list(&mut tx, &acme, "minutes", &window, (NOON + 5, "b")).await.unwrap();
        assert_eq!(rest, all[2..3]);
        let on_invoice = |invoiced| MeteredWindow {
            feature: "minutes".to_owned(), starts_at: NOON, ends_at: NOON + 10, invoiced, rate: "{}".to_owned(),
        };
        metered_events::upsert_window(&mut tx, &acme, &on_invoice(10)).await.unwrap();
        metered_events::upsert_window(&mut tx, &acme, &on_invoice(12)).await.unwrap();
        assert_eq!(metered_events::list_windows(&mut tx, &acme, NOON).await.unwrap(), [on_invoice(12)]);
        assert_eq!(metered_events::list_windows(&mut tx, &acme, NOON + 10).await.unwrap(), []);
    }

    async fn a_feature_has_one_rate(world: World) {
        let mut tx = control(&world).await;
        let rate = |price| FeatureRate {
            feature: "events".to_owned(), aggregation: "max".to_owned(), price, per: 1000,
        };
        assert_eq!(feature_rates::list(&mut tx).await.unwrap(), []);
        for price in [Some(250), None] {
            feature_rates::upsert(&mut tx, &rate(price)).await.unwrap();
            assert_eq!(feature_rates::list(&mut tx).await.unwrap(), [rate(price)]);
        }
    }
}
