//! What is wrong with a form stands at its control with what was typed, and above the page where that form is gone.

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use domain::{
    Error, Locale,
    operators::{OperatorRole, ViewCatalogue},
    permission::Role,
    plans::{Plan, PlansError, PlansProblem},
};
use service::{
    control::plan_versions::{PlanVersion, VersionState},
    plans::versions,
};
use testkit::World;

use super::{read, router, send};

/// The status and the page that a form is answered with.
async fn post(app: &Router, path: &str, fields: &[(&str, &str)], session: &str) -> (u16, String) {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let form = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .expect("a form");
    answered(app, form, session).await
}

async fn get(app: &Router, path: &str, session: &str) -> String {
    let page = Request::get(path).body(Body::empty()).expect("a page");
    answered(app, page, session).await.1
}

async fn answered(app: &Router, request: Request<Body>, session: &str) -> (u16, String) {
    let response = send(app, request, Some(session)).await;
    let status = response.status().as_u16();
    (status, String::from_utf8(read(response).await).expect("a page"))
}

async fn version(world: &World, named: &str) -> PlanVersion {
    let mut access = testkit::operate::<ViewCatalogue>(&world.service).await;
    versions::find(&mut access, named).await.expect("the version")
}

testkit::both_engines! {
    async fn a_members_own_limit_is_refused_at_its_control_and_what_was_typed_stays(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ann = world.join(&owner.tenant, "ann@example.test", Role::Operator).await;
        let account = ann.account().id.to_string();
        let path = format!("/t/acme/team/{account}");
        let limit = async |typed: &str| {
            let whose = [("do", "team.limit"), ("tenant", "acme"), ("account", account.as_str())];
            let fields = [&whose[..], &[("id", "actions"), ("limit", typed)]].concat();
            post(&app, &path, &fields, &owner.session).await
        };
        for typed in ["-1", "2.5", "abc", "99999999999999999999"] {
            let (status, page) = limit(typed).await;
            assert_eq!(status, 422, "{typed}");
            assert!(page.contains("id=\"limit-error\""), "{typed}: {page}");
            assert!(page.contains(&format!("value=\"{typed}\"")), "{typed}: {page}");
        }
        assert_eq!(limit("7").await.0, 303);
        assert!(get(&app, &path, &owner.session).await.contains("value=\"7\""));
    }

    async fn a_draft_that_was_published_meanwhile_is_said_to_be_and_what_was_typed_is_kept(world: World) {
        let app = router(&world);
        let (_, operator) = world.operator("olga@example.test", OperatorRole::Everything).await;
        let path = "/operator/catalogue/solo-2";
        let act = async |action: &str, id: &str| post(&app, path, &[("do", action), ("id", id)], &operator).await;
        assert_eq!(act("catalogue.draft", "solo").await.0, 303);
        assert_eq!(act("catalogue.publish", "solo-2").await.0, 303);
        let sentence = Error::from(PlansError::NotADraft).sentence(Locale::En);
        // The other tab publishes, too: no form of this page does so any more.
        let (status, page) = act("catalogue.publish", "solo-2").await;
        assert!(status == 409 && page.contains(&sentence), "{status}: {page}");
        assert!(!page.contains("name=\"month_price\""), "nothing was typed");

        let edit = [("do", "catalogue.edit"), ("id", "solo-2")];
        let typed = [&edit[..], &[("month_price", "2100")]].concat();
        let (status, page) = post(&app, path, &typed, &operator).await;
        assert!(status == 409 && page.matches(&sentence).count() == 1, "{status}: {page}");
        assert!(page.contains("value=\"2100\"") && page.contains("name=\"anew\""), "{page}");
        // From there it goes into a new draft, whole or not at all.
        let solo = version(&world, "solo-2").await;
        let form = versions::form(&solo);
        let names: Vec<(String, &str)> = form
            .entitlements
            .iter()
            .map(|(key, value)| (format!("entitlements[{key}]"), value.as_str()))
            .collect();
        let mut fields = [&edit[..], &[("anew", "true"), ("currency", "EUR"), ("trial_days", "0")]].concat();
        fields.extend(names.iter().map(|(name, value)| (name.as_str(), *value)));
        fields.push(("year_price", "21000"));
        let with = async |price: &str| {
            let fields = [&fields[..], &[("month_price", price)]].concat();
            post(&app, path, &fields, &operator).await
        };
        let (status, page) = with("21.00").await;
        assert!(status == 422 && page.contains("value=\"21.00\""), "{status}: {page}");
        assert!(page.contains("id=\"month_price-error\"") && page.contains("name=\"anew\""), "{page}");
        assert_eq!(version(&world, "solo").await.id, solo.id, "no draft was made");
        let (status, page) = with("2100").await;
        assert_eq!(status, 303, "{page}");
        let draft = version(&world, "solo-3").await;
        assert_eq!((draft.state, draft.month_price), (VersionState::Draft, Some(2_100)));
    }

    async fn what_is_asked_for_twice_is_refused_at_the_control_that_chose_it(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ask = async |about: &str, wanted: &str, reason: &str| {
            let fields = [
                ("do", "limit-requests.ask"),
                ("tenant", "acme"),
                ("about", about),
                ("wanted", wanted),
                ("reason", reason),
            ];
            post(&app, "/t/acme/plan", &fields, &owner.session).await
        };
        let sentence = PlansProblem::AskedAlready.sentence(Locale::En);
        for (about, wanted, control) in [("plan:professional", "", "about-more"), ("feature:domains", "40", "wanted")] {
            assert_eq!(ask(about, wanted, "we merged").await.0, 303, "{about}");
            let (status, page) = ask(about, wanted, "once more").await;
            assert!(status == 422 && page.contains(&sentence), "{about} {status}: {page}");
            assert!(page.contains(&format!("id=\"{control}-error\"")), "{about}: {page}");
        }
        let (status, page) = ask("feature:domains", "-5", "fewer").await;
        assert!(status == 422 && page.contains("id=\"wanted-error\"") && page.contains("value=\"-5\""), "{page}");
    }

    async fn a_reason_ends_before_the_next_sentence_begins(world: World) {
        let app = router(&world);
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let (_, operator) = world.operator("olga@example.test", OperatorRole::Everything).await;
        let path = "/operator/tenants/acme";
        let fields = [("do", "operator-tenants.suspend"), ("id", "acme"), ("reason", "unpaid")];
        assert_eq!(post(&app, path, &fields, &operator).await.0, 303);
        let page = get(&app, path, &operator).await;
        assert!(page.contains("unpaid. It stays so"), "{page}");
        let page = get(&app, "/t/acme", &owner.session).await;
        assert!(page.contains("unpaid. You can still"), "{page}");
    }
}
