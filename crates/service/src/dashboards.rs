//! The overview: totals, volume by direction and host, tops, and gaps, from roll-ups alone.

pub mod annotations;
mod became;
mod csv;
mod layouts;
mod marks;
mod span;
mod week;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use domain::{
    Checks, Error, Locale, Micros, PolicyAgentId,
    direction::Direction,
    domains::domain_of,
    permission::ViewOverview,
    zones::{self, Zone},
};
use store::tenant::{
    Among, counting, domains, gaps,
    policy_agents::PolicyAgent,
    rollups::{self, Counts, Grain, Point, Window},
    top_months,
    tops::{self, TopKind},
};
pub use store::tenant::{gaps::GapCause, rollups::Counts as OverviewCounts};

pub use self::became::{Became, Times};
pub use self::csv::csv;
pub use self::layouts::{arrange, arrange_space, layout, of_space, set_space};
pub use self::marks::{ShownAnnotation, ShownCause, ShownGap};
use self::marks::{shown_annotations, shown_gaps};
use self::span::Span;
pub use self::week::{Week, week};
use crate::{
    Access, OrInternal, Result,
    policy_agents::hosts::{self, Host},
};

domain::words! {
    /// The stretch of time a dashboard shows.
    pub enum Range { Day = "24h", Week = "7d", Month = "30d", Year = "12m", All = "all", Custom = "custom" }
}

domain::words! {
    /// What the charts count.
    pub enum Measure { Messages = "messages", Recipients = "recipients", Requests = "requests" }
}

domain::words! {
    /// What a stretch is compared with: the one of equal length just before, or the same of a year ago.
    #[derive(Default)]
    pub enum Compare { #[default] Before = "before", Year = "year" }
}

impl Measure {
    pub const fn of(self, counts: Counts) -> i64 {
        match self {
            Self::Messages => counts.messages,
            Self::Recipients => counts.recipients,
            Self::Requests => counts.requests,
        }
    }
}

/// What the page asks for, as it stands in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverviewQuery {
    pub range: String,
    /// First and last day of a custom range, `2026-11-21`.
    pub from: String,
    pub to: String,
    /// A policy agent's name.
    pub host: String,
    /// One of the tenant's own domains.
    pub domain: String,
    pub measure: String,
    pub compare: String,
}

/// Names in a top.
const TOP: i64 = 10;
/// Tops that are shown.
const TOPS: [TopKind; 4] =
    [TopKind::SenderDomain, TopKind::RecipientDomain, TopKind::ClientAddress, TopKind::User];
/// An active agent that was not heard of for so long is shown as silent.
pub const SILENT: Micros = domain::MINUTE;

/// Everything the overview shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Overview {
    pub range: Range,
    pub measure: Measure,
    pub query: OverviewQuery,
    #[serde(with = "zone_name")]
    pub zone: Zone,
    pub starts: Micros,
    pub ends: Micros,
    pub total: Counts,
    /// The stretch that it is compared with.
    pub previous: Counts,
    #[serde(default)]
    pub compare: Compare,
    /// When each step begins, in order.
    pub instants: Vec<Micros>,
    /// One label per step, in order.
    pub steps: Vec<String>,
    pub by_direction: Vec<(Direction, Vec<Counts>)>,
    pub by_host: Vec<(String, Vec<Counts>)>,
    pub directions: Vec<(Direction, Counts)>,
    pub hosts: Vec<(String, Counts)>,
    pub sender_domains: Vec<(String, i64)>,
    pub recipient_domains: Vec<(String, i64)>,
    pub client_addresses: Vec<(String, i64)>,
    /// Who had signed in.
    #[serde(default)]
    pub users: Vec<(String, i64)>,
    pub gaps: Vec<ShownGap>,
    /// What became of mails, as far as the log tells.
    #[serde(default)]
    pub became: Became,
    /// From when messages count once in each direction they went, where that began in this stretch.
    #[serde(default)]
    pub messages_from: Option<Micros>,
    /// What people wrote on this stretch of time, in order.
    #[serde(default)]
    pub annotations: Vec<ShownAnnotation>,
    /// Choices for the filters.
    pub agents: Vec<String>,
    pub domains: Vec<String>,
    /// Whether some of the space lies outside what this person may see.
    pub is_part: bool,
}

impl Overview {
    /// The same with its steps named in another language: what was kept is read by others than who made it.
    pub(crate) fn in_language(mut self, locale: Locale) -> Result<Self> {
        let first = self.zone.day_of(self.starts);
        let span = Span::new(self.range, &self.query, &self.zone, self.ends - 1, first)?;
        self.steps = self
            .instants
            .iter()
            .map(|at| span.label(span.bucket(*at, &self.zone), &self.zone, locale))
            .collect();
        Ok(self)
    }

    /// When a step ends.
    pub fn step_end(&self, step: usize) -> Micros {
        self.instants.get(step + 1).copied().unwrap_or(self.ends)
    }
}

/// A zone is stored by its name.
mod zone_name {
    use super::{Deserialize, Zone};

    pub(super) fn serialize<S: serde::Serializer>(zone: &Zone, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(zone.name())
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Zone, D::Error> {
        let name = String::deserialize(deserializer)?;
        Zone::parse(&name).map_err(|_| serde::de::Error::custom("no time zone"))
    }
}

pub async fn overview(
    access: &mut Access<ViewOverview>,
    query: &OverviewQuery,
    locale: Locale,
) -> Result<Overview> {
    let has_dates = !query.from.is_empty() || !query.to.is_empty();
    // All that is wrong is told at once.
    let mut checks = Checks::default();
    let range = checks.choice("range", &query.range, Range::Day);
    let range = if has_dates { Range::Custom } else { range };
    let measure = checks.choice("measure", &query.measure, Measure::Messages);
    let compare = checks.choice("compare", &query.compare, Compare::Before);
    let zone = access.zone().clone();
    let now = access.now();
    let first = match range {
        Range::All => rollups::first_day(access.tx()).await.or_internal()?,
        _ => None,
    };
    let first = first.map_or_else(|| zone.day_of(now), |day| i32::try_from(day).unwrap_or_default());
    let span = match Span::new(range, query, &zone, now, first) {
        Err(Error::Invalid { fields }) => {
            checks.extend(fields);
            return Err(Error::Invalid { fields: checks.into_fields() });
        }
        span => span?,
    };
    checks.finish()?;
    let Narrowed { agents, hosts, only, among, host, domain, domains } = narrowed(access, query).await?;
    let only = only.and_then(|place| agents.get(place));
    let (from, to) = (span.from, span.to);
    let window = Window { from, to, among: &among, domain: &domain, host: host.as_deref() };
    let before = span.before(window, compare, &zone);
    let steps = span.steps(&zone);
    let (step, shift) = span.joined(&steps);
    let points = rollups::series(access.tx(), span.grain, window, step, shift).await.or_internal()?;
    let previous = rollups::total(access.tx(), span.grain, before).await.or_internal()?;
    let mut top = BTreeMap::new();
    let (grain, tops_in) = span.top_window(window, &zone);
    let rolled = top_months::list(access.tx()).await.or_internal()?;
    for kind in &TOPS {
        let names = match grain {
            Grain::Quarter => tops::list(access.tx(), grain, *kind, tops_in, TOP).await,
            Grain::Day => top_months::top(access.tx(), &rolled, *kind, tops_in, TOP).await,
        };
        top.insert(*kind, names.or_internal()?);
    }
    let became = Became::read(access, &span, (window, before), &steps).await?;
    let messages_from = counting::messages_from(access.tx()).await.or_internal()?;
    let gaps = gaps::list(access.tx(), span.starts, span.ends, &among).await.or_internal()?;
    let mut notes = annotations::shown(access, span.starts, span.ends).await?;
    notes.reverse();
    let series = Series::new(&steps, &points, &agents);
    Ok(Overview {
        range,
        measure,
        query: query.clone(),
        starts: span.starts,
        ends: span.ends,
        total: series.total,
        previous,
        compare,
        instants: steps.iter().map(|step| span.instant(*step, &zone)).collect(),
        steps: steps.iter().map(|step| span.label(*step, &zone, locale)).collect(),
        by_direction: series.by_direction,
        by_host: series.by_host,
        directions: series.directions,
        hosts: series.hosts,
        sender_domains: top.remove(&TopKind::SenderDomain).unwrap_or_default(),
        recipient_domains: top.remove(&TopKind::RecipientDomain).unwrap_or_default(),
        client_addresses: top.remove(&TopKind::ClientAddress).unwrap_or_default(),
        users: top.remove(&TopKind::User).unwrap_or_default(),
        gaps: shown_gaps(&span, &steps, &zone, gaps, &agents, only, access.now()),
        became,
        messages_from: Some(messages_from).filter(|from| (span.starts + 1..span.ends).contains(from)),
        annotations: shown_annotations(&span, &steps, &zone, notes),
        agents: hosts.into_iter().map(|host| host.name).collect(),
        domains,
        is_part: !access.reach().is_whole(),
        zone,
    })
}

/// What somebody sees of a tenant, as far as a query narrows it.
struct Narrowed {
    agents: Vec<PolicyAgent>,
    hosts: Vec<Host>,
    /// The agent of the host that is asked for.
    only: Option<usize>,
    among: Among<PolicyAgentId>,
    /// Which of its Postfixes is asked for.
    host: Option<String>,
    domain: String,
    /// The tenant's own.
    domains: Vec<String>,
}

async fn narrowed(access: &mut Access<ViewOverview>, query: &OverviewQuery) -> Result<Narrowed> {
    let (agents, mut among) = crate::policy_agents::covered(access).await?;
    let hosts = hosts::list(access, &agents).await?;
    let (mut only, mut host) = (None, None);
    if !query.host.is_empty() {
        let asked = hosts.iter().find(|one| one.name == query.host).ok_or(Error::NotFound)?;
        among = Among::these([&asked.agent]);
        (only, host) = (agents.iter().position(|agent| agent.id == asked.agent), Some(asked.host.clone()));
    }
    let domain =
        if query.domain.is_empty() { String::new() } else { domain_of(&format!("@{}", query.domain)) };
    // Mail flow is not divided: whoever sees a part of the space alone is not told of its domains.
    let names =
        if access.reach().is_whole() { domains::list(access.tx()).await.or_internal()? } else { Vec::new() };
    let domains = names.into_iter().map(|domain| domain.name).collect();
    Ok(Narrowed { agents, hosts, only, among, host, domain, domains })
}

/// Points sorted into steps.
#[derive(Debug, Default)]
struct Series {
    total: Counts,
    by_direction: Vec<(Direction, Vec<Counts>)>,
    by_host: Vec<(String, Vec<Counts>)>,
    directions: Vec<(Direction, Counts)>,
    hosts: Vec<(String, Counts)>,
}

impl Series {
    fn new(steps: &[i64], points: &[Point], agents: &[PolicyAgent]) -> Self {
        let mut series = Self::default();
        let mut directions: BTreeMap<Direction, Vec<Counts>> = BTreeMap::new();
        let mut hosts: BTreeMap<(&PolicyAgentId, &str), Vec<Counts>> = BTreeMap::new();
        for point in points {
            // The last step that begins at or before the point.
            let step = steps.partition_point(|begin| *begin <= point.bucket).saturating_sub(1);
            series.total += point.counts;
            let empty = || vec![Counts::default(); steps.len()];
            if let Some(counts) = directions.entry(point.direction).or_insert_with(empty).get_mut(step) {
                // What counted as undecided at first is taken back where it was decided, maybe a step later.
                *counts += Counts { messages: point.by_direction.max(0), ..point.counts };
            }
            let host = (&point.agent_id, point.host.as_str());
            if let Some(counts) = hosts.entry(host).or_insert_with(empty).get_mut(step) {
                *counts += point.counts;
            }
        }
        series.directions = directions.iter().map(|(direction, counts)| (*direction, sum(counts))).collect();
        series.by_direction = directions.into_iter().collect();
        let named = |(id, host): (&PolicyAgentId, &str)| hosts::name(agent_name(agents, id), host);
        series.by_host = hosts.into_iter().map(|(host, counts)| (named(host), counts)).collect();
        series.by_host.sort_by_key(|(_, counts)| std::cmp::Reverse(sum(counts).requests));
        series.hosts = series.by_host.iter().map(|(host, counts)| (host.clone(), sum(counts))).collect();
        series
    }
}

fn sum(counts: &[Counts]) -> Counts {
    counts.iter().fold(Counts::default(), |mut total, counts| {
        total += *counts;
        total
    })
}

fn agent_name<'a>(agents: &'a [PolicyAgent], id: &PolicyAgentId) -> &'a str {
    agents.iter().find(|agent| agent.id == *id).map_or("", |agent| agent.name.as_str())
}

/// The window in words.
pub fn window_text(overview: &Overview, locale: Locale) -> String {
    let zone = &overview.zone;
    let day = |at: Micros| zones::local_date(zone.day_of(at), locale);
    match overview.range {
        Range::Day => {
            format!(
                "{} – {}",
                zone.local_text(overview.starts, locale),
                zone.local_text(overview.ends, locale)
            )
        }
        _ => format!("{} – {}", day(overview.starts), day(overview.ends - 1)),
    }
}
