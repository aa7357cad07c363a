use std::{
    collections::{HashMap, HashSet},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::Response,
};
use domain::{Micros, SECOND};
use gateway::{
    Door, Entered, Fault, Gateway, Identity, Limits, Origin, Parties, Product, Program, Seat, Seats, Visitor,
    keys::{Key, Keys},
};
use http_body_util::BodyExt as _;
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::upstream::{self, Seen};

pub const CONSOLE: &str = "https://parvis.example";
pub const NOW: Micros = 1_767_571_200 * SECOND;

pub fn seat(tenant: &str, place: &str, is_read_only: bool) -> Seat {
    Seat {
        tenant: tenant.to_owned(),
        place: place.to_owned(),
        run_as: format!("t-{place}-alice"),
        is_read_only,
    }
}

/// What the door knows.
pub struct Known {
    pub visitors: HashMap<String, Visitor>,
    pub tickets: HashSet<String>,
    pub ended: Vec<String>,
    pub now: Micros,
    pub keys: Keys,
    pub is_shut: bool,
}

pub struct FakeDoor(Mutex<Known>);

impl FakeDoor {
    pub fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap()
    }
}

#[async_trait]
impl Door for FakeDoor {
    async fn who(
        &self,
        _program: Program,
        session: &str,
        seats: Seats<'_>,
    ) -> Result<Option<Visitor>, Fault> {
        let known = self.known();
        if known.is_shut {
            return Err(Fault("the database is away".to_owned()));
        }
        let mut visitor = known.visitors.get(session).cloned();
        if let Some(visitor) = &mut visitor {
            visitor.seats.retain(|seat| match seats {
                Seats::None => false,
                Seats::Of(place) => seat.place == place,
                Seats::All => true,
            });
        }
        Ok(visitor)
    }

    async fn enter(
        &self,
        _program: Program,
        ticket: &str,
        replaces: Option<&str>,
    ) -> Result<Option<Entered>, Fault> {
        let mut known = self.known();
        if !known.tickets.remove(ticket) {
            return Ok(None);
        }
        known.ended.extend(replaces.map(str::to_owned));
        let address = "/d/t7-hosts?orgId=7&var-host=a%20b#top".to_owned();
        Ok(Some(Entered { session: "alice".to_owned(), address }))
    }

    async fn leave(&self, _program: Program, session: &str) -> Result<(), Fault> {
        let mut known = self.known();
        known.visitors.remove(session);
        known.ended.push(session.to_owned());
        Ok(())
    }

    async fn key(&self) -> Result<Arc<Key>, Fault> {
        let known = self.known();
        known.keys.signer(known.now).cloned().ok_or_else(|| Fault("no key".to_owned()))
    }

    fn console(&self, program: Program, address: &str) -> String {
        let address = domain::deep_links::component(address);
        format!("{CONSOLE}/open?program={program}&at={address}", program = program.as_str())
    }

    fn now(&self) -> Micros {
        self.known().now
    }
}

/// Alice has the places 7 and 8, of which she may only look at the second; Bob has 9, Carol 7 alone.
fn people(program: Program) -> HashMap<String, Visitor> {
    let place = |number: u8| match program {
        Program::Grafana => number.to_string(),
        _ => format!("space{number}"),
    };
    let visitor = |name: &str, seats: Vec<Seat>| Visitor {
        account: format!("acc-{name}"),
        login: format!("u-{name}"),
        name: format!("{name} Ünïcode"),
        seats,
    };
    let own = [
        ("alice", vec![seat("Acme", &place(7), false), seat("Globex <&>", &place(8), true)]),
        ("bob", vec![seat("Initech", &place(9), false)]),
        ("carol", vec![seat("Acme", &place(7), false)]),
    ];
    own.into_iter().map(|(name, seats)| (name.to_owned(), visitor(name, seats))).collect()
}

pub struct World {
    pub door: Arc<FakeDoor>,
    pub seen: Arc<Mutex<Vec<Seen>>>,
    pub at: SocketAddr,
    pub host: &'static str,
}

pub struct Setting {
    pub program: Program,
    pub public: &'static str,
    pub limits: Limits,
    /// Where the program is; none: the stub.
    pub internal: Option<SocketAddr>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            program: Program::Grafana,
            public: "https://grafana.example.com",
            limits: Limits::default(),
            internal: None,
        }
    }
}

impl World {
    pub async fn grafana() -> Self {
        Self::new(Setting::default()).await
    }

    pub async fn of(program: Program) -> Self {
        Self::new(Setting { program, ..Setting::default() }).await
    }

    pub async fn new(setting: Setting) -> Self {
        let (stub, seen) = upstream::start().await;
        let parties =
            || Parties { issuer: CONSOLE.to_owned(), audience: setting.program.as_str().to_owned() };
        let identity = match setting.program {
            Program::Grafana => Identity::Grafana(parties()),
            Program::Kibana => Identity::Kibana { user: "svc".to_owned(), password: "pass:word".to_owned() },
            Program::OpenSearch => Identity::OpenSearch(parties()),
        };
        let internal = setting.internal.unwrap_or(stub);
        let product = Product {
            public: Origin::read(setting.public).unwrap(),
            internal: Origin::read(&format!("http://{internal}")).unwrap(),
            identity,
        };
        let door = Arc::new(FakeDoor(Mutex::new(Known {
            visitors: people(setting.program),
            tickets: HashSet::from(["ticket-1".to_owned()]),
            ended: Vec::new(),
            now: NOW,
            keys: Keys::new(vec![Arc::new(Key::generate(NOW).unwrap())]),
            is_shut: false,
        })));
        let gateway =
            Gateway::new(Origin::read(CONSOLE).unwrap(), vec![product], door.clone(), setting.limits);
        let client = "203.0.113.9".parse().unwrap();
        let router = Router::new().fallback(move |request: Request| {
            let gateway = gateway.clone();
            async move {
                if gateway.serves(&request) {
                    return gateway.answer(request, Some(client)).await;
                }
                // Where the console would answer.
                Response::builder().status(StatusCode::IM_A_TEAPOT).body(Body::empty()).unwrap()
            }
        });
        let at = serve(router).await;
        let host = setting.public.split_once("://").unwrap().1;
        Self { door, seen, at, host }
    }

    /// What arrived since this was last asked.
    pub fn arrived(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }

    /// The one request that arrived.
    pub fn one(&self) -> Seen {
        let mut arrived = self.arrived();
        assert_eq!(arrived.len(), 1, "{arrived:?}");
        arrived.remove(0)
    }

    pub fn get(&self, target: &str) -> Call<'_> {
        self.call(Method::GET, target)
    }

    /// A request of Alice.
    pub fn call(&self, method: Method, target: &str) -> Call<'_> {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(self.host));
        let call = Call { world: self, method, target: target.to_owned(), headers, body: Body::empty() };
        call.session("alice")
    }

    /// Writes bytes as they are; what comes back until the other side ends.
    pub async fn raw(&self, bytes: &str) -> String {
        let mut stream = TcpStream::connect(self.at).await.unwrap();
        stream.write_all(bytes.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        tokio::time::timeout(Duration::from_secs(10), read).await.expect("an answer").unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

pub async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    at
}

pub struct Call<'a> {
    world: &'a World,
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Body,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn code(&self) -> String {
        let body: serde_json::Value = serde_json::from_str(&self.text).unwrap_or_default();
        body["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl Call<'_> {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        self
    }

    pub fn session(mut self, session: &str) -> Self {
        let cookie = format!("theme=dark; __Host-parvis-gateway={session}; other=1");
        self.headers.insert(header::COOKIE, cookie.parse().unwrap());
        self
    }

    pub fn navigating(self) -> Self {
        self.header("accept", "text/html,*/*;q=0.8").header("sec-fetch-mode", "navigate")
    }

    /// As a page of the program itself sends it.
    pub fn own(self) -> Self {
        let origin = format!("https://{}", self.world.host);
        self.header("origin", &origin).header("sec-fetch-site", "same-origin")
    }

    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }

    pub fn form(self, fields: &str) -> Self {
        self.header("content-type", "application/x-www-form-urlencoded").body(fields.to_owned())
    }

    /// The head of the answer; its body flows.
    pub async fn begin(self) -> Response<hyper::body::Incoming> {
        let stream = TcpStream::connect(self.world.at).await.unwrap();
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection.with_upgrades());
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target.parse::<Uri>().unwrap();
        *request.headers_mut() = self.headers;
        sender.send_request(request).await.unwrap()
    }

    pub async fn send(self) -> Answer {
        let (parts, body) = self.begin().await.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}

/// A whole body; `None`: it was cut.
pub async fn text(body: Body) -> Option<String> {
    let bytes = to_bytes(body, usize::MAX).await.ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
