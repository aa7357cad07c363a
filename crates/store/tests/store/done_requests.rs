use store::{
    Mode,
    control::{
        done_requests,
        expiring::{self, Expiring},
    },
};
use testkit::NOON;

use crate::api_keys::api_key;

testkit::both_engines! {
    async fn a_request_is_done_once_per_key_until_it_is_forgotten(world: World) {
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let (one, other) = (api_key(1).id, api_key(2).id);
        assert!(!done_requests::exists(&mut tx, one.as_str(), "name", 0).await.unwrap());
        assert!(done_requests::insert(&mut tx, one.as_str(), "name", NOON, NOON).await.unwrap());
        assert!(!done_requests::insert(&mut tx, one.as_str(), "name", NOON + 1, NOON).await.unwrap());
        assert!(done_requests::insert(&mut tx, other.as_str(), "name", NOON, NOON).await.unwrap());
        assert!(done_requests::insert(&mut tx, one.as_str(), "later", NOON + 9, NOON).await.unwrap());
        assert!(done_requests::exists(&mut tx, one.as_str(), "name", NOON).await.unwrap());
        assert!(!done_requests::exists(&mut tx, one.as_str(), "name", NOON + 1).await.unwrap());
        assert!(done_requests::insert(&mut tx, other.as_str(), "name", NOON + 5, NOON + 1).await.unwrap(), "long ago");
        assert!(!done_requests::insert(&mut tx, other.as_str(), "name", NOON + 6, NOON + 5).await.unwrap());
        assert_eq!(expiring::delete(&mut tx, Expiring::DoneRequests, NOON + 9, 1).await.unwrap(), 1, "a piece");
        assert_eq!(expiring::delete(&mut tx, Expiring::DoneRequests, NOON + 9, 100).await.unwrap(), 1);
        assert!(done_requests::insert(&mut tx, one.as_str(), "name", NOON + 2, NOON).await.unwrap());
        assert!(done_requests::exists(&mut tx, one.as_str(), "later", NOON).await.unwrap());
    }
}
