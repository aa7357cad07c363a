//! Counting what became of recipients: as it is now, so that whoever waited and was reached moves from one count to the
//! other.

use std::collections::BTreeMap;

use domain::{
    DAY, Micros,
    bounds::{LONGEST_KEY, cut},
    messages::{Outcome, Wait},
    zones::{Zone, days_of_month, month_of_day},
};
use store::{
    TenantTx,
    tenant::{
        counting,
        messages::{Message, Recipient},
        outcomes::{self, Became, Buckets, OutcomeCell, OutcomeKind},
        rollups::QUARTER,
    },
};

use super::rollups::start;
use crate::{OrInternal, Result};

/// What is added to the counts of outcomes, and taken away.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    quarters: BTreeMap<OutcomeCell, i64>,
    days: BTreeMap<OutcomeCell, i64>,
    months: BTreeMap<OutcomeCell, i64>,
    /// What became of mails of before is not counted.
    from: Micros,
}

impl Outcomes {
    pub(crate) async fn begin(tx: &mut TenantTx) -> Result<Self> {
        Ok(Self { from: counting::outcomes_from(tx).await.or_internal()?, ..Self::default() })
    }

    /// Adds what became of a mail; `by` is 1, or -1 for what it was before.
    pub(crate) fn count(&mut self, message: &Message, recipients: &[Recipient], by: i64, zone: &Zone) {
        let (agent_id, host) = (message.agent_id.clone(), message.host.clone());
        // What is refused before anybody is named is one attempt.
        if recipients.is_empty() {
            let became = Became {
                agent_id,
                host,
                at: message.at,
                direction: message.direction,
                domain: message.domain.clone(),
                outcome: message.outcome.clone(),
                reason_kind: message.reason_kind.clone(),
                recipient_domain: String::new(),
                delay: None,
            };
            return self.add(&became, by, zone);
        }
        for one in recipients {
            let became = Became {
                agent_id: agent_id.clone(),
                host: host.clone(),
                at: one.at,
                direction: one.direction,
                domain: one.domain.clone(),
                outcome: one.outcome.clone(),
                reason_kind: one.reason_kind.clone(),
                recipient_domain: one.recipient_domain.clone(),
                delay: one.delay,
            };
            self.add(&became, by, zone);
        }
    }

    pub(crate) fn add(&mut self, became: &Became, by: i64, zone: &Zone) {
        let Ok(outcome) = became.outcome.parse::<Outcome>() else { return };
        if became.at < self.from {
            return;
        }
        let mut named = vec![(OutcomeKind::Outcome, became.outcome.clone(), 1)];
        let because = became.reason_kind.clone();
        match outcome {
            Outcome::Deferred => {
                named.push((OutcomeKind::DeferredReason, because, 1));
                let domain = cut(&became.recipient_domain, LONGEST_KEY);
                named.push((OutcomeKind::DeferredDomain, domain, 1));
            }
            Outcome::Rejected => named.push((OutcomeKind::RejectedReason, because, 1)),
            Outcome::Bounced | Outcome::Expired => named.push((OutcomeKind::BouncedReason, because, 1)),
            Outcome::Delivered => {
                if let Some(delay) = became.delay {
                    named.push((OutcomeKind::Wait, Wait::of(delay).word(), 1));
                    named.push((OutcomeKind::Waited, String::new(), delay.max(0) / 1000));
                }
            }
            Outcome::Partly => {}
        }
        for (kind, name, total) in named {
            let quarter = OutcomeCell {
                kind,
                bucket: start(became.at, QUARTER),
                agent_id: became.agent_id.clone(),
                host: became.host.clone(),
                direction: became.direction,
                domain: became.domain.clone(),
                name,
            };
            self.put(quarter, total * by, zone);
        }
    }

    fn put(&mut self, quarter: OutcomeCell, total: i64, zone: &Zone) {
        let today = zone.day_of(quarter.bucket);
        let (year, month) = month_of_day(today);
        let day = OutcomeCell { bucket: i64::from(today), ..quarter.clone() };
        let month = OutcomeCell { bucket: i64::from(days_of_month(year, month).start), ..quarter.clone() };
        *self.quarters.entry(quarter).or_default() += total;
        *self.days.entry(day).or_default() += total;
        *self.months.entry(month).or_default() += total;
    }

    /// Writes down what changed.
    pub(crate) async fn store(self, tx: &mut TenantTx, now: Micros) -> Result<()> {
        put_all(tx, Buckets::Quarters, &self.quarters, now).await?;
        self.store_days(tx).await
    }

    async fn store_days(self, tx: &mut TenantTx) -> Result<()> {
        put_all(tx, Buckets::Days, &self.days, 0).await?;
        put_all(tx, Buckets::Months, &self.months, 0).await
    }
}

async fn put_all(
    tx: &mut TenantTx,
    buckets: Buckets,
    cells: &BTreeMap<OutcomeCell, i64>,
    now: Micros,
) -> Result<()> {
    let changed: Vec<_> = cells.iter().filter(|(_, total)| **total != 0).collect();
    outcomes::add(tx, buckets, &changed, now).await.or_internal()
}

/// Makes the days and months anew out of the quarters, of which a week at a time is read.
pub(super) async fn rebuild_days(tx: &mut TenantTx, zone: &Zone) -> Result<()> {
    let mut made = Outcomes::default();
    let mut from = Micros::MIN;
    while let Some(first) = outcomes::next_quarter(tx, from).await.or_internal()? {
        from = first.saturating_add(7 * DAY);
        for (cell, total) in outcomes::list_quarters(tx, first, from).await.or_internal()? {
            made.put(cell, total, zone);
        }
    }
    outcomes::delete_days(tx).await.or_internal()?;
    made.store_days(tx).await
}

/// The quarters of a stretch whose counts differ from the mails that are kept, with what is counted and what is found.
pub(super) async fn compare(
    tx: &mut TenantTx,
    (from, to): (Micros, Micros),
    zone: &Zone,
) -> Result<Vec<(OutcomeCell, i64, i64)>> {
    let mut found = Outcomes::begin(tx).await?;
    let from = from.max(found.from);
    if from >= to {
        return Ok(Vec::new());
    }
    for became in outcomes::list_became(tx, from, to).await.or_internal()? {
        found.add(&became, 1, zone);
    }
    let mut cells: BTreeMap<OutcomeCell, (i64, i64)> = BTreeMap::new();
    for (cell, counted) in outcomes::list_quarters(tx, from, to).await.or_internal()? {
        cells.entry(cell).or_default().0 = counted;
    }
    for (cell, total) in found.quarters {
        cells.entry(cell).or_default().1 = total;
    }
    let differ = cells.into_iter().filter(|(_, (counted, found))| counted != found);
    Ok(differ.map(|(cell, (counted, found))| (cell, counted, found)).collect())
}
