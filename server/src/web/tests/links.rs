//! Somebody at a program behind the gateway, through the whole server and over real connections: let in by a ticket, and
//! out with their membership.

mod figures;
mod wire;

use std::{net::SocketAddr, time::Duration};

use axum::serve::ListenerExt;
use domain::{
    deep_links::{
        offers::{LinkStanding, PreparedState},
        targets::{LinkState, LinkTarget},
    },
    permission::{Permission, Role},
    plans::Plan,
};
use service::{
    Standing,
    deep_links::targets::{self, TargetForm},
    team,
};
use store::{
    Mode,
    control::{
        gateway::{self, Known},
        link_targets::{self, Found},
        tenant_links::{self, TenantLink},
    },
};
use testkit::{Member, World};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use wire::Wire;

use super::{router_of, state};

const CONSOLE: &str = "parvis.test";
const PROGRAM: &str = "grafana.example";
/// What the program calls the one tenant's part of it.
const ORG: &str = "7";
/// How long after a membership a socket may be open.
const SOON: Duration = Duration::from_secs(1);

/// Connects a program at an address, which is ready and does nothing by itself.
async fn connect(world: &World, program: SocketAddr) {
    let form = TargetForm {
        mode: "gateway".to_owned(),
        public_url: format!("https://{PROGRAM}"),
        internal_url: format!("http://{program}/"),
        username: "parvis".to_owned(),
        password: "a secret of the operator".to_owned(),
        revision: 1,
        ..TargetForm::default()
    };
    targets::save(testkit::operate(&world.service).await, "grafana", &form).await.expect("a connection");
    let found = Found { state: LinkState::Ready, finding: None, version: "13.0.0".to_owned(), skew: None };
    let mut tx = world.store.control(Mode::Write).await.expect("the control database");
    let (target, now) = (LinkTarget::Grafana, world.now());
    assert!(link_targets::update_found(&mut tx, target, 2, &found, now).await.expect("the connection"));
    tx.commit().await.expect("a commit");
}

/// Notes what would be there once the tenant's part was made and the member was there before.
async fn make_known(world: &World, member: &Member) {
    let (service, slug, target) = (&world.service, &member.tenant.slug, LinkTarget::Grafana);
    let standing = Standing::open(service, &member.caller, slug).await.expect("a member");
    let is_editor = standing.may(Permission::ManageMailFlow);
    let known = if is_editor { LinkStanding::Editor } else { LinkStanding::Viewer };
    let link = TenantLink {
        tenant_id: member.tenant.id.clone(),
        target,
        state: PreparedState::Ready,
        since: world.now(),
        place: ORG.to_owned(),
        make: "made".to_owned(),
        problem: String::new(),
        updated_at: world.now(),
    };
    let (tenant, account) = (&member.tenant.id, &member.account().id);
    let mut tx = world.store.control(Mode::Write).await.expect("the control database");
    tenant_links::upsert(&mut tx, &link).await.expect("what the tenant has");
    let known =
        Known { account_id: account.clone(), standing: known, place: ORG.to_owned(), known_at: world.now() };
    gateway::upsert_known(&mut tx, tenant, target, &known).await.expect("who is there");
    tx.commit().await.expect("a commit");
}

/// Serves a world as the program does, on a port of its own.
async fn serve(world: &World) -> SocketAddr {
    let state = state(world);
    state.gate.refresh().await.expect("the gateway to stand");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("its address");
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let app = router_of(&state).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    at
}

/// A form of one of the console's pages.
fn form(host: &str, path: &str, cookie: &str, fields: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: https://{CONSOLE}\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{fields}",
        fields.len()
    )
}

/// The click on what opens the program on one host.
fn click(member: &Member, host: &str) -> String {
    let slug = &member.tenant.slug;
    let fields = format!("do=deep-links.open&tenant={slug}&target=grafana&view=hosts&host={host}");
    form(CONSOLE, &format!("/open/{slug}/grafana/hosts"), &format!("parvis={}", member.session), &fields)
}

/// The ticket in the form that a click is answered with.
fn ticket(page: &str) -> &str {
    let value = page.split_once("name=\"ticket\" value=\"").map(|(_, rest)| rest);
    value.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no ticket in {page}"))
}

/// Shows a ticket to the gateway.
fn show(ticket: &str) -> String {
    form(PROGRAM, "/_parvis/enter", "", &format!("ticket={ticket}"))
}

/// Goes the whole way; the cookie of the session at the program.
async fn enter(wire: &mut Wire, member: &Member) -> String {
    let page = wire.ask(&click(member, "mx1")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let entered = wire.ask(&show(ticket(&page.text()))).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    let cookie = entered.header("set-cookie").expect("a cookie");
    cookie.split(';').next().unwrap_or_default().to_owned()
}

fn get(target: &str, cookie: &str, more: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nhost: {PROGRAM}\r\ncookie: {cookie}\r\n{more}\r\n")
}

/// Opens a socket as a page of the program does.
async fn socket(at: SocketAddr, cookie: &str) -> Wire {
    let mut wire = Wire::open(at).await;
    let more = format!(
        "origin: https://{PROGRAM}\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
         sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    );
    let joined = wire.ask(&get(&format!("/api/live/ws?orgId={ORG}"), cookie, &more)).await;
    assert_eq!(joined.status, 101, "{}", joined.text());
    wire
}

/// A program that answers whoever it was told of, and says again what a socket says.
async fn program() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream));
        }
    });
    at
}

async fn answer(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut read = Vec::new();
    loop {
        let Some(end) = wire::head_end(&read) else {
            if !matches!(stream.read_buf(&mut read).await, Ok(1..)) {
                return;
            }
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
        read.drain(..end);
        let is_known = head.contains(&format!("\r\nx-grafana-org-id: {ORG}\r\n"));
        let is_socket = head.starts_with("get /api/live/ws");
        let told = match (is_known, is_socket) {
            (false, _) => "HTTP/1.1 418 Nobody\r\ncontent-length: 0\r\n\r\n",
            (true, false) => wire::PAGE.as_str(),
            (true, true) => "HTTP/1.1 101 Joined\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        };
        if stream.write_all(told.as_bytes()).await.is_err() {
            return;
        }
        if is_known && is_socket {
            let (mut from, mut to) = stream.split();
            let _ = tokio::io::copy(&mut from, &mut to).await;
            return;
        }
    }
}

testkit::both_engines! {
    async fn whoever_is_removed_is_refused_by_the_next_request_and_their_socket_closes(world: World) {
        connect(&world, program().await).await;
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let mia = world.join(&owner.tenant, "mia@example.test", Role::Member).await;
        let at = serve(&world).await;
        let mut wire = Wire::open(at).await;
        let mut cookies = Vec::new();
        for member in [&owner, &mia] {
            make_known(&world, member).await;
            cookies.push(enter(&mut wire, member).await);
        }
        let target = format!("/api/search?orgId={ORG}");
        let (mut own, mut theirs) = (socket(at, &cookies[0]).await, socket(at, &cookies[1]).await);
        for cookie in &cookies {
            assert_eq!(wire.ask(&get(&target, cookie, "")).await.status, 200);
        }
        theirs.say(b"hello").await;
        assert_eq!(theirs.hear(5).await, b"hello");

        let access = world.enter_team(&owner).await.expect("the owner to be let in");
        let id = mia.account().id.clone();
        team::remove(access, id.as_str(), "mia@example.test").await.expect("the member to be removed");
        let (closed, next) = (tokio::time::timeout(SOON, theirs.end()), get(&target, &cookies[1], ""));
        let (refused, closed) = tokio::join!(wire.ask(&next), closed);
        let text = refused.text();
        assert!(refused.status == 403 && text.contains("\"not-yours\""), "{text}");
        assert!(closed.is_ok(), "the socket closes within a second");
        // Nobody else notices.
        own.say(b"still").await;
        assert_eq!(own.hear(5).await, b"still");
        assert_eq!(wire.ask(&get(&target, &cookies[0], "")).await.status, 200);
    }
}
