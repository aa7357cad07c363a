use std::collections::BTreeMap;

use domain::{
    DAY, Error, HOUR, MINUTE,
    direction::{Direction, Rule},
    permission::{ManageMailFlow, ViewEvents, ViewPolicyAgents},
    plans::Plan,
    policy::{Record, State, TAKES_LOG},
    policy_agents::PolicyAgentsError,
};
use service::{
    domains::{self, DomainsForm},
    events::{self, EventQuery, ingest, recount},
    live,
    networks::{self, NetworksForm},
    policy_agents,
    tenant::rollups::{self as stored, CellCounts, Counts, Grain, QUARTER},
};
use testkit::{Batch, Member, NOON, Seen, World, rcpt};

/// What the captured mail server was told: `tenant.test` is local, 127.0.0.5 is inside.
pub(crate) async fn declare(world: &World, member: &Member) {
    let form = DomainsForm { names: "tenant.test".to_owned(), kind: "local".to_owned() };
    domains::add(world.access::<ManageMailFlow>(member).await, form).await.unwrap();
    let form = NetworksForm { cidrs: "127.0.0.5/32".to_owned(), label: String::new() };
    networks::add(world.access::<ManageMailFlow>(member).await, form).await.unwrap();
}

/// A recipient of a message of its own.
pub(crate) fn message(number: i64) -> Seen {
    rcpt(NOON - HOUR + number, &format!("m{number}"), "alice@sender.example", "bob@tenant.test")
}

async fn events(world: &World, member: &Member) -> Vec<events::Event> {
    let mut access = world.access::<ViewEvents>(member).await;
    events::list(&mut access, &EventQuery::default()).await.unwrap().events
}

/// What the quarters say in all, by direction: requests, messages, recipients.
pub(crate) async fn counted(world: &World, member: &Member) -> BTreeMap<Direction, (i64, i64, i64)> {
    let mut tx = world.tenant_tx(&member.tenant).await;
    let mut by_direction = BTreeMap::new();
    for (cell, counts) in stored::list(&mut tx, Grain::Quarter, i64::MIN).await.unwrap() {
        let sum: &mut Counts = by_direction.entry(cell.direction).or_default();
        *sum += counts.counts;
    }
    let told = |counts: Counts| (counts.requests, counts.messages, counts.recipients);
    by_direction.into_iter().map(|(direction, counts)| (direction, told(counts))).collect()
}

async fn requests(world: &World, member: &Member) -> i64 {
    counted(world, member).await.values().map(|(requests, _, _)| requests).sum()
}

testkit::both_engines! {
    async fn what_is_acknowledged_is_there(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let before = live::mark_for(&world.service, &owner.caller, &owner.tenant.slug, live::Topic::MailFlow).await.unwrap();
        let batch = Batch::new("spool", 1).depth(7).records([message(1), message(2)]);
        let answer = world.send(&key, &batch).await.unwrap();
        assert_eq!((answer.acknowledged, answer.rejected.len()), (2, 0));
        let after = live::mark_for(&world.service, &owner.caller, &owner.tenant.slug, live::Topic::MailFlow).await.unwrap();
        assert_ne!(after, before, "open pages are told");
        let listed = events(&world, &owner).await;
        assert_eq!(listed.len(), 2);
        let newest = &listed[0];
        assert_eq!((newest.at, newest.received_at), (NOON - HOUR + 2, NOON));
        assert_eq!((newest.direction, newest.rule), (Direction::Inbound, Rule::ClientOutsideRecipientLocal));
        assert_eq!(newest.sender_domain, "sender.example");
        assert_eq!(newest.domain, "tenant.test");
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let agent = policy_agents::list(&mut access).await.unwrap().remove(0).agent;
        assert_eq!((agent.version.as_str(), agent.last_address.as_str()), ("0.1.0", "203.0.113.5"));
        assert_eq!((agent.last_seen_at, agent.spool_depth, agent.dropped), (Some(NOON), 7, 0));
    }

    async fn a_sign_of_life_is_acknowledged_without_records(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        assert_eq!(world.send(&key, &Batch::new("spool", 1)).await.unwrap().acknowledged, 0);
        world.send(&key, &Batch::new("spool", 1).record(message(1))).await.unwrap();
        assert_eq!(world.send(&key, &Batch::new("spool", 2)).await.unwrap().acknowledged, 1);
        assert_eq!(requests(&world, &owner).await, 1);
    }

    async fn the_same_batch_again_counts_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let batch = Batch::new("spool", 1).records((1..=5).map(message));
        for _ in 0..3 {
            assert_eq!(world.send(&key, &batch).await.unwrap().acknowledged, 5);
        }
        assert_eq!((events(&world, &owner).await.len(), requests(&world, &owner).await), (5, 5));
    }

    async fn of_an_overlap_only_the_new_part_counts(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("spool", 1).records((1..=5).map(message))).await.unwrap();
        let overlap = Batch::new("spool", 3).records((3..=8).map(message));
        assert_eq!(world.send(&key, &overlap).await.unwrap().acknowledged, 8);
        let older = Batch::new("spool", 2).records((2..=4).map(message));
        assert_eq!(world.send(&key, &older).await.unwrap().acknowledged, 8, "the mark never sinks");
        assert_eq!(requests(&world, &owner).await, 8);
    }

    async fn a_hole_in_the_sequence_is_accepted(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("spool", 1).record(message(1))).await.unwrap();
        let later = Batch::new("spool", 101).records((101..=102).map(message));
        assert_eq!(world.send(&key, &later).await.unwrap().acknowledged, 102);
        assert_eq!(requests(&world, &owner).await, 3);
    }

    async fn two_spools_number_their_records_apart(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &Batch::new("first", 1).records((1..=3).map(message))).await.unwrap();
        // The spool was wiped and starts anew.
        let fresh = Batch::new("second", 1).records((4..=5).map(message));
        assert_eq!(world.send(&key, &fresh).await.unwrap().acknowledged, 2);
        let other = world.enrol(&owner, "other").await;
        let same_name = Batch::new("first", 1).record(message(1));
        assert_eq!(world.send(&other, &same_name).await.unwrap().acknowledged, 1);
        // The same instance at another host is another message.
        assert_eq!(counted(&world, &owner).await[&Direction::Foreign], (6, 6, 6));
    }

    async fn a_bad_record_is_kept_aside_and_its_neighbours_count(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let sender = "x".repeat(4097);
        let long = format!("{{\"at\":{NOON},\"protocol_state\":\"RCPT\",\"sender\":\"{sender}\"}}");
        let batch = Batch::new("spool", 1)
            .record(message(1))
            .line("no JSON \u{0}")
            .line("{\"at\":5,\"protocol_state\":\"RCPT\"}")
            .line("")
            .line("[1,\"RCPT\"]")
            .line(&long)
            .record(message(2));
        for _ in 0..2 {
            let answer = world.send(&key, &batch).await.unwrap();
            assert_eq!(answer.acknowledged, 7);
            let rejected: Vec<i64> = answer.rejected.iter().map(|rejected| rejected.seq).collect();
            assert_eq!(rejected, [2, 3, 4, 5, 6]);
        }
        assert_eq!(requests(&world, &owner).await, 2);
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let (_, kept) = policy_agents::find(&mut access, key.agent.id.as_str()).await.unwrap();
        assert_eq!(kept.iter().map(|kept| kept.seq).collect::<Vec<_>>(), [6, 5, 4, 3, 2]);
        assert!(kept[4].record.starts_with("no JSON") && !kept[4].reason.is_empty());
        assert_eq!(kept[0].record.len(), 4096);
    }

    async fn a_line_of_a_log_about_a_mail_nobody_knows_is_passed_over(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let log = r#"{"name":"postfix","program":"qmgr","pid":7,"text":"0F83DA50041: removed"}"#;
        let batch = Batch::new("spool", 1).record(message(1)).line(&format!("{{\"at\":{NOON},\"log\":{log}}}"));
        let answer = world.send(&key, &batch).await.unwrap();
        assert_eq!((answer.acknowledged, answer.rejected_count, answer.takes), (2, 0, vec![TAKES_LOG.to_owned()]));
        assert_eq!(requests(&world, &owner).await, 1);
    }

    async fn a_header_that_cannot_be_read_takes_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let good = Batch::new("spool", 1).record(message(1)).body();
        let (header, record) = good.split_once('\n').unwrap();
        let bodies = [
            (1, String::new()),
            (1, record.to_owned()),
            (1, format!("{{}}\n{record}")),
            (1, good.replace("\"spool\":\"spool\"", "\"spool\":\"../x\"")),
            (1, good.replace("\"first_seq\":1", "\"first_seq\":0")),
        ];
        for (expected, body) in bodies {
            let refused = ingest::take(&world.service, &key.key, "203.0.113.5", &body).await;
            let Err(Error::PolicyAgents(PolicyAgentsError::Unreadable { line, reason })) = refused else { panic!("{refused:?}") };
            assert_eq!(line, expected, "{reason}");
            assert!(!reason.is_empty());
        }
        let too_many = format!("{header}\n{}", "x\n".repeat(ingest::RECORDS + 1));
        let refused = ingest::take(&world.service, &key.key, "203.0.113.5", &too_many).await;
        assert!(matches!(refused, Err(Error::TooLarge { .. })), "{refused:?}");
        assert_eq!(requests(&world, &owner).await, 0);
    }

    async fn a_key_that_is_not_right_is_refused(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let other = world.owner("mallory@example.test", "Other", Plan::Solo).await;
        let (key, others) = (world.enrol(&owner, "mx").await, world.enrol(&other, "mx").await);
        let part = |key: &str, number: usize| key.split('_').nth(number).unwrap().to_owned();
        let forged = format!("pva_{}_{}_{}", part(&key.key, 1), part(&key.key, 2), part(&others.key, 3));
        let crossed = format!("pva_{}_{}_{}", part(&key.key, 1), part(&others.key, 2), part(&others.key, 3));
        let (cut, empty) = (key.key[..key.key.len() - 1].to_owned(), String::new());
        let body = Batch::new("spool", 1).record(message(1)).body();
        for wrong in [forged, crossed, cut, empty, "pva_'_x_y".to_owned(), key.key.to_uppercase()] {
            let refused = ingest::take(&world.service, &wrong, "203.0.113.5", &body).await;
            assert_eq!(refused, Err(Error::InvalidKey), "{wrong}");
            let checked = ingest::check_key(&world.service, &wrong).await;
            assert_eq!(checked, Err(Error::InvalidKey), "{wrong}");
        }
        assert_eq!(ingest::check_key(&world.service, &key.key).await, Ok(()));
        assert_eq!((requests(&world, &owner).await, requests(&world, &other).await), (0, 0));
    }

    async fn two_tenants_events_never_mix(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let other = world.owner("mallory@example.test", "Other", Plan::Solo).await;
        let (key, others) = (world.enrol(&owner, "mx").await, world.enrol(&other, "mx").await);
        for seq in 1..=5 {
            world.send(&key, &Batch::new("s", seq).record(message(seq))).await.unwrap();
            let two = Batch::new("s", 2 * seq).records([message(seq), message(-seq)]);
            world.send(&others, &two).await.unwrap();
        }
        assert_eq!((requests(&world, &owner).await, requests(&world, &other).await), (5, 10));
        let foreign = events(&world, &other).await[0].id.to_string();
        let mut access = world.access::<ViewEvents>(&owner).await;
        assert_eq!(events::find(&mut access, &foreign).await.unwrap_err(), Error::NotFound);
    }

    /// An agent that got no answer sends again, perhaps through another server and while the first still
    /// works on it.
    async fn the_same_batch_many_times_at_once_counts_once(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let other_server = world.other_server().await;
        let body = Batch::new("spool", 1).records((1..=40).map(message)).body();
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let service = if number % 2 == 0 { world.service.clone() } else { other_server.clone() };
                let (key, body) = (key.key.clone(), body.clone());
                tokio::spawn(async move { ingest::take(&service, &key, "203.0.113.5", &body).await })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().acknowledged, 40);
        }
        assert_eq!(counted(&world, &owner).await[&Direction::Inbound], (40, 40, 40));
    }

    async fn different_batches_at_once_all_count(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        declare(&world, &owner).await;
        let mut tasks = Vec::new();
        for number in 1..=4 {
            let key = world.enrol(&owner, &format!("mx{number}")).await.key;
            for spool in ["a", "b"] {
                let body = Batch::new(spool, 1).records((1..=20).map(message)).body();
                let (service, key) = (world.service.clone(), key.clone());
                tasks.push(tokio::spawn(async move {
                    ingest::take(&service, &key, "203.0.113.5", &body).await
                }));
            }
        }
        for task in tasks {
            assert_eq!(task.await.unwrap().unwrap().acknowledged, 20);
        }
        // Both spools of a host tell of the same twenty messages, with one recipient request each.
        assert_eq!(counted(&world, &owner).await[&Direction::Inbound], (160, 80, 160));
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
    }

    async fn the_captured_situations_count_exactly(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let situations = testkit::situations();
        assert_eq!(situations.len(), 16);
        let mut seq = 1;
        // Each situation in a quarter of its own, in a batch of its own.
        for (number, situation) in (0..).zip(&situations) {
            let start = NOON - DAY + number * QUARTER;
            let requests = (0..).zip(&situation.requests);
            let records = requests.map(|(place, request)| request.clone().into_record(start + place));
            let batch = Batch::new("spool", seq).records(records);
            seq = batch.next_seq();
            let answer = world.send(&key, &batch).await.unwrap();
            assert_eq!((answer.acknowledged, answer.rejected.len()), (seq - 1, 0), "{}", situation.title);
        }
        assert_eq!(seq - 1, 46);
        // Requests, messages, recipients.
        let expected = BTreeMap::from([
            // 1 (3/1/1), 5 (5/1/3), 6 (6/1/4: refused ones were asked for too), 9, 10, 11 from RCPT on,
            // 13 (3/1/1 each), 12 (6/2/2), 14 (1/1/1).
            (Direction::Inbound, (33, 10, 15)),
            // 2, 3, 4.
            (Direction::Outbound, (9, 3, 3)),
            // 8: somebody tried to relay.
            (Direction::Foreign, (1, 1, 1)),
            // 11: CONNECT, EHLO and MAIL before any recipient.
            (Direction::Undecided, (3, 0, 0)),
        ]);
        assert_eq!(counted(&world, &owner).await, expected);
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
        let rules: BTreeMap<Rule, usize> =
            events(&world, &owner).await.into_iter().fold(BTreeMap::new(), |mut rules, event| {
                *rules.entry(event.rule).or_default() += 1;
                rules
            });
        // With one recipient Postfix names it at DATA and END-OF-MESSAGE too; with three it does not.
        let expected = BTreeMap::from([
            (Rule::ClientOutsideRecipientLocal, 31),
            (Rule::SameMessage, 2),
            (Rule::ClientInNetworkRecipientElsewhere, 3),
            (Rule::AuthenticatedRecipientElsewhere, 6),
            (Rule::ClientOutsideRecipientElsewhere, 1),
            (Rule::NoRecipient, 3),
        ]);
        assert_eq!(rules, expected);
    }

    async fn how_batches_are_cut_does_not_change_the_counts(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let (whole, cut) = (world.enrol(&owner, "whole").await, world.enrol(&owner, "cut").await);
        let records: Vec<Record> = testkit::situations()
            .iter()
            .flat_map(|situation| situation.requests.clone())
            .zip(0..)
            .map(|(request, number)| request.into_record(NOON - DAY + number * MINUTE))
            .collect();
        world.send(&whole, &Batch::new("s", 1).records(records.clone())).await.unwrap();
        for (seq, record) in (1..).zip(records) {
            world.send(&cut, &Batch::new("s", seq).record(record)).await.unwrap();
        }
        let mut tx = world.tenant_tx(&owner.tenant).await;
        for grain in [Grain::Quarter, Grain::Day] {
            let cells = stored::list(&mut tx, grain, i64::MIN).await.unwrap();
            let of = |agent: &domain::PolicyAgentId| -> Vec<_> {
                let own = cells.iter().filter(|(cell, _)| cell.agent_id == *agent);
                own.map(|(cell, counts)| (cell.bucket, cell.direction, &cell.domain, *counts)).collect()
            };
            assert_eq!(of(&whole.agent.id), of(&cut.agent.id));
        }
    }

    async fn recipients_without_their_requests_come_from_the_count(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        // This server asks at DATA and END-OF-MESSAGE only.
        let seen = |state: State, number: i64| {
            Seen::new(state, NOON - HOUR + number).client("198.51.100.7").of("m1").recipients(3)
        };
        let batch = Batch::new("s", 1).record(seen(State::Data, 1)).record(seen(State::EndOfMessage, 2));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(counted(&world, &owner).await, BTreeMap::from([(Direction::Undecided, (2, 1, 3))]));
    }

    async fn a_message_goes_the_way_of_its_first_recipient(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let seen = |state: State, number: i64| {
            Seen::new(state, NOON - HOUR + number).client("198.51.100.7").of("m1")
        };
        let requests = [
            seen(State::Mail, 1).from("alice@sender.example"),
            seen(State::Rcpt, 2).to("bob@tenant.test"),
            seen(State::Rcpt, 3).to("carol@far.example"),
            seen(State::Data, 4).recipients(2),
        ];
        // In one batch, and each by itself.
        world.send(&key, &Batch::new("s", 1).records(requests.clone())).await.unwrap();
        let other = world.enrol(&owner, "other").await;
        for (seq, request) in (1..).zip(requests) {
            world.send(&other, &Batch::new("s", seq).record(request)).await.unwrap();
        }
        for name in ["mx", "other"] {
            let mut access = world.access::<ViewEvents>(&owner).await;
            let query = EventQuery { host: name.to_owned(), ..EventQuery::default() };
            let page = events::list(&mut access, &query).await.unwrap();
            let told: Vec<_> = page.events.iter().map(|event| (event.direction, event.rule)).collect();
            let expected = [
                (Direction::Inbound, Rule::SameMessage),
                (Direction::Foreign, Rule::ClientOutsideRecipientElsewhere),
                (Direction::Inbound, Rule::ClientOutsideRecipientLocal),
                (Direction::Undecided, Rule::NoRecipient),
            ];
            assert_eq!(told, expected, "{name}");
        }
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
    }

    async fn a_switched_off_domain_or_network_decides_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let inside = |number: i64| message(number).client("127.0.0.5");
        world.send(&key, &Batch::new("s", 1).record(inside(1))).await.unwrap();
        let mut access = world.access(&owner).await;
        let network = networks::list(&mut access).await.unwrap()[0].id.to_string();
        let local = domains::list(&mut access).await.unwrap()[0].clone();
        drop(access);
        networks::update(world.access(&owner).await, &network, "", false).await.unwrap();
        world.send(&key, &Batch::new("s", 2).record(inside(2))).await.unwrap();
        domains::update(world.access(&owner).await, local.id.as_str(), local.kind, false).await.unwrap();
        world.send(&key, &Batch::new("s", 3).record(inside(3))).await.unwrap();
        let directions: Vec<Direction> =
            events(&world, &owner).await.iter().map(|event| event.direction).collect();
        assert_eq!(directions, [Direction::Foreign, Direction::Inbound, Direction::Internal]);
    }

    async fn a_clock_that_runs_ahead_is_filed_under_now(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let at = |at: i64, name: &str| rcpt(at, name, "alice@sender.example", "bob@tenant.test");
        let batch = Batch::new("s", 1)
            .record(at(NOON + 5 * MINUTE, "a little"))
            .record(at(NOON + DAY, "far"));
        world.send(&key, &batch).await.unwrap();
        let times: Vec<i64> = events(&world, &owner).await.iter().map(|event| event.at).collect();
        assert_eq!(times, [NOON + 5 * MINUTE, NOON]);
    }

    async fn a_wrong_count_is_found(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let at = |at: i64, name: &str| rcpt(at, name, "alice@sender.example", "bob@tenant.test");
        let batch = Batch::new("s", 1).record(at(NOON - DAY, "m1")).record(at(NOON - HOUR, "m2"));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let cells = stored::list(&mut tx, Grain::Quarter, NOON - 2 * HOUR).await.unwrap();
        let more = CellCounts::from(Counts { requests: 1, ..Counts::default() });
        stored::add(&mut tx, Grain::Quarter, &[(&cells[0].0, &more)]).await.unwrap();
        tx.commit().await.unwrap();
        let found = recount::check(&world.service, &owner.tenant.slug).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].counted.counts.requests, found[0].found.counts.requests), (2, 1));

        let mended = recount::mend(&world.service, &owner.tenant.slug).await.unwrap();
        assert_eq!(mended, found);
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
        assert_eq!(requests(&world, &owner).await, 2);
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let days = stored::list(&mut tx, Grain::Day, i64::MIN).await.unwrap();
        assert_eq!(days.iter().map(|(_, counts)| counts.counts.requests).sum::<i64>(), 2);
        drop(tx);
        assert_eq!(world.tenant_trail(&owner.tenant).await.last().unwrap().action, "roll-ups.mend");
    }
}
