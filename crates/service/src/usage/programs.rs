//! What an operator's programs report that tenants used: taken once, durable when it is answered.

use std::collections::BTreeMap;

use billing::{
    Currency, Money,
    meters::{Aggregation, Filed, Rate, file},
};
use domain::{
    Checks, Error, MINUTE, Micros, Problem, SECOND, TenantId, UsageKeyId,
    audit::{Deed, Target},
    bounds::LONGEST_KEY,
    forms,
    operators::{ListUsageKeys, ManageUsageKeys},
    plans::{Feature, FeatureKind, Limit},
};
use serde::{Deserialize, Serialize};
pub use store::control::usage_keys::UsageKey;
use store::{
    ControlTx, Mode,
    control::{
        feature_rates::FeatureRate,
        metered_events::{self, MeteredEvent, Summed},
        plans::{self, CatalogueFeature},
        tenants, usage_keys,
    },
};

use crate::{OperatorAccess, OrInternal, Result, Service, access::Change, chance, limits};

/// Events in one request at most.
pub const MOST: usize = 1000;
/// No value is larger, or smaller than its opposite: sums of a period stay far within 64 bits.
pub const LARGEST: i64 = 1_000_000_000;
/// Requests of a key at once, and how long until there is one more.
const AT_ONCE: i64 = 5_000;
const EVERY: Micros = SECOND / 500;

/// One event as a program reports it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// What the program calls it; sent again, it is the same event.
    pub key: String,
    /// The space, by its word in addresses.
    pub tenant: String,
    /// A metered feature that an operator added.
    pub feature: String,
    /// When it happened, in microseconds UTC.
    pub at: Micros,
    #[serde(default = "one")]
    pub value: i64,
    /// Whom or what it was used for.
    #[serde(default)]
    pub subject: String,
}

const fn one() -> i64 {
    1
}

/// What became of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// New, and durable.
    pub taken: u64,
    /// There before, and counted once.
    pub duplicates: u64,
    /// Of windows that are on an invoice: they become an adjustment of the next one.
    pub late: u64,
    /// Claimed to be from the future, and counted at their arrival.
    pub from_future: u64,
}

/// Makes a key, which is shown once.
pub async fn create(mut access: OperatorAccess<ManageUsageKeys>, name: &str) -> Result<(UsageKey, String)> {
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(name, 100));
    checks.finish()?;
    let now = access.now();
    let id = chance::id(now, UsageKeyId::new);
    let tail = id.as_str().rsplit('_').next().unwrap_or_default();
    let whole = format!("pvu_{tail}_{}", chance::token());
    let key = UsageKey {
        id,
        name: name.unwrap_or_default(),
        prefix: crate::keys::prefix(&whole),
        key_hash: chance::hash(&whole),
        created_by: access.caller().principal.doer().to_string(),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    usage_keys::insert(access.tx(), &key).await.or_internal()?;
    let target = Target::of(&key.id).called(&key.name);
    let after = Some(serde_json::json!({ "name": key.name, "prefix": key.prefix }));
    access.audit(Change { after, ..Change::of(Deed::UsageKeysCreate, target) }).await?;
    access.commit().await?;
    Ok((key, whole))
}

/// The newest first.
pub async fn list(access: &mut OperatorAccess<ListUsageKeys>) -> Result<Vec<UsageKey>> {
    usage_keys::list(access.tx()).await.or_internal()
}

/// Revokes a key: programs that use it are refused from now on.
pub async fn revoke(mut access: OperatorAccess<ManageUsageKeys>, id: &str) -> Result<UsageKey> {
    let id = UsageKeyId::parse(id).ok_or(Error::NotFound)?;
    let now = access.now();
    let revoked = usage_keys::update_revoked(access.tx(), &id, now).await.or_internal()?;
    let key = revoked.ok_or(Error::NotFound)?;
    let target = Target::of(&key.id).called(&key.name);
    access.audit(Change::of(Deed::UsageKeysRevoke, target)).await?;
    access.commit().await?;
    Ok(key)
}

/// Whether a key counts, before anything of a body is read.
pub async fn check_key(service: &Service, key: &str) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let found = usage_keys::find_live(&mut tx, &chance::hash(key)).await.or_internal()?;
    found.map(|_| ()).ok_or(Error::InvalidKey)
}

/// Takes what a program reports: all of it, or nothing where something of it cannot be taken.
pub async fn take(service: &Service, key: &str, reported: &[Reported]) -> Result<Taken> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let found = usage_keys::find_live(&mut tx, &chance::hash(key)).await.or_internal()?;
    let key = found.ok_or(Error::InvalidKey)?;
    if reported.len() > MOST {
        return Err(Error::TooLarge { limit: format!("{MOST} events") });
    }
    let (mut events, mut taken) = read(&mut tx, reported, now).await?;
    drop(tx);
    // A program that says one thing twice in one request is counted once.
    events.sort_by(|one, other| (&one.tenant_id, &one.name).cmp(&(&other.tenant_id, &other.name)));
    events.dedup_by(|later, earlier| (&later.tenant_id, &later.name) == (&earlier.tenant_id, &earlier.name));
    let mut tx = service.control(Mode::Write).await?;
    let allowance = limits::Allowance::new(format!("usage-key:{}", key.id), AT_ONCE, EVERY);
    limits::take_in(&mut tx, &[allowance], now).await?;
    taken.taken = metered_events::insert_new(&mut tx, &events).await.or_internal()?;
    taken.duplicates = (reported.len() as u64).saturating_sub(taken.taken);
    if key.last_used_at.is_none_or(|last| last < now - MINUTE) {
        usage_keys::update_used(&mut tx, &key.id, now).await.or_internal()?;
    }
    tx.commit().await.or_internal()?;
    metrics::counter!("parvis_metered_events_total").increment(taken.taken);
    Ok(taken)
}

/// What is known of a tenant and a feature while a request is read.
struct Known {
    tenant: TenantId,
    /// Up to when its windows are on an invoice, by feature.
    invoiced: BTreeMap<String, Micros>,
}

async fn read(tx: &mut ControlTx, reported: &[Reported], now: Micros) -> Result<(Vec<MeteredEvent>, Taken)> {
    let features = plans::list_features(tx).await.or_internal()?;
    let mut known: BTreeMap<&str, Option<Known>> = BTreeMap::new();
    let (mut checks, mut taken) = (Checks::default(), Taken::default());
    let mut events = Vec::with_capacity(reported.len());
    for (place, one) in reported.iter().enumerate() {
        if !known.contains_key(one.tenant.as_str()) {
            known.insert(&one.tenant, look(tx, &one.tenant).await?);
        }
        let found = known.get(one.tenant.as_str()).and_then(Option::as_ref);
        let problems = problems(one, found.is_some(), &features);
        for (field, problem) in problems {
            checks.add(&format!("events.{place}.{field}"), problem);
        }
        let Some(found) = found else { continue };
        let invoiced = found.invoiced.get(&one.feature).copied().unwrap_or(Micros::MIN);
        let (filed, at) = file(one.at, now, invoiced);
        match filed {
            Filed::InTime => {}
            Filed::Late => taken.late += 1,
            Filed::AtArrival => taken.from_future += 1,
        }
        events.push(MeteredEvent {
            tenant_id: found.tenant.clone(),
            name: one.key.clone(),
            feature: one.feature.clone(),
            at,
            claimed_at: one.at,
            received_at: now,
            value: one.value,
            subject: one.subject.clone(),
        });
    }
    checks.finish()?;
    Ok((events, taken))
}

async fn look(tx: &mut ControlTx, slug: &str) -> Result<Option<Known>> {
    let Some(tenant) = tenants::find_by_slug(tx, slug).await.or_internal()? else { return Ok(None) };
    let mut invoiced = BTreeMap::new();
    for window in metered_events::list_windows(tx, &tenant.id, 0).await.or_internal()? {
        invoiced.insert(window.feature, window.ends_at);
    }
    Ok(Some(Known { tenant: tenant.id, invoiced }))
}

fn problems(
    one: &Reported,
    is_tenant_known: bool,
    features: &[CatalogueFeature],
) -> Vec<(&'static str, Problem)> {
    let mut found = Vec::new();
    let longest = i64::try_from(LONGEST_KEY).unwrap_or(i64::MAX);
    let is_bounded = |text: &str| text.len() <= LONGEST_KEY && !text.contains('\0');
    if one.key.is_empty() {
        found.push(("key", Problem::Required));
    } else if !is_bounded(&one.key) {
        found.push(("key", Problem::TooLong { max: longest }));
    }
    if !is_bounded(&one.subject) {
        found.push(("subject", Problem::TooLong { max: longest }));
    }
    if !is_tenant_known {
        found.push(("tenant", Problem::NotAChoice));
    }
    let is_reported = |feature: &CatalogueFeature| {
        feature.key == one.feature
            && feature.kind == FeatureKind::Metered
            && feature.key.parse::<Feature>().is_err()
    };
    if !features.iter().any(is_reported) {
        found.push(("feature", Problem::NotAChoice));
    }
    if !(-LARGEST..=LARGEST).contains(&one.value) {
        found.push(("value", Problem::OutOfRange { min: -LARGEST, max: LARGEST }));
    }
    if !(domain::policy::EARLIEST..domain::policy::LATEST).contains(&one.at) {
        found
            .push(("at", Problem::OutOfRange { min: domain::policy::EARLIEST, max: domain::policy::LATEST }));
    }
    found
}

/// Whether what is beyond what is given costs something.
pub fn is_priced(rate: &FeatureRate) -> bool {
    rate.price.is_some_and(|price| price > 0)
}

/// What is beyond what is given costs so much; without limit all of it is included.
pub fn rate(of: &FeatureRate, given: Limit) -> Rate {
    let price = Money::new(of.price.unwrap_or_default(), Currency::Eur);
    Rate { included: given.number().unwrap_or(i64::MAX), per: of.per, price }
}

/// The number of a window, as its feature counts.
pub(crate) fn number(aggregation: Aggregation, summed: Summed) -> i64 {
    match aggregation {
        Aggregation::Sum => summed.sum,
        Aggregation::Last => summed.last,
        Aggregation::Max => summed.max,
        Aggregation::Unique => summed.subjects,
        Aggregation::Average => billing::meters::average(summed.sum.into(), summed.events),
    }
}
