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
    messages::{
        log, parts,
        search::{self, Filter},
    },
    policy_agents::{self, PolicyAgent},
    rollups::{Grain, Window},
    tops::{self, TopKind},
};

use crate::{Access, OrInternal, Result, policy_agents::hosts};

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
    /// The names that can be asked for.
    pub hosts: Vec<String>,
    /// The next page's `before`, if there may be one.
    pub next: Option<String>,
    /// Up to when was looked, where that is not all and the page is not full.
    pub partial: Option<Micros>,
}

impl MessagePage {
    pub fn host(&self, mail: &Mail) -> String {
        let agent = self.agents.iter().find(|agent| agent.id == mail.agent_id);
        hosts::name(agent.map_or("", |agent| agent.name.as_str()), &mail.host)
    }
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
    let hosts = hosts::names(access, &agents).await?;
    Ok(MessagePage {
        mails,
        agents,
        hosts,
        next: next.map(|next| format!("{}.{}", next.at, next.id)),
        partial,
    })
}

/// Whose messages are looked through. A host is one Postfix, by its name with its agent's or alone, or by an agent's id
/// all of it; a name nobody bears matches nothing.
fn filter(agents: &[PolicyAgent], among: Among<PolicyAgentId>, wanted: Wanted) -> Filter {
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for text in &wanted.hosts {
        match hosts::named(agents, text) {
            Some((agent, host)) => named.push((agent.id.clone(), host)),
            None => others.push(text.clone()),
        }
    }
    if others.is_empty() && !named.is_empty() {
        let among = Among::these(named.iter().map(|(id, _)| id));
        // Whole agents are all that is read.
        if named.iter().all(|(_, host)| host.is_none()) {
            named.clear();
        }
        return Filter { among, named, hosts: others, wanted };
    }
    Filter { among, named, hosts: others, wanted }
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
    /// Under which ids it was in a queue, the first first: a filter that hands a mail back gives it another.
    pub queue_ids: Vec<String>,
    /// What Postfix asked about it, oldest first.
    pub requests: Vec<Event>,
    pub lines: Vec<LogLine>,
}

impl MessageDetails {
    pub fn host(&self) -> String {
        hosts::name(&self.agent.name, &self.mail.host)
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
    let parts = parts::list_of_message(access.tx(), &id).await.or_internal()?;
    let instances: Vec<&str> = std::iter::once(&mail.instance).chain(&parts).map(String::as_str).collect();
    let (of, span) = ((&mail.agent_id, &instances[..]), (mail.at, mail.seen_at));
    let requests = events::list_of_instances(access.tx(), of, span, SHOWN).await.or_internal()?;
    let queue_ids = queue_ids(access, &mail).await?;
    Ok(MessageDetails { mail, agent, recipients, queue_ids, requests, lines })
}

async fn queue_ids(access: &mut Access<ViewEvents>, mail: &Mail) -> Result<Vec<String>> {
    let known = log::list_of_message(access.tx(), &mail.id).await.or_internal()?;
    let asked = Some(mail.queue_id.clone()).filter(|id| !id.is_empty());
    let mut ids: Vec<String> = Vec::new();
    for id in asked.into_iter().chain(known.into_iter().map(|one| one.queue_id)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
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
    let (from, to) = (today - SUGGESTED_DAYS, today + 1);
    let window = Window { from, to, among: &among, domain: "", host: None };
    let mut names = Vec::new();
    for kind in [TopKind::SenderDomain, TopKind::RecipientDomain, TopKind::ClientAddress] {
        let top = tops::list(access.tx(), Grain::Day, kind, window, SUGGESTED).await.or_internal()?;
        names.push(top.into_iter().map(|(name, _)| name).filter(|name| !name.is_empty()).collect());
    }
    let mut names = names.into_iter();
    let mut next = || names.next().unwrap_or_default();
    Ok(Suggestions { senders: next(), recipients: next(), clients: next() })
}
