//! How much is used of everything a plan bounds, as people read it.

use std::{collections::BTreeMap, ops::Range};

use billing::meters::Aggregation;
use domain::{
    DAY, Micros, Quota,
    decision::Usage,
    permission::{ViewOverview, ViewPlan},
    plans::{Feature, Limit, Span, Value},
    usage::{forecast, reached_at, step},
    zones::Zone,
};
use store::{
    control::{
        feature_rates, metered_events,
        plans::{self, CatalogueFeature},
        tenants::Tenant,
    },
    tenant::{
        counting, held_records, reservations,
        usage_counters::{self, Counter},
    },
};

use super::programs;
use crate::{
    Access, Caller, OrInternal, Result, Service, Source, Standing, TeamAccess,
    quotas::{Count, windows},
    team,
};

/// One bounded feature, with what is used of it.
#[derive(Clone, Debug)]
pub struct Meter {
    pub feature: CatalogueFeature,
    pub limit: Limit,
    pub used: i64,
    /// Promised to what is under way.
    pub reserved: i64,
    /// Kept for a while beyond the limit.
    pub held: i64,
    /// Not kept, in this window.
    pub lost: i64,
    /// None of what counts as long as it is there.
    pub window: Option<Range<Micros>>,
    /// What will have been used when the window ends, if it goes on so.
    pub forecast: Option<i64>,
    /// When the limit is reached, if it goes on so.
    pub reached_at: Option<Micros>,
}

impl Meter {
    /// The one whose meaning is in the code.
    pub fn known(&self) -> Option<Feature> {
        self.feature.key.parse().ok()
    }

    /// At which of the three steps it is.
    pub fn step(&self) -> i64 {
        let used = self.used.saturating_add(self.reserved);
        if self.held > 0 || self.lost > 0 { 100 } else { step(used, self.limit) }
    }

    fn new(feature: &CatalogueFeature, limit: Limit, used: i64) -> Self {
        let feature = feature.clone();
        Self {
            feature,
            limit,
            used,
            reserved: 0,
            held: 0,
            lost: 0,
            window: None,
            forecast: None,
            reached_at: None,
        }
    }

    fn counted(self, counter: &Counter, reserved: i64, now: Micros) -> Self {
        let (used, window) = (counter.used, counter.window());
        let is_window = self.feature.span != Span::Always;
        let ahead = is_window.then(|| forecast(used, &window, now)).flatten();
        let reached_at = is_window.then(|| reached_at(used, self.limit, &window, now)).flatten();
        Self {
            used,
            reserved,
            held: counter.held,
            lost: counter.lost,
            forecast: ahead,
            reached_at,
            window: is_window.then_some(window),
            ..self
        }
    }
}

/// What is used of a tenant's plan, at one time.
#[derive(Clone, Debug)]
pub struct Seen {
    pub standing: Standing,
    pub meters: Vec<Meter>,
    pub zone: Zone,
    pub now: Micros,
    /// How many records are held, and until when the first of them is.
    pub held: (i64, Option<Micros>),
    /// The event counters of the last days, for the history.
    pub(crate) days: Vec<Counter>,
}

/// Everything that a tenant's plan bounds, in the order of the catalogue.
pub async fn list(mut access: TeamAccess<ViewPlan>) -> Result<Seen> {
    let mut people = team::usage_of_plan(&mut access).await?;
    let (tenant, zone, now) = (access.tenant().clone(), access.zone().clone(), access.now());
    let period = windows::period(access.tx(), &tenant, &zone, now).await?;
    let features = plans::list_features(access.tx()).await.or_internal()?;
    let rates = feature_rates::list(access.tx()).await.or_internal()?;
    let mut reported = BTreeMap::new();
    for feature in features.iter().filter(|feature| feature.key.parse::<Feature>().is_err()) {
        let Some(Value::Limit(limit)) = access.entitlements().value(&feature.key).cloned() else { continue };
        let window = windows::around(feature.span, &zone, now, &period);
        let summed =
            metered_events::sum(access.tx(), &tenant.id, &feature.key, &window).await.or_internal()?;
        let rate = rates.iter().find(|rate| rate.feature == feature.key);
        let way = rate.and_then(|rate| rate.aggregation.parse().ok()).unwrap_or(Aggregation::Sum);
        let used = programs::number(way, summed);
        let counter = Counter { used, ..Counter::empty(&feature.key, "", &window) };
        reported.insert(feature.key.as_str(), Meter::new(feature, limit, 0).counted(&counter, 0, now));
    }
    let mut own = access.onward::<ViewPlan>().await?;
    for quota in [Quota::Domains, Quota::Networks, Quota::PolicyAgents] {
        people.push(Count::before(&mut own, quota).await?.usage());
    }
    let counted = counting::time_zone(own.tx()).await.or_internal()?;
    let zone = Zone::parse(&counted).unwrap_or(zone);
    let mut meters = Vec::new();
    for feature in &features {
        if let Some(reported) = reported.remove(feature.key.as_str()) {
            meters.push(reported);
        } else {
            meters.extend(meter(&mut own, feature, &people, &zone, &period).await?);
        }
    }
    let (held, first) = held_records::count(own.tx()).await.or_internal()?;
    let days = usage_counters::list_since(own.tx(), now - 3 * DAY).await.or_internal()?;
    let until = first.map(|first| first + HELD);
    let standing = own.standing().clone();
    Ok(Seen { standing, meters, zone, now, held: (held, until), days })
}

/// How many events are held beyond the plan, and until when the first of them is; for whoever sees all of them.
pub async fn held(access: &mut Access<ViewOverview>) -> Result<(i64, Option<Micros>)> {
    if !access.reach().is_whole() {
        return Ok((0, None));
    }
    let (count, first) = held_records::count(access.tx()).await.or_internal()?;
    Ok((count, first.map(|first| first + HELD)))
}

/// The same for the command line.
pub async fn of(service: &Service, tenant: &Tenant) -> Result<Seen> {
    list(TeamAccess::local(service, &Caller::local(Source::Cli), tenant.clone()).await?).await
}

/// So long what is beyond the plan can be had back.
pub const HELD: Micros = 7 * DAY;

/// What is used of one feature; none of what bounds nothing that is counted here.
async fn meter(
    own: &mut Access<ViewPlan>,
    feature: &CatalogueFeature,
    people: &[Usage],
    zone: &Zone,
    period: &Range<Micros>,
) -> Result<Option<Meter>> {
    let known: Option<Feature> = feature.key.parse().ok();
    if let Some(usage) = people.iter().find(|usage| known == Some(usage.quota.feature())) {
        return Ok(Some(Meter::new(feature, usage.limit, usage.used)));
    }
    let limit = match known {
        Some(known @ (Feature::Events | Feature::StoredBytes)) => own.entitlements().limit(known),
        _ => return Ok(None),
    };
    let now = own.now();
    let window = windows::around(feature.span, zone, now, period);
    let key = feature.key.as_str();
    let counter = windows::counter(own.tx(), (key, ""), window, now).await?;
    let (reserved, _) = reservations::sum(own.tx(), (key, ""), counter.starts_at, now).await.or_internal()?;
    Ok(Some(Meter::new(feature, limit, 0).counted(&counter, reserved, now)))
}
