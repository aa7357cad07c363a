//! Wires the agent together, and takes it apart in order.

use std::io;
use std::os::unix::net::UnixDatagram;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::address::{Address, Endpoint};
use crate::cli::Flags;
use crate::follow::Follower;
use crate::listener::{Listener, Shared};
use crate::log;
use crate::settings::Settings;
use crate::spool::Spool;
use crate::upload::{Client, FLUSH, Uploader};

/// A wrong command line or setting.
pub(crate) const MISUSED: u8 = 2;

pub(crate) fn run(flags: &Flags) -> ExitCode {
    let settings = match Settings::read(flags) {
        Ok(settings) => settings,
        Err(error) => {
            eprintln!("parvis-agent: {error}");
            return MISUSED.into();
        }
    };
    log::start(settings.log);
    match serve(settings) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error, "the agent cannot run");
            ExitCode::FAILURE
        }
    }
}

fn serve(settings: Settings) -> Result<(), String> {
    let settings = Arc::new(settings);
    warn_about_plain_http(&settings);
    let mut signals =
        Signals::new([SIGTERM, SIGINT]).map_err(|error| format!("signals cannot be awaited: {error}"))?;
    let client = Client::new(&settings)?;
    let spool = Spool::open(&settings.spool, settings.spool_limit.0)
        .map(Arc::new)
        .map_err(|error| error.to_string())?;
    tracing::info!(
        spool = spool.id(),
        directory = %spool.directory().display(),
        waiting = spool.depth(),
        dropped = spool.dropped(),
        version = env!("CARGO_PKG_VERSION"),
        "the spool is open"
    );
    let shared = Shared::new(Arc::clone(&spool), &settings);
    let listeners = listen(&settings, &shared)?;
    let syncer = spawn("sync", {
        let (spool, interval) = (Arc::clone(&spool), settings.sync_interval.0);
        move || sync_until_stop(&spool, interval)
    })?;
    let (done, is_done) = mpsc::channel::<()>();
    let takes_log = Arc::new(AtomicBool::new(false));
    let follower = match Follower::new(Arc::clone(&spool), &settings, Arc::clone(&takes_log))? {
        Some(follower) => Some(spawn("follow", move || follower.run())?),
        None => None,
    };
    spawn("upload", {
        let refused = Box::new(move || shared.refused());
        let uploader = Uploader::new(Arc::clone(&spool), client, settings, refused, takes_log);
        move || {
            uploader.run();
            drop(done);
        }
    })?;

    notify("READY=1");
    // Either a signal comes, or the process is killed.
    let signal = signals.forever().next();
    tracing::info!(signal, "stopping");
    notify("STOPPING=1");
    spool.stop();
    if let Some(follower) = follower {
        let _panicked = follower.join();
    }
    for listener in &listeners {
        listener.close();
    }
    if is_done.recv_timeout(FLUSH + Duration::from_millis(200)) == Err(RecvTimeoutError::Timeout) {
        tracing::info!("the last upload is not waited for");
    }
    // Connections are served until the process ends, so the last word is a sync.
    let _panicked = syncer.join();
    let result = spool.sync().and_then(|()| spool.save_mark());
    tracing::info!(waiting = spool.depth(), "stopped");
    result.map(drop).map_err(|error| format!("the spool cannot be synced: {error}"))
}

fn listen(settings: &Settings, shared: &Arc<Shared>) -> Result<Vec<Arc<Listener>>, String> {
    let mut listeners = Vec::new();
    for address in &settings.listen.0 {
        let cannot = |error| format!("cannot listen on {address}: {error}");
        for (endpoint, bound) in bind_all(address).map_err(cannot)? {
            let listener = match bound {
                Ok(listener) => Arc::new(listener),
                Err(error) => {
                    tracing::warn!(%error, "not listening on {endpoint}, which {address} stands for as well");
                    continue;
                }
            };
            let bound = listener.address().map_err(cannot)?;
            spawn("listen", {
                let (listener, shared) = (Arc::clone(&listener), Arc::clone(shared));
                move || listener.accept_all(&shared)
            })?;
            tracing::info!("listening on {bound}");
            listeners.push(listener);
        }
    }
    Ok(listeners)
}

/// Every endpoint of an address, at one port. Another program at one of them, or none that can be had, is an
/// error; a family that this host lacks is not.
fn bind_all(address: &Address) -> io::Result<Vec<(Endpoint, io::Result<Listener>)>> {
    let mut port = 0;
    let mut bound = Vec::new();
    for mut endpoint in address.endpoints()? {
        if let Endpoint::Tcp(socket) = &mut endpoint
            && socket.port() == 0
        {
            socket.set_port(port);
        }
        let listener = Listener::bind(&endpoint);
        match &listener {
            Ok(Listener::Tcp(listener)) => port = listener.local_addr()?.port(),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                return Err(io::ErrorKind::AddrInUse.into());
            }
            _ => {}
        }
        bound.push((endpoint, listener));
    }
    if bound.iter().all(|(_, listener)| listener.is_err())
        && let Some((_, Err(error))) = bound.pop()
    {
        return Err(error);
    }
    Ok(bound)
}

/// Makes records safe from a power loss, and writes the count of dropped ones down.
fn sync_until_stop(spool: &Spool, interval: Duration) {
    let trouble = log::Brake::default();
    while !spool.wait_for_stop(Instant::now() + interval) {
        if let Err(error) = spool.sync().and_then(|()| spool.save_mark())
            && let Some(times) = trouble.ready()
        {
            tracing::error!(%error, times, "the spool cannot be synced; a power loss may cost records");
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<thread::JoinHandle<()>, String> {
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|error| format!("a thread cannot be started: {error}"))
}

fn warn_about_plain_http(settings: &Settings) {
    let server = settings.server.as_deref().unwrap_or_default();
    let is_local =
        ["http://127.", "http://[::1]", "http://localhost"].iter().any(|start| server.starts_with(start));
    if server.starts_with("http://") && !is_local {
        tracing::warn!(server, "the key and all records travel unencrypted; use https");
    }
}

/// Tells systemd how far the agent is, if systemd asked (`Type=notify`).
fn notify(state: &str) {
    let Some(socket) = std::env::var_os("NOTIFY_SOCKET") else { return };
    if let Err(error) =
        UnixDatagram::unbound().and_then(|datagram| datagram.send_to(state.as_bytes(), socket))
    {
        tracing::debug!(%error, "systemd cannot be told");
    }
}
