//! The ends of all chains, for keeping elsewhere: whoever sets a whole database back to an older state cannot set
//! back what was kept, and verifying against it tells.

mod telling;

use std::{collections::BTreeMap, path::Path, time::Duration};

use domain::{permission::ViewAudit, zones::rfc3339};
use serde::{Deserialize, Serialize};
use store::{
    Mode,
    audit::{self, Head, Key},
    control::tenants::{Tenant, TenantState},
};
pub use telling::{Telling, tell};
use tokio::io::AsyncWriteExt;

use crate::{Access, Caller, OrInternal, Result, Service, Source, directory};

/// The type of the messages that tell of ends.
const TOPIC: &str = "audit.heads";

/// The end of one chain at one moment: a line of the file, and what a receiver outside gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub at: String,
    /// `control`, or the id of the tenant whose database it is.
    pub database: String,
    /// The tenant it tells of; empty: the database's own.
    pub chain: String,
    pub number: i64,
    pub hash: String,
    pub base: i64,
    pub key_id: String,
    pub seal: String,
}

/// How the control database is called.
pub const CONTROL: &str = "control";

impl Line {
    fn of(at: &str, database: &str, head: Head) -> Self {
        let Head { chain, base, number, hash, key_id, seal } = head;
        let (at, database) = (at.to_owned(), database.to_owned());
        Self { at, database, chain, number, hash, base, key_id, seal }
    }

    /// Reads a line of the file, or the body of a message with ends.
    pub(super) fn read(text: &str) -> Option<Vec<Self>> {
        #[derive(Deserialize)]
        struct Body {
            r#type: String,
            data: Data,
        }
        #[derive(Deserialize)]
        struct Data {
            heads: Vec<Line>,
        }
        if let Ok(line) = serde_json::from_str(text) {
            return Some(vec![line]);
        }
        let body: Body = serde_json::from_str(text).ok()?;
        (body.r#type == TOPIC).then_some(body.data.heads)
    }

    /// Whether this installation wrote it; `None` where the key is not here that would tell.
    pub(super) fn is_ours(&self, keys: &[Key]) -> Option<bool> {
        let head = Head {
            chain: self.chain.clone(),
            base: self.base,
            number: self.number,
            hash: self.hash.clone(),
            key_id: self.key_id.clone(),
            seal: self.seal.clone(),
        };
        let key = keys.iter().find(|key| key.id() == self.key_id)?;
        Some(head.fits(key))
    }
}

/// The ends of all chains as they are now: of the control database first, then of the tenants' by slug. A tenant
/// whose database cannot be opened is named in the log and left for the next time.
pub async fn gather(service: &Service) -> Result<Vec<Line>> {
    let at = rfc3339(service.now());
    let mut control = service.control(Mode::Read).await?;
    let heads = audit::list_heads(control.raw()).await.or_internal()?;
    drop(control);
    let mut lines: Vec<Line> = heads.into_iter().map(|head| Line::of(&at, CONTROL, head)).collect();
    let mut after = String::new();
    loop {
        let page = directory::list(service, &after, 100).await?;
        let Some(last) = page.last() else { return Ok(lines) };
        after.clone_from(&last.slug);
        for tenant in page.into_iter().filter(|tenant| tenant.state == TenantState::Ready) {
            let (id, slug) = (tenant.id.to_string(), tenant.slug.clone());
            match of_tenant(service, tenant).await {
                Ok(heads) => lines.extend(heads.into_iter().map(|head| Line::of(&at, &id, head))),
                Err(error) => tracing::warn!(tenant = slug, %error, "the end of an audit log cannot be read"),
            }
        }
    }
}

async fn of_tenant(service: &Service, tenant: Tenant) -> Result<Vec<Head>> {
    let caller = Caller::local(Source::Job);
    let mut access = Access::<ViewAudit>::local(service, &caller, tenant).await?;
    audit::list_heads(access.tx().raw()).await.or_internal()
}

/// What was kept last, so that only what has moved on is kept again. The file and the webhook each hold one.
#[derive(Debug, Default)]
pub struct Kept(BTreeMap<(String, String), i64>);

impl Kept {
    /// The lines that have moved on since they were kept last.
    pub fn news(&self, mut lines: Vec<Line>) -> Vec<Line> {
        lines.retain(|line| {
            self.0
                .get(&(line.database.clone(), line.chain.clone()))
                .is_none_or(|number| *number != line.number)
        });
        lines
    }

    /// Remembers that these are kept.
    pub fn keep(&mut self, lines: &[Line]) {
        for line in lines {
            self.0.insert((line.database.clone(), line.chain.clone()), line.number);
        }
    }
}

/// Adds what has moved on to the end of a file, on the disk before it returns.
pub async fn write(service: &Service, file: &Path, kept: &mut Kept) -> Result<usize, String> {
    let lines = gather(service).await.map_err(|error| error.to_string())?;
    let news = kept.news(lines);
    if news.is_empty() {
        return Ok(0);
    }
    let mut text = String::new();
    for line in &news {
        text += &serde_json::to_string(line).map_err(|error| error.to_string())?;
        text.push('\n');
    }
    append(file, &text).await.map_err(|error| format!("{} cannot be written: {error}", file.display()))?;
    kept.keep(&news);
    Ok(news.len())
}

async fn append(file: &Path, text: &str) -> std::io::Result<()> {
    let mut open = tokio::fs::OpenOptions::new().append(true).create(true).mode(0o600).open(file).await?;
    open.write_all(text.as_bytes()).await?;
    open.sync_all().await
}

/// Keeps the ends in a file for ever, at an interval. After a start all of them are written once.
pub async fn keep(service: &Service, file: &Path, every: Duration) {
    let mut kept = Kept::default();
    loop {
        if let Err(error) = write(service, file, &mut kept).await {
            tracing::error!(error, "the ends of the audit logs could not be kept");
        }
        tokio::time::sleep(every).await;
    }
}
