//! Writes down what became of a step or a job, and tells whom it concerns.

use domain::{
    DAY, HOUR, Micros, SECOND,
    jobs::{JobState, StepState},
};
use store::{
    ControlTx, Mode, StoreError,
    control::{
        job_steps::{self, Step},
        jobs::{self, Settled},
        mail_problems,
    },
};

use super::{JobError, Output, Run, kinds::Kind};
use crate::masks;

/// A job that failed for so long is given up, and stays in the table for the operator.
const PATIENCE: Micros = DAY;
/// How often one is begun that fails and says so.
const MOST_TRIES: i64 = 60;
/// How long it waits at most between two tries.
const LONGEST_WAIT: Micros = HOUR;
/// How many letters are kept of what a step told.
const LONGEST: usize = 2000;

/// How a run went well.
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and it is on its way")]
pub(super) enum Outcome {
    Step {
        output: Output,
        is_last: bool,
    },
    /// Everything that was done is taken back.
    Undone,
}

/// What is written of a job, and how metrics call it.
struct Verdict<'a> {
    settled: Settled<'a>,
    word: &'static str,
    /// Of a mail that did not leave, the codes it was refused with.
    codes: Option<String>,
}

impl Run {
    /// Writes down what became of a step and, where it was the last, of the job. Whether the next step follows.
    pub(super) async fn settle(
        &self,
        kind: &Kind,
        step: Option<Step>,
        outcome: Result<Outcome, JobError>,
    ) -> Result<bool, StoreError> {
        match outcome {
            Ok(Outcome::Step { output, is_last: false }) => self.end_step(step, output).await,
            Ok(Outcome::Step { output, is_last: true }) => {
                let Output { told, result, tx } = output;
                let result = result.map(|value| masks::mask_within(value).to_string());
                let state = Some(JobState::Done);
                let settled =
                    Settled { state, result: result.as_deref(), counts: true, ..Settled::default() };
                let step = step.map(|step| self.ended(step, StepState::Done, &told));
                self.end(kind, step, tx, Verdict { settled, word: "done", codes: None }).await
            }
            Ok(Outcome::Undone) => {
                let error = self.job.error.as_deref();
                let settled =
                    Settled { state: Some(JobState::Undone), error, counts: true, ..Settled::default() };
                self.end(kind, None, None, Verdict { settled, word: "undone", codes: None }).await
            }
            Err(error) => self.fail(kind, step, error).await.map(|_| false),
        }
    }

    /// At most so much of a text, without secrets: what is written of a job, its people read.
    fn masked(text: &str) -> String {
        masks::mask(text).chars().take(LONGEST).collect()
    }

    fn ended(&self, step: Step, state: StepState, told: &str) -> Step {
        Step { state, output: Self::masked(told), ended_at: Some(self.now()), ..step }
    }

    async fn end_step(&self, step: Option<Step>, output: Output) -> Result<bool, StoreError> {
        let mut tx = self.transaction(output.tx).await?;
        let state = if self.job.is_undoing { StepState::Undone } else { StepState::Done };
        let until = self.now() + super::run::LEASE;
        if !jobs::update_lease(&mut tx, &self.job.id, self.job.fence, until).await? {
            return Ok(false);
        }
        if let Some(step) = step {
            let step = self.ended(step, state, &output.told);
            job_steps::upsert(&mut tx, &self.job.id, &step).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn transaction(&self, tx: Option<ControlTx>) -> Result<ControlTx, StoreError> {
        match tx {
            Some(tx) => Ok(tx),
            None => self.service.store().control(Mode::Write).await,
        }
    }

    async fn fail(&self, kind: &Kind, step: Option<Step>, error: JobError) -> Result<bool, StoreError> {
        let (now, job) = (self.now(), &self.job);
        // 1 s, 16 s, 81 s, ... after the tries, later once an hour.
        let wait = job.tries.saturating_pow(4).saturating_mul(SECOND).min(LONGEST_WAIT);
        let since = job.begun_at.unwrap_or(job.created_at);
        let (error, codes) = match error {
            JobError::Wait { what, again } => {
                let settled = Settled {
                    run_at: Some(now + again.max(SECOND)),
                    waits_for: Some(what.as_str()),
                    is_undoing: job.is_undoing,
                    ..Settled::default()
                };
                return self.end(kind, None, None, Verdict { settled, word: "waits", codes: None }).await;
            }
            JobError::Retry(error) if now < since + PATIENCE && job.tries < MOST_TRIES => {
                let error = Self::masked(&error);
                tracing::warn!(job = %job.id, %error, tries = job.tries, "a job failed, it is tried again");
                let settled = Settled {
                    run_at: Some(now + wait),
                    error: Some(&error),
                    is_undoing: job.is_undoing,
                    counts: true,
                    ..Settled::default()
                };
                let step = step.map(|step| self.ended(step, StepState::Failed, &error));
                return self.end(kind, step, None, Verdict { settled, word: "retried", codes: None }).await;
            }
            JobError::Refused { error, codes } => (error, codes),
            JobError::Retry(error) | JobError::Fail(error) => (error, String::new()),
        };
        let error = Self::masked(&error);
        tracing::error!(job = %job.id, kind = %job.kind, %error, "a job failed for good");
        let undoes = !job.is_undoing && self.can_undo(kind, step.as_ref()).await?;
        let settled = Settled {
            state: (!undoes).then_some(JobState::Failed),
            run_at: undoes.then_some(now),
            error: Some(&error),
            is_undoing: undoes,
            counts: true,
            ..Settled::default()
        };
        let word = match (undoes, codes.is_empty()) {
            (true, _) => "undoing",
            (false, true) => "failed",
            (false, false) => "refused",
        };
        let step = step.map(|step| self.ended(step, StepState::Failed, &error));
        self.end(kind, step, None, Verdict { settled, word, codes: Some(codes) }).await
    }

    /// Whether something was done, and all of it can be taken back.
    async fn can_undo(&self, kind: &Kind, failed: Option<&Step>) -> Result<bool, StoreError> {
        let Some(failed) = failed else { return Ok(false) };
        let done = usize::try_from(failed.number - 1).unwrap_or(0);
        Ok(done > 0 && (kind.steps)().iter().take(done).all(|(_, can_undo)| *can_undo))
    }

    /// Writes how the job stands, in the transaction of its last effect where it has one. Nothing is written of a
    /// job that was taken away.
    async fn end(
        &self,
        kind: &Kind,
        step: Option<Step>,
        tx: Option<ControlTx>,
        verdict: Verdict<'_>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.transaction(tx).await?;
        let (id, fence, now) = (&self.job.id, self.job.fence, self.now());
        let is_forgotten = verdict.settled.state == Some(JobState::Done) && !kind.is_shown;
        let is_held = if is_forgotten {
            jobs::delete_held(&mut tx, id, fence).await?
        } else {
            jobs::update_settled(&mut tx, id, fence, now, &verdict.settled).await?
        };
        if !is_held {
            tracing::warn!(job = %id, "a job was taken away before its end; nothing of it is written twice");
            return Ok(false);
        }
        if let Some(step) = step.filter(|_| !is_forgotten) {
            job_steps::upsert(&mut tx, id, &step).await?;
        }
        let mail = (kind.mail)(&self.job.data);
        if let Some((_, row)) = mail.as_ref().filter(|_| verdict.settled.state.is_some()) {
            mail_problems::update(&mut tx, row, verdict.codes.as_deref(), now).await?;
        }
        let is_given_up = matches!(verdict.settled.state, Some(JobState::Failed | JobState::Undone));
        let tells = is_given_up && !kind.name.is_mail();
        if tells {
            let error = verdict.settled.error.unwrap_or_default();
            if (self.service.registry().failed)(&self.service, &mut tx, &self.job, error).await.is_err() {
                tracing::error!(job = %id, "nobody could be told of a job that was given up");
            }
        }
        tx.commit().await?;
        if tells || verdict.settled.is_undoing {
            self.service.wakes().wake();
        }
        if let Some((mail, _)) = mail {
            metrics::counter!("parvis_mails_total", "mail" => mail, "outcome" => verdict.word).increment(1);
        }
        let kind = kind.name.as_str();
        metrics::counter!("parvis_jobs_total", "kind" => kind, "outcome" => verdict.word).increment(1);
        Ok(true)
    }
}
