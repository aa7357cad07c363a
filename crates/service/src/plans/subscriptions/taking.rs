//! Taking another plan, for what was quoted.

use billing::lines::Line;
use domain::{Error, Micros, PlanQuoteId, audit::Deed, permission::ChangePlan, plans::PlansError};
use store::control::{plan_quotes, plan_versions, subscriptions};

use super::{pending, seen, target};
use crate::{
    OrInternal, Result, TeamAccess,
    access::Change,
    invoices, members,
    plans::quotes::{self, is_good, weigh},
};

/// So many characters of ids say what stays at work.
const KEPT: usize = 20_000;

/// What is confirmed.
#[derive(Clone, Debug, Default)]
pub struct ChangeForm {
    /// The id of the quote that was read.
    pub quote: String,
    /// The ids of what stays at work where the plan has room for fewer.
    pub keep: Vec<String>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Now,
    /// It is to come then.
    At(Micros),
}

/// Changes the plan for what was quoted. A quote that does not hold any more changes nothing: another one is made,
/// which the error names.
pub async fn change(mut access: TeamAccess<ChangePlan>, form: &ChangeForm) -> Result<Done> {
    let (tenant, now, service) = (access.tenant().clone(), access.now(), access.service().clone());
    let locale = access.caller().locale;
    let id = PlanQuoteId::parse(form.quote.trim()).ok_or(Error::NotFound)?;
    let quote =
        plan_quotes::find(access.tx(), &tenant.id, &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let version = super::version(access.tx(), &quote.version_id).await?;
    let before = seen(&service, access.tx(), &tenant, now).await?;
    if !quotes::missing(&service, access.tx(), &tenant, &version).await?.is_empty() {
        return Err(PlansError::NoBillingContact.into());
    }
    let is_asked_for =
        quotes::is_asked_for(&service, &tenant, &version) || before.version.month_price.is_none();
    if is_asked_for {
        return Err(PlansError::AskForPlan.into());
    }
    if is_good(&quote, &before, &version, now) {
        let weighed = weigh(&before, version.clone(), quote.every)?;
        plan_quotes::set_mark(access.tx()).await.or_internal()?;
        // For the instant of the quote, so that it is charged to the second as it was told.
        let taken = quotes::take(&service, access.tx(), (&tenant, locale), &weighed, quote.made_at).await?;
        let (lines, change) = taken;
        let is_same_day = weighed.later.is_none_or(|later| later == quote.takes_at);
        if is_same_day && is_same(&lines, &quotes::read(&quote)?) {
            return finish(access, form, (weighed.later, change)).await;
        }
        plan_quotes::take_back(access.tx()).await.or_internal()?;
    }
    let current = plan_versions::find_current(access.tx(), &version.plan).await.or_internal()?;
    let current = current.ok_or(PlansError::AskForPlan)?;
    let asked = (current, quote.every);
    let other = quotes::keep(&service, access.tx(), (&tenant, locale), asked, now).await?;
    // The attempt changed nothing but this quote.
    access.commit_refused().await?;
    Err(PlansError::QuoteChanged { quote: other.id.to_string() }.into())
}

/// Whether lines cost the same for the same reasons, in whichever language they were titled.
fn is_same(one: &[Line], other: &[Line]) -> bool {
    let costs = |lines: &[Line]| -> Vec<Line> {
        lines.iter().map(|line| Line { title: String::new(), ..line.clone() }).collect()
    };
    costs(one) == costs(other)
}

async fn finish(
    mut access: TeamAccess<ChangePlan>,
    form: &ChangeForm,
    (later, change): (Option<Micros>, Change<'static>),
) -> Result<Done> {
    let (service, tenant, now) = (access.service().clone(), access.tenant().clone(), access.now());
    let kept = form.keep.join(" ");
    let kept = if kept.len() > KEPT { String::new() } else { kept };
    subscriptions::update_kept(access.tx(), &tenant.id, &kept).await.or_internal()?;
    members::keep_places(access.tx(), &tenant.id, now).await?;
    let after = seen(&service, access.tx(), &tenant, now).await?;
    if let Some((to_come, _)) = &after.pending {
        pending::ask(&service, access.tx(), &tenant.id, to_come.at).await?;
    }
    let change = match (&after.pending, later) {
        (Some((to_come, version)), Some(_)) => Change {
            before: Some(serde_json::json!({ "plan": tenant.plan.key })),
            after: Some(serde_json::json!({
                "plan": version.plan, "version": version.number, "billed_every": to_come.every,
                "at": to_come.at, "quote": form.quote,
            })),
            ..Change::of(Deed::SubscriptionsChange, target(&tenant))
        },
        _ => Change { action: Deed::SubscriptionsChange, ..change },
    };
    access.audit(change).await?;
    if later.is_none() {
        invoices::put(&service, access.tx(), &tenant.id).await?;
    }
    access.commit_with_jobs().await?;
    Ok(later.map_or(Done::Now, Done::At))
}
