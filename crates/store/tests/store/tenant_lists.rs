use domain::decision::Scope;
use store::control::{
    bindings, memberships,
    tenant_lists::{self, Condition, Counts, Filter},
    tenants,
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant};

testkit::both_engines! {
    async fn a_tenant_is_billed_here_until_it_is_said_otherwise(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        let mut said = vec![tenant.is_billed_elsewhere];
        for is_elsewhere in [true, false] {
            tenant_lists::update_billed_elsewhere(&mut tx, &tenant.id, is_elsewhere).await.unwrap();
            said.push(tenants::find(&mut tx, &tenant.id).await.unwrap().unwrap().is_billed_elsewhere);
        }
        assert_eq!(said, [false, true, false]);
    }

    async fn tenants_are_found_by_name_slug_reference_and_owner(world: World) {
        let mut tx = control(&world).await;
        let owner = insert_account(&mut tx, 1).await;
        let (one, other) = (insert_tenant(&mut tx, 1, "acme").await, insert_tenant(&mut tx, 2, "zebra").await);
        memberships::insert(&mut tx, &one.id, &owner.id, NOON).await.unwrap();
        bindings::upsert(&mut tx, &one.id, &owner.id, "owner", &Scope::Tenant, None, NOON).await.unwrap();
        tenant_lists::update_external_reference(&mut tx, &other.id, "CRM-77_x").await.unwrap();
        let mut slugs: Vec<String> = vec![one.slug.clone(), other.slug.clone()];
        slugs.sort();
        let mut found = Vec::new();
        let texts = ["", &one.name.to_lowercase(), &other.slug, "crm-77_x", &owner.email.to_lowercase(), "crm%", "7x"];
        for text in texts {
            let filter = Filter { text, ..Filter::default() };
            let list = tenant_lists::search(&mut tx, &filter, 10).await.unwrap();
            found.push(list.into_iter().map(|tenant| tenant.slug).collect::<Vec<_>>());
        }
        let (one_slug, other_slug) = (vec![one.slug.clone()], vec![other.slug.clone()]);
        assert_eq!(found, [slugs.clone(), one_slug.clone(), other_slug.clone(), other_slug, one_slug, vec![], vec![]]);
        let after = Filter { after: &slugs[0], ..Filter::default() };
        assert_eq!(tenant_lists::search(&mut tx, &after, 10).await.unwrap()[0].slug, slugs[1]);
        assert_eq!(tenant_lists::list_people(&mut tx, &one.id).await.unwrap(), (vec![owner.email], 1));
    }

    async fn a_tenant_is_suspended_closed_and_purged_and_its_row_stays(world: World) {
        let mut tx = control(&world).await;
        let owner = insert_account(&mut tx, 1).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        memberships::insert(&mut tx, &tenant.id, &owner.id, NOON).await.unwrap();
        insert_tenant(&mut tx, 2, "zebra").await;
        let of = async |tx: &mut store::ControlTx, condition| {
            let filter = Filter { condition: Some(condition), ..Filter::default() };
            tenant_lists::search(tx, &filter, 10).await.unwrap().into_iter().map(|found| found.id).collect::<Vec<_>>()
        };
        tenants::update_closed(&mut tx, &tenant.id, None).await.unwrap();
        tenant_lists::update_suspended(&mut tx, &tenant.id, Some((NOON, "not paid"))).await.unwrap();
        assert_eq!(of(&mut tx, Condition::Suspended).await, std::slice::from_ref(&tenant.id));
        let found = tenants::find(&mut tx, &tenant.id).await.unwrap().unwrap();
        assert_eq!((found.suspended_at, found.suspended_reason.as_str()), (Some(NOON), "not paid"));
        assert_eq!(tenant_lists::count(&mut tx).await.unwrap().suspended, 1);
        tenant_lists::update_suspended(&mut tx, &tenant.id, None).await.unwrap();
        tenants::update_closed(&mut tx, &tenant.id, Some(NOON)).await.unwrap();
        tenant_lists::update_purge_at(&mut tx, &tenant.id, Some(NOON + 5)).await.unwrap();
        let found = tenants::find(&mut tx, &tenant.id).await.unwrap().unwrap();
        assert_eq!((found.condition(), found.purge_at), (Condition::Closed, Some(NOON + 5)));
        assert_eq!(tenant_lists::purge(&mut tx, &tenant.id, NOON + 6).await.unwrap(), 1);
        assert_eq!(of(&mut tx, Condition::Purged).await, std::slice::from_ref(&tenant.id));
        assert_eq!(of(&mut tx, Condition::Closed).await, []);
        let counts = tenant_lists::count(&mut tx).await.unwrap();
        assert_eq!(counts, Counts { all: 1, ..counts });
        assert!(!memberships::exists(&mut tx, &tenant.id, &owner.id).await.unwrap());
        let all = tenants::list(&mut tx, "", 10).await.unwrap();
        assert!(all.iter().all(|listed| listed.id != tenant.id), "nothing visits what was purged");
    }
}
