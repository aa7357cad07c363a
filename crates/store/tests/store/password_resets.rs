use store::control::{
    expiring::{self, Expiring},
    password_resets,
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, is_taken};

testkit::both_engines! {
    async fn a_link_is_good_until_its_hour_is_over(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        password_resets::insert(&mut tx, "one", &account.id, NOON, NOON + 100).await.unwrap();
        let found = password_resets::find(&mut tx, "one", NOON + 99).await.unwrap();
        assert_eq!(found, Some(account.id.clone()));
        assert_eq!(password_resets::find(&mut tx, "one", NOON + 100).await.unwrap(), None);
        assert_eq!(password_resets::find(&mut tx, "two", NOON).await.unwrap(), None);
        let again = password_resets::insert(&mut tx, "one", &account.id, NOON, NOON).await;
        assert!(is_taken(again));
    }

    async fn using_one_uses_up_all_of_the_account(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        for (token, account) in [("a", &one), ("b", &one), ("c", &other)] {
            password_resets::insert(&mut tx, token, &account.id, NOON, NOON + 100).await.unwrap();
        }
        assert!(password_resets::update_used(&mut tx, "a", &one.id, NOON + 1).await.unwrap());
        assert!(!password_resets::update_used(&mut tx, "a", &one.id, NOON + 2).await.unwrap());
        for token in ["a", "b"] {
            assert_eq!(password_resets::find(&mut tx, token, NOON + 2).await.unwrap(), None, "{token}");
        }
        assert_eq!(password_resets::find(&mut tx, "c", NOON + 2).await.unwrap(), Some(other.id));
    }

    async fn all_of_one_account_are_ended(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        for (token, account) in [("a", &one), ("b", &one), ("c", &other)] {
            password_resets::insert(&mut tx, token, &account.id, NOON, NOON + 100).await.unwrap();
        }
        password_resets::delete_all(&mut tx, &one.id).await.unwrap();
        for (token, owner) in [("a", None), ("b", None), ("c", Some(other.id))] {
            assert_eq!(password_resets::find(&mut tx, token, NOON).await.unwrap(), owner, "{token}");
        }
    }

    async fn only_what_expired_is_swept(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        password_resets::insert(&mut tx, "a", &account.id, NOON, NOON + 100).await.unwrap();
        password_resets::insert(&mut tx, "b", &account.id, NOON, NOON + 200).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::PasswordResets, NOON + 101, 100).await.unwrap(), 1);
        assert!(password_resets::find(&mut tx, "b", NOON + 101).await.unwrap().is_some());
    }
}
