use domain::{TenantId, brands::LogoKind};
use store::control::{
    brands::{self, Logo},
    email_domains::{self, EmailDomain},
    tenant_lists, tenants,
};

use crate::fixtures::{control, insert_tenant, is_taken};

fn logo(tenant: &TenantId, key: &str, kind: LogoKind) -> Logo {
    Logo { tenant_id: tenant.clone(), key: key.to_owned(), kind, bytes: vec![0, 255, 1] }
}

testkit::both_engines! {
    async fn a_brand_stands_in_its_tenants_row(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        brands::update(&mut tx, &acme.id, "Acme Mail", "post@acme.example", "").await.unwrap();
        let first = logo(&acme.id, "k1", LogoKind::Png);
        brands::upsert_logo(&mut tx, &first).await.unwrap();
        let found = tenants::find(&mut tx, &acme.id).await.unwrap().unwrap();
        let shown = (found.brand_name.as_str(), found.brand_logo.as_str(), found.brand_sender.as_str());
        assert_eq!(shown, ("Acme Mail", "k1", "post@acme.example"));
        assert_eq!(brands::find_logo(&mut tx, "k1").await.unwrap(), Some(first));
        assert_eq!(tenants::find(&mut tx, &other.id).await.unwrap(), Some(other));
    }

    async fn another_logo_takes_the_place_of_the_first(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        brands::upsert_logo(&mut tx, &logo(&acme.id, "k1", LogoKind::Png)).await.unwrap();
        let second = logo(&acme.id, "k2", LogoKind::WebP);
        brands::upsert_logo(&mut tx, &second).await.unwrap();
        assert_eq!(brands::find_logo(&mut tx, "k1").await.unwrap(), None);
        assert_eq!(brands::find_logo(&mut tx, "k2").await.unwrap(), Some(second));
        brands::delete_logo(&mut tx, &acme.id).await.unwrap();
        assert_eq!(brands::find_logo(&mut tx, "k2").await.unwrap(), None);
        assert_eq!(tenants::find(&mut tx, &acme.id).await.unwrap(), Some(acme));
    }

    async fn a_key_names_one_logo(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        brands::upsert_logo(&mut tx, &logo(&acme.id, "k1", LogoKind::Png)).await.unwrap();
        assert!(is_taken(brands::upsert_logo(&mut tx, &logo(&other.id, "k1", LogoKind::Png)).await));
    }

    async fn a_host_is_one_tenants_and_is_proved_by_a_domain_above_it(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        let other = insert_tenant(&mut tx, 2, "other").await;
        assert_eq!(tenants::find_by_host(&mut tx, "").await.unwrap(), None);
        let domain = EmailDomain {
            tenant_id: acme.id.clone(),
            name: "acme.example".to_owned(),
            challenge: "c".to_owned(),
            created_at: 1,
            verified_at: None,
            checked_at: None,
            missing_since: None,
        };
        email_domains::insert(&mut tx, &domain).await.unwrap();
        for is_proved in [false, true] {
            if is_proved {
                email_domains::update_verified(&mut tx, &acme.id, "acme.example", 2).await.unwrap();
            }
            for (host, is_below) in [
                ("acme.example", true),
                ("a.b.acme.example", true),
                ("evilacme.example", false),
                ("me.example", false),
                ("example", false),
                ("acme.example.evil.example", false),
            ] {
                brands::update(&mut tx, &acme.id, "Acme", "", host).await.unwrap();
                let found = tenants::find_by_host(&mut tx, host).await.unwrap().unwrap();
                assert_eq!((&found.id, found.is_host_proved), (&acme.id, is_proved && is_below), "{host}");
            }
        }
        // Another tenant's proof counts for that tenant alone.
        brands::update(&mut tx, &acme.id, "Acme", "", "x.acme.example").await.unwrap();
        assert!(!tenants::find(&mut tx, &other.id).await.unwrap().unwrap().is_host_proved);
        brands::release_host(&mut tx, "y.acme.example", &other.id).await.unwrap();
        brands::release_host(&mut tx, "x.acme.example", &acme.id).await.unwrap();
        assert_eq!(tenants::find(&mut tx, &acme.id).await.unwrap().unwrap().brand_host, "x.acme.example");
        brands::release_host(&mut tx, "x.acme.example", &other.id).await.unwrap();
        assert_eq!(tenants::find(&mut tx, &acme.id).await.unwrap().unwrap().brand_host, "");
        brands::update(&mut tx, &acme.id, "Acme", "", "x.acme.example").await.unwrap();
        assert!(is_taken(brands::update(&mut tx, &other.id, "Other", "", "x.acme.example").await));
    }

    async fn a_purge_takes_the_brand(world: World) {
        let mut tx = control(&world).await;
        let acme = insert_tenant(&mut tx, 1, "acme").await;
        brands::update(&mut tx, &acme.id, "Acme Mail", "post@acme.example", "x.acme.example").await.unwrap();
        brands::upsert_logo(&mut tx, &logo(&acme.id, "k1", LogoKind::Jpeg)).await.unwrap();
        tenant_lists::purge(&mut tx, &acme.id, 9).await.unwrap();
        let left = tenants::find(&mut tx, &acme.id).await.unwrap().unwrap();
        assert_eq!((left.brand_name, left.brand_logo, left.brand_sender, left.brand_host), Default::default());
        assert_eq!(brands::find_logo(&mut tx, "k1").await.unwrap(), None);
    }
}
