//! Writes a piece.

use std::time::{Duration, Instant};

use domain::{EventId, TenantId, deep_links::influxql};

use super::{
    super::{Delivered, Fault, asking::excerpt, outbox::Piece, requests},
    Influx, points,
};
use crate::{Service, egress::Method};

/// What one request holds at most.
const POINTS: usize = 5000;
const BYTES: usize = 1024 * 1024;
/// So many requests a piece takes at most, where points are looked for that are not taken.
const REQUESTS: usize = 200;
/// How long a piece takes at most; what is not written then is written next time.
const PATIENCE: Duration = Duration::from_mins(1);

/// A point, and the event it is of; none: it is no event's own.
struct Point {
    event: Option<EventId>,
    line: String,
}

/// What became of one request.
enum Written {
    All,
    /// Some of it is not taken, for this reason.
    Not(String),
    TooLarge,
}

impl Influx {
    pub(in super::super) async fn deliver(
        &self,
        service: &Service,
        tenant: &TenantId,
        piece: &Piece,
    ) -> Delivered {
        let mut delivered = Delivered::default();
        if let Err(fault) = self.forget_old_names(service, tenant, piece).await {
            delivered.unsettled = piece.events.iter().map(|one| one.event.id.clone()).collect();
            delivered.fault = Some(fault);
            return delivered;
        }
        let all = points(piece, &mut delivered);
        // The last is written first: what is there in the end is the same.
        let mut waiting: Vec<&[Point]> = requests(&all, (POINTS, BYTES), |point| point.line.len() + 1);
        let (begun, mut requests) = (Instant::now(), 0);
        while let Some(next) = waiting.pop() {
            requests += 1;
            let has_time = begun.elapsed() < PATIENCE;
            let written = match &delivered.fault {
                None if has_time => self.write(service, tenant, next).await,
                _ => {
                    delivered.unsettled.extend(next.iter().filter_map(|point| point.event.clone()));
                    continue;
                }
            };
            match written {
                Ok(Written::All) => {}
                Ok(Written::Not(_) | Written::TooLarge) if next.len() > 1 && requests < REQUESTS => {
                    let (first, second) = next.split_at(next.len() / 2);
                    waiting.extend([second, first]);
                }
                Ok(Written::Not(reason)) => reject(&mut delivered, next, &reason),
                Ok(Written::TooLarge) => reject(&mut delivered, next, "it is too large"),
                Err(fault) => {
                    delivered.unsettled.extend(next.iter().filter_map(|point| point.event.clone()));
                    delivered.fault = Some(fault);
                }
            }
        }
        delivered
    }

    async fn write(&self, service: &Service, tenant: &TenantId, points: &[Point]) -> Result<Written, Fault> {
        let lines: Vec<&str> = points.iter().map(|point| point.line.as_str()).collect();
        let body = (lines.join("\n") + "\n").into_bytes();
        let database = Self::database(tenant);
        let query = [("db", database.as_str()), ("precision", "ns")];
        let answer = self
            .0
            .ask(service, (Method::POST, &["write"], &query), ("text/plain; charset=utf-8", body))
            .await?;
        let told: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let error = told["error"].as_str().map_or_else(|| answer.excerpt(), excerpt);
        match answer.status {
            200..=299 => Ok(Written::All),
            // What is older than it keeps need not be there.
            400 if error.contains("beyond retention policy") => Ok(Written::All),
            400 => Ok(Written::Not(error)),
            404 => Err(Fault::Missing(error)),
            413 => Ok(Written::TooLarge),
            status => Err(Fault::Refused(format!("{status} {error}"))),
        }
    }

    /// Takes away what is sent once more and stands there under a name that its host had before: otherwise it would
    /// be there twice.
    async fn forget_old_names(
        &self,
        service: &Service,
        tenant: &TenantId,
        piece: &Piece,
    ) -> Result<(), Fault> {
        let database = Self::database(tenant);
        for (agent, (first, last)) in piece.again_by_agent() {
            let Some(agent) = piece.agents.get(agent) else { continue };
            let (Some(first), Some(last)) = (points::nanos(first, 0), points::nanos(last, 999)) else {
                continue;
            };
            let delete = format!(
                "DELETE FROM \"mail_flow\" WHERE time >= {first} AND time <= {last} AND \"agent\" = {} AND \"host\" != {}",
                influxql(agent.id.as_str()),
                influxql(&agent.name)
            );
            self.query_in(service, &delete, &[("db", &database)]).await?;
        }
        Ok(())
    }
}

/// Everything of a piece.
fn points(piece: &Piece, delivered: &mut Delivered) -> Vec<Point> {
    let mut all = Vec::with_capacity(piece.events.len() + piece.tops.len());
    for one in &piece.events {
        let Some(agent) = piece.agents.get(&one.event.agent_id) else { continue };
        let event = one.event.id.clone();
        match points::mail_flow(one, agent) {
            Some(line) => all.push(Point { event: Some(event), line }),
            None => delivered.rejected.push((event, "its time is beyond what InfluxDB can keep".to_owned())),
        }
    }
    let tops = piece
        .tops
        .iter()
        .filter_map(|(name, total)| points::top(name, *total, piece.agents.get(&name.agent_id)?));
    let outcomes = piece
        .outcomes
        .iter()
        .filter_map(|(cell, total)| points::outcome(cell, *total, piece.agents.get(&cell.agent_id)?));
    let sampled = piece
        .sampled_at
        .into_iter()
        .flat_map(|at| piece.sampled().filter_map(move |agent| points::agent(agent, at, piece.now)));
    all.extend(tops.chain(outcomes).chain(sampled).map(|line| Point { event: None, line }));
    all
}

fn reject(delivered: &mut Delivered, points: &[Point], reason: &str) {
    if points.iter().any(|point| point.event.is_none()) {
        tracing::warn!(reason, "InfluxDB does not take some counts of a tenant");
    }
    let events = points.iter().filter_map(|point| point.event.clone());
    delivered.rejected.extend(events.map(|event| (event, reason.to_owned())));
}
