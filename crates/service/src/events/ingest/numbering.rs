//! Which records of a batch are new.
//!
//! A number alone does not tell: a spool that was copied to another host, or set back to an older state,
//! uses numbers twice. Each opening of a spool has a mark of its own, and a record at or below its mark
//! counts as seen only if it is the one that was seen.

use std::collections::BTreeSet;

use domain::{Micros, PolicyAgentId, policy::Entry};
use store::{
    TenantTx,
    tenant::{
        events,
        spools::{self, Mark},
    },
};

use super::batch::Batch;
use crate::{OrInternal, Result, chance};

/// Runs that were not heard of for so long have nothing left to send.
const RUNS: Micros = 90 * domain::DAY;

/// What the server knows of the numbers a batch bears.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Over all runs of the spool.
    pub(super) spool: Mark,
    /// Of the batch's own run; the spool's for an agent that tells none.
    pub(super) run: Mark,
    is_run_known: bool,
}

/// The lines of a batch that are new: those above the mark, and those that bear old numbers and are others.
#[derive(Debug)]
pub(super) struct Fresh {
    above: i64,
    pub(super) used_twice: BTreeSet<i64>,
}

impl Fresh {
    pub(super) fn holds(&self, seq: i64) -> bool {
        seq > self.above || self.used_twice.contains(&seq)
    }
}

impl Numbers {
    pub(super) async fn lock(tx: &mut TenantTx, agent: &PolicyAgentId, batch: &Batch) -> Result<Self> {
        let header = &batch.header;
        let spool = spools::lock(tx, agent, &header.spool).await.or_internal()?;
        if header.run.is_empty() {
            return Ok(Self { run: spool.clone(), spool, is_run_known: true });
        }
        let run = spools::find_run(tx, agent, &header.spool, &header.run).await.or_internal()?;
        let is_run_known = run.is_some();
        // What was lost before this run was heard of is told with the spool, unless that was set back.
        let fresh = Mark { dropped: header.dropped.min(spool.dropped), ..Mark::default() };
        Ok(Self { run: run.unwrap_or(fresh), spool, is_run_known })
    }

    /// Whether the agent counts on from a number that others have passed.
    pub(super) fn is_set_back(&self, batch: &Batch, known_opening: &str) -> bool {
        let header = &batch.header;
        if header.opening.is_empty() {
            // An older agent with nothing to send says which number comes next.
            return batch.lines.is_empty()
                && header.up_since > 0
                && header.first_seq <= self.spool.acknowledged;
        }
        header.opening != known_opening
            && header.opening_seq > 0
            && header.opening_seq <= self.spool.acknowledged
            && !(self.is_run_known && header.run == header.opening)
    }

    /// Sorts out what was counted before.
    pub(super) async fn fresh(
        &self,
        tx: &mut TenantTx,
        agent: &PolicyAgentId,
        batch: &Batch,
        clock_offset: Micros,
        kept_from: Micros,
    ) -> Result<Fresh> {
        let mark = self.run.acknowledged;
        let old = &batch.lines[..batch.lines.partition_point(|line| line.seq <= mark)];
        // The usual reason is an answer that was not heard: the record at the mark is the same one.
        let is_again =
            old.last().is_none_or(|line| line.seq == mark && chance::hash(&line.text) == self.run.last_hash);
        if is_again {
            return Ok(Fresh { above: mark, used_twice: BTreeSet::new() });
        }
        // Of those that retention let go nothing can be told; they are taken for the ones that were seen.
        let readable = old.iter().filter_map(|line| {
            // Nothing of a log is kept as it was sent: a line with an old number is taken for the one that was seen.
            let Ok(Entry::Request(record)) = &line.record else { return None };
            let at = record.at.saturating_sub(clock_offset);
            (at >= kept_from).then_some((line, at))
        });
        let readable: Vec<_> = readable.collect();
        let times: BTreeSet<Micros> = readable.iter().map(|(_, at)| *at).collect();
        let times: Vec<Micros> = times.into_iter().collect();
        let known: BTreeSet<String> =
            events::list_records(tx, agent, &times).await.or_internal()?.into_iter().collect();
        let other = readable.into_iter().filter(|(line, _)| !known.contains(&line.text));
        Ok(Fresh { above: mark, used_twice: other.map(|(line, _)| line.seq).collect() })
    }

    /// Raises the marks, and answers how many records the spool lost since it last told.
    pub(super) async fn raise(
        &self,
        tx: &mut TenantTx,
        agent: &PolicyAgentId,
        batch: &Batch,
        now: Micros,
    ) -> Result<i64> {
        let header = &batch.header;
        let (last_seq, last_line) = (batch.last_seq(), batch.lines.last());
        let raised = |mark: &Mark| Mark {
            acknowledged: mark.acknowledged.max(last_seq),
            dropped: mark.dropped.max(header.dropped),
            last_hash: match last_line {
                Some(line) if last_seq >= mark.acknowledged => chance::hash(&line.text),
                None if last_seq > mark.acknowledged => String::new(),
                _ => mark.last_hash.clone(),
            },
        };
        if !header.run.is_empty() {
            let run = raised(&self.run);
            spools::upsert_run(tx, agent, &header.spool, &header.run, &run, now).await.or_internal()?;
            if !self.is_run_known {
                spools::delete_runs_before(tx, agent, now - RUNS).await.or_internal()?;
            }
        }
        spools::update(tx, agent, &header.spool, &raised(&self.spool)).await.or_internal()?;
        Ok(header.dropped.saturating_sub(self.run.dropped).max(0))
    }
}
