//! What people look at: what fires now, the history, and a rule's own page.

use domain::{
    Error, Locale,
    alerts::About,
    permission::{ListAlertRules, ViewOverview},
};
use store::{
    Mode,
    control::tenants,
    tenant::{alert_firings, alert_states},
};

use super::{AlertFiring, AlertRule, AlertSample, AlertState};
use crate::{Access, Caller, OrInternal, Result, Service, Source, policy_agents};

/// So many that fire at once are shown.
pub const SHOWN: i64 = 200;

/// What people call a rule.
pub fn title(rule: &AlertRule, locale: Locale) -> String {
    if rule.name.is_empty() { rule.metric.title(locale).to_owned() } else { rule.name.clone() }
}

/// What fires now, the newest first, as far as the caller may see the hosts it is about.
pub async fn firing(access: &mut Access<ViewOverview>) -> Result<Vec<AlertFiring>> {
    let open = alert_firings::list_open(access.tx(), SHOWN).await.or_internal()?;
    seen(access, open).await
}

/// The same for whoever sees the rules.
pub async fn of_rules(access: &mut Access<ListAlertRules>) -> Result<Vec<AlertFiring>> {
    alert_firings::list_open(access.tx(), SHOWN).await.or_internal()
}

/// The rules and what fires now, for the command line.
pub async fn of(service: &Service, slug: &str) -> Result<(Vec<AlertRule>, Vec<AlertFiring>)> {
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find_by_slug(&mut control, slug).await.or_internal()?.ok_or(Error::NotFound)?;
    drop(control);
    let mut access = Access::<ListAlertRules>::local(service, &Caller::local(Source::Cli), tenant).await?;
    let rules = super::list(&mut access).await?;
    Ok((rules, of_rules(&mut access).await?))
}

/// How many fire now.
pub async fn count(access: &mut Access<ViewOverview>) -> Result<usize> {
    firing(access).await.map(|firing| firing.len())
}

/// What is over, the newest first, from before the one with the id `before` on.
pub async fn history(
    access: &mut Access<ViewOverview>,
    before: &str,
    limit: i64,
) -> Result<Vec<AlertFiring>> {
    let (mut found, mut before) = (Vec::new(), before.to_owned());
    // Whoever sees a part of it is shown a whole page all the same.
    loop {
        let piece = alert_firings::list_over(access.tx(), &before, limit).await.or_internal()?;
        let is_last = i64::try_from(piece.len()).is_ok_and(|len| len < limit);
        if let Some(last) = piece.last() {
            before = last.id.to_string();
        }
        found.extend(seen(access, piece).await?);
        let most = usize::try_from(limit).unwrap_or_default();
        if is_last || found.len() >= most {
            found.truncate(most);
            return Ok(found);
        }
    }
}

/// Whoever sees a part of the tenant sees what is about its hosts, and nothing that is about all of it.
async fn seen(access: &mut Access<ViewOverview>, firings: Vec<AlertFiring>) -> Result<Vec<AlertFiring>> {
    if access.reach().is_whole() {
        return Ok(firings);
    }
    let (agents, _) = policy_agents::covered(access).await?;
    let is_covered = |firing: &AlertFiring| agents.iter().any(|agent| agent.id.as_str() == firing.subject);
    Ok(firings.into_iter().filter(is_covered).collect())
}

/// A rule with how it stands and its last values.
#[derive(Clone, Debug)]
pub struct Looked {
    pub rule: AlertRule,
    pub states: Vec<AlertState>,
    pub samples: Vec<AlertSample>,
    /// What its hosts are called, by their ids.
    pub names: Vec<(String, String)>,
}

impl Looked {
    /// What something it is about is called; empty where it is about everything.
    pub fn name(&self, subject: &str) -> &str {
        self.names.iter().find(|(id, _)| id == subject).map_or("", |(_, name)| name)
    }
}

pub async fn one(access: &mut Access<ListAlertRules>, id: &str) -> Result<Looked> {
    let rule = super::find(access, id).await?;
    let mut states = alert_states::list(access.tx()).await.or_internal()?;
    states.retain(|state| state.rule_id == rule.id);
    let samples = alert_states::list_samples(access.tx(), &rule.id, 50).await.or_internal()?;
    let things = super::things(access).await?;
    let names =
        things.into_iter().filter(|(about, ..)| *about == About::Host).map(|(_, id, name)| (id, name));
    Ok(Looked { rule, states, samples, names: names.collect() })
}
