//! What became of a mailed link, for whoever opens it late.

use domain::{DAY, Ended, Error, Link, Micros, accounts::AccountsError};
use store::{
    ControlTx, StoreError,
    control::mailed_links::{self, LinkState, MailedLink},
};

use crate::{OrInternal, Result, chance};

/// So long a link that ran out can still say so.
pub(crate) const REMEMBERED: Micros = 90 * DAY;

/// Notes a link that is about to leave. Whether those sent before go on working is for the caller to say.
pub(crate) async fn note(
    tx: &mut ControlTx,
    kind: Link,
    target: &str,
    token: &str,
    (made_at, expires_at): (Micros, Micros),
) -> Result<(), StoreError> {
    let (token_hash, state) = (chance::hash(token), LinkState::Open);
    let target = target.to_owned();
    mailed_links::insert(tx, &MailedLink { token_hash, kind, target, state, made_at, expires_at }).await
}

/// Why a link of this kind leads no further; to be asked where it does not.
pub(crate) async fn ended(tx: &mut ControlTx, kind: Link, token: &str, now: Micros) -> Result<Error> {
    let found = mailed_links::find(tx, &chance::hash(token)).await.or_internal()?;
    Ok(error_of(kind, found.filter(|link| link.kind == kind), now))
}

/// The same for what the newest link was mailed for.
pub(crate) async fn ended_for(tx: &mut ControlTx, kind: Link, target: &str, now: Micros) -> Result<Error> {
    let found = mailed_links::find_newest(tx, kind, target).await.or_internal()?;
    Ok(error_of(kind, found, now))
}

fn error_of(link: Link, found: Option<MailedLink>, now: Micros) -> Error {
    let is_over = found.as_ref().is_some_and(|found| found.expires_at <= now);
    let why = match found.map(|found| found.state) {
        None => Ended::Unknown,
        Some(LinkState::Used) => Ended::Used,
        Some(LinkState::Older) => Ended::Older,
        Some(LinkState::Replaced) => Ended::Replaced,
        // It was not used and nothing took its place: its time is over, or what it was for is gone.
        Some(LinkState::Open) if is_over => Ended::Expired,
        Some(LinkState::Open) => Ended::Withdrawn,
    };
    Error::Accounts(AccountsError::LinkEnded { link, why })
}
