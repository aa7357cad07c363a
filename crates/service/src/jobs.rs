//! Background work: written in the transaction that calls for it, done by a worker that may die.

use std::time::Duration;

use domain::{
    AccountId, DAY, HOUR, InvitationId, JobId, Locale, MINUTE, Micros, SECOND, SessionId, SignUpId, TenantId,
};
use serde::{Deserialize, Serialize};
use store::{
    ControlTx, Mode, StoreError,
    control::{jobs, mail_problems},
};

use crate::{
    OrInternal, Result, Service, background, chance,
    mailer::{MailError, Verdict},
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
        #[serde(default)]
        origin: Option<Origin>,
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
        #[serde(default)]
        origin: Option<Origin>,
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
    /// A mail that nobody will take; whoever caused it is told with these codes.
    Refused {
        error: String,
        codes: String,
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

impl Job {
    /// What the mail is for, where it is one: a word for the operator, and whose page tells what became of it.
    fn mail(&self) -> Option<(&'static str, String)> {
        match self {
            Self::SendConfirmation { sign_up } => {
                Some(("confirmation", mails::place("sign_ups", sign_up.as_str())))
            }
            Self::SendPasswordReset { account, .. } => {
                Some(("password-reset", mails::place("accounts", account.as_str())))
            }
            Self::SendNotice { account, .. } => Some(("notice", mails::place("accounts", account.as_str()))),
            Self::SendInvitation { invitation } => {
                Some(("invitation", mails::place("invitations", invitation.as_str())))
            }
            Self::SendStepUpCode { account, .. } => {
                Some(("step-up", mails::place("accounts", account.as_str())))
            }
            Self::SendFarewell { .. } | Self::RecountDays { .. } => None,
        }
    }
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::Retry(error.to_string())
    }
}

/// How long a worker may hold a job before another takes it.
const LEASE: Micros = 2 * MINUTE;
/// How often a job is begun that never came to an end,
const TRIES: i64 = 8;
/// and one that did.
const MOST_TRIES: i64 = 60;
/// A job that failed for so long is given up, and stays in the table for the operator.
const PATIENCE: Micros = DAY;
/// How long it waits at most between two tries.
const LONGEST_WAIT: Micros = HOUR;

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
            let job = serde_json::from_str::<Job>(&taken.job);
            let mail = job.as_ref().ok().and_then(Job::mail);
            let outcome = match job {
                Ok(job) => self.attempt(&taken, job).await,
                Err(error) => Err(JobError::Fail(error.to_string())),
            };
            let mut tx = self.store().control(Mode::Write).await?;
            let (told, codes) = self.settle(&mut tx, &taken, outcome).await?;
            if let Some((kind, place)) = mail {
                metrics::counter!("parvis_mails_total", "mail" => kind, "outcome" => told).increment(1);
                if told != "retried" {
                    mail_problems::update(&mut tx, &place, codes.as_deref(), self.now()).await?;
                }
            }
            tx.commit().await?;
        }
    }

    /// Runs a job; one that panics counts as a failed try. One that was begun more often than it may be tried
    /// took the whole process with it each time, and is not begun again.
    async fn attempt(&self, taken: &jobs::Job, job: Job) -> Result<(), JobError> {
        // One that failed and said so is known to come to an end, and may be tried for a day.
        let most = if taken.error.is_some() { MOST_TRIES } else { TRIES };
        if taken.tries > most {
            return Err(JobError::Fail("the server stopped in the middle of it each time".to_owned()));
        }
        background::caught("job", self.run(job)).await.map_err(JobError::Retry)?
    }

    /// Writes down what became of a job. Returns that in a word, and of a mail that did not leave its codes.
    async fn settle(
        &self,
        tx: &mut ControlTx,
        taken: &jobs::Job,
        outcome: Result<(), JobError>,
    ) -> Result<(&'static str, Option<String>), StoreError> {
        let now = self.now();
        // 1 s, 16 s, 81 s, ... after the tries, later once an hour.
        let wait = taken.tries.saturating_pow(4).saturating_mul(SECOND).min(LONGEST_WAIT);
        match outcome {
            Ok(()) => {
                jobs::delete(tx, &taken.id).await?;
                Ok(("done", None))
            }
            Err(JobError::Retry(error)) if now < taken.created_at + PATIENCE => {
                tracing::warn!(job = %taken.id, %error, tries = taken.tries, "a job failed, it is tried again");
                jobs::update_retry(tx, &taken.id, now + wait, &error).await?;
                Ok(("retried", None))
            }
            Err(JobError::Refused { error, codes }) => {
                tracing::error!(job = %taken.id, %error, "a mail was refused for good");
                jobs::update_failed(tx, &taken.id, now, &error).await?;
                Ok(("refused", Some(codes)))
            }
            Err(JobError::Retry(error) | JobError::Fail(error)) => {
                tracing::error!(job = %taken.id, %error, "a job failed for good");
                jobs::update_failed(tx, &taken.id, now, &error).await?;
                Ok(("failed", Some(String::new())))
            }
        }
    }

    async fn run(&self, job: Job) -> Result<(), JobError> {
        match job {
            Job::SendConfirmation { sign_up } => mails::send_confirmation(self, &sign_up).await,
            Job::SendPasswordReset { account, origin } => {
                mails::send_password_reset(self, &account, origin.as_ref()).await
            }
            Job::SendNotice { account, notice, origin } => {
                mails::notices::send(self, &account, &notice, &origin).await
            }
            Job::SendFarewell { email, locale, origin } => {
                mails::notices::send_farewell(self, &email, locale, &origin).await
            }
            Job::SendInvitation { invitation } => mails::invitations::send(self, &invitation).await,
            Job::SendStepUpCode { account, session, origin } => {
                mails::send_step_up_code(self, &account, &session, origin.as_ref()).await
            }
            Job::RecountDays { tenant } => {
                tenants::recount_days(self, &tenant).await.map_err(|error| JobError::Retry(error.to_string()))
            }
        }
    }
}
