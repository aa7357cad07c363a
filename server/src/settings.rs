//! Settings: one TOML file, then `PARVIS_...` variables. An unknown or unreadable one stops the start.

mod outside;
mod seller;

use std::{net::SocketAddr, path::PathBuf};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, de};
use service::{
    egress::{Egress, Names},
    installation::Setting,
    providers::{ProviderSettings, Providers},
};
use store::Backend;
use url::Url;

use self::seller::{SellerSettings, Switch};
use crate::{addresses, traces};

/// Every key, with its default. The variable of a key is `PARVIS_` and the key in capitals.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// The address the server listens on.
    pub(crate) listen: SocketAddr,
    /// The folder that holds everything: databases, outbox.
    pub(crate) data: PathBuf,
    /// `postgres://...` keeps the data in PostgreSQL instead of SQLite files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database_url: Option<String>,
    /// The keys secrets are encrypted with, each 64 hexadecimal digits with commas between them, the newest
    /// first; without it they are in `data/secret.key`. Several servers need the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secret_key: Option<String>,
    /// Connections to PostgreSQL at most.
    pub(crate) database_connections: u32,
    /// Where Grafana reads PostgreSQL, such as a replica: `postgres://host:port/database?sslmode=require`, without a user
    /// or a password; without it, where this server itself reaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database_replica_url: Option<String>,
    /// The same for people of spaces with credentials of their own; without it, none are made for PostgreSQL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) database_public_url: Option<String>,
    /// The address browsers know the console by; empty: `http://` and the listening address.
    pub(crate) public_url: String,
    /// `smtp://user:password@host:port` sends mail; without it each mail is written to `data/outbox/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) smtp_url: Option<String>,
    /// Whether mails may go to another machine in the clear.
    pub(crate) allow_unencrypted_smtp: bool,
    /// Whether data may go to a PostgreSQL on another machine in the clear.
    pub(crate) allow_unencrypted_database: bool,
    /// The sender of every mail.
    pub(crate) mail_from: String,
    /// Mails that people may cause in an hour, all together.
    pub(crate) mails_per_hour: u32,
    /// The telephone or address that spaces with dedicated support are told; empty: they write on the page of help.
    pub(crate) support_contact: String,
    /// Proxies whose `X-Forwarded-For` is believed, as networks.
    #[serde(deserialize_with = "networks")]
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// `text` or `json`.
    pub(crate) log_format: LogFormat,
    /// What is logged: `info`, `debug`, or a filter such as `info,sqlx=warn`.
    pub(crate) log: String,
    /// The collector that traces are sent to, by OTLP over HTTP; `/v1/traces` is put behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) otlp_endpoint: Option<String>,
    /// The file that the ends of the audit logs are added to, to be kept elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audit_heads_file: Option<PathBuf>,
    /// The address that is told of them by webhook, and its secret: `whsec_...`, several with commas between them, the
    /// newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audit_heads_webhook: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) audit_heads_webhook_secret: Option<String>,
    /// How often either is done, in minutes.
    pub(crate) audit_heads_interval: u32,
    /// The folder of the built site; empty: the one this program carries, or the one beside it.
    pub(crate) site: PathBuf,
    /// The agent that is handed out at `/download/parvis-agent`; empty: the one this program carries.
    pub(crate) download_agent: PathBuf,
    /// The largest batch of events in bytes, unpacked.
    pub(crate) batch_bytes: usize,
    /// Requests each API key may make per minute.
    pub(crate) api_requests_per_minute: u32,
    /// Whether a tenant's identity provider may be at a private address.
    pub(crate) allow_private_providers: bool,
    /// Networks that are not public and that addresses people or settings name may lead to, with `http` too.
    #[serde(deserialize_with = "networks")]
    pub(crate) allow_private_networks: Vec<IpNet>,
    /// The name server asked whether a tenant's e-mail domain is its own; none: the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dns_server: Option<SocketAddr>,
    /// Identity providers people can sign in through; in a variable, as a JSON list.
    #[serde(deserialize_with = "providers", skip_serializing_if = "Vec::is_empty")]
    pub(crate) providers: Vec<ProviderSettings>,
    /// Whether anybody is invoiced.
    pub(crate) billing: Switch,
    /// Who sells, as invoices name them; in a variable, as JSON.
    #[serde(deserialize_with = "seller::read", skip_serializing_if = "SellerSettings::is_empty")]
    pub(crate) seller: SellerSettings,
    /// Whether invoices can be paid through Stripe: its secret key, and the secret by which it signs what it tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stripe_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stripe_webhook_secret: Option<String>,
    /// Where Stripe is asked.
    pub(crate) stripe_api: String,
    /// Which approved platform takes electronic invoices: where its flow service is asked, and the token that opens it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) e_invoice_platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) e_invoice_token: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            data: PathBuf::from("data"),
            database_url: None,
            secret_key: None,
            database_connections: 16,
            database_replica_url: None,
            database_public_url: None,
            public_url: String::new(),
            smtp_url: None,
            allow_unencrypted_smtp: false,
            allow_unencrypted_database: false,
            mails_per_hour: 3600,
            support_contact: String::new(),
            mail_from: "Parvis <parvis@localhost>".to_owned(),
            trusted_proxies: Vec::new(),
            log_format: LogFormat::Text,
            log: "info,sqlx=warn".to_owned(),
            otlp_endpoint: None,
            audit_heads_file: None,
            audit_heads_webhook: None,
            audit_heads_webhook_secret: None,
            audit_heads_interval: 60,
            site: PathBuf::new(),
            download_agent: PathBuf::new(),
            batch_bytes: 16 * 1024 * 1024,
            api_requests_per_minute: 600,
            allow_private_providers: false,
            allow_private_networks: Vec::new(),
            dns_server: None,
            providers: Vec::new(),
            billing: Switch::On,
            seller: SellerSettings::default(),
            stripe_key: None,
            stripe_webhook_secret: None,
            stripe_api: "https://api.stripe.com".to_owned(),
            e_invoice_platform: None,
            e_invoice_token: None,
        }
    }
}

impl Settings {
    /// Reads the file named by `PARVIS_CONFIG` (`parvis.toml` if that is there) and the environment.
    pub(crate) fn load() -> Result<Self, String> {
        let named = std::env::var("PARVIS_CONFIG").ok();
        let name = named.clone().unwrap_or_else(|| "parvis.toml".to_owned());
        let text = match std::fs::read_to_string(&name) {
            Ok(text) => Some(text),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(format!("the settings file {name} cannot be read: {error}")),
        };
        let file = text.as_deref().map(|text| (name.as_str(), text));
        // What is not UTF-8 cannot be a setting of ours.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        let ignored = ["PARVIS_CONFIG", "PARVIS_AGENT_"];
        let mut settings: Self = ::settings::load("PARVIS_", file, environment, &ignored, toml::Table::new())
            .map_err(|error| error.to_string())?;
        settings.check()?;
        settings.public_url = match settings.public_url.as_str() {
            "" => guessed(settings.listen),
            written => public_url(written)?,
        };
        Ok(settings)
    }

    fn check(&self) -> Result<(), String> {
        if !self.public_url.is_empty() {
            public_url(&self.public_url)?;
        }
        if let Some(url) = &self.database_url {
            addresses::postgres(url).map_err(|problem| format!("database_url is wrong: {problem}"))?;
        }
        self.reading()?;
        if let Some(url) = &self.smtp_url {
            addresses::smtp(url).map_err(|problem| format!("smtp_url is wrong: {problem}"))?;
        }
        if let Some(url) = &self.otlp_endpoint {
            traces::address(url).map_err(|problem| format!("otlp_endpoint is wrong: {problem}"))?;
        }
        if self.support_contact.chars().count() > 200 || self.support_contact.chars().any(char::is_control) {
            return Err("support_contact is wrong: one line of at most 200 letters is read".to_owned());
        }
        if self.mails_per_hour == 0 {
            return Err("mails_per_hour is wrong: at least 1 is needed".to_owned());
        }
        if self.audit_heads_interval == 0 {
            return Err("audit_heads_interval is wrong: at least 1 minute is needed".to_owned());
        }
        if self.api_requests_per_minute == 0 {
            return Err("api_requests_per_minute is wrong: at least 1 is needed".to_owned());
        }
        if self.database_connections == 0 {
            return Err("database_connections is wrong: at least 1 is needed".to_owned());
        }
        self.webhooks(&self.egress())?;
        self.seller.billing(self.billing)?;
        self.payment_provider()?;
        self.e_invoice_sink()?;
        self.identity_providers().map(|_| ())
    }

    /// What stops no start and wants a look; some of it the next version refuses.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let is_plain = |url: &Option<String>, read: fn(&str) -> bool| url.as_deref().is_some_and(read);
        let mut warnings = Vec::new();
        if !self.allow_unencrypted_smtp
            && is_plain(&self.smtp_url, |url| {
                addresses::smtp(url).is_ok_and(|url| addresses::is_plain_smtp(&url))
            })
        {
            warnings.push(
                "smtp_url leads to another machine without encryption, and mails hold links that open accounts: \
                 add ?tls=required to it, or begin it with smtps://; where the network is yours, \
                 allow_unencrypted_smtp = true says so. The next version does not start otherwise"
                    .to_owned(),
            );
        }
        if !self.allow_unencrypted_database
            && is_plain(&self.database_url, |url| {
                addresses::postgres(url).is_ok_and(|url| addresses::is_plain_postgres(&url))
            })
        {
            warnings.push(
                "database_url leads to another machine and demands no encryption: add ?sslmode=verify-full to it \
                 (sslmode=require where the certificate cannot be checked); where the network is yours, \
                 allow_unencrypted_database = true says so. The next version does not start otherwise"
                    .to_owned(),
            );
        }
        if self.listen.ip().is_unspecified() && self.public_url == guessed(self.listen) {
            warnings.push(format!(
                "public_url is not set: links and mails name {}, which opens on this machine alone, and forms sent \
                 from elsewhere are refused; set public_url to the address people use",
                self.public_url
            ));
        }
        warnings
    }

    pub(crate) fn identity_providers(&self) -> Result<Providers, String> {
        Providers::new(&self.providers, self.allow_private_providers, self.dns_server)
    }

    /// The one way out for what people or settings name.
    pub(crate) fn egress(&self) -> Egress {
        Egress::new(self.allow_private_networks.clone(), Names::System)
    }

    pub(crate) fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    pub(crate) fn backend(&self) -> Backend {
        match &self.database_url {
            Some(url) => Backend::Postgres { url: url.clone(), connections: self.database_connections },
            None => Backend::Folder(self.data.clone()),
        }
    }

    /// Each setting as it counts, masked, and where it comes from.
    pub(crate) fn shown(&self) -> Vec<Setting> {
        let masked: toml::Table = self.masked().parse().unwrap_or_default();
        let file = std::env::var("PARVIS_CONFIG").unwrap_or_else(|_| "parvis.toml".to_owned());
        let written: toml::Table =
            std::fs::read_to_string(file).ok().and_then(|text| text.parse().ok()).unwrap_or_default();
        let source = |key: &str| {
            if std::env::var_os(format!("PARVIS_{}", key.to_uppercase())).is_some() {
                "variable"
            } else if written.contains_key(key) {
                "file"
            } else {
                "default"
            }
        };
        masked
            .into_iter()
            .map(|(key, value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                Setting { source: source(&key), key, value }
            })
            .collect()
    }

    /// The effective settings as TOML, passwords in addresses masked.
    pub(crate) fn masked(&self) -> String {
        let mask = |url: &Option<String>| url.as_deref().map(addresses::mask);
        let mut shown = Self {
            database_url: mask(&self.database_url),
            smtp_url: mask(&self.smtp_url),
            otlp_endpoint: mask(&self.otlp_endpoint),
            audit_heads_webhook: self.audit_heads_webhook.as_deref().map(masked_receiver),
            audit_heads_webhook_secret: self.audit_heads_webhook_secret.as_ref().map(|_| "****".to_owned()),
            e_invoice_token: self.e_invoice_token.as_ref().map(|_| "****".to_owned()),
            stripe_key: self.stripe_key.as_ref().map(|_| "****".to_owned()),
            stripe_webhook_secret: self.stripe_webhook_secret.as_ref().map(|_| "****".to_owned()),
            secret_key: self.secret_key.as_ref().map(|_| "****".to_owned()),
            ..self.clone()
        };
        for provider in &mut shown.providers {
            "****".clone_into(&mut provider.client_secret);
        }
        toml::to_string(&shown).unwrap_or_default()
    }
}

/// A receiver's address without its path, which is a secret as often as what follows it.
fn masked_receiver(url: &str) -> String {
    let origin = Url::parse(url).map(|url| url.origin().ascii_serialization());
    origin.map_or_else(|_| "****".to_owned(), |origin| format!("{origin}/****"))
}

/// The address people on this machine know, where none is set.
fn guessed(listen: SocketAddr) -> String {
    // Nobody can go to `0.0.0.0`.
    if listen.ip().is_unspecified() {
        return format!("http://localhost:{}", listen.port());
    }
    format!("http://{listen}")
}

/// The address people know, as their browsers name it in `Origin`: scheme, host and a port that does not go
/// without saying.
fn public_url(written: &str) -> Result<String, String> {
    let url = Url::parse(written).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url =
        url.ok_or("public_url is wrong: it must begin with http:// or https://, and a host must follow")?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if is_bare && url.username().is_empty() && url.password().is_none() {
        return Ok(url.origin().ascii_serialization());
    }
    Err("public_url is wrong: it is scheme, host and port alone, such as https://parvis.example, because \
         Parvis has its host to itself"
        .to_owned())
}

/// Networks; what is none is named.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let network = |text: String| {
        text.parse()
            .map_err(|_| de::Error::custom(format!("{text:?} is no network; write 10.0.0.0/8 or fd00::/8")))
    };
    Vec::<String>::deserialize(deserializer)?.into_iter().map(network).collect()
}

/// Tables in the file, or a JSON list in a variable.
fn providers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ProviderSettings>, D::Error> {
    struct Either;
    impl<'de> de::Visitor<'de> for Either {
        type Value = Vec<ProviderSettings>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("tables [[providers]], or a JSON list")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            // The error of JSON may quote what it read, and that may be a secret.
            let place =
                |error: serde_json::Error| format!("line {}, column {}", error.line(), error.column());
            serde_json::from_str(text)
                .map_err(|error| E::custom(format!("it is not a JSON list of providers: {}", place(error))))
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, tables: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(de::value::SeqAccessDeserializer::new(tables))
        }
    }
    deserializer.deserialize_any(Either)
}

#[cfg(test)]
mod tests;
