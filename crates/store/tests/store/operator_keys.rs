use domain::{AccountId, OperatorKeyId, operators::OperatorRole};
use store::{
    Mode,
    control::operator_keys::{self, OperatorKey},
};

fn key(number: u64, account: &AccountId) -> OperatorKey {
    OperatorKey {
        id: OperatorKeyId::new(number, 1),
        account_id: account.clone(),
        email: "ann@example.test".to_owned(),
        name: format!("books {number}"),
        role: OperatorRole::Billing,
        prefix: "pvo_…abcd".to_owned(),
        key_hash: format!("hash {number}"),
        created_at: number.cast_signed(),
        expires_at: 1_000,
        last_used_at: None,
        last_used_address: String::new(),
        revoked_at: None,
    }
}

testkit::both_engines! {
    async fn a_key_is_found_listed_used_and_revoked_once(world: World) {
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        let account = ann.account().unwrap().id.clone();
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let (one, two) = (key(1, &account), key(2, &account));
        operator_keys::insert(&mut tx, &one).await.unwrap();
        operator_keys::insert(&mut tx, &two).await.unwrap();
        assert_eq!(operator_keys::find(&mut tx, &one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(operator_keys::find(&mut tx, &OperatorKeyId::new(9, 9)).await.unwrap(), None);
        let all = operator_keys::list(&mut tx, None, 10).await.unwrap();
        assert_eq!(all, [two.clone(), one.clone()]);
        assert_eq!(operator_keys::list(&mut tx, Some(&account), 1).await.unwrap(), [two]);
        assert!(operator_keys::list(&mut tx, Some(&AccountId::new(5, 5)), 10).await.unwrap().is_empty());
        assert_eq!(operator_keys::count_live(&mut tx, &account, 500).await.unwrap(), 2);
        assert!(operator_keys::update_revoked(&mut tx, &one.id, 600).await.unwrap());
        assert!(!operator_keys::update_revoked(&mut tx, &one.id, 700).await.unwrap());
        operator_keys::update_used(&mut tx, &one.id, 650, "192.0.2.1").await.unwrap();
        let found = operator_keys::find(&mut tx, &one.id).await.unwrap().unwrap();
        assert_eq!((found.revoked_at, found.last_used_at), (Some(600), Some(650)));
        assert_eq!(operator_keys::count_live(&mut tx, &account, 500).await.unwrap(), 1);
        assert_eq!(operator_keys::count_live(&mut tx, &account, 1_000).await.unwrap(), 0);
    }
}
