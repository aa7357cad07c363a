use domain::{
    EnvironmentId, PolicyAgentId,
    decision::{Binding, RoleName, Scope},
    permission::{Permission, PermissionSet, Role},
};
use store::control::{accounts, bindings, memberships};
use testkit::NOON;

use crate::fixtures::{account, control, execute, insert_account, insert_tenant};

testkit::both_engines! {
    async fn what_members_hold_comes_back_whole(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        for account in [&one, &other] {
            memberships::insert(&mut tx, &acme, &account.id, NOON).await.unwrap();
        }
        let custom = "insert into roles (id, tenant_id, name, name_key, description, permissions, created_at)
             select 'rol_1', id, 'Night shift', 'night shift', '', 'view-events gone', 1 from tenants";
        execute(tx.raw(), custom).await.unwrap();
        let scopes = [
            Scope::Environment(EnvironmentId::new(1, 1)),
            Scope::Resource((&PolicyAgentId::new(1, 1)).into()),
        ];
        bindings::upsert(&mut tx, &acme, &one.id, "owner", &Scope::Tenant, None, NOON).await.unwrap();
        bindings::upsert(&mut tx, &acme, &one.id, "rol_1", &scopes[0], Some(NOON), NOON + 1).await.unwrap();
        bindings::upsert(&mut tx, &acme, &other.id, "guest", &scopes[1], Some(NOON), NOON).await.unwrap();
        // The same role in the same scope gets the new end.
        bindings::upsert(&mut tx, &acme, &other.id, "guest", &scopes[1], Some(NOON + 9), NOON).await.unwrap();
        // A role that is not there gives nothing.
        bindings::upsert(&mut tx, &acme, &other.id, "rol_9", &Scope::Tenant, None, NOON).await.unwrap();
        let held = bindings::list(&mut tx, &acme, &one.id).await.unwrap();
        let night = Binding {
            role: RoleName::Custom { id: "rol_1".to_owned().into(), name: "Night shift".to_owned() },
            permissions: PermissionSet::of(&[Permission::ViewEvents]),
            scope: scopes[0].clone(),
            ends_at: Some(NOON),
        };
        assert_eq!(held.len(), 2);
        assert_eq!(held[0].role, RoleName::BuiltIn(Role::Owner));
        assert_eq!(held[1], night);
        let all = bindings::list_all(&mut tx, &acme).await.unwrap();
        let of_other: Vec<_> = all.iter().filter(|held| held.account_id == other.id).collect();
        assert_eq!(of_other.len(), 1);
        assert_eq!(of_other[0].binding.ends_at, Some(NOON + 9));
        assert!(bindings::delete(&mut tx, &acme, &one.id, "rol_1", &scopes[0]).await.unwrap());
        assert!(!bindings::delete(&mut tx, &acme, &one.id, "rol_1", &scopes[0]).await.unwrap());
    }

    async fn managers_are_owners_then_admins_of_the_whole_tenant(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        let acme = tenant.id.clone();
        let part = Scope::Resource((&PolicyAgentId::new(1, 1)).into());
        let given = [
            (1, "admin", Scope::Tenant, None),
            (2, "owner", Scope::Tenant, None),
            (3, "viewer", Scope::Tenant, None),
            (4, "admin", part, None),
            (5, "admin", Scope::Tenant, Some(NOON)),
        ];
        let mut emails = Vec::new();
        for (number, role, scope, ends_at) in given {
            let account = insert_account(&mut tx, number).await;
            memberships::insert(&mut tx, &acme, &account.id, NOON).await.unwrap();
            bindings::upsert(&mut tx, &acme, &account.id, role, &scope, ends_at, NOON).await.unwrap();
            emails.push(account.email);
        }
        let managers = [(emails[1].clone(), Role::Owner), (emails[0].clone(), Role::Admin)];
        for number in [1, 3, 4, 5] {
            let id = account(number).id;
            let found = memberships::find_relation(&mut tx, "acme", &id, NOON).await.unwrap().unwrap();
            assert_eq!((found.tenant, found.is_member), (tenant.clone(), true));
            assert_eq!(found.held, bindings::list(&mut tx, &acme, &id).await.unwrap());
            assert_eq!((found.held.len(), found.managers), (1, managers.to_vec()), "{number}");
        }
    }

    async fn what_a_scope_is_used_by_is_counted(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let live = Scope::Environment(EnvironmentId::new(1, 1));
        let given =
            [(1, "guest", &live, None), (1, "viewer", &live, None), (2, "viewer", &live, Some(NOON))];
        for (number, role, scope, ends_at) in given {
            let id = account(number).id;
            if accounts::find(&mut tx, &id).await.unwrap().is_none() {
                insert_account(&mut tx, number).await;
                memberships::insert(&mut tx, &acme, &id, NOON).await.unwrap();
            }
            bindings::upsert(&mut tx, &acme, &id, role, scope, ends_at, NOON).await.unwrap();
        }
        let invite = "insert into invitations (id, tenant_id, email, email_key, role, scope, locale, invited_by,
                created_at, expires_at, state, state_changed_at)
             select said.word, tenants.id, '', '', 'guest', bindings.scope, 'en', account_id, 0,
                9223372036854775807, said.word, 0
             from tenants, bindings, (select 'open' as word union all select 'withdrawn') as said where bindings.role = 'guest'";
        execute(tx.raw(), invite).await.unwrap();
        assert_eq!(bindings::count_uses(&mut tx, &acme, &live, NOON).await.unwrap(), (1, 1));
        assert_eq!(bindings::count_uses(&mut tx, &acme, &live, NOON - 1).await.unwrap(), (2, 1));
        let other = Scope::Environment(EnvironmentId::new(2, 1));
        assert_eq!(bindings::count_uses(&mut tx, &acme, &other, NOON).await.unwrap(), (0, 0));
    }

    async fn owners_own_the_whole_and_without_an_end(world: World) {
        let mut tx = control(&world).await;
        let (acme, beta) = (insert_tenant(&mut tx, 1, "acme").await.id, insert_tenant(&mut tx, 2, "beta").await.id);
        let part = Scope::Resource((&PolicyAgentId::new(1, 1)).into());
        let given = [
            (1, "owner", Scope::Tenant, None),
            (2, "owner", Scope::Tenant, Some(NOON)),
            (3, "owner", part, None),
            (4, "admin", Scope::Tenant, Some(NOON + 1)),
            (5, "owner", Scope::Tenant, None),
        ];
        let mut owners = Vec::new();
        for (number, role, scope, ends_at) in given {
            let account = insert_account(&mut tx, number).await.id;
            memberships::insert(&mut tx, &acme, &account, NOON).await.unwrap();
            let at = NOON + i64::try_from(number).unwrap();
            bindings::upsert(&mut tx, &acme, &account, role, &scope, ends_at, at).await.unwrap();
            owners.push(account);
        }
        assert_eq!(bindings::list_owners(&mut tx, &acme).await.unwrap(), [owners[0].clone(), owners[4].clone()]);
        assert!(bindings::list_owners(&mut tx, &beta).await.unwrap().is_empty());
        assert!(bindings::list_ended(&mut tx, NOON - 1).await.unwrap().is_empty());
        assert_eq!(bindings::list_ended(&mut tx, NOON).await.unwrap(), [acme]);
    }

    async fn a_member_who_leaves_takes_nothing_along(world: World) {
        let mut tx = control(&world).await;
        let (acme, one) = (insert_tenant(&mut tx, 1, "acme").await.id, insert_account(&mut tx, 1).await.id);
        memberships::insert(&mut tx, &acme, &one, NOON).await.unwrap();
        bindings::upsert(&mut tx, &acme, &one, "admin", &Scope::Tenant, None, NOON).await.unwrap();
        memberships::delete(&mut tx, &acme, &one).await.unwrap();
        assert!(bindings::list(&mut tx, &acme, &one).await.unwrap().is_empty());
        // Nobody holds a role without belonging to the tenant.
        assert!(bindings::upsert(&mut tx, &acme, &one, "admin", &Scope::Tenant, None, NOON).await.is_err());
    }
}
