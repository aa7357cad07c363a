//! What a real Postfix wrote while mails were handed to servers that accept, defer, refuse and drop the connection.

use std::collections::BTreeMap;

use super::super::{
    Client, Connections, Delivery, Fact, Line, NoticeKind, Program, Said, Status, Tls, Trust, read,
};
use crate::SECOND;

const CAPTURE: &str = include_str!("../../../tests/data/postfix-log-capture.txt");

fn said() -> Vec<(Line<'static>, Said<'static>)> {
    let lines = CAPTURE.lines().filter_map(Line::read);
    lines.filter_map(|line| Some((line, read(line.program, line.text)?))).collect()
}

fn deliveries() -> Vec<(&'static str, Delivery<'static>)> {
    let all = said().into_iter();
    all.filter_map(|(_, said)| match said {
        Said { queue_id: Some(id), fact: Fact::Delivery(delivery) } => Some((id, delivery)),
        _ => None,
    })
    .collect()
}

const fn kind(fact: &Fact<'_>) -> &'static str {
    match fact {
        Fact::Client(_) => "client",
        Fact::Local { .. } => "local",
        Fact::MessageId { .. } => "message-id",
        Fact::Queued { .. } => "queued",
        Fact::Delivery(_) => "delivery",
        Fact::Expired { .. } => "expired",
        Fact::Notice { .. } => "notice",
        Fact::Refused(_) => "refused",
        Fact::Discarded { .. } => "discarded",
        Fact::Removed => "removed",
        Fact::Encrypted(_) => "encrypted",
    }
}

/// What a line of the capture must be, by the words that `grep` would look for.
fn wanted(line: &str) -> Option<&'static str> {
    let has = |words: &str| line.contains(words);
    Some(match () {
        () if has(": client=") => "client",
        () if has("/pickup[") => "local",
        () if has("message-id=") => "message-id",
        () if has("/bounce[") => "notice",
        () if has("TLS connection established") => "encrypted",
        () if has(": to=<") => "delivery",
        () if has("returned to sender") => "expired",
        () if has("/qmgr[") && has("(queue active)") => "queued",
        () if has(": removed") => "removed",
        () if has(": discard: header") => "discarded",
        () if has("reject: ") => "refused",
        () => return None,
    })
}

#[test]
fn every_line_of_a_real_postfix_says_what_it_says() {
    let mut counts = BTreeMap::new();
    for line in CAPTURE.lines() {
        let read = Line::read(line).and_then(|line| read(line.program, line.text));
        assert_eq!(read.map(|said| kind(&said.fact)), wanted(line), "{line}");
        *counts.entry(wanted(line).unwrap_or("nothing")).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 12, "{counts:?}");
}

#[test]
fn a_client_has_a_name_an_address_a_user_and_what_a_filter_says() {
    let read = |text| match read(Program::Smtpd, text).unwrap() {
        Said { queue_id: Some("16431A50059"), fact: Fact::Client(client) } => client,
        other => panic!("{other:?}"),
    };
    let base = Client { name: "unknown", address: "127.0.0.5", ..Client::default() };
    assert_eq!(read("16431A50059: client=unknown[127.0.0.5]"), base);
    assert_eq!(read("16431A50059: client=unknown[127.0.0.5]:4711"), base);
    let user = Client { sasl_method: "PLAIN", sasl_username: "al, ice", ..base };
    assert_eq!(
        read("16431A50059: client=unknown[127.0.0.5], sasl_method=PLAIN, sasl_username=al, ice"),
        user
    );
    assert_eq!(
        read(
            "16431A50059: client=unknown[127.0.0.5], sasl_method=PLAIN, sasl_username=al, ice, orig_client=x[1]"
        ),
        user
    );
    let filtered = said().into_iter().find_map(|(_, said)| match said.fact {
        Fact::Client(client) if client.orig_queue_id.is_some() => Some(client),
        _ => None,
    });
    let wanted =
        Client { orig_queue_id: Some("ABC123"), orig_client: Some(("client.example", "192.0.2.9")), ..base };
    assert_eq!(filtered, Some(wanted));
}

#[test]
fn a_delivery_has_its_next_hop_its_times_and_the_words_of_the_next_hop() {
    let all = deliveries();
    let of = |to: &str| all.iter().find(|(_, delivery)| delivery.to == to).unwrap().1;
    let sent = of("bob@accept.test");
    assert!(sent.relay.unwrap().starts_with("127.0.0.1[127.0.0.1]:"));
    assert_eq!(
        (sent.status, sent.dsn, sent.reason),
        (Some(Status::Sent), "2.0.0", "250 2.0.0 Ok: queued as 12345")
    );
    assert_eq!((sent.delay, sent.delays), (SECOND * 9 / 100, [SECOND / 20, SECOND / 25, 0, 0]));
    assert_eq!(of("new@accept.test").orig_to, Some("old@accept.test"));
    let refused = of("bob@refused.test");
    assert_eq!((refused.status, refused.relay), (Some(Status::Deferred), None));
    for (to, status) in [
        ("bob@defer.test", Status::Deferred),
        ("bob@refuse.test", Status::Bounced),
        ("bob@drop.test", Status::Deferred),
        ("bob@nohost.test", Status::Bounced),
        ("bob@discard.test", Status::Sent),
        ("bob@pipe.test", Status::Sent),
        ("bob@relayed.test", Status::Sent),
        ("bob@lmtp.test", Status::Sent),
        ("v@virtual.test", Status::Sent),
        ("bob@tenant.test", Status::Bounced),
    ] {
        assert_eq!(of(to).status, Some(status), "{to}");
    }
    // What a next hop said changed nothing, and an address that looks like an outcome made none.
    assert!(of("bob@refuse.test").reason.contains("status=sent (250 forged"));
    let hostile = all.iter().filter(|(_, delivery)| delivery.to.starts_with("\"y>"));
    let hostile: Vec<_> = hostile.map(|(_, delivery)| delivery.status).collect();
    assert_eq!(hostile, [None, None]);
}

#[test]
fn an_address_that_looks_like_an_outcome_makes_none() {
    let line = "10D1EA50059: to=<\"y>, relay=none, delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (250 x\"@refuse.test>, \
                relay=h[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host said: 550 no)";
    let Some(Said { fact: Fact::Delivery(delivery), .. }) = read(Program::Smtp, line) else { panic!() };
    assert_eq!((delivery.relay, delivery.reason), (Some("h[192.0.2.1]:25"), "host said: 550 no"));
    // An older Postfix would not quote it, so that it could be another recipient who was sent to.
    assert_eq!(delivery.status, None);
}

#[test]
fn refusals_have_stage_code_reason_and_parties() {
    let all: Vec<_> = said()
        .into_iter()
        .filter_map(|(line, said)| match said.fact {
            Fact::Refused(refusal) => Some((line, said.queue_id, refusal)),
            _ => None,
        })
        .collect();
    let of = |word: &str| all.iter().find(|(line, ..)| line.text.contains(word)).unwrap();
    let (_, queue_id, relay) = of("Relay access denied");
    assert_eq!(*queue_id, None);
    assert_eq!((relay.stage, relay.code, relay.status), ("RCPT", "554", "5.7.1"));
    assert_eq!(relay.reason, "<x@elsewhere.example>: Relay access denied");
    assert_eq!((relay.from, relay.to), (Some("alice@sender.example"), Some("x@elsewhere.example")));
    assert_eq!((relay.protocol, relay.helo), ("ESMTP", Some("client.sender.example")));
    assert_eq!((relay.client, relay.is_for_now()), (Some(("unknown", "127.0.0.1")), false));
    assert!(of("450 4.7.1").2.is_for_now());
    let (line, _, screened) = of("Protocol error");
    assert_eq!(
        (line.program, screened.from, screened.to),
        (Program::Postscreen, Some("a@sender.example"), Some("bob@tenant.test"))
    );
    assert_eq!((screened.client, screened.helo), (Some(("", "127.0.0.1")), Some("early>,")));
    let (line, _, filter) = of("milter-reject");
    assert_eq!((line.name, filter.stage, filter.is_by_filter), ("postfix/submission", "CONNECT", true));
    let (_, queue_id, header) = of("reject: header");
    assert!(queue_id.is_some());
    assert_eq!((header.stage, header.reason), ("header", "5.7.1 no such mail"));
    // Everything a stranger may choose, at once.
    let (_, _, hostile) = of("<r; from=<s@s>");
    assert_eq!((hostile.code, hostile.protocol), ("554", "ESMTP"));
    assert_eq!(hostile.to, Some("\"r; from=<s@s> to=<t@t> proto=ESMTP helo=<h>\"@elsewhere.example"));
}

#[test]
fn a_filter_refuses_at_the_end_of_a_mail() {
    let text = "0F83DA50041: milter-reject: END-OF-MESSAGE from mx.example[192.0.2.7]: 5.7.1 spam; from=<a@b.example> \
                to=<c@d.example> proto=ESMTP helo=<mx.example>";
    let Some(Said { queue_id: Some("0F83DA50041"), fact: Fact::Refused(refusal) }) =
        read(Program::Cleanup, text)
    else {
        panic!()
    };
    assert_eq!(
        (refusal.stage, refusal.code, refusal.status, refusal.reason),
        ("END-OF-MESSAGE", "", "5.7.1", "spam")
    );
    assert_eq!((refusal.from, refusal.is_by_filter), (Some("a@b.example"), true));
}

#[test]
fn a_mail_that_comes_back_names_its_notice() {
    let notices: Vec<_> =
        said().into_iter().filter(|(_, said)| matches!(said.fact, Fact::Notice { .. })).collect();
    assert!(
        notices
            .iter()
            .any(|(_, said)| matches!(said.fact, Fact::Notice { kind: NoticeKind::NonDelivery, .. }))
    );
    // The notice is a mail of its own, in the same queue.
    let all = deliveries();
    for (_, notice) in notices {
        let Fact::Notice { queue_id, .. } = notice.fact else { panic!() };
        assert!(
            all.iter().any(|(id, delivery)| *id == queue_id && delivery.relay.is_none())
                || queue_id.contains('z')
        );
    }
}

#[test]
fn long_queue_ids_are_read_too() {
    let ids: Vec<_> = said().into_iter().filter_map(|(_, said)| said.queue_id).collect();
    assert!(ids.iter().any(|id| id.contains('z')) && ids.iter().any(|id| id.len() == 11));
    for other in ["warning", "statistics", "fatal", "A B", "BEEF", ""] {
        assert_eq!(read(Program::Qmgr, &format!("{other}: removed")), None, "{other}");
    }
}

#[test]
fn a_delivery_over_tls_is_told_from_one_without() {
    let mut connections = Connections::default();
    let mut protocols = BTreeMap::new();
    for (line, said) in said() {
        match said {
            Said { fact: Fact::Encrypted(tls), .. } if tls.is_outgoing => {
                connections.see(line.name, line.pid, 0, &tls);
            }
            Said { queue_id: Some(id), fact: Fact::Delivery(delivery) } => {
                let protocol = connections.protocol(line.name, line.pid, id, &delivery).map(str::to_owned);
                protocols.entry(delivery.to).or_insert(protocol);
            }
            _ => {}
        }
    }
    assert_eq!(protocols["bob@tls.test"].as_deref(), Some("TLSv1.3"));
    assert_eq!(protocols.values().flatten().count(), 1);
}

#[test]
fn an_encrypted_connection_is_of_its_mails_alone() {
    let text = "Verified TLS connection established to mx.example[192.0.2.1]:25: TLSv1.3 with cipher X (256/256 bits)";
    let Some(Said { fact: Fact::Encrypted(tls), .. }) = read(Program::Smtp, text) else { panic!() };
    let peer = "mx.example[192.0.2.1]:25";
    assert_eq!(
        tls,
        Tls { trust: Trust::Verified, is_outgoing: true, peer, protocol: "TLSv1.3", cipher: "X" }
    );
    let delivery = |extra: &str| {
        format!(
            "0F83DA50041: to=<a@b>, relay={peer}, {extra}delay=0, delays=0/0/0/0, dsn=2.0.0, status=sent (ok)"
        )
    };
    let (plain, reused) = (delivery(""), delivery("conn_use=2, "));
    let read = |text| match read(Program::Smtp, text).unwrap().fact {
        Fact::Delivery(delivery) => delivery,
        other => panic!("{other:?}"),
    };
    let mut connections = Connections::default();
    connections.see("postfix", 7, 0, &tls);
    assert_eq!(connections.protocol("postfix", 8, "A", &read(&plain)), None);
    assert_eq!(connections.protocol("postfix", 7, "A", &read(&plain)), Some("TLSv1.3"));
    assert_eq!(connections.protocol("postfix", 7, "A", &read(&plain)), Some("TLSv1.3"));
    assert_eq!(connections.protocol("postfix", 7, "B", &read(&reused)), Some("TLSv1.3"));
    // Another mail and a connection of its own, of which nothing was said.
    assert_eq!(connections.protocol("postfix", 7, "C", &read(&plain)), None);
    assert_eq!(connections.protocol("postfix", 7, "A", &read(&plain)), None);
}

#[test]
fn a_filter_names_the_id_under_which_it_handed_a_mail_back() {
    let told = |relay: &str, status: &str, said: &str| {
        let text = format!(
            "0F83DA50041: to=<a@b>, relay={relay}, delay=0, delays=0/0/0/0, dsn=2.0.0, status={status} ({said})"
        );
        match read(Program::Smtp, &text).unwrap().fact {
            Fact::Delivery(delivery) => {
                (delivery.hop().map(str::to_owned), delivery.next_queue_id().map(str::to_owned))
            }
            other => panic!("{other:?}"),
        }
    };
    let filter = "127.0.0.1[127.0.0.1]:10024";
    let back = "250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 26431A50059";
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(told(filter, "sent", back), (some("127.0.0.1"), some("26431A50059")));
    let long = "250 2.0.0 Ok: queued as 4cJ6vJ2k0bz3QXw";
    assert_eq!(told("mx[private/filter]", "sent", long), (some("private/filter"), some("4cJ6vJ2k0bz3QXw")));
    assert_eq!(told("none", "deferred", back), (None, None));
    for said in ["250 Ok", "250 queued as 26431A50059 at once", "250 queued as nothing", "queued as "] {
        assert_eq!(told(filter, "sent", said), (some("127.0.0.1"), None), "{said}");
    }
}
