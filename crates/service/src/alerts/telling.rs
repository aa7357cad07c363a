//! Who is told of what fires, and when it is over.

use domain::{
    AlertFiringId, AlertRuleId, Locale, Micros, TenantId,
    alerts::{Comparison, Metric, Severity, on_own_domain},
    permission::{ListAlertRules, ManageAlerts},
    text::alerts::rule_line,
    webhooks::Webhook,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Mode, control::accounts, control::bindings};

use super::{AlertFiring, AlertRule, measuring::own_domains, receiver};
use crate::{
    Access, OrInternal, Result, Service, TeamAccess, contacts,
    webhooks::{self, Parcel},
};

domain::words! {
    /// What a notice says.
    pub enum What { Fired = "fired", Resolved = "resolved", Test = "test" }
}

/// A mail that tells one address of an alert, as it was when it was put.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SendAlert {
    pub(crate) tenant: TenantId,
    pub(crate) rule: AlertRuleId,
    pub(crate) what: What,
    pub(crate) email: String,
    pub(crate) locale: Locale,
    /// Empty: it is called by what it watches.
    pub(crate) name: String,
    pub(crate) metric: Metric,
    pub(crate) comparison: Comparison,
    pub(crate) threshold: i64,
    pub(crate) severity: Severity,
    pub(crate) subject: String,
    pub(crate) value: Option<i64>,
    pub(crate) began_at: Micros,
    pub(crate) at: Micros,
}

/// An address and the language of whoever reads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub email: String,
    pub locale: Locale,
}

/// Everybody who can be told anything about a tenant.
#[derive(Clone, Debug, Default)]
pub struct People {
    technical: Option<Recipient>,
    emergency: Option<Recipient>,
    owners: Vec<Recipient>,
    /// Whether a program is told, too.
    pub has_receiver: bool,
}

pub(crate) async fn people(service: &Service, tenant: &TenantId) -> Result<People> {
    let mut tx = service.control(Mode::Read).await?;
    let mut people = People { has_receiver: receiver::exists(&mut tx, tenant).await?, ..People::default() };
    let of = |contact: contacts::Contact| Recipient { email: contact.email, locale: contact.language };
    people.technical = contacts::technical(&mut tx, tenant).await?.map(of);
    people.emergency = contacts::emergency(&mut tx, tenant).await?.map(of);
    for owner in bindings::list_owners(&mut tx, tenant).await.or_internal()? {
        let account = accounts::find(&mut tx, &owner).await.or_internal()?;
        people.owners.extend(account.map(|one| Recipient { email: one.email, locale: one.locale }));
    }
    Ok(people)
}

impl People {
    /// Who is written to. What tells of a broken mail host goes to no address at the tenant's own domains; nobody may
    /// be left.
    pub fn of(&self, metric: Metric, severity: Severity, own: &[String]) -> Vec<Recipient> {
        let emergency: Vec<Recipient> = self.emergency.iter().cloned().collect();
        let mut first: Vec<Recipient> = self.technical.iter().cloned().collect();
        if severity == Severity::Critical {
            first.extend(emergency.clone());
        }
        let groups = if metric.is_for_owners() {
            vec![self.owners.clone()]
        } else {
            vec![first, emergency, self.owners.clone()]
        };
        let is_reached = |one: &Recipient| {
            !metric.is_of_host() || on_own_domain(&one.email, own.iter().map(String::as_str)).is_none()
        };
        let mut groups =
            groups.into_iter().map(|group| group.into_iter().filter(is_reached).collect::<Vec<_>>());
        let mut found = groups.find(|group| !group.is_empty()).unwrap_or_default();
        let mut seen = Vec::new();
        found.retain(|one| {
            let is_new = !seen.contains(&one.email);
            seen.push(one.email.clone());
            is_new
        });
        found
    }
}

/// Whom a rule would tell now, for its page: the addresses, and whether a program is told.
pub async fn told(access: TeamAccess<ListAlertRules>, rule: &AlertRule) -> Result<(Vec<String>, bool)> {
    let (service, tenant) = (access.service().clone(), access.tenant().id.clone());
    let mut own = access.onward::<ListAlertRules>().await?;
    let names = own_domains(&mut own).await?;
    drop(own);
    let people = people(&service, &tenant).await?;
    let found = if rule.has_mail { people.of(rule.metric, rule.severity, &names) } else { Vec::new() };
    Ok((found.into_iter().map(|one| one.email).collect(), rule.has_webhook && people.has_receiver))
}

/// Tells of a firing, and returns whom, as the page shows it; empty where nobody may be told.
pub(super) async fn tell(
    access: &mut Access<ManageAlerts>,
    people: &People,
    own: &[String],
    rule: &AlertRule,
    firing: &AlertFiring,
    (what, value): (What, Option<i64>),
) -> Result<String> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let mut told = Vec::new();
    let recipients = if rule.has_mail { people.of(rule.metric, rule.severity, own) } else { Vec::new() };
    for Recipient { email, locale } in recipients {
        told.push(email.clone());
        let work = SendAlert {
            tenant: tenant.clone(),
            rule: rule.id.clone(),
            what,
            email,
            locale,
            name: rule.name.clone(),
            metric: firing.metric,
            comparison: firing.comparison,
            threshold: firing.threshold,
            severity: firing.severity,
            subject: firing.subject_name.clone(),
            value,
            began_at: firing.began_at,
            at: now,
        };
        access.enqueue(&work).await?;
    }
    if rule.has_webhook && people.has_receiver {
        send(access, rule, firing, (what, value), &told).await?;
        told.push("webhook".to_owned());
    }
    Ok(told.join(", "))
}

async fn send(
    access: &mut Access<ManageAlerts>,
    rule: &AlertRule,
    firing: &AlertFiring,
    (what, value): (What, Option<i64>),
    told: &[String],
) -> Result<()> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let data = json!({
        "tenant": tenant.slug,
        "id": firing.id,
        "rule": rule.id,
        "name": rule.name,
        "metric": firing.metric,
        "comparison": firing.comparison,
        "threshold": firing.threshold,
        "severity": firing.severity,
        "about": firing.subject_name,
        "value": value,
        "summary": rule_line(Locale::En, firing.metric, firing.comparison, firing.threshold),
        "began_at": domain::zones::rfc3339(firing.began_at),
        "mailed_to": told,
    });
    let (topic, key) = (format!("alert.{what}"), format!("{}:{what}", firing.id));
    let parcel = Parcel {
        webhook: Webhook::Alerts,
        receiver: "",
        key: &key,
        tenant: Some(&tenant.id),
        topic: &topic,
        at: now,
        data,
    };
    webhooks::ask_within(access, &parcel).await
}

/// Tells everybody whom a rule tells that it is tried.
pub(super) async fn tell_test(
    access: &mut Access<ManageAlerts>,
    people: &People,
    rule: &AlertRule,
) -> Result<()> {
    let own = own_domains(access).await?;
    let firing = begun(access, rule, ("", ""), 0);
    tell(access, people, &own, rule, &firing, (What::Test, None)).await.map(|_| ())
}

/// A firing that begins now.
pub(super) fn begun(
    access: &Access<ManageAlerts>,
    rule: &AlertRule,
    (subject, subject_name): (&str, &str),
    value: i64,
) -> AlertFiring {
    let now = access.now();
    AlertFiring {
        id: crate::chance::id(now, AlertFiringId::new),
        rule_id: rule.id.clone(),
        name: rule.name.clone(),
        metric: rule.metric,
        comparison: rule.comparison,
        threshold: rule.threshold,
        severity: rule.severity,
        subject: subject.to_owned(),
        subject_name: subject_name.to_owned(),
        value,
        began_at: now,
        told_at: None,
        told_to: String::new(),
        acknowledged_at: None,
        acknowledged_by: String::new(),
        resolved_at: None,
    }
}
