//! A fresh proof before dangerous acts: that whoever sits before an open session is still its person.

mod mailed;

use domain::{
    Error, MINUTE, Problem, SECOND,
    accounts::AccountsProblem,
    audit::{Deed, Target},
};
pub(crate) use mailed::{SendStepUpCode, write};
pub use mailed::{can_mail, mail};
use store::{
    Mode,
    control::{rate_limits, sessions as session_rows},
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    factors,
    limits::limit,
    passkeys, second_factors,
    sessions::{self, NewSession},
    standing,
};

/// What a person shows again.
#[derive(Clone)]
pub enum Proof {
    Password(String),
    Factor(second_factors::Proof),
    /// The code of the newest mail, for whoever has neither a password nor a factor.
    Mailed(String),
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "password",
            Self::Factor(proof) => proof.name(),
            Self::Mailed(_) => "mailed code",
        })
    }
}

/// Whether nothing more needs to be proved now.
pub fn check(service: &Service, caller: &Caller) -> Result<()> {
    caller.required()?;
    standing::require_fresh(caller, service.now())
}

/// Takes a second factor: of the sign-in that waits for it in this browser, else of whoever is signed in.
pub async fn show(service: &Service, caller: &Caller, proof: second_factors::Proof) -> Result<NewSession> {
    if caller.person().is_none() || factors::waiting(service, caller).await?.is_some() {
        return second_factors::finish(service, caller, &proof).await;
    }
    confirm(service, caller, &Proof::Factor(proof)).await
}

/// Takes the proof: dangerous acts are allowed for a while, the session opens whatever its person may, unless it
/// began at the host of a tenant, and it gets another token. Shown by a second factor, it counts as the session's second factor too.
pub async fn confirm(service: &Service, caller: &Caller, proof: &Proof) -> Result<NewSession> {
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    // Each has its own allowance, so that guesses at one leave the other. A code is six digits, so fewer may
    // be tried than of passwords.
    let (kind, interval) = match proof {
        Proof::Password(_) => ("password", 30 * SECOND),
        Proof::Factor(_) => ("factor", 5 * MINUTE),
        Proof::Mailed(_) => ("mailed", 5 * MINUTE),
    };
    let allowance = format!("step-up:{kind}:{}", account.id);
    if !matches!(proof, Proof::Factor(second_factors::Proof::Passkey(_))) {
        limit(service, &allowance, 8, interval).await?;
    }
    let hash = Some(account.password_hash.as_str());
    let is_password = match proof {
        Proof::Password(password) => service.passwords().verify(password, hash).await?,
        Proof::Factor(_) | Proof::Mailed(_) => false,
    };
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let (is_right, factor, problem) = match proof {
        // The password may have been changed while it was being checked.
        Proof::Password(_) => {
            let is_right = is_password && sessions::is_unchanged(&mut tx, account).await?;
            (is_right, "password", Problem::Accounts(AccountsProblem::WrongPassword))
        }
        Proof::Factor(proof) => {
            let state = passkeys::take_step_up(&mut tx, session, now).await?;
            let state = state.as_deref();
            let problem = second_factors::verify(service, &mut tx, caller, account, proof, state).await?;
            (problem.is_none(), proof.name(), problem.unwrap_or(proof.problem()))
        }
        Proof::Mailed(code) => {
            let problem = mailed::check(&mut tx, account, session, code, now).await?;
            (
                problem.is_none(),
                "mailed_code",
                problem.unwrap_or(Problem::Accounts(AccountsProblem::WrongCode)),
            )
        }
    };
    let change = Change {
        after: Some(serde_json::json!({ "proof": factor })),
        ..Change::of(
            if is_right { Deed::StepUpConfirm } else { Deed::StepUpRefuse },
            Target::of(&account.id).called(&account.email),
        )
    };
    audit_control(&mut tx, caller, now, change).await?;
    if !is_right {
        service.commit_with_jobs(tx).await?;
        return Err(Error::field(factor, problem));
    }
    rate_limits::delete(&mut tx, &allowance).await.or_internal()?;
    session_rows::update_whole(&mut tx, &session.id).await.or_internal()?;
    let shown = matches!(proof, Proof::Factor(_)).then_some(now).or(session.second_factor_at);
    let session = sessions::rotate(&mut tx, session, shown, now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}
