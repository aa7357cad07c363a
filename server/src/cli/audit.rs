//! The audit log on the command line.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use service::{
    Caller, Service, Source,
    audit::{
        self, AuditQuery, Broken, Chains, Finding, Flaw, Loss,
        export::{self, Format},
        heads::{CONTROL, Line},
    },
    encoding::sheets::Style,
};

use super::{print, sentence};

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
        /// Compare with the ends kept in this file as well, instead of that of `audit_heads_file`.
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
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

/// `kept` is where the settings keep the ends of the chains.
pub(super) async fn run(service: &Service, command: AuditCommand, kept: Option<&Path>) -> Result<(), String> {
    match command {
        AuditCommand::Verify { tenant, control, heads } => {
            let chains = match tenant {
                Some(slug) => Chains::Tenant(slug),
                None if control => Chains::Control,
                None => Chains::All,
            };
            // One that the settings name and no server has begun yet holds nothing to compare with.
            let kept = heads.as_deref().or_else(|| kept.filter(|file| file.exists()));
            verify(service, &chains, kept).await
        }
        AuditCommand::Export { tenant, format } => write(service, &tenant, format).await,
    }
}

async fn verify(service: &Service, chains: &Chains, kept: Option<&Path>) -> Result<(), String> {
    let mut broken = Vec::new();
    for verdict in audit::verify(service, chains).await.map_err(sentence)? {
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
            Err(found) => broken.push(format!("{name}: {}", found_broken(found))),
        }
    }
    if let Some(file) = kept {
        let findings = audit::compare(service, file).await?;
        if findings.is_empty() {
            print(&format!("{}: every kept end stands in its chain\n", file.display()))?;
        }
        broken.extend(findings.iter().map(|finding| format!("{}: {}", file.display(), lost(finding))));
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

fn lost(Finding { line, loss, kept }: &Finding) -> String {
    let Some(kept) = kept else { return format!("line {line} cannot be read") };
    let Line { at, database, chain, number, .. } = kept;
    let name = match (database.as_str(), chain.as_str()) {
        (CONTROL, "") => CONTROL.to_owned(),
        (CONTROL, tenant) => format!("control, tenant {tenant}"),
        (tenant, _) => format!("tenant {tenant}"),
    };
    match loss {
        Loss::CutOff => {
            format!(
                "line {line}: {name} had entry {number} on {at}, and has it no more: the log was cut off or set back"
            )
        }
        Loss::Changed => {
            format!(
                "line {line}: {name} has another entry {number} than on {at}: the log was set back and written anew"
            )
        }
        Loss::Gone => format!("line {line}: {name} is gone; on {at} it had {number} entries"),
        Loss::Foreign => format!("line {line}: this installation did not write it, or it was changed"),
        Loss::Unreadable => format!("line {line} cannot be read"),
    }
}

fn found_broken(Broken { number, flaw }: Broken) -> String {
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
    print(&format.head(Style::Programs).map_err(sentence)?)?;
    loop {
        let page = export::chunk(service, &caller, slug, &query).await.map_err(sentence)?;
        print(&format.lines(&page.entries, Style::Programs).map_err(sentence)?)?;
        let Some(next) = page.next else { return Ok(()) };
        query.before = next;
    }
}
