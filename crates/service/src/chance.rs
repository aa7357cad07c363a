//! Tokens, codes and the random part of ids, from the operating system's generator.

use rand::{RngCore, TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Letters and digits that are not mistaken for one another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Makes an id of any kind: `id(now, DomainId::new)`.
pub fn id<T>(now: domain::Micros, make: fn(u64, u128) -> T) -> T {
    let mut random = OsRng.unwrap_err();
    let chance = u128::from(random.next_u64()) << 64 | u128::from(random.next_u64());
    make(u64::try_from(now / 1000).unwrap_or(0), chance)
}

/// Makes many ids that sort in the order in which they are made.
pub fn ids<T>(now: domain::Micros, make: fn(u64, u128) -> T) -> impl FnMut() -> T {
    let mut random = OsRng.unwrap_err();
    // Room above for counting on: half of the 80 bits stay zero at first.
    let mut chance = u128::from(random.next_u64() >> 24) << 40 | u128::from(random.next_u32());
    move || {
        chance += 1;
        make(u64::try_from(now / 1000).unwrap_or(0), chance)
    }
}

/// A secret of 160 random bits, 32 characters.
pub fn token() -> String {
    let mut bytes = [0_u8; 32];
    OsRng.unwrap_err().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// Six digits, to be typed from a mail.
pub fn code() -> String {
    format!("{:06}", OsRng.unwrap_err().next_u64() % 1_000_000)
}

/// A length of time up to a bound.
pub(crate) fn within(most: domain::Micros) -> domain::Micros {
    let most = most.max(0).unsigned_abs();
    domain::Micros::try_from(OsRng.unwrap_err().next_u64() % (most + 1)).unwrap_or_default()
}

/// How a secret is stored. The secrets are long and random, so a fast hash is enough.
pub fn hash(secret: &str) -> String {
    hash_bytes(secret.as_bytes())
}

pub fn hash_bytes(bytes: &[u8]) -> String {
    store::audit::hex(&Sha256::digest(bytes))
}

/// Whether two hashes are the same, in a time that does not tell where they differ.
pub fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}
