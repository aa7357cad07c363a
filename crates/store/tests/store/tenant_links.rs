use domain::deep_links::{offers::PreparedState, targets::LinkTarget};
use store::control::{
    secret_keys::{self, Vault},
    tenant_links::{self, Narrowed, TenantLink},
};
use testkit::NOON;

use crate::fixtures::{control, insert_tenant};

testkit::both_engines! {
    async fn what_a_tenant_has_in_a_program_keeps_since_when_it_is_so(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        let preparing = TenantLink {
            tenant_id: tenant.id.clone(),
            target: LinkTarget::Grafana,
            state: PreparedState::Preparing,
            since: NOON,
            place: String::new(),
            make: "one".to_owned(),
            problem: String::new(),
            updated_at: NOON,
        };
        tenant_links::upsert(&mut tx, &preparing).await.unwrap();
        let reader = (&tenant.id, LinkTarget::Grafana);
        assert!(tenant_links::update_reader(&mut tx, reader.0, reader.1, ("", "sealed")).await.unwrap());
        assert!(!tenant_links::update_reader(&mut tx, reader.0, reader.1, ("", "other")).await.unwrap());
        let again = TenantLink { since: NOON + 1, updated_at: NOON + 1, make: "two".to_owned(), ..preparing.clone() };
        tenant_links::upsert(&mut tx, &again).await.unwrap();
        assert_eq!(tenant_links::find_reader(&mut tx, reader.0, reader.1).await.unwrap(), "sealed");
        let vault = Vault::TenantLinks;
        let sealed = secret_keys::list(&mut tx, vault, "", 9).await.unwrap();
        assert_eq!(sealed, [(tenant.id.to_string(), "sealed".to_owned())]);
        assert!(secret_keys::update(&mut tx, vault, tenant.id.as_str(), "sealed", "anew").await.unwrap());
        let kept = TenantLink { since: NOON, ..again };
        assert_eq!(tenant_links::find(&mut tx, &tenant.id, LinkTarget::Grafana).await.unwrap(), Some(kept));
        let ready = TenantLink {
            state: PreparedState::Ready,
            since: NOON + 2,
            place: "7".to_owned(),
            updated_at: NOON + 2,
            ..preparing
        };
        tenant_links::upsert(&mut tx, &ready).await.unwrap();
        tenant_links::delete_all(&mut tx, LinkTarget::Kibana).await.unwrap();
        assert_eq!(tenant_links::list(&mut tx, &tenant.id).await.unwrap(), std::slice::from_ref(&ready));
        let all = Narrowed::default();
        let found = tenant_links::search(&mut tx, LinkTarget::Grafana, (None, &all), 9).await.unwrap();
        assert_eq!(found.iter().map(|one| (&*one.slug, &one.link)).collect::<Vec<_>>(), [("acme", &ready)]);
        for (target, state, text, after) in [
            (LinkTarget::Kibana, None, "", ""),
            (LinkTarget::Grafana, Some(PreparedState::Failed), "", ""),
            (LinkTarget::Grafana, None, "%", ""),
            (LinkTarget::Grafana, None, "", "acme"),
        ] {
            let narrowed = (state, &Narrowed { text, after });
            let found = tenant_links::search(&mut tx, target, narrowed, 9).await.unwrap();
            assert_eq!(found, [], "{target} {state:?} {text} {after}");
        }
        let acme = (Some(PreparedState::Ready), &Narrowed { text: "acm", after: "" });
        assert_eq!(tenant_links::search(&mut tx, LinkTarget::Grafana, acme, 9).await.unwrap().len(), 1);
        let counted = tenant_links::count(&mut tx, LinkTarget::Grafana).await.unwrap();
        assert_eq!(counted, [(PreparedState::Ready, 1)]);
        tenant_links::delete(&mut tx, &tenant.id, LinkTarget::Grafana).await.unwrap();
        assert_eq!(tenant_links::find(&mut tx, &tenant.id, LinkTarget::Grafana).await.unwrap(), None);
        let other = insert_tenant(&mut tx, 2, "harbour").await;
        for id in [&tenant.id, &other.id] {
            tenant_links::upsert(&mut tx, &TenantLink { tenant_id: id.clone(), ..ready.clone() }).await.unwrap();
        }
        let page = async |tx: &mut _, after: &str| {
            let page = tenant_links::list_after(tx, LinkTarget::Grafana, after, 1).await.unwrap();
            page.into_iter().map(|link| link.tenant_id).collect::<Vec<_>>()
        };
        assert_eq!(page(&mut tx, "").await, std::slice::from_ref(&tenant.id));
        assert_eq!(page(&mut tx, tenant.id.as_str()).await, std::slice::from_ref(&other.id));
        assert_eq!(page(&mut tx, other.id.as_str()).await, []);
        tenant_links::delete_all(&mut tx, LinkTarget::Grafana).await.unwrap();
        assert_eq!(tenant_links::count(&mut tx, LinkTarget::Grafana).await.unwrap(), []);
    }
}
