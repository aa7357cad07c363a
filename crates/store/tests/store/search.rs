//! Looking for messages, on both engines.

use domain::{
    MessageId, Micros, SavedViewId,
    direction::{Direction, Rule},
    search::{Query, Wanted},
    zones::Zone,
};
use store::{
    TenantTx, Tx,
    tenant::{
        Among,
        events::{self, Before, Event},
        messages::{
            self, Message, Recipient,
            search::{self, Filter},
        },
        policy_agents::PolicyAgent,
        saved_views::{self, SavedView},
    },
};
use testkit::NOON;

use crate::fixtures::{event, execute, insert_agent, tenant_tx};

fn newest() -> Before {
    Before { at: Micros::MAX, id: String::new() }
}

/// A mail that came in; its number is its place in time.
fn message(agent: &PolicyAgent, number: u64) -> Message {
    Message {
        id: MessageId::new(number, 1),
        agent_id: agent.id.clone(),
        host: String::new(),
        instance: format!("i{number}"),
        process: 0,
        message_id: String::new(),
        queue_id: format!("4Q{number}"),
        at: NOON + i64::try_from(number).unwrap(),
        seen_at: NOON + 1000,
        direction: Direction::Inbound,
        rule: Rule::ClientOutsideRecipientLocal,
        domain: "tenant.test".to_owned(),
        ways: "inbound tenant.test".to_owned(),
        client_address: "192.0.2.1".to_owned(),
        client_name: "mx.sender.example".to_owned(),
        helo_name: "MX.sender.example".to_owned(),
        sender: "Ann@sender.example".to_owned(),
        sender_domain: "sender.example".to_owned(),
        recipient: "bob@tenant.test".to_owned(),
        recipient_domain: "tenant.test".to_owned(),
        sasl_username: String::new(),
        encryption_protocol: String::new(),
        size: None,
        bytes: 0,
        is_encrypted: false,
        is_authenticated: false,
        recipient_requests: 1,
        recipients: 1,
        lines: 0,
        outcome: String::new(),
        reason: String::new(),
        outcome_at: None,
        reason_kind: String::new(),
    }
}

fn recipient(message: &Message, number: i64, address: &str) -> Recipient {
    Recipient {
        message_id: message.id.clone(),
        number,
        at: message.at,
        recipient: address.to_owned(),
        recipient_domain: address.rsplit('@').next().unwrap().to_owned(),
        direction: message.direction,
        rule: message.rule,
        domain: message.domain.clone(),
        outcome: String::new(),
        status: String::new(),
        reason: String::new(),
        relay: String::new(),
        delay: None,
        encryption_protocol: String::new(),
        outcome_at: None,
        reason_kind: String::new(),
        handed_to: String::new(),
        passed_as: String::new(),
        passes: 0,
    }
}

fn asked(pairs: &[(&str, &str)]) -> Wanted {
    Query::of(pairs.iter().copied()).read(&Zone::utc()).unwrap()
}

fn everybody(wanted: Wanted) -> Filter {
    Filter { among: Among::ALL.clone(), wanted, ..Filter::default() }
}

/// The numbers of what is found, newest first.
async fn found(tx: &mut TenantTx, filter: &Filter) -> Vec<u64> {
    let looked = search::search(tx, filter, &newest(), (1000, 100)).await.unwrap();
    let numbers = looked.found.iter().map(|mail| u64::try_from(mail.at - NOON).unwrap());
    numbers.collect()
}

/// Four mails that differ in everything.
async fn four(tx: &mut TenantTx, agent: &PolicyAgent) {
    let plain = message(agent, 1);
    let sent = Message {
        direction: Direction::Outbound,
        ways: "outbound tenant.test\ninternal tenant.test".to_owned(),
        client_address: "2001:db8::7".to_owned(),
        sender: "bob@tenant.test".to_owned(),
        sender_domain: "tenant.test".to_owned(),
        recipient: "carol@far.example".to_owned(),
        recipient_domain: "far.example".to_owned(),
        sasl_username: "bob".to_owned(),
        size: Some(2_000),
        ..message(agent, 2)
    };
    let bounce = Message {
        host: "out".to_owned(),
        client_address: "192.0.3.1".to_owned(),
        sender: String::new(),
        sender_domain: String::new(),
        recipient: "100%@tenant.test".to_owned(),
        recipient_requests: 0,
        ..message(agent, 3)
    };
    let log_only = Message { instance: String::new(), helo_name: "a_b".to_owned(), ..message(agent, 4) };
    messages::upsert(tx, &[&plain, &sent, &bounce, &log_only]).await.unwrap();
    let all = [
        recipient(&plain, 1, "bob@tenant.test"),
        recipient(&sent, 1, "carol@far.example"),
        recipient(&sent, 2, "Dora@tenant.test"),
        recipient(&log_only, 1, "bob@tenant.test"),
    ];
    messages::upsert_recipients(tx, &all).await.unwrap();
    for change in [
        "update messages set outcome = 'partly', reason = 'Said: no' where queue_id = '4Q2'",
        "update message_recipients set outcome = 'bounced', reason = 'User unknown' where recipient like 'Dora%'",
        "update messages set message_id = '<x1@sender.example>' where queue_id = '4Q1'",
        "update message_recipients set reason_kind = '5.1 unknown-user' where recipient like 'Dora%'",
        "update messages set reason_kind = '4.7 greylisted', encryption_protocol = 'TLSv1.3' where queue_id = '4Q3'",
        "update message_recipients set outcome = 'delivered', delay = 90000000
            where message_id in (select id from messages where queue_id = '4Q1')",
    ] {
        execute(tx.raw(), change).await.unwrap();
    }
    let stage = |number, state: &str, instance: &str| Event {
        state: state.to_owned(),
        instance: instance.to_owned(),
        at: NOON + 5,
        ..event(number, agent, NOON)
    };
    events::insert(tx, &[stage(1, "DATA", "i1"), stage(2, "RCPT", "i2")]).await.unwrap();
}

testkit::both_engines! {
    async fn every_word_of_a_query_finds_what_it_says(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        four(&mut tx, &agent).await;
        let first = MessageId::new(1, 1);
        for (pairs, expected) in [
            (&[][..], &[4, 3, 2, 1][..]),
            (&[("direction", "internal")], &[2]),
            (&[("direction", "inbound"), ("direction", "outbound")], &[4, 3, 2, 1]),
            (&[("domain", "far.example")], &[2]),
            (&[("domain", "tenant.test"), ("sender", "<>")], &[3]),
            (&[("client", "192.0.2.1")], &[4, 1]),
            (&[("client", "192.0.2.0/23")], &[4, 3, 1]),
            (&[("client", "192.0.2.0/25")], &[4, 1]),
            (&[("client", "2001:db8::/32"), ("client", "192.0.3.1")], &[3, 2]),
            (&[("sender", "ANN@sender.example")], &[4, 1]),
            (&[("sender", "nn@sender.example")], &[]),
            (&[("sender", "nn@")], &[4, 1]),
            (&[("sender", "@tenant.test")], &[2]),
            (&[("recipient", "dora@tenant.test")], &[2]),
            (&[("recipient", "@tenant.test")], &[4, 3, 2, 1]),
            (&[("recipient", "100%@tenant.test")], &[3]),
            (&[("recipient", "0%")], &[3]),
            (&[("recipient", "1_0")], &[]),
            (&[("user", "bob")], &[2]),
            (&[("user", "*")], &[2]),
            (&[("user", "*"), ("user", "nobody")], &[2]),
            (&[("encryption", "yes")], &[3]),
            (&[("encryption", "no")], &[4, 2, 1]),
            (&[("reason-kind", "unknown-user")], &[2]),
            (&[("reason-kind", "5.1 unknown-user"), ("reason-kind", "greylisted")], &[3, 2]),
            (&[("reason-kind", "4.1 unknown-user")], &[]),
            (&[("delay", "60..300")], &[1]),
            (&[("delay", "..90"), ("delay", "91..")], &[]),
            (&[("helo", "mx.SENDER")], &[3, 2, 1]),
            (&[("helo", "a_b")], &[4]),
            (&[("queue", "4Q3")], &[3]),
            (&[("queue", "4Q3"), ("queue", "4Q1")], &[3, 1]),
            (&[("message", first.as_str())], &[1]),
            (&[("message", "<x1@sender.example>")], &[1]),
            (&[("message", "x1@sender.example")], &[1]),
            (&[("stage", "DATA")], &[1]),
            (&[("stage", "DATA"), ("stage", "RCPT")], &[2, 1]),
            (&[("outcome", "bounced")], &[2]),
            (&[("outcome", "partly")], &[2]),
            (&[("outcome", "unknown")], &[4, 3, 1]),
            (&[("reason", "user UNKNOWN")], &[2]),
            (&[("reason", "said")], &[2]),
            (&[("text", "UNKNOWN dora")], &[2]),
            (&[("text", "unknown x1@")], &[]),
            (&[("text", "x1@"), ("text", "a_b")], &[4, 1]),
            (&[("size", "1k..")], &[2]),
            (&[("size", "..1k")], &[]),
            (&[("user", "bob"), ("direction", "inbound")], &[]),
        ] {
            assert_eq!(found(&mut tx, &everybody(asked(pairs))).await, expected, "{pairs:?}");
        }
    }

    async fn a_time_begins_before_and_ends_behind(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        four(&mut tx, &agent).await;
        let between = Wanted { from: Some(NOON + 2), to: Some(NOON + 4), ..Wanted::default() };
        assert_eq!(found(&mut tx, &everybody(between)).await, [3, 2]);
        let of_domain =
            Wanted { from: Some(NOON + 2), to: Some(NOON + 4), ..asked(&[("recipient", "@tenant.test")]) };
        assert_eq!(found(&mut tx, &everybody(of_domain)).await, [3, 2]);
    }

    async fn whoever_sees_some_agents_finds_theirs_alone(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let third = insert_agent(&mut tx, 3, "third").await;
        four(&mut tx, &one).await;
        messages::upsert(&mut tx, &[&message(&other, 5), &message(&third, 6)]).await.unwrap();
        let of = |agents: &[&PolicyAgent]| Among::these(agents.iter().map(|agent| &agent.id));
        let some = |among, pairs| Filter { among, wanted: asked(pairs), ..Filter::default() };
        assert_eq!(found(&mut tx, &some(of(&[&other]), &[])).await, [5]);
        assert_eq!(found(&mut tx, &some(of(&[&other, &third]), &[])).await, [6, 5]);
        assert_eq!(found(&mut tx, &some(of(&[&other, &third]), &[("client", "192.0.2.1")])).await, [6, 5]);
        assert_eq!(found(&mut tx, &some(Among::default(), &[])).await, Vec::<u64>::new());
        let either = Filter {
            named: vec![(other.id.clone(), None)],
            hosts: vec!["out".to_owned()],
            ..everybody(Wanted::default())
        };
        assert_eq!(found(&mut tx, &either).await, [5, 3]);
    }

    async fn pages_and_steps_miss_nothing_and_repeat_nothing(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        // Three at each instant, every fourth with a user.
        let all: Vec<Message> = (0..60)
            .map(|number| Message {
                at: NOON + i64::try_from(number / 3).unwrap(),
                sasl_username: if number % 4 == 0 { "ann".to_owned() } else { String::new() },
                ..message(if number % 2 == 0 { &one } else { &other }, number)
            })
            .collect();
        messages::upsert(&mut tx, &all.iter().collect::<Vec<_>>()).await.unwrap();
        let rows: Vec<Recipient> = all
            .iter()
            .flat_map(|mail| [recipient(mail, 1, "bob@tenant.test"), recipient(mail, 2, "eve@tenant.test")])
            .collect();
        messages::upsert_recipients(&mut tx, &rows).await.unwrap();
        let both = Filter { among: Among::these([&one.id, &other.id]), ..Filter::default() };
        for (filter, expected) in [
            (everybody(Wanted::default()), 60),
            (both, 60),
            (everybody(asked(&[("helo", "mx"), ("user", "ann")])), 15),
            (everybody(asked(&[("recipient", "@tenant.test")])), 60),
            (everybody(asked(&[("client", "192.0.2.0/24")])), 60),
        ] {
            for (look, limit) in [(7, 4), (4, 7), (1, 1)] {
                let (mut ids, mut before) = (Vec::new(), newest());
                loop {
                    let looked = search::search(&mut tx, &filter, &before, (look, limit)).await.unwrap();
                    ids.extend(looked.found.into_iter().map(|mail| (mail.at, mail.id)));
                    let Some(until) = looked.until else { break };
                    before = until;
                }
                let mut sorted = ids.clone();
                sorted.sort_by(|a, b| b.cmp(a));
                sorted.dedup();
                assert_eq!((ids.len(), &ids), (expected, &sorted), "{filter:?} by {look} and {limit}");
            }
        }
    }

    async fn each_way_is_read_from_its_own_index(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        four(&mut tx, &one).await;
        // With so few rows PostgreSQL reads them all, unless it is told not to.
        if matches!(tx.raw(), Tx::Postgres(_)) {
            execute(tx.raw(), "set local enable_seqscan = off").await.unwrap();
        }
        let both = Filter { among: Among::these([&one.id, &other.id]), ..Filter::default() };
        let of = |pairs| everybody(asked(pairs));
        for (filter, index) in [
            (of(&[]), "messages_at"),
            (of(&[("direction", "inbound"), ("helo", "mx"), ("from", "2026-11-01")]), "messages_at"),
            (both, "messages_agent_at"),
            (of(&[("client", "192.0.2.1"), ("direction", "inbound")]), "messages_client_address"),
            (of(&[("sender", "ann@sender.example"), ("outcome", "bounced")]), "messages_sender_domain"),
            (of(&[("user", "bob"), ("outcome", "bounced")]), "messages_sasl_username"),
            (of(&[("queue", "4Q1")]), "messages_queue_id"),
            (of(&[("recipient", "bob@tenant.test")]), "message_recipients_recipient_domain"),
            (of(&[("recipient", "bob@tenant.test")]), "messages_recipient_domain"),
        ] {
            let steps = search::explain(&mut tx, &filter, &newest()).await.unwrap();
            assert!(steps.iter().any(|step| step.contains(index)), "{index}: {steps:#?}");
            let is_read_whole = |step: &&String| {
                step.contains("Seq Scan on messages") || ["SCAN messages", "SCAN message_recipients"].contains(&step.as_str())
            };
            assert_eq!(steps.iter().find(is_read_whole), None, "{steps:#?}");
        }
    }

    async fn one_is_found_with_what_belongs_to_it(world: World) {
        let mut tx = tenant_tx(&world).await;
        let agent = insert_agent(&mut tx, 1, "mx").await;
        four(&mut tx, &agent).await;
        let id = MessageId::new(2, 1);
        let mail = search::find(&mut tx, &id).await.unwrap().unwrap();
        assert_eq!((mail.outcome.as_str(), mail.size, mail.instance.as_str()), ("partly", Some(2_000), "i2"));
        assert_eq!(search::find(&mut tx, &MessageId::new(9, 9)).await.unwrap(), None);
        let reached = search::list_reached(&mut tx, &id, 9).await.unwrap();
        let reached: Vec<_> = reached.iter().map(|one| (one.recipient.as_str(), one.outcome.as_str())).collect();
        assert_eq!(reached, [("carol@far.example", ""), ("Dora@tenant.test", "bounced")]);
        let insert = "insert into message_lines (message_id, number, at, program, line)
            select id, 1, at, 'smtp', 'x' from messages where queue_id = '4Q2'";
        execute(tx.raw(), insert).await.unwrap();
        let lines = search::list_lines(&mut tx, &id, 9).await.unwrap();
        assert_eq!((lines.len(), lines[0].program.as_str()), (1, "smtp"));
        let of = (&agent.id, &["i2"][..]);
        let requests = events::list_of_instances(&mut tx, of, (mail.at, mail.seen_at), 9).await.unwrap();
        assert_eq!(requests.iter().map(|event| event.state.as_str()).collect::<Vec<_>>(), ["RCPT"]);
        let found = search::find_by_instance(&mut tx, &agent.id, "i2", NOON + 5).await.unwrap();
        assert_eq!(found, Some(id));
        assert_eq!(search::find_by_instance(&mut tx, &agent.id, "i2", NOON).await.unwrap(), None, "before it began");
        assert_eq!(search::find_by_instance(&mut tx, &agent.id, "", NOON + 9).await.unwrap(), None);
    }

    async fn views_are_kept_renamed_shared_and_deleted(world: World) {
        let mut tx = tenant_tx(&world).await;
        let view = |number: u64, name: &str, account: &str| SavedView {
            id: SavedViewId::new(number, 1),
            name: name.to_owned(),
            query: "direction=inbound".to_owned(),
            account_id: account.to_owned().into(),
            is_shared: false,
            created_at: NOON,
        };
        let (own, other) = (view(1, "Late", "acc_1"), view(2, "early", "acc_2"));
        for view in [&own, &other] {
            saved_views::insert(&mut tx, view).await.unwrap();
        }
        assert_eq!(saved_views::list(&mut tx, &own.account_id).await.unwrap(), std::slice::from_ref(&own));
        let shared = SavedView { is_shared: true, name: "First".to_owned(), ..other };
        saved_views::update(&mut tx, &shared).await.unwrap();
        assert_eq!(saved_views::list(&mut tx, &own.account_id).await.unwrap(), [shared.clone(), own.clone()]);
        assert_eq!(saved_views::find(&mut tx, &shared.id).await.unwrap(), Some(shared.clone()));
        saved_views::delete(&mut tx, &shared.id).await.unwrap();
        assert_eq!(saved_views::find(&mut tx, &shared.id).await.unwrap(), None);
    }
}
