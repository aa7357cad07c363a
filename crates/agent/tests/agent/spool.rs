//! The disk may be torn, damaged or full: the agent goes on, and counts what it cost.

use std::io::Write;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use crate::harness::{Agent, Home, instances, request, wait_until};
use crate::stub::Stub;

/// A port without a server.
fn nowhere() -> (u16, String) {
    let port = Stub::reserve_port();
    (port, format!("http://127.0.0.1:{port}"))
}

fn ask_all(agent: &Agent, names: &[String]) {
    let mut postfix = agent.connect();
    for name in names {
        postfix.ask(&request(name));
    }
}

#[test]
fn an_agent_cuts_a_torn_end_off_and_goes_on() {
    let (home, (port, url)) = (Home::new(), nowhere());
    let mut agent = home.start(&url);
    ask_all(&agent, &instances("before", 5));
    agent.kill();
    let segment = std::fs::OpenOptions::new().write(true).open(home.segment()).unwrap();
    segment.set_len(segment.metadata().unwrap().len() - 3).unwrap();
    let agent = home.start(&url);
    agent.wait_for_log("the spool had a torn end");
    ask_all(&agent, &["after".to_owned()]);
    let stub = Stub::start_at(port, Arc::default());
    wait_until("what is whole", || {
        stub.state().values("instance").last().is_some_and(|name| name == "after")
    });
    let mut wanted = instances("before", 4);
    wanted.push("after".to_owned());
    assert_eq!(stub.state().values("instance"), wanted);
}

#[test]
fn an_agent_drops_garbage_behind_the_last_record() {
    let (home, (port, url)) = (Home::new(), nowhere());
    let mut agent = home.start(&url);
    let names = instances("whole", 5);
    ask_all(&agent, &names);
    agent.kill();
    let mut segment = std::fs::OpenOptions::new().append(true).open(home.segment()).unwrap();
    segment.write_all(&[0; 5000]).unwrap();
    segment.write_all(b"garbage").unwrap();
    let _agent = home.start(&url);
    let stub = Stub::start_at(port, Arc::default());
    wait_until("all records", || stub.state().values("instance") == names);
    assert_eq!(stub.state().dropped(), 0);
}

#[test]
fn an_agent_steps_over_damage_and_counts_what_is_lost_once() {
    let (home, (port, url)) = (Home::new(), nowhere());
    let mut agent = home.start(&url);
    let names = instances("d", 9);
    ask_all(&agent, &names);
    agent.kill();
    let bytes = std::fs::read(home.segment()).unwrap();
    let segment = std::fs::OpenOptions::new().write(true).open(home.segment()).unwrap();
    for name in [&names[0], &names[3], &names[4]] {
        let offset = bytes.windows(name.len()).position(|window| window == name.as_bytes()).unwrap();
        segment.write_all_at(b"X", offset as u64).unwrap();
    }
    let mut agent = home.start(&url);
    let stub = Stub::start_at(port, Arc::default());
    stub.state().are_gaps_expected = true;
    wait_until("what is sound", || stub.state().records.len() == 6);
    ask_all(&agent, &["next".to_owned()]);
    wait_until("the next record", || stub.state().records.len() == 7 && stub.state().dropped() == 3);
    agent.kill();
    let _agent = home.start_with(&url, &["--heartbeat-interval", "20ms"]);
    let before = stub.state().headers.len();
    wait_until("a sign of life", || stub.state().headers.len() > before);
    assert_eq!(stub.state().dropped(), 3);
    let wanted = [&names[1..3], &names[5..], &["next".to_owned()]].concat();
    assert_eq!(stub.state().values("instance"), wanted);
}

#[test]
fn an_agent_whose_middle_segment_vanished_goes_on() {
    let (home, (port, url)) = (Home::new(), nowhere());
    let mut agent = home.start_with(&url, &["--spool-limit", "64KiB"]);
    let names = instances("v", 100);
    ask_all(&agent, &names);
    agent.kill();
    let mut segments: Vec<_> =
        std::fs::read_dir(home.spool()).unwrap().map(|entry| entry.unwrap().path()).collect();
    segments.retain(|path| path.extension().is_some_and(|extension| extension == "segment"));
    segments.sort();
    assert!(segments.len() > 2);
    std::fs::remove_file(&segments[1]).unwrap();
    let _agent = home.start(&url);
    let stub = Stub::start_at(port, Arc::default());
    stub.state().are_gaps_expected = true;
    wait_until("all records or their count", || {
        let state = stub.state();
        state.dropped() > 0 && state.records.len() == names.len() - usize::try_from(state.dropped()).unwrap()
    });
    assert_eq!(stub.state().values("instance").last(), names.last());
}

#[test]
fn a_full_spool_keeps_the_oldest_and_counts_the_rest() {
    let (home, (port, url)) = (Home::new(), nowhere());
    let limit = ["--spool-limit", "64KiB"];
    let mut agent = home.start_with(&url, &limit);
    let names = instances("full", 500);
    ask_all(&agent, &names);
    agent.wait_for_log("the spool is full");
    assert!(agent.stop().success());
    let agent = home.start_with(&url, &limit);
    let stub = Stub::start_at(port, Arc::default());
    wait_until("all records or their count", || {
        let state = stub.state();
        !state.headers.is_empty()
            && state.records.len() + usize::try_from(state.dropped()).unwrap() == names.len()
    });
    let kept = stub.state().values("instance");
    assert!(!kept.is_empty() && kept.len() < names.len());
    assert_eq!(kept, names[..kept.len()]);
    // There is room again, and the numbers go on without a gap.
    ask_all(&agent, &["room".to_owned()]);
    wait_until("a record after", || {
        stub.state().values("instance").last().is_some_and(|name| name == "room")
    });
}

#[test]
fn a_full_disk_does_not_stop_mail_and_its_cost_is_counted() {
    let (home, (port, url)) = (Home::new(), nowhere());
    // No file may grow beyond 32 KiB, as if the disk were full; the write fails instead of a signal.
    let mut agent = Agent::start(&mut home.command_after("trap '' XFSZ; ulimit -f 64", &url));
    let names = instances("disk", 300);
    ask_all(&agent, &names);
    agent.wait_for_log("the disk refuses");
    assert!(agent.stop().success());
    let agent = home.start(&url);
    let stub = Stub::start_at(port, Arc::default());
    ask_all(&agent, &["room".to_owned()]);
    wait_until("all records or their count", || {
        let state = stub.state();
        state.dropped() > 0
            && state.records.len() + usize::try_from(state.dropped()).unwrap() == names.len() + 1
    });
    let kept = stub.state().values("instance");
    assert_eq!(kept[..kept.len() - 1], names[..kept.len() - 1]);
    assert_eq!(kept.last().unwrap(), "room");
}

#[test]
fn delivered_segments_are_deleted() {
    let (home, stub) = (Home::new(), Stub::start());
    let agent = home.start_with(&stub.url(), &["--spool-limit", "64KiB"]);
    let names = instances("gone", 300);
    let mut postfix = agent.connect();
    for part in names.chunks(50) {
        for name in part {
            postfix.ask(&request(name));
        }
        let last = part.last().unwrap();
        wait_until("the part", || stub.state().values("instance").contains(last));
    }
    assert_eq!(stub.state().values("instance"), names);
    wait_until("one segment", || {
        let paths = std::fs::read_dir(home.spool()).unwrap().map(|entry| entry.unwrap().path());
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "segment")).count() == 1
    });
}

#[test]
fn a_wiped_spool_starts_anew_under_another_name() {
    let (home, stub) = (Home::new(), Stub::start());
    for round in ["one", "two"] {
        let mut agent = home.start(&stub.url());
        ask_all(&agent, &[round.to_owned()]);
        wait_until("the record", || stub.state().values("instance").iter().any(|name| name == round));
        agent.kill();
        std::fs::remove_dir_all(home.spool()).unwrap();
    }
    assert_eq!(stub.state().marks.values().copied().collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_second_agent_may_not_share_a_spool() {
    let (home, stub) = (Home::new(), Stub::start());
    let _first = home.start(&stub.url());
    let output = home.command("run", &stub.url()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("in use by another agent"));
}
