//! Inviting people by mail: sent by whoever manages the team, accepted by whoever reads the address's mail.

mod accepting;
mod open;
mod owner;

pub(crate) use accepting::letter;
pub use accepting::{Accepted, Shown, accept, decline, show};
use domain::{
    Checks, Closed, DAY, Error, FieldError, HOUR, InvitationId, MINUTE, Micros, Problem, Quota, SECOND,
    addresses::Address,
    audit::{Deed, Target},
    decision::Binding,
    error::Line,
    lists::Taken,
    names::NamesProblem,
    permission::{ManageTeam, May, Permission, ViewTeam},
    team::{TeamError, TeamProblem},
    zones::ZonesProblem,
};
use open::Open;
pub(crate) use owner::invite_owner;
use serde::{Deserialize, Serialize};
pub use store::control::invitations::{Invitation, InvitationState};
use store::control::{accounts, invitations, memberships, rate_limits};

use crate::{
    OrInternal, Result, TeamAccess,
    access::Change,
    chance,
    forms::{Added, check_lines},
    limits::{self, Allowance, Cause},
    mail_problems,
    team::{
        self, GrantForm, audited, find_role, require,
        seats::{self, Seats},
    },
};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendInvitation {
    pub(crate) invitation: InvitationId,
}

/// How long an invitation can be accepted.
const LIFETIME: Micros = 7 * DAY;

/// What the page sends: one address or many, and what they are invited as.
#[derive(Clone, Debug, Default)]
pub struct InviteForm {
    pub emails: String,
    pub grant: GrantForm,
}

/// An open invitation as the team sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub invitation: Invitation,
    /// What it gives; `None` when the role is not there any more.
    pub given: Option<Binding>,
    /// Whether whoever invited could still give it: otherwise its link lets nobody in.
    pub is_backed: bool,
    /// The codes with which the mail server refused the mail; empty: it was tried for a day.
    pub mail_problem: Option<String>,
}

impl Pending {
    pub fn is_expired(&self, now: Micros) -> bool {
        self.invitation.expires_at <= now
    }
}

/// Whoever was invited and has not answered yet.
pub async fn list(access: &mut TeamAccess<ViewTeam>) -> Result<Vec<Pending>> {
    let tenant = access.tenant().clone();
    let mut pending = Vec::new();
    for invitation in invitations::list_open(access.tx(), &tenant.id).await.or_internal()? {
        let given = given(access, &invitation).await?;
        let now = access.now();
        let is_backed = match Open::load(access.tx(), invitation.clone()).await? {
            Some(open) => open.is_backed(access.tx(), now).await?,
            None => false,
        };
        let mail_problem = mail_problems::find(access.tx(), "invitations", invitation.id.as_str()).await?;
        pending.push(Pending { invitation, given, is_backed, mail_problem });
    }
    Ok(pending)
}

async fn given<P: May>(access: &mut TeamAccess<P>, invitation: &Invitation) -> Result<Option<Binding>> {
    let tenant = access.tenant().clone();
    let Ok(scope) = invitation.scope.parse() else { return Ok(None) };
    let found = find_role(access.tx(), &tenant, &invitation.role, scope, invitation.ends_at).await?;
    Ok(found.map(|(given, _)| given))
}

/// Invites every good address; a bad line does not keep its neighbours out. Whoever was invited before gets
/// a new mail, and the older one stops working.
pub async fn send(access: TeamAccess<ManageTeam>, form: &InviteForm) -> Result<Added<Invitation>> {
    check_lines("emails", &form.emails)?;
    let mut checks = Checks::default();
    let addresses = Address::parse_lines(&form.emails, "emails", &mut checks);
    if addresses.is_empty() && checks.is_empty() {
        return Err(Error::field("emails", Problem::Required));
    }
    let (mut access, given) = team::check_grant(access, &form.grant).await?;
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut seats = Seats::count(access.tx(), &tenant, now).await?;
    let quota = given.role.seat();
    let mut added = Vec::new();
    for Taken { entry, value } in addresses {
        match check_address(&mut access, &value, &mut seats, quota).await? {
            Some(problem) => checks.add_line("emails", entry.line, &value.text, problem),
            None => added.push(insert(&mut access, &value, &given, Deed::InvitationsSend).await?),
        }
    }
    take_mails(&mut access, added.len()).await?;
    let refused = checks.into_fields();
    let is_full = |field: &FieldError| matches!(field.problem, Problem::OverQuota { .. });
    if added.is_empty() && !refused.is_empty() && refused.iter().all(is_full) {
        access = seats::require_promise(access, quota).await?;
    }
    audit_refused(&mut access, &refused).await?;
    if added.is_empty() {
        access.commit_refused().await?;
    } else {
        access.commit_with_jobs().await?;
    }
    Ok(Added { added, refused })
}

/// Notes whom the rules kept out, in one entry; what was merely mistyped is nobody's concern. So many in a
/// short time are noted and no more.
async fn audit_refused(access: &mut TeamAccess<ManageTeam>, refused: &[FieldError]) -> Result<()> {
    let is_kept_out = |problem: &Problem| {
        matches!(
            problem,
            Problem::Names(NamesProblem::LooksAlike { .. })
                | Problem::Team(TeamProblem::OutsideDomains { .. } | TeamProblem::MailedTooOften { .. })
                | Problem::OverQuota { .. }
        )
    };
    let kept_out: Vec<_> = refused.iter().filter(|field| is_kept_out(&field.problem)).take(20).collect();
    if kept_out.is_empty() {
        return Ok(());
    }
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let key = format!("refusal:{tenant}:{}", access.caller().acting()?);
    if rate_limits::take(access.tx(), &key, 30, MINUTE, now).await.or_internal()?.is_some() {
        return Ok(());
    }
    let change = Change {
        after: Some(serde_json::json!({ "email": addressed(&kept_out), "refused": kept_out })),
        ..Change::of(Deed::InvitationsRefuse, Target::of(&tenant))
    };
    access.audit(change).await
}

/// Whom some lines were for; a few names stand for many.
fn addressed(lines: &[&FieldError]) -> String {
    let addresses: Vec<_> =
        lines.iter().filter_map(|field| field.line.as_ref()).map(|line| line.text.as_str()).collect();
    let (first, rest) = addresses.split_at(addresses.len().min(3));
    let more = if rest.is_empty() { "" } else { ", …" };
    format!("{}{more}", first.join(", "))
}

/// What keeps an address from being invited, if anything does.
async fn check_address(
    access: &mut TeamAccess<ManageTeam>,
    address: &Address,
    seats: &mut Seats,
    quota: Quota,
) -> Result<Option<Problem>> {
    let tenant = access.tenant().clone();
    if !address.is_at(&tenant.email_domains) {
        let decision = access.standing().decide(Permission::ManageSecurity);
        let who = access.standing().who(&decision);
        return Ok(Some(outside(&tenant.email_domains, who)));
    }
    let account = accounts::find_by_email(access.tx(), &address.key).await.or_internal()?;
    if let Some(account) = account
        && memberships::exists(access.tx(), &tenant.id, &account.id).await.or_internal()?
    {
        return Ok(Some(Problem::Team(TeamProblem::AlreadyMember)));
    }
    if !seats.has_room(&address.key, quota) {
        return Ok(Some(seats.full(quota)));
    }
    if let Some(retry_after) = take_mail_to(access, &address.key).await? {
        return Ok(Some(Problem::Team(TeamProblem::MailedTooOften { retry_after })));
    }
    seats.promise(&address.key, quota);
    Ok(None)
}

fn outside(domains: &str, who: Vec<String>) -> Problem {
    Problem::Team(TeamProblem::OutsideDomains {
        domains: domains.split(' ').collect::<Vec<_>>().join(", "),
        who,
    })
}

/// Takes one mail from what a person gets, from this tenant and from all together; in the caller's own
/// transaction, so that what is not sent is not counted. Returns the seconds to wait when there is none left.
async fn take_mail_to(access: &mut TeamAccess<ManageTeam>, email_key: &str) -> Result<Option<i64>> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let person = chance::hash(email_key);
    let theirs = [
        Allowance::new(format!("invite:{tenant}:{person}"), 3, HOUR),
        Allowance::new(format!("invite:{person}"), 10, 30 * MINUTE),
        limits::mail_to(email_key, Cause::Member),
    ];
    // Nothing is taken of the others where one is used up: what was refused is committed with what was not.
    let taken = match limits::check_in(access.tx(), &theirs, now).await {
        Ok(()) => limits::take_in(access.tx(), &theirs, now).await,
        refused => refused,
    };
    match taken {
        Ok(()) => Ok(None),
        Err(Error::RateLimited { retry_after }) => Ok(Some(retry_after)),
        Err(error) => Err(error),
    }
}

/// Takes so many mails from what this tenant and its network send, once it is known for whom they are: everybody
/// takes a recipient's allowance before the installation's, and so nobody waits for each other.
async fn take_mails(access: &mut TeamAccess<ManageTeam>, count: usize) -> Result<()> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let mut ours = limits::mail_from(access.service(), access.caller(), Cause::Member);
    ours.push(Allowance::new(format!("invite:{tenant}"), 1000, 10 * SECOND));
    for _ in 0..count {
        limits::take_in(access.tx(), &ours, now).await?;
    }
    Ok(())
}

/// Writes an invitation in the place of an older one to the same person, and has it mailed.
async fn insert(
    access: &mut TeamAccess<ManageTeam>,
    address: &Address,
    given: &Binding,
    action: Deed,
) -> Result<Invitation> {
    let (tenant, now) = (access.tenant().id.clone(), access.now());
    let replaced =
        invitations::update_replaced(access.tx(), &tenant, &address.key, now).await.or_internal()?;
    let invitation = Invitation {
        id: chance::id(now, InvitationId::new),
        tenant_id: tenant,
        email: address.text.clone(),
        email_key: address.key.clone(),
        role: given.role.key().to_owned(),
        scope: given.scope.to_string(),
        ends_at: given.ends_at,
        locale: access.caller().locale,
        invited_by: access.caller().acting()?.clone(),
        mailed_at: None,
        created_at: now,
        expires_at: given.ends_at.map_or(now + LIFETIME, |end| end.min(now + LIFETIME)),
        state: InvitationState::Open,
        state_changed_at: now,
        key_id: access.caller().key().map(|key| key.id.to_string()),
    };
    invitations::insert(access.tx(), &invitation).await.or_internal()?;
    let after =
        serde_json::json!({ "email": invitation.email, "given": audited(given), "replaces_older": replaced });
    let change = Change {
        after: Some(after),
        ..Change::of(action, Target::of(&invitation.id).called(&invitation.email))
    };
    access.audit(change).await?;
    let service = access.service().clone();
    let job = SendInvitation { invitation: invitation.id.clone() };
    service.enqueue(access.tx(), &job).await?;
    Ok(invitation)
}

/// Sends an invitation again, in the name of whoever does so; the older link stops working.
pub async fn resend(mut access: TeamAccess<ManageTeam>, id: &str) -> Result<()> {
    let invitation = find(&mut access, id).await?;
    let address = Address::parse(&invitation.email).map_err(|problem| Error::field("emails", problem))?;
    let mut given =
        given(&mut access, &invitation).await?.ok_or(Error::field("role", Problem::NotAChoice))?;
    // Sent again by a key, it is the key's: what lasted longer ends with it.
    let until = access.caller().until(given.ends_at).or_else(|_| access.caller().until(None));
    given.ends_at = until.map_err(|problem| Error::field("ends", problem))?;
    team::owns_without_end(access.caller(), &given)?;
    if !given.is_live(access.now()) {
        return Err(Error::field("ends", ZonesProblem::InThePast));
    }
    let lacks = access.standing().actor.lacks_to_give(&given, access.now());
    let mut access = require(access, &given, lacks).await?;
    let (tenant, now) = (access.tenant().clone(), access.now());
    let mut seats = Seats::count(access.tx(), &tenant, now).await?;
    let quota = given.role.seat();
    match check_address(&mut access, &address, &mut seats, quota).await? {
        Some(Problem::OverQuota { .. }) => access = seats::require_promise(access, quota).await?,
        Some(problem) => return refuse_resend(access, &address, problem).await,
        None => {}
    }
    insert(&mut access, &address, &given, Deed::InvitationsResend).await?;
    take_mails(&mut access, 1).await?;
    access.commit_with_jobs().await
}

/// Notes that a mail was asked for once more and did not leave, and says why.
async fn refuse_resend(
    mut access: TeamAccess<ManageTeam>,
    address: &Address,
    problem: Problem,
) -> Result<()> {
    let line = Some(Line { number: 1, text: address.text.clone() });
    let refused = FieldError { field: "emails".to_owned(), line, problem: problem.clone() };
    audit_refused(&mut access, &[refused]).await?;
    access.commit_refused().await?;
    match problem {
        Problem::Team(TeamProblem::MailedTooOften { retry_after }) => Err(Error::RateLimited { retry_after }),
        problem => Err(Error::field("emails", problem)),
    }
}

/// Takes an invitation back: its link stops working.
pub async fn withdraw(mut access: TeamAccess<ManageTeam>, id: &str) -> Result<()> {
    let invitation = find(&mut access, id).await?;
    let now = access.now();
    let state = InvitationState::Withdrawn;
    invitations::update_state(access.tx(), &invitation.id, state, now).await.or_internal()?;
    let before = serde_json::json!({ "email": invitation.email, "role": invitation.role });
    let change = Change {
        before: Some(before),
        ..Change::of(Deed::InvitationsWithdraw, Target::of(&invitation.id).called(&invitation.email))
    };
    access.audit(change).await?;
    access.commit().await.map(|_| ())
}

/// An open invitation of this tenant; one that was answered meanwhile says so.
async fn find(access: &mut TeamAccess<ManageTeam>, id: &str) -> Result<Invitation> {
    let id = InvitationId::parse(id).ok_or(Error::NotFound)?;
    let tenant = access.tenant().id.clone();
    let found = invitations::find(access.tx(), &id).await.or_internal()?;
    let invitation = found.filter(|found| found.tenant_id == tenant).ok_or(Error::NotFound)?;
    match closed(&invitation, Micros::MIN) {
        None => Ok(invitation),
        Some(why) => Err(Error::Team(TeamError::InvitationClosed { why })),
    }
}

/// Why an invitation cannot be accepted, if it cannot.
fn closed(invitation: &Invitation, now: Micros) -> Option<Closed> {
    match invitation.state {
        InvitationState::Accepted => Some(Closed::Accepted),
        InvitationState::Withdrawn => Some(Closed::Withdrawn),
        InvitationState::Replaced => Some(Closed::Replaced),
        InvitationState::Open => (invitation.expires_at <= now).then_some(Closed::Expired),
    }
}
