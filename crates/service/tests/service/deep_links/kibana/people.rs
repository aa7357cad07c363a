//! Who looks in Kibana: one user of Elasticsearch for each account in each tenant.

use domain::TenantId;
use serde_json::json;
use service::deep_links::{Standing, kibana};

use super::{super::tenant, FAULTS, provision, somebody, stub::Stub};

testkit::on_sqlite! {
    async fn people_come_in_change_and_go_and_have_one_role_of_one_tenant(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant, other) = (&world.service, tenant(&world), tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        provision(service, &kibana, &other).await.unwrap();
        let ann = somebody(&world);
        let enter = async |standing| kibana.enter(service, &tenant, &ann, standing).await.unwrap();
        let user = |tenant: &TenantId, standing| {
            (kibana::login(tenant, &ann), json!([kibana::role(tenant, standing)]))
        };
        assert_eq!(enter(Standing::Viewer).await, kibana::login(&tenant, &ann));
        assert_eq!(stub.users(), [user(&tenant, Standing::Viewer)]);
        let writes = stub.writes();
        enter(Standing::Viewer).await;
        assert_eq!(stub.writes(), writes);
        enter(Standing::Editor).await;
        assert_eq!(stub.users(), [user(&tenant, Standing::Editor)]);
        // Whom somebody locked out there is let in again.
        stub.disable(&kibana::login(&tenant, &ann));
        enter(Standing::Editor).await;
        assert_eq!(stub.writes(), writes + 2);
        // In another tenant it is another user, or the roles of both would add up.
        kibana.enter(service, &other, &ann, Standing::Viewer).await.unwrap();
        assert_eq!(stub.users().len(), 2);
        let mut passwords = stub.passwords();
        passwords.sort();
        passwords.dedup();
        assert_eq!(passwords.len(), 4, "each is made anew");
        assert!(passwords.iter().all(|password| password.len() >= 32));
        kibana.leave(service, &tenant, &ann).await.unwrap();
        assert_eq!(stub.users(), [user(&other, Standing::Viewer)]);
        kibana.leave(service, &tenant, &ann).await.unwrap();
        stub.check();
    }

    async fn whoever_dies_while_somebody_comes_in_is_followed_by_another(world: World) {
        let service = &world.service;
        for fault in FAULTS {
            for at in 0..2 {
                let (stub, kibana) = Stub::start().await;
                let (tenant, ann) = (tenant(&world), somebody(&world));
                provision(service, &kibana, &tenant).await.unwrap();
                stub.fail(stub.asked() + at, fault);
                kibana.enter(service, &tenant, &ann, Standing::Viewer).await.unwrap_err();
                let login = kibana.enter(service, &tenant, &ann, Standing::Viewer).await.unwrap();
                assert_eq!(stub.users(), [(login, json!([kibana::role(&tenant, Standing::Viewer)]))]);
                stub.check();
            }
        }
    }
}
