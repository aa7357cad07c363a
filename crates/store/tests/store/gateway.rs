use domain::deep_links::{
    offers::{LinkStanding, PreparedState},
    targets::LinkTarget::{Grafana, Kibana},
};
use store::control::{
    accounts::{self, Account},
    gateway::{self, GatewaySession, KeyPurpose, Known, SigningKey, Ticket},
    memberships, sessions,
    tenant_links::{self, TenantLink},
};
use testkit::NOON;

use crate::fixtures::{control, insert_account, insert_tenant, session};

testkit::both_engines! {
    async fn a_ticket_opens_once_for_its_program_until_it_runs_out(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let session = session(1, &account);
        sessions::insert(&mut tx, &session).await.unwrap();
        let ticket = Ticket {
            token_hash: "ticket".to_owned(),
            session_id: session.id.clone(),
            target: Grafana,
            address: "/d/x?y#z".to_owned(),
            expires_at: NOON + 10,
        };
        gateway::insert_ticket(&mut tx, &ticket).await.unwrap();
        assert_eq!(gateway::take_ticket(&mut tx, "ticket", Kibana, NOON).await.unwrap(), None);
        assert_eq!(gateway::take_ticket(&mut tx, "ticket", Grafana, NOON + 10).await.unwrap(), None);
        let taken = gateway::take_ticket(&mut tx, "ticket", Grafana, NOON).await.unwrap();
        assert_eq!(taken, Some((session.id, "/d/x?y#z".to_owned())));
        assert_eq!(gateway::take_ticket(&mut tx, "ticket", Grafana, NOON).await.unwrap(), None);
    }

    async fn a_session_at_a_program_ends_with_the_one_in_the_console(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        let mut console = session(1, &account);
        console.expires_at = NOON + 50;
        sessions::insert(&mut tx, &console).await.unwrap();
        let new = |token: &str| GatewaySession {
            token_hash: token.to_owned(),
            session_id: console.id.clone(),
            target: Grafana,
            created_at: NOON,
            seen_at: NOON,
            expires_at: NOON + 10,
        };
        for token in ["one", "two"] {
            gateway::insert(&mut tx, &new(token)).await.unwrap();
        }
        let found = gateway::find(&mut tx, "one", Grafana, NOON).await.unwrap();
        assert_eq!(found, Some((new("one"), account.clone(), console.clone())));
        assert_eq!(gateway::find(&mut tx, "one", Kibana, NOON).await.unwrap(), None);
        assert_eq!(gateway::find(&mut tx, "one", Grafana, NOON + 10).await.unwrap(), None);
        gateway::update_seen(&mut tx, "one", NOON + 5, NOON + 100).await.unwrap();
        assert!(gateway::find(&mut tx, "one", Grafana, NOON + 49).await.unwrap().is_some());
        assert_eq!(gateway::find(&mut tx, "one", Grafana, NOON + 50).await.unwrap(), None);
        gateway::delete(&mut tx, "two").await.unwrap();
        assert_eq!(gateway::find(&mut tx, "two", Grafana, NOON).await.unwrap(), None);
        sessions::delete(&mut tx, &console.id).await.unwrap();
        assert_eq!(gateway::find(&mut tx, "one", Grafana, NOON).await.unwrap(), None);
    }

    async fn a_member_has_the_places_that_are_ready_and_is_known_there_as_something(world: World) {
        let mut tx = control(&world).await;
        let account = insert_account(&mut tx, 1).await;
        for (number, slug, state) in [(1, "acme", PreparedState::Ready), (2, "harbour", PreparedState::Preparing)] {
            let tenant = insert_tenant(&mut tx, number, slug).await;
            memberships::insert(&mut tx, &tenant.id, &account.id, NOON).await.unwrap();
            let link = TenantLink {
                tenant_id: tenant.id,
                target: Grafana,
                state,
                since: NOON,
                place: number.to_string(),
                make: String::new(),
                problem: String::new(),
                updated_at: NOON,
            };
            tenant_links::upsert(&mut tx, &link).await.unwrap();
        }
        let places = gateway::list_places(&mut tx, &account.id, Grafana).await.unwrap();
        assert_eq!(places.into_iter().map(|(slug, _, place)| (slug, place)).collect::<Vec<_>>(), [("acme".to_owned(), "1".to_owned())]);
        let tenant = store::control::tenants::find_by_slug(&mut tx, "acme").await.unwrap().unwrap().id;
        assert_eq!(gateway::find_known(&mut tx, &tenant, Grafana, &account.id).await.unwrap(), None);
        for standing in [LinkStanding::Viewer, LinkStanding::Editor] {
            let known =
                Known { account_id: account.id.clone(), standing, place: "1".to_owned(), known_at: NOON };
            gateway::upsert_known(&mut tx, &tenant, Grafana, &known).await.unwrap();
            let found = gateway::find_known(&mut tx, &tenant, Grafana, &account.id).await.unwrap();
            assert_eq!(found, Some(known));
        }
        for (target, is_known) in [(Kibana, true), (Grafana, false)] {
            gateway::delete_all_known(&mut tx, target).await.unwrap();
            let found = gateway::find_known(&mut tx, &tenant, Grafana, &account.id).await.unwrap();
            assert_eq!(found.is_some(), is_known);
        }
    }

    async fn who_was_let_in_stays_known_when_their_account_is_gone(world: World) {
        let mut tx = control(&world).await;
        let tenant = insert_tenant(&mut tx, 1, "acme").await;
        let known = |account: &Account| Known {
            account_id: account.id.clone(),
            standing: LinkStanding::Viewer,
            place: "1".to_owned(),
            known_at: NOON,
        };
        let (one, two) = (insert_account(&mut tx, 1).await, insert_account(&mut tx, 2).await);
        for account in [&one, &two] {
            gateway::upsert_known(&mut tx, &tenant.id, Grafana, &known(account)).await.unwrap();
        }
        accounts::delete(&mut tx, &one.id).await.unwrap();
        let all = gateway::list_known(&mut tx, &tenant.id, Grafana).await.unwrap();
        assert_eq!(all, [known(&one), known(&two)]);
        gateway::delete_known(&mut tx, &tenant.id, Grafana, &one.id).await.unwrap();
        assert_eq!(gateway::list_known(&mut tx, &tenant.id, Grafana).await.unwrap(), [known(&two)]);
        tenant_links::delete(&mut tx, &tenant.id, Grafana).await.unwrap();
        assert_eq!(gateway::list_known(&mut tx, &tenant.id, Grafana).await.unwrap(), []);
    }

    async fn signing_keys_are_kept_in_the_order_in_which_they_were_made(world: World) {
        let mut tx = control(&world).await;
        let key = |id: &str, made_at| SigningKey { id: id.to_owned(), sealed: "sealed".to_owned(), made_at };
        for key in [key("b", NOON + 1), key("a", NOON)] {
            gateway::insert_key(&mut tx, KeyPurpose::Gateway, &key).await.unwrap();
        }
        gateway::insert_key(&mut tx, KeyPurpose::SignIn, &key("c", NOON)).await.unwrap();
        let mut list = async |purpose| gateway::list_keys(&mut tx, purpose).await.unwrap();
        assert_eq!(list(KeyPurpose::Gateway).await, [key("a", NOON), key("b", NOON + 1)]);
        assert_eq!(list(KeyPurpose::SignIn).await, [key("c", NOON)]);
        gateway::delete_key(&mut tx, "a").await.unwrap();
        assert_eq!(gateway::list_keys(&mut tx, KeyPurpose::Gateway).await.unwrap(), [key("b", NOON + 1)]);
    }
}
