//! Mails, a row each: looked for, and looked at whole.

pub mod export;

use std::time::{Duration, Instant};

use domain::{
    Error, MessageId, Micros, PolicyAgentId,
    permission::ViewEvents,
    plans::Feature,
    search::{Query, Wanted},
};
pub use store::tenant::messages::search::{LogLine, Mail, Reached};
use store::tenant::{
    Among,
    events::{self, Before, Event},
    messages::search::{self, Filter},
    policy_agents::{self, PolicyAgent},
    rollups::{Grain, Window},
    tops::{self, TopKind},
};

use crate::{Access, OrInternal, Result};

/// Messages on one page.
pub const PAGE: usize = 50;

/// So long is looked for a page, then what was found is shown.
pub const PATIENCE: Duration = Duration::from_millis(1500);

/// Rows looked at in one step; the first is short, as most pages are full by then.
const STEPS: [i64; 2] = [1_000, 10_000];

/// Rows of each kind that are shown of one message.
pub const SHOWN: i64 = 200;

/// One page of messages, newest first.
#[derive(Clone, Debug)]
pub struct MessagePage {
    pub mails: Vec<Mail>,
    pub agents: Vec<PolicyAgent>,
    /// The next page's `before`, if there may be one.
    pub next: Option<String>,
    /// Up to when was looked, where that is not all and the page is not full.
    pub partial: Option<Micros>,
}

impl MessagePage {
    pub fn host(&self, mail: &Mail) -> String {
        let agent = self.agents.iter().find(|agent| agent.id == mail.agent_id);
        host(agent.map_or("", |agent| agent.name.as_str()), mail)
    }
}

/// The Postfix that a message went through: the agent's only one, or one of several.
fn host(agent: &str, mail: &Mail) -> String {
    if mail.host.is_empty() { agent.to_owned() } else { format!("{agent} / {}", mail.host) }
}

/// So many messages from `before` on, which is empty or a page's `next`. Whoever has waited for `patience` gets
/// what there is until then.
pub async fn list(
    access: &mut Access<ViewEvents>,
    query: &Query,
    before: &str,
    (length, patience): (usize, Duration),
) -> Result<MessagePage> {
    let wanted = query.read(access.zone())?;
    // Time, host and direction are everybody's.
    if query.is_advanced() {
        access.entitlements().require(Feature::AdvancedSearch)?;
    }
    let (agents, among) = crate::policy_agents::covered(access).await?;
    let filter = filter(&agents, among, wanted);
    let (begun, mut before) = (Instant::now(), parse_before(before)?);
    let (mut mails, mut until) = (Vec::new(), None);
    for step in 0.. {
        let look = STEPS[step.min(STEPS.len() - 1)];
        let lacking = i64::try_from(length + 1 - mails.len()).unwrap_or(i64::MAX);
        let looked = search::search(access.tx(), &filter, &before, (look, lacking)).await.or_internal()?;
        mails.extend(looked.found);
        until = looked.until;
        match &until {
            Some(last) if mails.len() <= length && begun.elapsed() < patience => before = last.clone(),
            _ => break,
        }
    }
    let is_full = mails.len() > length;
    mails.truncate(length);
    let last = mails.last().map(|mail| Before { at: mail.at, id: mail.id.to_string() });
    let partial = until.as_ref().filter(|_| !is_full).map(|until| until.at);
    let next = if is_full { last } else { until };
    Ok(MessagePage { mails, agents, next: next.map(|next| format!("{}.{}", next.at, next.id)), partial })
}

/// Whose messages are looked through. A host is an agent's name or id, or that of a Postfix behind one; a name nobody
/// bears matches nothing.
fn filter(agents: &[PolicyAgent], among: Among<PolicyAgentId>, wanted: Wanted) -> Filter {
    let is_of = |agent: &PolicyAgent, host: &str| agent.name == host || agent.id.as_str() == host;
    let is_agent = |host: &&String| agents.iter().any(|agent| is_of(agent, host));
    let (of_agents, hosts): (Vec<&String>, Vec<&String>) = wanted.hosts.iter().partition(is_agent);
    let is_named = |agent: &&PolicyAgent| of_agents.iter().any(|host| is_of(agent, host));
    let named = agents.iter().filter(is_named).map(|agent| &agent.id);
    if hosts.is_empty() && !of_agents.is_empty() {
        return Filter { among: Among::these(named), wanted, ..Filter::default() };
    }
    let (named, hosts) = (named.cloned().collect(), hosts.into_iter().cloned().collect());
    Filter { among, named, hosts, wanted }
}

fn parse_before(text: &str) -> Result<Before> {
    if text.is_empty() {
        return Ok(Before { at: Micros::MAX, id: String::new() });
    }
    let parsed = text.split_once('.').and_then(|(at, id)| {
        Some(Before { at: at.parse().ok()?, id: MessageId::parse(id)?.as_str().to_owned() })
    });
    parsed.ok_or(Error::NotFound)
}

/// One message, with everything that is known of it.
#[derive(Clone, Debug)]
pub struct MessageDetails {
    pub mail: Mail,
    pub agent: PolicyAgent,
    pub recipients: Vec<Reached>,
    /// What Postfix asked about it, oldest first.
    pub requests: Vec<Event>,
    pub lines: Vec<LogLine>,
}

impl MessageDetails {
    pub fn host(&self) -> String {
        host(&self.agent.name, &self.mail)
    }
}

pub async fn find(access: &mut Access<ViewEvents>, id: &str) -> Result<MessageDetails> {
    let id = MessageId::parse(id).ok_or(Error::NotFound)?;
    let mail = search::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let agent =
        policy_agents::find(access.tx(), &mail.agent_id).await.or_internal()?.ok_or(Error::NotFound)?;
    access.check(&agent.path()).await?;
    let recipients = search::list_reached(access.tx(), &id, SHOWN).await.or_internal()?;
    let lines = search::list_lines(access.tx(), &id, SHOWN).await.or_internal()?;
    let of = (&mail.agent_id, mail.instance.as_str());
    let requests =
        events::list_of_instance(access.tx(), of, (mail.at, mail.seen_at), SHOWN).await.or_internal()?;
    Ok(MessageDetails { mail, agent, recipients, requests, lines })
}

/// The message that an event is a request of.
pub async fn of_event(access: &mut Access<ViewEvents>, event: &Event) -> Result<Option<MessageId>> {
    search::find_by_instance(access.tx(), &event.agent_id, &event.instance, event.at).await.or_internal()
}

/// What a field offers while somebody types: what came most often of late.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    pub senders: Vec<String>,
    pub recipients: Vec<String>,
    pub clients: Vec<String>,
}

/// The days that suggestions are taken from.
const SUGGESTED_DAYS: i64 = 7;
/// Suggestions of a kind.
const SUGGESTED: i64 = 20;

/// What came most often in the last days, of what somebody sees.
pub async fn suggestions(access: &mut Access<ViewEvents>) -> Result<Suggestions> {
    let (_, among) = crate::policy_agents::covered(access).await?;
    let today = i64::from(access.zone().day_of(access.now()));
    let window = Window { from: today - SUGGESTED_DAYS, to: today + 1, among: &among, domain: "" };
    let mut names = Vec::new();
    for kind in [TopKind::SenderDomain, TopKind::RecipientDomain, TopKind::ClientAddress] {
        let top = tops::list(access.tx(), Grain::Day, kind, window, SUGGESTED).await.or_internal()?;
        names.push(top.into_iter().map(|(name, _)| name).filter(|name| !name.is_empty()).collect());
    }
    let mut names = names.into_iter();
    let mut next = || names.next().unwrap_or_default();
    Ok(Suggestions { senders: next(), recipients: next(), clients: next() })
}
