//! The log as files, for reading elsewhere.

use domain::zones::rfc3339;
use serde_json::json;

use super::{AuditPage, AuditQuery, Entry, list};
use crate::{Access, Caller, Result, Service, Source, directory, encoding::sheets::Style};

/// Entries read at once while a file is written.
pub const CHUNK: usize = 500;

domain::words! {
    pub enum Format { Csv = "csv", Ndjson = "ndjson" }
}

const COLUMNS: [&str; 26] = [
    "id",
    "at",
    "actor",
    "source",
    "action",
    "outcome",
    "target",
    "before",
    "after",
    "permission",
    "rule",
    "decision",
    "request_id",
    "address",
    "previous_hash",
    "hash",
    "actor_kind",
    "actor_id",
    "actor_label",
    "behalf_kind",
    "behalf_id",
    "behalf_label",
    "target_kind",
    "target_label",
    "version",
    "key_id",
];

impl Format {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    /// What stands before the first entry.
    pub fn head(self, style: Style) -> Result<String> {
        match self {
            Self::Csv => style.file(&COLUMNS, Vec::new()),
            Self::Ndjson => Ok(String::new()),
        }
    }

    /// Entries as lines of the file.
    pub fn lines(self, entries: &[Entry], style: Style) -> Result<String> {
        match self {
            Self::Csv => style.lines(entries.iter().map(cells)),
            Self::Ndjson => Ok(entries.iter().map(|entry| object(entry).to_string() + "\n").collect()),
        }
    }
}

fn cells(entry: &Entry) -> [String; COLUMNS.len()] {
    let recorded = &entry.recorded;
    let decision = entry.decision();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        entry.id(),
        rfc3339(recorded.at),
        recorded.doer().to_string(),
        recorded.source.clone(),
        recorded.action.clone(),
        recorded.outcome.clone(),
        recorded.target.clone(),
        text(&recorded.before),
        text(&recorded.after),
        decision.as_ref().map(|decision| decision.permission.to_string()).unwrap_or_default(),
        decision.as_ref().map(|decision| decision.rule.to_string()).unwrap_or_default(),
        text(&recorded.decision),
        recorded.request_id.clone(),
        recorded.address.clone(),
        recorded.previous_hash.clone(),
        recorded.hash.clone(),
        recorded.actor_kind.clone(),
        recorded.actor_id.clone(),
        recorded.actor_label.clone(),
        recorded.behalf_kind.clone(),
        recorded.behalf_id.clone(),
        recorded.behalf_label.clone(),
        recorded.target_kind.clone(),
        recorded.target_label.clone(),
        recorded.version.to_string(),
        recorded.key_id.clone(),
    ]
}

fn object(entry: &Entry) -> serde_json::Value {
    let recorded = &entry.recorded;
    let value = |text: &Option<String>| {
        text.as_deref().and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok())
    };
    json!({
        "id": entry.id(),
        "at": rfc3339(recorded.at),
        "actor": recorded.doer().to_string(),
        "by": {
            "kind": recorded.actor_kind, "id": recorded.actor_id, "label": recorded.actor_label,
        },
        "on_behalf_of": (!recorded.behalf_kind.is_empty()).then(|| json!({
            "kind": recorded.behalf_kind, "id": recorded.behalf_id, "label": recorded.behalf_label,
        })),
        "source": recorded.source,
        "action": recorded.action,
        "outcome": recorded.outcome,
        "target": recorded.target,
        "target_kind": recorded.target_kind,
        "target_label": recorded.target_label,
        "before": value(&recorded.before),
        "after": value(&recorded.after),
        "decision": value(&recorded.decision),
        "request_id": recorded.request_id,
        "address": recorded.address,
        "previous_hash": recorded.previous_hash,
        "hash": recorded.hash,
        "version": recorded.version,
        "key_id": recorded.key_id,
    })
}

/// A part of the file, in its own transactions: a right that is taken while a file is written ends it.
pub async fn chunk(service: &Service, caller: &Caller, slug: &str, query: &AuditQuery) -> Result<AuditPage> {
    let access = match caller.source {
        Source::Cli => Access::local(service, caller, directory::find_by_slug(service, slug).await?).await?,
        _ => Access::enter(service, caller, slug).await?,
    };
    list(access, query, CHUNK).await
}
