//! Whether the chains of the audit logs are whole.

use domain::permission::ViewAudit;
use store::{
    Mode,
    audit::{self, Broken, Flaw, Head, Key, Verified, verifying},
    control::tenants::{Tenant, TenantState},
};

use super::keys;
use crate::{Access, Caller, OrInternal, Result, Service, Source, directory};

/// Which chains to verify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chains {
    /// All of the control database.
    Control,
    /// What the tenant's own database and the control database hold of one.
    Tenant(String),
    All,
}

/// One chain, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The tenant's slug; `None` for what the control database holds of no tenant.
    pub tenant: Option<String>,
    /// Whether it is in the control database.
    pub is_control: bool,
    pub outcome: std::result::Result<Verified, Broken>,
}

/// Computes the chains anew, for the command line: what belongs to no tenant first, then by slug what the control
/// database holds of each tenant, and the tenant's own; last what is left of tenants that are gone.
pub async fn verify(service: &Service, chains: &Chains) -> Result<Vec<Verdict>> {
    let keys = keys::all(service).await?;
    let mut verdicts = Vec::new();
    if let Chains::Tenant(slug) = chains {
        let tenant = directory::find_by_slug(service, slug).await?;
        verdicts.push(verify_control(service, Some(&tenant), &keys).await?);
        verdicts.push(verify_tenant(service, &tenant, &keys).await?);
        return Ok(verdicts);
    }
    verdicts.push(verify_control(service, None, &keys).await?);
    let (mut after, mut seen) = (String::new(), std::collections::BTreeSet::new());
    loop {
        let page = directory::list(service, &after, 100).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.slug);
        for tenant in &page {
            seen.insert(tenant.id.to_string());
            verdicts.push(verify_control(service, Some(tenant), &keys).await?);
            if *chains == Chains::All {
                verdicts.push(verify_tenant(service, tenant, &keys).await?);
            }
        }
    }
    for head in heads(service).await?.into_iter().filter(|head| !head.chain.is_empty()) {
        if !seen.contains(&head.chain) {
            let outcome = verify_chain(service, &head.chain, &keys).await?;
            verdicts.push(Verdict { tenant: Some(head.chain), is_control: true, outcome });
        }
    }
    Ok(verdicts)
}

/// The ends of all chains of the control database.
async fn heads(service: &Service) -> Result<Vec<Head>> {
    let mut control = service.control(Mode::Read).await?;
    audit::list_heads(control.raw()).await.or_internal()
}

async fn verify_chain(
    service: &Service,
    chain: &str,
    keys: &[Key],
) -> Result<std::result::Result<Verified, Broken>> {
    let mut control = service.control(Mode::Read).await?;
    control.raw().take_time().await.or_internal()?;
    verifying::verify(control.raw(), chain, keys).await.or_internal()
}

/// The chain of what belongs to no tenant: how many entries it has, or the number of the first that is wrong.
pub(crate) async fn verify_own(service: &Service) -> Result<std::result::Result<i64, i64>> {
    let keys = keys::all(service).await?;
    let outcome = verify_chain(service, "", &keys).await?;
    Ok(outcome.map(|verified| verified.entries).map_err(|broken| broken.number))
}

async fn verify_control(service: &Service, tenant: Option<&Tenant>, keys: &[Key]) -> Result<Verdict> {
    let chain = tenant.map_or("", |tenant| tenant.id.as_str());
    let outcome = verify_chain(service, chain, keys).await?;
    Ok(Verdict { tenant: tenant.map(|tenant| tenant.slug.clone()), is_control: true, outcome })
}

async fn verify_tenant(service: &Service, tenant: &Tenant, keys: &[Key]) -> Result<Verdict> {
    let caller = Caller::local(Source::Cli);
    let mut access = Access::<ViewAudit>::local(service, &caller, tenant.clone()).await?;
    let outcome = verifying::verify(access.tx().raw(), "", keys).await.or_internal()?;
    // Making its database is the first entry of every tenant.
    let is_empty =
        tenant.state == TenantState::Ready && outcome.as_ref().is_ok_and(|found| found.entries == 0);
    let outcome = if is_empty { Err(Broken { number: 1, flaw: Flaw::Truncated }) } else { outcome };
    Ok(Verdict { tenant: Some(tenant.slug.clone()), is_control: false, outcome })
}
