//! The rules: who makes and changes them, what is refused, and where they are sent.

use domain::{
    Error, Problem,
    alerts::AlertsProblem,
    permission::{ListAlertRules, ManageAlerts, Role},
};
use service::{
    alerts::{self, RuleForm, receiver},
    egress::{Egress, Names},
};
use store::Mode;

use super::{SILENT, firing, form, space};

fn typed() -> RuleForm {
    RuleForm {
        name: "Too quiet".to_owned(),
        metric: "messages".to_owned(),
        comparison: "below".to_owned(),
        threshold: "10".to_owned(),
        about: "all".to_owned(),
        hold: "60".to_owned(),
        calm: "15".to_owned(),
        severity: "notice".to_owned(),
        has_mail: true,
        is_enabled: true,
        ..RuleForm::default()
    }
}

fn problems(error: Error) -> Vec<(String, Problem)> {
    let Error::Invalid { fields } = error else { panic!("{error:?}") };
    fields.into_iter().map(|field| (field.field, field.problem)).collect()
}

testkit::both_engines! {
    async fn an_operator_of_the_space_makes_rules_and_a_viewer_does_not(world: World) {
        let (owner, key) = space(&world).await;
        let operator = world.join(&owner.tenant, "max@example.test", Role::Operator).await;
        let added = alerts::add(world.access(&operator).await, &typed()).await.unwrap();
        assert_eq!(form(&world, &owner, added.id.as_str()).await.about, "all");
        let host = RuleForm { about: format!("host:{}", key.agent.id), ..typed() };
        alerts::update(world.access(&operator).await, added.id.as_str(), &host).await.unwrap();
        assert_eq!(form(&world, &owner, added.id.as_str()).await.about, host.about);
        let wrong = alerts::delete(world.access(&operator).await, added.id.as_str(), "Too").await;
        assert_eq!(wrong.unwrap_err().status(), 422);
        alerts::delete(world.access(&operator).await, added.id.as_str(), "Too quiet").await.unwrap();
        let gone = alerts::find(&mut world.access::<ListAlertRules>(&owner).await, added.id.as_str()).await;
        assert_eq!(gone.unwrap_err(), Error::NotFound);
        let viewer = world.join(&owner.tenant, "vera@example.test", Role::Viewer).await;
        assert_eq!(world.enter::<ManageAlerts>(&viewer).await.unwrap_err().status(), 403);
        assert!(firing(&world, &viewer).await.is_empty(), "and sees what fires");
    }

    async fn what_is_wrong_with_a_rule_is_said_at_its_field(world: World) {
        let (owner, _) = space(&world).await;
        let add = async |form: RuleForm| {
            problems(alerts::add(world.access::<ManageAlerts>(&owner).await, &form).await.unwrap_err())
        };
        let found = add(RuleForm::default()).await;
        let named: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(named, ["metric", "comparison", "severity", "threshold", "hold", "calm", "about"]);
        let domain = RuleForm { about: "domain:acme.example".to_owned(), ..typed() };
        assert_eq!(add(domain).await, [("about".to_owned(), Problem::NotAChoice)]);
        let unusual =
            RuleForm { metric: "clock-off".to_owned(), comparison: "unusual".to_owned(), ..typed() };
        assert_eq!(add(unusual).await, [("comparison".to_owned(), AlertsProblem::NoUsual.into())]);
        let quiet = RuleForm { quiet_from: "22".to_owned(), ..typed() };
        assert_eq!(add(quiet).await, [("quiet_from".to_owned(), AlertsProblem::NotAnHour.into())]);
        for threshold in ["-1", "1.5", "", "1000000001"] {
            let wrong = RuleForm { threshold: threshold.to_owned(), ..typed() };
            assert_eq!(add(wrong).await[0].0, "threshold", "{threshold}");
        }
    }

    async fn a_test_reaches_whom_the_rule_tells_and_changes_nothing(world: World) {
        let (owner, _) = space(&world).await;
        alerts::test(world.access(&owner).await, SILENT).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        let [mail] = &world.mails().await[..] else { panic!("one mail") };
        assert!(mail.to == "ann@example.test" && mail.subject.contains("test"), "{}", mail.subject);
        assert!(firing(&world, &owner).await.is_empty());
        let mut last = Ok(());
        for _ in 0..12 {
            last = alerts::test(world.access(&owner).await, SILENT).await;
        }
        assert!(matches!(last, Err(Error::RateLimited { .. })), "{last:?}");
    }

    async fn the_receiver_is_kept_sealed_and_nothing_inside_is_asked(world: World) {
        let (owner, _) = space(&world).await;
        for url in ["http://hooks.test/x", "https://127.0.0.1/x", "nonsense"] {
            let refused = receiver::set(world.team_access(&owner).await, url).await.unwrap_err();
            assert_eq!(refused.status(), 422, "{url}");
        }
        let new = receiver::set(world.team_access(&owner).await, "https://hooks.example.com/secret-path").await.unwrap();
        assert_eq!(new.host, "hooks.example.com");
        assert!(new.secret.starts_with("whsec_"));
        let kept = receiver::find(&mut world.team_access(&owner).await).await.unwrap().unwrap();
        assert!(!kept.sealed.contains("secret-path") && !format!("{new:?}").contains(&new.secret));
        receiver::remove(world.team_access(&owner).await).await.unwrap();
        assert_eq!(receiver::find(&mut world.team_access(&owner).await).await.unwrap(), None);
        let again = receiver::remove(world.team_access(&owner).await).await;
        assert_eq!(again.unwrap_err(), Error::NotFound);
    }

    async fn a_program_is_told_by_a_message_of_its_own_space(world: World) {
        let (owner, _) = space(&world).await;
        let egress = Egress::new(vec!["127.0.0.0/8".parse().unwrap()], Names::System);
        let service = world.other_server().await.with_egress(egress);
        let access = service::TeamAccess::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        receiver::set(access, "http://127.0.0.1:8409/hook").await.unwrap();
        let access = service::Access::enter(&service, &owner.caller, &owner.tenant.slug).await.unwrap();
        alerts::test(access, SILENT).await.unwrap();
        service.run_due_jobs().await.unwrap();
        let mut tx = world.store.control(Mode::Read).await.unwrap();
        let select = "select count(*) from webhook_deliveries where topic = 'alert.test' and host = '127.0.0.1'";
        assert_eq!(tx.raw().number(select).await.unwrap(), 1, "it was tried where the space said");
    }
}
