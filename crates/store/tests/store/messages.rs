use domain::{
    MessageId,
    direction::{Direction, Rule},
};
use store::{
    TenantTx,
    tenant::{
        kept,
        messages::{
            self, Message, Recipient,
            log::{self, LogLine, QueueId},
            parts,
        },
        policy_agents::PolicyAgent,
    },
};
use testkit::NOON;

use crate::fixtures::{insert_agent, tenant_tx};

pub(crate) fn message(agent: &PolicyAgent, number: u64) -> Message {
    Message {
        id: MessageId::new(number, 1),
        agent_id: agent.id.clone(),
        host: "out".to_owned(),
        instance: format!("i{number}"),
        process: 7,
        queue_id: "4XyZ".to_owned(),
        message_id: "one@sender.example".to_owned(),
        at: NOON,
        seen_at: NOON + 1,
        direction: Direction::Relay,
        rule: Rule::RecipientRelayed,
        domain: "tenant.test".to_owned(),
        ways: "relay tenant.test".to_owned(),
        client_address: "192.0.2.1".to_owned(),
        client_name: "mx.sender.example".to_owned(),
        helo_name: "mx".to_owned(),
        sender: "a@sender.example".to_owned(),
        sender_domain: "sender.example".to_owned(),
        recipient: "b@tenant.test".to_owned(),
        recipient_domain: "tenant.test".to_owned(),
        sasl_username: "ann".to_owned(),
        encryption_protocol: "TLSv1.3".to_owned(),
        size: Some(700),
        bytes: 700,
        is_encrypted: true,
        is_authenticated: true,
        recipient_requests: 2,
        recipients: 3,
        lines: 4,
        outcome: "deferred".to_owned(),
        reason: "come again".to_owned(),
        outcome_at: Some(NOON + 5),
        reason_kind: "4.2 greylisted".to_owned(),
    }
}

pub(crate) fn recipient(message: &Message, number: i64) -> Recipient {
    Recipient {
        message_id: message.id.clone(),
        number,
        at: message.at,
        recipient: format!("b{number}@tenant.test"),
        recipient_domain: "tenant.test".to_owned(),
        direction: Direction::Relay,
        rule: Rule::RecipientRelayed,
        domain: "tenant.test".to_owned(),
        outcome: "deferred".to_owned(),
        status: "4.7.1".to_owned(),
        reason: "come again".to_owned(),
        relay: "mx.next.example[192.0.2.9]:25".to_owned(),
        delay: Some(900),
        encryption_protocol: "TLSv1.2".to_owned(),
        outcome_at: Some(NOON + 5),
        reason_kind: "4.2 greylisted".to_owned(),
        handed_to: "c@tenant.test".to_owned(),
        passed_as: "4AbC".to_owned(),
        passes: 1,
    }
}

async fn listed(tx: &mut TenantTx, agent: &PolicyAgent, instances: &[&str]) -> Vec<Message> {
    messages::list(tx, &agent.id, instances).await.unwrap()
}

testkit::both_engines! {
    async fn those_seen_before_are_listed(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        messages::upsert(&mut tx, &[&message(&one, 1), &message(&one, 2), &message(&other, 3)]).await.unwrap();
        messages::upsert(&mut tx, &[]).await.unwrap();
        assert_eq!(listed(&mut tx, &one, &["i2", "i3", "i4"]).await, [message(&one, 2)]);
        assert_eq!(listed(&mut tx, &one, &[]).await, []);
    }

    async fn what_is_new_of_a_message_replaces_all_but_its_beginning(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        messages::upsert(&mut tx, &[&message(&one, 1)]).await.unwrap();
        let later = Message {
            at: NOON + 9,
            seen_at: NOON + 10,
            direction: Direction::Foreign,
            rule: Rule::ClientOutsideRecipientElsewhere,
            domain: String::new(),
            ways: "relay tenant.test\nforeign ".to_owned(),
            size: None,
            bytes: 0,
            is_encrypted: false,
            recipient_requests: 5,
            recipients: 6,
            ..message(&one, 1)
        };
        messages::upsert(&mut tx, &[&later]).await.unwrap();
        assert_eq!(listed(&mut tx, &one, &["i1"]).await, [Message { at: NOON, ..later }]);
    }

    async fn what_became_of_a_recipient_is_written_over_and_what_was_asked_stays(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        let mail = message(&one, 1);
        messages::upsert(&mut tx, &[&mail]).await.unwrap();
        let all = [recipient(&mail, 1), recipient(&mail, 2)];
        messages::upsert_recipients(&mut tx, &all).await.unwrap();
        let later = Recipient { outcome: "delivered".to_owned(), delay: None, ..recipient(&mail, 2) };
        let told = Recipient { recipient: "other@tenant.test".to_owned(), ..later.clone() };
        messages::upsert_recipients(&mut tx, &[told, recipient(&mail, 3)]).await.unwrap();
        let found = messages::list_recipients(&mut tx, &mail.id, 9).await.unwrap();
        assert_eq!(found, [recipient(&mail, 1), later, recipient(&mail, 3)]);
        assert_eq!(messages::list_recipients(&mut tx, &mail.id, 1).await.unwrap(), [recipient(&mail, 1)]);
        assert_eq!(log::list_recipients_of(&mut tx, &[&mail.id]).await.unwrap(), found);
    }

    async fn a_message_is_found_by_its_queue_id_and_by_its_process(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let (mail, later) = (message(&one, 1), Message { at: NOON + 9, ..message(&one, 2) });
        messages::upsert(&mut tx, &[&mail, &later, &message(&other, 3)]).await.unwrap();
        let id = |mail: &Message, left_at| QueueId {
            host: "out".to_owned(), queue_id: "4XyZ".to_owned(), at: mail.at, message_id: mail.id.clone(), left_at,
            passed_from: "4First".to_owned(), passes: 2,
        };
        let used_twice = [id(&mail, None), id(&later, None)];
        log::upsert_queue_ids(&mut tx, &one.id, &used_twice.each_ref()).await.unwrap();
        log::upsert_queue_ids(&mut tx, &one.id, &[&id(&mail, Some(NOON + 8))]).await.unwrap();
        let found = log::list_queue_ids(&mut tx, &one.id, &["4XyZ", "5"], NOON).await.unwrap();
        assert_eq!(found, [id(&mail, Some(NOON + 8)), id(&later, None)]);
        assert_eq!(log::list_queue_ids(&mut tx, &other.id, &["4XyZ"], NOON).await.unwrap(), []);
        assert_eq!(log::list_queue_ids(&mut tx, &one.id, &["4XyZ"], NOON + 1).await.unwrap().len(), 1);
        let of_process = log::list_of_processes(&mut tx, &one.id, &[7, 8], (NOON, NOON + 9)).await.unwrap();
        assert_eq!(of_process, [mail.clone(), later.clone()]);
        assert_eq!(log::list_of_processes(&mut tx, &one.id, &[8], (NOON, NOON + 9)).await.unwrap(), []);
        assert_eq!(log::list_of_ids(&mut tx, &[&later.id]).await.unwrap(), [later]);
    }

    async fn more_than_one_statement_holds_are_kept(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        let many: Vec<Message> = (0..1100).map(|number| message(&one, number)).collect();
        messages::upsert(&mut tx, &many.iter().collect::<Vec<_>>()).await.unwrap();
        let names: Vec<&str> = many.iter().map(|message| message.instance.as_str()).collect();
        assert_eq!(listed(&mut tx, &one, &names).await.len(), 1100);
    }

    async fn the_oldest_of_a_stretch_go_with_all_that_is_theirs(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        let at = |number: u64, at| Message { at, ..message(&one, number) };
        let all = [at(1, NOON), at(2, NOON + 1), at(3, NOON + 2), at(4, NOON + 3)];
        messages::upsert(&mut tx, &all.each_ref()).await.unwrap();
        let recipients = all.each_ref().map(|mail| recipient(mail, 1));
        messages::upsert_recipients(&mut tx, &recipients).await.unwrap();
        let line = |mail: &Message, number| LogLine {
            message_id: mail.id.clone(), number, at: mail.at, program: "smtp".to_owned(), line: "4XyZ: é".to_owned(),
        };
        let lines = [line(&all[1], 1), line(&all[1], 2), line(&all[3], 1)];
        log::insert_lines(&mut tx, &lines).await.unwrap();
        log::insert_lines(&mut tx, &[LogLine { line: String::new(), ..line(&all[1], 1) }]).await.unwrap();
        assert_eq!(log::list_lines(&mut tx, &all[1].id, 9).await.unwrap(), lines[..2]);
        assert_eq!(messages::delete_between(&mut tx, NOON + 1, NOON + 9, 2).await.unwrap(), (2, 16));
        assert_eq!(log::list_lines(&mut tx, &all[1].id, 9).await.unwrap(), []);
        assert_eq!(log::list_lines(&mut tx, &all[3].id, 9).await.unwrap(), lines[2..]);
        assert_eq!(listed(&mut tx, &one, &["i1", "i2", "i3", "i4"]).await, [all[0].clone(), all[3].clone()]);
        assert_eq!(messages::list_recipients(&mut tx, &all[1].id, 9).await.unwrap(), []);
        assert_eq!(messages::list_recipients(&mut tx, &all[3].id, 9).await.unwrap(), [recipients[3].clone()]);
        assert_eq!(messages::delete_between(&mut tx, NOON, NOON + 1, 2).await.unwrap(), (1, 0));
    }

    async fn a_part_goes_over_into_its_message(world: World) {
        let mut tx = tenant_tx(&world).await;
        let (one, other) = (insert_agent(&mut tx, 1, "one").await, insert_agent(&mut tx, 2, "other").await);
        let (whole, part) = (message(&one, 1), Message { queue_id: "4AbC".to_owned(), ..message(&one, 2) });
        messages::upsert(&mut tx, &[&whole, &part]).await.unwrap();
        messages::upsert_recipients(&mut tx, &[recipient(&whole, 1), recipient(&part, 1)]).await.unwrap();
        let passed = parts::list_passed_as(&mut tx, &one.id, &["4AbC", "x"], NOON).await.unwrap();
        assert_eq!(passed.len(), 2);
        assert_eq!(parts::list_passed_as(&mut tx, &one.id, &["4AbC"], NOON + 1).await.unwrap(), []);
        assert_eq!(parts::list_passed_as(&mut tx, &other.id, &["4AbC"], NOON).await.unwrap(), []);
        let id = |mail: &Message, passes| QueueId {
            host: "out".to_owned(), queue_id: mail.queue_id.clone(), at: NOON, message_id: mail.id.clone(), left_at: None,
            passed_from: String::new(), passes,
        };
        log::upsert_queue_ids(&mut tx, &one.id, &[&id(&whole, 0), &id(&part, 0)]).await.unwrap();
        let line = |mail: &Message, number| LogLine {
            message_id: mail.id.clone(), number, at: NOON, program: "smtp".to_owned(), line: "x".to_owned(),
        };
        log::insert_lines(&mut tx, &[line(&whole, 1), line(&part, 1), line(&part, 2)]).await.unwrap();
        parts::join(&mut tx, &one.id, (&part.id, &part.instance), &whole.id, (1, 1)).await.unwrap();
        assert_eq!(listed(&mut tx, &one, &["i1", "i2"]).await, [whole.clone()]);
        let lines = log::list_lines(&mut tx, &whole.id, 9).await.unwrap();
        assert_eq!(lines, [line(&whole, 1), line(&whole, 2), line(&whole, 3)]);
        let ids = log::list_of_message(&mut tx, &whole.id).await.unwrap();
        assert_eq!(ids, [QueueId { message_id: whole.id.clone(), ..id(&part, 1) }, id(&whole, 0)]);
        assert_eq!(parts::list_of_message(&mut tx, &whole.id).await.unwrap(), ["i2"]);
        let found = parts::list(&mut tx, &one.id, &["i1", "i2"]).await.unwrap();
        assert_eq!(found, [("i2".to_owned(), whole.id.clone())]);
        assert_eq!(parts::list(&mut tx, &other.id, &["i2"]).await.unwrap(), []);
        assert_eq!(messages::list_recipients(&mut tx, &part.id, 9).await.unwrap(), []);
        // One that never came here has nothing to move, and what is a part of nobody goes as before.
        parts::join(&mut tx, &one.id, (&MessageId::new(9, 1), ""), &whole.id, (3, 1)).await.unwrap();
        assert_eq!(messages::delete_between(&mut tx, NOON, NOON + 1, 9).await.unwrap(), (1, 3));
    }

    async fn lines_go_before_their_messages_and_what_goes_can_be_counted(world: World) {
        let mut tx = tenant_tx(&world).await;
        let one = insert_agent(&mut tx, 1, "one").await;
        assert_eq!(kept::oldest_message(&mut tx).await.unwrap(), None);
        let at = |number: u64, at, lines| Message { at, lines, ..message(&one, number) };
        let all = [at(1, NOON, 0), at(2, NOON + 1, 2), at(3, NOON + 2, 1)];
        messages::upsert(&mut tx, &all.each_ref()).await.unwrap();
        let line = |mail: &Message, number| LogLine {
            message_id: mail.id.clone(), number, at: mail.at, program: "smtp".to_owned(), line: "é".to_owned(),
        };
        log::insert_lines(&mut tx, &[line(&all[1], 1), line(&all[1], 2), line(&all[2], 1)]).await.unwrap();
        assert_eq!(kept::oldest_message(&mut tx).await.unwrap(), Some(NOON));
        assert_eq!(kept::oldest_lines(&mut tx).await.unwrap(), Some(NOON + 1));
        assert_eq!(kept::count_messages(&mut tx, NOON, NOON + 2, 9).await.unwrap(), 2);
        assert_eq!(kept::count_messages(&mut tx, NOON, NOON + 2, 1).await.unwrap(), 1);
        assert_eq!(kept::count_lines(&mut tx, NOON, NOON + 3, 9).await.unwrap(), 3);
        assert_eq!(messages::delete_lines_between(&mut tx, NOON, NOON + 2, 9).await.unwrap(), (1, 4));
        assert_eq!(kept::oldest_lines(&mut tx).await.unwrap(), Some(NOON + 2));
        assert_eq!(listed(&mut tx, &one, &["i2"]).await[0].lines, 0);
        assert_eq!(log::list_lines(&mut tx, &all[1].id, 9).await.unwrap(), []);
        assert_eq!(log::list_lines(&mut tx, &all[2].id, 9).await.unwrap().len(), 1);
    }
}
