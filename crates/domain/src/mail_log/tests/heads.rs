//! When a line was written, and by which program.

use proptest::prelude::*;

use super::super::{Clock, Line, Program, Stamp, instance};
use crate::zones::{Zone, moment, rfc3339};
use crate::{DAY, HOUR, MINUTE, Micros, SECOND};

fn at(text: &str) -> Micros {
    moment(text).unwrap()
}

fn paris() -> Clock {
    Clock::new(Zone::parse("Europe/Paris").unwrap())
}

/// The instant of a stamp without year, read at `now`.
fn read(clock: &mut Clock, stamp: &str, now: Micros, is_fresh: bool) -> String {
    let line = format!("{stamp} mx postfix/qmgr[7]: 0F83DA50041: removed");
    rfc3339(clock.read(Line::read(&line).unwrap().stamp, now, is_fresh).unwrap())
}

#[test]
fn every_way_in_which_syslog_writes_a_line_is_read() {
    let local = |year| Stamp::Local { year, month: 11, day: 8, time: 9 * HOUR + MINUTE + 2 * SECOND };
    let utc = Stamp::At(at("2026-11-08T08:01:02.25Z"));
    for (head, stamp) in [
        ("Nov  8 09:01:02 mx postfix/smtpd[123]: ", local(None)),
        ("Nov 08 09:01:02 mx postfix/smtpd[123]: ", local(None)),
        ("<22>Nov  8 09:01:02 mx postfix/smtpd[123]: ", local(None)),
        ("2026-11-08T09:01:02.250000+01:00 mx postfix/smtpd[123]: ", utc),
        ("2026-11-08T08:01:02.25Z mx postfix/smtpd[123]: ", utc),
        ("2026-11-08T03:31:02.25-0430 mx postfix/smtpd[123]: ", utc),
        ("2026-11-08T09:01:02 mx postfix/smtpd[123]: ", local(Some(2026))),
        ("<22>1 2026-11-08T09:01:02.25+01:00 mx postfix/smtpd 123 - - ", utc),
        ("<22>1 2026-11-08T09:01:02.25+01:00 mx postfix/smtpd 123 ID [a@1 b=\"] \\\" x\"][c] \u{feff}", utc),
    ] {
        let line = format!("{head}0F83DA50041: client=unknown[192.0.2.7]");
        let text = "0F83DA50041: client=unknown[192.0.2.7]";
        let wanted = Line { stamp, host: "mx", name: "postfix", program: Program::Smtpd, pid: 123, text };
        assert_eq!(Line::read(&line), Some(wanted), "{line}");
    }
}

#[test]
fn the_name_of_an_instance_or_a_service_is_kept() {
    for (tag, name, program) in [
        ("postfix/submission/smtpd", "postfix/submission", Program::Smtpd),
        ("postfix-out/smtp", "postfix-out", Program::Smtp),
        ("postfix/relay/smtp", "postfix/relay", Program::Smtp),
    ] {
        let line = format!("Nov  8 09:01:02 mx {tag}[1]: x");
        let read = Line::read(&line).unwrap();
        assert_eq!((read.name, read.program), (name, program));
    }
}

#[test]
fn what_is_no_line_of_postfix_is_passed_over() {
    for line in [
        "",
        "Nov  8 09:01:02 mx dovecot: imap-login: postfix/qmgr[1]: 0F83DA50041: removed",
        "Nov  8 09:01:02 mx postfix/master[1]: daemon started",
        "Nov  8 09:01:02 mx postfix/smtpd: no pid",
        "Nov 32 09:01:02 mx postfix/smtpd[1]: x",
        "Nov  8 24:01:02 mx postfix/smtpd[1]: x",
        "2026-13-08T09:01:02Z mx postfix/smtpd[1]: x",
        "é  8 09:01:02 mx postfix/smtpd[1]: x",
        "<22>1 2026-11-08T09:01:02Z mx postfix/smtpd - - - x",
        "tail of a line postfix/qmgr[1]: 0F83DA50041: removed",
    ] {
        assert_eq!(Line::read(line), None, "{line}");
    }
}

#[test]
fn a_year_is_found_around_new_year() {
    let mut clock = paris();
    assert_eq!(read(&mut clock, "Dec 31 23:59:59", at("2027-01-01T00:00:05Z"), true), "2026-12-31T22:59:59Z");
    assert_eq!(read(&mut clock, "Jan  1 00:00:01", at("2027-01-01T00:00:05Z"), true), "2026-12-31T23:00:01Z");
    // A clock that is a little ahead of the one that reads.
    assert_eq!(read(&mut clock, "Jan  1 00:00:01", at("2026-12-31T22:59:58Z"), true), "2026-12-31T23:00:01Z");
    assert_eq!(
        read(&mut clock, "Feb 29 12:00:00", at("2026-03-01T00:00:00Z"), false),
        "2024-02-29T11:00:00Z"
    );
}

#[test]
fn octobers_doubled_hour_is_told_apart_by_what_stood_before() {
    let mut clock = paris();
    let now = at("2026-10-25T12:00:00Z");
    for (stamp, wanted) in [
        ("Oct 25 02:30:00", "2026-10-25T00:30:00Z"),
        ("Oct 25 02:59:59", "2026-10-25T00:59:59Z"),
        // Out of order, not put back.
        ("Oct 25 02:59:58", "2026-10-25T00:59:58Z"),
        ("Oct 25 02:00:01", "2026-10-25T01:00:01Z"),
        ("Oct 25 02:30:00", "2026-10-25T01:30:00Z"),
        ("Oct 25 03:00:00", "2026-10-25T02:00:00Z"),
    ] {
        assert_eq!(read(&mut clock, stamp, now, false), wanted, "{stamp}");
    }
}

#[test]
fn octobers_doubled_hour_is_told_apart_by_the_clock_of_a_fresh_line() {
    for (now, wanted) in
        [("2026-10-25T00:30:01Z", "2026-10-25T00:30:00Z"), ("2026-10-25T01:30:01Z", "2026-10-25T01:30:00Z")]
    {
        assert_eq!(read(&mut paris(), "Oct 25 02:30:00", at(now), true), wanted);
    }
}

#[test]
fn marchs_missing_hour_has_a_time_all_the_same() {
    let now = at("2026-03-29T12:00:00Z");
    assert_eq!(read(&mut paris(), "Mar 29 01:59:59", now, false), "2026-03-29T00:59:59Z");
    assert_eq!(read(&mut paris(), "Mar 29 02:30:00", now, false), "2026-03-29T01:30:00Z");
    assert_eq!(read(&mut paris(), "Mar 29 03:00:00", now, false), "2026-03-29T01:00:00Z");
}

proptest! {
    #[test]
    fn a_stamp_of_the_last_eleven_months_is_read_back(now in 946_684_800..4_000_000_000_i64, ago in 0..330_i64, second in 0..86_400_i64) {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let seen = (now - now % 86_400 + second) * SECOND - ago * DAY;
        let text = rfc3339(seen);
        let month = MONTHS[text[5..7].parse::<usize>().unwrap() - 1];
        let stamp = format!("{month} {:>2} {}", text[8..10].trim_start_matches('0'), &text[11..19]);
        let mut clock = Clock::new(Zone::utc());
        prop_assume!(seen <= now * SECOND + DAY);
        prop_assert_eq!(read(&mut clock, &stamp, now * SECOND, false), text);
    }

    #[test]
    fn no_line_panics(line in any::<String>(), start in 0..20_usize) {
        let _ = Line::read(&line);
        let whole = "<22>1 2026-11-08T09:01:02.25+01:00 mx postfix/smtpd 123 - [a b=\"c\"] ";
        let _ = Line::read(&format!("{}{line}", &whole[..start]));
        let _ = Line::read(&format!("{whole}{line}"));
    }
}

#[test]
fn a_service_with_a_name_of_its_own_is_of_its_postfix() {
    for (name, of) in [
        ("postfix", ""),
        ("postfix/submission", ""),
        ("postfix/10025", ""),
        ("postfix-out", "postfix-out"),
        ("postfix-out/smtps", "postfix-out"),
        ("mail", "mail"),
    ] {
        assert_eq!(instance(name), of, "{name}");
    }
}
