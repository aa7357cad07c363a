use store::tenant::rejected_records::{self, RejectedRecord};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

fn rejected(seq: i64, received_at: i64) -> RejectedRecord {
    RejectedRecord { seq, reason: "not JSON".to_owned(), record: "{\"é\":".to_owned(), received_at }
}

testkit::both_engines! {
    async fn the_newest_come_first_and_each_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        for (seq, at) in [(1, NOON), (2, NOON + 1), (3, NOON + 1)] {
            rejected_records::insert(&mut tx, &one.id, "a", &[rejected(seq, at)], 100).await.unwrap();
        }
        // The same record once more changes nothing; the same number of another spool is another record.
        rejected_records::insert(&mut tx, &one.id, "a", &[rejected(3, NOON + 9)], 100).await.unwrap();
        rejected_records::insert(&mut tx, &one.id, "b", &[rejected(3, NOON)], 100).await.unwrap();
        rejected_records::insert(&mut tx, &other.id, "a", &[rejected(3, NOON)], 100).await.unwrap();
        let listed = rejected_records::list(&mut tx, &one.id, 3).await.unwrap();
        assert_eq!(listed, [rejected(3, NOON + 1), rejected(2, NOON + 1), rejected(3, NOON)]);
        assert_eq!(rejected_records::list(&mut tx, &one.id, 9).await.unwrap().len(), 4);
    }

    async fn old_ones_are_let_go(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        for (seq, at) in [(1, NOON), (2, NOON + 1)] {
            rejected_records::insert(&mut tx, &one.id, "a", &[rejected(seq, at)], 100).await.unwrap();
        }
        assert_eq!(rejected_records::delete_between(&mut tx, 0, NOON + 1, 9).await.unwrap(), 1);
        assert_eq!(rejected_records::list(&mut tx, &one.id, 9).await.unwrap(), [rejected(2, NOON + 1)]);
    }

    async fn of_too_many_the_newest_stay(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        rejected_records::insert(&mut tx, &other.id, "a", &[rejected(1, NOON)], 3).await.unwrap();
        let first: Vec<_> = (1..=3).map(|seq| rejected(seq, NOON)).collect();
        rejected_records::insert(&mut tx, &one.id, "a", &first, 3).await.unwrap();
        let second: Vec<_> = (1..=2).map(|seq| rejected(seq, NOON + 1)).collect();
        rejected_records::insert(&mut tx, &one.id, "b", &second, 3).await.unwrap();
        let listed = rejected_records::list(&mut tx, &one.id, 9).await.unwrap();
        assert_eq!(listed, [rejected(2, NOON + 1), rejected(1, NOON + 1), rejected(3, NOON)]);
        assert_eq!(rejected_records::list(&mut tx, &other.id, 9).await.unwrap().len(), 1);
    }
}
