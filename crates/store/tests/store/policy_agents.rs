use domain::PolicyAgentId;
use store::{
    Mode,
    tenant::policy_agents::{self, AgentState, PolicyAgent, Sighting},
};
use testkit::NOON;

use crate::fixtures::{agent, insert_agent, is_taken, new_location, tenant_tx};

testkit::both_engines! {
    async fn what_is_inserted_is_found_and_listed_by_name(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (zeta, alpha) = (insert_agent(&mut tx, 1, "zeta").await, insert_agent(&mut tx, 2, "alpha").await);
        assert_eq!(policy_agents::find(&mut tx, &zeta.id).await.unwrap(), Some(zeta.clone()));
        assert_eq!(policy_agents::find(&mut tx, &PolicyAgentId::new(9, 9)).await.unwrap(), None);
        assert_eq!(policy_agents::lock(&mut tx, &zeta.id).await.unwrap(), Some(zeta.clone()));
        assert_eq!(policy_agents::lock(&mut tx, &PolicyAgentId::new(9, 9)).await.unwrap(), None);
        policy_agents::lock_all(&mut tx).await.unwrap();
        assert_eq!(policy_agents::find(&mut tx, &zeta.id).await.unwrap(), Some(zeta.clone()));
        assert_eq!(policy_agents::list(&mut tx).await.unwrap(), [alpha, zeta.clone()]);
        policy_agents::update_state(&mut tx, &zeta.id, AgentState::Revoked, NOON).await.unwrap();
        assert_eq!(policy_agents::count(&mut tx).await.unwrap(), 1);
    }

    async fn a_name_is_there_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        insert_agent(&mut tx, 1, "mx").await;
        assert!(is_taken(policy_agents::insert(&mut tx, &agent(2, "mx")).await));
    }

    async fn a_name_cannot_become_anothers(world: World) {
        let mut tx = tenant_tx(&world).await;
        insert_agent(&mut tx, 1, "mx-1").await;
        let second = insert_agent(&mut tx, 2, "mx-2").await;
        assert!(is_taken(policy_agents::update(&mut tx, &second.id, "mx-1", "UTC", "", false).await));
    }

    async fn each_update_changes_what_it_says_of_one_agent(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mut one = insert_agent(&mut tx, 1, "one").await;
        let other = insert_agent(&mut tx, 2, "other").await;
        policy_agents::update(&mut tx, &one.id, "mail", "UTC", "2001:db8::1", false).await.unwrap();
        one = PolicyAgent {
            name: "mail".to_owned(),
            time_zone: "UTC".to_owned(),
            address: "2001:db8::1".to_owned(),
            is_pinned: false,
            ..one
        };
        assert_eq!(policy_agents::find(&mut tx, &one.id).await.unwrap(), Some(one.clone()));
        policy_agents::update_key(&mut tx, &one.id, "pva_…wxyz", "other key").await.unwrap();
        (one.key_prefix, one.key_hash) = ("pva_…wxyz".to_owned(), "other key".to_owned());
        policy_agents::update_state(&mut tx, &one.id, AgentState::Paused, NOON + 9).await.unwrap();
        (one.state, one.state_changed_at) = (AgentState::Paused, NOON + 9);
        assert_eq!(policy_agents::list(&mut tx).await.unwrap(), [one, other]);
    }

    async fn a_sighting_is_remembered_and_losses_add_up(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        let seen = Sighting {
            version: "0.1.0",
            address: "203.0.113.5",
            seen_at: NOON + 3,
            up_since: Some(NOON - 3),
            spool_depth: 12,
            newly_dropped: 7,
            opening: "o1",
            clock_offset: -90,
            refused_connections: 4,
        };
        policy_agents::update_seen(&mut tx, &one.id, &seen).await.unwrap();
        let later = Sighting { up_since: None, newly_dropped: 2, ..seen };
        policy_agents::update_seen(&mut tx, &one.id, &later).await.unwrap();
        let expected = PolicyAgent {
            version: "0.1.0".to_owned(),
            last_address: "203.0.113.5".to_owned(),
            last_seen_at: Some(NOON + 3),
            up_since: None,
            opening: "o1".to_owned(),
            clock_offset: -90,
            refused_connections: 4,
            spool_depth: 12,
            dropped: 9,
            ..one.clone()
        };
        assert_eq!(policy_agents::find(&mut tx, &one.id).await.unwrap(), Some(expected));
    }

    /// Each adds one to the name it read; were two to read the same, one would be missing.
    async fn whoever_holds_an_agent_makes_the_others_wait(world: World) {
        let location = new_location(&world.store, 1).await;
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        let id = insert_agent(&mut tx, 1, "").await.id;
        tx.commit().await.unwrap();
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (store, location, id) = (world.store.clone(), location.clone(), id.clone());
                tokio::spawn(async move {
                    let mut tx = store.tenant(&location, Mode::Write).await.unwrap();
                    let agent = policy_agents::lock(&mut tx, &id).await.unwrap().unwrap();
                    tokio::task::yield_now().await;
                    let name = format!("{}x", agent.name);
                    policy_agents::update(&mut tx, &id, &name, "UTC", "", false).await.unwrap();
                    tx.commit().await.unwrap();
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let mut tx = world.store.tenant(&location, Mode::Read).await.unwrap();
        assert_eq!(policy_agents::find(&mut tx, &id).await.unwrap().unwrap().name, "xxxxxxxx");
    }

    async fn the_first_address_stays_the_one(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mut one = agent(1, "one");
        one.address = String::new();
        policy_agents::insert(&mut tx, &one).await.unwrap();
        policy_agents::update_address(&mut tx, &one.id, "192.0.2.9").await.unwrap();
        policy_agents::update_address(&mut tx, &one.id, "192.0.2.10").await.unwrap();
        "192.0.2.9".clone_into(&mut one.address);
        assert_eq!(policy_agents::find(&mut tx, &one.id).await.unwrap(), Some(one));
    }
}
