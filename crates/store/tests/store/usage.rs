//! Counters, what is promised of them, what is held beyond, and what is kept of it from day to day.

use domain::{AccountId, EventId, ReservationId, TenantId};
use store::{
    control::{
        usage_alerts,
        usage_days::{self, UsageDay},
    },
    tenant::{
        Among, events,
        gaps::{self, Gap, GapCause},
        held_records::{self, HeldRecord},
        reservations::{self, Reservation},
        usage_counters::{self, Counter},
    },
};
use testkit::NOON;

use crate::fixtures::{control, insert_agent, insert_tenant, tenant_tx};

testkit::both_engines! {
    async fn windows_are_counted_apart(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (first, second) = (NOON..NOON + 10, NOON + 10..NOON + 20);
        let empty = usage_counters::lock(&mut tx, "events", "", &first).await.unwrap();
        assert_eq!(empty, Counter::empty("events", "", &first));
        let more = |window, used, held, lost| Counter { used, held, lost, ..Counter::empty("events", "", window) };
        usage_counters::add(&mut tx, &[more(&first, 5, 2, 1), more(&second, 7, 0, 0)]).await.unwrap();
        usage_counters::add(&mut tx, &[more(&first, -1, 1, 0)]).await.unwrap();
        usage_counters::add(&mut tx, &[]).await.unwrap();
        let around = async |tx: &mut _, at| {
            let found = usage_counters::list_around(tx, &["events", "stored-bytes"], "", at).await.unwrap();
            found.into_iter().map(|one| (one.meter, one.used)).collect::<Vec<_>>()
        };
        let stored = ("stored-bytes".to_owned(), 0);
        let events = |used| ("events".to_owned(), used);
        assert_eq!(around(&mut tx, NOON).await, [events(4), stored.clone()]);
        assert_eq!(around(&mut tx, NOON + 10).await, [events(7), stored.clone()]);
        assert_eq!(around(&mut tx, NOON + 20).await, [stored]);
        let last = usage_counters::find_last(&mut tx, "events", "", NOON + 99).await.unwrap().unwrap();
        assert_eq!((last.starts_at, last.used, last.window()), (NOON + 10, 7, second));
        assert_eq!(usage_counters::find_last(&mut tx, "events", "somebody", NOON).await.unwrap(), None);
        assert_eq!(usage_counters::list_since(&mut tx, NOON + 10).await.unwrap().len(), 2);
        assert_eq!(usage_counters::delete_before(&mut tx, NOON + 11, 9).await.unwrap(), 1);
        assert_eq!(usage_counters::list_since(&mut tx, 0).await.unwrap().len(), 2);
    }

    async fn what_is_promised_counts_until_it_is_ended_or_runs_out(world: World) {
        let mut tx = tenant_tx(&world).await;
        let who = AccountId::new(1, 1).to_string();
        let one = |number, who: &str, amount, expires_at| Reservation {
            id: ReservationId::new(number, 1), meter: "actions".to_owned(), who: who.to_owned(),
            starts_at: NOON, amount, expires_at,
        };
        let (own, others) = (one(1, &who, 3, NOON + 10), one(2, "", 4, NOON + 20));
        reservations::insert(&mut tx, &own).await.unwrap();
        reservations::insert(&mut tx, &others).await.unwrap();
        let sum = async |tx: &mut _, at| {
            reservations::sum(tx, ("actions", who.as_str()), NOON, at).await.unwrap()
        };
        assert_eq!(sum(&mut tx, NOON).await, (7, 3));
        assert_eq!(sum(&mut tx, NOON + 10).await, (4, 0));
        assert_eq!(reservations::sum(&mut tx, ("actions", ""), NOON + 1, NOON).await.unwrap(), (0, 0));
        assert_eq!(reservations::delete(&mut tx, &own.id, NOON + 10).await.unwrap(), None, "it ran out");
        assert_eq!(reservations::delete(&mut tx, &others.id, NOON).await.unwrap(), Some(others.clone()));
        assert_eq!(reservations::delete(&mut tx, &others.id, NOON).await.unwrap(), None);
        assert_eq!(reservations::delete_before(&mut tx, NOON + 11, 9).await.unwrap(), 1);
    }

    async fn what_is_held_is_known_again_and_goes(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await.id;
        let one = |number, at| HeldRecord {
            id: EventId::new(number, 1), agent_id: agent.clone(), at, received_at: NOON + 1,
            window_at: NOON, record: format!("record {number}"),
        };
        assert_eq!(held_records::count(&mut tx).await.unwrap(), (0, None));
        let all = [one(1, NOON), one(2, NOON + 5)];
        held_records::insert(&mut tx, &all).await.unwrap();
        assert_eq!(held_records::count(&mut tx).await.unwrap(), (2, Some(NOON + 1)));
        assert_eq!(held_records::list(&mut tx, "", 9).await.unwrap(), all);
        assert_eq!(held_records::list(&mut tx, all[0].id.as_str(), 9).await.unwrap(), all[1..]);
        let known = events::list_records(&mut tx, &agent, &[NOON + 5]).await.unwrap();
        assert_eq!(known, ["record 2"]);
        held_records::delete(&mut tx, &[&all[0].id]).await.unwrap();
        assert_eq!(held_records::count(&mut tx).await.unwrap().0, 1);
    }

    async fn a_gap_beyond_the_plan_lengthens_as_long_as_it_goes_on(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await.id;
        let gap = |from: i64, to: i64, lost| Gap {
            agent_id: agent.clone(), from_at: NOON + from, to_at: NOON + to, cause: GapCause::OverPlan, lost,
        };
        for one in [gap(0, 10, 3), gap(15, 20, 4), gap(16, 18, 1), gap(99, 100, 2)] {
            gaps::lengthen(&mut tx, &one, 10).await.unwrap();
        }
        let listed = gaps::list(&mut tx, NOON, NOON + 200, Among::ALL).await.unwrap();
        assert_eq!(listed, [gap(0, 20, 8), gap(99, 100, 2)]);
    }

    async fn days_and_alerts_are_written_once(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let day = |day, used, quota| UsageDay {
            meter: "events".to_owned(), day, used, held: 1, lost: 2, quota,
        };
        usage_days::upsert(&mut tx, &acme, &[day(1, 5, Some(9)), day(2, 6, None)]).await.unwrap();
        usage_days::upsert(&mut tx, &acme, &[day(2, 7, None)]).await.unwrap();
        assert_eq!(usage_days::list(&mut tx, &acme, 1).await.unwrap(), [day(1, 5, Some(9)), day(2, 7, None)]);
        assert_eq!(usage_days::list(&mut tx, &acme, 2).await.unwrap(), [day(2, 7, None)]);
        usage_days::upsert(&mut tx, &acme, &[day(3, 0, None)]).await.unwrap();
        let (nobody, meter) = (TenantId::from("ten_0".to_owned()), day(1, 0, None).meter);
        let last = usage_days::list_last(&mut tx, &[acme.clone(), nobody], &meter).await.unwrap();
        assert_eq!(last, [(acme.clone(), 2)], "a day without any is none");
        assert_eq!(usage_days::list_last(&mut tx, &[], &meter).await.unwrap(), []);
        for is_new in [true, false] {
            let told = usage_alerts::insert(&mut tx, &acme, ("events", NOON), 50, NOON).await.unwrap();
            assert_eq!(told, is_new);
        }
        assert!(usage_alerts::insert(&mut tx, &acme, ("events", NOON), 80, NOON).await.unwrap());
        assert_eq!(usage_alerts::find_watchers(&mut tx, &acme).await.unwrap(), None);
        for accounts in ["[\"one\"]", "[]"] {
            usage_alerts::upsert_watchers(&mut tx, &acme, accounts, NOON).await.unwrap();
            assert_eq!(usage_alerts::find_watchers(&mut tx, &acme).await.unwrap().as_deref(), Some(accounts));
        }
    }
}
