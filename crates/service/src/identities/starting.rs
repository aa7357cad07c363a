//! The way to a provider.

use domain::{MINUTE, Micros, SECOND};
use store::{
    Mode,
    control::provider_flows::{self, Flow, Purpose},
};

use super::Failure;
use crate::{
    Caller, OrInternal, Result, Service, chance,
    limits::limit,
    providers::{self, Ask, Fault, Provider},
    standing,
};

/// How long somebody may stay at the provider.
pub const FLOW_LIFETIME: Micros = 10 * MINUTE;

/// A way to a provider that was begun: the secret goes into the browser's cookie.
#[derive(Clone)]
pub struct Started {
    pub provider: Provider,
    /// Where the browser goes.
    pub address: String,
    pub secret: String,
    /// Seconds the cookie lasts.
    pub max_age: i64,
}

impl std::fmt::Debug for Started {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Started").field("provider", &self.provider).finish_non_exhaustive()
    }
}

/// Whether a provider can give a fresh proof to this session: it asks anew, and the operator trusts it; a tenant's
/// own one is believed in the tenant alone.
pub fn confirms(caller: &Caller, provider: &Provider) -> bool {
    let only = caller.session().and_then(|session| session.only_tenant.as_deref());
    provider.can_confirm() && provider.tenant.as_ref().is_none_or(|tenant| only == Some(tenant.as_str()))
}

/// Begins the way to a provider. `next` is a path of this site, or empty.
pub async fn start(
    service: &Service,
    caller: &Caller,
    provider: &str,
    purpose: Purpose,
    next: &str,
) -> Result<Started, Failure> {
    limit(service, &format!("oauth:{}", caller.network()), 30, 5 * SECOND).await?;
    let provider = providers::find(service, provider).await?;
    let account = match purpose {
        Purpose::SignIn => None,
        Purpose::Link => {
            standing::require_fresh(caller, service.now())?;
            Some(caller.required()?)
        }
        Purpose::Confirm if confirms(caller, &provider) => Some(caller.signed_in()?),
        Purpose::Confirm => return Err(Fault::NotAnew.into()),
    };
    let (secret, state, nonce) = (chance::token(), chance::token(), chance::token());
    // RFC 7636 wants 43 characters at least.
    let verifier = format!("{}{}", chance::token(), chance::token());
    let anew = purpose == Purpose::Confirm;
    let ask = Ask { state: &state, nonce: &nonce, verifier: &verifier, anew };
    let address = providers::address(service, &provider, ask).await?;
    let now = service.now();
    let flow = Flow {
        secret_hash: chance::hash(&secret),
        provider_id: provider.id.clone(),
        purpose,
        account_id: account.map(|account| account.id.to_string()),
        state_hash: chance::hash(&state),
        nonce,
        verifier,
        next: next.to_owned(),
        created_at: now,
        expires_at: now + FLOW_LIFETIME,
    };
    let mut tx = service.control(Mode::Write).await?;
    provider_flows::insert(&mut tx, &flow).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(Started { provider, address, secret, max_age: FLOW_LIFETIME / SECOND })
}
