//! The hours of the week: when mail comes, over the last four weeks.

use domain::{Checks, Error, Micros, permission::ViewOverview, zones::Zone};
use store::tenant::rollups::{self, Grain, Window};

use super::{Measure, OverviewQuery, narrowed};
use crate::{Access, OrInternal, Result, encoding::sheets::Style};

/// Whole weeks, so that each hour comes as often as the others.
const DAYS: i32 = 28;

/// What came in each hour of the week, Monday first.
#[derive(Clone, Debug)]
pub struct Week {
    pub hours: [[i64; 24]; 7],
    pub measure: Measure,
    pub query: OverviewQuery,
    pub starts: Micros,
    pub ends: Micros,
    pub zone: Zone,
    pub agents: Vec<String>,
    pub domains: Vec<String>,
    pub is_part: bool,
}

impl Week {
    pub fn most(&self) -> i64 {
        self.hours.iter().flatten().copied().max().unwrap_or(0)
    }

    /// A row per weekday and hour.
    pub fn csv(&self, style: Style) -> Result<String> {
        let mut rows = Vec::new();
        for (day, hours) in self.hours.iter().enumerate() {
            for (hour, count) in hours.iter().enumerate() {
                rows.push(vec![(day + 1).to_string(), hour.to_string(), count.to_string()]);
            }
        }
        style.file(&["weekday", "hour", self.measure.as_str()], rows)
    }
}

/// The 28 days before today, narrowed to a host or a domain.
pub async fn week(access: &mut Access<ViewOverview>, query: &OverviewQuery) -> Result<Week> {
    let mut checks = Checks::default();
    let measure = checks.choice("measure", &query.measure, Measure::Messages);
    checks.finish()?;
    let zone = access.zone().clone();
    let today = zone.day_of(access.now());
    let (starts, ends) = (zone.day_start(today - DAYS), zone.day_start(today));
    let narrowed = narrowed(access, query).await?;
    let (among, domain) = (&narrowed.among, narrowed.domain.as_str());
    let window = Window { from: starts, to: ends, among, domain, host: narrowed.host.as_deref() };
    let mut hours = [[0_i64; 24]; 7];
    for (quarter, counts) in rollups::totals(access.tx(), Grain::Quarter, window).await.or_internal()? {
        let (day, hour) = zone.hour_of_week(quarter);
        let cell = hours.get_mut(day).and_then(|hours| hours.get_mut(hour)).ok_or(Error::Internal)?;
        *cell = cell.saturating_add(measure.of(counts));
    }
    Ok(Week {
        hours,
        measure,
        query: query.clone(),
        starts,
        ends,
        zone,
        agents: narrowed.hosts.into_iter().map(|host| host.name).collect(),
        domains: narrowed.domains,
        is_part: !access.reach().is_whole(),
    })
}
