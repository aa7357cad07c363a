//! Lines of Postfix's log on the bench: what each says, what of it is not believed, and why.

use serde::{Deserialize, Serialize};

use super::BenchProblem;
use crate::{
    Micros,
    bounds::cut,
    error::Problem,
    mail_log::{self, Connections, Delivery, Doubt, Fact, Line, Program, Refusal, Status, Tls},
    policy::LogLine,
};

/// Lines that are read at once.
pub const MOST_LINES: usize = 200;
/// Characters of a line that are shown again.
const SHOWN: usize = 300;

crate::words! {
    /// What a line tells of.
    pub enum Tells {
        /// Somebody began to hand a mail over.
        Client = "client",
        /// A program on the host did.
        Local = "local",
        MessageId = "message-id",
        Queued = "queued",
        Delivery = "delivery",
        Expired = "expired",
        Notice = "notice",
        Refused = "refused",
        Discarded = "discarded",
        Removed = "removed",
        Encrypted = "encrypted",
    }
}

crate::words! {
    /// Why a line tells of nothing.
    pub enum Untold {
        /// It does not begin as a line of a log does.
        NotALine = "not-a-line",
        /// Another program wrote it, or one of Postfix whose lines tell nothing of mails.
        OtherProgram = "other-program",
        /// It says nothing of a mail, or not in words that are known.
        NothingSaid = "nothing-said",
    }
}

crate::words! {
    /// What a value in a line is.
    pub enum Part {
        Host = "host",
        Program = "program",
        QueueId = "queue-id",
        Stage = "stage",
        Client = "client",
        OriginalClient = "original-client",
        OriginalQueueId = "original-queue-id",
        Helo = "helo",
        User = "user",
        Sender = "sender",
        Recipient = "recipient",
        OriginalRecipient = "original-recipient",
        Recipients = "recipients",
        Size = "size",
        MessageId = "message-id",
        Outcome = "outcome",
        Code = "code",
        Reason = "reason",
        Relay = "relay",
        Delay = "delay",
        /// Before the queue manager, in its queue, until there was a connection, and while it was given over.
        Delays = "delays",
        Encryption = "encryption",
        Notice = "notice",
    }
}

/// A value, and how it is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PartValue {
    Text(String),
    Number(i64),
    /// Stretches of time in microseconds.
    Stretches(Vec<Micros>),
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineSaid {
    /// Its beginning, as it was pasted.
    pub line: String,
    pub tells: Result<Tells, Untold>,
    pub parts: Vec<(Part, PartValue)>,
    /// Why the outcome, or who wrote to whom, is not believed.
    pub doubt: Option<Doubt>,
}

/// Whether a text is one of a log, where it is no request.
pub(super) fn is_log(text: &str) -> bool {
    text.lines().any(|line| mail_log::is_stamped(line.trim()))
}

/// Reads lines in their order; empty ones are passed over.
pub(super) fn read(text: &str) -> Result<Vec<LineSaid>, Problem> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_LINES {
        return Err(BenchProblem::LongLog { max: i64::try_from(MOST_LINES).unwrap_or(i64::MAX) }.into());
    }
    let mut connections = Connections::default();
    Ok(lines.into_iter().map(|line| said(line, &mut connections)).collect())
}

/// One line as an agent sends it.
pub(super) fn of_record(log: &LogLine) -> LineSaid {
    let mut parts = Parts::default();
    parts.text(Part::Program, &format!("{}/{}", log.name, log.program));
    let tells = match log.program.parse() {
        Ok(program) => parts.take(program, (&log.name, log.pid), &log.text, &mut Connections::default()),
        Err(_) => Err(Untold::OtherProgram),
    };
    parts.said(&log.text, tells)
}

fn said(line: &str, connections: &mut Connections) -> LineSaid {
    let mut parts = Parts::default();
    let tells = match Line::read(line) {
        Some(read) => {
            parts.text(Part::Host, read.host);
            parts.text(Part::Program, &format!("{}/{}", read.name, read.program));
            parts.take(read.program, (read.name, read.pid), read.text, connections)
        }
        None if mail_log::is_stamped(line) => Err(Untold::OtherProgram),
        None => Err(Untold::NotALine),
    };
    parts.said(line, tells)
}

/// What was found in a line.
#[derive(Default)]
struct Parts {
    found: Vec<(Part, PartValue)>,
    doubt: Option<Doubt>,
}

impl Parts {
    fn said(self, line: &str, tells: Result<Tells, Untold>) -> LineSaid {
        LineSaid { line: cut(line, SHOWN), tells, parts: self.found, doubt: self.doubt }
    }

    /// What is empty was not said.
    fn text(&mut self, part: Part, text: &str) {
        if !text.is_empty() {
            self.found.push((part, PartValue::Text(text.to_owned())));
        }
    }

    fn number(&mut self, part: Part, number: i64) {
        self.found.push((part, PartValue::Number(number)));
    }

    /// An address; the empty one is that of a notice.
    fn address(&mut self, part: Part, address: &str) {
        self.text(part, if address.is_empty() { "<>" } else { address });
    }

    fn peer(&mut self, part: Part, (name, address): (&str, &str)) {
        self.text(part, &format!("{name}[{address}]"));
    }

    fn take(
        &mut self,
        program: Program,
        (name, pid): (&str, u32),
        text: &str,
        connections: &mut Connections,
    ) -> Result<Tells, Untold> {
        let said = mail_log::read(program, text).ok_or(Untold::NothingSaid)?;
        let queue_id = said.queue_id.unwrap_or_default();
        self.text(Part::QueueId, queue_id);
        Ok(match said.fact {
            Fact::Client(client) => {
                self.peer(Part::Client, (client.name, client.address));
                self.text(Part::User, client.sasl_username);
                client.orig_client.into_iter().for_each(|peer| self.peer(Part::OriginalClient, peer));
                self.text(Part::OriginalQueueId, client.orig_queue_id.unwrap_or_default());
                Tells::Client
            }
            Fact::Local { uid, from } => {
                self.text(Part::User, &uid.to_string());
                self.address(Part::Sender, from);
                Tells::Local
            }
            Fact::MessageId { id, .. } => {
                self.text(Part::MessageId, id);
                Tells::MessageId
            }
            Fact::Queued { from, size, recipients } => {
                self.address(Part::Sender, from);
                self.number(Part::Size, size);
                self.number(Part::Recipients, recipients);
                Tells::Queued
            }
            Fact::Delivery(delivery) => {
                self.delivery(&delivery);
                let protocol = connections.protocol(name, pid, queue_id, &delivery);
                self.text(Part::Encryption, protocol.unwrap_or_default());
                Tells::Delivery
            }
            Fact::Expired { from } => {
                self.address(Part::Sender, from);
                Tells::Expired
            }
            Fact::Notice { kind, queue_id } => {
                self.text(Part::Notice, &format!("{kind}: {queue_id}"));
                Tells::Notice
            }
            Fact::Refused(refusal) => {
                self.refusal(&refusal);
                Tells::Refused
            }
            Fact::Discarded { reason } => {
                self.text(Part::Reason, reason);
                Tells::Discarded
            }
            Fact::Removed => Tells::Removed,
            Fact::Encrypted(tls) => {
                self.encrypted(&tls);
                // They are in their order, and none is kept.
                connections.see(name, pid, 0, &tls);
                Tells::Encrypted
            }
        })
    }

    fn delivery(&mut self, delivery: &Delivery<'_>) {
        self.address(Part::Recipient, delivery.to);
        self.text(Part::OriginalRecipient, delivery.orig_to.unwrap_or_default());
        self.text(Part::Outcome, delivery.status.map(Status::as_str).unwrap_or_default());
        self.text(Part::Code, delivery.dsn);
        self.text(Part::Reason, delivery.reason);
        self.text(Part::Relay, delivery.relay.unwrap_or_default());
        self.found.push((Part::Delay, PartValue::Stretches(vec![delivery.delay])));
        self.found.push((Part::Delays, PartValue::Stretches(delivery.delays.to_vec())));
        self.doubt = delivery.doubt;
    }

    fn refusal(&mut self, refusal: &Refusal<'_>) {
        self.text(Part::Stage, refusal.stage);
        refusal.client.into_iter().for_each(|peer| self.peer(Part::Client, peer));
        self.text(Part::Helo, refusal.helo.unwrap_or_default());
        refusal.from.into_iter().for_each(|from| self.address(Part::Sender, from));
        refusal.to.into_iter().for_each(|to| self.address(Part::Recipient, to));
        let code = [refusal.code, refusal.status].join(" ");
        self.text(Part::Code, code.trim());
        self.text(Part::Reason, refusal.reason);
        self.doubt = refusal.doubt;
    }

    fn encrypted(&mut self, tls: &Tls<'_>) {
        self.text(if tls.is_outgoing { Part::Relay } else { Part::Client }, tls.peer);
        self.text(Part::Encryption, &format!("{}, {} ({})", tls.protocol, tls.cipher, tls.trust));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Laid, read as lay};

    fn lines(text: &str) -> Vec<LineSaid> {
        let Ok(Laid::Log(lines)) = lay(text) else { panic!("{text}") };
        lines
    }

    fn text(line: &LineSaid, part: Part) -> &str {
        match line.parts.iter().find(|(one, _)| *one == part) {
            Some((_, PartValue::Text(text))) => text,
            _ => "",
        }
    }

    #[test]
    fn a_delivery_is_told_with_its_connection() {
        let told = lines(
            "2026-11-28T07:11:14.1+01:00 mx postfix/smtp[7]: Trusted TLS connection established to \
             mx.far.example[192.0.2.9]:25: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n\n\
             Nov 28 07:11:14 mx postfix/smtp[7]: 0F83DA50041: to=<bob@far.example>, \
             relay=mx.far.example[192.0.2.9]:25, delay=0.31, delays=0.1/0/0.11/0.1, dsn=2.0.0, status=sent (250 ok)",
        );
        assert_eq!((told[0].tells, told[1].tells), (Ok(Tells::Encrypted), Ok(Tells::Delivery)));
        let sent = &told[1];
        assert_eq!((text(sent, Part::Host), text(sent, Part::Program)), ("mx", "postfix/smtp"));
        assert_eq!((text(sent, Part::QueueId), text(sent, Part::Outcome)), ("0F83DA50041", "sent"));
        assert_eq!((text(sent, Part::Reason), text(sent, Part::Encryption)), ("250 ok", "TLSv1.3"));
        assert!(sent.parts.contains(&(Part::Delay, PartValue::Stretches(vec![310_000]))));
        assert_eq!(sent.doubt, None);
    }

    #[test]
    fn what_a_stranger_forged_is_told_as_not_believed() {
        let head = "Nov 28 07:11:14 mx postfix/smtp[7]: 0F83DA50041: to=<";
        let end = ", relay=mx[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=";
        let forged = format!("{head}a>{end}sent (x@far.example>{end}bounced (550 no)");
        let long = format!("{head}a@far.example>{end}deferred ({}", "x".repeat(900));
        let odd = format!("{head}a@far.example>{end}gone (x)");
        for (line, doubt) in [(forged, Doubt::TwoWays), (long, Doubt::CutOff), (odd, Doubt::UnknownWord)] {
            let told = &lines(&line)[0];
            assert_eq!((told.doubt, text(told, Part::Outcome)), (Some(doubt), ""), "{line}");
        }
        let refused = "Nov 28 07:11:14 mx postfix/smtpd[7]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 450 4.7.1 \
            no; from=<a; to=<b> proto=ESMTP helo=<i>";
        let told = &lines(refused)[0];
        assert_eq!((told.tells, told.doubt), (Ok(Tells::Refused), Some(Doubt::TwoWays)));
        assert_eq!((text(told, Part::Sender), text(told, Part::Helo)), ("", "i"));
    }

    #[test]
    fn a_line_that_tells_nothing_says_why() {
        let told = lines(
            "Nov 28 07:00:00 mx postfix/anvil[1]: statistics: max connection rate 1/60s\n\
             Nov 28 07:00:00 mx postfix/qmgr[1]: 4A: from=<a@b.example>, size=1\n\
             relay=none, and the rest of a line\n\
             Nov 28 07:00:00 mx postfix/qmgr[1]: 0F83DA50041: removed",
        );
        let told: Vec<_> = told.iter().map(|line| line.tells).collect();
        let expected =
            [Err(Untold::OtherProgram), Err(Untold::NothingSaid), Err(Untold::NotALine), Ok(Tells::Removed)];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_line_as_an_agent_sends_it_is_read_too() {
        let record = r#"{"at":1,"log":{"name":"postfix","program":"cleanup","pid":7,"text":"0F83DA50041: message-id=<x@y>"}}"#;
        assert_eq!(text(&lines(record)[0], Part::MessageId), "x@y");
        let other = record.replace("cleanup", "anvil");
        assert_eq!(lines(&other)[0].tells, Err(Untold::OtherProgram));
        assert_eq!(lay(r#"{"at":1,"log":{}}"#), Err(BenchProblem::NotARequest.into()));
    }

    #[test]
    fn more_lines_than_are_read_are_refused() {
        let line = "Nov 28 07:00:00 mx postfix/qmgr[1]: 0F83DA50041: removed\n";
        assert_eq!(lines(&line.repeat(MOST_LINES)).len(), MOST_LINES);
        assert_eq!(lay(&line.repeat(MOST_LINES + 1)), Err(BenchProblem::LongLog { max: 200 }.into()));
    }

    #[test]
    fn a_request_with_a_stamp_before_it_stays_a_request() {
        let pasted = "Nov 28 07:00:00 mx policyd[1]: asked\nrecipient=bob@tenant.test\n";
        assert!(matches!(lay(pasted), Ok(Laid::Request(_))));
    }
}
