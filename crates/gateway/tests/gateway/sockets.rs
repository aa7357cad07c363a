//! Sockets: opened by the program's own page, and open for as long as the session may.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};

use crate::harness::{Call, World};

const TARGET: &str = "/api/live/ws?orgId=7";
/// How long after the end of a session a socket may be open.
const SOON: Duration = Duration::from_secs(1);

fn ask<'a>(world: &'a World, target: &str) -> Call<'a> {
    let call = world.get(target).header("connection", "Upgrade").header("upgrade", "websocket");
    let call = call.header("sec-websocket-version", "13");
    call.header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}

async fn open(world: &World) -> WebSocketStream<TokioIo<Upgraded>> {
    let answer = ask(world, TARGET).own().begin().await;
    assert_eq!(answer.status(), 101);
    assert_eq!(answer.headers()["sec-websocket-accept"], "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    let stream = TokioIo::new(hyper::upgrade::on(answer).await.unwrap());
    WebSocketStream::from_raw_socket(stream, Role::Client, None).await
}

async fn echoes(socket: &mut WebSocketStream<TokioIo<Upgraded>>) {
    socket.send(Message::text("hello")).await.unwrap();
    let heard = tokio::time::timeout(Duration::from_secs(10), socket.next()).await.unwrap();
    assert_eq!(heard.unwrap().unwrap().into_text().unwrap(), "hello");
}

/// Whether it ends soon, without a word more.
async fn ends(socket: &mut WebSocketStream<TokioIo<Upgraded>>) -> bool {
    matches!(tokio::time::timeout(SOON, socket.next()).await, Ok(None | Some(Err(_))))
}

#[tokio::test]
async fn a_socket_speaks_both_ways_and_ends_with_its_session() {
    let world = World::grafana().await;
    let mut socket = open(&world).await;
    echoes(&mut socket).await;
    let seen = world.one();
    assert_eq!((seen.header("x-grafana-org-id"), seen.target.as_str()), ("7", "/api/live/ws"));
    assert!(!seen.header("x-jwt-assertion").is_empty());
    world.door.known().visitors.remove("alice");
    assert!(ends(&mut socket).await);
}

#[tokio::test]
async fn a_socket_ends_with_its_tenant_and_those_of_others_stay() {
    let world = World::grafana().await;
    let (mut socket, mut other) = (open(&world).await, {
        let call = ask(&world, "/api/live/ws?orgId=9").session("bob").own();
        let stream = TokioIo::new(hyper::upgrade::on(call.begin().await).await.unwrap());
        WebSocketStream::from_raw_socket(stream, Role::Client, None).await
    });
    echoes(&mut socket).await;
    world.door.known().visitors.get_mut("alice").unwrap().seats.remove(0);
    assert!(ends(&mut socket).await);
    echoes(&mut other).await;
}

#[tokio::test]
async fn a_socket_ends_when_nobody_can_be_asked() {
    let world = World::grafana().await;
    let mut socket = open(&world).await;
    echoes(&mut socket).await;
    world.door.known().is_shut = true;
    assert!(ends(&mut socket).await);
}

#[tokio::test]
async fn no_socket_opens_from_another_site_or_elsewhere() {
    let world = World::grafana().await;
    for origin in ["https://evil.example", "https://parvis.example", "null"] {
        assert_eq!(
            ask(&world, TARGET).header("origin", origin).send().await.code(),
            "other-site",
            "{origin}"
        );
    }
    assert_eq!(ask(&world, TARGET).send().await.code(), "other-site", "a browser always says it");
    assert_eq!(ask(&world, "/api/live/ws?orgId=9").own().send().await.code(), "not-yours");
    assert_eq!(ask(&world, "/api/live/ws").own().send().await.code(), "nameless");
    assert_eq!(ask(&world, "/api/search?orgId=7").own().send().await.code(), "no-socket");
    assert_eq!(ask(&world, TARGET).own().session("nobody").send().await.status, 401);
    let other = world.get(TARGET).own().header("connection", "upgrade").header("upgrade", "h2c");
    assert_eq!(other.send().await.code(), "no-socket");
    assert!(world.arrived().is_empty());
}
