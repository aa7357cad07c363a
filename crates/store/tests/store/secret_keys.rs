use store::control::secret_keys::{self, SecretKey, Vault};
use testkit::NOON;

use crate::fixtures::{control, execute, insert_account};

fn key(id: &str) -> SecretKey {
    SecretKey { id: id.to_owned(), sealed: format!("{id}.sealed") }
}

testkit::both_engines! {
    async fn keys_in_use_are_told_in_their_order(world: World) {
        let mut tx = control(&world).await;
        assert_eq!(secret_keys::lock(&mut tx).await.unwrap(), []);
        secret_keys::insert(&mut tx, &key("b"), NOON).await.unwrap();
        secret_keys::insert(&mut tx, &key("a"), NOON + 1).await.unwrap();
        assert_eq!(secret_keys::lock(&mut tx).await.unwrap(), [key("b"), key("a")]);
        secret_keys::delete(&mut tx, "b").await.unwrap();
        // The lock is none of the keys, and cannot be taken away.
        secret_keys::delete(&mut tx, "").await.unwrap();
        assert_eq!(secret_keys::lock(&mut tx).await.unwrap(), [key("a")]);
    }

    async fn a_secret_is_changed_only_while_it_is_what_was_read(world: World) {
        let mut tx = control(&world).await;
        insert_account(&mut tx, 1).await;
        for statement in [
            "insert into authenticators (id, account_id, secret, created_at) select 'f1', id, 'old', 1 from accounts",
            "insert into authenticators (id, account_id, secret, created_at) select 'f2', id, 'old', 1 from accounts",
        ] {
            execute(tx.raw(), statement).await.unwrap();
        }
        let all = secret_keys::list(&mut tx, Vault::Authenticators, "", 10).await.unwrap();
        assert_eq!(all, [("f1".to_owned(), "old".to_owned()), ("f2".to_owned(), "old".to_owned())]);
        assert_eq!(secret_keys::list(&mut tx, Vault::Authenticators, "f1", 10).await.unwrap().len(), 1);
        assert!(secret_keys::update(&mut tx, Vault::Authenticators, "f1", "old", "new").await.unwrap());
        assert!(!secret_keys::update(&mut tx, Vault::Authenticators, "f1", "old", "newer").await.unwrap());
        assert_eq!(secret_keys::list(&mut tx, Vault::Authenticators, "", 1).await.unwrap()[0].1, "new");
        let sealed = "update link_targets set credential = 'old' where target = 'kibana'";
        execute(tx.raw(), sealed).await.unwrap();
        assert!(secret_keys::update(&mut tx, Vault::LinkTargets, "kibana", "old", "new").await.unwrap());
        // Those without a credential hold no secret.
        let all = secret_keys::list(&mut tx, Vault::LinkTargets, "", 10).await.unwrap();
        assert_eq!(all, [("kibana".to_owned(), "new".to_owned())]);
        assert_eq!(secret_keys::list(&mut tx, Vault::TenantProviders, "", 10).await.unwrap(), []);
        let changed = secret_keys::update(&mut tx, Vault::TenantProviders, "none", "old", "new").await.unwrap();
        assert!(!changed);
    }
}
