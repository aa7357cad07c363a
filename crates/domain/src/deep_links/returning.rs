//! What stands at an address of a program, as far as it can be told: who is signed out on the way comes back to it. The
//! reverse of what builds those addresses; what it makes is an address of the console, whatever was read.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{
    Focus, View,
    focusing::{FocusQuery, LONGEST},
    grafana, kibana, pair,
    quoting::{unquoted, unquoted_sql},
    targets::{Flavor, LinkTarget},
};
use crate::{
    DAY, HOUR, MINUTE, Micros, SECOND, TenantId,
    zones::{TimeZoneName, moment},
};

/// What an organisation of Grafana is called where a space is named; no slug has such a letter, and no id begins so.
const ORGANISATION: &str = "org_";

/// What an address says of whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    Tenant(TenantId),
    /// The number of an organisation in Grafana.
    Organisation(i64),
}

impl Whose {
    /// As it stands where else a slug stands.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(number) = text.strip_prefix(ORGANISATION) {
            return organisation(number).map(Self::Organisation);
        }
        TenantId::parse(text).map(Self::Tenant)
    }
}

impl std::fmt::Display for Whose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tenant(tenant) => write!(f, "{tenant}"),
            Self::Organisation(number) => write!(f, "{ORGANISATION}{number}"),
        }
    }
}

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub whose: Whose,
    pub target: LinkTarget,
    pub view: View,
    pub query: FocusQuery,
}

impl Seen {
    /// Reads path and query of a program's address; none: it cannot be told whose it is.
    pub fn read(target: LinkTarget, flavor: Flavor, address: &str, now: Micros) -> Option<Self> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let query = query.split('#').next().unwrap_or_default();
        let pairs: Vec<_> = query.split('&').filter_map(read_pair).collect();
        let (whose, view, query) = match (target, flavor) {
            (LinkTarget::Grafana, _) => in_grafana(path, &pairs, now)?,
            (LinkTarget::Kibana, Flavor::Kibana) => in_kibana(path, &pairs)?,
            (LinkTarget::Kibana, Flavor::Opensearch) => in_opensearch(&pairs)?,
            _ => return None,
        };
        Some(Self { whose, target, view, query: query.bounded() })
    }

    /// The console's address for the same.
    pub fn address(&self) -> String {
        let Self { whose, target, view, query } = self;
        let FocusQuery { from, to, tz, host, domain } = query;
        let pairs = [("from", from), ("to", to), ("tz", tz), ("host", host), ("domain", domain)];
        let said = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let query: String = said.map(|(name, value)| pair(name, Some(value))).collect();
        let query = query.strip_prefix('&').map_or_else(String::new, |query| format!("?{query}"));
        format!("/open/{whose}/{target}/{view}{query}")
    }
}

impl FocusQuery {
    /// Without what would not be read again.
    fn bounded(mut self) -> Self {
        for value in [&mut self.host, &mut self.domain] {
            if value.chars().count() > LONGEST {
                value.clear();
            }
        }
        if TimeZoneName::parse(&self.tz).is_err() {
            self.tz.clear();
        }
        let span = (moment(&self.from), moment(&self.to));
        if !matches!(span, (Some(from), Some(to)) if from < to) {
            self.from.clear();
            self.to.clear();
        }
        self
    }
}

type Pair = (String, String);

fn read_pair(text: &str) -> Option<Pair> {
    let decode =
        |text: &str| Some(percent_decode_str(&text.replace('+', " ")).decode_utf8().ok()?.into_owned());
    let (name, value) = text.split_once('=')?;
    Some((decode(name)?, decode(value)?))
}

/// The one value of a name; none where it has several.
fn only<'a>(pairs: &'a [Pair], name: &str) -> Option<&'a str> {
    let mut values = pairs.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str());
    values.next().filter(|_| values.next().is_none())
}

fn organisation(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| *number > 0)
}

/// The tenant and the view that a name of ours begins with and ends with.
fn named(name: &str) -> Option<(TenantId, View)> {
    let (tenant, view) = name.split_once('-')?;
    Some((TenantId::parse(tenant)?, view.parse().ok()?))
}

fn in_grafana(path: &str, pairs: &[Pair], now: Micros) -> Option<(Whose, View, FocusQuery)> {
    let whose = only(pairs, "orgId").and_then(organisation).map(Whose::Organisation);
    let mut segments = path.trim_start_matches('/').split('/');
    match (segments.next(), segments.next()) {
        (Some("explore"), None) => {
            let panes = only(pairs, "panes").unwrap_or_default();
            let (tenant, query) = explored(panes, now).unwrap_or_default();
            Some((tenant.map(Whose::Tenant).or(whose)?, View::Explore, query))
        }
        (Some("d"), Some(uid)) => {
            let ours = named(uid);
            let view = ours
                .as_ref()
                .map_or(View::MailFlow, |(_, view)| LinkTarget::Grafana.offered(Flavor::Kibana, *view));
            let value = |name: &str| only(pairs, name).unwrap_or_default();
            // What Grafana calls all of them.
            let chosen = |name: &str| Some(value(name)).filter(|one| !matches!(*one, "$__all" | "All"));
            let query = FocusQuery {
                from: instant(value("from"), now),
                to: instant(value("to"), now),
                tz: Some(value("timezone")).filter(|zone| *zone != "browser").unwrap_or_default().to_owned(),
                host: chosen("var-host").unwrap_or_default().to_owned(),
                domain: chosen("var-domain").unwrap_or_default().to_owned(),
            };
            Some((ours.map(|(tenant, _)| Whose::Tenant(tenant)).or(whose)?, view, query))
        }
        _ => Some((whose?, View::MailFlow, FocusQuery::default())),
    }
}

/// What the first pane of Explore shows.
fn explored(panes: &str, now: Micros) -> Option<(Option<TenantId>, FocusQuery)> {
    let panes: Value = serde_json::from_str(panes).ok()?;
    let pane = panes.as_object()?.values().next()?;
    let source = pane["datasource"].as_str().unwrap_or_default();
    let tenant = source.split_once('-').and_then(|(tenant, _)| TenantId::parse(tenant));
    let tenant = tenant.filter(|tenant| source == grafana::source(tenant));
    let range = |end: &str| instant(pane["range"][end].as_str().unwrap_or_default(), now);
    let first = &pane["queries"][0];
    let query = first["query"].as_str().unwrap_or_default();
    let said = |name: &str| unquoted(query, &format!("\"{name}\" = "), '\'').unwrap_or_default();
    let in_sql = first["rawSql"].as_str().and_then(narrowed_in_sql);
    let (host, domain) = in_sql.unwrap_or_else(|| (said("host"), said("domain")));
    Some((tenant, FocusQuery { from: range("from"), to: range("to"), tz: String::new(), host, domain }))
}

/// The host and domain that a query of ours asks for; none where somebody wrote another.
fn narrowed_in_sql(query: &str) -> Option<(String, String)> {
    let (_, mut rest) = query.split_once(" AS flow WHERE ")?;
    let mut next = |column: &str| {
        let Some(begun) = rest.strip_prefix(&format!("{column} = '")) else { return Some(String::new()) };
        let (text, behind) = unquoted_sql(begun)?;
        rest = behind.strip_prefix(" AND ")?;
        Some(text)
    };
    Some((next("host")?, next("domain")?))
}

/// An instant as Grafana writes it: milliseconds, RFC 3339, or so long before now.
fn instant(text: &str, now: Micros) -> String {
    let before = text.strip_prefix("now").map(|rest| ago(rest).and_then(|ago| now.checked_sub(ago)));
    let at = before.unwrap_or_else(|| moment(text).filter(|_| !text.is_empty()));
    at.filter(|at| *at >= 0).map_or_else(String::new, |at| Focus::millis(at).to_string())
}

/// Of `now-6h` what stands behind `now`.
fn ago(text: &str) -> Option<Micros> {
    if text.is_empty() {
        return Some(0);
    }
    let text = text.strip_prefix('-')?;
    let unit = match text.chars().last()? {
        's' => SECOND,
        'm' => MINUTE,
        'h' => HOUR,
        'd' => DAY,
        'w' => 7 * DAY,
        _ => return None,
    };
    text[..text.len() - 1].parse::<u32>().ok().and_then(|count| Micros::from(count).checked_mul(unit))
}

fn in_kibana(path: &str, pairs: &[Pair]) -> Option<(Whose, View, FocusQuery)> {
    let mut segments = path.strip_prefix("/s/")?.splitn(2, '/');
    let tenant = TenantId::parse(segments.next()?)?;
    let rest = segments.next().unwrap_or_default();
    let located = (rest == "app/r").then(|| located(&tenant, only(pairs, "p")?)).flatten();
    let (view, query) = located.unwrap_or_else(|| (application(rest), FocusQuery::default()));
    Some((Whose::Tenant(tenant), view, query))
}

/// What a locator opens; what it opens of another tenant is not told.
fn located(tenant: &TenantId, about: &str) -> Option<(View, FocusQuery)> {
    let about: Value = serde_json::from_str(about).ok()?;
    let view = match about["dashboardId"].as_str() {
        Some(id) => named(id).filter(|(own, _)| own == tenant).map(|(_, view)| view)?,
        None if about["dataViewId"] == kibana::data_view(tenant).as_str() => View::Events,
        None => return None,
    };
    let text = |at: &str| about.pointer(at).and_then(Value::as_str).unwrap_or_default();
    let query = text("/query/query");
    let said = |field: &str| unquoted(query, &format!("{field} : "), '"').unwrap_or_default();
    let query = FocusQuery {
        from: text("/timeRange/from").to_owned(),
        to: text("/timeRange/to").to_owned(),
        tz: String::new(),
        host: said(kibana::field::HOST),
        domain: said(kibana::field::DOMAIN),
    };
    Some((LinkTarget::Kibana.offered(Flavor::Kibana, view), query))
}

/// What stands behind `#` tells the rest, and no server sees it.
fn application(path: &str) -> View {
    if path == "app/discover" || path.starts_with("app/discover/") { View::Events } else { View::MailFlow }
}

fn in_opensearch(pairs: &[Pair]) -> Option<(Whose, View, FocusQuery)> {
    let tenant = TenantId::parse(only(pairs, "security_tenant")?)?;
    Some((Whose::Tenant(tenant), View::Events, FocusQuery::default()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::deep_links::targets::{self, DataSource};

    const ROOT: &str = "https://grafana.example.com";
    const NOW: Micros = 1_767_700_000_000_000;

    fn tenant() -> TenantId {
        TenantId::new(1_700_000_000_000, 7)
    }

    fn read(target: LinkTarget, address: &str) -> Option<Seen> {
        let inside = &address[targets::origin(address).len()..];
        Seen::read(target, Flavor::Kibana, inside, NOW)
    }

    fn grafana_at(address: &str) -> String {
        let seen = Seen::read(LinkTarget::Grafana, Flavor::Kibana, address, NOW);
        seen.map_or_else(String::new, |seen| seen.address())
    }

    #[test]
    fn an_address_that_is_not_ours_is_told_as_far_as_it_says_whose_it_is() {
        for (address, told) in [
            (
                "/d/own-0123456789ab/our-hosts?orgId=7&from=now-6h&to=now",
                "/open/org_7/grafana/mail-flow?from=1767678400000&to=1767700000000",
            ),
            ("/d/abc?orgId=7&from=now%2Fd&to=now", "/open/org_7/grafana/mail-flow"),
            ("/d/abc?orgId=7&var-host=a&var-host=b&var-domain=%24__all", "/open/org_7/grafana/mail-flow"),
            ("/dashboards?orgId=7", "/open/org_7/grafana/mail-flow"),
            ("/d/abc?orgId=7&orgId=8", ""),
            ("/d/abc?orgId=-1", ""),
            ("/d/abc", ""),
            ("/", ""),
            ("//evil.example/d/abc", ""),
            ("/d/ten_evil-hosts?from=1&to=2", ""),
        ] {
            assert_eq!(grafana_at(address), told, "{address}");
        }
        let (tenant, uid) = (tenant(), grafana::uid(&tenant(), View::Hosts));
        let ours = format!("/d/{uid}/hosts?orgId=7&timezone=browser&var-host=%26to%3D1%23x");
        assert_eq!(grafana_at(&ours), format!("/open/{tenant}/grafana/hosts?host=%26to%3D1%23x"));
    }

    #[test]
    fn in_kibana_the_space_says_whose_it_is() {
        let (tenant, other) = (tenant(), TenantId::new(1, 1));
        let of = |address: &str| {
            let seen = Seen::read(LinkTarget::Kibana, Flavor::Kibana, address, NOW);
            seen.map_or_else(String::new, |seen| seen.address())
        };
        let open = |view: &str| format!("/open/{tenant}/kibana/{view}");
        assert_eq!(of(&format!("/s/{tenant}/app/discover")), open("events"));
        assert_eq!(of(&format!("/s/{tenant}/app/dashboards")), open("mail-flow"));
        let foreign = format!("/s/{tenant}/app/r?p=%7B%22dashboardId%22%3A%22{other}-hosts%22%7D");
        assert_eq!(of(&foreign), open("mail-flow"), "another tenant’s is not told");
        assert_eq!((of("/s/acme/app/discover"), of("/app/discover")), (String::new(), String::new()));
    }

    #[test]
    fn in_opensearch_dashboards_the_query_says_it() {
        let focus = Focus { from: 0, to: NOW, zone: "UTC".to_owned(), host: None, domain: None };
        let address = kibana::opensearch("", &tenant(), View::Events, &focus);
        let seen = Seen::read(LinkTarget::Kibana, Flavor::Opensearch, &address, NOW).unwrap();
        assert_eq!((&seen.whose, seen.view), (&Whose::Tenant(tenant()), View::Events));
        assert_eq!(Seen::read(LinkTarget::Kibana, Flavor::Opensearch, "/app/discover", NOW), None);
    }

    #[test]
    fn whose_it_is_stands_where_no_slug_can() {
        for whose in [Whose::Tenant(tenant()), Whose::Organisation(7)] {
            assert_eq!(Whose::read(&whose.to_string()), Some(whose));
        }
        for slug in ["acme", "org-7", "7", "org_", "org_0", "org_x", "ten_acme"] {
            assert_eq!(Whose::read(slug), None, "{slug}");
        }
    }

    proptest! {
        #[test]
        fn what_is_built_is_read_back_the_same(
            host in "[^\\p{C}]{0,60}", domain in "[^\\p{C}]{0,60}", from in 0_i64..1_700_000_000_000, span in 1_i64..100_000_000,
        ) {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            // What Grafana takes for all of them is no host.
            prop_assume!(host != "All" && domain != "All");
            let focus = Focus {
                from: from * 1000,
                to: (from + span) * 1000,
                zone: "Europe/Paris".to_owned(),
                host: some(&host),
                domain: some(&domain),
            };
            let tenant = tenant();
            let explore = DataSource::ALL.iter().map(|reads| (View::Explore, grafana::explore(ROOT, &tenant, 7, *reads, &focus)));
            let views = LinkTarget::Grafana.views(Flavor::Kibana).iter().filter(|view| **view != View::Explore);
            let dashboards = views.map(|view| (*view, grafana::dashboard(ROOT, &tenant, 7, *view, &focus)));
            for (view, address) in explore.chain(dashboards) {
                let seen = read(LinkTarget::Grafana, &address).unwrap();
                prop_assert_eq!((&seen.whose, seen.view), (&Whose::Tenant(tenant.clone()), view));
                prop_assert_eq!(seen.query.read("Europe/Paris", NOW), Ok(focus.clone()));
            }
            for view in LinkTarget::Kibana.views(Flavor::Kibana) {
                let address = kibana::locator(ROOT, &tenant, "9.1.0", *view, &focus);
                let seen = read(LinkTarget::Kibana, &address).unwrap();
                prop_assert_eq!((&seen.whose, seen.view), (&Whose::Tenant(tenant.clone()), *view));
                prop_assert_eq!(seen.query.read("Europe/Paris", NOW), Ok(focus.clone()));
            }
        }

        #[test]
        fn whatever_was_asked_for_leads_into_the_console(address in ".{0,120}", path in "/(d|explore|s)/[^\\p{C}]{0,80}") {
            for target in [LinkTarget::Grafana, LinkTarget::Kibana] {
                for flavor in Flavor::ALL {
                    for asked in [&address, &path] {
                        let told = Seen::read(target, *flavor, asked, NOW).map(|seen| seen.address());
                        let is_inside = told.as_ref().is_none_or(|told| {
                            told.starts_with("/open/") && told.bytes().all(|byte| byte.is_ascii_graphic())
                        });
                        prop_assert!(is_inside, "{:?}", told);
                    }
                }
            }
        }
    }
}
