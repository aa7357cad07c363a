use domain::JobId;
use store::{
    Mode,
    control::jobs::{self, Job},
};
use testkit::NOON;

use crate::fixtures::{control, is_taken};

fn id(number: u64) -> JobId {
    JobId::new(number, 1)
}

testkit::both_engines! {
    async fn due_jobs_are_taken_oldest_first(world: World) {
        let mut tx = control(&world).await;
        jobs::insert(&mut tx, &id(1), "{\"a\":1}", NOON + 2).await.unwrap();
        jobs::insert(&mut tx, &id(2), "{\"b\":2}", NOON + 1).await.unwrap();
        assert_eq!(jobs::take(&mut tx, NOON, NOON + 100).await.unwrap(), None);
        let first = jobs::take(&mut tx, NOON + 2, NOON + 100).await.unwrap();
        assert_eq!(first, Some(Job { id: id(2), job: "{\"b\":2}".to_owned(), tries: 1, created_at: NOON + 1, error: None }));
        assert_eq!(jobs::take(&mut tx, NOON + 2, NOON + 100).await.unwrap().unwrap().id, id(1));
        assert_eq!(jobs::take(&mut tx, NOON + 2, NOON + 100).await.unwrap(), None);
    }

    async fn a_lease_that_ran_out_is_taken_by_another(world: World) {
        let mut tx = control(&world).await;
        jobs::insert(&mut tx, &id(1), "{}", NOON).await.unwrap();
        assert_eq!(jobs::take(&mut tx, NOON, NOON + 100).await.unwrap().unwrap().tries, 1);
        assert_eq!(jobs::take(&mut tx, NOON + 99, NOON + 200).await.unwrap(), None);
        assert_eq!(jobs::take(&mut tx, NOON + 100, NOON + 200).await.unwrap().unwrap().tries, 2);
        jobs::delete(&mut tx, &id(1)).await.unwrap();
        assert_eq!(jobs::take(&mut tx, NOON + 900, NOON + 999).await.unwrap(), None);
    }

    async fn a_retry_waits_and_a_failure_stays(world: World) {
        let mut tx = control(&world).await;
        jobs::insert(&mut tx, &id(1), "{}", NOON).await.unwrap();
        jobs::take(&mut tx, NOON, NOON + 100).await.unwrap().unwrap();
        jobs::update_retry(&mut tx, &id(1), NOON + 30, "no route").await.unwrap();
        assert_eq!(jobs::take(&mut tx, NOON + 29, NOON + 100).await.unwrap(), None);
        assert_eq!(jobs::take(&mut tx, NOON + 30, NOON + 100).await.unwrap().unwrap().tries, 2);
        jobs::update_failed(&mut tx, &id(1), NOON + 31, "no such address").await.unwrap();
        assert_eq!(jobs::take(&mut tx, NOON + 1000, NOON + 2000).await.unwrap(), None);
        let failed = "select count(*) from jobs where failed_at is not null and error = 'no such address'";
        assert_eq!(crate::fixtures::number(tx.raw(), failed).await, 1);
    }

    async fn two_workers_never_hold_the_same_job(world: World) {
        let mut tx = control(&world).await;
        for number in 1..=20 {
            jobs::insert(&mut tx, &id(number), "{}", NOON).await.unwrap();
        }
        tx.commit().await.unwrap();
        let workers: Vec<_> = (0..2)
            .map(|_| {
                let store = world.store.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    // An empty answer may only mean that the other one was quicker.
                    let mut empty = 0;
                    while empty < 20 {
                        let mut tx = store.control(Mode::Write).await.unwrap();
                        match jobs::take(&mut tx, NOON, NOON + 100).await.unwrap() {
                            Some(job) => taken.push(job.id),
                            None => empty += 1,
                        }
                        tx.commit().await.unwrap();
                    }
                    taken
                })
            })
            .collect();
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.unwrap());
        }
        taken.sort();
        assert_eq!(taken, (1..=20).map(id).collect::<Vec<_>>());
    }

    async fn an_id_is_used_once(world: World) {
        let mut tx = control(&world).await;
        jobs::insert(&mut tx, &id(1), "{}", NOON).await.unwrap();
        assert!(is_taken(jobs::insert(&mut tx, &id(1), "{}", NOON).await));
    }
}
