//! How much of what the tenant has is used.

use domain::{Quota, decision::Usage, permission::ViewPlan};

use crate::{Access, Result, quotas::Count};

/// How much of each counted entitlement is in use; seats are the team's to tell.
pub async fn usage(access: &mut Access<ViewPlan>) -> Result<Vec<Usage>> {
    let mut counted = Vec::new();
    for quota in [Quota::Domains, Quota::Networks, Quota::PolicyAgents] {
        counted.push(Count::before(access, quota).await?.usage());
    }
    Ok(counted)
}
