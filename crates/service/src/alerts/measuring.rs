//! What the rules watch, measured: from the rows of the agents and the roll-ups, never from the events.

use std::ops::Range;

use domain::{
    DAY, HOUR, MINUTE, Micros, PolicyAgentId, SECOND,
    alerts::{About, Comparison, EMERGENCY_LIFETIME, Metric, Usual, WEEKS},
    direction::Direction,
    permission::May,
    plans::Limit,
};
use store::{
    Mode,
    control::{
        billing_contacts::{self, EmergencyCheck},
        tenants::Tenant,
    },
    tenant::{
        Among, domains,
        policy_agents::{AgentState, PolicyAgent},
        rollups::{self, Grain, QUARTER, Window},
    },
};

use super::{AlertRule, mails};
use crate::{Access, Caller, OrInternal, Result, Service, Source, TeamAccess, contacts, usage};

/// One value that a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// An agent's id, or empty.
    pub(super) subject: String,
    /// What people call it; empty for everything.
    pub(super) name: String,
    pub(super) value: i64,
    pub(super) usual: Option<Usual>,
}

/// What is measured outside the tenant's database.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outside {
    pub(super) quota: Option<i64>,
    pub(super) emergency: Option<i64>,
}

/// How far the limit that is nearest is used up, in percent.
pub(super) async fn quota(service: &Service, tenant: &Tenant) -> Result<Option<i64>> {
    let access = TeamAccess::local(service, &Caller::local(Source::Job), tenant.clone()).await?;
    let seen = usage::meters::list(access).await?;
    let percent = |meter: &usage::meters::Meter| match meter.limit {
        Limit::Of(limit) if limit > 0 => Some(meter.used.saturating_mul(100) / limit),
        _ => None,
    };
    Ok(seen.meters.iter().filter_map(percent).max())
}

/// How many days ago the emergency address had to be confirmed again; none where there is none that was.
pub(super) async fn emergency(service: &Service, tenant: &Tenant, own: &[String]) -> Result<Option<i64>> {
    let mut tx = service.control(Mode::Read).await?;
    let check = billing_contacts::find_emergency_check(&mut tx, &tenant.id).await.or_internal()?;
    let contact = contacts::emergency(&mut tx, &tenant.id).await?;
    let Some((EmergencyCheck { checked_at: Some(checked_at), .. }, contact)) = check.zip(contact) else {
        return Ok(None);
    };
    let days = (service.now() - checked_at - EMERGENCY_LIFETIME).max(0) / DAY;
    let is_own = domain::alerts::on_own_domain(&contact.email, own.iter().map(String::as_str)).is_some();
    Ok(Some(days.max(i64::from(is_own))))
}

/// The names of a tenant's own domains, whether they count or not.
pub(super) async fn own_domains<P: May>(access: &mut Access<P>) -> Result<Vec<String>> {
    let all = domains::list(access.tx()).await.or_internal()?;
    Ok(all.into_iter().map(|domain| domain.name).collect())
}

/// What a rule looks at now.
pub(super) async fn measure<P: May>(
    access: &mut Access<P>,
    rule: &AlertRule,
    agents: &[PolicyAgent],
    outside: Outside,
) -> Result<Vec<Look>> {
    let now = access.now();
    let of_host = |agent: &&PolicyAgent| rule.about == About::All || agent.id.as_str() == rule.about_id;
    if rule.metric.is_of_host() {
        let looks = agents.iter().filter(of_host).filter_map(|agent| {
            let value = of_agent(rule.metric, agent, now)?;
            Some(Look { subject: agent.id.to_string(), name: agent.name.clone(), value, usual: None })
        });
        return Ok(looks.collect());
    }
    let (subject, mut name) = match rule.about {
        About::All => (String::new(), String::new()),
        About::Domain => (String::new(), rule.about_id.clone()),
        About::Host => match agents.iter().find(of_host) {
            Some(agent) => (agent.id.to_string(), agent.name.clone()),
            None => return Ok(Vec::new()),
        },
    };
    let (value, usual) = match rule.metric {
        // Without limits, or without an address, nothing is near its end.
        Metric::QuotaUsed => (Some(outside.quota.unwrap_or(0)), None),
        Metric::EmergencyOverdue => (Some(outside.emergency.unwrap_or(0)), None),
        // Nothing was counted where nobody counts.
        _ if agents.is_empty() => (None, None),
        Metric::Deferred
        | Metric::DeferredDomain
        | Metric::Bounced
        | Metric::UserTimes
        | Metric::ClientTimes
        | Metric::NewNetworks => match mails::measure(access, rule.metric, scope(rule)).await? {
            Some((of, value)) => {
                if !of.is_empty() {
                    name = of;
                }
                (Some(value), None)
            }
            None => (None, None),
        },
        _ => {
            let end = now - now % QUARTER;
            let value = counted(access, rule, end - HOUR..end).await?;
            let is_asked = rule.comparison == Comparison::Unusual;
            (Some(value), if is_asked { usual(access, rule, end - HOUR).await? } else { None })
        }
    };
    Ok(value.map(|value| Look { subject, name, value, usual }).into_iter().collect())
}

/// Of one active host; none of one that was never heard of.
fn of_agent(metric: Metric, agent: &PolicyAgent, now: Micros) -> Option<i64> {
    let seen_at = agent.last_seen_at.filter(|_| agent.state == AgentState::Active)?;
    match metric {
        // One that was resumed has not been silent for longer.
        Metric::AgentSilent => Some((now - seen_at.max(agent.state_changed_at)).max(0) / MINUTE),
        Metric::ClockOff => Some(agent.clock_offset.saturating_abs() / SECOND),
        Metric::SpoolDepth => Some(agent.spool_depth),
        _ => None,
    }
}

/// The agents and the domain that a rule is about.
fn scope(rule: &AlertRule) -> (Among<PolicyAgentId>, &str) {
    let among = match (rule.about, PolicyAgentId::parse(&rule.about_id)) {
        (About::Host, Some(id)) => Among::these([&id]),
        (About::Host, None) => Among::default(),
        _ => Among::All,
    };
    (among, if rule.about == About::Domain { rule.about_id.as_str() } else { "" })
}

async fn counted<P: May>(access: &mut Access<P>, rule: &AlertRule, stretch: Range<Micros>) -> Result<i64> {
    let (among, domain) = scope(rule);
    let window = Window { from: stretch.start, to: stretch.end, among: &among, domain, host: None };
    if rule.metric == Metric::ForeignRequests {
        let points =
            rollups::series(access.tx(), Grain::Quarter, window, HOUR, stretch.start).await.or_internal()?;
        let foreign = points.iter().filter(|point| point.direction == Direction::Foreign);
        return Ok(foreign.map(|point| point.counts.requests).fold(0, i64::saturating_add));
    }
    // In all, so that a message that went two ways counts once.
    let counts = rollups::total(access.tx(), Grain::Quarter, window).await.or_internal()?;
    Ok(if rule.metric == Metric::Messages { counts.messages } else { counts.requests })
}

/// What the same hour of the weeks before had, by the clocks of the tenant's zone.
async fn usual<P: May>(access: &mut Access<P>, rule: &AlertRule, start: Micros) -> Result<Option<Usual>> {
    let Some(first) = rollups::next_quarter(access.tx(), 0).await.or_internal()? else { return Ok(None) };
    let zone = access.zone().clone();
    let day = zone.day_of(start);
    let minute = (start - zone.day_start(day)) / MINUTE;
    let mut before = Vec::with_capacity(WEEKS);
    for week in (1_i32..).take(WEEKS) {
        let start = zone.at_minute(day - 7 * week, minute);
        if start < first {
            break;
        }
        before.push(counted(access, rule, start..start + HOUR).await?);
    }
    Ok(Usual::of(&before))
}
