//! The audit log on the command line.

use clap::Subcommand;
use service::{
    Caller, Service, Source,
    audit::{
        self, AuditQuery, Broken, Chains, Flaw,
        export::{self, Format},
    },
};

use super::{print, told};

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Compute the chains of the audit logs anew: the control database's and every tenant's, unless one is
    /// named. Exits with 1 and names the entry when one does not fit.
    Verify {
        /// Only this tenant's log.
        #[arg(long, value_name = "SLUG", conflicts_with = "control")]
        tenant: Option<String>,
        /// Only the log of the control database.
        #[arg(long)]
        control: bool,
    },
    /// Write a tenant's log to standard output, newest first: its own, and what the control database holds of it.
    Export {
        #[arg(long, value_name = "SLUG")]
        tenant: String,
        #[arg(long, default_value = "ndjson", value_parser = parse_format)]
        format: Format,
    },
}

fn parse_format(text: &str) -> Result<Format, String> {
    text.parse().map_err(|_| "the formats are csv and ndjson".to_owned())
}

pub(super) async fn run(service: &Service, command: AuditCommand) -> Result<(), String> {
    match command {
        AuditCommand::Verify { tenant: Some(slug), .. } => verify(service, &Chains::Tenant(slug)).await,
        AuditCommand::Verify { control: true, .. } => verify(service, &Chains::Control).await,
        AuditCommand::Verify { .. } => verify(service, &Chains::All).await,
        AuditCommand::Export { tenant, format } => write(service, &tenant, format).await,
    }
}

async fn verify(service: &Service, chains: &Chains) -> Result<(), String> {
    let mut broken = Vec::new();
    for verdict in audit::verify(service, chains).await.map_err(told)? {
        let name = match (verdict.is_control, verdict.tenant) {
            (_, None) => "control".to_owned(),
            (true, Some(slug)) => format!("control, tenant {slug}"),
            (false, Some(slug)) => format!("tenant {slug}"),
        };
        match verdict.outcome {
            Ok(chain) => {
                let hash = if chain.hash.is_empty() { "-" } else { &chain.hash };
                print(&format!("{name}: {} entries fit, the last hash is {hash}\n", chain.entries))?;
            }
            Err(found) => broken.push(format!("{name}: {}", sentence(found))),
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn sentence(Broken { number, flaw }: Broken) -> String {
    match flaw {
        Flaw::Changed => format!("entry {number} is not what was written: its hash does not fit"),
        Flaw::Missing => format!("entry {number} is missing"),
        Flaw::Truncated => format!("the log was cut off: entry {number} and what followed it are missing"),
        Flaw::Foreign => format!("entry {number} was put in past the log's own end"),
        Flaw::UnknownKey => {
            format!("entry {number} cannot be checked: the key it was written with is not here")
        }
        Flaw::Head if number == 0 => "the log and its end are gone".to_owned(),
        Flaw::Head => format!("the end of the log does not name entry {number}, which is the last"),
    }
}

async fn write(service: &Service, slug: &str, format: Format) -> Result<(), String> {
    let caller = Caller::local(Source::Cli);
    let mut query = AuditQuery::default();
    print(&format.head())?;
    loop {
        let page = export::chunk(service, &caller, slug, &query).await.map_err(told)?;
        print(&format.lines(&page.entries).map_err(told)?)?;
        let Some(next) = page.next else { return Ok(()) };
        query.before = next;
    }
}
