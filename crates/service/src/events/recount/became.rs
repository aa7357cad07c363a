//! Counting anew what became of mails, against the mails that are still kept.

use domain::{
    DAY, Micros,
    audit::{Deed, Target},
    permission::{ManageSettings, May, ViewOverview},
};
use store::tenant::{
    outcomes::{self, Buckets, OutcomeCell},
    policy_agents,
    rollups::QUARTER,
};

use crate::{
    Access, Caller, OrInternal, Result, Service, Source,
    access::Change,
    directory,
    events::{
        outcomes::{compare, rebuild_days},
        rollups::start,
    },
};

/// A count of what became of mails that differs from what they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeDifference {
    pub cell: OutcomeCell,
    pub counted: i64,
    pub found: i64,
}

/// The quarters from which on all mails are kept, up to those that may still come.
async fn stretch<P: May>(access: &mut Access<P>) -> Result<(Micros, Micros)> {
    let kept_from = access.now() - access.entitlements().retention_days() * DAY;
    let first = outcomes::first_mail(access.tx()).await.or_internal()?.unwrap_or(kept_from);
    let from = (start(kept_from, QUARTER) + QUARTER).max(start(first, QUARTER));
    Ok((from, access.now() + DAY))
}

async fn differences<P: May>(access: &mut Access<P>, from: Micros) -> Result<Vec<OutcomeDifference>> {
    let zone = access.zone().clone();
    let found = compare(access.tx(), (from, from + DAY), &zone).await?;
    Ok(found.into_iter().map(|(cell, counted, found)| OutcomeDifference { cell, counted, found }).collect())
}

/// Compares a tenant's counts of what became of its mails with the mails, for the command line.
pub async fn check(service: &Service, slug: &str) -> Result<Vec<OutcomeDifference>> {
    let caller = Caller::local(Source::Cli);
    let tenant = directory::find_by_slug(service, slug).await?;
    let mut access = Access::<ViewOverview>::local(service, &caller, tenant.clone()).await?;
    let ((mut from, to), mut all) = (stretch(&mut access).await?, Vec::new());
    drop(access);
    // A transaction a day: whatever comes in meanwhile is seen in both or in neither.
    while from < to {
        let mut access = Access::<ViewOverview>::local(service, &caller, tenant.clone()).await?;
        all.extend(differences(&mut access, from).await?);
        from += DAY;
    }
    Ok(all)
}

/// The same, and writes what the mails say where a count differs.
pub async fn mend(service: &Service, slug: &str) -> Result<Vec<OutcomeDifference>> {
    let caller = Caller::local(Source::Cli);
    let tenant = directory::find_by_slug(service, slug).await?;
    let mut access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
    let ((mut from, to), mut all) = (stretch(&mut access).await?, Vec::new());
    drop(access);
    while from < to {
        let mut access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
        // No batch adds to a quarter between its reading and its writing.
        policy_agents::lock_all(access.tx()).await.or_internal()?;
        let found = differences(&mut access, from).await?;
        let changes: Vec<_> = found.iter().map(|one| (&one.cell, one.found - one.counted)).collect();
        let changes: Vec<_> = changes.iter().map(|(cell, change)| (*cell, change)).collect();
        let now = access.now();
        outcomes::add(access.tx(), Buckets::Quarters, &changes, now).await.or_internal()?;
        all.extend(found);
        from += DAY;
        if from >= to && !all.is_empty() {
            let zone = access.zone().clone();
            rebuild_days(access.tx(), &zone).await?;
            let change = Change {
                after: Some(serde_json::json!({ "outcomes": all.len() })),
                ..Change::of(Deed::RollUpsMend, Target::of(&tenant.id).called(&tenant.name))
            };
            access.audit(change).await?;
        }
        access.commit_piece().await?;
    }
    Ok(all)
}
