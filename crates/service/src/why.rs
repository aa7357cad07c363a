//! Why somebody may or may not do a thing, and why they were refused it.

use domain::{
    Error, Micros,
    audit::Deed,
    decision::{Binding, Decision, Resource, Verdict},
    permission::Permission,
    principal::Doer,
};
use store::{Mode, audit};

use crate::{Caller, OrInternal, Result, Service, Standing, audit::is_by};

/// A decision with everything that was considered for it.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub decision: Decision,
    pub considered: Vec<(Binding, Verdict)>,
}

/// Explains what a member may do, for whatever part of the tenant they reach.
pub fn explain(standing: &Standing, permission: Permission) -> Explanation {
    let now = standing.context.now;
    let bindings = standing.actor.bindings.iter();
    let considered = bindings
        .map(|binding| (binding.clone(), binding.consider(permission, Resource::Anywhere, now)))
        .collect();
    Explanation { decision: standing.decide(permission), considered }
}

/// A refused attempt, as it was recorded.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub at: Micros,
    pub doer: Doer,
    /// Whether it was whoever reads it.
    pub is_own: bool,
    pub decision: Decision,
    pub request_id: String,
    pub address: String,
}

/// What was refused in one request. Shown to whoever asked then, and to those who see the audit log; for
/// everybody else it does not exist.
pub async fn refusal(
    service: &Service,
    caller: &Caller,
    standing: &Standing,
    request_id: &str,
) -> Result<Refusal> {
    let own = caller.acting()?;
    let sees_all = standing.may(Permission::ViewAudit);
    let mut tx = service.control(Mode::Read).await?;
    let entries = audit::list_of_request(tx.raw(), &standing.tenant.id, request_id).await.or_internal()?;
    let entry = entries
        .into_iter()
        .filter(|entry| entry.action == Deed::AccessRefuse.as_str())
        .find(|entry| sees_all || entry.actor_id == own.as_str())
        .ok_or(Error::NotFound)?;
    let decision = entry.decision.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok(Refusal {
        at: entry.at,
        is_own: is_by(&entry, caller),
        doer: entry.doer(),
        decision: decision.ok_or(Error::NotFound)?,
        request_id: entry.request_id,
        address: entry.address,
    })
}
