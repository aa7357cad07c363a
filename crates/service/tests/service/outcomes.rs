//! What became of mails is counted once, as it is now, and every count agrees with the mails.

use domain::{
    DAY, Locale, MINUTE, Micros, SECOND, dashboards::Tile, messages::Outcome, permission::ViewOverview,
};
use service::{
    dashboards::{self, Overview, OverviewQuery},
    encoding::sheets::Style,
    events::{recount::became, retention},
};
use store::tenant::outcomes;
use testkit::{Batch, Member, NOON, World};

use crate::mail_logs::{INSTANCE, PROCESS, asked, line, space};

async fn shown(world: &World, member: &Member, range: &str) -> Overview {
    let mut access = world.access::<ViewOverview>(member).await;
    let query = OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() };
    dashboards::overview(&mut access, &query, Locale::En).await.unwrap()
}

/// What became of how many in a stretch.
async fn became(world: &World, member: &Member, range: &str) -> Vec<(Outcome, i64)> {
    let totals = shown(world, member, range).await.became.totals;
    totals.into_iter().map(|(outcome, now, _)| (outcome, now)).collect()
}

async fn agrees(world: &World, member: &Member) -> bool {
    became::check(&world.service, &member.tenant.slug).await.unwrap().is_empty()
}

/// A mail to these, from its first request to where it lies in the queue.
fn queued(batch: Batch, at: Micros, recipients: &[&str]) -> Batch {
    let mut batch = batch;
    for recipient in recipients {
        batch = batch.record(asked(at, INSTANCE, recipient));
    }
    batch.line(&line(at + 10, "smtpd", PROCESS, "16431A50059: client=mx.sender.example[198.51.100.9]")).line(
        &line(
            at + 20,
            "qmgr",
            32,
            "16431A50059: from=<alice@sender.example>, size=812, nrcpt=2 (queue active)",
        ),
    )
}

/// What the log says of an attempt.
fn tried(at: Micros, to: &str, delay: i64, end: &str) -> String {
    let text = format!("16431A50059: to=<{to}>, relay=none, delay={delay}, delays={delay}/0/0/0, {end}");
    line(at, "smtp", 33, &text)
}

const SENT: &str = "dsn=2.0.0, status=sent (250 2.0.0 Ok)";
const REFUSED: &str =
    "dsn=4.4.1, status=deferred (connect to in.tenant.test[192.0.2.5]:25: Connection refused)";
const GREY: &str = "dsn=4.2.0, status=deferred (host said: 450 4.2.0 Greylisted)";

testkit::both_engines! {
    async fn whoever_waited_and_was_reached_moves_and_is_counted_once(world: World) {
        let (owner, key) = space(&world).await;
        assert_eq!(shown(&world, &owner, "24h").await.became.known_from, None);
        let at = NOON - MINUTE;
        let batch = queued(Batch::new("s", 1), at, &["bob@tenant.test", "carl@tenant.test"])
            .line(&tried(at + 30, "bob@tenant.test", 4, SENT))
            .line(&tried(at + 40, "carl@tenant.test", 9, REFUSED));
        world.send(&key, &batch).await.unwrap();
        let overview = shown(&world, &owner, "24h").await;
        let known = overview.became;
        assert!(known.known_from.is_some());
        assert_eq!(known.totals, [(Outcome::Delivered, 1, 0), (Outcome::Deferred, 1, 0)]);
        assert_eq!(known.deferred_reasons, [("4.4 no-connection".to_owned(), 1)]);
        assert_eq!(known.deferred_domains, [("tenant.test".to_owned(), 1)]);
        assert_eq!((known.times.count(), known.times.average()), (1, Some(4000)));
        assert_eq!(known.times.within(95).unwrap().word(), "2..5");
        assert!(agrees(&world, &owner).await);
        // The same batch again counts nothing.
        world.send(&key, &batch).await.unwrap();
        // Another reason first, then at last a delivery; in another batch.
        let later = Batch::new("s", 7).line(&tried(at + 50, "carl@tenant.test", 30, GREY));
        world.send(&key, &later).await.unwrap();
        let known = shown(&world, &owner, "24h").await.became;
        assert_eq!(known.deferred_reasons, [("4.2 greylisted".to_owned(), 1)]);
        let later = Batch::new("s", 8)
            .line(&tried(at + 60, "carl@tenant.test", 120, SENT))
            .line(&line(at + 70, "qmgr", 32, "16431A50059: removed"));
        world.send(&key, &later).await.unwrap();
        for range in ["24h", "30d", "12m", "all"] {
            let known = shown(&world, &owner, range).await.became;
            assert_eq!(known.totals, [(Outcome::Delivered, 2, 0)], "{range}");
            assert_eq!((known.deferred_reasons, known.deferred_domains), (vec![], vec![]));
            assert_eq!((known.times.count(), known.times.average()), (2, Some(62_000)));
            let steps: i64 = known.by_step.iter().flat_map(|(_, counts)| counts).sum();
            assert_eq!(steps, 2);
        }
        assert!(agrees(&world, &owner).await);
    }

    async fn refused_attempts_count_by_their_reason_even_where_nobody_was_named(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - MINUTE;
        let batch = Batch::new("s", 1)
            .record(asked(at, INSTANCE, "nobody@tenant.test"))
            .line(&line(at + 10, "smtpd", PROCESS, "NOQUEUE: reject: RCPT from mx.sender.example[198.51.100.9]: 550 5.1.1 \
                <nobody@tenant.test>: Recipient address rejected: User unknown; from=<alice@sender.example> \
                to=<nobody@tenant.test> proto=ESMTP helo=<mx>"))
            .line(&line(at + 20, "smtpd", 41, "NOQUEUE: reject: CONNECT from unknown[203.0.113.9]: 554 5.7.1 Service \
                unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.org; proto=SMTP"));
        world.send(&key, &batch).await.unwrap();
        let known = shown(&world, &owner, "24h").await.became;
        assert_eq!(known.totals, [(Outcome::Rejected, 2, 0)]);
        assert_eq!(known.rejected_reasons, [("5.1 unknown-user".to_owned(), 1), ("5.7 listed".to_owned(), 1)]);
        assert!(agrees(&world, &owner).await);
    }

    async fn counts_stay_when_mails_go(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - MINUTE;
        let batch = queued(Batch::new("s", 1), at, &["bob@tenant.test"]).line(&tried(at + 30, "bob@tenant.test", 4, SENT));
        world.send(&key, &batch).await.unwrap();
        let days = owner.tenant.plan.entitlements(NOON).retention_days();
        world.advance((days + 1) * DAY);
        retention::run(&world.service).await.unwrap();
        assert_eq!(became(&world, &owner, "12m").await, [(Outcome::Delivered, 1)]);
        assert!(agrees(&world, &owner).await);
    }

    async fn a_count_that_went_wrong_is_told_and_mended(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - MINUTE;
        let batch = queued(Batch::new("s", 1), at, &["bob@tenant.test"]).line(&tried(at + 30, "bob@tenant.test", 4, SENT));
        world.send(&key, &batch).await.unwrap();
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let (cell, _) = outcomes::list_quarters(&mut tx, 0, NOON).await.unwrap().remove(0);
        outcomes::add(&mut tx, outcomes::Buckets::Quarters, &[(&cell, &5)], NOON).await.unwrap();
        tx.commit().await.unwrap();
        let told = became::check(&world.service, &owner.tenant.slug).await.unwrap();
        let [one] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((&one.cell, one.counted - one.found), (&cell, 5));
        assert_eq!(became::mend(&world.service, &owner.tenant.slug).await.unwrap(), told);
        assert!(agrees(&world, &owner).await);
        for range in ["24h", "7d", "12m"] {
            assert_eq!(became(&world, &owner, range).await, [(Outcome::Delivered, 1)], "{range}");
        }
    }

    async fn each_tile_is_a_table_and_what_is_compared_with_stands_beside(world: World) {
        let (owner, key) = space(&world).await;
        let before = NOON - DAY - MINUTE;
        let batch = queued(Batch::new("s", 1), before, &["bob@tenant.test"])
            .line(&tried(before + 30, "bob@tenant.test", 40, SENT))
            .line(&line(before + 40, "qmgr", 32, "16431A50059: removed"));
        world.send(&key, &batch).await.unwrap();
        let at = NOON - MINUTE;
        let other = Batch::new("s", 5)
            .record(asked(at, "1e.6b0161fe.1.0", "carl@tenant.test"))
            .line(&line(at + 10, "smtpd", PROCESS, "16431A50059: client=mx.sender.example[198.51.100.9]"))
            .line(&tried(at + 30, "carl@tenant.test", 9, GREY));
        world.send(&key, &other).await.unwrap();
        let overview = shown(&world, &owner, "24h").await;
        assert_eq!(overview.became.totals, [(Outcome::Delivered, 0, 1), (Outcome::Deferred, 1, 0)]);
        assert_eq!(overview.became.times_before.within(50).unwrap().from(), 15 * SECOND);
        let file = |tile| dashboards::csv(&overview, Some(tile), Style::Programs).unwrap();
        assert_eq!(file(Tile::Outcomes), "outcome,recipients,compared_with\r\ndelivered,0,1\r\ndeferred,1,0\r\n");
        assert_eq!(file(Tile::DeferredReasons), "code,reason_kind,recipients\r\n4.2,greylisted,1\r\n");
        assert_eq!(file(Tile::DeferredDomains), "recipient_domain,recipients\r\ntenant.test,1\r\n");
        assert!(file(Tile::ChartOutcomes).contains(",60,deferred,1\r\n"));
        assert!(file(Tile::Mail).starts_with("name,count,compared_with\r\nmessages,1,1\r\n"));
        assert_eq!(file(Tile::Wait).lines().count(), 1 + domain::messages::WAITS);
        assert!(agrees(&world, &owner).await);
    }
}
