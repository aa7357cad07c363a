use domain::TenantId;
use store::audit::{self, Entry};
use testkit::NOON;

use crate::fixtures::control;

fn entry(tenant: &TenantId, action: &str, request: &str) -> Entry {
    Entry {
        at: NOON,
        actor: "acc_1 <eve@example.test>".to_owned(),
        source: "page".to_owned(),
        action: action.to_owned(),
        target: "view-audit".to_owned(),
        before: None,
        after: None,
        request_id: request.to_owned(),
        address: "192.0.2.1".to_owned(),
        tenant_id: Some(tenant.to_string()),
        decision: Some("{}".to_owned()),
    }
}

testkit::both_engines! {
    async fn a_request_is_found_in_its_own_tenant_alone(world: World) {
        let (mine, other) = (TenantId::new(1, 1), TenantId::new(1, 2));
        let mut tx = control(&world).await;
        for (tenant, action, request) in [
            (&mine, "access.refuse", "r-1"),
            (&mine, "roles.create", "r-1"),
            (&mine, "access.refuse", "r-2"),
            (&other, "access.refuse", "r-1"),
        ] {
            audit::append(tx.raw(), &entry(tenant, action, request)).await.unwrap();
        }
        let found = audit::list_of_request(tx.raw(), &mine, "r-1").await.unwrap();
        let actions: Vec<_> = found.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["roles.create", "access.refuse"]);
        assert!(audit::list_of_request(tx.raw(), &mine, "' or 1=1 --").await.unwrap().is_empty());
    }
}
