//! The agent is killed again and again: what Postfix was answered arrives, once.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use crate::harness::{Home, request, wait_until};
use crate::stub::{Mischief, Stub};

const ROUNDS: usize = 20;
const CONNECTIONS: usize = 3;

fn chance(below: u64) -> u64 {
    RandomState::new().build_hasher().finish() % below
}

/// Asks until the agent dies; the instances that were answered.
fn ask_until_killed(home: &Home, stub: &Stub, round: usize, limit: &str) -> Vec<String> {
    let mut agent = home.start_with(&stub.url(), &["--flush-interval", "3ms", "--spool-limit", limit]);
    let connections: Vec<_> = (0..CONNECTIONS).map(|_| agent.connect()).collect();
    let mut answered = Vec::new();
    std::thread::scope(|scope| {
        let askers: Vec<_> = connections
            .into_iter()
            .enumerate()
            .map(|(connection, mut postfix)| {
                scope.spawn(move || {
                    let names = (0..).map(|number| format!("{round}.{connection}.{number}"));
                    let answered = |name: &String| {
                        postfix.try_ask(&request(name)).is_ok_and(|answer| answer == "action=DUNNO\n\n")
                    };
                    names.take_while(answered).take(5000).collect::<Vec<String>>()
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(chance(60)));
        agent.kill();
        answered.extend(askers.into_iter().flat_map(|asker| asker.join().unwrap()));
    });
    answered
}

#[test]
fn a_killed_agent_loses_nothing_that_was_answered() {
    let (home, stub) = (Home::new(), Stub::start());
    let mut answered = Vec::new();
    for round in 0..ROUNDS {
        // Some answers of the server are lost too.
        if chance(2) == 0 {
            stub.state().mischief.push_back(Mischief::Swallow);
        }
        answered.extend(ask_until_killed(&home, &stub, round, "1GiB"));
    }
    let _agent = home.start(&stub.url());
    let mut seen = BTreeMap::new();
    wait_until("every answered request", || {
        seen.clear();
        for name in stub.state().values("instance") {
            *seen.entry(name).or_insert(0) += 1;
        }
        answered.iter().all(|name| seen.contains_key(name))
    });
    assert!(answered.len() > ROUNDS, "{} requests are too few to tell", answered.len());
    // A request whose answer the kill swallowed may be there; none may be there twice.
    assert!(seen.values().all(|count| *count == 1));
    let state = stub.state();
    assert_eq!(state.marks.len(), 1);
    assert_eq!(state.dropped(), 0);
}

#[test]
fn a_killed_agent_with_a_full_spool_counts_what_it_dropped() {
    let (home, stub) = (Home::new(), Stub::start());
    let answered: usize = (0..8).map(|round| ask_until_killed(&home, &stub, round, "64KiB").len()).sum();
    let _agent = home.start_with(&stub.url(), &["--heartbeat-interval", "20ms"]);
    let known = || {
        let state = stub.state();
        state.records.len() + usize::try_from(state.dropped()).unwrap()
    };
    wait_until("every answered request or its count", || known() >= answered);
    // Each kill may cut one answer on each connection off.
    assert!(known() <= answered + 8 * CONNECTIONS);
}
