//! What a tenant gets in Grafana: made once, whoever dies, whoever races, and taken away whole.

mod contract;
mod door;
mod figures;
mod kibana;
mod oidc;
mod opening;
mod program;
mod read_credentials;
mod reads_postgresql;
mod sinks;
mod streams;
mod stub;
mod targets;
mod templates;

use domain::{AccountId, HOUR, Locale, SECOND, TenantId, deep_links::targets::DataSource};
use serde_json::json;
use service::{
    Service, chance,
    deep_links::{
        AskError, Standing,
        grafana::{Grafana, Source, Space},
    },
};
use stub::{ADMIN, Fault, Stub};
use testkit::World;

fn tenant(world: &World) -> TenantId {
    chance::id(world.now(), TenantId::new)
}

fn space<'a>(tenant: &'a TenantId, password: &'a str) -> Space<'a> {
    let source = Source {
        reads: DataSource::Influxdb,
        url: "http://influxdb:8086",
        database: tenant.as_str(),
        ssl_mode: "",
        user: tenant.as_str(),
        password,
    };
    Space { tenant, name: "Acme", locale: Locale::En, source }
}

async fn provision(service: &Service, grafana: &Grafana, tenant: &TenantId) -> Result<i64, AskError> {
    grafana.provision(service, &space(tenant, "first")).await
}

/// What there is of one tenant: data source, folder and four dashboards.
const WHOLE: (usize, usize, usize) = (1, 1, 4);

testkit::on_sqlite! {
    async fn a_tenant_gets_its_organisation_once_and_the_second_time_nothing_is_written(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let org = provision(service, &grafana, &tenant).await.unwrap();
        assert_eq!((stub.orgs(), stub.of(org)), (vec![tenant.to_string()], WHOLE));
        let writes = stub.writes();
        assert_eq!(provision(service, &grafana, &tenant).await.unwrap(), org);
        assert_eq!(stub.writes(), writes, "nothing changed, so nothing is written");
        stub.check();
    }

    async fn whoever_dies_at_any_request_is_followed_by_another_who_makes_nothing_twice(world: World) {
        let service = &world.service;
        let whole = {
            let (stub, grafana) = Stub::start().await;
            provision(service, &grafana, &tenant(&world)).await.unwrap();
            stub.asked()
        };
        for at in 0..whole {
            for fault in [Fault::Refused, Fault::Lost, Fault::Cut, Fault::Html] {
                let (stub, grafana) = Stub::start().await;
                let tenant = tenant(&world);
                stub.fail(at, fault);
                let failed = provision(service, &grafana, &tenant).await;
                assert!(failed.is_err(), "request {at} came to nothing: {fault:?}");
                let org = provision(service, &grafana, &tenant).await.unwrap();
                assert_eq!((stub.orgs().len(), stub.of(org)), (1, WHOLE), "request {at}: {fault:?}");
                stub.check();
            }
        }
    }

    async fn tenants_that_are_made_at_once_get_nothing_of_each_other(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, one, two) = (&world.service, tenant(&world), tenant(&world));
        // Each by two, who look before either has written.
        stub.hold_writes(true);
        let all = [&one, &one, &two, &two].map(|tenant| provision(service, &grafana, tenant));
        let orgs = async { futures::future::join_all(all).await };
        let free = async { stub.hold_writes(false) };
        let (orgs, ()) = tokio::join!(orgs, free);
        let orgs: Vec<_> = orgs.into_iter().map(Result::unwrap).collect();
        assert_eq!((orgs[0], orgs[2]), (orgs[1], orgs[3]));
        assert_ne!(orgs[0], orgs[2]);
        for (org, tenant) in [(orgs[0], &one), (orgs[2], &two)] {
            assert_eq!(stub.of(org), WHOLE);
            let names = stub.names_of(org);
            assert!(names.iter().all(|name| name == "managed" || name.starts_with(tenant.as_str())), "{names:?}");
        }
        stub.check();
    }

    async fn a_credential_that_is_renewed_is_written_and_nothing_beside_it(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let org = provision(service, &grafana, &tenant).await.unwrap();
        let writes = stub.writes();
        grafana.provision(service, &space(&tenant, "second")).await.unwrap();
        assert_eq!((stub.writes(), stub.password(org)), (writes + 1, "second".to_owned()));
        // What is read back tells it to nobody.
        assert!(!stub.shown(org).contains("second"));
        stub.check();
    }

    async fn whoever_changed_a_dashboard_keeps_it_beside_the_newer_one(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let org = provision(service, &grafana, &tenant).await.unwrap();
        let uid = format!("{tenant}-hosts");
        stub.edit(org, &uid, "acc_ann", json!({ "title": "Our hosts" }));
        let writes = stub.writes();
        provision(service, &grafana, &tenant).await.unwrap();
        assert_eq!(stub.writes(), writes, "theirs is left alone while ours is of this make");
        stub.edit(org, &uid, "acc_ann", json!({ "tags": ["managed", "make-older"] }));
        provision(service, &grafana, &tenant).await.unwrap();
        let titles = stub.titles(org);
        assert_eq!(titles.iter().filter(|title| *title == "Hosts").count(), 1, "{titles:?}");
        assert!(titles.contains(&"Our hosts (copy)".to_owned()), "{titles:?}");
        provision(service, &grafana, &tenant).await.unwrap();
        assert_eq!(stub.titles(org).len(), 5, "one copy");
        stub.check();
    }

    async fn whoever_dies_while_a_changed_dashboard_is_renewed_leaves_one_copy(world: World) {
        let service = &world.service;
        for fault in [Fault::Refused, Fault::Lost, Fault::Cut] {
            for at in 0.. {
                let (stub, grafana) = Stub::start().await;
                let tenant = tenant(&world);
                let org = provision(service, &grafana, &tenant).await.unwrap();
                let changes = json!({ "title": "Our hosts", "tags": ["make-older"] });
                stub.edit(org, &format!("{tenant}-hosts"), "acc_ann", changes);
                stub.fail(stub.asked() + at, fault);
                if provision(service, &grafana, &tenant).await.is_ok() {
                    assert!(at > 8, "so many requests were made to fail");
                    break;
                }
                provision(service, &grafana, &tenant).await.unwrap();
                let titles = stub.titles(org);
                let copies = titles.iter().filter(|title| *title == "Our hosts (copy)").count();
                assert_eq!((titles.len(), copies), (5, 1), "request {at}: {fault:?}");
                stub.check();
            }
        }
    }

    async fn a_space_that_is_renamed_has_one_name_there(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let org = provision(service, &grafana, &tenant).await.unwrap();
        let writes = stub.writes();
        let renamed = Space { name: "Acme Corporation", ..space(&tenant, "first") };
        grafana.provision(service, &renamed).await.unwrap();
        assert_eq!(stub.folder_titles(org), ["Acme Corporation"]);
        assert!(stub.shown(org).contains("Acme Corporation"));
        assert_eq!(stub.writes(), writes + 2, "the folder and the data source");
        stub.check();
    }

    async fn people_come_in_change_and_go_and_nobody_of_a_tenant_administers(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let org = provision(service, &grafana, &tenant).await.unwrap();
        let ann: AccountId = chance::id(world.now(), AccountId::new);
        let enter = async |standing| grafana.enter(service, org, &ann, standing).await.unwrap();
        let id = enter(Standing::Viewer).await;
        assert_eq!(stub.role(org, ann.as_str()).as_deref(), Some("Viewer"));
        let writes = stub.writes();
        assert_eq!(enter(Standing::Viewer).await, id);
        assert_eq!(stub.writes(), writes);
        enter(Standing::Editor).await;
        assert_eq!(stub.role(org, ann.as_str()).as_deref(), Some("Editor"));
        // In another organisation it is the same user.
        let other = provision(service, &grafana, &self::tenant(&world)).await.unwrap();
        assert_eq!(grafana.enter(service, other, &ann, Standing::Viewer).await.unwrap(), id);
        grafana.leave(service, org, id).await.unwrap();
        assert_eq!((stub.role(org, ann.as_str()), stub.role(other, ann.as_str()).as_deref()), (None, Some("Viewer")));
        grafana.leave(service, org, id).await.unwrap();
        assert!(!format!("{:?}", stub.people()).contains('@') || stub.people().iter().all(|email| email.ends_with("@users.invalid")));
        stub.check();
    }

    async fn what_a_tenant_had_is_taken_away_whole_and_once(world: World) {
        let (stub, grafana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let org = provision(service, &grafana, &tenant).await.unwrap();
        let ann: AccountId = chance::id(world.now(), AccountId::new);
        grafana.enter(service, org, &ann, Standing::Viewer).await.unwrap();
        grafana.remove(service, &tenant).await.unwrap();
        assert_eq!((stub.orgs(), stub.of(org)), (Vec::new(), (0, 0, 0)));
        grafana.remove(service, &tenant).await.unwrap();
        stub.check();
    }

    async fn it_is_said_how_grafana_is_and_what_it_will_not_do(world: World) {
        let (stub, grafana) = Stub::start().await;
        let service = &world.service;
        stub.set_clock(world.now() + HOUR);
        let health = grafana.health(service).await.unwrap();
        assert_eq!((health.version.as_str(), health.skew), ("13.0.0", Some(HOUR - world.now() % SECOND)));
        let other = stub.with_password("wrong");
        let refused = provision(service, &other, &tenant(&world)).await.unwrap_err();
        assert!(matches!(refused, AskError::Refused { status: 401, .. }), "{refused}");
        assert!(!format!("{refused} {other:?}").contains("wrong"));
        stub.stop().await;
        let away = grafana.health(service).await.unwrap_err();
        assert!(matches!(away, AskError::Away { .. }), "{away}");
        assert!(!away.to_string().contains(ADMIN));
    }
}
