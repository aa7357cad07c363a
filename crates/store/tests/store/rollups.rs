use domain::{HOUR, bounds::LARGEST_COUNT, direction::Direction};
use store::{
    TenantTx,
    tenant::{
        Among,
        policy_agents::PolicyAgent,
        rollups::{self, Cell, CellCounts, Counts, Grain, Point, QUARTER, Window},
    },
};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

fn counts(requests: i64) -> CellCounts {
    sums(requests).into()
}

fn sums(requests: i64) -> Counts {
    Counts { requests, messages: requests * 10, recipients: requests * 100, ..Counts::default() }
}

fn cell(bucket: i64, agent: &PolicyAgent, direction: Direction, domain: &str) -> Cell {
    Cell { bucket, agent_id: agent.id.clone(), host: String::new(), direction, domain: domain.to_owned() }
}

fn all(from: i64, to: i64) -> Window<'static> {
    Window { from, to, among: Among::ALL, domain: "", host: None }
}

/// One request more in each of the buckets.
async fn add(tx: &mut TenantTx, grain: Grain, agent: &PolicyAgent, buckets: &[i64]) {
    let cells: Vec<_> = buckets
        .iter()
        .map(|bucket| (cell(*bucket, agent, Direction::Inbound, "a.test"), counts(1)))
        .collect();
    let cells: Vec<_> = cells.iter().map(|(cell, counts)| (cell, counts)).collect();
    rollups::add(tx, grain, &cells).await.unwrap();
}

async fn series(
    tx: &mut TenantTx,
    grain: Grain,
    window: Window<'_>,
    step: i64,
    shift: i64,
) -> Vec<(i64, i64)> {
    let points: Vec<Point> = rollups::series(tx, grain, window, step, shift).await.unwrap();
    points.into_iter().map(|point| (point.bucket, point.counts.requests)).collect()
}

testkit::both_engines! {
    async fn counts_add_up_in_their_cell_and_grain(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        let (inbound, foreign) =
            (cell(NOON, &mx, Direction::Inbound, "a.test"), cell(NOON, &mx, Direction::Foreign, ""));
        for grain in [Grain::Quarter, Grain::Day] {
            rollups::add(&mut tx, grain, &[(&inbound, &counts(1)), (&foreign, &counts(5))]).await.unwrap();
            rollups::add(&mut tx, grain, &[(&inbound, &counts(2))]).await.unwrap();
            rollups::add(&mut tx, grain, &[]).await.unwrap();
            let expected = [(foreign.clone(), counts(5)), (inbound.clone(), counts(3))];
            assert_eq!(rollups::list(&mut tx, grain, NOON).await.unwrap(), expected);
            assert_eq!(rollups::list(&mut tx, grain, NOON + 1).await.unwrap(), []);
        }
        rollups::delete_days(&mut tx).await.unwrap();
        assert_eq!(rollups::list(&mut tx, Grain::Day, i64::MIN).await.unwrap(), []);
        assert_eq!(rollups::list(&mut tx, Grain::Quarter, i64::MIN).await.unwrap().len(), 2);
    }

    async fn more_than_one_statement_holds_are_added(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        let buckets: Vec<i64> = (0..1200).collect();
        for grain in [Grain::Quarter, Grain::Day] {
            add(&mut tx, grain, &mx, &buckets).await;
            assert_eq!(rollups::total(&mut tx, grain, all(0, 1200)).await.unwrap(), sums(1200));
        }
    }

    async fn days_are_told_by_domain_and_by_day(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        for agent in [&one, &other] {
            add(&mut tx, Grain::Day, agent, &[10, 11, 12]).await;
        }
        let told = |lines: Vec<rollups::Line>| {
            lines.into_iter().map(|line| (line.bucket, line.counts.requests)).collect::<Vec<_>>()
        };
        assert_eq!(told(rollups::by_day(&mut tx, all(10, 12), 9).await.unwrap()), [(10, 2), (11, 2)]);
        assert_eq!(told(rollups::by_day(&mut tx, all(10, 12), 1).await.unwrap()), [(10, 2)]);
        assert_eq!(told(rollups::by_domain(&mut tx, all(10, 12), 9).await.unwrap()), [(0, 4)]);
        let its = Among::these([&one.id]);
        let window = Window { among: &its, ..all(10, 12) };
        assert_eq!(told(rollups::by_domain(&mut tx, window, 9).await.unwrap()), [(0, 2)]);
    }

    async fn a_window_holds_its_first_bucket_and_not_its_last(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        for grain in [Grain::Quarter, Grain::Day] {
            add(&mut tx, grain, &mx, &[10, 11, 12, 13]).await;
            assert_eq!(rollups::total(&mut tx, grain, all(11, 13)).await.unwrap(), sums(2));
            assert_eq!(rollups::total(&mut tx, grain, all(20, 30)).await.unwrap(), sums(0));
            let totals = rollups::totals(&mut tx, grain, all(11, 13)).await.unwrap();
            assert_eq!(totals, [(11, sums(1)), (12, sums(1))]);
            assert_eq!(series(&mut tx, grain, all(11, 13), 1, 0).await, [(11, 1), (12, 1)]);
        }
    }

    async fn a_window_may_be_one_agents_or_one_domains(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let cells = [
            (cell(1, &one, Direction::Inbound, "a.test"), counts(1)),
            (cell(1, &one, Direction::Inbound, "b.test"), counts(2)),
            (cell(1, &other, Direction::Inbound, "a.test"), counts(4)),
            (cell(1, &other, Direction::Outbound, "a.test"), counts(8)),
        ];
        let cells: Vec<_> = cells.iter().map(|(cell, counts)| (cell, counts)).collect();
        for grain in [Grain::Quarter, Grain::Day] {
            rollups::add(&mut tx, grain, &cells).await.unwrap();
            let (its, none, both) =
                (Among::these([&other.id]), Among::these([]), Among::these([&one.id, &other.id]));
            let of = |among, domain| Window { among, domain, ..all(0, 9) };
            for (window, expected) in
                [
                (of(Among::ALL, ""), 15),
                (of(&its, ""), 12),
                (of(Among::ALL, "a.test"), 13),
                (of(&its, "b.test"), 0),
                (of(&both, ""), 15),
                (of(&none, ""), 0),
            ]
            {
                assert_eq!(rollups::total(&mut tx, grain, window).await.unwrap(), sums(expected));
                let points = series(&mut tx, grain, window, 1, 0).await;
                assert_eq!(points.iter().map(|(_, requests)| requests).sum::<i64>(), expected);
            }
            let points = rollups::series(&mut tx, grain, of(Among::ALL, ""), 1, 0).await.unwrap();
            let point = |agent: &PolicyAgent, direction, requests| Point {
                bucket: 1,
                agent_id: agent.id.clone(),
                host: String::new(),
                direction,
                counts: sums(requests),
                by_direction: requests * 10,
            };
            let expected = [
                point(&one, Direction::Inbound, 3),
                point(&other, Direction::Inbound, 4),
                point(&other, Direction::Outbound, 8),
            ];
            assert_eq!(points, expected);
        }
    }

    async fn buckets_join_into_steps(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        let buckets: Vec<i64> = (0..10).map(|quarter| NOON + quarter * QUARTER).collect();
        add(&mut tx, Grain::Quarter, &mx, &buckets).await;
        let window = all(NOON, NOON + 10 * QUARTER);
        let hours = series(&mut tx, Grain::Quarter, window, HOUR, 0).await;
        assert_eq!(hours, [(NOON, 4), (NOON + HOUR, 4), (NOON + 2 * HOUR, 2)]);
    }

    /// Hours of a zone that is 5 h 45 min ahead begin a quarter past the hour in UTC.
    async fn steps_begin_where_the_zones_hours_do(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        let buckets: Vec<i64> = (0..9).map(|quarter| NOON + quarter * QUARTER).collect();
        add(&mut tx, Grain::Quarter, &mx, &buckets).await;
        let window = all(NOON, NOON + 9 * QUARTER);
        let hours = series(&mut tx, Grain::Quarter, window, HOUR, QUARTER).await;
        let first = NOON + QUARTER;
        assert_eq!(hours, [(first - HOUR, 1), (first, 4), (first + HOUR, 4)]);
    }

    async fn the_first_day_is_that_of_the_first_count(world: World) {
        let mut tx = tenant_tx(&world).await;
        assert_eq!(rollups::first_day(&mut tx).await.unwrap(), None);
        let mx = insert_agent(&mut tx, 1, "mx").await;
        add(&mut tx, Grain::Day, &mx, &[12, 11, 30]).await;
        assert_eq!(rollups::first_day(&mut tx).await.unwrap(), Some(11));
    }

    async fn weeks_of_days_begin_where_the_shift_says(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        add(&mut tx, Grain::Day, &mx, &(20_000..20_015).collect::<Vec<_>>()).await;
        let weeks = series(&mut tx, Grain::Day, all(20_001, 20_015), 7, 20_001 % 7).await;
        assert_eq!(weeks, [(20_001, 7), (20_008, 7)]);
    }

    async fn quarters_are_read_in_pieces_and_written_anew(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        let cell = |bucket: i64| cell(bucket, &mx, Direction::Inbound, "a.test");
        let cells = [cell(10), cell(20), cell(30)];
        let one = counts(1);
        let all: Vec<_> = cells.iter().map(|cell| (cell, &one)).collect();
        rollups::add(&mut tx, Grain::Quarter, &all).await.unwrap();
        let piece = rollups::list_quarters(&mut tx, 10, 30).await.unwrap();
        assert_eq!(piece, [(cells[0].clone(), one), (cells[1].clone(), one)]);
        assert_eq!(rollups::next_quarter(&mut tx, 11).await.unwrap(), Some(20));
        assert_eq!(rollups::next_quarter(&mut tx, 31).await.unwrap(), None);
        rollups::update_quarter(&mut tx, &cells[0], counts(7)).await.unwrap();
        rollups::update_quarter(&mut tx, &cell(40), counts(8)).await.unwrap();
        let written = rollups::list(&mut tx, Grain::Quarter, 0).await.unwrap();
        assert_eq!(written.iter().map(|(_, counts)| counts.counts.requests).collect::<Vec<_>>(), [7, 1, 1, 8]);
    }

    async fn a_count_stops_where_a_sum_of_many_still_fits(world: World) {
        let mut tx = tenant_tx(&world).await;
        let mx = insert_agent(&mut tx, 1, "mx").await;
        let cell = cell(10, &mx, Direction::Inbound, "a.test");
        let most = |count: i64| CellCounts {
            counts: Counts {
                requests: count, messages: count, recipients: count, bytes: count, encrypted: count,
                authenticated: count,
            },
            by_direction: count,
            by_domain: count,
            by_both: count,
        };
        for grain in [Grain::Quarter, Grain::Day] {
            for _ in 0..2 {
                rollups::add(&mut tx, grain, &[(&cell, &most(i64::MAX))]).await.unwrap();
            }
            let kept = rollups::list(&mut tx, grain, 0).await.unwrap();
            assert_eq!(kept, [(cell.clone(), most(LARGEST_COUNT))]);
        }
    }
}
