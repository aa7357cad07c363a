//! The overview: totals, volume by direction and host, tops, and gaps, from roll-ups alone.

use std::collections::BTreeMap;

use domain::{
    DAY, Error, HOUR, Locale, Micros, PolicyAgentId, Problem,
    direction::Direction,
    domains::domain_of,
    permission::ViewOverview,
    zones::{self, Zone, date_text, days_of_month, local_date, month_of_day, month_text, parse_date},
};
use store::tenant::{
    domains, gaps,
    policy_agents::{self, AgentState, PolicyAgent},
    rollups::{self, Counts, Grain, Point, QUARTER, Window},
    tops::{self, TopKind},
};
pub use store::tenant::{gaps::GapCause, rollups::Counts as OverviewCounts};

use crate::{Access, OrInternal, Result};

domain::words! {
    /// The stretch of time a dashboard shows.
    pub enum Range { Day = "24h", Week = "7d", Month = "30d", Year = "12m", Custom = "custom" }
}

domain::words! {
    /// What the charts count.
    pub enum Measure { Messages = "messages", Recipients = "recipients", Requests = "requests" }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
}

/// Names in a top.
const TOP: i64 = 10;
/// The longest custom range in days.
const LONGEST: i32 = 731;
/// An active agent that was not heard of for so long is shown as silent.
pub const SILENT: Micros = domain::MINUTE;

/// A window of time, cut into steps.
#[derive(Clone, Debug)]
struct Span {
    grain: Grain,
    /// In buckets of the grain: `from <= bucket < to`.
    from: i64,
    to: i64,
    step: i64,
    shift: i64,
    /// The same window as instants.
    starts: Micros,
    ends: Micros,
    is_by_month: bool,
}

/// Everything the overview shows.
#[derive(Clone, Debug)]
pub struct Overview {
    pub range: Range,
    pub measure: Measure,
    pub query: OverviewQuery,
    pub zone: Zone,
    pub starts: Micros,
    pub ends: Micros,
    pub total: Counts,
    /// The stretch of equal length just before.
    pub previous: Counts,
    /// One label per step, in order.
    pub steps: Vec<String>,
    pub by_direction: Vec<(Direction, Vec<Counts>)>,
    pub by_host: Vec<(String, Vec<Counts>)>,
    pub directions: Vec<(Direction, Counts)>,
    pub hosts: Vec<(String, Counts)>,
    pub sender_domains: Vec<(String, i64)>,
    pub recipient_domains: Vec<(String, i64)>,
    pub client_addresses: Vec<(String, i64)>,
    pub gaps: Vec<ShownGap>,
    /// Choices for the filters.
    pub agents: Vec<String>,
    pub domains: Vec<String>,
}

/// A gap as the overview tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownGap {
    pub host: String,
    pub cause: ShownCause,
    pub from: Micros,
    /// `None` while it lasts.
    pub to: Option<Micros>,
    pub lost: i64,
    /// The steps it touches, first and last.
    pub steps: (usize, usize),
}

domain::words! {
    /// Why nothing is known; `silent` may still turn out well when the agent is heard of again.
    pub enum ShownCause { Stopped = "stopped", Paused = "paused", SpoolFull = "spool-full", Silent = "silent" }
}

pub async fn overview(
    access: &mut Access<ViewOverview>,
    query: &OverviewQuery,
    locale: Locale,
) -> Result<Overview> {
    let has_dates = !query.from.is_empty() || !query.to.is_empty();
    let range = if has_dates { Range::Custom } else { query.range.parse().unwrap_or(Range::Day) };
    let measure = query.measure.parse().unwrap_or(Measure::Messages);
    let zone = access.zone().clone();
    let span = Span::new(range, query, &zone, access.now())?;
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let agent = match query.host.as_str() {
        "" => String::new(),
        host => agents.iter().find(|agent| agent.name == host).ok_or(Error::NotFound)?.id.to_string(),
    };
    let domain =
        if query.domain.is_empty() { String::new() } else { domain_of(&format!("@{}", query.domain)) };
    let window = Window { from: span.from, to: span.to, agent: &agent, domain: &domain };
    let before = Window { from: span.from - (span.to - span.from), to: span.from, ..window };
    let points =
        rollups::series(access.tx(), span.grain, window, span.step, span.shift).await.or_internal()?;
    let previous = rollups::total(access.tx(), span.grain, before).await.or_internal()?;
    let mut top = BTreeMap::new();
    for kind in TopKind::ALL {
        let window = span.top_window(window);
        top.insert(*kind, tops::list(access.tx(), span.grain, *kind, window, TOP).await.or_internal()?);
    }
    let gaps = gaps::list(access.tx(), span.starts, span.ends, &agent).await.or_internal()?;
    let names = domains::list(access.tx()).await.or_internal()?;
    let steps = span.steps();
    let series = Series::new(&span, &steps, &points, &agents);
    Ok(Overview {
        range,
        measure,
        query: query.clone(),
        starts: span.starts,
        ends: span.ends,
        total: series.total,
        previous,
        steps: steps.iter().map(|step| span.label(*step, &zone, locale)).collect(),
        by_direction: series.by_direction,
        by_host: series.by_host,
        directions: series.directions,
        hosts: series.hosts,
        sender_domains: top.remove(&TopKind::SenderDomain).unwrap_or_default(),
        recipient_domains: top.remove(&TopKind::RecipientDomain).unwrap_or_default(),
        client_addresses: top.remove(&TopKind::ClientAddress).unwrap_or_default(),
        gaps: shown_gaps(&span, &steps, &zone, gaps, &agents, &agent, access.now()),
        agents: agents.iter().map(|agent| agent.name.clone()).collect(),
        domains: names.into_iter().map(|domain| domain.name).collect(),
        zone,
    })
}

impl Span {
    fn new(range: Range, query: &OverviewQuery, zone: &Zone, now: Micros) -> Result<Self> {
        let today = zone.day_of(now);
        match range {
            Range::Day => {
                // Whole hours of the zone, the running one last.
                let shift = zone.day_start(today).rem_euclid(HOUR);
                let ends = (now - shift).div_euclid(HOUR) * HOUR + HOUR + shift;
                Ok(Self::quarters(ends - DAY, ends, HOUR, shift))
            }
            Range::Week => Ok(Self::days(today - 6, today + 1, zone)),
            Range::Month => Ok(Self::days(today - 29, today + 1, zone)),
            Range::Year => {
                let (year, month) = month_of_day(today);
                let first = days_of_month(year, month - 11).start;
                Ok(Self { is_by_month: true, ..Self::days(first, days_of_month(year, month).end, zone) })
            }
            Range::Custom => Self::custom(query, zone),
        }
    }

    fn custom(query: &OverviewQuery, zone: &Zone) -> Result<Self> {
        let date = |field: &str, text: &str| parse_date(text).map_err(|problem| Error::field(field, problem));
        let from = date("from", &query.from)?;
        // One date alone is that one day.
        let to = if query.to.is_empty() { from } else { date("to", &query.to)? };
        let (from, to) = (from.min(to), from.max(to));
        if to - from >= LONGEST {
            return Err(Error::field("to", Problem::TooLong { max: i64::from(LONGEST) }));
        }
        if to - from <= 1 {
            let (starts, ends) = (zone.day_start(from), zone.day_start(to + 1));
            return Ok(Self::quarters(starts, ends, HOUR, starts.rem_euclid(HOUR)));
        }
        Ok(Self { is_by_month: to - from > 92, ..Self::days(from, to + 1, zone) })
    }

    fn quarters(starts: Micros, ends: Micros, step: Micros, shift: Micros) -> Self {
        debug_assert_eq!(starts.rem_euclid(QUARTER), 0);
        Self { grain: Grain::Quarter, from: starts, to: ends, step, shift, starts, ends, is_by_month: false }
    }

    fn days(from: i32, to: i32, zone: &Zone) -> Self {
        let (starts, ends) = (zone.day_start(from), zone.day_start(to));
        Self {
            grain: Grain::Day,
            from: i64::from(from),
            to: i64::from(to),
            step: 1,
            shift: 0,
            starts,
            ends,
            is_by_month: false,
        }
    }

    /// Tops of short ranges are counted by the hour in UTC, so their window is whole hours.
    fn top_window<'a>(&self, window: Window<'a>) -> Window<'a> {
        match self.grain {
            Grain::Quarter => Window { from: super::events::rollups::start(self.from, HOUR), ..window },
            Grain::Day => window,
        }
    }

    /// The bucket each step begins with.
    fn steps(&self) -> Vec<i64> {
        if !self.is_by_month {
            let count = (self.to - self.from) / self.step;
            return (0..count).map(|number| self.from + number * self.step).collect();
        }
        let (mut day, last) = (day_number(self.from), day_number(self.to));
        let mut steps = Vec::new();
        while day < last {
            steps.push(i64::from(day));
            let (year, month) = month_of_day(day);
            day = days_of_month(year, month).end;
        }
        steps
    }

    fn label(&self, bucket: i64, zone: &Zone, locale: Locale) -> String {
        let day = day_number(bucket);
        match self.grain {
            Grain::Quarter => zone.hour_text(bucket),
            Grain::Day if self.is_by_month => {
                let (year, month) = month_of_day(day);
                month_text(year, month, locale)
            }
            Grain::Day => local_date(day, locale),
        }
    }

    /// The instant a bucket begins.
    fn instant(&self, bucket: i64, zone: &Zone) -> Micros {
        match self.grain {
            Grain::Quarter => bucket,
            Grain::Day => zone.day_start(day_number(bucket)),
        }
    }
}

fn day_number(bucket: i64) -> i32 {
    i32::try_from(bucket).unwrap_or(i32::MAX)
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
    fn new(span: &Span, steps: &[i64], points: &[Point], agents: &[PolicyAgent]) -> Self {
        let mut series = Self::default();
        let mut directions: BTreeMap<Direction, Vec<Counts>> = BTreeMap::new();
        let mut hosts: BTreeMap<PolicyAgentId, Vec<Counts>> = BTreeMap::new();
        for point in points {
            // The last step that begins at or before the point.
            let step = steps.partition_point(|begin| *begin <= point.bucket).saturating_sub(1);
            series.total += point.counts;
            let empty = || vec![Counts::default(); steps.len()];
            if let Some(counts) = directions.entry(point.direction).or_insert_with(empty).get_mut(step) {
                *counts += point.counts;
            }
            if let Some(counts) = hosts.entry(point.agent_id.clone()).or_insert_with(empty).get_mut(step) {
                *counts += point.counts;
            }
        }
        debug_assert!(steps.first().is_none_or(|first| *first >= span.from));
        series.directions = directions.iter().map(|(direction, counts)| (*direction, sum(counts))).collect();
        series.by_direction = directions.into_iter().collect();
        series.by_host =
            hosts.into_iter().map(|(id, counts)| (agent_name(agents, &id).to_owned(), counts)).collect();
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

/// The gaps written down, and those that are open right now.
fn shown_gaps(
    span: &Span,
    steps: &[i64],
    zone: &Zone,
    gaps: Vec<gaps::Gap>,
    agents: &[PolicyAgent],
    only: &str,
    now: Micros,
) -> Vec<ShownGap> {
    let starts: Vec<Micros> = steps.iter().map(|step| span.instant(*step, zone)).collect();
    let touched = |from: Micros, to: Micros| {
        let step = |at: Micros| starts.partition_point(|start| *start <= at).saturating_sub(1);
        (step(from), step(to))
    };
    let mut shown: Vec<ShownGap> = gaps
        .into_iter()
        .map(|gap| ShownGap {
            host: agent_name(agents, &gap.agent_id).to_owned(),
            cause: match gap.cause {
                GapCause::Stopped => ShownCause::Stopped,
                GapCause::Paused => ShownCause::Paused,
                GapCause::SpoolFull => ShownCause::SpoolFull,
            },
            from: gap.from_at,
            to: Some(gap.to_at),
            lost: gap.lost,
            steps: touched(gap.from_at, gap.to_at),
        })
        .collect();
    let open =
        agents.iter().filter(|agent| only.is_empty() || agent.id.as_str() == only).filter_map(|agent| {
            let seen = agent.last_seen_at?;
            let (cause, from) = match agent.state {
                AgentState::Paused => (ShownCause::Paused, agent.state_changed_at),
                AgentState::Active if seen + SILENT < now => (ShownCause::Silent, seen),
                _ => return None,
            };
            let is_in_view = from < span.ends && now >= span.starts;
            is_in_view.then(|| ShownGap {
                host: agent.name.clone(),
                cause,
                from,
                to: None,
                lost: 0,
                steps: touched(from, now.min(span.ends - 1)),
            })
        });
    shown.extend(open);
    shown
}

/// The overview's numbers as CSV: one row per step and direction (RFC 4180).
pub fn csv(overview: &Overview) -> String {
    let mut text = String::from("step,direction,requests,messages,recipients\r\n");
    for (direction, counts) in &overview.by_direction {
        for (step, counts) in overview.steps.iter().zip(counts) {
            let Counts { requests, messages, recipients } = counts;
            text.push_str(&format!("\"{step}\",{direction},{requests},{messages},{recipients}\r\n"));
        }
    }
    text
}

/// The days of the shown window, first and last, as dates.
pub fn dates(overview: &Overview) -> (String, String) {
    let day = |at: Micros| date_text(overview.zone.day_of(at));
    (day(overview.starts), day(overview.ends - 1))
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
