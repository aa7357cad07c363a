//! A fresh proof before dangerous acts: that whoever sits before an open session is still its person.

use domain::{Error, MINUTE, Problem, SECOND};
use store::{Mode, control::rate_limits};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    accounts::limit,
    passkeys, second_factors,
    sessions::{self, NewSession},
};

/// What a person shows again.
#[derive(Clone)]
pub enum Proof {
    Password(String),
    Factor(second_factors::Proof),
}

impl std::fmt::Debug for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "password",
            Self::Factor(proof) => proof.name(),
        })
    }
}

/// Takes the proof: dangerous acts are allowed for a while, and the session gets another token. Shown by a
/// second factor, it counts as the session's second factor too.
pub async fn confirm(service: &Service, caller: &Caller, proof: &Proof) -> Result<NewSession> {
    let (account, session) = caller.person.as_ref().ok_or(Error::SignInRequired)?;
    // Each has its own allowance, so that guesses at one leave the other. A code is six digits, so fewer may
    // be tried than of passwords.
    let (kind, interval) = match proof {
        Proof::Password(_) => ("password", 30 * SECOND),
        Proof::Factor(_) => ("factor", 5 * MINUTE),
    };
    let allowance = format!("step-up:{kind}:{}", account.id);
    if !matches!(proof, Proof::Factor(second_factors::Proof::Passkey(_))) {
        limit(service, &allowance, 8, interval).await?;
    }
    let hash = Some(account.password_hash.as_str());
    let is_password = match proof {
        Proof::Password(password) => service.passwords().verify(password, hash).await?,
        Proof::Factor(_) => false,
    };
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let (is_right, factor, problem) = match proof {
        // The password may have been changed while it was being checked.
        Proof::Password(_) => {
            let is_right = is_password && sessions::is_unchanged(&mut tx, account).await?;
            (is_right, "password", Problem::WrongPassword)
        }
        Proof::Factor(proof) => {
            let state = passkeys::take_step_up(&mut tx, session, now).await?;
            let state = state.as_deref();
            let is_right = second_factors::verify(service, &mut tx, caller, account, proof, state).await?;
            (is_right, proof.name(), proof.problem())
        }
    };
    let change = Change {
        action: if is_right { "step-up.confirm" } else { "step-up.refuse" },
        target: account.id.as_str(),
        after: Some(serde_json::json!({ "proof": factor })),
        ..Change::default()
    };
    audit_control(&mut tx, caller, now, change).await?;
    if !is_right {
        service.commit_with_jobs(tx).await?;
        return Err(Error::field(factor, problem));
    }
    rate_limits::delete(&mut tx, &allowance).await.or_internal()?;
    let shown = matches!(proof, Proof::Factor(_)).then_some(now).or(session.second_factor_at);
    let session = sessions::rotate(&mut tx, session, shown, now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}
