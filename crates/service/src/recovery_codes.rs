//! Recovery codes: ten, shown once, each used once.

use domain::{
    AccountId, Micros,
    audit::{Deed, Target},
    forms,
};
use store::{ControlTx, Mode, control::recovery_codes};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance, standing,
};

const COUNT: usize = 10;
/// Characters of a code, each of five bits: guessing one from its stored hash stays out of reach.
const LENGTH: usize = 16;

/// Makes ten new ones; those there were are gone.
pub async fn renew(service: &Service, caller: &Caller) -> Result<Vec<String>> {
    let account = caller.required()?;
    let now = service.now();
    standing::require_fresh(caller, now)?;
    let mut tx = service.control(Mode::Write).await?;
    if !crate::factors::has_any(&mut tx, &account.id).await? {
        return Err(domain::Error::NotFound);
    }
    let codes = make(&mut tx, caller, &account.id, now).await?;
    tx.commit().await.or_internal()?;
    Ok(codes)
}

/// Makes the first ten of an account that has none.
pub(crate) async fn make_first(
    tx: &mut ControlTx,
    caller: &Caller,
    account: &AccountId,
    now: Micros,
) -> Result<Vec<String>> {
    let (left, _) = recovery_codes::count(tx, account).await.or_internal()?;
    if left > 0 { Ok(Vec::new()) } else { make(tx, caller, account, now).await }
}

async fn make(tx: &mut ControlTx, caller: &Caller, account: &AccountId, now: Micros) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..COUNT).map(|_| code()).collect();
    let hashes: Vec<String> = codes.iter().map(|code| hash(account, code)).collect();
    recovery_codes::replace(tx, account, &hashes, now).await.or_internal()?;
    let change = Change::of(Deed::RecoveryCodesRenew, Target::of(account));
    audit_control(tx, caller, now, change).await?;
    Ok(codes)
}

/// Four groups of four, such as `7k2m-9xqd-...`.
fn code() -> String {
    let token = chance::token();
    let groups: Vec<&str> = (0..LENGTH).step_by(4).map(|place| &token[place..place + 4]).collect();
    groups.join("-")
}

/// How a code is stored, however it was typed: with or without its dashes, and with the letters that are
/// taken for digits.
pub(crate) fn hash(account: &AccountId, code: &str) -> String {
    let plain = code.chars().map(|letter| forms::digit(letter).unwrap_or(letter));
    let letters = plain.filter(char::is_ascii_alphanumeric).map(|letter| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    });
    chance::hash(&format!("{account} {}", letters.collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_known_however_it_is_typed() {
        let account = AccountId::new(1, 1);
        let code = code();
        assert_eq!(code.len(), LENGTH + 3);
        let typed =
            format!(" {} ", code.to_uppercase().replace('-', " ").replace('0', "O").replace('1', "l"));
        assert_eq!(hash(&account, &code), hash(&account, &typed));
        assert_ne!(hash(&account, &code), hash(&AccountId::new(1, 2), &code));
    }
}
