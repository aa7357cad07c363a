use store::control::{
    challenges::{self, Challenge, Kind},
    expiring::{self, Expiring},
    sessions::Method,
};
use testkit::NOON;

use crate::fixtures::{control, insert_account};

fn challenge(token: &str, kind: Kind) -> Challenge {
    Challenge {
        token_hash: token.to_owned(),
        kind,
        account_id: None,
        method: Some(Method::Provider),
        provider_id: Some("prv_1".to_owned()),
        state: None,
        tries: 0,
        created_at: NOON,
        only_tenant: None,
        expires_at: NOON + 100,
    }
}

testkit::both_engines! {
    async fn a_wrong_answer_to_a_mail_leaves_what_was_mailed(world: World) {
        let mut tx = control(&world).await;
        let one = Challenge { state: Some("hash".to_owned()), ..challenge("a", Kind::Mailed) };
        challenges::upsert(&mut tx, &one).await.unwrap();
        assert_eq!(challenges::count_try(&mut tx, "a").await.unwrap(), 1);
        assert_eq!(challenges::count_try(&mut tx, "a").await.unwrap(), 2);
        assert_eq!(challenges::count_try(&mut tx, "b").await.unwrap(), 0);
        let found = challenges::find(&mut tx, "a", Kind::Mailed, NOON).await.unwrap().unwrap();
        assert_eq!((found.tries, found.state), (2, one.state));
    }

    async fn one_is_found_by_its_token_kind_and_time(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let one = Challenge { account_id: Some(account), ..challenge("a", Kind::SecondFactor) };
        challenges::upsert(&mut tx, &one).await.unwrap();
        let find = challenges::find(&mut tx, "a", Kind::SecondFactor, NOON + 99).await.unwrap();
        assert_eq!(find, Some(one));
        assert_eq!(challenges::find(&mut tx, "a", Kind::SecondFactor, NOON + 100).await.unwrap(), None);
        assert_eq!(challenges::find(&mut tx, "a", Kind::StepUp, NOON).await.unwrap(), None);
        assert_eq!(challenges::find(&mut tx, "b", Kind::SecondFactor, NOON).await.unwrap(), None);
    }

    async fn a_new_one_takes_the_place_of_the_older(world: World) {
        let mut tx = control(&world).await;
        challenges::upsert(&mut tx, &challenge("a", Kind::Passkey)).await.unwrap();
        let new = Challenge { method: None, provider_id: None, ..challenge("a", Kind::StepUp) };
        challenges::upsert(&mut tx, &new).await.unwrap();
        assert_eq!(challenges::find(&mut tx, "a", Kind::Passkey, NOON).await.unwrap(), None);
        assert_eq!(challenges::find(&mut tx, "a", Kind::StepUp, NOON).await.unwrap(), Some(new));
    }

    async fn wrong_answers_are_counted_and_use_up_what_was_to_be_signed(world: World) {
        let mut tx = control(&world).await;
        challenges::upsert(&mut tx, &challenge("a", Kind::SecondFactor)).await.unwrap();
        challenges::update_state(&mut tx, "a", "{}").await.unwrap();
        let found = challenges::find(&mut tx, "a", Kind::SecondFactor, NOON).await.unwrap().unwrap();
        assert_eq!(found.state.as_deref(), Some("{}"));
        assert_eq!(challenges::update_tries(&mut tx, "a").await.unwrap(), 1);
        assert_eq!(challenges::update_tries(&mut tx, "a").await.unwrap(), 2);
        assert_eq!(challenges::update_tries(&mut tx, "b").await.unwrap(), 0);
        let found = challenges::find(&mut tx, "a", Kind::SecondFactor, NOON).await.unwrap().unwrap();
        assert_eq!((found.state, found.tries), (None, 2));
    }

    async fn one_is_used_up_once(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        for token in ["a", "b", "c"] {
            let owned = (token != "c").then(|| account.clone());
            let one = Challenge { account_id: owned, ..challenge(token, Kind::SecondFactor) };
            challenges::upsert(&mut tx, &one).await.unwrap();
        }
        assert!(challenges::delete(&mut tx, "a").await.unwrap());
        assert!(!challenges::delete(&mut tx, "a").await.unwrap());
        challenges::delete_all(&mut tx, &account).await.unwrap();
        assert!(!challenges::delete(&mut tx, "b").await.unwrap());
        assert_eq!(expiring::delete(&mut tx, Expiring::Challenges, NOON + 100, 100).await.unwrap(), 0);
        assert_eq!(expiring::delete(&mut tx, Expiring::Challenges, NOON + 101, 100).await.unwrap(), 1);
    }
}
