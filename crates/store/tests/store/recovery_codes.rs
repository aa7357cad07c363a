use store::control::recovery_codes;
use testkit::NOON;

use crate::fixtures::{control, insert_account};

testkit::both_engines! {
    async fn each_code_is_used_once_by_its_own_account(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let other = insert_account(&mut tx, 2).await.id;
        assert_eq!(recovery_codes::count(&mut tx, &account).await.unwrap(), (0, None));
        let hashes = ["a".to_owned(), "b".to_owned()];
        recovery_codes::replace(&mut tx, &account, &hashes, NOON).await.unwrap();
        assert_eq!(recovery_codes::count(&mut tx, &account).await.unwrap(), (2, Some(NOON)));
        assert!(!recovery_codes::update_used(&mut tx, &other, "a", NOON).await.unwrap());
        assert!(recovery_codes::update_used(&mut tx, &account, "a", NOON).await.unwrap());
        assert!(!recovery_codes::update_used(&mut tx, &account, "a", NOON).await.unwrap());
        assert_eq!(recovery_codes::count(&mut tx, &account).await.unwrap(), (1, Some(NOON)));
    }

    async fn new_ones_replace_all(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let other = insert_account(&mut tx, 2).await.id;
        recovery_codes::replace(&mut tx, &account, &["a".to_owned()], NOON).await.unwrap();
        recovery_codes::replace(&mut tx, &other, &["z".to_owned()], NOON).await.unwrap();
        recovery_codes::replace(&mut tx, &account, &["c".to_owned()], NOON + 1).await.unwrap();
        assert!(!recovery_codes::update_used(&mut tx, &account, "a", NOON).await.unwrap());
        assert!(recovery_codes::update_used(&mut tx, &account, "c", NOON).await.unwrap());
        recovery_codes::delete(&mut tx, &account).await.unwrap();
        assert_eq!(recovery_codes::count(&mut tx, &account).await.unwrap(), (0, None));
        assert_eq!(recovery_codes::count(&mut tx, &other).await.unwrap(), (1, Some(NOON)));
    }
}
