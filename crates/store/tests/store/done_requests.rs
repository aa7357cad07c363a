use store::{Mode, control::done_requests};
use testkit::NOON;

use crate::api_keys::api_key;

testkit::both_engines! {
    async fn a_request_is_done_once_per_key_until_it_is_forgotten(world: World) {
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let (one, other) = (api_key(1).id, api_key(2).id);
        assert!(!done_requests::exists(&mut tx, &one, "name", 0).await.unwrap());
        assert!(done_requests::insert(&mut tx, &one, "name", NOON).await.unwrap());
        assert!(!done_requests::insert(&mut tx, &one, "name", NOON + 1).await.unwrap());
        assert!(done_requests::insert(&mut tx, &other, "name", NOON).await.unwrap());
        assert!(done_requests::insert(&mut tx, &one, "later", NOON + 9).await.unwrap());
        assert!(done_requests::exists(&mut tx, &one, "name", NOON).await.unwrap());
        assert!(!done_requests::exists(&mut tx, &one, "name", NOON + 1).await.unwrap());
        assert_eq!(done_requests::delete_before(&mut tx, NOON + 1).await.unwrap(), 2);
        assert!(done_requests::insert(&mut tx, &one, "name", NOON + 2).await.unwrap());
        assert!(done_requests::exists(&mut tx, &one, "later", NOON).await.unwrap());
    }
}
