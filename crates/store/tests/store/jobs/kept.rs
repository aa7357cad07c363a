//! What becomes of jobs that are over or called off, and how they are listed.

use super::*;

testkit::both_engines! {
    async fn a_job_that_is_called_off_is_lost_to_whoever_runs_it(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        put(&mut tx, Put { number: 2, ..MAIL }).await;
        let running = jobs::take_this(&mut tx, &id(2), NOON, NOON + 100).await.unwrap().unwrap();
        assert_eq!(jobs::take_this(&mut tx, &id(2), NOON, NOON + 100).await.unwrap(), None);
        assert!(jobs::update_cancelled(&mut tx, &id(1), NOON + 1).await.unwrap());
        assert!(jobs::update_cancelled(&mut tx, &id(2), NOON + 1).await.unwrap());
        assert!(!jobs::update_lease(&mut tx, &running.id, running.fence, NOON + 200).await.unwrap());
        assert!(!jobs::update_cancelled(&mut tx, &id(2), NOON + 1).await.unwrap());
        assert_eq!(take(&mut tx, NOON + 100).await, None);
        assert_eq!(jobs::delete_over(&mut tx, NOON + 1, 10).await.unwrap(), 0);
        assert_eq!(jobs::delete_over(&mut tx, NOON + 2, 1).await.unwrap(), 1);
        assert_eq!(jobs::delete_over(&mut tx, NOON + 2, 10).await.unwrap(), 1);
    }

    async fn what_waits_ahead_of_one_kind_and_tenant_is_called_off(world: World) {
        let mut tx = control(&world).await;
        let ahead = Put { run_at: NOON + 9, tenant: Some(1), ..MAIL };
        put(&mut tx, Put { number: 2, run_at: NOON + 5, ..ahead }).await;
        put(&mut tx, Put { number: 3, tenant: Some(2), ..ahead }).await;
        put(&mut tx, Put { number: 4, kind: "recount", ..ahead }).await;
        put(&mut tx, Put { number: 5, ..ahead }).await;
        put(&mut tx, ahead).await;
        jobs::take_this(&mut tx, &id(5), NOON, NOON + 100).await.unwrap().unwrap();
        jobs::update_cancelled_ahead(&mut tx, MAIL.kind, &tenant(1), NOON + 5).await.unwrap();
        let mut found = Vec::new();
        for number in 1..=5 {
            let job = job_lists::find(&mut tx, &id(number)).await.unwrap().unwrap();
            found.push((job.state, job.ended_at));
        }
        let waits = (JobState::Waiting, None);
        assert_eq!(found, [(JobState::Cancelled, Some(NOON + 5)), waits, waits, waits, (JobState::Running, None)]);
    }

    async fn jobs_are_counted_and_listed_last_changed_first(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, Put { tenant: Some(1), ..MAIL }).await;
        put(&mut tx, Put { number: 2, run_at: NOON + 9, tenant: Some(2), ..MAIL }).await;
        put(&mut tx, Put { number: 3, tenant: Some(1), kind: "recount", ..MAIL }).await;
        let counts = job_lists::count(&mut tx).await.unwrap();
        let told: Vec<_> = counts.iter().map(|one| (one.kind.as_str(), one.state, one.count, one.oldest)).collect();
        assert_eq!(told, [("mail", JobState::Waiting, 2, NOON), ("recount", JobState::Waiting, 1, NOON)]);
        let due = job_lists::due(&mut tx, NOON + 8).await.unwrap();
        assert_eq!((due.waiting, due.lost), (2, 0));
        let job = jobs::take_this(&mut tx, &id(1), NOON + 5, NOON + 100).await.unwrap().unwrap();
        assert_eq!(job_lists::running(&mut tx).await.unwrap(), [("mail".to_owned(), 1)]);
        assert_eq!(job_lists::due(&mut tx, NOON + 100).await.unwrap().lost, 1);
        settle(&mut tx, &job, Settled { state: Some(JobState::Done), result: Some("7"), ..Settled::default() }).await;
        assert_eq!(job_lists::usual(&mut tx, "mail").await.unwrap(), Some(45));
        assert_eq!(job_lists::usual(&mut tx, "recount").await.unwrap(), None);
        let listed = async |tx: &mut ControlTx, filter: Filter<'_>| -> Vec<JobId> {
            job_lists::list(tx, &filter, 10).await.unwrap().into_iter().map(|job| job.id).collect()
        };
        let none = Filter::default();
        assert_eq!(listed(&mut tx, none.clone()).await, ids(&[1, 3, 2]));
        let own = tenant(1).to_string();
        assert_eq!(listed(&mut tx, Filter { tenant: Some(&own), ..none.clone() }).await, ids(&[1, 3]));
        assert_eq!(listed(&mut tx, Filter { state: Some(JobState::Done), ..none.clone() }).await, ids(&[1]));
        assert_eq!(listed(&mut tx, Filter { kinds: Some(&["recount"]), ..none.clone() }).await, ids(&[3]));
        assert_eq!(listed(&mut tx, Filter { kinds: Some(&[]), ..none.clone() }).await, ids(&[]));
        let third = id(3).to_string();
        assert_eq!(listed(&mut tx, Filter { before: Some((NOON, &third)), ..none }).await, ids(&[2]));
    }

    async fn steps_are_kept_as_they_are_now(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        let step = Step {
            number: 1,
            name: "refuse-changes".to_owned(),
            state: StepState::Running,
            output: String::new(),
            begun_at: NOON,
            ended_at: None,
        };
        job_steps::upsert(&mut tx, &id(1), &step).await.unwrap();
        let done = Step { state: StepState::Done, output: "closed".to_owned(), ended_at: Some(NOON + 1), ..step };
        job_steps::upsert(&mut tx, &id(1), &done).await.unwrap();
        assert_eq!(job_steps::list(&mut tx, &id(1)).await.unwrap(), [done]);
        assert_eq!(job_steps::list(&mut tx, &id(2)).await.unwrap(), []);
    }

    async fn a_schedule_is_moved_on_by_one(world: World) {
        let mut tx = control(&world).await;
        schedules::insert(&mut tx, "expire", NOON).await.unwrap();
        schedules::insert(&mut tx, "expire", NOON + 99).await.unwrap();
        assert_eq!(schedules::list(&mut tx).await.unwrap(), [("expire".to_owned(), NOON)]);
        assert!(schedules::update(&mut tx, "expire", NOON, NOON + 10).await.unwrap());
        assert!(!schedules::update(&mut tx, "expire", NOON, NOON + 20).await.unwrap());
        assert_eq!(schedules::list(&mut tx).await.unwrap(), [("expire".to_owned(), NOON + 10)]);
    }

    async fn two_workers_never_hold_the_same_job(world: World) {
        let mut tx = control(&world).await;
        for number in 1..=20 {
            put(&mut tx, Put { number, ..MAIL }).await;
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
                        match take(&mut tx, NOON).await {
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
}
