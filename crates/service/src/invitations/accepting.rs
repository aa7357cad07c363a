//! The other side of an invitation: looking at it, accepting it, declining it.

use domain::{
    AccountId, Closed, Error, InvitationId, Locale, MINUTE, Micros, Problem, SECOND,
    audit::{Deed, Target},
    decision::{Binding, Decision, RoleName, Scope},
    permission::ViewPolicyAgents,
    team::{TeamError, TeamProblem},
    zones::Zone,
};
use store::{
    ControlTx, Mode, StoreError,
    audit::{self, Chain},
    control::{
        accounts::{self, Account},
        bindings,
        invitations::{self, Invitation, InvitationState},
        memberships,
        sessions::Method,
        tenants::Tenant,
    },
};

use super::{
    closed,
    open::{Obstacle, Open},
};
use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, Source, audit_control},
    chance,
    identities::{self, Arrived, Vouched},
    limits::limit,
    members,
    sessions::{self, NewSession},
    team::{audited, scope_choices},
};

/// An invitation as the invited person sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub email: String,
    pub space: String,
    pub slug: String,
    /// The address of whoever invites.
    pub inviter: String,
    pub given: Binding,
    /// What a role of the tenant's own is for.
    pub description: String,
    /// The name of the part the role is limited to.
    pub part: Option<String>,
    pub expires_at: Micros,
    pub zone: Zone,
    /// Whether the address has an account, so that one signs in instead of choosing a password.
    pub has_account: bool,
    /// Whether this is the address of whoever looks: as they are signed in or, when they are not, as a
    /// provider vouches for them.
    pub is_mine: bool,
    /// Who came back from a provider in this browser and is not signed in.
    pub arrived: Option<Arrived>,
    /// What keeps it from being accepted for now.
    pub obstacle: Option<Problem>,
}

impl Shown {
    /// What the role is for, in a sentence.
    pub fn purpose(&self, locale: Locale) -> &str {
        match &self.given.role {
            RoleName::BuiltIn(role) => role.texts(locale).1,
            RoleName::Custom { .. } => &self.description,
        }
    }
}

/// What an invitation offers. Looking does not use it up.
pub async fn show(service: &Service, caller: &Caller, token: &str) -> Result<Shown> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let open = Open::find(&mut tx, token, now).await?;
    let has_account = open.account(&mut tx).await?.is_some();
    let obstacle = open.obstacle(&mut tx, now).await?.map(|obstacle| obstacle.problem);
    drop(tx);
    let tenant = open.tenant.id.clone();
    let arrived = match caller.account() {
        None if !caller.browser.arrival.is_empty() => identities::arrived(service, caller).await.ok(),
        _ => None,
    };
    let vouched =
        arrived.as_ref().filter(|arrived| arrived.vouches_in(&tenant)).map(|arrived| &arrived.email);
    let mine = caller.account().map(|account| &account.email).or(vouched);
    let is_mine = mine.is_some_and(|email| open.address.is_same(email));
    Ok(Shown { has_account, is_mine, arrived, obstacle, ..shown(service, &open).await })
}

async fn shown(service: &Service, open: &Open) -> Shown {
    Shown {
        email: open.invitation.email.clone(),
        space: open.tenant.name.clone(),
        slug: open.tenant.slug.clone(),
        inviter: open.inviter.email.clone(),
        given: open.given.clone(),
        description: open.description.clone(),
        part: part(service, open).await,
        expires_at: open.invitation.expires_at,
        zone: Zone::parse(&open.tenant.time_zone).unwrap_or_default(),
        has_account: false,
        is_mine: false,
        arrived: None,
        obstacle: None,
    }
}

/// The name of the part a role is limited to: whoever invited chose to tell it. Should it not be readable
/// now, the invitation is shown without.
async fn part(service: &Service, open: &Open) -> Option<String> {
    if open.given.scope == Scope::Tenant {
        return None;
    }
    let caller = Caller::local(Source::Job);
    let access = Access::<ViewPolicyAgents>::local(service, &caller, open.tenant.clone()).await;
    let choices = scope_choices(&mut access.ok()?).await.ok()?;
    choices.into_iter().find(|choice| choice.scope == open.given.scope).map(|choice| choice.name)
}

/// What an invitation's mail needs, with the secret it will hold already stored as a hash.
pub(crate) struct Letter {
    pub(crate) invitation: Invitation,
    pub(crate) tenant: Tenant,
    pub(crate) shown: Shown,
    pub(crate) token: String,
}

/// Makes the secret of an invitation's mail just before it leaves, so that none waits in the database.
pub(crate) async fn letter(service: &Service, id: &InvitationId) -> Result<Option<Letter>, StoreError> {
    let now = service.now();
    let mut tx = service.store().control(Mode::Write).await?;
    let found = invitations::find(&mut tx, id).await?;
    let Some(invitation) = found.filter(|found| closed(found, now).is_none()) else { return Ok(None) };
    let Ok(Some(open)) = Open::load(&mut tx, invitation).await else { return Ok(None) };
    let token = chance::token();
    invitations::update_mailed(&mut tx, id, &chance::hash(&token), now).await?;
    tx.commit().await?;
    let shown = shown(service, &open).await;
    Ok(Some(Letter { invitation: open.invitation, tenant: open.tenant, shown, token }))
}

/// Where somebody is now, and their session there or its new token.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub slug: String,
    pub session: Option<NewSession>,
}

/// Lets the invited person in: as they are signed in, or with a new account for which the mail or a
/// provider proves the address. An account that is there already has to be signed in to.
pub async fn accept(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<Accepted> {
    limit(service, &format!("invitation:{}", caller.network()), 30, 5 * SECOND).await?;
    let outcome = try_accept(service, caller, token, password).await;
    if let Err(Error::Team(TeamError::InvitationClosed { why })) = &outcome {
        audit_refusal(service, caller, token, why.as_str(), None).await?;
    }
    if let Err(Error::Invalid { fields }) = &outcome
        && fields
            .iter()
            .any(|field| matches!(field.problem, Problem::Team(TeamProblem::AnotherAddress { .. })))
    {
        audit_refusal(service, caller, token, "another-address", None).await?;
    }
    outcome
}

async fn try_accept(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<Accepted> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let open = Open::find(&mut tx, token, now).await?;
    let has_account = open.account(&mut tx).await?.is_some();
    drop(tx);
    let joining = match caller.account() {
        Some(account) if open.address.is_same(&account.email) => {
            if !caller.session().is_some_and(|session| session.opens(&open.tenant.id)) {
                return Err(Error::OtherProofRequired);
            }
            Joining::SignedIn(account.clone())
        }
        Some(_) => return Err(another_address(&open)),
        None if has_account => return Err(Error::SignInRequired),
        None => newcomer(service, caller, &open, password).await?,
    };
    let mut tx = service.control(Mode::Write).await?;
    audit::lock(&mut tx, Chain::Of(&open.tenant.id)).await.or_internal()?;
    // Once more, now that nobody else changes the team: the same link may have been sent twice at once.
    let open = Open::find(&mut tx, token, now).await?;
    if let Some(Obstacle { problem, decision }) = open.obstacle(&mut tx, now).await? {
        drop(tx);
        let why = if decision.is_some() { "no-seat" } else { "outside-domains" };
        audit_refusal(service, caller, token, why, decision.as_ref()).await?;
        return Err(Error::field("email", problem));
    }
    let (account, session) = match joining {
        Joining::SignedIn(account) => (account, sessions::renew_token(&mut tx, caller, now).await?),
        Joining::ByMail(account) => {
            accounts::insert(&mut tx, &account).await.or_taken(Error::SignInRequired)?;
            let session = sessions::insert(&mut tx, caller, &account, Method::Mail, now).await?;
            (account, Some(session))
        }
        Joining::Vouched(vouched) => {
            let (account, end) = vouched.admit(service, &mut tx, caller).await?;
            (account, end.session())
        }
    };
    join(&mut tx, caller, &open, &account, now).await?;
    service.commit_with_jobs(tx).await?;
    Ok(Accepted { slug: open.tenant.slug, session })
}

/// Who accepts, and what proves that the address is theirs.
enum Joining {
    SignedIn(Account),
    /// The mail they read; with the password they chose.
    ByMail(Account),
    /// A provider's word for the same address.
    Vouched(Box<Vouched>),
}

async fn newcomer(service: &Service, caller: &Caller, open: &Open, password: &str) -> Result<Joining> {
    if password.is_empty()
        && let Some(vouched) = identities::vouched(service, caller, &open.tenant.id).await?
    {
        let is_theirs = open.address.is_same(vouched.email());
        return if is_theirs { Ok(Joining::Vouched(Box::new(vouched))) } else { Err(another_address(open)) };
    }
    new_account(service, caller, open, password).await.map(Joining::ByMail)
}

fn another_address(open: &Open) -> Error {
    Error::field("email", TeamProblem::AnotherAddress { email: open.invitation.email.clone() })
}

async fn new_account(service: &Service, caller: &Caller, open: &Open, password: &str) -> Result<Account> {
    let email = open.invitation.email.clone();
    let password_hash =
        service.passwords().choose("password", password, &[&email, &open.tenant.name]).await?;
    let now = service.now();
    Ok(Account {
        id: chance::id(now, AccountId::new),
        email_key: open.address.key.clone(),
        email,
        password_hash,
        locale: caller.locale,
        is_operator: false,
        created_at: now,
    })
}

/// Uses the invitation up and gives what it promised.
async fn join(
    tx: &mut ControlTx,
    caller: &Caller,
    open: &Open,
    account: &Account,
    now: Micros,
) -> Result<()> {
    let (tenant, given) = (&open.tenant.id, &open.given);
    let accepted = InvitationState::Accepted;
    if !invitations::update_state(tx, &open.invitation.id, accepted, now).await.or_internal()? {
        return Err(TeamError::InvitationClosed { why: Closed::Accepted }.into());
    }
    if !memberships::exists(tx, tenant, &account.id).await.or_internal()? {
        memberships::insert(tx, tenant, &account.id, now).await.or_internal()?;
    }
    let (role, scope) = (given.role.key(), &given.scope);
    bindings::upsert(tx, tenant, &account.id, role, scope, given.ends_at, now).await.or_internal()?;
    members::keep_places(tx, tenant, now).await?;
    let after = serde_json::json!({
        "account": account.id.as_str(), "email": account.email, "given": audited(given),
        "invited_by": open.inviter.id.as_str(),
    });
    let change = Change {
        after: Some(after),
        tenant: Some(tenant),
        newcomer: Some(account),
        ..Change::of(Deed::InvitationsAccept, Target::of(&open.invitation.id).called(&open.invitation.email))
    };
    audit_control(tx, caller, now, change).await
}

/// Refuses an invitation for good: its link stops working.
pub async fn decline(service: &Service, caller: &Caller, token: &str) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    let open = Open::find(&mut tx, token, now).await?;
    let (id, state) = (&open.invitation.id, InvitationState::Withdrawn);
    if !invitations::update_state(&mut tx, id, state, now).await.or_internal()? {
        return Err(TeamError::InvitationClosed { why: Closed::Withdrawn }.into());
    }
    let change = Change {
        before: Some(serde_json::json!({ "email": open.invitation.email })),
        tenant: Some(&open.tenant.id),
        ..Change::of(Deed::InvitationsDecline, Target::of(id))
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()
}

/// Notes an attempt with a link that once was good, for the tenant it was for. So many in a short time are
/// noted and no more.
async fn audit_refusal(
    service: &Service,
    caller: &Caller,
    token: &str,
    why: &str,
    decision: Option<&Decision>,
) -> Result<()> {
    let mut tx = service.control(Mode::Read).await?;
    let found = invitations::find_by_token(&mut tx, &chance::hash(token)).await.or_internal()?;
    drop(tx);
    let Some(invitation) = found else { return Ok(()) };
    let key = format!("refusal:{}:{}", invitation.tenant_id, invitation.id);
    if limit(service, &key, 10, MINUTE).await.is_err() {
        return Ok(());
    }
    let mut tx = service.control(Mode::Write).await?;
    let change = Change {
        after: Some(serde_json::json!({ "email": invitation.email, "why": why })),
        tenant: Some(&invitation.tenant_id),
        decision,
        ..Change::of(Deed::InvitationsRefuse, Target::of(&invitation.id).called(&invitation.email))
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}
