use store::tenant::{
    allowances::{self, Used},
    policy_agents::{self, AgentState},
};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn what_is_used_adds_up_and_is_forgiven_with_time(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let used = |records: i64, bytes: i64| Used {
            records_until: NOON + records, lines_until: NOON + 2 * records, bytes_until: NOON + bytes,
        };
        assert_eq!(allowances::take(&mut tx, &one.id, (10, 20, 100), NOON).await.unwrap(), used(10, 100));
        assert_eq!(allowances::take(&mut tx, &one.id, (10, 20, 100), NOON + 5).await.unwrap(), used(20, 200));
        assert_eq!(allowances::take(&mut tx, &other.id, (1, 2, 1), NOON).await.unwrap(), used(1, 1));
        // What was used up to an instant that is over is used no more.
        assert_eq!(allowances::take(&mut tx, &one.id, (1, 2, 1), NOON + 150).await.unwrap(), Used {
            records_until: NOON + 151, lines_until: NOON + 152, bytes_until: NOON + 201,
        });
    }

    async fn a_new_agent_inherits_what_the_revoked_ones_used(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, new) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "new").await);
        let used = |records: i64| Used {
            records_until: NOON + records, lines_until: NOON + 2 * records, bytes_until: NOON + records,
        };
        allowances::take(&mut tx, &one.id, (10, 20, 10), NOON).await.unwrap();
        allowances::inherit(&mut tx, &new.id).await.unwrap();
        assert_eq!(allowances::take(&mut tx, &new.id, (1, 2, 1), NOON).await.unwrap(), used(1), "nobody was revoked");
        policy_agents::update_state(&mut tx, &one.id, AgentState::Revoked, NOON).await.unwrap();
        let newer = insert_agent(&mut tx, 3, "newer").await;
        allowances::inherit(&mut tx, &newer.id).await.unwrap();
        assert_eq!(allowances::take(&mut tx, &newer.id, (1, 2, 1), NOON).await.unwrap(), used(11));
    }
}
