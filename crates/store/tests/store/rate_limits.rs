use domain::SECOND;
use store::{
    Mode,
    control::{
        expiring::{self, Expiring},
        rate_limits,
    },
};
use testkit::NOON;

use crate::fixtures::control;

const INTERVAL: i64 = 10 * SECOND;

testkit::both_engines! {
    async fn what_somebody_used_is_listed_by_their_keys_and_forgotten(world: World) {
        let mut tx = control(&world).await;
        for key in ["sign-in:ann", "sign-in:ann:net", "sign-in:anna", "reset:ann", "sign-in:bob"] {
            rate_limits::add(&mut tx, key, 100, NOON).await.unwrap();
        }
        let keys = ["sign-in:ann".to_owned(), "reset:ann".to_owned()];
        let found = rate_limits::list(&mut tx, &keys, NOON).await.unwrap();
        let names: Vec<_> = found.iter().map(|used| (used.key.as_str(), used.used_until)).collect();
        assert_eq!(names, [("sign-in:ann", NOON + 100), ("sign-in:ann:net", NOON + 100), ("reset:ann", NOON + 100)]);
        assert_eq!(rate_limits::list(&mut tx, &keys, NOON + 100).await.unwrap(), []);
        assert_eq!(rate_limits::delete_all(&mut tx, &keys).await.unwrap(), 3);
        assert_eq!(rate_limits::used_until(&mut tx, "sign-in:anna").await.unwrap(), NOON + 100);
    }

    async fn a_burst_passes_and_then_one_per_interval(world: World) {
        let mut tx = control(&world).await;
        let take = async |tx: &mut _, now| rate_limits::take(tx, "key", 3, INTERVAL, now).await.unwrap();
        for _ in 0..3 {
            assert_eq!(take(&mut tx, NOON).await, None);
        }
        assert_eq!(take(&mut tx, NOON).await, Some(INTERVAL));
        // Being refused costs nothing.
        assert_eq!(take(&mut tx, NOON + 4 * SECOND).await, Some(6 * SECOND));
        assert_eq!(take(&mut tx, NOON + INTERVAL - 1).await, Some(1));
        assert_eq!(take(&mut tx, NOON + INTERVAL).await, None);
        assert_eq!(take(&mut tx, NOON + INTERVAL).await, Some(INTERVAL));
        // After a long rest the burst is whole again, and no larger.
        for _ in 0..3 {
            assert_eq!(take(&mut tx, NOON + 100 * INTERVAL).await, None);
        }
        assert!(take(&mut tx, NOON + 100 * INTERVAL).await.is_some());
    }

    async fn keys_do_not_share(world: World) {
        let mut tx = control(&world).await;
        assert_eq!(rate_limits::take(&mut tx, "a", 1, INTERVAL, NOON).await.unwrap(), None);
        assert!(rate_limits::take(&mut tx, "a", 1, INTERVAL, NOON).await.unwrap().is_some());
        assert_eq!(rate_limits::take(&mut tx, "b", 1, INTERVAL, NOON).await.unwrap(), None);
        rate_limits::add(&mut tx, "c", 3 * INTERVAL, NOON).await.unwrap();
        rate_limits::add(&mut tx, "c", INTERVAL, NOON + 5).await.unwrap();
        assert_eq!(rate_limits::used_until(&mut tx, "c").await.unwrap(), NOON + 4 * INTERVAL);
        rate_limits::add(&mut tx, "c", INTERVAL, NOON + 9 * INTERVAL).await.unwrap();
        assert_eq!(rate_limits::used_until(&mut tx, "c").await.unwrap(), NOON + 10 * INTERVAL, "what is over is forgiven");
        assert_eq!(rate_limits::used_until(&mut tx, "nobody").await.unwrap(), 0);
        rate_limits::delete(&mut tx, "a").await.unwrap();
        assert_eq!(rate_limits::take(&mut tx, "a", 1, INTERVAL, NOON).await.unwrap(), None);
        assert!(rate_limits::take(&mut tx, "b", 1, INTERVAL, NOON).await.unwrap().is_some());
    }

    async fn what_is_whole_again_is_forgotten(world: World) {
        let mut tx = control(&world).await;
        rate_limits::take(&mut tx, "a", 3, INTERVAL, NOON).await.unwrap();
        rate_limits::take(&mut tx, "b", 3, INTERVAL, NOON + 1).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::RateLimits, NOON + INTERVAL, 100).await.unwrap(), 0);
        assert_eq!(expiring::delete(&mut tx, Expiring::RateLimits, NOON + INTERVAL + 1, 100).await.unwrap(), 1);
    }

    /// Those who guess passwords do not wait for each other's answers.
    async fn many_at_once_get_no_more_than_the_burst(world: World) {
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let store = world.store.clone();
                tokio::spawn(async move {
                    let mut tx = store.control(Mode::Write).await.unwrap();
                    let wait = rate_limits::take(&mut tx, "key", 3, INTERVAL, NOON).await.unwrap();
                    tx.commit().await.unwrap();
                    wait.is_none()
                })
            })
            .collect();
        let mut passed = 0;
        for task in tasks {
            passed += i64::from(task.await.unwrap());
        }
        assert_eq!(passed, 3);
    }

    async fn looking_at_an_allowance_takes_nothing(world: World) {
        let mut tx = control(&world).await;
        assert_eq!(rate_limits::find(&mut tx, "k", 3, 10, NOON).await.unwrap(), (0, 3));
        for left in [2, 1, 0] {
            assert_eq!(rate_limits::take(&mut tx, "k", 3, 10, NOON).await.unwrap(), None);
            let (wait, found) = rate_limits::find(&mut tx, "k", 3, 10, NOON).await.unwrap();
            assert_eq!((wait > 0, found), (left == 0, left));
        }
        assert_eq!(rate_limits::find(&mut tx, "k", 3, 10, NOON + 4).await.unwrap(), (6, 0));
        assert_eq!(rate_limits::find(&mut tx, "k", 3, 10, NOON + 10).await.unwrap(), (0, 1));
        assert_eq!(rate_limits::find(&mut tx, "k", 3, 10, NOON + 99).await.unwrap(), (0, 3));
    }
}
