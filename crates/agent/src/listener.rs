//! Answers Postfix: `DUNNO`, at once, whatever happens elsewhere.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use domain::policy::{ParseError, Parser, Request};
use socket2::SockRef;

use crate::address::Endpoint;
use crate::log::Brake;
use crate::settings::Settings;
use crate::spool::Spool;
use crate::upload::now;

pub(crate) const ANSWER: &[u8] = b"action=DUNNO\n\n";
/// The name of the request with which `parvis-agent check` asks whether an agent listens.
pub(crate) const CHECK: &str = "parvis-agent-check";

const STACK: usize = 256 * 1024;
/// Postfix reads its answers; who does not is no Postfix.
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);

/// What every connection needs.
pub(crate) struct Shared {
    spool: Arc<Spool>,
    connections: AtomicUsize,
    max_connections: usize,
    /// Longest time for a request to come whole, the first one of a connection included.
    request_time: Duration,
    /// Longest time between two requests.
    idle_time: Duration,
    /// Connections that were refused or cut off since the agent started.
    refused: AtomicI64,
    drops: Brake,
    misunderstandings: Brake,
    refusals: Brake,
}

impl Shared {
    pub(crate) fn new(spool: Arc<Spool>, settings: &Settings) -> Arc<Self> {
        Arc::new(Self {
            spool,
            connections: AtomicUsize::new(0),
            max_connections: settings.max_connections as usize,
            request_time: settings.policy_timeout.0,
            idle_time: settings.policy_idle.0,
            refused: AtomicI64::new(0),
            drops: Brake::default(),
            misunderstandings: Brake::default(),
            refusals: Brake::default(),
        })
    }

    pub(crate) fn refused(&self) -> i64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Counts a connection that was not served to its end, and says so now and then.
    fn refuse(&self, reason: &str) {
        let refused = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(times) = self.refusals.ready() {
            tracing::warn!(
                reason,
                times,
                refused,
                "a connection was closed; Postfix goes on without an answer"
            );
        }
    }
}

pub(crate) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

impl Listener {
    pub(crate) fn bind(endpoint: &Endpoint) -> io::Result<Self> {
        match endpoint {
            Endpoint::Tcp(address) => TcpListener::bind(address).map(Self::Tcp),
            Endpoint::Unix(path) => {
                remove_stale(path)?;
                let listener = UnixListener::bind(path)?;
                // Postfix runs under another user, and what it says is no secret to give.
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666))?;
                Ok(Self::Unix(listener, path.clone()))
            }
        }
    }

    /// The address that was really bound; port 0 becomes a free one.
    pub(crate) fn address(&self) -> io::Result<String> {
        match self {
            Self::Tcp(listener) => Ok(listener.local_addr()?.to_string()),
            Self::Unix(_, path) => Ok(format!("unix:{}", path.display())),
        }
    }

    /// Ends `accept_all`, from another thread.
    pub(crate) fn close(&self) {
        let result = match self {
            Self::Tcp(listener) => SockRef::from(listener).shutdown(std::net::Shutdown::Both),
            Self::Unix(listener, path) => {
                // The next start would remove it as well.
                let _left_behind = std::fs::remove_file(path);
                SockRef::from(listener).shutdown(std::net::Shutdown::Both)
            }
        };
        if let Err(error) = result {
            tracing::debug!(%error, "a listener was closed already");
        }
    }

    /// Takes connections until the agent stops.
    pub(crate) fn accept_all(&self, shared: &Arc<Shared>) {
        while !shared.spool.is_stopping() {
            let accepted = match self {
                Self::Tcp(listener) => listener.accept().map(|(stream, _)| start_tcp(stream, shared)),
                Self::Unix(listener, _) => listener.accept().map(|(stream, _)| start_unix(stream, shared)),
            };
            if let Err(error) = accepted
                && !shared.spool.is_stopping()
            {
                shared.refuse(&format!("it cannot be accepted: {error}"));
                // Out of file descriptors, most likely: let others end.
                shared.spool.wait_for_stop(std::time::Instant::now() + Duration::from_millis(100));
            }
        }
    }
}

/// Removes the socket of an agent that was killed, but not of one that lives.
fn remove_stale(path: &Path) -> io::Result<()> {
    let Ok(metadata) = std::fs::symlink_metadata(path) else { return Ok(()) };
    if !metadata.file_type().is_socket() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "a file that is no socket is in the way"));
    }
    if UnixStream::connect(path).is_ok() {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    std::fs::remove_file(path)
}

fn start_tcp(stream: TcpStream, shared: &Arc<Shared>) {
    let prepared = stream
        .set_nodelay(true)
        .and_then(|()| SockRef::from(&stream).set_keepalive(true))
        .and_then(|()| stream.set_write_timeout(Some(WRITE_TIMEOUT)))
        .and_then(|()| stream.set_read_timeout(Some(shared.tick())));
    if prepared.is_ok() {
        start(stream, shared);
    }
}

fn start_unix(stream: UnixStream, shared: &Arc<Shared>) {
    let prepared = stream
        .set_write_timeout(Some(WRITE_TIMEOUT))
        .and_then(|()| stream.set_read_timeout(Some(shared.tick())));
    if prepared.is_ok() {
        start(stream, shared);
    }
}

fn start(stream: impl Read + Write + Send + 'static, shared: &Arc<Shared>) {
    let slot = Slot::take(shared);
    if shared.connections.load(Ordering::Relaxed) > shared.max_connections {
        return shared.refuse(&format!("there are {} already", shared.max_connections));
    }
    let started =
        std::thread::Builder::new().name("connection".to_owned()).stack_size(STACK).spawn(move || {
            let mut stream = stream;
            if let Err(error) = serve(&mut stream, &slot.0) {
                tracing::debug!(%error, "a connection broke");
            }
        });
    if let Err(error) = started {
        shared.refuse(&format!("it cannot be served: {error}"));
    }
}

/// Counts a connection for as long as it lives.
struct Slot(Arc<Shared>);

impl Slot {
    fn take(shared: &Arc<Shared>) -> Self {
        shared.connections.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(shared))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

fn serve(stream: &mut (impl Read + Write), shared: &Shared) -> io::Result<()> {
    let mut parser = Parser::default();
    let mut buffer = vec![0; 16 * 1024];
    // A connection begins with a request; Postfix sends one as soon as it has connected.
    let mut waits_since = Some(Instant::now());
    let mut idle_since = Instant::now();
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => 0,
            Err(error) => return Err(error),
        };
        if waits_since.is_some_and(|since| since.elapsed() > shared.request_time) {
            shared.refuse("a request did not come whole in time");
            return Ok(());
        }
        if waits_since.is_none() && idle_since.elapsed() > shared.idle_time {
            // Postfix connects anew when it has the next question.
            return Ok(());
        }
        if count == 0 {
            continue;
        }
        let mut rest = &buffer[..count];
        let mut answers = Vec::with_capacity(ANSWER.len());
        let result = loop {
            match parser.next(&mut rest) {
                Ok(Some(request)) => {
                    shared.record(request);
                    answers.extend_from_slice(ANSWER);
                }
                Ok(None) => break Ok(()),
                Err(error) => {
                    answers.extend_from_slice(ANSWER);
                    break Err(error);
                }
            }
        };
        if !answers.is_empty() {
            (waits_since, idle_since) = (None, Instant::now());
        }
        if parser.is_within_request() {
            waits_since.get_or_insert_with(Instant::now);
        }
        stream.write_all(&answers)?;
        if let Err(error) = result {
            shared.tell_misunderstanding(&error);
            return Ok(());
        }
    }
}

impl Shared {
    /// How often a silent connection is looked at.
    fn tick(&self) -> Duration {
        self.request_time.min(self.idle_time).clamp(Duration::from_millis(10), Duration::from_secs(5))
    }

    fn record(&self, request: Request) {
        let result = serde_json::to_vec(&request.into_record(now()))
            .map_err(io::Error::from)
            .map_err(Into::into)
            .and_then(|line| self.spool.append(&line));
        if let Err(error) = result
            && let Some(times) = self.drops.ready()
        {
            tracing::error!(%error, times, dropped = self.spool.dropped(), "records are dropped; mail goes on");
        }
    }

    fn tell_misunderstanding(&self, error: &ParseError) {
        if matches!(error, ParseError::OtherRequest(name) if name == CHECK) {
            return;
        }
        self.refused.fetch_add(1, Ordering::Relaxed);
        if let Some(times) = self.misunderstandings.ready() {
            tracing::warn!(%error, times, "a connection sent no policy request and was closed");
        }
    }
}
