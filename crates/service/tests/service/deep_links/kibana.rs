//! What a tenant gets in Kibana: made once, whoever dies, whoever races, and taken away whole.

mod people;
mod roles;
pub(super) mod stub;

use domain::{
    AccountId, Locale, TenantId,
    deep_links::{
        View,
        kibana::{self as names, field},
        targets::{Flavor, LinkTarget},
    },
};
use serde_json::json;
use service::{
    Service, chance,
    deep_links::{
        AskError, Standing,
        kibana::{self, Kibana, Space},
    },
};
use stub::Stub;
use testkit::World;

use super::{
    door::{ADMIN, Fault},
    tenant,
};

/// Whatever may become of a request but silence.
const FAULTS: [Fault; 5] = [Fault::Refused, Fault::Lost, Fault::Cut, Fault::Long, Fault::Html];
/// What there is of one tenant: two roles, a data view and three dashboards.
const WHOLE: (usize, usize, usize) = (2, 1, 3);

fn space(tenant: &TenantId) -> Space<'_> {
    Space { tenant, name: "Acme", locale: Locale::En }
}

async fn provision(service: &Service, kibana: &Kibana, tenant: &TenantId) -> Result<(), AskError> {
    kibana.provision(service, &space(tenant)).await
}

fn somebody(world: &World) -> AccountId {
    chance::id(world.now(), AccountId::new)
}

/// The space of a tenant, alone.
fn alone(tenant: &TenantId) -> Vec<(String, String)> {
    vec![(tenant.to_string(), "Acme".to_owned())]
}

testkit::on_sqlite! {
    async fn a_tenant_gets_its_space_once_and_the_second_time_nothing_is_written(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        assert_eq!((stub.spaces(), stub.of(tenant.as_str())), (alone(&tenant), WHOLE));
        let writes = stub.writes();
        provision(service, &kibana, &tenant).await.unwrap();
        assert_eq!(stub.writes(), writes, "nothing changed, so nothing is written");
        stub.check();
    }

    async fn what_links_open_is_there_with_the_fields_that_links_narrow(world: World) {
        let (stub, kibana) = Stub::start().await;
        let tenant = tenant(&world);
        provision(&world.service, &kibana, &tenant).await.unwrap();
        let ids = stub.names_of(tenant.as_str());
        for view in LinkTarget::Kibana.views(Flavor::Kibana) {
            let id = match view {
                View::Events => names::data_view(&tenant),
                view => names::dashboard_id(&tenant, *view),
            };
            assert!(ids.contains(&id), "{view}: {ids:?}");
        }
        let shown = stub.shown(tenant.as_str());
        let who = [field::HOST, field::DOMAIN, field::SENDER, field::RECIPIENT, field::CLIENT];
        for field in who.into_iter().chain([field::AT, field::DIRECTION]) {
            assert!(shown.contains(field), "{field}");
        }
        assert!(shown.contains(&names::data_stream(&tenant)));
        stub.check();
    }

    async fn whoever_dies_at_any_request_is_followed_by_another_who_makes_nothing_twice(world: World) {
        let service = &world.service;
        let whole = {
            let (stub, kibana) = Stub::start().await;
            provision(service, &kibana, &tenant(&world)).await.unwrap();
            stub.asked()
        };
        for at in 0..whole {
            for fault in FAULTS {
                let (stub, kibana) = Stub::start().await;
                let tenant = tenant(&world);
                stub.fail(at, fault);
                let failed = provision(service, &kibana, &tenant).await;
                assert!(failed.is_err(), "request {at} came to nothing: {fault:?}");
                provision(service, &kibana, &tenant).await.unwrap();
                assert_eq!((stub.spaces(), stub.of(tenant.as_str())), (alone(&tenant), WHOLE), "request {at}: {fault:?}");
                stub.check();
            }
        }
    }

    async fn tenants_that_are_made_at_once_get_nothing_of_each_other(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, one, two) = (&world.service, tenant(&world), tenant(&world));
        // Each by two, who look before either has written.
        stub.hold_writes(true);
        let all = [&one, &one, &two, &two].map(|tenant| provision(service, &kibana, tenant));
        let made = async { futures::future::join_all(all).await };
        let free = async { stub.hold_writes(false) };
        let (made, ()) = tokio::join!(made, free);
        made.into_iter().for_each(Result::unwrap);
        assert_eq!(stub.spaces().len(), 2);
        for (tenant, other) in [(&one, &two), (&two, &one)] {
            assert_eq!(stub.of(tenant.as_str()), WHOLE);
            let names = stub.names_of(tenant.as_str());
            assert!(names.iter().all(|name| name.starts_with(tenant.as_str())), "{names:?}");
            assert!(!stub.shown(tenant.as_str()).contains(other.as_str()));
            for standing in [Standing::Viewer, Standing::Editor] {
                assert!(!stub.role(&kibana::role(tenant, standing)).to_string().contains(other.as_str()));
            }
        }
        stub.check();
    }

    async fn another_who_is_quicker_has_made_what_was_to_be_made(world: World) {
        let service = &world.service;
        for (request, status) in [
            ("POST /api/spaces/space", 409),
            ("POST /api/data_views/data_view", 400),
            ("POST /api/data_views/data_view", 409),
        ] {
            let (stub, kibana) = Stub::start().await;
            provision(service, &kibana, &tenant(&world)).await.unwrap();
            let at = stub.asked() + stub.place(request);
            stub.fail(at, Fault::Raced(status));
            let tenant = tenant(&world);
            provision(service, &kibana, &tenant).await.unwrap();
            assert_eq!(stub.of(tenant.as_str()), WHOLE, "{request}: {status}");
            stub.check();
        }
    }

    async fn another_data_view_of_its_name_makes_room_for_it(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        stub.fail(stub.asked() + 2, Fault::Refused);
        provision(service, &kibana, &tenant).await.unwrap_err();
        stub.add_view(tenant.as_str(), "theirs", "Mail events");
        provision(service, &kibana, &tenant).await.unwrap();
        assert_eq!(stub.of(tenant.as_str()), WHOLE);
        assert!(!stub.names_of(tenant.as_str()).contains(&"theirs".to_owned()));
        stub.check();
    }

    async fn a_space_that_is_renamed_has_one_name_and_keeps_what_is_not_ours(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        stub.change_space(tenant.as_str(), "color", json!("#aa00bb"));
        stub.change_space(tenant.as_str(), "disabledFeatures", json!(["visualize"]));
        let writes = stub.writes();
        let renamed = Space { name: "Acme Corporation", ..space(&tenant) };
        kibana.provision(service, &renamed).await.unwrap();
        let space = json!({
            "id": tenant.as_str(), "name": "Acme Corporation", "color": "#aa00bb",
            "disabledFeatures": ["visualize"],
        });
        assert_eq!((stub.space(tenant.as_str()), stub.writes()), (space, writes + 1));
        stub.check();
    }

    async fn a_newer_make_takes_the_place_of_an_older_one_that_nobody_changed(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        let french = Space { locale: Locale::Fr, ..space(&tenant) };
        let writes = stub.writes();
        kibana.provision(service, &french).await.unwrap();
        assert_eq!(stub.of(tenant.as_str()), WHOLE, "no copies");
        assert_eq!(stub.writes(), writes + 4, "the data view and three dashboards");
        assert!(stub.titles(tenant.as_str()).contains(&"Flux de courrier".to_owned()));
        assert!(stub.shown(tenant.as_str()).contains("Événements de courrier"));
        kibana.provision(service, &french).await.unwrap();
        assert_eq!(stub.writes(), writes + 4);
        stub.check();
    }

    async fn whoever_changed_a_dashboard_keeps_it_beside_the_newer_one(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        provision(service, &kibana, &tenant).await.unwrap();
        let id = names::dashboard_id(&tenant, View::Hosts);
        stub.edit(&id, json!({ "title": "Our hosts" }));
        let writes = stub.writes();
        provision(service, &kibana, &tenant).await.unwrap();
        assert_eq!(stub.writes(), writes, "theirs is left alone while ours is of this make");
        let french = Space { locale: Locale::Fr, ..space(&tenant) };
        kibana.provision(service, &french).await.unwrap();
        let titles = stub.titles(tenant.as_str());
        assert_eq!(titles.iter().filter(|title| *title == "Hôtes").count(), 1, "{titles:?}");
        assert!(titles.contains(&"Our hosts (copie)".to_owned()), "{titles:?}");
        kibana.provision(service, &french).await.unwrap();
        assert_eq!(stub.titles(tenant.as_str()).len(), 4, "one copy");
        // The copy is theirs: it bears no mark of ours.
        let copy = stub.names_of(tenant.as_str()).into_iter().find(|id| id.contains("-own-")).unwrap();
        assert!(stub.description(&id).contains("make-") && !stub.description(&copy).contains("make-"));
        stub.check();
    }

    async fn a_change_of_anything_is_a_change(world: World) {
        let service = &world.service;
        for changes in [
            json!({ "description": "Ours" }),
            json!({ "panelsJSON": "[]" }),
            json!({ "optionsJSON": "{}" }),
            json!({ "timeRestore": true, "timeFrom": "now-7d", "timeTo": "now" }),
            json!({ "controlGroupInput": { "controlStyle": "oneLine" } }),
        ] {
            let (stub, kibana) = Stub::start().await;
            let tenant = tenant(&world);
            provision(service, &kibana, &tenant).await.unwrap();
            stub.edit(&names::dashboard_id(&tenant, View::Tops), changes.clone());
            kibana.provision(service, &Space { locale: Locale::Fr, ..space(&tenant) }).await.unwrap();
            assert_eq!(stub.titles(tenant.as_str()).len(), 4, "{changes}");
            stub.check();
        }
        // Spaces between what means the same are none.
        let (stub, kibana) = Stub::start().await;
        let tenant = tenant(&world);
        provision(service, &kibana, &tenant).await.unwrap();
        let options = r#"{ "useMargins": true, "syncColors": true,  "hidePanelTitles": false }"#;
        stub.edit(&names::dashboard_id(&tenant, View::Tops), json!({ "optionsJSON": options }));
        kibana.provision(service, &Space { locale: Locale::Fr, ..space(&tenant) }).await.unwrap();
        assert_eq!(stub.of(tenant.as_str()), WHOLE);
        stub.check();
    }

    async fn whoever_dies_while_a_changed_dashboard_is_renewed_leaves_one_copy(world: World) {
        let service = &world.service;
        for fault in FAULTS {
            for at in 0.. {
                let (stub, kibana) = Stub::start().await;
                let tenant = tenant(&world);
                provision(service, &kibana, &tenant).await.unwrap();
                stub.edit(&names::dashboard_id(&tenant, View::Hosts), json!({ "title": "Our hosts" }));
                let french = Space { locale: Locale::Fr, ..space(&tenant) };
                stub.fail(stub.asked() + at, fault);
                if kibana.provision(service, &french).await.is_ok() {
                    assert!(at > 10, "so many requests were made to fail");
                    break;
                }
                kibana.provision(service, &french).await.unwrap();
                let titles = stub.titles(tenant.as_str());
                let copies = titles.iter().filter(|title| *title == "Our hosts (copie)").count();
                assert_eq!((titles.len(), copies), (4, 1), "request {at}: {fault:?}");
                stub.check();
            }
        }
    }

    async fn an_import_that_failed_behind_a_yes_is_a_failure(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        stub.refuse_imports(Some("missing_references"));
        let refused = provision(service, &kibana, &tenant).await.unwrap_err();
        assert_eq!(refused.to_string(), "Kibana would not take a dashboard: 200 missing_references");
        stub.refuse_imports(Some("conflict"));
        provision(service, &kibana, &tenant).await.unwrap_err();
        stub.refuse_imports(None);
        provision(service, &kibana, &tenant).await.unwrap();
        assert_eq!(stub.of(tenant.as_str()), WHOLE);
        stub.check();
    }

    async fn an_id_that_another_space_has_taken_is_no_dashboard_of_ours(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let id = names::dashboard_id(&tenant, View::MailFlow);
        stub.add_dashboard("other", &id);
        let refused = provision(service, &kibana, &tenant).await.unwrap_err();
        assert_eq!(refused.to_string(), "Kibana would not take a dashboard: 200 another space has its id");
        assert_eq!(stub.titles("other"), ["Theirs"]);
        stub.check();
    }

    async fn what_a_tenant_had_is_taken_away_whole_and_nothing_of_others(world: World) {
        let service = &world.service;
        for fault in FAULTS {
            for at in 0.. {
                let (stub, kibana) = Stub::start().await;
                let (tenant, other) = (tenant(&world), tenant(&world));
                let ann = somebody(&world);
                for one in [&tenant, &other] {
                    provision(service, &kibana, one).await.unwrap();
                    kibana.enter(service, one, &ann, Standing::Viewer).await.unwrap();
                }
                kibana.enter(service, &tenant, &somebody(&world), Standing::Editor).await.unwrap();
                stub.fail(stub.asked() + at, fault);
                let is_done = kibana.remove(service, &tenant).await.is_ok();
                stub.fail(usize::MAX, fault);
                kibana.remove(service, &tenant).await.unwrap();
                assert_eq!((stub.spaces(), stub.of(tenant.as_str())), (alone(&other), (0, 0, 0)));
                assert_eq!(stub.of(other.as_str()), WHOLE);
                let users: Vec<_> = stub.users().into_iter().map(|(name, _)| name).collect();
                assert_eq!(users, [kibana::login(&other, &ann)]);
                stub.check();
                if is_done {
                    assert_eq!(at, 6, "so many requests were made to fail");
                    break;
                }
            }
        }
    }

    async fn it_is_said_what_kibana_will_not_do_and_who_is_away(world: World) {
        let (stub, kibana) = Stub::start().await;
        let (service, tenant) = (&world.service, tenant(&world));
        let other = stub.with_password("wrong");
        let refused = provision(service, &other, &tenant).await.unwrap_err();
        assert!(matches!(refused, AskError::Refused { of: "Kibana", status: 401, .. }), "{refused}");
        assert!(!format!("{refused} {other:?}").contains("wrong"));
        stub.fail(stub.asked(), Fault::Html);
        let starting = provision(service, &kibana, &tenant).await.unwrap_err();
        assert!(matches!(starting, AskError::NotReady { of: "Kibana", status: 502 }), "{starting}");
        stub.fail(stub.asked(), Fault::Long);
        let long = kibana.enter(service, &tenant, &somebody(&world), Standing::Viewer).await;
        assert!(matches!(long, Err(AskError::Unusable { of: "Elasticsearch", .. })), "{long:?}");
        stub.stop().await;
        let away = provision(service, &kibana, &tenant).await.unwrap_err();
        assert!(matches!(away, AskError::Away { of: "Kibana", .. }), "{away}");
        assert!(!away.to_string().contains(ADMIN));
        let away = kibana.leave(service, &tenant, &somebody(&world)).await.unwrap_err();
        assert!(matches!(away, AskError::Away { of: "Elasticsearch", .. }), "{away}");
    }

    async fn who_never_answers_is_not_waited_for_without_end(world: World) {
        let (stub, kibana) = Stub::start().await;
        let tenant = tenant(&world);
        stub.fail(1, Fault::Silent);
        let late = provision(&world.service, &kibana, &tenant).await.unwrap_err();
        assert!(matches!(&late, AskError::Away { of: "Kibana", why } if why.contains("seconds")), "{late}");
        provision(&world.service, &kibana, &tenant).await.unwrap();
        assert_eq!(stub.of(tenant.as_str()), WHOLE);
    }
}
