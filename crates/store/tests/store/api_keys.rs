use domain::{
    AccountId, ApiKeyId, PolicyAgentId,
    decision::Scope,
    permission::{Permission, PermissionSet},
};
use store::tenant::api_keys::{self, ApiKey, KeyScope, Permissions};
use testkit::NOON;

use crate::fixtures::{execute, tenant_tx};

pub(crate) fn api_key(number: u64) -> ApiKey {
    ApiKey {
        id: ApiKeyId::new(number, 1),
        name: "Büro".to_owned(),
        permissions: Permissions(PermissionSet::of(&[Permission::ViewEvents, Permission::ViewOverview])),
        scope: KeyScope(Scope::Resource((&PolicyAgentId::new(3, 3)).into())),
        networks: "192.0.2.0/24 2001:db8::/32".to_owned(),
        prefix: "pvk_…abcd".to_owned(),
        key_hash: format!("hash-{number}"),
        old_prefix: String::new(),
        old_hash: String::new(),
        old_ends_at: None,
        account_id: AccountId::new(1, 1),
        account_email: "Maker@example.test".to_owned(),
        expires_at: Some(NOON + 5),
        last_used_at: None,
        last_used_address: String::new(),
        created_at: NOON,
        revoked_at: None,
    }
}

testkit::both_engines! {
    async fn what_is_inserted_is_found_and_listed_newest_first(world: World) {
        let mut tx = tenant_tx(&world).await;
        let keys = [api_key(1), api_key(2), api_key(3)];
        for key in &keys {
            api_keys::insert(&mut tx, key).await.unwrap();
        }
        assert_eq!(api_keys::find(&mut tx, &keys[1].id).await.unwrap(), Some(keys[1].clone()));
        assert_eq!(api_keys::find(&mut tx, &ApiKeyId::new(9, 9)).await.unwrap(), None);
        let [one, two, three] = keys;
        assert_eq!(api_keys::list(&mut tx, "", 2).await.unwrap(), [three, two.clone()]);
        assert_eq!(api_keys::list(&mut tx, two.id.as_str(), 2).await.unwrap(), [one]);
    }

    async fn each_update_changes_what_it_says_of_one_key(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (api_key(1), api_key(2));
        api_keys::insert(&mut tx, &one).await.unwrap();
        api_keys::insert(&mut tx, &other).await.unwrap();
        api_keys::rotate(&mut tx, &one.id, "pvk_…wxyz", "new", NOON + 7).await.unwrap();
        api_keys::update_used(&mut tx, &one.id, "192.0.2.7", NOON + 8).await.unwrap();
        api_keys::revoke(&mut tx, &one.id, NOON + 9).await.unwrap();
        let changed = ApiKey {
            old_prefix: one.prefix.clone(),
            old_hash: one.key_hash.clone(),
            old_ends_at: Some(NOON + 7),
            prefix: "pvk_…wxyz".to_owned(),
            key_hash: "new".to_owned(),
            last_used_at: Some(NOON + 8),
            last_used_address: "192.0.2.7".to_owned(),
            revoked_at: Some(NOON + 9),
            ..one.clone()
        };
        assert_eq!(api_keys::find(&mut tx, &one.id).await.unwrap(), Some(changed));
        assert_eq!(api_keys::find(&mut tx, &other.id).await.unwrap(), Some(other.clone()));
        // One is revoked, and the other has its end.
        let scope = &other.scope.0;
        assert_eq!(api_keys::count_live(&mut tx, scope, NOON + 4).await.unwrap(), 1);
        assert_eq!(api_keys::count_live(&mut tx, scope, NOON + 5).await.unwrap(), 0);
        assert_eq!(api_keys::count_live(&mut tx, &Scope::Tenant, NOON).await.unwrap(), 0);
    }

    async fn a_permission_that_is_none_any_more_permits_nothing(world: World) {
        let mut tx = tenant_tx(&world).await;
        let key = api_key(1);
        api_keys::insert(&mut tx, &key).await.unwrap();
        execute(tx.raw(), "update api_keys set permissions = 'fly view-events'").await.unwrap();
        let found = api_keys::find(&mut tx, &key.id).await.unwrap().unwrap();
        assert_eq!(found.permissions.0, PermissionSet::of(&[Permission::ViewEvents]));
    }
}
