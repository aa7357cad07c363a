//! Who shows a key, and how often they may ask.

use domain::{
    ApiKeyId, Error, MINUTE, Micros, SECOND,
    audit::{Deed, Target},
    networks::Network,
};
use store::{
    Mode,
    control::{
        rate_limits,
        tenants::{self, Tenant, TenantState},
    },
    tenant::api_keys::{self, ApiKey},
};

use super::{KIND, is_live};
use crate::{
    Caller, KeyHolder, OrInternal, Principal, Result, Service, Source,
    access::{Change, audit_control},
    chance, keys,
    limits::limit,
};

/// Wrong keys from one address: so many at once, then one in so long.
const GUESSES: i64 = 20;
const GUESS_EVERY: Micros = 3 * SECOND;

/// Finds out whose key a token is. What is wrong with it stays unsaid, whether it is mistyped, unknown,
/// expired or revoked; `caller` says where it came from.
pub async fn authenticate(service: &Service, token: &str, caller: Caller) -> Result<Caller> {
    let caller = Caller { principal: Principal::Visitor, source: Source::Api, ..caller };
    // What does not look like a key cannot be a guess at one.
    let (tenant_id, tail) = keys::parse(KIND, token).ok_or(Error::InvalidKey)?;
    let id = ApiKeyId::parse(&format!("key_{tail}")).ok_or(Error::InvalidKey)?;
    let now = service.now();
    let guesses = format!("api-key:{}", caller.network());
    let mut control = service.control(Mode::Read).await?;
    let (wait, _) =
        rate_limits::find(&mut control, &guesses, GUESSES, GUESS_EVERY, now).await.or_internal()?;
    if wait > 0 {
        return Err(Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND });
    }
    let tenant = tenants::find(&mut control, &tenant_id).await.or_internal()?;
    drop(control);
    let tenant = tenant.filter(|tenant| tenant.state == TenantState::Ready);
    let key = match &tenant {
        Some(tenant) => find(service, tenant, &id).await?,
        None => None,
    };
    let is_right = opens(key.as_ref(), token, now);
    let (Some(tenant), Some(key), true) = (&tenant, key, is_right) else {
        limit(service, &guesses, GUESSES, GUESS_EVERY).await?;
        if let Some(tenant) = &tenant {
            audit_refusal(service, &caller, tenant, &id, &Error::InvalidKey).await?;
        }
        return Err(Error::InvalidKey);
    };
    if let Err(error) = check_address(&key, &caller.address) {
        audit_refusal(service, &caller, tenant, &id, &error).await?;
        return Err(error);
    }
    // Once a minute is often enough for people to read.
    if key.last_used_at.is_none_or(|last| last + MINUTE <= now) {
        service.uses().show(&key.id, tenant.location().or_internal()?, &caller.address, now);
    }
    let holder = KeyHolder {
        id: key.id,
        name: key.name,
        tenant: tenant.id.clone(),
        account: key.account_id,
        email: key.account_email,
        permissions: key.permissions.0,
        scope: key.scope.0,
        expires_at: key.expires_at,
        request: None,
    };
    Ok(Caller { principal: Principal::ApiKey(Box::new(holder)), ..caller })
}

async fn find(service: &Service, tenant: &Tenant, id: &ApiKeyId) -> Result<Option<ApiKey>> {
    let location = tenant.location().or_internal()?;
    let mut tx = service.store().tenant(&location, Mode::Read).await.or_internal()?;
    api_keys::find(&mut tx, id).await.or_internal()
}

/// Whether a token opens with a key, now; it takes the same time whatever is wrong.
fn opens(key: Option<&ApiKey>, token: &str, now: Micros) -> bool {
    let hash = chance::hash(token);
    let nothing = "-".repeat(hash.len());
    let (present, old) = key.map_or((nothing.as_str(), nothing.as_str()), |key| {
        let old = if key.old_hash.is_empty() { nothing.as_str() } else { key.old_hash.as_str() };
        (key.key_hash.as_str(), old)
    });
    let (is_present, is_old) = (chance::same(present, &hash), chance::same(old, &hash));
    let goes_on = key.and_then(|key| key.old_ends_at).is_some_and(|end| now < end);
    key.is_some_and(|key| is_live(key, now)) && (is_present || (is_old && goes_on))
}

fn check_address(key: &ApiKey, address: &str) -> Result<()> {
    let networks: Vec<Network> =
        key.networks.split_whitespace().filter_map(|text| Network::parse(text).ok()).collect();
    let is_inside = domain::networks::parse_address(address)
        .is_some_and(|address| networks.iter().any(|network| network.contains(address)));
    if key.networks.is_empty() || is_inside {
        return Ok(());
    }
    Err(Error::WrongAddress { pinned: key.networks.replace(' ', ", "), address: address.to_owned() })
}

/// Notes a refused key for the tenant it named; so many in a short time are noted and no more.
async fn audit_refusal(
    service: &Service,
    caller: &Caller,
    tenant: &Tenant,
    id: &ApiKeyId,
    error: &Error,
) -> Result<()> {
    if limit(service, &format!("refusal:{}:{id}", tenant.id), 30, MINUTE).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change {
        after: Some(serde_json::json!({ "why": error.code() })),
        tenant: Some(&tenant.id),
        ..Change::of(Deed::ApiKeysRefuse, Target::of(id))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

/// How many requests a key has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub per_minute: i64,
    pub left: i64,
    /// Seconds until all of it is there again.
    pub whole_in: i64,
    /// Seconds to wait; 0 when this request is allowed.
    pub wait: i64,
}

/// Takes one request from a key's allowance.
pub async fn allowance(service: &Service, holder: &KeyHolder, per_minute: u32) -> Result<Allowance> {
    allowance_of(service, format!("api:{}", holder.id), per_minute).await
}

/// The same of a key of any kind.
pub(crate) async fn allowance_of(service: &Service, key: String, per_minute: u32) -> Result<Allowance> {
    let per_minute = i64::from(per_minute.max(1));
    let (every, now) = (MINUTE / per_minute, service.now());
    let seconds = |length: Micros| (length + SECOND - 1) / SECOND;
    let told = |left: i64, wait: Micros| Allowance {
        per_minute,
        left,
        whole_in: seconds((per_minute - left) * every),
        wait: seconds(wait),
    };
    let mut tx = service.control(Mode::Read).await?;
    let written = rate_limits::used_until(&mut tx, &key).await.or_internal()?;
    drop(tx);
    Ok(match service.uses().take(&key, (per_minute, every), written, now) {
        Ok(used_until) => told(per_minute - (used_until - now + every - 1) / every, 0),
        Err(wait) => told(0, wait),
    })
}
