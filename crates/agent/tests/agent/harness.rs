//! Starts the real binary and speaks to it as Postfix does.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::stub::KEY;

/// Long enough for a busy machine; reached only when a test fails.
const DEADLINE: Duration = Duration::from_secs(30);

pub(crate) fn wait_until(what: &str, mut is_reached: impl FnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !is_reached() {
        assert!(Instant::now() < end, "not reached: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A directory with a key file and room for a spool.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self(TempDir::new().unwrap());
        std::fs::write(home.key_file(), format!("{KEY}\n")).unwrap();
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.path().join("key")
    }

    pub(crate) fn spool(&self) -> PathBuf {
        self.path().join("spool")
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.path().join("policy.socket")
    }

    /// The newest segment of the spool.
    pub(crate) fn segment(&self) -> PathBuf {
        let names = std::fs::read_dir(self.spool()).unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.extension().is_some_and(|extension| extension == "segment")).max().unwrap()
    }

    /// The binary with the settings that every test needs.
    pub(crate) fn command(&self, verb: &str, server: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis-agent"));
        self.add_arguments(&mut command, verb, server);
        command
    }

    /// The same behind a shell that says something first.
    pub(crate) fn command_after(&self, shell: &str, server: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{shell}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_parvis-agent")]);
        self.add_arguments(&mut command, "run", server);
        command
    }

    fn add_arguments(&self, command: &mut Command, verb: &str, server: &str) {
        command.args([verb, "--server", server, "--listen", "127.0.0.1:0"]);
        command.arg("--key-file").arg(self.key_file()).arg("--spool").arg(self.spool());
        for (name, _) in std::env::vars() {
            if name.starts_with("PARVIS_AGENT_") || name.to_lowercase().ends_with("_proxy") {
                command.env_remove(name);
            }
        }
    }

    pub(crate) fn start(&self, server: &str) -> Agent {
        Agent::start(&mut self.command("run", server))
    }

    pub(crate) fn start_with(&self, server: &str, arguments: &[&str]) -> Agent {
        Agent::start(self.command("run", server).args(arguments))
    }
}

pub(crate) struct Agent {
    child: Child,
    log: Arc<Mutex<Vec<String>>>,
    pub(crate) address: String,
}

impl Agent {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log: Arc<Mutex<Vec<String>>> = Arc::default();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn({
            let log = log.clone();
            move || lines.map_while(Result::ok).for_each(|line| log.lock().unwrap().push(line))
        });
        let mut agent = Self { child, log, address: String::new() };
        let said = agent.wait_for_log("listening on 127.0.0.1:");
        let (_, address) = said.split_once("listening on ").unwrap();
        address.trim_end_matches('"').clone_into(&mut agent.address);
        agent
    }

    /// Waits for a log line with these words in it.
    pub(crate) fn wait_for_log(&self, words: &str) -> String {
        let mut found = None;
        wait_until(words, || {
            found = self.log.lock().unwrap().iter().find(|line| line.contains(words)).cloned();
            found.is_some()
        });
        found.unwrap()
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().join("\n")
    }

    pub(crate) fn connect(&self) -> Postfix<TcpStream> {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        Postfix(stream)
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no time for anything.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and the exit status.
    pub(crate) fn stop(&mut self) -> ExitStatus {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        self.child.wait().unwrap()
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
        if std::thread::panicking() {
            eprintln!("{}", self.log());
        }
    }
}

/// One connection of a Postfix.
pub(crate) struct Postfix<S>(pub(crate) S);

impl Postfix<UnixStream> {
    pub(crate) fn connect(socket: &Path) -> Self {
        Self(UnixStream::connect(socket).unwrap())
    }
}

impl<S: Read + Write> Postfix<S> {
    /// Sends a request and reads its answer.
    pub(crate) fn try_ask(&mut self, request: &[u8]) -> std::io::Result<String> {
        self.0.write_all(request)?;
        let mut answer = Vec::new();
        while !answer.ends_with(b"\n\n") {
            let mut byte = [0];
            self.0.read_exact(&mut byte)?;
            answer.extend(byte);
        }
        Ok(String::from_utf8(answer).unwrap())
    }

    pub(crate) fn ask(&mut self, request: &[u8]) {
        assert_eq!(self.try_ask(request).unwrap(), "action=DUNNO\n\n");
    }
}

/// A request as Postfix makes it, with an instance of its own.
pub(crate) fn request(instance: &str) -> Vec<u8> {
    format!(
        "request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nclient_address=192.0.2.7\n\
         sender=alice@sender.example\nrecipient=bob@tenant.test\nrecipient_count=0\nqueue_id=\ninstance={instance}\n\
         size=123\n\n"
    )
    .into_bytes()
}

pub(crate) fn instances(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}.{number:04}")).collect()
}
