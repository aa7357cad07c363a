//! The trail of writes: append-only, each entry chained to the one before it.
//!
//! An entry is written in the transaction of the change it tells of, in the control database or the
//! tenant's own. The hash covers the entry and its predecessor's hash, so that an edit, a removal or a
//! swap shows from there on.

use domain::Micros;
use sha2::{Digest, Sha256};

use crate::{Result, Tx};

/// One write, as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: Micros,
    /// Copied, so that it survives the account's deletion.
    pub actor: String,
    /// Where it came from: `page`, `cli`, `agent`, `job`.
    pub source: String,
    /// What was done, as `area.verb`.
    pub action: String,
    pub target: String,
    /// JSON of the value before and after, secrets left out.
    pub before: Option<String>,
    pub after: Option<String>,
    pub request_id: String,
    pub address: String,
    /// In the control database: the tenant it concerns, if one.
    pub tenant_id: Option<String>,
    /// JSON of the decision that allowed or refused it.
    pub decision: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Recorded {
    pub number: i64,
    pub at: Micros,
    pub actor: String,
    pub source: String,
    pub action: String,
    pub target: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub request_id: String,
    pub address: String,
    pub tenant_id: Option<String>,
    pub decision: Option<String>,
    pub previous_hash: String,
    pub hash: String,
}

/// Makes other audited writes wait until this one is done, so that what it reads, such as how much of a
/// quota is used, stays true while it writes.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    let lock = "update audit_head set number = number where id = 1";
    on!(tx, conn => sqlx::query(lock).execute(conn).await.map(|_| ()))?;
    Ok(())
}

pub async fn append(tx: &mut Tx, entry: &Entry) -> Result<()> {
    // The update takes the row's lock, so entries queue and the chain stays one line.
    let next = "update audit_head set number = number + 1 where id = 1 returning number, hash";
    let (number, previous): (i64, String) =
        on!(&mut *tx, conn => sqlx::query_as(next).fetch_one(conn).await)?;
    let hash = chain(&previous, number, entry);
    let insert = "insert into audit_log (number, at, actor, source, action, target, before, after,
            request_id, address, tenant_id, decision, previous_hash, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    on!(&mut *tx, conn => sqlx::query(insert)
        .bind(number).bind(entry.at).bind(&entry.actor).bind(&entry.source).bind(&entry.action)
        .bind(&entry.target).bind(&entry.before).bind(&entry.after).bind(&entry.request_id)
        .bind(&entry.address).bind(&entry.tenant_id).bind(&entry.decision).bind(&previous).bind(&hash)
        .execute(conn).await.map(|_| ()))?;
    let head = "update audit_head set hash = $1 where id = 1";
    on!(&mut *tx, conn => sqlx::query(head).bind(&hash).execute(conn).await.map(|_| ()))?;
    Ok(())
}

/// Entries from `number` upwards, oldest first.
pub async fn list(tx: &mut Tx, from: i64, limit: i64) -> Result<Vec<Recorded>> {
    let select = "select number, at, actor, source, action, target, before, after, request_id, address,
            tenant_id, decision, previous_hash, hash
         from audit_log where number >= $1 order by number limit $2";
    Ok(on!(tx, conn => sqlx::query_as(select).bind(from).bind(limit).fetch_all(conn).await)?)
}

fn chain(previous: &str, number: i64, entry: &Entry) -> String {
    let mut text = serde_json::json!([
        previous,
        number,
        entry.at,
        entry.actor,
        entry.source,
        entry.action,
        entry.target,
        entry.before,
        entry.after,
        entry.request_id,
        entry.address
    ]);
    // Older entries have neither, and were hashed without.
    if let (Some(values), true) = (text.as_array_mut(), entry.tenant_id.is_some() || entry.decision.is_some())
    {
        values.push(serde_json::json!(entry.tenant_id));
        values.push(serde_json::json!(entry.decision));
    }
    hex(&Sha256::digest(text.to_string().as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
