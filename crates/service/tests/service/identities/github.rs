//! Signing in through GitHub, against a contract of its own: exactly the requests that GitHub documents for
//! OAuth apps, and nothing else. What is not as agreed is noted, and the test fails for it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Value, json};
use service::{
    Caller, Service,
    identities::{self, Came, Failure, Purpose, Returned},
    providers::{Fault, Preset, ProviderSettings, Providers},
    sign_ups::{self, SignedUp},
};
use testkit::World;
use url::Url;

use super::{fault, in_flow, space};

const CLIENT: &str = "Iv1.0123456789abcdef";
pub(super) const SECRET: &str = "secret-of-the-app";
const TOKEN: &str = "gho_16C7e42F292c6912E7710c838347Ae178B4a";

/// What GitHub answers after a code was redeemed.
#[derive(Clone, Debug)]
pub(super) struct Octocat {
    id: u64,
    emails: Value,
    /// How the addresses are refused, if they are.
    refusal: Option<StatusCode>,
}

pub(super) fn octocat(id: u64, emails: &[(&str, bool, bool)]) -> Octocat {
    let email = |(email, primary, verified): &(&str, bool, bool)| json!({ "email": email, "primary": primary, "verified": verified, "visibility": primary.then_some("private") });
    Octocat { id, emails: emails.iter().map(email).collect(), refusal: None }
}

#[derive(Default)]
struct Inside {
    /// By code: who, the challenge and the address of return.
    codes: HashMap<String, (Octocat, String, String)>,
    signed_in: Option<Octocat>,
    /// What was not as agreed.
    surprises: Vec<String>,
    origin: String,
}

#[derive(Clone, Default)]
pub(super) struct GitHub(Arc<Mutex<Inside>>);

impl GitHub {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stub = Self::default();
        stub.0.lock().unwrap().origin = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(answer).with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        stub
    }

    fn origin(&self) -> String {
        self.0.lock().unwrap().origin.clone()
    }

    fn surprises(&self) -> Vec<String> {
        self.0.lock().unwrap().surprises.clone()
    }

    /// Sees a browser come with an address, and sends it back: the state and the code.
    fn authorize(&self, address: &str, person: &Octocat) -> (String, String) {
        let url = Url::parse(address).unwrap();
        assert_eq!(
            format!("{}{}", self.origin(), url.path()),
            format!("{}/login/oauth/authorize", self.origin())
        );
        assert!(address.starts_with(&self.origin()));
        let query: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        let names: Vec<&str> = query.keys().map(String::as_str).collect();
        let known = [
            "client_id",
            "code_challenge",
            "code_challenge_method",
            "redirect_uri",
            "response_type",
            "scope",
            "state",
        ];
        assert_eq!(names, known);
        assert_eq!((query["client_id"].as_str(), query["response_type"].as_str()), (CLIENT, "code"));
        assert_eq!(query["scope"], "read:user user:email");
        assert_eq!((query["code_challenge_method"].as_str(), query["code_challenge"].len()), ("S256", 43));
        assert_eq!(query["redirect_uri"], "https://parvis.test/oauth/github/callback");
        assert!(query["state"].len() >= 22, "the state can be guessed");
        let mut inside = self.0.lock().unwrap();
        let code = format!("{:020x}", inside.codes.len() + 1);
        let kept = (person.clone(), query["code_challenge"].clone(), query["redirect_uri"].clone());
        inside.codes.insert(code.clone(), kept);
        (query["state"].clone(), code)
    }
}

async fn answer(
    State(stub): State<GitHub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let body = axum::body::to_bytes(request.into_body(), 64 * 1024).await.unwrap();
    let mut inside = stub.0.lock().unwrap();
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let answered = match (method.as_str(), uri.to_string().as_str()) {
        ("POST", "/login/oauth/access_token") => access_token(&mut inside, &header, &body),
        ("GET", "/api/v3/user") => interface(
            &inside,
            &header,
            |person| json!({ "login": format!("octocat{}", person.id), "id": person.id, "type": "User", "email": null }),
        ),
        ("GET", "/api/v3/user/emails") => {
            let status = inside.signed_in.as_ref().and_then(|person| person.refusal);
            interface(&inside, &header, |person| person.emails.clone())
                .map(|answer| status.map_or(answer, |status| (status, "{}").into_response()))
        }
        _ => Err(format!("{method} {uri}")),
    };
    match answered {
        Ok(answer) => answer,
        Err(surprise) => {
            inside.surprises.push(surprise);
            (StatusCode::NOT_FOUND, Json(json!({ "message": "Not Found", "status": "404" }))).into_response()
        }
    }
}

/// Errors come with status 200, as GitHub's do; without the `Accept` of JSON the answer would be a form.
fn access_token(
    inside: &mut Inside,
    header: &dyn Fn(&str) -> String,
    body: &Bytes,
) -> Result<Response, String> {
    if header("accept") != "application/json" {
        let text = format!("access_token={TOKEN}&scope=read%3Auser&token_type=bearer");
        return Ok(([("content-type", "application/x-www-form-urlencoded")], text).into_response());
    }
    if header("content-type") != "application/x-www-form-urlencoded" || !header("authorization").is_empty() {
        return Err("the token was not asked for by a form alone".to_owned());
    }
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(body).into_owned().collect();
    let names: Vec<&str> = form.keys().map(String::as_str).collect();
    if names != ["client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"] {
        return Err(format!("the token was asked for with {names:?}"));
    }
    let refused = |error: &str| {
        let text = "The request was refused.";
        Ok(Json(json!({ "error": error, "error_description": text, "error_uri": "https://docs.github.com" }))
            .into_response())
    };
    if form["client_id"] != CLIENT || form["client_secret"] != SECRET {
        return refused("incorrect_client_credentials");
    }
    let Some((person, challenge, redirect_uri)) = inside.codes.remove(&form["code"]) else {
        return refused("bad_verification_code");
    };
    if form["redirect_uri"] != redirect_uri {
        return refused("redirect_uri_mismatch");
    }
    let verifier = PkceCodeVerifier::new(form["code_verifier"].clone());
    if PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() != challenge {
        return refused("bad_verification_code");
    }
    inside.signed_in = Some(person);
    Ok(Json(json!({ "access_token": TOKEN, "scope": "read:user,user:email", "token_type": "bearer" }))
        .into_response())
}

/// The interface refuses whoever does not say who they are (`User-Agent`), as GitHub's does.
fn interface(
    inside: &Inside,
    header: &dyn Fn(&str) -> String,
    told: impl Fn(&Octocat) -> Value,
) -> Result<Response, String> {
    if header("user-agent").is_empty() || header("accept") != "application/vnd.github+json" {
        return Err("the interface was asked without User-Agent or Accept".to_owned());
    }
    if header("authorization") != format!("Bearer {TOKEN}") {
        let bad = Json(json!({ "message": "Bad credentials", "status": "401" }));
        return Ok((StatusCode::UNAUTHORIZED, bad).into_response());
    }
    let person = inside.signed_in.as_ref().ok_or("nobody is signed in")?;
    Ok(Json(told(person)).into_response())
}

/// A server that knows GitHub by its preset, at an installation of one's own.
pub(super) async fn github(world: &World, secret: &str) -> (Service, GitHub) {
    let stub = GitHub::start().await;
    let settings = ProviderSettings {
        id: "github".to_owned(),
        preset: Some(Preset::GitHub),
        title: String::new(),
        issuer: stub.origin(),
        client_id: CLIENT.to_owned(),
        client_secret: secret.to_owned(),
        scopes: Vec::new(),
        trust_email: false,
    };
    let providers = Providers::new(&[settings], false, None).unwrap();
    (world.other_server().await.with_providers(providers), stub)
}

pub(super) async fn go(
    service: &Service,
    stub: &GitHub,
    caller: &Caller,
    person: &Octocat,
) -> Result<Came, Failure> {
    let started = identities::start(service, caller, "github", Purpose::SignIn, "").await?;
    let (state, code) = stub.authorize(&started.address, person);
    let returned = Returned { state, code, ..Returned::default() };
    identities::finish(service, &in_flow(caller, &started), "github", returned).await
}

pub(super) async fn arrive(service: &Service, stub: &GitHub, world: &World, person: &Octocat) -> Caller {
    let came = go(service, stub, &world.visitor(), person).await.unwrap();
    let Came::Arrived { secret, .. } = came else { panic!("they are known already: {came:?}") };
    let mut caller = world.visitor();
    caller.browser.arrival = secret;
    caller
}

testkit::both_engines! {
    async fn the_verified_primary_address_makes_an_account(world: World) {
        let (service, stub) = github(&world, SECRET).await;
        let emails = [
            ("first@example.test", false, true),
            ("Ada@example.test", true, true),
            ("583231+octocat@users.noreply.github.com", false, true),
        ];
        let ada = octocat(583_231, &emails);
        let caller = arrive(&service, &stub, &world, &ada).await;
        let arrived = identities::arrived(&service, &caller).await.unwrap();
        assert_eq!((arrived.email.as_str(), arrived.email_verified), ("Ada@example.test", true));
        let done = sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap();
        let SignedUp::Ready { end, .. } = done else { panic!("the address is verified") };
        let signed_in = world.caller_of(&end.session().unwrap().token).await;
        let linked = identities::list_mine(&service, &signed_in).await.unwrap();
        // The number stays when somebody takes another name.
        assert_eq!((linked[0].identity.subject.as_str(), linked.len()), ("583231", 1));

        let came = go(&service, &stub, &world.visitor(), &ada).await.unwrap();
        assert!(matches!(came, Came::SignedIn { .. }));
        assert_eq!(stub.surprises(), Vec::<String>::new());
    }

    async fn without_a_verified_primary_address_ours_is_confirmed_by_mail(world: World) {
        let (service, stub) = github(&world, SECRET).await;
        world.person("eve@example.test").await;
        let unverified = [("eve@example.test", true, false), ("mallory@example.test", false, true)];
        for (id, emails, told) in [(1, &unverified[..], "eve@example.test"), (2, &unverified[1..], ""), (3, &[], "")] {
            let caller = arrive(&service, &stub, &world, &octocat(id, emails)).await;
            let arrived = identities::arrived(&service, &caller).await.unwrap();
            assert_eq!((arrived.email.as_str(), arrived.email_verified, arrived.has_account), (told, false, false));
            let form = sign_ups::NewSpace { email: format!("new{id}@example.test"), ..space("Harbour") };
            let done = sign_ups::through_provider(&service, &caller, form).await.unwrap();
            assert!(matches!(done, SignedUp::Waiting { .. }));
            assert_eq!(world.mail().await.to, format!("new{id}@example.test"));
        }
        assert_eq!(stub.surprises(), Vec::<String>::new());
    }

    async fn an_address_that_github_does_not_tell_is_asked_for(world: World) {
        let (service, stub) = github(&world, SECRET).await;
        let ada = octocat(583_231, &[("ada@example.test", true, true)]);
        let caller = arrive(&service, &stub, &world, &ada).await;
        sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap();
        let refused = |status| Octocat { refusal: Some(status), ..ada.clone() };
        let told = |emails| Octocat { emails, ..ada.clone() };
        let nameless = [
            refused(StatusCode::FORBIDDEN),
            refused(StatusCode::NOT_FOUND),
            told(json!(null)),
            told(json!({ "email": "ada@example.test", "primary": true, "verified": true })),
            told(json!([null, "ada@example.test", 1])),
            told(json!([{ "email": "ada@example.test", "verified": true }])),
            told(json!([{ "email": "ada@example.test", "primary": null, "verified": null }])),
            told(json!([{ "email": null, "primary": true, "verified": true }])),
        ];
        for ada in nameless {
            let came = go(&service, &stub, &world.visitor(), &ada).await;
            assert!(matches!(came, Ok(Came::SignedIn { .. })), "{ada:?}: {came:?}");
            let caller = arrive(&service, &stub, &world, &Octocat { id: 2, ..ada.clone() }).await;
            let arrived = identities::arrived(&service, &caller).await.unwrap();
            assert_eq!((arrived.email.as_str(), arrived.email_verified), ("", false), "{ada:?}");
        }
        // What is said of other entries, and left out of this one, does not matter.
        let new = json!([null, { "verified": true }, { "email": "new@example.test", "primary": true }]);
        let caller = arrive(&service, &stub, &world, &Octocat { id: 2, ..told(new) }).await;
        let arrived = identities::arrived(&service, &caller).await.unwrap();
        assert_eq!((arrived.email.as_str(), arrived.email_verified), ("new@example.test", false));
        assert_eq!(stub.surprises(), Vec::<String>::new());
    }

    async fn what_github_refuses_is_told(world: World) {
        let ada = octocat(583_231, &[("ada@example.test", true, true)]);
        // An error comes with status 200 and without a token.
        let (service, stub) = github(&world, "another-secret").await;
        assert_eq!(fault(go(&service, &stub, &world.visitor(), &ada).await), Fault::Failed);
        let (service, stub) = github(&world, SECRET).await;
        let started = identities::start(&service, &world.visitor(), "github", Purpose::SignIn, "").await.unwrap();
        let (state, _) = stub.authorize(&started.address, &ada);
        let returned = Returned { state, code: "another".to_owned(), ..Returned::default() };
        let came = identities::finish(&service, &in_flow(&world.visitor(), &started), "github", returned).await;
        assert_eq!(fault(came), Fault::Failed);
        assert_eq!(stub.surprises(), Vec::<String>::new());
    }
}
