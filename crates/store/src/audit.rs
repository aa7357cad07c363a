//! The trail of writes: append-only, each entry chained to the one before it.
//!
//! An entry is written in the transaction of the change it tells of, in the control database or the
//! tenant's own. The hash covers the entry and its predecessor's hash, so that an edit, a removal or a
//! swap shows from there on.

use domain::{Micros, TenantId};
use sha2::{Digest, Sha256};

use crate::{Result, Tx};

/// The columns of [`Recorded`].
macro_rules! columns {
    () => {
        "number, at, actor, source, action, target, before, after, request_id, address, tenant_id, \
         decision, previous_hash, hash"
    };
}

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
    let select =
        concat!("select ", columns!(), " from audit_log where number >= $1 order by number limit $2");
    Ok(on!(tx, conn => sqlx::query_as(select).bind(from).bind(limit).fetch_all(conn).await)?)
}

/// Which entries to list; an empty text means any.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In the control database: the only tenant whose entries are read.
    pub tenant: Option<String>,
    /// Part of the actor, in lower case.
    pub who: String,
    /// An area such as `domains`, or one action of it such as `domains.add`.
    pub action: String,
    /// `refused`, or `allowed` for all that is not.
    pub outcome: String,
    pub source: String,
    /// `from <= at < to`.
    pub from: Micros,
    pub to: Micros,
    /// Part of the target or of the values before and after, in lower case.
    pub text: String,
}

/// Entries before an instant and number, newest first. What was refused has an action that ends in `.refuse`.
pub async fn search(
    tx: &mut Tx,
    filter: &Filter,
    (at, number): (Micros, i64),
    limit: i64,
) -> Result<Vec<Recorded>> {
    let select = concat!(
        "select ",
        columns!(),
        " from audit_log
         where (at, number) < ($1, $2) and at >= $3 and at < $4
           and ($5 = '' or tenant_id = $5)
           and ($6 = '' or lower(actor) like $6 escape '\\')
           and ($7 = '' or action = $7 or substr(action, 1, length($7) + 1) = $7 || '.')
           and ($8 = '' or ($8 = 'refused') = (action like '%.refuse'))
           and ($9 = '' or source = $9)
           and ($10 = '' or lower(target) like $10 escape '\\'
                or lower(coalesce(before, '')) like $10 escape '\\'
                or lower(coalesce(after, '')) like $10 escape '\\')
         order by at desc, number desc limit $11"
    );
    let tenant = filter.tenant.as_deref().unwrap_or_default();
    let (who, text) = (containing(&filter.who), containing(&filter.text));
    Ok(on!(tx, conn => sqlx::query_as(select)
        .bind(at).bind(number).bind(filter.from).bind(filter.to).bind(tenant).bind(&who)
        .bind(&filter.action).bind(&filter.outcome).bind(&filter.source).bind(&text).bind(limit)
        .fetch_all(conn).await)?)
}

/// A pattern for texts that contain this one; for an empty one, empty.
fn containing(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// One entry. In the control database only with the tenant it must concern.
pub async fn find(tx: &mut Tx, number: i64, tenant: Option<&str>) -> Result<Option<Recorded>> {
    let select =
        concat!("select ", columns!(), " from audit_log where number = $1 and ($2 = '' or tenant_id = $2)");
    let tenant = tenant.unwrap_or_default();
    Ok(on!(tx, conn => sqlx::query_as(select).bind(number).bind(tenant).fetch_optional(conn).await)?)
}

/// A chain in which every entry fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub entries: i64,
    /// The last entry's hash. Whoever keeps a copy elsewhere notices even a chain that was made anew.
    pub hash: String,
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The entry, or the one before it, is not as it was written.
    Changed,
    /// There is no such entry, and there are later ones.
    Missing,
    /// The chain ends before this entry, which was written once.
    Truncated,
    /// Nobody appended this entry.
    Foreign,
    /// The end of the chain is not what was written there.
    Head,
}

/// The first entry that does not fit, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    pub number: i64,
    pub flaw: Flaw,
}

/// Entries read at once while a chain is verified.
const PAGE: i64 = 1000;

/// Computes every hash anew. What is appended meanwhile is left for the next time.
pub async fn verify(tx: &mut Tx) -> Result<std::result::Result<Verified, Broken>> {
    // In one statement, so that on either engine all three are of one moment.
    let ends =
        "select number, hash, (select coalesce(max(number), 0) from audit_log) from audit_head where id = 1";
    let (last, hash, newest): (i64, String, i64) =
        on!(&mut *tx, conn => sqlx::query_as(ends).fetch_one(conn).await)?;
    let (mut number, mut previous) = (0, String::new());
    let mut from = i64::MIN;
    while number < last {
        let page = list(tx, from, PAGE).await?;
        let Some(end) = page.last() else { break };
        from = end.number + 1;
        for entry in page {
            if entry.number > last {
                break;
            }
            if let Some(broken) = flaw_of(&entry, number + 1, &previous) {
                return Ok(Err(broken));
            }
            number = entry.number;
            previous = entry.hash;
        }
        if from > last {
            break;
        }
    }
    Ok(if number < last {
        // Later ones that are there would have no place, so the hole is at the end.
        let flaw = if newest > last { Flaw::Missing } else { Flaw::Truncated };
        Err(Broken { number: number + 1, flaw })
    } else if newest > last {
        Err(Broken { number: last + 1, flaw: Flaw::Foreign })
    } else if previous == hash {
        Ok(Verified { entries: last, hash })
    } else {
        Err(Broken { number: last, flaw: Flaw::Head })
    })
}

fn flaw_of(entry: &Recorded, expected: i64, previous: &str) -> Option<Broken> {
    let broken = |number, flaw| Some(Broken { number, flaw });
    if entry.number < expected {
        return broken(entry.number, Flaw::Foreign);
    }
    if entry.number > expected {
        return broken(expected, Flaw::Missing);
    }
    let is_whole =
        entry.previous_hash == previous && entry.hash == chain(previous, entry.number, &entry.entry());
    if is_whole { None } else { broken(entry.number, Flaw::Changed) }
}

impl Recorded {
    /// What was written, without its place in the chain.
    fn entry(&self) -> Entry {
        Entry {
            at: self.at,
            actor: self.actor.clone(),
            source: self.source.clone(),
            action: self.action.clone(),
            target: self.target.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            request_id: self.request_id.clone(),
            address: self.address.clone(),
            tenant_id: self.tenant_id.clone(),
            decision: self.decision.clone(),
        }
    }
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
