//! What stands behind a number: a window of a meter day by day, and the single events while they are kept.

use std::ops::Range;

use billing::meters::Aggregation;
use domain::{
    DAY, Error, Micros,
    bounds::LARGEST,
    permission::ViewPlan,
    plans::{Feature, FeatureKind},
    zones::Zone,
};
pub use store::control::metered_events::MeteredEvent;
use store::control::{
    feature_rates, metered_events,
    plans::{self, CatalogueFeature},
    usage_days::{self, UsageDay},
};

use super::programs;
use crate::{OrInternal, Result, TeamAccess, quotas::windows};

/// So long single events are kept after they happened. What comes late is invoiced for 400 days after its window, which
/// is a year at most; nothing that is still counted is let go of.
pub const KEPT: Micros = 800 * DAY;
/// A window has so many buckets at most, and each of them more days where it is longer.
const BUCKETS: i32 = 62;

/// Which window is opened, and from which event on.
#[derive(Clone, Debug, Default)]
pub struct OpenForm {
    /// Its first instant, in microseconds; empty: the running one.
    pub from: String,
    /// The instant it ends.
    pub to: String,
    /// The event after which the list goes on: its instant, a space and its key.
    pub after: String,
}

/// Some days of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// The first day and the one after the last, of the tenant's zone.
    pub days: Range<i32>,
    pub events: i64,
    /// What they come to, as the feature counts.
    pub number: i64,
}

/// A meter with what is in one of its windows.
#[derive(Clone, Debug)]
pub struct Opened {
    pub feature: CatalogueFeature,
    pub aggregation: Aggregation,
    pub window: Range<Micros>,
    pub zone: Zone,
    /// What the window comes to, from the events that are kept.
    pub number: i64,
    pub buckets: Vec<Bucket>,
    pub events: Vec<MeteredEvent>,
    /// Where the list goes on, as [`OpenForm::after`].
    pub next: Option<String>,
    /// Whether some of its events may be gone by now.
    pub is_pruned: bool,
    /// What was counted day by day, of what is counted here and not reported.
    pub days: Vec<UsageDay>,
}

impl Opened {
    /// The one whose meaning is in the code.
    pub fn known(&self) -> Option<Feature> {
        self.feature.key.parse().ok()
    }
}

/// Opens a meter of a tenant.
pub async fn open(mut access: TeamAccess<ViewPlan>, key: &str, form: &OpenForm) -> Result<Opened> {
    let (tenant, zone, now) = (access.tenant().clone(), access.zone().clone(), access.now());
    let features = plans::list_features(access.tx()).await.or_internal()?;
    let feature = features.into_iter().find(|feature| feature.key == key).ok_or(Error::NotFound)?;
    let period = windows::period(access.tx(), &tenant, &zone, now).await?;
    let window = match window(form) {
        Some(window) => window,
        None => windows::around(feature.span, &zone, now, &period),
    };
    let known: Option<Feature> = feature.key.parse().ok();
    if known.is_some() || feature.kind != FeatureKind::Metered {
        let from = zone.day_of(window.start.max(now - 90 * DAY));
        let days = usage_days::list(access.tx(), &tenant.id, i64::from(from)).await.or_internal()?;
        let until = i64::from(zone.day_of((window.end - 1).min(now)));
        let own = days.into_iter().filter(|day| day.meter == key && day.day <= until);
        let (days, aggregation) = (own.collect(), Aggregation::Sum);
        let (number, buckets, events) = (0, Vec::new(), Vec::new());
        return Ok(Opened {
            feature,
            aggregation,
            window,
            zone,
            number,
            buckets,
            events,
            next: None,
            is_pruned: false,
            days,
        });
    }
    let rates = feature_rates::list(access.tx()).await.or_internal()?;
    let rate = rates.iter().find(|rate| rate.feature == feature.key);
    let aggregation = rate.and_then(|rate| rate.aggregation.parse().ok()).unwrap_or(Aggregation::Sum);
    let id = &tenant.id;
    let all = metered_events::sum(access.tx(), id, key, &window).await.or_internal()?;
    let mut buckets = Vec::new();
    for (days, within) in parts(&zone, &window) {
        let summed = metered_events::sum(access.tx(), id, key, &within).await.or_internal()?;
        if summed.events > 0 {
            let number = programs::number(aggregation, summed);
            buckets.push(Bucket { days, events: summed.events, number });
        }
    }
    let (at, name) = form.after.split_once(' ').unwrap_or(("", ""));
    let after = (at.parse().unwrap_or(Micros::MIN), name);
    let events = metered_events::list(access.tx(), id, key, &window, after).await.or_internal()?;
    let is_full = events.len() >= metered_events::LISTED;
    let next = events.last().filter(|_| is_full).map(|last| format!("{} {}", last.at, last.name));
    Ok(Opened {
        number: programs::number(aggregation, all),
        is_pruned: window.start < now - KEPT,
        days: Vec::new(),
        feature,
        aggregation,
        window,
        zone,
        buckets,
        events,
        next,
    })
}

/// The window that is named, within what the calendar holds.
fn window(form: &OpenForm) -> Option<Range<Micros>> {
    let instant = |text: &str| text.parse::<Micros>().ok().filter(|at| (0..=LARGEST).contains(at));
    let (from, to) = (instant(&form.from)?, instant(&form.to)?);
    // No window is longer than a year and a few days.
    (from < to && to - from <= 400 * DAY).then_some(from..to)
}

/// The local days of a window, some of them together where it is long.
fn parts(zone: &Zone, window: &Range<Micros>) -> Vec<(Range<i32>, Range<Micros>)> {
    let (first, last) = (zone.day_of(window.start), zone.day_of(window.end - 1));
    let each = (last - first) / BUCKETS + 1;
    let mut parts = Vec::new();
    let mut day = first;
    while day <= last {
        let next = (day + each).min(last + 1);
        let within = zone.day_start(day).max(window.start)..zone.day_start(next).min(window.end);
        parts.push((day..next, within));
        day = next;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_from_end_to_end_whatever_clocks_do() {
        let zone = Zone::parse("Europe/Paris").unwrap();
        let day = |text: &str| zone.day_start(domain::zones::parse_date(text).unwrap());
        for window in [
            day("2027-03-01")..day("2027-04-01"),
            day("2027-10-17") + 5..day("2028-10-17"),
            day("2027-03-28")..day("2027-03-28") + 1,
        ] {
            let parts = parts(&zone, &window);
            assert!(parts.len() <= 62);
            assert_eq!((parts[0].1.start, parts.last().unwrap().1.end), (window.start, window.end));
            for pair in parts.windows(2) {
                assert_eq!((pair[0].1.end, pair[0].0.end), (pair[1].1.start, pair[1].0.start));
            }
        }
    }

    #[test]
    fn a_window_is_named_whole_or_is_the_running_one() {
        let named = |from: &str, to: &str| {
            window(&OpenForm { from: from.to_owned(), to: to.to_owned(), ..OpenForm::default() })
        };
        assert_eq!(named("5", "9"), Some(5..9));
        for (from, to) in [("", ""), ("9", "5"), ("x", "9"), ("-1", "9"), ("0", "99999999999999999")] {
            assert_eq!(named(from, to), None, "{from} {to}");
        }
    }
}
