//! The monthly report of mail flow: what was counted from day to day, by domain and by direction, and its tops.

use std::collections::BTreeMap;

use domain::{
    Error, Problem,
    addresses::readable,
    direction::Direction,
    permission::ViewOverview,
    plans::Feature,
    zones::{date_text, days_of_month, month_of_day, parse_date},
};
use store::tenant::{
    rollups::{self, Counts, Grain, Window},
    tops::{self, TopKind},
};

use crate::{Access, OrInternal, Result, encoding::sheets::Style};

/// Months that are offered, with the running one.
const MONTHS: i32 = 24;
/// Names in a top.
const TOP: i64 = 25;
/// Domains that are told on the page, and lines of the file.
const DOMAINS: i64 = 200;
const LINES: i64 = 100_000;

/// A year and a month from 1 to 12.
pub type Month = (i32, i32);

/// What was counted in one month.
#[derive(Clone, Debug)]
pub struct Report {
    pub month: Month,
    /// Those that can be chosen, the running one first.
    pub months: Vec<Month>,
    /// Of each day (since 1970, in the tenant's zone) on which something was counted.
    pub days: Vec<(i32, BTreeMap<Direction, Counts>)>,
    pub total: BTreeMap<Direction, Counts>,
    /// The tenant's own domains, the busiest first; empty: mail that is of none.
    pub domains: Vec<(String, Direction, Counts)>,
    pub sender_domains: Vec<(String, i64)>,
    pub recipient_domains: Vec<(String, i64)>,
    pub client_addresses: Vec<(String, i64)>,
    /// Whether some of the space lies outside what this person may see.
    pub is_part: bool,
}

/// The report of a month such as `2026-11`; of the running one where none is named.
pub async fn find(access: &mut Access<ViewOverview>, month: &str) -> Result<Report> {
    let (month, running) = asked(access, month)?;
    let (_, among) = crate::policy_agents::covered(access).await?;
    let window = window(month, &among);
    let mut days: BTreeMap<i32, BTreeMap<Direction, Counts>> = BTreeMap::new();
    let mut total: BTreeMap<Direction, Counts> = BTreeMap::new();
    for point in rollups::series(access.tx(), Grain::Day, window, 1, 0).await.or_internal()? {
        let day = days.entry(i32::try_from(point.bucket).unwrap_or(i32::MAX)).or_default();
        *day.entry(point.direction).or_default() += point.counts;
        *total.entry(point.direction).or_default() += point.counts;
    }
    let domains = rollups::by_domain(access.tx(), window, DOMAINS).await.or_internal()?;
    let mut top = BTreeMap::new();
    for kind in &[TopKind::SenderDomain, TopKind::RecipientDomain, TopKind::ClientAddress] {
        let names = tops::list(access.tx(), Grain::Day, *kind, window, TOP).await.or_internal()?;
        top.insert(*kind, names);
    }
    Ok(Report {
        month,
        months: (0..MONTHS).map(|back| back_by(running, back)).collect(),
        days: days.into_iter().collect(),
        total,
        domains: domains.into_iter().map(|one| (one.domain, one.direction, one.counts)).collect(),
        sender_domains: top.remove(&TopKind::SenderDomain).unwrap_or_default(),
        recipient_domains: top.remove(&TopKind::RecipientDomain).unwrap_or_default(),
        client_addresses: top.remove(&TopKind::ClientAddress).unwrap_or_default(),
        is_part: !access.reach().is_whole(),
    })
}

/// The same as a file: a line for each day, domain and direction.
pub async fn csv(access: &mut Access<ViewOverview>, month: &str, style: Style) -> Result<String> {
    let (month, _) = asked(access, month)?;
    let (_, among) = crate::policy_agents::covered(access).await?;
    let lines = rollups::by_day(access.tx(), window(month, &among), LINES).await.or_internal()?;
    let rows = lines.into_iter().map(|rollups::Line { bucket, domain, direction, counts }| {
        let Counts { requests, messages, recipients, .. } = counts;
        let day = date_text(i32::try_from(bucket).unwrap_or(i32::MAX));
        let mut cells = vec![day, readable(&domain), direction.to_string()];
        cells.extend([requests, messages, recipients].map(|number| number.to_string()));
        cells
    });
    style.file(&["day", "domain", "direction", "requests", "messages", "recipients"], rows.collect())
}

/// A month that may be asked for, as far as the plan gives reports, and the running one.
fn asked(access: &Access<ViewOverview>, month: &str) -> Result<(Month, Month)> {
    access.entitlements().require(Feature::Reports)?;
    let running = month_of_day(access.zone().day_of(access.now()));
    let month = match month.trim() {
        "" => running,
        text => {
            month_of_day(parse_date(&format!("{text}-01")).map_err(|problem| Error::field("month", problem))?)
        }
    };
    let is_offered = month <= running && month >= back_by(running, MONTHS - 1);
    if is_offered { Ok((month, running)) } else { Err(Error::field("month", Problem::NotAChoice)) }
}

fn back_by((year, month): Month, back: i32) -> Month {
    month_of_day(days_of_month(year, month.saturating_sub(back)).start)
}

fn window((year, month): Month, among: &store::tenant::Among<domain::PolicyAgentId>) -> Window<'_> {
    let days = days_of_month(year, month);
    Window { from: days.start.into(), to: days.end.into(), among, domain: "", host: None }
}
