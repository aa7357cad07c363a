//! The server may be away, busy, wrong or mad: mail goes on, and nothing is lost or sent in vain.

use std::sync::Arc;
use std::time::Duration;

use crate::harness::{Agent, Home, instances, request, wait_until};
use crate::stub::{KEY, Mischief, Stub};

fn raw(text: &str) -> Mischief {
    Mischief::Raw(text.as_bytes().to_vec())
}

fn json(body: &str) -> Mischief {
    let length = body.len();
    raw(&format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    ))
}

/// Each mischief meets one request, which must arrive all the same.
fn survives(mischief: Vec<Mischief>) {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start(&stub.url());
    wait_until("the first sign of life", || stub.state().headers.len() == 1);
    let names = instances("m", mischief.len());
    let mut postfix = agent.connect();
    for (name, mischief) in names.iter().zip(mischief) {
        let what = format!("the record after {mischief:?}");
        stub.state().mischief.push_back(mischief);
        postfix.ask(&request(name));
        wait_until(&what, || {
            stub.state().mischief.is_empty() && stub.state().values("instance").contains(name)
        });
    }
    assert_eq!(stub.state().values("instance"), names);
    assert!(!agent.log().contains(KEY));
}

#[test]
fn a_server_that_is_away_gets_everything_when_it_returns() {
    let home = Home::new();
    let port = Stub::reserve_port();
    let agent = home.start(&format!("http://127.0.0.1:{port}"));
    let names = instances("away", 2500);
    let mut postfix = agent.connect();
    for name in &names[..100] {
        postfix.ask(&request(name));
    }
    agent.wait_for_log("the server cannot be reached");
    let stub = Stub::start_at(port, Arc::default());
    wait_until("the first records", || stub.state().records.len() == 100);
    agent.wait_for_log("the server takes records");
    let state = Arc::clone(&stub.state);
    stub.close();
    for name in &names[100..] {
        postfix.ask(&request(name));
    }
    let stub = Stub::start_at(port, state);
    wait_until("all records", || stub.state().records.len() == names.len());
    assert_eq!(stub.state().values("instance"), names);
}

#[test]
fn a_server_that_answers_nonsense_is_not_believed() {
    survives(vec![
        raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"),
        json("{\"acknowledged\":"),
        json("{\"acknowledged\":\"all\"}"),
        json("{\"acknowledged\":999999999999}"),
        json("{\"acknowledged\":-5}"),
        json("{\"acknowledged\":0}"),
        json("{\"acknowledged\":1.5}"),
        json("[1]"),
        json("{}"),
        json(""),
    ]);
}

#[test]
fn a_server_that_breaks_off_is_asked_again() {
    survives(vec![
        raw(""),
        raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"ackn"),
        raw("no protocol at all"),
        raw("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"),
        raw("HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 7\r\n\r\nbad key"),
        raw("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
        raw("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
        raw("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"),
        Mischief::Endless,
        Mischief::Swallow,
    ]);
}

#[test]
fn a_server_that_does_not_answer_is_given_up_and_asked_again() {
    let home = Home::new();
    // It accepts connections and never reads.
    let port = Stub::reserve_port();
    let silent = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let agent = home.start_with(&format!("http://127.0.0.1:{port}"), &["--request-timeout", "200ms"]);
    agent.connect().ask(&request("patient"));
    agent.wait_for_log("the server cannot be reached");
    drop(silent);
    let stub = Stub::start_at(port, Arc::default());
    wait_until("the record", || stub.state().values("instance") == ["patient"]);
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_asks() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start(&stub.url());
    wait_until("the first sign of life", || stub.state().headers.len() == 1);
    let busy = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n";
    stub.state().mischief.push_back(raw(busy));
    agent.connect().ask(&request("polite"));
    wait_until("the record", || stub.state().values("instance") == ["polite"]);
    agent.wait_for_log("the server is busy and asks to wait 1 s");
    let arrivals = stub.state().arrivals.clone();
    // Never earlier, however slow the machine is.
    assert!(arrivals[2] - arrivals[1] >= Duration::from_millis(990));
}

#[test]
fn a_busy_server_that_names_no_time_or_nonsense_is_not_pressed() {
    for retry_after in ["0", "-1", "Wed, 21 Oct 2015 07:28:00 GMT", "soon"] {
        let (home, stub) = (Home::new(), Stub::start());
        let agent = home.start(&stub.url());
        wait_until("the first sign of life", || stub.state().headers.len() == 1);
        let busy = format!(
            "HTTP/1.1 503 Service Unavailable\r\nRetry-After: {retry_after}\r\nContent-Length: 0\r\n\r\n"
        );
        stub.state().mischief.extend((0..4).map(|_| raw(&busy)));
        agent.connect().ask(&request("patient"));
        wait_until("the record", || stub.state().values("instance") == ["patient"]);
        let arrivals = stub.state().arrivals.clone();
        // Four waits by chance, of up to 3 s together: that all are tiny does not happen.
        assert!(arrivals[5] - arrivals[1] >= Duration::from_millis(50), "{retry_after}");
    }
}

/// Sends records through a proxy that has no time for more than 9 at once.
fn arrives_in_pieces(mischief: Mischief, arguments: &[&str]) {
    let home = Home::new();
    let port = Stub::reserve_port();
    let agent = home.start_with(&format!("http://127.0.0.1:{port}"), arguments);
    let names = instances("pieces", 40);
    let mut postfix = agent.connect();
    for name in &names {
        postfix.ask(&request(name));
    }
    let state = crate::stub::State { stalls_above: Some((9, mischief)), ..Default::default() };
    let stub = Stub::start_at(port, Arc::new(std::sync::Mutex::new(state)));
    wait_until("all records", || stub.state().records.len() == names.len());
    assert_eq!(stub.state().values("instance"), names);
}

#[test]
fn a_proxy_that_gives_large_uploads_up_gets_smaller_ones() {
    arrives_in_pieces(raw("HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n"), &[]);
    arrives_in_pieces(raw("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"), &[]);
}

#[test]
fn a_proxy_that_breaks_large_uploads_off_gets_smaller_ones() {
    arrives_in_pieces(raw(""), &[]);
}

#[test]
fn a_proxy_that_never_answers_large_uploads_gets_smaller_ones() {
    arrives_in_pieces(Mischief::Silence, &["--request-timeout", "200ms"]);
}

#[test]
fn a_server_that_takes_little_at_once_gets_smaller_batches() {
    let home = Home::new();
    let port = Stub::reserve_port();
    let agent = home.start(&format!("http://127.0.0.1:{port}"));
    let names = instances("small", 40);
    let mut postfix = agent.connect();
    for name in &names {
        postfix.ask(&request(name));
    }
    let state = Arc::default();
    let mut limits = crate::stub::State { most_records: Some(7), ..Default::default() };
    limits.too_large = Some("small.0013".to_owned());
    limits.are_gaps_expected = true;
    std::mem::swap(&mut *std::sync::Mutex::lock(&state).unwrap(), &mut limits);
    let stub = Stub::start_at(port, state);
    wait_until("all that can be taken", || stub.state().records.len() == 39 && stub.state().dropped() == 1);
    let taken = stub.state().values("instance");
    assert!(names.iter().filter(|name| *name != "small.0013").eq(taken.iter()));
    drop(agent);
}

#[test]
fn a_server_that_refuses_the_key_gets_the_records_after_the_key_is_right() {
    let (home, stub) = (Home::new(), Stub::start());
    std::fs::write(home.key_file(), "pvs_wrong-key").unwrap();
    let mut agent = home.start(&stub.url());
    agent.connect().ask(&request("kept"));
    agent.wait_for_log("the server refuses the key (401)");
    assert!(!agent.log().contains("pvs_wrong-key"));
    assert!(agent.stop().success());
    assert!(stub.state().records.is_empty());
    std::fs::write(home.key_file(), KEY).unwrap();
    let _agent = home.start(&stub.url());
    wait_until("the record", || stub.state().values("instance") == ["kept"]);
}

#[test]
fn a_server_that_rejects_a_record_is_quoted_in_the_log() {
    let (home, stub) = (Home::new(), Stub::start());
    stub.state().rejects = true;
    let agent = home.start(&stub.url());
    agent.connect().ask(&request("odd"));
    assert!(agent.wait_for_log("could not read some records").contains("a made-up reason"));
}

#[test]
fn as_many_rejected_records_are_logged_as_there_are() {
    for (told, logged) in [(3000, "records=3000"), (0, "records=1")] {
        let (home, stub) = (Home::new(), Stub::start());
        stub.state().rejects = true;
        stub.state().rejected_count = told;
        let agent = home.start(&stub.url());
        agent.connect().ask(&request("odd"));
        let line = agent.wait_for_log("could not read some records");
        assert!(line.contains(logged), "{line}");
    }
}

#[test]
fn a_certificate_authority_that_is_none_is_refused() {
    let (home, stub) = (Home::new(), Stub::start());
    let output = home.command("run", &stub.url()).arg("--ca-file").arg(home.key_file()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("ca_file holds no certificate"));
}

#[test]
fn settings_come_from_the_environment_and_the_file_too() {
    let (home, stub) = (Home::new(), Stub::start());
    let file = home.path().join("agent.toml");
    std::fs::write(&file, format!("listen = '127.0.0.1:0'\nserver = '{}'\nbatch_records = 3\n", stub.url()))
        .unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_parvis-agent"));
    command.arg("run").env("PARVIS_AGENT_CONFIG", &file).env("PARVIS_AGENT_KEY", KEY);
    command.env("PARVIS_AGENT_SPOOL", home.spool());
    let agent = Agent::start(&mut command);
    agent.connect().ask(&request("configured"));
    wait_until("the record", || stub.state().values("instance") == ["configured"]);
}

#[test]
fn a_record_that_the_server_never_takes_is_set_aside_and_the_others_go_on() {
    let home = Home::new();
    let port = Stub::reserve_port();
    let agent = home.start(&format!("http://127.0.0.1:{port}"));
    let names = instances("poison", 6);
    let mut postfix = agent.connect();
    for name in &names {
        postfix.ask(&request(name));
    }
    let state = crate::stub::State { refuses: Some("poison.0003".to_owned()), ..Default::default() };
    let stub = Stub::start_at(port, Arc::new(std::sync::Mutex::new(state)));
    wait_until("the others", || stub.state().records.len() == 5 && stub.state().dropped() == 1);
    assert!(names.iter().filter(|name| *name != "poison.0003").eq(stub.state().values("instance").iter()));
    agent.wait_for_log("it is set aside and the others go on");
    let kept = std::fs::read_to_string(home.spool().join("refused.ndjson")).unwrap();
    assert!(kept.contains("poison.0003") && kept.lines().count() == 1, "{kept}");
}

#[test]
fn a_server_that_says_too_much_is_understood() {
    let (home, stub) = (Home::new(), Stub::start());
    stub.state().is_wordy = true;
    let agent = home.start(&stub.url());
    let names = instances("wordy", 3);
    let mut postfix = agent.connect();
    for name in &names {
        postfix.ask(&request(name));
        wait_until("the record", || stub.state().values("instance").contains(name));
    }
    agent.wait_for_log("the server takes records");
    assert!(!agent.log().contains("no acknowledgement"), "{}", agent.log());
}

/// An older server goes by numbers alone, and answers with the highest one it has.
#[test]
fn a_restored_spool_goes_on_under_a_new_name_where_the_server_knows_its_numbers() {
    let (home, stub) = (Home::new(), Stub::start());
    let mut agent = home.start(&stub.url());
    agent.connect().ask(&request("first"));
    wait_until("the record", || stub.state().values("instance") == ["first"]);
    assert!(agent.stop().success());
    let spool = stub.state().headers[0].spool.clone();
    stub.state().are_gaps_expected = true;
    // What others sent under this name, with numbers that this spool has not used.
    stub.state().marks.insert(spool.clone(), 40);
    let agent = home.start(&stub.url());
    agent.wait_for_log("the spool goes on under a new name");
    agent.connect().ask(&request("second"));
    wait_until("the record under the new name", || {
        stub.state().records.keys().any(|(name, _)| *name != spool)
    });
    assert_eq!(stub.state().values("instance").len(), 2);
}
