//! A visitor asks for a space; whoever reads the address's mail confirms it; the space is there.

mod arriving;
mod confirming;

pub use arriving::{NewSpace, SignedUp, through_provider};
pub(crate) use confirming::confirmation;
pub use confirming::{Confirmed, Proof, confirm};
use domain::{
    Checks, Error, Link, MINUTE, SECOND, SignUpId, addresses,
    audit::{Deed, Target},
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode,
    control::{
        accounts,
        mailed_links::{self, LinkState},
        sign_ups::{self, SignUp},
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance, limits, links, mail_problems, passwords, plans,
    tenants::{self, SpaceForm},
};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendConfirmation {
    pub(crate) sign_up: SignUpId,
}

/// How long a sign-up waits for its confirmation.
const LIFETIME: i64 = 24 * domain::HOUR;
/// How long to wait before the mail can be asked for again.
pub const COOL_DOWN: i64 = MINUTE;

/// What the sign-up page sends.
#[derive(Clone, Debug, Default)]
pub struct SignUpForm {
    pub email: String,
    pub password: String,
    pub space: String,
    pub kind: String,
    /// Empty: proposed from the space's name.
    pub slug: String,
    /// The zone its days begin in; empty: by the visitor's language.
    pub time_zone: String,
    /// The key of a plan; empty: the one that its kind starts on.
    pub plan: String,
    /// `month` or `year`; empty: by the month.
    pub interval: String,
}

#[derive(Debug)]
struct NewSignUp {
    email: String,
    space: tenants::NewSpace,
}

impl SignUpForm {
    fn check(&self, has_password: bool) -> Result<NewSignUp> {
        let mut checks = Checks::default();
        let email = checks.take("email", addresses::email(&self.email));
        if has_password {
            // How easy it is to guess takes an estimate, which waits for the limits.
            checks.take("password", passwords::check_length(&self.password));
        }
        let form = SpaceForm {
            space: self.space.clone(),
            kind: self.kind.clone(),
            slug: self.slug.clone(),
            time_zone: self.time_zone.clone(),
            plan: self.plan.clone(),
            interval: self.interval.clone(),
        };
        let space = form.check(&mut checks);
        checks.finish()?;
        let (Some(email), Some(space)) = (email, space) else { return Err(Error::Internal) };
        Ok(NewSignUp { email, space })
    }
}

/// A sign-up that was taken.
#[derive(Clone)]
pub struct Started {
    pub id: SignUpId,
    /// By which the browser that began it is known: it goes into a cookie and is stored nowhere else.
    pub secret: String,
    /// Seconds the cookie lasts.
    pub max_age: i64,
}

impl std::fmt::Debug for Started {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Started").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Takes a sign-up and has the confirmation mailed. An address that has an account already gets the same
/// answer, and its owner a mail that says so.
pub async fn start(service: &Service, caller: &Caller, form: SignUpForm) -> Result<Started> {
    let new = form.check(true)?;
    begin(service, caller, new, Some(form.password), None).await
}

/// The same for somebody who signs in another way: confirming in the same browser links whoever arrived there
/// from a provider, by the hash of their secret.
pub(crate) async fn start_without_password(
    service: &Service,
    caller: &Caller,
    form: SignUpForm,
    arrival_hash: String,
) -> Result<Started> {
    let new = form.check(false)?;
    begin(service, caller, new, None, Some(arrival_hash)).await
}

async fn begin(
    service: &Service,
    caller: &Caller,
    new: NewSignUp,
    password: Option<String>,
    arrival_hash: Option<String>,
) -> Result<Started> {
    let email_key = addresses::key(&new.email);
    limits::take(service, &limits::sign_up(service, caller, &email_key)).await?;
    let password_hash = match password {
        Some(password) => {
            service.passwords().choose("password", &password, &[&new.email, &new.space.name]).await?
        }
        None => passwords::NO_PASSWORD.to_owned(),
    };
    let (now, secret) = (service.now(), chance::token());
    let mut tx = service.control(Mode::Write).await?;
    let slug = new.space.free_slug(&mut tx).await?;
    plans::choose(&mut tx, new.space.kind, (&new.space.plan, new.space.every)).await?;
    replace(&mut tx, &email_key, now).await?;
    let account = accounts::find_by_email(&mut tx, &email_key).await.or_internal()?;
    let sign_up = SignUp {
        id: chance::id(now, SignUpId::new),
        email: new.email,
        email_key,
        password_hash,
        space: new.space.name,
        slug,
        kind: new.space.kind,
        time_zone: new.space.time_zone,
        plan: new.space.plan.trim().to_owned(),
        every: new.space.every,
        locale: caller.locale,
        account_id: account.map(|account| account.id),
        code_hash: None,
        code_tries: 0,
        mailed_at: None,
        created_at: now,
        expires_at: now + LIFETIME,
        confirmed_at: None,
        browser_hash: Some(chance::hash(&secret)),
        address: caller.address.clone(),
        user_agent: caller.user_agent.chars().take(200).collect(),
        arrival_hash,
        replaced_at: None,
    };
    sign_ups::insert(&mut tx, &sign_up).await.or_internal()?;
    sign_ups::update_mailed_at(&mut tx, &sign_up.id, now).await.or_internal()?;
    let after = serde_json::json!({ "space": sign_up.space, "slug": sign_up.slug, "kind": sign_up.kind });
    let change = Change {
        after: Some(after),
        ..Change::of(Deed::SignUpsStart, Target::of(&sign_up.id).called(&sign_up.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    service.enqueue(&mut tx, &SendConfirmation { sign_up: sign_up.id.clone() }).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Started { id: sign_up.id, secret, max_age: LIFETIME / SECOND })
}

/// Ends whatever waits for a mailbox: who began it may have been anybody, and the newest mail counts.
async fn replace(tx: &mut ControlTx, email_key: &str, now: domain::Micros) -> Result<()> {
    for id in sign_ups::update_replaced(tx, email_key, now).await.or_internal()? {
        mailed_links::update_state(tx, Link::SignUp, id.as_str(), LinkState::Replaced).await.or_internal()?;
    }
    Ok(())
}

/// What the confirmation page shows of a sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub email: String,
    pub space: String,
    /// Seconds until the mail can be asked for again.
    pub wait: i64,
    /// The codes with which the mail server refused the mail; empty: it was tried for a day.
    pub problem: Option<String>,
    /// Whether whoever confirms here chooses the password: it was begun in another browser, by anybody.
    pub asks_password: bool,
}

impl Waiting {
    fn of(sign_up: SignUp, caller: &Caller, wait: i64) -> Self {
        let asks_password = asks_password(&sign_up, caller);
        Self { email: sign_up.email, space: sign_up.space, wait, problem: None, asks_password }
    }
}

/// What was typed where a sign-up began counts in that browser alone.
fn asks_password(sign_up: &SignUp, caller: &Caller) -> bool {
    let shown = chance::hash(&caller.browser.sign_up);
    !sign_up.browser_hash.as_ref().is_some_and(|stored| chance::same(stored, &shown))
}

/// The sign-up that waits under an id; the id was given to the visitor's browser alone.
pub async fn waiting(service: &Service, caller: &Caller, id: &str) -> Result<Waiting> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let sign_up = find_open(&mut tx, id, now).await?;
    let wait = sign_up.mailed_at.map_or(0, |at| (at + COOL_DOWN - now).max(0) / SECOND);
    let problem = mail_problems::find(&mut tx, "sign_ups", sign_up.id.as_str()).await?;
    Ok(Waiting { problem, ..Waiting::of(sign_up, caller, wait) })
}

/// The sign-up a mailed link belongs to. Looking does not use it up.
pub async fn linked(service: &Service, caller: &Caller, token: &str) -> Result<Waiting> {
    let mut tx = service.control(Mode::Read).await?;
    let sign_up = find_linked(&mut tx, token, service.now()).await?;
    Ok(Waiting::of(sign_up, caller, 0))
}

fn is_open(sign_up: &SignUp, now: i64) -> bool {
    sign_up.confirmed_at.is_none() && sign_up.replaced_at.is_none() && sign_up.expires_at > now
}

async fn find_open(tx: &mut ControlTx, id: &str, now: i64) -> Result<SignUp> {
    if let Some(parsed) = SignUpId::parse(id) {
        let found = sign_ups::find(tx, &parsed).await.or_internal()?;
        if let Some(open) = found.filter(|sign_up| is_open(sign_up, now)) {
            return Ok(open);
        }
    }
    Err(links::ended_for(tx, Link::SignUp, id, now).await?)
}

async fn find_linked(tx: &mut ControlTx, token: &str, now: i64) -> Result<SignUp> {
    let found = sign_ups::find_by_token(tx, &chance::hash(token)).await.or_internal()?;
    match found.filter(|sign_up| is_open(sign_up, now)) {
        Some(open) => Ok(open),
        None => Err(links::ended(tx, Link::SignUp, token, now).await?),
    }
}

/// Has the confirmation mailed once more; the older link and code stop working.
pub async fn resend(service: &Service, caller: &Caller, id: &str) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let sign_up = find_open(&mut tx, id, now).await?;
    let wait = sign_up.mailed_at.map_or(0, |at| at + COOL_DOWN - now);
    if wait > 0 {
        return Err(Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND });
    }
    limits::take_again(service, &mut tx, caller, &sign_up.email_key).await?;
    mail_problems::forget(service, &mut tx, "sign_ups", sign_up.id.as_str()).await?;
    sign_ups::update_mailed_at(&mut tx, &sign_up.id, now).await.or_internal()?;
    let change = Change::of(Deed::SignUpsResend, Target::of(&sign_up.id).called(&sign_up.email));
    audit_control(&mut tx, caller, now, change).await?;
    service.enqueue(&mut tx, &SendConfirmation { sign_up: sign_up.id }).await?;
    service.commit_with_jobs(tx).await
}
