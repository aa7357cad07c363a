use domain::NetworkId;
use store::tenant::networks::{self, Network};

use crate::fixtures::{is_taken, network, tenant_tx};

testkit::both_engines! {
    async fn what_is_inserted_is_found_and_listed(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (six, four) = (network(1, "2001:db8::/32"), network(2, "192.0.2.0/24"));
        networks::insert(&mut tx, &six).await.unwrap();
        networks::insert(&mut tx, &four).await.unwrap();
        assert_eq!(networks::find(&mut tx, &six.id).await.unwrap(), Some(six.clone()));
        assert_eq!(networks::find(&mut tx, &NetworkId::new(9, 9)).await.unwrap(), None);
        assert_eq!(networks::count(&mut tx).await.unwrap(), 2);
        assert_eq!(networks::list(&mut tx).await.unwrap(), [four, six]);
    }

    async fn a_network_is_there_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        networks::insert(&mut tx, &network(1, "192.0.2.0/24")).await.unwrap();
        assert!(is_taken(networks::insert(&mut tx, &network(2, "192.0.2.0/24")).await));
    }

    async fn an_update_and_a_deletion_concern_one_network(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (network(1, "192.0.2.0/24"), network(2, "198.51.100.0/24"));
        networks::insert(&mut tx, &one).await.unwrap();
        networks::insert(&mut tx, &other).await.unwrap();
        networks::update(&mut tx, &one.id, "", false).await.unwrap();
        let changed = Network { label: String::new(), is_enabled: false, ..one.clone() };
        assert_eq!(networks::list(&mut tx).await.unwrap(), [changed, other.clone()]);
        networks::delete(&mut tx, &one.id).await.unwrap();
        assert_eq!(networks::list(&mut tx).await.unwrap(), [other]);
    }
}
