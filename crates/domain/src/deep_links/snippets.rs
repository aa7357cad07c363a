//! What is written into the settings of the programs that links lead to, filled with what is known here.
//!
//! The names of the settings are those of each program's documentation. What they come to: nobody signs in there by
//! another way, nothing is open to everybody, and no program is shown inside another page.

mod sign_in;

pub use sign_in::sign_in;

use super::targets::{Flavor, LinkMode, LinkTarget, authority, host_name, origin};

/// Where the keys stand that sign what Grafana is told.
pub const KEYS: &str = "/.well-known/parvis-links.json";
/// The header in which Grafana is told who somebody is.
pub const IDENTITY: &str = "X-JWT-Assertion";
/// Where this server listens, as the examples beside it have it.
const HERE: &str = "127.0.0.1:3000";

/// What is known of a target and of what stands around it; addresses end with a stroke and may be empty.
#[derive(Clone, Copy, Debug)]
pub struct Wiring<'a> {
    pub target: LinkTarget,
    pub mode: LinkMode,
    pub flavor: Flavor,
    /// This installation, as browsers reach it.
    pub console: &'a str,
    pub public_url: &'a str,
    pub internal_url: &'a str,
    /// The store that the program reads from.
    pub store_url: &'a str,
}

/// A file and what is to stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    pub file: &'static str,
    pub text: String,
}

/// What is written where for a target.
pub fn all(wiring: &Wiring<'_>) -> Vec<Snippet> {
    let snippet = |file, text| Snippet { file, text };
    match (wiring.target, wiring.flavor) {
        (LinkTarget::Grafana, _) => vec![
            snippet("grafana.ini", wiring.grafana()),
            snippet("nginx.conf", wiring.nginx()),
            snippet("Caddyfile", wiring.caddy()),
        ],
        (LinkTarget::Kibana, Flavor::Kibana) => vec![
            snippet("kibana.yml", wiring.kibana()),
            snippet("nginx.conf", wiring.nginx()),
            snippet("Caddyfile", wiring.caddy()),
        ],
        (LinkTarget::Kibana, Flavor::Opensearch) => vec![
            snippet("opensearch_dashboards.yml", wiring.dashboards()),
            snippet("nginx.conf", wiring.nginx()),
            snippet("Caddyfile", wiring.caddy()),
        ],
        (LinkTarget::Influxdb, _) => vec![snippet("influxdb.conf", INFLUXDB.to_owned())],
        (LinkTarget::Elasticsearch, _) => vec![snippet("elasticsearch.yml", ELASTICSEARCH.to_owned())],
    }
}

const INFLUXDB: &str = "\
[http]
  # Without it every credential reads everything.
  auth-enabled = true
";

const ELASTICSEARCH: &str = "\
# Without it every credential reads everything.
xpack.security.enabled: true
";

impl Wiring<'_> {
    fn public(&self) -> &str {
        match (self.public_url, self.target) {
            ("", LinkTarget::Grafana) => "https://grafana.example.com/",
            ("", _) => "https://kibana.example.com/",
            (url, _) => url,
        }
    }

    fn store(&self) -> &str {
        match (self.store_url, self.target) {
            ("", LinkTarget::Grafana) => "http://influxdb:8086",
            ("", _) => "http://elasticsearch:9200",
            (url, _) => origin(url),
        }
    }

    /// Where a proxy before the program sends people: to this server, which signs them in, or to the program.
    fn upstream(&self) -> String {
        match (self.mode, self.internal_url, self.target) {
            (LinkMode::Plain, "", LinkTarget::Grafana) => "http://grafana:3000".to_owned(),
            (LinkMode::Plain, "", _) => "http://kibana:5601".to_owned(),
            (LinkMode::Plain, url, _) => origin(url).to_owned(),
            _ => format!("http://{HERE}"),
        }
    }

    fn grafana(&self) -> String {
        let (public, store) = (self.public(), authority(self.store()));
        let console = self.console.trim_end_matches('/');
        let common = format!(
            "\
[server]
root_url = {public}

[security]
cookie_secure = {}
cookie_samesite = lax
allow_embedding = false
content_security_policy = true
disable_gravatar = true
; Editors reach nothing else through a data source.
data_source_proxy_whitelist = {store}

[users]
allow_sign_up = false
allow_org_create = false
; Organisation 1 is an empty lobby: put no data source there.
auto_assign_org = true
auto_assign_org_id = 1
auto_assign_org_role = None

[auth.anonymous]
enabled = false

[public_dashboards]
enabled = false

[snapshots]
enabled = false

; Contact points would let editors ask any address.
[unified_alerting]
enabled = false

[analytics]
reporting_enabled = false
check_for_updates = false
",
            public.starts_with("https://"),
        );
        if self.mode != LinkMode::Gateway {
            return common;
        }
        format!(
            "{common}
[auth]
disable_login_form = true
disable_signout_menu = true

; Organisations are made by the credential of this page.
[auth.basic]
enabled = true

[auth.jwt]
enabled = true
header_name = {IDENTITY}
url_login = false
username_claim = login
jwk_set_url = {console}{KEYS}
cache_ttl = 60m
; The file that comes with Grafana calls it expected_claims, which is not read.
expect_claims = {{\"iss\":\"{console}\",\"aud\":\"grafana\"}}
auto_sign_up = false
; Otherwise each sign-in takes the other organisations away.
skip_org_role_sync = true

[live]
max_connections = 0
"
        )
    }

    fn kibana(&self) -> String {
        let (public, store) = (self.public().trim_end_matches('/'), self.store());
        let common = format!(
            "\
server.publicBaseUrl: \"{public}\"
elasticsearch.hosts: [ \"{store}\" ]
xpack.security.sameSiteCookies: \"Lax\"
xpack.security.session.idleTimeout: \"1h\"
xpack.security.session.lifespan: \"8h\"
telemetry.optIn: false
"
        );
        if self.mode != LinkMode::Gateway {
            return common;
        }
        format!(
            "{common}elasticsearch.requestHeadersWhitelist: [ authorization, es-security-runas-user ]
xpack.security.authc.providers: {{ basic.basic1: {{ order: 0, showInSelector: false }} }}
"
        )
    }

    fn dashboards(&self) -> String {
        let store = self.store();
        let is_secure = self.public().starts_with("https://");
        let common = format!(
            "\
opensearch.hosts: [ \"{store}\" ]
opensearch_security.cookie.secure: {is_secure}
opensearch_security.cookie.isSameSite: \"Lax\"
# The one that comes with it is known to everybody; 32 characters or more.
opensearch_security.cookie.password: \"...\"
opensearch_security.multitenancy.enabled: true
opensearch_security.multitenancy.tenants.enable_global: false
"
        );
        if self.mode != LinkMode::Gateway {
            return common;
        }
        format!(
            "{common}opensearch.requestHeadersWhitelist: [ authorization, securitytenant ]
opensearch_security.auth.type: \"jwt\"
opensearch_security.jwt.header: \"Authorization\"
"
        )
    }

    fn nginx(&self) -> String {
        let (name, upstream) = (host_name(self.public()), self.upstream());
        let listen = if self.public().starts_with("https://") {
            format!(
                "\
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name {name};
    ssl_certificate /etc/ssl/{name}.pem;
    ssl_certificate_key /etc/ssl/private/{name}.key;
"
            )
        } else {
            format!("    listen 80;\n    listen [::]:80;\n    server_name {name};\n")
        };
        format!(
            "\
server {{
{listen}
    location / {{
        proxy_pass {upstream};
        proxy_http_version 1.1;
        proxy_set_header Connection \"\";
        proxy_set_header Host $http_host;
        # The one address that nginx saw itself: what a client claims is not passed on.
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
    }}
}}
"
        )
    }

    fn caddy(&self) -> String {
        let public = origin(self.public());
        let site = public.strip_prefix("https://").unwrap_or(public);
        let upstream = self.upstream();
        let upstream = upstream.strip_prefix("http://").unwrap_or(&upstream);
        format!("{site} {{\n\treverse_proxy {upstream}\n}}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRAFANA: Wiring<'_> = Wiring {
        target: LinkTarget::Grafana,
        mode: LinkMode::Gateway,
        flavor: Flavor::Kibana,
        console: "https://console.example",
        public_url: "https://grafana.example/",
        internal_url: "http://10.0.0.7:3000/",
        store_url: "http://10.0.0.8:8086/",
    };
    const KIBANA: Wiring<'_> = Wiring {
        target: LinkTarget::Kibana,
        public_url: "https://kibana.example/",
        internal_url: "http://10.0.0.9:5601/",
        store_url: "http://10.0.0.10:9200/",
        ..GRAFANA
    };

    fn of(wiring: &Wiring<'_>, file: &str) -> String {
        let found = all(wiring).into_iter().find(|snippet| snippet.file == file);
        found.unwrap_or_else(|| panic!("{file}")).text
    }

    /// Its line for a key, behind the sign.
    fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
        let line = text.lines().find(|line| line.starts_with(key))?;
        Some(line[key.len()..].trim_start_matches([' ', '=', ':']))
    }

    #[test]
    fn grafana_is_told_its_address_its_store_and_whom_to_believe() {
        let text = of(&GRAFANA, "grafana.ini");
        for (key, expected) in [
            ("root_url", "https://grafana.example/"),
            ("cookie_secure", "true"),
            ("allow_embedding", "false"),
            ("data_source_proxy_whitelist", "10.0.0.8:8086"),
            ("jwk_set_url", "https://console.example/.well-known/parvis-links.json"),
            ("expect_claims", r#"{"iss":"https://console.example","aud":"grafana"}"#),
            ("skip_org_role_sync", "true"),
            ("url_login", "false"),
            ("disable_login_form", "true"),
        ] {
            assert_eq!(value(&text, key), Some(expected), "{key}");
        }
        // The wrong name that its own file has would turn the check off.
        assert!(!text.lines().any(|line| line.starts_with("expected_claims")));
    }

    #[test]
    fn a_plain_grafana_keeps_its_own_sign_in() {
        let text = of(&Wiring { mode: LinkMode::Plain, ..GRAFANA }, "grafana.ini");
        assert!(!text.contains("[auth.jwt]") && !text.contains("disable_login_form"), "{text}");
        assert_eq!(value(&text, "allow_embedding"), Some("false"));
    }

    #[test]
    fn no_section_and_no_key_stands_twice() {
        let text = of(&GRAFANA, "grafana.ini");
        let mut seen = std::collections::BTreeSet::new();
        let mut section = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
            if line.starts_with('[') {
                section = line;
                assert!(seen.insert((line, "")), "{line}");
            } else {
                let (key, _) = line.split_once(" = ").unwrap_or_else(|| panic!("{line}"));
                assert!(seen.insert((section, key)), "{section} {key}");
            }
        }
    }

    #[test]
    fn kibana_takes_an_identity_from_this_server_alone_where_it_is_the_gateway() {
        let text = of(&KIBANA, "kibana.yml");
        assert_eq!(value(&text, "server.publicBaseUrl"), Some("\"https://kibana.example\""));
        assert_eq!(value(&text, "elasticsearch.hosts"), Some("[ \"http://10.0.0.10:9200\" ]"));
        assert!(text.contains("es-security-runas-user"));
        let plain = of(&Wiring { mode: LinkMode::Plain, ..KIBANA }, "kibana.yml");
        assert!(!plain.contains("es-security-runas-user"), "{plain}");
        let dashboards = of(&Wiring { flavor: Flavor::Opensearch, ..KIBANA }, "opensearch_dashboards.yml");
        assert_eq!(value(&dashboards, "opensearch_security.auth.type"), Some("\"jwt\""));
        assert_eq!(value(&dashboards, "opensearch_security.cookie.secure"), Some("true"));
    }

    #[test]
    fn a_proxy_leads_to_this_server_or_to_a_plain_program() {
        let nginx = of(&GRAFANA, "nginx.conf");
        assert!(nginx.contains("server_name grafana.example;\n"), "{nginx}");
        assert!(nginx.contains("proxy_pass http://127.0.0.1:3000;\n"), "{nginx}");
        assert_eq!(nginx.matches('{').count(), nginx.matches('}').count());
        let plain = Wiring { mode: LinkMode::Plain, ..KIBANA };
        assert!(of(&plain, "nginx.conf").contains("proxy_pass http://10.0.0.9:5601;\n"));
        assert_eq!(of(&plain, "Caddyfile"), "kibana.example {\n\treverse_proxy 10.0.0.9:5601\n}\n");
        let open = Wiring { public_url: "http://grafana.example:8080/", ..GRAFANA };
        let nginx = of(&open, "nginx.conf");
        assert!(!nginx.contains("ssl") && nginx.contains("server_name grafana.example;"), "{nginx}");
        assert!(of(&open, "Caddyfile").starts_with("http://grafana.example:8080 {"));
    }

    #[test]
    fn what_is_not_known_yet_stands_as_an_example() {
        let empty = Wiring { public_url: "", internal_url: "", store_url: "", ..GRAFANA };
        let text = of(&empty, "grafana.ini");
        assert_eq!(value(&text, "root_url"), Some("https://grafana.example.com/"));
        assert_eq!(value(&text, "data_source_proxy_whitelist"), Some("influxdb:8086"));
        let empty = Wiring { target: LinkTarget::Kibana, mode: LinkMode::Plain, ..empty };
        assert!(of(&empty, "nginx.conf").contains("proxy_pass http://kibana:5601;"));
        for target in LinkTarget::ALL {
            assert!(!all(&Wiring { target: *target, ..empty }).is_empty(), "{target}");
        }
    }
}
