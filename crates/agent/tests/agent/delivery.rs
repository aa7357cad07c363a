//! What Postfix says arrives, word for word.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::harness::{Home, Postfix, instances, request, wait_until};
use crate::stub::Stub;

const CAPTURE: &[u8] = include_bytes!("../../../domain/tests/data/postfix-policy-capture.txt");

/// The requests of the capture, byte for byte, with the connection on which each came.
fn captured() -> Vec<(String, Vec<u8>)> {
    let mut requests: Vec<(String, Vec<u8>)> = Vec::new();
    let mut is_within = false;
    for line in CAPTURE.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b"--- conn#") {
            let title = String::from_utf8_lossy(line);
            requests.push((title.split(' ').nth(1).unwrap().to_owned(), Vec::new()));
            is_within = true;
        } else if is_within {
            requests.last_mut().unwrap().1.extend_from_slice(line);
            is_within = line != b"\n";
        }
    }
    requests
}

fn attributes(request: &[u8]) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(request).unwrap();
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    pairs
        .filter(|(name, value)| *name != "request" && !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn postfix_as_captured_is_answered_and_delivered_exactly() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start(&stub.url());
    let requests = captured();
    assert_eq!(requests.len(), 46);
    let mut connections = BTreeMap::new();
    for (connection, request) in &requests {
        connections.entry(connection.clone()).or_insert_with(|| agent.connect()).ask(request);
    }
    wait_until("all requests", || stub.state().records.len() == 46);
    let state = stub.state();
    for ((_, request), record) in requests.iter().zip(state.records.values()) {
        let mut record = record.clone();
        assert!(record.remove("at").unwrap().is_i64());
        let record: BTreeMap<String, String> =
            record.into_iter().map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect();
        assert_eq!(record, attributes(request));
    }
}

#[test]
fn postfix_on_many_connections_is_delivered_in_order_of_each() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start(&stub.url());
    std::thread::scope(|scope| {
        for connection in 0..50 {
            let mut postfix = agent.connect();
            scope.spawn(move || {
                for instance in instances(&format!("c{connection}"), 20) {
                    postfix.ask(&request(&instance));
                }
            });
        }
    });
    wait_until("all requests", || stub.state().records.len() == 1000);
    let delivered = stub.state().values("instance");
    for connection in 0..50 {
        let start = format!("c{connection}.");
        let own: Vec<String> = delivered.iter().filter(|name| name.starts_with(&start)).cloned().collect();
        assert_eq!(own, instances(&format!("c{connection}"), 20));
    }
}

#[test]
fn postfix_in_pieces_and_pipelined_is_understood() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start(&stub.url());
    let names = instances("piped", 30);
    let bytes: Vec<u8> = names.iter().flat_map(|name| request(name)).collect();
    let mut postfix = agent.connect();
    for piece in bytes.chunks(97) {
        postfix.0.write_all(piece).unwrap();
    }
    let mut answers = vec![0; "action=DUNNO\n\n".len() * names.len()];
    postfix.0.read_exact(&mut answers).unwrap();
    assert_eq!(String::from_utf8(answers).unwrap(), "action=DUNNO\n\n".repeat(names.len()));
    wait_until("all requests", || stub.state().values("instance") == names);
}

#[test]
fn postfix_over_a_unix_socket_is_answered() {
    let (home, stub) = (Home::new(), Stub::start());
    let socket = home.socket();
    let arguments = ["--listen", &format!("unix:{}", socket.display())];
    let mut agent = home.start_with(&stub.url(), &arguments);
    agent.wait_for_log("listening on unix:");
    assert_eq!(socket.metadata().unwrap().permissions().mode() & 0o777, 0o666);
    Postfix::connect(&socket).ask(&request("first"));
    // The socket of a killed agent stays behind and must not stop the next one.
    agent.kill();
    assert!(socket.exists());
    let mut agent = home.start_with(&stub.url(), &arguments);
    agent.wait_for_log("listening on unix:");
    Postfix::connect(&socket).ask(&request("second"));
    wait_until("both requests", || stub.state().values("instance") == ["first", "second"]);
    assert!(agent.stop().success());
    assert!(!socket.exists());
}

#[test]
fn a_stranger_is_answered_and_closed_and_nothing_is_recorded() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start(&stub.url());
    for nonsense in ["GET / HTTP/1.1\r\n\r\n", "\n", "request=other\n\n", "a=b\n\n", &"x".repeat(20_000)] {
        let mut stranger = agent.connect();
        stranger.0.write_all(nonsense.as_bytes()).unwrap();
        let mut answer = String::new();
        // What was not read when the agent closed may come back as a reset, after the answer.
        let _reset = stranger.0.read_to_string(&mut answer);
        assert_eq!(answer, "action=DUNNO\n\n", "{nonsense:?}");
    }
    agent.connect().ask(&request("after"));
    wait_until("the true request", || stub.state().values("instance") == ["after"]);
}

#[test]
fn a_stopping_agent_sends_what_it_has() {
    let (home, stub) = (Home::new(), Stub::start());
    let mut agent = home.start_with(&stub.url(), &["--flush-interval", "1h"]);
    let mut postfix = agent.connect();
    let names = instances("last", 50);
    for name in &names {
        postfix.ask(&request(name));
    }
    assert!(agent.stop().success());
    assert_eq!(stub.state().values("instance"), names);
}

#[test]
fn an_idle_agent_gives_signs_of_life() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start_with(&stub.url(), &["--heartbeat-interval", "20ms"]);
    wait_until("signs of life", || stub.state().headers.len() > 2);
    agent.connect().ask(&request("only"));
    wait_until("a sign of life after a record", || {
        let state = stub.state();
        state.headers.last().is_some_and(|header| header.first_seq == 2 && header.depth == 0)
    });
    let state = stub.state();
    let header = state.headers.last().unwrap();
    assert!(header.up_since > 0 && header.clock >= header.up_since);
    assert_eq!(state.records.values().next().unwrap()["protocol_state"], Value::from("RCPT"));
}

#[test]
fn a_postfix_beyond_the_limit_is_closed_and_the_others_go_on() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start_with(&stub.url(), &["--max-connections", "2"]);
    let (mut first, mut second) = (agent.connect(), agent.connect());
    first.ask(&request("first"));
    second.ask(&request("second"));
    assert!(agent.connect().try_ask(&request("beyond")).is_err());
    first.ask(&request("first again"));
    drop(second);
    wait_until("a free home", || agent.connect().try_ask(&request("late")).is_ok());
    wait_until("the records", || stub.state().records.len() == 4);
    assert_eq!(stub.state().values("instance"), ["first", "second", "first again", "late"]);
}

#[test]
fn a_connection_that_says_nothing_or_half_of_it_is_closed_and_counted() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start_with(
        &stub.url(),
        &["--policy-timeout", "100ms", "--policy-idle", "24h", "--heartbeat-interval", "20ms"],
    );
    let mut served = agent.connect();
    served.ask(&request("served"));
    let (mut silent, mut half) = (agent.connect(), agent.connect());
    half.0.write_all(b"request=smtpd_access_policy\nprotocol_sta").unwrap();
    for closed in [&mut silent, &mut half] {
        assert_eq!(closed.0.read(&mut [0; 16]).unwrap(), 0, "it is closed");
    }
    agent.wait_for_log("a request did not come whole in time");
    wait_until("the server is told", || {
        stub.state().headers.last().is_some_and(|header| header.refused == 2)
    });
    served.ask(&request("idle is no fault"));
}

#[test]
fn connections_beyond_the_limit_are_refused_and_counted() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start_with(&stub.url(), &["--max-connections", "1", "--heartbeat-interval", "20ms"]);
    let mut first = agent.connect();
    first.ask(&request("first"));
    assert!(agent.connect().try_ask(&request("second")).is_err());
    wait_until("the server is told", || {
        stub.state().headers.last().is_some_and(|header| header.refused == 1)
    });
    first.ask(&request("again"));
}

#[test]
fn each_batch_says_in_which_opening_it_was_numbered() {
    let home = Home::new();
    let port = Stub::reserve_port();
    let mut agent = home.start(&format!("http://127.0.0.1:{port}"));
    agent.connect().ask(&request("before"));
    agent.kill();
    let agent = home.start(&format!("http://127.0.0.1:{port}"));
    agent.connect().ask(&request("after"));
    let stub = Stub::start_at(port, std::sync::Arc::default());
    wait_until("both", || stub.state().records.len() == 2);
    let headers = stub.state().headers.clone();
    let (before, after) = (&headers[0], headers.iter().find(|header| header.first_seq == 2).unwrap());
    assert_eq!((after.run.as_str(), after.opening_seq), (after.opening.as_str(), 2));
    assert_eq!(before.opening, after.opening);
    assert_ne!(before.run, after.run);
}
