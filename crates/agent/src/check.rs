//! `parvis-agent check`: one line for each thing that must be right, with what to do when it is not.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use domain::policy::BatchHeader;

use crate::address::Address;
use crate::cli::Flags;
use crate::listener::{ANSWER, CHECK, Listener};
use crate::run::MISUSED;
use crate::settings::Settings;
use crate::spool::{Inspection, inspect, is_locked};
use crate::upload::{Client, Outcome, now};

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
    findings.extend(settings.listen.0.iter().map(|address| ("listen", check_address(address))));
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
    let place = match (&settings.key, &settings.key_file) {
        (None, Some(path)) => format!("{} can be read", path.display()),
        _ => "it is set directly".to_owned(),
    };
    let remedy = "Copy the key that the server showed once into the file, and let the agent's user read it.";
    settings.key().map(|_| place).map_err(|sentence| (sentence, remedy))
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
    let existing = directory.ancestors().find(|place| place.is_dir()).unwrap_or(Path::new("."));
    let file = existing.join(format!(".parvis-agent-check-{}", std::process::id()));
    std::fs::write(&file, b"check")?;
    std::fs::remove_file(file)
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
        up_since: 0,
        clock: now(),
    };
    match client.send(&key, &header, &[]) {
        Outcome::Acknowledged(_) => Ok(format!("{} accepts the key", client.url())),
        Outcome::KeyRefused(sentence) => {
            Err((sentence, "Make a new key for this agent on the server, and put it into the key file."))
        }
        Outcome::Busy(wait) => {
            Err((format!("it is busy and asks to wait {} s", wait.as_secs()), "Check again after that."))
        }
        Outcome::TooLarge => Err(("it answers 413 to an empty batch".to_owned(), "Ask who runs the server.")),
        Outcome::Failed(sentence) => Err((
            sentence,
            "Look at `server`, at the name resolution, at the firewall and, for a private authority, at `ca_file`.",
        )),
    }
}

fn check_address(address: &Address) -> Finding {
    match Listener::bind(address) {
        Ok(listener) => {
            listener.close();
            Ok(format!("{address} is free"))
        }
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => match greet(address) {
            Ok(true) => Ok(format!("{address} is served by an agent")),
            Ok(false) | Err(_) => Err((
                format!("{address} is taken by another program"),
                "Choose another address for `listen`, and for Postfix's check_policy_service.",
            )),
        },
        Err(error) => {
            Err((format!("{address} cannot be listened on: {error}"), "Choose another address for `listen`."))
        }
    }
}

/// Whether the one who listens answers as an agent does.
fn greet(address: &Address) -> io::Result<bool> {
    match address {
        Address::Tcp(address) => {
            let stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            ask(stream)
        }
        Address::Unix(path) => {
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
