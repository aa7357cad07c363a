//! What flows, how much, for how long, and what is said when it stops.

use std::{sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::Method,
};
use gateway::{Limits, Program};
use http_body_util::BodyExt as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::Notify,
};

use crate::harness::{Setting, World};

/// A little more than a test waits where it must not have to.
const LONG: Duration = Duration::from_secs(10);

async fn small() -> World {
    let limits = Limits { body: 1_000, ..Limits::default() };
    World::new(Setting { limits, ..Setting::default() }).await
}

/// A body in pieces, whose length is not said.
fn pieces(count: usize) -> Body {
    let pieces = (0..count).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 100])));
    Body::from_stream(futures::stream::iter(pieces.collect::<Vec<_>>()))
}

#[tokio::test]
async fn a_body_within_the_limit_passes_and_a_larger_one_is_refused() {
    let world = small().await;
    let query = || world.call(Method::POST, "/api/ds/query?orgId=7").own();
    assert_eq!(query().body("x".repeat(1_000)).send().await.status, 200);
    assert_eq!(world.one().body.len(), 1_000);
    let answer = query().body("x".repeat(1_001)).send().await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "too-large"));
    assert!(world.arrived().is_empty(), "a length that is said is enough");
    assert_eq!(query().body(pieces(10)).send().await.status, 200);
    assert_eq!(world.one().body.len(), 1_000);
    assert_eq!(query().body(pieces(11)).send().await.status, 413);
}

#[tokio::test]
async fn the_first_bytes_of_an_answer_arrive_before_its_end() {
    let world = World::grafana().await;
    let mut answer = world.get("/api/stub/stream?orgId=7").begin().await;
    let first =
        tokio::time::timeout(LONG, answer.body_mut().frame()).await.expect("the end is not waited for");
    assert_eq!(first.unwrap().unwrap().into_data().unwrap(), "first");
}

#[tokio::test]
async fn the_first_bytes_of_a_request_arrive_before_its_end() {
    use futures::StreamExt as _;
    let world = World::grafana().await;
    let first = futures::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"first"))]);
    let body = Body::from_stream(first.chain(futures::stream::pending()));
    let call = world.call(Method::POST, "/api/stub/first?orgId=7").own().body(body);
    let mut answer = tokio::time::timeout(LONG, call.begin()).await.expect("the end is not waited for");
    assert_eq!(answer.body_mut().frame().await.unwrap().unwrap().into_data().unwrap(), "first");
}

#[tokio::test]
async fn an_answer_that_is_cut_is_not_taken_for_a_whole_one() {
    for head in ["Content-Length: 10\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let internal = listener.local_addr().ok();
        let cut = Arc::new(Notify::new());
        let arrived = cut.clone();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            assert!(stream.read(&mut [0; 4_096]).await.unwrap() > 0);
            stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}").as_bytes()).await.unwrap();
            arrived.notified().await;
        });
        let world = World::new(Setting { internal, ..Setting::default() }).await;
        let mut answer = world.get("/api/search?orgId=7").begin().await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.body_mut().frame().await.unwrap().unwrap().into_data().unwrap(), "half");
        cut.notify_one();
        assert!(answer.into_body().collect().await.is_err(), "{head}");
    }
}

#[tokio::test]
async fn a_program_that_is_down_has_a_page_and_a_word_for_programs() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let internal = closed.local_addr().ok();
    drop(closed);
    let world = World::new(Setting { internal, ..Setting::default() }).await;
    let answer = world.get("/api/search?orgId=7").send().await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (502, "upstream-down"));
    assert_eq!(answer.header("content-type"), "application/json");
    for (language, text) in
        [("en", "Grafana does not answer"), ("fr-FR,fr;q=0.9,en;q=0.8", "Grafana ne répond pas")]
    {
        let call = world.get("/d/t7-hosts?orgId=7&from=1").navigating().header("accept-language", language);
        let answer = call.send().await;
        assert_eq!(answer.status, 502);
        assert!(answer.text.contains(text), "{}", answer.text);
        let back =
            "https://parvis.example/open?program=grafana&amp;at=%2Fd%2Ft7-hosts%3ForgId%3D7%26from%3D1";
        assert!(answer.text.contains(&format!("href=\"{back}\"")), "{}", answer.text);
        let policies: Vec<_> = answer.headers.get_all("content-security-policy").iter().collect();
        assert!(policies[0].to_str().unwrap().starts_with("default-src 'none'; style-src 'sha256-"));
        assert_eq!(policies[1], "frame-ancestors 'none'");
    }
}

#[tokio::test]
async fn a_program_that_is_slow_is_not_waited_for() {
    let limits = Limits { first_byte: Duration::from_millis(500), ..Limits::default() };
    let world = World::new(Setting { limits, ..Setting::default() }).await;
    let answer = world.get("/api/stub/slow?orgId=7").send().await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (504, "upstream-slow"));
    let page = world.get("/api/stub/slow?orgId=7").navigating().send().await;
    assert!(page.text.contains("took too long"), "{}", page.text);
    assert_eq!(world.get("/api/search?orgId=7").send().await.status, 200, "others are waited for");
}

#[tokio::test]
async fn a_program_that_speaks_no_http_is_down() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let internal = listener.local_addr().ok();
    tokio::spawn(async move {
        loop {
            let Ok((mut stream, _)) = listener.accept().await else { return };
            let _ = stream.write_all(b"220 mail.example ESMTP\r\n").await;
        }
    });
    let world = World::new(Setting { internal, ..Setting::default() }).await;
    assert_eq!(world.get("/api/search?orgId=7").send().await.code(), "upstream-down");
}

#[tokio::test]
async fn a_program_sends_the_browser_only_to_its_own_host_and_the_same_tenant() {
    let world = World::grafana().await;
    for (to, place) in [
        ("/d/t7-hosts/slug?from=1", Some("/d/t7-hosts/slug?from=1&orgId=7")),
        ("slug?kiosk", Some("/api/stub/slug?kiosk&orgId=7")),
        ("https://grafana.example.com/d/x?orgId=7#a", Some("/d/x?orgId=7#a")),
        ("http://grafana.example.com:443/d/x", Some("/d/x?orgId=7")),
        ("/d/x?orgId=9", None),
        ("/d/x?orgId=7&orgId=8", None),
        ("/login", None),
        ("/LOGIN?redirect=x", None),
        ("/logout", None),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("/\\evil.example", None),
        ("\\\\evil.example", None),
        ("https:evil.example", Some("/api/stub/evil.example?orgId=7")),
        ("https://grafana.example.com@evil.example/", None),
        ("https://grafana.example.com.evil.example/", None),
        ("https://grafana.example.com:8443/", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("/a;b", None),
        ("/a%2fb", None),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let to = domain::deep_links::component(to);
            let answer =
                world.get(&format!("/api/stub/redirect?orgId=7&to={to}&status={status}")).send().await;
            let expected = if place.is_some() { status } else { 502 };
            assert_eq!(
                (answer.status.as_u16(), answer.header("location")),
                (expected, place.unwrap_or("")),
                "{to}"
            );
        }
    }
    let kibana = World::of(Program::Kibana).await;
    for (to, place) in [
        ("/s/space7/app/home#/x", Some("/s/space7/app/home#/x")),
        ("/s/space8/app/home", None),
        ("/s/space7/../space8/app", None),
        ("/app/home", None),
        ("/login?next=/s/space7", None),
        ("/s/space7/login", None),
    ] {
        let to = domain::deep_links::component(to);
        let answer = kibana.get(&format!("/s/space7/api/stub/redirect?to={to}")).send().await;
        assert_eq!(answer.header("location"), place.unwrap_or(""), "{to}");
        assert_eq!(answer.status, if place.is_some() { 302 } else { 502 }, "{to}");
    }
}

#[tokio::test]
async fn the_address_inside_is_told_to_nobody() {
    let world = World::grafana().await;
    let inside = {
        world.get("/api/search?orgId=7").send().await;
        world.one().header("host").to_owned()
    };
    assert_eq!(inside, "grafana.example.com");
    let answer = world.get("/api/stub/redirect?orgId=7&to=%2Fd%2Fx&status=302").send().await;
    assert!(!format!("{:?}", answer.headers).contains("127.0.0.1"));
}
