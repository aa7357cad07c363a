//! The routes by which people sign in here to programs elsewhere.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use domain::plans::Plan;
use serde_json::Value;
use service::deep_links::oidc::clients::{self, ClientForm};
use testkit::World;

use super::{read, router, send};

const BACK: &str = "https://grafana.example/login/generic_oauth";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn query(id: &str) -> String {
    let pairs = [
        ("client_id", id),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "s&t"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    form(&pairs)
}

async fn get(world: &World, address: &str, session: Option<&str>) -> Response {
    let request =
        Request::get(address).header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request");
    send(&router(world), request, session).await
}

async fn post(world: &World, address: &str, pairs: &[(&str, &str)]) -> (StatusCode, HeaderMap, Value) {
    let request = Request::post(address)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form(pairs)))
        .expect("a request");
    let answer = send(&router(world), request, None).await;
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers, serde_json::from_slice(&read(answer).await).unwrap_or_default())
}

fn location(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    answer.headers()[header::LOCATION].to_str().expect("an address").to_owned()
}

async fn json(answer: Response) -> Value {
    serde_json::from_slice(&read(answer).await).expect("JSON")
}

testkit::on_sqlite! {
    async fn a_browser_goes_back_with_a_code_and_the_program_gets_tokens(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let session = owner.session.clone();
        let wanted = ClientForm { name: "Graphs".to_owned(), redirects: BACK.to_owned(), space: "acme".to_owned() };
        let (made, secret) = clients::add(testkit::operate(&world.service).await, &wanted).await.unwrap();
        let (id, query) = (made.id.as_str(), query(made.id.as_str()));

        let answer = get(&world, &format!("/oidc/authorize?{query}"), None).await;
        let sign_in = location(&answer);
        let next = url::Url::parse(&format!("http://x{sign_in}")).unwrap();
        let next = next.query_pairs().find(|(name, _)| name == "next").map(|(_, value)| value.into_owned());
        let again = format!("/oidc/continue?{query}");
        assert_eq!((next.as_deref(), sign_in.starts_with("/sign-in?")), (Some(again.as_str()), true), "{sign_in}");

        // After a form a browser is led on by a page, since a redirect would be held up.
        let answer = get(&world, &again, Some(&session)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        let refresh = answer.headers()[header::REFRESH].to_str().unwrap().to_owned();
        assert!(refresh.starts_with(&format!("0; url={BACK}?code=")), "{refresh}");
        assert_eq!(answer.headers()[header::REFERRER_POLICY], "no-referrer");

        let back = location(&get(&world, &format!("/oidc/authorize?{query}"), Some(&session)).await);
        let back = url::Url::parse(&back).unwrap();
        let value = |name: &str| back.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned());
        assert_eq!(value("state").as_deref(), Some("s&t"));
        let code = value("code").unwrap();
        let pairs = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
            ("client_id", id),
            ("client_secret", secret.as_str()),
        ];
        let (status, headers, told) = post(&world, "/oidc/token", &pairs).await;
        assert_eq!((status, told["token_type"].as_str(), told["expires_in"].as_i64()), (StatusCode::OK, Some("Bearer"), Some(300)));
        assert_eq!((&headers[header::CACHE_CONTROL], &headers[header::PRAGMA]), (&"no-store".parse().unwrap(), &"no-cache".parse().unwrap()));
        assert_eq!(told["id_token"].as_str().map(|token| token.split('.').count()), Some(3));

        let token = format!("Bearer {}", told["access_token"].as_str().unwrap());
        let request = Request::get("/oidc/userinfo").header(header::AUTHORIZATION, token).body(Body::empty()).unwrap();
        let answer = send(&router(&world), request, None).await;
        assert_eq!(json(answer).await["email"], "eve@example.test");

        let (status, _, told) = post(&world, "/oidc/token", &pairs).await;
        assert_eq!((status, told["error"].as_str()), (StatusCode::BAD_REQUEST, Some("invalid_grant")));
    }

    async fn what_a_program_asks_wrongly_is_answered_by_the_words_of_the_protocol(world: World) {
        let (status, headers, told) = post(&world, "/oidc/token", &[("client_id", "lcl_1"), ("client_secret", "x")]).await;
        assert_eq!((status, told["error"].as_str()), (StatusCode::UNAUTHORIZED, Some("invalid_client")));
        assert!(headers[header::WWW_AUTHENTICATE].to_str().unwrap().starts_with("Basic"));
        assert!(headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
        let request = Request::post("/oidc/token").header(header::CONTENT_TYPE, "application/json").body(Body::from("{}")).unwrap();
        assert_eq!(send(&router(&world), request, None).await.status(), StatusCode::BAD_REQUEST);
        let answer = send(&router(&world), Request::get("/oidc/userinfo").body(Body::empty()).unwrap(), None).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert!(answer.headers()[header::WWW_AUTHENTICATE].to_str().unwrap().starts_with("Bearer"));
    }

    async fn a_browser_of_an_unknown_program_is_sent_nowhere(world: World) {
        let answer = get(&world, &format!("/oidc/authorize?{}", query("lcl_1")), None).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert!(answer.headers().get(header::LOCATION).is_none() && answer.headers().get(header::REFRESH).is_none());
        assert!(answer.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/html"));
    }

    async fn a_form_of_another_site_is_asked_for_by_address(world: World) {
        let request = Request::post("/oidc/authorize")
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(query("lcl_1")))
            .unwrap();
        let answer = send(&router(&world), request, None).await;
        assert!(location(&answer).starts_with("/oidc/authorize?client_id=lcl_1&"));
    }

    async fn the_provider_is_described_and_its_keys_are_none_of_the_gateways(world: World) {
        let described = json(get(&world, "/oidc/.well-known/openid-configuration", None).await).await;
        let issuer = format!("{}/oidc", world.service.public_url());
        assert_eq!(described["issuer"], issuer);
        for endpoint in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "revocation_endpoint", "jwks_uri"] {
            assert!(described[endpoint].as_str().is_some_and(|url| url.starts_with(&issuer)), "{endpoint}");
        }
        let app = router(&world);
        let mut sets = Vec::new();
        for address in ["/oidc/jwks", "/.well-known/parvis-links.json"] {
            let request = Request::get(address).body(Body::empty()).unwrap();
            sets.push(json(send(&app, request, None).await).await["keys"][0]["kid"].clone());
        }
        assert!(sets[0].is_string() && sets[1].is_string() && sets[0] != sets[1], "{sets:?}");
    }
}
