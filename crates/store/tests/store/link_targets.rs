use domain::deep_links::targets::{Finding, Flavor, LinkMode, LinkState, LinkTarget};
use store::control::link_targets::{self, Connection, Found};
use testkit::NOON;

use crate::fixtures::control;

testkit::both_engines! {
    async fn each_target_is_there_and_off_and_is_changed_by_the_first_who_read_it(world: World) {
        let mut tx = control(&world).await;
        let all = link_targets::list(&mut tx).await.unwrap();
        let names: Vec<_> = all.iter().map(|one| one.target).collect();
        let known = [LinkTarget::Elasticsearch, LinkTarget::Grafana, LinkTarget::Influxdb, LinkTarget::Kibana];
        assert_eq!(names, known);
        assert!(all.iter().all(|one| one.mode == LinkMode::Off && one.state == LinkState::Unknown));
        let old = link_targets::find(&mut tx, LinkTarget::Kibana).await.unwrap().unwrap();
        let new = Connection {
            mode: LinkMode::Gateway, flavor: Flavor::Opensearch, public_url: "https://kibana.example/".to_owned(),
            internal_url: "http://kibana:5601/".to_owned(), username: "parvis".to_owned(),
            credential: "sealed".to_owned(), ..old.clone()
        };
        assert!(link_targets::update(&mut tx, &new, NOON).await.unwrap());
        assert!(!link_targets::update(&mut tx, &new, NOON).await.unwrap(), "it was changed since");
        let found = link_targets::find(&mut tx, LinkTarget::Kibana).await.unwrap().unwrap();
        assert_eq!(found, Connection { revision: old.revision + 1, updated_at: NOON, ..new });
        assert!(link_targets::lock(&mut tx, LinkTarget::Kibana, found.revision).await.unwrap());
        assert!(!link_targets::lock(&mut tx, LinkTarget::Kibana, old.revision).await.unwrap(), "it was changed since");
        assert_eq!(link_targets::find(&mut tx, LinkTarget::Kibana).await.unwrap(), Some(found));
    }

    async fn what_is_found_keeps_its_beginning_and_is_forgotten_with_a_change(world: World) {
        let mut tx = control(&world).await;
        let target = LinkTarget::Grafana;
        let connection = link_targets::find(&mut tx, target).await.unwrap().unwrap();
        let revision = connection.revision;
        let ready = Found { state: LinkState::Ready, finding: None, version: "13.0.0".to_owned(), skew: Some(-5) };
        let down = Found { state: LinkState::Down, finding: Some(Finding::Late), version: String::new(), skew: None };
        for (found, at, since) in [(&ready, NOON, NOON), (&ready, NOON + 1, NOON), (&down, NOON + 2, NOON + 2)] {
            assert!(link_targets::update_found(&mut tx, target, revision, found, at).await.unwrap());
            let kept = link_targets::find(&mut tx, target).await.unwrap().unwrap();
            assert_eq!((kept.state, kept.finding(), &kept.version, kept.skew), (found.state, found.finding, &found.version, found.skew));
            assert_eq!((kept.since, kept.probed_at), (Some(since), Some(at)));
        }
        assert!(link_targets::update(&mut tx, &connection, NOON).await.unwrap());
        let kept = link_targets::find(&mut tx, target).await.unwrap().unwrap();
        assert_eq!((kept.state, kept.finding(), kept.since, kept.probed_at), (LinkState::Unknown, None, None, None));
        let is_kept = link_targets::update_found(&mut tx, target, revision, &down, NOON).await.unwrap();
        assert!(!is_kept, "it was found of what is there no more");
    }

    async fn a_target_that_is_on_is_looked_at_by_one_server_at_a_time(world: World) {
        let mut tx = control(&world).await;
        let target = LinkTarget::Influxdb;
        assert!(!link_targets::update_asked(&mut tx, target, NOON, NOON - 60).await.unwrap(), "it is off");
        let connection = link_targets::find(&mut tx, target).await.unwrap().unwrap();
        let on = Connection { mode: LinkMode::On, ..connection };
        assert!(link_targets::update(&mut tx, &on, NOON).await.unwrap());
        for (at, is_first) in [(NOON, true), (NOON + 59, false), (NOON + 60, true)] {
            assert_eq!(link_targets::update_asked(&mut tx, target, at, at - 60).await.unwrap(), is_first, "{at}");
        }
    }
}
