//! Which tenant a request is for: one that it names, and that is somebody's own.

use axum::http::Method;
use gateway::Program;
use proptest::prelude::*;

use crate::harness::World;

#[tokio::test]
async fn two_tenants_in_two_tabs_never_mix() {
    let world = World::grafana().await;
    let calls = (0..60).map(|turn| {
        let (world, org) = (&world, if turn % 2 == 0 { 7 } else { 8 });
        async move {
            let call = match turn % 3 {
                0 => world.get(&format!("/d/t{org}-hosts?orgId={org}")).navigating(),
                1 => world.get(&format!("/api/dashboards/uid/t{org}-hosts")),
                _ => world.get(&format!("/api/dashboards/uid/t{org}-hosts?orgId={org}&x=1")),
            };
            let call = if turn % 3 == 0 { call } else { call.header("x-grafana-org-id", &org.to_string()) };
            assert_eq!(call.send().await.status, 200);
        }
    });
    futures::future::join_all(calls).await;
    let arrived = world.arrived();
    assert_eq!(arrived.len(), 60);
    for seen in arrived {
        let org = seen.header("x-grafana-org-id");
        assert!(seen.target.contains(&format!("/t{org}-hosts")), "{seen:?}");
        assert!(!seen.target.contains("orgId"), "nothing asks for a switch that is kept: {seen:?}");
    }
}

#[tokio::test]
async fn what_else_stands_in_a_query_stays_as_it_was() {
    let world = World::grafana().await;
    let query = "kiosk&var-host=a%20b&var-host=c&orgId=7&from=1&auth_token=x.y.z&to=2&targetOrgId=7&q=a+b%26";
    world.get(&format!("/d/t7-hosts?{query}")).send().await;
    assert_eq!(world.one().target, "/d/t7-hosts?kiosk&var-host=a%20b&var-host=c&from=1&to=2&q=a+b%26");
}

#[tokio::test]
async fn an_organisation_of_others_is_refused() {
    let world = World::grafana().await;
    let org = "x-grafana-org-id";
    for (target, headers) in [
        ("/api/search?orgId=9", &[][..]),
        ("/api/search", &[(org, "9")]),
        ("/api/search?orgId=7", &[(org, "9")]),
        ("/api/search?orgId=9", &[(org, "7")]),
        ("/api/search?orgId=8", &[(org, "7")]),
        ("/api/search?orgId=7", &[(org, "7"), (org, "9")]),
        ("/api/search?orgId=7", &[(org, "7"), (org, "7")]),
        ("/api/search?orgId=7&orgId=9", &[]),
        ("/api/search?orgId=7&OrgID=9", &[]),
        ("/api/search?orgId=7&org%49d=9", &[]),
        ("/api/search?orgId=7&%6f%72%67%49%64=9", &[]),
        ("/api/search?orgId=7&targetOrgId=9", &[]),
        ("/api/search?orgId=07", &[]),
        ("/api/search?orgId=+7", &[]),
        ("/api/search?orgId=7%00", &[]),
        ("/api/search?orgId=%207", &[]),
        ("/api/search?orgId=7.0", &[]),
        ("/api/search?orgId=0", &[]),
        ("/api/search?orgId=", &[]),
        ("/api/search?orgId=7;orgId=9", &[]),
        ("/api/search?orgId=7", &[(org, "")]),
        ("/apis/dashboard.grafana.app/v1/namespaces/org-9/dashboards", &[(org, "7")]),
        ("/apis/dashboard.grafana.app/v1/namespaces/default/dashboards", &[(org, "7")]),
        ("/apis/dashboard.grafana.app/v1/namespaces/stacks-1/dashboards", &[(org, "7")]),
        ("/APIS/dashboard.grafana.app/v1/Namespaces/ORG-9/dashboards", &[(org, "7")]),
    ] {
        for is_navigation in [false, true] {
            let call = headers.iter().fold(world.get(target), |call, (name, value)| call.header(name, value));
            let answer = if is_navigation { call.navigating() } else { call }.send().await;
            assert_eq!(answer.status, 403, "{target} {headers:?}");
            assert!(is_navigation || answer.code() == "not-yours", "{target} {headers:?}: {answer:?}");
        }
        assert!(world.arrived().is_empty(), "{target} {headers:?}");
    }
    world.get("/apis/dashboard.grafana.app/v1/namespaces/org-7/dashboards").send().await;
    assert_eq!(world.one().header("x-grafana-org-id"), "7");
}

#[tokio::test]
async fn what_names_no_organisation_is_refused_but_for_files() {
    let world = World::grafana().await;
    for target in ["/", "/api/search", "/api/ds/query", "/d/t7-hosts", "/avatar/1", "/public", "/PUBLIC/x.js"]
    {
        let answer = world.get(target).send().await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "nameless"), "{target}");
        assert!(world.arrived().is_empty(), "{target}");
    }
    let answer = world.get("/public/build/app.js?v=1&orgId=9").send().await;
    assert_eq!(answer.status, 200);
    let seen = world.one();
    assert_eq!(seen.target, "/public/build/app.js?v=1");
    assert_eq!((seen.header("x-grafana-org-id"), seen.header("x-jwt-assertion")), ("", ""));
    assert_eq!(world.call(Method::POST, "/public/x").own().send().await.status, 403);
}

#[tokio::test]
async fn who_goes_to_an_address_without_a_tenant_is_led_to_one_of_their_own() {
    let world = World::grafana().await;
    let answer = world.get("/dashboards?tag=a%26b").session("carol").navigating().send().await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), "https://grafana.example.com/dashboards?tag=a%26b&orgId=7");
    let answer = world.get("/dashboards?tag=a").navigating().send().await;
    assert_eq!(answer.status, 403);
    for text in [
        "href=\"https://grafana.example.com/dashboards?tag=a&amp;orgId=7\">Acme<",
        "href=\"https://grafana.example.com/dashboards?tag=a&amp;orgId=8\">Globex &lt;&amp;&gt;<",
    ] {
        assert!(answer.text.contains(text), "{}", answer.text);
    }
    let world = World::of(Program::Kibana).await;
    let answer = world.get("/app/discover?x=1").session("carol").navigating().send().await;
    assert_eq!(answer.header("location"), "https://grafana.example.com/s/space7/app/discover?x=1");
    assert!(world.arrived().is_empty());
}

#[tokio::test]
async fn a_member_who_was_removed_is_refused_by_the_next_request() {
    let world = World::grafana().await;
    assert_eq!(world.get("/api/search?orgId=7").send().await.status, 200);
    world.door.known().visitors.get_mut("alice").unwrap().seats.remove(0);
    assert_eq!(world.get("/api/search?orgId=7").send().await.code(), "not-yours");
    assert_eq!(world.get("/api/search?orgId=8").send().await.status, 200);
    world.door.known().visitors.get_mut("alice").unwrap().seats.clear();
    let page = world.get("/dashboards").navigating().send().await;
    assert!(page.text.contains("have no access"), "there is nothing to choose: {}", page.text);
    world.door.known().visitors.remove("alice");
    assert_eq!(world.get("/api/search?orgId=8").send().await.status, 401);
    assert_eq!(world.arrived().len(), 2);
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_console_and_a_page_is_told_so() {
    let world = World::grafana().await;
    for session in ["nobody", "", "alice; __Host-parvis-gateway=bob", "a b", "alice/.."] {
        let answer =
            world.get("/d/t7-hosts?orgId=7&auth_token=x&from=1").session(session).navigating().send().await;
        assert_eq!(answer.status, 303, "{session}");
        let place = "https://parvis.example/open?program=grafana&at=%2Fd%2Ft7-hosts%3ForgId%3D7%26from%3D1";
        assert_eq!(answer.header("location"), place);
        let answer = world.get("/api/search?orgId=7").session(session).send().await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "sign-in-required"));
        let answer = world.get("/public/app.js").session(session).send().await;
        assert_eq!(answer.status, 401, "files are for whoever is in");
        let post = world.call(Method::POST, "/api/ds/query?orgId=7").session(session).own().navigating();
        assert_eq!(post.send().await.status, 401, "what was sent is not sent again elsewhere");
    }
    assert!(world.arrived().is_empty());
}

#[tokio::test]
async fn while_nobody_can_be_asked_nothing_passes() {
    let world = World::grafana().await;
    world.door.known().is_shut = true;
    let answer = world.get("/api/search?orgId=7").send().await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "unavailable"));
    assert_eq!(answer.header("retry-after"), "60");
    assert!(world.arrived().is_empty());
}

#[tokio::test]
async fn who_may_only_look_asks_and_changes_nothing() {
    let world = World::grafana().await;
    for (method, target, is_open) in [
        (Method::GET, "/api/search", true),
        (Method::POST, "/api/ds/query", true),
        (Method::POST, "/api/datasources/proxy/uid/x/query", true),
        (Method::POST, "/api/dashboards/db", false),
        (Method::PUT, "/api/ds/query", false),
        (Method::PATCH, "/api/folders/x", false),
        (Method::DELETE, "/api/dashboards/uid/x", false),
    ] {
        let ask = async |org: u8| {
            let call = world.call(method.clone(), &format!("{target}?orgId={org}"));
            call.own().send().await.status.as_u16()
        };
        assert_eq!(ask(8).await, if is_open { 200 } else { 403 }, "{method} {target}");
        assert_eq!(ask(7).await, 200, "{method} {target}");
    }
    let world = World::of(Program::Kibana).await;
    for (method, path, is_open) in [
        (Method::POST, "/internal/bsearch", true),
        (Method::POST, "/api/saved_objects/_bulk_get", true),
        (Method::POST, "/api/saved_objects/dashboard", false),
        (Method::POST, "/api/content_management/rpc/update", false),
        (Method::PUT, "/api/saved_objects/dashboard/x", false),
        (Method::DELETE, "/api/saved_objects/dashboard/x", false),
    ] {
        let call = world.call(method.clone(), &format!("/s/space8{path}")).own();
        assert_eq!(call.send().await.status, if is_open { 200 } else { 403 }, "{method} {path}");
    }
}

#[tokio::test]
async fn a_space_of_others_is_refused() {
    let world = World::of(Program::Kibana).await;
    for target in [
        "/s/space9/app/discover",
        "/s/other/app/discover",
        "/s/SPACE7/app/discover",
        "/s/space7x/app",
        "/s/space7/s/space9/app",
        "/s/space7/S/space9/app",
        "/S/space7/app",
        "/s/",
        "/s",
        "/",
        "/app/discover",
        "/api/status",
        "/internal/bsearch",
        "/87352/bundle/x.js",
        "/8-2/bundles/x.js",
        "/87352/bundles/",
        "/api/bundles/x.js",
        "/app/plugins/x.js",
        "/bootstrap/x.js",
        "/bootstrap.json",
        "/ui/",
    ] {
        let answer = world.get(target).send().await;
        assert_eq!(answer.status, 403, "{target}");
        assert!(world.arrived().is_empty(), "{target}");
    }
    for target in [
        "/87352/bundles/core/core.js",
        "/9c0f3a71be22/ui/logo.svg",
        "/ui/fonts/x.woff2",
        "/bootstrap-anonymous.js",
        "/translations/fr.json",
    ] {
        assert_eq!(world.get(target).send().await.status, 200, "{target}");
        assert_eq!(world.one().header("authorization"), "", "{target}");
    }
    for target in ["/s/space7", "/s/space7/", "/s/space7/app/discover", "/s/space7/internal/security/me"] {
        assert_eq!(world.get(target).send().await.status, 200, "{target}");
        assert_eq!(world.one().header("es-security-runas-user"), "t-space7-alice");
    }
}

#[tokio::test]
async fn opensearch_takes_the_tenant_of_the_query_or_of_the_page_that_asks() {
    let world = World::of(Program::OpenSearch).await;
    let page = |tenant: &str| format!("https://grafana.example.com/app/discover?security_tenant={tenant}");
    for (target, referer, status) in [
        ("/api/status?securitytenant=space7", None, 200),
        ("/api/status?securityTenant_=space7", None, 200),
        ("/api/status?security_tenant=space9", None, 403),
        ("/api/status?security_tenant=space7&securitytenant=space9", None, 403),
        ("/api/status?security_tenant=space7&security_tenant=space8", None, 403),
        ("/api/status?security_tenant=space7", Some(page("space9")), 200),
        ("/api/status", Some(page("space7")), 200),
        ("/api/status", Some(page("space9")), 403),
        ("/api/status", None, 403),
        ("/87352/bundles/core.js", None, 200),
    ] {
        let call = world.get(target);
        let call = referer.iter().fold(call, |call, referer| call.header("referer", referer));
        assert_eq!(call.send().await.status, status, "{target} {referer:?}");
        for seen in world.arrived() {
            assert!(!seen.target.to_lowercase().contains("tenant"), "{seen:?}");
            assert!(matches!(seen.header("securitytenant"), "space7" | ""), "{seen:?}");
        }
    }
}

/// A query as somebody might make it up: keys near those that name an organisation, and anything else.
fn query() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        4 => prop::sample::select(vec![
            "orgId", "ORGID", "orgid", "org%49d", "%6frgId", "orgId[]", "orgId%00", "orgId%20", "+orgId", "targetOrgId",
            "target%4frgId", "auth_token", "auth%5ftoken", "from", "",
        ]).prop_map(str::to_owned),
        1 => "[!$-~]{0,8}",
    ];
    let value = prop_oneof![
        4 => prop::sample::select(vec!["7", "8", "9", "1", "07", "+9", "%39", "7%269", "9;orgId=7", "", "-9"])
            .prop_map(str::to_owned),
        1 => "[!$-~]{0,8}",
    ];
    let between = prop::sample::select(vec!["&", "&&", ";", "&;", "%26", "?"]);
    let pair = (key, prop::sample::select(vec!["=", "==", "", "%3d"]), value, between);
    prop::collection::vec(pair, 0..6).prop_map(|pairs| {
        let parts = pairs
            .into_iter()
            .flat_map(|(key, equals, value, end)| [key, equals.to_owned(), value, end.to_owned()]);
        parts.collect()
    })
}

#[test]
fn no_query_makes_an_organisation_of_others_arrive() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let world = runtime.block_on(World::grafana());
    let passed = std::cell::Cell::new(0);
    let tried = |(query, header): (String, Option<&str>)| {
        let target = format!("/api/search?{query}");
        if target.parse::<axum::http::Uri>().is_err() {
            return Ok(());
        }
        let call = header.iter().fold(world.get(&target), |call, org| call.header("x-grafana-org-id", org));
        let answer = runtime.block_on(call.send());
        let arrived = world.arrived();
        prop_assert_eq!(arrived.len(), usize::from(answer.status == 200));
        for seen in arrived {
            passed.set(passed.get() + 1);
            prop_assert!(matches!(seen.header("x-grafana-org-id"), "7" | "8"), "{:?}", seen);
            // Read as leniently as can be, it names no organisation, and nobody.
            let query = seen.target.split_once('?').map_or("", |(_, query)| query);
            for (key, _) in query.split('&').flat_map(|pair| url::form_urlencoded::parse(pair.as_bytes())) {
                let key = key.to_lowercase();
                prop_assert!(!matches!(&*key, "orgid" | "targetorgid" | "auth_token"), "{:?}", seen);
            }
            prop_assert!(!query.contains(';'), "{:?}", seen);
        }
        Ok(())
    };
    let header = prop::sample::select(vec![None, Some("7"), Some("8"), Some("9")]);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(1_000));
    runner.run(&(query(), header), tried).unwrap();
    assert!(passed.get() > 50, "only {} passed: nothing was tried", passed.get());
}
