//! Read-only credentials of tenants, on the command line.

use std::fmt::Write;

use clap::{Args, Subcommand};
use domain::{Error, read_credentials::ReadKind, zones::rfc3339};
use service::{
    Service,
    api_keys::Expiry,
    read_credentials::{NewCredential, ReadForm, locally, login},
};

use super::{account, one_of, print, sentence};

/// How many are listed; older ones ended long ago.
const LISTED: i64 = 500;

#[derive(Debug, Subcommand)]
pub(super) enum ReadCredentialCommand {
    /// List a tenant's: id, store, user there, state, made by, end, name.
    List { tenant: String },
    /// Make one that a member answers for; prints address, place, user and, this once, the password.
    Make(Wanted),
    /// Give one another password, printed this once; the one before stops working.
    Renew { tenant: String, id: String },
    /// Revoke one; says whether its store is known to refuse it.
    Revoke { tenant: String, id: String },
}

#[derive(Debug, Args)]
pub(super) struct Wanted {
    tenant: String,
    #[arg(value_parser = one_of(ReadKind::ALL.iter().map(|one| one.as_str())))]
    store: String,
    name: String,
    /// The member who answers for it: it ends when they leave.
    #[arg(long = "for")]
    member: String,
    /// Its last day, such as 2027-03-31; left out: it has no end of its own.
    #[arg(long, default_value = "")]
    until: String,
}

pub(super) async fn run(service: &Service, command: ReadCredentialCommand) -> Result<(), String> {
    match command {
        ReadCredentialCommand::List { tenant } => {
            let mut text = String::new();
            for one in locally::list(service, &tenant, LISTED).await.map_err(sentence)? {
                let end = one.revoked_at.or(one.expires_at).map_or_else(|| "-".to_owned(), rfc3339);
                let _ = writeln!(
                    text,
                    "{}\t{}\t{}\t{}\t{}\t{end}\t{}",
                    one.id,
                    one.kind,
                    login(&one.tenant_id, &one.id),
                    one.state,
                    one.account_email,
                    one.name
                );
            }
            print(&text)
        }
        ReadCredentialCommand::Make(Wanted { tenant, store, name, member, until }) => {
            let account = account(service, &member).await?;
            let form = ReadForm { name, kind: store, expiry: Expiry::Day(until) };
            match locally::create(service, &tenant, &account, &form).await {
                Err(Error::NotFound) => {
                    Err(format!("there is no space {tenant}, or {member} is no member of it"))
                }
                made => show(&made.map_err(sentence)?),
            }
        }
        ReadCredentialCommand::Renew { tenant, id } => {
            show(&locally::rotate(service, &tenant, &id).await.map_err(sentence)?)
        }
        ReadCredentialCommand::Revoke { tenant, id } => {
            let one = locally::revoke(service, &tenant, &id).await.map_err(sentence)?;
            print(&format!("{} is {}\n", one.id, one.state))
        }
    }
}

fn show(new: &NewCredential) -> Result<(), String> {
    let (id, reach) = (&new.credential.id, &new.reach);
    print(&format!("{id}\t{}\t{}\t{}\t{}\n", reach.address, reach.place, new.login, new.password))
}
