//! Keys of programs that do an operator's work: bound to one operator, below a role and until an end.
//!
//! A key is made in a session that has shown a second factor and a fresh proof, and stands for both. It works while
//! its operator has a role and a second factor, and holds what that role and its own both hold.

mod proof;

use domain::{
    Checks, DAY, Error, Micros, OperatorKeyId, Problem,
    audit::{Deed, Target},
    forms,
    operators::{ListOperatorKeys, ManageOperatorKeys, OperatorPermission, OperatorRole, OperatorsProblem},
};
pub use proof::{allowance, authenticate};
use store::control::operator_keys as rows;
pub use store::control::operator_keys::OperatorKey;

use crate::{OperatorAccess, OrInternal, Principal, Result, access::Change, chance, keys::prefix};

/// How keys of operators begin.
const KIND: &str = "pvo";
/// A key works so many days at most.
pub const MOST_DAYS: i64 = 366;
/// So many of one operator let somebody in at a time.
const MOST_LIVE: i64 = 50;
const LISTED: i64 = 500;

/// What a key is made from.
#[derive(Clone, Debug, Default)]
pub struct OperatorKeyForm {
    pub name: String,
    /// The most it may do.
    pub role: String,
    /// How many days it works.
    pub days: String,
    /// On the command line: whose it is, by the address.
    pub operator: String,
}

/// A key just made. Its secret is shown once and stored as its hash.
#[derive(Clone)]
pub struct NewOperatorKey {
    pub key: OperatorKey,
    pub secret: String,
}

impl std::fmt::Debug for NewOperatorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewOperatorKey").field("key", &self.key.id).finish_non_exhaustive()
    }
}

/// The operator's own keys; those of all for whoever manages operators.
pub async fn list(access: &mut OperatorAccess<ListOperatorKeys>) -> Result<Vec<OperatorKey>> {
    let own = access.operator().cloned();
    let of = own.filter(|_| !access.role().may(OperatorPermission::ManageOperators));
    rows::list(access.tx(), of.as_ref(), LISTED).await.or_internal()
}

/// Makes a key. It holds nothing that whoever makes it does not.
pub async fn make(
    mut access: OperatorAccess<ManageOperatorKeys>,
    form: &OperatorKeyForm,
) -> Result<NewOperatorKey> {
    let (now, own) = (access.now(), access.role());
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, 60));
    let role: Option<OperatorRole> = form.role.parse().ok();
    let within = |role: &OperatorRole| role.permissions().iter().all(|one| own.may(*one));
    let role = checks.take("role", role.filter(within).ok_or(Problem::NotAChoice));
    let days = form.days.trim().parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
    let days: Option<i64> = checks.take("days", days.ok_or(Problem::OutOfRange { min: 1, max: MOST_DAYS }));
    checks.finish()?;
    let (Some(name), Some(role), Some(days)) = (name, role, days) else { return Err(Error::Internal) };
    let owner = access.acting(&form.operator).await?;
    let (account_id, email) = (owner.id, owner.email);
    if rows::count_live(access.tx(), &account_id, now).await.or_internal()? >= MOST_LIVE {
        return Err(Error::field("name", OperatorsProblem::TooManyKeys { max: MOST_LIVE }));
    }
    let id = chance::id(now, OperatorKeyId::new);
    let tail = id.as_str().rsplit('_').next().unwrap_or_default();
    let secret = format!("{KIND}_{tail}_{}", chance::token());
    let key = OperatorKey {
        name,
        role,
        account_id,
        email,
        prefix: prefix(&secret),
        key_hash: chance::hash(&secret),
        created_at: now,
        expires_at: until(&access, now + days * DAY),
        last_used_at: None,
        last_used_address: String::new(),
        revoked_at: None,
        id,
    };
    rows::insert(access.tx(), &key).await.or_internal()?;
    let change = Change {
        after: Some(audited(&key)),
        ..Change::of(Deed::OperatorKeysMake, Target::of(&key.id).called(&key.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(NewOperatorKey { key, secret })
}

/// A key makes none that outlasts it.
fn until(access: &OperatorAccess<ManageOperatorKeys>, wanted: Micros) -> Micros {
    match &access.caller().principal {
        Principal::OperatorKey(own) => wanted.min(own.expires_at),
        _ => wanted,
    }
}

/// Ends a key for good: one's own, or anybody's for whoever manages operators.
pub async fn revoke(mut access: OperatorAccess<ManageOperatorKeys>, id: &str) -> Result<()> {
    let id = OperatorKeyId::parse(id).ok_or(Error::NotFound)?;
    let key = rows::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)?;
    let is_own = access.operator().is_some_and(|own| *own == key.account_id);
    if !is_own && !access.role().may(OperatorPermission::ManageOperators) {
        return Err(Error::NotFound);
    }
    let now = access.now();
    if !rows::update_revoked(access.tx(), &id, now).await.or_internal()? {
        return Err(Error::NotFound);
    }
    let change = Change {
        before: Some(audited(&key)),
        ..Change::of(Deed::OperatorKeysRevoke, Target::of(&key.id).called(&key.name))
    };
    access.audit(change).await?;
    access.commit().await
}

fn audited(key: &OperatorKey) -> serde_json::Value {
    serde_json::json!({
        "name": key.name, "operator": key.email, "role": key.role, "expires_at": key.expires_at,
        "key": key.prefix,
    })
}
