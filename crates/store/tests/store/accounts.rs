use domain::{AccountId, Locale};
use store::control::accounts;

use crate::fixtures::{account, control, insert_account, is_taken};

testkit::both_engines! {
    async fn what_is_inserted_is_found_whole(world: World) {
        let mut tx = control(&world).await;
        let (first, second) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        assert_eq!(accounts::find(&mut tx, &first.id).await.unwrap(), Some(first.clone()));
        let by_email = accounts::find_by_email(&mut tx, &second.email_key).await.unwrap();
        assert_eq!(by_email, Some(second));
        assert_eq!(accounts::find(&mut tx, &AccountId::new(9, 9)).await.unwrap(), None);
        assert_eq!(accounts::find_by_email(&mut tx, &first.email).await.unwrap(), None);
    }

    async fn an_address_belongs_to_one_account(world: World) {
        let mut tx = control(&world).await;
        let first = insert_account(&mut tx, 1).await;
        let mut second = account(2);
        second.email_key = first.email_key;
        assert!(is_taken(accounts::insert(&mut tx, &second).await));
    }

    async fn an_update_changes_one_account_alone(world: World) {
        let mut tx = control(&world).await;
        let (first, second) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        accounts::update_password(&mut tx, &first.id, "other").await.unwrap();
        accounts::update_locale(&mut tx, &first.id, Locale::En).await.unwrap();
        let found = accounts::find(&mut tx, &first.id).await.unwrap().unwrap();
        assert_eq!((found.password_hash.as_str(), found.locale), ("other", Locale::En));
        assert_eq!(accounts::find(&mut tx, &second.id).await.unwrap(), Some(second));
    }
}
