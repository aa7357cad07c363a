//! A mail is one message, however many requests Postfix made about it, and counts once wherever it went.

use domain::{
    Locale,
    direction::{Direction, Rule},
    permission::ViewOverview,
    plans::Plan,
    policy::{Record, State},
};
use service::{
    dashboards::{self, OverviewQuery},
    events::{recount, retention},
};
use store::tenant::messages::{self, Message, Recipient};
use testkit::{Batch, Member, NOON, Seen, World, rcpt};

use crate::ingest::declare;

async fn kept(
    world: &World,
    owner: &Member,
    agent: &domain::PolicyAgentId,
    instance: &str,
) -> Option<Message> {
    let mut tx = world.tenant_tx(&owner.tenant).await;
    messages::list(&mut tx, agent, &[instance]).await.unwrap().pop()
}

async fn recipients(world: &World, owner: &Member, message: &Message) -> Vec<Recipient> {
    let mut tx = world.tenant_tx(&owner.tenant).await;
    messages::list_recipients(&mut tx, &message.id, 100).await.unwrap()
}

/// Messages in all and in each direction, of one domain or of all.
async fn shown(world: &World, owner: &Member, domain: &str) -> (i64, Vec<(Direction, i64)>) {
    let mut access = world.access::<ViewOverview>(owner).await;
    let (range, domain) = ("24h".to_owned(), domain.to_owned());
    let query = OverviewQuery { range, domain, ..OverviewQuery::default() };
    let overview = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
    let directions = overview.directions.iter().map(|(direction, counts)| (*direction, counts.messages));
    (overview.total.messages, directions.collect())
}

testkit::both_engines! {
    async fn a_mail_to_people_inside_and_outside_counts_once_and_once_each_way(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let to = |place: i64, recipient: &str| {
            Record::from(rcpt(NOON - 60 + place, "m1", "ann@tenant.test", recipient).user("ann"))
        };
        let batch = Batch::new("s", 1).records([
            to(0, "bob@tenant.test"), to(1, "carl@elsewhere.example"), to(2, "dora@elsewhere.example"),
        ]);
        world.send(&key, &batch).await.unwrap();
        assert_eq!(shown(&world, &owner, "").await, (1, vec![(Direction::Outbound, 1), (Direction::Internal, 1)]));
        assert_eq!(
            shown(&world, &owner, "tenant.test").await,
            (1, vec![(Direction::Outbound, 1), (Direction::Internal, 1)])
        );
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
        let message = kept(&world, &owner, &key.agent.id, "m1").await.unwrap();
        assert_eq!((message.direction, message.recipient.as_str()), (Direction::Internal, "bob@tenant.test"));
        assert_eq!((message.recipients, message.sasl_username.as_str()), (3, "ann"));
        let each = recipients(&world, &owner, &message).await;
        let each: Vec<_> = each.iter().map(|one| (one.number, one.recipient.as_str(), one.rule)).collect();
        assert_eq!(each, [
            (1, "bob@tenant.test", Rule::AuthenticatedRecipientLocal),
            (2, "carl@elsewhere.example", Rule::AuthenticatedRecipientElsewhere),
            (3, "dora@elsewhere.example", Rule::AuthenticatedRecipientElsewhere),
        ]);
    }

    async fn what_postfix_says_late_is_learned_and_its_size_counts_at_the_end_alone(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let mail = Seen::new(State::Mail, NOON - 9).client("192.0.2.77").from("a@sender.example").of("m1");
        let send = async |seq: i64, record: Record| {
            world.send(&key, &Batch::new("s", seq).record(record)).await.unwrap();
            kept(&world, &owner, &key.agent.id, "m1").await.unwrap()
        };
        let begun = send(1, mail.into()).await;
        assert_eq!((begun.direction, begun.size), (Direction::Undecided, None));
        assert_eq!(shown(&world, &owner, "").await, (1, vec![(Direction::Undecided, 1)]));
        let asked = Record { size: "900".to_owned(), ..rcpt(NOON - 8, "m1", "a@sender.example", "b@tenant.test").into() };
        let decided = send(2, asked).await;
        assert_eq!((decided.id, decided.direction, decided.size), (begun.id, Direction::Inbound, Some(900)));
        let (total, directions) = shown(&world, &owner, "").await;
        let went: Vec<_> = directions.into_iter().filter(|(_, messages)| *messages > 0).collect();
        assert_eq!((total, went), (1, vec![(Direction::Inbound, 1)]));
        let end = Seen::new(State::EndOfMessage, NOON - 7).from("a@sender.example").of("m1").recipients(1);
        let end = Record {
            size: "700".to_owned(), queue_id: "4XyZ".to_owned(), encryption_protocol: "TLSv1.3".to_owned(), ..end.into()
        };
        let ended = send(3, end).await;
        assert_eq!((ended.size, ended.queue_id.as_str(), ended.recipients), (Some(700), "4XyZ", 1));
        let mut access = world.access::<ViewOverview>(&owner).await;
        let query = OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() };
        let total = dashboards::overview(&mut access, &query, Locale::En).await.unwrap().total;
        assert_eq!((total.bytes, total.encrypted, total.authenticated), (700, 1, 0));
        drop(access);
        assert_eq!(recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
    }

    async fn a_request_without_a_message_is_none(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let request = Seen::new(State::Rcpt, NOON - 9).from("a@sender.example").to("b@tenant.test");
        world.send(&key, &Batch::new("s", 1).record(request)).await.unwrap();
        assert_eq!(kept(&world, &owner, &key.agent.id, "").await, None);
        assert_eq!(shown(&world, &owner, "").await, (0, vec![(Direction::Foreign, 0)]));
    }

    async fn messages_go_when_their_days_are_over(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let days = owner.tenant.plan.entitlements(NOON).retention_days();
        world.send(&key, &Batch::new("s", 1).record(rcpt(NOON - 9, "m1", "a@b.example", "b@tenant.test"))).await.unwrap();
        let message = kept(&world, &owner, &key.agent.id, "m1").await.unwrap();
        world.advance((days - 1) * domain::DAY);
        retention::run(&world.service).await.unwrap();
        assert!(kept(&world, &owner, &key.agent.id, "m1").await.is_some());
        world.advance(domain::DAY);
        retention::run(&world.service).await.unwrap();
        assert_eq!(kept(&world, &owner, &key.agent.id, "m1").await, None);
        assert_eq!(recipients(&world, &owner, &message).await, []);
    }
}
