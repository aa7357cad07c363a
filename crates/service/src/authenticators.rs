//! Authenticator apps (RFC 6238): a secret shared once, and a code of six digits every thirty seconds.

use domain::{
    AccountId, Error, FactorId, HOUR, MINUTE, Micros, Problem, SECOND,
    audit::{Deed, Target},
    brands::Brand,
    forms,
    second_factors::SecondFactorsProblem,
};
use qrcode::{QrCode, render::svg};
use rand::{RngCore, TryRngCore, rngs::OsRng};
use store::{
    ControlTx, Mode,
    control::{
        accounts,
        authenticators::{self, Authenticator},
        rate_limits,
    },
};
use totp_rs::{Builder, Totp};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    brands, chance, factors,
    limits::limit,
    notices::Notice,
    recovery_codes,
    sessions::{self, NewSession},
    standing,
};

/// How long a secret waits to be confirmed.
const WAITS: i64 = HOUR;
/// Seconds for which a code stands.
const STEP: i64 = 30;
/// A clock that is wrong is recognised up to an hour, either way.
const CLOCK_STEPS: i64 = 120;
/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// A secret to be put into the app, before it counts.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret as text, in groups of four.
    pub secret: String,
    /// The address the image stands for; a click on it opens an app on the same device.
    pub url: String,
    /// The image to scan, as SVG.
    pub image: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrolment").finish_non_exhaustive()
    }
}

/// A factor that counts from now on.
#[derive(Debug)]
pub struct Added {
    /// The session under its new token.
    pub session: NewSession,
    /// The account's first recovery codes, to be shown once; empty when it had some.
    pub codes: Vec<String>,
}

/// Makes a secret, which counts when a code made from it was typed. One that waited is forgotten.
pub async fn enrol(service: &Service, caller: &Caller) -> Result<()> {
    let account = caller.required()?;
    let now = service.now();
    standing::require_fresh(caller, now)?;
    let mut secret = [0_u8; SECRET_BYTES];
    OsRng.unwrap_err().fill_bytes(&mut secret);
    let id = chance::id(now, FactorId::new);
    let authenticator = Authenticator {
        secret: service.secrets().seal(&row(&id), &secret)?,
        id,
        account_id: account.id.clone(),
        confirmed_at: None,
        last_step: 0,
        created_at: now,
        told_step: 0,
    };
    let mut tx = service.control(Mode::Write).await?;
    authenticators::delete(&mut tx, &account.id, false).await.or_internal()?;
    authenticators::insert(&mut tx, &authenticator).await.or_internal()?;
    let change = Change::of(Deed::AuthenticatorsEnrol, Target::of(&account.id).called(&account.email));
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()
}

/// The secret that waits to be confirmed, for the person who enrols it.
pub async fn waiting(service: &Service, caller: &Caller) -> Result<Option<Enrolment>> {
    let account = caller.required()?;
    let mut tx = service.control(Mode::Read).await?;
    let Some(found) = find_waiting(service, &mut tx, &account.id).await? else { return Ok(None) };
    drop(tx);
    let brand = brands::of_person(service, caller).await?;
    let totp = totp(service, &found, &account.email, &brand)?;
    let url = totp.to_url().map_err(|_| Error::Internal)?;
    let code = QrCode::new(url.as_bytes()).map_err(|_| Error::Internal)?;
    let image = code.render::<svg::Color<'_>>().min_dimensions(220, 220).build();
    let image = image.find("<svg").map(|start| image[start..].to_owned()).unwrap_or_default();
    let secret = totp.secret().to_base32();
    let groups: Vec<&str> =
        (0..secret.len()).step_by(4).map(|from| &secret[from..(from + 4).min(secret.len())]).collect();
    Ok(Some(Enrolment { secret: groups.join(" "), url, image }))
}

async fn find_waiting(
    service: &Service,
    tx: &mut ControlTx,
    account: &AccountId,
) -> Result<Option<Authenticator>> {
    let found = authenticators::find(tx, account, false).await.or_internal()?;
    Ok(found.filter(|found| found.created_at + WAITS > service.now()))
}

/// Forgets the secret that waits.
pub async fn cancel(service: &Service, caller: &Caller) -> Result<()> {
    let account = caller.required()?;
    let mut tx = service.control(Mode::Write).await?;
    authenticators::delete(&mut tx, &account.id, false).await.or_internal()?;
    let change = Change::of(Deed::AuthenticatorsCancel, Target::of(&account.id).called(&account.email));
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}

/// Makes the secret that waits count, and the only one, by a code made from it.
pub async fn confirm(service: &Service, caller: &Caller, code: &str) -> Result<Added> {
    caller.required()?;
    let (account, session) = caller.person().ok_or(Error::SignInRequired)?;
    let now = service.now();
    standing::require_fresh(caller, now)?;
    let allowance = format!("authenticator:{}", account.id);
    limit(service, &allowance, 10, MINUTE).await?;
    let mut tx = service.control(Mode::Write).await?;
    let waiting = find_waiting(service, &mut tx, &account.id).await?;
    let waiting = waiting.ok_or_else(|| Error::field("code", SecondFactorsProblem::EnrolmentExpired))?;
    let (totp, digits) = (totp(service, &waiting, &account.email, &Brand::default())?, forms::digits(code));
    let step = totp.check(&digits, seconds(now));
    let step = step.ok_or_else(|| Error::field("code", wrong(&totp, &digits, now)))?;
    authenticators::update_confirmed(&mut tx, &waiting, step.cast_signed(), now).await.or_internal()?;
    rate_limits::delete(&mut tx, &allowance).await.or_internal()?;
    let change = Change::of(Deed::AuthenticatorsConfirm, Target::of(&account.id).called(&account.email));
    audit_control(&mut tx, caller, now, change).await?;
    let codes = recovery_codes::make_first(&mut tx, caller, &account.id, now).await?;
    service.notify(&mut tx, caller, &account.id, Notice::FactorAdded { name: String::new() }).await?;
    let session = sessions::rotate(&mut tx, session, Some(now), now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Added { session, codes })
}

/// Removes the app; refused when it is the last factor and a space demands one.
pub async fn remove(service: &Service, caller: &Caller) -> Result<Option<NewSession>> {
    let account = caller.required()?;
    let now = service.now();
    standing::require_fresh(caller, now)?;
    let mut tx = service.control(Mode::Write).await?;
    accounts::lock(&mut tx, &account.id).await.or_internal()?;
    if authenticators::find(&mut tx, &account.id, true).await.or_internal()?.is_none() {
        return Err(Error::NotFound);
    }
    authenticators::delete(&mut tx, &account.id, true).await.or_internal()?;
    factors::check_last(&mut tx, &account.id).await?;
    let change = Change::of(Deed::AuthenticatorsRemove, Target::of(&account.id).called(&account.email));
    audit_control(&mut tx, caller, now, change).await?;
    service.notify(&mut tx, caller, &account.id, Notice::FactorRemoved { name: String::new() }).await?;
    let session = sessions::renew_token(&mut tx, caller, now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(session)
}

/// What is wrong with a code; nothing, when it is right now, or was a step ago, and was not used; then it is used.
pub(crate) async fn check(
    service: &Service,
    tx: &mut ControlTx,
    account: &AccountId,
    code: &str,
) -> Result<Option<Problem>> {
    let Some(found) = authenticators::find(tx, account, true).await.or_internal()? else {
        return Ok(Some(Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
    };
    let (totp, digits, now) =
        (totp(service, &found, "", &Brand::default())?, forms::digits(code), service.now());
    if let Some(step) = totp.check(&digits, seconds(now)) {
        let step = step.cast_signed();
        let is_taken = step != found.told_step
            && authenticators::update_step(tx, &found.id, step).await.or_internal()?;
        return Ok((!is_taken).then_some(Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
    }
    let problem = wrong(&totp, &digits, now);
    let Problem::SecondFactors(SecondFactorsProblem::ClockOff { seconds: off }) = problem else {
        return Ok(Some(problem));
    };
    let step = (now / SECOND + off).div_euclid(STEP);
    if step <= found.last_step {
        // The clock is right, and the code was used or left lying.
        return Ok(Some(Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
    }
    if off > 0 {
        // Whoever guessed a code of a time to come learns that it is one: so it will never be one.
        authenticators::update_told(tx, &found.id, step).await.or_internal()?;
    }
    Ok(Some(problem))
}

/// Why a code that is not right now is none: it may be that of a clock which is wrong.
fn wrong(totp: &Totp, digits: &str, now: Micros) -> Problem {
    // Each look covers three steps; those of this moment were looked at.
    for distance in (3..=CLOCK_STEPS).step_by(3) {
        for off in [-distance * STEP, distance * STEP] {
            if let Some(step) = totp.check(digits, seconds(now + off * SECOND)) {
                let here = (now / SECOND).div_euclid(STEP);
                return Problem::SecondFactors(SecondFactorsProblem::ClockOff {
                    seconds: (step.cast_signed() - here) * STEP,
                });
            }
        }
    }
    Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)
}

/// Gives the demo's operator an authenticator app with a secret that everybody knows.
pub(crate) async fn insert_known(
    service: &Service,
    account: &AccountId,
    secret: &[u8; SECRET_BYTES],
) -> Result<()> {
    let now = service.now();
    let id = chance::id(now, FactorId::new);
    let authenticator = Authenticator {
        secret: service.secrets().seal(&row(&id), secret)?,
        id,
        account_id: account.clone(),
        confirmed_at: Some(now),
        last_step: 0,
        created_at: now,
        told_step: 0,
    };
    let mut tx = service.control(Mode::Write).await?;
    authenticators::insert(&mut tx, &authenticator).await.or_internal()?;
    tx.commit().await.or_internal()
}

/// Where a secret is sealed: elsewhere it cannot be read.
fn row(id: &FactorId) -> String {
    format!("authenticators:{id}")
}

fn totp(service: &Service, authenticator: &Authenticator, email: &str, brand: &Brand) -> Result<Totp> {
    let secret = service.secrets().open_sealed(&row(&authenticator.id), &authenticator.secret)?;
    // A colon would end the name.
    let plain = |text: &str| text.replace(':', "");
    let builder = Builder::new().with_secret(secret).with_account_name(plain(email));
    let totp = builder.with_issuer(Some(plain(&brand.name))).build();
    totp.map_err(|error| {
        tracing::error!(%error, "an authenticator's secret is not one");
        Error::Internal
    })
}

fn seconds(now: i64) -> u64 {
    u64::try_from(now / SECOND).unwrap_or(0)
}
