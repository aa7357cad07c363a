//! Tells a receiver outside of the ends that have moved on.

use std::time::Duration;

use domain::{
    Micros,
    webhooks::{DeliveryState, Webhook},
};
use serde_json::json;
use store::{
    Mode,
    control::{
        rate_limits,
        webhook_deliveries::{self, Filter},
    },
};

use super::{Kept, Line, TOPIC, gather};
use crate::{
    OrInternal, Result, Service,
    webhooks::{self, Parcel},
};

/// Ends in one message: some 35 KB.
const LINES: usize = 100;
/// Messages read at once.
const PAGE: i64 = 20;

/// What the receiver has taken, as the deliveries say, whichever server asked for them.
#[derive(Debug, Default)]
pub struct Telling {
    kept: Kept,
    /// The last message that was read: when it was asked for, and its id.
    read: (Micros, String),
}

impl Telling {
    /// Has messages sent of what has moved on since the receiver took it. Of several servers one does so in an
    /// interval, and the others open no database for it. While a message is on its way nothing follows it: the next
    /// one tells of everything since. Returns how many ends are told of.
    pub async fn tell(&mut self, service: &Service, every: Micros) -> Result<usize> {
        let interval = service.now() / every.max(1);
        if is_busy(service).await? || !begin(service, interval, every).await? {
            return Ok(0);
        }
        self.read(service).await?;
        let news = self.kept.news(gather(service).await?);
        if news.is_empty() {
            return Ok(0);
        }
        let mut tx = service.control(Mode::Write).await?;
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
            webhooks::ask(service, &mut tx, &parcel).await?;
        }
        service.commit_with_jobs(tx).await?;
        Ok(news.len())
    }

    /// Learns what the receiver took meanwhile.
    async fn read(&mut self, service: &Service) -> Result<()> {
        let mut tx = service.control(Mode::Read).await?;
        loop {
            let after = (self.read.0, self.read.1.as_str());
            let page = webhook_deliveries::list_delivered(&mut tx, Webhook::AuditHeads, after, PAGE).await;
            let page = page.or_internal()?;
            let Some((at, last, _)) = page.last() else { return Ok(()) };
            self.read = (*at, last.clone());
            for lines in page.iter().filter_map(|(_, _, body)| Line::read(body)) {
                self.kept.keep(&lines);
            }
        }
    }
}

/// Whether a message of any server is still on its way.
async fn is_busy(service: &Service) -> Result<bool> {
    let mut tx = service.control(Mode::Read).await?;
    for state in [DeliveryState::Waiting, DeliveryState::Running] {
        let filter = Filter { webhook: Some(Webhook::AuditHeads), state: Some(state), ..Filter::default() };
        if !webhook_deliveries::list(&mut tx, &filter, 1).await.or_internal()?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes an interval for this server. False: another one has it.
async fn begin(service: &Service, interval: Micros, every: Micros) -> Result<bool> {
    let mut tx = service.control(Mode::Write).await?;
    let key = format!("audit-heads:{interval}");
    let taken = rate_limits::take(&mut tx, &key, 1, every, service.now()).await.or_internal()?;
    tx.commit().await.or_internal()?;
    Ok(taken.is_none())
}

/// Tells of the ends for ever, at an interval.
pub async fn tell(service: &Service, every: Duration) {
    let interval = Micros::try_from(every.as_micros()).unwrap_or(Micros::MAX);
    let mut telling = Telling::default();
    loop {
        if let Err(error) = telling.tell(service, interval).await {
            tracing::error!(%error, "the receiver could not be told of the ends of the audit logs");
        }
        tokio::time::sleep(every).await;
    }
}
