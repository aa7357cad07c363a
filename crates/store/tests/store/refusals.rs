use domain::{
    TenantId,
    audit::{Deed, Target},
    permission::Permission,
    principal::{Doer, Named, PrincipalKind},
};
use store::audit::{self, Entry};
use testkit::NOON;

use crate::fixtures::control;

fn entry(tenant: &TenantId, action: Deed, request: &str) -> Entry {
    Entry {
        at: NOON,
        doer: Doer { actor: Named::new(PrincipalKind::Person, "acc_1", "eve@example.test"), behalf: None },
        source: "page".to_owned(),
        action,
        outcome: action.outcome(),
        target: Target::of(&Permission::ViewAudit),
        before: None,
        after: None,
        request_id: request.to_owned(),
        address: "192.0.2.1".to_owned(),
        tenant_id: Some(tenant.clone()),
        decision: Some("{}".to_owned()),
    }
}

testkit::both_engines! {
    async fn a_request_is_found_in_its_own_tenant_alone(world: World) {
        let (mine, other) = (TenantId::new(1, 1), TenantId::new(1, 2));
        let mut tx = control(&world).await;
        for (tenant, action, request) in [
            (&mine, Deed::AccessRefuse, "r-1"),
            (&mine, Deed::RolesCreate, "r-1"),
            (&mine, Deed::AccessRefuse, "r-2"),
            (&other, Deed::AccessRefuse, "r-1"),
        ] {
            audit::append(&mut tx, &entry(tenant, action, request)).await.unwrap();
        }
        let found = audit::list_of_request(tx.raw(), &mine, "r-1").await.unwrap();
        let actions: Vec<_> = found.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["roles.create", "access.refuse"]);
        assert!(audit::list_of_request(tx.raw(), &mine, "' or 1=1 --").await.unwrap().is_empty());
    }
}
