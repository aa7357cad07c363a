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
        assert_eq!(accounts::lock(&mut tx, &first.id).await.unwrap(), Some(first.clone()));
        assert_eq!(accounts::find(&mut tx, &AccountId::new(9, 9)).await.unwrap(), None);
        assert_eq!(accounts::lock(&mut tx, &AccountId::new(9, 9)).await.unwrap(), None);
        assert_eq!(accounts::find_by_email(&mut tx, &first.email).await.unwrap(), None);
    }

    async fn who_asks_for_a_locked_account_waits(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        tx.commit().await.unwrap();
        let mut held = control(&world).await;
        accounts::lock(&mut held, &account.id).await.unwrap();
        let done = async {
            let mut tx = world.store.control(store::Mode::Read).await.unwrap();
            let before = tx.raw().count_waiting().await.unwrap();
            assert!(before.is_none_or(|count| count <= 1));
            drop(tx);
            world.until_waiting(1).await;
            accounts::update_password(&mut held, &account.id, "other").await.unwrap();
            held.commit().await.unwrap();
        };
        let waiting = async {
            let mut tx = control(&world).await;
            accounts::lock(&mut tx, &account.id).await.unwrap()
        };
        let ((), found) = tokio::join!(done, waiting);
        assert_eq!(found.unwrap().password_hash, "other");
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

    async fn of_two_accounts_of_one_mailbox_the_typed_one_is_found(world: World) {
        let mut tx = control(&world).await;
        let (kept, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let spoil = "update accounts set address_problem = 'taken', address_key = null, email_key = 'old'
             where email_key = 'person1@example.test'";
        tx.raw().tamper(spoil).await.unwrap();
        let key = other.email_key.as_str();
        let found = accounts::find_by_spelling(&mut tx, key, "old").await.unwrap().unwrap();
        assert_eq!(found.id, kept.id);
        assert_eq!(accounts::find_by_spelling(&mut tx, key, key).await.unwrap(), Some(other));
        assert_eq!(accounts::find_by_spelling(&mut tx, "no", "no").await.unwrap(), None);
    }

    async fn accounts_are_found_by_a_part_of_the_address(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let found = accounts::search(&mut tx, "person1@", "", 10).await.unwrap();
        assert_eq!((found.len(), &found[0].id, found[0].spaces, found[0].has_factor), (1, &one.id, 0, false));
        assert_eq!(accounts::search(&mut tx, "", &one.email_key, 10).await.unwrap()[0].id, other.id);
        assert_eq!(accounts::search(&mut tx, "%", "", 10).await.unwrap(), []);
    }

    async fn those_without_a_usable_address_are_listed_and_mended(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let spoil = "update accounts set address_problem = 'invalid', address_key = null
             where email_key = 'person1@example.test'";
        tx.raw().tamper(spoil).await.unwrap();
        let listed = accounts::list(&mut tx, "", true, 10).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((&listed[0].id, listed[0].address_problem.as_deref()), (&one.id, Some("invalid")));
        assert_eq!(accounts::list(&mut tx, "", false, 10).await.unwrap().len(), 2);
        assert_eq!(accounts::list(&mut tx, one.id.as_str(), false, 10).await.unwrap().len(), 1);
        accounts::update_address(&mut tx, &one.id, "Ann@Example.test", "ann@example.test").await.unwrap();
        let found = accounts::find_by_email(&mut tx, "ann@example.test").await.unwrap().unwrap();
        assert_eq!((&found.id, found.email.as_str()), (&one.id, "Ann@Example.test"));
        assert_eq!(accounts::list(&mut tx, "", true, 10).await.unwrap(), []);
        accounts::delete(&mut tx, &one.id).await.unwrap();
        assert_eq!(accounts::find(&mut tx, &one.id).await.unwrap(), None);
        assert_eq!(accounts::find(&mut tx, &other.id).await.unwrap(), Some(other));
    }
}
