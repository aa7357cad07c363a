use domain::EnvironmentId;
use store::tenant::{
    environments::{self, Environment},
    policy_agents,
};
use testkit::NOON;

use crate::fixtures::{agent, insert_agent, is_taken, tenant_tx};

fn environment(number: u64, name: &str) -> Environment {
    Environment {
        id: EnvironmentId::new(number, 1),
        name: name.to_owned(),
        name_key: name.to_lowercase(),
        created_at: NOON,
    }
}

testkit::both_engines! {
    async fn what_is_inserted_is_found_and_listed_by_name(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (staging, live) = (environment(1, "Staging"), environment(2, "live"));
        environments::insert(&mut tx, &staging).await.unwrap();
        environments::insert(&mut tx, &live).await.unwrap();
        assert_eq!(environments::find(&mut tx, &live.id).await.unwrap(), Some(live.clone()));
        assert_eq!(environments::find(&mut tx, &EnvironmentId::new(9, 9)).await.unwrap(), None);
        assert_eq!(environments::list(&mut tx).await.unwrap(), [live, staging]);
    }

    async fn a_name_is_there_once_however_it_is_written(world: World) {
        let mut tx = tenant_tx(&world).await;
        environments::insert(&mut tx, &environment(1, "Live")).await.unwrap();
        assert!(is_taken(environments::insert(&mut tx, &environment(2, "LIVE")).await));
    }

    async fn an_update_and_a_deletion_concern_one_environment(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (environment(1, "one"), environment(2, "other"));
        environments::insert(&mut tx, &one).await.unwrap();
        environments::insert(&mut tx, &other).await.unwrap();
        environments::update(&mut tx, &one.id, "Zwei", "zwei").await.unwrap();
        let changed = Environment { name: "Zwei".to_owned(), name_key: "zwei".to_owned(), ..one.clone() };
        assert_eq!(environments::list(&mut tx).await.unwrap(), [other.clone(), changed]);
        environments::delete(&mut tx, &one.id).await.unwrap();
        assert_eq!(environments::list(&mut tx).await.unwrap(), [other]);
    }

    async fn an_agent_moves_in_and_out(world: World) {
        let mut tx = tenant_tx(&world).await;
        let live = environment(1, "live");
        environments::insert(&mut tx, &live).await.unwrap();
        let mut inside = agent(1, "inside");
        inside.environment_id = Some(live.id.to_string());
        policy_agents::insert(&mut tx, &inside).await.unwrap();
        let other = insert_agent(&mut tx, 2, "other").await;
        assert_eq!(policy_agents::list(&mut tx).await.unwrap(), [inside.clone(), other.clone()]);
        policy_agents::update_environment(&mut tx, &inside.id, None).await.unwrap();
        policy_agents::update_environment(&mut tx, &other.id, Some(&live.id)).await.unwrap();
        let found = policy_agents::find(&mut tx, &other.id).await.unwrap().unwrap();
        assert_eq!(found.environment(), Some(live.id));
        let found = policy_agents::find(&mut tx, &inside.id).await.unwrap().unwrap();
        assert_eq!(found.environment(), None);
    }

    async fn an_environment_with_agents_stays(world: World) {
        let mut tx = tenant_tx(&world).await;
        let live = environment(1, "live");
        environments::insert(&mut tx, &live).await.unwrap();
        let inside = insert_agent(&mut tx, 1, "inside").await;
        policy_agents::update_environment(&mut tx, &inside.id, Some(&live.id)).await.unwrap();
        assert!(environments::delete(&mut tx, &live.id).await.is_err());
    }
}
