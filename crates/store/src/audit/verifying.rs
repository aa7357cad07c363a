//! Whether a chain is as it was written.

use super::{Head, Key, Recorded, hash, list};
use crate::{Result, Tx};

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
    /// Its key is not here, so nothing can be said of it.
    UnknownKey,
}

/// The first entry that does not fit, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    pub number: i64,
    pub flaw: Flaw,
}

/// Entries read at once while a chain is verified.
const PAGE: i64 = 1000;

/// Computes every hash of a chain anew. What is appended meanwhile is left for the next time. A chain that never
/// began, or whose end is gone, is cut off before its first entry.
pub async fn verify(tx: &mut Tx, chain: &str, keys: &[Key]) -> Result<std::result::Result<Verified, Broken>> {
    // In one statement, so that on either engine all of it is of one moment.
    let ends = "select chain, base, number, hash, key_id, seal from audit_heads where chain = $1";
    let newest = "select coalesce(max(number), 0) from audit_log where chain = $1";
    let head: Option<Head> =
        on!(&mut *tx, conn => sqlx::query_as(ends).bind(chain).fetch_optional(conn).await)?;
    let (newest,): (i64,) = on!(&mut *tx, conn => sqlx::query_as(newest).bind(chain).fetch_one(conn).await)?;
    let Some(head) = head else { return Ok(Err(Broken { number: 0, flaw: Flaw::Head })) };
    let last = head.number;
    let mut look = Look { keys, number: head.base, previous: String::new(), version: 0 };
    let mut from = i64::MIN;
    while look.number < last {
        let page = list(tx, chain, from, PAGE).await?;
        let Some(end) = page.last() else { break };
        from = end.number + 1;
        for entry in page.iter().filter(|entry| entry.number <= last) {
            if let Err(broken) = look.take(entry) {
                return Ok(Err(broken));
            }
        }
        if from > last {
            break;
        }
    }
    Ok(look.end(&head, newest))
}

/// How far a chain was looked at.
struct Look<'a> {
    keys: &'a [Key],
    number: i64,
    previous: String,
    version: i64,
}

impl Look<'_> {
    fn key(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.id() == id)
    }

    fn take(&mut self, entry: &Recorded) -> std::result::Result<(), Broken> {
        let expected = self.number + 1;
        if entry.number < expected {
            return Err(Broken { number: entry.number, flaw: Flaw::Foreign });
        }
        if entry.number > expected {
            return Err(Broken { number: expected, flaw: Flaw::Missing });
        }
        let broken = |flaw| Err(Broken { number: entry.number, flaw });
        // What was written with a key is not followed by what was written without.
        if entry.previous_hash != self.previous || entry.version < self.version {
            return broken(Flaw::Changed);
        }
        let expected = match entry.version {
            1 => hash::unkeyed(entry),
            hash::VERSION => match self.key(&entry.key_id) {
                Some(key) => key.entry(entry),
                None => return broken(Flaw::UnknownKey),
            },
            _ => return broken(Flaw::UnknownKey),
        };
        if entry.hash != expected {
            return broken(Flaw::Changed);
        }
        (self.number, self.version) = (entry.number, entry.version);
        self.previous.clone_from(&entry.hash);
        Ok(())
    }

    fn end(self, head: &Head, newest: i64) -> std::result::Result<Verified, Broken> {
        let last = head.number;
        if self.number < last {
            // Later ones that are there would have no place, so the hole is at the end.
            let flaw = if newest > last { Flaw::Missing } else { Flaw::Truncated };
            return Err(Broken { number: self.number + 1, flaw });
        }
        if newest > last {
            return Err(Broken { number: last + 1, flaw: Flaw::Foreign });
        }
        let broken = |flaw| Err(Broken { number: last, flaw });
        match self.key(&head.key_id) {
            None if head.seal.is_empty() => broken(Flaw::Head),
            None => broken(Flaw::UnknownKey),
            Some(key) if self.previous == head.hash && head.fits(key) => {
                Ok(Verified { entries: last - head.base, hash: self.previous })
            }
            Some(_) => broken(Flaw::Head),
        }
    }
}
