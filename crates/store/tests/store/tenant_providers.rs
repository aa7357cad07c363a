use domain::TenantId;
use store::control::{
    email_domains::{self, EmailDomain},
    tenant_providers,
};
use testkit::NOON;

use crate::fixtures::{control, insert_tenant, is_taken, provider};

fn email_domain(tenant: &TenantId, name: &str) -> EmailDomain {
    EmailDomain {
        tenant_id: tenant.clone(),
        name: name.to_owned(),
        challenge: "challenge".to_owned(),
        created_at: NOON,
        verified_at: None,
        checked_at: None,
        missing_since: None,
    }
}

testkit::both_engines! {
    async fn a_tenant_has_one_provider(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        let first = provider(1, &tenant);
        tenant_providers::insert(&mut tx, &first).await.unwrap();
        assert_eq!(tenant_providers::find(&mut tx, &first.id).await.unwrap(), Some(first.clone()));
        assert_eq!(tenant_providers::find_of_tenant(&mut tx, &tenant).await.unwrap(), Some(first.clone()));
        tenant_providers::delete(&mut tx, &first.id).await.unwrap();
        assert_eq!(tenant_providers::find_of_tenant(&mut tx, &tenant).await.unwrap(), None);
        tenant_providers::insert(&mut tx, &provider(2, &tenant)).await.unwrap();
        assert!(is_taken(tenant_providers::insert(&mut tx, &provider(3, &tenant)).await));
    }

    async fn a_provider_is_found_and_required_by_a_proved_domain(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        let own = provider(1, &tenant);
        tenant_providers::insert(&mut tx, &own).await.unwrap();
        email_domains::insert(&mut tx, &email_domain(&tenant, "acme.test")).await.unwrap();
        assert_eq!(tenant_providers::find_by_domain(&mut tx, "acme.test").await.unwrap(), None);
        email_domains::update_verified(&mut tx, &tenant, "acme.test", NOON).await.unwrap();
        let found = tenant_providers::find_by_domain(&mut tx, "acme.test").await.unwrap();
        assert_eq!(found, Some(own.clone()));
        let required = tenant_providers::find_required(&mut tx, &tenant, "acme.test").await.unwrap();
        assert_eq!(required, None);
        tenant_providers::update_required(&mut tx, &own.id, true).await.unwrap();
        let required = tenant_providers::find_required(&mut tx, &tenant, "acme.test").await.unwrap();
        assert_eq!(required.as_deref(), Some(own.id.as_str()));
        let elsewhere = tenant_providers::find_required(&mut tx, &tenant, "other.test").await.unwrap();
        assert_eq!(elsewhere, None);
    }

    async fn a_domain_is_proved_by_one_tenant(world: World) {
        let mut tx = control(&world).await;
        let one = insert_tenant(&mut tx, 1, "acme").await.id;
        let other = insert_tenant(&mut tx, 2, "other").await.id;
        email_domains::insert(&mut tx, &email_domain(&one, "acme.test")).await.unwrap();
        email_domains::insert(&mut tx, &email_domain(&other, "acme.test")).await.unwrap();
        email_domains::update_verified(&mut tx, &one, "acme.test", NOON + 5).await.unwrap();
        let listed = email_domains::list(&mut tx, &one).await.unwrap();
        let proved = EmailDomain {
            verified_at: Some(NOON + 5),
            checked_at: Some(NOON + 5),
            ..email_domain(&one, "acme.test")
        };
        assert_eq!(listed, std::slice::from_ref(&proved));
        // It is due again in its time, and what is found then is kept while it is the same claim.
        assert!(email_domains::list_due(&mut tx, NOON + 5, 9).await.unwrap().is_empty());
        assert_eq!(email_domains::list_due(&mut tx, NOON + 6, 9).await.unwrap(), std::slice::from_ref(&proved));
        let lost =
            EmailDomain { verified_at: None, checked_at: Some(NOON + 9), missing_since: Some(NOON + 8), ..proved };
        let another = EmailDomain { challenge: "another".to_owned(), ..lost.clone() };
        assert!(!email_domains::update_checked(&mut tx, &another).await.unwrap());
        assert!(email_domains::update_checked(&mut tx, &lost).await.unwrap());
        assert!(!email_domains::update_checked(&mut tx, &lost).await.unwrap(), "it counts no more");
        assert_eq!(email_domains::list(&mut tx, &one).await.unwrap(), [lost]);
        assert!(!email_domains::delete(&mut tx, &other, "another.test").await.unwrap());
        assert!(email_domains::delete(&mut tx, &one, "acme.test").await.unwrap());
        email_domains::update_verified(&mut tx, &other, "acme.test", NOON).await.unwrap();
        email_domains::insert(&mut tx, &email_domain(&one, "acme.test")).await.unwrap();
        assert!(is_taken(email_domains::update_verified(&mut tx, &one, "acme.test", NOON).await));
    }
}
