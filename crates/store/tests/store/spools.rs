use store::{
    Mode,
    tenant::spools::{self, Mark},
};

use testkit::NOON;

use crate::fixtures::{insert_agent, new_location, tenant_tx};

testkit::both_engines! {
    async fn a_spool_starts_at_nothing_and_keeps_its_mark(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        assert_eq!(spools::lock(&mut tx, &one.id, "a").await.unwrap(), Mark::default());
        let mark = Mark { acknowledged: 150, dropped: 3, last_hash: "h".to_owned() };
        spools::update(&mut tx, &one.id, "a", &mark).await.unwrap();
        assert_eq!(spools::lock(&mut tx, &one.id, "a").await.unwrap(), mark);
        assert_eq!(spools::lock(&mut tx, &one.id, "b").await.unwrap(), Mark::default());
        assert_eq!(spools::lock(&mut tx, &other.id, "a").await.unwrap(), Mark::default());
    }

    async fn each_run_has_its_own_until_it_is_forgotten(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        assert_eq!(spools::find_run(&mut tx, &one.id, "a", "r1").await.unwrap(), None);
        let mark = Mark { acknowledged: 7, dropped: 1, last_hash: "h".to_owned() };
        spools::upsert_run(&mut tx, &one.id, "a", "r1", &Mark::default(), NOON).await.unwrap();
        spools::upsert_run(&mut tx, &one.id, "a", "r1", &mark, NOON + 1).await.unwrap();
        spools::upsert_run(&mut tx, &other.id, "a", "r1", &Mark::default(), NOON).await.unwrap();
        assert_eq!(spools::find_run(&mut tx, &one.id, "a", "r1").await.unwrap(), Some(mark.clone()));
        assert_eq!(spools::find_run(&mut tx, &one.id, "a", "r2").await.unwrap(), None);
        assert_eq!(spools::find_run(&mut tx, &one.id, "b", "r1").await.unwrap(), None);
        spools::delete_runs_before(&mut tx, &one.id, NOON + 1).await.unwrap();
        assert_eq!(spools::find_run(&mut tx, &one.id, "a", "r1").await.unwrap(), Some(mark));
        spools::delete_runs_before(&mut tx, &one.id, NOON + 2).await.unwrap();
        assert_eq!(spools::find_run(&mut tx, &one.id, "a", "r1").await.unwrap(), None);
        assert!(spools::find_run(&mut tx, &other.id, "a", "r1").await.unwrap().is_some());
    }

    /// Each adds one to what it read; were two to read the same, one would be missing.
    async fn whoever_holds_the_mark_makes_the_others_wait(world: World) {
        let location = new_location(&world.store, 1).await;
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        let agent = insert_agent(&mut tx, 1, "mx").await.id;
        tx.commit().await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (store, location, agent) = (world.store.clone(), location.clone(), agent.clone());
                tokio::spawn(async move {
                    let mut tx = store.tenant(&location, Mode::Write).await.unwrap();
                    let mut mark = spools::lock(&mut tx, &agent, "spool").await.unwrap();
                    tokio::task::yield_now().await;
                    mark.acknowledged += 1;
                    spools::update(&mut tx, &agent, "spool", &mark).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        assert_eq!(spools::lock(&mut tx, &agent, "spool").await.unwrap().acknowledged, 8);
    }
}
