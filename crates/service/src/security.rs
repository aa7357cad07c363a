//! How members must sign in to a tenant.

use domain::{
    Error,
    audit::{Deed, Target},
    permission::{ManageSecurity, ViewSecurity},
    second_factors::SecondFactorsProblem,
};
use store::control::{memberships, tenants};

use crate::{OrInternal, Result, TeamAccess, access::Change, factors};

/// How many members have no second factor now.
pub async fn count_without_second_factor(access: &mut TeamAccess<ViewSecurity>) -> Result<i64> {
    let tenant = access.tenant().id.clone();
    memberships::count_without_second_factor(access.tx(), &tenant).await.or_internal()
}

/// Lets members in with a second factor only, or with none again. Who demands one has one.
pub async fn require_second_factor(mut access: TeamAccess<ManageSecurity>, is_required: bool) -> Result<()> {
    let tenant = access.tenant().clone();
    let account = access.caller().acting()?.clone();
    if is_required && !factors::has_any(access.tx(), &account).await? {
        return Err(Error::field("required", SecondFactorsProblem::NoSecondFactor));
    }
    tenants::update_requires_second_factor(access.tx(), &tenant.id, is_required).await.or_internal()?;
    access
        .audit(Change {
            before: Some(serde_json::json!({ "required": tenant.requires_second_factor })),
            after: Some(serde_json::json!({ "required": is_required })),
            ..Change::of(Deed::SecurityRequireSecondFactor, Target::of(&tenant.id).called(&tenant.name))
        })
        .await?;
    access.commit().await.map(|_| ())
}
