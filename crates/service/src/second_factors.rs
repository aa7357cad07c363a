//! Second factors: what somebody shows beside their password. An authenticator app, a passkey, or one of the
//! recovery codes for the day on which both are lost.

use domain::{
    Error, MINUTE, Problem,
    audit::{Deed, Target},
    second_factors::{SecondFactorsError, SecondFactorsProblem},
};
use store::{
    ControlTx, Mode,
    control::{
        accounts::{self, Account},
        challenges, rate_limits, recovery_codes,
        sessions::Method,
    },
};

pub use crate::factors::{Factors, list, waiting};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    factors::find_waiting,
    limits::{self, limit},
    notices::Notice,
    sessions::{self, NewSession, Way},
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
            Self::Code(_) => Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode),
            Self::RecoveryCode(_) => Problem::SecondFactors(SecondFactorsProblem::WrongRecoveryCode),
            Self::Passkey(_) => Problem::SecondFactors(SecondFactorsProblem::PasskeyRefused),
        }
    }

    /// Whether trying often can find it.
    const fn is_guessable(&self) -> bool {
        !matches!(self, Self::Passkey(_))
    }
}

/// Ends a sign-in that waited for its second factor.
pub async fn finish(service: &Service, caller: &Caller, proof: &Proof) -> Result<NewSession> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let (_, account) = find_waiting(&mut tx, caller, now).await?.ok_or(SecondFactorsError::SignInExpired)?;
    let browser = limits::known_browser(&mut tx, caller, Some(&account)).await?;
    drop(tx);
    // Whoever guesses elsewhere, with the password, leaves the person's own browser its allowance.
    let allowance = format!("second-factor:{account}:{}", browser.unwrap_or_default());
    if proof.is_guessable() {
        limit(service, &allowance, 10, 5 * MINUTE).await?;
    }
    let mut tx = service.control(Mode::Write).await?;
    let (challenge, account) =
        find_waiting(&mut tx, caller, now).await?.ok_or(SecondFactorsError::SignInExpired)?;
    // A new password, which ends what was begun with the old one, comes before this or after.
    let account =
        accounts::lock(&mut tx, &account).await.or_internal()?.ok_or(SecondFactorsError::SignInExpired)?;
    let state = challenge.state.as_deref();
    if let Some(problem) = verify(service, &mut tx, caller, &account, proof, state).await? {
        let tries = challenges::update_tries(&mut tx, &challenge.token_hash).await.or_internal()?;
        let problem =
            if tries < TRIES { problem } else { Problem::SecondFactors(SecondFactorsProblem::TooManyTries) };
        if tries >= TRIES {
            challenges::delete(&mut tx, &challenge.token_hash).await.or_internal()?;
        }
        tx.commit().await.or_internal()?;
        return Err(Error::field(proof.name(), problem));
    }
    if !challenges::delete(&mut tx, &challenge.token_hash).await.or_internal()? {
        return Err(SecondFactorsError::SignInExpired.into());
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
        after: Some(serde_json::json!({ "factor": proof.name() })),
        ..Change::of(
            if is_right { Deed::SecondFactorsShow } else { Deed::SecondFactorsRefuse },
            Target::of(&account.id).called(&account.email),
        )
    };
    audit_control(tx, caller, now, change).await?;
    Ok(problem)
}
