//! Letting go of what a plan no longer keeps.

use domain::{DAY, Micros, permission::ManageSettings};
use store::{
    Mode,
    control::{challenges, devices, invitations, password_resets, rate_limits, sessions, sign_ups},
    tenant::{events, messages, rejected_records, tops},
};

use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, Source},
    tenants,
};

/// Tops by the hour serve the last day alone; longer ranges read the days.
pub(crate) const TOP_HOURS: Micros = 3 * DAY;
/// No request of a message comes so long after its last one.
const MESSAGES: Micros = 7 * DAY;

/// So long an invitation that ran out can still say so.
const INVITATIONS: Micros = 90 * DAY;

/// Forgets what has run out in the control database: sessions, sign-ups, links, used allowances,
/// ended roles.
pub async fn expire(service: &Service) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    sessions::delete_expired(&mut tx, now).await.or_internal()?;
    sign_ups::delete_expired(&mut tx, now).await.or_internal()?;
    password_resets::delete_expired(&mut tx, now).await.or_internal()?;
    challenges::delete_expired(&mut tx, now).await.or_internal()?;
    devices::delete_unseen(&mut tx, now - crate::sessions::DEVICE_LIFETIME).await.or_internal()?;
    invitations::delete_expired(&mut tx, now - INVITATIONS).await.or_internal()?;
    rate_limits::delete_expired(&mut tx, now).await.or_internal()?;
    tx.commit().await.or_internal()?;
    crate::team::expire(service).await
}

/// Deletes every tenant's events that are older than its plan keeps, or than the one before a downgrade
/// kept. Roll-ups stay.
pub async fn run(service: &Service) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = tenants::list(service, &after, 100).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.slug);
        for tenant in page {
            let slug = tenant.slug.clone();
            let caller = Caller::local(Source::Job);
            let access = Access::<ManageSettings>::local(service, &caller, tenant).await;
            let outcome = match access {
                Ok(access) => prune(access).await,
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                tracing::warn!(tenant = %slug, %error, "old events could not be deleted, they are tried again");
            }
        }
    }
}

async fn prune(mut access: Access<ManageSettings>) -> Result<()> {
    let now = access.now();
    let keep = access.tenant().plan.limits().retention_days;
    let today = i64::from(access.zone().day_of(now));
    // What a downgrade froze goes when the larger plan would have let go of it, and not before.
    let frozen = access.tenant().frozen(now);
    let passed = now - keep * DAY;
    let stretches = match frozen {
        None => vec![(Micros::MIN, passed)],
        Some(frozen) => vec![(Micros::MIN, now - frozen.days * DAY), (frozen.before, passed)],
    };
    let tx = access.tx();
    let mut deleted = 0;
    for (from, before) in stretches {
        deleted += events::delete_between(tx, from, before).await.or_internal()?;
        rejected_records::delete_between(tx, from, before).await.or_internal()?;
    }
    messages::delete_before(tx, now - MESSAGES).await.or_internal()?;
    tops::delete_hours_before(tx, now - TOP_HOURS).await.or_internal()?;
    tops::delete_rare_days(tx, today - 31, 3).await.or_internal()?;
    if deleted > 0 {
        let target = access.tenant().id.to_string();
        let after = serde_json::json!({ "deleted": deleted, "kept_days": keep });
        let change =
            Change { action: "events.expire", target: &target, after: Some(after), ..Change::default() };
        access.audit(change).await?;
    }
    access.commit().await.map(|_| ())
}
