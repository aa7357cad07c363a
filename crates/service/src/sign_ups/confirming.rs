//! The other half of a sign-up: the mail, and what whoever reads it confirms.

use domain::{
    AccountId, Ended, Error, Link, Problem, SignUpId,
    accounts::{AccountsError, AccountsProblem},
    audit::{Deed, Target},
};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        accounts::{self, Account},
        mailed_links::{self, LinkState},
        sessions::Method,
        sign_ups::{self, SignUp},
        tenants::Tenant,
    },
};

use super::{asks_password, find_linked, find_open, is_open};
use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    identities::{self, Waiting as Arriving},
    limits, links, passwords,
    plans::{self, Chosen},
    sessions::{self, NewSession},
    tenants::{NewTenant, free_slug, insert_tenant, prepare_or_later},
};

/// How often codes of one sign-up may be tried, however many mails were sent; the link goes on working.
const CODE_TRIES: i64 = 10;

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

/// By what the new account is signed in to from now on.
struct WayIn {
    password_hash: String,
    arriving: Option<Arriving>,
}

/// Makes the account and its space, and signs the person in. In another browser than the one that began it,
/// `password` is the person's choice, and what was typed there counts for nothing.
pub async fn confirm(service: &Service, caller: &Caller, proof: Proof, password: &str) -> Result<Confirmed> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let sign_up = match &proof {
        Proof::Link { token } => find_linked(&mut tx, token, now).await?,
        Proof::Code { sign_up, .. } => find_open(&mut tx, sign_up, now).await?,
    };
    drop(tx);
    limits::take(service, &limits::confirmations(caller, sign_up.id.as_str())).await?;
    let is_right = match &proof {
        Proof::Link { .. } => true,
        Proof::Code { code, .. } => sign_up.code_tries < CODE_TRIES && is_code(&sign_up, code),
    };
    // Before anything is written: hashing takes long, and a provider is looked up in a transaction of its own.
    // Whoever guesses has nothing hashed.
    let way_in = if is_right { Some(way_in(service, caller, &sign_up, password).await) } else { None };
    let mut tx = service.control(Mode::Write).await?;
    let sign_up = match proof {
        Proof::Link { token } => find_linked(&mut tx, &token, now).await?,
        Proof::Code { sign_up, code } => {
            let (sign_up, refused) = try_code(&mut tx, caller, &sign_up, &code, now).await?;
            if let Some(problem) = refused {
                tx.commit().await.or_internal()?;
                return Err(Error::field("code", problem));
            }
            sign_up
        }
    };
    // A code that became right this moment is asked for once more.
    let way_in = way_in.ok_or(Error::Unavailable { retry_after: 1 })??;
    let account = insert_account(&mut tx, caller, &sign_up, &way_in.password_hash, now).await?;
    if let Some(arriving) = &way_in.arriving {
        arriving.link(service, &mut tx, caller, &account).await?;
    }
    // Somebody may have taken the slug since; the space must not fail for that.
    let slug = free_slug(&mut tx, &sign_up.slug, false).await?;
    // The plan may be gone since; the space must not fail for that.
    let plan = match plans::choose(&mut tx, sign_up.kind, (&sign_up.plan, sign_up.every)).await {
        Err(Error::Invalid { .. }) => Chosen::of(plans::start(&mut tx, sign_up.kind).await?, sign_up.every),
        plan => plan?,
    };
    let time_zone = sign_up.time_zone;
    let new = NewTenant { slug, name: sign_up.space, kind: sign_up.kind, plan, time_zone };
    let tenant = insert_tenant(service, &mut tx, caller, new, &account).await?;
    let session = sessions::insert(&mut tx, caller, &account, Method::Mail, now).await?;
    service.commit_with_jobs(tx).await?;
    prepare_or_later(service, &tenant).await;
    Ok(Confirmed { tenant, session })
}

async fn way_in(service: &Service, caller: &Caller, sign_up: &SignUp, password: &str) -> Result<WayIn> {
    let is_own = !asks_password(sign_up, caller);
    let arriving = match &sign_up.arrival_hash {
        Some(hash) if is_own => identities::waiting(service, caller, hash).await?,
        _ => None,
    };
    // Whom a provider sent so long ago that it is forgotten sets a password through the mailbox.
    let has_way =
        arriving.is_some() || sign_up.password_hash != passwords::NO_PASSWORD || password.is_empty();
    let password_hash = if is_own && has_way {
        sign_up.password_hash.clone()
    } else {
        let context = [sign_up.email.as_str(), sign_up.space.as_str()];
        service.passwords().choose("password", password, &context).await?
    };
    Ok(WayIn { password_hash, arriving })
}

/// Counts a try at the code first, which takes the sign-up's lock: many tries at once are counted one by one.
/// What is refused is committed all the same.
async fn try_code(
    tx: &mut ControlTx,
    caller: &Caller,
    id: &str,
    code: &str,
    now: i64,
) -> Result<(SignUp, Option<Problem>)> {
    let sign_up = find_open(tx, id, now).await?;
    let id = &sign_up.id;
    let tries = sign_ups::update_tries(tx, id).await.or_internal()?;
    if is_code(&sign_up, code) && tries <= CODE_TRIES {
        return Ok((sign_up, None));
    }
    if tries <= CODE_TRIES {
        let after = Some(serde_json::json!({ "tries": tries }));
        let change =
            Change { after, ..Change::of(Deed::SignUpsRefuse, Target::of(id).called(&sign_up.email)) };
        audit_control(tx, caller, now, change).await?;
    }
    let problem = if tries >= CODE_TRIES {
        Problem::Accounts(AccountsProblem::TooManyCodes)
    } else {
        Problem::Accounts(AccountsProblem::WrongCode)
    };
    Ok((sign_up, Some(problem)))
}

/// Uses the sign-up up for its account.
async fn insert_account(
    tx: &mut ControlTx,
    caller: &Caller,
    sign_up: &SignUp,
    password_hash: &str,
    now: i64,
) -> Result<Account> {
    let used = Error::Accounts(AccountsError::LinkEnded { link: Link::SignUp, why: Ended::Used });
    // Nothing to confirm on an address that had an account all along, and none may appear twice.
    if sign_up.account_id.is_some()
        || !sign_ups::update_confirmed(tx, &sign_up.id, now).await.or_internal()?
    {
        return Err(used);
    }
    mailed_links::update_state(tx, Link::SignUp, sign_up.id.as_str(), LinkState::Used).await.or_internal()?;
    let account = Account {
        id: chance::id(now, AccountId::new),
        email: sign_up.email.clone(),
        email_key: sign_up.email_key.clone(),
        password_hash: password_hash.to_owned(),
        locale: sign_up.locale,
        is_operator: false,
        created_at: now,
    };
    accounts::insert(tx, &account).await.or_taken(used)?;
    let after = Some(serde_json::json!({ "email": account.email, "sign_up": sign_up.id.as_str() }));
    let target = Target::of(&account.id).called(&account.email);
    let change = Change { after, ..Change::of(Deed::AccountsCreate, target) };
    audit_control(tx, caller, now, change).await?;
    Ok(account)
}

fn is_code(sign_up: &SignUp, code: &str) -> bool {
    let hash = code_hash(&sign_up.id, &domain::forms::digits(code));
    sign_up.code_hash.as_ref().is_some_and(|stored| chance::same(stored, &hash))
}

/// A code is short, so its hash is bound to the one sign-up it belongs to.
fn code_hash(id: &SignUpId, code: &str) -> String {
    chance::hash(&format!("{id} {code}"))
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
    let (kind, target) = (Link::SignUp, id.as_str());
    // Noted for an address that has an account, too, so that its page answers like any other.
    mailed_links::update_state(&mut tx, kind, target, LinkState::Older).await?;
    links::note(&mut tx, kind, target, &token, (now, sign_up.expires_at)).await?;
    if sign_up.account_id.is_none() {
        sign_ups::update_mailed(&mut tx, id, &chance::hash(&token), &code_hash(id, &code), now).await?;
    }
    tx.commit().await?;
    Ok(Some(Confirmation { sign_up, token, code }))
}
