//! A Grafana that reads the server's own PostgreSQL, each space by a role of its own.

use domain::{
    Error,
    deep_links::{
        DeepLinksProblem,
        offers::OfferState::{Preparing, Ready},
    },
    plans::Plan,
};
use serde_json::Value;
use service::{
    Standing,
    deep_links::{
        opening,
        targets::{self, TargetForm},
    },
};
use testkit::Engine;

use super::stub::{ADMIN, PASSWORD, Stub};

/// A query as Grafana sends it: what its variables and macros stand for.
fn sent(query: &str) -> String {
    query
        .replace("${host:regex}", ".*")
        .replace("${domain:regex}", "(acme.test|)")
        .replace("${__from}", "1767571200000")
        .replace("${__to}", "1767614400000")
        .replace("$__timeFilter(at)", "at between '2026-01-05' and '2026-01-06'")
        .replace(
            "$__timeGroupAlias(at, $__interval, 0)",
            "floor(extract(epoch from at) / 900) * 900 as \"time\"",
        )
}

testkit::both_engines! {
    async fn a_grafana_reads_postgresql_where_the_data_is_in_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (stub, _) = Stub::start().await;
        stub.set_clock(world.now());
        let form = TargetForm {
            mode: "plain".to_owned(),
            source: "postgresql".to_owned(),
            public_url: "https://grafana.example".to_owned(),
            internal_url: stub.root(),
            username: ADMIN.to_owned(),
            password: PASSWORD.to_owned(),
            revision: 1,
            ..TargetForm::default()
        };
        let saved = targets::save(testkit::operate(&world.service).await, "grafana", &form).await;
        if world.engine == Engine::Sqlite {
            assert_eq!(saved, Err(Error::field("source", DeepLinksProblem::NoPostgresql)));
            return;
        }
        saved.unwrap();
        let look = targets::probe(testkit::operate(&world.service).await, "grafana").await.unwrap();
        targets::note(testkit::operate(&world.service).await, look).await.unwrap();
        for expected in [Preparing, Ready] {
            let standing = Standing::open(&world.service, &owner.caller, &owner.tenant.slug).await.unwrap();
            let offers = opening::offers(&world.service, &standing).await.unwrap();
            assert_eq!(offers.programs[0].state, expected, "without a store that is connected");
            world.service.run_due_jobs().await.unwrap();
        }
        let location = world.store.location(&owner.tenant.id);
        let reader = format!("{}_grafana", owner.tenant.id);
        assert_eq!(world.store.list_readers(&location).await.unwrap(), [reader.as_str()]);
        let org = 2;
        let shown: Value = serde_json::from_str(&stub.shown(org)).unwrap();
        assert_eq!(shown["type"], "grafana-postgresql-datasource");
        assert_eq!(shown["user"], reader.as_str());
        assert!(!shown.to_string().contains(&stub.password(org)));
        let queries = stub.queries(org);
        assert!(queries.len() >= 10, "{queries:?}");
        for (title, query) in queries {
            let query = sent(&query);
            assert!(!query.contains("$__") && !query.contains("${"), "{query}");
            let mut tx = world.tenant_tx(&owner.tenant).await;
            let done = tx.raw().tamper(query.clone().leak()).await;
            assert!(done.is_ok(), "{title}: {done:?}: {query}");
        }
        stub.check();
    }
}
