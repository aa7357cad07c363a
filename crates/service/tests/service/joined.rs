//! A mail that a content filter handed back is one mail, and counts once, in whatever order the lines of its two ids in
//! the queue come. Nobody else's mail becomes a part of it.

use domain::{
    Locale, Micros,
    direction::Direction,
    permission::{ViewEvents, ViewOverview},
    plans::Plan,
    policy::Record,
    search::Query,
};
use serde_json::json;
use service::{
    dashboards::{self, OverviewQuery},
    events,
    messages::{self, Mail, MessageDetails, PAGE, PATIENCE},
    policy_agents::NewKey,
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

const AT: Micros = NOON - 60_000_000;
/// The process that takes mail from outside, as the instance of its requests names it.
const OUTSIDE: u32 = 0x1e;
const INSTANCE: &str = "1e.6b0161fd.7cef8.0";
/// And the one that takes it back.
const BACK: u32 = 0x1f;
const BACK_INSTANCE: &str = "1f.6b0161fd.7cefa.0";
const HELD: &str = "250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 26431A50059";

/// A line of the log: after how long, by which Postfix, program and process.
#[derive(Clone)]
struct Line(i64, &'static str, &'static str, u32, String);

fn line(after: i64, program: &'static str, pid: u32, text: &str) -> Line {
    Line(after, "postfix", program, pid, text.to_owned())
}

impl Line {
    /// What a service with a name of its own says.
    fn by(self, name: &'static str) -> Self {
        Self(self.0, name, self.2, self.3, self.4)
    }

    fn json(&self) -> String {
        let Self(after, name, program, pid, text) = self;
        let log = json!({ "name": name, "program": program, "pid": pid, "text": text });
        json!({ "at": AT + after, "log": log }).to_string()
    }
}

fn reached(id: &str, to: &str, relay: &str, said: &str) -> String {
    format!("{id}: to=<{to}>, relay={relay}, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent ({said})")
}

/// What is said of a mail as it came, and as it came back.
fn first(said: &str) -> Vec<Line> {
    let filter = "127.0.0.1[127.0.0.1]:10024";
    vec![
        line(10, "smtpd", OUTSIDE, "16431A50059: client=mx.sender.example[198.51.100.9]"),
        line(11, "cleanup", 31, "16431A50059: message-id=<one@sender.example>"),
        line(12, "qmgr", 32, "16431A50059: from=<alice@sender.example>, size=812, nrcpt=1 (queue active)"),
        line(30, "smtp", 33, &reached("16431A50059", "bob@tenant.test", filter, said)),
        line(31, "qmgr", 32, "16431A50059: removed"),
    ]
}

fn second(client: &str) -> Vec<Line> {
    let (next, taken) = ("in.tenant.test[192.0.2.5]:25", "250 2.0.0 Ok: queued as 9F83DA50041");
    vec![
        line(20, "smtpd", BACK, &format!("26431A50059: client={client}")).by("postfix/10025"),
        line(21, "cleanup", 31, "26431A50059: message-id=<one@sender.example>"),
        line(22, "qmgr", 32, "26431A50059: from=<alice@sender.example>, size=1200, nrcpt=1 (queue active)"),
        line(28, "smtp", 34, &reached("26431A50059", "bob@tenant.test", next, taken)),
        line(40, "qmgr", 32, "26431A50059: removed"),
    ]
}

const LOCALHOST: &str = "localhost[127.0.0.1]";

struct Space {
    owner: Member,
    key: NewKey,
}

impl Space {
    async fn open(world: &World, name: &str) -> Self {
        let owner = world.owner(&format!("{name}@example.test"), name, Plan::Professional).await;
        declare(world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        Self { owner, key }
    }

    /// Takes requests, then lines, so many in a batch.
    async fn take(&self, world: &World, requests: Vec<Record>, lines: &[Line], at_once: usize) {
        let mut batch = Batch::new("s", 1).records(requests);
        for (place, line) in lines.iter().enumerate() {
            if place > 0 && place % at_once == 0 {
                world.send(&self.key, &batch).await.unwrap();
                batch = Batch::new("s", batch.next_seq());
            }
            batch = batch.line(&line.json());
        }
        world.send(&self.key, &batch).await.unwrap();
    }

    async fn mails(&self, world: &World, pairs: &[(&str, &str)]) -> Vec<Mail> {
        let mut access = world.access::<ViewEvents>(&self.owner).await;
        let query = Query::of(pairs.iter().copied());
        messages::list(&mut access, &query, "", (PAGE, PATIENCE)).await.unwrap().mails
    }

    async fn whole(&self, world: &World, mail: &Mail) -> MessageDetails {
        let mut access = world.access::<ViewEvents>(&self.owner).await;
        messages::find(&mut access, mail.id.as_str()).await.unwrap()
    }

    /// Messages, recipients and bytes, and messages in each direction.
    async fn totals(&self, world: &World) -> (i64, i64, i64, Vec<(Direction, i64)>) {
        let mut access = world.access::<ViewOverview>(&self.owner).await;
        let query = OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() };
        let shown = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
        let directions = shown.directions.iter().map(|(way, counts)| (*way, counts.messages));
        let directions = directions.filter(|(_, messages)| *messages != 0).collect();
        (shown.total.messages, shown.total.recipients, shown.total.bytes, directions)
    }
}

fn asked(place: i64, instance: &str, recipient: &str) -> Record {
    rcpt(AT + place, instance, "alice@sender.example", recipient).into()
}

/// Two lists in one, in which each keeps its order: `taken` says of which the next is.
fn merged(first: &[Line], second: &[Line], taken: &str) -> Vec<Line> {
    let (mut first, mut second) = (first.iter(), second.iter());
    let next = |of: char| if of == '1' { first.next() } else { second.next() };
    taken.chars().filter_map(next).cloned().collect()
}

testkit::both_engines! {
    async fn a_mail_that_came_back_is_one_in_every_order_of_its_lines(world: World) {
        let (first, second) = (first(HELD), second(LOCALHOST));
        let orders = ["1112222121", "1111122222", "1112222211", "1222221111", "1121212122"];
        for (place, (order, at_once)) in orders.into_iter().flat_map(|order| [(order, 100), (order, 1)]).enumerate() {
            let space = Space::open(&world, &format!("space{place}")).await;
            let requests = vec![asked(0, INSTANCE, "bob@tenant.test")];
            space.take(&world, requests, &merged(&first, &second, order), at_once).await;
            let found = space.mails(&world, &[]).await;
            let [mail] = found.as_slice() else { panic!("{order}: {found:?}") };
            assert_eq!((mail.client_address.as_str(), mail.queue_id.as_str()), ("198.51.100.7", "16431A50059"), "{order}");
            assert_eq!((mail.outcome.as_str(), mail.direction, mail.size), ("delivered", Direction::Inbound, Some(812)));
            let whole = space.whole(&world, mail).await;
            assert_eq!(whole.queue_ids, ["16431A50059", "26431A50059"]);
            let relays: Vec<&str> = whole.recipients.iter().map(|one| one.relay.as_str()).collect();
            assert_eq!(relays, ["in.tenant.test[192.0.2.5]:25"], "{order}, {at_once}");
            assert_eq!((whole.lines.len(), whole.requests.len()), (10, 1), "{order}");
            let times: Vec<Micros> = whole.lines.iter().map(|one| one.at).collect();
            assert!(times.is_sorted(), "{order}: {times:?}");
            assert_eq!(space.totals(&world).await, (1, 1, 812, vec![(Direction::Inbound, 1)]), "{order}, {at_once}");
            let by_id = space.mails(&world, &[("queue", "26431A50059")]).await;
            assert_eq!(by_id.iter().map(|one| &one.id).collect::<Vec<_>>(), [&mail.id]);
            assert_eq!(space.mails(&world, &[("message", "one@sender.example")]).await.len(), 1);
        }
    }

    async fn a_mail_that_nobody_asked_about_counts_once_too(world: World) {
        for (place, order) in ["1112222121", "1111122222", "1222221111"].into_iter().enumerate() {
            for at_once in [100, 1] {
                let space = Space::open(&world, &format!("space{place}x{at_once}")).await;
                space.take(&world, vec![], &merged(&first(HELD), &second(LOCALHOST), order), at_once).await;
                assert_eq!(space.mails(&world, &[]).await.len(), 1, "{order}");
                assert_eq!(space.totals(&world).await, (1, 1, 812, vec![(Direction::Inbound, 1)]), "{order}, {at_once}");
            }
        }
    }

    async fn what_was_asked_again_behind_the_filter_belongs_to_it_and_counts_nothing_but_requests(world: World) {
        let space = Space::open(&world, "acme").await;
        let again = rcpt(AT + 20, BACK_INSTANCE, "alice@sender.example", "bob@tenant.test").client("127.0.0.1");
        let requests = vec![asked(0, INSTANCE, "bob@tenant.test"), again.into()];
        let lines: Vec<Line> = merged(&first(HELD), &second(LOCALHOST), "1112222121");
        // The sizes of the log are not in the requests that are counted anew.
        let lines: Vec<Line> = lines.into_iter().filter(|line| !line.4.contains("size=")).collect();
        space.take(&world, requests, &lines, 100).await;
        let found = space.mails(&world, &[]).await;
        let [mail] = found.as_slice() else { panic!("{found:?}") };
        let whole = space.whole(&world, mail).await;
        let instances: Vec<&str> = whole.requests.iter().map(|one| one.instance.as_str()).collect();
        assert_eq!(instances, [INSTANCE, BACK_INSTANCE]);
        let mut access = world.access::<ViewEvents>(&space.owner).await;
        for request in &whole.requests {
            assert_eq!(messages::of_event(&mut access, request).await.unwrap().as_ref(), Some(&mail.id));
        }
        assert_eq!(whole.requests.iter().map(|one| (one.messages, one.recipients)).collect::<Vec<_>>(), [(1, 1), (0, 0)]);
        drop(access);
        assert_eq!(space.totals(&world).await, (1, 1, 0, vec![(Direction::Inbound, 1)]));
        let late = Batch::new("s", 11).record(rcpt(AT + 25, BACK_INSTANCE, "alice@sender.example", "bob@tenant.test"));
        world.send(&space.key, &late).await.unwrap();
        assert_eq!(space.mails(&world, &[]).await.len(), 1);
        assert_eq!(space.totals(&world).await, (1, 1, 0, vec![(Direction::Inbound, 1)]));
        assert_eq!(events::recount::check(&world.service, &space.owner.tenant.slug).await.unwrap(), []);
    }

    async fn nothing_is_joined_on_the_word_of_strangers(world: World) {
        let outside = "mx.evil.example[203.0.113.66]";
        let hop = |said: &str, relay: &str| -> Vec<Line> {
            let mut lines = first(said);
            lines[3].4 = reached("16431A50059", "bob@tenant.test", relay, said);
            lines
        };
        let renamed = |mut lines: Vec<Line>| { lines[1].4 = "26431A50059: message-id=<other@sender.example>".to_owned(); lines };
        let local = "127.0.0.1[127.0.0.1]:10024";
        let cases = [
            ("the same Message-ID comes from outside", hop(HELD, local), second(outside)),
            ("the filter does not say so", hop("250 2.0.0 Ok", local), second(LOCALHOST)),
            ("the filter names another", hop("250 2.0.0 Ok: queued as 36431A50059", local), second(LOCALHOST)),
            ("a stranger's server says so", hop(HELD, "mx.evil.example[203.0.113.66]:25"), second(LOCALHOST)),
            ("it says so within its words", hop("250 queued as 26431A50059 or so", local), second(LOCALHOST)),
            ("another Message-ID", hop(HELD, local), renamed(second(LOCALHOST))),
            (
                "a user's name looks like the filter's word", hop("250 2.0.0 Ok", local),
                second("localhost[127.0.0.1], sasl_method=PLAIN, sasl_username=x, orig_queue_id=16431A50059"),
            ),
        ];
        for (place, (case, first, second)) in cases.into_iter().enumerate() {
            let space = Space::open(&world, &format!("space{place}")).await;
            space.take(&world, vec![], &merged(&first, &second, "1112222121"), 100).await;
            assert_eq!(space.mails(&world, &[]).await.len(), 2, "{case}");
            assert_eq!(space.totals(&world).await.0, 2, "{case}");
        }
    }

    async fn a_filter_that_is_told_the_id_may_say_nothing(world: World) {
        for at_once in [100, 1] {
            let space = Space::open(&world, &format!("space{at_once}")).await;
            let client = "localhost[127.0.0.1], orig_queue_id=16431A50059, orig_client=mx.sender.example[198.51.100.9]";
            let lines = merged(&first("250 2.0.0 Ok"), &second(client), "1112222121");
            space.take(&world, vec![], &lines, at_once).await;
            let found = space.mails(&world, &[]).await;
            assert_eq!(found.len(), 1);
            let whole = space.whole(&world, &found[0]).await;
            assert_eq!(whole.recipients[0].relay, "in.tenant.test[192.0.2.5]:25");
            assert_eq!(space.totals(&world).await, (1, 1, 812, vec![(Direction::Inbound, 1)]));
        }
    }

    async fn a_mail_without_a_message_id_gets_one_as_it_comes_back(world: World) {
        let space = Space::open(&world, "acme").await;
        let (mut first, mut second) = (first(HELD), second(LOCALHOST));
        first[1].4 = "16431A50059: message-id=<>".to_owned();
        second[1].4 = "26431A50059: message-id=<20261128105828.26431A50059@mx.tenant.test>".to_owned();
        space.take(&world, vec![], &merged(&first, &second, "1112222121"), 1).await;
        let found = space.mails(&world, &[]).await;
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message_id, "20261128105828.26431A50059@mx.tenant.test");
    }

    async fn each_part_of_a_mail_that_the_filter_split_tells_of_its_own_recipients(world: World) {
        let space = Space::open(&world, "acme").await;
        let filter = "127.0.0.1[127.0.0.1]:10024";
        let said = |id: &str| format!("250 2.0.0 Ok: queued as {id}");
        let mut lines = first(HELD);
        lines[3].4 = reached("16431A50059", "bob@tenant.test", filter, &said("26431A50059"));
        // An alias had made another of her before the filter, which takes her apart.
        let alias = reached("16431A50059", "c@real.test>, orig_to=<carl@tenant.test", filter, &said("3643100A005"));
        lines.insert(4, line(30, "lmtp", 33, &alias));
        lines.insert(5, line(30, "lmtp", 33, &reached("16431A50059", "dora@tenant.test", filter, "250 2.7.0 Ok, discarded")));
        lines.extend([
            line(20, "smtpd", BACK, "26431A50059: client=localhost[127.0.0.1]"),
            line(21, "cleanup", 31, "26431A50059: message-id=<one@sender.example>"),
            line(22, "smtpd", BACK, "3643100A005: client=localhost[127.0.0.1]"),
            line(23, "cleanup", 31, "3643100A005: message-id=<one@sender.example>"),
            line(24, "qmgr", 32, "3643100A005: from=<alice@sender.example>, size=900, nrcpt=1 (queue active)"),
            line(40, "smtp", 34, &reached("26431A50059", "bob@tenant.test", "in.tenant.test[192.0.2.5]:25", "250 Ok")),
            line(41, "qmgr", 32, "3643100A005: from=<alice@sender.example>, status=expired, returned to sender"),
        ]);
        let requests = ["bob", "carl", "dora"].iter().zip(0..)
            .map(|(name, place)| asked(place, INSTANCE, &format!("{name}@tenant.test"))).collect();
        space.take(&world, requests, &lines, 3).await;
        let found = space.mails(&world, &[]).await;
        assert_eq!((found.len(), found[0].outcome.as_str()), (1, "partly"));
        let whole = space.whole(&world, &found[0]).await;
        let told: Vec<_> = whole.recipients.iter().map(|one| (one.recipient.as_str(), one.outcome.as_str())).collect();
        assert_eq!(told, [("bob@tenant.test", "delivered"), ("carl@tenant.test", "expired"), ("dora@tenant.test", "delivered")]);
        assert_eq!(whole.queue_ids.len(), 3);
        assert_eq!(space.totals(&world).await, (1, 3, 812, vec![(Direction::Inbound, 1)]));
    }

    async fn a_mail_through_two_filters_is_one(world: World) {
        for (place, at_once) in [100, 3, 1].into_iter().enumerate() {
            let space = Space::open(&world, &format!("space{place}")).await;
            let mut second = second(LOCALHOST);
            let next = "250 2.0.0 Ok: queued as 36431A50059";
            second[3].4 = reached("26431A50059", "bob@tenant.test", "127.0.0.1[127.0.0.1]:10026", next);
            let mut lines = merged(&first(HELD), &second, "1112222211");
            let deferred = "36431A50059: to=<bob@tenant.test>, relay=none, delay=2, delays=0.1/0/1.9/0, dsn=4.4.1, \
                status=deferred (connect to in.tenant.test[192.0.2.5]:25: Connection refused)";
            lines.extend([
                line(24, "smtpd", BACK, "36431A50059: client=localhost[127.0.0.1]"),
                line(25, "cleanup", 31, "36431A50059: message-id=<one@sender.example>"),
                line(27, "smtp", 35, deferred),
            ]);
            space.take(&world, vec![], &lines, at_once).await;
            let found = space.mails(&world, &[]).await;
            assert_eq!((found.len(), found[0].outcome.as_str()), (1, "deferred"), "{at_once}");
            assert_eq!(space.totals(&world).await, (1, 1, 812, vec![(Direction::Inbound, 1)]), "{at_once}");
        }
    }
}
