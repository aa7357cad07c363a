use store::tenant::agent_hosts::{self, AgentHost};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn postfixes_of_a_host_are_known_by_their_names_and_listeners(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        for (host, at) in [("out", NOON), ("in", NOON), ("out", NOON + 1)] {
            agent_hosts::upsert(&mut tx, &one.id, host, at).await.unwrap();
        }
        agent_hosts::upsert(&mut tx, &other.id, "out", NOON).await.unwrap();
        let host = |agent: &domain::PolicyAgentId, host: &str| {
            AgentHost { agent_id: agent.clone(), host: host.to_owned() }
        };
        let all = [host(&one.id, "in"), host(&one.id, "out"), host(&other.id, "out")];
        assert_eq!(agent_hosts::list(&mut tx).await.unwrap(), all);
        assert_eq!(agent_hosts::list_of(&mut tx, &one.id).await.unwrap(), ["in", "out"]);
        for name in ["in", "out"] {
            agent_hosts::upsert_listener(&mut tx, &one.id, "192.0.2.1:25", name).await.unwrap();
        }
        let listeners = agent_hosts::list_listeners(&mut tx, &one.id).await.unwrap();
        assert_eq!(listeners, [("192.0.2.1:25".to_owned(), "out".to_owned())]);
        assert_eq!(agent_hosts::list_listeners(&mut tx, &other.id).await.unwrap(), []);
    }
}
