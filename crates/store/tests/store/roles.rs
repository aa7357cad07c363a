use domain::{
    RoleId,
    permission::{Permission, PermissionSet},
};
use store::{
    StoreError,
    control::roles::{self, CustomRole},
};
use testkit::NOON;

use crate::fixtures::{control, execute, insert_tenant};

testkit::both_engines! {
    async fn a_tenants_own_roles_are_its_own(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let insert = "insert into roles (id, tenant_id, name, name_key, description, permissions, created_at)
             select 'rol_1', id, 'Night shift', 'night shift', 'At night.', 'view-events gone', 1 from tenants";
        execute(tx.raw(), insert).await.unwrap();
        let beta = insert_tenant(&mut tx, 2, "beta").await.id;
        let listed = roles::list(&mut tx, &acme).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].name.as_str(), listed[0].description.as_str()), ("Night shift", "At night."));
        assert_eq!(listed[0].permissions, PermissionSet::of(&[Permission::ViewEvents]));
        assert!(roles::list(&mut tx, &beta).await.unwrap().is_empty());
        let id = &listed[0].id;
        assert_eq!(roles::find(&mut tx, &acme, id).await.unwrap().as_ref(), Some(&listed[0]));
        assert_eq!(roles::find(&mut tx, &beta, id).await.unwrap(), None);
    }

    async fn a_role_is_made_changed_and_deleted_in_its_tenant(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let beta = insert_tenant(&mut tx, 2, "beta").await.id;
        let role = CustomRole {
            id: RoleId::new(1, 1),
            name: "Night".to_owned(),
            description: String::new(),
            permissions: PermissionSet::of(&[Permission::ViewEvents]),
            created_at: NOON,
        };
        roles::insert(&mut tx, &acme, &role, "night").await.unwrap();
        roles::insert(&mut tx, &beta, &CustomRole { id: RoleId::new(1, 2), ..role.clone() }, "night").await.unwrap();
        let wider = PermissionSet::of(&[Permission::ViewEvents, Permission::ViewTeam]);
        let changed = CustomRole { name: "Day".to_owned(), permissions: wider, ..role.clone() };
        roles::update(&mut tx, &beta, &changed, "day").await.unwrap();
        assert_eq!(roles::list(&mut tx, &acme).await.unwrap(), std::slice::from_ref(&role));
        roles::update(&mut tx, &acme, &changed, "day").await.unwrap();
        assert_eq!(roles::list(&mut tx, &acme).await.unwrap(), [changed]);
        roles::delete(&mut tx, &beta, &role.id).await.unwrap();
        assert_eq!(roles::list(&mut tx, &acme).await.unwrap().len(), 1);
        assert_eq!(roles::count_uses(&mut tx, &acme, &role.id, NOON).await.unwrap(), (0, 0));
        roles::delete(&mut tx, &acme, &role.id).await.unwrap();
        assert!(roles::list(&mut tx, &acme).await.unwrap().is_empty());
    }

    async fn two_roles_of_a_tenant_have_two_names(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        let role = |number| CustomRole {
            id: RoleId::new(1, number),
            name: "Night".to_owned(),
            description: String::new(),
            permissions: PermissionSet::EMPTY,
            created_at: NOON,
        };
        roles::insert(&mut tx, &acme, &role(1), "night").await.unwrap();
        let taken = roles::insert(&mut tx, &acme, &role(2), "night").await;
        assert!(matches!(taken, Err(StoreError::Taken)));
    }
}
