//! Who sends with an agent's key: how far their clock is off, and whether they are two.

use domain::{
    DAY, MINUTE, Micros,
    policy::{BatchHeader, EARLIEST},
};
use store::{
    TenantTx,
    tenant::{
        agent_openings,
        agent_warnings::{self, WarningKind},
        policy_agents::PolicyAgent,
    },
};

use crate::{OrInternal, Result};

/// A clock that is off by less is right enough; a slow network alone makes one look a minute late.
const WRONG_CLOCK: Micros = 2 * MINUTE;
/// Programs that were not heard of for so long do not come back.
const OPENINGS: Micros = 90 * DAY;

/// A record from further ahead than this has the wrong time; it is filed under when it came.
const AHEAD: Micros = 10 * MINUTE;

/// When a record was really seen, as far as that can be told; otherwise, when it came, and how far that is off.
pub(super) fn set_right(
    at: &mut Micros,
    clock_offset: Micros,
    now: Micros,
) -> std::result::Result<(), Micros> {
    let told = at.saturating_sub(clock_offset);
    let is_possible = (EARLIEST..=now + AHEAD).contains(&told);
    *at = if is_possible { told } else { now };
    if is_possible { Ok(()) } else { Err(told.saturating_sub(now)) }
}

/// How far the clock of the host is ahead as this batch tells; 0 when it is about right or not told.
///
/// What was measured before is kept while it fits, so that a record sent again gets the same time.
pub(super) fn clock_offset(header: &BatchHeader, known: Micros, now: Micros) -> Micros {
    if header.clock == 0 {
        return 0;
    }
    match header.clock.saturating_sub(now) {
        measured if measured.saturating_abs() < WRONG_CLOCK => 0,
        measured if known != 0 && measured.saturating_sub(known).saturating_abs() < MINUTE => known,
        measured => measured,
    }
}

/// What names a running program: the opening of its spool, or when it started where it does not tell.
pub(super) fn opening(header: &BatchHeader) -> String {
    match (header.opening.as_str(), header.up_since) {
        ("", 0) => String::new(),
        ("", since) => since.to_string(),
        (opening, _) => opening.to_owned(),
    }
}

/// Notices two programs that take turns: one that speaks again after another did. Answers whether this is the
/// word of the one that runs now, and not one that was long on its way.
pub(super) async fn compare(
    tx: &mut TenantTx,
    agent: &PolicyAgent,
    header: &BatchHeader,
    address: &str,
    clock_offset: Micros,
    now: Micros,
) -> Result<bool> {
    let opening = opening(header);
    if opening.is_empty() || opening == agent.opening {
        return Ok(true);
    }
    let returned = agent_openings::upsert(tx, &agent.id, &opening, now).await.or_internal()?;
    let Some(returned) = returned else {
        agent_openings::delete_before(tx, &agent.id, now - OPENINGS).await.or_internal()?;
        return Ok(true);
    };
    let sent_at = header.clock.saturating_sub(clock_offset);
    let is_late = agent.up_since.is_none_or(|since| header.clock == 0 || sent_at <= since);
    if is_late && returned == 0 {
        return Ok(false);
    }
    let addresses = [agent.last_address.as_str(), address];
    let detail = if addresses[0] == addresses[1] { address.to_owned() } else { addresses.join(", ") };
    let kind = WarningKind::TwoPrograms;
    agent_warnings::upsert(tx, &agent.id, kind, "", &detail, now).await.or_internal()?;
    Ok(true)
}
