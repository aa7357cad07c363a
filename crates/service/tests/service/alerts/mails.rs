//! Mail that waits, who sends far more than usual, and from where somebody signs in for the first time.

use domain::{DAY, MINUTE};
use service::{
    alerts::{AlertFiring, RuleForm},
    policy_agents::NewKey,
};
use testkit::{Batch, Member, World, rcpt};

use super::{firing, form, look, space, update};
use crate::mail_logs::line;

const WAITING: &str = "alr_00000000000000000000000007";
const USER: &str = "alr_00000000000000000000000008";
const CLIENT: &str = "alr_00000000000000000000000009";
const NETWORK: &str = "alr_00000000000000000000000010";

async fn fires(world: &World, owner: &Member, rule: &str) -> Option<AlertFiring> {
    firing(world, owner).await.into_iter().find(|one| one.rule_id.as_str() == rule)
}

/// What became of three recipients of one mail, of which two are at one domain.
fn tried(batch: Batch, world: &World, end: &str) -> Batch {
    let at = world.now() - MINUTE;
    ["a@slow.example", "b@slow.example", "c@other.example"].iter().fold(batch, |batch, to| {
        let text = format!("2B83DA50041: to=<{to}>, relay=none, delay=4, delays=1/0/3/0, {end}");
        batch.line(&line(at + 30, "smtp", 33, &text))
    })
}

/// A message of somebody who signed in, so long ago.
async fn signed_in(world: &World, key: &NewKey, seq: i64, (ago, address): (i64, &str), count: i64) {
    let mails = (0..count).map(|number| {
        let instance = format!("u{seq}.{number}");
        rcpt(world.now() - ago + number, &instance, "ann@acme.example", "b@elsewhere.test")
            .client(address)
            .user("ann")
    });
    world.send(key, &Batch::new("s", seq).clock(world.now()).records(mails)).await.unwrap();
}

testkit::both_engines! {
    async fn mail_that_waits_for_one_domain_is_told_with_its_name_until_it_is_delivered(world: World) {
        let (owner, key) = space(&world).await;
        let rule = RuleForm { threshold: "1".to_owned(), hold: "0".to_owned(), calm: "0".to_owned(), ..form(&world, &owner, WAITING).await };
        update(&world, &owner, WAITING, &rule).await;
        look(&world, 6).await;
        assert_eq!(fires(&world, &owner, WAITING).await, None, "nobody follows a log");
        let at = world.now() - MINUTE;
        let batch = Batch::new("s", 2)
            .clock(world.now())
            .line(&line(at, "pickup", 40, "2B83DA50041: uid=33 from=<www@acme.example>"))
            .line(&line(at + 9, "qmgr", 32, "2B83DA50041: from=<www@acme.example>, size=90, nrcpt=3 (queue active)"));
        let deferred = "dsn=4.4.1, status=deferred (connect to mx.slow.example[192.0.2.5]:25: Connection refused)";
        world.send(&key, &tried(batch, &world, deferred)).await.unwrap();
        look(&world, 6).await;
        let one = fires(&world, &owner, WAITING).await.expect("it fires");
        assert_eq!((one.value, one.subject_name.as_str()), (2, "slow.example"));
        let batch = Batch::new("s", 7).clock(world.now());
        world.send(&key, &tried(batch, &world, "dsn=2.0.0, status=sent (250 Ok)")).await.unwrap();
        look(&world, 6).await;
        assert_eq!(fires(&world, &owner, WAITING).await, None);
    }

    async fn a_user_far_from_usual_and_a_new_network_fire_once_a_week_is_known(world: World) {
        let (owner, key) = space(&world).await;
        signed_in(&world, &key, 2, (30 * MINUTE, "203.0.113.9"), 150).await;
        look(&world, 6).await;
        for rule in [USER, CLIENT, NETWORK] {
            assert_eq!(fires(&world, &owner, rule).await, None, "no week is known yet");
        }
        world.advance(8 * DAY);
        signed_in(&world, &key, 152, (30 * MINUTE, "203.0.113.77"), 3).await;
        look(&world, 6).await;
        assert_eq!(fires(&world, &owner, USER).await, None, "three are as usual");
        assert_eq!(fires(&world, &owner, NETWORK).await, None, "the network is known");
        world.advance(DAY - 6 * MINUTE);
        signed_in(&world, &key, 155, (30 * MINUTE, "192.0.2.200"), 150).await;
        look(&world, 6).await;
        let one = fires(&world, &owner, USER).await.expect("it fires");
        assert_eq!((one.value, one.subject_name.as_str()), (150, "ann"));
        let one = fires(&world, &owner, CLIENT).await.expect("it fires");
        assert_eq!((one.value, one.subject_name.as_str()), (150, "192.0.2.200"));
        let one = fires(&world, &owner, NETWORK).await.expect("it fires");
        assert_eq!((one.value, one.subject_name.as_str()), (1, "192.0.2.0/24"));
    }
}
