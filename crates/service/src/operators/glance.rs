//! What needs an operator, at a glance.

use domain::operators::ViewConsole;
use store::control::{
    job_lists, limit_requests, operators as rows, support,
    tenant_lists::{self, Counts},
    webhook_rests,
};

use crate::{OperatorAccess, OrInternal, Result};

/// How much there is of what an operator should know of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    pub tenants: Counts,
    pub failed_jobs: i64,
    /// Jobs that wait or run.
    pub jobs_at_work: i64,
    /// Hosts of receivers that are left alone for a while.
    pub resting: i64,
    /// What tenants asked for and nobody answered.
    pub requests: i64,
    /// Questions of tenants that wait for an answer.
    pub questions: i64,
    /// Accounts that an older version marked as operators, and that have no role.
    pub marked: i64,
    /// Operators for whom the console does not open, because they have no second factor.
    pub without_factor: i64,
}

pub async fn glance(mut access: OperatorAccess<ViewConsole>) -> Result<Glance> {
    let now = access.now();
    let tx = access.tx();
    let jobs = job_lists::count(tx).await.or_internal()?;
    let sum = |is_failed: bool| {
        let counts = jobs.iter().filter(|one| (one.state == domain::jobs::JobState::Failed) == is_failed);
        counts.map(|one| one.count).sum()
    };
    let operators = rows::list(tx).await.or_internal()?;
    let without_factor = operators.iter().filter(|one| !one.has_factor).count();
    let marked = rows::list_marked(tx).await.or_internal()?.len();
    Ok(Glance {
        tenants: tenant_lists::count(tx).await.or_internal()?,
        failed_jobs: sum(true),
        jobs_at_work: sum(false),
        resting: webhook_rests::count(tx, now).await.or_internal()?,
        requests: limit_requests::count_open(tx).await.or_internal()?,
        questions: support::count_open(tx, None).await.or_internal()?,
        marked: i64::try_from(marked).unwrap_or(i64::MAX),
        without_factor: i64::try_from(without_factor).unwrap_or(i64::MAX),
    })
}
