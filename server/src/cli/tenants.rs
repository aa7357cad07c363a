//! Tenants on the command line.

use clap::{Subcommand, ValueEnum};
use domain::{Locale, decision::Binding, permission::Role, plans::TenantKind};
use service::{
    Caller, Service, Source, events, operator_tenants,
    plans::{billed, subscriptions::Every},
    tenants,
};

use super::{account, operator, plans, print, sentence, usage};

#[derive(Debug, Subcommand)]
pub(super) enum TenantCommand {
    /// List every tenant: slug, kind, plan, name.
    List,
    /// Make a tenant for an account that exists.
    Create {
        /// The name of the space.
        name: String,
        /// The owner's e-mail address.
        #[arg(long)]
        owner: String,
        /// The address of the space; made from the name if left out.
        #[arg(long, default_value = "")]
        slug: String,
        #[arg(long, value_enum, default_value = "company")]
        kind: Kind,
        /// The plan; the one that its kind starts on if left out.
        #[arg(long)]
        plan: Option<String>,
        /// How often it is billed: `month` or `year`.
        #[arg(long, value_parser = parse_every, default_value = "month")]
        interval: Every,
    },
    /// Put a tenant on another plan.
    Plan { slug: String, plan: String },
    /// Give a tenant something instead of what its plan gives, list that, or end it.
    Override(plans::OverrideArguments),
    /// Take an account that exists into a tenant, or give a member one more role.
    AddMember {
        slug: String,
        email: String,
        #[arg(long, value_parser = parse_role, default_value = "member")]
        role: Role,
    },
    /// Close a tenant: it is read and exported, and nothing in it changes until it is reopened.
    Close { slug: String },
    /// Open a closed tenant again.
    Reopen { slug: String },
    /// Suspend a tenant: it is read and exported, nothing in it changes, and its owners are told why.
    Suspend {
        slug: String,
        #[arg(long)]
        reason: String,
    },
    /// Let a suspended tenant go on.
    Resume { slug: String },
    /// Close a tenant and remove what it has after so many days, in which `reopen` undoes it.
    Purge {
        slug: String,
        #[arg(long, default_value_t = 30)]
        days: u16,
        /// The name of the space, to confirm.
        #[arg(long)]
        confirm: String,
    },
    /// Set what your own books call a tenant.
    Reference { slug: String, reference: String },
    /// Show how a tenant stands: state, plan, owners, usage.
    Show { slug: String },
    /// Count a tenant's roll-ups anew from its events and print the differences.
    Recount {
        slug: String,
        /// Write what the events say wherever a count differs.
        #[arg(long)]
        mend: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Kind {
    Company,
    Personal,
}

fn parse_role(text: &str) -> Result<Role, String> {
    text.parse().map_err(|_| {
        let names: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("the roles are {}", names.join(", "))
    })
}

fn parse_every(text: &str) -> Result<Every, String> {
    text.parse().map_err(|_| {
        let words: Vec<_> = Every::ALL.iter().map(|every| every.as_str()).collect();
        format!("the intervals are {}", words.join(", "))
    })
}

pub(super) async fn run(service: &Service, command: TenantCommand) -> Result<(), String> {
    let caller = Caller::local(Source::Cli);
    match command {
        TenantCommand::List => list(service).await,
        TenantCommand::Create { name, owner, slug, kind, plan, interval } => {
            let owner = account(service, &owner).await?;
            let kind = match kind {
                Kind::Company => TenantKind::Company,
                Kind::Personal => TenantKind::Personal,
            };
            let form = tenants::TenantForm { name, slug, kind, plan, every: interval };
            let tenant = tenants::create(service, &caller, form, &owner).await.map_err(sentence)?;
            let version = service::plans::version(service, &tenant).await.map_err(sentence)?;
            if billed(&version, interval) != interval {
                print(&format!("{} has no price for a year: it is billed by the month\n", version.plan))?;
            }
            print(&format!("{}/t/{}\n", service.public_url(), tenant.slug))
        }
        TenantCommand::Plan { slug, plan } => {
            let tenant = tenants::set_plan(service, &caller, &slug, &plan).await.map_err(sentence)?;
            print(&format!("{} is on {} now\n", tenant.slug, tenant.plan.title(Locale::En)))
        }
        TenantCommand::Override(given) => plans::exceptions(service, given).await,
        TenantCommand::AddMember { slug, email, role } => {
            let account = account(service, &email).await?;
            let given = Binding::of(role);
            let tenant =
                tenants::add_member(service, &caller, &slug, &account, &given).await.map_err(sentence)?;
            print(&format!("{} is {role} of {} now\n", account.email, tenant.slug))
        }
        TenantCommand::Close { slug } => {
            let tenant = tenants::close_locally(service, &caller, &slug).await.map_err(sentence)?;
            print(&format!("{} is closed; nothing of it is deleted\n", tenant.slug))
        }
        TenantCommand::Reopen { slug } => {
            let tenant = tenants::reopen_locally(service, &caller, &slug).await.map_err(sentence)?;
            print(&format!("{} is open\n", tenant.slug))
        }
        TenantCommand::Suspend { slug, reason } => {
            let access = operator(service).await?;
            operator_tenants::suspend(access, &slug, &reason).await.map_err(sentence)?;
            print(&format!("{slug} is suspended; its owners are told by mail\n"))
        }
        TenantCommand::Resume { slug } => {
            operator_tenants::resume(operator(service).await?, &slug).await.map_err(sentence)?;
            print(&format!("{slug} goes on\n"))
        }
        TenantCommand::Purge { slug, days, confirm } => {
            let access = operator(service).await?;
            let closed = operator_tenants::close(access, &slug, &days.to_string(), &confirm).await;
            closed.map_err(sentence)?;
            print(&format!("{slug} is closed, and purged in {days} days unless it is reopened\n"))
        }
        TenantCommand::Reference { slug, reference } => {
            let access = operator(service).await?;
            operator_tenants::set_reference(access, &slug, &reference).await.map_err(sentence)?;
            print(&format!("{slug} is called {reference:?} in your books\n"))
        }
        TenantCommand::Show { slug } => usage::show(service, &slug).await,
        TenantCommand::Recount { slug, mend } => recount(service, &slug, mend).await,
    }
}

async fn list(service: &Service) -> Result<(), String> {
    let mut after = String::new();
    loop {
        let page = tenants::list(service, &after, 500).await.map_err(sentence)?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.slug);
        for tenant in &page {
            let state = if tenant.closed_at.is_some() { "\tclosed" } else { "" };
            print(&format!(
                "{}\t{}\t{}\t{}{state}\n",
                tenant.slug, tenant.kind, tenant.plan.key, tenant.name
            ))?;
        }
    }
}

async fn recount(service: &Service, slug: &str, mend: bool) -> Result<(), String> {
    let differences = if mend {
        events::recount::mend(service, slug).await
    } else {
        events::recount::check(service, slug).await
    };
    let differences = differences.map_err(sentence)?;
    let became = if mend {
        events::recount::became::mend(service, slug).await
    } else {
        events::recount::became::check(service, slug).await
    };
    let became = became.map_err(sentence)?;
    for difference in &differences {
        let at = domain::zones::rfc3339(difference.bucket);
        let (counted, found) = (difference.counted, difference.found);
        print(&format!(
            "{at} {} {:?} {} {:?}: counted {counted:?}, the events say {found:?}\n",
            difference.agent_id, difference.host, difference.direction, difference.domain
        ))?;
    }
    for difference in &became {
        let at = domain::zones::rfc3339(difference.cell.bucket);
        let (cell, counted, found) = (&difference.cell, difference.counted, difference.found);
        print(&format!(
            "{at} {} {} {:?} {} {:?}: counted {counted}, the messages say {found}\n",
            cell.agent_id, cell.direction, cell.domain, cell.kind, cell.name
        ))?;
    }
    let count = differences.len() + became.len();
    if count == 0 {
        return print("Every count agrees with the events.\n");
    }
    if mend {
        return print(&format!("{count} counts were mended.\n"));
    }
    Err(format!("{count} counts differ from the events; --mend writes what the events say"))
}
