use store::tenant::{
    api_keys,
    idempotent_requests::{self, IdempotentRequest},
};
use testkit::NOON;

use crate::{api_keys::api_key, fixtures::tenant_tx};

testkit::both_engines! {
    async fn a_name_begins_once_per_key(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (api_key(1), api_key(2));
        api_keys::insert(&mut tx, &one).await.unwrap();
        api_keys::insert(&mut tx, &other).await.unwrap();
        assert!(idempotent_requests::insert(&mut tx, &one.id, "name", "hash", NOON).await.unwrap());
        assert!(!idempotent_requests::insert(&mut tx, &one.id, "name", "other", NOON + 1).await.unwrap());
        assert!(idempotent_requests::insert(&mut tx, &other.id, "name", "other", NOON).await.unwrap());
        let found = idempotent_requests::find(&mut tx, &one.id, "name").await.unwrap();
        let begun = IdempotentRequest {
            request_hash: "hash".to_owned(),
            is_done: false,
            status: None,
            answer: None,
            begun_at: NOON,
        };
        assert_eq!(found, Some(begun));
        assert_eq!(idempotent_requests::find(&mut tx, &one.id, "another").await.unwrap(), None);
    }

    async fn what_is_done_stays_and_what_is_not_may_be_forgotten(world: World) {
        let mut tx = tenant_tx(&world).await;
        let key = api_key(1);
        api_keys::insert(&mut tx, &key).await.unwrap();
        for name in ["done", "undone", "old", "gone"] {
            let at = if name == "old" { NOON - 9 } else { NOON };
            assert!(idempotent_requests::insert(&mut tx, &key.id, name, "hash", at).await.unwrap());
        }
        assert!(!idempotent_requests::update_done(&mut tx, &key.id, "done", NOON + 1).await.unwrap());
        assert!(idempotent_requests::update_done(&mut tx, &key.id, "done", NOON).await.unwrap());
        idempotent_requests::update_answer(&mut tx, &key.id, "done", NOON + 1, 200, "no").await.unwrap();
        idempotent_requests::update_answer(&mut tx, &key.id, "done", NOON, 201, "{}").await.unwrap();
        for name in ["done", "undone"] {
            idempotent_requests::delete_undone(&mut tx, &key.id, name, NOON).await.unwrap();
        }
        idempotent_requests::delete(&mut tx, &key.id, "gone").await.unwrap();
        assert_eq!(idempotent_requests::delete_before(&mut tx, NOON).await.unwrap(), 1);
        for name in ["undone", "old", "gone"] {
            assert_eq!(idempotent_requests::find(&mut tx, &key.id, name).await.unwrap(), None, "{name}");
        }
        let done = idempotent_requests::find(&mut tx, &key.id, "done").await.unwrap().unwrap();
        assert_eq!((done.is_done, done.status, done.answer.as_deref()), (true, Some(201), Some("{}")));
    }
}
