//! Several Postfixes that share an agent are hosts of their own: the first bears the agent's name, another its own behind it.

use domain::{
    Locale, Micros,
    permission::{ViewEvents, ViewOverview},
    plans::Plan,
    policy::Record,
    search::Query,
};
use serde_json::json;
use service::{
    dashboards::{self, OverviewQuery},
    events::{self, EventQuery},
    messages::{self, PAGE, PATIENCE},
    policy_agents::NewKey,
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

const AT: Micros = NOON - 60_000_000;

fn line(at: Micros, name: &str, program: &str, pid: u32, text: &str) -> String {
    json!({ "at": at, "log": { "name": name, "program": program, "pid": pid, "text": text } }).to_string()
}

fn asked(at: Micros, instance: &str, listener: (&str, &str)) -> Record {
    let mut record = Record::from(rcpt(at, instance, "alice@sender.example", "bob@tenant.test"));
    (record.server_address, record.server_port) = (listener.0.to_owned(), listener.1.to_owned());
    record
}

/// A mail from outside through one of them.
fn mail(batch: Batch, at: Micros, name: &str, (pid, id): (u32, &str)) -> Batch {
    let sent =
        "to=<bob@tenant.test>, relay=local, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (delivered)";
    let service = format!("{name}/smtpd-in");
    batch
        .line(&line(at, &service, "smtpd", pid, &format!("{id}: client=mx.sender.example[198.51.100.9]")))
        .line(&line(at + 1, name, "local", 33, &format!("{id}: {sent}")))
        .line(&line(at + 2, name, "qmgr", 32, &format!("{id}: removed")))
}

async fn space(world: &World) -> (Member, NewKey) {
    let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
    declare(world, &owner).await;
    let key = world.enrol(&owner, "mx").await;
    (owner, key)
}

/// Messages of each host, and the names that can be asked for.
async fn hosts(world: &World, owner: &Member, host: &str) -> (Vec<(String, i64)>, Vec<String>) {
    let mut access = world.access::<ViewOverview>(owner).await;
    let (range, host) = ("24h".to_owned(), host.to_owned());
    let query = OverviewQuery { range, host, ..OverviewQuery::default() };
    let shown = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
    let mut counted: Vec<_> = shown.hosts.into_iter().map(|(name, counts)| (name, counts.messages)).collect();
    counted.sort();
    (counted, shown.agents)
}

fn named(all: &[(&str, i64)]) -> Vec<(String, i64)> {
    all.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

testkit::both_engines! {
    async fn each_counts_for_itself_and_is_found_by_its_name(world: World) {
        let (owner, key) = space(&world).await;
        let batch = mail(Batch::new("s", 1), AT, "postfix", (40, "0F83DA50041"));
        let batch = mail(batch, AT + 10, "out", (40, "0F83DA50041"));
        let batch = mail(batch, AT + 20, "out", (41, "1F83DA50041"));
        world.send(&key, &batch).await.unwrap();
        let (counted, names) = hosts(&world, &owner, "").await;
        assert_eq!(counted, named(&[("mx", 1), ("mx:out", 2)]));
        assert_eq!(names, ["mx", "mx:out"]);
        assert_eq!(hosts(&world, &owner, "mx:out").await.0, named(&[("mx:out", 2)]));
        assert_eq!(hosts(&world, &owner, "mx").await.0, named(&[("mx", 1)]));
        let mut access = world.access::<ViewEvents>(&owner).await;
        let agent = key.agent.id.to_string();
        for (host, count) in [("mx", 1), ("mx:out", 2), ("out", 2), ("in", 0), ("mx:in", 0), (agent.as_str(), 3)] {
            let query = Query::of([("host", host)]);
            let page = messages::list(&mut access, &query, "", (PAGE, PATIENCE)).await.unwrap();
            assert_eq!(page.mails.len(), count, "{host}");
            assert_eq!(page.hosts, ["mx", "mx:out"]);
        }
    }

    async fn a_service_that_hands_mail_on_under_another_name_is_no_host(world: World) {
        let (owner, key) = space(&world).await;
        let sent = "0F83DA50041: to=<bob@tenant.test>, relay=in.tenant.test[192.0.2.5]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, \
            status=sent (250 Ok)";
        let batch = Batch::new("s", 1)
            .line(&line(AT, "postfix", "smtpd", 40, "0F83DA50041: client=mx.sender.example[198.51.100.9]"))
            .line(&line(AT + 1, "postfix-out", "smtp", 33, sent));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(hosts(&world, &owner, "").await, (named(&[("mx", 1)]), vec!["mx".to_owned()]));
        let mut access = world.access::<ViewEvents>(&owner).await;
        let page = messages::list(&mut access, &Query::of([]), "", (PAGE, PATIENCE)).await.unwrap();
        assert_eq!(page.mails[0].outcome, "delivered");
    }

    async fn requests_belong_to_the_one_that_the_log_named_at_their_listener(world: World) {
        let (owner, key) = space(&world).await;
        let (first, other) = (("192.0.2.1", "25"), ("192.0.2.2", "25"));
        let batch = Batch::new("s", 1)
            .record(asked(AT, "28.6b0161fd.7cef8.0", other))
            .record(asked(AT, "29.6b0161fd.7cef8.0", first));
        let batch = mail(batch, AT + 10, "out", (40, "0F83DA50041"));
        let batch = mail(batch, AT + 20, "postfix", (41, "1F83DA50041"));
        world.send(&key, &batch).await.unwrap();
        // Nobody knew whose the first request was: it stays where it was counted.
        assert_eq!(hosts(&world, &owner, "").await.0, named(&[("mx", 2)]));
        let next = batch.next_seq();
        let batch = Batch::new("s", next)
            .record(asked(AT + 30, "2a.6b0161fd.7cef8.0", other))
            .record(asked(AT + 31, "2b.6b0161fd.7cef8.0", first));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(hosts(&world, &owner, "").await.0, named(&[("mx", 3), ("mx:out", 1)]));
        let mut access = world.access::<ViewEvents>(&owner).await;
        for (host, count) in [("mx", 3), ("mx:out", 1), ("nobody", 0)] {
            let query = EventQuery { host: host.to_owned(), ..EventQuery::default() };
            let page = events::list(&mut access, &query).await.unwrap();
            assert_eq!(page.events.len(), count, "{host}");
        }
        let query = EventQuery { host: "mx:out".to_owned(), ..EventQuery::default() };
        let page = events::list(&mut access, &query).await.unwrap();
        assert_eq!(page.host(&page.events[0]), "mx:out");
        assert_eq!(page.hosts, ["mx", "mx:out"]);
        drop(access);
        assert_eq!(service::events::recount::check(&world.service, &owner.tenant.slug).await.unwrap(), []);
    }
}
