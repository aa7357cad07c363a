use store::control::{
    expiring::{self, Expiring},
    webhook_rests::{self, Rest},
};
use testkit::{NOON, World};

use crate::fixtures::control;

testkit::both_engines! {
    async fn a_host_rests_for_one_tenant_alone(world: World) {
        let mut tx = control(&world).await;
        let rest = Rest { failures: 1, rests_until: NOON };
        webhook_rests::upsert(&mut tx, "ten_a", "siem.example", rest).await.unwrap();
        let longer = Rest { failures: 2, rests_until: NOON + 10 };
        webhook_rests::upsert(&mut tx, "ten_a", "siem.example", longer).await.unwrap();
        webhook_rests::upsert(&mut tx, "", "siem.example", rest).await.unwrap();
        assert_eq!(webhook_rests::find(&mut tx, "ten_a", "siem.example").await.unwrap(), Some(longer));
        assert_eq!(webhook_rests::update_failures(&mut tx, "ten_a", "siem.example").await.unwrap(), 3);
        let counted = Rest { failures: 3, ..longer };
        assert_eq!(webhook_rests::find(&mut tx, "ten_a", "siem.example").await.unwrap(), Some(counted));
        assert_eq!(webhook_rests::count(&mut tx, NOON).await.unwrap(), 1);
        assert_eq!(webhook_rests::find(&mut tx, "ten_b", "siem.example").await.unwrap(), None);
        assert_eq!(expiring::delete(&mut tx, Expiring::HostRests, NOON + 1, 10).await.unwrap(), 1);
        assert_eq!(webhook_rests::find(&mut tx, "", "siem.example").await.unwrap(), None);
        webhook_rests::delete(&mut tx, "ten_a", "siem.example").await.unwrap();
        assert_eq!(webhook_rests::find(&mut tx, "ten_a", "siem.example").await.unwrap(), None);
    }

    async fn failures_at_the_same_time_are_all_counted(world: World) {
        let (one, other) = tokio::join!(count(&world), count(&world));
        assert_eq!([one.min(other), one.max(other)], [1, 2]);
    }
}

async fn count(world: &World) -> i64 {
    let mut tx = control(world).await;
    let failures = webhook_rests::update_failures(&mut tx, "ten_a", "siem.example").await.unwrap();
    tx.commit().await.unwrap();
    failures
}
