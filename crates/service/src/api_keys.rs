//! Keys that let programs in: made by a person, held below what that person may do at each request.

mod proof;
mod revoking;

use domain::{
    ApiKeyId, Checks, Error, Micros, Problem, Yours,
    audit::{Deed, Target},
    decision::Scope,
    forms,
    networks::{Network, parse_lines},
    permission::{ListApiKeys, ManageApiKeys, May, Permission, PermissionSet},
    resources::Path,
    roles::RolesProblem,
    team::TeamProblem,
    zones::{self, Zone, ZonesProblem},
};
pub(crate) use proof::allowance_of;
pub use proof::{Allowance, allowance, authenticate};
pub use revoking::revoke;
pub use store::tenant::api_keys::ApiKey;
use store::tenant::api_keys::{self, KeyScope, Permissions};
use store::{Mode, control::tenants};

use crate::{
    Access, Caller, OrInternal, Result, Service, Standing,
    access::Change,
    chance, environments,
    forms::check_lines,
    keys::{self, prefix},
};

/// How API keys begin.
const KIND: &str = "pvk";

/// Until when a key lets anybody in.
#[derive(Clone, Debug, Default)]
pub enum Expiry {
    #[default]
    Never,
    At(Micros),
    /// To the end of a day of the tenant's zone, `2026-11-21`; empty: never.
    Day(String),
}

impl Expiry {
    pub(crate) fn check(&self, zone: &Zone, now: Micros) -> Result<Option<Micros>, Problem> {
        let at = match self {
            Self::Never => return Ok(None),
            Self::Day(text) if text.trim().is_empty() => return Ok(None),
            Self::Day(text) => zone.day_start(zones::parse_date(text.trim())? + 1),
            Self::At(at) => *at,
        };
        if at > now { Ok(Some(at)) } else { Err(Problem::Zones(ZonesProblem::InThePast)) }
    }
}

/// What a key is made from.
#[derive(Clone, Debug, Default)]
pub struct KeyForm {
    pub name: String,
    /// Words of permissions.
    pub permissions: Vec<String>,
    /// A scope's word; empty: the whole tenant.
    pub scope: String,
    /// The networks it may be used from, one per line; empty: any.
    pub networks: String,
    pub expiry: Expiry,
}

domain::words! {
    /// How long the old secret goes on after a rotation.
    pub enum Overlap { None = "0", Hour = "1h", Day = "24h", Week = "7d" }
}

impl Overlap {
    const fn length(self) -> Micros {
        match self {
            Self::None => 0,
            Self::Hour => domain::HOUR,
            Self::Day => domain::DAY,
            Self::Week => 7 * domain::DAY,
        }
    }
}

/// A key just made. Its secret is shown once and stored as its hash.
#[derive(Clone)]
pub struct NewKey {
    pub key: ApiKey,
    pub secret: String,
}

impl std::fmt::Debug for NewKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewKey").field("key", &self.key.id).finish_non_exhaustive()
    }
}

/// What the key that asks is in its tenant.
pub async fn standing(service: &Service, caller: &Caller) -> Result<Standing> {
    let holder = caller.key().ok_or(Error::InvalidKey)?;
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut control, &holder.tenant).await.or_internal()?.ok_or(Error::NotFound)?;
    let standing = Standing::find(&mut control, caller, &tenant.slug, service.now()).await?;
    if standing.actor.is_member { Ok(standing) } else { Err(Error::NotFound) }
}

/// Whether a key would let anybody in.
pub fn is_live(key: &ApiKey, now: Micros) -> bool {
    key.revoked_at.is_none() && key.expires_at.is_none_or(|end| now < end)
}

/// Keys newest first, those made before the one with the id `before`.
pub async fn list(access: &mut Access<ListApiKeys>, before: &str, limit: i64) -> Result<Vec<ApiKey>> {
    api_keys::list(access.tx(), before, limit).await.or_internal()
}

/// One key; what is gone or somebody else's is not found.
pub async fn find(access: &mut Access<ListApiKeys>, id: &str) -> Result<ApiKey> {
    let id = ApiKeyId::parse(id).ok_or(Error::NotFound)?;
    api_keys::find(access.tx(), &id).await.or_internal()?.ok_or(Error::NotFound)
}

/// Makes a key. It gets nothing that whoever makes it does not have.
pub async fn create(mut access: Access<ManageApiKeys>, form: KeyForm) -> Result<NewKey> {
    let mut checked = check(&mut access, &form).await?;
    let (account_id, account_email) = maker(&mut access).await?;
    if let Some(asking) = asking(&mut access).await? {
        if checked.networks.is_empty() {
            checked.networks.clone_from(&asking.networks);
        }
        check_within(&asking, checked.expires_at, &checked.networks)?;
    }
    let now = access.now();
    let id = chance::id(now, ApiKeyId::new);
    let secret = keys::make(KIND, &access.tenant().id, id.as_str());
    let key = ApiKey {
        id,
        name: checked.name,
        permissions: Permissions(checked.permissions),
        scope: KeyScope(checked.scope),
        networks: checked.networks,
        prefix: prefix(&secret),
        key_hash: chance::hash(&secret),
        old_prefix: String::new(),
        old_hash: String::new(),
        old_ends_at: None,
        account_id,
        account_email,
        expires_at: checked.expires_at,
        last_used_at: None,
        last_used_address: String::new(),
        created_at: now,
        revoked_at: None,
    };
    api_keys::insert(access.tx(), &key).await.or_internal()?;
    let change = Change {
        after: Some(audited(&key)),
        ..Change::of(Deed::ApiKeysCreate, Target::of(&key.id).called(&key.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(NewKey { key, secret })
}

#[derive(Debug)]
struct Checked {
    name: String,
    permissions: PermissionSet,
    scope: Scope,
    networks: String,
    expires_at: Option<Micros>,
}

async fn check(access: &mut Access<ManageApiKeys>, form: &KeyForm) -> Result<Checked> {
    check_lines("networks", &form.networks)?;
    let mut checks = Checks::default();
    let name = checks.take("name", forms::name(&form.name, 60));
    let scope = checks.take("scope", check_scope(access, &form.scope).await?);
    let wanted = match &scope {
        Some((scope, _)) => checks.take("permissions", check_permissions(&form.permissions, scope)),
        None => None,
    };
    let networks = parse_lines(&form.networks, "networks", &[], &mut checks);
    let expires_at = checks.take("expires", form.expiry.check(access.zone(), access.now()));
    let permissions = match (wanted, &scope) {
        (Some(wanted), Some((_, path))) => {
            let had = check_had(access, wanted, path).await?;
            checks.take("permissions", had)
        }
        _ => None,
    };
    checks.finish()?;
    let networks = networks.iter().map(|taken| taken.value.to_string()).collect::<Vec<_>>().join(" ");
    match (name, permissions, scope, expires_at) {
        (Some(name), Some(permissions), Some((scope, _)), Some(expires_at)) => {
            Ok(Checked { name, permissions, scope, networks, expires_at })
        }
        _ => Err(Error::Internal),
    }
}

/// A scope with something behind it, and where that is.
type Placed = (Scope, Path);

async fn check_scope(access: &mut Access<ManageApiKeys>, text: &str) -> Result<Result<Placed, Problem>> {
    let scope = match text.trim() {
        "" => Scope::Tenant,
        word => match word.parse() {
            Ok(scope) => scope,
            Err(_) => return Ok(Err(Problem::NotAChoice)),
        },
    };
    let found = environments::locate(access, &scope).await?;
    Ok(found.map(|path| (scope, path)).ok_or(Problem::NotAChoice))
}

fn check_permissions(words: &[String], scope: &Scope) -> Result<PermissionSet, Problem> {
    let parsed: Result<PermissionSet, _> = words.iter().map(|word| word.parse::<Permission>()).collect();
    let wanted = parsed.map_err(|_| Problem::NotAChoice)?;
    if wanted.is_empty() {
        return Err(Problem::Required);
    }
    let useless: PermissionSet = wanted.without(scope.permissions());
    if useless.is_empty() {
        Ok(wanted)
    } else {
        Err(Problem::Roles(RolesProblem::WholeTenant { permissions: useless }))
    }
}

/// Refuses what the caller does not have in a place, and so cannot give; the attempt is noted, and the
/// transaction is over then.
async fn check_had<P: May>(
    access: &mut Access<P>,
    wanted: PermissionSet,
    path: &Path,
) -> Result<Result<PermissionSet, Problem>> {
    let decide = |permission| access.standing().decide_on(permission, path);
    let lacking: Vec<_> = wanted.iter().map(decide).filter(|decision| !decision.is_allowed()).collect();
    let Some(first) = lacking.first() else { return Ok(Ok(wanted)) };
    access.audit_refusal(first).await?;
    let permissions = lacking.iter().map(|decision| decision.permission).collect();
    Ok(Err(Problem::Roles(RolesProblem::NotYours { permissions })))
}

/// The person whose permissions count: the caller, or whoever made the key that asks.
async fn maker(access: &mut Access<ManageApiKeys>) -> Result<(domain::AccountId, String)> {
    if let Some(account) = access.caller().account() {
        return Ok((account.id.clone(), account.email.clone()));
    }
    let key = asking(access).await?.ok_or(Error::SignInRequired)?;
    Ok((key.account_id, key.account_email))
}

/// The key that asks, when it is one.
async fn asking(access: &mut Access<ManageApiKeys>) -> Result<Option<ApiKey>> {
    let Some(holder) = access.caller().key().cloned() else { return Ok(None) };
    api_keys::find(access.tx(), &holder.id).await.or_internal()?.ok_or(Error::InvalidKey).map(Some)
}

/// A key gets no other a secret that lasts longer than its own, or opens from where its own does not.
fn check_within(asking: &ApiKey, expires_at: Option<Micros>, networks: &str) -> Result<()> {
    let outlasts = |end| expires_at.is_none_or(|at| at > end);
    if asking.expires_at.is_some_and(outlasts) {
        return Err(Error::field("expires", TeamProblem::LongerThanYours { yours: Yours::Key }));
    }
    let read = |text: &str| -> Vec<Network> {
        text.split_whitespace().filter_map(|text| Network::parse(text).ok()).collect()
    };
    let (own, wanted) = (read(&asking.networks), read(networks));
    let is_inside = |network: &Network| own.iter().any(|own| own.holds(network));
    if own.is_empty() || (!wanted.is_empty() && wanted.iter().all(is_inside)) {
        return Ok(());
    }
    Err(Error::field("networks", Problem::NotAChoice))
}

/// Gives a key a new secret; the old one goes on for a while. Only who has all that the key has may know
/// its secret.
pub async fn rotate(mut access: Access<ManageApiKeys>, id: &str, overlap: &str) -> Result<NewKey> {
    let overlap: Overlap = overlap.parse().map_err(|_| Error::field("overlap", Problem::NotAChoice))?;
    let key = usable(&mut access, id).await?;
    let found = environments::locate(&mut access, &key.scope.0).await?;
    let path = found.unwrap_or_else(|| Path::from(&key.scope.0));
    check_had(&mut access, key.permissions.0, &path).await?.map_err(|problem| Error::field("id", problem))?;
    // A key ends with the rights of whoever made it, not of whoever rotates it.
    let (actor, now) = (&access.standing().actor, access.now());
    let is_own = key.account_id == *access.caller().acting()?;
    if !is_own && !actor.holds_until(key.permissions.0, &key.scope.0, key.expires_at, now) {
        return Err(Error::field("id", TeamProblem::LongerThanYours { yours: Yours::Role }));
    }
    if let Some(asking) = asking(&mut access).await?.filter(|asking| asking.id != key.id) {
        check_within(&asking, key.expires_at, &key.networks)?;
    }
    let secret = keys::make(KIND, &access.tenant().id, key.id.as_str());
    let old_ends_at = access.now() + overlap.length();
    let rotated = ApiKey {
        old_prefix: key.prefix.clone(),
        old_hash: key.key_hash.clone(),
        old_ends_at: Some(old_ends_at),
        prefix: prefix(&secret),
        key_hash: chance::hash(&secret),
        ..key
    };
    api_keys::rotate(access.tx(), &rotated.id, &rotated.prefix, &rotated.key_hash, old_ends_at)
        .await
        .or_internal()?;
    let told_renewed = serde_json::json!({
        "name": rotated.name, "key": rotated.prefix, "old_ends_at": old_ends_at,
    });
    let change = Change {
        before: Some(serde_json::json!({ "name": rotated.name, "key": rotated.old_prefix })),
        after: Some(told_renewed),
        ..Change::of(Deed::ApiKeysRotate, Target::of(&rotated.id).called(&rotated.name))
    };
    access.audit(change).await?;
    access.commit().await?;
    Ok(NewKey { key: rotated, secret })
}

/// The key with this id, unless it lets nobody in any more: then there is nothing left to do with it.
async fn usable(access: &mut Access<ManageApiKeys>, id: &str) -> Result<ApiKey> {
    let id = ApiKeyId::parse(id).ok_or(Error::NotFound)?;
    let now = access.now();
    let key = api_keys::find(access.tx(), &id).await.or_internal()?;
    key.filter(|key| is_live(key, now)).ok_or(Error::NotFound)
}

fn audited(key: &ApiKey) -> serde_json::Value {
    serde_json::json!({
        "name": key.name, "permissions": key.permissions.0, "scope": key.scope.0, "networks": key.networks,
        "expires_at": key.expires_at, "key": key.prefix,
    })
}
