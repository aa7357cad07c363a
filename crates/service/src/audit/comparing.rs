//! The chains against the ends that were kept elsewhere.

use std::path::Path;

use domain::{Micros, TenantId, audit::Deed, permission::ViewAudit};
use store::{
    Mode,
    audit::{self, Filter, searching},
    control::tenants,
};

use super::{
    heads::{CONTROL, Line},
    keys,
};
use crate::{Access, Caller, OrInternal, Result, Service, Source};

/// What is not as it was when a line was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The entry is not there any more.
    CutOff,
    /// Another entry stands in its place.
    Changed,
    /// There is no such database any more.
    Gone,
    /// The line was not written by this installation, or was changed.
    Foreign,
    /// The line cannot be read.
    Unreadable,
}

/// A line of the file that the chains do not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Counted from 1.
    pub line: usize,
    pub loss: Loss,
    /// What it says; `None` where it cannot be read.
    pub kept: Option<Line>,
}

/// Looks each kept end up in its chain: those of a file that was added to here, or of messages that a receiver wrote
/// down, one on a line. The chains themselves are verified apart: where they are whole and these
/// ends stand in them, nothing before the ends was changed either.
pub async fn compare(service: &Service, file: &Path) -> Result<Vec<Finding>, String> {
    let text = tokio::fs::read_to_string(file).await;
    let text = text.map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let keys = keys::all(service).await.map_err(|error| error.to_string())?;
    let mut findings = Vec::new();
    for (place, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let mut find = |loss, kept| findings.push(Finding { line: place + 1, loss, kept });
        let Some(lines) = Line::read(text) else {
            find(Loss::Unreadable, None);
            continue;
        };
        for line in lines {
            if line.is_ours(&keys) == Some(false) {
                find(Loss::Foreign, Some(line));
            } else if let Some(loss) = look(service, &line).await.map_err(|error| error.to_string())? {
                find(loss, Some(line));
            }
        }
    }
    Ok(findings)
}

async fn look(service: &Service, line: &Line) -> Result<Option<Loss>> {
    // What was kept of a chain before its first entry says nothing that could be lost.
    if line.hash.is_empty() {
        return Ok(None);
    }
    let mut control = service.control(Mode::Read).await?;
    let found = if line.database == CONTROL {
        audit::list(control.raw(), &line.chain, line.number, 1).await.or_internal()?
    } else {
        let Some(id) = TenantId::parse(&line.database) else { return Ok(Some(Loss::Gone)) };
        let Some(tenant) = tenants::find(&mut control, &id).await.or_internal()? else {
            return Ok(Some(Loss::Gone));
        };
        if tenant.purged_at.is_some() {
            // Its chain went with its data; the installation's own says so, where nothing can be taken out of it.
            let purged = Filter {
                actions: vec![Deed::TenantsPurge],
                to: Micros::MAX,
                text: id.to_string(),
                ..Filter::default()
            };
            let noted =
                searching::search(control.raw(), &purged, (Micros::MAX, i64::MAX), 1).await.or_internal()?;
            return Ok(if noted.is_empty() { Some(Loss::Gone) } else { None });
        }
        drop(control);
        let caller = Caller::local(Source::Cli);
        let mut access = Access::<ViewAudit>::local(service, &caller, tenant).await?;
        audit::list(access.tx().raw(), &line.chain, line.number, 1).await.or_internal()?
    };
    Ok(match found.first() {
        Some(entry) if entry.number == line.number && entry.hash == line.hash => None,
        Some(entry) if entry.number == line.number => Some(Loss::Changed),
        _ => Some(Loss::CutOff),
    })
}
