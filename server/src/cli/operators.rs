//! What operators do in their console besides: announcements, looks into tenants, their keys, a test mail.

use std::fmt::Write;

use clap::Subcommand;
use domain::{
    announcements::Audience, availability::Measured, consents::ConsentScope, operators::OperatorRole,
    zones::rfc3339,
};
use service::{
    Service,
    announcements::{self, AnnouncementForm},
    consents::{self, LookForm},
    installation,
    operator_keys::{self, OperatorKeyForm},
};

use super::{one_of, operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum AnnouncementCommand {
    /// List them: id, audience, from, until, the English sentence.
    List,
    /// Publish a sentence in both languages.
    Publish {
        english: String,
        french: String,
        #[arg(long, default_value = "all", value_parser = one_of(Audience::ALL.iter().map(|one| one.as_str())))]
        audience: String,
        /// For one tenant: its slug.
        #[arg(long, default_value = "")]
        tenant: String,
        /// First day, such as 2027-01-31; now if left out.
        #[arg(long, default_value = "")]
        from: String,
        /// Last day; a week from now if left out.
        #[arg(long, default_value = "")]
        until: String,
        /// Mail it to the owners, too.
        #[arg(long)]
        mail: bool,
    },
    /// Take one away before its time.
    Withdraw { id: String },
}

pub(super) async fn announce(service: &Service, command: AnnouncementCommand) -> Result<(), String> {
    match command {
        AnnouncementCommand::List => {
            let mut text = String::new();
            for one in announcements::list(&mut operator(service).await?).await.map_err(sentence)? {
                let (from, until) = (rfc3339(one.from_at), rfc3339(one.until_at));
                let _ = writeln!(text, "{}\t{}\t{from}\t{until}\t{}", one.id, one.audience, one.english);
            }
            print(&text)
        }
        AnnouncementCommand::Publish {
            english,
            french,
            audience,
            tenant: slug,
            from,
            until,
            mail: by_mail,
        } => {
            let form = AnnouncementForm { english, french, audience, slug, from, until, by_mail };
            announcements::publish(operator(service).await?, &form).await.map_err(sentence)?;
            print("published; it is on their pages within seconds\n")
        }
        AnnouncementCommand::Withdraw { id } => {
            announcements::withdraw(operator(service).await?, &id).await.map_err(sentence)?;
            print(&format!("{id} is withdrawn\n"))
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum LookCommand {
    /// List the looks into a tenant: id, kind, state, who, why.
    List { slug: String },
    /// Ask the owners of a tenant to let an operator in to look.
    Ask {
        slug: String,
        #[command(flatten)]
        wanted: LookArguments,
    },
    /// Let an operator look at once, in an emergency; the owners are told by mail.
    BreakGlass {
        slug: String,
        #[command(flatten)]
        wanted: LookArguments,
    },
    /// End a look, or take back what was asked for.
    Stop { slug: String, id: String },
}

#[derive(Debug, clap::Args)]
pub(super) struct LookArguments {
    /// The operator who looks, by the address.
    #[arg(long)]
    operator: String,
    #[arg(long)]
    reason: String,
    #[arg(long, default_value = "1")]
    hours: String,
    #[arg(long, default_value = "overview", value_parser = one_of(ConsentScope::ALL.iter().map(|one| one.as_str())))]
    scope: String,
}

impl From<LookArguments> for LookForm {
    fn from(wanted: LookArguments) -> Self {
        let LookArguments { operator, reason, hours, scope } = wanted;
        Self { reason, hours, scope, operator }
    }
}

pub(super) async fn look(service: &Service, command: LookCommand) -> Result<(), String> {
    match command {
        LookCommand::List { slug } => {
            let found = consents::list_for_operators(&mut operator(service).await?, &slug).await;
            let mut text = String::new();
            for one in found.map_err(sentence)?.1 {
                let _ =
                    writeln!(text, "{}\t{}\t{}\t{}\t{}", one.id, one.kind, one.state, one.email, one.reason);
            }
            print(&text)
        }
        LookCommand::Ask { slug, wanted } => {
            consents::ask(operator(service).await?, &slug, &wanted.into()).await.map_err(sentence)?;
            print(&format!("asked; the owners of {slug} get a mail\n"))
        }
        LookCommand::BreakGlass { slug, wanted } => {
            consents::break_glass(operator(service).await?, &slug, &wanted.into()).await.map_err(sentence)?;
            print(&format!("open; the owners of {slug} are told by mail\n"))
        }
        LookCommand::Stop { slug, id } => {
            consents::stop(operator(service).await?, &slug, &id).await.map_err(sentence)?;
            print(&format!("{id} is ended\n"))
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum OperatorKeyCommand {
    /// List the keys of operators: id, operator, role, end, name.
    List,
    /// Make a key for an operator's programs; its secret is printed this once.
    Make {
        /// Whose it is, by the address.
        operator: String,
        name: String,
        /// The most it may do.
        #[arg(long, value_parser = one_of(OperatorRole::ALL.iter().map(|role| role.as_str())))]
        role: String,
        #[arg(long, default_value = "90")]
        days: String,
    },
    /// End a key for good.
    Revoke { id: String },
}

pub(super) async fn keys(service: &Service, command: OperatorKeyCommand) -> Result<(), String> {
    match command {
        OperatorKeyCommand::List => {
            let mut text = String::new();
            for key in operator_keys::list(&mut operator(service).await?).await.map_err(sentence)? {
                let end = match key.revoked_at {
                    Some(_) => "revoked".to_owned(),
                    None => rfc3339(key.expires_at),
                };
                let _ = writeln!(text, "{}\t{}\t{}\t{end}\t{}", key.id, key.email, key.role, key.name);
            }
            print(&text)
        }
        OperatorKeyCommand::Make { operator: address, name, role, days } => {
            let form = OperatorKeyForm { name, role, days, operator: address };
            let made = operator_keys::make(operator(service).await?, &form).await.map_err(sentence)?;
            print(&format!("{}\n", made.secret))
        }
        OperatorKeyCommand::Revoke { id } => {
            operator_keys::revoke(operator(service).await?, &id).await.map_err(sentence)?;
            print(&format!("{id} is revoked\n"))
        }
    }
}

pub(super) async fn try_mail(service: &Service, address: &str) -> Result<(), String> {
    installation::try_mail(operator(service).await?, address).await.map_err(sentence)?;
    print(&format!("a mail to {address} is on its way; `parvis jobs list` shows what becomes of it\n"))
}

pub(super) async fn availability(service: &Service) -> Result<(), String> {
    let mut text = String::new();
    let share = |measured: Measured| {
        let told = |found: i64| format!("{}.{:02} %", found / 100, found % 100);
        measured.hundredths().map_or_else(|| "unknown".to_owned(), told)
    };
    for month in
        service::availability::of_installation(&mut operator(service).await?).await.map_err(sentence)?
    {
        let (console, ingest) = (share(month.console), share(month.ingest));
        let _ = writeln!(text, "{}-{:02}\t{console}\t{ingest}", month.year, month.month);
    }
    print(&text)
}
