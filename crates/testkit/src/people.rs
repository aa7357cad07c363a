use domain::{
    AccountId, Error, FactorId, Locale, SessionId, TenantId,
    decision::Scope,
    operators::{Operate, OperatorRole},
    permission::{May, Role},
    plans::{Plan, TenantKind},
};
use service::{
    Access, Browser, Caller, OperatorAccess, Principal, Service, Source, TeamAccess, chance,
    control::{
        accounts::{self, Account},
        authenticators::{self, Authenticator},
        bindings,
        email_domains::{self, EmailDomain},
        memberships, operators,
        sessions::{self, Method, Session},
        tenants::Tenant,
    },
    operator_keys::{self, OperatorKeyForm},
    plans::subscriptions::Every,
    policy_agents::{self, AgentForm, NewKey},
    sessions::NewSession,
    sign_ups::{self, Proof, SignUpForm},
    tenants::{self, TenantForm},
};
use store::{
    Mode, TenantTx,
    audit::{self, Recorded},
};

use crate::World;

/// A password that is long enough and not among those people guess first.
pub const PASSWORD: &str = "seven quiet lanterns drift";

/// A person signed in, and their space.
#[derive(Clone, Debug)]
pub struct Member {
    pub caller: Caller,
    pub tenant: Tenant,
    /// The token of their session.
    pub session: String,
}

impl Member {
    pub fn account(&self) -> &Account {
        self.caller.account().expect("a member has an account")
    }
}

/// The console as the command line enters it.
pub async fn operate<P: Operate>(service: &Service) -> OperatorAccess<P> {
    let cli = Caller::local(Source::Cli);
    OperatorAccess::enter(service, &cli).await.expect("the command line to be let in")
}

impl World {
    /// An operator who has shown a second factor just now, with the token of their session.
    pub async fn operator(&self, email: &str, role: OperatorRole) -> (Caller, String) {
        let (caller, token) = self.person(email).await;
        let (account, session) = caller.person().expect("the person just made");
        let mut tx = self.store.control(Mode::Write).await.expect("the control database");
        operators::upsert(&mut tx, &account.id, role, "", self.now()).await.expect("a role");
        sessions::update_proof(&mut tx, &session.id, Some(self.now()), self.now()).await.expect("a factor");
        tx.commit().await.expect("a commit");
        (self.caller_of(&token).await, token)
    }

    /// An operator with a second factor, and a key of theirs with the whole of their role for a month.
    pub async fn operator_key(&self, email: &str, role: OperatorRole) -> (Caller, String) {
        let (operator, _) = self.operator(email, role).await;
        let authenticator = Authenticator {
            id: chance::id(self.now(), FactorId::new),
            account_id: operator.account().expect("an operator").id.clone(),
            secret: "secret".to_owned(),
            confirmed_at: Some(self.now()),
            last_step: 0,
            created_at: self.now(),
            told_step: 0,
        };
        let mut tx = self.store.control(Mode::Write).await.expect("the control database");
        authenticators::insert(&mut tx, &authenticator).await.expect("a second factor");
        tx.commit().await.expect("a commit");
        let access = OperatorAccess::enter(&self.service, &operator).await.expect("an operator");
        let (name, role, days) = ("program".to_owned(), role.to_string(), "30".to_owned());
        let form = OperatorKeyForm { name, role, days, operator: String::new() };
        let secret = operator_keys::make(access, &form).await.expect("a key").secret;
        (operator, secret)
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Caller {
        Caller {
            principal: Principal::Visitor,
            source: Source::Page,
            request_id: "request-1".to_owned(),
            address: "192.0.2.10".to_owned(),
            user_agent: "a browser".to_owned(),
            browser: Browser::default(),
            locale: Locale::En,
        }
    }

    /// Somebody not signed in, in the browser in which a session began.
    pub fn browser_of(&self, session: &NewSession) -> Caller {
        let device = session.device.clone().expect("a browser that was not known before");
        Caller { browser: Browser { device, ..Browser::default() }, ..self.visitor() }
    }

    /// The person a session token stands for, or a visitor.
    pub async fn caller_of(&self, session: &str) -> Caller {
        let person = service::sessions::find(&self.service, session).await.expect("sessions can be read");
        Caller { principal: person.into(), ..self.visitor() }
    }

    /// Goes the whole way of a visitor: the form, the mail, the link.
    pub async fn sign_up_and_confirm(&self, email: &str, space: &str) -> Member {
        let form = SignUpForm {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            space: space.to_owned(),
            kind: "company".to_owned(),
            slug: String::new(),
            time_zone: String::new(),
            plan: String::new(),
            interval: String::new(),
        };
        let started = sign_ups::start(&self.service, &self.visitor(), form).await;
        let mut visitor = self.visitor();
        visitor.browser.sign_up = started.expect("the sign-up to start").secret;
        let token = self.mail().await.token();
        let confirmed = sign_ups::confirm(&self.service, &visitor, Proof::Link { token }, "").await;
        let confirmed = confirmed.expect("the sign-up to be confirmed");
        let session = confirmed.session.token;
        Member { caller: self.caller_of(&session).await, tenant: confirmed.tenant, session }
    }

    /// An account with a session and no password that fits: hashing one takes long.
    pub async fn person(&self, email: &str) -> (Caller, String) {
        let (now, token) = (self.now(), chance::token());
        let account = Account {
            id: chance::id(now, AccountId::new),
            email: email.to_owned(),
            email_key: domain::addresses::key(email),
            password_hash: "none".to_owned(),
            locale: Locale::En,
            is_operator: false,
            created_at: now,
        };
        let session = Session {
            id: chance::id(now, SessionId::new),
            token_hash: chance::hash(&token),
            account_id: account.id.clone(),
            address: String::new(),
            user_agent: String::new(),
            created_at: now,
            seen_at: now,
            expires_at: now + domain::DAY,
            method: Method::Password,
            provider_id: None,
            second_factor_at: None,
            confirmed_at: now,
            view_as_tenant: None,
            view_as_account: None,
            only_tenant: None,
            began_at_host: false,
        };
        let mut tx = self.store.control(Mode::Write).await.expect("the control database");
        accounts::insert(&mut tx, &account).await.expect("an address that is new");
        sessions::insert(&mut tx, &session).await.expect("a session");
        tx.commit().await.expect("a commit");
        (Caller { principal: Some((account, session)).into(), ..self.visitor() }, token)
    }

    /// The owner of a new space on a plan, without sign-up and mail.
    pub async fn owner(&self, email: &str, space: &str, plan: Plan) -> Member {
        let (caller, session) = self.person(email).await;
        let kind = TenantKind::Company;
        let form = TenantForm {
            name: space.to_owned(),
            slug: String::new(),
            kind,
            plan: Some(plan.as_str().to_owned()),
            every: Every::Month,
        };
        let cli = Caller::local(Source::Cli);
        let owner = caller.account().expect("the person just made");
        let tenant = tenants::create(&self.service, &cli, form, owner).await.expect("the space to be made");
        // The row says by now that the database is there.
        let tenant = self.tenant(&tenant.id).await;
        Member { caller, tenant, session }
    }

    /// Notes that a tenant has proved a domain, or that the proof is gone.
    pub async fn set_proved(&self, tenant: &Tenant, name: &str, is_proved: bool) {
        let mut tx = self.store.control(Mode::Write).await.expect("a transaction");
        email_domains::delete(&mut tx, &tenant.id, name).await.expect("no claim");
        if is_proved {
            let domain = EmailDomain {
                tenant_id: tenant.id.clone(),
                name: name.to_owned(),
                challenge: "x".to_owned(),
                created_at: self.now(),
                verified_at: None,
                checked_at: None,
                missing_since: None,
            };
            email_domains::insert(&mut tx, &domain).await.expect("a claim");
            email_domains::update_verified(&mut tx, &tenant.id, name, self.now()).await.expect("a proof");
        }
        tx.commit().await.expect("a commit");
    }

    /// Somebody new in a space, in some role.
    pub async fn join(&self, tenant: &Tenant, email: &str, role: Role) -> Member {
        self.join_at(tenant, email, role, &Scope::Tenant).await
    }

    /// Somebody new in a space, in some role in a part of it.
    pub async fn join_at(&self, tenant: &Tenant, email: &str, role: Role, scope: &Scope) -> Member {
        let (caller, session) = self.person(email).await;
        let account = caller.account().expect("the person just made").id.clone();
        let mut tx = self.store.control(Mode::Write).await.expect("the control database");
        memberships::insert(&mut tx, &tenant.id, &account, self.now()).await.expect("a new member");
        let role = role.as_str();
        bindings::upsert(&mut tx, &tenant.id, &account, role, scope, None, self.now()).await.expect("a role");
        tx.commit().await.expect("a commit");
        Member { caller, tenant: tenant.clone(), session }
    }

    /// A tenant's row as it is now.
    pub async fn tenant(&self, id: &TenantId) -> Tenant {
        let mut tx = self.store.control(Mode::Read).await.expect("the control database");
        let found = service::control::tenants::find(&mut tx, id).await.expect("tenants can be read");
        found.expect("the tenant to be there")
    }

    /// The trail of what was written to the control data, oldest first.
    pub async fn control_trail(&self) -> Vec<Recorded> {
        let mut tx = self.store.control(Mode::Read).await.expect("the control database");
        audit::list_as_written(tx.raw()).await.expect("the trail")
    }

    /// The trail of what was written to a tenant's data, oldest first.
    pub async fn tenant_trail(&self, tenant: &Tenant) -> Vec<Recorded> {
        let mut tx = self.tenant_tx(tenant).await;
        audit::list(tx.raw(), "", 0, 10_000).await.expect("the trail")
    }

    /// A look at a tenant's data past every permission.
    pub async fn tenant_tx(&self, tenant: &Tenant) -> TenantTx {
        let location = tenant.location().expect("a location that can be read");
        self.store.tenant(&location, Mode::Write).await.expect("the tenant's database")
    }

    /// Enters the member's space under a permission.
    pub async fn enter<P: May>(&self, member: &Member) -> Result<Access<P>, Error> {
        Access::enter(&self.service, &member.caller, &member.tenant.slug).await
    }

    /// The same where the control database holds what is worked on.
    pub async fn enter_team<P: May>(&self, member: &Member) -> Result<TeamAccess<P>, Error> {
        TeamAccess::enter(&self.service, &member.caller, &member.tenant.slug).await
    }

    /// Enters where the member is sure to be let in.
    pub async fn access<P: May>(&self, member: &Member) -> Access<P> {
        self.enter(member).await.expect("the member to be let in")
    }

    pub async fn team_access<P: May>(&self, member: &Member) -> TeamAccess<P> {
        self.enter_team(member).await.expect("the member to be let in")
    }

    /// Enrols an agent in UTC.
    pub async fn enrol(&self, member: &Member, name: &str) -> NewKey {
        let form = AgentForm {
            name: name.to_owned(),
            time_zone: "UTC".to_owned(),
            address: String::new(),
            environment: String::new(),
        };
        let access = self.access(member).await;
        policy_agents::enrol(access, form).await.expect("the agent to be enrolled")
    }
}
