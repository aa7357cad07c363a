//! What a path may be: one that every reader reads alike, and that is open here.

use axum::http::Method;
use gateway::Program;

use crate::harness::World;

#[tokio::test]
async fn a_path_that_can_be_read_in_two_ways_goes_no_further() {
    let world = World::grafana().await;
    for path in [
        "/public/../api/orgs",
        "/public/./x",
        "/..",
        "/.",
        "/d/..",
        "/public/%2e%2e/api/orgs",
        "/public/%2E./api/orgs",
        "/public/.%2e/api/orgs",
        "/public/%2e%2e%2fapi%2forgs",
        "/public/..%2fapi/orgs",
        "/public%2f..%2fapi",
        "/public/x%2Ejs",
        "/public/%252e%252e/api/orgs",
        "/public/%25%32%65/api",
        "/public/..;/api/orgs",
        "/public/;/api/orgs",
        "/api;x=1/orgs",
        "/public/%3b/x",
        "/public/..%5capi",
        "/public/%5c..%5capi",
        "/public/%5C",
        "//evil.example/public/x",
        "/public//x",
        "/public///",
        "/api//orgs",
        "//",
        "/public/%00",
        "/public/x%0d%0aX-Evil:%201",
        "/public/%0a",
        "/public/%7f",
        "/public/%c2%85",
        "/public/%",
        "/public/%2",
        "/public/%zz",
        "/public/%c0%ae%c0%ae/api",
        "/public/%e0%80%ae/x",
        "/public/%ff",
        "/public/..%20/api",
        "/public/%20../api",
        "/public/..%09/api",
    ] {
        for method in [Method::GET, Method::POST] {
            let answer = world.call(method, &format!("{path}?orgId=7")).own().send().await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "bad-address"), "{path}");
        }
        assert!(world.arrived().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn what_is_forwarded_is_what_was_checked() {
    let world = World::grafana().await;
    for (path, forwarded) in [
        ("/%64/t7-hosts", "/d/t7-hosts"),
        ("/d/t7-hosts/", "/d/t7-hosts/"),
        ("/d/caf%c3%a9%20x", "/d/caf%C3%A9%20x"),
        ("/d/a:b@c!$&'()*+,=", "/d/a:b@c!$&'()*+,="),
        ("/d/100%25", "/d/100%25"),
    ] {
        assert_eq!(world.get(&format!("{path}?orgId=7")).send().await.status, 200, "{path}");
        assert_eq!(world.one().target, forwarded);
    }
}

#[tokio::test]
async fn what_is_closed_in_grafana_is_closed_however_it_is_written() {
    let world = World::grafana().await;
    for path in [
        "/api/orgs",
        "/api/orgs/9",
        "/API/Orgs",
        "/api/%6frgs",
        "/api/orgs/",
        "/api/admin/users",
        "/Api/Admin",
        "/api/user/using/9",
        "/api/users/1/using/9",
        "/profile/switch-org/9",
        "/login",
        "/LOGIN/generic_oauth",
        "/logout",
        "/api/login/ping",
        "/api/snapshots",
        "/dashboard/snapshot/x",
        "/public-dashboards/x",
        "/api/public/dashboards/x",
        "/metrics",
        "/debug/pprof",
        "/api/serviceaccounts",
        "/api/auth/keys",
        "/user/auth-tokens/rotate",
    ] {
        for method in [Method::GET, Method::POST] {
            let answer = world.call(method, &format!("{path}?orgId=7")).own().send().await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "closed"), "{path}");
        }
        assert!(world.arrived().is_empty(), "{path}");
    }
    // Whoever took another's sign-in name would be taken for them.
    for path in ["/api/user", "/API/user/"] {
        let answer = world.call(Method::PUT, &format!("{path}?orgId=7")).own().send().await;
        assert_eq!(answer.code(), "closed", "{path}");
        assert_eq!(world.get(&format!("{path}?orgId=7")).send().await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn what_is_closed_in_kibana_and_opensearch_is_closed_however_it_is_written() {
    let world = World::of(Program::Kibana).await;
    for path in [
        "/api/security/role/x",
        "/API/Security",
        "/internal/security/login",
        "/internal/Security/users/x",
        "/internal/security/api_key",
        "/api/console/proxy",
        "/app/management/security",
        "/app/DEV_tools",
        "/%61pp/dev_tools",
        "/login",
        "/logout",
        "/security/account",
        "/spaces/enter",
    ] {
        let answer = world.get(&format!("/s/space7{path}")).send().await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "closed"), "{path}");
    }
    let spaces = world.call(Method::POST, "/s/space7/api/spaces/_copy_saved_objects").own();
    assert_eq!(spaces.send().await.code(), "closed");
    assert!(world.arrived().is_empty());
    assert_eq!(world.get("/s/space7/api/spaces/space").send().await.status, 200);

    let world = World::of(Program::OpenSearch).await;
    for path in ["/api/v1/configuration/roles", "/auth/logout", "/app/Management", "/api/console/proxy"] {
        let answer = world.get(&format!("{path}?security_tenant=space7")).send().await;
        assert_eq!(answer.code(), "closed", "{path}");
    }
    let switch = world.call(Method::POST, "/api/v1/multitenancy/tenant?security_tenant=space7").own();
    assert_eq!(switch.send().await.code(), "closed");
    assert!(world.arrived().is_empty());
}

#[tokio::test]
async fn a_request_goes_to_one_host_and_names_it_once() {
    let world = World::grafana().await;
    let cookie = "Cookie: __Host-parvis-gateway=alice\r\nConnection: close\r\n";
    let own = "Host: grafana.example.com\r\n";
    for (line, headers, status) in [
        ("GET /d/x?orgId=7 HTTP/1.1", own.to_owned(), "200"),
        ("GET /d/x?orgId=7 HTTP/1.1", "Host: Grafana.Example.COM:443\r\n".to_owned(), "200"),
        ("GET /d/x?orgId=7 HTTP/1.1", format!("{own}{own}"), "421"),
        ("GET /d/x?orgId=7 HTTP/1.1", format!("{own}Host: evil.example\r\n"), "421"),
        ("GET /d/x?orgId=7 HTTP/1.1", String::new(), "418"),
        ("GET /d/x?orgId=7 HTTP/1.1", "Host: parvis.example\r\n".to_owned(), "418"),
        ("GET /d/x?orgId=7 HTTP/1.1", format!("Host: parvis.example\r\n{own}"), "421"),
        ("GET http://grafana.example.com/ HTTP/1.1", "Host: parvis.example\r\n".to_owned(), "421"),
        ("GET /d/x?orgId=7 HTTP/1.1", "Host: grafana.example.com.\r\n".to_owned(), "418"),
        ("GET /d/x?orgId=7 HTTP/1.1", "Host: grafana.example.com:80\r\n".to_owned(), "418"),
        ("GET http://grafana.example.com/d/x?orgId=7 HTTP/1.1", own.to_owned(), "400"),
        ("GET http://evil.example/d/x?orgId=7 HTTP/1.1", own.to_owned(), "400"),
        ("GET d/x?orgId=7 HTTP/1.1", own.to_owned(), "400"),
        ("CONNECT grafana.example.com:443 HTTP/1.1", own.to_owned(), "400"),
        ("OPTIONS * HTTP/1.1", own.to_owned(), "400"),
        ("OPTIONS /d/x?orgId=7 HTTP/1.1", own.to_owned(), "405"),
        ("TRACE /d/x?orgId=7 HTTP/1.1", own.to_owned(), "405"),
        ("PURGE /d/x?orgId=7 HTTP/1.1", own.to_owned(), "405"),
    ] {
        let answer = world.raw(&format!("{line}\r\n{headers}{cookie}\r\n")).await;
        let told = answer.split(' ').nth(1).unwrap_or_default();
        assert_eq!(told, status, "{line} {headers}: {answer}");
        assert_eq!(world.arrived().len(), usize::from(status == "200"), "{line} {headers}");
    }
}

#[tokio::test]
async fn a_body_has_one_length() {
    let world = World::grafana().await;
    let head = "POST /api/ds/query?orgId=7 HTTP/1.1\r\nHost: grafana.example.com\r\n\
         Cookie: __Host-parvis-gateway=alice\r\nConnection: close\r\n";
    let second = "POST /api/orgs HTTP/1.1\r\nHost: grafana.example.com\r\nX-Grafana-Org-Id: 9\r\n\r\n";
    for lengths in [
        "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
    ] {
        world.raw(&format!("{head}{lengths}\r\n0\r\n\r\n{second}")).await;
        for seen in world.arrived() {
            assert_eq!(seen.target, "/api/ds/query", "{lengths}");
            assert_eq!(seen.body, "", "{lengths}");
            let both =
                !seen.header("content-length").is_empty() && !seen.header("transfer-encoding").is_empty();
            assert!(!both, "{lengths}: {seen:?}");
        }
    }
}
