//! A visitor asks for a space; whoever reads the address's mail confirms it; the space is there.

use domain::{
    AccountId, Checks, Error, MINUTE, Problem, SECOND, SignUpId, TenantId, forms,
    plans::{Plan, TenantKind},
    slug,
};
use domain::{decision::Scope, permission::Role};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        accounts::{self, Account},
        bindings, memberships,
        sessions::Method,
        sign_ups::{self, SignUp},
        tenants::{self, Tenant, TenantState},
    },
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    accounts::limit,
    chance,
    jobs::Job,
    passwords,
    sessions::{self, NewSession},
};

/// How long a sign-up waits for its confirmation.
const LIFETIME: i64 = 24 * domain::HOUR;
/// How long to wait before the mail can be asked for again.
pub const COOL_DOWN: i64 = MINUTE;
/// How often codes of one sign-up may be tried, however many mails were sent; the link goes on working.
const CODE_TRIES: i64 = 10;

/// What the sign-up page sends.
#[derive(Clone, Debug, Default)]
pub struct SignUpForm {
    pub email: String,
    pub password: String,
    pub space: String,
    pub kind: String,
    /// Empty: proposed from the space's name.
    pub slug: String,
    /// Empty: by the person's language.
    pub time_zone: String,
}

#[derive(Debug)]
struct NewSignUp {
    email: String,
    space: String,
    kind: TenantKind,
    slug: String,
    is_slug_chosen: bool,
    time_zone: String,
}

impl SignUpForm {
    fn check(&self, has_password: bool) -> Result<NewSignUp> {
        let mut checks = Checks::default();
        let email = checks.take("email", forms::email(&self.email));
        if has_password {
            let context = [self.email.as_str(), self.space.as_str()];
            checks.take("password", passwords::check(&self.password, &context));
        }
        let space = checks.take("space", forms::name(&self.space, 60));
        let kind = checks.take("kind", self.kind.parse().map_err(|_| Problem::NotAChoice));
        let chosen = self.slug.trim();
        let is_slug_chosen = !chosen.is_empty();
        let slug = if is_slug_chosen { chosen.to_owned() } else { slug::propose(&self.space) };
        checks.take("slug", slug::check(&slug));
        let time_zone = checks.take("time_zone", crate::tenants::zone(&self.time_zone));
        checks.finish()?;
        match (email, space, kind, time_zone) {
            (Some(email), Some(space), Some(kind), Some(time_zone)) => {
                Ok(NewSignUp { email, space, kind, slug, is_slug_chosen, time_zone })
            }
            _ => Err(Error::Internal),
        }
    }
}

/// What is wrong with a slug, if anything, as the page asks while it is typed.
pub async fn check_slug(service: &Service, caller: &Caller, text: &str) -> Result<Option<Problem>> {
    if let Err(problem) = slug::check(text) {
        return Ok(Some(problem));
    }
    limit(service, &format!("slug:{}", caller.address), 120, SECOND).await?;
    let mut tx = service.control(Mode::Read).await?;
    let taken = tenants::find_by_slug(&mut tx, text).await.or_internal()?;
    Ok(taken.map(|_| Problem::Taken))
}

/// Takes a sign-up and has the confirmation mailed. An address that has an account already gets the same
/// answer, and its owner a mail that says so.
pub async fn start(service: &Service, caller: &Caller, form: SignUpForm) -> Result<SignUpId> {
    let new = form.check(true)?;
    let password = form.password;
    begin(service, caller, new, Some(password)).await
}

/// The same for somebody who signs in another way: the account will have no password until one is set.
pub(crate) async fn start_without_password(
    service: &Service,
    caller: &Caller,
    form: SignUpForm,
) -> Result<SignUpId> {
    let new = form.check(false)?;
    begin(service, caller, new, None).await
}

async fn begin(
    service: &Service,
    caller: &Caller,
    new: NewSignUp,
    password: Option<String>,
) -> Result<SignUpId> {
    limit(service, &format!("sign-up:{}", caller.address), 60, 10 * SECOND).await?;
    let email_key = forms::email_key(&new.email);
    limit(service, &format!("sign-up:{}", chance::hash(&email_key)), 5, 10 * MINUTE).await?;
    let password_hash = match password {
        Some(password) => service.passwords().hash(&password).await?,
        None => passwords::NO_PASSWORD.to_owned(),
    };
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let slug = free_slug(&mut tx, &new.slug, new.is_slug_chosen).await?;
    let account = accounts::find_by_email(&mut tx, &email_key).await.or_internal()?;
    let sign_up = SignUp {
        id: chance::id(now, SignUpId::new),
        email: new.email,
        email_key,
        password_hash,
        space: new.space,
        slug,
        kind: new.kind,
        time_zone: new.time_zone,
        locale: caller.locale,
        account_id: account.map(|account| account.id),
        code_hash: None,
        code_tries: 0,
        mailed_at: None,
        created_at: now,
        expires_at: now + LIFETIME,
        confirmed_at: None,
    };
    sign_ups::insert(&mut tx, &sign_up).await.or_internal()?;
    sign_ups::update_mailed_at(&mut tx, &sign_up.id, now).await.or_internal()?;
    let after = serde_json::json!({ "space": sign_up.space, "slug": sign_up.slug, "kind": sign_up.kind });
    let change = Change {
        action: "sign-ups.start",
        target: sign_up.id.as_str(),
        after: Some(after),
        ..Change::default()
    };
    audit_control(&mut tx, caller, now, change).await?;
    service.enqueue(&mut tx, &Job::SendConfirmation { sign_up: sign_up.id.clone() }).await?;
    service.commit_with_jobs(tx).await?;
    Ok(sign_up.id)
}

/// The slug itself if it is free; a proposed one may get a number, one that was typed may not.
pub(crate) async fn free_slug(tx: &mut ControlTx, slug: &str, is_chosen: bool) -> Result<String> {
    for number in 1..100 {
        let candidate = if number == 1 { slug.to_owned() } else { format!("{slug}-{number}") };
        if tenants::find_by_slug(tx, &candidate).await.or_internal()?.is_none() {
            return Ok(candidate);
        }
        if is_chosen {
            break;
        }
    }
    Err(Error::field("slug", Problem::Taken))
}

/// What the confirmation page shows of a sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub email: String,
    pub space: String,
    /// Seconds until the mail can be asked for again.
    pub wait: i64,
}

/// The sign-up that waits under an id; the id was given to the visitor's browser alone.
pub async fn waiting(service: &Service, id: &str) -> Result<Waiting> {
    let id = SignUpId::parse(id).ok_or(Error::LinkExpired)?;
    let mut tx = service.control(Mode::Read).await?;
    let found = sign_ups::find(&mut tx, &id).await.or_internal()?;
    let now = service.now();
    let sign_up = found.filter(|sign_up| is_open(sign_up, now)).ok_or(Error::LinkExpired)?;
    let wait = sign_up.mailed_at.map_or(0, |at| (at + COOL_DOWN - now).max(0) / SECOND);
    Ok(Waiting { email: sign_up.email, space: sign_up.space, wait })
}

/// The sign-up a mailed link belongs to. Looking does not use it up.
pub async fn linked(service: &Service, token: &str) -> Result<Waiting> {
    let mut tx = service.control(Mode::Read).await?;
    let found = sign_ups::find_by_token(&mut tx, &chance::hash(token)).await.or_internal()?;
    let sign_up = found.filter(|sign_up| is_open(sign_up, service.now())).ok_or(Error::LinkExpired)?;
    Ok(Waiting { email: sign_up.email, space: sign_up.space, wait: 0 })
}

fn is_open(sign_up: &SignUp, now: i64) -> bool {
    sign_up.confirmed_at.is_none() && sign_up.expires_at > now
}

/// Has the confirmation mailed once more; the older link and code stop working.
pub async fn resend(service: &Service, caller: &Caller, id: &str) -> Result<()> {
    let id = SignUpId::parse(id).ok_or(Error::LinkExpired)?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let found = sign_ups::find(&mut tx, &id).await.or_internal()?;
    let sign_up = found.filter(|sign_up| is_open(sign_up, now)).ok_or(Error::LinkExpired)?;
    let wait = sign_up.mailed_at.map_or(0, |at| at + COOL_DOWN - now);
    if wait > 0 {
        return Err(Error::RateLimited { retry_after: (wait + SECOND - 1) / SECOND });
    }
    sign_ups::update_mailed_at(&mut tx, &id, now).await.or_internal()?;
    let change = Change { action: "sign-ups.resend", target: id.as_str(), ..Change::default() };
    audit_control(&mut tx, caller, now, change).await?;
    service.enqueue(&mut tx, &Job::SendConfirmation { sign_up: id }).await?;
    service.commit_with_jobs(tx).await
}

/// How somebody proves they read the address's mail.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The secret of the mailed link.
    Link { token: String },
    /// The six digits of the same mail, typed where the sign-up was started.
    Code { sign_up: String, code: String },
}

/// A confirmed sign-up: the space, and the person's first session in it.
#[derive(Clone, Debug)]
pub struct Confirmed {
    pub tenant: Tenant,
    pub session: NewSession,
}

/// Makes the account and its space, and signs the person in.
pub async fn confirm(service: &Service, caller: &Caller, proof: Proof) -> Result<Confirmed> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let sign_up = match proof {
        Proof::Link { token } => {
            let found = sign_ups::find_by_token(&mut tx, &chance::hash(&token)).await.or_internal()?;
            found.filter(|sign_up| is_open(sign_up, now)).ok_or(Error::LinkExpired)?
        }
        Proof::Code { sign_up, code } => {
            let id = SignUpId::parse(&sign_up).ok_or(Error::LinkExpired)?;
            let found = sign_ups::find(&mut tx, &id).await.or_internal()?;
            let sign_up = found.filter(|sign_up| is_open(sign_up, now)).ok_or(Error::LinkExpired)?;
            // Counted first, which takes the sign-up's lock: many tries at once are counted one by one. And
            // committed even though the confirmation fails.
            let tries = sign_ups::update_tries(&mut tx, &id).await.or_internal()?;
            if !is_code(&sign_up, &code) || tries > CODE_TRIES {
                if tries <= CODE_TRIES {
                    let after = Some(serde_json::json!({ "tries": tries }));
                    let target = id.as_str();
                    let change = Change { action: "sign-ups.refuse", target, after, ..Change::default() };
                    audit_control(&mut tx, caller, now, change).await?;
                }
                tx.commit().await.or_internal()?;
                let problem = if tries >= CODE_TRIES { Problem::TooManyCodes } else { Problem::WrongCode };
                return Err(Error::field("code", problem));
            }
            sign_up
        }
    };
    // Nothing to confirm on an address that had an account all along, and none may appear twice.
    if sign_up.account_id.is_some()
        || !sign_ups::update_confirmed(&mut tx, &sign_up.id, now).await.or_internal()?
    {
        return Err(Error::LinkExpired);
    }
    let account = Account {
        id: chance::id(now, AccountId::new),
        email: sign_up.email.clone(),
        email_key: sign_up.email_key.clone(),
        password_hash: sign_up.password_hash.clone(),
        locale: sign_up.locale,
        is_operator: false,
        created_at: now,
    };
    accounts::insert(&mut tx, &account).await.or_taken(Error::LinkExpired)?;
    let after = Some(serde_json::json!({ "email": account.email, "sign_up": sign_up.id.as_str() }));
    let target = account.id.as_str();
    let change = Change { action: "accounts.create", target, after, ..Change::default() };
    audit_control(&mut tx, caller, now, change).await?;
    // Somebody may have taken the slug since; the space must not fail for that.
    let slug = free_slug(&mut tx, &sign_up.slug, false).await?;
    let (plan, time_zone) = (Plan::free(sign_up.kind), sign_up.time_zone);
    let new = NewTenant { slug, name: sign_up.space, kind: sign_up.kind, plan, time_zone };
    let tenant = insert_tenant(service, &mut tx, caller, new, &account).await?;
    let session = sessions::insert(&mut tx, caller, &account, Method::Mail, now).await?;
    tx.commit().await.or_internal()?;
    // The account is there and the link is used up: should this fail, whoever opens the space finishes it.
    if let Err(error) = crate::tenants::prepare(service, &tenant).await {
        tracing::warn!(tenant = %tenant.slug, %error, "a new space could not be prepared yet");
    }
    Ok(Confirmed { tenant, session })
}

fn is_code(sign_up: &SignUp, code: &str) -> bool {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let hash = code_hash(&sign_up.id, &digits);
    sign_up.code_hash.as_ref().is_some_and(|stored| chance::same(stored, &hash))
}

/// A code is short, so its hash is bound to the one sign-up it belongs to.
pub(crate) fn code_hash(id: &SignUpId, code: &str) -> String {
    chance::hash(&format!("{id} {code}"))
}

/// A tenant about to be made.
#[derive(Clone, Debug)]
pub struct NewTenant {
    pub slug: String,
    pub name: String,
    pub kind: TenantKind,
    pub plan: Plan,
    /// Empty: by its owner's language.
    pub time_zone: String,
}

/// Writes a tenant and its owner; the tenant's database follows in [`crate::tenants::prepare`].
pub(crate) async fn insert_tenant(
    service: &Service,
    tx: &mut ControlTx,
    caller: &Caller,
    new: NewTenant,
    owner: &Account,
) -> Result<Tenant> {
    let now = service.now();
    let id = chance::id(now, TenantId::new);
    let tenant = Tenant {
        location: service.store().location(&id).to_string(),
        id,
        slug: new.slug,
        name: new.name,
        kind: new.kind,
        plan: new.plan,
        time_zone: crate::tenants::zone_or_default(new.time_zone, owner.locale),
        state: TenantState::Preparing,
        requires_second_factor: false,
        email_domains: String::new(),
        frozen_before: None,
        frozen_days: None,
        created_at: now,
    };
    tenants::insert(tx, &tenant).await.or_taken(Error::field("slug", Problem::Taken))?;
    memberships::insert(tx, &tenant.id, &owner.id, now).await.or_internal()?;
    let role = Role::Owner.as_str();
    bindings::upsert(tx, &tenant.id, &owner.id, role, &Scope::Tenant, None, now).await.or_internal()?;
    let after = serde_json::json!({
        "slug": tenant.slug, "name": tenant.name, "kind": tenant.kind, "plan": tenant.plan,
        "owner": owner.id.as_str(),
    });
    let change = Change {
        action: "tenants.create",
        target: tenant.id.as_str(),
        after: Some(after),
        tenant: Some(&tenant.id),
        newcomer: Some(owner),
        ..Change::default()
    };
    audit_control(tx, caller, now, change).await?;
    Ok(tenant)
}

/// What the confirmation mail needs, with the secrets it will hold already stored as hashes.
pub(crate) struct Confirmation {
    pub(crate) sign_up: SignUp,
    pub(crate) token: String,
    pub(crate) code: String,
}

/// Makes the secrets of a confirmation mail just before it leaves, so that none waits in the database.
pub(crate) async fn confirmation(
    service: &Service,
    id: &SignUpId,
) -> Result<Option<Confirmation>, StoreError> {
    let now = service.now();
    let mut tx = service.store().control(Mode::Write).await?;
    let Some(sign_up) = sign_ups::find(&mut tx, id).await?.filter(|sign_up| is_open(sign_up, now)) else {
        return Ok(None);
    };
    let (token, code) = (chance::token(), chance::code());
    if sign_up.account_id.is_none() {
        sign_ups::update_mailed(&mut tx, id, &chance::hash(&token), &code_hash(id, &code), now).await?;
    }
    tx.commit().await?;
    Ok(Some(Confirmation { sign_up, token, code }))
}
