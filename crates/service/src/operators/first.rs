//! The first operator: a link that `parvis serve` prints while there is none.

use domain::{
    DAY, Error, MINUTE,
    audit::{Deed, Target},
    operators::{OperatorRole, OperatorsError},
};
use store::{
    Mode,
    audit::{Chain, lock},
    control::operators::{self as rows},
};

use crate::{
    Caller, OrInternal, Result, Service,
    access::{Change, audit_control},
    chance,
    limits::limit,
    sessions::{self, NewSession},
};

/// How long the link works.
const LIFETIME: i64 = DAY;

/// A new link where nobody may do everything yet; the links of before end with it.
pub async fn first_link(service: &Service) -> Result<Option<String>> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    if rows::count(&mut tx, OperatorRole::Everything).await.or_internal()? > 0 {
        return Ok(None);
    }
    let token = chance::token();
    rows::insert_link(&mut tx, &chance::hash(&token), now, now + LIFETIME).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(Some(format!("{}/become-operator?token={token}", service.public_url())))
}

/// What somebody meets who opens the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// They sign in or sign up first.
    SignIn,
    /// They press the button.
    Press,
}

/// Whether a link still works; looking uses nothing up.
pub async fn check_link(service: &Service, caller: &Caller, token: &str) -> Result<Asked> {
    bound(service, caller).await?;
    let mut tx = service.control(Mode::Read).await?;
    let is_open = rows::is_open_link(&mut tx, &chance::hash(token), service.now()).await.or_internal()?;
    let is_first = rows::count(&mut tx, OperatorRole::Everything).await.or_internal()? == 0;
    match caller.account() {
        _ if !is_open || !is_first => Err(OperatorsError::OperatorLinkEnded.into()),
        None => Ok(Asked::SignIn),
        Some(_) => Ok(Asked::Press),
    }
}

/// Makes whoever is signed in the first operator. Of two who press at once one is.
pub async fn become_first(service: &Service, caller: &Caller, token: &str) -> Result<Option<NewSession>> {
    bound(service, caller).await?;
    let account = caller.required()?;
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    lock(&mut tx, Chain::Main).await.or_internal()?;
    let is_first = rows::count(&mut tx, OperatorRole::Everything).await.or_internal()? == 0;
    if !is_first || !rows::update_link_used(&mut tx, &chance::hash(token), now).await.or_internal()? {
        return Err(OperatorsError::OperatorLinkEnded.into());
    }
    rows::upsert(&mut tx, &account.id, OperatorRole::Everything, "", now).await.or_internal()?;
    rows::delete_mark(&mut tx, &account.id).await.or_internal()?;
    let change = Change {
        after: Some(serde_json::json!({ "role": OperatorRole::Everything })),
        ..Change::of(Deed::OperatorsBecome, Target::of(&account.id).called(&account.email))
    };
    audit_control(&mut tx, caller, now, change).await?;
    let session = sessions::renew_token(&mut tx, caller, now).await?;
    tx.commit().await.or_internal()?;
    Ok(session)
}

async fn bound(service: &Service, caller: &Caller) -> Result<(), Error> {
    limit(service, &format!("operator-link:{}", caller.network()), 20, MINUTE).await
}
