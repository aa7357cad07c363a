//! Adding up the tops of months that are over, so that a year is read in twelve pieces.

use domain::{
    HOUR,
    permission::ManageSettings,
    zones::{days_of_month, month_of_day},
};
use store::{control::tenants::Tenant, tenant::top_months};

use crate::{Access, Caller, OrInternal, Result, Service, Source};

/// Adds up each month that was not yet, and the last two anew should their days have changed: what comes late is
/// counted by its own day, and rare names are let go of. Of those before, one an hour is looked at in turn.
pub(super) async fn roll(service: &Service, tenant: &Tenant) -> Result<()> {
    let mut access = enter(service, tenant).await?;
    let today = access.zone().day_of(access.now());
    let hour = access.now().div_euclid(HOUR);
    let Some(first) = top_months::first_day(access.tx()).await.or_internal()? else { return Ok(()) };
    let rolled = top_months::list(access.tx()).await.or_internal()?;
    drop(access);
    let (mut year, mut month) = month_of_day(i32::try_from(first).unwrap_or(i32::MAX));
    let mut months = Vec::new();
    loop {
        let days = days_of_month(year, month);
        if days.end > today || days.is_empty() {
            break;
        }
        (year, month) = month_of_day(days.end);
        months.push((i64::from(days.start), i64::from(days.end)));
    }
    let count = i64::try_from(months.len()).unwrap_or(i64::MAX).max(1);
    for (place, (from, to)) in (0..).zip(months) {
        let before = rolled.iter().find(|other| other.bucket == from);
        let is_due = before.is_none() || place + 2 >= count || place == hour.rem_euclid(count);
        if !is_due {
            continue;
        }
        // Each in a transaction of its own, for whoever waits for the tenant's one writer.
        let mut access = enter(service, tenant).await?;
        let now = top_months::find(access.tx(), from, to).await.or_internal()?;
        if before != Some(&now) {
            top_months::update(access.tx(), &now).await.or_internal()?;
        }
        access.commit_piece().await?;
    }
    Ok(())
}

async fn enter(service: &Service, tenant: &Tenant) -> Result<Access<ManageSettings>> {
    Access::local(service, &Caller::local(Source::Job), tenant.clone()).await
}
