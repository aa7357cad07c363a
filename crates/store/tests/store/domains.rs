use domain::{DomainId, domains::DomainKind};
use store::tenant::domains::{self, Domain};

use crate::fixtures::{domain, is_taken, tenant_tx};

testkit::both_engines! {
    async fn what_is_inserted_is_found_and_listed_by_name(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (zeta, alpha) = (domain(1, "zeta.test"), domain(2, "alpha.test"));
        domains::insert(&mut tx, &zeta).await.unwrap();
        domains::insert(&mut tx, &alpha).await.unwrap();
        assert_eq!(domains::find(&mut tx, &zeta.id).await.unwrap(), Some(zeta.clone()));
        assert_eq!(domains::find(&mut tx, &DomainId::new(9, 9)).await.unwrap(), None);
        assert_eq!(domains::count(&mut tx).await.unwrap(), 2);
        assert_eq!(domains::list(&mut tx).await.unwrap(), [alpha, zeta]);
    }

    async fn a_name_is_there_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        domains::insert(&mut tx, &domain(1, "tenant.test")).await.unwrap();
        assert!(is_taken(domains::insert(&mut tx, &domain(2, "tenant.test")).await));
    }

    async fn an_update_and_a_deletion_concern_one_domain(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (domain(1, "one.test"), domain(2, "other.test"));
        domains::insert(&mut tx, &one).await.unwrap();
        domains::insert(&mut tx, &other).await.unwrap();
        domains::update(&mut tx, &one.id, DomainKind::Local, false).await.unwrap();
        let changed = Domain { kind: DomainKind::Local, is_enabled: false, ..one.clone() };
        assert_eq!(domains::list(&mut tx).await.unwrap(), [changed, other.clone()]);
        domains::delete(&mut tx, &one.id).await.unwrap();
        assert_eq!(domains::list(&mut tx).await.unwrap(), [other]);
    }
}
