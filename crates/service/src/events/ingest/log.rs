//! What the log of a Postfix tells of its mails: which there were beside those it asked about, and what became of them.
//!
//! A line names a mail by its id in the queue. Which mail that is, the line of the client that handed it over tells: the
//! process that took it is the one that asked about its recipients just before.

mod mail;

use std::collections::{BTreeMap, HashMap};

use domain::{
    EventId, HOUR, MessageId, Micros, PolicyAgentId, SECOND,
    bounds::{LONGEST_KEY, cut},
    direction::{Direction, MailFlow},
    mail_log::{self, Client, Connections, Fact, Program, Refusal},
    messages::Outcome,
    policy::LogRecord,
    zones::Zone,
};
use store::{
    TenantTx,
    tenant::{
        messages::{
            self, Message, Recipient,
            log::{self, LogLine, QueueId},
        },
        rollups::{self, CellCounts, Counts, Grain},
    },
};

use self::mail::{Mail, outcome};
use super::{mail_flow, sharing::Share};
use crate::{
    OrInternal, Result, chance,
    events::{
        outcomes::Outcomes,
        rollups::{Tally, go},
    },
};

/// A mail waits for five days at most unless Postfix is told otherwise.
const IN_QUEUE: Micros = 30 * 24 * HOUR;
/// A client may take so long between its first recipient and the next.
const SESSION: Micros = HOUR;
/// The agent's clock and that of the log may be so far apart.
const APART: Micros = 2 * SECOND;
/// Lines kept of one mail.
const LINES: i64 = 200;

/// What one batch's lines are about.
struct Lines<'a> {
    agent: &'a PolicyAgentId,
    now: Micros,
    zone: &'a Zone,
    flow: MailFlow,
    mails: BTreeMap<MessageId, Mail>,
    /// By host and id in the queue, the newest last.
    queued: HashMap<(String, String), Vec<QueueId>>,
    connections: Connections,
    tally: Tally,
    outcomes: Outcomes,
    kept: Vec<LogLine>,
}

/// Takes lines in their order.
pub(super) async fn take(
    tx: &mut TenantTx,
    (zone, now): (&Zone, Micros),
    agent: &PolicyAgentId,
    records: &[LogRecord],
    share: &mut Share,
) -> Result<()> {
    let read: Vec<_> = records
        .iter()
        .filter_map(|record| {
            let program: Program = record.log.program.parse().ok()?;
            Some((record, program, mail_log::read(program, &record.log.text)?))
        })
        .collect();
    let (Some(first), Some(last)) =
        (read.iter().map(|(one, ..)| one.at).min(), read.iter().map(|(one, ..)| one.at).max())
    else {
        return Ok(());
    };
    let ids: Vec<&str> = read.iter().filter_map(|(.., said)| said.queue_id).collect();
    let takes = |fact: &Fact<'_>| matches!(fact, Fact::Client(_) | Fact::Refused(_));
    let taking = read.iter().filter(|(.., said)| takes(&said.fact));
    let processes: Vec<i64> = taking.map(|(record, ..)| i64::from(record.log.pid)).collect();
    let queued = log::list_queue_ids(tx, agent, &unique(ids), first - IN_QUEUE).await.or_internal()?;
    let span = (first - SESSION, last + APART);
    let taken = log::list_of_processes(tx, agent, &unique(processes), span).await.or_internal()?;
    let known: Vec<&MessageId> = unique(queued.iter().map(|one| &one.message_id).collect());
    let of_queue = log::list_of_ids(tx, &known).await.or_internal()?;
    let mut mails: BTreeMap<MessageId, Mail> =
        of_queue.into_iter().chain(taken).map(|message| (message.id.clone(), Mail::found(message))).collect();
    let all: Vec<&MessageId> = mails.keys().collect();
    for recipient in log::list_recipients_of(tx, &all).await.or_internal()? {
        if let Some(mail) = mails.get_mut(&recipient.message_id) {
            mail.recipients.push(recipient);
        }
    }
    // What became of them until now is taken away, and what became of them then is added.
    let mut outcomes = Outcomes::begin(tx).await?;
    for mail in mails.values() {
        outcomes.count(&mail.message, &mail.recipients, -1, zone);
    }
    let mut lines = Lines {
        agent,
        now,
        zone,
        flow: mail_flow(tx).await?,
        mails,
        queued: HashMap::new(),
        connections: Connections::default(),
        tally: Tally::default(),
        outcomes,
        kept: Vec::new(),
    };
    for one in queued {
        lines.queued.entry((one.host.clone(), one.queue_id.clone())).or_default().push(one);
    }
    for (record, program, said) in read {
        lines.tell(record, program, &said, share);
    }
    lines.store(tx).await
}

fn unique<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

impl Lines<'_> {
    fn tell(&mut self, record: &LogRecord, program: Program, said: &mail_log::Said<'_>, share: &mut Share) {
        let host = &record.log.name;
        if let Fact::Encrypted(tls) = &said.fact {
            return self.connections.see(host, record.log.pid, tls);
        }
        let found = match (said.queue_id, &said.fact) {
            (Some(id), Fact::Client(client)) => Some(self.begin(record, id, Some(client))),
            (Some(id), Fact::Local { .. }) => Some(self.begin(record, id, None)),
            (Some(id), _) => self.find(host, id, record.at),
            (None, Fact::Refused(refusal)) => self.refused(record, refusal),
            (None, _) => None,
        };
        let Some(id) = found else { return };
        let queue_id = said.queue_id.unwrap_or_default();
        if matches!(said.fact, Fact::Removed) {
            self.leave(host, queue_id, record.at);
        }
        let protocol = match &said.fact {
            Fact::Delivery(delivery) => {
                let known = self.connections.protocol(host, record.log.pid, queue_id, delivery);
                known.unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        let Some(mail) = self.mails.get_mut(&id) else { return };
        mail.is_told = true;
        let mut added = Counts::default();
        match &said.fact {
            Fact::MessageId { id, is_resent } if !is_resent || mail.message.message_id.is_empty() => {
                mail.message.message_id = cut(id, LONGEST_KEY);
            }
            Fact::Local { from, .. } => mail.sent_by(from),
            Fact::Queued { from, size, .. } => {
                mail.sent_by(from);
                // What a policy request said at the end of the mail is the same without Postfix's own line.
                if mail.message.bytes == 0 {
                    (mail.message.size, mail.message.bytes, added.bytes) = (Some(*size), *size, *size);
                }
            }
            Fact::Delivery(delivery) => {
                let outcome = delivery.status.and_then(outcome);
                if let Some(outcome) = outcome {
                    let new = mail.told(&self.flow, record.at, delivery, (outcome, &protocol));
                    if let Some((direction, domain)) = new
                        && mail.message.instance.is_empty()
                    {
                        added.recipients = 1;
                        mail.message.recipients += 1;
                        let mut counts = CellCounts { counts: added, ..CellCounts::default() };
                        let was = go(&mut mail.message, (direction, &domain), false, &mut counts);
                        self.tally.put((self.agent, record.at), (direction, &domain), counts, was, self.zone);
                        added = Counts::default();
                    }
                }
            }
            Fact::Expired { .. } => mail.ended(record.at, Outcome::Expired),
            Fact::Refused(refusal) => mail.refused(record.at, refusal),
            _ => {}
        }
        if added != Counts::default() {
            let counts = CellCounts { counts: added, ..CellCounts::default() };
            let (direction, domain) = (mail.message.direction, mail.message.domain.clone());
            self.tally.put((self.agent, record.at), (direction, &domain), counts, false, self.zone);
        }
        mail.sum_up();
        mail.message.seen_at = self.now;
        if mail.message.lines < LINES && share.keeps(&record.log.text) {
            mail.message.lines += 1;
            self.kept.push(LogLine {
                message_id: id,
                number: mail.message.lines,
                at: record.at,
                program: program.to_string(),
                line: record.log.text.clone(),
            });
        }
    }

    /// The mail that an id in a queue names at an instant.
    fn find(&self, host: &str, queue_id: &str, at: Micros) -> Option<MessageId> {
        let known = self.queued.get(&(host.to_owned(), queue_id.to_owned()))?;
        let is_of_it =
            |one: &&QueueId| one.at <= at + APART && one.left_at.is_none_or(|left| at <= left + APART);
        known.iter().rev().find(is_of_it).map(|one| one.message_id.clone())
    }

    /// A mail comes into a queue. It is the one that its client's process asked about last, or one that nobody asked about.
    fn begin(&mut self, record: &LogRecord, queue_id: &str, client: Option<&Client<'_>>) -> MessageId {
        let (host, at) = (record.log.name.clone(), record.at);
        let key = (host.clone(), queue_id.to_owned());
        let is_known = |one: &&QueueId| one.left_at.is_none() && at - one.at < SESSION;
        if let Some(known) = self.queued.get(&key).and_then(|all| all.iter().rev().find(is_known)) {
            return known.message_id.clone();
        }
        let asked = client.and_then(|_| self.asked(i64::from(record.log.pid), queue_id, at));
        let message_id = asked.unwrap_or_else(|| self.make(record, client));
        if let Some(mail) = self.mails.get_mut(&message_id) {
            queue_id.clone_into(&mut mail.message.queue_id);
            mail.message.host.clone_from(&host);
        }
        let queue_id = queue_id.to_owned();
        let new = QueueId { host, queue_id, at, message_id: message_id.clone(), left_at: None };
        self.queued.entry(key).or_default().push(new);
        message_id
    }

    /// The mail that a process asked about last, if it has no other id in the queue.
    fn asked(&self, process: i64, queue_id: &str, at: Micros) -> Option<MessageId> {
        let of_it = self.mails.values().map(|mail| &mail.message).filter(|message| {
            let is_near = (at - SESSION..=at + APART).contains(&message.at);
            message.process == process
                && is_near
                && (message.queue_id.is_empty() || message.queue_id == queue_id)
        });
        of_it.max_by_key(|message| (message.at, &message.id)).map(|message| message.id.clone())
    }

    /// A mail that nobody asked about: it counts from here on.
    fn make(&mut self, record: &LogRecord, client: Option<&Client<'_>>) -> MessageId {
        let mut message = self.unknown(record);
        if let Some(client) = client {
            message.client_address = cut(client.address, LONGEST_KEY);
            message.client_name = cut(client.name, LONGEST_KEY);
            message.sasl_username = cut(client.sasl_username, LONGEST_KEY);
        }
        message.is_authenticated = !message.sasl_username.is_empty();
        // Whoever handed it over on the host itself is inside, as who has signed in is.
        let counts =
            Counts { messages: 1, authenticated: i64::from(message.is_authenticated), ..Counts::default() };
        let mut added = CellCounts { counts, ..CellCounts::default() };
        let way = (Direction::Undecided, "");
        go(&mut message, way, true, &mut added);
        self.tally.put((self.agent, record.at), way, added, false, self.zone);
        let id = message.id.clone();
        self.mails.insert(id.clone(), Mail::found(message));
        id
    }

    fn unknown(&self, record: &LogRecord) -> Message {
        let id = MessageId::of(&chance::id(record.at.max(0), EventId::new));
        Message {
            host: record.log.name.clone(),
            process: i64::from(record.log.pid),
            ..Message::new(id, self.agent.clone(), (record.at, self.now))
        }
    }

    /// An attempt that never got into a queue: that of a mail its process asked about, or one that nobody asked about,
    /// which is shown and not counted.
    fn refused(&mut self, record: &LogRecord, refusal: &Refusal<'_>) -> Option<MessageId> {
        let process = i64::from(record.log.pid);
        let recipient = refusal.to.unwrap_or_default();
        let of_it = |mail: &&Mail| {
            let message = &mail.message;
            message.process == process
                && (record.at - SESSION..=record.at + APART).contains(&message.at)
                && mail.recipients.iter().any(|one| one.recipient.eq_ignore_ascii_case(recipient))
        };
        let asked = self.mails.values().filter(of_it).max_by_key(|mail| (mail.message.at, &mail.message.id));
        if let Some(mail) = asked {
            return Some(mail.message.id.clone());
        }
        let (name, address) = refusal.client?;
        let mut message = self.unknown(record);
        message.client_address = cut(address, LONGEST_KEY);
        message.client_name = cut(name, LONGEST_KEY);
        message.helo_name = cut(refusal.helo.unwrap_or_default(), LONGEST_KEY);
        let mut mail = Mail::found(message);
        mail.sent_by(refusal.from.unwrap_or_default());
        if !recipient.is_empty() {
            mail.add(&self.flow, recipient);
        }
        let id = mail.message.id.clone();
        self.mails.insert(id.clone(), mail);
        Some(id)
    }

    fn leave(&mut self, host: &str, queue_id: &str, at: Micros) {
        let key = (host.to_owned(), queue_id.to_owned());
        let known = self.queued.get_mut(&key).and_then(|all| all.last_mut());
        if let Some(known) = known.filter(|known| known.left_at.is_none()) {
            known.left_at = Some(at);
        }
    }

    async fn store(self, tx: &mut TenantTx) -> Result<()> {
        let Self { agent, now, mails, queued, tally, mut outcomes, kept, zone, .. } = self;
        for mail in mails.values() {
            outcomes.count(&mail.message, &mail.recipients, 1, zone);
        }
        outcomes.store(tx, now).await?;
        // What only stood by, as another mail of the same process, is as it was.
        let told = mails.into_values().filter(|mail| mail.is_told);
        let (messages, recipients): (Vec<_>, Vec<_>) =
            told.map(|mail| (mail.message, mail.recipients)).unzip();
        messages::upsert(tx, &messages.iter().collect::<Vec<_>>()).await.or_internal()?;
        let recipients: Vec<Recipient> = recipients.into_iter().flatten().collect();
        messages::upsert_recipients(tx, &recipients).await.or_internal()?;
        let ids: Vec<&QueueId> = queued.values().flatten().collect();
        log::upsert_queue_ids(tx, agent, &ids).await.or_internal()?;
        log::insert_lines(tx, &kept).await.or_internal()?;
        for (grain, cells) in [(Grain::Quarter, &tally.quarters), (Grain::Day, &tally.days)] {
            rollups::add(tx, grain, &cells.iter().collect::<Vec<_>>()).await.or_internal()?;
        }
        Ok(())
    }
}
