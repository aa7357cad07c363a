//! The other side of an invitation: looking at it, accepting it, declining it.

use domain::{
    AccountId, Closed, Error, InvitationId, Locale, MINUTE, Micros, Problem, SECOND,
    addresses::Address,
    decision::{Actor, Binding, Context, Resource, RoleName, Scope, decide},
    permission::{Permission, ViewPolicyAgents},
    zones::Zone,
};
use store::{
    ControlTx, Mode, StoreError,
    audit::{self},
    control::{
        accounts::{self, Account},
        bindings,
        invitations::{self, Invitation, InvitationState},
        memberships,
        sessions::Method,
        tenants::{self, Tenant},
    },
};

use super::{closed, outside};
use crate::{
    Access, Caller, OrInternal, Result, Service,
    access::{Change, Source, audit_control},
    accounts::limit,
    chance, passwords,
    sessions::{self, NewSession},
    team::{find_role, scope_choices, told},
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
    /// Whether this is the address of whoever looks.
    pub is_mine: bool,
    /// What keeps it from being accepted for now.
    pub obstacle: Option<Problem>,
}

impl Shown {
    /// What the role is for, in a sentence.
    pub fn purpose(&self, locale: Locale) -> &str {
        match &self.given.role {
            RoleName::BuiltIn(role) => role.told(locale).1,
            RoleName::Custom { .. } => &self.description,
        }
    }
}

/// An open invitation with all that hangs on it.
struct Open {
    invitation: Invitation,
    address: Address,
    tenant: Tenant,
    inviter: Account,
    given: Binding,
    description: String,
}

impl Open {
    /// The invitation behind a token, unless something closed it. Whoever invited must still be able to: a
    /// removed or demoted member does not let people in by an older mail.
    async fn find(tx: &mut ControlTx, token: &str, now: Micros) -> Result<Self> {
        let found = invitations::find_by_token(tx, &chance::hash(token)).await.or_internal()?;
        let invitation = found.ok_or(Error::InvitationClosed { why: Closed::Unknown })?;
        if let Some(why) = closed(&invitation, now) {
            return Err(Error::InvitationClosed { why });
        }
        let withdrawn = Error::InvitationClosed { why: Closed::Withdrawn };
        let open = Self::load(tx, invitation).await?.ok_or(withdrawn.clone())?;
        if open.is_backed(tx, now).await? { Ok(open) } else { Err(withdrawn) }
    }

    async fn load(tx: &mut ControlTx, invitation: Invitation) -> Result<Option<Self>> {
        let tenant = tenants::find(tx, &invitation.tenant_id).await.or_internal()?;
        let inviter = accounts::find(tx, &invitation.invited_by).await.or_internal()?;
        let address = Address::parse(&invitation.email).ok();
        let (Some(tenant), Some(inviter), Some(address)) = (tenant, inviter, address) else {
            return Ok(None);
        };
        let Ok(scope) = invitation.scope.parse() else { return Ok(None) };
        let found = find_role(tx, &tenant, &invitation.role, scope, invitation.ends_at).await?;
        Ok(found.map(|(given, description)| Self {
            invitation,
            address,
            tenant,
            inviter,
            given,
            description,
        }))
    }

    async fn is_backed(&self, tx: &mut ControlTx, now: Micros) -> Result<bool> {
        let (tenant, inviter) = (&self.tenant.id, &self.inviter.id);
        let is_member = memberships::exists(tx, tenant, inviter).await.or_internal()?;
        let held = bindings::list(tx, tenant, inviter).await.or_internal()?;
        let actor = Actor { is_member, bindings: held, ceiling: None };
        let manages = decide(&actor, Permission::ManageTeam, Resource::Tenant, &Context::at(now));
        Ok(manages.is_allowed() && actor.lacks_to_give(&self.given, now).is_none())
    }

    async fn account(&self, tx: &mut ControlTx) -> Result<Option<Account>> {
        for key in self.address.keys() {
            let found = accounts::find_by_email(tx, &key).await.or_internal()?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The rule may have been made after the mail was sent.
    async fn obstacle(&self, tx: &mut ControlTx, now: Micros) -> Result<Option<Problem>> {
        let domains = &self.tenant.email_domains;
        if self.address.is_at(domains) {
            return Ok(None);
        }
        let managers = bindings::list_managers(tx, &self.tenant.id, now).await.or_internal()?;
        Ok(Some(outside(domains, managers.into_iter().map(|(email, _)| email).collect())))
    }
}

/// What an invitation offers. Looking does not use it up.
pub async fn show(service: &Service, caller: &Caller, token: &str) -> Result<Shown> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let open = Open::find(&mut tx, token, now).await?;
    let has_account = open.account(&mut tx).await?.is_some();
    let obstacle = open.obstacle(&mut tx, now).await?;
    drop(tx);
    let is_mine = caller.account().is_some_and(|account| open.address.is_same(&account.email));
    Ok(Shown { has_account, is_mine, obstacle, ..shown(service, &open).await })
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
    Ok(Some(Letter { invitation: open.invitation, shown, token }))
}

/// Where somebody is now, and their session there if they had none.
#[derive(Clone, Debug)]
pub struct Accepted {
    pub slug: String,
    pub session: Option<NewSession>,
}

/// Lets the invited person in: as they are signed in, or with a new account for which the mail proves the
/// address. An account that is there already has to be signed in to.
pub async fn accept(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<Accepted> {
    limit(service, &format!("invitation:{}", caller.address), 30, 5 * SECOND).await?;
    let outcome = try_accept(service, caller, token, password).await;
    if let Err(Error::InvitationClosed { why }) = &outcome {
        audit_refusal(service, caller, token, why.as_str()).await?;
    }
    if let Err(Error::Invalid { fields }) = &outcome {
        let why = fields.iter().find_map(|field| match field.problem {
            Problem::AnotherAddress { .. } => Some("another-address"),
            Problem::OutsideDomains { .. } => Some("outside-domains"),
            _ => None,
        });
        if let Some(why) = why {
            audit_refusal(service, caller, token, why).await?;
        }
    }
    outcome
}

async fn try_accept(service: &Service, caller: &Caller, token: &str, password: &str) -> Result<Accepted> {
    let now = service.now();
    let mut tx = service.control(Mode::Read).await?;
    let open = Open::find(&mut tx, token, now).await?;
    let account = match caller.account() {
        Some(account) if open.address.is_same(&account.email) => Some(account.clone()),
        Some(_) => {
            let email = open.invitation.email.clone();
            return Err(Error::field("email", Problem::AnotherAddress { email }));
        }
        None if open.account(&mut tx).await?.is_some() => return Err(Error::SignInRequired),
        None => None,
    };
    drop(tx);
    let (account, is_new) = match account {
        Some(account) => (account, false),
        None => (new_account(service, caller, &open, password).await?, true),
    };
    let mut tx = service.control(Mode::Write).await?;
    audit::lock(tx.raw()).await.or_internal()?;
    // Once more, now that nobody else changes the team: the same link may have been sent twice at once.
    let open = Open::find(&mut tx, token, now).await?;
    if let Some(problem) = open.obstacle(&mut tx, now).await? {
        return Err(Error::field("email", problem));
    }
    if is_new {
        accounts::insert(&mut tx, &account).await.or_taken(Error::SignInRequired)?;
    }
    join(&mut tx, caller, &open, &account, now).await?;
    let session = if is_new {
        Some(sessions::insert(&mut tx, caller, &account, Method::Mail, now).await?)
    } else {
        None
    };
    tx.commit().await.or_internal()?;
    Ok(Accepted { slug: open.tenant.slug, session })
}

async fn new_account(service: &Service, caller: &Caller, open: &Open, password: &str) -> Result<Account> {
    let email = open.invitation.email.clone();
    passwords::check(password, &[&email, &open.tenant.name])
        .map_err(|problem| Error::field("password", problem))?;
    let now = service.now();
    Ok(Account {
        id: chance::id(now, AccountId::new),
        email_key: open.address.key.clone(),
        email,
        password_hash: service.passwords().hash(password).await?,
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
        return Err(Error::InvitationClosed { why: Closed::Accepted });
    }
    if !memberships::exists(tx, tenant, &account.id).await.or_internal()? {
        memberships::insert(tx, tenant, &account.id, now).await.or_internal()?;
    }
    let (role, scope) = (given.role.key(), &given.scope);
    bindings::upsert(tx, tenant, &account.id, role, scope, given.ends_at, now).await.or_internal()?;
    let after = serde_json::json!({
        "account": account.id.as_str(), "email": account.email, "given": told(given),
        "invited_by": open.inviter.id.as_str(),
    });
    let change = Change {
        action: "invitations.accept",
        target: open.invitation.id.as_str(),
        after: Some(after),
        tenant: Some(tenant),
        ..Change::default()
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
        return Err(Error::InvitationClosed { why: Closed::Withdrawn });
    }
    let change = Change {
        action: "invitations.decline",
        target: id.as_str(),
        before: Some(serde_json::json!({ "email": open.invitation.email })),
        tenant: Some(&open.tenant.id),
        ..Change::default()
    };
    audit_control(&mut tx, caller, now, change).await?;
    tx.commit().await.or_internal()
}

/// Notes an attempt with a link that once was good, for the tenant it was for. So many in a short time are
/// noted and no more.
async fn audit_refusal(service: &Service, caller: &Caller, token: &str, why: &str) -> Result<()> {
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
        action: "invitations.refuse",
        target: invitation.id.as_str(),
        after: Some(serde_json::json!({ "email": invitation.email, "why": why })),
        tenant: Some(&invitation.tenant_id),
        ..Change::default()
    };
    audit_control(&mut tx, caller, service.now(), change).await?;
    tx.commit().await.or_internal()
}
