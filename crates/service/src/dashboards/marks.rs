//! What lies over a chart: gaps, and what people wrote.

use domain::{Micros, zones::Zone};
use serde::{Deserialize, Serialize};
use store::tenant::{
    gaps::{self, GapCause},
    policy_agents::{AgentState, PolicyAgent},
};

use super::{SILENT, agent_name, annotations::Annotation, span::Span};

/// A gap as the overview tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownGap {
    pub host: String,
    pub cause: ShownCause,
    pub from: Micros,
    /// `None` while it lasts.
    pub to: Option<Micros>,
    pub lost: i64,
    /// The steps it touches, first and last.
    pub steps: (usize, usize),
}

/// What somebody wrote, at a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAnnotation {
    pub at: Micros,
    pub text: String,
    pub author: String,
    pub step: usize,
}

domain::words! {
    /// Why nothing is known; `silent` may still turn out well when the agent is heard of again.
    pub enum ShownCause { Stopped = "stopped", Paused = "paused", SpoolFull = "spool-full", OverPlan = "over-plan", Silent = "silent" }
}

pub(super) fn shown_annotations(
    span: &Span,
    steps: &[i64],
    zone: &Zone,
    notes: Vec<Annotation>,
) -> Vec<ShownAnnotation> {
    let starts: Vec<Micros> = steps.iter().map(|step| span.instant(*step, zone)).collect();
    let shown = notes.into_iter().map(|note| ShownAnnotation {
        step: starts.partition_point(|start| *start <= note.at).saturating_sub(1),
        at: note.at,
        text: note.text,
        author: note.author,
    });
    shown.collect()
}

/// The gaps written down, and those that are open right now.
pub(super) fn shown_gaps(
    span: &Span,
    steps: &[i64],
    zone: &Zone,
    gaps: Vec<gaps::Gap>,
    agents: &[PolicyAgent],
    only: Option<&PolicyAgent>,
    now: Micros,
) -> Vec<ShownGap> {
    let starts: Vec<Micros> = steps.iter().map(|step| span.instant(*step, zone)).collect();
    let touched = |from: Micros, to: Micros| {
        let step = |at: Micros| starts.partition_point(|start| *start <= at).saturating_sub(1);
        (step(from), step(to))
    };
    let mut shown: Vec<ShownGap> = gaps
        .into_iter()
        .map(|gap| ShownGap {
            host: agent_name(agents, &gap.agent_id).to_owned(),
            cause: match gap.cause {
                GapCause::Stopped => ShownCause::Stopped,
                GapCause::Paused => ShownCause::Paused,
                GapCause::SpoolFull => ShownCause::SpoolFull,
                GapCause::OverPlan => ShownCause::OverPlan,
            },
            from: gap.from_at,
            to: Some(gap.to_at),
            lost: gap.lost,
            steps: touched(gap.from_at, gap.to_at),
        })
        .collect();
    let open =
        agents.iter().filter(|agent| only.is_none_or(|only| agent.id == only.id)).filter_map(|agent| {
            let seen = agent.last_seen_at?;
            let (cause, from) = match agent.state {
                AgentState::Paused => (ShownCause::Paused, agent.state_changed_at),
                AgentState::Active if seen + SILENT < now => (ShownCause::Silent, seen),
                _ => return None,
            };
            let is_in_view = from < span.ends && now >= span.starts;
            is_in_view.then(|| ShownGap {
                host: agent.name.clone(),
                cause,
                from,
                to: None,
                lost: 0,
                steps: touched(from, now.min(span.ends - 1)),
            })
        });
    shown.extend(open);
    shown
}
