//! What a plan has no room for.

use domain::{DomainId, Quota, domains::DomainKind};
use store::tenant::{
    domains::{self, Domain},
    frozen,
    rollups::{self, Cell, CellCounts, Counts, Grain},
};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

testkit::both_engines! {
    async fn the_oldest_stay_unless_others_were_chosen(world: World) {
        let mut tx = tenant_tx(&world).await;
        for number in 1..=3_u64 {
            let domain = Domain {
                id: DomainId::new(number, 1), name: format!("d{number}.example"), kind: DomainKind::Local,
                is_enabled: true, created_at: NOON + number.cast_signed(),
            };
            domains::insert(&mut tx, &domain).await.unwrap();
        }
        let id = |number| DomainId::new(number, 1).to_string();
        assert_eq!(frozen::list(&mut tx, Quota::Domains, 1).await.unwrap(), [id(2), id(3)]);
        assert_eq!(frozen::list(&mut tx, Quota::Domains, 3).await.unwrap(), [""; 0]);
        frozen::update_chosen(&mut tx, Quota::Domains, &[id(3)]).await.unwrap();
        assert_eq!(frozen::list(&mut tx, Quota::Domains, 1).await.unwrap(), [id(1), id(2)]);
        let ranked = frozen::rank(&mut tx, Quota::Domains).await.unwrap();
        assert_eq!((ranked[0].name.as_str(), ranked[0].weight), ("d3.example", 1));
        assert_eq!(frozen::rank(&mut tx, Quota::Members).await.unwrap(), []);
    }

    async fn requests_are_summed_by_day(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        let cell = |bucket, domain: &str| Cell {
            bucket, agent_id: agent.id.clone(), host: String::new(), direction: domain::direction::Direction::Inbound,
            domain: domain.to_owned(),
        };
        let counts = CellCounts::from(Counts { requests: 3, messages: 1, recipients: 1, ..Counts::default() });
        let cells = [cell(9, "a"), cell(10, "a"), cell(10, "b"), cell(11, "a")];
        let cells: Vec<_> = cells.iter().map(|cell| (cell, &counts)).collect();
        rollups::add(&mut tx, Grain::Day, &cells).await.unwrap();
        assert_eq!(rollups::days(&mut tx, 9, 11).await.unwrap(), [(9, 3), (10, 6)]);
    }
}
