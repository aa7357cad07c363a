use domain::{
    OverrideId, Quota, TenantId,
    plans::{Feature, Limit},
};
use store::{
    ControlTx,
    control::{
        overrides::{self, Origin, Override},
        plan_versions, tenants,
    },
};

use crate::fixtures::{control, execute, insert_tenant, is_taken};

fn one(number: u64, tenant: &TenantId, (feature, value): (&str, &str), ends_at: Option<i64>) -> Override {
    Override {
        id: OverrideId::new(number, 1),
        tenant_id: tenant.clone(),
        feature: feature.to_owned(),
        value: value.to_owned(),
        origin: Origin::Operator,
        reason: "agreed by phone".to_owned(),
        ends_at,
        set_by: "command-line".to_owned(),
        set_at: i64::try_from(number).unwrap(),
        ended_at: None,
    }
}

testkit::both_engines! {
    async fn what_counts_is_read_with_the_tenant(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        overrides::insert(&mut tx, &one(1, &acme.id, ("domains", "40"), None)).await.unwrap();
        overrides::insert(&mut tx, &one(2, &acme.id, ("reports", "true"), Some(100))).await.unwrap();
        overrides::insert(&mut tx, &one(3, &acme.id, ("guests", "\"unlimited\""), None)).await.unwrap();
        let found = tenants::find(&mut tx, &acme.id).await.unwrap().unwrap();
        let (before, after) = (found.plan.entitlements(99), found.plan.entitlements(100));
        assert_eq!((before.quota(Quota::Domains), before.quota(Quota::Guests)), (Limit::Of(40), Limit::Unlimited));
        assert!(before.has(Feature::Reports) && !after.has(Feature::Reports));
        assert_eq!(after.quota(Quota::Networks), Limit::Of(3), "what nobody overrode is the plan's");
        let other = tenants::find(&mut tx, &other.id).await.unwrap().unwrap();
        assert_eq!(other.plan.entitlements(0).quota(Quota::Domains), Limit::Of(3));
    }

    async fn one_counts_at_a_time_and_what_ended_stays_told(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let first = one(1, &acme.id, ("domains", "40"), None);
        overrides::insert(&mut tx, &first).await.unwrap();
        let ended = overrides::update_ended(&mut tx, &acme.id, "domains", 7).await.unwrap().unwrap();
        assert_eq!(ended, Override { ended_at: Some(7), ..first.clone() });
        assert_eq!(overrides::update_ended(&mut tx, &acme.id, "domains", 8).await.unwrap(), None);
        let second = one(2, &acme.id, ("domains", "0"), None);
        overrides::insert(&mut tx, &second).await.unwrap();
        let found = tenants::find(&mut tx, &acme.id).await.unwrap().unwrap();
        assert_eq!(found.plan.entitlements(9).quota(Quota::Domains), Limit::NONE);
        assert_eq!(overrides::list(&mut tx, &acme.id, 10).await.unwrap(), [second, ended]);
        assert!(is_taken(overrides::insert(&mut tx, &one(3, &acme.id, ("domains", "1"), None)).await));
    }

    async fn what_gives_nothing_any_more_is_found(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let lapsed = one(1, &acme.id, ("domains", "40"), Some(100));
        overrides::insert(&mut tx, &lapsed).await.unwrap();
        overrides::insert(&mut tx, &one(2, &acme.id, ("networks", "40"), Some(101))).await.unwrap();
        overrides::insert(&mut tx, &one(3, &acme.id, ("guests", "40"), None)).await.unwrap();
        assert_eq!(overrides::list_lapsed(&mut tx, 100, 10).await.unwrap(), [lapsed]);
        overrides::update_ended(&mut tx, &acme.id, "domains", 100).await.unwrap();
        assert_eq!(overrides::list_lapsed(&mut tx, 100, 10).await.unwrap(), []);
    }

    async fn what_everybody_had_before_plans_decided_is_kept(world: World) {
        let mut tx = control(&world).await;
        let small = insert_tenant(&mut tx, 1, "small").await;
        let large = insert_tenant(&mut tx, 2, "large").await;
        let enterprise = plan_versions::find_current(&mut tx, "enterprise").await.unwrap().unwrap();
        tenants::update_plan(&mut tx, &large.id, &enterprise.id, None).await.unwrap();
        // As the migration does for the tenants that it finds.
        let migration = include_str!("../../../../migrations/control/0020_catalogue.sql");
        let begins = migration.find("insert into overrides").unwrap();
        let statement = migration[begins..].split(';').next().unwrap();
        execute(tx.raw(), statement).await.unwrap();
        let has = async |tx: &mut ControlTx, id| {
            let found = tenants::find(tx, id).await.unwrap().unwrap();
            found.plan.entitlements(i64::MAX).has(Feature::AdvancedSearch)
        };
        assert!(has(&mut tx, &small.id).await && has(&mut tx, &large.id).await);
        let [kept] = overrides::list(&mut tx, &small.id, 10).await.unwrap().try_into().unwrap();
        assert_eq!((kept.origin, kept.feature.as_str()), (Origin::Grandfathered, "advanced-search"));
        assert!(OverrideId::parse(kept.id.as_str()).is_some());
        assert_eq!(overrides::list(&mut tx, &large.id, 10).await.unwrap(), []);
    }
}
