use domain::{PolicyAgentId, direction::Direction};
use store::{
    TenantTx,
    tenant::{
        Among, counting, messages,
        outcomes::{self, Buckets, OutcomeCell, OutcomeKind},
        rollups::Window,
    },
};
use testkit::NOON;

use crate::{
    fixtures::{insert_agent, tenant_tx},
    messages::{message, recipient},
};

const WINDOW: Window<'static> = Window { from: 0, to: 100, among: Among::ALL, domain: "", host: None };

fn cell(agent: &PolicyAgentId, kind: OutcomeKind, bucket: i64, name: &str) -> OutcomeCell {
    OutcomeCell {
        kind,
        bucket,
        agent_id: agent.clone(),
        host: String::new(),
        direction: Direction::Outbound,
        domain: "tenant.test".to_owned(),
        name: name.to_owned(),
    }
}

async fn named(
    tx: &mut TenantTx,
    buckets: Buckets,
    kind: OutcomeKind,
    window: Window<'_>,
) -> Vec<(String, i64)> {
    outcomes::top(tx, buckets, kind, window, 10).await.unwrap()
}

testkit::both_engines! {
    async fn who_moves_from_one_to_another_is_counted_once_and_leaves_nothing_behind(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let deferred = cell(&mx, OutcomeKind::Outcome, 3, "deferred");
        let delivered = cell(&mx, OutcomeKind::Outcome, 3, "delivered");
        let domain = cell(&mx, OutcomeKind::DeferredDomain, 3, "a.example");
        for buckets in [Buckets::Quarters, Buckets::Days, Buckets::Months] {
            outcomes::add(&mut tx, buckets, &[(&deferred, &2), (&domain, &2)], NOON).await.unwrap();
            outcomes::add(&mut tx, buckets, &[], NOON).await.unwrap();
            outcomes::add(&mut tx, buckets, &[(&deferred, &-2), (&delivered, &2), (&domain, &-2)], NOON).await.unwrap();
            let found = named(&mut tx, buckets, OutcomeKind::Outcome, WINDOW).await;
            assert_eq!(found, [("delivered".to_owned(), 2)]);
            assert_eq!(named(&mut tx, buckets, OutcomeKind::DeferredDomain, WINDOW).await, []);
        }
        let left = outcomes::list_quarters(&mut tx, 0, 100).await.unwrap();
        assert_eq!(left, [(deferred.clone(), 0), (delivered.clone(), 2)]);
        let changed = outcomes::list_changed(&mut tx, NOON, 9).await.unwrap();
        assert_eq!(changed.len(), 2, "that nobody waits any more is told, too");
        outcomes::add(&mut tx, Buckets::Quarters, &[(&delivered, &1)], NOON + 5).await.unwrap();
        assert_eq!(outcomes::list_changed(&mut tx, NOON + 1, 9).await.unwrap(), [(delivered.clone(), 3, NOON + 5)]);
        assert_eq!(outcomes::list_changed(&mut tx, NOON, 1).await.unwrap(), [(deferred, 0, NOON)]);
        assert_eq!(outcomes::list_quarters(&mut tx, 4, 100).await.unwrap(), []);
        assert_eq!(outcomes::next_quarter(&mut tx, 0).await.unwrap(), Some(3));
        assert_eq!(outcomes::next_quarter(&mut tx, 4).await.unwrap(), None);
        assert_eq!(outcomes::first_day(&mut tx, WINDOW).await.unwrap(), Some(3));
        outcomes::delete_days(&mut tx).await.unwrap();
        assert_eq!(outcomes::first_day(&mut tx, WINDOW).await.unwrap(), None);
    }

    async fn a_window_narrows_by_time_agent_and_domain(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await.id;
        let other = insert_agent(&mut tx, 2, "other").await.id;
        let (first, later) =
            (cell(&one, OutcomeKind::Outcome, 1, "delivered"), cell(&one, OutcomeKind::Outcome, 5, "bounced"));
        let others = OutcomeCell { domain: "b.test".to_owned(), ..cell(&other, OutcomeKind::Outcome, 1, "delivered") };
        let wait = cell(&one, OutcomeKind::Wait, 1, "0..1");
        for buckets in [Buckets::Quarters, Buckets::Days, Buckets::Months] {
            outcomes::add(&mut tx, buckets, &[(&first, &1), (&later, &2), (&others, &4), (&wait, &1)], NOON).await.unwrap();
            let series = outcomes::series(&mut tx, buckets, WINDOW, 4, 0).await.unwrap();
            assert_eq!(series, [(0, "delivered".to_owned(), 5), (4, "bounced".to_owned(), 2)]);
            let among = Among::these([&one]);
            let mine = Window { among: &among, ..WINDOW };
            let kinds = [OutcomeKind::Outcome, OutcomeKind::Wait];
            let totals = outcomes::totals(&mut tx, buckets, mine, &kinds).await.unwrap();
            let told: Vec<_> = totals.iter().map(|(kind, name, total)| (*kind, name.as_str(), *total)).collect();
            assert_eq!(told, [
                (OutcomeKind::Outcome, "bounced", 2), (OutcomeKind::Outcome, "delivered", 1), (OutcomeKind::Wait, "0..1", 1),
            ]);
            let narrow = Window { from: 1, to: 2, domain: "b.test", ..WINDOW };
            assert_eq!(named(&mut tx, buckets, OutcomeKind::Outcome, narrow).await, [("delivered".to_owned(), 4)]);
            assert_eq!(outcomes::top(&mut tx, buckets, OutcomeKind::Outcome, WINDOW, 1).await.unwrap().len(), 1);
        }
        assert_eq!(outcomes::first_day(&mut tx, Window { domain: "c.test", ..WINDOW }).await.unwrap(), None);
    }

    async fn what_mails_became_is_read_by_recipient_and_of_a_mail_that_has_none_once(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        assert_eq!(outcomes::first_mail(&mut tx).await.unwrap(), None);
        assert_eq!(counting::outcomes_from(&mut tx).await.unwrap(), 0);
        let (mail, mut alone, mut unknown) = (message(&agent, 1), message(&agent, 2), message(&agent, 3));
        alone.outcome = "rejected".to_owned();
        unknown.outcome = String::new();
        messages::upsert(&mut tx, &[&mail, &alone, &unknown]).await.unwrap();
        let mut open = recipient(&mail, 3);
        open.outcome = String::new();
        messages::upsert_recipients(&mut tx, &[recipient(&mail, 1), recipient(&mail, 2), open]).await.unwrap();
        let mut found = outcomes::list_became(&mut tx, NOON, NOON + 1).await.unwrap();
        found.sort_by(|one, other| one.outcome.cmp(&other.outcome));
        let told: Vec<_> = found.iter().map(|one| (one.outcome.as_str(), one.recipient_domain.as_str(), one.delay)).collect();
        assert_eq!(told, [("deferred", "tenant.test", Some(900)), ("deferred", "tenant.test", Some(900)), ("rejected", "", None)]);
        assert!(found.iter().all(|one| one.reason_kind == "4.2 greylisted" && one.agent_id == agent.id && one.at == NOON));
        assert_eq!(outcomes::list_became(&mut tx, NOON + 1, NOON + 2).await.unwrap(), []);
        assert_eq!(outcomes::first_mail(&mut tx).await.unwrap(), Some(NOON));
    }
}
