use domain::{AccountId, ApiKeyId, Micros, UnknownWord, decision::Scope, permission::PermissionSet};

use crate::{Result, TenantTx};

/// The columns of [`ApiKey`].
macro_rules! columns {
    () => {
        "id, name, permissions, scope, networks, prefix, key_hash, old_prefix, old_hash, old_ends_at, \
         account_id, account_email, expires_at, last_used_at, last_used_address, created_at, \
         revoked_at"
    };
}

/// A key that lets programs in, below the permissions of the person who made it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ApiKey {
    #[sqlx(try_from = "String")]
    pub id: ApiKeyId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub permissions: Permissions,
    #[sqlx(try_from = "String")]
    pub scope: KeyScope,
    /// Networks it may be used from, with a space between them; empty: any.
    pub networks: String,
    pub prefix: String,
    pub key_hash: String,
    pub old_prefix: String,
    pub old_hash: String,
    pub old_ends_at: Option<Micros>,
    #[sqlx(try_from = "String")]
    pub account_id: AccountId,
    pub account_email: String,
    pub expires_at: Option<Micros>,
    pub last_used_at: Option<Micros>,
    pub last_used_address: String,
    pub created_at: Micros,
    pub revoked_at: Option<Micros>,
}

/// Permissions as they are stored; a word that is none any more permits nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions(pub PermissionSet);

impl From<String> for Permissions {
    fn from(words: String) -> Self {
        Self(PermissionSet::from_words(&words))
    }
}

/// A scope as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyScope(pub Scope);

impl TryFrom<String> for KeyScope {
    type Error = UnknownWord;
    fn try_from(text: String) -> Result<Self, UnknownWord> {
        text.parse().map(Self)
    }
}

pub async fn insert(tx: &mut TenantTx, key: &ApiKey) -> Result<()> {
    let insert = "insert into api_keys (id, name, permissions, scope, networks, prefix, key_hash, account_id,
            account_email, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on!(tx.raw(), conn => sqlx::query(insert)
        .bind(key.id.as_str()).bind(&key.name).bind(key.permissions.0.words()).bind(key.scope.0.to_string())
        .bind(&key.networks).bind(&key.prefix).bind(&key.key_hash).bind(key.account_id.as_str())
        .bind(&key.account_email).bind(key.expires_at).bind(key.created_at)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: &ApiKeyId) -> Result<Option<ApiKey>> {
    let select = concat!("select ", columns!(), " from api_keys where id = $1");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(id.as_str()).fetch_optional(conn).await)?)
}

/// Newest first, those made before `before`; an empty id begins with the newest.
pub async fn list(tx: &mut TenantTx, before: &str, limit: i64) -> Result<Vec<ApiKey>> {
    let select =
        concat!("select ", columns!(), " from api_keys where $1 = '' or id < $1 order by id desc limit $2");
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).bind(before).bind(limit).fetch_all(conn).await)?)
}

/// How many keys let anybody into a scope.
pub async fn count_live(tx: &mut TenantTx, scope: &Scope, now: Micros) -> Result<i64> {
    let select = "select count(*) from api_keys
         where scope = $1 and revoked_at is null and (expires_at is null or expires_at > $2)";
    let (count,): (i64,) = on!(tx.raw(), conn => sqlx::query_as(select)
        .bind(scope.to_string()).bind(now).fetch_one(conn).await)?;
    Ok(count)
}

/// Gives a key a new secret; the present one goes on until `old_ends_at`.
pub async fn rotate(
    tx: &mut TenantTx,
    id: &ApiKeyId,
    prefix: &str,
    hash: &str,
    old_ends_at: Micros,
) -> Result<()> {
    let update = "update api_keys
         set old_prefix = prefix, old_hash = key_hash, old_ends_at = $4, prefix = $2, key_hash = $3
         where id = $1";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(prefix).bind(hash).bind(old_ends_at).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn revoke(tx: &mut TenantTx, id: &ApiKeyId, now: Micros) -> Result<()> {
    let update = "update api_keys set revoked_at = $2 where id = $1";
    on!(tx.raw(), conn => sqlx::query(update).bind(id.as_str()).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn update_used(tx: &mut TenantTx, id: &ApiKeyId, address: &str, now: Micros) -> Result<()> {
    let update = "update api_keys set last_used_at = $3, last_used_address = $2
         where id = $1 and (last_used_at is null or last_used_at < $3)";
    on!(tx.raw(), conn => sqlx::query(update)
        .bind(id.as_str()).bind(address).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
