//! Which share of each month the installation was there, as it measures by itself.
//!
//! Each server notes three times a minute that it is there, in the database that everything needs: a minute in which
//! none could is missing. Ingest is there where a tenant's database can be written to besides, a different one each
//! time.

use std::time::Duration;

use domain::{
    Micros,
    availability::{Hour, Measured, Part, measure, minute},
    operators::ViewInstallation,
    permission::ViewPlan,
    zones::{Zone, days_of_month, month_of_day},
};
use store::{
    ControlTx, Mode,
    control::{availability, tenants},
};

use crate::{OperatorAccess, OrInternal, Result, Service, TeamAccess};

const EVERY: Duration = Duration::from_secs(20);
/// Months that are kept, with the running one.
const MONTHS: i32 = 13;

/// What was measured in one month, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub year: i32,
    /// From 1 to 12.
    pub month: i32,
    pub console: Measured,
    pub ingest: Measured,
}

/// Notes again and again that this server is there.
pub async fn watch(service: &Service) {
    let mut after = String::new();
    loop {
        if let Err(error) = beat(service, &mut after).await {
            tracing::warn!(%error, "this server could not note that it is there");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Notes once that this server is there, and ingest if a tenant's database takes writes: the one behind `after`, which
/// moves on.
pub async fn beat(service: &Service, after: &mut String) -> Result<()> {
    let takes_events = takes_events(service, after).await?;
    let now = service.now();
    let (hour, minutes) = minute(now);
    let oldest = minute(begins(now, 1 - MONTHS)).0;
    let mut tx = service.control(Mode::Write).await?;
    for part in Part::ALL.iter().filter(|part| **part == Part::Console || takes_events) {
        availability::upsert(&mut tx, *part, Hour { hour, minutes }, oldest).await.or_internal()?;
    }
    tx.commit().await.or_internal()
}

async fn takes_events(service: &Service, after: &mut String) -> Result<bool> {
    let mut tx = service.control(Mode::Read).await?;
    let found = tenants::list(&mut tx, after, 1).await.or_internal()?;
    drop(tx);
    let Some(tenant) = found.first() else {
        // Behind the last one it begins anew; where there is none, nothing is in the way.
        after.clear();
        return Ok(true);
    };
    tenant.slug.clone_into(after);
    let Ok(location) = tenant.location() else { return Ok(false) };
    Ok(service.store().takes_writes(&location).await)
}

/// The running month and the one before, for whoever sees the plan.
pub async fn of_tenant(access: &mut TeamAccess<ViewPlan>) -> Result<Vec<Month>> {
    let now = access.now();
    months(access.tx(), now, 2).await
}

/// All months that are kept, the running one first.
pub async fn of_installation(access: &mut OperatorAccess<ViewInstallation>) -> Result<Vec<Month>> {
    let now = access.now();
    months(access.tx(), now, MONTHS).await
}

async fn months(tx: &mut ControlTx, now: Micros, count: i32) -> Result<Vec<Month>> {
    let console = availability::list(tx, Part::Console).await.or_internal()?;
    let ingest = availability::list(tx, Part::Ingest).await.or_internal()?;
    let month = |back: i32| {
        let (from, until) = (begins(now, -back), begins(now, 1 - back).min(now));
        let (year, month) = month_of_day(Zone::utc().day_of(from));
        Month { year, month, console: measure(&console, from, until), ingest: measure(&ingest, from, until) }
    };
    Ok((0..count).map(month).collect())
}

/// When the month begins that is so many after the one of an instant.
fn begins(now: Micros, later: i32) -> Micros {
    let zone = Zone::utc();
    let (year, month) = month_of_day(zone.day_of(now));
    zone.day_start(days_of_month(year, month.saturating_add(later)).start)
}
