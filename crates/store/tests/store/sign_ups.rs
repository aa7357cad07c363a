use domain::{Locale, SignUpId, plans::TenantKind};
use store::control::{
    expiring::{self, Expiring},
    sign_ups::{self, SignUp},
    subscriptions::Every,
};
use testkit::NOON;

use crate::fixtures::{control, execute, insert_account, is_taken};

fn sign_up(number: u64) -> SignUp {
    SignUp {
        id: SignUpId::new(number, 1),
        email: "Eve@Example.test".to_owned(),
        email_key: "eve@example.test".to_owned(),
        password_hash: "hash".to_owned(),
        space: "Évé & Co".to_owned(),
        slug: "eve-co".to_owned(),
        kind: TenantKind::Company,
        plan: "solo".to_owned(),
        every: Every::Year,
        time_zone: "Asia/Kolkata".to_owned(),
        locale: Locale::Fr,
        account_id: None,
        code_hash: None,
        code_tries: 0,
        mailed_at: None,
        created_at: NOON,
        expires_at: NOON + 100,
        confirmed_at: None,
        browser_hash: Some("browser".to_owned()),
        address: "192.0.2.10".to_owned(),
        user_agent: "Firefox".to_owned(),
        arrival_hash: Some("arrival".to_owned()),
        replaced_at: None,
    }
}

testkit::both_engines! {
    async fn a_newer_one_takes_the_place_of_those_that_wait(world: World) {
        let mut tx = control(&world).await;
        let other = SignUp { email_key: "ann@example.test".to_owned(), ..sign_up(3) };
        for sign_up in [&sign_up(1), &sign_up(2), &other] {
            sign_ups::insert(&mut tx, sign_up).await.unwrap();
        }
        assert!(sign_ups::update_confirmed(&mut tx, &sign_up(1).id, NOON).await.unwrap());
        let replaced = sign_ups::update_replaced(&mut tx, "eve@example.test", NOON + 1).await.unwrap();
        assert_eq!(replaced, [sign_up(2).id]);
        let found = sign_ups::find(&mut tx, &sign_up(2).id).await.unwrap().unwrap();
        assert_eq!(found.replaced_at, Some(NOON + 1));
        assert!(!sign_ups::update_confirmed(&mut tx, &found.id, NOON + 2).await.unwrap());
        assert_eq!(sign_ups::find(&mut tx, &other.id).await.unwrap(), Some(other));
    }

    async fn what_is_inserted_is_found_whole(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let known = SignUp { account_id: Some(account.id), ..sign_up(2) };
        for sign_up in [sign_up(1), known] {
            sign_ups::insert(&mut tx, &sign_up).await.unwrap();
            assert_eq!(sign_ups::find(&mut tx, &sign_up.id).await.unwrap(), Some(sign_up));
        }
        assert_eq!(sign_ups::find(&mut tx, &SignUpId::new(9, 9)).await.unwrap(), None);
        assert_eq!(sign_ups::find_by_token(&mut tx, "").await.unwrap(), None);
    }

    async fn one_from_before_intervals_were_asked_for_is_by_the_month(world: World) {
        let mut tx = control(&world).await;
        let insert = "insert into sign_ups (id, email, email_key, password_hash, space, slug, kind, locale, created_at, expires_at)
             values ('sgn_00000000000000000000000007', 'eve@example.test', 'eve@example.test', 'hash', 'Acme', 'acme',
                'company', 'en', 0, 1)";
        execute(tx.raw(), insert).await.unwrap();
        let found = sign_ups::find(&mut tx, &SignUpId::parse("sgn_00000000000000000000000007").unwrap()).await.unwrap();
        assert_eq!(found.map(|one| one.every), Some(Every::Month));
    }

    async fn a_new_mail_replaces_the_link_and_keeps_the_tries(world: World) {
        let mut tx = control(&world).await;
        let id = sign_up(1).id;
        sign_ups::insert(&mut tx, &sign_up(1)).await.unwrap();
        sign_ups::update_mailed(&mut tx, &id, "token-1", "code-1", NOON + 1).await.unwrap();
        for tries in 1..=3 {
            assert_eq!(sign_ups::update_tries(&mut tx, &id).await.unwrap(), tries);
        }
        let found = sign_ups::find_by_token(&mut tx, "token-1").await.unwrap().unwrap();
        assert_eq!((found.code_tries, found.mailed_at), (3, Some(NOON + 1)));
        assert_eq!(found.code_hash.as_deref(), Some("code-1"));
        sign_ups::update_mailed(&mut tx, &id, "token-2", "code-2", NOON + 2).await.unwrap();
        assert_eq!(sign_ups::find_by_token(&mut tx, "token-1").await.unwrap(), None);
        let found = sign_ups::find_by_token(&mut tx, "token-2").await.unwrap().unwrap();
        assert_eq!((found.code_tries, found.mailed_at), (3, Some(NOON + 2)));
        assert_eq!(found.code_hash.as_deref(), Some("code-2"));
    }

    async fn when_a_mail_was_asked_for_is_noted_alone(world: World) {
        let mut tx = control(&world).await;
        sign_ups::insert(&mut tx, &sign_up(1)).await.unwrap();
        sign_ups::update_mailed_at(&mut tx, &sign_up(1).id, NOON + 7).await.unwrap();
        let found = sign_ups::find(&mut tx, &sign_up(1).id).await.unwrap();
        assert_eq!(found, Some(SignUp { mailed_at: Some(NOON + 7), ..sign_up(1) }));
    }

    async fn a_sign_up_is_confirmed_once(world: World) {
        let mut tx = control(&world).await;
        let id = sign_up(1).id;
        sign_ups::insert(&mut tx, &sign_up(1)).await.unwrap();
        sign_ups::update_mailed(&mut tx, &id, "token", "code", NOON).await.unwrap();
        assert!(sign_ups::update_confirmed(&mut tx, &id, NOON + 3).await.unwrap());
        assert!(!sign_ups::update_confirmed(&mut tx, &id, NOON + 4).await.unwrap());
        let found = sign_ups::find(&mut tx, &id).await.unwrap().unwrap();
        assert_eq!((found.confirmed_at, found.code_hash), (Some(NOON + 3), None));
    }

    async fn a_token_belongs_to_one_sign_up(world: World) {
        let mut tx = control(&world).await;
        sign_ups::insert(&mut tx, &sign_up(1)).await.unwrap();
        sign_ups::insert(&mut tx, &sign_up(2)).await.unwrap();
        sign_ups::update_mailed(&mut tx, &sign_up(1).id, "token", "code", NOON).await.unwrap();
        let again = sign_ups::update_mailed(&mut tx, &sign_up(2).id, "token", "code", NOON).await;
        assert!(is_taken(again));
    }

    async fn only_what_expired_is_swept(world: World) {
        let mut tx = control(&world).await;
        sign_ups::insert(&mut tx, &sign_up(1)).await.unwrap();
        sign_ups::insert(&mut tx, &SignUp { expires_at: NOON + 200, ..sign_up(2) }).await.unwrap();
        assert_eq!(expiring::delete(&mut tx, Expiring::SignUps, NOON + 100, 100).await.unwrap(), 0);
        assert_eq!(expiring::delete(&mut tx, Expiring::SignUps, NOON + 101, 100).await.unwrap(), 1);
        assert!(sign_ups::find(&mut tx, &sign_up(2).id).await.unwrap().is_some());
    }
}
