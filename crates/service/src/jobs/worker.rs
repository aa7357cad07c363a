//! Takes jobs and does them, one step after the other, for as long as this server holds them.

use std::time::Duration;

use domain::jobs::{JobKind, Priority, StepState};
use store::{
    Mode, StoreError,
    control::{
        job_lists,
        job_steps::{self, Step},
        jobs::{self, Free, Job},
    },
};
use tokio::sync::Notify;
use tracing::Instrument;

use super::{JobError, Run, kinds::Kind, run::LEASE, schedules, settle::Outcome};
use crate::{Service, background, traces};

const BEAT: Duration = Duration::from_secs(10);
/// How often a server looks for what others put, what came due and what was lost.
const LOOK: Duration = Duration::from_secs(1);
/// A job in whose middle the server ended so often in a row is set aside.
const MOST_KILLS: i64 = 3;

/// Wakes the workers of this server.
#[derive(Debug, Default)]
pub(crate) struct Wakes {
    urgent: Notify,
    any: Notify,
}

impl Wakes {
    pub(crate) fn wake(&self) {
        self.urgent.notify_one();
        self.any.notify_one();
    }

    const fn of(&self, least: Priority) -> &Notify {
        match least {
            Priority::Urgent => &self.urgent,
            _ => &self.any,
        }
    }
}

/// What workers take: one is kept for what is urgent, so that it never waits for what takes long.
pub const LANES: [Priority; 4] = [Priority::Urgent, Priority::Bulk, Priority::Bulk, Priority::Bulk];

impl Service {
    /// Works until the future is dropped: does what is due down to a priority, then waits for more.
    pub async fn work(&self, least: Priority) {
        loop {
            match self.run_due(least).await {
                Ok(()) => {}
                Err(error) => tracing::warn!(%error, "the worker could not take jobs, it tries again"),
            }
            self.wakes().of(least).notified().await;
        }
    }

    /// Looks every second until the future is dropped: for jobs that came due or that another server put or
    /// lost, and for schedules.
    pub async fn watch_jobs(&self) {
        if let Err(error) = schedules::begin(self).await {
            tracing::warn!(%error, "the schedules could not be begun");
        }
        let mut looks = 0_u64;
        loop {
            if let Err(error) = self.look(looks.is_multiple_of(15)).await {
                tracing::warn!(%error, "the queue could not be looked at, it is tried again");
            }
            looks += 1;
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn look(&self, counts: bool) -> Result<(), StoreError> {
        let now = self.now();
        let mut tx = self.store().control(Mode::Read).await?;
        let due = job_lists::due(&mut tx, now).await?;
        let schedules = store::control::schedules::list(&mut tx).await?;
        let counted = if counts { job_lists::count(&mut tx).await? } else { Vec::new() };
        drop(tx);
        if due.lost > 0 {
            self.take_back().await?;
        }
        if schedules.iter().any(|(_, due_at)| *due_at <= now) {
            schedules::run_due(self, &schedules).await?;
        }
        if due.waiting + due.lost > 0 {
            self.wakes().wake();
        }
        super::looks::measure(&counted, now);
        Ok(())
    }

    async fn take_back(&self) -> Result<(), StoreError> {
        let mut tx = self.store().control(Mode::Write).await?;
        let lost = jobs::update_lost(&mut tx, self.now()).await?;
        tx.commit().await?;
        if lost > 0 {
            tracing::warn!(lost, "jobs were held by a server that did not come back; they are begun again");
        }
        Ok(())
    }

    /// Does every job that is due.
    pub async fn run_due_jobs(&self) -> Result<(), StoreError> {
        self.take_back().await?;
        self.run_due(Priority::Bulk).await
    }

    async fn run_due(&self, least: Priority) -> Result<(), StoreError> {
        while let Some((job, kind)) = self.take(least).await? {
            // Where there is one there may be more, for the worker beside this one.
            self.wakes().of(least).notify_one();
            self.run_job(job, &kind).await?;
        }
        Ok(())
    }

    async fn take(&self, least: Priority) -> Result<Option<(Job, Kind)>, StoreError> {
        let now = self.now();
        // Mostly there is nothing, and who reads keeps nobody from writing.
        let mut tx = self.store().control(Mode::Read).await?;
        if !job_lists::has_due(&mut tx, now, least).await? {
            return Ok(None);
        }
        drop(tx);
        let mut tx = self.store().control(Mode::Write).await?;
        jobs::lock(&mut tx).await?;
        let running = job_lists::running(&mut tx).await?;
        let is_free = |kind: &Kind| {
            running.iter().all(|(word, count)| word != kind.name.as_str() || *count < kind.at_once)
        };
        let free = JobKind::ALL
            .iter()
            .map(|kind| (self.registry().kind)(*kind))
            .filter(|kind| kind.priority <= least);
        let free: Vec<Free<'_>> = free
            .filter(is_free)
            .map(|kind| Free { kind: kind.name.as_str(), per_tenant: kind.per_tenant })
            .collect();
        let taken = jobs::take(&mut tx, now, now + LEASE, least, &free).await?;
        tx.commit().await?;
        if let Some(job) = taken.as_ref().filter(|job| job.tries == 1) {
            #[expect(clippy::cast_precision_loss, reason = "a histogram is of floats")]
            let waited = (self.now() - job.run_at.max(job.created_at)) as f64 / domain::SECOND as f64;
            metrics::histogram!("parvis_job_wait_seconds", "kind" => job.kind.clone()).record(waited);
        }
        Ok(taken
            .and_then(|job| Some(((self.registry().kind)(job.kind.parse().ok()?), job)))
            .map(|(kind, job)| (job, kind)))
    }

    /// Does one job here and now, if nobody else is at it. Whoever dies in the middle leaves it to the others.
    pub(crate) async fn run_now(&self, id: &domain::JobId) -> Result<(), StoreError> {
        let now = self.now();
        let mut tx = self.store().control(Mode::Write).await?;
        let taken = jobs::take_this(&mut tx, id, now, now + LEASE).await?;
        tx.commit().await?;
        let Some(job) = taken else { return Ok(()) };
        let Ok(kind) = job.kind.parse::<JobKind>() else { return Ok(()) };
        self.run_job(job, &(self.registry().kind)(kind)).await
    }

    /// Does a job's steps from the first that is not done, or takes back what was done from the last.
    async fn run_job(&self, job: Job, kind: &Kind) -> Result<(), StoreError> {
        let run = Run { service: self.clone(), job };
        if run.job.kills >= MOST_KILLS {
            let error = "the server stopped in the middle of it each time".to_owned();
            return run.settle(kind, None, Err(JobError::Fail(error))).await.map(|_| ());
        }
        let steps = (kind.steps)();
        let mut number = run.first(steps.len()).await?;
        loop {
            if run.job.is_undoing && number == 0 {
                return run.settle(kind, None, Ok(Outcome::Undone)).await.map(|_| ());
            }
            let index = if run.job.is_undoing { number - 1 } else { number };
            let name = steps.get(index).map_or("", |(name, _)| name);
            let is_last = !run.job.is_undoing && index + 1 >= steps.len();
            let step = run.begin(index, name).await?;
            let trace = traces::job(kind.name.as_str(), name);
            let act = background::caught("job", kind.act(&run, index, run.job.is_undoing));
            let acted = tokio::select! {
                acted = act.instrument(trace.clone()) => acted.map_err(JobError::Retry).flatten(),
                () = run.hold() => return Ok(()),
            };
            if acted.is_err() {
                traces::failed(&trace);
            }
            let outcome = acted.map(|output| Outcome::Step { output, is_last });
            let goes_on = run.settle(kind, step, outcome).await?;
            if !goes_on || is_last {
                return Ok(());
            }
            number = if run.job.is_undoing { number - 1 } else { number + 1 };
        }
    }
}

impl Run {
    /// Which step comes next: forwards its index, backwards one more than it.
    async fn first(&self, steps: usize) -> Result<usize, StoreError> {
        if steps < 2 {
            return Ok(0);
        }
        let mut tx = self.service.store().control(Mode::Read).await?;
        let known = job_steps::list(&mut tx, &self.job.id).await?;
        let is_done = |index: usize| {
            known
                .iter()
                .any(|step| usize::try_from(step.number) == Ok(index + 1) && step.state == StepState::Done)
        };
        Ok((0..steps).find(|index| !is_done(*index)).unwrap_or(steps))
    }

    /// Notes that a step is begun, where the work has more than one.
    async fn begin(&self, index: usize, name: &'static str) -> Result<Option<Step>, StoreError> {
        if name.is_empty() {
            return Ok(None);
        }
        let step = Step {
            number: i64::try_from(index).unwrap_or(i64::MAX) + 1,
            name: name.to_owned(),
            state: StepState::Running,
            output: String::new(),
            begun_at: self.now(),
            ended_at: None,
        };
        if !self.job.is_undoing {
            let mut tx = self.service.store().control(Mode::Write).await?;
            // Whoever lost the job leaves its steps to those who have it.
            let until = self.now() + LEASE;
            if jobs::update_lease(&mut tx, &self.job.id, self.job.fence, until).await? {
                job_steps::upsert(&mut tx, &self.job.id, &step).await?;
                tx.commit().await?;
            }
        }
        Ok(Some(step))
    }

    /// Says every ten seconds that the work goes on; comes back when it was taken away.
    async fn hold(&self) {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.beat().await {
                Ok(true) => {}
                Ok(false) => {
                    tracing::warn!(job = %self.job.id, "a job was taken away while it ran; it stops here");
                    return;
                }
                Err(error) => tracing::warn!(%error, job = %self.job.id, "a job could not be held on to"),
            }
        }
    }

    async fn beat(&self) -> Result<bool, StoreError> {
        let mut tx = self.service.store().control(Mode::Write).await?;
        let until = self.now() + LEASE;
        let is_held = jobs::update_lease(&mut tx, &self.job.id, self.job.fence, until).await?;
        tx.commit().await?;
        Ok(is_held)
    }
}
