//! Keys of programs that report what tenants use, and the features they report, on the command line.

use std::fmt::Write;

use billing::meters::Aggregation;
use clap::{Args, Subcommand};
use domain::zones;
use service::{
    Service,
    plans::features::{self, RateForm},
    usage::programs,
};

use super::{operator, print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum UsageKeyCommand {
    /// Make a key, which is printed once.
    Create { name: String },
    /// List keys: id, how each is recognised, name, and when it was last used.
    List,
    /// Revoke a key: programs that use it are refused from now on.
    Revoke { id: String },
    /// Say how what programs report of a feature is counted, and what it costs beyond the plan.
    Rate(Rate),
}

#[derive(Debug, Args)]
pub(super) struct Rate {
    /// A metered feature that was added with `parvis plans`.
    feature: String,
    /// How the events of a window become one number.
    #[arg(long, default_value = "sum", value_parser = super::one_of(Aggregation::ALL.iter().map(|way| way.as_str())))]
    aggregation: String,
    /// In minor units; left out: nothing.
    #[arg(long, default_value = "")]
    price: String,
    /// The price is for so many.
    #[arg(long, default_value = "1")]
    per: String,
}

pub(super) async fn run(service: &Service, command: UsageKeyCommand) -> Result<(), String> {
    match command {
        UsageKeyCommand::Create { name } => {
            let (key, whole) = programs::create(operator(service).await?, &name).await.map_err(sentence)?;
            print(&format!("{}\t{whole}\n", key.id))
        }
        UsageKeyCommand::List => {
            let mut text = String::new();
            for key in programs::list(&mut operator(service).await?).await.map_err(sentence)? {
                let used = key.last_used_at.map_or_else(|| "never used".to_owned(), zones::rfc3339);
                let state = if key.revoked_at.is_some() { "revoked" } else { "active" };
                let _ = writeln!(text, "{}\t{}\t{state}\t{used}\t{}", key.id, key.prefix, key.name);
            }
            print(&text)
        }
        UsageKeyCommand::Revoke { id } => {
            let key = programs::revoke(operator(service).await?, &id).await.map_err(sentence)?;
            print(&format!("{} is revoked\n", key.id))
        }
        UsageKeyCommand::Rate(given) => rate(service, given).await,
    }
}

async fn rate(service: &Service, given: Rate) -> Result<(), String> {
    let form = RateForm { aggregation: given.aggregation, price: given.price, per: given.per };
    let access = operator(service).await?;
    let rate = features::rate(access, &given.feature, &form).await.map_err(sentence)?;
    print(&format!("{} is counted by {}\n", rate.feature, rate.aggregation))
}
