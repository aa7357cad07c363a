use store::control::{
    devices,
    expiring::{self, Expiring},
};
use testkit::NOON;

use crate::fixtures::{control, insert_account};

testkit::both_engines! {
    async fn a_browser_is_known_to_the_account_that_used_it(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let other = insert_account(&mut tx, 2).await.id;
        assert_eq!(devices::is_known(&mut tx, &account, "a").await.unwrap(), (false, false));
        devices::upsert(&mut tx, &account, "a", NOON).await.unwrap();
        devices::upsert(&mut tx, &account, "a", NOON + 5).await.unwrap();
        assert_eq!(devices::is_known(&mut tx, &account, "a").await.unwrap(), (true, true));
        assert_eq!(devices::is_known(&mut tx, &account, "b").await.unwrap(), (false, true));
        assert_eq!(devices::is_known(&mut tx, &other, "a").await.unwrap(), (false, false));
        assert_eq!(expiring::delete(&mut tx, Expiring::Devices, NOON + 5, 100).await.unwrap(), 0);
        assert_eq!(expiring::delete(&mut tx, Expiring::Devices, NOON + 6, 100).await.unwrap(), 1);
    }
}
