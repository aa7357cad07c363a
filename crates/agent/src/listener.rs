//! Answers Postfix: `DUNNO`, at once, whatever happens elsewhere.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::policy::{ParseError, Parser, Request};
use socket2::SockRef;

use crate::address::Address;
use crate::log::Brake;
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
    drops: Brake,
    misunderstandings: Brake,
    refusals: Brake,
}

impl Shared {
    pub(crate) fn new(spool: Arc<Spool>, max_connections: usize) -> Arc<Self> {
        Arc::new(Self {
            spool,
            connections: AtomicUsize::new(0),
            max_connections,
            drops: Brake::default(),
            misunderstandings: Brake::default(),
            refusals: Brake::default(),
        })
    }
}

pub(crate) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener, PathBuf),
}

impl Listener {
    pub(crate) fn bind(address: &Address) -> io::Result<Self> {
        match address {
            Address::Tcp(address) => TcpListener::bind(address).map(Self::Tcp),
            Address::Unix(path) => {
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
                if let Some(times) = shared.refusals.ready() {
                    tracing::error!(%error, times, "a connection cannot be accepted");
                }
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
        .and_then(|()| stream.set_write_timeout(Some(WRITE_TIMEOUT)));
    if prepared.is_ok() {
        start(stream, shared);
    }
}

fn start_unix(stream: UnixStream, shared: &Arc<Shared>) {
    if stream.set_write_timeout(Some(WRITE_TIMEOUT)).is_ok() {
        start(stream, shared);
    }
}

fn start(stream: impl Read + Write + Send + 'static, shared: &Arc<Shared>) {
    let place = Place::take(shared);
    if shared.connections.load(Ordering::Relaxed) > shared.max_connections {
        if let Some(times) = shared.refusals.ready() {
            tracing::warn!(limit = shared.max_connections, times, "too many connections, one was closed");
        }
        return;
    }
    let started =
        std::thread::Builder::new().name("connection".to_owned()).stack_size(STACK).spawn(move || {
            let mut stream = stream;
            if let Err(error) = serve(&mut stream, &place.0) {
                tracing::debug!(%error, "a connection broke");
            }
        });
    if let Err(error) = started
        && let Some(times) = shared.refusals.ready()
    {
        tracing::error!(%error, times, "a connection cannot be served");
    }
}

/// Counts a connection for as long as it lives.
struct Place(Arc<Shared>);

impl Place {
    fn take(shared: &Arc<Shared>) -> Self {
        shared.connections.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(shared))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

fn serve(stream: &mut (impl Read + Write), shared: &Shared) -> io::Result<()> {
    let mut parser = Parser::default();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = match stream.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let mut rest = &buffer[..count];
        let mut answers = Vec::with_capacity(ANSWER.len());
        let result = loop {
            match parser.next(&mut rest) {
                Ok(Some(request)) => {
                    shared.record(&request);
                    answers.extend_from_slice(ANSWER);
                }
                Ok(None) => break Ok(()),
                Err(error) => {
                    answers.extend_from_slice(ANSWER);
                    break Err(error);
                }
            }
        };
        stream.write_all(&answers)?;
        if let Err(error) = result {
            shared.tell_misunderstanding(&error);
            return Ok(());
        }
    }
}

impl Shared {
    fn record(&self, request: &Request) {
        let result = serde_json::to_vec(&request.to_record(now()))
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
        if let Some(times) = self.misunderstandings.ready() {
            tracing::warn!(%error, times, "a connection sent no policy request and was closed");
        }
    }
}
