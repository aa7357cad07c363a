//! Background work: written in the transaction that calls for it, done by a worker that may die.

use std::time::Duration;

use domain::{AccountId, InvitationId, JobId, Locale, MINUTE, Micros, SECOND, SessionId, SignUpId, TenantId};
use serde::{Deserialize, Serialize};
use store::{ControlTx, Mode, StoreError, control::jobs};

use crate::{
    OrInternal, Result, Service, background, chance,
    mailer::MailError,
    mails,
    notices::{Notice, Origin},
    tenants,
};

/// What there is to do. Stored as JSON: add variants, never change one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "kebab-case")]
pub(crate) enum Job {
    SendConfirmation {
        sign_up: SignUpId,
    },
    SendPasswordReset {
        account: AccountId,
    },
    SendNotice {
        account: AccountId,
        notice: Notice,
        origin: Origin,
    },
    SendInvitation {
        invitation: InvitationId,
    },
    /// An account was deleted by its person, and is not there to be asked any more.
    SendFarewell {
        email: String,
        locale: Locale,
        origin: Origin,
    },
    /// A code by which somebody signed in proves that it is still them.
    SendStepUpCode {
        account: AccountId,
        session: SessionId,
    },
    /// The tenant's zone was changed, and its days begin elsewhere.
    RecountDays {
        tenant: TenantId,
    },
}

/// Why a job did not get done: each failure says whether trying again can help.
#[derive(Debug)]
pub(crate) enum JobError {
    Retry(String),
    Fail(String),
}

impl JobError {
    pub(crate) fn mail(error: MailError) -> Self {
        if error.is_permanent() { Self::Fail(error.to_string()) } else { Self::Retry(error.to_string()) }
    }
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Retry(error.to_string())
    }
}

/// How long a worker may hold a job before another takes it.
const LEASE: Micros = 2 * MINUTE;
/// A job that failed so often is given up, and stays in the table for the operator.
const TRIES: i64 = 8;

impl Service {
    /// Adds a job to the transaction whose change it follows from.
    pub(crate) async fn enqueue(&self, tx: &mut ControlTx, job: &Job) -> Result<()> {
        let now = self.now();
        let text = serde_json::to_string(job).map_err(|_| domain::Error::Internal)?;
        jobs::insert(tx, &chance::id(now, JobId::new), &text, now).await.or_internal()
    }

    /// Commits and wakes the worker, so that a mail leaves at once.
    pub(crate) async fn commit_with_jobs(&self, tx: ControlTx) -> Result<()> {
        tx.commit().await.or_internal()?;
        self.0.job_added.notify_one();
        Ok(())
    }

    /// Works until the future is dropped: does what is due, then waits for more.
    pub async fn work(&self) {
        loop {
            match self.run_due_jobs().await {
                Ok(()) => {}
                Err(error) => tracing::warn!(%error, "the worker could not take jobs, it tries again"),
            }
            tokio::select! {
                () = self.0.job_added.notified() => {}
                () = tokio::time::sleep(Duration::from_secs(5)) => {}
            }
        }
    }

    /// Does every job that is due.
    pub async fn run_due_jobs(&self) -> Result<(), StoreError> {
        loop {
            let now = self.now();
            let mut tx = self.store().control(Mode::Write).await?;
            let taken = jobs::take(&mut tx, now, now + LEASE).await?;
            tx.commit().await?;
            let Some(taken) = taken else { return Ok(()) };
            let outcome = self.attempt(&taken).await;
            let mut tx = self.store().control(Mode::Write).await?;
            match outcome {
                Ok(()) => jobs::delete(&mut tx, &taken.id).await?,
                Err(JobError::Retry(error)) if taken.tries < TRIES => {
                    // 1 s, 16 s, 81 s, ... after the tries.
                    let wait = taken.tries.pow(4) * SECOND;
                    tracing::warn!(job = %taken.id, %error, tries = taken.tries, "a job failed, it is tried again");
                    jobs::update_retry(&mut tx, &taken.id, self.now() + wait, &error).await?;
                }
                Err(JobError::Retry(error) | JobError::Fail(error)) => {
                    tracing::error!(job = %taken.id, %error, "a job failed for good");
                    jobs::update_failed(&mut tx, &taken.id, self.now(), &error).await?;
                }
            }
            tx.commit().await?;
        }
    }

    /// Runs a job; one that panics counts as a failed try. One that was begun more often than it may be tried
    /// took the whole process with it each time, and is not begun again.
    async fn attempt(&self, taken: &jobs::Job) -> Result<(), JobError> {
        if taken.tries > TRIES {
            return Err(JobError::Fail("the server stopped in the middle of it each time".to_owned()));
        }
        background::caught("job", self.run(&taken.job)).await.map_err(JobError::Retry)?
    }

    async fn run(&self, job: &str) -> Result<(), JobError> {
        let job: Job = serde_json::from_str(job).map_err(|error| JobError::Fail(error.to_string()))?;
        match job {
            Job::SendConfirmation { sign_up } => mails::send_confirmation(self, &sign_up).await,
            Job::SendPasswordReset { account } => mails::send_password_reset(self, &account).await,
            Job::SendNotice { account, notice, origin } => {
                mails::notices::send(self, &account, &notice, &origin).await
            }
            Job::SendFarewell { email, locale, origin } => {
                mails::notices::send_farewell(self, &email, locale, &origin).await
            }
            Job::SendInvitation { invitation } => mails::invitations::send(self, &invitation).await,
            Job::SendStepUpCode { account, session } => {
                mails::send_step_up_code(self, &account, &session).await
            }
            Job::RecountDays { tenant } => {
                tenants::recount_days(self, &tenant).await.map_err(|error| JobError::Retry(error.to_string()))
            }
        }
    }
}
