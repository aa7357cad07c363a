//! The keys that stored secrets are encrypted with.

use clap::Subcommand;
use service::{
    Caller, Service, Source,
    secret_keys::{self, Keys},
};

use super::{print, sentence};

#[derive(Debug, Subcommand)]
pub(super) enum SecretsCommand {
    /// Encrypt every stored secret under the newest key, so that the older ones can be taken out.
    Reseal {
        /// Give up keys that are lost: what was encrypted with them stays unreadable.
        #[arg(long)]
        forget_lost: bool,
    },
}

pub(super) async fn run(service: &Service, command: SecretsCommand) -> Result<(), String> {
    let SecretsCommand::Reseal { forget_lost } = command;
    let caller = Caller::local(Source::Cli);
    let done = secret_keys::reseal(service, &caller, forget_lost).await.map_err(sentence)?;
    print(&format!("{} secrets were encrypted under the newest key.\n", done.count))?;
    if !done.dropped.is_empty() {
        print(&format!("Nothing needs these keys any more: {}.\n", done.dropped.join(", ")))?;
    }
    for row in &done.unreadable {
        print(&format!("{row} cannot be read with any of the keys\n"))?;
    }
    if done.unreadable.is_empty() || forget_lost {
        return Ok(());
    }
    Err("a key is missing: put it behind the newest in secret_key and run this again; if it is lost, run it with \
         --forget-lost, then set up anew what it named"
        .to_owned())
}

/// Stops a server that could not read what others encrypted, and would encrypt what they cannot read.
pub(super) async fn require(service: &Service) -> Result<(), String> {
    match secret_keys::check(service).await.map_err(sentence)? {
        Keys::Fit => Ok(()),
        Keys::Older => {
            tracing::warn!(
                "some secrets are encrypted with older keys: run `parvis secrets reseal` once every server has \
                 the newest key, then the older ones can go"
            );
            Ok(())
        }
        Keys::Missing(names) => Err(format!(
            "secret_key is wrong: this data was encrypted with the key {}, which this server does not have; give \
             every server on one database the same keys (secret_key, or the file secret.key in the data folder); if \
             the key is lost, `parvis secrets reseal --forget-lost` gives it up",
            names.join(" and ")
        )),
    }
}
