use store::tenant::{
    Among,
    gaps::{self, Gap, GapCause},
};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn a_gap_with_the_same_beginning_lengthens(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await.id;
        let gap = Gap {
            agent_id: one.clone(),
            from_at: NOON,
            to_at: NOON + 10,
            cause: GapCause::SpoolFull,
            lost: 4,
        };
        gaps::insert(&mut tx, &gap).await.unwrap();
        gaps::insert(&mut tx, &Gap { to_at: NOON + 30, lost: 3, ..gap.clone() }).await.unwrap();
        let other_cause = Gap { cause: GapCause::Stopped, lost: 0, from_at: NOON + 1, ..gap.clone() };
        gaps::insert(&mut tx, &other_cause).await.unwrap();
        let listed = gaps::list(&mut tx, NOON, NOON + 100, Among::ALL).await.unwrap();
        assert_eq!(listed, [Gap { to_at: NOON + 30, lost: 7, ..gap }, other_cause]);
    }

    async fn what_a_backlog_tells_takes_away_from_the_gap(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "one").await.id;
        let gap = |from: i64, cause: GapCause| Gap {
            agent_id: agent.clone(), from_at: NOON + from, to_at: NOON + 100, cause, lost: 0,
        };
        gaps::insert(&mut tx, &gap(0, GapCause::Stopped)).await.unwrap();
        gaps::insert(&mut tx, &gap(0, GapCause::SpoolFull)).await.unwrap();
        gaps::shorten(&mut tx, &agent, NOON + 100, NOON + 60, 10).await.unwrap();
        let listed = gaps::list(&mut tx, NOON, NOON + 200, Among::ALL).await.unwrap();
        assert_eq!(listed, [gap(0, GapCause::SpoolFull), gap(60, GapCause::Stopped)]);
        // Earlier words change nothing, another restart's neither.
        gaps::shorten(&mut tx, &agent, NOON + 100, NOON + 30, 10).await.unwrap();
        gaps::shorten(&mut tx, &agent, NOON + 99, NOON + 98, 10).await.unwrap();
        assert_eq!(gaps::list(&mut tx, NOON, NOON + 200, Among::ALL).await.unwrap(), listed);
        gaps::shorten(&mut tx, &agent, NOON + 100, NOON + 90, 10).await.unwrap();
        let left = gaps::list(&mut tx, NOON, NOON + 200, Among::ALL).await.unwrap();
        assert_eq!(left, [gap(0, GapCause::SpoolFull)]);
    }

    async fn those_that_touch_the_window_are_listed(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        for (agent, from, to) in [(&one, 0, 10), (&one, 15, 25), (&one, 30, 40), (&other, 12, 18)] {
            let gap = Gap {
                agent_id: agent.id.clone(),
                from_at: NOON + from,
                to_at: NOON + to,
                cause: GapCause::Paused,
                lost: 0,
            };
            gaps::insert(&mut tx, &gap).await.unwrap();
        }
        let mut starts = async |from: i64, to: i64, among: &Among<_>| -> Vec<i64> {
            let listed = gaps::list(&mut tx, NOON + from, NOON + to, among).await.unwrap();
            listed.iter().map(|gap| gap.from_at - NOON).collect()
        };
        assert_eq!(starts(10, 30, Among::ALL).await, [12, 15]);
        assert_eq!(starts(9, 31, &Among::these([&one.id])).await, [0, 15, 30]);
        assert_eq!(starts(0, 99, &Among::these([&other.id])).await, [12]);
        assert_eq!(starts(0, 99, &Among::these([&one.id, &other.id])).await, [0, 12, 15, 30]);
        for nobody in [Among::these([]), Among::default()] {
            assert_eq!(starts(0, 99, &nobody).await, [] as [i64; 0]);
        }
        assert_eq!(starts(50, 99, Among::ALL).await, [] as [i64; 0]);
    }
}
