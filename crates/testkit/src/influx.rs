//! A throw-away `InfluxDB` 1.x with authentication on: one for each test that asks for it, in a folder of its own.
//!
//! It ends with the process that started it: a shell holds the other end of a pipe and ends it when that closes.

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use serde_json::Value;
use service::encoding::base64;
use tempfile::TempDir;

/// Who administers it.
pub const ADMIN: &str = "administrator";
pub const ADMIN_PASSWORD: &str = "a secret of the operator";

/// A server; gone when dropped.
#[derive(Debug)]
pub struct InfluxDb {
    pub port: u16,
    folder: TempDir,
    running: Mutex<Option<Child>>,
}

impl InfluxDb {
    /// Starts one and makes its administrator. A machine without it fails the test and says so.
    pub fn start() -> Self {
        let folder = crate::template::folder("parvis-influx-");
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let of = |name: &str| folder.path().join(name).display().to_string();
        let settings = format!(
            "reporting-disabled = true\nbind-address = \"127.0.0.1:0\"\n\
             [meta]\ndir = \"{}\"\n[data]\ndir = \"{}\"\nwal-dir = \"{}\"\nquery-log-enabled = false\n\
             [http]\nbind-address = \"127.0.0.1:{port}\"\nauth-enabled = true\nlog-enabled = false\n\
             [monitor]\nstore-enabled = false\n",
            of("meta"),
            of("data"),
            of("wal")
        );
        std::fs::write(folder.path().join("influx.conf"), settings).expect("its settings");
        let server = Self { port, folder, running: Mutex::default() };
        server.go_on();
        let create = format!("CREATE USER {ADMIN} WITH PASSWORD '{ADMIN_PASSWORD}' WITH ALL PRIVILEGES");
        let (status, told) = server.ask("", "", "", &create);
        assert_eq!(status, 200, "{told}");
        server
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Ends it, as a power cut does; what it has stays.
    pub fn stop(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut shell = running.expect("one that runs");
        drop(shell.stdin.take());
        shell.wait().expect("it to end");
    }

    /// Starts it again with what it has.
    pub fn go_on(&self) {
        let script = "trap '' INT TERM HUP; \"$1\" -config \"$2\" </dev/null & server=$!; read -r _; kill -9 $server; wait $server";
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(program()).arg(self.folder.path().join("influx.conf"));
        // In a group of its own, so that an interrupt at the terminal does not reach it.
        shell.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut shell = shell.spawn().expect("a shell that watches");
        let words = BufReader::new(shell.stderr.take().expect("what it says"));
        let (listens, hears) = mpsc::channel();
        // Somebody reads to the end, or it would stand still once the pipe is full.
        thread::spawn(move || {
            for line in words.lines().map_while(Result::ok) {
                let _ = listens.send(line);
            }
        });
        let mut said = Vec::new();
        loop {
            match hears.recv_timeout(Duration::from_mins(1)) {
                Ok(line) if line.contains("Listening on HTTP") => break,
                Ok(line) => said.push(line),
                Err(error) => panic!("InfluxDB did not start, {error}: {}", said.join("\n")),
            }
        }
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(shell);
    }

    /// What a statement gives, asked by somebody in a database; with the status of the answer.
    pub fn ask(&self, user: &str, password: &str, database: &str, statement: &str) -> (u16, Value) {
        let body = format!("db={}&q={}", encoded(database), encoded(statement));
        let login = match user {
            "" => String::new(),
            user => format!("Authorization: Basic {}\r\n", base64(format!("{user}:{password}").as_bytes())),
        };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let request = format!(
            "POST /query HTTP/1.0\r\nHost: localhost\r\n{login}Content-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    /// The rows that a statement gives to its administrator, whatever series they are in, without their times.
    pub fn rows(&self, database: &str, statement: &str) -> Vec<Vec<Value>> {
        rows(&self.ask(ADMIN, ADMIN_PASSWORD, database, statement).1)
    }
}

impl Drop for InfluxDb {
    fn drop(&mut self) {
        if let Some(mut shell) = self.running.lock().unwrap_or_else(PoisonError::into_inner).take() {
            drop(shell.stdin.take());
            let _ = shell.wait();
        }
    }
}

/// The rows of an answer, whatever series they are in, without their times.
pub fn rows(told: &Value) -> Vec<Vec<Value>> {
    assert!(told["error"].is_null() && told["results"][0]["error"].is_null(), "{told}");
    let series = told["results"][0]["series"].as_array().cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for one in series {
        let is_time = one["columns"][0] == "time";
        for row in one["values"].as_array().into_iter().flatten() {
            rows.push(row.as_array().expect("a row")[usize::from(is_time)..].to_vec());
        }
    }
    rows
}

fn program() -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut programs = env::split_paths(&path).map(|folder| folder.join("influxd"));
    programs
        .find(|program| program.is_file())
        .expect("these tests need InfluxDB 1.x: install the package influxdb, or put influxd on the PATH")
}

fn encoded(text: &str) -> String {
    let letter = |byte: u8| {
        if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(letter).collect()
}
