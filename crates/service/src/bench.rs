//! The bench: what the rules say of one request, and what a change of domains and networks would move.

use domain::{
    Checks, Error, Micros, Problem,
    bench::{self as rules, Declared, Draft, Replay, Replayed, Told, parse_without},
    direction::{DomainKind, MailFlow},
    domains::{DomainName, parse_lines, to_ascii},
    networks::{self, Network},
    permission::{ViewEvents, ViewMailFlow},
    policy::Record,
};
use store::tenant::{
    events::{self, Before, Event, Filter},
    requests,
};

use crate::{
    Access, OrInternal, Result,
    events::ingest::{mail_flow, off_thread},
    forms::check_lines,
    policy_agents::covered,
};

/// Requests offered on the bench.
const RECENT: i64 = 20;
/// So many requests are replayed, as the form says.
pub const REPLAYED: [i64; 2] = [1000, 100_000];
/// Events read at once.
const PAGE: i64 = 20_000;
/// Other stages stand between the requests: no more events are read for each of them.
const EVENTS_EACH: i64 = 4;

/// What is declared and not disabled.
pub async fn declared(access: &mut Access<ViewMailFlow>) -> Result<Declared> {
    Ok(Declared::of(&mail_flow(access.tx()).await?))
}

/// What is to be said of a request or of lines of a log that were pasted.
pub async fn ask(access: &mut Access<ViewMailFlow>, text: &str) -> Result<Told> {
    let flow = mail_flow(access.tx()).await?;
    rules::tell(&flow, text, &to_ascii).map_err(|problem| Error::field("request", problem))
}

/// The newest RCPT requests, for taking one of them.
pub async fn recent(access: &mut Access<ViewEvents>) -> Result<Vec<Event>> {
    let (_, among) = covered(access).await?;
    let filter = Filter { among, state: "RCPT".to_owned(), ..Filter::default() };
    events::list(access.tx(), &filter, &newest(), RECENT).await.or_internal()
}

/// The request of an event as the lines that Postfix sent.
fn lines(event: &Event) -> String {
    Record::parse_of_any_time(&event.record).map(|record| rules::lines(&record)).unwrap_or_default()
}

pub(crate) const fn newest() -> Before {
    Before { at: Micros::MAX, id: String::new() }
}

/// A change that is tried, as its form sends it.
#[derive(Clone, Debug, Default)]
pub struct DraftForm {
    pub local: String,
    pub relay: String,
    pub cidrs: String,
    pub without: String,
    /// How many requests are replayed.
    pub last: String,
}

impl DraftForm {
    fn check(&self, flow: &MailFlow) -> Result<(Draft, i64)> {
        for (field, text) in [
            ("local", &self.local),
            ("relay", &self.relay),
            ("cidrs", &self.cidrs),
            ("without", &self.without),
        ] {
            check_lines(field, text)?;
        }
        let mut checks = Checks::default();
        let last = self.last.parse().ok().filter(|last| REPLAYED.contains(last));
        checks.word("last", &self.last, last.is_some());
        let mut draft = Draft::default();
        (draft.without_domains, draft.without_networks) =
            parse_without(&self.without, "without", flow, &mut checks);
        for (field, text, kind) in
            [("local", &self.local, DomainKind::Local), ("relay", &self.relay, DomainKind::Relay)]
        {
            // A declared domain of the other kind would change.
            let is_there = |name: &DomainName| {
                flow.domains.get(name.as_str()) == Some(&kind) || draft.domains.contains_key(name.as_str())
            };
            let taken = parse_lines(text, field, &is_there, &mut checks);
            draft.domains.extend(taken.into_iter().map(|taken| (taken.value.as_str().to_owned(), kind)));
        }
        let kept: Vec<Network> =
            flow.networks.iter().filter(|one| !draft.without_networks.contains(one)).copied().collect();
        let taken = networks::parse_lines(&self.cidrs, "cidrs", &kept, &mut checks);
        draft.networks = taken.into_iter().map(|taken| taken.value).collect();
        checks.finish()?;
        if draft.is_empty() {
            return Err(Error::field("local", Problem::Required));
        }
        Ok((draft, last.unwrap_or(REPLAYED[0])))
    }
}

/// What a change would move among the newest requests that are kept, of the agents that the caller sees. Nothing is
/// changed by it.
pub async fn replay(mut access: Access<ViewEvents>, form: &DraftForm) -> Result<Replayed> {
    let flow = mail_flow(access.tx()).await?;
    let (draft, last) = form.check(&flow)?;
    let _turn = access.service().admission().replay(&access.tenant().id)?;
    let (_, among) = covered(&mut access).await?;
    let adds = adds(&draft, &flow);
    let mut replay = Replay::of(&draft, flow);
    let (mut before, mut read, mut left) = (newest(), 0, last);
    while left > 0 && read < last * EVENTS_EACH {
        let most = PAGE.min(left * EVENTS_EACH).max(1000);
        let (mut page, next) =
            requests::list(access.tx(), &among, &before, Micros::MIN, most).await.or_internal()?;
        page.truncate(usize::try_from(left).unwrap_or(usize::MAX));
        left -= i64::try_from(page.len()).unwrap_or(left);
        read += most;
        replay = off_thread(move || {
            for request in &page {
                replay.take(&request.id, request.at, &request.facts());
            }
            replay
        })
        .await?;
        let Some(next) = next else { break };
        before = next;
    }
    Ok(Replayed { moves: replay.moves(), ..adds })
}

/// What of a draft is new, and so can be declared from where it was tried.
fn adds(draft: &Draft, flow: &MailFlow) -> Replayed {
    let new = |kind: DomainKind| -> Vec<String> {
        let of_kind =
            draft.domains.iter().filter(|(name, one)| **one == kind && !flow.domains.contains_key(*name));
        of_kind.map(|(name, _)| name.clone()).collect()
    };
    let changes = draft.domains.keys().any(|name| flow.domains.contains_key(name));
    Replayed {
        local: new(DomainKind::Local),
        relay: new(DomainKind::Relay),
        networks: draft.networks.iter().map(ToString::to_string).collect(),
        has_others: changes || !draft.without_domains.is_empty() || !draft.without_networks.is_empty(),
        ..Replayed::default()
    }
}

/// An event whose request is laid on the bench.
pub async fn of_event(access: &mut Access<ViewEvents>, id: &str) -> Result<String> {
    let (event, _) = crate::events::find(access, id).await?;
    Ok(lines(&event))
}
