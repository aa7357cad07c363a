use domain::PolicyAgentId;
use store::{
    TenantTx,
    tenant::{
        Among,
        rollups::{Grain, Window},
        tops::{self, Name, TopKind},
    },
};

use crate::fixtures::{insert_agent, tenant_tx};

fn name(agent: &PolicyAgentId, bucket: i64, name: &str) -> Name {
    Name {
        kind: TopKind::SenderDomain,
        bucket,
        agent_id: agent.clone(),
        host: String::new(),
        domain: "tenant.test".to_owned(),
        name: name.to_owned(),
    }
}

const WINDOW: Window<'static> = Window { from: 0, to: 100, among: Among::ALL, domain: "", host: None };

async fn listed(tx: &mut TenantTx, grain: Grain, window: Window<'_>, limit: i64) -> Vec<(String, i64)> {
    tops::list(tx, grain, TopKind::SenderDomain, window, limit).await.unwrap()
}

fn ranked(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    expected.iter().map(|(name, total)| ((*name).to_owned(), *total)).collect()
}

testkit::both_engines! {
    async fn the_most_frequent_come_first_and_equals_by_name(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let (a, b, c) = (name(&mx, 1, "a.example"), name(&mx, 1, "b.example"), name(&mx, 2, "c.example"));
        let later = name(&mx, 5, "b.example");
        for grain in [Grain::Quarter, Grain::Day] {
            tops::add(&mut tx, grain, &[(&b, &2), (&c, &4), (&a, &2)]).await.unwrap();
            tops::add(&mut tx, grain, &[(&later, &1), (&a, &1)]).await.unwrap();
            tops::add(&mut tx, grain, &[]).await.unwrap();
            let expected = ranked(&[("c.example", 4), ("a.example", 3), ("b.example", 3)]);
            assert_eq!(listed(&mut tx, grain, WINDOW, 10).await, expected);
            assert_eq!(listed(&mut tx, grain, WINDOW, 1).await, expected[..1]);
            let short = Window { from: 1, to: 2, ..WINDOW };
            let expected = ranked(&[("a.example", 3), ("b.example", 2)]);
            assert_eq!(listed(&mut tx, grain, short, 10).await, expected);
        }
    }

    async fn names_of_an_hour_are_compared_with_their_days(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let user = |bucket: i64, text: &str| Name { kind: TopKind::User, ..name(&mx, bucket, text) };
        let network = Name { kind: TopKind::UserNetwork, ..name(&mx, 1, "192.0.2.0/24") };
        let hours = [(&user(1, "ann"), &9), (&user(1, "bob"), &4), (&user(2, "bob"), &4), (&network, &1)];
        tops::add(&mut tx, Grain::Quarter, &hours).await.unwrap();
        let often = tops::list_at_least(&mut tx, TopKind::User, WINDOW, (8, 9)).await.unwrap();
        assert_eq!(often, ranked(&[("ann", 9), ("bob", 8)]));
        let one = Window { from: 2, to: 3, ..WINDOW };
        assert_eq!(tops::list_at_least(&mut tx, TopKind::User, one, (1, 9)).await.unwrap(), ranked(&[("bob", 4)]));
        assert_eq!(tops::list_at_least(&mut tx, TopKind::User, WINDOW, (1, 1)).await.unwrap().len(), 1);
        assert_eq!(tops::first_day(&mut tx, TopKind::User).await.unwrap(), None);
        tops::add(&mut tx, Grain::Day, &[(&user(7, "ann"), &3), (&user(8, "ann"), &2), (&user(8, "zoe"), &1)]).await.unwrap();
        assert_eq!(tops::first_day(&mut tx, TopKind::User).await.unwrap(), Some(7));
        let sums = tops::sums_of(&mut tx, TopKind::User, WINDOW, &["ann", "bob"]).await.unwrap();
        assert_eq!(sums, ranked(&[("ann", 5)]));
        assert_eq!(tops::sums_of(&mut tx, TopKind::User, WINDOW, &[]).await.unwrap(), []);
    }

    async fn kinds_agents_and_domains_are_apart(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await.id;
        let other = insert_agent(&mut tx, 2, "other").await.id;
        let sender = name(&one, 1, "x");
        let recipient = Name { kind: TopKind::RecipientDomain, ..sender.clone() };
        let address = Name { kind: TopKind::ClientAddress, ..sender.clone() };
        let others = Name { agent_id: other.clone(), domain: "b.test".to_owned(), ..sender.clone() };
        for grain in [Grain::Quarter, Grain::Day] {
            let names = [(&sender, &1), (&recipient, &2), (&address, &4), (&others, &8)];
            tops::add(&mut tx, grain, &names).await.unwrap();
            for (kind, total) in
                [(TopKind::SenderDomain, 9), (TopKind::RecipientDomain, 2), (TopKind::ClientAddress, 4)]
            {
                let found = tops::list(&mut tx, grain, kind, WINDOW, 10).await.unwrap();
                assert_eq!(found, ranked(&[("x", total)]));
            }
            let among = Among::these([&one]);
            let of_agent = Window { among: &among, ..WINDOW };
            assert_eq!(listed(&mut tx, grain, of_agent, 10).await, ranked(&[("x", 1)]));
            let elsewhere = Name { host: "out".to_owned(), ..sender.clone() };
            tops::add(&mut tx, grain, &[(&elsewhere, &16)]).await.unwrap();
            let of_host = Window { host: Some("out"), ..of_agent };
            assert_eq!(listed(&mut tx, grain, of_host, 10).await, ranked(&[("x", 16)]));
            assert_eq!(listed(&mut tx, grain, Window { host: Some(""), ..of_agent }, 10).await, ranked(&[("x", 1)]));
            // What turned out to be counted twice is taken back, and nothing is left of it.
            tops::add(&mut tx, grain, &[(&elsewhere, &-16)]).await.unwrap();
            assert_eq!(listed(&mut tx, grain, of_host, 10).await, []);
            let of_domain = Window { domain: "b.test", ..WINDOW };
            assert_eq!(listed(&mut tx, grain, of_domain, 10).await, ranked(&[("x", 8)]));
        }
    }

    async fn old_hours_and_rare_days_are_let_go(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let (old, rare, new) = (name(&mx, 1, "old"), name(&mx, 1, "rare"), name(&mx, 2, "new"));
        for grain in [Grain::Quarter, Grain::Day] {
            tops::add(&mut tx, grain, &[(&old, &3), (&rare, &2), (&new, &1)]).await.unwrap();
        }
        for _ in 0..2 {
            assert_eq!(tops::delete_hours_before(&mut tx, 2, 1).await.unwrap(), 1, "a piece");
        }
        assert_eq!(listed(&mut tx, Grain::Quarter, WINDOW, 10).await, ranked(&[("new", 1)]));
        assert_eq!(tops::delete_rare_days(&mut tx, 2, 3, 9).await.unwrap(), 1);
        assert_eq!(listed(&mut tx, Grain::Day, WINDOW, 10).await, ranked(&[("old", 3), ("new", 1)]));
    }

    async fn hours_are_listed_whole_and_days_forgotten_from_one_on(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let (old, new) = (name(&mx, 1, "old"), name(&mx, 2, "new"));
        for grain in [Grain::Quarter, Grain::Day] {
            tops::add(&mut tx, grain, &[(&new, &1), (&old, &3)]).await.unwrap();
        }
        assert_eq!(tops::list_hours(&mut tx).await.unwrap(), [(old, 3), (new, 1)]);
        assert_eq!(tops::delete_days_from(&mut tx, 2).await.unwrap(), 1);
        assert_eq!(listed(&mut tx, Grain::Day, WINDOW, 10).await, ranked(&[("old", 3)]));
        assert_eq!(tops::list_hours(&mut tx).await.unwrap().len(), 2);
    }

    async fn more_than_one_statement_holds_are_added(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await.id;
        let names: Vec<Name> = (0..1200).map(|number| name(&mx, 1, &format!("n{number}"))).collect();
        let totals: Vec<(&Name, &i64)> = names.iter().map(|name| (name, &1)).collect();
        for grain in [Grain::Quarter, Grain::Day] {
            tops::add(&mut tx, grain, &totals).await.unwrap();
            assert_eq!(listed(&mut tx, grain, WINDOW, 5000).await.len(), 1200);
        }
    }
}
