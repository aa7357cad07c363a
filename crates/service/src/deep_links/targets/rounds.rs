//! Asking every connected program how it is, from time to time.

use std::time::Duration;

use domain::{MINUTE, Micros, deep_links::targets::Finding};
use futures::future::join_all;
use store::{
    Mode,
    control::link_targets::{self, Connection},
};

use super::probing;
use crate::{OrInternal, Result, Service};

/// How often a server sees to which targets are to be asked again.
const EVERY: Duration = Duration::from_secs(10);
/// How long what was found counts.
const FRESH: Micros = MINUTE;

/// Goes on asking every target that is on, one server of several each.
pub async fn watch(service: &Service) {
    loop {
        if let Err(error) = probe_due(service).await {
            tracing::warn!(%error, "the programs that links lead to could not be asked, they are tried again");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Asks each target that nobody asked lately; how many.
pub async fn probe_due(service: &Service) -> Result<usize> {
    let mut tx = service.control(Mode::Read).await?;
    let all = link_targets::list(&mut tx).await.or_internal()?;
    drop(tx);
    let before = service.now() - FRESH;
    let is_due = |one: &Connection| one.mode.is_on() && one.asked_at.is_none_or(|at| at <= before);
    let due = all.into_iter().filter(is_due).map(|one| probe_one(service, one));
    let probed: Vec<bool> = join_all(due).await.into_iter().collect::<Result<_>>()?;
    Ok(probed.into_iter().filter(|probed| *probed).count())
}

/// Asks one target, unless another server does.
async fn probe_one(service: &Service, connection: Connection) -> Result<bool> {
    let (target, now) = (connection.target, service.now());
    let mut tx = service.control(Mode::Write).await?;
    let is_ours = link_targets::update_asked(&mut tx, target, now, now - FRESH).await.or_internal()?;
    tx.commit().await.or_internal()?;
    if !is_ours {
        return Ok(false);
    }
    let found = probing::ask(service, &connection).await;
    let mut tx = service.control(Mode::Write).await?;
    let now = service.now();
    let is_noted = link_targets::update_found(&mut tx, target, connection.revision, &found, now);
    let is_noted = is_noted.await.or_internal()?;
    tx.commit().await.or_internal()?;
    if is_noted && found.state != connection.state {
        let (finding, version) = (found.finding.map_or("", Finding::as_str), &found.version);
        tracing::info!(%target, state = %found.state, finding, version, "a program that links lead to has changed");
    }
    Ok(true)
}
