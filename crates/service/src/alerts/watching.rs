//! Looks at what the rules of each tenant watch, once a minute, and tells of what changed.

use std::collections::BTreeSet;

use domain::{
    MINUTE, Micros, TenantId,
    alerts::{Comparison, Course, Metric, Telling},
    audit::{Deed, Target},
    jobs::{JobKind, Priority},
    permission::{ListAlertRules, ManageAlerts, May},
    zones::Zone,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::tenants::{self, Tenant, TenantState},
    tenant::{alert_firings, alert_states, alerts, policy_agents},
};

use super::{
    AlertFiring, AlertRule, AlertSample, AlertState, KEPT, SAMPLES,
    measuring::{self, Look, Outside},
    quiet,
    telling::{self, People, What},
};
use crate::{
    Access, Caller, OrInternal, Result, Service, Source,
    access::Change,
    directory,
    jobs::{self, Asked, Output, Step, Work},
};

/// A value is kept so often at most.
const SAMPLED: Micros = 5 * MINUTE;
/// Whoever comes later leaves it to the next look.
const STALE: Micros = 5 * MINUTE;
/// Rows let go of in one look.
const PIECE: i64 = 500;

/// Puts a job for each tenant, once a minute.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WatchTenants {}

impl Work for WatchTenants {
    const KIND: JobKind = JobKind::WatchTenants;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|_, run| Box::pin(async move { Ok(put_all(&run.service).await.map(Output::from)?) }))];
}

/// Looks at one tenant's rules.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WatchTenant {
    tenant: TenantId,
}

impl Work for WatchTenant {
    const KIND: JobKind = JobKind::WatchTenant;
    const PRIORITY: Priority = Priority::Normal;
    const AT_ONCE: i64 = 2;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move {
            if run.now() - run.job.created_at > STALE {
                return Ok(Output::default());
            }
            Ok(watch(&run.service, &work.tenant).await.map(Output::from)?)
        })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// The same at once, for whoever does not wait for the minute.
pub async fn run(service: &Service) -> Result<()> {
    put_all(service).await?;
    service.run_due_jobs().await.or_internal()
}

async fn put_all(service: &Service) -> Result<()> {
    let now = service.now();
    let mut after = String::new();
    loop {
        let page = directory::list(service, &after, 100).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.slug);
        let mut tx = service.control(Mode::Write).await?;
        for tenant in page.into_iter().filter(is_watched) {
            let key = format!("{}:{}", tenant.id, now / MINUTE);
            let asked = Asked { key: Some(&key), ..Asked::default() };
            service.enqueue_as(&mut tx, &WatchTenant { tenant: tenant.id }, asked).await?;
        }
        service.commit_with_jobs(tx).await?;
    }
}

fn is_watched(tenant: &Tenant) -> bool {
    tenant.closed_at.is_none() && tenant.suspended_at.is_none() && tenant.state == TenantState::Ready
}

/// What was looked at, each under its rule.
type Looks = Vec<(AlertRule, Vec<Look>)>;

async fn watch(service: &Service, tenant: &TenantId) -> Result<()> {
    let mut control = service.control(Mode::Read).await?;
    let found = tenants::find(&mut control, tenant).await.or_internal()?;
    drop(control);
    let Some(tenant) = found.filter(is_watched) else { return Ok(()) };
    let caller = Caller::local(Source::Job);
    let read = async || Access::<ListAlertRules>::local(service, &caller, tenant.clone()).await;
    let mut access = read().await?;
    let own = measuring::own_domains(&mut access).await?;
    let due = due(&mut access).await?;
    drop(access);
    let mut outside = Outside::default();
    if due.iter().any(|rule| rule.metric == Metric::QuotaUsed) {
        outside.quota = measuring::quota(service, &tenant).await?;
    }
    if due.iter().any(|rule| rule.metric == Metric::EmergencyOverdue) {
        outside.emergency = measuring::emergency(service, &tenant, &own).await?;
    }
    let mut access = read().await?;
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let mut looks = Looks::new();
    for rule in due {
        let found = measuring::measure(&mut access, &rule, &agents, outside).await?;
        looks.push((rule, found));
    }
    let is_news = !plan(&mut access, &looks).await?.is_empty();
    drop(access);
    if !is_news {
        return Ok(());
    }
    let people = telling::people(service, &tenant.id).await?;
    let mut access = Access::<ManageAlerts>::local(service, &caller, tenant.clone()).await?;
    write(&mut access, &people, &own, &looks).await?;
    access.commit_piece().await?;
    jobs::flush(service, &tenant).await.map(|_| ())
}

/// The rules whose turn it is: those that stand nowhere yet, and those that were looked at long enough ago.
async fn due(access: &mut Access<ListAlertRules>) -> Result<Vec<AlertRule>> {
    let now = access.now();
    let rules = alerts::list(access.tx()).await.or_internal()?;
    let states = alert_states::list(access.tx()).await.or_internal()?;
    let is_due = |rule: &AlertRule| {
        let last = states.iter().filter(|state| state.rule_id == rule.id).map(|state| state.looked_at).max();
        let every = rule.metric.every();
        rule.is_enabled && last.is_none_or(|last| every <= MINUTE || now - last >= every || last > now)
    };
    Ok(rules.into_iter().filter(is_due).collect())
}

/// What is to be written: the places of what was looked at, and of states whose thing is not there any more.
#[derive(Debug, Default)]
struct Plan {
    changes: Vec<(usize, usize, AlertState)>,
    gone: Vec<AlertState>,
}

impl Plan {
    fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.gone.is_empty()
    }
}

/// Compares what was looked at with how the rules stand. Whatever the rules are by now decides.
async fn plan<P: May>(access: &mut Access<P>, looks: &Looks) -> Result<Plan> {
    let now = access.now();
    let zone = access.zone().clone();
    let states = alert_states::list(access.tx()).await.or_internal()?;
    let mut plan = Plan::default();
    for (place, (rule, found)) in looks.iter().enumerate() {
        let is_current = alerts::find(access.tx(), &rule.id).await.or_internal()?.as_ref() == Some(rule);
        if !is_current {
            continue;
        }
        let own: Vec<&AlertState> = states.iter().filter(|state| state.rule_id == rule.id).collect();
        let subjects: BTreeSet<&str> = found.iter().map(|look| look.subject.as_str()).collect();
        plan.gone.extend(
            own.iter().filter(|state| !subjects.contains(state.subject.as_str())).map(|one| (*one).clone()),
        );
        for (number, look) in found.iter().enumerate() {
            let known = own.iter().find(|state| state.subject == look.subject);
            let before = known.map_or_else(|| fresh(rule, look), |known| (*known).clone());
            let next = next(&before, rule, look, now, is_hushed(rule, &zone, now));
            let is_sampled = known.is_none_or(|known| (now - known.looked_at).abs() >= SAMPLED);
            if is_sampled || next.state != before.state() || next.telling.is_some() {
                plan.changes.push((place, number, before));
            }
        }
    }
    Ok(plan)
}

fn fresh(rule: &AlertRule, look: &Look) -> AlertState {
    AlertState {
        rule_id: rule.id.clone(),
        subject: look.subject.clone(),
        breached_since: None,
        firing_since: None,
        well_since: None,
        is_told: false,
        is_owed: false,
        firing_id: String::new(),
        value: look.value,
        looked_at: 0,
    }
}

fn next(
    before: &AlertState,
    rule: &AlertRule,
    look: &Look,
    now: Micros,
    is_hushed: bool,
) -> domain::alerts::Next {
    let course = Course { hold: rule.hold, calm: rule.calm };
    let seen = rule.comparison.judge(look.value, rule.threshold, look.usual);
    before.state().next(course, seen, now, is_hushed)
}

/// Whether nobody is told of a rule now.
fn is_hushed(rule: &AlertRule, zone: &Zone, now: Micros) -> bool {
    let is_silenced = rule.silenced_until.is_some_and(|until| until > now);
    let day = zone.day_of(now);
    let is_quiet = quiet(rule).is_some_and(|quiet| {
        quiet.holds(now, zone.at_minute(day, quiet.from), zone.at_minute(day, quiet.to))
    });
    is_silenced || is_quiet
}

async fn write(
    access: &mut Access<ManageAlerts>,
    people: &People,
    own: &[String],
    looks: &Looks,
) -> Result<()> {
    let now = access.now();
    let plan = plan(access, looks).await?;
    for state in plan.gone {
        if let Some(firing) = firing_of(access, &state).await? {
            over(access, &firing).await?;
        }
        alert_states::delete(access.tx(), &state.rule_id, Some(&state.subject)).await.or_internal()?;
    }
    for (place, number, before) in plan.changes {
        let Some((rule, found)) = looks.get(place) else { continue };
        let Some(look) = found.get(number) else { continue };
        step(access, people, own, (rule, look), before).await?;
    }
    alert_states::delete_samples_before(access.tx(), now - SAMPLES, PIECE).await.or_internal()?;
    alert_firings::delete_before(access.tx(), now - KEPT, PIECE).await.or_internal()?;
    Ok(())
}

async fn firing_of(access: &mut Access<ManageAlerts>, state: &AlertState) -> Result<Option<AlertFiring>> {
    match domain::AlertFiringId::parse(&state.firing_id) {
        Some(id) => alert_firings::find(access.tx(), &id).await.or_internal(),
        None => Ok(None),
    }
}

async fn over(access: &mut Access<ManageAlerts>, firing: &AlertFiring) -> Result<()> {
    if firing.resolved_at.is_some() {
        return Ok(());
    }
    let now = access.now();
    alert_firings::update_resolved(access.tx(), &firing.id, now).await.or_internal()?;
    access.audit(change(Deed::AlertsResolve, firing)).await
}

fn change(deed: Deed, firing: &AlertFiring) -> Change<'static> {
    let name = if firing.name.is_empty() { firing.metric.as_str() } else { &firing.name };
    let after = serde_json::json!({ "about": firing.subject_name, "value": firing.value });
    Change { after: Some(after), ..Change::of(deed, Target::of(&firing.id).called(name)) }
}

/// Writes how a rule stands about one thing, and tells of it.
async fn step(
    access: &mut Access<ManageAlerts>,
    people: &People,
    own: &[String],
    (rule, look): (&AlertRule, &Look),
    before: AlertState,
) -> Result<()> {
    let now = access.now();
    let mut firing = firing_of(access, &before).await?;
    // Whoever sees to it knows.
    let is_known = firing.as_ref().is_some_and(|one| one.acknowledged_at.is_some() && one.told_at.is_none());
    let zone = access.zone().clone();
    let next = next(&before, rule, look, now, is_known || is_hushed(rule, &zone, now));
    if next.has_ended
        && let Some(firing) = &firing
    {
        over(access, firing).await?;
    }
    if next.has_begun {
        let new = telling::begun(access, rule, (&look.subject, &look.name), look.value);
        alert_firings::insert(access.tx(), &new).await.or_internal()?;
        access.audit(change(Deed::AlertsFire, &new)).await?;
        firing = Some(new);
    }
    if let (Some(telling), Some(firing)) = (next.telling, &firing) {
        let what = match telling {
            Telling::Fired => What::Fired,
            Telling::Resolved => What::Resolved,
        };
        let told = telling::tell(access, people, own, rule, firing, (what, Some(look.value))).await?;
        if telling == Telling::Fired {
            alert_firings::update_told(access.tx(), &firing.id, now, &told).await.or_internal()?;
        }
    }
    let state = next.state;
    let is_kept = state.firing_since.is_some() || state.is_owed;
    let after = AlertState {
        breached_since: state.breached_since,
        firing_since: state.firing_since,
        well_since: state.well_since,
        is_told: state.is_told,
        is_owed: state.is_owed,
        firing_id: firing.filter(|_| is_kept).map(|firing| firing.id.to_string()).unwrap_or_default(),
        value: look.value,
        looked_at: now,
        ..before
    };
    alert_states::upsert(access.tx(), &after).await.or_internal()?;
    let (least, most) = bounds(rule, look);
    let sample = AlertSample { subject: look.subject.clone(), at: now, value: look.value, least, most };
    alert_states::insert_sample(access.tx(), &rule.id, &sample).await.or_internal()
}

/// What is allowed now.
fn bounds(rule: &AlertRule, look: &Look) -> (Option<i64>, Option<i64>) {
    match (rule.comparison, look.usual) {
        (Comparison::Above, _) => (None, Some(rule.threshold)),
        (Comparison::Below, _) => (Some(rule.threshold), None),
        (Comparison::Unusual, Some(usual)) => {
            let range = usual.range(rule.threshold);
            (Some(*range.start()), Some(*range.end()))
        }
        (Comparison::Unusual, None) => (None, None),
    }
}
