use store::tenant::agent_openings;
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn a_program_is_new_once_and_its_returns_are_counted(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await.id, insert_agent(&mut tx, 2, "other").await.id);
        let mut told = Vec::new();
        for (agent, opening, at) in
            [(&one, "a", 0), (&one, "b", 1), (&one, "a", 2), (&one, "a", 3), (&other, "a", 4)]
        {
            told.push(agent_openings::upsert(&mut tx, agent, opening, NOON + at).await.unwrap());
        }
        assert_eq!(told, [None, None, Some(0), Some(1), None]);
        agent_openings::delete_before(&mut tx, &one, NOON + 3).await.unwrap();
        assert_eq!(agent_openings::upsert(&mut tx, &one, "a", NOON).await.unwrap(), Some(2));
        assert_eq!(agent_openings::upsert(&mut tx, &one, "b", NOON).await.unwrap(), None);
    }
}
