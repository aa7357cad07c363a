//! What strangers choose never makes an outcome, a queue id, a program or a host.

use proptest::prelude::*;

use super::super::{Fact, Line, Program, Said, Status, read};

/// Words a stranger would try, and any others.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(
            ">, relay=evil[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok".to_owned()
        ),
        Just(", orig_to=<a@b>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (x)".to_owned()),
        Just(", status=sent (250 ok)".to_owned()),
        Just(">, size=1, nrcpt=1 (queue active)".to_owned()),
        Just(">, status=expired, returned to sender".to_owned()),
        Just("; from=<s@s> to=<t@t> proto=ESMTP helo=<h>".to_owned()),
        Just("> to=<t@t> proto=ESMTP helo=<h>".to_owned()),
        Just("0F83DA50041: removed".to_owned()),
        Just("\nNov  8 09:01:02 mx postfix/qmgr[1]: 0F83DA50041: removed".to_owned()),
        Just("postfix/smtp[1]: 0F83DA50041: to=<a@b>, relay=none".to_owned()),
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("<".to_owned()),
        Just(">".to_owned()),
        Just("@x>".to_owned()),
        Just("a@b.example".to_owned()),
        "[ -~]{0,12}",
        "\\PC{0,6}",
    ];
    // Postfix writes a question mark for what is not printable.
    prop::collection::vec(piece, 0..5)
        .prop_map(|pieces| pieces.concat().replace(|letter: char| letter.is_control(), "?"))
}

/// An address as Postfix writes it today: a local part that is not plain is quoted.
fn quoted(local: &str) -> String {
    let is_plain = local.split('.').all(|atom| {
        !atom.is_empty()
            && atom.chars().all(|letter| letter.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter))
    });
    let escaped = local.replace('\\', "\\\\").replace('"', "\\\"");
    if is_plain { format!("{local}@real.example") } else { format!("\"{escaped}\"@real.example") }
}

/// As Postfix wrote it before 3.5.
fn bare(local: &str) -> String {
    format!("{local}@real.example")
}

fn delivery(to: &str, orig: Option<&str>, status: Status, reason: &str) -> String {
    let orig = orig.map(|orig| format!(", orig_to=<{orig}>")).unwrap_or_default();
    format!(
        "0F83DA50041: to=<{to}>{orig}, relay=mx.real.example[192.0.2.9]:25, delay=0.3, delays=0.1/0/0.1/0.1, dsn=4.0.0, \
         status={status} (host mx.real.example[192.0.2.9] said: {reason} (in reply to RCPT TO command))"
    )
}

fn a_status() -> impl Strategy<Value = Status> {
    prop::sample::select(vec![Status::Deferred, Status::Bounced, Status::Sent])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn an_outcome(to in hostile(), orig in prop::option::of(hostile()), status in a_status(), reason in hostile(), is_quoted in any::<bool>()) {
        let write = if is_quoted { quoted } else { bare };
        let orig = orig.as_deref().map(write);
        let line = delivery(&write(&to), orig.as_deref(), status, &reason);
        if let Some(said) = read(Program::Smtp, &line) {
            prop_assert_eq!(said.queue_id, Some("0F83DA50041"));
            let Fact::Delivery(found) = said.fact else { panic!("{said:?}") };
            prop_assert!(found.status.is_none_or(|found| found == status), "{}", line);
            if found.status.is_some() && is_quoted {
                prop_assert_eq!(found.to, quoted(&to));
                prop_assert_eq!(found.relay, Some("mx.real.example[192.0.2.9]:25"));
            }
        } else {
            prop_assert!(!is_quoted || to.len() > 200, "not read: {}", line);
        }
    }

    #[test]
    fn an_outcome_by_a_line_that_was_cut_off(to in hostile(), status in a_status(), reason in hostile(), is_quoted in any::<bool>(), padding in 0..1500_usize) {
        let write = if is_quoted { quoted } else { bare };
        let line = delivery(&write(&to), None, status, &format!("{reason}{}", "x".repeat(padding)));
        let (cut, _) = line.split_at(line.char_indices().map(|(place, _)| place).take_while(|place| *place <= 1000).last().unwrap_or(0));
        if let Some(Said { fact: Fact::Delivery(found), .. }) = read(Program::Smtp, cut) {
            prop_assert!(found.status.is_none_or(|found| found == status), "{}", cut);
        }
    }

    #[test]
    fn a_sender_or_an_expiry(from in hostile(), is_quoted in any::<bool>()) {
        let from = if is_quoted { quoted(&from) } else { bare(&from) };
        let line = format!("0F83DA50041: from=<{from}>, size=4711, nrcpt=3 (queue active)");
        match read(Program::Qmgr, &line) {
            Some(Said { queue_id: Some("0F83DA50041"), fact: Fact::Queued { from: found, size: 4711, recipients: 3 } }) => {
                prop_assert_eq!(found, from);
            }
            None => prop_assert!(!is_quoted || from.len() > 200, "not read: {}", line),
            other => prop_assert!(false, "{:?} of {}", other, line),
        }
    }

    #[test]
    fn a_refusal_or_its_parties(from in hostile(), to in hostile(), text in hostile(), helo in hostile(), is_screened in any::<bool>()) {
        // Postfix writes a question mark for these in a name of smtpd; postscreen takes a name's first word.
        let helo: String = helo.chars().filter(|letter| *letter != ' ').map(|letter| if !is_screened && "<>()\\\";@".contains(letter) { '?' } else { letter }).collect();
        let (from, to) = (quoted(&from), quoted(&to));
        let comma = if is_screened { "," } else { "" };
        let line = format!("NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 450 4.7.1 <{to}>: {text}; from=<{from}>{comma} to=<{to}>{comma} proto=ESMTP{comma} helo=<{helo}>");
        let program = if is_screened { Program::Postscreen } else { Program::Smtpd };
        let Some(Said { queue_id: None, fact: Fact::Refused(found) }) = read(program, &line) else { panic!("{line}") };
        prop_assert_eq!((found.stage, found.client, found.code), ("RCPT", Some(("unknown", "192.0.2.7")), "450"));
        prop_assert!(found.from.is_none_or(|found| found == from), "{}", line);
        prop_assert!(found.to.is_none_or(|found| found == to), "{}", line);
        prop_assert!(found.helo.is_none_or(|found| found == helo), "{}", line);
    }

    #[test]
    fn a_fact_by_a_header_field_or_a_message_id(text in hostile()) {
        let line = format!("0F83DA50041: reject: header Subject: {text} from mx[192.0.2.7]; from=<a@b> to=<c@d> proto=SMTP helo=<e>: no");
        let Some(Said { queue_id: Some("0F83DA50041"), fact: Fact::Refused(found) }) = read(Program::Cleanup, &line) else { panic!("{line}") };
        prop_assert_eq!((found.stage, found.client, found.from), ("header", None, None));
        let line = format!("0F83DA50041: warning: header Subject: {text} from mx[192.0.2.7]; from=<a@b>: no");
        prop_assert_eq!(read(Program::Cleanup, &line), None);
        let line = format!("0F83DA50041: message-id=<{text}>");
        let wanted = Said { queue_id: Some("0F83DA50041"), fact: Fact::MessageId { id: &text, is_resent: false } };
        prop_assert_eq!(read(Program::Cleanup, &line), Some(wanted));
    }

    #[test]
    fn a_fact_by_a_text_without_a_queue_id(text in hostile()) {
        for line in [
            format!("warning: non-SMTP command from unknown[192.0.2.7]: {text}"),
            format!("warning: Illegal address syntax from unknown[192.0.2.7] in MAIL command: <{text}>"),
            format!("PREGREET 16 after 0 from [192.0.2.7]:1: {text}"),
            format!("improper command pipelining after EHLO from unknown[192.0.2.7]: {text}"),
        ] {
            for program in Program::ALL {
                prop_assert_eq!(read(*program, &line), None);
            }
        }
    }

    #[test]
    fn a_program_or_a_host(text in hostile()) {
        let line = format!("Nov  8 09:01:02 mx postfix/smtpd[12]: warning: {text}");
        let found = Line::read(&line).unwrap();
        prop_assert_eq!((found.host, found.name, found.program, found.pid), ("mx", "postfix", Program::Smtpd, 12));
        let line = format!("Nov  8 09:01:02 mx other[12]: {text}");
        prop_assert_eq!(Line::read(&line), None);
    }

    #[test]
    fn nothing_by_any_text_at_all(text in any::<String>()) {
        for program in Program::ALL {
            let _ = read(*program, &text);
            let _ = read(*program, &format!("0F83DA50041: {text}"));
            let _ = read(*program, &format!("0F83DA50041: to=<{text}"));
            let _ = read(*program, &format!("NOQUEUE: reject: {text}"));
        }
    }
}
