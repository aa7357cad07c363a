use domain::{
    EnvironmentId, PolicyAgentId,
    resources::{Path, ResourceId, ResourceKind},
};
use store::tenant::{
    environments::{self, Environment},
    policy_agents::{self, AgentState},
    resources,
};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn every_kind_is_read_from_the_table_it_declares(world: World) {
        let mut tx = tenant_tx(&world).await;
        for kind in ResourceKind::ALL {
            assert_eq!(resources::list(&mut tx, *kind).await.unwrap(), [], "{kind:?}");
        }
        let live = EnvironmentId::new(1, 1);
        let environment =
            Environment { id: live.clone(), name: "Live".to_owned(), name_key: "live".to_owned(), created_at: NOON };
        environments::insert(&mut tx, &environment).await.unwrap();
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "two").await);
        policy_agents::update_environment(&mut tx, &one.id, Some(&live)).await.unwrap();
        policy_agents::update_state(&mut tx, &other.id, AgentState::Revoked, NOON).await.unwrap();
        let id = ResourceId::from(&one.id);
        let found = resources::find(&mut tx, &id).await.unwrap().unwrap();
        assert_eq!((found.name.as_str(), found.is_gone), (one.name.as_str(), false));
        assert_eq!(found.path(), Path::of(id, Some(live)));
        let listed = resources::list(&mut tx, ResourceKind::PolicyAgent).await.unwrap();
        let gone: Vec<_> = listed.iter().map(|one| (one.name.as_str(), one.is_gone)).collect();
        assert_eq!(gone, [(one.name.as_str(), false), (other.name.as_str(), true)]);
        let nobody = ResourceId::from(&PolicyAgentId::new(9, 9));
        assert_eq!(resources::find(&mut tx, &nobody).await.unwrap(), None);
    }
}
