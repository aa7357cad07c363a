//! Looking into a tenant: by consent or in an emergency, never silently, and never to change anything.

use domain::{
    Error, HOUR,
    operators::{LookIntoTenants, OperatorRole, OperatorsError, ViewLooks},
    permission::{ManageMailFlow, Role, ViewEvents, ViewOverview},
    plans::Plan,
};
use service::{
    Access, Caller, OperatorAccess, TeamAccess,
    consents::{self, Answer, LookForm},
};
use testkit::{Member, World, operate};

async fn enter(world: &World, operator: &Caller) -> OperatorAccess<LookIntoTenants> {
    OperatorAccess::enter(&world.service, operator).await.unwrap()
}

fn form(scope: &str, hours: &str) -> LookForm {
    LookForm {
        operator: String::new(),
        reason: "Mail of Monday is missing".to_owned(),
        hours: hours.to_owned(),
        scope: scope.to_owned(),
    }
}

async fn answer(world: &World, owner: &Member, id: &str, what: Answer) -> Result<(), Error> {
    let access = TeamAccess::enter(&world.service, &owner.caller, &owner.tenant.slug).await?;
    consents::answer(access, id, what).await
}

async fn newest(world: &World) -> String {
    let (_, list) = consents::list_for_operators(&mut operate::<ViewLooks>(&world.service).await, "harbour")
        .await
        .unwrap();
    list[0].id.to_string()
}

async fn actions(world: &World, owner: &Member) -> Vec<String> {
    let trail = world.control_trail().await;
    let own = trail.iter().filter(|entry| entry.tenant_id.as_deref() == Some(owner.tenant.id.as_str()));
    own.map(|entry| entry.action.clone()).filter(|action| action.starts_with("consents.")).collect()
}

testkit::both_engines! {
    async fn nothing_is_seen_before_an_owner_accepts_and_nothing_after_they_revoke(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let (sam, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        let look = async || Access::<ViewOverview>::enter(&world.service, &sam, "harbour").await;
        consents::ask(enter(&world, &sam).await, "harbour", &form("overview", "2")).await.unwrap();
        let mail = world.mail().await;
        assert!(mail.to == "olga@example.test" && mail.text.contains("Mail of Monday is missing"), "{mail:?}");
        assert_eq!(look().await.unwrap_err(), Error::NotFound);
        let id = newest(&world).await;
        answer(&world, &owner, &id, Answer::Accept).await.unwrap();
        assert!(look().await.unwrap().standing().looking.is_some());
        // It covers what was asked for, and nothing is changed.
        let beyond = Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap_err();
        assert!(matches!(beyond, Error::Forbidden { .. }), "{beyond:?}");
        let change = Access::<ManageMailFlow>::enter(&world.service, &sam, "harbour").await.unwrap_err();
        assert!(matches!(change, Error::Forbidden { .. }), "{change:?}");
        let again = answer(&world, &owner, &id, Answer::Refuse).await;
        assert_eq!(again.unwrap_err(), Error::Operators(OperatorsError::ConsentAnswered));
        answer(&world, &owner, &id, Answer::Revoke).await.unwrap();
        assert_eq!(look().await.unwrap_err(), Error::NotFound);
        let noted = ["consents.ask", "consents.accept", "consents.look", "consents.revoke"];
        assert_eq!(actions(&world, &owner).await, noted);
    }

    async fn a_look_ends_with_its_time_and_with_the_role(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let (sam, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        consents::ask(enter(&world, &sam).await, "harbour", &form("everything", "2")).await.unwrap();
        answer(&world, &owner, &newest(&world).await, Answer::Accept).await.unwrap();
        Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap();
        service::operators::give(operate(&world.service).await, "sam@example.test", "billing").await.unwrap();
        assert_eq!(Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap_err(), Error::NotFound);
        service::operators::give(operate(&world.service).await, "sam@example.test", "support").await.unwrap();
        Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap();
        world.advance(2 * HOUR);
        assert_eq!(Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap_err(), Error::NotFound);
    }

    async fn in_an_emergency_the_owners_are_told_at_once_and_can_end_it(world: World) {
        let owner = world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let admin = world.join(&owner.tenant, "adam@example.test", Role::Admin).await;
        let (sam, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        let too_long = consents::break_glass(enter(&world, &sam).await, "harbour", &form("everything", "25")).await;
        assert!(matches!(too_long.unwrap_err(), Error::Invalid { .. }));
        consents::break_glass(enter(&world, &sam).await, "harbour", &form("everything", "2")).await.unwrap();
        let mail = world.mail().await;
        assert!(mail.to == "olga@example.test" && mail.text.contains("sam@example.test"), "{mail:?}");
        Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap();
        let id = newest(&world).await;
        assert!(matches!(answer(&world, &admin, &id, Answer::Revoke).await.unwrap_err(), Error::Forbidden { .. }));
        answer(&world, &owner, &id, Answer::Revoke).await.unwrap();
        assert_eq!(Access::<ViewEvents>::enter(&world.service, &sam, "harbour").await.unwrap_err(), Error::NotFound);
        assert_eq!(actions(&world, &owner).await, ["consents.break-glass", "consents.look", "consents.revoke"]);
    }

    async fn an_operator_ends_their_own_look_and_nobody_elses(world: World) {
        world.owner("olga@example.test", "Harbour", Plan::Starter).await;
        let (sam, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        let (tom, _) = world.operator("tom@example.test", OperatorRole::Support).await;
        consents::break_glass(enter(&world, &sam).await, "harbour", &form("overview", "2")).await.unwrap();
        let id = newest(&world).await;
        assert_eq!(Access::<ViewOverview>::enter(&world.service, &tom, "harbour").await.unwrap_err(), Error::NotFound);
        assert_eq!(consents::stop(enter(&world, &tom).await, "harbour", &id).await.unwrap_err(), Error::NotFound);
        consents::stop(enter(&world, &sam).await, "harbour", &id).await.unwrap();
        assert_eq!(Access::<ViewOverview>::enter(&world.service, &sam, "harbour").await.unwrap_err(), Error::NotFound);
    }
}
