//! What a person is told by mail because somebody else might have done it.

use domain::{AccountId, Locale, Micros, operators::OperatorPermission};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx,
    control::{accounts, operators},
};

use crate::{Caller, OrInternal, Result, Service};

/// What happened to an account. Stored in jobs as JSON: add variants, never change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(crate) enum Notice {
    /// Somebody signed in from a browser that the account was never used in.
    NewDevice,
    FactorAdded {
        name: String,
    },
    FactorRemoved {
        name: String,
    },
    /// A recovery code was used, and so many are left.
    RecoveryCodeUsed {
        left: i64,
    },
    /// The operator of the installation took every second factor away.
    FactorsReset,
    ProviderLinked {
        name: String,
    },
    ProviderUnlinked {
        name: String,
    },
    /// A new password was set through a mailed link.
    PasswordReset,
    /// The password was changed by whoever knew it.
    PasswordChanged,
    /// The person gave a space they owned to somebody else.
    SpaceGiven {
        space: String,
        slug: String,
        to: String,
    },
    /// The person owns a space that somebody else gave them.
    SpaceReceived {
        space: String,
        slug: String,
        from: String,
    },
    /// A space the person owns was closed.
    SpaceClosed {
        space: String,
        slug: String,
        by: String,
    },
    /// What an operator did to a space the person owns, or wants its owners to answer.
    ByOperator(OperatorNotice),
    /// A tenant waits for an answer that the person, an operator, may give.
    AnswerWanted(Wanted),
    /// Work was given up that the person asked for, or that the operator has to know of: then with what went wrong.
    WorkFailed {
        kind: String,
        job: String,
        error: String,
    },
}

/// What operators do of which people are told. Stored in jobs as JSON: add variants, never change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by_operator", rename_all = "kebab-case")]
pub(crate) enum OperatorNotice {
    /// An operator suspended a space the person owns.
    SpaceSuspended { space: String, slug: String, reason: String },
    /// A suspended space the person owns goes on.
    SpaceResumed { space: String, slug: String },
    /// An operator asks to look into a space the person owns.
    LookAsked { space: String, slug: String, by: String, reason: String },
    /// An operator looks into a space the person owns, in an emergency.
    SpaceLookedInto { space: String, slug: String, by: String, reason: String },
    /// A request for more that the person made was answered: about what, and with which sentence.
    RequestAnswered { space: String, slug: String, about: String, answer: String, is_granted: bool },
    /// A question that the person asked was answered.
    QuestionAnswered { space: String, slug: String, question: String, subject: String, answer: String },
    /// What an operator announced, in both languages.
    Announcement { english: String, french: String },
    /// An operator wanted to know whether mail leaves.
    TestMail,
}

/// What a tenant waits for. Stored in jobs as JSON: add variants, never change one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wanted", rename_all = "kebab-case")]
pub(crate) enum Wanted {
    /// A member asked the support something, which their plan gives so much of.
    Question { space: String, by: String, question: String, subject: String, support: String },
    /// A member asked for more than the plan gives, or for a plan that is given by hand.
    More { space: String, by: String, about: String },
}

impl OperatorNotice {
    /// The space it is about, if one.
    pub(crate) fn slug(&self) -> Option<&str> {
        match self {
            Self::SpaceSuspended { slug, .. }
            | Self::SpaceResumed { slug, .. }
            | Self::LookAsked { slug, .. }
            | Self::SpaceLookedInto { slug, .. }
            | Self::RequestAnswered { slug, .. }
            | Self::QuestionAnswered { slug, .. } => Some(slug),
            Self::Announcement { .. } | Self::TestMail => None,
        }
    }
}

impl From<OperatorNotice> for Notice {
    fn from(notice: OperatorNotice) -> Self {
        Self::ByOperator(notice)
    }
}

/// A mail that tells an account's person. What it says is in `mails`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SendNotice {
    pub(crate) account: AccountId,
    pub(crate) notice: Notice,
    pub(crate) origin: Origin,
}

/// When something happened, and from where.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Origin {
    pub(crate) at: Micros,
    pub(crate) address: String,
    pub(crate) user_agent: String,
}

impl Origin {
    pub(crate) fn of(caller: &Caller, at: Micros) -> Self {
        let user_agent = caller.user_agent.chars().take(200).collect();
        Self { at, address: caller.address.clone(), user_agent }
    }
}

impl Service {
    /// Has every operator told who may give the answer that a tenant waits for; each in their language.
    pub(crate) async fn tell_operators(
        &self,
        tx: &mut ControlTx,
        permission: OperatorPermission,
        wanted: impl Fn(Locale) -> Wanted,
    ) -> Result<()> {
        let origin = Origin { at: self.now(), address: String::new(), user_agent: String::new() };
        for operator in operators::list(tx).await.or_internal()? {
            if operator.role.may(permission) && operator.has_factor {
                let account = accounts::find(tx, &operator.account_id).await.or_internal()?;
                let locale = account.map_or(Locale::En, |account| account.locale);
                let notice = Notice::AnswerWanted(wanted(locale));
                let work = SendNotice { account: operator.account_id, notice, origin: origin.clone() };
                self.enqueue(tx, &work).await?;
            }
        }
        Ok(())
    }

    /// Has an account's person told what happened, when the transaction is committed with its jobs.
    pub(crate) async fn notify(
        &self,
        tx: &mut ControlTx,
        caller: &Caller,
        account: &AccountId,
        notice: Notice,
    ) -> Result<()> {
        let origin = Origin::of(caller, self.now());
        self.enqueue(tx, &SendNotice { account: account.clone(), notice, origin }).await.map(|_| ())
    }
}
