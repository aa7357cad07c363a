use domain::{
    Error, Problem,
    bench::{BenchProblem, Replayed, Tells, Told},
    direction::Direction,
    permission::{Role, ViewEvents, ViewMailFlow},
    plans::Plan,
};
use service::bench::{self, DraftForm};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

fn draft() -> DraftForm {
    DraftForm { last: "1000".to_owned(), ..DraftForm::default() }
}

async fn replay(world: &World, member: &Member, form: DraftForm) -> Result<Replayed, Error> {
    bench::replay(world.enter::<ViewEvents>(member).await?, &form).await
}

/// Three from outside to a subdomain, two from a host that could be inside, one that comes in.
async fn seen(world: &World) -> Member {
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    declare(world, &owner).await;
    let key = world.enrol(&owner, "mx").await;
    let mut batch = Batch::new("s", 1);
    for number in 0..3 {
        batch =
            batch.record(rcpt(NOON + number, &format!("a{number}"), "x@far.example", "a@mail.tenant.test"));
    }
    for number in 3..5 {
        let out = rcpt(NOON + number, &format!("a{number}"), "b@tenant.test", "c@far.example");
        batch = batch.record(out.client("198.51.100.7"));
    }
    world.send(&key, &batch.record(rcpt(NOON + 9, "in", "x@far.example", "a@tenant.test"))).await.unwrap();
    owner
}

testkit::both_engines! {
    async fn a_pasted_request_is_answered_by_what_is_declared(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let mut access = world.access::<ViewMailFlow>(&viewer).await;
        let text = "client_address=127.0.0.5\nsender=a@tenant.test\nrecipient=b@far.example\n";
        let Told::Request(told) = bench::ask(&mut access, text).await.unwrap() else { panic!() };
        assert_eq!(told.direction, Direction::Outbound);
        let line = "Nov 28 07:00:00 mx postfix/qmgr[1]: 0F83DA50041: removed";
        let Told::Log(lines) = bench::ask(&mut access, line).await.unwrap() else { panic!() };
        assert_eq!(lines[0].tells, Ok(Tells::Removed));
        let refused = bench::ask(&mut access, "hello").await.unwrap_err();
        assert_eq!(refused, Error::field("request", BenchProblem::NotARequest));
    }

    async fn a_recent_request_is_laid_on_the_bench(world: World) {
        let owner = seen(&world).await;
        let mut access = world.access::<ViewEvents>(&owner).await;
        let recent = bench::recent(&mut access).await.unwrap();
        assert_eq!(recent.len(), 6);
        let lines = bench::of_event(&mut access, recent[0].id.as_str()).await.unwrap();
        assert!(lines.contains("recipient=a@tenant.test\n"), "{lines}");
        let other = world.owner("else@example.test", "Else", Plan::Professional).await;
        let mut access = world.access::<ViewEvents>(&other).await;
        let hidden = bench::of_event(&mut access, recent[0].id.as_str()).await;
        assert_eq!(hidden.unwrap_err(), Error::NotFound);
    }

    async fn a_draft_tells_what_moves_and_changes_nothing(world: World) {
        let owner = seen(&world).await;
        let form = DraftForm {
            local: "mail.tenant.test".to_owned(),
            cidrs: "198.51.100.0/24".to_owned(),
            ..draft()
        };
        let told = replay(&world, &owner, form).await.unwrap();
        let moves: Vec<_> = told.moves.moves.iter().map(|one| (one.from, one.to, one.count)).collect();
        // Who handed them over lies in the network of the draft.
        let expected = [
            (Direction::Foreign, Direction::Internal, 3),
            (Direction::Foreign, Direction::Outbound, 2),
            (Direction::Inbound, Direction::Internal, 1),
        ];
        assert_eq!(moves, expected);
        assert_eq!((told.moves.looked_at, told.moves.since), (6, Some(NOON)));
        assert_eq!(told.local, ["mail.tenant.test"]);
        assert_eq!(told.networks, ["198.51.100.0/24"]);
        assert!(!told.has_others);
        let mut access = world.access::<ViewMailFlow>(&owner).await;
        assert_eq!(bench::declared(&mut access).await.unwrap().domains.len(), 1);
    }

    async fn what_would_be_left_out_moves_too(world: World) {
        let owner = seen(&world).await;
        let told = replay(&world, &owner, DraftForm { without: "tenant.test".to_owned(), ..draft() }).await.unwrap();
        assert_eq!((told.moves.moves[0].to, told.moves.moves[0].count), (Direction::Foreign, 1));
        assert!(told.has_others);
    }

    async fn a_draft_that_cannot_be_read_says_why(world: World) {
        let owner = seen(&world).await;
        let empty = replay(&world, &owner, draft()).await.unwrap_err();
        assert_eq!(empty, Error::field("local", Problem::Required));
        let form = DraftForm { last: "7".to_owned(), local: "a.example".to_owned(), ..DraftForm::default() };
        assert_eq!(replay(&world, &owner, form).await.unwrap_err(), Error::field("last", Problem::NotAChoice));
        let form = DraftForm { without: "far.example".to_owned(), ..draft() };
        let Error::Invalid { fields } = replay(&world, &owner, form).await.unwrap_err() else { panic!() };
        assert_eq!(fields[0].problem, Problem::Bench(BenchProblem::NotDeclared));
    }
}

/// Prints what a replay of 100,000 requests takes; built with `--release` it is to stay under a second.
#[ignore = "seconds that a replay takes: cargo test --release -p service --test service -- --ignored --nocapture a_replay_of"]
#[tokio::test]
async fn a_replay_of_100_000_requests() {
    let world = World::sqlite().await;
    let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
    declare(&world, &owner).await;
    let key = world.enrol(&owner, "mx").await;
    for batch in 0..100 {
        let seen = |number: i64| {
            let number = batch * 1000 + number;
            let to = format!("a@mail{}.tenant.test", number % 50);
            rcpt(NOON + number, &format!("m{number}"), "x@far.example", &to)
        };
        let batch = Batch::new("s", batch * 1000 + 1).records((0..1000).map(seen));
        world.send(&key, &batch).await.unwrap();
    }
    let form = DraftForm {
        local: "mail7.tenant.test".to_owned(),
        last: "100000".to_owned(),
        ..DraftForm::default()
    };
    let begun = std::time::Instant::now();
    let told = replay(&world, &owner, form).await.unwrap();
    println!("{} requests in {:?}", told.moves.looked_at, begun.elapsed());
    assert_eq!((told.moves.looked_at, told.moves.moves[0].count), (100_000, 2000));
}
