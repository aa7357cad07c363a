//! Operators: who is let in, what a role holds, and that the first and the last of them are sure.

use domain::{
    DAY, Error, HOUR,
    operators::{
        ListOperators, ManageJobs, ManageOperators, OperatorRole, OperatorsError, OperatorsProblem,
        ViewConsole, ViewJobs,
    },
};
use service::{
    Caller, OperatorAccess,
    operators::{self, Asked},
};
use testkit::World;

async fn enter<P: domain::operators::Operate>(
    world: &World,
    caller: &Caller,
) -> Result<OperatorAccess<P>, Error> {
    OperatorAccess::enter(&world.service, caller).await
}

fn token(link: &str) -> &str {
    link.split_once("token=").unwrap().1
}

testkit::both_engines! {
    async fn for_whoever_has_no_role_the_console_does_not_exist_and_the_attempt_is_noted(world: World) {
        let (stranger, _) = world.person("eve@example.test").await;
        assert_eq!(enter::<ViewConsole>(&world, &stranger).await.unwrap_err(), Error::NotFound);
        assert_eq!(enter::<ViewConsole>(&world, &world.visitor()).await.unwrap_err(), Error::SignInRequired);
        let trail = world.control_trail().await;
        let noted = trail.last().unwrap();
        assert_eq!((noted.action.as_str(), noted.target.as_str()), ("access.refuse", "view-console"));
        assert_eq!(noted.tenant_id, None);
    }

    async fn a_role_opens_what_it_holds_with_a_second_factor_alone(world: World) {
        let (support, _) = world.operator("sam@example.test", OperatorRole::Support).await;
        assert!(enter::<ViewJobs>(&world, &support).await.is_ok());
        let Err(Error::Operators(OperatorsError::OperatorRoleLacks { role, .. })) = enter::<ManageJobs>(&world, &support).await else {
            panic!("a role that does not hold it")
        };
        assert_eq!(role, OperatorRole::Support);
        let (mut bare, _) = world.operator("bare@example.test", OperatorRole::Everything).await;
        bare.session_mut().unwrap().second_factor_at = None;
        let refused = enter::<ViewConsole>(&world, &bare).await.unwrap_err();
        assert_eq!(refused, Error::Operators(OperatorsError::OperatorNeedsFactor));
    }

    async fn a_dangerous_act_takes_a_fresh_proof(world: World) {
        let (operator, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        world.advance(HOUR);
        assert_eq!(enter::<ManageOperators>(&world, &operator).await.unwrap_err(), Error::StepUpRequired);
        assert!(enter::<ListOperators>(&world, &operator).await.is_ok());
    }

    async fn a_role_is_given_under_the_operators_name_and_taken_again(world: World) {
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        let (bob, _) = world.person("bob@example.test").await;
        let give = enter(&world, &ann).await.unwrap();
        assert!(operators::give(give, "Bob@example.test", "billing").await.unwrap().is_none());
        let trail = world.control_trail().await;
        let noted = trail.last().unwrap();
        assert_eq!((noted.action.as_str(), noted.actor_kind.as_str()), ("operators.give-role", "operator"));
        assert_eq!((noted.actor_label.as_str(), noted.chain.as_str()), ("ann@example.test", ""));
        let found = operators::list(&mut enter(&world, &ann).await.unwrap()).await.unwrap();
        let told: Vec<_> = found.operators.iter().map(|one| (one.email.as_str(), one.role, one.given_by.as_str())).collect();
        assert_eq!(told, [("ann@example.test", OperatorRole::Everything, ""), ("bob@example.test", OperatorRole::Billing, "ann@example.test")]);
        operators::take(enter(&world, &ann).await.unwrap(), bob.account().unwrap().id.as_str()).await.unwrap();
        let again = operators::take(enter(&world, &ann).await.unwrap(), "bob@example.test").await;
        assert_eq!(again.unwrap_err(), Error::NotFound);
        let unknown = operators::give(enter(&world, &ann).await.unwrap(), "nobody@example.test", "support").await;
        assert_eq!(unknown.unwrap_err(), Error::field("email", domain::Problem::Operators(OperatorsProblem::NoAccount)));
    }

    async fn the_last_operator_with_everything_stays(world: World) {
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        let last = Error::Operators(OperatorsError::LastOperator);
        let own = "ann@example.test";
        assert_eq!(operators::take(enter(&world, &ann).await.unwrap(), own).await.unwrap_err(), last);
        assert_eq!(operators::give(enter(&world, &ann).await.unwrap(), own, "support").await.unwrap_err(), last);
        let deleted = service::accounts::delete(&world.service, &ann, own).await;
        assert_eq!(deleted.unwrap_err(), last);
        world.operator("bea@example.test", OperatorRole::Everything).await;
        let renewed = operators::give(enter(&world, &ann).await.unwrap(), own, "support").await.unwrap();
        assert!(renewed.is_some(), "whose own rights changed gets another token");
    }

    async fn of_two_who_give_up_everything_at_once_one_stays(world: World) {
        let (ann, _) = world.operator("ann@example.test", OperatorRole::Everything).await;
        let (bea, _) = world.operator("bea@example.test", OperatorRole::Everything).await;
        let give_up = async |caller: &Caller, email: &str| {
            operators::take(OperatorAccess::enter(&world.service, caller).await?, email).await
        };
        let (one, other) = tokio::join!(give_up(&ann, "ann@example.test"), give_up(&bea, "bea@example.test"));
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|done| **done).count(), 1);
    }

    async fn the_first_link_makes_one_operator_once_and_for_a_day(world: World) {
        let (ann, _) = world.person("ann@example.test").await;
        let old = operators::first_link(&world.service).await.unwrap().unwrap();
        let link = operators::first_link(&world.service).await.unwrap().unwrap();
        let ended = Error::Operators(OperatorsError::OperatorLinkEnded);
        let check = async |caller: &Caller, link: &str| operators::check_link(&world.service, caller, token(link)).await;
        assert_eq!(check(&ann, &old).await.unwrap_err(), ended, "a newer one took its place");
        assert_eq!(check(&world.visitor(), &link).await, Ok(Asked::SignIn));
        assert_eq!(check(&ann, &link).await, Ok(Asked::Press));
        let made = operators::become_first(&world.service, &ann, token(&link)).await.unwrap();
        let ann = world.caller_of(&made.unwrap().token).await;
        let refused = enter::<ViewConsole>(&world, &ann).await.unwrap_err();
        assert_eq!(refused, Error::Operators(OperatorsError::OperatorNeedsFactor));
        assert_eq!(operators::become_first(&world.service, &ann, token(&link)).await.unwrap_err(), ended);
        assert_eq!(operators::first_link(&world.service).await.unwrap(), None, "there is one");
        assert_eq!(world.control_trail().await.last().unwrap().action, "operators.become");
    }

    async fn a_link_that_is_a_day_old_leads_no_further(world: World) {
        let (ann, _) = world.person("ann@example.test").await;
        let link = operators::first_link(&world.service).await.unwrap().unwrap();
        world.advance(DAY);
        let late = operators::become_first(&world.service, &ann, token(&link)).await;
        assert_eq!(late.unwrap_err(), Error::Operators(OperatorsError::OperatorLinkEnded));
    }
}
