//! Who shows an operator's key, and how often it may ask.

use domain::{Error, MINUTE, Micros, OperatorKeyId, SECOND, operators::OperatorsError};
use store::{
    Mode,
    control::{operator_keys as rows, operators, rate_limits},
};

use super::KIND;
use crate::{
    Caller, OrInternal, Principal, Result, Service,
    api_keys::{Allowance, allowance_of},
    caller::OperatorKeyHolder,
    chance, factors,
    limits::limit,
};

/// Wrong keys from one address: so many at once, then one in so long.
const GUESSES: i64 = 20;
const GUESS_EVERY: Micros = 3 * SECOND;

/// Finds out whose key a token is. What is wrong with it stays unsaid.
pub async fn authenticate(service: &Service, token: &str, caller: Caller) -> Result<Caller> {
    let rest = token.strip_prefix(KIND).and_then(|rest| rest.strip_prefix('_')).ok_or(Error::InvalidKey)?;
    let (tail, _) = rest.split_once('_').ok_or(Error::InvalidKey)?;
    let id = OperatorKeyId::parse(&format!("opk_{tail}")).ok_or(Error::InvalidKey)?;
    let now = service.now();
    let guesses = format!("operator-key:{}", caller.network());
    let mut tx = service.control(Mode::Read).await?;
    let (wait, _) = rate_limits::find(&mut tx, &guesses, GUESSES, GUESS_EVERY, now).await.or_internal()?;
    if wait > 0 {
        return Err(Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND });
    }
    let found = rows::find(&mut tx, &id).await.or_internal()?;
    let hash = chance::hash(token);
    let nothing = "-".repeat(hash.len());
    let is_same = chance::same(found.as_ref().map_or(nothing.as_str(), |key| &key.key_hash), &hash);
    let key = found.filter(|key| is_same && key.is_live(now));
    // Whoever is no operator any more has no key either.
    let role = match &key {
        Some(key) => operators::find(&mut tx, &key.account_id).await.or_internal()?,
        None => None,
    };
    let (Some(key), Some(_)) = (key, role) else {
        drop(tx);
        limit(service, &guesses, GUESSES, GUESS_EVERY).await?;
        return Err(Error::InvalidKey);
    };
    let held = factors::find(&mut tx, &key.account_id).await?;
    drop(tx);
    if held.authenticator.is_none() && held.passkeys.is_empty() {
        return Err(OperatorsError::OperatorNeedsFactor.into());
    }
    // Once a minute is often enough for people to read.
    if key.last_used_at.is_none_or(|last| last + MINUTE <= now) {
        let mut tx = service.control(Mode::Write).await?;
        rows::update_used(&mut tx, &key.id, now, &caller.address).await.or_internal()?;
        tx.commit().await.or_internal()?;
    }
    let holder = OperatorKeyHolder {
        id: key.id,
        name: key.name,
        account: key.account_id,
        email: key.email,
        role: key.role,
        expires_at: key.expires_at,
        request: None,
    };
    Ok(Caller { principal: Principal::OperatorKey(Box::new(holder)), ..caller })
}

/// Takes one request from a key's allowance, which is its own.
pub async fn allowance(service: &Service, holder: &OperatorKeyHolder, per_minute: u32) -> Result<Allowance> {
    allowance_of(service, format!("operator-api:{}", holder.id), per_minute).await
}
