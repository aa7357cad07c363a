//! Alert rules: what is watched, how it stands, and who is told.

pub mod looks;
mod mails;
mod measuring;
pub mod receiver;
pub mod telling;
mod watching;

use domain::{
    AlertFiringId, AlertRuleId, Checks, DAY, Error, HOUR, MINUTE, Micros, PolicyAgentId, Problem, SECOND,
    alerts::{
        About, AlertsProblem, Comparison, LARGEST_THRESHOLD, LONGEST_HOLD, LONGEST_SILENCE, MOST_RULES,
        Metric, Quiet, Severity,
    },
    audit::{Deed, Target},
    forms,
    permission::{ListAlertRules, ManageAlerts, May},
};
use serde_json::{Value, json};
use store::tenant::{alert_firings, alert_states, alerts, domains, policy_agents};
pub use store::tenant::{
    alert_firings::AlertFiring,
    alert_states::{AlertSample, AlertState},
    alerts::AlertRule,
};
pub(crate) use telling::SendAlert;
pub use watching::run;
pub(crate) use watching::{WatchTenant, WatchTenants};

use crate::{Access, OrInternal, Result, access::Change, chance, forms::confirm_name, jobs, limits::limit};

/// A rule as it is typed.
#[derive(Clone, Debug, Default)]
pub struct RuleForm {
    /// Empty: it is called by what it watches.
    pub name: String,
    /// A word of [`Metric`].
    pub metric: String,
    /// A word of [`Comparison`].
    pub comparison: String,
    pub threshold: String,
    /// `all`, `host:` and an agent's id, or `domain:` and a name.
    pub about: String,
    /// Minutes beyond the threshold before it fires, and well again before it is over.
    pub hold: String,
    pub calm: String,
    /// A word of [`Severity`].
    pub severity: String,
    pub has_mail: bool,
    pub has_webhook: bool,
    /// Hours of the tenant's day, as `22:00`; both empty: none.
    pub quiet_from: String,
    pub quiet_to: String,
    pub is_enabled: bool,
}

impl RuleForm {
    /// What is typed to get this rule.
    pub fn of(rule: &AlertRule) -> Self {
        let quiet = quiet(rule).map(Quiet::texts).unwrap_or_default();
        let about = match rule.about {
            About::All => "all".to_owned(),
            about => format!("{about}:{}", rule.about_id),
        };
        Self {
            name: rule.name.clone(),
            metric: rule.metric.to_string(),
            comparison: rule.comparison.to_string(),
            threshold: rule.threshold.to_string(),
            about,
            hold: (rule.hold / MINUTE).to_string(),
            calm: (rule.calm / MINUTE).to_string(),
            severity: rule.severity.to_string(),
            has_mail: rule.has_mail,
            has_webhook: rule.has_webhook,
            quiet_from: quiet.0,
            quiet_to: quiet.1,
            is_enabled: rule.is_enabled,
        }
    }
}

/// The hours without notices.
pub fn quiet(rule: &AlertRule) -> Option<Quiet> {
    rule.quiet_from.zip(rule.quiet_to).map(|(from, to)| Quiet { from, to })
}

fn whole(text: &str, max: i64) -> Result<i64, Problem> {
    let number = text.trim().parse().ok().filter(|number| (0..=max).contains(number));
    number.ok_or(Problem::OutOfRange { min: 0, max })
}

/// Every rule, those that each space has first.
pub async fn list(access: &mut Access<ListAlertRules>) -> Result<Vec<AlertRule>> {
    alerts::list(access.tx()).await.or_internal()
}

pub async fn find(access: &mut Access<ListAlertRules>, id: &str) -> Result<AlertRule> {
    rule(access, id).await
}

async fn rule<P: May>(access: &mut Access<P>, id: &str) -> Result<AlertRule> {
    let id = AlertRuleId::parse(id).ok_or(Error::NotFound)?;
    alerts::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// What a rule can be about: hosts and domains with what they are called.
pub async fn things(access: &mut Access<ListAlertRules>) -> Result<Vec<(About, String, String)>> {
    let agents = policy_agents::list(access.tx()).await.or_internal()?;
    let names = domains::list(access.tx()).await.or_internal()?;
    let hosts = agents.into_iter().map(|agent| (About::Host, agent.id.to_string(), agent.name));
    let domains = names.into_iter().map(|domain| (About::Domain, domain.name.clone(), domain.name));
    Ok(hosts.chain(domains).collect())
}

/// Adds a rule.
pub async fn add(mut access: Access<ManageAlerts>, form: &RuleForm) -> Result<AlertRule> {
    let now = access.now();
    let new = AlertRule {
        id: chance::id(now, AlertRuleId::new),
        is_built_in: false,
        created_at: now,
        silenced_until: None,
        silence_reason: String::new(),
        ..checked(&mut access, form).await?
    };
    if alerts::count(access.tx()).await.or_internal()? >= MOST_RULES {
        return Err(Error::field("metric", AlertsProblem::TooManyRules { max: MOST_RULES }));
    }
    alerts::insert(access.tx(), &new).await.or_internal()?;
    access.audit(Change { after: Some(noted(&new)), ..change(Deed::AlertsAdd, &new) }).await?;
    access.commit().await?;
    Ok(new)
}

/// Changes a rule. What it said until now about anything is over where it watches something else, or nothing any more.
pub async fn update(mut access: Access<ManageAlerts>, id: &str, form: &RuleForm) -> Result<()> {
    let before = rule(&mut access, id).await?;
    let checked = checked(&mut access, form).await?;
    let after = AlertRule {
        id: before.id.clone(),
        is_built_in: before.is_built_in,
        created_at: before.created_at,
        silenced_until: before.silenced_until,
        silence_reason: before.silence_reason.clone(),
        ..checked
    };
    let watched = |rule: &AlertRule| {
        let about = (rule.about, rule.about_id.clone());
        (rule.metric, rule.comparison, rule.threshold, about, rule.is_enabled)
    };
    alerts::update(access.tx(), &after).await.or_internal()?;
    if watched(&before) != watched(&after) {
        forget(&mut access, &before.id).await?;
    }
    let (was, is) = (Some(noted(&before)), Some(noted(&after)));
    access.audit(Change { before: was, after: is, ..change(Deed::AlertsUpdate, &after) }).await?;
    access.commit().await.map(|_| ())
}

async fn forget(access: &mut Access<ManageAlerts>, id: &AlertRuleId) -> Result<()> {
    let now = access.now();
    alert_firings::update_rule_over(access.tx(), id, now).await.or_internal()?;
    alert_states::delete(access.tx(), id, None).await.or_internal()
}

/// Deletes a rule whose name was typed; those that every space has are switched off instead.
pub async fn delete(mut access: Access<ManageAlerts>, id: &str, confirm: &str) -> Result<()> {
    let old = rule(&mut access, id).await?;
    let locale = access.caller().locale;
    confirm_name(confirm, &looks::title(&old, locale))?;
    forget(&mut access, &old.id).await?;
    alerts::delete(access.tx(), &old.id).await.or_internal()?;
    access.audit(Change { before: Some(noted(&old)), ..change(Deed::AlertsDelete, &old) }).await?;
    access.commit().await.map(|_| ())
}

/// Tells nobody of a rule for some hours. What fires still does so when they are over is told then.
pub async fn silence(mut access: Access<ManageAlerts>, id: &str, hours: &str, reason: &str) -> Result<()> {
    let old = rule(&mut access, id).await?;
    let mut checks = Checks::default();
    let most = LONGEST_SILENCE / HOUR;
    let hours = hours.trim().parse().ok().filter(|hours| (1..=most).contains(hours));
    let hours: Option<i64> = checks.take("hours", hours.ok_or(Problem::OutOfRange { min: 1, max: most }));
    let reason = checks.take("reason", forms::name(reason, 200));
    checks.finish()?;
    let (Some(hours), Some(reason)) = (hours, reason) else { return Err(Error::Internal) };
    let until = access.now() + hours * HOUR;
    alerts::update_silence(access.tx(), &old.id, Some(until), &reason).await.or_internal()?;
    let after = Some(json!({ "until": until, "reason": reason }));
    access.audit(Change { after, ..change(Deed::AlertsSilence, &old) }).await?;
    access.commit().await.map(|_| ())
}

/// Ends a silence.
pub async fn unsilence(mut access: Access<ManageAlerts>, id: &str) -> Result<()> {
    let old = rule(&mut access, id).await?;
    alerts::update_silence(access.tx(), &old.id, None, "").await.or_internal()?;
    access.audit(change(Deed::AlertsUnsilence, &old)).await?;
    access.commit().await.map(|_| ())
}

/// Says that somebody sees to what fires.
pub async fn acknowledge(mut access: Access<ManageAlerts>, id: &str) -> Result<()> {
    let id = AlertFiringId::parse(id).ok_or(Error::NotFound)?;
    let found = alert_firings::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let (now, by) = (access.now(), access.caller().principal.doer().actor.label);
    if alert_firings::update_acknowledged(access.tx(), &id, now, &by).await.or_internal()? {
        let target = Target::of(&id).called(found.subject_name);
        access.audit(Change::of(Deed::AlertsAcknowledge, target)).await?;
        access.commit().await?;
    }
    Ok(())
}

/// Tells everybody whom a rule tells that this is a test.
pub async fn test(mut access: Access<ManageAlerts>, id: &str) -> Result<()> {
    let found = rule(&mut access, id).await?;
    let (service, caller, tenant) =
        (access.service().clone(), access.caller().clone(), access.tenant().clone());
    drop(access);
    limit(&service, &format!("alerts-test:{}", tenant.id), 10, 60 * SECOND).await?;
    let people = telling::people(&service, &tenant.id).await?;
    let mut access = Access::<ManageAlerts>::enter(&service, &caller, &tenant.slug).await?;
    telling::tell_test(&mut access, &people, &found).await?;
    access.audit(change(Deed::AlertsTest, &found)).await?;
    access.commit().await?;
    jobs::flush(&service, &tenant).await.map(|_| ())
}

/// Reads a rule as it is typed, against what there is.
async fn checked(access: &mut Access<ManageAlerts>, form: &RuleForm) -> Result<AlertRule> {
    let mut checks = Checks::default();
    let name = match forms::name(&form.name, 60) {
        Err(Problem::Required) => Some(String::new()),
        name => checks.take("name", name),
    };
    let metric: Option<Metric> = checks.take("metric", form.metric.parse().map_err(|_| Problem::NotAChoice));
    let comparison = form.comparison.parse::<Comparison>().map_err(|_| Problem::NotAChoice);
    let comparison = checks.take("comparison", comparison);
    let severity =
        checks.take("severity", form.severity.parse::<Severity>().map_err(|_| Problem::NotAChoice));
    let threshold = checks.take("threshold", whole(&form.threshold, LARGEST_THRESHOLD));
    let hold = checks.take("hold", whole(&form.hold, LONGEST_HOLD / MINUTE));
    let calm = checks.take("calm", whole(&form.calm, LONGEST_HOLD / MINUTE));
    let hours = checks.take("quiet_from", Quiet::parse(&form.quiet_from, &form.quiet_to)).flatten();
    let about = about(access, &form.about).await?;
    if about.is_none() {
        checks.add("about", Problem::NotAChoice);
    }
    if let (Some(metric), Some((about, _))) = (metric, &about)
        && !metric.abouts().contains(about)
    {
        checks.add("about", AlertsProblem::NotAbout);
    }
    if comparison == Some(Comparison::Unusual) && metric.is_some_and(|metric| !metric.has_usual()) {
        checks.add("comparison", AlertsProblem::NoUsual);
    }
    checks.finish()?;
    let (Some(name), Some(metric), Some(comparison), Some(severity)) = (name, metric, comparison, severity)
    else {
        return Err(Error::Internal);
    };
    let (Some(threshold), Some(hold), Some(calm), Some((about, about_id))) = (threshold, hold, calm, about)
    else {
        return Err(Error::Internal);
    };
    let now = access.now();
    Ok(AlertRule {
        id: AlertRuleId::new(0, 0),
        name,
        metric,
        comparison,
        threshold,
        about,
        about_id,
        hold: hold * MINUTE,
        calm: calm * MINUTE,
        severity,
        has_mail: form.has_mail,
        has_webhook: form.has_webhook,
        quiet_from: hours.map(|quiet| quiet.from),
        quiet_to: hours.map(|quiet| quiet.to),
        is_enabled: form.is_enabled,
        silenced_until: None,
        silence_reason: String::new(),
        is_built_in: false,
        created_at: now,
        changed_at: now,
    })
}

/// What a rule is about; none where there is no such thing.
async fn about(access: &mut Access<ManageAlerts>, text: &str) -> Result<Option<(About, String)>> {
    if text == About::All.as_str() {
        return Ok(Some((About::All, String::new())));
    }
    let Some((kind, id)) = text.split_once(':') else { return Ok(None) };
    let is_there = match kind.parse() {
        Ok(About::Host) => match PolicyAgentId::parse(id) {
            Some(id) => policy_agents::find(access.tx(), &id).await.or_internal()?.is_some(),
            None => false,
        },
        Ok(About::Domain) => {
            domains::list(access.tx()).await.or_internal()?.iter().any(|domain| domain.name == id)
        }
        _ => false,
    };
    Ok(kind.parse().ok().filter(|_| is_there).map(|kind| (kind, id.to_owned())))
}

fn change(deed: Deed, rule: &AlertRule) -> Change<'static> {
    let name = if rule.name.is_empty() { rule.metric.as_str() } else { &rule.name };
    Change::of(deed, Target::of(&rule.id).called(name))
}

fn noted(rule: &AlertRule) -> Value {
    json!({
        "name": rule.name,
        "metric": rule.metric,
        "comparison": rule.comparison,
        "threshold": rule.threshold,
        "about": RuleForm::of(rule).about,
        "hold_minutes": rule.hold / MINUTE,
        "calm_minutes": rule.calm / MINUTE,
        "severity": rule.severity,
        "mail": rule.has_mail,
        "webhook": rule.has_webhook,
        "quiet": quiet(rule).map(domain::alerts::Quiet::texts),
        "enabled": rule.is_enabled,
    })
}

/// So long what was over stays in the history, and so long values are kept.
const KEPT: Micros = 400 * DAY;
const SAMPLES: Micros = DAY;
