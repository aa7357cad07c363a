//! Whatever a mail host is called, a link stays the link it is: nothing is added, and nothing leaves its quotes.

use proptest::prelude::*;
use serde_json::Value;
use url::Url;

use super::{
    DeepLinksProblem, Focus, View, grafana, kibana, rison, targets::DataSource, templates::Template,
};
use crate::{Problem, TenantId};

const ROOT: &str = "https://grafana.example.com";
const FROM: i64 = 1_767_571_200_000_000;
const TO: i64 = 1_767_614_400_123_000;

fn tenant() -> TenantId {
    TenantId::new(1_700_000_000_000, 7)
}

fn focus(host: &str, domain: &str) -> Focus {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Focus { from: FROM, to: TO, zone: "Europe/Paris".to_owned(), host: some(host), domain: some(domain) }
}

fn read(address: &str) -> (Url, Vec<(String, String)>) {
    let url = Url::parse(address).expect("an address");
    let pairs = url.query_pairs().into_owned().collect();
    (url, pairs)
}

fn names(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_str()).collect()
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    &pairs.iter().find(|(known, _)| known == name).expect("the pair").1
}

/// Reads rison back.
struct Reader<'a>(std::iter::Peekable<std::str::Chars<'a>>);

impl Reader<'_> {
    fn read(text: &str) -> Value {
        let mut reader = Reader(text.chars().peekable());
        let value = reader.value();
        assert_eq!(reader.0.next(), None, "something stands behind {text}");
        value
    }

    fn take(&mut self, letter: char) {
        assert_eq!(self.0.next(), Some(letter));
    }

    fn value(&mut self) -> Value {
        match self.0.peek().copied().expect("a value") {
            '(' => {
                self.take('(');
                let mut members = serde_json::Map::new();
                while *self.0.peek().expect("an end") != ')' {
                    let name = self.value().as_str().expect("a name").to_owned();
                    self.take(':');
                    members.insert(name, self.value());
                    if self.0.peek() == Some(&',') {
                        self.take(',');
                    }
                }
                self.take(')');
                Value::Object(members)
            }
            '!' => {
                self.take('!');
                match self.0.next().expect("a word") {
                    't' => Value::Bool(true),
                    'f' => Value::Bool(false),
                    'n' => Value::Null,
                    '(' => {
                        let mut items = Vec::new();
                        while *self.0.peek().expect("an end") != ')' {
                            items.push(self.value());
                            if self.0.peek() == Some(&',') {
                                self.take(',');
                            }
                        }
                        self.take(')');
                        Value::Array(items)
                    }
                    other => panic!("!{other}"),
                }
            }
            '\'' => {
                self.take('\'');
                let mut text = String::new();
                loop {
                    match self.0.next().expect("the closing quote") {
                        '\'' => return Value::String(text),
                        '!' => text.push(self.0.next().expect("what is escaped")),
                        letter => text.push(letter),
                    }
                }
            }
            _ => {
                let mut word = String::new();
                while let Some(letter) = self.0.next_if(|letter| !" '!:(),*@$".contains(*letter)) {
                    word.push(letter);
                }
                if word.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
                    return serde_json::from_str(&word).expect("a number");
                }
                Value::String(word)
            }
        }
    }
}

#[test]
fn rison_is_what_the_reference_makes_of_it() {
    let vectors: Value = serde_json::from_str(include_str!("../../tests/data/rison-vectors.json")).unwrap();
    let vectors = vectors.as_array().unwrap();
    assert!(vectors.len() >= 40);
    for vector in vectors {
        let rison = vector["rison"].as_str().unwrap();
        assert_eq!(rison::encode(&vector["json"]), rison);
        let read = Reader::read(rison);
        assert!(read == vector["json"] || read.as_f64() == vector["json"].as_f64(), "{read} is {rison}");
    }
}

#[test]
fn a_dashboard_opens_on_the_same_window_host_and_domain() {
    let address = grafana::dashboard(ROOT, &tenant(), 7, View::Hosts, &focus("mx1.acme.test", "acme.test"));
    let (url, pairs) = read(&address);
    assert_eq!(url.path(), format!("/d/{}-hosts", tenant()));
    let expected = [
        ("orgId", "7"),
        ("from", "1767571200000"),
        ("to", "1767614400123"),
        ("timezone", "Europe/Paris"),
        ("var-host", "mx1.acme.test"),
        ("var-domain", "acme.test"),
    ];
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, expected);
    for view in View::ALL {
        assert!(grafana::uid(&tenant(), *view).len() <= grafana::UID, "{view}");
    }
    assert!(grafana::source(&tenant()).len() <= grafana::UID);
}

#[test]
fn what_is_not_narrowed_is_not_in_the_link() {
    let (_, pairs) = read(&grafana::dashboard(ROOT, &tenant(), 7, View::Tops, &focus("", "")));
    assert_eq!(names(&pairs), ["orgId", "from", "to", "timezone"]);
}

#[test]
fn a_view_of_kibana_has_everything_before_the_hash() {
    for view in [View::Events, View::MailFlow] {
        let address = kibana::locator(ROOT, &tenant(), "8.18.0", view, &focus("mx1", "acme.test"));
        let (url, pairs) = read(&address);
        assert_eq!((url.path(), url.fragment()), (&*format!("/s/{}/app/r", tenant()), None));
        assert_eq!(names(&pairs), ["l", "v", "p"]);
        let about: Value = serde_json::from_str(value(&pairs, "p")).unwrap();
        assert_eq!(about["timeRange"]["from"], "2026-01-05T00:00:00Z");
        assert_eq!(about["timeRange"]["to"], "2026-01-05T12:00:00.123Z");
        assert_eq!(about["query"]["query"], "host.name : \"mx1\" and domain : \"acme.test\"");
    }
}

fn template(text: &str) -> Result<Template, Problem> {
    Template::parse(text, &["graphs.example".to_owned()])
}

#[test]
fn a_template_says_what_is_wrong_with_it() {
    let refused = |text: &str| template(text).unwrap_err();
    assert_eq!(refused("javascript:alert(1)"), DeepLinksProblem::NotAWebAddress.into());
    assert_eq!(refused("https://user@graphs.example/"), DeepLinksProblem::NotAWebAddress.into());
    assert_eq!(refused("https://graphs.example\\@evil.example/"), DeepLinksProblem::NotAWebAddress.into());
    assert_eq!(refused("https://graphs.example:0/"), DeepLinksProblem::NotAWebAddress.into());
    assert_eq!(refused("https://{host}/"), DeepLinksProblem::VariableInHost.into());
    let evil = DeepLinksProblem::HostNotAllowed { host: "evil.example".to_owned() };
    assert_eq!(refused("https://evil.example/graphs.example"), evil.into());
    assert_eq!(refused("https://graphs.example/?a={host"), DeepLinksProblem::Unpaired.into());
    assert_eq!(refused("https://graphs.example/?a=host}"), DeepLinksProblem::Unpaired.into());
    let unknown = refused("https://graphs.example/?a={hots}");
    assert!(
        matches!(unknown, Problem::DeepLinks(DeepLinksProblem::UnknownVariable { name, .. }) if name == "hots")
    );
    assert_eq!(
        refused(&format!("https://graphs.example/?{}", "a".repeat(2_000))),
        Problem::TooLong { max: 2_000 }
    );
}

#[test]
fn a_template_carries_what_it_names_and_something_else_where_there_is_nothing() {
    let text = "https://graphs.example:8443/d/{host|all}?from={from_s}&to={to_iso}&tz={tz}&of={domain|*}";
    let template = template(text).unwrap();
    let filled = template.fill(&tenant(), &focus("mx 1", ""));
    assert_eq!(
        filled,
        "https://graphs.example:8443/d/mx%201?from=1767571200&to=2026-01-05T12%3A00%3A00.123Z&tz=Europe%2FParis&of=%2A"
    );
    let up = template.fill(&tenant(), &focus("..", ""));
    assert_eq!(Url::parse(&up).unwrap().path(), "/d/_", "nobody climbs out of the path");
}

proptest! {
    #[test]
    fn any_host_comes_through_and_adds_nothing(host in "[^\\p{C}]{1,60}", domain in "[^\\p{C}]{1,60}") {
        let (host, domain) = (host.as_str(), domain.as_str());
        let focus = focus(host, domain);
        let (url, pairs) = read(&grafana::dashboard(ROOT, &tenant(), 7, View::Hosts, &focus));
        prop_assert_eq!(url.host_str(), Some("grafana.example.com"));
        prop_assert_eq!(names(&pairs), ["orgId", "from", "to", "timezone", "var-host", "var-domain"]);
        prop_assert_eq!((value(&pairs, "var-host"), value(&pairs, "var-domain")), (host, domain));
        prop_assert_eq!(url.fragment(), None);

        let (_, pairs) = read(&grafana::explore(ROOT, &tenant(), 7, DataSource::Influxdb, &focus));
        prop_assert_eq!(names(&pairs), ["schemaVersion", "panes", "orgId"]);
        let panes: Value = serde_json::from_str(value(&pairs, "panes")).unwrap();
        let query = panes["mail"]["queries"][0]["query"].as_str().unwrap();
        let (read_host, rest) = quoted(query, "\"host\" = ", '\'');
        let (read_domain, rest) = quoted(rest, " AND \"domain\" = ", '\'');
        prop_assert_eq!((read_host.as_str(), read_domain.as_str()), (host, domain));
        prop_assert!(rest.starts_with(" AND $timeFilter"), "{}", query);

        let (_, pairs) = read(&kibana::locator(ROOT, &tenant(), "9.1.0", View::Events, &focus));
        prop_assert_eq!(names(&pairs), ["l", "v", "p"]);
        let about: Value = serde_json::from_str(value(&pairs, "p")).unwrap();
        let query = about["query"]["query"].as_str().unwrap();
        let (read_host, rest) = quoted(query, "host.name : ", '"');
        let (read_domain, rest) = quoted(rest, " and domain : ", '"');
        prop_assert_eq!((read_host.as_str(), read_domain.as_str(), rest), (host, domain, ""));

        for view in [View::Events, View::MailFlow] {
            let (url, pairs) = read(&kibana::opensearch(ROOT, &tenant(), view, &focus));
            prop_assert_eq!(names(&pairs), ["security_tenant"]);
            let behind = url.fragment().unwrap().split_once('?').unwrap().1;
            let shared = behind.split('&').next().unwrap().strip_prefix("_g=").unwrap();
            let shared = percent_encoding::percent_decode_str(shared).decode_utf8().unwrap();
            let shared = Reader::read(&shared);
            prop_assert_eq!(&shared["filters"][0]["meta"]["params"]["query"], host);
            prop_assert_eq!(&shared["filters"][1]["query"]["match_phrase"]["domain"], domain);
            prop_assert_eq!(behind.matches('&').count(), usize::from(view == View::Events));
        }

        let template = template("https://graphs.example/a?target=mail.{host}&of={domain}#x").unwrap();
        let (url, pairs) = read(&template.fill(&tenant(), &focus));
        prop_assert_eq!(names(&pairs), ["target", "of"]);
        prop_assert_eq!(value(&pairs, "target"), format!("mail.{host}"));
        prop_assert_eq!((value(&pairs, "of"), url.fragment(), url.path()), (domain, Some("x"), "/a"));
    }

    #[test]
    fn nothing_leaves_its_quotes(host in ".{1,60}") {
        let focus = focus(&host, "acme.test");
        let (_, pairs) = read(&grafana::explore(ROOT, &tenant(), 7, DataSource::Influxdb, &focus));
        let panes: Value = serde_json::from_str(value(&pairs, "panes")).unwrap();
        let (_, rest) = quoted(panes["mail"]["queries"][0]["query"].as_str().unwrap(), "\"host\" = ", '\'');
        prop_assert!(rest.starts_with(" AND \"domain\" = 'acme.test' AND $timeFilter"), "{}", rest);
    }

    #[test]
    fn rison_comes_back_as_it_was(text in ".{0,40}", number in any::<i32>()) {
        let value = serde_json::json!({ "a": [text, number, { "b c": null }], (text.as_str()): true });
        let read = Reader::read(&rison::encode(&value));
        // Bare words that are numbers or JSON's own words are never written bare.
        prop_assert_eq!(read, value);
    }
}

/// The text in quotes behind `before`, as the query language reads it, and what follows.
fn quoted<'a>(query: &'a str, before: &str, quote: char) -> (String, &'a str) {
    let at = query.find(before).expect("the condition") + before.len();
    let mut letters = query[at..].char_indices();
    assert_eq!(letters.next(), Some((0, quote)));
    let mut text = String::new();
    loop {
        match letters.next().expect("the closing quote") {
            (place, letter) if letter == quote => return (text, &query[at + place + letter.len_utf8()..]),
            (_, '\\') => match letters.next().expect("what is escaped").1 {
                'n' => text.push('\n'),
                letter => text.push(letter),
            },
            (_, letter) => text.push(letter),
        }
    }
}
