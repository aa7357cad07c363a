use domain::direction::Direction;
use store::tenant::messages::{self, Message};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

fn message(instance: &str) -> Message {
    Message {
        instance: instance.to_owned(),
        at: NOON,
        seen_at: NOON + 1,
        direction: Direction::Relay,
        domain: "tenant.test".to_owned(),
        recipient_requests: 2,
        recipients: 3,
    }
}

testkit::both_engines! {
    async fn those_seen_before_are_listed(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        messages::upsert(&mut tx, &one.id, &[&message("a"), &message("b")]).await.unwrap();
        messages::upsert(&mut tx, &other.id, &[&message("c")]).await.unwrap();
        messages::upsert(&mut tx, &other.id, &[]).await.unwrap();
        let listed = messages::list(&mut tx, &one.id, &["b", "c", "d"]).await.unwrap();
        assert_eq!(listed, [message("b")]);
        assert_eq!(messages::list(&mut tx, &one.id, &[]).await.unwrap(), []);
    }

    async fn what_is_new_of_a_message_replaces_all_but_its_beginning(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        messages::upsert(&mut tx, &one.id, &[&message("a")]).await.unwrap();
        let later = Message {
            at: NOON + 9,
            seen_at: NOON + 10,
            direction: Direction::Foreign,
            domain: String::new(),
            recipient_requests: 5,
            recipients: 6,
            ..message("a")
        };
        messages::upsert(&mut tx, &one.id, &[&later]).await.unwrap();
        let expected = Message { at: NOON, ..later };
        assert_eq!(messages::list(&mut tx, &one.id, &["a"]).await.unwrap(), [expected]);
    }

    async fn more_than_one_statement_holds_are_kept(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        let many: Vec<Message> = (0..1100).map(|number| message(&format!("i{number}"))).collect();
        messages::upsert(&mut tx, &one.id, &many.iter().collect::<Vec<_>>()).await.unwrap();
        let names: Vec<&str> = many.iter().map(|message| message.instance.as_str()).collect();
        assert_eq!(messages::list(&mut tx, &one.id, &names).await.unwrap().len(), 1100);
    }

    async fn those_not_seen_for_long_are_forgotten(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        let old = Message { seen_at: NOON, ..message("old") };
        messages::upsert(&mut tx, &one.id, &[&old, &message("new")]).await.unwrap();
        assert_eq!(messages::delete_before(&mut tx, NOON + 1, 9).await.unwrap(), 1);
        assert_eq!(messages::list(&mut tx, &one.id, &["old", "new"]).await.unwrap(), [message("new")]);
    }
}
