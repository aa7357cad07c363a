//! What the events and counts of a tenant are as points; the dashboards read just these.

use domain::{Micros, SECOND};
use store::tenant::{events::Numbered, outcomes::OutcomeCell, policy_agents::PolicyAgent, tops::Name};

use super::lines::Line;

const NANOS: i64 = 1000;

/// When a point is, of an event at an instant with its number: two of one microsecond stand beside each other, and the
/// same event is always at the same. None: beyond what `InfluxDB` can keep.
pub(super) fn nanos(at: Micros, number: i64) -> Option<i64> {
    at.checked_mul(NANOS)?
        .checked_add(number.rem_euclid(NANOS))
        .filter(|nanos| (FIRST..=LAST).contains(nanos))
}

/// The first and the last instant that can be kept: 1677-09-21 and 2262-04-11.
const FIRST: i64 = i64::MIN + 2;
const LAST: i64 = i64::MAX - 1;

/// One event: what it added to the counts.
pub(super) fn mail_flow(event: &Numbered, agent: &PolicyAgent) -> Option<String> {
    let Numbered { number, event } = event;
    let line = Line::new("mail_flow")
        .tag("agent", agent.id.as_str())
        .tag("direction", event.direction.as_str())
        .tag("domain", &event.domain)
        .tag("host", &agent.name)
        .whole("requests", 1)
        .whole("messages", event.messages)
        .whole("recipients", event.recipients);
    Some(line.at(nanos(event.at, *number)?))
}

/// How often a name was seen in an hour. What has no name, such as the sender of a bounce, is called `-`.
pub(super) fn top(name: &Name, total: i64, agent: &PolicyAgent) -> Option<String> {
    let called = if name.name.is_empty() { "-" } else { &name.name };
    let line = Line::new("tops")
        .tag("agent", agent.id.as_str())
        .tag("domain", &name.domain)
        .tag("host", &agent.name)
        .tag("kind", name.kind.as_str())
        .tag("name", called)
        .whole("total", total);
    Some(line.at(nanos(name.bucket, 0)?))
}

/// What became of recipients whose mail came in a quarter of an hour, as it is now: sent again it replaces what was.
pub(super) fn outcome(cell: &OutcomeCell, total: i64, agent: &PolicyAgent) -> Option<String> {
    let line = Line::new("outcomes")
        .tag("agent", agent.id.as_str())
        .tag("direction", cell.direction.as_str())
        .tag("domain", &cell.domain)
        .tag("host", &agent.name)
        .tag("outcome", &cell.name)
        .whole("recipients", total);
    Some(line.at(nanos(cell.bucket, 0)?))
}

/// How an agent is.
pub(super) fn agent(agent: &PolicyAgent, sampled_at: Micros, now: Micros) -> Option<String> {
    let line = Line::new("agents")
        .tag("agent", agent.id.as_str())
        .tag("host", &agent.name)
        .whole("idle_seconds", (now - agent.last_seen_at?).max(0) / SECOND)
        .whole("waiting", agent.spool_depth)
        .whole("clock_ahead_seconds", agent.clock_offset / SECOND)
        .text("version", &agent.version);
    Some(line.at(nanos(sampled_at, 0)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_one_microsecond_stand_beside_each_other_and_do_not_move() {
        assert_eq!(nanos(5, 1), Some(5001));
        assert_eq!(nanos(5, 2), Some(5002));
        assert_eq!(nanos(5, 1002), nanos(5, 2));
        assert_eq!(nanos(-1, 1), Some(-999));
        assert_eq!(nanos(i64::MAX, 1), None);
        assert_eq!(nanos(i64::MAX / NANOS, 999), None);
    }
}
