//! Second factors: what somebody shows beside their password. An authenticator app, a passkey, or one of the
//! recovery codes for the day on which both are lost.

use domain::{AccountId, Error, MINUTE, Micros, Problem, addresses};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        authenticators, challenges,
        challenges::{Challenge, Kind},
        memberships, passkeys,
        passkeys::Passkey,
        rate_limits, recovery_codes,
        sessions::Method,
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::{self, limit},
    notices::Notice,
    sessions::{self, NewSession, Way},
    step_up,
};

/// After so many wrong answers a sign-in has to begin anew.
const TRIES: i64 = 5;

/// Something shown, and not believed yet.
#[derive(Clone)]
pub enum Proof {
    /// Six digits of the authenticator app.
    Code(String),
    RecoveryCode(String),
    /// What a passkey answered, as JSON.
    Passkey(String),
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Proof {
    /// Whichever of a form's fields was filled in; an empty code if none was.
    pub fn read(code: String, recovery_code: String, credential: String) -> Self {
        match (recovery_code.trim().is_empty(), credential.is_empty()) {
            (_, false) => Self::Passkey(credential),
            (false, true) => Self::RecoveryCode(recovery_code),
            (true, true) => Self::Code(code),
        }
    }

    /// How the audit log calls it, and the form's field.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Code(_) => "code",
            Self::RecoveryCode(_) => "recovery_code",
            Self::Passkey(_) => "credential",
        }
    }

    pub(crate) const fn problem(&self) -> Problem {
        match self {
            Self::Code(_) => Problem::WrongFactorCode,
            Self::RecoveryCode(_) => Problem::WrongRecoveryCode,
            Self::Passkey(_) => Problem::PasskeyRefused,
        }
    }

    /// Whether trying often can find it.
    const fn is_guessable(&self) -> bool {
        !matches!(self, Self::Passkey(_))
    }
}

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
        return Err(Error::FactorDemanded { spaces: factors.demanded_by });
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

/// Takes a second factor: of the sign-in that waits for it in this browser, else of whoever is signed in.
pub async fn show(service: &Service, caller: &Caller, proof: Proof) -> Result<NewSession> {
    if caller.person.is_none() || waiting(service, caller).await?.is_some() {
        return finish(service, caller, &proof).await;
    }
    step_up::confirm(service, caller, &step_up::Proof::Factor(proof)).await
}

/// Ends a sign-in that waited for its second factor.
pub async fn finish(service: &Service, caller: &Caller, proof: &Proof) -> Result<NewSession> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let (_, account) = find_waiting(&mut tx, caller, now).await?.ok_or(Error::SignInExpired)?;
    let browser = limits::known_browser(&mut tx, caller, Some(&account)).await?;
    drop(tx);
    // Whoever guesses elsewhere, with the password, leaves the person's own browser its allowance.
    let allowance = format!("second-factor:{account}:{}", browser.unwrap_or_default());
    if proof.is_guessable() {
        limit(service, &allowance, 10, 5 * MINUTE).await?;
    }
    let mut tx = service.control(Mode::Write).await?;
    let (challenge, account) = find_waiting(&mut tx, caller, now).await?.ok_or(Error::SignInExpired)?;
    // A new password, which ends what was begun with the old one, comes before this or after.
    let account = accounts::lock(&mut tx, &account).await.or_internal()?.ok_or(Error::SignInExpired)?;
    let state = challenge.state.as_deref();
    if let Some(problem) = verify(service, &mut tx, caller, &account, proof, state).await? {
        let tries = challenges::update_tries(&mut tx, &challenge.token_hash).await.or_internal()?;
        let problem = if tries < TRIES { problem } else { Problem::TooManyTries };
        if tries >= TRIES {
            challenges::delete(&mut tx, &challenge.token_hash).await.or_internal()?;
        }
        tx.commit().await.or_internal()?;
        return Err(Error::field(proof.name(), problem));
    }
    if !challenges::delete(&mut tx, &challenge.token_hash).await.or_internal()? {
        return Err(Error::SignInExpired);
    }
    rate_limits::delete(&mut tx, &allowance).await.or_internal()?;
    let method = challenge.method.unwrap_or(Method::Password);
    let way = Way {
        provider_id: challenge.provider_id.as_deref(),
        only_tenant: challenge.only_tenant.as_deref(),
        ..Way::from(method)
    };
    let session = sessions::start(service, &mut tx, caller, &account, way, Some(now)).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}

/// What is wrong with a proof; a right one is used up. Either is in the audit log, so a wrong one is to be
/// committed too.
pub(crate) async fn verify(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    account: &Account,
    proof: &Proof,
    state: Option<&str>,
) -> Result<Option<Problem>> {
    let now = service.now();
    let refused = |is_right: bool| (!is_right).then(|| proof.problem());
    let problem = match proof {
        Proof::Code(code) => crate::authenticators::check(service, tx, &account.id, code).await?,
        Proof::RecoveryCode(code) => {
            let hash = crate::recovery_codes::hash(&account.id, code);
            refused(recovery_codes::update_used(tx, &account.id, &hash, now).await.or_internal()?)
        }
        Proof::Passkey(answer) => {
            refused(crate::passkeys::check(service, tx, caller, &account.id, answer, state).await?)
        }
    };
    let is_right = problem.is_none();
    if is_right && matches!(proof, Proof::RecoveryCode(_)) {
        let (left, _) = recovery_codes::count(tx, &account.id).await.or_internal()?;
        service.notify(tx, caller, &account.id, Notice::RecoveryCodeUsed { left }).await?;
    }
    let change = Change {
        action: if is_right { "second-factors.show" } else { "second-factors.refuse" },
        target: account.id.as_str(),
        after: Some(serde_json::json!({ "factor": proof.name() })),
        ..Change::default()
    };
    audit_control(tx, caller, now, change).await?;
    Ok(problem)
}

/// Takes every second factor of an account away, for somebody who lost them all, and ends its sessions. For
/// the operator of the installation, at the command line.
pub async fn reset(service: &Service, caller: &Caller, email: &str) -> Result<Account> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let (key, spelling) = (addresses::key(email), addresses::spelling(email));
    let account =
        accounts::find_by_spelling(&mut tx, &key, &spelling).await.or_internal()?.ok_or(Error::NotFound)?;
    let before = find(&mut tx, &account.id).await?;
    authenticators::delete(&mut tx, &account.id, true).await.or_internal()?;
    passkeys::delete_all(&mut tx, &account.id).await.or_internal()?;
    recovery_codes::delete(&mut tx, &account.id).await.or_internal()?;
    challenges::delete_all(&mut tx, &account.id).await.or_internal()?;
    store::control::sessions::delete_all(&mut tx, &account.id).await.or_internal()?;
    let change = Change {
        action: "second-factors.reset",
        target: account.id.as_str(),
        before: Some(serde_json::json!({
            "authenticator": before.authenticator.is_some(), "passkeys": before.passkeys.len(),
            "recovery_codes": before.codes_left,
        })),
        ..Change::default()
    };
    audit_control(&mut tx, caller, now, change).await?;
    service.notify(&mut tx, caller, &account.id, Notice::FactorsReset).await?;
    service.commit_with_jobs(tx).await?;
    Ok(account)
}
