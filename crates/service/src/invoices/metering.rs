//! What programs reported, on invoices: a line for each window that ended, and one for what came late of it.

use std::ops::Range;

use billing::{
    lines::{Basis, Line},
    meters::{Aggregation, Rate},
    vat::Treatment,
};
use domain::{
    DAY, Error, Locale, Micros, TenantId,
    plans::{Entitlements, Limit, Span, Value},
    zones::{Zone, days_of_month, month_of_day},
};
use store::{
    ControlTx,
    control::{
        feature_rates::{self, FeatureRate},
        metered_events::{self, MeteredWindow},
        plans::{self, CatalogueFeature},
        subscriptions::{self, Subscription},
        tenants::{self, Tenant},
    },
};

use crate::{
    OrInternal, Result,
    usage::programs::{self, number},
};

/// What comes later than this after its window is invoiced no more.
const LATEST: Micros = 400 * DAY;

/// A feature that has a price.
#[derive(Clone, Debug)]
struct Priced {
    feature: CatalogueFeature,
    rate: FeatureRate,
}

/// Lines of what was used, and the windows that are on an invoice with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Metered {
    pub(super) lines: Vec<Line>,
    pub(super) windows: Vec<MeteredWindow>,
}

/// What is owed of every feature that has a price; with `is_running` what the windows that have not ended would cost
/// instead, as they are now.
pub(super) async fn owed(
    tx: &mut ControlTx,
    subscription: &Subscription,
    zone: &Zone,
    now: Micros,
    (language, vat): (Locale, Treatment),
    is_running: bool,
) -> Result<Metered> {
    let mut metered = Metered::default();
    let mut priced = rated(tx).await?;
    priced.retain(|one| one.rate.price.is_some());
    if priced.is_empty() {
        return Ok(metered);
    }
    let id = &subscription.tenant_id;
    let tenant = tenants::find(tx, id).await.or_internal()?;
    let given = tenant.map(|tenant| tenant.plan.entitlements(now)).unwrap_or_default();
    let invoiced = metered_events::list_windows(tx, id, now - LATEST).await.or_internal()?;
    for feature in &priced {
        let known: Vec<_> = invoiced.iter().filter(|window| window.feature == feature.feature.key).collect();
        for window in known.iter().filter(|_| !is_running) {
            late(tx, id, feature, window, (language, vat), &mut metered).await?;
        }
        let last = known.iter().map(|window| window.ends_at).max();
        let from = last.unwrap_or_else(|| month(zone, subscription.created_at).start);
        let (ended, running) = windows(tx, feature.feature.span, subscription, zone, from, now).await?;
        let rate = rate(feature, &given);
        for window in if is_running { running } else { ended } {
            used(tx, id, feature, window, rate, (language, vat), &mut metered).await?;
        }
    }
    Ok(metered)
}

/// The features that have a rate, with or without a price.
async fn rated(tx: &mut ControlTx) -> Result<Vec<Priced>> {
    let rates = feature_rates::list(tx).await.or_internal()?;
    if rates.is_empty() {
        return Ok(Vec::new());
    }
    let features = plans::list_features(tx).await.or_internal()?;
    let with_rate = features.into_iter().filter_map(|feature| {
        let rate = rates.iter().find(|rate| rate.feature == feature.key)?;
        Some(Priced { rate: rate.clone(), feature })
    });
    Ok(with_rate.collect())
}

/// A line for every window that ended in a period, whatever it comes to. What was invoiced before keeps its rate.
pub(super) async fn within(
    tx: &mut ControlTx,
    tenant: &Tenant,
    zone: &Zone,
    period: &Range<Micros>,
    now: Micros,
    (language, vat): (Locale, Treatment),
) -> Result<Vec<Line>> {
    let given = tenant.plan.entitlements(now);
    let known = metered_events::list_windows(tx, &tenant.id, period.start).await.or_internal()?;
    let mut lines = Vec::new();
    for feature in rated(tx).await? {
        let mut windows = Vec::new();
        let own = known.iter().filter(|one| one.feature == feature.feature.key && one.ends_at <= period.end);
        for window in own {
            let rate: Rate = serde_json::from_str(&window.rate).map_err(|_| Error::Internal)?;
            windows.push((window.starts_at..window.ends_at, rate));
        }
        let last = windows.last().map_or(period.start, |(window, _)| window.end);
        let rate = rate(&feature, &given);
        let new =
            over(feature.feature.span, zone, period, now).into_iter().filter(|window| last < window.end);
        windows.extend(new.map(|window| (window, rate)));
        for (window, rate) in windows {
            let used = count(tx, &tenant.id, &feature, &window).await?;
            let basis = Basis::Use { meter: feature.feature.key.clone(), window, used, rate };
            lines.push(Line::new(feature.feature.title(language), basis, vat).map_err(|_| Error::Internal)?);
        }
    }
    Ok(lines)
}

/// The windows that ended in a period and by now.
fn over(span: Span, zone: &Zone, period: &Range<Micros>, now: Micros) -> Vec<Range<Micros>> {
    if span == Span::Period {
        return Some(period.clone()).filter(|period| period.end <= now).into_iter().collect();
    }
    let (mut windows, mut start) = (Vec::new(), month(zone, period.start).start);
    loop {
        let end = month(zone, start).end;
        if end > now.min(period.end) || end <= start {
            return windows;
        }
        windows.push(start..end);
        start = end;
    }
}

fn rate(feature: &Priced, given: &Entitlements) -> Rate {
    let included = match given.value(&feature.feature.key) {
        Some(Value::Limit(included)) => *included,
        _ => Limit::NONE,
    };
    programs::rate(&feature.rate, included)
}

async fn count(
    tx: &mut ControlTx,
    tenant: &TenantId,
    feature: &Priced,
    window: &Range<Micros>,
) -> Result<i64> {
    let summed = metered_events::sum(tx, tenant, &feature.feature.key, window).await.or_internal()?;
    Ok(number(feature.rate.aggregation.parse().unwrap_or(Aggregation::Sum), summed))
}

/// What a window comes to that is on an invoice with another number.
async fn late(
    tx: &mut ControlTx,
    tenant: &TenantId,
    feature: &Priced,
    window: &MeteredWindow,
    (language, vat): (Locale, Treatment),
    metered: &mut Metered,
) -> Result<()> {
    let span = window.starts_at..window.ends_at;
    let used = count(tx, tenant, feature, &span).await?;
    if used == window.invoiced {
        return Ok(());
    }
    let rate: Rate = serde_json::from_str(&window.rate).map_err(|_| Error::Internal)?;
    let meter = feature.feature.key.clone();
    let basis = Basis::Late { meter, window: span, invoiced: window.invoiced, used, rate };
    metered.add(feature.feature.title(language), basis, vat)?;
    metered.windows.push(MeteredWindow { invoiced: used, ..window.clone() });
    Ok(())
}

async fn used(
    tx: &mut ControlTx,
    tenant: &TenantId,
    feature: &Priced,
    window: Range<Micros>,
    rate: Rate,
    (language, vat): (Locale, Treatment),
    metered: &mut Metered,
) -> Result<()> {
    let used = count(tx, tenant, feature, &window).await?;
    metered.windows.push(MeteredWindow {
        feature: feature.feature.key.clone(),
        starts_at: window.start,
        ends_at: window.end,
        invoiced: used,
        rate: serde_json::to_string(&rate).map_err(|_| Error::Internal)?,
    });
    metered.add(
        feature.feature.title(language),
        Basis::Use { meter: feature.feature.key.clone(), window, used, rate },
        vat,
    )
}

impl Metered {
    /// Adds a line, unless it comes to nothing.
    fn add(&mut self, title: &str, basis: Basis, vat: Treatment) -> Result<()> {
        let line = Line::new(title, basis, vat).map_err(|_| Error::Internal)?;
        if line.total != 0 {
            self.lines.push(line);
        }
        Ok(())
    }
}

fn month(zone: &Zone, at: Micros) -> Range<Micros> {
    let (year, month) = month_of_day(zone.day_of(at));
    let days = days_of_month(year, month);
    zone.day_start(days.start)..zone.day_start(days.end)
}

/// The windows that ended by now and are on no invoice yet, and those that run.
async fn windows(
    tx: &mut ControlTx,
    span: Span,
    subscription: &Subscription,
    zone: &Zone,
    from: Micros,
    now: Micros,
) -> Result<(Vec<Range<Micros>>, Vec<Range<Micros>>)> {
    if span == Span::Period {
        let periods = subscriptions::list_periods(tx, &subscription.tenant_id, from).await.or_internal()?;
        let begun = periods.into_iter().filter(|(start, _)| *start <= now).map(|(start, end)| start..end);
        return Ok(begun.partition(|window| window.end <= now));
    }
    let (mut windows, mut start) = (Vec::new(), from);
    loop {
        let end = month(zone, start).end;
        if end > now || end <= start {
            let running = (start <= now && now < end).then_some(start..end);
            return Ok((windows, running.into_iter().collect()));
        }
        windows.push(start..end);
        start = end;
    }
}
