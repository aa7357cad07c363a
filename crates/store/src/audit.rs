//! The trail of writes: append-only, each entry chained to the one before it.
//!
//! An entry is written in the transaction of the change it tells of, in the control database or the
//! tenant's own. The hash covers the entry and its predecessor's hash, so that an edit, a removal or a
//! swap shows from there on; the end of a chain is sealed, so that one that was cut off shows too.

mod hash;
mod legacy;
pub mod searching;
pub mod verifying;

use domain::{
    Micros, TenantId,
    audit::{Deed, Outcome, Target},
    principal::{Doer, Named, PrincipalKind},
};

pub(crate) use self::legacy::{settle, settle_share_links};
pub use self::{
    hash::{Key, hex},
    searching::Filter,
    verifying::{Broken, Flaw, Verified},
};
use crate::{ControlTx, Result, Tx};

/// The columns of [`Recorded`].
macro_rules! columns {
    () => {
        "chain, number, version, key_id, at, actor, actor_kind, actor_id, actor_label, behalf_kind, \
         behalf_id, behalf_label, source, action, outcome, target, target_kind, target_label, before, after, \
         request_id, address, tenant_id, decision, previous_hash, hash"
    };
}
use columns;

/// One line of entries. Each has an end of its own, so that nobody waits for those who write to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain<'a> {
    /// All there is in a tenant's database; in the control database, what belongs to no tenant.
    Main,
    /// In the control database: what concerns one tenant.
    Of(&'a TenantId),
}

impl<'a> Chain<'a> {
    pub const fn of(tenant: Option<&'a TenantId>) -> Self {
        match tenant {
            Some(tenant) => Self::Of(tenant),
            None => Self::Main,
        }
    }

    pub fn as_str(self) -> &'a str {
        match self {
            Self::Main => "",
            Self::Of(tenant) => tenant.as_str(),
        }
    }
}

/// A database with a log: its transaction, and what that knows of the log.
pub trait Logged {
    fn log(&mut self) -> (&mut Tx, &mut Log);

    #[doc(hidden)]
    fn leaves_entry(&self) -> bool;
}

/// What a transaction knows of the audit log beside it.
#[derive(Debug)]
pub struct Log {
    key: Key,
    leaves_entry: bool,
    /// The end whose lock it has: nobody else moves it before the transaction is over.
    held: Option<Head>,
}

impl Log {
    pub(crate) fn of(key: &Key) -> Self {
        Self { key: key.clone(), leaves_entry: false, held: None }
    }

    pub(crate) fn leaves_entry(&self) -> bool {
        self.leaves_entry
    }
}

/// One write, as it is to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Micros,
    pub doer: Doer,
    /// Where it came from: `page`, `api`, `cli`, `agent`, `job`.
    pub source: String,
    pub action: Deed,
    pub outcome: Outcome,
    pub target: Target,
    /// JSON of the value before and after, secrets left out.
    pub before: Option<String>,
    pub after: Option<String>,
    pub request_id: String,
    pub address: String,
    /// In the control database: the tenant it concerns, whose chain it goes to; if none, the main one.
    pub tenant_id: Option<TenantId>,
    /// JSON of the decision that allowed or refused it.
    pub decision: Option<String>,
}

/// One write, as it is remembered. Words that only another version knows stay readable, so they are text.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Recorded {
    pub chain: String,
    pub number: i64,
    /// How its hash is made.
    pub version: i64,
    pub key_id: String,
    pub at: Micros,
    /// The actor as version 1 told it; empty in all others.
    pub actor: String,
    pub actor_kind: String,
    pub actor_id: String,
    pub actor_label: String,
    pub behalf_kind: String,
    pub behalf_id: String,
    pub behalf_label: String,
    pub source: String,
    pub action: String,
    pub outcome: String,
    /// The id of what it was done to.
    pub target: String,
    pub target_kind: String,
    pub target_label: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub request_id: String,
    pub address: String,
    pub tenant_id: Option<String>,
    pub decision: Option<String>,
    pub previous_hash: String,
    pub hash: String,
}

impl Recorded {
    /// Who did it.
    pub fn doer(&self) -> Doer {
        let named = |kind: &str, id: &str, label: &str| {
            Named::new(kind.parse().unwrap_or(PrincipalKind::Unknown), id, label)
        };
        let behalf = (!self.behalf_kind.is_empty())
            .then(|| named(&self.behalf_kind, &self.behalf_id, &self.behalf_label));
        Doer { actor: named(&self.actor_kind, &self.actor_id, &self.actor_label), behalf }
    }
}

/// The end of a chain.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    pub chain: String,
    /// The number before the first entry's.
    pub base: i64,
    /// The last entry's.
    pub number: i64,
    pub hash: String,
    pub key_id: String,
    pub seal: String,
}

impl Head {
    /// Whether its seal was made with this key.
    pub fn fits(&self, key: &Key) -> bool {
        key.head(self) == self.seal
    }

    fn sealed(mut self, key: &Key) -> Self {
        key.id().clone_into(&mut self.key_id);
        self.seal = key.head(&self);
        self
    }
}

/// Makes other audited writes to this chain wait until this one is done, so that what it reads, such as how
/// much of a quota is used, stays true while it writes.
pub async fn lock(tx: &mut impl Logged, chain: Chain<'_>) -> Result<()> {
    let (tx, log) = tx.log();
    log.held = Some(take(tx, &log.key, chain.as_str()).await?);
    Ok(())
}

/// Takes the lock of a chain's end, and makes the end where the chain begins.
async fn take(tx: &mut Tx, key: &Key, chain: &str) -> Result<Head> {
    // In SQLite whoever writes is alone already, and a page that is not written need not reach the disk.
    let lock = match tx {
        Tx::Sqlite(_) => "select chain, base, number, hash, key_id, seal from audit_heads where chain = $1",
        _ => {
            "update audit_heads set number = number where chain = $1
             returning chain, base, number, hash, key_id, seal"
        }
    };
    let found: Option<Head> =
        on!(&mut *tx, conn => sqlx::query_as(lock).bind(chain).fetch_optional(conn).await)?;
    if let Some(head) = found {
        return Ok(head);
    }
    let above = "select coalesce(max(number), 0) from audit_heads where chain = ''";
    let (base,): (i64,) = on!(&mut *tx, conn => sqlx::query_as(above).fetch_one(conn).await)?;
    let new = Head {
        chain: chain.to_owned(),
        base,
        number: base,
        hash: String::new(),
        key_id: String::new(),
        seal: String::new(),
    };
    let new = new.sealed(key);
    // Whoever was first meanwhile is waited for, and their end is the one.
    let insert = "insert into audit_heads (chain, base, number, hash, key_id, seal)
         values ($1, $2, $2, '', $3, $4)
         on conflict (chain) do update set number = audit_heads.number
         returning chain, base, number, hash, key_id, seal";
    Ok(on!(&mut *tx, conn => sqlx::query_as(insert)
        .bind(chain).bind(base).bind(&new.key_id).bind(&new.seal).fetch_one(conn).await)?)
}

pub async fn append(tx: &mut impl Logged, entry: &Entry) -> Result<()> {
    let (tx, log) = tx.log();
    log.leaves_entry = true;
    let chain = Chain::of(entry.tenant_id.as_ref()).as_str();
    let key = &log.key;
    let mut head = match log.held.take().filter(|held| held.chain == chain) {
        Some(held) => held,
        None => take(&mut *tx, key, chain).await?,
    };
    head.number += 1;
    let mut recorded = entry.recorded(&head, key);
    recorded.hash = key.entry(&recorded);
    insert(&mut *tx, &recorded).await?;
    head.hash = recorded.hash;
    let head = head.sealed(key);
    write_head(tx, &head).await?;
    log.held = Some(head);
    Ok(())
}

async fn insert(tx: &mut Tx, entry: &Recorded) -> Result<()> {
    let insert = concat!(
        "insert into audit_log (",
        columns!(),
        ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20, $21, $22, $23, $24, $25, $26)"
    );
    on!(tx, conn => sqlx::query(insert)
        .bind(&entry.chain).bind(entry.number).bind(entry.version).bind(&entry.key_id).bind(entry.at)
        .bind(&entry.actor).bind(&entry.actor_kind).bind(&entry.actor_id).bind(&entry.actor_label)
        .bind(&entry.behalf_kind).bind(&entry.behalf_id).bind(&entry.behalf_label).bind(&entry.source)
        .bind(&entry.action).bind(&entry.outcome).bind(&entry.target).bind(&entry.target_kind)
        .bind(&entry.target_label).bind(&entry.before).bind(&entry.after).bind(&entry.request_id)
        .bind(&entry.address).bind(&entry.tenant_id).bind(&entry.decision).bind(&entry.previous_hash)
        .bind(&entry.hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

async fn write_head(tx: &mut Tx, head: &Head) -> Result<()> {
    let update = "update audit_heads set number = $2, hash = $3, key_id = $4, seal = $5 where chain = $1";
    on!(tx, conn => sqlx::query(update)
        .bind(&head.chain).bind(head.number).bind(&head.hash).bind(&head.key_id).bind(&head.seal)
        .execute(conn).await.map(|_| ()))?;
    Ok(())
}

impl Entry {
    /// As it is written after the entry that a chain ends with, but for its hash.
    fn recorded(&self, head: &Head, key: &Key) -> Recorded {
        let Doer { actor, behalf } = &self.doer;
        let behalf = behalf.as_ref();
        let named = |part: fn(&Named) -> &str| behalf.map(part).unwrap_or_default().to_owned();
        Recorded {
            chain: head.chain.clone(),
            number: head.number,
            version: hash::VERSION,
            key_id: key.id().to_owned(),
            at: self.at,
            actor: String::new(),
            actor_kind: actor.kind.to_string(),
            actor_id: actor.id.clone(),
            actor_label: actor.label.clone(),
            behalf_kind: named(|named| named.kind.as_str()),
            behalf_id: named(|named| &named.id),
            behalf_label: named(|named| &named.label),
            source: self.source.clone(),
            action: self.action.to_string(),
            outcome: self.outcome.to_string(),
            target: self.target.id.clone(),
            target_kind: self.target.kind.to_string(),
            target_label: self.target.label.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            request_id: self.request_id.clone(),
            address: self.address.clone(),
            tenant_id: self.tenant_id.as_ref().map(ToString::to_string),
            decision: self.decision.clone(),
            previous_hash: head.hash.clone(),
            hash: String::new(),
        }
    }
}

/// Entries of one chain from `number` upwards, oldest first.
pub async fn list(tx: &mut Tx, chain: &str, from: i64, limit: i64) -> Result<Vec<Recorded>> {
    let select = concat!(
        "select ",
        columns!(),
        " from audit_log where chain = $1 and number >= $2 order by number limit $3"
    );
    Ok(on!(tx, conn => sqlx::query_as(select).bind(chain).bind(from).bind(limit).fetch_all(conn).await)?)
}

/// Entries of all chains in the order they were written, for tests in which the clock stands still: the engine's
/// own order of rows that are only ever added.
#[doc(hidden)]
pub async fn list_as_written(tx: &mut Tx) -> Result<Vec<Recorded>> {
    let select = match tx {
        Tx::Sqlite(_) => concat!("select ", columns!(), " from audit_log order by rowid"),
        _ => concat!("select ", columns!(), " from audit_log order by ctid"),
    };
    Ok(on!(tx, conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// The ends of all chains of a database, in order.
pub async fn list_heads(tx: &mut Tx) -> Result<Vec<Head>> {
    let select = "select chain, base, number, hash, key_id, seal from audit_heads order by chain";
    Ok(on!(tx, conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// One entry. In the control database only with the tenant it must concern, of whose entries no two have one
/// number.
pub async fn find(tx: &mut Tx, number: i64, tenant: Option<&str>) -> Result<Option<Recorded>> {
    let select = concat!(
        "select ",
        columns!(),
        " from audit_log where chain in ('', $2) and number = $1 and ($2 = '' or tenant_id = $2)"
    );
    let tenant = tenant.unwrap_or_default();
    Ok(on!(tx, conn => sqlx::query_as(select).bind(number).bind(tenant).fetch_optional(conn).await)?)
}

/// Entries of one tenant in the control database about one request, newest first.
pub async fn list_of_request(tx: &mut Tx, tenant: &TenantId, request_id: &str) -> Result<Vec<Recorded>> {
    let select = concat!(
        "select ",
        columns!(),
        " from audit_log where request_id = $1 and tenant_id = $2 order by number desc limit 20"
    );
    Ok(on!(tx, conn => sqlx::query_as(select).bind(request_id).bind(tenant.as_str()).fetch_all(conn).await)?)
}

/// The keys of chains as they are stored, each under the key that encrypts.
pub async fn list_keys(tx: &mut ControlTx) -> Result<Vec<(String, String)>> {
    let select = "select id, sealed from audit_keys order by id";
    Ok(on!(tx.raw(), conn => sqlx::query_as(select).fetch_all(conn).await)?)
}

/// Stores one more; one that is there stays.
pub async fn insert_key(tx: &mut ControlTx, id: &str, sealed: &str, now: Micros) -> Result<()> {
    let insert =
        "insert into audit_keys (id, sealed, created_at) values ($1, $2, $3) on conflict (id) do nothing";
    on!(tx.raw(), conn => sqlx::query(insert).bind(id).bind(sealed).bind(now).execute(conn).await.map(|_| ()))?;
    Ok(())
}
