//! Adds a piece, with an outcome for each document.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use domain::{EventId, TenantId, deep_links::kibana};
use serde::Deserialize;
use serde_json::json;
use store::tenant::events::Numbered;

use super::{
    super::{Delivered, Fault, asking::excerpt, outbox::Piece, requests},
    Elastic,
    documents::document,
};
use crate::{Service, egress::Method};

/// What one request holds at most.
const DOCUMENTS: usize = 1000;
const BYTES: usize = 5 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_mins(1);
/// All that is read of an answer.
const FILTER: &str = "errors,items.*.status,items.*.error.type,items.*.error.reason";
const NDJSON: &str = "application/x-ndjson";

/// A document as two lines, and the event it is of.
struct Item {
    event: EventId,
    lines: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    items: Vec<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    create: Created,
}

#[derive(Deserialize)]
struct Created {
    status: u16,
    #[serde(default)]
    error: Option<Why>,
}

#[derive(Deserialize)]
struct Why {
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    reason: String,
}

enum Added {
    Each(Vec<Created>),
    TooLarge,
}

impl Elastic {
    pub(in super::super) async fn deliver(
        &self,
        service: &Service,
        tenant: &TenantId,
        piece: &Piece,
    ) -> Delivered {
        let mut delivered = Delivered::default();
        let known = self.beyond().remove(tenant).unwrap_or_default();
        let items = items(piece, &known);
        let mut waiting = requests(&items, (DOCUMENTS, BYTES), |item| item.lines.len());
        let begun = Instant::now();
        while let Some(next) = waiting.pop() {
            if delivered.fault.is_some() || begun.elapsed() >= PATIENCE {
                delivered.unsettled.extend(next.iter().map(|item| item.event.clone()));
                continue;
            }
            match self.add(service, tenant, next).await {
                Ok(Added::Each(outcomes)) => {
                    for (item, outcome) in next.iter().zip(outcomes) {
                        settle(&mut delivered, item, outcome);
                    }
                }
                Ok(Added::TooLarge) if next.len() > 1 => {
                    let (first, second) = next.split_at(next.len() / 2);
                    waiting.extend([second, first]);
                }
                Ok(Added::TooLarge) => {
                    let reason = "it is too large".to_owned();
                    delivered.rejected.extend(next.iter().map(|item| (item.event.clone(), reason.clone())));
                }
                Err(fault) => {
                    delivered.unsettled.extend(next.iter().map(|item| item.event.clone()));
                    delivered.fault = Some(fault);
                }
            }
        }
        if !delivered.unsettled.is_empty() {
            let events = piece.events.iter().map(|one| one.event.id.clone());
            let settled = events.filter(|event| !delivered.unsettled.contains(event)).collect();
            self.beyond().insert(tenant.clone(), settled);
        }
        delivered
    }

    async fn add(&self, service: &Service, tenant: &TenantId, items: &[Item]) -> Result<Added, Fault> {
        let body: String = items.iter().map(|item| item.lines.as_str()).collect();
        let stream = kibana::data_stream(tenant);
        let (path, query) = ([stream.as_str(), "_bulk"], [("filter_path", FILTER)]);
        let answer =
            self.door.ask(service, (Method::POST, &path, &query), (NDJSON, body.into_bytes())).await?;
        match answer.status {
            413 => return Ok(Added::TooLarge),
            404 => return Err(Fault::Missing(answer.excerpt())),
            200..=299 => {}
            status => return Err(Fault::Refused(format!("{status} {}", answer.excerpt()))),
        }
        let told: Option<Told> = serde_json::from_slice(&answer.body).ok();
        match told.filter(|told| told.items.len() == items.len()) {
            Some(told) => Ok(Added::Each(told.items.into_iter().map(|outcome| outcome.create).collect())),
            // Nothing of it is known, and adding it again does no harm.
            None => Err(Fault::Away { problem: "its answer cannot be used".to_owned(), rest: None }),
        }
    }
}

/// What became of one document.
fn settle(delivered: &mut Delivered, item: &Item, outcome: Created) {
    let Created { status, error } = outcome;
    let why = error.map(|why| excerpt(&format!("{}: {}", why.kind, why.reason))).unwrap_or_default();
    let fault = match status {
        // One that is there is the same one.
        200..=299 | 409 => return,
        429 | 500..=599 => Fault::Away { problem: format!("it answered {status} {why}"), rest: None },
        401 | 403 => Fault::Refused(format!("{status} {why}")),
        404 => Fault::Missing(why),
        _ => {
            delivered.rejected.push((item.event.clone(), why));
            return;
        }
    };
    delivered.unsettled.insert(item.event.clone());
    delivered.fault.get_or_insert(fault);
}

fn items(piece: &Piece, known: &BTreeSet<EventId>) -> Vec<Item> {
    let new = piece.events.iter().filter(|one| !known.contains(&one.event.id));
    let item = |one: &Numbered| {
        let event = &one.event;
        let agent = piece.agents.get(&event.agent_id)?;
        let action = json!({ "create": { "_id": event.id.as_str() } });
        Some(Item { event: event.id.clone(), lines: format!("{action}\n{}\n", document(one, agent)) })
    };
    new.filter_map(item).collect()
}
