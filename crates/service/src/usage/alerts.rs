//! Who is told when something is used up to 50, 80 and 100 %: once for each window and step.
//!
//! Told by mail is what is used up by itself. Of what people add one by one the page tells, and whoever adds one.

use domain::{
    AccountId, Checks, Micros, Problem, TenantId,
    audit::{Deed, Target},
    permission::{ManageSettings, ViewPlan},
    plans::{Feature, Limit, Span},
    team::TeamProblem,
    usage::STEPS,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx,
    control::{bindings, memberships, tenants::Tenant, usage_alerts},
};

use super::meters::{Meter, Seen};
use crate::{OrInternal, Result, Service, TeamAccess, access::Change, jobs::Asked};

/// So many are told at most.
pub const MOST: usize = 20;
/// So much of an address that nobody has is told again.
const LONGEST: usize = 100;

/// A mail that says how far something is used up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SendUsageAlert {
    pub(crate) tenant: TenantId,
    pub(crate) account: AccountId,
    pub(crate) feature: String,
    pub(crate) step: i64,
    pub(crate) used: i64,
    pub(crate) limit: Option<i64>,
    pub(crate) ends_at: Option<Micros>,
}

fn is_mailed(meter: &Meter) -> bool {
    meter.feature.span != Span::Always || meter.known() == Some(Feature::StoredBytes)
}

/// Puts the mails that are due.
pub(super) async fn tell(service: &Service, tx: &mut ControlTx, tenant: &Tenant, seen: &Seen) -> Result<()> {
    for meter in seen.meters.iter().filter(|meter| is_mailed(meter)) {
        let step = meter.step();
        // What is always counted is told of anew each month.
        let month = || {
            let (year, month) = domain::zones::month_of_day(seen.zone.day_of(seen.now));
            seen.zone.day_start(domain::zones::days_of_month(year, month).start)
        };
        let starts_at = meter.window.as_ref().map_or_else(month, |window| window.start);
        let mut is_new = false;
        for reached in STEPS.iter().filter(|reached| **reached <= step) {
            let about = (meter.feature.key.as_str(), starts_at);
            is_new = usage_alerts::insert(tx, &tenant.id, about, *reached, seen.now).await.or_internal()?;
        }
        if !is_new {
            continue;
        }
        for account in watchers(tx, &tenant.id).await? {
            let key = format!("{}:{}:{starts_at}:{step}:{account}", tenant.id, meter.feature.key);
            let work = SendUsageAlert {
                tenant: tenant.id.clone(),
                account,
                feature: meter.feature.key.clone(),
                step,
                used: meter.used,
                limit: meter.limit.number(),
                ends_at: meter.window.as_ref().map(|window| window.end),
            };
            service.enqueue_as(tx, &work, Asked { key: Some(&key), ..Asked::default() }).await?;
        }
    }
    Ok(())
}

/// Who is told now: whom the tenant chose, as far as they are still members, or its owners.
async fn watchers(tx: &mut ControlTx, tenant: &TenantId) -> Result<Vec<AccountId>> {
    let Some(chosen) = usage_alerts::find_watchers(tx, tenant).await.or_internal()? else {
        return bindings::list_owners(tx, tenant).await.or_internal();
    };
    let chosen: Vec<AccountId> = serde_json::from_str(&chosen).unwrap_or_default();
    let mut still = Vec::with_capacity(chosen.len());
    for account in chosen {
        if memberships::exists(tx, tenant, &account).await.or_internal()? {
            still.push(account);
        }
    }
    Ok(still)
}

/// The addresses of those who are told.
pub async fn list(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<String>> {
    let tenant = access.tenant().id.clone();
    let mut emails = Vec::new();
    for account in watchers(access.tx(), &tenant).await? {
        if let Some(member) = memberships::find(access.tx(), &tenant, &account).await.or_internal()? {
            emails.push(member.email);
        }
    }
    Ok(emails)
}

/// Chooses who is told: addresses of members with spaces, commas or lines between them; nobody where it is empty.
pub async fn choose(mut access: TeamAccess<ManageSettings>, emails: &str) -> Result<()> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut checks = Checks::default();
    let is_apart = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let named: Vec<&str> = emails.split(is_apart).filter(|email| !email.is_empty()).take(MOST + 1).collect();
    if named.len() > MOST {
        checks.add("emails", Problem::TooManyLines { max: MOST as i64 });
    }
    let members = memberships::list(access.tx(), &tenant.id).await.or_internal()?;
    let (mut chosen, mut unknown) = (Vec::new(), Vec::new());
    for email in &named {
        let found = members.iter().find(|member| member.email.to_lowercase() == email.to_lowercase());
        match found {
            Some(member) if chosen.contains(&member.account_id) => {}
            Some(member) => chosen.push(member.account_id.clone()),
            None => unknown.push(email.chars().take(LONGEST).collect::<String>()),
        }
    }
    if !unknown.is_empty() {
        checks.add("emails", TeamProblem::NotMembers { emails: unknown.join(", ") });
    }
    checks.finish()?;
    let accounts = serde_json::to_string(&chosen).map_err(|_| domain::Error::Internal)?;
    usage_alerts::upsert_watchers(access.tx(), &tenant.id, &accounts, now).await.or_internal()?;
    let change = Change {
        after: Some(serde_json::json!({ "told": named })),
        ..Change::of(Deed::UsageChooseWatchers, Target::of(&tenant.id).called(&tenant.name))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

impl SendUsageAlert {
    pub(crate) fn limit(&self) -> Limit {
        self.limit.into()
    }
}
