//! Proved domains are proved again: a domain changes hands, and its record goes with it.

use domain::{
    DAY, Error, Micros, Problem,
    audit::{Deed, Target, TargetKind},
    tenant_providers::TenantProvidersProblem,
};
use store::{
    Mode,
    audit::{self, Chain},
    control::{
        email_domains::{self, EmailDomain},
        sessions, tenant_providers, tenants,
    },
};

use super::records;
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, Source, audit_control},
};

/// How often the record of a proved domain is looked for again.
pub const INTERVAL: Micros = DAY;
/// How long a domain still counts after its record was found gone.
pub const GRACE: Micros = 7 * DAY;
/// So many are looked for in one go; the rest follows an hour later.
const AT_ONCE: i64 = 200;

/// Looks for the records of proved domains again. One that is gone for longer than [`GRACE`] counts no more. A
/// name server that does not answer changes nothing, and a closed tenant loses nothing.
pub(crate) async fn prove_again(service: &Service) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let due = email_domains::list_due(&mut tx, service.now() - INTERVAL, AT_ONCE).await.or_internal()?;
    drop(tx);
    for mut domain in due {
        if is_closed(service, &domain).await? {
            // The grace begins anew, so that whoever opens the tenant again has all of it.
            domain.missing_since = domain.missing_since.map(|_| service.now());
            note(service, domain, None).await?;
            continue;
        }
        let is_there = match records::check(service, &domain.name, &domain.challenge).await {
            Ok(()) => Some(true),
            Err(Error::Invalid { fields })
                if fields.iter().any(|field| {
                    matches!(field.problem, Problem::TenantProviders(TenantProvidersProblem::NoRecord { .. }))
                }) =>
            {
                Some(false)
            }
            Err(_) => None,
        };
        note(service, domain, is_there).await?;
    }
    Ok(())
}

async fn is_closed(service: &Service, domain: &EmailDomain) -> Result<bool> {
    let mut tx = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut tx, &domain.tenant_id).await.or_internal()?;
    Ok(tenant.is_some_and(|tenant| tenant.closed_at.is_some()))
}

async fn note(service: &Service, before: EmailDomain, is_there: Option<bool>) -> Result<()> {
    let now = service.now();
    let missing_since = match is_there {
        Some(true) => None,
        Some(false) => before.missing_since.or(Some(now)),
        None => before.missing_since,
    };
    let is_lost = is_there == Some(false) && missing_since.is_some_and(|since| since + GRACE <= now);
    let after = EmailDomain {
        verified_at: before.verified_at.filter(|_| !is_lost),
        checked_at: Some(now),
        missing_since,
        ..before.clone()
    };
    let mut tx = service.control(Mode::Write).await?;
    audit::lock(&mut tx, Chain::Of(&after.tenant_id)).await.or_internal()?;
    // Taken out or proved anew meanwhile.
    if !email_domains::update_checked(&mut tx, &after).await.or_internal()? {
        return Ok(());
    }
    let mut ended = 0;
    if is_lost {
        let provider = tenant_providers::find_of_tenant(&mut tx, &after.tenant_id).await.or_internal()?;
        if let Some(provider) = provider {
            let id = provider.id.as_str();
            ended = sessions::delete_through_at(&mut tx, id, &after.name).await.or_internal()?;
        }
    }
    let action = match (is_lost, before.missing_since.is_some(), missing_since.is_some()) {
        (true, ..) => Deed::EmailDomainsLose,
        (false, false, true) => Deed::EmailDomainsMiss,
        (false, true, false) => Deed::EmailDomainsFindAgain,
        _ => return tx.commit().await.or_internal(),
    };
    let change = Change {
        after: Some(serde_json::json!({ "missing_since": missing_since, "sessions": ended })),
        tenant: Some(&after.tenant_id),
        ..Change::of(action, Target::new(TargetKind::EmailDomain, &after.name))
    };
    audit_control(&mut tx, &Caller::local(Source::Job), now, change).await?;
    tx.commit().await.or_internal()
}
