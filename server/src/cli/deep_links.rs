//! The programs that links lead to, on the command line.

use std::fmt::Write;

use clap::Subcommand;
use domain::{
    Locale,
    deep_links::targets::{DataSource, Flavor, LinkMode, LinkTarget},
    zones::rfc3339,
};
use service::{
    Service,
    deep_links::{
        sinks::Tending,
        targets::{self, Connected, TargetForm},
        templates::{self, TemplateForm},
    },
};

use super::{
    link_clients,
    link_tenants::{self, Narrowing},
    one_of, operator, print, sentence,
};

#[derive(Debug, Subcommand)]
pub(super) enum DeepLinksCommand {
    /// List the programs: name, how it is used, state, since when, version, what is wrong.
    List,
    /// Show how a program is connected, how it is, and what to write into its settings.
    Show {
        #[arg(value_parser = one_of(LinkTarget::ALL.iter().map(|one| one.as_str())))]
        target: String,
    },
    /// Connect a program; what is left out stays as it is.
    Set {
        #[arg(value_parser = one_of(LinkTarget::ALL.iter().map(|one| one.as_str())))]
        target: String,
        #[command(flatten)]
        wanted: TargetArguments,
    },
    /// Look at a program now.
    Probe {
        #[arg(value_parser = one_of(LinkTarget::ALL.iter().map(|one| one.as_str())))]
        target: String,
    },
    /// Forget the password of a program.
    RemoveCredential {
        #[arg(value_parser = one_of(LinkTarget::ALL.iter().map(|one| one.as_str())))]
        target: String,
    },
    /// List what tenants have in a program: tenant, state, since when, place, what is wrong.
    Tenants {
        #[arg(value_parser = one_of(programs()))]
        target: String,
        #[command(flatten)]
        narrowing: Narrowing,
    },
    /// Have what one tenant has in a program made again; a run looks first and writes what differs.
    Prepare {
        #[arg(value_parser = one_of(programs()))]
        target: String,
        tenant: String,
    },
    /// The same for every tenant whose plan gives it.
    PrepareAll {
        #[arg(value_parser = one_of(programs()))]
        target: String,
    },
    /// List how tenants' events arrive in a store: tenant, states, waiting, lost, not taken, seen when, what is wrong.
    Flows {
        #[arg(value_parser = one_of(stores()))]
        store: String,
        #[command(flatten)]
        narrowing: Narrowing,
    },
    /// Show how one tenant's events arrive in a store, and what it would not take.
    Flow {
        #[arg(value_parser = one_of(stores()))]
        store: String,
        tenant: String,
    },
    /// Send a tenant's stretch of time to a store once more: instants, or days of UTC, the last of them whole.
    SendAgain {
        #[arg(value_parser = one_of(stores()))]
        store: String,
        tenant: String,
        #[arg(long)]
        from: String,
        #[arg(long)]
        to: String,
    },
    /// Try again what a store would not take of a tenant.
    RetryRejected {
        #[arg(value_parser = one_of(stores()))]
        store: String,
        tenant: String,
    },
    /// Forget what a store would not take of a tenant.
    ClearRejected {
        #[arg(value_parser = one_of(stores()))]
        store: String,
        tenant: String,
    },
    /// List the links into other programs: id, title, address.
    Templates,
    /// Show a link into another program.
    ShowTemplate { id: String },
    /// Add a link into another program, an address with variables such as {host}.
    AddTemplate { title: String, url: String },
    /// Change a link into another program.
    ChangeTemplate { id: String, title: String, url: String },
    /// Remove a link into another program.
    RemoveTemplate { id: String },
    /// List the hosts that links may lead to.
    Hosts,
    /// Say which hosts links may lead to, all of them.
    SetHosts { hosts: Vec<String> },
    /// List the programs that people open by signing in here: client id, name, space, addresses to return to.
    Clients,
    /// Show such a program, and what to write into the settings of a Grafana.
    ShowClient { id: String },
    /// Register such a program; prints its client id, and its secret this once.
    AddClient {
        name: String,
        /// Where browsers are sent back to.
        #[arg(required = true)]
        redirects: Vec<String>,
        /// The space, by its word in addresses, whose members alone it is for.
        #[arg(long)]
        space: Option<String>,
    },
    /// Change such a program's name and addresses.
    ChangeClient {
        id: String,
        name: String,
        #[arg(required = true)]
        redirects: Vec<String>,
    },
    /// Give such a program another secret, printed this once; the one before ends.
    RenewSecret { id: String },
    /// Remove such a program.
    RemoveClient { id: String },
}

#[derive(Debug, clap::Args)]
pub(super) struct TargetArguments {
    /// A program is off, plain or gateway; a store off or on.
    #[arg(long, value_parser = one_of(LinkMode::ALL.iter().map(|one| one.as_str())))]
    mode: Option<String>,
    /// Which of the two Kibana is.
    #[arg(long, value_parser = one_of(Flavor::ALL.iter().map(|one| one.as_str())))]
    flavor: Option<String>,
    /// Where a Grafana reads from.
    #[arg(long, value_parser = one_of(DataSource::ALL.iter().map(|one| one.as_str())))]
    source: Option<String>,
    /// As browsers reach it.
    #[arg(long)]
    public_url: Option<String>,
    /// As this server reaches it.
    #[arg(long)]
    internal_url: Option<String>,
    #[arg(long)]
    username: Option<String>,
    /// Read the password from standard input.
    #[arg(long)]
    password: bool,
}

fn programs() -> impl Iterator<Item = &'static str> {
    LinkTarget::ALL.iter().filter(|one| !one.is_store()).map(|one| one.as_str())
}

fn stores() -> impl Iterator<Item = &'static str> {
    LinkTarget::ALL.iter().filter(|one| one.is_store()).map(|one| one.as_str())
}

pub(super) async fn run(service: &Service, command: DeepLinksCommand) -> Result<(), String> {
    match command {
        DeepLinksCommand::List => {
            let found = targets::list(&mut operator(service).await?).await.map_err(sentence)?;
            print(&found.iter().map(line).collect::<String>())
        }
        DeepLinksCommand::Show { target } => show(service, &target).await,
        DeepLinksCommand::Set { target, wanted } => set(service, &target, wanted).await,
        DeepLinksCommand::Probe { target } => {
            let probed = targets::probe(operator(service).await?, &target).await.map_err(sentence)?;
            targets::note(operator(service).await?, probed).await.map_err(sentence)?;
            let whole = targets::find(&mut operator(service).await?, &target).await.map_err(sentence)?;
            print(&line(&whole.connected))
        }
        DeepLinksCommand::RemoveCredential { target } => {
            targets::remove_credential(operator(service).await?, &target).await.map_err(sentence)?;
            print(&format!("the password of {target} is kept nowhere any more\n"))
        }
        DeepLinksCommand::Tenants { target, narrowing } => {
            link_tenants::tenants(service, &target, narrowing).await
        }
        DeepLinksCommand::Prepare { target, tenant } => {
            link_tenants::prepare(service, &target, Some(&tenant)).await
        }
        DeepLinksCommand::PrepareAll { target } => link_tenants::prepare(service, &target, None).await,
        DeepLinksCommand::Flows { store, narrowing } => link_tenants::flows(service, &store, narrowing).await,
        DeepLinksCommand::Flow { store, tenant } => link_tenants::flow(service, &store, &tenant).await,
        DeepLinksCommand::SendAgain { store, tenant, from, to } => {
            link_tenants::tend(service, (&store, &tenant), Tending::Again { from, to }).await
        }
        DeepLinksCommand::RetryRejected { store, tenant } => {
            link_tenants::tend(service, (&store, &tenant), Tending::Retry).await
        }
        DeepLinksCommand::ClearRejected { store, tenant } => {
            link_tenants::tend(service, (&store, &tenant), Tending::Clear).await
        }
        DeepLinksCommand::Templates => {
            let found = templates::list(&mut operator(service).await?).await.map_err(sentence)?;
            let lines = found.iter().map(|one| format!("{}\t{}\t{}\n", one.id, one.title, one.url));
            print(&lines.collect::<String>())
        }
        DeepLinksCommand::ShowTemplate { id } => {
            let one = templates::find(&mut operator(service).await?, &id).await.map_err(sentence)?;
            print(&format!("{}\n{}\n", one.title, one.url))
        }
        DeepLinksCommand::AddTemplate { title, url } => {
            let form = TemplateForm { title, url };
            let made = templates::add(operator(service).await?, &form).await.map_err(sentence)?;
            print(&format!("{}\n", made.id))
        }
        DeepLinksCommand::ChangeTemplate { id, title, url } => {
            let form = TemplateForm { title, url };
            templates::update(operator(service).await?, &id, &form).await.map_err(sentence)?;
            print(&format!("{id} is changed\n"))
        }
        DeepLinksCommand::RemoveTemplate { id } => {
            templates::remove(operator(service).await?, &id).await.map_err(sentence)?;
            print(&format!("{id} is removed\n"))
        }
        DeepLinksCommand::Hosts => {
            let found = templates::hosts(&mut operator(service).await?).await.map_err(sentence)?;
            print(&found.iter().flat_map(|host| [host.as_str(), "\n"]).collect::<String>())
        }
        DeepLinksCommand::Clients => link_clients::list(service).await,
        DeepLinksCommand::ShowClient { id } => link_clients::show(service, &id).await,
        DeepLinksCommand::AddClient { name, redirects, space } => {
            link_clients::add(service, name, &redirects, space).await
        }
        DeepLinksCommand::ChangeClient { id, name, redirects } => {
            link_clients::change(service, &id, name, &redirects).await
        }
        DeepLinksCommand::RenewSecret { id } => link_clients::renew_secret(service, &id).await,
        DeepLinksCommand::RemoveClient { id } => link_clients::remove(service, &id).await,
        DeepLinksCommand::SetHosts { hosts } => {
            templates::set_hosts(operator(service).await?, &hosts.join("\n")).await.map_err(sentence)?;
            print("links may lead to these alone\n")
        }
    }
}

fn line(one: &Connected) -> String {
    let since = one.since.map_or_else(|| "-".to_owned(), rfc3339);
    let version = if one.version.is_empty() { "-" } else { &one.version };
    let finding =
        one.finding.map(|finding| finding.sentence(one.target, one.flavor, Locale::En)).unwrap_or_default();
    format!("{}\t{}\t{}\t{since}\t{version}\t{finding}\n", one.target, one.mode, one.state)
}

async fn show(service: &Service, target: &str) -> Result<(), String> {
    let whole = targets::find(&mut operator(service).await?, target).await.map_err(sentence)?;
    let one = &whole.connected;
    let mut text = String::new();
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{name:<18}{value}");
        }
    };
    row("program", one.target.as_str());
    row("mode", one.mode.as_str());
    row("flavor", one.flavor.as_str());
    row("reads", one.source.as_str());
    row("public address", &one.public_url);
    row("internal address", &one.internal_url);
    row("user", &one.username);
    row("password", if one.has_password { "kept" } else { "none" });
    row("state", one.state.as_str());
    row("since", &one.since.map(rfc3339).unwrap_or_default());
    row("version", &one.version);
    row("clock", &one.skew.map(|skew| format!("{} ms from ours", skew / 1000)).unwrap_or_default());
    row("looked at", &one.probed_at.map(rfc3339).unwrap_or_default());
    let finding = one.finding.map(|finding| finding.sentence(one.target, one.flavor, Locale::En));
    row("found", &finding.unwrap_or_default());
    for snippet in &whole.snippets {
        let _ = write!(text, "\n--- {}\n{}", snippet.file, snippet.text);
    }
    print(&text)
}

async fn set(service: &Service, target: &str, wanted: TargetArguments) -> Result<(), String> {
    let whole = targets::find(&mut operator(service).await?, target).await.map_err(sentence)?;
    let one = whole.connected;
    let form = TargetForm {
        mode: wanted.mode.unwrap_or_else(|| one.mode.to_string()),
        flavor: wanted.flavor.unwrap_or_default(),
        source: wanted.source.unwrap_or_default(),
        public_url: wanted.public_url.unwrap_or(one.public_url),
        internal_url: wanted.internal_url.unwrap_or(one.internal_url),
        username: wanted.username.unwrap_or(one.username),
        password: if wanted.password { typed()? } else { String::new() },
        revision: one.revision,
    };
    targets::save(operator(service).await?, target, &form).await.map_err(sentence)?;
    print(&format!("{target} is set; `parvis deep-links probe {target}` looks at it at once\n"))
}

fn typed() -> Result<String, String> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|error| error.to_string())?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}
