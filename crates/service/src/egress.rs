//! The one way out: whatever this program asks by HTTP on somebody's word goes through here, so that nobody makes it
//! ask the network it stands in.
//!
//! A name is resolved once, and the connection is made to the very addresses that were looked at. Redirects are not
//! followed, an exchange has a deadline, and what is guarded goes through no proxy.

mod addresses;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

pub use addresses::is_public;
use ipnet::IpNet;
use reqwest::{
    Client, ClientBuilder,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};
pub(crate) use reqwest::{Method, Request, Response, header};
use url::{Host, Url};

/// How long one exchange takes at most, its answer included.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);

/// Why an address is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("it does not begin with https://; http:// is for what allow_private_networks names")]
    NotHttps,
    #[error("it holds a user or a password")]
    Login,
    #[error("its port belongs to another protocol")]
    Port,
    #[error("it leads to an address that is not public, and in none of allow_private_networks")]
    NotPublic,
    #[error("it begins with http:// and leads to an address in none of allow_private_networks")]
    NotAllowed,
}

/// Where a name leads.
type Lead = dyn Fn(&str) -> Vec<IpAddr> + Send + Sync;

/// Where names lead.
#[derive(Clone, Default)]
pub enum Names {
    #[default]
    System,
    /// Where somebody says, such as a test.
    Given(Arc<Lead>),
}

impl Names {
    async fn find(&self, name: &str) -> std::io::Result<Vec<SocketAddr>> {
        match self {
            Self::System => Ok(tokio::net::lookup_host((name, 0)).await?.collect()),
            Self::Given(lead) => Ok(lead(name).into_iter().map(|address| (address, 0).into()).collect()),
        }
    }
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Given(_) => "Given",
        })
    }
}

/// What goes out, and whereto. Cheap to clone. A client that could not be made is none, and nothing is asked: one with
/// the library's defaults would have no guard.
#[derive(Clone, Debug)]
pub struct Egress {
    allowed: Arc<[IpNet]>,
    names: Names,
    /// For addresses that the operator wrote down.
    open: Option<Client>,
    /// For everything else, by `https` and by `http`.
    secure: Option<Client>,
    plain: Option<Client>,
}

impl Default for Egress {
    fn default() -> Self {
        Self::new(Vec::new(), Names::System)
    }
}

impl Egress {
    /// `allowed` are networks that are not public and may be asked nevertheless, by `http` too.
    pub fn new(allowed: Vec<IpNet>, names: Names) -> Self {
        let builder = || {
            Client::builder()
                .redirect(Policy::none())
                .referer(false)
                .connect_timeout(CONNECT)
                .timeout(PATIENCE)
                .user_agent("Parvis")
        };
        let allowed: Arc<[IpNet]> = allowed.into();
        let guarded = |needs_allowed| {
            let looked = Looked { allowed: Arc::clone(&allowed), names: names.clone(), needs_allowed };
            made(builder().dns_resolver(Arc::new(looked)).no_proxy())
        };
        let (secure, plain) = (guarded(false), guarded(true));
        Self { allowed, names, open: made(builder()), secure, plain }
    }

    /// Whether an address may be asked on anybody's word, as far as it tells itself. A name is looked at again when
    /// it is resolved.
    pub fn check(&self, url: &Url) -> Result<(), Refused> {
        let needs_allowed = match url.scheme() {
            "https" => false,
            "http" => true,
            _ => return Err(Refused::NotHttps),
        };
        if needs_allowed && self.allowed.is_empty() {
            return Err(Refused::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::Login);
        }
        if url.port().is_some_and(|port| port == 0 || addresses::OTHER_PROTOCOLS.contains(&port)) {
            return Err(Refused::Port);
        }
        match url.host() {
            Some(Host::Ipv4(address)) => may_ask(&self.allowed, address.into(), needs_allowed),
            Some(Host::Ipv6(address)) => may_ask(&self.allowed, address.into(), needs_allowed),
            // A name without a dot is one of the own network.
            Some(Host::Domain(name)) if name.contains('.') || !self.allowed.is_empty() => Ok(()),
            _ => Err(Refused::NotPublic),
        }
    }

    /// Whether an address may be asked, and where its name leads now.
    pub(crate) async fn look(&self, url: &Url) -> Result<(), Failure> {
        self.check(url).map_err(Failure::Refused)?;
        let Some(Host::Domain(name)) = url.host() else { return Ok(()) };
        let found = self.names.find(name).await.map_err(|error| Failure::Unreachable(error.to_string()))?;
        let needs_allowed = url.scheme() == "http";
        let looked = found.iter().try_for_each(|address| may_ask(&self.allowed, address.ip(), needs_allowed));
        looked.map_err(Failure::Refused)
    }

    /// Asks an address that anybody may have written.
    pub(crate) async fn send(&self, request: Request) -> Result<Response, Failure> {
        self.check(request.url()).map_err(Failure::Refused)?;
        let client = if request.url().scheme() == "https" { &self.secure } else { &self.plain };
        execute(client.as_ref(), request).await
    }

    /// Asks an address that the operator wrote down, which is not looked at; a proxy that the environment names is
    /// used.
    pub(crate) async fn send_open(&self, request: Request) -> Result<Response, Failure> {
        execute(self.open.as_ref(), request).await
    }
}

fn made(builder: ClientBuilder) -> Option<Client> {
    let tell = |error: &reqwest::Error| tracing::error!(%error, "nothing outside can be asked: no client could be made");
    builder.build().inspect_err(tell).ok()
}

async fn execute(client: Option<&Client>, request: Request) -> Result<Response, Failure> {
    let client = client.ok_or(Failure::NoClient)?;
    client.execute(request).await.map_err(Failure::of)
}

/// Whether a connection may be made to an address.
fn may_ask(allowed: &[IpNet], address: IpAddr, needs_allowed: bool) -> Result<(), Refused> {
    let address = address.to_canonical();
    // These mean this machine, or many.
    let is_one = !address.is_unspecified() && !address.is_multicast();
    if is_one && allowed.iter().any(|network| network.contains(&address)) {
        return Ok(());
    }
    match needs_allowed {
        true => Err(Refused::NotAllowed),
        false if is_public(address) => Ok(()),
        false => Err(Refused::NotPublic),
    }
}

/// Resolves names to addresses that may be asked. One that may not refuses the name as a whole. The connection is
/// made to just these, so that a name cannot lead elsewhere between the look and the connection.
#[derive(Debug)]
struct Looked {
    allowed: Arc<[IpNet]>,
    names: Names,
    needs_allowed: bool,
}

impl Resolve for Looked {
    fn resolve(&self, name: Name) -> Resolving {
        let (allowed, needs_allowed) = (Arc::clone(&self.allowed), self.needs_allowed);
        let names = self.names.clone();
        Box::pin(async move {
            let found = names.find(name.as_str()).await?;
            for address in &found {
                may_ask(&allowed, address.ip(), needs_allowed)?;
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Why there is no answer. It never names the address, which may hold a secret.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("refused: {0}")]
    Refused(Refused),
    #[error("this server could not make what asks; its log says why")]
    NoClient,
    #[error("there was no answer within {} seconds", PATIENCE.as_secs())]
    Late,
    #[error("there was no connection: {0}")]
    Unreachable(String),
    #[error("the exchange broke off: {0}")]
    Broken(String),
}

impl Failure {
    pub(crate) fn of(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let (is_late, is_connect) = (error.is_timeout(), error.is_connect());
        let mut cause: &dyn std::error::Error = &error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
            if let Some(refused) = cause.downcast_ref::<Refused>() {
                return Self::Refused(*refused);
            }
        }
        let reason = cause.to_string();
        match (is_late, is_connect) {
            (true, _) => Self::Late,
            (false, true) => Self::Unreachable(reason),
            (false, false) => Self::Broken(reason),
        }
    }
}

/// Reads an answer as far as a bound; what is longer is not read to its end.
pub(crate) async fn beginning(mut response: Response, most: usize) -> Result<(Vec<u8>, bool), Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Failure::of)? {
        let room = most - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Ok((body, false));
        }
    }
    Ok((body, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(egress: &Egress, text: &str) -> Result<(), Refused> {
        egress.check(&Url::parse(text).unwrap())
    }

    #[test]
    fn only_public_https_is_asked_on_anybodys_word() {
        let egress = Egress::default();
        for (text, refused) in [
            ("http://idp.example", Refused::NotHttps),
            ("file:///etc/passwd", Refused::NotHttps),
            ("https://u:p@idp.example", Refused::Login),
            ("https://u@idp.example", Refused::Login),
            ("https://idp.example:25", Refused::Port),
            ("https://idp.example:0", Refused::Port),
            ("https://127.0.0.1", Refused::NotPublic),
            ("https://[::1]/", Refused::NotPublic),
            ("https://[::ffff:10.0.0.1]/", Refused::NotPublic),
            ("https://[::ffff:a9fe:a9fe]/", Refused::NotPublic),
            ("https://[64:ff9b::7f00:1]/", Refused::NotPublic),
            ("https://[2002:7f00:1::]/", Refused::NotPublic),
            ("https://2130706433/", Refused::NotPublic),
            ("https://0x7f.1/", Refused::NotPublic),
            ("https://0177.0.0.1/", Refused::NotPublic),
            ("https://localhost", Refused::NotPublic),
            ("https://169.254.169.254/latest", Refused::NotPublic),
        ] {
            assert_eq!(check(&egress, text), Err(refused), "{text}");
        }
        for text in ["https://idp.example/realm", "https://idp.example:8443/", "https://9.9.9.9/"] {
            assert_eq!(check(&egress, text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_the_operator_allows_is_asked_and_nothing_beside_it() {
        let allowed =
            ["10.1.0.0/16", "0.0.0.0/8", "224.0.0.0/4", "fd00::/64"].map(|text| text.parse().unwrap());
        let egress = Egress::new(allowed.to_vec(), Names::System);
        for text in
            ["http://10.1.2.3:8080/", "https://10.1.2.3/", "http://[fd00::1]/", "http://[::ffff:10.1.0.1]/"]
        {
            assert_eq!(check(&egress, text), Ok(()), "{text}");
        }
        for (text, refused) in [
            ("http://10.2.0.1/", Refused::NotAllowed),
            ("http://9.9.9.9/", Refused::NotAllowed),
            ("https://10.2.0.1/", Refused::NotPublic),
            ("https://0.0.0.0/", Refused::NotPublic),
            ("https://224.0.0.1/", Refused::NotPublic),
            ("http://10.1.2.3:22/", Refused::Port),
            ("http://u:p@10.1.2.3/", Refused::Login),
            ("ftp://10.1.2.3/", Refused::NotHttps),
        ] {
            assert_eq!(check(&egress, text), Err(refused), "{text}");
        }
    }

    #[tokio::test]
    async fn without_its_client_nothing_is_asked() {
        let none = made(Client::builder().user_agent("a\nb"));
        assert!(none.is_none());
        let egress = Egress { open: none.clone(), secure: none.clone(), plain: none, ..Egress::default() };
        let request = || Request::new(Method::GET, Url::parse("https://9.9.9.9/").unwrap());
        for asked in [egress.send(request()).await, egress.send_open(request()).await] {
            assert!(matches!(asked, Err(Failure::NoClient)), "{asked:?}");
        }
    }
}
