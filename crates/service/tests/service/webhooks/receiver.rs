//! A strict receiver in this process, written from the Standard Webhooks specification and knowing nothing of the
//! sender's code: whatever is not exactly as specified, it refuses with 401, and says so to the test.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Method, Response, Uri},
};
use sha2::{Digest, Sha256};
use store::Store;
use testkit::World;

pub(super) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub(super) const PATH: &str = "/hooks/parvis?token=hidden";

/// What it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Received {
    pub(super) id: String,
    pub(super) at: i64,
    pub(super) body: String,
}

#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    /// `{address}` stands for what was asked.
    pub(super) body: String,
}

impl Answer {
    /// Like a framework's own: it says the address back.
    pub(super) fn of(status: u16) -> Self {
        let body = if status == 204 { String::new() } else { "Cannot POST {address}".to_owned() };
        Self { status, headers: Vec::new(), body }
    }
}

#[derive(Default)]
struct Inside {
    secret: String,
    /// What its clock says, in seconds.
    now: i64,
    answers: VecDeque<Answer>,
    taken: Vec<Received>,
    refused: Vec<&'static str>,
    /// How many requests came, whatever they were.
    asked: usize,
}

#[derive(Clone)]
pub(super) struct Stub {
    inside: Arc<Mutex<Inside>>,
    store: Store,
    pub(super) port: u16,
}

impl Stub {
    pub(super) async fn start(world: &World) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let inside = Inside { secret: SECRET.to_owned(), now: world.now() / 1_000_000, ..Inside::default() };
        let receiver = Self { inside: Arc::new(Mutex::new(inside)), store: world.store.clone(), port };
        let app = Router::new().fallback(receive).with_state(receiver.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        receiver
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    pub(super) fn set_clock(&self, now: i64) {
        self.inside.lock().unwrap().now = now / 1_000_000;
    }

    /// Knows messages by this secret from now on.
    pub(super) fn know(&self, secret: &str) {
        secret.clone_into(&mut self.inside.lock().unwrap().secret);
    }

    /// Gives these answers, one after the other, and then 204.
    pub(super) fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        self.inside.lock().unwrap().answers.extend(answers);
    }

    /// What came; anything that was not as specified fails the test.
    pub(super) fn taken(&self) -> Vec<Received> {
        let inside = self.inside.lock().unwrap();
        assert_eq!(inside.refused, [] as [&str; 0]);
        inside.taken.clone()
    }

    /// How many requests came, whatever they were.
    pub(super) fn asked(&self) -> usize {
        self.inside.lock().unwrap().asked
    }
}

async fn receive(
    State(receiver): State<Stub>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<String> {
    let is_free = testkit::outside::holds_nothing(&receiver.store).await;
    let mut inside = receiver.inside.lock().unwrap();
    inside.asked += 1;
    let checked = if !is_free {
        Err("a transaction was open while it was asked")
    } else if method != Method::POST || uri.path_and_query().is_none_or(|address| address.as_str() != PATH) {
        Err("another request than a POST to where it listens")
    } else {
        check(&inside, &headers, &body)
    };
    let answer = match checked {
        Ok(taken) => {
            inside.taken.push(taken);
            inside.answers.pop_front().unwrap_or_else(|| Answer::of(204))
        }
        Err(reason) => {
            inside.refused.push(reason);
            Answer::of(401)
        }
    };
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(answer.body.replace("{address}", &uri.to_string())).unwrap()
}

const HEADERS: &[&str] = &[
    "accept",
    "content-length",
    "content-type",
    "host",
    "user-agent",
    "webhook-id",
    "webhook-signature",
    "webhook-timestamp",
];

fn check(inside: &Inside, headers: &HeaderMap, body: &[u8]) -> Result<Received, &'static str> {
    if headers.iter().any(|(name, _)| !HEADERS.contains(&name.as_str())) {
        return Err("a header that nobody agreed on");
    }
    let one = |name: &str| {
        let mut values = headers.get_all(name).iter();
        let value = values.next().and_then(|value| value.to_str().ok());
        value.filter(|_| values.next().is_none()).ok_or("a header is missing, there twice or unreadable")
    };
    let (id, at, signatures) = (one("webhook-id")?, one("webhook-timestamp")?, one("webhook-signature")?);
    if one("content-type")? != "application/json" {
        return Err("no JSON");
    }
    // The full stop separates what is signed.
    if id.is_empty() || id.contains('.') {
        return Err("an id that is none");
    }
    let seconds: i64 = at.parse().map_err(|_| "a timestamp that is none")?;
    if (seconds - inside.now).abs() > 300 {
        return Err("a timestamp of another time");
    }
    let signed = [id.as_bytes(), b".", at.as_bytes(), b".", body].concat();
    let key = unbase64(inside.secret.strip_prefix("whsec_").unwrap());
    let expected = hmac(&key, &signed);
    let mut known = signatures.split(' ').filter_map(|one| one.strip_prefix("v1,"));
    if !known.any(|signature| unbase64(signature) == expected) {
        return Err("no signature by the secret");
    }
    let text = std::str::from_utf8(body).map_err(|_| "no text")?;
    let told: serde_json::Value = serde_json::from_str(text).map_err(|_| "no JSON")?;
    let is_whole = told["type"].is_string() && told["timestamp"].is_string() && told["data"].is_object();
    if !is_whole || told.as_object().unwrap().len() != 3 {
        return Err("other than type, timestamp and data");
    }
    Ok(Received { id: id.to_owned(), at: seconds, body: text.to_owned() })
}

/// RFC 2104 with SHA-256.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let pad = |byte: u8| block.map(|own| own ^ byte);
    let inner = Sha256::digest([&pad(0x36)[..], message].concat());
    Sha256::digest([&pad(0x5c)[..], &inner].concat()).to_vec()
}

/// RFC 4648, section 4.
fn unbase64(text: &str) -> Vec<u8> {
    let alphabet: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in text.trim_end_matches('=').chars() {
        let value = alphabet.iter().position(|known| *known == letter).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    bytes
}

/// The example that the libraries of the specification are tested with: this receiver takes it, and nothing near it.
#[test]
fn the_receiver_takes_the_published_example_alone() {
    let inside = Inside { secret: SECRET.to_owned(), now: 1_614_265_330, ..Inside::default() };
    let published = [
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        (
            "webhook-signature",
            "v1,bm9ldHUjKzFob2VudXRob2VodWUzMjRvdWVvdW9ldQo= v2,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
        ("content-type", "application/json"),
    ];
    let with = |changed: &str, to: &str| {
        let mut headers = HeaderMap::new();
        for (name, value) in published {
            let value = if name == changed { to } else { value };
            headers.insert(axum::http::HeaderName::from_static(name), value.parse().unwrap());
        }
        headers
    };
    let body = br#"{"test": 2432232314}"#;
    let signed = |headers: &HeaderMap, body: &[u8]| check(&inside, headers, body).unwrap_err();
    assert_eq!(signed(&with("", ""), body), "other than type, timestamp and data", "its signature fits");
    assert_eq!(signed(&with("", ""), br#"{"test": 2432232315}"#), "no signature by the secret");
    assert_eq!(
        signed(&with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJel"), body),
        "no signature by the secret"
    );
    assert_eq!(signed(&with("webhook-timestamp", "1614265331"), body), "no signature by the secret");
    assert_eq!(signed(&with("webhook-timestamp", "1614264000"), body), "a timestamp of another time");
}
