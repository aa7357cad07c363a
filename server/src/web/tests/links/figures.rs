//! What `make bench` tells of the way into a program: how long the click takes, and what the gateway adds to a request,
//! beside an nginx that asks for the very same session. It asserts nothing about time.

use std::{
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::State as Extract,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    serve::ListenerExt,
};
use domain::{deep_links::targets::LinkTarget, plans::Plan};
use service::{Service, deep_links::gate};
use tempfile::TempDir;
use testkit::{Engine, World};

use super::{ORG, PROGRAM, click, connect, enter, get, make_known, program, serve, show, ticket, wire::Wire};

const CLICKS: usize = 1000;
/// The three ways take turns, so that none has the better part of the run.
const ROUNDS: usize = 5;
/// Requests of a round, one after the other and over several connections at once.
const ALONE: usize = 1000;
const AT_ONCE: usize = 5000;
const CONNECTIONS: usize = 16;

#[test]
#[ignore = "a measurement for make bench"]
fn on_sqlite() {
    testkit::run(Engine::Sqlite, measure);
}

#[test]
#[ignore = "a measurement for make bench"]
fn on_postgres() {
    testkit::run(Engine::Postgres, measure);
}

async fn measure(world: World) {
    let program = aside();
    connect(&world, program).await;
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    make_known(&world, &owner).await;
    let at = serve(&world).await;
    let mut wire = Wire::open(at).await;
    let cookie = enter(&mut wire, &owner).await;
    let (mut clicks, mut entries, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..CLICKS {
        let begun = Instant::now();
        let page = wire.ask(&click(&owner, &format!("mx{number}"))).await;
        let shown = Instant::now();
        let text = page.text();
        let showing = show(ticket(&text));
        let going = Instant::now();
        let entered = wire.ask(&showing).await;
        entries.push(going.elapsed());
        assert_eq!((page.status, entered.status), (200, 303));
        clicks.push(shown - begun);
        both.push(clicks[number] + entries[number]);
    }
    let engine = world.engine;
    println!("{engine:?}: from the click to the ticket's form: {}", told(&mut clicks));
    println!("{engine:?}: from the ticket to the 303 into the program: {}", told(&mut entries));
    println!("{engine:?}: both together: {} (reach: p99 15 ms)", told(&mut both));

    let nginx = Nginx::start(program, checker(world.service.clone()).await);
    let target = format!("/api/search?orgId={ORG}");
    let request = get(&target, &cookie, "");
    let itself = get(&target, &cookie, &format!("x-grafana-org-id: {ORG}\r\n"));
    let ways = [(program, itself), (at, request.clone()), (nginx.at, request)];
    let mut waits = [const { Vec::new() }; 3];
    let mut spent = [Duration::ZERO; 3];
    for (way, (at, request)) in ways.iter().enumerate().cycle().take(3 * ROUNDS) {
        waits[way].extend(load(*at, request, 1, ALONE).await.0);
        spent[way] += load(*at, request, CONNECTIONS, AT_ONCE / CONNECTIONS).await.1;
    }
    let asked = u32::try_from(ROUNDS * CONNECTIONS * (AT_ONCE / CONNECTIONS)).unwrap();
    let rate = spent.map(|spent| f64::from(asked) / spent.as_secs_f64());
    let [direct, gateway, other] = waits.each_mut().map(|waits| (told(waits), waits[waits.len() / 2]));
    let added = |(_, median): &(String, Duration)| median.saturating_sub(direct.1).as_secs_f64() * 1e6;
    let (ours, theirs) = (added(&gateway), added(&other));
    println!("{engine:?}: a request to the program itself: {}", direct.0);
    println!("{engine:?}: through the gateway: {}, so {ours:.0} µs more", gateway.0);
    println!("{engine:?}: through nginx and its auth_request: {}, so {theirs:.0} µs more", other.0);
    println!("{engine:?}: the gateway adds {:.2} times what nginx adds (reach: 1.5 at most)", ours / theirs);
    println!(
        "{engine:?}: over {CONNECTIONS} connections: the gateway {:.0} requests a second, nginx {:.0}, {:.2} of it (reach: \
         half at least), the program itself {:.0}",
        rate[1],
        rate[2],
        rate[1] / rate[2],
        rate[0]
    );
}

fn told(waits: &mut [Duration]) -> String {
    waits.sort_unstable();
    let of = |part: usize| waits[(waits.len() * part / 100).min(waits.len() - 1)].as_secs_f64() * 1000.0;
    format!("median {:.2} ms, p99 {:.2} ms", of(50), of(99))
}

/// The program, on a thread of its own: whoever asks it and it itself take nothing of the server's two.
fn aside() -> SocketAddr {
    let (says, hears) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        alone(async move {
            says.send(program().await).expect("somebody who asks");
            std::future::pending::<()>().await;
        });
    });
    hears.recv().expect("a program")
}

fn alone<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// Asks so often over each of so many connections: how long each answer took, and all of it.
async fn load(at: SocketAddr, request: &str, connections: usize, each: usize) -> (Vec<Duration>, Duration) {
    let request = request.to_owned();
    let one = async move |request: &str| {
        let mut wire = Wire::open(at).await;
        let mut waits = Vec::with_capacity(each);
        for _ in 0..each {
            let begun = Instant::now();
            let told = wire.ask(request).await;
            waits.push(begun.elapsed());
            assert_eq!(told.status, 200, "{}", told.text());
        }
        waits
    };
    let work = move || {
        let begun = Instant::now();
        let all = futures::future::join_all((0..connections).map(|_| one(&request)));
        (alone(all).concat(), begun.elapsed())
    };
    tokio::task::spawn_blocking(work).await.expect("every answer")
}

/// What nginx asks: the same session, looked up in the same database by the same code, on the same threads.
async fn checker(service: Service) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("its address");
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let app = Router::new().fallback(check).with_state(service);
    tokio::spawn(async move { axum::serve(listener, app).await });
    at
}

async fn check(Extract(service): Extract<Service>, headers: HeaderMap) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let session = text(header::COOKIE.as_str()).split_once('=').map_or("", |(_, session)| session);
    let org = text("x-original-uri").split_once("orgId=").map_or("", |(_, org)| org);
    let found =
        gate::who(&service, LinkTarget::Grafana, session, |_| true).await.expect("a database that answers");
    let Some(visitor) = found else { return StatusCode::UNAUTHORIZED.into_response() };
    match visitor.seats.into_iter().find(|seat| seat.place == org) {
        Some(seat) => {
            (StatusCode::NO_CONTENT, [("x-org", seat.place), ("x-login", seat.login)]).into_response()
        }
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

/// An nginx before the program, which asks for each request; gone when dropped.
struct Nginx {
    at: SocketAddr,
    child: Child,
    _folder: TempDir,
}

impl Nginx {
    fn start(program: SocketAddr, checker: SocketAddr) -> Self {
        let folder = TempDir::with_prefix("parvis-nginx-").expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = free.local_addr().expect("its address");
        drop(free);
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, settings(folder.path(), at, program, checker)).expect("its settings");
        let mut command = Command::new("/usr/sbin/nginx");
        command.arg("-p").arg(folder.path()).arg("-c").arg(&file).args(["-e", "stderr"]);
        let child = command.stdin(Stdio::null()).spawn().expect("nginx: scripts/setup-tests installs it");
        let mut nginx = Self { at, child, _folder: folder };
        while std::net::TcpStream::connect(at).is_err() {
            let ended = nginx.child.try_wait().expect("a program to look at");
            assert!(ended.is_none(), "nginx ended: {ended:?}");
            std::thread::sleep(Duration::from_millis(10));
        }
        nginx
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Asked, it takes its workers along.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn settings(folder: &std::path::Path, at: SocketAddr, program: SocketAddr, checker: SocketAddr) -> String {
    let folder = folder.display();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("    {name}_temp_path {folder}/{name};"))
        .join("\n");
    format!(
        "\
daemon off;
user root;
worker_processes auto;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
{temporary}
    keepalive_requests 10000000;
    upstream program {{
        server {program};
        keepalive 64;
        keepalive_requests 10000000;
    }}
    upstream checker {{
        server {checker};
        keepalive 64;
        keepalive_requests 10000000;
    }}
    server {{
        listen {at};
        location / {{
            auth_request /check;
            auth_request_set $org $upstream_http_x_org;
            auth_request_set $login $upstream_http_x_login;
            proxy_pass http://program;
            proxy_http_version 1.1;
            proxy_set_header Connection \"\";
            proxy_set_header Host {PROGRAM};
            proxy_set_header Cookie \"\";
            proxy_set_header X-Grafana-Org-Id $org;
            proxy_set_header X-WEBAUTH-USER $login;
        }}
        location = /check {{
            internal;
            proxy_pass http://checker;
            proxy_http_version 1.1;
            proxy_set_header Connection \"\";
            proxy_pass_request_body off;
            proxy_set_header Content-Length \"\";
            proxy_set_header X-Original-URI $request_uri;
        }}
    }}
}}
"
    )
}
