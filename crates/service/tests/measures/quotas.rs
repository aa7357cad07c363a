//! How long it takes until a metered quota is checked, reserved and committed, beside what the disk takes by itself.

use std::{
    fs::File,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use domain::{
    HOUR,
    permission::ManageMailFlow,
    plans::{Feature, Plan},
};
use service::quotas::metered::{self as quotas, Wanted};
use testkit::{Engine, World};

const ASKED: usize = 1_000;

/// How long the disk itself takes for what a transaction of a few pages writes: no database is quicker on it.
fn bare_writes(folder: &Path) -> Vec<Duration> {
    const PAGES: usize = 6 * 4096;
    let mut file = File::create(folder.join("bare")).unwrap();
    let write = |_| {
        let begun = Instant::now();
        file.write_all(&[1; PAGES]).unwrap();
        file.sync_data().unwrap();
        begun.elapsed()
    };
    (0..ASKED).map(write).collect()
}

async fn measure(world: World) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    let (mut whole_waits, mut quota_waits) = (Vec::new(), Vec::new());
    for _ in 0..ASKED {
        let begun = Instant::now();
        let mut access = world.access::<ManageMailFlow>(&owner).await;
        let entered = Instant::now();
        let wanted = Wanted { amount: 1, period: 0..1, lasts: HOUR };
        let id = quotas::reserve(&mut access, Feature::Actions, &wanted).await.unwrap();
        quotas::commit(&mut access, &id, 1).await.unwrap();
        quotas::commit_alone(access).await.unwrap();
        quota_waits.push(entered.elapsed());
        whole_waits.push(begun.elapsed());
    }
    let told = [
        ("a quota is checked, reserved and committed (reach: p99 2 ms)", quota_waits),
        ("the same from the session on, with who may", whole_waits),
        ("as much written to a bare file reaches the disk", bare_writes(world.folder())),
    ];
    for (what, mut waits) in told {
        waits.sort_unstable();
        let (median, p99) = (waits[ASKED / 2], waits[ASKED * 99 / 100]);
        println!("{:?}: {what}: median {median:?}, p99 {p99:?}", world.engine);
    }
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_sqlite() {
    testkit::run(Engine::Sqlite, measure);
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_postgres() {
    testkit::run(Engine::Postgres, measure);
}
