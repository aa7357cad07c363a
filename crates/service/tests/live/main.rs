//! The programs themselves, for whoever has them: what the other tests make in a stub is made there, looked at, and taken
//! away again. `CONTRIBUTING.md` says how they are named; a program that is not named fails its test.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get ends it")]

mod stores;
mod watched;

use std::env;

use domain::{
    AccountId, Locale, TenantId,
    deep_links::{self, targets::DataSource},
};
use service::{
    chance,
    deep_links::{
        Standing,
        grafana::{self, Grafana, Source},
        kibana::{self, Kibana},
    },
};
use testkit::World;
use url::Url;
use watched::Watched;

/// A program that was named, and who is known there.
struct Named {
    url: Url,
    user: String,
    password: String,
}

/// The one that `PARVIS_LIVE_{name}` names, with `..._USER` and `..._PASSWORD`.
fn named(name: &str) -> Named {
    let value = |end: &str| {
        let variable = format!("PARVIS_LIVE_{name}{end}");
        env::var(&variable).unwrap_or_else(|_| panic!("this test needs a program: set {variable}"))
    };
    let url = Url::parse(&value("")).unwrap();
    Named { url, user: value("_USER"), password: value("_PASSWORD") }
}

/// A tenant that is nobody's.
fn tenant(world: &World) -> TenantId {
    chance::id(world.now(), TenantId::new)
}

fn account(world: &World) -> AccountId {
    chance::id(world.now(), AccountId::new)
}

testkit::on_sqlite! {
    async fn grafana_gets_an_organisation_once_and_loses_it_whole(world: World) {
        let program = named("GRAFANA");
        let watched = Watched::start(&program).await;
        let grafana = Grafana::new(watched.url(), &program.user, &program.password);
        let (service, tenant) = (&world.service, tenant(&world));
        grafana.administers(service).await.unwrap();
        // Nothing is read from it, so it need not be there.
        let source = Source {
            reads: DataSource::Influxdb,
            url: "http://influxdb.invalid:8086",
            database: "none",
            ssl_mode: "",
            user: "none",
            password: "none",
        };
        let space = grafana::Space { tenant: &tenant, name: "Parvis live", locale: Locale::En, source };
        let org = grafana.provision(service, &space).await.unwrap();
        let made = watched.writes();
        assert!(!made.is_empty());
        assert_eq!(grafana.provision(service, &space).await.unwrap(), org);
        assert_eq!(watched.writes(), [""; 0], "nothing changed, so nothing is written");

        let found = watched.get("/api/search?type=dash-db", &[("x-grafana-org-id", &org.to_string())]).await;
        assert_eq!(found.as_array().map(Vec::len), Some(4), "{found}");
        let ann = account(&world);
        let person = grafana.enter(service, org, &ann, Standing::Viewer).await.unwrap();
        assert_eq!(grafana.enter(service, org, &ann, Standing::Viewer).await.unwrap(), person);
        let people = watched.get(&format!("/api/orgs/{org}/users"), &[]).await;
        let role = people.as_array().unwrap().iter().find(|one| one["login"] == ann.as_str()).map(|one| &one["role"]);
        assert_eq!(role.and_then(serde_json::Value::as_str), Some("Viewer"), "{people}");
        grafana.leave(service, org, person).await.unwrap();

        grafana.remove(service, &tenant).await.unwrap();
        let all = watched.get("/api/orgs?perpage=1000", &[]).await;
        assert!(!all.to_string().contains(tenant.as_str()), "{all}");
    }

    async fn kibana_gets_a_space_once_and_loses_it_whole(world: World) {
        let (program, store) = (named("KIBANA"), named("ELASTICSEARCH"));
        let watched = (Watched::start(&program).await, Watched::start(&store).await);
        let kibana = Kibana::new(
            (watched.0.url(), &program.user, &program.password),
            (watched.1.url(), &store.user, &store.password),
        );
        // As the gateway's user it may do nothing in its own name.
        let kibana = match env::var("PARVIS_LIVE_KIBANA_AS") {
            Ok(user) => kibana.acting_as(&user),
            Err(_) => kibana,
        };
        let (service, tenant) = (&world.service, tenant(&world));
        let space = kibana::Space { tenant: &tenant, name: "Parvis live", locale: Locale::En };
        kibana.provision(service, &space).await.unwrap();
        assert!(!watched.0.writes().is_empty());
        kibana.provision(service, &space).await.unwrap();
        let writes = (watched.0.writes(), watched.1.writes());
        assert_eq!(writes, (Vec::new(), Vec::new()), "nothing changed, so nothing is written");

        let ann = account(&world);
        let login = kibana.enter(service, &tenant, &ann, Standing::Viewer).await.unwrap();
        assert_eq!(watched.1.writes().len(), 1);
        kibana.enter(service, &tenant, &ann, Standing::Viewer).await.unwrap();
        assert_eq!(watched.1.writes(), [""; 0], "who is there is not let in again");
        let user = watched.1.get(&format!("/_security/user/{login}"), &[]).await;
        assert_eq!(user[&login]["roles"], serde_json::json!([kibana::role(&tenant, Standing::Viewer)]), "{user}");
        let role = watched.1.get(&format!("/_security/role/{}", kibana::role(&tenant, Standing::Viewer)), &[]).await;
        assert!(role.to_string().contains(&deep_links::kibana::data_stream(&tenant)), "{role}");

        kibana.remove(service, &tenant).await.unwrap();
        let user = watched.1.get(&format!("/_security/user/{login}"), &[]).await;
        assert_eq!(user, serde_json::json!({}));
    }
}
