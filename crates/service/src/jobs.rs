//! Background work: put in the transaction that calls for it, done by a worker that may die.
//!
//! A kind of work is a type that implements [`Work`] and has its line in [`crate::work`]. What people are told of it is
//! in [`looks`].

mod kinds;
pub mod looks;
mod outbox;
mod run;
mod schedules;
mod settle;
mod worker;

use domain::{
    JobId, Micros, SECOND, TenantId,
    jobs::{Awaited, JobKind, Priority},
};
use futures::future::BoxFuture;
pub(crate) use kinds::{Kind, Registry, Schedule, put};
pub(crate) use outbox::{VisitTenants, flush, put_for_each};
pub(crate) use run::{Output, Run};
pub(crate) use schedules::{ForgetJobs, Rhythm};
use serde::{Serialize, de::DeserializeOwned};
use store::{
    ControlTx, StoreError,
    control::jobs::{self, NewJob},
};
pub use worker::LANES;
pub(crate) use worker::Wakes;

use crate::{
    Caller, OrInternal, Result, Service, chance,
    mailer::{MailError, Verdict},
};

/// One kind of work: what it is given, its limits and its steps. Stored as JSON: a field that is added has a
/// default, and none changes its meaning.
pub(crate) trait Work: Serialize + DeserializeOwned + Send + Sync + 'static {
    const KIND: JobKind;
    const PRIORITY: Priority = Priority::Normal;
    /// How many of the kind run at the same time on all servers.
    const AT_ONCE: i64 = 4;
    /// How many of the kind one tenant has running. Of all kinds that are not urgent it has two.
    const PER_TENANT: i64 = 1;
    /// Whether the job is kept for a month when it is done, and shown to its tenant.
    const IS_SHOWN: bool = false;
    const STEPS: &'static [Step<Self>];

    fn tenant(&self) -> Option<&TenantId> {
        None
    }

    /// What the mail is for, where it is one: a word for the operator, and whose page tells what became of it.
    fn mail(&self) -> Option<(&'static str, String)> {
        None
    }
}

pub(crate) type Act<W> = for<'a> fn(&'a W, &'a Run) -> BoxFuture<'a, Result<Output, JobError>>;

/// One step of a kind of work. It may be begun again after a crash, so that its effect is keyed, or committed with
/// the transaction it hands back in its [`Output`].
pub(crate) struct Step<W> {
    pub(crate) name: &'static str,
    pub(crate) act: Act<W>,
    /// Takes back what the step did, where that can be done.
    pub(crate) undo: Option<Act<W>>,
}

impl<W> Step<W> {
    /// The only step of work that has no others.
    pub(crate) const fn only(act: Act<W>) -> Self {
        Self { name: "", act, undo: None }
    }
}

/// Why a job did not get done: each failure says whether trying again can help.
#[derive(Debug)]
pub(crate) enum JobError {
    Retry(String),
    Fail(String),
    /// A mail that nobody will take; whoever caused it is told with these codes.
    Refused {
        error: String,
        codes: String,
    },
    /// Nothing is wrong, but something else has to come first. It is looked at again after a while.
    Wait {
        what: Awaited,
        again: Micros,
    },
}

impl JobError {
    pub(crate) fn mail(error: &MailError) -> Self {
        match error.verdict() {
            Verdict::Refused { codes } => Self::Refused { error: error.to_string(), codes },
            Verdict::Misconfigured => {
                tracing::error!(
                    %error,
                    "the SMTP server refuses this installation's mail: check smtp_url and mail_from; \
                     mails are kept and tried again for a day"
                );
                Self::Retry(error.to_string())
            }
            Verdict::Later => Self::Retry(error.to_string()),
        }
    }
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Updating => domain::Error::BeingUpdated { retry_after: 5 }.into(),
            other => Self::Retry(other.to_string()),
        }
    }
}

impl From<domain::Error> for JobError {
    fn from(error: domain::Error) -> Self {
        match error {
            domain::Error::BeingUpdated { retry_after } => {
                Self::Wait { what: Awaited::SpaceUpdate, again: retry_after * SECOND }
            }
            other => Self::Retry(other.to_string()),
        }
    }
}

/// How a job is put, beside what the work says itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked<'a> {
    /// Who asked for it; nobody where it follows from something else.
    pub(crate) by: Option<&'a Caller>,
    /// Not before this; none: now.
    pub(crate) run_at: Option<Micros>,
    /// The same work of one kind has the same key, and is put once; none: its own.
    pub(crate) key: Option<&'a str>,
    /// Another than its kind has.
    pub(crate) priority: Option<Priority>,
}

impl Service {
    /// Adds a job to the transaction whose change it follows from. The same work gives the same job.
    pub(crate) async fn enqueue<W: Work>(&self, tx: &mut ControlTx, work: &W) -> Result<JobId> {
        self.enqueue_as(tx, work, Asked::default()).await
    }

    pub(crate) async fn enqueue_as<W: Work>(
        &self,
        tx: &mut ControlTx,
        work: &W,
        asked: Asked<'_>,
    ) -> Result<JobId> {
        let data = serde_json::to_string(work).map_err(|_| domain::Error::Internal)?;
        let priority = asked.priority.unwrap_or(W::PRIORITY);
        self.put(tx, W::KIND.as_str(), priority, &data, work.tenant(), asked).await
    }

    async fn put(
        &self,
        tx: &mut ControlTx,
        kind: &'static str,
        priority: Priority,
        data: &str,
        tenant: Option<&TenantId>,
        asked: Asked<'_>,
    ) -> Result<JobId> {
        let now = self.now();
        let id = chance::id(now, JobId::new);
        let key = asked.key.unwrap_or(id.as_str());
        let person = asked.by.and_then(Caller::account);
        let new = NewJob {
            id: &id,
            kind,
            key,
            data,
            tenant,
            priority,
            run_at: asked.run_at.unwrap_or(now),
            asker: person.map(|account| (account.id.as_str(), account.email.as_str())),
        };
        jobs::insert(tx, &new, now).await.or_internal().map(|(id, _)| id)
    }

    /// Calls off a tenant's jobs of one kind that wait for a later instant, in the transaction that leaves them nothing
    /// to do.
    pub(crate) async fn call_off<W: Work>(&self, tx: &mut ControlTx, tenant: &TenantId) -> Result<()> {
        jobs::update_cancelled_ahead(tx, W::KIND.as_str(), tenant, self.now()).await.or_internal()
    }

    /// Commits and wakes the workers, so that a mail leaves at once.
    pub(crate) async fn commit_with_jobs(&self, tx: ControlTx) -> Result<()> {
        tx.commit().await.or_internal()?;
        self.wakes().wake();
        Ok(())
    }
}
