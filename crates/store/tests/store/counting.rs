use store::tenant::counting;

use crate::fixtures::tenant_tx;

testkit::both_engines! {
    async fn the_zone_is_kept_once_it_was_set(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(counting::time_zone(&mut tx).await.unwrap(), "");
        counting::update_time_zone(&mut tx, "Asia/Kathmandu").await.unwrap();
        assert_eq!(counting::time_zone(&mut tx).await.unwrap(), "Asia/Kathmandu");
    }
}
