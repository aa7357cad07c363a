//! Who acts: one of these, each with how it is remembered, whom it acts for and what stands above it.

use domain::{
    AccountId, ApiKeyId, Error, JobId, Micros, OperatorKeyId, PolicyAgentId, ShareLinkId, TenantId,
    decision::{Ceiling, Scope},
    operators::OperatorRole,
    permission::PermissionSet,
    principal::{Doer, Named, PrincipalKind},
};
use store::control::{accounts::Account, sessions::Session};

use crate::Result;

/// Somebody signed in, and the session that says so.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: Account,
    pub session: Session,
}

/// The name a program gave to a request, and when work on it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestName {
    pub name: String,
    pub begun_at: Micros,
}

/// A request under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    First(RequestName),
    /// It was done before. Whoever still may do it is told so, with [`Error::AlreadyDone`](domain::Error::AlreadyDone), before anything
    /// is done again; whoever may not any more is refused as ever.
    Repeated,
}

/// A program that shows an API key: it acts for the person who made the key, within the key's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    pub id: ApiKeyId,
    pub name: String,
    /// The only tenant there is for this key.
    pub tenant: TenantId,
    pub account: AccountId,
    /// The address of whoever made the key.
    pub email: String,
    pub permissions: PermissionSet,
    pub scope: Scope,
    /// What is made with it lasts no longer.
    pub expires_at: Option<Micros>,
    /// The name the program gave to its request, so that it is done once.
    pub request: Option<Request>,
}

/// A program that shows an operator's key: it acts for that operator, below the key's own role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorKeyHolder {
    pub id: OperatorKeyId,
    pub name: String,
    pub account: AccountId,
    /// The operator's address.
    pub email: String,
    /// The most it may do.
    pub role: OperatorRole,
    /// What is made with it lasts no longer.
    pub expires_at: Micros,
    /// The name the program gave to its request, so that it is done once.
    pub request: Option<RequestName>,
}

/// Whoever has a live share link's address: they see what its maker may see, within the link's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    pub id: ShareLinkId,
    pub name: String,
    /// The only tenant there is for this link.
    pub tenant: TenantId,
    pub account: AccountId,
    /// The address of whoever made the link.
    pub email: String,
    pub permissions: PermissionSet,
    pub scope: Scope,
}

/// Work in the background, and whoever asked for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Which job; none for what runs by itself.
    pub id: Option<JobId>,
    /// What kind of work it is, in a word.
    pub kind: String,
    pub asked_by: Option<Named>,
}

/// Who acts.
#[derive(Clone, Debug)]
pub enum Principal {
    Person(Box<Person>),
    /// Nobody yet.
    Visitor,
    ApiKey(Box<KeyHolder>),
    ShareLink(Box<LinkHolder>),
    PolicyAgent {
        id: PolicyAgentId,
        name: String,
    },
    /// Somebody signed in who works for whoever runs this installation. In a tenant they are nobody.
    Operator(Box<Person>),
    OperatorKey(Box<OperatorKeyHolder>),
    Job(Box<Work>),
    CommandLine,
}

/// Whoever a session stands for, or nobody.
impl From<Option<(Account, Session)>> for Principal {
    fn from(person: Option<(Account, Session)>) -> Self {
        person.map_or(Self::Visitor, |(account, session)| Self::Person(Box::new(Person { account, session })))
    }
}

impl Principal {
    /// How it is remembered, and for whom it acts if for somebody else.
    pub fn doer(&self) -> Doer {
        let maker = |account: &AccountId, email: &str| {
            Some(Named::new(PrincipalKind::Person, account.as_str(), email))
        };
        let (actor, behalf) = match self {
            Self::Person(person) => (named(&person.account), None),
            Self::Operator(person) => {
                (Named { kind: PrincipalKind::Operator, ..named(&person.account) }, None)
            }
            Self::Visitor => (Named::only(PrincipalKind::Visitor), None),
            Self::ApiKey(key) => (
                Named::new(PrincipalKind::ApiKey, key.id.as_str(), &key.name),
                maker(&key.account, &key.email),
            ),
            Self::ShareLink(link) => (
                Named::new(PrincipalKind::ShareLink, link.id.as_str(), &link.name),
                maker(&link.account, &link.email),
            ),
            Self::PolicyAgent { id, name } => {
                (Named::new(PrincipalKind::PolicyAgent, id.as_str(), name), None)
            }
            Self::OperatorKey(key) => (
                Named::new(PrincipalKind::OperatorKey, key.id.as_str(), &key.name),
                Some(Named::new(PrincipalKind::Operator, key.account.as_str(), &key.email)),
            ),
            Self::Job(work) => {
                let id = work.id.as_ref().map_or("", JobId::as_str);
                (Named::new(PrincipalKind::Job, id, &work.kind), work.asked_by.clone())
            }
            Self::CommandLine => (Named::only(PrincipalKind::CommandLine), None),
        };
        Doer { actor, behalf }
    }

    /// The account whose permissions count in a tenant: the person's own, or that of whoever made what is shown.
    pub(crate) fn acting(&self) -> Result<&AccountId> {
        match self {
            Self::Person(person) => Ok(&person.account.id),
            Self::ApiKey(key) => Ok(&key.account),
            Self::ShareLink(link) => Ok(&link.account),
            _ => Err(Error::SignInRequired),
        }
    }

    /// What stands above that account's permissions.
    pub(crate) fn ceiling(&self) -> Option<Ceiling> {
        let (permissions, scope) = match self {
            Self::ApiKey(key) => (key.permissions, &key.scope),
            Self::ShareLink(link) => (link.permissions, &link.scope),
            _ => return None,
        };
        Some(Ceiling::Only { permissions, scope: scope.clone() })
    }

    /// The only tenant there is for it.
    pub(crate) fn only_tenant(&self) -> Option<&TenantId> {
        match self {
            Self::ApiKey(key) => Some(&key.tenant),
            Self::ShareLink(link) => Some(&link.tenant),
            _ => None,
        }
    }

    /// Whether this is nobody.
    pub const fn is_visitor(&self) -> bool {
        matches!(self, Self::Visitor)
    }
}

/// How a person is remembered.
pub(crate) fn named(account: &Account) -> Named {
    Named::new(PrincipalKind::Person, account.id.as_str(), &account.email)
}

#[cfg(test)]
mod tests {
    use domain::{Locale, SessionId, permission::Permission};
    use store::control::sessions::Method;

    use super::*;

    fn person() -> Person {
        let account = Account {
            id: AccountId::new(1, 1),
            email: "eve@example.test".to_owned(),
            email_key: String::new(),
            password_hash: String::new(),
            locale: Locale::En,
            is_operator: true,
            created_at: 0,
        };
        let session = Session {
            id: SessionId::new(1, 1),
            token_hash: String::new(),
            account_id: account.id.clone(),
            address: String::new(),
            user_agent: String::new(),
            created_at: 0,
            seen_at: 0,
            expires_at: 0,
            method: Method::Password,
            provider_id: None,
            second_factor_at: None,
            confirmed_at: 0,
            view_as_tenant: None,
            view_as_account: None,
            only_tenant: None,
            began_at_host: false,
        };
        Person { account, session }
    }

    #[test]
    fn a_share_link_is_a_link_that_acts_for_its_maker_below_a_ceiling() {
        let link = LinkHolder {
            id: ShareLinkId::new(1, 1),
            name: "board".to_owned(),
            tenant: TenantId::new(1, 1),
            account: AccountId::new(1, 1),
            email: "eve@example.test".to_owned(),
            permissions: PermissionSet::of(&[Permission::ViewOverview]),
            scope: Scope::Tenant,
        };
        let principal = Principal::ShareLink(Box::new(link.clone()));
        let Doer { actor, behalf } = principal.doer();
        assert_eq!(actor, Named::new(PrincipalKind::ShareLink, link.id.as_str(), "board"));
        assert_eq!(behalf.unwrap(), named(&person().account));
        assert_eq!(principal.acting(), Ok(&link.account));
        assert_eq!(principal.only_tenant(), Some(&link.tenant));
        assert!(principal.ceiling().is_some());
    }

    #[test]
    fn an_operator_is_nobody_in_a_tenant() {
        let operator = Principal::Operator(Box::new(person()));
        assert_eq!(operator.doer().actor.kind, PrincipalKind::Operator);
        assert_eq!(operator.doer().actor.label, "eve@example.test");
        assert_eq!(operator.acting(), Err(Error::SignInRequired));
    }

    #[test]
    fn a_job_is_told_with_whoever_asked_for_it() {
        let id = JobId::new(1, 1);
        let asked_by = Some(named(&person().account));
        let work =
            Work { id: Some(id.clone()), kind: "tenants.close".to_owned(), asked_by: asked_by.clone() };
        let doer = Principal::Job(Box::new(work)).doer();
        assert_eq!(doer.actor, Named::new(PrincipalKind::Job, id.as_str(), "tenants.close"));
        assert_eq!(doer.behalf, asked_by);
    }
}
