use crate::fixtures::{insert_agent, tenant_tx};
use domain::PolicyAgentId;
use store::{
    TenantTx,
    tenant::{
        Among,
        rollups::{Grain, Window},
        top_months::{self, Rolled},
        tops::{self, Name, TopKind},
    },
};

fn name(agent: &PolicyAgentId, bucket: i64, name: &str) -> Name {
    let (domain, name) = ("a.test".to_owned(), name.to_owned());
    Name { kind: TopKind::SenderDomain, bucket, agent_id: agent.clone(), host: String::new(), domain, name }
}

fn days(from: i64, to: i64) -> Window<'static> {
    Window { from, to, among: Among::ALL, domain: "", host: None }
}

async fn top(tx: &mut TenantTx, from: i64, to: i64) -> Vec<(String, i64)> {
    let rolled = top_months::list(tx).await.unwrap();
    top_months::top(tx, &rolled, TopKind::SenderDomain, days(from, to), 9).await.unwrap()
}

testkit::both_engines! {
    async fn months_hold_what_their_days_hold(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(top_months::first_day(&mut tx).await.unwrap(), None);
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        // Three months of ten days, two names a day.
        let names: Vec<Name> =
            (10..40).flat_map(|day| [name(&mx, day, "one"), name(&mx, day, &format!("n{}", day % 3))]).collect();
        let counted: Vec<_> = names.iter().map(|name| (name, &2)).collect();
        tops::add(&mut tx, Grain::Day, &counted).await.unwrap();
        assert_eq!(top_months::first_day(&mut tx).await.unwrap(), Some(10));
        let mut expected = Vec::new();
        for (from, to) in [(10, 40), (15, 40), (10, 35), (12, 38), (20, 30), (21, 29)] {
            let listed = tops::list(&mut tx, Grain::Day, TopKind::SenderDomain, days(from, to), 9).await.unwrap();
            assert_eq!(top(&mut tx, from, to).await, listed, "without months");
            expected.push((from, to, listed));
        }
        for bucket in [10, 20, 30] {
            let month = top_months::find(&mut tx, bucket, bucket + 10).await.unwrap();
            assert_eq!(month, Rolled { bucket, ends: bucket + 10, names: 20, total: 40 });
            top_months::update(&mut tx, &month).await.unwrap();
            for (from, to, listed) in &expected {
                assert_eq!(top(&mut tx, *from, *to).await, *listed, "with the month from {bucket}");
            }
        }
        // What comes late is told from what was added up, and is there once it was added up anew.
        tops::add(&mut tx, Grain::Day, &[(&name(&mx, 25, "late"), &99)]).await.unwrap();
        let month = top_months::find(&mut tx, 20, 30).await.unwrap();
        assert_ne!(top_months::list(&mut tx).await.unwrap()[1], month);
        assert_ne!(top(&mut tx, 20, 30).await[0], ("late".to_owned(), 99));
        for _ in 0..2 {
            top_months::update(&mut tx, &month).await.unwrap();
        }
        assert_eq!(top_months::list(&mut tx).await.unwrap()[1], month);
        assert_eq!(top(&mut tx, 20, 30).await[0], ("late".to_owned(), 99));
    }

    async fn months_that_do_not_follow_each_other_are_not_joined(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let names: Vec<Name> = (10..40).map(|day| name(&mx, day, "one")).collect();
        let counted: Vec<_> = names.iter().map(|name| (name, &1)).collect();
        tops::add(&mut tx, Grain::Day, &counted).await.unwrap();
        for bucket in [10, 30] {
            let month = top_months::find(&mut tx, bucket, bucket + 10).await.unwrap();
            top_months::update(&mut tx, &month).await.unwrap();
        }
        assert_eq!(top(&mut tx, 10, 40).await, [("one".to_owned(), 30)]);
        let none = Among::these([]);
        let rolled = top_months::list(&mut tx).await.unwrap();
        let window = Window { among: &none, ..days(10, 40) };
        assert_eq!(top_months::top(&mut tx, &rolled, TopKind::SenderDomain, window, 9).await.unwrap(), []);
    }
}
