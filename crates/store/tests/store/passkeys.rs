use domain::{AccountId, FactorId};
use store::control::passkeys::{self, Passkey};
use testkit::NOON;

use crate::fixtures::{control, insert_account, is_taken};

fn passkey(number: u64, account: &AccountId) -> Passkey {
    Passkey {
        id: FactorId::new(number, 1),
        account_id: account.clone(),
        name: format!("Schlüssel {number}"),
        credential_id: format!("cred-{number}"),
        credential: "{\"counter\":1}".to_owned(),
        created_at: NOON,
        used_at: None,
        host: Some("one.test".to_owned()),
    }
}

testkit::both_engines! {
    async fn each_belongs_to_one_account(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let other = insert_account(&mut tx, 2).await.id;
        let (first, second, foreign) = (passkey(1, &account), passkey(2, &account), passkey(3, &other));
        for passkey in [&second, &first, &foreign] {
            passkeys::insert(&mut tx, passkey).await.unwrap();
        }
        assert_eq!(passkeys::list(&mut tx, &account).await.unwrap(), [first.clone(), second.clone()]);
        let found = passkeys::find_by_credential(&mut tx, "cred-3").await.unwrap();
        assert_eq!(found, Some(foreign.clone()));
        assert_eq!(passkeys::find_by_credential(&mut tx, "cred-9").await.unwrap(), None);
        assert!(!passkeys::update_name(&mut tx, &account, &foreign.id, "mine").await.unwrap());
        assert!(passkeys::update_name(&mut tx, &account, &first.id, "Laptop").await.unwrap());
        passkeys::delete(&mut tx, &account, &foreign.id).await.unwrap();
        passkeys::delete(&mut tx, &account, &second.id).await.unwrap();
        let left = passkeys::list(&mut tx, &account).await.unwrap();
        assert_eq!(left, [Passkey { name: "Laptop".to_owned(), ..first }]);
        passkeys::delete_all(&mut tx, &account).await.unwrap();
        assert_eq!(passkeys::list(&mut tx, &account).await.unwrap(), []);
        assert_eq!(passkeys::list(&mut tx, &other).await.unwrap(), [foreign]);
    }

    async fn a_use_is_noted_with_the_counter(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let one = passkey(1, &account);
        passkeys::insert(&mut tx, &one).await.unwrap();
        passkeys::update_used(&mut tx, &one.id, "{\"counter\":2}", "other.test", NOON + 3).await.unwrap();
        let found = passkeys::list(&mut tx, &account).await.unwrap().remove(0);
        assert_eq!((found.credential.as_str(), found.used_at), ("{\"counter\":2}", Some(NOON + 3)));
        let again = Passkey { id: FactorId::new(7, 7), ..one };
        assert!(is_taken(passkeys::insert(&mut tx, &again).await));
    }
}
