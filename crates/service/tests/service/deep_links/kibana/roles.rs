//! What the roles of a tenant give: its data in its space, whatever somebody made of them.

use domain::deep_links::kibana as names;
use serde_json::json;
use service::deep_links::{AskError, Standing, kibana};

use super::{super::tenant, provision, stub::Stub};

testkit::on_sqlite! {
    async fn a_role_reads_the_data_of_its_tenant_in_its_space_and_nothing_else(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        for (standing, write) in [(Standing::Viewer, "read"), (Standing::Editor, "all")] {
            let name = kibana::role(&tenant, standing);
            let role = stub.role(&name);
            let inside = &role["elasticsearch"];
            assert_eq!((&inside["cluster"], &inside["run_as"]), (&json!([]), &json!([])));
            assert_eq!(inside["indices"].as_array().unwrap().len(), 1);
            assert_eq!(inside["indices"][0]["names"], json!([names::data_stream(&tenant)]));
            let feature = json!({ "discover": ["read"], "dashboard": [write] });
            assert_eq!(role["kibana"], json!([{ "base": [], "feature": feature, "spaces": [tenant.as_str()] }]));
        }
        // One that somebody widened is what it was again, and nothing else is written.
        let name = kibana::role(&tenant, Standing::Viewer);
        let before = stub.role(&name);
        let wide = json!({ "names": ["logs-*"], "privileges": ["read"] });
        for change in [
            ("/elasticsearch/indices/0/names/0", json!("logs-*")),
            ("/elasticsearch/indices/0/privileges/0", json!("all")),
            ("/elasticsearch/indices/0/allow_restricted_indices", json!(true)),
            ("/elasticsearch/indices", json!([before["elasticsearch"]["indices"][0], wide])),
            ("/elasticsearch/cluster", json!(["monitor"])),
            ("/elasticsearch/run_as", json!(["elastic"])),
            ("/kibana/0/spaces", json!([tenant.as_str(), "default"])),
            ("/kibana/0/base", json!(["read"])),
            ("/kibana/0/feature/dashboard/0", json!("all")),
            ("/_transform_error", json!(["kibana"])),
        ] {
            let writes = stub.writes();
            stub.change_role(&name, |role| *role.pointer_mut(change.0).unwrap() = change.1.clone());
            provision(service, &kibana, &tenant).await.unwrap();
            assert_eq!((stub.role(&name), stub.writes()), (before.clone(), writes + 1), "{change:?}");
        }
        stub.check();
    }

    async fn features_that_are_called_otherwise_since_are_given_under_their_new_names(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        let writes = stub.writes();
        stub.set_features(&["discover", "discover_v2", "dashboard_v2"]);
        provision(service, &kibana, &tenant).await.unwrap();
        assert_eq!(stub.writes(), writes + 2, "both roles");
        let role = stub.role(&kibana::role(&tenant, Standing::Viewer));
        assert_eq!(role["kibana"][0]["feature"], json!({ "discover_v2": ["read"], "dashboard_v2": ["read"] }));
        stub.set_features(&["discover_v2"]);
        let refused = provision(service, &kibana, &tenant).await.unwrap_err();
        assert!(matches!(refused, AskError::Unusable { of: "Kibana", .. }), "{refused}");
        stub.check();
    }
}
