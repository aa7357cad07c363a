//! `parvis-agent check`: one line for each thing that must be right, with what to do when it is not.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use domain::policy::BatchHeader;

use crate::address::{Address, Endpoint};
use crate::cli::Flags;
use crate::follow;
use crate::listener::{ANSWER, CHECK, Listener};
use crate::run::MISUSED;
use crate::settings::{LogSource, Settings};
use crate::spool::{Inspection, inspect, is_locked};
use crate::upload::{Client, KeyRefusal, Outcome, now};

const PATIENCE: Duration = Duration::from_secs(2);

/// What is right, or what is wrong and what to do about it.
type Finding = Result<String, (String, &'static str)>;

pub(crate) fn check(flags: &Flags) -> ExitCode {
    let settings = match Settings::read(flags) {
        Ok(settings) => settings,
        Err(error) => {
            eprintln!("parvis-agent: {error}");
            return MISUSED.into();
        }
    };
    let spool = inspect(&settings.spool);
    let mut findings = vec![
        ("key", check_key(&settings)),
        ("spool", check_spool(&settings, &spool)),
        ("server", check_server(&settings, spool.as_ref().ok().and_then(Option::as_ref))),
    ];
    findings.extend(settings.log_source.iter().map(|source| ("log", check_log(source))));
    findings.extend(settings.listen.0.iter().flat_map(check_address).map(|finding| ("listen", finding)));
    let mut is_well = true;
    for (name, finding) in findings {
        match finding {
            Ok(sentence) => println!("ok     {name}: {sentence}"),
            Err((sentence, remedy)) => {
                is_well = false;
                println!("wrong  {name}: {sentence}\n       {remedy}");
            }
        }
    }
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn check_key(settings: &Settings) -> Finding {
    let origin = match (&settings.key, &settings.key_file) {
        (None, Some(path)) => format!("{} can be read", path.display()),
        _ => "it is set directly".to_owned(),
    };
    let remedy = "Copy the key that the server showed once into the file, and let the agent's user read it.";
    settings.key().map(|_| origin).map_err(|sentence| (sentence, remedy))
}

fn check_spool(settings: &Settings, spool: &io::Result<Option<Inspection>>) -> Finding {
    let directory = settings.spool.display();
    let cannot = |error: &io::Error| {
        let remedy = "Create the directory, or run this check as the user under which the agent runs.";
        (format!("{directory} cannot be used: {error}"), remedy)
    };
    let found = spool.as_ref().map_err(cannot)?;
    probe(&settings.spool).map_err(|error| cannot(&error))?;
    let is_used = is_locked(&settings.spool).map_err(|error| cannot(&error))?;
    let used = if is_used { "an agent is using it" } else { "no agent is using it" };
    match found {
        Some(Inspection { depth, dropped, bytes, .. }) => Ok(format!(
            "{directory} can be written, {used}, {depth} records wait, {dropped} were ever dropped, {bytes} of {} bytes",
            settings.spool_limit.0
        )),
        None => Ok(format!("{directory} can be written, there is no spool in it yet")),
    }
}

/// Writes and removes a file. A directory that does not exist is left for the agent, but must be possible.
fn probe(directory: &Path) -> io::Result<()> {
    let existing = directory.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let file = existing.join(format!(".parvis-agent-check-{}", std::process::id()));
    std::fs::write(&file, b"check")?;
    std::fs::remove_file(file)
}

fn check_log(source: &LogSource) -> Finding {
    match source {
        LogSource::File(path) => follow::check_file(path).map_err(|sentence| {
            let remedy = "Let the agent's user read it: docs/agent.md, \"To its end\", says how; or correct `log_source`.";
            (sentence, remedy)
        }),
        LogSource::Journal => follow::check_journal().map_err(|sentence| {
            let remedy = "Let the agent's user read the journal: give it the group systemd-journal.";
            (sentence, remedy)
        }),
    }
}

fn check_server(settings: &Settings, spool: Option<&Inspection>) -> Finding {
    let client = Client::new(settings).map_err(|sentence| (sentence, "Correct the setting ca_file."))?;
    let Ok(key) = settings.key() else {
        return Err(("not asked, there is no key".to_owned(), "Correct the key first."));
    };
    let header = BatchHeader {
        spool: spool.map_or("check".to_owned(), |spool| spool.id.clone()),
        // Not beyond what is acknowledged: the records that wait must stay new to the server.
        first_seq: spool.map_or(1, |spool| spool.acknowledged + 1),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        dropped: spool.map_or(0, |spool| spool.dropped),
        depth: spool.map_or(0, |spool| spool.depth),
        clock: now(),
        ..BatchHeader::default()
    };
    match client.send(&key, &header, &[]) {
        Outcome::Acknowledged(_) => Ok(format!("{} accepts the key", client.url())),
        Outcome::KeyRefused(refusal) => {
            let remedy = remedy(&refusal);
            Err((refusal.sentence, remedy))
        }
        Outcome::Busy(wait) => {
            Err((format!("it is busy and asks to wait {} s", wait.as_secs()), "Check again after that."))
        }
        Outcome::TooLarge => Err(("it answers 413 to an empty batch".to_owned(), "Ask who runs the server.")),
        Outcome::Refused(sentence) | Outcome::Stalled(sentence) | Outcome::Failed(sentence) => Err((
            sentence,
            "Look at `server`, at the name resolution, at the firewall and, for a private authority, at `ca_file`.",
        )),
    }
}

/// What to do about a key that is not accepted, by the reason the server gives.
fn remedy(refusal: &KeyRefusal) -> &'static str {
    match refusal.code.as_str() {
        "wrong-address" => {
            "The key is right, but it may only come from the address that it is pinned to. On the agent's page in \
             Parvis, give it the address named above as its fixed address (for IPv6, its /64), or none."
        }
        "agent-paused" => {
            "Somebody paused this agent. Resume it on its page in Parvis; until then its records are kept here."
        }
        "" | "invalid-key" => {
            "Make a new key for this agent on its page in Parvis, and put it into the key file."
        }
        _ => {
            "Nothing is wrong with the key itself; records are kept here. Ask who looks after the space in Parvis."
        }
    }
}

/// Each endpoint an address stands for.
fn check_address(address: &Address) -> Vec<Finding> {
    match address.endpoints() {
        Ok(endpoints) => {
            let is_one_enough = endpoints.len() > 1;
            endpoints.iter().map(|endpoint| check_endpoint(endpoint, is_one_enough)).collect()
        }
        Err(error) => vec![Err((
            format!("{address} is no address here: {error}"),
            "Correct `listen`, or the name resolution of this host.",
        ))],
    }
}

fn check_endpoint(endpoint: &Endpoint, is_one_enough: bool) -> Finding {
    match Listener::bind(endpoint) {
        Ok(listener) => {
            listener.close();
            Ok(format!("{endpoint} is free"))
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => match greet(endpoint) {
            Ok(true) => Ok(format!("{endpoint} is served by an agent")),
            Ok(false) | Err(_) => Err((
                format!("{endpoint} is taken by another program"),
                "Choose another address for `listen`, and for Postfix's check_policy_service.",
            )),
        },
        Err(error) if is_one_enough && error.kind() == io::ErrorKind::AddrNotAvailable => {
            Ok(format!("{endpoint} does not exist on this host, the others serve alone"))
        }
        Err(error) => Err((
            format!("{endpoint} cannot be listened on: {error}"),
            "Choose another address for `listen`.",
        )),
    }
}

/// Whether the one who listens answers as an agent does.
fn greet(endpoint: &Endpoint) -> io::Result<bool> {
    match endpoint {
        Endpoint::Tcp(address) => {
            let stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            ask(stream)
        }
        Endpoint::Unix(path) => {
            let stream = UnixStream::connect(path)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            ask(stream)
        }
    }
}

fn ask(mut stream: impl Read + Write) -> io::Result<bool> {
    stream.write_all(format!("request={CHECK}\n\n").as_bytes())?;
    let mut answer = vec![0; ANSWER.len()];
    stream.read_exact(&mut answer)?;
    Ok(answer == ANSWER)
}
