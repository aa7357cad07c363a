use domain::{AccountId, FactorId};
use store::control::authenticators::{self, Authenticator};
use testkit::NOON;

use crate::fixtures::{control, insert_account};

fn authenticator(number: u64, account: &AccountId) -> Authenticator {
    Authenticator {
        id: FactorId::new(number, 1),
        account_id: account.clone(),
        secret: format!("sealed-{number}"),
        confirmed_at: None,
        last_step: 0,
        created_at: NOON + number as i64,
        told_step: 0,
    }
}

testkit::both_engines! {
    async fn the_one_that_waits_and_the_one_that_counts_are_two(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let other = insert_account(&mut tx, 2).await.id;
        let first = authenticator(1, &account);
        authenticators::insert(&mut tx, &first).await.unwrap();
        assert_eq!(authenticators::find(&mut tx, &account, true).await.unwrap(), None);
        assert_eq!(authenticators::find(&mut tx, &account, false).await.unwrap(), Some(first.clone()));
        assert_eq!(authenticators::find(&mut tx, &other, false).await.unwrap(), None);
        authenticators::update_confirmed(&mut tx, &first, 41, NOON + 9).await.unwrap();
        let counts = authenticators::find(&mut tx, &account, true).await.unwrap().unwrap();
        assert_eq!((counts.confirmed_at, counts.last_step), (Some(NOON + 9), 41));
        assert_eq!(authenticators::find(&mut tx, &account, false).await.unwrap(), None);
    }

    async fn a_confirmed_one_replaces_the_older(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let other = insert_account(&mut tx, 2).await.id;
        let (old, new, foreign) = (authenticator(1, &account), authenticator(2, &account), authenticator(3, &other));
        for one in [&old, &new, &foreign] {
            authenticators::insert(&mut tx, one).await.unwrap();
        }
        authenticators::update_confirmed(&mut tx, &foreign, 1, NOON).await.unwrap();
        authenticators::update_confirmed(&mut tx, &new, 5, NOON).await.unwrap();
        assert_eq!(authenticators::find(&mut tx, &account, true).await.unwrap().unwrap().id, new.id);
        assert_eq!(authenticators::find(&mut tx, &account, false).await.unwrap(), None);
        assert!(authenticators::find(&mut tx, &other, true).await.unwrap().is_some());
    }

    async fn a_step_is_used_once_and_none_before_it(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let one = authenticator(1, &account);
        authenticators::insert(&mut tx, &one).await.unwrap();
        assert!(authenticators::update_step(&mut tx, &one.id, 10).await.unwrap());
        assert!(!authenticators::update_step(&mut tx, &one.id, 10).await.unwrap());
        assert!(!authenticators::update_step(&mut tx, &one.id, 9).await.unwrap());
        assert!(authenticators::update_step(&mut tx, &one.id, 11).await.unwrap());
        authenticators::update_confirmed(&mut tx, &one, 11, NOON).await.unwrap();
        authenticators::update_told(&mut tx, &one.id, 14).await.unwrap();
        assert_eq!(authenticators::find(&mut tx, &account, true).await.unwrap().unwrap().told_step, 14);
    }

    async fn removing_spares_the_one_that_counts_unless_told(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let counts = authenticator(1, &account);
        authenticators::insert(&mut tx, &counts).await.unwrap();
        authenticators::update_confirmed(&mut tx, &counts, 1, NOON).await.unwrap();
        authenticators::insert(&mut tx, &authenticator(2, &account)).await.unwrap();
        authenticators::delete(&mut tx, &account, false).await.unwrap();
        assert_eq!(authenticators::find(&mut tx, &account, false).await.unwrap(), None);
        assert!(authenticators::find(&mut tx, &account, true).await.unwrap().is_some());
        authenticators::delete(&mut tx, &account, true).await.unwrap();
        assert_eq!(authenticators::find(&mut tx, &account, true).await.unwrap(), None);
    }
}
