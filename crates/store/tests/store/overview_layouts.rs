use crate::fixtures::tenant_tx;
use store::tenant::overview_layouts;

testkit::both_engines! {
    async fn ones_own_layout_comes_before_the_tenants(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(overview_layouts::find(&mut tx, "acc_1").await.unwrap(), None);
        overview_layouts::update(&mut tx, "", "totals").await.unwrap();
        overview_layouts::update(&mut tx, "acc_1", "gaps").await.unwrap();
        overview_layouts::update(&mut tx, "acc_1", "hosts").await.unwrap();
        assert_eq!(overview_layouts::find(&mut tx, "acc_1").await.unwrap().as_deref(), Some("hosts"));
        assert_eq!(overview_layouts::find(&mut tx, "acc_2").await.unwrap().as_deref(), Some("totals"));
        overview_layouts::delete(&mut tx, "acc_1").await.unwrap();
        assert_eq!(overview_layouts::find(&mut tx, "acc_1").await.unwrap().as_deref(), Some("totals"));
    }
}
