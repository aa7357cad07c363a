//! What a change of plan would cost: told, kept for half an hour, and then charged exactly so.
//!
//! A quote is made by doing the change and taking it back, in one transaction: what it says are the lines that the
//! invoice of the change has, and there is no second way of reckoning them.

use billing::{
    lines::{Line, Totals},
    parties::Missing,
    quotes::HOLDS,
};
use domain::{
    Checks, Error, Locale, MINUTE, Micros, PlanQuoteId, Problem, SECOND,
    audit::{Deed, Target},
    permission::{MayOne, QuotePlan},
    plans::{PlansError, PlansProblem},
};
pub use store::control::plan_quotes::PlanQuote;
use store::{
    ControlTx,
    control::{
        plan_quotes, plan_versions,
        plan_versions::{PlanVersion, VersionState},
        rate_limits, subscriptions,
        subscriptions::{Every, Pending},
        tenants::Tenant,
    },
};

use super::subscriptions::{Seen, Taken, put_on, seen};
use crate::{OrInternal, Result, Service, TeamAccess, access::Change, chance, invoices};

/// What is asked about.
#[derive(Clone, Debug, Default)]
pub struct QuoteForm {
    /// The key of a plan.
    pub plan: String,
    /// `month` or `year`.
    pub interval: String,
}

/// A quote as people read it.
#[derive(Clone, Debug)]
pub struct Told {
    pub quote: PlanQuote,
    pub version: PlanVersion,
    pub lines: Vec<Line>,
    /// What is invoiced at once; none: nothing is.
    pub totals: Option<Totals>,
    /// When the new interval begins, where it waits for the end of the running period.
    pub turns_at: Option<Micros>,
    /// Whether it may be confirmed: it has not ended, and nobody changed the subscription since, or whom it is
    /// invoiced to so that the tax is another.
    pub is_good: bool,
    /// Whether its tax is the one that applies. While the billing contact names no country nobody knows that one, and
    /// what comes before tax alone is fixed.
    pub is_tax_known: bool,
    /// Whether the lines are taxed as they would be now.
    pub is_taxed_so: bool,
    /// What the billing contact lacks before it may be.
    pub missing: Vec<Missing>,
}

/// Whether somebody of a tenant may take a plan by themselves, or asks the provider for it.
pub fn is_asked_for(service: &Service, tenant: &Tenant, version: &PlanVersion) -> bool {
    let can_bill = service.bills(tenant) && service.billing().missing().is_empty();
    version.month_price != Some(0) && !(can_bill && version.month_price.is_some())
}

/// A change as it would be made.
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    pub(crate) version: PlanVersion,
    pub(crate) every: Every,
    /// None: at once.
    pub(crate) later: Option<Micros>,
}

/// When a change comes: what costs more comes at once, and what costs less when that is over which is paid for.
pub(crate) fn weigh(seen: &Seen, version: PlanVersion, every: Every) -> Result<Weighed> {
    if seen.version.id == version.id && seen.every == every {
        return Err(Error::field("plan", PlansProblem::SamePlan));
    }
    let (before, after) =
        (seen.version.month_price.unwrap_or_default(), version.month_price.unwrap_or_default());
    let is_less = after < before || after == before && every != seen.every;
    Ok(Weighed { later: seen.had_until.filter(|_| is_less), version, every })
}

/// Makes a change, as far as invoices and the plan are concerned, and tells what is invoiced of it at once.
pub(crate) async fn take(
    service: &Service,
    tx: &mut ControlTx,
    (tenant, locale): (&Tenant, Locale),
    weighed: &Weighed,
    at: Micros,
) -> Result<(Vec<Line>, Change<'static>)> {
    let Weighed { version, every, later } = weighed;
    if let Some(later) = later {
        let pending = Pending { version: version.id.clone(), every: *every, at: *later, is_cancelled: false };
        subscriptions::update_pending(tx, &tenant.id, Some(&pending)).await.or_internal()?;
        let target = Target::of(&tenant.id).called(&tenant.name);
        return Ok((Vec::new(), Change::of(Deed::SubscriptionsChange, target)));
    }
    let taken = Taken { version: version.clone(), every: Some(*every), at };
    let (moved, change) = put_on(service, tx, tenant, taken).await?;
    let after = seen(service, tx, &moved, at).await?;
    if after.every != *every {
        // Something of the running period was charged, so the new interval begins with the next one.
        let at = after.period_ends_at.ok_or(Error::Internal)?;
        let pending = Pending { version: version.id.clone(), every: *every, at, is_cancelled: false };
        subscriptions::update_pending(tx, &tenant.id, Some(&pending)).await.or_internal()?;
    }
    let next = invoices::next(tx, service.billing(), &moved, (locale, at)).await?;
    Ok((next.map(|next| next.lines).unwrap_or_default(), change))
}

/// Quotes a change, and keeps what it said.
pub async fn make(mut access: TeamAccess<QuotePlan>, form: &QuoteForm) -> Result<Told> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut checks = Checks::default();
    let every = checks.choice("interval", &form.interval, Every::Month);
    let version = plan_versions::find_current(access.tx(), form.plan.trim()).await.or_internal()?;
    let version = version.filter(|version| version.audience == tenant.kind);
    if version.is_none() {
        checks.add("plan", Problem::NotAChoice);
    }
    checks.finish()?;
    let version = version.ok_or(Error::Internal)?;
    let key = format!("quote:{}", tenant.id);
    if let Some(wait) = rate_limits::take(access.tx(), &key, 60, MINUTE, now).await.or_internal()? {
        return Err(Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND });
    }
    let (service, locale) = (access.service().clone(), access.caller().locale);
    let quote = keep(&service, access.tx(), (&tenant, locale), (version, every), now).await?;
    let told = tell(&service, access.tx(), &tenant, quote, now).await?;
    // A quote changes nothing that the log tells of.
    access.commit_piece().await?;
    Ok(told)
}

/// Reckons a quote and keeps it.
pub(crate) async fn keep(
    service: &Service,
    tx: &mut ControlTx,
    whose: (&Tenant, Locale),
    (version, every): (PlanVersion, Every),
    now: Micros,
) -> Result<PlanQuote> {
    let (tenant, before) = (whose.0, seen(service, tx, whose.0, now).await?);
    if is_asked_for(service, tenant, &version) || before.version.month_price.is_none() {
        return Err(PlansError::AskForPlan.into());
    }
    let weighed = weigh(&before, version, every)?;
    plan_quotes::set_mark(tx).await.or_internal()?;
    let taken = take(service, tx, whose, &weighed, now).await;
    plan_quotes::take_back(tx).await.or_internal()?;
    let (lines, _) = taken?;
    let ends = [before.had_until, before.period_ends_at, before.pending.map(|(pending, _)| pending.at)];
    let ends_at = ends.into_iter().flatten().fold(now + HOLDS, Micros::min);
    let quote = PlanQuote {
        id: chance::id(now, PlanQuoteId::new),
        tenant_id: tenant.id.clone(),
        version_id: weighed.version.id,
        every,
        made_at: now,
        ends_at,
        takes_at: weighed.later.unwrap_or(now),
        revision: before.revision,
        lines: serde_json::to_string(&lines).map_err(|_| Error::Internal)?,
    };
    plan_quotes::insert(tx, &quote).await.or_internal()?;
    Ok(quote)
}

/// A quote that was made, as it is told now.
pub async fn find<P: MayOne>(access: &mut TeamAccess<P>, id: &str) -> Result<Told> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let service = access.service().clone();
    let id = PlanQuoteId::parse(id).ok_or(Error::NotFound)?;
    let tx = access.tx();
    let quote = plan_quotes::find(tx, &tenant.id, &id).await.or_internal()?.ok_or(Error::NotFound)?;
    tell(&service, tx, &tenant, quote, now).await
}

async fn tell(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    quote: PlanQuote,
    now: Micros,
) -> Result<Told> {
    let version = plan_versions::find(tx, &quote.version_id).await.or_internal()?.ok_or(Error::Internal)?;
    let seen = seen(service, tx, tenant, now).await?;
    let lines = read(&quote)?;
    let currency = lines.first().and_then(|line| line.basis.total().ok()).map(|total| total.currency);
    let totals = match currency {
        Some(currency) => Some(Totals::of(currency, &lines).map_err(|_| Error::Internal)?),
        None => None,
    };
    let tax = invoices::tax(tx, service.billing(), tenant).await?;
    let is_taxed_so = tax.is_none_or(|tax| lines.iter().all(|line| line.vat == tax));
    let is_now = quote.takes_at == quote.made_at;
    let waits = is_now && quote.every != seen.every && !lines.is_empty() && seen.had_until.is_some();
    Ok(Told {
        turns_at: seen.period_ends_at.filter(|_| waits),
        is_good: is_good(&quote, &seen, &version, now) && is_taxed_so,
        is_tax_known: tax.is_some(),
        is_taxed_so,
        missing: missing(service, tx, tenant, &version).await?,
        quote,
        version,
        lines,
        totals,
    })
}

/// What the billing contact lacks before a plan may be taken that costs something.
pub(crate) async fn missing(
    service: &Service,
    tx: &mut ControlTx,
    tenant: &Tenant,
    version: &PlanVersion,
) -> Result<Vec<Missing>> {
    if version.month_price == Some(0) || !service.bills(tenant) {
        return Ok(Vec::new());
    }
    invoices::missing(tx, tenant).await
}

pub(crate) fn read(quote: &PlanQuote) -> Result<Vec<Line>> {
    serde_json::from_str(&quote.lines).map_err(|_| Error::Internal)
}

/// Whether a quote still is what it was when it was made, as far as that can be seen without making the change.
pub(crate) fn is_good(quote: &PlanQuote, seen: &Seen, version: &PlanVersion, now: Micros) -> bool {
    // A clock that went back makes no quote older than it is.
    let is_fresh = now < quote.ends_at && quote.made_at <= now.saturating_add(MINUTE);
    is_fresh && quote.revision == seen.revision && version.state == VersionState::Published
}
