mod kept;

use domain::{
    JobId, Micros, TenantId,
    jobs::{JobState, Priority, StepState},
};
use store::{
    ControlTx, Mode,
    control::{
        job_lists::{self, Filter},
        job_steps::{self, Step},
        jobs::{self, Free, Job, NewJob, Settled},
        schedules,
    },
};
use testkit::NOON;
use tokio::task::JoinSet;

use crate::fixtures::control;

const KINDS: &[Free<'static>] = &[
    Free { kind: "mail", per_tenant: 1 },
    Free { kind: "recount", per_tenant: 1 },
    Free { kind: "copy", per_tenant: 3 },
];

fn id(number: u64) -> JobId {
    JobId::new(number, 1)
}

fn tenant(number: u64) -> TenantId {
    TenantId::new(number, 1)
}

struct Put<'a> {
    number: u64,
    kind: &'a str,
    tenant: Option<u64>,
    priority: Priority,
    run_at: Micros,
}

const MAIL: Put<'static> =
    Put { number: 1, kind: "mail", tenant: None, priority: Priority::Normal, run_at: NOON };

async fn put(tx: &mut ControlTx, put: Put<'_>) {
    let (id, tenant) = (id(put.number), put.tenant.map(tenant));
    let key = format!("key {}", put.number);
    let new = NewJob {
        id: &id,
        kind: put.kind,
        key: &key,
        data: "{}",
        tenant: tenant.as_ref(),
        priority: put.priority,
        run_at: put.run_at,
        asker: None,
    };
    assert_eq!(jobs::insert(tx, &new, NOON).await.unwrap(), (id.clone(), true));
}

async fn take(tx: &mut ControlTx, now: Micros) -> Option<Job> {
    jobs::take(tx, now, now + 100, Priority::Bulk, KINDS).await.unwrap()
}

async fn taken(tx: &mut ControlTx, now: Micros) -> Vec<JobId> {
    let mut ids = Vec::new();
    while let Some(job) = take(tx, now).await {
        ids.push(job.id);
    }
    ids
}

fn ids(numbers: &[u64]) -> Vec<JobId> {
    numbers.iter().copied().map(id).collect()
}

async fn settle(tx: &mut ControlTx, job: &Job, settled: Settled<'_>) -> bool {
    jobs::update_settled(tx, &job.id, job.fence, NOON + 50, &settled).await.unwrap()
}

testkit::both_engines! {
    async fn due_jobs_are_taken_by_priority_then_oldest_first(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, Put { run_at: NOON + 2, ..MAIL }).await;
        put(&mut tx, Put { number: 2, run_at: NOON + 1, ..MAIL }).await;
        put(&mut tx, Put { number: 3, priority: Priority::Bulk, ..MAIL }).await;
        put(&mut tx, Put { number: 4, priority: Priority::Urgent, run_at: NOON + 2, ..MAIL }).await;
        put(&mut tx, Put { number: 5, kind: "newer", ..MAIL }).await;
        assert_eq!(taken(&mut tx, NOON + 1).await, ids(&[2, 3]));
        assert_eq!(taken(&mut tx, NOON + 2).await, ids(&[4, 1]), "and none of a kind that is not known here");
        assert_eq!(jobs::take(&mut tx, NOON + 2, NOON + 9, Priority::Bulk, &[]).await.unwrap(), None);
    }

    async fn who_takes_urgent_jobs_alone_leaves_the_others(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        assert!(!job_lists::has_due(&mut tx, NOON, Priority::Urgent).await.unwrap());
        assert!(!job_lists::has_due(&mut tx, NOON - 1, Priority::Bulk).await.unwrap());
        assert!(job_lists::has_due(&mut tx, NOON, Priority::Normal).await.unwrap());
        let urgent = jobs::take(&mut tx, NOON, NOON + 9, Priority::Urgent, KINDS).await.unwrap();
        assert_eq!(urgent, None);
        assert_eq!(taken(&mut tx, NOON).await, ids(&[1]));
    }

    async fn work_that_is_put_while_the_same_is_done_and_goes_is_put(world: World) {
        let mut racers = JoinSet::new();
        for number in 1..=4 {
            let store = world.store.clone();
            racers.spawn(async move {
                for round in 0..60 {
                    let new = NewJob {
                        id: &JobId::new(number, round), kind: "mail", key: "the same", data: "{}", tenant: None,
                        priority: Priority::Normal, run_at: NOON, asker: None,
                    };
                    let mut tx = store.control(Mode::Write).await.unwrap();
                    jobs::insert(&mut tx, &new, NOON).await.unwrap();
                    tx.commit().await.unwrap();
                    let mut tx = store.control(Mode::Write).await.unwrap();
                    if let Some(job) = take(&mut tx, NOON).await {
                        assert!(jobs::delete_held(&mut tx, &job.id, job.fence).await.unwrap());
                    }
                    tx.commit().await.unwrap();
                }
            });
        }
        racers.join_all().await;
    }

    async fn the_same_work_is_put_once(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        let again = NewJob {
            id: &id(2),
            kind: "mail",
            key: "key 1",
            data: "{}",
            tenant: None,
            priority: Priority::Normal,
            run_at: NOON,
            asker: None,
        };
        assert_eq!(jobs::insert(&mut tx, &again, NOON).await.unwrap(), (id(1), false));
        let other = NewJob { kind: "recount", ..again };
        assert_eq!(jobs::insert(&mut tx, &other, NOON).await.unwrap(), (id(2), true));
    }

    async fn jobs_that_belong_together_are_counted_by_how_their_keys_begin(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        put(&mut tx, Put { number: 2, ..MAIL }).await;
        let counted = jobs::count_keyed(&mut tx, "mail", "key ").await.unwrap();
        assert_eq!(counted, [(JobState::Waiting, false, 2)]);
        assert_eq!(jobs::count_keyed(&mut tx, "mail", "other").await.unwrap(), []);
        assert_eq!(jobs::find_open(&mut tx, "mail", "key ").await.unwrap(), Some(id(1)));
        jobs::update_cancelled(&mut tx, &id(1), NOON).await.unwrap();
        assert_eq!(jobs::find_open(&mut tx, "mail", "key ").await.unwrap(), Some(id(2)));
        assert_eq!(jobs::find_open(&mut tx, "recount", "key ").await.unwrap(), None);
        assert_eq!(jobs::count_keyed(&mut tx, "mail", "key ").await.unwrap().len(), 2);
    }

    async fn one_tenants_many_let_anothers_first_pass(world: World) {
        let mut tx = control(&world).await;
        for number in 1..=3 {
            put(&mut tx, Put { number, tenant: Some(1), ..MAIL }).await;
        }
        put(&mut tx, Put { number: 4, tenant: Some(2), ..MAIL }).await;
        put(&mut tx, Put { number: 5, tenant: Some(2), ..MAIL }).await;
        let mut order = Vec::new();
        while let Some(job) = take(&mut tx, NOON).await {
            assert!(settle(&mut tx, &job, Settled { state: Some(JobState::Done), ..Settled::default() }).await);
            order.push(job.id);
        }
        assert_eq!(order, ids(&[1, 4, 2, 5, 3]));
    }

    async fn of_one_kind_a_tenant_has_one_running(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, Put { tenant: Some(1), ..MAIL }).await;
        put(&mut tx, Put { number: 2, tenant: Some(1), ..MAIL }).await;
        put(&mut tx, Put { number: 3, tenant: Some(1), kind: "recount", ..MAIL }).await;
        put(&mut tx, Put { number: 4, tenant: Some(2), ..MAIL }).await;
        assert_eq!(taken(&mut tx, NOON).await, ids(&[1, 4, 3]));
    }

    async fn a_tenant_has_as_many_running_as_the_kind_says_and_two_of_all_that_is_not_urgent(world: World) {
        let mut tx = control(&world).await;
        for number in 1..=4 {
            put(&mut tx, Put { number, tenant: Some(1), kind: "copy", priority: Priority::Urgent, ..MAIL }).await;
        }
        assert_eq!(taken(&mut tx, NOON).await, ids(&[1, 2, 3]), "urgent work is not held back by the rest");
        for (number, kind) in [(5, "copy"), (6, "copy"), (7, "recount")] {
            put(&mut tx, Put { number, tenant: Some(2), kind, ..MAIL }).await;
        }
        put(&mut tx, Put { number: 8, tenant: Some(2), priority: Priority::Urgent, ..MAIL }).await;
        put(&mut tx, Put { number: 9, tenant: Some(3), kind: "copy", priority: Priority::Bulk, ..MAIL }).await;
        assert_eq!(taken(&mut tx, NOON).await, ids(&[8, 5, 6, 9]), "the other worker is for the others");
    }

    async fn what_a_tenants_jobs_have_come_to_changes_with_each_of_their_steps(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, Put { tenant: Some(1), ..MAIL }).await;
        put(&mut tx, Put { number: 2, tenant: Some(2), ..MAIL }).await;
        put(&mut tx, Put { number: 3, tenant: Some(1), kind: "recount", ..MAIL }).await;
        let one = tenant(1).to_string();
        assert_eq!(job_lists::newest(&mut tx, &one, &["mail"]).await.unwrap(), (Some(NOON), 1, NOON % 1_000_003));
        assert_eq!(job_lists::newest(&mut tx, &one, &[]).await.unwrap(), (None, 0, 0));
        let (name, state) = ("first".to_owned(), StepState::Running);
        let step = Step { number: 1, name, state, output: String::new(), begun_at: NOON + 3, ended_at: None };
        job_steps::upsert(&mut tx, &id(1), &step).await.unwrap();
        let both = job_lists::newest(&mut tx, &one, &["mail", "recount"]).await.unwrap();
        assert_eq!((both.0, both.1), (Some(NOON + 3), 2));
        let ended = Step { state: StepState::Done, ended_at: Some(NOON + 7), ..step };
        job_steps::upsert(&mut tx, &id(1), &ended).await.unwrap();
        assert_eq!(job_lists::newest(&mut tx, &one, &["mail"]).await.unwrap().0, Some(NOON + 7));
    }

    async fn takers_at_the_same_time_keep_to_what_a_tenant_may_have(world: World) {
        let mut tx = control(&world).await;
        for number in 1..=6 {
            put(&mut tx, Put { number, tenant: Some(1), ..MAIL }).await;
        }
        tx.commit().await.unwrap();
        let mut takers = JoinSet::new();
        for _ in 0..4 {
            let store = world.store.clone();
            takers.spawn(async move {
                let mut tx = store.control(Mode::Write).await.unwrap();
                jobs::lock(&mut tx).await.unwrap();
                let taken = take(&mut tx, NOON).await;
                tx.commit().await.unwrap();
                taken.is_some()
            });
        }
        let taken = takers.join_all().await;
        assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
    }

    async fn a_lease_that_ran_out_is_taken_by_another_and_the_first_has_lost_it(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        let first = take(&mut tx, NOON).await.unwrap();
        assert_eq!((first.tries, first.kills, first.begun_at), (1, 0, Some(NOON)));
        assert_eq!(jobs::update_lost(&mut tx, NOON + 99).await.unwrap(), 0);
        assert!(jobs::update_lease(&mut tx, &first.id, first.fence, NOON + 150).await.unwrap());
        assert_eq!(jobs::update_lost(&mut tx, NOON + 149).await.unwrap(), 0, "it is still at it");
        assert_eq!(jobs::update_lost(&mut tx, NOON + 150).await.unwrap(), 1);
        assert!(!jobs::update_lease(&mut tx, &first.id, first.fence, NOON + 500).await.unwrap());
        let second = take(&mut tx, NOON + 150).await.unwrap();
        assert_eq!((second.tries, second.kills, second.begun_at), (2, 1, Some(NOON)));
        assert!(!settle(&mut tx, &first, Settled { state: Some(JobState::Done), ..Settled::default() }).await);
        assert!(!jobs::update_progress(&mut tx, &first.id, first.fence, 50, NOON).await.unwrap());
        assert!(!jobs::delete_held(&mut tx, &first.id, first.fence).await.unwrap());
        assert!(jobs::update_progress(&mut tx, &second.id, second.fence, 50, NOON + 160).await.unwrap());
        assert_eq!(job_lists::find(&mut tx, &id(1)).await.unwrap().unwrap().progress, Some(50));
        assert!(jobs::delete_held(&mut tx, &second.id, second.fence).await.unwrap());
        assert_eq!(job_lists::find(&mut tx, &id(1)).await.unwrap(), None);
    }

    async fn a_retry_waits_and_a_failure_stays(world: World) {
        let mut tx = control(&world).await;
        put(&mut tx, MAIL).await;
        let job = take(&mut tx, NOON).await.unwrap();
        let retry = Settled { run_at: Some(NOON + 60), error: Some("no route"), counts: true, ..Settled::default() };
        assert!(settle(&mut tx, &job, retry).await);
        assert_eq!(take(&mut tx, NOON + 59).await, None);
        let job = take(&mut tx, NOON + 60).await.unwrap();
        assert_eq!((job.tries, job.error.as_deref()), (2, Some("no route")));
        let waits = Settled { run_at: Some(NOON + 61), waits_for: Some("agt_1"), ..Settled::default() };
        assert!(settle(&mut tx, &job, waits).await);
        let waiting = job_lists::find(&mut tx, &id(1)).await.unwrap().unwrap();
        assert_eq!((waiting.waits_for.as_deref(), waiting.waits_since), (Some("agt_1"), Some(NOON + 50)));
        assert_eq!(waiting.tries, 1, "waiting is no try");
        let job = take(&mut tx, NOON + 61).await.unwrap();
        assert_eq!((job.tries, job.waits_since), (2, Some(NOON + 50)), "it may wait for the same again");
        let job = job_lists::find(&mut tx, &id(1)).await.unwrap().unwrap();
        let failed = Settled { state: Some(JobState::Failed), error: Some("never"), counts: true, ..Settled::default() };
        assert!(settle(&mut tx, &job, failed).await);
        assert_eq!(take(&mut tx, NOON + 1000).await, None);
        let failed = job_lists::find(&mut tx, &id(1)).await.unwrap().unwrap();
        assert_eq!((failed.state, failed.ended_at), (JobState::Failed, Some(NOON + 50)));
        assert!(jobs::update_again(&mut tx, &id(1), NOON + 2000).await.unwrap());
        assert!(!jobs::update_again(&mut tx, &id(1), NOON + 2000).await.unwrap(), "it waits already");
        let again = take(&mut tx, NOON + 2000).await.unwrap();
        assert_eq!((again.tries, again.ended_at), (1, None));
        // Its patience begins anew; when it was asked for stays.
        assert_eq!((again.begun_at, again.created_at), (Some(NOON + 2000), NOON));
    }
}
