//! Messages as files, for reading elsewhere.

use domain::{search::Query, zones::rfc3339};
use serde_json::json;

use super::{Mail, MessagePage, PATIENCE, list};
pub use crate::audit::export::Format;
use crate::{Access, Caller, Result, Service, Source, directory, encoding::sheets::Style};

/// Messages read at once while a file is written.
pub const CHUNK: usize = 500;

const COLUMNS: [&str; 20] = [
    "id",
    "at",
    "host",
    "direction",
    "rule",
    "domain",
    "sender",
    "recipient",
    "recipients",
    "client_address",
    "client_name",
    "helo_name",
    "user",
    "size",
    "encryption_protocol",
    "queue_id",
    "message_id",
    "outcome",
    "reason",
    "outcome_at",
];

/// What stands before the first message.
pub fn head(format: Format, style: Style) -> Result<String> {
    match format {
        Format::Csv => style.file(&COLUMNS, Vec::new()),
        Format::Ndjson => Ok(String::new()),
    }
}

/// Messages as lines of the file.
pub fn lines(format: Format, style: Style, page: &MessagePage) -> Result<String> {
    match format {
        Format::Csv => style.lines(page.mails.iter().map(|mail| cells(page, mail))),
        Format::Ndjson => Ok(page.mails.iter().map(|mail| object(page, mail).to_string() + "\n").collect()),
    }
}

fn cells(page: &MessagePage, mail: &Mail) -> [String; COLUMNS.len()] {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        mail.id.to_string(),
        rfc3339(mail.at),
        page.host(mail),
        mail.direction.to_string(),
        mail.rule.to_string(),
        mail.domain.clone(),
        mail.sender.clone(),
        mail.recipient.clone(),
        number((mail.recipients > 0).then_some(mail.recipients)),
        mail.client_address.clone(),
        mail.client_name.clone(),
        mail.helo_name.clone(),
        mail.sasl_username.clone(),
        number(mail.size),
        mail.encryption_protocol.clone(),
        mail.queue_id.clone(),
        mail.message_id.clone(),
        mail.outcome.clone(),
        mail.reason.clone(),
        mail.outcome_at.map(rfc3339).unwrap_or_default(),
    ]
}

fn object(page: &MessagePage, mail: &Mail) -> serde_json::Value {
    json!({
        "id": mail.id,
        "at": rfc3339(mail.at),
        "host": page.host(mail),
        "direction": mail.direction,
        "rule": mail.rule,
        "domain": mail.domain,
        "sender": mail.sender,
        "recipient": mail.recipient,
        "recipients": (mail.recipients > 0).then_some(mail.recipients),
        "client_address": mail.client_address,
        "client_name": mail.client_name,
        "helo_name": mail.helo_name,
        "user": mail.sasl_username,
        "size": mail.size,
        "encryption_protocol": mail.encryption_protocol,
        "queue_id": mail.queue_id,
        "message_id": mail.message_id,
        "outcome": mail.outcome,
        "reason": mail.reason,
        "outcome_at": mail.outcome_at.map(rfc3339),
    })
}

/// A part of the file, in its own transaction: a right that is taken while a file is written ends it.
pub async fn chunk(
    service: &Service,
    caller: &Caller,
    slug: &str,
    query: &Query,
    before: &str,
) -> Result<MessagePage> {
    let mut access = match caller.source {
        Source::Cli => Access::local(service, caller, directory::find_by_slug(service, slug).await?).await?,
        _ => Access::enter(service, caller, slug).await?,
    };
    list(&mut access, query, before, (CHUNK, PATIENCE)).await
}
