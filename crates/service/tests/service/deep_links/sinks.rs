//! What flows to the operator's stores: whole, once, and to nobody else, whatever happens on the way.

mod elastic_stub;
mod elasticsearch;
mod figures;
mod influx;
mod influx_faults;
mod tending;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::{HOUR, Micros, permission::ViewEvents, plans::Plan};
use service::{
    Service, chance,
    deep_links::sinks::{self, Sent, Sink, SinkKind, State},
    policy_agents::NewKey,
};
use testkit::{Batch, Member, World, rcpt};

/// Moves the world to the present: a store lets go of what is old by its own clock.
fn set_present(world: &World) {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    world.advance(Micros::try_from(since.as_micros()).unwrap() - world.now());
}

/// A space of the present with one host.
async fn space(world: &World) -> (Member, NewKey) {
    set_present(world);
    let name = chance::token();
    let ann = world.owner(&format!("{name}@example.test"), &name, Plan::Enterprise).await;
    let key = world.enrol(&ann, "mx1").await;
    (ann, key)
}

/// Takes in so many mails, each of one request and one recipient, from a spool's record `first` on.
async fn take_in(world: &World, key: &NewKey, first: i64, count: i64) {
    let at = |number: i64| world.now() - 2 * HOUR + number * 1000;
    let mails = (first..first + count)
        .map(|number| rcpt(at(number), &format!("m.{number}"), "bob@elsewhere.example", "you@acme.example"));
    world.send(key, &Batch::new("a", first).up_since(world.now() - 3 * HOUR).records(mails)).await.unwrap();
}

/// Sends until nothing waits.
async fn send_all(service: &Service, member: &Member, sink: &Sink) {
    loop {
        match sinks::send(service, &member.tenant, sink).await.unwrap() {
            Sent::Nothing => return,
            Sent::Events { .. } => {}
            other => panic!("it does not get through: {other:?}"),
        }
    }
}

async fn state(world: &World, member: &Member, kind: SinkKind) -> State {
    sinks::state(&mut world.access::<ViewEvents>(member).await, kind).await.unwrap().unwrap()
}
