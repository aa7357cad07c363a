//! How much is used of everything a plan bounds, as people read it.

use std::{collections::BTreeMap, ops::Range};

use billing::meters::{Aggregation, Rate};
use domain::{
    DAY, Locale, Micros, Quota,
    decision::Usage,
    permission::{ViewOverview, ViewPlan},
    plans::{Feature, Limit, Span, Value},
    text::usage::{at_limit, frozen_sentence},
    usage::{forecast, reached_at, step},
    zones::Zone,
};
use store::{
    control::{
        feature_rates::{self, FeatureRate},
        metered_events,
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
    Access, Caller, OrInternal, Result, Service, Source, Standing, TeamAccess, members,
    quotas::{self, Count, windows},
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
    /// Those beyond the limit that are frozen, of what counts as long as it is there.
    pub frozen: i64,
    /// What is beyond the limit costs so much; none: nothing, or nobody is billed here.
    pub rate: Option<Rate>,
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

    /// What happens when all of it is used, or what became of what is beyond.
    pub fn at_limit(&self, locale: Locale) -> String {
        match (self.known(), self.frozen) {
            (Some(known), frozen @ 1..) => frozen_sentence(locale, known, frozen),
            (known, _) => at_limit(locale, known, self.feature.span, self.limit).to_owned(),
        }
    }

    fn new(feature: &CatalogueFeature, limit: Limit, used: i64) -> Self {
        let feature = feature.clone();
        Self {
            feature,
            limit,
            used,
            reserved: 0,
            frozen: 0,
            rate: None,
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
    let mut counted = people(&mut access).await?;
    let (tenant, zone, now) = (access.tenant().clone(), access.zone().clone(), access.now());
    let is_billed = access.service().bills(&tenant);
    let period = windows::period(access.tx(), &tenant, &zone, now).await?;
    let features = plans::list_features(access.tx()).await.or_internal()?;
    let rates = feature_rates::list(access.tx()).await.or_internal()?;
    let mut reported = BTreeMap::new();
    for feature in features.iter().filter(|feature| feature.key.parse::<Feature>().is_err()) {
        let rate = rates.iter().find(|rate| rate.feature == feature.key);
        let Some(limit) = given(access.entitlements().value(&feature.key), rate) else { continue };
        let window = windows::around(feature.span, &zone, now, &period);
        let summed =
            metered_events::sum(access.tx(), &tenant.id, &feature.key, &window).await.or_internal()?;
        let way = rate.and_then(|rate| rate.aggregation.parse().ok()).unwrap_or(Aggregation::Sum);
        let used = programs::number(way, summed);
        let of_window = Counter { used, ..Counter::empty(&feature.key, "", &window) };
        let priced = rate.filter(|rate| is_billed && programs::is_priced(rate));
        let rate = priced.map(|rate| programs::rate(rate, limit));
        let meter = Meter { rate, ..Meter::new(feature, limit, 0) };
        reported.insert(feature.key.as_str(), meter.counted(&of_window, 0, now));
    }
    let mut own = access.onward::<ViewPlan>().await?;
    for quota in [Quota::Domains, Quota::Networks, Quota::PolicyAgents] {
        let usage = Count::before(&mut own, quota).await?.usage();
        let is_passed = usage.limit.is_passed(usage.used);
        let frozen = if is_passed { quotas::frozen(&mut own, quota).await?.len() } else { 0 };
        counted.push((usage, i64::try_from(frozen).unwrap_or(i64::MAX)));
    }
    let time_zone = counting::time_zone(own.tx()).await.or_internal()?;
    let zone = Zone::parse(&time_zone).unwrap_or(zone);
    let mut meters = Vec::new();
    for feature in &features {
        if let Some(reported) = reported.remove(feature.key.as_str()) {
            meters.push(reported);
        } else {
            meters.extend(meter(&mut own, feature, &counted, &zone, &period).await?);
        }
    }
    let (held, first) = held_records::count(own.tx()).await.or_internal()?;
    let days = usage_counters::list_since(own.tx(), now - 3 * DAY).await.or_internal()?;
    let until = first.map(|first| first + HELD);
    let standing = own.standing().clone();
    Ok(Seen { standing, meters, zone, now, held: (held, until), days })
}

/// The seats of the plan that are taken, each kind with how many of its people are frozen.
async fn people(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<(Usage, i64)>> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut counted = Vec::new();
    for usage in team::usage_of_plan(access).await? {
        let is_passed = usage.quota == Quota::Members && usage.limit.is_passed(usage.used);
        let frozen = if is_passed { members::frozen(access.tx(), &tenant, now).await? } else { 0 };
        counted.push((usage, i64::try_from(frozen).unwrap_or(i64::MAX)));
    }
    Ok(counted)
}

/// How much there is of a feature that operators added. What has a price is charged where the plan says nothing of it,
/// too, and then none of it is included.
fn given(value: Option<&Value>, rate: Option<&FeatureRate>) -> Option<Limit> {
    match value {
        Some(Value::Limit(limit)) => Some(*limit),
        _ => rate.filter(|rate| programs::is_priced(rate)).map(|_| Limit::NONE),
    }
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
    counted: &[(Usage, i64)],
    zone: &Zone,
    period: &Range<Micros>,
) -> Result<Option<Meter>> {
    let known: Option<Feature> = feature.key.parse().ok();
    if let Some((usage, frozen)) = counted.iter().find(|(usage, _)| known == Some(usage.quota.feature())) {
        return Ok(Some(Meter { frozen: *frozen, ..Meter::new(feature, usage.limit, usage.used) }));
    }
    let limit = match known {
        Some(known @ (Feature::Events | Feature::StoredBytes)) => own.entitlements().limit(known),
        _ => return Ok(None),
    };
    let now = own.now();
    let window = windows::around(feature.span, zone, now, period);
    let key = feature.key.as_str();
    let of_window = windows::counter(own.tx(), (key, ""), window, now).await?;
    let (reserved, _) =
        reservations::sum(own.tx(), (key, ""), of_window.starts_at, now).await.or_internal()?;
    Ok(Some(Meter::new(feature, limit, 0).counted(&of_window, reserved, now)))
}
