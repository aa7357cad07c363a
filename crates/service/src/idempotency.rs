//! Asking twice and doing once: a program names its request, and gets the first answer again for a day.

use domain::{DAY, Error, Micros, SECOND};
use store::{
    ControlTx, Mode, TenantTx,
    control::{done_requests, tenants},
    tenant::idempotent_requests::{self, IdempotentRequest},
};

pub use crate::principal::{Request, RequestName};
use crate::{Caller, KeyHolder, OrInternal, Result, Service};

/// A request that began so long ago and neither was done nor failed is taken for lost with its server. Should
/// that be wrong, the commit finds out, and it is done once all the same.
const LOST: Micros = 15 * SECOND;

/// What became of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nothing yet: go on.
    Fresh(RequestName),
    /// It was done before, with this status and answer.
    Answered { status: u16, answer: String },
}

/// Begins a request under a name; `hash` tells requests apart.
pub async fn begin(service: &Service, holder: &KeyHolder, name: &str, hash: &str) -> Result<Begun> {
    let now = service.now();
    let (mut tx, is_done) = open(service, holder, Some((name, now))).await?;
    idempotent_requests::delete_before(&mut tx, now - DAY).await.or_internal()?;
    let fresh = Begun::Fresh(RequestName { name: name.to_owned(), begun_at: now });
    if idempotent_requests::insert(&mut tx, &holder.id, name, hash, now).await.or_internal()? {
        if is_done {
            return Err(Error::AlreadyDone);
        }
    } else {
        let found = idempotent_requests::find(&mut tx, &holder.id, name).await.or_internal()?;
        // Gone in this moment: the other one failed.
        let found = found.ok_or(Error::InProgress { retry_after: 1 })?;
        if let Some(answered) = judge(found, is_done, hash, now)? {
            return Ok(answered);
        }
        idempotent_requests::delete(&mut tx, &holder.id, name).await.or_internal()?;
        idempotent_requests::insert(&mut tx, &holder.id, name, hash, now).await.or_internal()?;
    }
    tx.commit().await.or_internal()?;
    Ok(fresh)
}

/// The answer to a name that was used before; nothing when it came to nothing. `is_done` is what the control
/// database knows.
fn judge(found: IdempotentRequest, is_done: bool, hash: &str, now: Micros) -> Result<Option<Begun>> {
    if found.request_hash != hash {
        return Err(Error::IdempotencyKeyReused);
    }
    match (found.status, found.answer) {
        (Some(status), Some(answer)) => {
            Ok(Some(Begun::Answered { status: u16::try_from(status).unwrap_or(200), answer }))
        }
        // Done a moment ago, its answer is still on its way.
        _ if found.begun_at + LOST >= now => Err(in_progress(found.begun_at, now)),
        _ if found.is_done || is_done => Err(Error::AlreadyDone),
        _ => Ok(None),
    }
}

/// The demand to ask again once the request is done, or known to be lost.
fn in_progress(begun_at: Micros, now: Micros) -> Error {
    // Who looked at the clock before the first one began asks in this very moment.
    let left = (begun_at + LOST - now) / SECOND + 1;
    Error::InProgress { retry_after: left.clamp(1, LOST / SECOND) }
}

/// The name of a request whose work is being committed; nothing where it has none.
fn first(caller: &Caller) -> Result<Option<(&KeyHolder, &RequestName)>> {
    match caller.key().map(|holder| (holder, &holder.request)) {
        None | Some((_, None)) => Ok(None),
        Some((holder, Some(Request::First(name)))) => Ok(Some((holder, name))),
        Some((_, Some(Request::Repeated))) => Err(Error::AlreadyDone),
    }
}

/// Notes in the transaction of the work itself that it is done. Should another have taken the work over
/// meanwhile, this one must not be done as well.
pub(crate) async fn note_done(tx: &mut TenantTx, caller: &Caller) -> Result<()> {
    let Some((holder, RequestName { name, begun_at })) = first(caller)? else { return Ok(()) };
    let is_ours = idempotent_requests::update_done(tx, &holder.id, name, *begun_at).await.or_internal()?;
    if is_ours { Ok(()) } else { Err(Error::InProgress { retry_after: LOST / SECOND }) }
}

/// The same for work in the control database, where the first of a name to be committed is the only one.
pub(crate) async fn note_done_in_control(tx: &mut ControlTx, caller: &Caller) -> Result<()> {
    let Some((holder, RequestName { name, begun_at })) = first(caller)? else { return Ok(()) };
    let is_first =
        done_requests::insert(tx, holder.id.as_str(), name, *begun_at, begun_at - DAY).await.or_internal()?;
    if is_first { Ok(()) } else { Err(Error::AlreadyDone) }
}

/// What came of a request.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    Answered {
        status: u16,
        answer: &'a str,
    },
    /// Refused or failed; whether it was done all the same, the databases know.
    Unanswered,
}

/// Keeps the answer of a request that was done, or forgets one that came to nothing.
pub async fn finish(
    service: &Service,
    holder: &KeyHolder,
    request: &RequestName,
    outcome: Outcome<'_>,
) -> Result<()> {
    let RequestName { name, begun_at } = request;
    let (mut tx, _) = open(service, holder, None).await?;
    match outcome {
        Outcome::Answered { status, answer } => {
            let status = i64::from(status);
            idempotent_requests::update_answer(&mut tx, &holder.id, name, *begun_at, status, answer).await
        }
        Outcome::Unanswered => idempotent_requests::delete_undone(&mut tx, &holder.id, name, *begun_at).await,
    }
    .or_internal()?;
    tx.commit().await.or_internal()
}

/// Opens the database with a key's names; of one of them, says whether the control database has it as done.
async fn open(
    service: &Service,
    holder: &KeyHolder,
    name: Option<(&str, Micros)>,
) -> Result<(TenantTx, bool)> {
    let mut control = service.control(Mode::Read).await?;
    let tenant = tenants::find(&mut control, &holder.tenant).await.or_internal()?.ok_or(Error::NotFound)?;
    let is_done = match name {
        Some((name, now)) => {
            done_requests::exists(&mut control, holder.id.as_str(), name, now - DAY).await.or_internal()?
        }
        None => false,
    };
    drop(control);
    let location = tenant.location().or_internal()?;
    Ok((service.store().tenant(&location, Mode::Write).await.or_internal()?, is_done))
}
