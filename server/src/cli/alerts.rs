//! Alerts on the command line.

use std::fmt::Write;

use clap::Subcommand;
use domain::{Locale, zones::rfc3339};
use service::{
    Service,
    alerts::{self, looks},
};

use super::{print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum AlertCommand {
    /// List what fires now in a tenant: id, severity, since when, rule, what it is about, who was told.
    List { slug: String },
    /// List the rules of a tenant: id, on or off, severity, metric, comparison, threshold, about, name.
    Rules { slug: String },
    /// Look at once at what the rules of all tenants watch, as servers do every minute.
    Run,
}

pub(super) async fn run(service: &Service, command: AlertCommand) -> Result<(), String> {
    let mut text = String::new();
    match command {
        AlertCommand::List { slug } => {
            let (_, firing) = looks::of(service, &slug).await.map_err(sentence)?;
            for one in firing {
                let name = if one.name.is_empty() { one.metric.title(Locale::En) } else { &one.name };
                let (since, told) = (rfc3339(one.began_at), &one.told_to);
                let (id, severity, about) = (&one.id, one.severity, &one.subject_name);
                let _ = writeln!(text, "{id}\t{severity}\t{since}\t{name}\t{about}\t{told}");
            }
        }
        AlertCommand::Rules { slug } => {
            let (rules, _) = looks::of(service, &slug).await.map_err(sentence)?;
            for rule in rules {
                let form = alerts::RuleForm::of(&rule);
                let state = if rule.is_enabled { "on" } else { "off" };
                let name = looks::title(&rule, Locale::En);
                let (id, severity, metric) = (&rule.id, rule.severity, rule.metric);
                let (comparison, threshold, about) = (rule.comparison, rule.threshold, &form.about);
                let _ = writeln!(
                    text,
                    "{id}\t{state}\t{severity}\t{metric}\t{comparison}\t{threshold}\t{about}\t{name}"
                );
            }
        }
        AlertCommand::Run => alerts::run(service).await.map_err(sentence)?,
    }
    print(&text)
}
