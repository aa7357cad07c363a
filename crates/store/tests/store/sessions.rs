use domain::Micros;
use store::{
    ControlTx,
    control::{
        expiring::{self, Expiring},
        sessions::{self, Session},
    },
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant, is_taken, session};

async fn find(
    tx: &mut ControlTx,
    token_hash: &str,
    now: Micros,
) -> Result<Option<Session>, store::StoreError> {
    Ok(sessions::find(tx, token_hash, now).await?.map(|(_, session)| session))
}

testkit::both_engines! {
    async fn a_token_finds_its_session_until_its_time_is_over(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let session = session(1, &account);
        sessions::insert(&mut tx, &session).await.unwrap();
        let found_both = sessions::find(&mut tx, "token-1", session.expires_at - 1).await.unwrap();
        assert_eq!(found_both, Some((account, session.clone())));
        assert_eq!(find(&mut tx, "token-1", session.expires_at).await.unwrap(), None);
        assert_eq!(find(&mut tx, "token-2", NOON).await.unwrap(), None);
    }

    async fn a_token_stands_for_one_session(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        sessions::insert(&mut tx, &session(1, &account)).await.unwrap();
        let mut second = session(2, &account);
        "token-1".clone_into(&mut second.token_hash);
        assert!(is_taken(sessions::insert(&mut tx, &second).await));
    }

    async fn being_seen_puts_the_end_off(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let (first, second) = (session(1, &account), session(2, &account));
        sessions::insert(&mut tx, &first).await.unwrap();
        sessions::insert(&mut tx, &second).await.unwrap();
        sessions::update_seen(&mut tx, &first.id, NOON + 50, NOON + 200).await.unwrap();
        let found = find(&mut tx, "token-1", NOON + 150).await.unwrap().unwrap();
        assert_eq!((found.seen_at, found.expires_at), (NOON + 50, NOON + 200));
        assert_eq!(find(&mut tx, "token-2", NOON).await.unwrap(), Some(second));
    }

    async fn ending_one_leaves_the_others(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        for session in [session(1, &one), session(2, &one), session(3, &one), session(4, &other)] {
            sessions::insert(&mut tx, &session).await.unwrap();
        }
        sessions::delete(&mut tx, &session(1, &one).id).await.unwrap();
        assert_eq!(find(&mut tx, "token-1", NOON).await.unwrap(), None);
        assert!(find(&mut tx, "token-2", NOON).await.unwrap().is_some());
        assert_eq!(sessions::delete_all(&mut tx, &one.id).await.unwrap(), 2);
        assert_eq!(find(&mut tx, "token-2", NOON).await.unwrap(), None);
        assert!(find(&mut tx, "token-4", NOON).await.unwrap().is_some());
    }

    async fn only_what_expired_is_swept(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let mut late = session(2, &account);
        late.expires_at += 50;
        sessions::insert(&mut tx, &session(1, &account)).await.unwrap();
        sessions::insert(&mut tx, &late).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::Sessions, NOON + 100, 100).await.unwrap(), 0);
        assert_eq!(expiring::delete(&mut tx, Expiring::Sessions, NOON + 120, 100).await.unwrap(), 1);
        assert!(find(&mut tx, "token-2", NOON + 120).await.unwrap().is_some());
    }

    async fn the_sessions_of_one_account_are_listed(world: World) {
        let mut tx = control(&world).await;
        let (one, other) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        let (mut first, second, foreign) = (session(1, &one), session(2, &one), session(3, &other));
        first.seen_at += 5;
        for session in [&second, &first, &foreign] {
            sessions::insert(&mut tx, session).await.unwrap();
        }
        let list = sessions::list(&mut tx, &one.id, NOON).await.unwrap();
        assert_eq!(list, [first.clone(), second.clone()]);
        assert_eq!(sessions::list(&mut tx, &one.id, first.expires_at).await.unwrap(), []);
        assert_eq!(sessions::delete_others(&mut tx, &one.id, &second.id).await.unwrap(), 1);
        assert_eq!(sessions::list(&mut tx, &one.id, NOON).await.unwrap(), [second]);
        assert_eq!(sessions::list(&mut tx, &other.id, NOON).await.unwrap(), [foreign]);
    }

    async fn a_new_token_replaces_the_old(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let session = session(1, &account);
        sessions::insert(&mut tx, &session).await.unwrap();
        sessions::update_proof(&mut tx, &session.id, Some(NOON + 7), NOON + 8).await.unwrap();
        sessions::update_token(&mut tx, &session.id, "fresh").await.unwrap();
        assert_eq!(find(&mut tx, "token-1", NOON).await.unwrap(), None);
        let found = find(&mut tx, "fresh", NOON).await.unwrap().unwrap();
        assert_eq!((found.second_factor_at, found.confirmed_at), (Some(NOON + 7), NOON + 8));
        assert_eq!(found.id, session.id);
        sessions::forget_second_factor(&mut tx, &account.id).await.unwrap();
        let found = find(&mut tx, "fresh", NOON).await.unwrap().unwrap();
        assert_eq!(found.second_factor_at, None);
    }

    async fn a_session_of_one_tenant_becomes_whole_and_ends_with_its_provider(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        let through = |number: u64| Session {
            provider_id: Some("prv_1".to_owned()),
            only_tenant: Some(tenant.to_string()),
            ..session(number, &account)
        };
        for number in [1, 2, 3] {
            sessions::insert(&mut tx, &through(number)).await.unwrap();
        }
        sessions::insert(&mut tx, &session(4, &account)).await.unwrap();
        let found = find(&mut tx, "token-1", NOON).await.unwrap().unwrap();
        assert!(found.opens(&tenant) && !found.opens(&domain::TenantId::new(9, 9)));
        sessions::update_whole(&mut tx, &found.id).await.unwrap();
        let found = find(&mut tx, "token-1", NOON).await.unwrap().unwrap();
        assert!(found.opens(&domain::TenantId::new(9, 9)));
        assert_eq!(sessions::delete_through(&mut tx, "prv_1", Some(&found.id)).await.unwrap(), 2);
        assert_eq!(sessions::delete_through_at(&mut tx, "prv_1", "elsewhere.test").await.unwrap(), 0);
        assert_eq!(sessions::delete_through_at(&mut tx, "prv_1", "example.test").await.unwrap(), 1);
        assert_eq!(sessions::list(&mut tx, &account.id, NOON).await.unwrap().len(), 1);
    }

    async fn a_session_that_began_at_a_tenants_host_stays_that_tenants(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        let only_tenant = Some(tenant.to_string());
        let there = Session { only_tenant, began_at_host: true, ..session(1, &account) };
        sessions::insert(&mut tx, &there).await.unwrap();
        sessions::update_whole(&mut tx, &there.id).await.unwrap();
        let found = find(&mut tx, "token-1", NOON).await.unwrap().unwrap();
        assert!(found.began_at_host && found.opens(&tenant) && !found.opens(&domain::TenantId::new(9, 9)));
    }

    async fn a_proof_and_a_view_are_kept_with_the_session(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let other = insert_account(&mut tx, 2).await.id;
        let tenant = insert_tenant(&mut tx, 1, "acme").await.id;
        let session = session(1, &account);
        sessions::insert(&mut tx, &session).await.unwrap();
        sessions::update_proof(&mut tx, &session.id, None, NOON + 5).await.unwrap();
        sessions::update_view_as(&mut tx, &session.id, Some((&tenant, &other))).await.unwrap();
        let found = find(&mut tx, &session.token_hash, NOON).await.unwrap().unwrap();
        assert_eq!(found.confirmed_at, NOON + 5);
        assert_eq!(found.views_as(&tenant), Some(other.clone()));
        assert_eq!(found.views_as(&domain::TenantId::new(9, 9)), None);
        sessions::update_view_as(&mut tx, &session.id, None).await.unwrap();
        let found = find(&mut tx, &session.token_hash, NOON).await.unwrap().unwrap();
        assert_eq!(found.views_as(&tenant), None);
        // One view ends; another that began meanwhile stays.
        sessions::update_view_as(&mut tx, &session.id, Some((&tenant, &other))).await.unwrap();
        assert!(!sessions::end_view(&mut tx, &session.id, (&tenant, &account.id)).await.unwrap());
        let found = find(&mut tx, &session.token_hash, NOON).await.unwrap().unwrap();
        assert_eq!(found.views_as(&tenant), Some(other.clone()));
        assert!(sessions::end_view(&mut tx, &session.id, (&tenant, &other)).await.unwrap());
        assert!(!sessions::end_view(&mut tx, &session.id, (&tenant, &other)).await.unwrap());
        let found = find(&mut tx, &session.token_hash, NOON).await.unwrap().unwrap();
        assert_eq!((found.views_as(&tenant), found.has_lost_view(&tenant)), (None, true));
        // Until its person leaves it.
        sessions::update_view_as(&mut tx, &session.id, None).await.unwrap();
        let found = find(&mut tx, &session.token_hash, NOON).await.unwrap().unwrap();
        assert!(!found.has_lost_view(&tenant));
    }
}
