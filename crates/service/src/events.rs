//! What the policy agents saw: taken in, counted, listed.

pub mod admission;
mod held;
pub mod ingest;
mod months;
pub(crate) mod outcomes;
pub mod recount;
pub mod refusals;
pub mod retention;
pub mod rollups;
mod trail;
pub mod upcoming;

use domain::{
    Checks, Error, EventId, Micros, direction::Direction, domains::domain_of, permission::ViewEvents,
    plans::Feature, policy::State,
};
pub use store::tenant::events::{Before, Event, Filter};
use store::tenant::{
    Among, events,
    policy_agents::{self, PolicyAgent},
};

use crate::{Access, OrInternal, Result, policy_agents::hosts};

/// Events on one page.
pub const PAGE: usize = 50;

/// What the page asks for, as it stands in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// A policy agent's name, or that of another Postfix beside it.
    pub host: String,
    pub direction: String,
    pub state: String,
    pub domain: String,
    /// Where the page begins: `<at>.<event id>`, or empty for the newest.
    pub before: String,
}

/// One page of events, newest first.
#[derive(Clone, Debug)]
pub struct EventPage {
    pub events: Vec<Event>,
    pub agents: Vec<PolicyAgent>,
    /// The names that can be asked for.
    pub hosts: Vec<String>,
    /// The next page's `before`, if there is one.
    pub next: Option<String>,
}

impl EventPage {
    pub fn host(&self, event: &Event) -> String {
        let agent = self.agents.iter().find(|agent| agent.id == event.agent_id);
        hosts::name(agent.map_or("", |agent| agent.name.as_str()), &event.host)
    }
}

pub async fn list(access: &mut Access<ViewEvents>, query: &EventQuery) -> Result<EventPage> {
    list_page(access, query, PAGE).await
}

/// The same with so many on the page.
pub async fn list_page(
    access: &mut Access<ViewEvents>,
    query: &EventQuery,
    length: usize,
) -> Result<EventPage> {
    let mut checks = Checks::default();
    checks.word("direction", &query.direction, query.direction.parse::<Direction>().is_ok());
    checks.word("state", &query.state, query.state.parse::<State>().is_ok());
    checks.finish()?;
    // Time, host and direction are everybody's.
    let is_advanced = !(query.state.is_empty() && query.domain.trim().is_empty());
    if is_advanced {
        access.entitlements().require(Feature::AdvancedSearch)?;
    }
    let (agents, mut among) = crate::policy_agents::covered(access).await?;
    let mut host = None;
    if !query.host.is_empty() {
        // A name nobody bears matches nothing, rather than everything.
        let named = hosts::named(&agents, &query.host);
        among = Among::these(named.iter().map(|(agent, _)| &agent.id));
        host = named.and_then(|(_, host)| host);
    }
    let domain = match query.domain.trim() {
        "" => String::new(),
        text => domain_of(&format!("@{}", text.trim_start_matches('@'))),
    };
    let (direction, state) = (query.direction.clone(), query.state.clone());
    let filter = Filter { among, host, direction, state, domain };
    let before = parse_before(&query.before)?;
    let limit = i64::try_from(length + 1).unwrap_or(i64::MAX);
    let mut found = events::list(access.tx(), &filter, &before, limit).await.or_internal()?;
    let has_more = found.len() > length;
    found.truncate(length);
    let next = found.last().filter(|_| has_more).map(|event| format!("{}.{}", event.at, event.id));
    let hosts = hosts::names(access, &agents).await?;
    Ok(EventPage { events: found, agents, hosts, next })
}

fn parse_before(text: &str) -> Result<Before> {
    if text.is_empty() {
        return Ok(Before { at: Micros::MAX, id: String::new() });
    }
    let parsed = text.split_once('.').and_then(|(at, id)| {
        Some(Before { at: at.parse().ok()?, id: EventId::parse(id)?.as_str().to_owned() })
    });
    parsed.ok_or(Error::NotFound)
}

/// One event with the agent that saw it.
pub async fn find(access: &mut Access<ViewEvents>, id: &str) -> Result<(Event, PolicyAgent)> {
    let id = EventId::parse(id).ok_or(Error::NotFound)?;
    let event = events::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let agent =
        policy_agents::find(access.tx(), &event.agent_id).await.or_internal()?.ok_or(Error::NotFound)?;
    access.check(&agent.path()).await?;
    Ok((event, agent))
}
