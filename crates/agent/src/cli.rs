//! The command line. Every flag is also a setting of the file and of the environment.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  parvis-agent check --server https://parvis.example --key-file /etc/parvis-agent.key
  parvis-agent run --server https://parvis.example --key-file /etc/parvis-agent.key \\
      --listen 127.0.0.1:10040 --spool /var/lib/parvis-agent
  PARVIS_AGENT_SERVER=https://parvis.example parvis-agent run --config /etc/parvis-agent.toml

In Postfix's main.cf, within smtpd_recipient_restrictions:
  check_policy_service { inet:127.0.0.1:10040, timeout=3s, default_action=DUNNO }

A flag outweighs the environment (PARVIS_AGENT_ and the flag's name in capitals, with _ for -),
which outweighs the file.

Exit codes: 0 done, 1 something is wrong, 2 the command line or a setting is wrong.";

/// Tells a Parvis server what a Postfix sees, and never stands in the way of mail.
#[derive(Debug, Parser)]
#[command(name = "parvis-agent", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answers Postfix and sends what it saw, until SIGTERM or SIGINT
    #[command(after_help = EXAMPLES)]
    Run(Flags),
    /// Tests the key, the spool, the server and the listen addresses, and says what to do
    #[command(after_help = EXAMPLES)]
    Check(Flags),
}

/// What is not given here comes from the environment, the file, or the default.
#[derive(Debug, Default, Args)]
pub(crate) struct Flags {
    /// Settings file; without it, /etc/parvis-agent.toml is read if it exists
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Address of the Parvis server, such as `https://parvis.example`
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// File that holds the key of this agent; read again when the server refuses the key
    #[arg(long, value_name = "FILE")]
    key_file: Option<String>,
    /// PEM file of the authority that signed the server's certificate, if it is a private one
    #[arg(long, value_name = "FILE")]
    ca_file: Option<String>,
    /// Where Postfix connects: `HOST:PORT` or `unix:/path`; may be repeated [default: 127.0.0.1:10040]
    #[arg(long, value_name = "ADDRESS", value_delimiter = ',')]
    listen: Vec<String>,
    /// Directory of the spool [default: /var/lib/parvis-agent]
    #[arg(long, value_name = "DIRECTORY")]
    spool: Option<String>,
    /// Size of the spool; beyond it new records are dropped and counted [default: 1GiB]
    #[arg(long, value_name = "SIZE")]
    spool_limit: Option<String>,
    /// Shortest time between two uploads while records trickle in [default: 100ms]
    #[arg(long, value_name = "DURATION")]
    flush_interval: Option<String>,
    /// Longest time until a record is safe from a power loss [default: 50ms]
    #[arg(long, value_name = "DURATION")]
    sync_interval: Option<String>,
    /// Time between two signs of life when there is nothing to send [default: 15s]
    #[arg(long, value_name = "DURATION")]
    heartbeat_interval: Option<String>,
    /// Longest time for one upload [default: 30s]
    #[arg(long, value_name = "DURATION")]
    request_timeout: Option<String>,
    /// Most records in one upload [default: 1000]
    #[arg(long, value_name = "NUMBER")]
    batch_records: Option<u32>,
    /// Most bytes in one upload, before compression [default: 1MiB]
    #[arg(long, value_name = "SIZE")]
    batch_bytes: Option<String>,
    /// Most connections at once [default: 1000]
    #[arg(long, value_name = "NUMBER")]
    max_connections: Option<u32>,
    /// Longest time for a request of Postfix to come whole [default: 30s]
    #[arg(long, value_name = "DURATION")]
    policy_timeout: Option<String>,
    /// Longest time that Postfix keeps a connection without a request [default: 30min]
    #[arg(long, value_name = "DURATION")]
    policy_idle: Option<String>,
    /// Postfix's log to follow: a file such as `/var/log/mail.log`, or `journal` [default: none]
    #[arg(long, value_name = "FILE|journal")]
    log_source: Option<String>,
    /// Time zone of a log whose lines name none, such as `Europe/Paris` [default: the host's]
    #[arg(long, value_name = "ZONE")]
    log_zone: Option<String>,
    /// How much is logged: error, warn, info or debug [default: info]
    #[arg(long, value_name = "LEVEL")]
    log: Option<String>,
}

impl Flags {
    /// The flags that were given, by their setting's name.
    pub(crate) fn table(&self) -> toml::Table {
        let words = [
            ("server", &self.server),
            ("key_file", &self.key_file),
            ("ca_file", &self.ca_file),
            ("spool", &self.spool),
            ("spool_limit", &self.spool_limit),
            ("flush_interval", &self.flush_interval),
            ("sync_interval", &self.sync_interval),
            ("heartbeat_interval", &self.heartbeat_interval),
            ("request_timeout", &self.request_timeout),
            ("batch_bytes", &self.batch_bytes),
            ("policy_timeout", &self.policy_timeout),
            ("policy_idle", &self.policy_idle),
            ("log_source", &self.log_source),
            ("log_zone", &self.log_zone),
            ("log", &self.log),
        ];
        let numbers = [("batch_records", self.batch_records), ("max_connections", self.max_connections)];
        let mut table = toml::Table::new();
        for (name, word) in words {
            table.extend(word.iter().map(|word| (name.to_owned(), word.as_str().into())));
        }
        for (name, number) in numbers {
            table.extend(number.iter().map(|number| (name.to_owned(), i64::from(*number).into())));
        }
        if !self.listen.is_empty() {
            table.insert("listen".to_owned(), self.listen.join(",").into());
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn only_given_flags_are_settings() {
        let line = ["parvis-agent", "run", "--listen", "a:1,b:2", "--listen", "c:3", "--batch-records", "5"];
        let Command::Run(flags) = Cli::parse_from(line).command else { panic!("not run") };
        let wanted: toml::Table = "listen = 'a:1,b:2,c:3'\nbatch_records = 5".parse().unwrap();
        assert_eq!(flags.table(), wanted);
    }
}
