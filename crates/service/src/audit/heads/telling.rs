//! Tells a receiver outside of the ends that have moved on.

use std::time::Duration;

use domain::{
    DeliveryId, Micros,
    webhooks::{DeliveryState, Webhook},
};
use serde_json::json;
use store::{
    ControlTx, Mode,
    control::webhook_deliveries::{self, Filter},
};

use super::{Kept, Line, TOPIC, gather};
use crate::{
    OrInternal, Result, Service,
    webhooks::{self, Parcel},
};

/// Ends in one message: some 35 KB.
const LINES: usize = 100;

/// What the receiver was told, and what is on its way. An end counts as told when the receiver has taken it.
#[derive(Debug, Default)]
pub struct Told {
    kept: Kept,
    on_its_way: Vec<(DeliveryId, Vec<Line>)>,
}

impl Told {
    /// Has messages sent of what has moved on, once in an interval whichever of several servers does it. While one is
    /// on its way nothing follows it: the next one tells of everything since. Returns how many ends are told of.
    pub async fn tell(&mut self, service: &Service, every: Micros) -> Result<usize> {
        let mut tx = service.control(Mode::Read).await?;
        self.look(&mut tx).await?;
        let is_busy = is_busy(&mut tx).await?;
        drop(tx);
        if is_busy {
            return Ok(0);
        }
        let news = self.kept.news(gather(service).await?);
        if news.is_empty() {
            return Ok(0);
        }
        let interval = service.now() / every.max(1);
        let mut tx = service.control(Mode::Write).await?;
        let mut asked = Vec::new();
        for (number, lines) in news.chunks(LINES).enumerate() {
            let parcel = Parcel {
                webhook: Webhook::AuditHeads,
                receiver: "",
                key: &format!("{interval}:{number}"),
                tenant: None,
                topic: TOPIC,
                at: service.now(),
                data: json!({ "heads": lines }),
            };
            // Another server was first.
            let Some(id) = webhooks::ask(service, &mut tx, &parcel).await? else { return Ok(0) };
            asked.push((id, lines.to_vec()));
        }
        service.commit_with_jobs(tx).await?;
        self.on_its_way = asked;
        Ok(news.len())
    }

    /// Learns what became of the last messages. What was given up is told anew.
    async fn look(&mut self, tx: &mut ControlTx) -> Result<()> {
        for (id, lines) in &self.on_its_way {
            let found = webhook_deliveries::find(tx, id).await.or_internal()?;
            if found.is_some_and(|delivery| delivery.state == DeliveryState::Delivered) {
                self.kept.keep(lines);
            }
        }
        Ok(())
    }
}

/// Whether a message of any server is still on its way.
async fn is_busy(tx: &mut ControlTx) -> Result<bool> {
    for state in [DeliveryState::Waiting, DeliveryState::Running] {
        let filter = Filter { webhook: Some(Webhook::AuditHeads), state: Some(state), ..Filter::default() };
        if !webhook_deliveries::list(tx, &filter, 1).await.or_internal()?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tells of the ends for ever, at an interval. After a start all of them are told once.
pub async fn tell(service: &Service, every: Duration) {
    let interval = Micros::try_from(every.as_micros()).unwrap_or(Micros::MAX);
    let mut told = Told::default();
    loop {
        if let Err(error) = told.tell(service, interval).await {
            tracing::error!(%error, "the ends of the audit logs could not be told");
        }
        tokio::time::sleep(every).await;
    }
}
