use domain::{
    TenantId,
    plans::{Frozen, TenantKind},
};
use store::control::{
    plan_versions,
    tenants::{self, Tenant, TenantState},
};

use crate::fixtures::{control, insert_tenant, is_taken, tenant};

testkit::both_engines! {
    async fn what_is_inserted_is_found_whole(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        assert_eq!(tenants::find(&mut tx, &acme.id).await.unwrap(), Some(acme.clone()));
        assert_eq!(tenants::find_by_slug(&mut tx, "acme").await.unwrap(), Some(acme));
        assert_eq!(tenants::find(&mut tx, &TenantId::new(9, 9)).await.unwrap(), None);
        assert_eq!(tenants::find_by_slug(&mut tx, "Acme").await.unwrap(), None);
    }

    async fn a_slug_belongs_to_one_tenant(world: World) {
        let mut tx = control(&world).await;
        insert_tenant(&mut tx, 1, "acme").await;
        let other = tenant(&mut tx, 2, "acme").await;
        assert!(is_taken(tenants::insert(&mut tx, &other).await));
    }

    async fn the_list_goes_by_slug_page_by_page(world: World) {
        let mut tx = control(&world).await;
        for (number, slug) in [(1, "delta"), (2, "alpha"), (3, "b-2"), (4, "b-10"), (5, "charlie")] {
            insert_tenant(&mut tx, number, slug).await;
        }
        assert_eq!(tenants::count(&mut tx).await.unwrap(), 5);
        let mut listed = Vec::new();
        let mut after = String::new();
        loop {
            let page = tenants::list(&mut tx, &after, 2).await.unwrap();
            let Some(last) = page.last() else { break };
            after.clone_from(&last.slug);
            listed.extend(page.into_iter().map(|tenant| tenant.slug));
        }
        assert_eq!(listed, ["alpha", "b-10", "b-2", "charlie", "delta"]);
    }

    async fn an_update_changes_one_tenant_alone(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        tenants::update_state(&mut tx, &acme.id, TenantState::Ready).await.unwrap();
        let enterprise = plan_versions::find_current(&mut tx, "enterprise").await.unwrap().unwrap();
        tenants::update_plan(&mut tx, &acme.id, &enterprise.id, Some(Frozen { before: 7, days: 90 })).await.unwrap();
        tenants::update_kind(&mut tx, &acme.id, TenantKind::Company).await.unwrap();
        tenants::update_email_domains(&mut tx, &acme.id, "acme.example b.example").await.unwrap();
        tenants::update_settings(&mut tx, &acme.id, "Acme Ltd", "Asia/Kathmandu").await.unwrap();
        tenants::update_requires_second_factor(&mut tx, &acme.id, true).await.unwrap();
        tenants::update_closed(&mut tx, &acme.id, Some(9)).await.unwrap();
        let changed = Tenant {
            closed_at: Some(9),
            requires_second_factor: true,
            state: TenantState::Ready,
            kind: TenantKind::Company,
            plan: enterprise.into(),
            email_domains: "acme.example b.example".to_owned(),
            frozen_before: Some(7),
            frozen_days: Some(90),
            name: "Acme Ltd".to_owned(),
            time_zone: "Asia/Kathmandu".to_owned(),
            ..acme.clone()
        };
        assert_eq!(tenants::find(&mut tx, &acme.id).await.unwrap(), Some(changed));
        assert_eq!(tenants::find(&mut tx, &other.id).await.unwrap(), Some(other));
    }
}
