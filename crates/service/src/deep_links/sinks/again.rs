//! Sending a stretch of time once more, and how sending goes.

use domain::{
    Checks, Micros,
    audit::{Deed, Target, TargetKind},
    permission::{ManageSettings, ViewEvents},
    zones::rfc3339,
};
use store::tenant::{
    events,
    sinks::{self, Cursor, Rejected, SinkKind},
};

use crate::{Access, OrInternal, Result, access::Change};

/// Has the events of a stretch of time sent once more, those at its end left out. What is there stays as it is, so that
/// nothing is there twice. Asked for again, it begins anew with the new stretch.
pub async fn again(
    mut access: Access<ManageSettings>,
    sink: SinkKind,
    (from, to): (Micros, Micros),
) -> Result<()> {
    let mut checks = Checks::default();
    checks.word("to", &rfc3339(to), from < to);
    checks.finish()?;
    let cursor = sinks::lock(access.tx(), sink).await.or_internal()?;
    let begun = Cursor { again_at: Some(from), again_id: String::new(), again_until: Some(to), ..cursor };
    sinks::update(access.tx(), &begun).await.or_internal()?;
    let target = Target::new(TargetKind::Events, access.tenant().id.to_string());
    let after = serde_json::json!({ "sink": sink.as_str(), "from": rfc3339(from), "to": rfc3339(to) });
    access.audit(Change { after: Some(after), ..Change::of(Deed::EventsSendAgain, target) }).await?;
    let service = access.service().clone();
    service.news().tell(&access.commit().await?);
    Ok(())
}

/// How a tenant's sending to a sink goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Events that wait.
    pub backlog: i64,
    pub sent: i64,
    pub sent_at: Option<Micros>,
    /// Events that it will not take.
    pub rejected: i64,
    /// Events that were let go of before they were sent, and when that was seen last.
    pub lost: i64,
    pub lost_at: Option<Micros>,
    /// Since when nothing gets through, and why.
    pub failed_since: Option<Micros>,
    pub problem: String,
    /// When it is tried again; in the past: at once.
    pub next_at: Micros,
    /// Whether something is sent once more.
    pub is_again: bool,
}

/// How sending goes; none: nothing was ever sent there.
pub async fn state(access: &mut Access<ViewEvents>, sink: SinkKind) -> Result<Option<State>> {
    let Some(cursor) = sinks::find(access.tx(), sink).await.or_internal()? else { return Ok(None) };
    let positions = sinks::list_positions(access.tx(), sink).await.or_internal()?;
    let numbers = events::list_numbers(access.tx()).await.or_internal()?;
    let position = |agent| positions.iter().find(|one| one.agent_id == agent).map_or(0, |one| one.position);
    Ok(Some(State {
        backlog: numbers.into_iter().map(|(agent, last)| last - position(agent)).sum(),
        sent: cursor.sent.max(0),
        sent_at: cursor.sent_at,
        rejected: cursor.rejected,
        lost: positions.iter().map(|one| one.lost).sum(),
        lost_at: positions.iter().filter_map(|one| one.lost_at).max(),
        failed_since: cursor.failed_since,
        problem: cursor.problem,
        next_at: cursor.next_at,
        is_again: cursor.again_at.is_some(),
    }))
}

/// What a sink will not take, the newest first, with its reasons.
pub async fn rejected(access: &mut Access<ViewEvents>, sink: SinkKind) -> Result<Vec<Rejected>> {
    sinks::list_rejected(access.tx(), sink, 100).await.or_internal()
}
