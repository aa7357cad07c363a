//! Postfix's log is followed: what says something about a mail arrives once, whatever becomes of the file.

use std::fs::{File, OpenOptions, Permissions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::harness::{Agent, Home, request, wait_until};
use crate::stub::{Mischief, Stub};

/// A mail's last line, each with a queue id of its own.
fn text(number: usize) -> String {
    format!("{number:011X}: removed")
}

fn texts(numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(text).collect()
}

fn line(number: usize) -> String {
    format!("2026-11-28T07:20:51+01:00 mx postfix/qmgr[77]: {}\n", text(number))
}

fn lines(numbers: std::ops::Range<usize>) -> String {
    numbers.map(line).collect()
}

struct Log {
    home: Home,
    stub: Stub,
}

impl Log {
    /// A server that takes lines, and a log with one that is older than the agent.
    fn new() -> Self {
        let (home, stub) = (Home::new(), Stub::start());
        stub.state().takes_log = true;
        let log = Self { home, stub };
        log.write(&line(0xFFFF));
        log
    }

    fn path(&self) -> PathBuf {
        self.home.path().join("mail.log")
    }

    fn write(&self, text: &str) {
        let mut file = OpenOptions::new().append(true).create(true).open(self.path()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }

    fn rename(&self, to: &str) {
        std::fs::rename(self.path(), self.home.path().join(to)).unwrap();
    }

    fn agent(&self) -> Agent {
        let path = self.path();
        self.home.start_with(
            &self.stub.url(),
            &[
                "--log-source",
                path.to_str().unwrap(),
                "--heartbeat-interval",
                "100ms",
                "--flush-interval",
                "3ms",
            ],
        )
    }

    fn following(&self) -> Agent {
        let agent = self.agent();
        agent.wait_for_log("following the log");
        agent
    }

    fn wait_for(&self, numbers: std::ops::Range<usize>) {
        let wanted = texts(numbers);
        wait_until("all lines", || self.stub.state().lines().len() >= wanted.len());
        assert_eq!(self.stub.state().lines(), wanted);
    }
}

#[test]
fn lines_arrive_in_their_order_and_only_those_that_say_something() {
    let log = Log::new();
    let agent = log.following();
    log.write(&line(0));
    log.write("2026-11-28T07:20:51+01:00 mx postfix/smtpd[7]: connect from unknown[192.0.2.7]\n");
    log.write("no line of syslog\n\n\u{fffd}\n");
    log.write(&format!("{}{}", "x".repeat(600_000), line(7)));
    // A line that comes in two parts.
    let (start, end) = (line(1), line(2));
    log.write(&format!("{start}{}", &end[..40]));
    log.wait_for(0..2);
    log.write(&end[40..]);
    log.wait_for(0..3);
    let state = log.stub.state();
    let record = state.records.values().next().unwrap();
    let log_line = record.get("log").unwrap();
    assert_eq!(record.get("at").unwrap().as_i64(), Some(1_795_846_851_000_000));
    assert_eq!(
        (log_line["name"].as_str(), log_line["program"].as_str(), log_line["pid"].as_i64()),
        (Some("postfix"), Some("qmgr"), Some(77))
    );
    assert_eq!(state.dropped(), 0, "{}", agent.log());
}

#[test]
fn a_line_without_a_zone_is_read_in_the_one_that_is_set() {
    let log = Log::new();
    let path = log.path();
    let agent = log.home.start_with(
        &log.stub.url(),
        &["--log-source", path.to_str().unwrap(), "--log-zone", "Asia/Kathmandu"],
    );
    agent.wait_for_log("following the log");
    log.write("Jan  1 05:45:00 mx postfix/qmgr[77]: 0F83DA50041: removed\n");
    wait_until("the line", || log.stub.state().lines().len() == 1);
    let at = log.stub.state().records.values().next().unwrap().get("at").unwrap().as_i64().unwrap();
    // Midnight of a year's first day, UTC.
    assert_eq!(at % 86_400_000_000, 0);
}

#[test]
fn nothing_is_sent_to_a_server_that_does_not_ask_for_it() {
    let log = Log::new();
    log.stub.state().takes_log = false;
    let agent = log.agent();
    agent.connect().ask(&request("first"));
    wait_until("a request", || log.stub.state().records.len() == 1);
    log.write(&lines(90..93));
    log.stub.state().takes_log = true;
    agent.wait_for_log("following the log");
    log.write(&lines(0..2));
    log.wait_for(0..2);
    // An older server takes over: the rest is held back until a newer one is there.
    log.stub.state().takes_log = false;
    let heard = log.stub.state().headers.len();
    wait_until("signs of life", || log.stub.state().headers.len() > heard + 2);
    log.write(&lines(2..4));
    let heard = log.stub.state().headers.len();
    wait_until("signs of life", || log.stub.state().headers.len() > heard + 2);
    log.stub.state().takes_log = true;
    log.wait_for(0..4);
}

#[test]
fn a_renamed_log_is_read_to_its_end_before_the_new_one() {
    let log = Log::new();
    let mut agent = log.following();
    log.write(&lines(0..3));
    let mut old = OpenOptions::new().append(true).open(log.path()).unwrap();
    log.rename("mail.log.1");
    log.write(&lines(5..7));
    // Its writer has not heard of it yet.
    old.write_all(lines(3..5).as_bytes()).unwrap();
    log.wait_for(0..7);
    // While nobody looks, twice.
    assert!(agent.stop().success());
    log.write(&lines(7..8));
    std::fs::rename(log.home.path().join("mail.log.1"), log.home.path().join("mail.log.3")).unwrap();
    log.rename("mail.log.2");
    std::thread::sleep(Duration::from_millis(20));
    log.write(&lines(8..10));
    log.rename("mail.log.1");
    std::thread::sleep(Duration::from_millis(20));
    log.write(&lines(10..12));
    let _agent = log.agent();
    log.wait_for(0..12);
    assert_eq!(log.stub.state().dropped(), 0);
}

#[test]
fn a_log_that_is_cut_off_under_its_reader_leaves_a_gap_that_is_told() {
    let log = Log::new();
    let mut agent = log.following();
    log.write(&lines(0..3));
    log.wait_for(0..3);
    File::options().write(true).open(log.path()).unwrap().set_len(0).unwrap();
    agent.wait_for_log("lines of the log are lost");
    log.write(&lines(3..5));
    log.wait_for(0..5);
    wait_until("the gap", || log.stub.state().dropped() == 1);
    // Cut off and longer than before when it is looked at again.
    assert!(agent.stop().success());
    std::fs::write(log.path(), lines(5..40)).unwrap();
    let agent = log.agent();
    log.wait_for(0..40);
    wait_until("the gap", || log.stub.state().dropped() == 2);
    assert!(agent.log().contains("lines of the log are lost"));
}

#[test]
fn a_log_that_is_gone_when_the_agent_starts_leaves_a_gap() {
    let log = Log::new();
    let mut agent = log.following();
    log.write(&lines(0..2));
    log.wait_for(0..2);
    assert!(agent.stop().success());
    std::fs::remove_file(log.path()).unwrap();
    log.write(&lines(2..4));
    let _agent = log.agent();
    log.wait_for(0..4);
    wait_until("the gap", || log.stub.state().dropped() == 1);
}

#[test]
fn a_log_that_is_not_there_yet_is_read_from_its_beginning() {
    let log = Log::new();
    std::fs::remove_file(log.path()).unwrap();
    let mut agent = log.agent();
    agent.wait_for_log("the log is not there yet");
    assert!(agent.stop().success());
    log.write(&lines(0..2));
    let _agent = log.agent();
    log.wait_for(0..2);
    assert_eq!(log.stub.state().dropped(), 0);
}

#[test]
fn the_rest_of_a_line_that_was_there_before_is_no_line() {
    let log = Log::new();
    log.write("2026-11-28T07:20:51+01:00 mx postfix/smtpd[7]: warning: ");
    let _agent = log.following();
    log.write(&format!("{}{}", line(9), line(0)));
    log.wait_for(0..1);
}

#[test]
fn a_full_spool_keeps_room_for_requests_and_loses_no_line() {
    let log = Log::new();
    let path = log.path();
    let agent = log
        .home
        .start_with(&log.stub.url(), &["--log-source", path.to_str().unwrap(), "--spool-limit", "64KiB"]);
    agent.wait_for_log("following the log");
    log.stub.state().refuses = Some("removed".to_owned());
    log.write(&lines(0..2000));
    agent.wait_for_log("the spool is full");
    agent.connect().ask(&request("urgent"));
    assert!(!agent.log().contains("records are dropped"));
    log.stub.state().refuses = None;
    wait_until("all lines", || log.stub.state().lines().len() == 2000);
    assert_eq!(log.stub.state().lines(), texts(0..2000));
    assert_eq!(log.stub.state().values("instance"), ["urgent"]);
}

fn chance(below: u64) -> u64 {
    RandomState::new().build_hasher().finish() % below
}

#[test]
fn a_killed_agent_neither_loses_a_line_nor_sends_it_twice() {
    let log = Log::new();
    drop(log.following());
    let mut written = 0;
    for round in 0..20 {
        if chance(2) == 0 {
            log.stub.state().mischief.push_back(Mischief::Swallow);
        }
        let path = log.path();
        let mut agent = log.home.start_with(
            &log.stub.url(),
            &[
                "--log-source",
                path.to_str().unwrap(),
                "--flush-interval",
                "3ms",
                "--heartbeat-interval",
                "20ms",
            ],
        );
        let end = Instant::now() + Duration::from_millis(chance(250));
        while Instant::now() < end {
            log.write(&lines(written..written + 20));
            written += 20;
            std::thread::sleep(Duration::from_millis(1));
        }
        if round % 4 == 3 {
            log.rename(&format!("mail.log.{}", 100 - round));
        }
        agent.kill();
    }
    log.write(&lines(written..written + 1));
    let _agent = log.agent();
    log.wait_for(0..written + 1);
    assert!(written > 100, "{written} lines are too few to tell");
    assert_eq!(log.stub.state().dropped(), 0);
}

/// `journalctl` as far as the agent uses it: the entries of a file, from a cursor on.
const JOURNALCTL: &str = r#"#!/bin/sh
printf '%s\n' "$*" >> "$JOURNAL.asked"
after=0
for word; do
    case "$word" in
        --no-pager|--quiet|--follow|--output=json|--all|--lines=all|--since=@*|SYSLOG_FACILITY=2) ;;
        --after-cursor=c*) after=${word#--after-cursor=c} ;;
        *) echo "unexpected $word" >&2; exit 1 ;;
    esac
done
tail -n "+$((after + 1))" -f "$JOURNAL"
"#;

#[test]
fn the_journal_is_followed_by_its_own_reader() {
    let (home, stub) = (Home::new(), Stub::start());
    stub.state().takes_log = true;
    let (journal, program) = (home.path().join("journal"), home.path().join("journalctl"));
    std::fs::write(&program, JOURNALCTL).unwrap();
    std::fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
    let write = |numbers: std::ops::Range<usize>| {
        let mut file = OpenOptions::new().append(true).create(true).open(&journal).unwrap();
        for number in numbers {
            let cursor = number + 1;
            let text = text(number);
            // Every second one as bytes, as journalctl writes what is no text.
            let message =
                if number % 2 == 0 { format!("{text:?}") } else { format!("{:?}", text.as_bytes()) };
            writeln!(file, r#"{{"__CURSOR":"c{cursor}","__REALTIME_TIMESTAMP":"1795850451000000","SYSLOG_IDENTIFIER":"postfix/qmgr","SYSLOG_PID":"77","MESSAGE":{message}}}"#).unwrap();
        }
    };
    let start = || {
        let mut command = home.command("run", &stub.url());
        command.args(["--log-source", "journal", "--heartbeat-interval", "100ms"]);
        let path = format!("{}:{}", home.path().display(), std::env::var("PATH").unwrap());
        Agent::start(command.env("PATH", path).env("JOURNAL", &journal))
    };
    write(0..3);
    let mut agent = start();
    wait_until("the first entries", || stub.state().lines().len() == 3);
    agent.kill();
    write(3..5);
    let _agent = start();
    wait_until("the others", || stub.state().lines().len() >= 5);
    assert_eq!(stub.state().lines(), texts(0..5));
    let asked = std::fs::read_to_string(format!("{}.asked", journal.display())).unwrap();
    assert!(asked.contains("--since=@") && asked.contains("--after-cursor=c3"), "{asked}");
}

/// CPU seconds that a process has used, of its own and of its children that it waited for.
fn cpu(pid: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = text.rsplit_once(") ").unwrap().1.split(' ').collect();
    [11, 12].iter().map(|field| fields[*field].parse::<f64>().unwrap() / 100.0).sum()
}

#[test]
#[ignore = "a measurement: cargo test --release -p agent -- --ignored --nocapture a_log_is_followed"]
fn a_log_is_followed_at_so_many_lines_a_second() {
    const CAPTURE: &str = include_str!("../../../domain/tests/data/postfix-log-capture.txt");
    const TIMES: usize = 3000;
    let log = Log::new();
    let agent = log.following();
    let wanted = CAPTURE.lines().filter(|line| {
        domain::mail_log::Line::read(line)
            .is_some_and(|line| domain::mail_log::read(line.program, line.text).is_some())
    });
    let (telling, all) = (wanted.count() * TIMES, CAPTURE.lines().count() * TIMES);
    let before = cpu(agent.id());
    let begun = Instant::now();
    for _ in 0..TIMES / 100 {
        log.write(&CAPTURE.repeat(100));
    }
    let written = begun.elapsed();
    let end = Instant::now() + Duration::from_mins(5);
    while log.stub.state().records.len() < telling {
        assert!(Instant::now() < end, "not all arrived");
        std::thread::sleep(Duration::from_millis(20));
    }
    let (took, used) = (begun.elapsed().as_secs_f64(), cpu(agent.id()) - before);
    let count = f64::from(u32::try_from(all).unwrap());
    println!(
        "{all} lines, {telling} of them sent, written in {written:?}: {took:.1} s until the last was there, {:.0} lines/s; {used:.2} s of CPU, {:.0} lines/s of CPU",
        count / took,
        count / used
    );
    let summary = std::process::Command::new("sh")
        .args(["-c", "pflogsumm \"$0\" >/dev/null; cat /proc/$$/stat"])
        .arg(log.path())
        .output();
    if let Ok(output) = summary {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let fields: Vec<&str> = text.rsplit_once(") ").unwrap().1.split(' ').collect();
        let theirs: f64 = [13, 14].iter().map(|field| fields[*field].parse::<f64>().unwrap() / 100.0).sum();
        if theirs > 0.5 {
            println!(
                "pflogsumm on the same file: {theirs:.2} s of CPU, the agent {:.3} of it",
                used / theirs
            );
        }
    }
}
