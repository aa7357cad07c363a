use store::tenant::{counting, domains};

use crate::fixtures::{domain, tenant_tx};

testkit::both_engines! {
    async fn the_zone_is_kept_once_it_was_set(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(counting::time_zone(&mut tx).await.unwrap(), "");
        counting::update_time_zone(&mut tx, "Asia/Kathmandu").await.unwrap();
        assert_eq!(counting::time_zone(&mut tx).await.unwrap(), "Asia/Kathmandu");
    }

    async fn all_of_a_new_space_is_counted_by_the_newest_rule(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(counting::messages_from(&mut tx).await.unwrap(), 0);
    }

    async fn what_is_there_is_counted_for_a_report(world: World) {
        let mut tx = tenant_tx(&world).await;
        let none = counting::all(&mut tx).await.unwrap();
        assert!(none.len() > 5 && none.iter().all(|(_, count)| *count == 0), "{none:?}");
        domains::insert(&mut tx, &domain(1, "a.example")).await.unwrap();
        let one = counting::all(&mut tx).await.unwrap();
        assert_eq!(one.iter().find(|(table, _)| *table == "domains"), Some(&("domains", 1)));
    }
}
