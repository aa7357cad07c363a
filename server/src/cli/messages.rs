//! Messages of a tenant on the command line, looked for by the words of the page.

use clap::Args;
use domain::search::{Key, Query};
use service::{
    Caller, Service, Source,
    encoding::sheets::Style,
    messages::export::{self, Format},
};

use super::{one_of, print, sentence};

#[derive(Debug, Args)]
pub(super) struct MessagesCommand {
    /// The tenant's address.
    slug: String,
    /// What to look for, in the words of the page's address: sender=@example.org outcome=bounced from=2026-11-01.
    #[arg(value_name = "KEY=VALUE", value_parser = parse_pair)]
    asked: Vec<(Key, String)>,
    #[arg(long, default_value = "ndjson", value_parser = one_of(Format::ALL.iter().map(|format| format.as_str())))]
    format: String,
    /// No more than so many.
    #[arg(long)]
    most: Option<usize>,
}

fn parse_pair(text: &str) -> Result<(Key, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as key=value")?;
    let keys = || Key::ALL.iter().map(|key| key.as_str()).collect::<Vec<_>>().join(", ");
    let key = key.parse().map_err(|_| format!("the keys are {}", keys()))?;
    if value.trim().is_empty() {
        return Err("there is nothing behind the =".to_owned());
    }
    Ok((key, value.to_owned()))
}

/// Writes them to standard output, newest first, while they are looked for.
pub(super) async fn run(service: &Service, command: MessagesCommand) -> Result<(), String> {
    let query = Query::of(command.asked.iter().map(|(key, value)| (key.as_str(), value.as_str())));
    let format: Format = command.format.parse().map_err(|_| "the formats are csv and ndjson".to_owned())?;
    let caller = Caller::local(Source::Cli);
    let (mut before, mut left) = (String::new(), command.most.unwrap_or(usize::MAX));
    print(&export::head(format, Style::Programs).map_err(sentence)?)?;
    loop {
        let chunk = export::chunk(service, &caller, &command.slug, &query, &before).await;
        let mut page = chunk.map_err(sentence)?;
        page.mails.truncate(left);
        left -= page.mails.len();
        print(&export::lines(format, Style::Programs, &page).map_err(sentence)?)?;
        let Some(next) = page.next.filter(|_| left > 0) else { return Ok(()) };
        before = next;
    }
}
