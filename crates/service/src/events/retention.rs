//! Letting go of what a plan no longer keeps.

use domain::{
    DAY, Micros, TenantId,
    audit::{Deed, Target, TargetKind},
    jobs::{JobKind, Priority},
    permission::ManageSettings,
    plans::Feature,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    control::{
        expiring::{self, Expiring},
        tenants::Tenant,
    },
    tenant::{
        agent_connections, done_steps, events, messages, rejected_records, reservations, tops,
        usage_counters::{self, Counter},
    },
};

use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, Source},
    jobs::{self, Output, Step, Work},
    plans,
    quotas::windows::ALWAYS,
    usage,
};

/// Tops by the hour serve the last day alone; longer ranges read the days.
pub(crate) const TOP_HOURS: Micros = 3 * DAY;
/// No request of a message comes so long after its last one.
pub(crate) const MESSAGES: Micros = 7 * DAY;
/// Rows of each kind deleted in one transaction.
const PIECE: i64 = 5000;
/// No job is tried again so long after a step of it.
const DONE_STEPS: Micros = 60 * DAY;

/// Windows whose use is kept from day to day in the control database by then.
const COUNTERS: Micros = 70 * DAY;

/// So long an invitation that ran out can still say so.
const INVITATIONS: Micros = 90 * DAY;
/// So long a page says that a mail did not arrive.
const MAIL_PROBLEMS: Micros = 90 * DAY;

/// How long after it ran out something is let go of: so long somebody may still be told that it did.
const fn kept(what: Expiring) -> Micros {
    match what {
        Expiring::MailedLinks => crate::links::REMEMBERED,
        Expiring::Devices => crate::sessions::DEVICE_LIFETIME,
        Expiring::Invitations => INVITATIONS,
        Expiring::MailProblems => MAIL_PROBLEMS,
        Expiring::DoneRequests | Expiring::HostRests => DAY,
        Expiring::Deliveries => crate::webhooks::KEPT,
        Expiring::Sessions
        | Expiring::SignUps
        | Expiring::PasswordResets
        | Expiring::Challenges
        | Expiring::ReportLinks
        | Expiring::ProviderFlows
        | Expiring::Arrivals
        | Expiring::LinkTickets
        | Expiring::GatewaySessions
        | Expiring::LinkGrants
        | Expiring::RateLimits => 0,
        Expiring::MeteredEvents => crate::usage::opened::KEPT,
        // Whoever comes back to one that has ended is told what it was for.
        Expiring::PlanQuotes => 7 * DAY,
        // Who could read something is told for a while.
        Expiring::ReadCredentials => 90 * DAY,
    }
}

/// Forgets what has run out in the control database: sessions, sign-ups, links, used allowances,
/// ended roles.
pub async fn expire(service: &Service) -> Result<()> {
    for what in Expiring::ALL {
        loop {
            let mut tx = service.control(Mode::Write).await?;
            let before = service.now() - kept(*what);
            let rows = expiring::delete(&mut tx, *what, before, PIECE).await.or_internal()?;
            tx.commit().await.or_internal()?;
            if rows < PIECE.unsigned_abs() {
                break;
            }
            // Whoever waits for the one writer comes first.
            tokio::task::yield_now().await;
        }
    }
    crate::team::expire(service).await?;
    crate::tenant_providers::prove_again(service).await
}

/// Forgets what has run out in the control database, once an hour.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Expire {}

impl Work for Expire {
    const KIND: JobKind = JobKind::Expire;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] =
        &[Step::only(|_, run| Box::pin(async move { Ok(expire(&run.service).await.map(Output::from)?) }))];
}

/// Puts a job for each tenant, once an hour.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PruneTenants {}

impl Work for PruneTenants {
    const KIND: JobKind = JobKind::PruneTenants;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[Step::only(|_, run| {
        Box::pin(async move { Ok(put_prunings(&run.service).await.map(Output::from)?) })
    })];
}

/// Lets go of what one tenant's plan no longer keeps.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PruneTenant {
    tenant: TenantId,
}

impl Work for PruneTenant {
    const KIND: JobKind = JobKind::PruneTenant;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 2;
    const STEPS: &'static [Step<Self>] = &[Step::only(|work, run| {
        Box::pin(async move { Ok(prune(&run.service, &work.tenant).await.map(Output::from)?) })
    })];

    fn tenant(&self) -> Option<&TenantId> {
        Some(&self.tenant)
    }
}

/// The same at once, for whoever does not wait for the hour.
pub async fn run(service: &Service) -> Result<()> {
    put_prunings(service).await?;
    service.run_due_jobs().await.or_internal()
}

/// Nothing of a closed tenant is let go of: its owner may open it again.
async fn put_prunings(service: &Service) -> Result<()> {
    jobs::put_for_each(service, |tenant| PruneTenant { tenant }).await
}

/// Deletes a tenant's events, messages and lines of the log that are older than its plan keeps each, or than the one
/// before a downgrade kept. Roll-ups
/// stay. It does so a piece at a time, each in its own transaction, so that neither batches nor pages wait for all
/// of it.
async fn prune(service: &Service, tenant: &TenantId) -> Result<()> {
    plans::overrides::settle(service).await?;
    let mut control = service.control(Mode::Read).await?;
    let found = store::control::tenants::find(&mut control, tenant).await.or_internal()?;
    drop(control);
    let Some(tenant) = found.filter(|tenant| tenant.closed_at.is_none()) else { return Ok(()) };
    jobs::flush(service, &tenant).await?;
    let mut deleted = 0;
    loop {
        let caller = Caller::local(Source::Job);
        let mut access = Access::<ManageSettings>::local(service, &caller, tenant.clone()).await?;
        let piece = delete_piece(&mut access).await?;
        deleted += piece.events;
        if piece.is_last && deleted > 0 {
            let target = access.tenant().id.to_string();
            let keep = access.entitlements().retention_days();
            let after = serde_json::json!({ "deleted": deleted, "kept_days": keep });
            let change = Change {
                after: Some(after),
                ..Change::of(Deed::EventsExpire, Target::new(TargetKind::Events, target))
            };
            access.audit(change).await?;
        }
        access.commit_piece().await?;
        if piece.is_last {
            super::held::settle(service, &tenant).await?;
            super::months::roll(service, &tenant).await?;
            return usage::settle(service, &tenant).await;
        }
        // Whoever waits for the tenant's one writer comes first.
        tokio::task::yield_now().await;
    }
}

struct Piece {
    events: u64,
    is_last: bool,
}

/// From when to when what is kept for so many days goes, at an instant. What a downgrade froze goes when the larger plan
/// would have let go of it, and not before.
pub(super) fn stretches(tenant: &Tenant, now: Micros, days: i64) -> Vec<(Micros, Micros)> {
    let passed = now - days * DAY;
    match tenant.frozen(now) {
        None => vec![(Micros::MIN, passed)],
        Some(frozen) => {
            vec![(Micros::MIN, now - frozen.days.max(days) * DAY), (frozen.before, passed)]
        }
    }
}

async fn delete_piece(access: &mut Access<ManageSettings>) -> Result<Piece> {
    let now = access.now();
    let (given, tenant) = (access.entitlements().clone(), access.tenant().clone());
    let today = i64::from(access.zone().day_of(now));
    let tx = access.tx();
    let (mut events, mut bytes, mut others) = (0, 0, Vec::new());
    for (from, before) in stretches(&tenant, now, given.retention_days()) {
        let gone = events::delete_between(tx, from, before, PIECE).await.or_internal()?;
        events += gone.len() as u64;
        bytes += gone.into_iter().sum::<i64>();
        others.push(rejected_records::delete_between(tx, from, before, PIECE).await.or_internal()?);
    }
    for (from, before) in stretches(&tenant, now, given.log_days()) {
        let (gone, lines) = messages::delete_lines_between(tx, from, before, PIECE).await.or_internal()?;
        others.push(gone);
        bytes += lines;
    }
    for (from, before) in stretches(&tenant, now, given.message_days()) {
        let (gone, lines) = messages::delete_between(tx, from, before, PIECE).await.or_internal()?;
        others.push(gone);
        bytes += lines;
    }
    if bytes > 0 {
        let stored = Counter::empty(Feature::StoredBytes.as_str(), "", &ALWAYS);
        usage_counters::add(tx, &[Counter { used: -bytes, ..stored }]).await.or_internal()?;
    }
    others.push(usage_counters::delete_before(tx, now - COUNTERS, PIECE).await.or_internal()?);
    others.push(reservations::delete_before(tx, now, PIECE).await.or_internal()?);
    others.push(
        agent_connections::delete_before(tx, now - super::ingest::CONNECTIONS, PIECE).await.or_internal()?,
    );
    others.push(done_steps::delete_before(tx, now - DONE_STEPS, PIECE).await.or_internal()?);
    others.push(tops::delete_hours_before(tx, now - TOP_HOURS, PIECE).await.or_internal()?);
    others.push(tops::delete_rare_days(tx, today - 31, 3, PIECE).await.or_internal()?);
    let most = u64::try_from(PIECE).unwrap_or(u64::MAX);
    Ok(Piece { events, is_last: events < most && others.into_iter().all(|rows| rows < most) })
}
