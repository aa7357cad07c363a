//! `parvis-agent`: a Postfix policy service that never stands in the way of mail.
//!
//! It answers `DUNNO` to every request at once, keeps what it saw in a spool on disk, and sends the spool
//! to a Parvis server in the background.

mod address;
mod check;
mod cli;
mod follow;
mod listener;
mod log;
mod run;
mod settings;
mod spool;
mod upload;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match cli.command {
        cli::Command::Run(flags) => run::run(&flags),
        cli::Command::Check(flags) => check::check(&flags),
    }
}
