use domain::{
    AccountId, FactorId,
    decision::Scope,
    plans::{Feature, Limit, OwnLimits},
};
use store::control::{
    authenticators::{self, Authenticator},
    bindings,
    memberships::{self, Relation},
    passkeys::{self, Passkey},
    tenant_providers, tenants,
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant, is_taken, provider};

testkit::both_engines! {
    async fn a_person_belongs_to_a_tenant_once(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let (acme, beta) = (insert_tenant(&mut tx, 1, "acme").await, insert_tenant(&mut tx, 2, "beta").await);
        memberships::insert(&mut tx, &acme.id, &one.id, NOON).await.unwrap();
        memberships::insert(&mut tx, &beta.id, &one.id, NOON).await.unwrap();
        assert!(memberships::exists(&mut tx, &acme.id, &one.id).await.unwrap());
        assert!(memberships::exists(&mut tx, &beta.id, &one.id).await.unwrap());
        assert!(!memberships::exists(&mut tx, &acme.id, &other.id).await.unwrap());
        let found = memberships::find(&mut tx, &acme.id, &one.id).await.unwrap().unwrap();
        assert_eq!((&found.account_id, &found.email, found.created_at), (&one.id, &one.email, NOON));
        assert_eq!(memberships::find(&mut tx, &acme.id, &other.id).await.unwrap(), None);
        assert!(is_taken(memberships::insert(&mut tx, &acme.id, &one.id, NOON).await));
    }

    async fn a_tenant_tells_how_a_person_stands_to_it(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let (acme, beta) = (insert_tenant(&mut tx, 1, "acme").await, insert_tenant(&mut tx, 2, "beta").await);
        memberships::insert(&mut tx, &acme.id, &one.id, NOON).await.unwrap();
        let provider = provider(1, &acme.id);
        tenant_providers::insert(&mut tx, &provider).await.unwrap();
        tenant_providers::update_required(&mut tx, &provider.id, true).await.unwrap();
        let stands = async |tx: &mut _, slug: &str, account| {
            memberships::find_relation(tx, slug, account, NOON).await.unwrap()
        };
        let relation = |tenant, is_member: bool, requires_provider| {
            let (held, managers) = (Vec::new(), Vec::new());
            let (place, ranked_until) = (None, None);
            let own_limits = is_member.then(|| "{}".to_owned());
            Some(Relation {
                tenant,
                is_member,
                place,
                ranked_until,
                own_limits,
                requires_provider,
                held,
                managers,
            })
        };
        assert_eq!(stands(&mut tx, "acme", &one.id).await, relation(acme.clone(), true, true));
        assert_eq!(stands(&mut tx, "acme", &other.id).await, relation(acme, false, true));
        assert_eq!(stands(&mut tx, "beta", &one.id).await, relation(beta, false, false));
        assert_eq!(stands(&mut tx, "nowhere", &one.id).await, None);
    }

    async fn a_members_own_limits_are_kept_and_told(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        for account in [&one.id, &other.id] {
            memberships::insert(&mut tx, &acme, account, NOON).await.unwrap();
        }
        let limits = OwnLimits::default().with(Feature::Actions, Limit::Of(100));
        memberships::update_own_limits(&mut tx, &acme, &one.id, &limits).await.unwrap();
        let relation = memberships::find_relation(&mut tx, "acme", &one.id, NOON).await.unwrap().unwrap();
        assert_eq!(relation.own_limits.map(OwnLimits::from), Some(limits.clone()));
        let kept = async |tx: &mut _, account| {
            memberships::find(tx, &acme, account).await.unwrap().unwrap().own_limits
        };
        assert_eq!(kept(&mut tx, &one.id).await, limits);
        assert_eq!(kept(&mut tx, &other.id).await, OwnLimits::default());
        // Who comes back begins without.
        memberships::delete(&mut tx, &acme, &one.id).await.unwrap();
        memberships::insert(&mut tx, &acme, &one.id, NOON).await.unwrap();
        assert_eq!(kept(&mut tx, &one.id).await, OwnLimits::default());
    }

    async fn places_are_kept_until_who_belongs_to_a_tenant_changes(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let acme = insert_tenant(&mut tx, 1, "acme").await.id;
        memberships::insert(&mut tx, &acme, &one.id, NOON).await.unwrap();
        let kept = async |tx: &mut _| {
            let relation = memberships::find_relation(tx, "acme", &one.id, NOON).await.unwrap().unwrap();
            (relation.place, relation.ranked_until)
        };
        assert_eq!(kept(&mut tx).await, (None, None), "nothing is kept while the plan never changed");
        memberships::update_places(&mut tx, &acme, &[(one.id.clone(), Some(3))], NOON + 5).await.unwrap();
        assert_eq!(kept(&mut tx).await, (Some(3), Some(NOON + 5)));
        assert_eq!(memberships::list(&mut tx, &acme).await.unwrap()[0].place, Some(3));
        let mut due = Vec::new();
        for at in [NOON + 4, NOON + 5] {
            due.push(tenants::list_unranked(&mut tx, at, 9).await.unwrap());
        }
        assert_eq!(due, [vec![], vec![acme.clone()]]);
        memberships::insert(&mut tx, &acme, &other.id, NOON).await.unwrap();
        assert_eq!(kept(&mut tx).await, (Some(3), Some(0)));
        tenants::update_ranked(&mut tx, &acme, NOON + 9).await.unwrap();
        bindings::upsert(&mut tx, &acme, &one.id, "viewer", &Scope::Tenant, None, NOON).await.unwrap();
        assert_eq!(kept(&mut tx).await.1, Some(0));
        tenants::update_ranked(&mut tx, &acme, NOON + 9).await.unwrap();
        bindings::delete(&mut tx, &acme, &one.id, "viewer", &Scope::Tenant).await.unwrap();
        assert_eq!(kept(&mut tx).await.1, Some(0));
        tenants::update_ranked(&mut tx, &acme, NOON + 9).await.unwrap();
        memberships::delete(&mut tx, &acme, &other.id).await.unwrap();
        assert_eq!(kept(&mut tx).await.1, Some(0));
    }

    async fn members_without_a_second_factor_are_counted(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        for number in 1..=3 {
            let account = insert_account(&mut tx, number).await;
            memberships::insert(&mut tx, &tenant, &account.id, NOON).await.unwrap();
            let (id, account_id) = (FactorId::new(number, 1), account.id);
            let authenticator = Authenticator {
                id,
                account_id,
                secret: "sealed".to_owned(),
                confirmed_at: (number == 1).then_some(NOON),
                last_step: 0,
                created_at: NOON,
                told_step: 0,
            };
            authenticators::insert(&mut tx, &authenticator).await.unwrap();
        }
        assert_eq!(memberships::count_without_second_factor(&mut tx, &tenant).await.unwrap(), 2);
        let passkey = Passkey {
            id: FactorId::new(9, 9),
            account_id: AccountId::new(2, 1),
            name: "Laptop".to_owned(),
            credential_id: "cred".to_owned(),
            credential: "{}".to_owned(),
            created_at: NOON,
            used_at: None,
            host: None,
        };
        passkeys::insert(&mut tx, &passkey).await.unwrap();
        assert_eq!(memberships::count_without_second_factor(&mut tx, &tenant).await.unwrap(), 1);
    }

    async fn members_are_listed_by_address_until_they_are_deleted(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 2).await, insert_account(&mut tx, 1).await);
        let (acme, beta) = (insert_tenant(&mut tx, 1, "acme").await, insert_tenant(&mut tx, 2, "beta").await);
        for account in [&one, &other] {
            memberships::insert(&mut tx, &acme.id, &account.id, NOON).await.unwrap();
        }
        memberships::insert(&mut tx, &beta.id, &one.id, NOON).await.unwrap();
        let listed = memberships::list(&mut tx, &acme.id).await.unwrap();
        let emails: Vec<&str> = listed.iter().map(|member| member.email.as_str()).collect();
        assert_eq!(emails, [other.email.as_str(), one.email.as_str()]);
        memberships::delete(&mut tx, &acme.id, &one.id).await.unwrap();
        assert_eq!(memberships::list(&mut tx, &acme.id).await.unwrap().len(), 1);
        assert!(memberships::exists(&mut tx, &beta.id, &one.id).await.unwrap());
    }

    async fn a_persons_tenants_are_listed_by_name(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let mut mine = Vec::new();
        for (number, slug) in [(1, "beta"), (2, "acme"), (3, "gamma")] {
            let tenant = insert_tenant(&mut tx, number, slug).await;
            let account = if slug == "gamma" { &other } else { &one };
            memberships::insert(&mut tx, &tenant.id, &account.id, NOON).await.unwrap();
            mine.push(tenant);
        }
        let listed = memberships::list_tenants(&mut tx, &one.id).await.unwrap();
        assert_eq!(listed, [mine[1].clone(), mine[0].clone()]);
    }

    async fn a_membership_needs_its_tenant_and_its_account(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let nowhere = domain::TenantId::new(9, 9);
        assert!(memberships::insert(&mut tx, &nowhere, &account.id, NOON).await.is_err());
    }
}
