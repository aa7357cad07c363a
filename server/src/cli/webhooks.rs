//! Messages to receivers outside, on the command line.

use std::fmt::Write;

use clap::Subcommand;
use domain::{Error, jobs::JobsError, webhooks::DeliveryState, zones};
use service::{
    Service,
    webhooks::{
        Secret,
        looks::{self, Delivery, DeliveryQuery, Try},
    },
};

use super::{operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum WebhooksCommand {
    /// List deliveries, what was asked for last first: id, state, webhook, type, when it was asked for, tries, for
    /// whom, host, and how it failed last.
    List {
        /// Those in one state alone.
        #[arg(long, value_parser = super::one_of(DeliveryState::ALL.iter().map(|state| state.as_str())))]
        state: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
    /// Show a delivery with every try, and what is sent.
    Show { id: String },
    /// Send a delivery again that was given up, called off or delivered: under its id, by which receivers know it.
    Retry { id: String },
    /// Make a secret for a receiver, and print it.
    Secret,
}

pub(super) async fn run(service: &Service, command: WebhooksCommand) -> Result<(), String> {
    match command {
        WebhooksCommand::List { state, limit } => {
            list(service, state.unwrap_or_default(), limit.into()).await
        }
        WebhooksCommand::Show { id } => {
            let (delivery, tries) = looks::find_any(&mut operator(service).await?, &id)
                .await
                .map_err(|error| unknown(&id, error))?;
            print(&shown(&delivery, &tries))
        }
        WebhooksCommand::Retry { id } => {
            let job =
                looks::retry_any(operator(service).await?, &id).await.map_err(|error| unknown(&id, error))?;
            print(&format!("{id} waits for its turn as {job}; a server sends it within seconds\n"))
        }
        WebhooksCommand::Secret => make_secret(),
    }
}

/// Needs no settings: those that name the secret are written afterwards.
pub(super) fn make_secret() -> Result<(), String> {
    print(&format!("{}\n", Secret::make()))
}

fn unknown(id: &str, error: Error) -> String {
    match error {
        Error::NotFound => {
            format!("there is no delivery {id}; `parvis webhooks list` lists them, for thirty days")
        }
        Error::Jobs(JobsError::JobChanged) => {
            format!("{id} is on its way already; `parvis webhooks show {id}` tells how it stands")
        }
        other => sentence(other),
    }
}

async fn list(service: &Service, state: String, limit: usize) -> Result<(), String> {
    let query = DeliveryQuery { state, before: String::new() };
    let page = looks::list_all(&mut operator(service).await?, &query, limit).await.map_err(sentence)?;
    for delivery in &page.deliveries {
        print(&line(delivery))?;
    }
    if page.next.is_some() {
        eprintln!("there are more; --limit shows up to 1000");
    }
    Ok(())
}

fn line(delivery: &Delivery) -> String {
    let or = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let Delivery { id, state, webhook, topic, tries, error, .. } = delivery;
    let at = zones::rfc3339(delivery.created_at);
    let tenant = delivery.tenant_id.as_deref().unwrap_or("-");
    format!("{id}\t{state}\t{webhook}\t{topic}\t{at}\t{tries}\t{tenant}\t{}\t{error}\n", or(&delivery.host))
}

fn shown(delivery: &Delivery, tries: &[Try]) -> String {
    let mut text = String::new();
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{name:<14}{value}");
        }
    };
    row("delivery", delivery.id.as_str());
    row("state", delivery.state.as_str());
    row("webhook", delivery.webhook.as_str());
    row("receiver", &delivery.receiver);
    row("type", &delivery.topic);
    row("key", &delivery.key);
    row("tenant", delivery.tenant_id.as_deref().unwrap_or_default());
    row("asked for at", &zones::rfc3339(delivery.created_at));
    row("delivered at", &delivery.delivered_at.map(zones::rfc3339).unwrap_or_default());
    for tried in tries {
        let took = tried.took / 1000;
        let status = tried.status.map(|status| format!(", {status}")).unwrap_or_default();
        let error = if tried.error.is_empty() { "taken" } else { &tried.error };
        let at = zones::rfc3339(tried.at);
        row(&format!("try {}", tried.number), &format!("{at}, {}, {took} ms{status}: {error}", tried.host));
        row("  answer", &tried.answer);
    }
    row("message", &delivery.body);
    text
}
