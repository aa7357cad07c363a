//! What `deploy/links` starts beside this server is set up as the operators' console says, filled with names that are
//! known when it starts.

use domain::deep_links::{
    snippets::{self, Wiring},
    targets::{Flavor, LinkMode, LinkTarget},
};

const COMPOSE: [&str; 3] = [
    include_str!("../../../deploy/links/compose.yml"),
    include_str!("../../../deploy/links/compose.grafana.yml"),
    include_str!("../../../deploy/links/compose.kibana.yml"),
];

/// What the console shows for a file of a target, with a place holder for each host name.
fn shown(target: LinkTarget, file: &str, (console, public): (&str, &str)) -> String {
    let (internal_url, store_url) = match target {
        LinkTarget::Grafana => ("http://grafana:3000/", "http://influxdb:8086/"),
        _ => ("http://kibana:5601/", "http://elasticsearch:9200/"),
    };
    let mode = if target.is_store() { LinkMode::On } else { LinkMode::Gateway };
    let wiring = Wiring {
        target,
        mode,
        flavor: Flavor::Kibana,
        console: &format!("https://{console}"),
        public_url: &format!("https://{public}/"),
        internal_url,
        store_url,
    };
    let found = snippets::all(&wiring).into_iter().find(|snippet| snippet.file == file);
    found.unwrap_or_else(|| panic!("{file}")).text
}

#[test]
fn grafana_is_set_up_as_the_console_says() {
    let hosts = ("$__env{CONSOLE_HOST}", "$__env{GRAFANA_HOST}");
    let file = include_str!("../../../deploy/links/grafana.ini");
    assert_eq!(file, shown(LinkTarget::Grafana, "grafana.ini", hosts));
}

#[test]
fn the_others_are_set_up_so_with_what_a_container_needs_besides() {
    let hosts = ("${CONSOLE_HOST}", "${KIBANA_HOST}");
    for (target, name, file) in [
        (LinkTarget::Kibana, "kibana.yml", include_str!("../../../deploy/links/kibana.yml")),
        (LinkTarget::Influxdb, "influxdb.conf", include_str!("../../../deploy/links/influxdb.conf")),
        (
            LinkTarget::Elasticsearch,
            "elasticsearch.yml",
            include_str!("../../../deploy/links/elasticsearch.yml"),
        ),
    ] {
        let shown = shown(target, name, hosts);
        assert!(file.contains(&shown), "{name} lacks\n{shown}");
        let mut keys: Vec<_> = file.lines().filter_map(|line| line.split_once([':', '='])).collect();
        keys.retain(|(key, _)| !key.starts_with('#'));
        keys.sort_unstable();
        for two in keys.windows(2) {
            // What stands twice would be read once. Folders of InfluxDB are the exception: each part has one.
            assert!(two[0].0 != two[1].0 || two[0].0.trim() == "dir", "{name}: {}", two[0].0);
        }
    }
}

#[test]
fn versions_are_named_and_known_to_work() {
    let images: Vec<_> = COMPOSE
        .iter()
        .flat_map(|file| file.lines())
        .filter_map(|line| line.trim().strip_prefix("image: "))
        .filter(|image| *image != "parvis")
        .collect();
    assert_eq!(images.len(), 6, "{images:?}");
    for image in images {
        let (name, version) = image.rsplit_once(':').unwrap_or_else(|| panic!("{image} names no version"));
        let target = name.rsplit('/').next().and_then(|name| name.parse::<LinkTarget>().ok());
        assert!(
            target.map_or(name == "caddy", |target| target.takes_version(Flavor::Kibana, version)),
            "{image}"
        );
    }
}

#[test]
fn nothing_but_the_proxy_is_reached_from_outside_and_no_password_is_written_down() {
    let ports = |file: &&str| file.lines().filter(|line| line.trim().starts_with("ports:")).count();
    assert_eq!(COMPOSE.iter().map(ports).sum::<usize>(), 1);
    let caddy = COMPOSE[0].split("  caddy:").nth(1).and_then(|rest| rest.split("\nnetworks:").next());
    assert!(caddy.is_some_and(|caddy| caddy.contains("ports:")));
    for line in COMPOSE.iter().flat_map(|file| file.lines()) {
        let is_secret = ["PASSWORD: ", "KEY: "].iter().any(|end| line.contains(end));
        assert!(!is_secret || line.contains(": ${"), "{line}");
        assert!(!line.contains("networks: [ outside ]"), "{line}");
    }
}
