//! What operators do for people, and what they see of the installation.

use domain::{
    Error,
    operators::{OperatorRole, TryMail, ViewInstallation, ViewInstallationAudit, ViewPeople},
    plans::Plan,
};
use service::{
    OperatorAccess,
    installation::{self, LogQuery, Setting},
    operator_people as people, sessions,
};
use testkit::operate;

testkit::both_engines! {
    async fn a_person_is_found_and_their_sessions_are_ended(world: World) {
        let (eve, token) = world.person("eve@example.test").await;
        world.person("other@example.test").await;
        let mut access = operate::<ViewPeople>(&world.service).await;
        let page = people::list(&mut access, "EVE@", "", 10).await.unwrap();
        assert_eq!(page.people.iter().map(|found| found.email.as_str()).collect::<Vec<_>>(), ["eve@example.test"]);
        assert_eq!(people::list(&mut access, "%", "", 10).await.unwrap().people, []);
        let first = people::list(&mut access, "", "", 1).await.unwrap();
        let rest = people::list(&mut access, "", &first.next.unwrap(), 1).await.unwrap();
        assert_eq!((rest.people[0].email.as_str(), rest.next), ("other@example.test", None));
        drop(access);
        let id = eve.account().unwrap().id.to_string();
        let seen = people::find(operate(&world.service).await, &id).await.unwrap();
        let session = seen.sessions[0].id.to_string();
        let none = people::end_session(operate(&world.service).await, &id, "ses_none").await;
        assert_eq!(none.unwrap_err(), Error::NotFound);
        people::end_session(operate(&world.service).await, &id, &session).await.unwrap();
        assert!(sessions::find(&world.service, &token).await.unwrap().is_none());
        people::end_sessions(operate(&world.service).await, &id).await.unwrap();
        assert_eq!(world.control_trail().await.last().unwrap().action, "sessions.end-all");
    }

    async fn the_limits_somebody_ran_into_are_seen_and_lifted(world: World) {
        let owner = world.owner("eve@example.test", "Harbour", Plan::Starter).await;
        let id = owner.account().id.to_string();
        for _ in 0..9 {
            let _refused = sessions::sign_in(&world.service, &world.visitor(), "eve@example.test", "wrong").await;
        }
        let limited = sessions::sign_in(&world.service, &world.visitor(), "eve@example.test", "wrong").await;
        assert!(matches!(limited.unwrap_err(), Error::RateLimited { .. }));
        let seen = people::find(operate(&world.service).await, &id).await.unwrap();
        assert!(seen.limits.iter().all(|used| used.key.starts_with("sign-in:")) && !seen.limits.is_empty());
        people::lift_limits(operate(&world.service).await, &id).await.unwrap();
        let seen = people::find(operate(&world.service).await, &id).await.unwrap();
        assert_eq!(seen.limits, []);
        let wrong = sessions::sign_in(&world.service, &world.visitor(), "eve@example.test", "wrong").await;
        assert!(!matches!(wrong.unwrap_err(), Error::RateLimited { .. }));
    }

    async fn the_installations_log_holds_nothing_of_a_tenant_and_is_verified(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        service::operator_tenants::suspend(operate(&world.service).await, "harbour", "not paid").await.unwrap();
        let mut access = operate::<ViewInstallationAudit>(&world.service).await;
        let query = LogQuery { action: "tenants".to_owned(), ..LogQuery::default() };
        let page = installation::log(&mut access, &query, 10).await.unwrap();
        assert!(page.entries.iter().all(|entry| entry.recorded.tenant_id.is_none()));
        let entry = page.entries.iter().find(|entry| entry.recorded.action == "tenants.suspend").unwrap();
        let number = entry.recorded.number.to_string();
        let found = installation::entry(operate(&world.service).await, &number).await.unwrap();
        assert_eq!(&found, entry);
        assert!(installation::verify(access).await.unwrap().unwrap() > 0);
        let unknown = installation::entry(operate(&world.service).await, "99999").await;
        assert_eq!(unknown.unwrap_err(), Error::NotFound);
        assert!(!owner.tenant.id.to_string().is_empty());
    }

    async fn an_operator_has_a_mail_sent_to_see_whether_it_leaves(world: World) {
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Infrastructure).await;
        let access = OperatorAccess::<TryMail>::enter(&world.service, &ann).await.unwrap();
        installation::try_mail(access, "").await.unwrap();
        assert_eq!(world.mail().await.to, "ann@example.test");
        let shown = vec![Setting { key: "listen".to_owned(), value: "127.0.0.1:3000".to_owned(), source: "default" }];
        let server = world.other_server().await.with_settings(shown.clone());
        let access = OperatorAccess::<ViewInstallation>::enter(&server, &ann).await.unwrap();
        assert_eq!(installation::settings(&access), shown);
    }
}
