use store::control::{
    expiring::{self, Expiring},
    provider_flows::{self, Arrival, Flow, Purpose},
};
use testkit::NOON;

use crate::fixtures::{control, insert_account};

fn flow(secret: &str) -> Flow {
    Flow {
        secret_hash: secret.to_owned(),
        provider_id: "harbour".to_owned(),
        purpose: Purpose::SignIn,
        account_id: None,
        state_hash: "state".to_owned(),
        nonce: "nonce".to_owned(),
        verifier: "verifier".to_owned(),
        next: "/t/acme".to_owned(),
        created_at: NOON,
        expires_at: NOON + 100,
    }
}

fn arrival(secret: &str) -> Arrival {
    Arrival {
        proved_at: 7,
        secret_hash: secret.to_owned(),
        provider_id: "harbour".to_owned(),
        issuer: "https://id.example".to_owned(),
        subject: "subject".to_owned(),
        email: "eve@example.test".to_owned(),
        email_verified: true,
        next: String::new(),
        created_at: NOON,
        expires_at: NOON + 100,
    }
}

testkit::both_engines! {
    async fn a_flow_is_taken_once(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await.id;
        let linking = Flow { purpose: Purpose::Link, account_id: Some(account.to_string()), ..flow("one") };
        provider_flows::insert(&mut tx, &linking).await.unwrap();
        assert_eq!(provider_flows::take(&mut tx, "other", NOON).await.unwrap(), None);
        let taken = provider_flows::take(&mut tx, "one", NOON).await.unwrap().unwrap();
        assert_eq!(taken, linking);
        assert_eq!(taken.account(), Some(account));
        assert_eq!(provider_flows::take(&mut tx, "one", NOON).await.unwrap(), None);
    }

    async fn a_flow_that_is_too_old_is_none(world: World) {
        let mut tx = control(&world).await;
        provider_flows::insert(&mut tx, &flow("one")).await.unwrap();
        assert_eq!(provider_flows::take(&mut tx, "one", NOON + 100).await.unwrap(), None);
    }

    async fn an_arrival_is_looked_at_and_taken_once(world: World) {
        let mut tx = control(&world).await;
        provider_flows::insert_arrival(&mut tx, &arrival("one")).await.unwrap();
        let found = provider_flows::find_arrival(&mut tx, "one", NOON + 99).await.unwrap();
        assert_eq!(found, Some(arrival("one")));
        assert_eq!(provider_flows::find_arrival(&mut tx, "one", NOON + 100).await.unwrap(), None);
        assert!(provider_flows::delete_arrival(&mut tx, "one").await.unwrap());
        assert!(!provider_flows::delete_arrival(&mut tx, "one").await.unwrap());
    }

    async fn what_is_too_old_is_swept(world: World) {
        let mut tx = control(&world).await;
        provider_flows::insert(&mut tx, &flow("one")).await.unwrap();
        provider_flows::insert_arrival(&mut tx, &arrival("one")).await.unwrap();
        for what in [Expiring::ProviderFlows, Expiring::Arrivals] {
            assert_eq!(expiring::delete(&mut tx, what, NOON + 100, 100).await.unwrap(), 0);
            assert_eq!(expiring::delete(&mut tx, what, NOON + 101, 100).await.unwrap(), 1);
        }
    }
}
