use domain::mail_log::Connection;
use store::tenant::agent_connections;
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn a_process_has_one_at_a_time_until_it_is_forgotten(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await.id, insert_agent(&mut tx, 2, "other").await.id);
        let connection = |pid: u32, at| Connection {
            name: "postfix".to_owned(), pid, peer: "mx.next.example[192.0.2.9]:25".to_owned(),
            protocol: "TLSv1.3".to_owned(), queue_id: None, at, is_new: false,
        };
        let (first, second) = (connection(7, NOON), connection(8, NOON + 1));
        agent_connections::upsert(&mut tx, &one, &[first.clone(), second.clone()]).await.unwrap();
        assert_eq!(agent_connections::list(&mut tx, &one, NOON, 9).await.unwrap(), [first, second.clone()]);
        let used = Connection { queue_id: Some("0F83DA50041".to_owned()), ..connection(7, NOON + 2) };
        agent_connections::upsert(&mut tx, &one, &[used.clone()]).await.unwrap();
        assert_eq!(agent_connections::list(&mut tx, &one, NOON, 9).await.unwrap(), [second, used.clone()]);
        assert_eq!(agent_connections::list(&mut tx, &one, NOON, 1).await.unwrap(), [used.clone()]);
        assert_eq!(agent_connections::list(&mut tx, &one, NOON + 3, 9).await.unwrap(), []);
        assert_eq!(agent_connections::list(&mut tx, &other, NOON, 9).await.unwrap(), []);
        assert_eq!(agent_connections::delete_before(&mut tx, NOON + 2, 9).await.unwrap(), 1);
        assert_eq!(agent_connections::list(&mut tx, &one, NOON, 9).await.unwrap(), [used]);
    }
}
