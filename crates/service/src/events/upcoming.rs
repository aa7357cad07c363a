//! What is let go of next, said before it happens.

use domain::{DAY, Micros, permission::ViewPlan};
use store::tenant::kept;

use super::retention::stretches;
use crate::{Access, OrInternal, Result};

domain::words! {
    /// What is kept for so many days. Counts stay.
    pub enum Kept { Events = "events", Messages = "messages", LogLines = "log-lines" }
}

/// More of a kind are not counted.
pub const COUNTED: i64 = 10_000;

/// One kind of what is kept, and what of it goes within a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    pub kept: Kept,
    pub days: i64,
    /// The oldest there is, and when it goes: within an hour of then, a piece at a time.
    pub oldest: Option<Micros>,
    pub goes_at: Option<Micros>,
    /// Those that are from before this go until tomorrow at this time.
    pub before: Micros,
    /// How many they are, [`COUNTED`] and one where there are more.
    pub next: i64,
}

pub async fn upcoming(access: &mut Access<ViewPlan>) -> Result<Vec<Upcoming>> {
    let (tenant, now) = (access.tenant().clone(), access.now());
    let given = access.entitlements().clone();
    let of = [
        (Kept::Events, given.retention_days()),
        (Kept::Messages, given.message_days()),
        (Kept::LogLines, given.log_days()),
    ];
    let tx = access.tx();
    let mut all = Vec::new();
    for (kind, days) in of {
        let oldest = match kind {
            Kept::Events => kept::oldest_event(tx).await,
            Kept::Messages => kept::oldest_message(tx).await,
            Kept::LogLines => kept::oldest_lines(tx).await,
        };
        let oldest = oldest.or_internal()?;
        let mut next = 0;
        for (from, before) in stretches(&tenant, now + DAY, days) {
            let limit = COUNTED + 1 - next;
            let more = match kind {
                Kept::Events => kept::count_events(tx, from, before, limit).await,
                Kept::Messages => kept::count_messages(tx, from, before, limit).await,
                Kept::LogLines => kept::count_lines(tx, from, before, limit).await,
            };
            next = (next + more.or_internal()?).min(COUNTED + 1);
        }
        let frozen = tenant.frozen(now);
        let longest = |at: Micros| frozen.filter(|frozen| at < frozen.before).map_or(days, |one| one.days);
        let goes_at = oldest.map(|at| at + longest(at).max(days) * DAY);
        all.push(Upcoming { kept: kind, days, oldest, goes_at, before: now + DAY - days * DAY, next });
    }
    Ok(all)
}
