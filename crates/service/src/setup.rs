//! The setup checklist: computed from what is there, never from clicks.

use domain::permission::ViewOverview;
use store::tenant::{domains, events, networks};

use crate::{Access, OrInternal, Result};

/// What a new space still needs before its dashboard lives.
#[expect(clippy::struct_excessive_bools, reason = "each is a line of the checklist")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    pub has_domain: bool,
    pub has_network: bool,
    pub has_agent: bool,
    /// An agent has reported, though perhaps no mail yet.
    pub has_contact: bool,
    pub has_event: bool,
    /// What was seen and not declared, and is not put aside.
    pub proposed: usize,
}

impl Setup {
    pub fn is_done(self) -> bool {
        self.has_domain && self.has_network && self.has_agent && self.has_event
    }
}

/// The checklist is for those who see the whole space; for others there is nothing left to do.
pub async fn find(access: &mut Access<ViewOverview>) -> Result<Setup> {
    let (agents, among) = crate::policy_agents::covered(access).await?;
    if !access.reach().is_whole() {
        return Ok(Setup {
            has_domain: true,
            has_network: true,
            has_agent: true,
            has_contact: true,
            has_event: true,
            proposed: 0,
        });
    }
    let proposed = crate::proposals::count_open(access).await?;
    let tx = access.tx();
    Ok(Setup {
        has_domain: !domains::list(tx).await.or_internal()?.is_empty(),
        has_network: !networks::list(tx).await.or_internal()?.is_empty(),
        has_agent: !agents.is_empty(),
        has_contact: agents.iter().any(|agent| agent.last_seen_at.is_some()),
        has_event: events::newest(tx, &among).await.or_internal()?.0.is_some(),
        proposed,
    })
}
