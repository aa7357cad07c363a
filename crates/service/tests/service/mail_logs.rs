//! What the log of a Postfix tells belongs to the mail it tells of, and a mail that nobody asked about is seen there.

use domain::{
    Locale, Micros,
    direction::Direction,
    permission::ViewOverview,
    plans::Plan,
    policy::{Record, TAKES_LOG},
};
use serde_json::json;
use service::{
    dashboards::{self, OverviewQuery},
    events::retention,
    policy_agents::NewKey,
};
use store::tenant::messages::{self, Message, Recipient, log};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

/// The process that Postfix names in the instance of a request.
pub(crate) const PROCESS: u32 = 0x1e;
pub(crate) const INSTANCE: &str = "1e.6b0161fd.7cef8.0";

pub(crate) fn line(at: Micros, program: &str, pid: u32, text: &str) -> String {
    json!({ "at": at, "log": { "name": "postfix", "program": program, "pid": pid, "text": text } })
        .to_string()
}

pub(crate) async fn space(world: &World) -> (Member, NewKey) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
    declare(world, &owner).await;
    let key = world.enrol(&owner, "mx").await;
    (owner, key)
}

/// An asked recipient of a mail of that process.
pub(crate) fn asked(at: Micros, instance: &str, recipient: &str) -> Record {
    rcpt(at, instance, "alice@sender.example", recipient).into()
}

async fn all(world: &World, owner: &Member) -> Vec<(Message, Vec<Recipient>)> {
    let mut tx = world.tenant_tx(&owner.tenant).await;
    let agent = store::tenant::policy_agents::list(&mut tx).await.unwrap().remove(0);
    let mut found = messages::list(&mut tx, &agent.id, &[INSTANCE, "other"]).await.unwrap();
    let of_process =
        log::list_of_processes(&mut tx, &agent.id, &[PROCESS.into(), 40, 41], (0, NOON)).await.unwrap();
    for message in of_process {
        if !found.iter().any(|one| one.id == message.id) {
            found.push(message);
        }
    }
    found.sort_by_key(|one| one.at);
    let mut whole = Vec::new();
    for message in found {
        let recipients = messages::list_recipients(&mut tx, &message.id, 100).await.unwrap();
        whole.push((message, recipients));
    }
    whole
}

async fn totals(world: &World, owner: &Member) -> (i64, i64, i64, Vec<(Direction, i64)>) {
    let mut access = world.access::<ViewOverview>(owner).await;
    let query = OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() };
    let shown = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
    let directions = shown.directions.iter().map(|(way, counts)| (*way, counts.messages));
    let directions = directions.filter(|(_, messages)| *messages > 0).collect();
    (shown.total.messages, shown.total.recipients, shown.total.bytes, directions)
}

testkit::both_engines! {
    async fn a_mail_that_was_asked_about_is_followed_to_its_end_and_counts_once(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - 60_000_000;
        let batch = Batch::new("s", 1)
            .record(asked(at, INSTANCE, "bob@tenant.test"))
            .line(&line(at + 10, "smtpd", PROCESS, "16431A50059: client=mx.sender.example[198.51.100.9]"))
            .record(asked(at + 20, INSTANCE, "carl@tenant.test"))
            .line(&line(at + 30, "cleanup", 31, "16431A50059: message-id=<one@sender.example>"))
            .line(&line(at + 40, "qmgr", 32, "16431A50059: from=<alice@sender.example>, size=812, nrcpt=2 (queue active)"))
            .line(&line(at + 50, "smtp", 33, "16431A50059: to=<bob@tenant.test>, relay=in.tenant.test[192.0.2.5]:25, \
                delay=0.5, delays=0.1/0/0.2/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9)"))
            .line(&line(at + 60, "smtp", 34, "16431A50059: to=<carl@tenant.test>, relay=none, delay=2, delays=0.1/0/1.9/0, \
                dsn=4.4.1, status=deferred (connect to in.tenant.test[192.0.2.5]:25: Connection refused)"));
        let answer = world.send(&key, &batch).await.unwrap();
        assert_eq!((answer.acknowledged, answer.rejected_count, answer.takes), (7, 0, vec![TAKES_LOG.to_owned()]));
        let found = all(&world, &owner).await;
        let [(message, recipients)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((message.queue_id.as_str(), message.message_id.as_str()), ("16431A50059", "one@sender.example"));
        assert_eq!((message.size, message.lines, message.outcome.as_str()), (Some(812), 5, "deferred"));
        assert!(message.reason.contains("Connection refused"), "{}", message.reason);
        let told: Vec<_> = recipients.iter().map(|one| (one.outcome.as_str(), one.status.as_str(), one.delay)).collect();
        assert_eq!(told, [("delivered", "2.0.0", Some(500_000)), ("deferred", "4.4.1", Some(2_000_000))]);
        assert_eq!(recipients[0].relay, "in.tenant.test[192.0.2.5]:25");
        // Told again it counts nothing, and what came later stands.
        world.send(&key, &batch).await.unwrap();
        let later = Batch::new("s", 8)
            .line(&line(at + 70, "smtp", 34, "16431A50059: to=<carl@tenant.test>, relay=in.tenant.test[192.0.2.5]:25, \
                delay=9, delays=0.1/0/1.9/7, dsn=5.1.1, status=bounced (host said: 550 5.1.1 no such user)"))
            .line(&line(at + 80, "qmgr", 32, "16431A50059: removed"));
        world.send(&key, &later).await.unwrap();
        let found = all(&world, &owner).await;
        assert_eq!((found.len(), found[0].0.outcome.as_str(), found[0].0.lines), (1, "partly", 7));
        assert_eq!(totals(&world, &owner).await, (1, 2, 812, vec![(Direction::Inbound, 1)]));
    }

    async fn an_id_in_the_queue_that_is_used_again_is_another_mail(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - 60_000_000;
        let sent = "0F83DA50041: to=<bob@tenant.test>, relay=local, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)";
        let bounced = "0F83DA50041: to=<bob@tenant.test>, relay=local, delay=1, delays=1/0/0/0, dsn=5.2.2, status=bounced (full)";
        let mut batch = Batch::new("s", 1);
        for (place, (instance, end)) in [(INSTANCE, sent), ("other", bounced)].into_iter().enumerate() {
            let at = at + 1_000_000 * i64::try_from(place).unwrap() * 10;
            let pid = if instance == INSTANCE { PROCESS } else { 40 };
            if instance == INSTANCE {
                batch = batch.record(asked(at, instance, "bob@tenant.test"));
            }
            batch = batch
                .line(&line(at + 10, "smtpd", pid, "0F83DA50041: client=mx.sender.example[198.51.100.9]"))
                .line(&line(at + 20, "qmgr", 32, "0F83DA50041: from=<alice@sender.example>, size=5, nrcpt=1 (queue active)"))
                .line(&line(at + 30, "local", 33, end))
                .line(&line(at + 40, "qmgr", 32, "0F83DA50041: removed"));
        }
        world.send(&key, &batch).await.unwrap();
        let found = all(&world, &owner).await;
        let told: Vec<_> = found.iter().map(|(one, recipients)| (one.outcome.as_str(), recipients.len())).collect();
        assert_eq!(told, [("delivered", 1), ("bounced", 1)]);
        assert_eq!(totals(&world, &owner).await, (2, 2, 10, vec![(Direction::Inbound, 2)]));
    }

    async fn a_mail_of_a_program_on_the_host_is_seen_though_nobody_asked(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - 60_000_000;
        let batch = Batch::new("s", 1)
            .line(&line(at, "pickup", 40, "2B83DA50041: uid=33 from=<www@tenant.test>"))
            .line(&line(at + 20, "qmgr", 32, "2B83DA50041: from=<www@tenant.test>, size=90, nrcpt=1 (queue active)"))
            .line(&line(at + 30, "smtp", 33, "2B83DA50041: to=<x@elsewhere.example>, relay=mx.elsewhere.example[203.0.113.4]:25, \
                delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 Ok)"))
            .line(&line(at + 40, "qmgr", 32, "2B83DA50041: removed"));
        world.send(&key, &batch).await.unwrap();
        let found = all(&world, &owner).await;
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0.sender.as_str(), found[0].0.direction), ("www@tenant.test", Direction::Outbound));
        assert_eq!(found[0].1[0].recipient, "x@elsewhere.example");
        assert_eq!(totals(&world, &owner).await, (1, 1, 90, vec![(Direction::Outbound, 1)]));
    }

    async fn a_refused_attempt_is_rejected_and_one_nobody_asked_about_is_shown_and_not_counted(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - 60_000_000;
        let refused = |to: &str| format!(
            "NOQUEUE: reject: RCPT from mx.sender.example[198.51.100.9]: 550 5.1.1 <{to}>: Recipient address rejected: \
             no such user; from=<alice@sender.example> to=<{to}> proto=ESMTP helo=<mx>"
        );
        let batch = Batch::new("s", 1)
            .record(asked(at, INSTANCE, "nobody@tenant.test"))
            .line(&line(at + 10, "smtpd", PROCESS, &refused("nobody@tenant.test")))
            .line(&line(at + 20, "smtpd", 41, &refused("x@elsewhere.example")));
        world.send(&key, &batch).await.unwrap();
        let found = all(&world, &owner).await;
        let told: Vec<_> = found.iter().map(|(one, _)| (one.outcome.as_str(), one.recipient.as_str())).collect();
        assert_eq!(told, [("rejected", "nobody@tenant.test"), ("rejected", "x@elsewhere.example")]);
        assert!(found[1].0.reason.contains("no such user"));
        assert_eq!(totals(&world, &owner).await, (1, 1, 0, vec![(Direction::Inbound, 1)]));
    }

    async fn how_a_delivery_was_encrypted_is_known_from_a_batch_before(world: World) {
        let (owner, key) = space(&world).await;
        let at = NOON - 60_000_000;
        let sent = |id: &str, reused: &str| format!("{id}: to=<x@elsewhere.example>, relay=mx.elsewhere.example[203.0.113.4]:25, \
            {reused}delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 Ok)");
        let lines = [
            line(at, "pickup", 40, "2B83DA50041: uid=33 from=<www@tenant.test>"),
            line(at + 1, "pickup", 40, "3B83DA50041: uid=33 from=<www@tenant.test>"),
            line(at + 2, "pickup", 40, "4B83DA50041: uid=33 from=<www@tenant.test>"),
            line(at + 3, "smtp", 33, "Trusted TLS connection established to mx.elsewhere.example[203.0.113.4]:25: TLSv1.3 \
                with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)"),
            line(at + 4, "smtp", 33, &sent("2B83DA50041", "")),
            line(at + 5, "smtp", 33, &sent("3B83DA50041", "conn_use=2, ")),
            // Another connection of the same process, of which nothing was said.
            line(at + 6, "smtp", 33, &sent("4B83DA50041", "")),
        ];
        for (line, seq) in lines.iter().zip(1..) {
            world.send(&key, &Batch::new("s", seq).line(line)).await.unwrap();
        }
        let found = all(&world, &owner).await;
        let told: Vec<_> = found.iter().map(|(_, recipients)| recipients[0].encryption_protocol.as_str()).collect();
        assert_eq!(told, ["TLSv1.3", "TLSv1.3", ""]);
    }

    async fn lines_go_with_their_mail(world: World) {
        let (owner, key) = space(&world).await;
        let batch = Batch::new("s", 1).line(&line(NOON - 9, "pickup", 40, "2B83DA50041: uid=33 from=<www@tenant.test>"));
        world.send(&key, &batch).await.unwrap();
        let id = all(&world, &owner).await[0].0.id.clone();
        let days = owner.tenant.plan.entitlements(NOON).retention_days();
        world.advance(days * domain::DAY);
        retention::run(&world.service).await.unwrap();
        let mut tx = world.tenant_tx(&owner.tenant).await;
        assert_eq!(log::list_lines(&mut tx, &id, 9).await.unwrap(), []);
        assert_eq!(log::list_of_ids(&mut tx, &[&id]).await.unwrap(), []);
    }
}
