//! The TXT record by which a tenant proves that an e-mail domain is its own.

use std::time::Duration;

use domain::{Error, tenant_providers::TenantProvidersProblem};
use hickory_resolver::{
    Resolver, TokioResolver,
    config::{NameServerConfig, ResolverConfig},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::RData,
};

use crate::{Result, Service};

/// The name of the record.
pub(super) fn name(domain: &str) -> String {
    format!("_parvis-challenge.{domain}")
}

/// What it must say.
pub(super) fn text(challenge: &str) -> String {
    format!("parvis-domain-verification={challenge}")
}

/// Whether the record is there and says it, among whatever others.
pub(super) async fn check(service: &Service, domain: &str, challenge: &str) -> Result<()> {
    let no_answer = |error: NetError| {
        tracing::info!(domain, %error, "the record of an e-mail domain could not be looked up");
        Error::field("name", TenantProvidersProblem::NoAnswer)
    };
    let missing = || Error::field("name", TenantProvidersProblem::NoRecord { name: name(domain) });
    let resolver = resolver(service).map_err(no_answer)?;
    // With a dot at its end, or the system's search domains would be tried too.
    let found = match resolver.txt_lookup(format!("{}.", name(domain))).await {
        Ok(found) => found,
        Err(error) if error.is_no_records_found() => return Err(missing()),
        Err(error) => return Err(no_answer(error)),
    };
    let wanted = text(challenge);
    let says_it = found.answers().iter().any(|record| match &record.data {
        RData::TXT(txt) => txt.txt_data.concat() == wanted.as_bytes(),
        _ => false,
    });
    if says_it { Ok(()) } else { Err(missing()) }
}

/// A new one each time: nothing of an earlier look may be remembered.
fn resolver(service: &Service) -> Result<TokioResolver, NetError> {
    let mut builder = match service.providers().dns_server {
        None => TokioResolver::builder_tokio()?,
        Some(address) => {
            let mut server = NameServerConfig::udp_and_tcp(address.ip());
            for connection in &mut server.connections {
                connection.port = address.port();
            }
            let config = ResolverConfig::from_name_servers(vec![server]);
            Resolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
    };
    let options = builder.options_mut();
    options.timeout = Duration::from_secs(3);
    options.attempts = 1;
    options.cache_size = 0;
    builder.build()
}
