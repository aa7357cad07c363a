use domain::TenantId;
use store::{Mode, StoreError};

use crate::fixtures::{insert_agent, new_location, tenant_tx};

/// Computes without end.
const ENDLESS: &str = "with recursive numbers (number) as (select 1 union all select number + 1 from numbers)
    update policy_agents set dropped = (select max(number) from numbers)";

testkit::on_postgres! {
    async fn who_waits_or_computes_for_too_long_is_told_that_it_is_busy(world: World) {
        let mut tx = tenant_tx(&world).await;
        insert_agent(&mut tx, 1, "mx").await;
        tx.commit().await.unwrap();
        let location = new_location(&world.store, 1).await;
        let lock = "update policy_agents set dropped = dropped";
        let mut first = world.store.tenant(&location, Mode::Write).await.unwrap();
        first.raw().tamper(lock).await.unwrap();
        let mut second = world.store.tenant(&location, Mode::Write).await.unwrap();
        second.raw().tamper("set local lock_timeout = '20ms'").await.unwrap();
        let waited = second.raw().tamper(lock).await;
        assert!(matches!(waited, Err(StoreError::Busy)), "{waited:?}");
        first.raw().tamper("set local statement_timeout = '20ms'").await.unwrap();
        let computed = first.raw().tamper(ENDLESS).await;
        assert!(matches!(computed, Err(StoreError::Busy)), "{computed:?}");
        // The operator's own work takes the time it needs.
        second.raw().give_back();
        let mut third = world.store.tenant(&location, Mode::Write).await.unwrap();
        third.raw().tamper("set local statement_timeout = '20ms'").await.unwrap();
        third.raw().take_time().await.unwrap();
        third.raw().tamper("select pg_sleep(0.1)").await.unwrap();
    }
}

testkit::on_postgres! {
    async fn writers_of_one_tenant_leave_half_of_the_connections_to_others(world: World) {
        let (location, other) = (new_location(&world.store, 1).await, new_location(&world.store, 2).await);
        // Of four connections.
        let first = world.store.tenant(&location, Mode::Write).await.unwrap();
        let second = world.store.tenant(&location, Mode::Write).await.unwrap();
        let third = world.store.tenant(&location, Mode::Write);
        tokio::pin!(third);
        let others = async {
            let reads = world.store.tenant(&location, Mode::Read).await.unwrap();
            let writes = world.store.tenant(&other, Mode::Write).await.unwrap();
            drop((reads, writes));
            world.store.control_of("other").await.unwrap()
        };
        tokio::select! {
            biased;
            _ = &mut third => panic!("its turn came while two others had theirs"),
            done = others => drop(done),
        }
        drop(first);
        third.await.unwrap();
        drop(second);
        // What the control database holds of a tenant is its own, too.
        let first = world.store.control_of("acme").await.unwrap();
        let second = world.store.control_of("acme").await.unwrap();
        let third = world.store.control_of("acme");
        tokio::pin!(third);
        tokio::select! {
            biased;
            _ = &mut third => panic!("its turn came while two others had theirs"),
            done = world.store.control_of("other") => drop(done.unwrap()),
        }
        drop((first, second));
        third.await.unwrap();
        // Both together have no more than half.
        let tenant = TenantId::new(1, 1);
        let first = world.store.tenant(&location, Mode::Write).await.unwrap();
        let second = world.store.control_of(tenant.as_str()).await.unwrap();
        let third = world.store.tenant(&location, Mode::Write);
        tokio::pin!(third);
        tokio::select! {
            biased;
            _ = &mut third => panic!("its turn came while two others had theirs"),
            done = world.store.control_of("other") => drop(done.unwrap()),
        }
        drop((first, second));
        third.await.unwrap();
    }
}
