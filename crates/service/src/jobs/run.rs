//! What a step is given, and what it gives back.

use domain::{
    Micros, SECOND,
    principal::{Named, PrincipalKind},
};
use serde_json::Value;
use store::{
    ControlTx, Mode,
    control::jobs::{self, Job},
};

use super::JobError;
use crate::{Caller, Service, principal::Work};

/// How long a job is held without a word that the work goes on.
pub(super) const LEASE: Micros = 30 * SECOND;

/// A job that is held, as its steps see it.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) service: Service,
    pub(crate) job: Job,
}

impl Run {
    pub(crate) fn now(&self) -> Micros {
        self.service.now()
    }

    /// Who acts: this job, and whoever asked for it.
    pub(crate) fn caller(&self) -> Caller {
        let (job, label) = (&self.job, &self.job.asker_label);
        let asked_by = job.asker.as_ref().map(|id| Named::new(PrincipalKind::Person, id, label));
        Caller::job(Work { id: Some(job.id.clone()), kind: job.kind.clone(), asked_by })
    }

    /// Says how far the work is, in parts of a hundred. What was taken away meanwhile stops here.
    pub(crate) async fn progress(&self, done: usize, all: usize) -> Result<(), JobError> {
        let part = i64::try_from(done * 100 / all.max(1)).unwrap_or(100).clamp(0, 100);
        let mut tx = self.service.store().control(Mode::Write).await?;
        if !jobs::update_progress(&mut tx, &self.job.id, self.job.fence, part, self.now()).await? {
            return Err(JobError::Retry("another server has taken it over".to_owned()));
        }
        tx.commit().await?;
        Ok(())
    }
}

/// What a step did.
#[derive(Debug, Default)]
pub(crate) struct Output {
    /// One line for people, without secrets.
    pub(crate) told: String,
    /// What came of the work, of the last step.
    pub(crate) result: Option<Value>,
    /// The transaction of its effect on control data. It is committed together with the step's end, and only if
    /// the job is still held: so the effect is there once.
    pub(crate) tx: Option<ControlTx>,
}

impl From<()> for Output {
    fn from((): ()) -> Self {
        Self::default()
    }
}

impl Output {
    pub(crate) fn told(text: impl Into<String>) -> Self {
        Self { told: text.into(), ..Self::default() }
    }
}
