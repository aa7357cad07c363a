//! People on the command line.

use clap::Subcommand;
use domain::{Error, operators::OperatorRole, zones::rfc3339};
use service::{Caller, Service, Source, accounts, operator_people, operators};

use super::{operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Create an account; the password is read from standard input.
    Create {
        email: String,
        /// Make the person an operator of this installation, with the role everything.
        #[arg(long)]
        operator: bool,
    },
    /// Give an account an operator role, or take it away.
    Operator {
        email: String,
        #[arg(long, value_parser = super::one_of(OperatorRole::ALL.iter().map(|role| role.as_str())))]
        role: Option<String>,
        /// Take the role away, or the mark of an older version.
        #[arg(long, conflicts_with = "role", required_unless_present = "role")]
        none: bool,
    },
    /// Show a person: role, second factors, sessions and the allowances they used up.
    Show { email: String },
    /// End every session of a person, or one.
    SignOut {
        email: String,
        /// The id of the one session, as `parvis user show` prints it.
        #[arg(long)]
        session: Option<String>,
    },
    /// Give a person back every allowance of their own that they used up, such as tries to sign in.
    LiftLimits { email: String },
    /// List the operators: address, role, and whether the account has the second factor that the console takes.
    Operators,
    /// List the accounts: id, address, and what keeps the address from being used, if anything does.
    List {
        /// Those alone whose address cannot be used: none, a broken one, or another account has the mailbox.
        #[arg(long)]
        unusable: bool,
    },
    /// Give an account another address, and end its sessions.
    SetAddress {
        /// Its id, as `parvis user list` prints it, or its address.
        account: String,
        email: String,
    },
    /// Take every second factor away from somebody who lost them all, and end their sessions; a mail tells
    /// them. Be sure that it is them who asks.
    ResetFactors { email: String },
}

async fn list_users(service: &Service, unusable: bool) -> Result<(), String> {
    let mut after = String::new();
    loop {
        let page = accounts::list(service, &after, unusable, 500).await.map_err(sentence)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.to_string();
        for account in &page {
            let problem = account.address_problem.as_deref().unwrap_or("-");
            print(&format!("{}\t{problem}\t{}\n", account.id, account.email))?;
        }
    }
}

pub(super) async fn run(service: &Service, command: UserCommand) -> Result<(), String> {
    let caller = Caller::local(Source::Cli);
    let (email, operator) = match command {
        UserCommand::Create { email, operator } => (email, operator),
        UserCommand::Operator { email, role, none: _ } => return operate(service, &email, role).await,
        UserCommand::Show { email } => return show(service, &email).await,
        UserCommand::SignOut { email, session: Some(session) } => {
            let ended = operator_people::end_session(operator(service).await?, &email, &session).await;
            ended.map_err(|error| nobody(&email, error))?;
            return print(&format!("{session} of {email} is ended\n"));
        }
        UserCommand::SignOut { email, session: None } => {
            let ended = operator_people::end_sessions(operator(service).await?, &email).await;
            ended.map_err(|error| nobody(&email, error))?;
            return print(&format!("{email} is signed out everywhere\n"));
        }
        UserCommand::LiftLimits { email } => {
            let lifted = operator_people::lift_limits(operator(service).await?, &email).await;
            lifted.map_err(|error| nobody(&email, error))?;
            return print(&format!("{email} can try again at once\n"));
        }
        UserCommand::Operators => return list_operators(service).await,
        UserCommand::List { unusable } => return list_users(service, unusable).await,
        UserCommand::SetAddress { account, email } => {
            let set = accounts::set_address(service, &caller, &account, &email).await;
            let set = set.map_err(|error| match error {
                Error::NotFound => format!("there is no account {account}; `parvis user list` lists them"),
                other => sentence(other),
            })?;
            return print(&format!("{} has the address {} now\n", set.id, set.email));
        }
        UserCommand::ResetFactors { email } => {
            let account =
                operator_people::reset_factors(operator(service).await?, &email).await.map_err(|error| {
                    match error {
                        Error::NotFound => format!("no account has the address {email}"),
                        other => sentence(other),
                    }
                })?;
            return print(&format!("{} has no second factor any more\n", account.email));
        }
    };
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|error| error.to_string())?;
    let password = password.trim_end_matches(['\r', '\n']);
    let account = accounts::create(service, &caller, &email, password, operator).await.map_err(sentence)?;
    print(&format!("{} {}\n", account.id, account.email))
}

async fn show(service: &Service, email: &str) -> Result<(), String> {
    let seen = operator_people::find(operator(service).await?, email).await;
    let seen = seen.map_err(|error| nobody(email, error))?;
    let role = seen.operator.map_or("-", OperatorRole::as_str);
    let factor =
        if seen.factors.authenticator.is_some() || !seen.factors.passkeys.is_empty() { "yes" } else { "no" };
    print(&format!(
        "{}\t{}\noperator\t{role}\nsecond factor\t{factor}\n",
        seen.account.id, seen.account.email
    ))?;
    for session in &seen.sessions {
        print(&format!("session\t{}\t{}\t{}\n", session.id, rfc3339(session.seen_at), session.address))?;
    }
    for used in &seen.limits {
        let kind = used.key.rsplit_once(':').map_or(used.key.as_str(), |(kind, _)| kind);
        print(&format!("limit\t{kind}\t{}\n", rfc3339(used.used_until)))?;
    }
    Ok(())
}

fn nobody(email: &str, error: Error) -> String {
    match error {
        Error::NotFound => format!("no account has the address {email}"),
        other => sentence(other),
    }
}

async fn operate(service: &Service, email: &str, role: Option<String>) -> Result<(), String> {
    let access = operator(service).await?;
    let unknown = |error| match error {
        Error::NotFound => format!("{email} is no operator"),
        other => sentence(other),
    };
    let Some(role) = role else {
        operators::take(access, email).await.map_err(unknown)?;
        return print(&format!("{email} is no operator any more\n"));
    };
    operators::give(access, email, &role).await.map_err(unknown)?;
    print(&format!("{email} is an operator with the role {role} now\n"))
}

async fn list_operators(service: &Service) -> Result<(), String> {
    let found = operators::list(&mut operator(service).await?).await.map_err(sentence)?;
    for one in &found.operators {
        let factor = if one.has_factor { "second factor" } else { "no second factor" };
        print(&format!("{}\t{}\t{factor}\n", one.email, one.role))?;
    }
    for (_, email) in &found.marked {
        print(&format!("{email}\t-\tmarked by an older version, which gives nothing\n"))?;
    }
    Ok(())
}
