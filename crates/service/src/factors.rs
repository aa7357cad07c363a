//! What an account has beside its password. What is done with it is in `second_factors`, above this.

use domain::{AccountId, Micros, second_factors::SecondFactorsError};
use store::{
    ControlTx, Mode,
    control::{
        authenticators,
        challenges::{self, Challenge, Kind},
        memberships,
        passkeys::{self, Passkey},
        recovery_codes,
    },
};

use crate::{Caller, OrInternal, Result, Service, chance};

/// What an account has beside its password.
#[derive(Clone, Debug)]
pub struct Factors {
    /// Since when an authenticator app counts.
    pub authenticator: Option<Micros>,
    pub passkeys: Vec<Passkey>,
    /// How many recovery codes are left, and when they were made.
    pub codes_left: i64,
    pub codes_made_at: Option<Micros>,
    /// The spaces that demand a second factor of their members.
    pub demanded_by: Vec<String>,
}

impl Factors {
    /// Whether every sign-in asks for a second factor.
    pub fn is_any(&self) -> bool {
        self.authenticator.is_some() || !self.passkeys.is_empty()
    }
}

/// What the person has.
pub async fn list(service: &Service, caller: &Caller) -> Result<Factors> {
    let account = caller.signed_in()?;
    let mut tx = service.control(Mode::Read).await?;
    find(&mut tx, &account.id).await
}

pub(crate) async fn find(tx: &mut ControlTx, account: &AccountId) -> Result<Factors> {
    let authenticator = authenticators::find(tx, account, true).await.or_internal()?;
    let (codes_left, codes_made_at) = recovery_codes::count(tx, account).await.or_internal()?;
    let tenants = memberships::list_tenants(tx, account).await.or_internal()?;
    let demanding = tenants.into_iter().filter(|tenant| tenant.requires_second_factor);
    Ok(Factors {
        authenticator: authenticator.and_then(|authenticator| authenticator.confirmed_at),
        passkeys: passkeys::list(tx, account).await.or_internal()?,
        codes_left,
        codes_made_at,
        demanded_by: demanding.map(|tenant| tenant.name).collect(),
    })
}

/// Whether the account has a second factor: then every sign-in asks for one.
pub(crate) async fn has_any(tx: &mut ControlTx, account: &AccountId) -> Result<bool> {
    Ok(authenticators::find(tx, account, true).await.or_internal()?.is_some()
        || !passkeys::list(tx, account).await.or_internal()?.is_empty())
}

/// Refuses to take the last factor while a space demands one; with the last one goes what belongs to it.
/// Asked when it is deleted already, under the account's lock, which is taken before anything else of the
/// account: of the last two taken at once, one stays.
pub(crate) async fn check_last(tx: &mut ControlTx, account: &AccountId) -> Result<()> {
    let factors = find(tx, account).await?;
    if factors.is_any() {
        return Ok(());
    }
    if !factors.demanded_by.is_empty() {
        return Err(SecondFactorsError::FactorDemanded { spaces: factors.demanded_by }.into());
    }
    recovery_codes::delete(tx, account).await.or_internal()?;
    store::control::sessions::forget_second_factor(tx, account).await.or_internal()
}

/// What a sign-in that waits for its second factor can be answered with; `None` when none waits.
pub async fn waiting(service: &Service, caller: &Caller) -> Result<Option<Factors>> {
    let mut tx = service.control(Mode::Read).await?;
    match find_waiting(&mut tx, caller, service.now()).await? {
        Some((_, account)) => find(&mut tx, &account).await.map(Some),
        None => Ok(None),
    }
}

/// The sign-in of this browser that waits, and whose it is.
pub(crate) async fn find_waiting(
    tx: &mut ControlTx,
    caller: &Caller,
    now: Micros,
) -> Result<Option<(Challenge, AccountId)>> {
    let token_hash = chance::hash(&caller.browser.challenge);
    let found = challenges::find(tx, &token_hash, Kind::SecondFactor, now).await.or_internal()?;
    Ok(found.and_then(|challenge| challenge.account_id.clone().map(|account| (challenge, account))))
}
