//! Work that comes round: after an interval, or at a time of the day in a zone. One server moves a schedule on and
//! puts its job; what fell due while nothing ran is done once.

use domain::{
    DAY, MINUTE, Micros,
    jobs::{JobKind, Priority},
    zones::Zone,
};
use serde::{Deserialize, Serialize};
use store::{
    Mode, StoreError,
    control::{jobs, schedules},
};

use super::{Output, Step, Work};
use crate::{OrInternal, Result, Service};

/// When work comes round.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rhythm {
    Every(Micros),
    /// So long after the midnight of a zone, by its clocks.
    Daily {
        minutes: i64,
        zone: &'static str,
    },
}

impl Rhythm {
    /// The first time after now, however long ago it was due.
    fn next(self, due_at: Micros, now: Micros) -> Micros {
        match self {
            Self::Every(interval) => {
                let missed = (now - due_at).max(0) / interval;
                due_at.min(now) + (missed + 1) * interval
            }
            Self::Daily { minutes, zone } => {
                let zone = Zone::parse(zone).unwrap_or_default();
                let today = zone.day_of(now);
                let mut times = (today..).map(|day| zone.at_minute(day, minutes)).skip_while(|at| *at <= now);
                times.next().unwrap_or(now + DAY)
            }
        }
    }
}

/// Notes the schedules that are new, and has every tenant visited once.
pub(super) async fn begin(service: &Service) -> Result<()> {
    let now = service.now();
    let mut tx = service.control(Mode::Write).await?;
    for schedule in service.registry().schedules {
        schedules::insert(&mut tx, schedule.kind.as_str(), now).await.or_internal()?;
    }
    // Servers that start together need one visit.
    let key = format!("start:{}", now / MINUTE);
    (service.registry().at_start)(service, &mut tx, &key).await?;
    service.commit_with_jobs(tx).await
}

/// Moves on what is due and puts its jobs.
pub(super) async fn run_due(service: &Service, known: &[(String, Micros)]) -> Result<(), StoreError> {
    let now = service.now();
    let mut tx = service.store().control(Mode::Write).await?;
    for schedule in service.registry().schedules {
        let name = schedule.kind.as_str();
        let due = known.iter().find(|(known, due_at)| known == name && *due_at <= now);
        let Some((_, due_at)) = due else { continue };
        if schedules::update(&mut tx, name, *due_at, schedule.rhythm.next(*due_at, now)).await? {
            let put = schedule.put(service, &mut tx, &format!("due:{due_at}")).await;
            if let Err(error) = put {
                tracing::warn!(%error, name, "scheduled work could not be put");
            }
        }
    }
    tx.commit().await?;
    service.wakes().wake();
    Ok(())
}

/// Jobs that are over are kept for so long.
const KEPT: Micros = 30 * DAY;
/// Rows deleted in one transaction.
const PIECE: i64 = 1000;

/// Forgets jobs that were over long ago.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ForgetJobs {}

impl Work for ForgetJobs {
    const KIND: JobKind = JobKind::ForgetJobs;
    const PRIORITY: Priority = Priority::Bulk;
    const AT_ONCE: i64 = 1;
    const STEPS: &'static [Step<Self>] = &[Step::only(|_, run| {
        Box::pin(async move {
            loop {
                let mut tx = run.service.store().control(Mode::Write).await?;
                let rows = jobs::delete_over(&mut tx, run.now() - KEPT, PIECE).await?;
                tx.commit().await?;
                if rows < PIECE.unsigned_abs() {
                    return Ok(Output::default());
                }
            }
        })
    })];
}

#[cfg(test)]
mod tests {
    use domain::HOUR;

    use super::*;

    const NOON: Micros = 1_795_262_400_000_000;

    #[test]
    fn an_interval_counts_from_when_it_was_due_and_catches_up_once() {
        let every = Rhythm::Every(HOUR);
        assert_eq!(every.next(NOON, NOON), NOON + HOUR);
        assert_eq!(every.next(NOON, NOON + MINUTE), NOON + HOUR);
        assert_eq!(every.next(NOON, NOON + 20 * HOUR + MINUTE), NOON + 21 * HOUR);
        assert_eq!(
            every.next(NOON + 9 * HOUR, NOON),
            NOON + HOUR,
            "and a clock that went back waits for nothing"
        );
    }

    #[test]
    fn a_time_of_the_day_follows_the_clocks_of_its_zone() {
        // In the night to 29 March 2026 clocks in Paris go from 2:00 to 3:00.
        let daily = Rhythm::Daily { minutes: 4 * 60, zone: "Europe/Paris" };
        let saturday = 1_774_666_800_000_000;
        assert_eq!(daily.next(0, saturday), saturday + DAY - HOUR, "from 4:00 CET to 4:00 CEST");
        let late = Rhythm::Daily { minutes: 150, zone: "Europe/Paris" };
        assert_eq!(late.next(0, saturday), saturday + DAY - 90 * MINUTE, "2:30 is not there that night");
        assert_eq!(Rhythm::Daily { minutes: 0, zone: "UTC" }.next(0, NOON), NOON + 12 * HOUR);
    }
}
