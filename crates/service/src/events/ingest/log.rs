//! What the log of a Postfix tells of its mails: which there were beside those it asked about, and what became of them.
//!
//! A line names a mail by its id in the queue. Which mail that is, the line of the client that handed it over tells: the
//! process that took it is the one that asked about its recipients just before.

mod hosts;
mod joining;
mod mail;
mod queued;

use std::collections::{BTreeMap, HashMap};

use domain::{
    EventId, HOUR, MessageId, Micros, PolicyAgentId, SECOND,
    bounds::{LONGEST_KEY, cut},
    direction::MailFlow,
    mail_log::{self, Client, Connections, Fact, PROCESSES, Program, Refusal},
    messages::Outcome,
    policy::LogRecord,
    zones::Zone,
};
use store::{
    TenantTx,
    tenant::{
        agent_connections,
        messages::{
            self, Message, Recipient,
            log::{self, LogLine, QueueId},
            parts,
        },
        rollups::{self, Grain},
        tops,
    },
};

use self::{
    hosts::Hosts,
    joining::Joined,
    mail::{Mail, Told, outcome},
};
use super::{mail_flow, sharing::Share};
use crate::{
    OrInternal, Result, chance,
    events::{outcomes::Outcomes, rollups::Tally},
};

/// A mail waits for five days at most unless Postfix is told otherwise.
const IN_QUEUE: Micros = 30 * 24 * HOUR;
/// A client may take so long between its first recipient and the next.
const SESSION: Micros = HOUR;
/// So long a line may speak of a connection that an earlier one told of.
pub(crate) const CONNECTIONS: Micros = HOUR;
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
    /// By id in a queue, of whichever Postfix, the newest last.
    queued: HashMap<String, Vec<QueueId>>,
    connections: Connections,
    tally: Tally,
    outcomes: Outcomes,
    kept: Vec<LogLine>,
    /// Those that turned out to be parts of others.
    joined: Vec<Joined>,
    hosts: Hosts,
}

/// Lines with what they say.
type Read<'a> = Vec<(&'a LogRecord, Program, mail_log::Said<'a>)>;

/// Takes lines in their order.
pub(super) async fn take(
    tx: &mut TenantTx,
    (zone, now): (&Zone, Micros),
    agent: &PolicyAgentId,
    records: &[LogRecord],
    share: &mut Share,
) -> Result<()> {
    let read: Read<'_> = records
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
    let flow = mail_flow(tx).await?;
    let queued = queued::find(tx, agent, &flow, &read, first - IN_QUEUE).await?;
    let is_taking = |fact: &Fact<'_>| matches!(fact, Fact::Client(_) | Fact::Refused(_));
    let told = read.iter().filter(|(.., said)| is_taking(&said.fact));
    let processes: Vec<i64> = told.map(|(record, ..)| i64::from(record.log.pid)).collect();
    let span = (first - SESSION, last + APART);
    let taken = log::list_of_processes(tx, agent, &unique(processes), span).await.or_internal()?;
    let named = read.iter().filter(|(.., said)| matches!(said.fact, Fact::MessageId { .. }));
    let named = unique(named.filter_map(|(.., said)| said.queue_id).collect());
    let wholes = parts::list_passed_as(tx, agent, &named, first - IN_QUEUE).await.or_internal()?;
    let known = unique(queued.iter().map(|one| &one.message_id).chain(&wholes).collect());
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
    let most = i64::try_from(PROCESSES).unwrap_or(i64::MAX);
    let since = first - CONNECTIONS;
    let connections = agent_connections::list(tx, agent, since, most).await.or_internal()?;
    let mut lines = Lines {
        agent,
        now,
        zone,
        flow,
        mails,
        queued: HashMap::new(),
        connections: Connections::known(connections),
        tally: Tally::default(),
        outcomes,
        kept: Vec::new(),
        joined: Vec::new(),
        hosts: Hosts::find(tx, agent).await?,
    };
    for one in queued {
        lines.queued.entry(one.queue_id.clone()).or_default().push(one);
    }
    for (record, program, said) in read {
        lines.tell(record, program, &said, share);
    }
    lines.join();
    lines.store(tx).await
}

fn unique<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

impl Lines<'_> {
    fn tell(&mut self, record: &LogRecord, program: Program, said: &mail_log::Said<'_>, share: &mut Share) {
        let (name, host) = (&record.log.name, self.hosts.of(record));
        if let Fact::Encrypted(tls) = &said.fact {
            return self.connections.see(name, record.log.pid, record.at, tls);
        }
        let found = match (said.queue_id, &said.fact) {
            (Some(id), Fact::Client(client)) => Some((self.begin(record, id, Some(client)), 0)),
            (Some(id), Fact::Local { .. }) => Some((self.begin(record, id, None), 0)),
            (Some(id), _) => self.find(host, id, record.at),
            (None, Fact::Refused(refusal)) => self.refused(record, refusal).map(|id| (id, 0)),
            (None, _) => None,
        };
        let Some((id, passes)) = found else { return };
        let queue_id = said.queue_id.unwrap_or_default();
        if matches!(said.fact, Fact::Removed) {
            self.leave(host, queue_id, record.at);
        }
        let protocol = match &said.fact {
            Fact::Delivery(delivery) => {
                let known = self.connections.protocol(name, record.log.pid, queue_id, delivery);
                known.unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        let protocol = protocol.as_str();
        let passed_as = match &said.fact {
            Fact::Delivery(delivery) => joining::passed_as(&self.flow, delivery),
            _ => None,
        };
        let is_within = passed_as.is_some_and(|next| self.holds(&id, next));
        let Some(mail) = self.mails.get_mut(&id) else { return };
        mail.is_told = true;
        match &said.fact {
            Fact::MessageId { id, is_resent } if !is_resent || mail.message.message_id.is_empty() => {
                mail.message.message_id = cut(id, LONGEST_KEY);
            }
            Fact::Local { from, .. } => mail.sent_by(from),
            Fact::Queued { from, size, .. } => {
                mail.sent_by(from);
                // What a policy request said at the end of the mail is the same without Postfix's own line.
                if mail.message.bytes == 0 {
                    (mail.message.size, mail.message.bytes) = (Some(*size), *size);
                    self.tally.weigh(&mail.message, *size, self.zone);
                }
            }
            Fact::Delivery(delivery) => {
                if let Some(outcome) = delivery.status.and_then(outcome) {
                    let told = Told { at: record.at, outcome, protocol, passes, passed_as, is_within };
                    let new = mail.told(&self.flow, delivery, told);
                    if let Some((direction, domain)) = new {
                        mail.count(&mut self.tally, (direction, &domain), self.zone);
                    }
                }
            }
            Fact::Expired { .. } => mail.ended(record.at, queue_id, Outcome::Expired),
            Fact::Refused(refusal) => mail.refused(record.at, refusal),
            _ => {}
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

    /// The mail that an id in a queue names at an instant, and how many filters it has been through.
    fn find(&self, host: &str, queue_id: &str, at: Micros) -> Option<(MessageId, i64)> {
        let known = self.queued.get(queue_id)?;
        let is_there =
            |one: &&QueueId| one.at <= at + APART && one.left_at.is_none_or(|left| at <= left + APART);
        let there: Vec<&QueueId> = known.iter().rev().filter(is_there).collect();
        // A service that hands mail on may have a name that is no Postfix's.
        let only = there.first().filter(|_| there.len() == 1);
        let one = there.iter().find(|one| one.host == host).or(only)?;
        Some((one.message_id.clone(), one.passes))
    }

    /// A mail comes into a queue. It is the one that its client's process asked about last, or one that nobody asked about.
    fn begin(&mut self, record: &LogRecord, queue_id: &str, client: Option<&Client<'_>>) -> MessageId {
        let (host, at) = (self.hosts.taking(record), record.at);
        let is_known = |one: &&QueueId| one.host == host && one.left_at.is_none() && at - one.at < SESSION;
        if let Some(known) = self.queued.get(queue_id).and_then(|all| all.iter().rev().find(is_known)) {
            return known.message_id.clone();
        }
        let asked = client.and_then(|_| self.asked((&host, i64::from(record.log.pid)), queue_id, at));
        let message_id = asked.unwrap_or_else(|| self.make(record, client));
        if let Some(mail) = self.mails.get_mut(&message_id) {
            queue_id.clone_into(&mut mail.message.queue_id);
            if mail.message.host != host {
                self.hosts.tell(&mail.message.instance, &host);
                mail.message.host.clone_from(&host);
            }
        }
        let passed_from = client.and_then(|client| client.orig_queue_id).unwrap_or_default().to_owned();
        self.queued.entry(queue_id.to_owned()).or_default().push(QueueId {
            host,
            queue_id: queue_id.to_owned(),
            at,
            message_id: message_id.clone(),
            left_at: None,
            passed_from,
            passes: 0,
        });
        message_id
    }

    /// The mail that a process asked about last, if it has no other id in the queue. Postfixes in containers have
    /// processes of the same numbers, so one that is known to be another's is not meant.
    fn asked(&self, (host, process): (&str, i64), queue_id: &str, at: Micros) -> Option<MessageId> {
        let of_it = self.mails.values().map(|mail| &mail.message).filter(|message| {
            let is_near = (at - SESSION..=at + APART).contains(&message.at);
            message.process == process
                && is_near
                && !message.instance.is_empty()
                && (message.host == host || message.host.is_empty())
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
        self.tally.begin_of_log(&mut message, self.zone);
        let id = message.id.clone();
        self.mails.insert(id.clone(), Mail::found(message));
        id
    }

    fn unknown(&mut self, record: &LogRecord) -> Message {
        let id = MessageId::of(&chance::id(record.at.max(0), EventId::new));
        Message {
            host: self.hosts.taking(record),
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
        let all = self.queued.get_mut(queue_id).into_iter().flatten();
        if let Some(known) = all.rev().find(|one| one.host == host).filter(|one| one.left_at.is_none()) {
            known.left_at = Some(at);
        }
    }

    async fn store(self, tx: &mut TenantTx) -> Result<()> {
        let Self {
            agent,
            mails,
            queued,
            mut tally,
            mut outcomes,
            kept,
            joined,
            zone,
            hosts,
            now,
            connections,
            ..
        } = self;
        for mail in mails.values() {
            outcomes.count(&mail.message, &mail.recipients, 1, zone);
        }
        outcomes.store(tx, now).await?;
        hosts.store(tx, agent, now).await?;
        let connections: Vec<_> = connections.into_new().collect();
        agent_connections::upsert(tx, agent, &connections).await.or_internal()?;
        // What only stood by, as another mail of the same process, is as it was.
        let told = mails.into_values().filter(|mail| mail.is_told);
        let (messages, recipients): (Vec<_>, Vec<_>) =
            told.map(|mail| (mail.message, mail.recipients)).unzip();
        messages::upsert(tx, &messages.iter().collect::<Vec<_>>()).await.or_internal()?;
        let recipients: Vec<Recipient> = recipients.into_iter().flatten().collect();
        messages::upsert_recipients(tx, &recipients).await.or_internal()?;
        for one in &joined {
            one.store(tx, agent, &mut tally, zone).await?;
        }
        let ids: Vec<&QueueId> = queued.values().flatten().collect();
        log::upsert_queue_ids(tx, agent, &ids).await.or_internal()?;
        log::insert_lines(tx, &kept).await.or_internal()?;
        for (grain, cells, names) in
            [(Grain::Quarter, &tally.quarters, &tally.top_hours), (Grain::Day, &tally.days, &tally.top_days)]
        {
            rollups::add(tx, grain, &cells.iter().collect::<Vec<_>>()).await.or_internal()?;
            tops::add(tx, grain, &names.iter().collect::<Vec<_>>()).await.or_internal()?;
        }
        Ok(())
    }
}
