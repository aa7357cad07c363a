use domain::{
    DAY, Locale, PlanVersionId, Quota,
    plans::{Feature, Limit, Plan, Shape, TenantKind, Value},
};
use store::control::{
    plan_versions::{self, PlanVersion, TenantPlan, VersionState},
    plans, tenants,
};

use crate::fixtures::{control, insert_tenant, is_taken};

/// Whether a value is one that a feature may have.
fn fits(feature: Feature, value: &Value) -> bool {
    match (feature.shape(), value) {
        (Shape::Flag, Value::Flag(_)) | (Shape::Limit, Value::Limit(Limit::Unlimited)) => true,
        (Shape::Limit, Value::Limit(Limit::Of(limit))) => (0..=Limit::MOST).contains(limit),
        (Shape::Number(least, most), Value::Limit(Limit::Of(number))) => (least..=most).contains(number),
        (Shape::Choice(words), Value::Word(word)) => words.contains(&word.as_str()),
        (Shape::Set(words), Value::Words(given)) => given.iter().all(|word| words.contains(&word.as_str())),
        _ => false,
    }
}

testkit::both_engines! {
    async fn a_first_start_has_a_whole_catalogue(world: World) {
        let mut tx = control(&world).await;
        let features = plans::list_features(&mut tx).await.unwrap();
        let named: Vec<_> = features.iter().map(|feature| feature.key.as_str()).collect();
        assert_eq!(named, Feature::ALL.iter().map(|feature| feature.as_str()).collect::<Vec<_>>());
        for (feature, told) in Feature::ALL.iter().zip(&features) {
            assert_eq!(told.name_en, feature.title(Locale::En));
            assert_eq!(told.name_fr, feature.title(Locale::Fr));
            assert_eq!((told.kind, told.span), (feature.kind(), feature.span()), "{feature}");
        }
        let current = plan_versions::list_current(&mut tx).await.unwrap();
        let keys: Vec<_> = current.iter().map(|version| version.plan.as_str()).collect();
        assert_eq!(keys, Plan::ALL.iter().map(|plan| plan.as_str()).collect::<Vec<_>>());
        let listed: Vec<_> = plans::list(&mut tx).await.unwrap().into_iter().map(|plan| plan.key).collect();
        assert_eq!(listed, keys);
        for version in &current {
            assert_eq!((version.number, version.state), (1, VersionState::Published));
            let given = version.entitlements();
            for feature in Feature::ALL {
                let value = given.value(feature.as_str()).unwrap_or_else(|| panic!("{}: {feature}", version.plan));
                assert!(fits(*feature, value), "{}: {feature}: {value:?}", version.plan);
            }
        }
    }

    async fn a_company_has_at_least_what_a_person_had(world: World) {
        let mut tx = control(&world).await;
        for plan in plans::list(&mut tx).await.unwrap() {
            assert_eq!(plans::find(&mut tx, &plan.key).await.unwrap().as_ref(), Some(&plan));
            let before = plan_versions::find_current(&mut tx, &plan.key).await.unwrap().unwrap();
            let after = plan_versions::find_current(&mut tx, &plan.company_plan).await.unwrap().unwrap();
            assert_eq!(after.audience, TenantKind::Company);
            let (before, after) = (before.entitlements(), after.entitlements());
            for feature in Feature::ALL {
                assert!(before.limit(*feature) <= after.limit(*feature), "{}: {feature}", plan.key);
                assert!(!before.has(*feature) || after.has(*feature), "{}: {feature}", plan.key);
            }
        }
        assert_eq!(plans::find(&mut tx, "none").await.unwrap(), None);
    }

    async fn each_audience_starts_on_its_smallest_plan(world: World) {
        let mut tx = control(&world).await;
        for (audience, plan) in [(TenantKind::Company, "starter"), (TenantKind::Personal, "free")] {
            let start = plan_versions::find_start(&mut tx, audience).await.unwrap().unwrap();
            assert_eq!((start.plan.as_str(), start.month_price), (plan, Some(0)));
            assert_eq!(plan_versions::find(&mut tx, &start.id).await.unwrap(), Some(start));
        }
        assert_eq!(plan_versions::find_current(&mut tx, "none").await.unwrap(), None);
        assert_eq!(plan_versions::find(&mut tx, &PlanVersionId::new(1, 1)).await.unwrap(), None);
    }

    async fn a_tenant_has_what_its_version_gives(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let found = tenants::find(&mut tx, &acme.id).await.unwrap().unwrap();
        let solo: TenantPlan = plan_versions::find_current(&mut tx, "solo").await.unwrap().unwrap().into();
        assert_eq!(found.plan, solo);
        let given = found.plan.entitlements(7 * DAY);
        assert_eq!((given.quota(Quota::Domains), given.retention_days()), (Limit::Of(3), 30));
    }

    async fn a_number_is_there_once_in_a_plan(world: World) {
        let mut tx = control(&world).await;
        plan_versions::lock(&mut tx, "solo").await.unwrap();
        let first = plan_versions::find_current(&mut tx, "solo").await.unwrap().unwrap();
        let id = PlanVersionId::new(1, 1);
        let draft = PlanVersion {
            id: id.clone(),
            number: 2,
            state: VersionState::Draft,
            published_at: None,
            ..first.clone()
        };
        plan_versions::insert(&mut tx, &draft).await.unwrap();
        assert!(is_taken(plan_versions::insert(&mut tx, &PlanVersion { id: PlanVersionId::new(2, 2), ..draft.clone() }).await));
    }

    async fn what_is_published_stays_as_it_is(world: World) {
        let mut tx = control(&world).await;
        let first = plan_versions::find_current(&mut tx, "solo").await.unwrap().unwrap();
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        assert_eq!(plan_versions::count_tenants(&mut tx, &first.id).await.unwrap(), 1);
        assert_eq!(tenants::list_on_version(&mut tx, &first.id, 10).await.unwrap(), [acme]);
        let id = PlanVersionId::new(1, 1);
        let draft = PlanVersion {
            id: id.clone(),
            number: 2,
            state: VersionState::Draft,
            published_at: None,
            ..first.clone()
        };
        plan_versions::insert(&mut tx, &draft).await.unwrap();
        assert_eq!(plan_versions::find_current(&mut tx, "solo").await.unwrap(), Some(first.clone()));
        let edited = PlanVersion { month_price: None, year_price: None, trial_days: 3, ..draft.clone() };
        assert!(plan_versions::update_draft(&mut tx, &edited).await.unwrap());
        assert!(!plan_versions::update_retired(&mut tx, &id, 9).await.unwrap());
        assert!(plan_versions::update_published(&mut tx, &id, 9).await.unwrap());
        assert!(!plan_versions::update_published(&mut tx, &id, 10).await.unwrap());
        assert!(!plan_versions::update_draft(&mut tx, &draft).await.unwrap());
        let published = PlanVersion { state: VersionState::Published, published_at: Some(9), ..edited };
        assert_eq!(plan_versions::find_current(&mut tx, "solo").await.unwrap(), Some(published.clone()));
        assert!(plan_versions::update_retired(&mut tx, &first.id, 11).await.unwrap());
        let retired = PlanVersion { state: VersionState::Retired, retired_at: Some(11), ..first };
        assert_eq!(plan_versions::list(&mut tx, "solo").await.unwrap(), [published, retired]);
    }

    async fn a_feature_and_a_plan_are_added_once_and_stand_last(world: World) {
        let mut tx = control(&world).await;
        let feature = plans::CatalogueFeature {
            key: "build-minutes".to_owned(),
            kind: domain::plans::FeatureKind::Metered,
            name_en: "Build minutes".to_owned(),
            name_fr: "Minutes".to_owned(),
            unit: "minute".to_owned(),
            span: domain::plans::Span::Month,
        };
        assert!(plans::insert_feature(&mut tx, &feature).await.unwrap());
        assert!(!plans::insert_feature(&mut tx, &feature).await.unwrap());
        let names = ("Minutes of building", "Minutes de compilation", "minute");
        assert!(plans::update_feature_names(&mut tx, "build-minutes", names).await.unwrap());
        assert!(!plans::update_feature_names(&mut tx, "teleports", names).await.unwrap());
        let last = plans::list_features(&mut tx).await.unwrap().pop().unwrap();
        assert_eq!((last.key.as_str(), last.name_en.as_str(), last.span), ("build-minutes", names.0, feature.span));
        let solo = plans::find(&mut tx, "solo").await.unwrap().unwrap();
        let plan = plans::Plan { key: "duo".to_owned(), name_en: "Duo".to_owned(), ..solo };
        assert!(plans::insert(&mut tx, &plan).await.unwrap());
        assert!(!plans::insert(&mut tx, &plan).await.unwrap());
        assert_eq!(plans::list(&mut tx).await.unwrap().pop().unwrap(), plan);
    }
}
