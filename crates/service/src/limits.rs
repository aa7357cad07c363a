//! Allowances: so many at once, then one in so long. Clients count by their network, mails by their
//! recipient, their cause's network and the installation.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use domain::{AccountId, Error, HOUR, MINUTE, Micros, SECOND};
use store::{
    ControlTx, Mode,
    control::{devices, rate_limits},
};

use crate::{Caller, OrInternal, Result, Service, chance};

/// One allowance: its key, how many at once, and how long until there is one more.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    key: String,
    burst: i64,
    interval: Micros,
}

impl Allowance {
    pub(crate) fn new(key: impl Into<String>, burst: i64, interval: Micros) -> Self {
        Self { key: key.into(), burst, interval }
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }
}

/// Takes one from an allowance of `burst` that refills by one every `interval`.
pub(crate) async fn limit(service: &Service, key: &str, burst: i64, interval: Micros) -> Result<()> {
    take(service, &[Allowance::new(key, burst, interval)]).await
}

/// Takes one from each, or from none when one of them has none left. What is refused costs no write: it is
/// looked at first.
pub(crate) async fn take(service: &Service, limits: &[Allowance]) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    check_in(&mut tx, limits, now).await?;
    drop(tx);
    let mut tx = service.control(Mode::Write).await?;
    take_in(&mut tx, limits, now).await?;
    tx.commit().await.or_internal()
}

/// Whether each has one left; nothing is taken.
pub(crate) async fn check_in(tx: &mut ControlTx, limits: &[Allowance], now: Micros) -> Result<()> {
    for Allowance { key, burst, interval } in limits {
        let (wait, _) = rate_limits::find(tx, key, *burst, *interval, now).await.or_internal()?;
        if wait > 0 {
            return Err(refuse(key, wait));
        }
    }
    Ok(())
}

/// Takes one from each in the caller's own transaction, so that what does not happen is not counted. One that was
/// refused is to be dropped, or the others have been taken.
pub(crate) async fn take_in(tx: &mut ControlTx, limits: &[Allowance], now: Micros) -> Result<()> {
    for Allowance { key, burst, interval } in limits {
        if let Some(wait) = rate_limits::take(tx, key, *burst, *interval, now).await.or_internal()? {
            return Err(refuse(key, wait));
        }
    }
    Ok(())
}

fn refuse(key: &str, wait: Micros) -> Error {
    // The word before the first colon names the kind; what follows is somebody's.
    let kind = key.split(':').next().unwrap_or_default();
    metrics::counter!("parvis_limited_total", "limit" => kind.to_owned()).increment(1);
    if kind.starts_with("mail") {
        tell_operator(kind);
    }
    Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND }
}

/// How long the log is silent about a ceiling after it told that it was reached.
const SILENT: Duration = Duration::from_mins(1);

/// Says in the log that a ceiling for mails was reached, once a minute.
fn tell_operator(kind: &str) {
    static TOLD: Mutex<Vec<(String, Instant)>> = Mutex::new(Vec::new());
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    told.retain(|(_, at)| at.elapsed() < SILENT);
    if told.iter().any(|(other, _)| other == kind) {
        return;
    }
    told.push((kind.to_owned(), Instant::now()));
    tracing::warn!(
        limit = kind,
        "more mails were asked for than one recipient, one network or the installation may cause: \
         those beyond are refused, see parvis_limited_total"
    );
}

/// Mails to one person; each cause has so many of them within its reach.
const TO_ONE: (i64, Micros) = (10, 15 * MINUTE);
/// Mails that strangers in one network cause.
const FROM_ONE: (i64, Micros) = (60, 30 * SECOND);
/// Mails that members of spaces cause in one network.
const FROM_MEMBERS: (i64, Micros) = (1000, 10 * SECOND);

/// Who causes a mail, and so how much of the installation's ceiling is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// Anybody can sign up: the last of what one person gets, and a quarter of the installation's ceiling, is out
    /// of their reach.
    Stranger,
    /// Somebody who may have an account asks for a way back into it.
    Person,
    /// A member of a space, who is known and has limits of their own.
    Member,
}

/// What a mail takes from: its recipient's allowance, its cause's network's, and the installation's.
pub(crate) fn mail(service: &Service, caller: &Caller, email_key: &str, cause: Cause) -> Vec<Allowance> {
    // The recipient's first, the installation's last, by whoever takes them: so nobody waits for each other.
    let mut limits = vec![mail_to(email_key, cause)];
    limits.extend(mail_from(service, caller, cause));
    limits
}

/// Takes what a sign-up's mail takes when it is asked for again.
pub(crate) async fn take_again(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    email_key: &str,
) -> Result<()> {
    take_in(tx, &mail(service, caller, email_key, Cause::Stranger), service.now()).await
}

/// What a mail takes from its recipient's allowance.
pub(crate) fn mail_to(email_key: &str, cause: Cause) -> Allowance {
    let (all, interval) = TO_ONE;
    let burst = match cause {
        Cause::Stranger => all - 3,
        Cause::Person => all - 2,
        Cause::Member => all,
    };
    Allowance::new(format!("mail-to:{}", chance::hash(email_key)), burst, interval)
}

/// The same for a mail whose recipient has an allowance of their own.
pub(crate) fn mail_from(service: &Service, caller: &Caller, cause: Cause) -> Vec<Allowance> {
    let network = caller.network();
    let (kind, (burst, interval)) = match cause {
        Cause::Member => ("mail-from-members", FROM_MEMBERS),
        Cause::Stranger | Cause::Person => ("mail-from", FROM_ONE),
    };
    let per_hour = service.mails_per_hour().max(1);
    let all = if cause == Cause::Stranger { (per_hour - per_hour / 4).max(1) } else { per_hour };
    vec![
        Allowance::new(format!("{kind}:{network}"), burst, interval),
        Allowance::new("mails", all, (HOUR / per_hour).max(1)),
    ]
}

/// The allowances of guesses at an account's password, the tightest first: of one network at one account, of
/// all networks at it, of one network at all accounts. A browser in which the person signed in before has one
/// of its own, so that nobody else's guesses lock them out.
pub(crate) fn guesses(caller: &Caller, email_key: &str, browser: Option<&str>) -> Vec<Allowance> {
    let account = chance::hash(email_key);
    if let Some(browser) = browser {
        return vec![Allowance::new(format!("sign-in:{account}:{browser}"), 8, 30 * SECOND)];
    }
    let network = caller.network();
    vec![
        Allowance::new(format!("sign-in:{account}:{network}"), 8, 30 * SECOND),
        Allowance::new(format!("sign-in:{account}"), 100, 5 * SECOND),
        Allowance::new(format!("sign-in:{network}"), 60, 5 * SECOND),
    ]
}

/// What the browser is known by, if the account's person signed in with it before. An address without account
/// is asked for too, so that the time it takes tells nothing.
pub(crate) async fn known_browser(
    tx: &mut ControlTx,
    caller: &Caller,
    account: Option<&AccountId>,
) -> Result<Option<String>> {
    let nobody = AccountId::new(0, 0);
    let browser = chance::hash(&caller.browser.device);
    let (is_known, _) = devices::is_known(tx, account.unwrap_or(&nobody), &browser).await.or_internal()?;
    Ok(Some(browser).filter(|_| is_known && account.is_some()))
}

/// What confirming a sign-up takes from: it may have a password hashed.
pub(crate) fn confirmations(caller: &Caller, sign_up: &str) -> Vec<Allowance> {
    vec![
        Allowance::new(format!("confirm:{}", caller.network()), 60, 5 * SECOND),
        Allowance::new(format!("confirm:{sign_up}"), 30, 10 * SECOND),
    ]
}

/// What a sign-up takes from.
pub(crate) fn sign_up(service: &Service, caller: &Caller, email_key: &str) -> Vec<Allowance> {
    let mut limits = mail(service, caller, email_key, Cause::Stranger);
    limits.push(Allowance::new(format!("sign-up:{}", caller.network()), 60, 10 * SECOND));
    limits.push(Allowance::new(format!("sign-up:{}", chance::hash(email_key)), 5, 10 * MINUTE));
    limits
}
