//! A strict `OpenID` provider in this process: whatever is not exactly as agreed, it refuses. What it signs,
//! a test can twist.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use openidconnect::{
    PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};
use store::Store;
use url::Url;

pub(super) const CLIENT: &str = "parvis";
pub(super) const SECRET: &str = "secret-of-the-client";

/// What is wrong with the next token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Twist {
    #[default]
    Nothing,
    Nonce,
    Audience,
    Expired,
    NoAlgorithm,
    Issuer,
    Key,
    NoSubject,
    OldProof,
    /// Nothing is wrong, but what is not needed is written in other types than the standard's.
    OtherTypes,
    /// Says nothing of when the person proved who they are, as many do.
    NoTime,
    TimeToCome,
    /// Tells no address.
    NoAddress,
    /// Tells addresses in a list.
    AddressList,
}

#[derive(Default)]
struct Inside {
    twist: Twist,
    /// By code: the person, the nonce and the challenge.
    codes: HashMap<String, (Person, String, String)>,
    made: u64,
    now: i64,
    issuer: String,
    redirect_uri: String,
    /// What it tells of itself, and its keys, where a test wants them otherwise.
    document: Option<String>,
    keys: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) subject: String,
    pub(super) email: String,
    pub(super) verified: Option<bool>,
}

pub(super) fn person(subject: &str, email: &str, verified: bool) -> Person {
    Person { subject: subject.to_owned(), email: email.to_owned(), verified: Some(verified) }
}

async fn alone(State(store): State<Store>, request: Request, next: Next) -> Response {
    if testkit::outside::holds_nothing(&store).await {
        return next.run(request).await;
    }
    (StatusCode::INTERNAL_SERVER_ERROR, "a transaction waits for this answer").into_response()
}

#[derive(Clone)]
pub(super) struct Stub(Arc<Mutex<Inside>>);

impl Stub {
    /// `now` is what its clock says, in microseconds. Who asks it holds nothing of this control database meanwhile.
    pub(super) async fn start(now: i64, store: Store) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inside = Inside { issuer, now: now / 1_000_000, ..Inside::default() };
        let stub = Self(Arc::new(Mutex::new(inside)));
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .layer(middleware::from_fn_with_state(store, alone))
            .with_state(stub.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        stub
    }

    pub(super) fn issuer(&self) -> String {
        self.0.lock().unwrap().issuer.clone()
    }

    /// Tells this of itself from now on.
    pub(super) fn tell(&self, document: impl ToString) {
        self.0.lock().unwrap().document = Some(document.to_string());
    }

    pub(super) fn tell_keys(&self, keys: impl ToString) {
        self.0.lock().unwrap().keys = Some(keys.to_string());
    }

    /// What it tells of itself by itself.
    pub(super) fn document(&self) -> Value {
        let issuer = self.issuer();
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            // A provider that would allow anything must not be believed either.
            "id_token_signing_alg_values_supported": ["EdDSA", "none", "HS256"],
        })
    }

    pub(super) fn twist(&self, twist: Twist) {
        self.0.lock().unwrap().twist = twist;
    }

    pub(super) fn set_clock(&self, now: i64) {
        self.0.lock().unwrap().now = now / 1_000_000;
    }

    /// Sees a browser come with an address, and sends it back: the state and the code.
    pub(super) fn authorize(&self, address: &str, person: &Person) -> (String, String) {
        let url = Url::parse(address).unwrap();
        let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
        let mut inside = self.0.lock().unwrap();
        assert!(address.starts_with(&format!("{}/authorize?", inside.issuer)));
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["client_id"], CLIENT);
        assert_eq!(query["code_challenge_method"], "S256");
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"));
        inside.redirect_uri.clone_from(&query["redirect_uri"]);
        inside.made += 1;
        let code = format!("code-{}", inside.made);
        let kept = (person.clone(), query["nonce"].clone(), query["code_challenge"].clone());
        inside.codes.insert(code.clone(), kept);
        (query["state"].clone(), code)
    }
}

async fn discovery(State(stub): State<Stub>) -> String {
    let told = stub.0.lock().unwrap().document.clone();
    told.unwrap_or_else(|| stub.document().to_string())
}

async fn jwks(State(stub): State<Stub>) -> String {
    let told = stub.0.lock().unwrap().keys.clone();
    told.unwrap_or_else(|| json!({ "keys": [key()] }).to_string())
}

/// The key that its tokens are signed with.
pub(super) fn key() -> Value {
    json!(signing_key(1).as_verification_key())
}

async fn token(
    State(stub): State<Stub>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<Value>, (StatusCode, Json<Value>)> {
    let refused = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error })));
    let mut inside = stub.0.lock().unwrap();
    let basic = format!("Basic {}", base64(format!("{CLIENT}:{SECRET}").as_bytes(), true));
    if headers.get("authorization").and_then(|value| value.to_str().ok()) != Some(basic.as_str()) {
        return Err(refused("invalid_client"));
    }
    if form.get("grant_type").map(String::as_str) != Some("authorization_code")
        || form.get("redirect_uri") != Some(&inside.redirect_uri)
    {
        return Err(refused("invalid_request"));
    }
    let code = form.get("code").cloned().unwrap_or_default();
    let Some((person, nonce, challenge)) = inside.codes.remove(&code) else {
        return Err(refused("invalid_grant"));
    };
    let verifier = PkceCodeVerifier::new(form.get("code_verifier").cloned().unwrap_or_default());
    if PkceCodeChallenge::from_code_verifier_sha256(&verifier).as_str() != challenge {
        return Err(refused("invalid_grant"));
    }
    let id_token = id_token(&inside, &person, &nonce);
    Ok(Json(json!({ "access_token": "access", "token_type": "Bearer", "id_token": id_token })))
}

fn id_token(inside: &Inside, person: &Person, nonce: &str) -> String {
    let (twist, now) = (inside.twist, inside.now);
    let pick = |is_twisted: bool, right: &str, wrong: &str| {
        if is_twisted { wrong.to_owned() } else { right.to_owned() }
    };
    let mut claims = json!({
        "iss": pick(twist == Twist::Issuer, &inside.issuer, "https://elsewhere.example"),
        "aud": pick(twist == Twist::Audience, CLIENT, "another-client"),
        "nonce": pick(twist == Twist::Nonce, nonce, "another-nonce"),
        "sub": pick(twist == Twist::NoSubject, &person.subject, ""),
        "exp": if twist == Twist::Expired { now - 1 } else { now + 300 },
        "iat": now,
        "auth_time": match twist {
            Twist::OldProof => now - 3600,
            Twist::TimeToCome => now + 3600,
            _ => now,
        },
        "email": person.email,
    });
    let left_out = match twist {
        Twist::NoTime => "auth_time",
        Twist::NoAddress => "email",
        _ => "",
    };
    claims.as_object_mut().unwrap().remove(left_out);
    if twist == Twist::AddressList {
        claims["email"] = json!([person.email]);
    }
    if let Some(verified) = person.verified {
        claims["email_verified"] = json!(verified);
    }
    if twist == Twist::OtherTypes {
        for (name, value) in [
            ("phone_number_verified", json!("true")),
            ("address", json!("1 Quay")),
            ("updated_at", json!("yesterday")),
            ("birthdate", json!(1970)),
            ("aud", json!(["account", CLIENT])),
            ("email_verified", json!("true")),
            ("exp", json!((now + 300).to_string())),
        ] {
            claims[name] = value;
        }
    }
    let algorithm = if twist == Twist::NoAlgorithm { "none" } else { "EdDSA" };
    let header = json!({ "alg": algorithm, "typ": "JWT" });
    let signed = format!(
        "{}.{}",
        base64(header.to_string().as_bytes(), false),
        base64(claims.to_string().as_bytes(), false)
    );
    if twist == Twist::NoAlgorithm {
        return format!("{signed}.");
    }
    let key = signing_key(if twist == Twist::Key { 2 } else { 1 });
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes()).unwrap();
    format!("{signed}.{}", base64(&signature, false))
}

/// A key made of one byte: PKCS #8 is a fixed beginning and 32 bytes (RFC 8410).
fn signing_key(byte: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([byte; 32]);
    let (begin, end) = ("-----BEGIN PRIVATE", "-----END PRIVATE");
    let pem = format!("{begin} KEY-----\n{}\n{end} KEY-----\n", base64(&der, true));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, None).unwrap()
}

/// RFC 4648, with padding or, for addresses, without.
fn base64(bytes: &[u8], is_padded: bool) -> String {
    let tail = if is_padded { "+/" } else { "-_" };
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(tail.chars()).collect();
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, place| bits << 8 | u32::from(*chunk.get(place).unwrap_or(&0)));
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(alphabet[(bits >> (18 - 6 * place) & 63) as usize]);
            } else if is_padded {
                text.push('=');
            }
        }
    }
    text
}
