//! The host names at which spaces are opened: a space's own, where its plan gives a brand, and the installation's.

use domain::{
    Problem, brands::BrandsProblem, deep_links::targets::host_name, domains::DomainName,
    permission::ManageSettings,
};
use store::{
    Mode,
    control::{
        link_targets,
        tenants::{self, Tenant},
    },
};

use crate::{OrInternal, Result, Service, TeamAccess};

/// A host name at a domain that the tenant proved, or below one. The one that is there may stay, as its sender may.
pub(crate) fn read(text: &str, before: &Tenant, domains: &[String]) -> std::result::Result<String, Problem> {
    if text.trim().is_empty() || text.trim() == before.brand_host {
        return Ok(text.trim().to_owned());
    }
    let host = DomainName::parse(text)?.as_str().to_owned();
    // It may have been typed as people read it.
    if host == before.brand_host {
        return Ok(host);
    }
    let is_own = domains.iter().any(|own| {
        host.strip_suffix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    if is_own { Ok(host) } else { Err(BrandsProblem::NotOwnDomain { domain: host }.into()) }
}

/// Whether a host is the installation's, that of a program that links lead to, or that of another tenant which has its
/// domain.
pub(crate) async fn is_taken(access: &mut TeamAccess<ManageSettings>, host: &str) -> Result<bool> {
    if host.is_empty() {
        return Ok(false);
    }
    if access.service().public_host().eq_ignore_ascii_case(host) {
        return Ok(true);
    }
    let programs = link_targets::list(access.tx()).await.or_internal()?;
    if programs.iter().any(|one| one.mode.is_on() && host_name(&one.public_url).eq_ignore_ascii_case(host)) {
        return Ok(true);
    }
    let own = access.tenant().id.clone();
    let found = tenants::find_by_host(access.tx(), host).await.or_internal()?;
    Ok(found.is_some_and(|tenant| tenant.id != own && tenant.is_host_proved))
}

/// The tenant whose host name it is, whether or not that counts now: see [`Tenant::host`].
pub async fn find(service: &Service, host: &str) -> Result<Option<Tenant>> {
    let mut tx = service.control(Mode::Read).await?;
    tenants::find_by_host(&mut tx, host).await.or_internal()
}

/// The tenant that is opened at a host of its own, while it counts.
pub async fn at_host(service: &Service, host: &str) -> Result<Option<Tenant>> {
    let now = service.now();
    Ok(find(service, host).await?.filter(|tenant| tenant.host(now).is_some()))
}

impl Service {
    /// The address under which a tenant's people open it: at its own host, while it has one, or the console's.
    pub fn address_of(&self, tenant: &Tenant) -> String {
        let Some(host) = tenant.host(self.now()) else { return self.public_url().to_owned() };
        let (scheme, authority) = self.public_url().split_once("://").unwrap_or(("https", ""));
        let port = authority.strip_prefix(self.public_host()).unwrap_or_default();
        format!("{scheme}://{host}{port}")
    }

    /// The host name of the console's address, without its port.
    pub fn public_host(&self) -> &str {
        let authority = self.public_url().split_once("://").map_or("", |(_, authority)| authority);
        match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
            _ => authority,
        }
    }
}
