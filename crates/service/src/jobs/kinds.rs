//! A kind of work without its type: what the workers know of it.

use domain::jobs::{JobKind, Priority};
use futures::future::BoxFuture;
use store::{ControlTx, control::jobs::Job};

use super::{Asked, JobError, Output, Run, Work, schedules::Rhythm};
use crate::{Result, Service};

/// A kind of work without its type.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(super) name: JobKind,
    pub(super) priority: Priority,
    pub(super) at_once: i64,
    pub(super) per_tenant: i64,
    pub(super) is_shown: bool,
    /// The names of its steps, and whether each can be undone; of an only step the empty name.
    pub(super) steps: fn() -> Vec<(&'static str, bool)>,
    act: for<'a> fn(&'a Run, usize, bool) -> BoxFuture<'a, Result<Output, JobError>>,
    pub(super) mail: fn(&str) -> Option<(&'static str, String)>,
}

impl Kind {
    pub(crate) const fn of<W: Work>() -> Self {
        Self {
            name: W::KIND,
            priority: W::PRIORITY,
            at_once: W::AT_ONCE,
            per_tenant: W::PER_TENANT,
            is_shown: W::IS_SHOWN,
            steps: || W::STEPS.iter().map(|step| (step.name, step.undo.is_some())).collect(),
            act: act::<W>,
            mail: |data| serde_json::from_str::<W>(data).ok().and_then(|work| work.mail()),
        }
    }

    /// Does a step, or takes it back.
    pub(super) async fn act(&self, run: &Run, step: usize, undoes: bool) -> Result<Output, JobError> {
        (self.act)(run, step, undoes).await
    }
}

fn act<W: Work>(run: &Run, step: usize, undoes: bool) -> BoxFuture<'_, Result<Output, JobError>> {
    Box::pin(async move {
        let work: W =
            serde_json::from_str(&run.job.data).map_err(|error| JobError::Fail(error.to_string()))?;
        let step = W::STEPS.get(step).ok_or_else(|| JobError::Fail("it has no such step".to_owned()))?;
        match (undoes, step.undo) {
            (false, _) => (step.act)(&work, run).await,
            (true, Some(undo)) => undo(&work, run).await,
            (true, None) => Ok(Output::default()),
        }
    })
}

/// Everything that areas register: `crate::work` says it once.
pub(crate) struct Registry {
    pub(crate) kind: fn(JobKind) -> Kind,
    pub(crate) schedules: &'static [Schedule],
    /// Whose job is put when a server begins.
    pub(crate) at_start: Put,
    /// Tells whom it concerns that a job was given up, with what went wrong.
    pub(crate) failed:
        for<'a> fn(&'a Service, &'a mut ControlTx, &'a Job, &'a str) -> BoxFuture<'a, Result<()>>,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry").finish_non_exhaustive()
    }
}

impl Registry {
    /// The kinds whose jobs a tenant's page shows.
    pub(super) fn shown(&self) -> Vec<&'static str> {
        JobKind::ALL.iter().filter(|kind| (self.kind)(**kind).is_shown).map(|kind| kind.as_str()).collect()
    }
}

/// Puts a job under a key.
pub(crate) type Put = for<'a> fn(&'a Service, &'a mut ControlTx, &'a str) -> BoxFuture<'a, Result<()>>;

/// Work that comes round.
pub(crate) struct Schedule {
    pub(crate) kind: JobKind,
    pub(crate) rhythm: Rhythm,
    put: Put,
}

impl Schedule {
    pub(crate) const fn of<W: Work + Default>(rhythm: Rhythm) -> Self {
        Self { kind: W::KIND, rhythm, put: put::<W> }
    }

    pub(super) async fn put(&self, service: &Service, tx: &mut ControlTx, key: &str) -> Result<()> {
        (self.put)(service, tx, key).await
    }
}

/// Puts work that is given nothing.
pub(crate) fn put<'a, W: Work + Default>(
    service: &'a Service,
    tx: &'a mut ControlTx,
    key: &'a str,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let asked = Asked { key: Some(key), ..Asked::default() };
        service.enqueue_as(tx, &W::default(), asked).await.map(|_| ())
    })
}
