//! The commands.

mod alerts;
mod audit;
mod carry;
mod deep_links;
mod demo;
mod exists;
mod invoices;
mod jobs;
mod link_clients;
mod link_tenants;
mod log;
mod messages;
mod operators;
mod plans;
mod read_credentials;
mod secrets;
mod support;
mod tenants;
#[cfg(test)]
mod tests;
mod usage;
mod usage_keys;
mod user;
mod webhooks;

use std::{io::Write, path::PathBuf};

use clap::{CommandFactory, Parser, Subcommand};
use domain::{Error, Locale, operators::Operate};
use service::{
    Caller, OperatorAccess, Service, Source, accounts, clock::Clock, control::accounts::Account,
    mailer::Mailer, secrets::Secrets,
};

use crate::{settings::Settings, versions, web};

/// The customer space for whatever a provider runs for its customers.
///
/// Settings come from `parvis.toml` (or the file in `PARVIS_CONFIG`) and from `PARVIS_...` variables;
/// `parvis config` prints them.
#[derive(Debug, Parser)]
#[command(name = "parvis", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the console and its API until SIGTERM or Ctrl-C.
    Serve,
    /// Print the effective settings as TOML, secrets masked.
    Config,
    /// Bring the control database to this version's shape; tenants follow when they are next used.
    Migrate,
    /// Tenants: list, create, change the plan, close and reopen, check the counts.
    #[command(subcommand)]
    Tenant(tenants::TenantCommand),
    /// The catalogue of plans: list, show and compare versions, draft, edit, publish, retire, move tenants.
    #[command(subcommand)]
    Plans(plans::PlansCommand),
    /// People: create and list accounts, mend an address, take second factors away; operators.
    #[command(subcommand)]
    User(user::UserCommand),
    /// Sentences for all spaces, an audience or one: list, publish, withdraw.
    #[command(subcommand)]
    Announcement(operators::AnnouncementCommand),
    /// The programs that links lead to: list, show, set, look at; links into others, and their hosts.
    #[command(subcommand)]
    DeepLinks(deep_links::DeepLinksCommand),
    /// Questions of tenants' members: list, show, answer, close, open again.
    #[command(subcommand)]
    Support(support::SupportCommand),
    /// Looks of operators into a tenant: list, ask, begin in an emergency, end.
    #[command(subcommand)]
    Look(operators::LookCommand),
    /// Keys of programs that act for an operator: list, make, revoke.
    #[command(subcommand)]
    OperatorKey(operators::OperatorKeyCommand),
    /// Send a mail to an operator that shows whether mail leaves.
    TestMail { address: String },
    /// Print in which share of each month the installation was there: month, console, taking events.
    Availability,
    /// The audit logs: verify their chains, export a tenant's.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Alerts: what fires in a tenant and which rules it has; look at all rules at once.
    #[command(subcommand)]
    Alert(alerts::AlertCommand),
    /// Look for messages of a tenant, and write them down as lines of JSON or as CSV.
    Messages(messages::MessagesCommand),
    /// Background work: list, look at, begin again, call off.
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Messages to receivers outside: list, look at, send again; make a secret for one.
    #[command(subcommand)]
    Webhooks(webhooks::WebhooksCommand),
    /// Keys of programs that report what tenants use: create, list, revoke; and how it is counted.
    #[command(subcommand)]
    UsageKey(usage_keys::UsageKeyCommand),
    /// Users of the stores that a tenant's programs read with: list, make, renew, revoke.
    #[command(subcommand)]
    ReadCredential(read_credentials::ReadCredentialCommand),
    /// Invoices: note what arrived for one, take one back.
    #[command(subcommand)]
    Invoice(invoices::InvoiceCommand),
    /// The keys that stored secrets are encrypted with.
    #[command(subcommand)]
    Secrets(secrets::SecretsCommand),
    /// Fill an empty installation with a realistic company and freelancer, and a year of events.
    Demo {
        /// Serve it afterwards, with mail coming in.
        #[arg(long)]
        serve: bool,
    },
    /// Append a built site and an agent to a program, so that one file is all there is to install.
    Carry {
        /// The program; it is replaced by one that carries them.
        program: PathBuf,
        /// The folder of the built site.
        #[arg(long)]
        site: PathBuf,
        /// The agent to hand out.
        #[arg(long)]
        agent: Option<PathBuf>,
    },
    /// Print the description of the HTTP interface, as OpenAPI.
    Openapi,
    /// Print what exists, as JSON: pages, files, actions, operations, notices and texts. The tests of the browser read it.
    WhatExists,
    /// Print a completion script for a shell.
    Completions { shell: clap_complete::Shell },
}

/// One of these words; a mistake is answered with all of them.
fn one_of(words: impl Iterator<Item = &'static str>) -> clap::builder::PossibleValuesParser {
    words.collect::<Vec<_>>().into()
}

pub(crate) async fn run() -> Result<(), String> {
    let arguments = Arguments::parse();
    if let Command::Completions { shell } = arguments.command {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Arguments::command(), "parvis", &mut script);
        return print(&String::from_utf8_lossy(&script));
    }
    if matches!(arguments.command, Command::Openapi) {
        return print(&crate::rest::openapi());
    }
    if matches!(arguments.command, Command::WhatExists) {
        return print(&exists::text());
    }
    if let Command::Carry { program, site, agent } = &arguments.command {
        return carry::carry(program, site, agent.as_deref());
    }
    if let Command::Webhooks(webhooks::WebhooksCommand::Secret) = arguments.command {
        return webhooks::make_secret();
    }
    let settings = Settings::load()?;
    if matches!(arguments.command, Command::Config) {
        return print(&settings.masked());
    }
    let is_serving = matches!(arguments.command, Command::Serve | Command::Demo { .. });
    let traces = log::start(&settings, is_serving)?;
    for warning in settings.warnings() {
        tracing::warn!("{warning}");
    }
    let secrets = Secrets::open(&settings.data, settings.secret_key.as_deref())?;
    let store = versions::open(&settings.backend(), secrets.audit_key(), is_serving).await?;
    let egress = settings.egress();
    let webhooks = settings.webhooks(&egress)?;
    let service = Service::new(store, Clock::System, mailer(&settings)?, secrets, &settings.public_url)
        .with_providers(settings.identity_providers()?)
        .with_egress(egress)
        .with_webhooks(webhooks)
        .with_billing(settings.seller.billing(settings.billing)?)
        .with_payment_provider(settings.payment_provider()?)
        .with_e_invoice_sink(settings.e_invoice_sink()?)
        .with_mails_per_hour(settings.mails_per_hour)
        .with_reading(settings.reading()?)
        .with_support_contact(&settings.support_contact)
        .with_settings(settings.shown());
    if is_serving {
        secrets::require(&service).await?;
    } else {
        versions::check(&service).await?;
    }
    let done = match arguments.command {
        Command::Serve => web::serve(&settings, &service, false).await,
        Command::Tenant(command) => tenants::run(&service, command).await,
        Command::Plans(command) => plans::run(&service, command).await,
        Command::User(command) => user::run(&service, command).await,
        Command::Announcement(command) => operators::announce(&service, command).await,
        Command::DeepLinks(command) => deep_links::run(&service, command).await,
        Command::Support(command) => support::run(&service, command).await,
        Command::Look(command) => operators::look(&service, command).await,
        Command::OperatorKey(command) => operators::keys(&service, command).await,
        Command::TestMail { address } => operators::try_mail(&service, &address).await,
        Command::Availability => operators::availability(&service).await,
        Command::Audit(command) => audit::run(&service, command, settings.audit_heads_file.as_deref()).await,
        Command::Jobs(command) => jobs::run(&service, command).await,
        Command::Invoice(command) => invoices::run(&service, command).await,
        Command::Alert(command) => alerts::run(&service, command).await,
        Command::Messages(command) => messages::run(&service, command).await,
        Command::Webhooks(command) => webhooks::run(&service, command).await,
        Command::UsageKey(command) => usage_keys::run(&service, command).await,
        Command::ReadCredential(command) => read_credentials::run(&service, command).await,
        Command::Secrets(command) => secrets::run(&service, command).await,
        Command::Demo { serve } => demo::run(&settings, &service, serve).await,
        Command::Migrate => print("The control database is up to date.\n"),
        Command::Config
        | Command::Openapi
        | Command::WhatExists
        | Command::Carry { .. }
        | Command::Completions { .. } => Ok(()),
    };
    service.close().await;
    if let Some(traces) = traces {
        traces.close().await;
    }
    done
}

fn mailer(settings: &Settings) -> Result<Mailer, String> {
    let mailer = match &settings.smtp_url {
        Some(url) => Mailer::smtp(url, &settings.mail_from),
        None => Mailer::folder(settings.data.join("outbox"), &settings.mail_from),
    };
    mailer.map_err(|error| format!("mail cannot be sent, check smtp_url and mail_from: {error}"))
}

fn print(text: &str) -> Result<(), String> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())
}

/// What went wrong, with each field's own sentence.
pub(crate) fn sentence(error: Error) -> String {
    let mut lines = vec![error.sentence(Locale::En)];
    if let Error::Invalid { fields } = &error {
        lines.extend(
            fields.iter().map(|field| format!("  {}: {}", field.field, field.problem.sentence(Locale::En))),
        );
    }
    lines.join("\n")
}

/// The console as the command line enters it.
async fn operator<P: Operate>(service: &Service) -> Result<OperatorAccess<P>, String> {
    OperatorAccess::enter(service, &Caller::local(Source::Cli)).await.map_err(sentence)
}

async fn account(service: &Service, email: &str) -> Result<Account, String> {
    let found = accounts::find_by_email(service, email).await.map_err(sentence)?;
    found.ok_or_else(|| format!("no account has the address {email}; create it with `parvis user create`"))
}
