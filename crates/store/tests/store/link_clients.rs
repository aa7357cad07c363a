use domain::{LinkClientId, LinkGrantId, SessionId};
use store::{
    ControlTx,
    control::{
        expiring::{self, Expiring},
        link_clients::{self, LinkClient},
        link_grants::{self, KeptTokens, LinkGrant},
        sessions,
    },
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant, session};

fn client(number: u128, name: &str, tenant: Option<&str>) -> LinkClient {
    LinkClient {
        id: LinkClientId::new(1, number),
        name: name.to_owned(),
        tenant_id: tenant.map(str::to_owned),
        redirects: "https://a.example/back".to_owned(),
        secret_hash: "secret".to_owned(),
        created_at: NOON,
        updated_at: NOON,
    }
}

fn grant(number: u128, client: &LinkClient, session: &SessionId) -> LinkGrant {
    LinkGrant {
        id: LinkGrantId::new(1, number),
        client_id: client.id.clone(),
        session_id: session.clone(),
        code_hash: format!("code {number}"),
        redeemed_at: None,
        redirect: "https://a.example/back".to_owned(),
        challenge: "challenge".to_owned(),
        nonce: "n".to_owned(),
        scope: "openid".to_owned(),
        told: "ten_1:viewer".to_owned(),
        authenticated_at: NOON,
        access_hash: String::new(),
        access_ends_at: 0,
        refresh_hash: String::new(),
        created_at: NOON,
        expires_at: NOON + 10,
    }
}

fn tokens(name: &str) -> KeptTokens {
    KeptTokens {
        access_hash: format!("access {name}"),
        access_ends_at: NOON + 50,
        refresh_hash: format!("refresh {name}"),
        expires_at: NOON + 100,
    }
}

async fn signed_in(tx: &mut ControlTx) -> SessionId {
    let account = insert_account(tx, 1).await;
    let session = session(1, &account);
    sessions::insert(tx, &session).await.unwrap();
    session.id
}

testkit::both_engines! {
    async fn a_client_has_a_name_of_its_own_and_goes_with_its_tenant(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        let (one, two) = (client(1, "Two", None), client(2, "One", Some(tenant.id.as_str())));
        for client in [&one, &two] {
            link_clients::insert(&mut tx, client).await.unwrap();
        }
        assert_eq!(link_clients::list(&mut tx).await.unwrap(), [two.clone(), one.clone()]);
        let changed = LinkClient { name: "Three".to_owned(), secret_hash: "other".to_owned(), updated_at: NOON + 1, ..one };
        link_clients::update(&mut tx, &changed).await.unwrap();
        assert_eq!(link_clients::find(&mut tx, &changed.id).await.unwrap().as_ref(), Some(&changed));
        link_clients::delete(&mut tx, &two.id).await.unwrap();
        assert_eq!(link_clients::find(&mut tx, &two.id).await.unwrap(), None);
        link_clients::delete(&mut tx, &changed.id).await.unwrap();
        assert!(link_clients::list(&mut tx).await.unwrap().is_empty());
    }

    async fn a_name_that_is_there_is_taken(world: World) {
        let mut tx = control(&world).await;
        link_clients::insert(&mut tx, &client(1, "One", None)).await.unwrap();
        assert!(link_clients::insert(&mut tx, &client(2, "One", None)).await.is_err());
    }

    async fn a_code_becomes_tokens_once_and_each_refresh_token_others_once(world: World) {
        let mut tx = control(&world).await;
        let session = signed_in(&mut tx).await;
        let client = client(1, "One", None);
        link_clients::insert(&mut tx, &client).await.unwrap();
        let new = grant(1, &client, &session);
        link_grants::insert(&mut tx, &new).await.unwrap();
        assert_eq!(link_grants::find_by_code(&mut tx, "code 1").await.unwrap(), Some(new.clone()));
        assert_eq!(link_grants::find_by_code(&mut tx, "code 2").await.unwrap(), None);
        assert!(link_grants::redeem(&mut tx, &new.id, NOON, &tokens("a")).await.unwrap());
        assert!(!link_grants::redeem(&mut tx, &new.id, NOON, &tokens("b")).await.unwrap(), "it was used");
        let found = link_grants::find_by_access(&mut tx, "access a", NOON).await.unwrap().unwrap();
        assert_eq!((found.redeemed_at, found.expires_at), (Some(NOON), NOON + 100));
        assert_eq!(link_grants::find_by_access(&mut tx, "access a", NOON + 50).await.unwrap(), None, "it ran out");
        assert!(link_grants::renew(&mut tx, &new.id, "refresh a", &tokens("c")).await.unwrap());
        assert!(!link_grants::renew(&mut tx, &new.id, "refresh a", &tokens("d")).await.unwrap(), "it was used");
        let found = link_grants::find(&mut tx, &new.id).await.unwrap().unwrap();
        assert_eq!((found.access_hash.as_str(), found.refresh_hash.as_str()), ("access c", "refresh c"));
    }

    async fn a_grant_ends_by_itself_with_its_session_with_its_client_and_in_time(world: World) {
        let mut tx = control(&world).await;
        let session = signed_in(&mut tx).await;
        let (one, two) = (client(1, "One", None), client(2, "Two", None));
        for client in [&one, &two] {
            link_clients::insert(&mut tx, client).await.unwrap();
        }
        let all = [grant(1, &one, &session), grant(2, &one, &session), grant(3, &two, &session), grant(4, &two, &session)];
        for grant in &all {
            link_grants::insert(&mut tx, grant).await.unwrap();
        }
        let person = link_grants::find_person(&mut tx, &session, NOON).await.unwrap();
        assert!(person.is_some_and(|(_, found)| found.id == session));
        link_grants::delete(&mut tx, &all[0].id).await.unwrap();
        assert_eq!(link_grants::find(&mut tx, &all[0].id).await.unwrap(), None);
        link_grants::delete_of_client(&mut tx, &one.id).await.unwrap();
        assert_eq!(link_grants::find(&mut tx, &all[1].id).await.unwrap(), None);
        assert!(link_grants::find(&mut tx, &all[2].id).await.unwrap().is_some());
        link_grants::redeem(&mut tx, &all[2].id, NOON, &tokens("a")).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::LinkGrants, NOON + 50, 10).await.unwrap(), 1);
        assert!(link_grants::find(&mut tx, &all[2].id).await.unwrap().is_some());
        sessions::delete(&mut tx, &session).await.unwrap();
        assert_eq!(link_grants::find(&mut tx, &all[2].id).await.unwrap(), None);
        assert_eq!(link_grants::find_person(&mut tx, &session, NOON).await.unwrap(), None);
    }
}
