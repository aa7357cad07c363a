use domain::permission::{Permission, PermissionSet};
use store::control::roles;

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
}
