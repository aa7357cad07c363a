//! What became of mails: as it is now, by when they came.

use std::collections::BTreeMap;

use domain::{
    Micros,
    messages::{Outcome, WAITS, Wait, within},
    permission::ViewOverview,
    zones::{days_of_month, month_of_day},
};
use serde::{Deserialize, Serialize};
use store::tenant::{
    outcomes::{self, Buckets, OutcomeKind},
    rollups::{Grain, Window},
};

use super::{TOP, span::Span};
use crate::{Access, OrInternal, Result};

/// Kinds of reasons that are told apart.
const REASONS: usize = 10;

/// What became of the recipients of a stretch of time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Became {
    /// The beginning of the first day of which anything is known; none: no log was ever followed.
    pub known_from: Option<Micros>,
    /// Recipients per step, in the order of the outcomes.
    pub by_step: Vec<(Outcome, Vec<i64>)>,
    /// Recipients in all, and in the stretch that it is compared with.
    pub totals: Vec<(Outcome, i64, i64)>,
    /// Why and where recipients wait, and why they were refused or given up: the most frequent first.
    pub deferred_reasons: Vec<(String, i64)>,
    pub deferred_domains: Vec<(String, i64)>,
    pub rejected_reasons: Vec<(String, i64)>,
    pub bounced_reasons: Vec<(String, i64)>,
    /// How long deliveries took.
    pub times: Times,
    pub times_before: Times,
}

/// How long deliveries took.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Times {
    /// Recipients per class of [`Wait`], in its order.
    pub classes: Vec<i64>,
    /// All together, in milliseconds.
    pub sum: i64,
}

impl Times {
    pub fn count(&self) -> i64 {
        self.classes.iter().sum()
    }

    /// On average, in milliseconds.
    pub fn average(&self) -> Option<i64> {
        self.sum.checked_div(self.count())
    }

    /// The class within which so many percent were delivered.
    pub fn within(&self, percent: i64) -> Option<Wait> {
        within(&self.classes, percent)
    }

    fn of(named: &[(OutcomeKind, String, i64)]) -> Self {
        let mut times = Self { classes: vec![0; WAITS], sum: 0 };
        for (kind, name, total) in named {
            match kind {
                OutcomeKind::Wait => {
                    if let Some(wait) = Wait::parse(name) {
                        times.classes[wait.place()] += total;
                    }
                }
                OutcomeKind::Waited => times.sum = *total,
                _ => {}
            }
        }
        times
    }
}

/// Whether a day is the first of its month.
fn begins_month(day: i64) -> bool {
    let (year, month) = month_of_day(i32::try_from(day).unwrap_or_default());
    i64::from(days_of_month(year, month).start) == day
}

impl Became {
    pub(super) async fn read(
        access: &mut Access<ViewOverview>,
        span: &Span,
        (window, before): (Window<'_>, Window<'_>),
        steps: &[i64],
    ) -> Result<Self> {
        let zone = access.zone().clone();
        // Of a domain that got no mail it is known, too.
        let anywhere = Window { domain: "", ..window };
        let Some(first) = outcomes::first_day(access.tx(), anywhere).await.or_internal()? else {
            return Ok(Self::default());
        };
        let (step, shift) = span.joined(steps);
        // Where each step is whole months, so is the window.
        let are_months = steps.iter().all(|step| begins_month(*step)) && begins_month(window.to);
        let buckets = match span.grain {
            Grain::Quarter => Buckets::Quarters,
            Grain::Day if are_months => Buckets::Months,
            Grain::Day => Buckets::Days,
        };
        let points = outcomes::series(access.tx(), buckets, window, step, shift).await.or_internal()?;
        let mut by_step: BTreeMap<Outcome, Vec<i64>> = BTreeMap::new();
        for (bucket, word, total) in points {
            let Ok(outcome) = word.parse() else { continue };
            // The last step that begins at or before the point.
            let place = steps.partition_point(|begin| *begin <= bucket).saturating_sub(1);
            let counts = by_step.entry(outcome).or_insert_with(|| vec![0; steps.len()]);
            if let Some(count) = counts.get_mut(place) {
                *count = (*count + total).max(0);
            }
        }
        let kinds = [
            OutcomeKind::DeferredReason,
            OutcomeKind::RejectedReason,
            OutcomeKind::BouncedReason,
            OutcomeKind::Wait,
            OutcomeKind::Waited,
        ];
        let now = outcomes::totals(access.tx(), buckets, window, &kinds).await.or_internal()?;
        let kinds = [OutcomeKind::Outcome, OutcomeKind::Wait, OutcomeKind::Waited];
        let is_whole = begins_month(before.from) && begins_month(before.to);
        let then = if buckets == Buckets::Months && !is_whole { Buckets::Days } else { buckets };
        let earlier = outcomes::totals(access.tx(), then, before, &kinds).await.or_internal()?;
        let domains = outcomes::top(access.tx(), buckets, OutcomeKind::DeferredDomain, window, TOP);
        let deferred_domains = domains.await.or_internal()?;
        let reasons = |wanted: OutcomeKind| {
            let named = now.iter().filter(|(kind, ..)| *kind == wanted);
            named.take(REASONS).map(|(_, name, total)| (name.clone(), *total)).collect()
        };
        let before_of = |outcome: Outcome| {
            let of_it = |(kind, name, _): &&(OutcomeKind, String, i64)| {
                *kind == OutcomeKind::Outcome && *name == outcome.as_str()
            };
            earlier.iter().find(of_it).map_or(0, |(.., total)| *total)
        };
        let total = |outcome: Outcome| by_step.get(&outcome).map_or(0, |counts| counts.iter().sum::<i64>());
        let totals = Outcome::ALL.iter().map(|outcome| (*outcome, total(*outcome), before_of(*outcome)));
        Ok(Self {
            known_from: Some(zone.day_start(i32::try_from(first).unwrap_or_default())),
            totals: totals.filter(|(_, now, before)| *now > 0 || *before > 0).collect(),
            by_step: by_step.into_iter().collect(),
            deferred_reasons: reasons(OutcomeKind::DeferredReason),
            deferred_domains,
            rejected_reasons: reasons(OutcomeKind::RejectedReason),
            bounced_reasons: reasons(OutcomeKind::BouncedReason),
            times: Times::of(&now),
            times_before: Times::of(&earlier),
        })
    }
}
