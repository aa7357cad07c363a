//! Keys of operators: what they open, and when they end.

use domain::{
    DAY, Error, Problem,
    operators::{
        Announce, ListOperatorKeys, ManageCatalogue, ManageOperatorKeys, Operate, OperatorRole,
        OperatorsError, ViewBilling, ViewCatalogue,
    },
};
use service::{
    Caller, OperatorAccess, Source,
    operator_keys::{self, OperatorKeyForm},
    operators,
    plans::versions,
};
use testkit::World;

async fn enter<P: Operate>(world: &World, caller: &Caller) -> Result<OperatorAccess<P>, Error> {
    OperatorAccess::enter(&world.service, caller).await
}

async fn show(world: &World, secret: &str) -> Result<Caller, Error> {
    operator_keys::authenticate(&world.service, secret, Caller::local(Source::Api)).await
}

fn form(role: &str, days: &str) -> OperatorKeyForm {
    let (name, role, days) = ("books".to_owned(), role.to_owned(), days.to_owned());
    OperatorKeyForm { name, role, days, operator: String::new() }
}

fn lacks(error: &Error) -> bool {
    matches!(error, Error::Operators(OperatorsError::OperatorRoleLacks { .. }))
}

testkit::both_engines! {
    async fn a_key_acts_for_its_operator_below_its_role_and_leaves_its_name(world: World) {
        let (ann, _) = world.operator_key("ann@example.test", OperatorRole::Everything).await;
        let made = operator_keys::make(enter(&world, &ann).await.unwrap(), &form("billing", "30")).await.unwrap();
        assert!(made.secret.starts_with("pvo_") && !made.key.key_hash.contains(&made.secret));
        let program = show(&world, &made.secret).await.unwrap();
        versions::draft(enter(&world, &program).await.unwrap(), "solo").await.unwrap();
        let trail = world.control_trail().await;
        let noted = trail.last().unwrap();
        assert_eq!((noted.action.as_str(), noted.actor_kind.as_str()), ("plans.draft", "operator-key"));
        assert_eq!((noted.actor_label.as_str(), noted.behalf_label.as_str()), ("books", "ann@example.test"));
        assert!(lacks(&enter::<Announce>(&world, &program).await.unwrap_err()), "its own role is smaller");
        world.operator("bea@example.test", OperatorRole::Everything).await;
        operators::give(enter(&world, &ann).await.unwrap(), "ann@example.test", "support").await.unwrap();
        assert!(enter::<Announce>(&world, &program).await.is_err());
        assert!(lacks(&enter::<ViewBilling>(&world, &program).await.unwrap_err()), "and so is that of its operator now");
    }

    async fn a_key_ends_with_its_time_its_revocation_its_operator_and_their_factor(world: World) {
        let (ann, _) = world.operator_key("ann@example.test", OperatorRole::Everything).await;
        let make = async |days: &str| {
            operator_keys::make(enter(&world, &ann).await.unwrap(), &form("billing", days)).await
        };
        let (short, long) = (make("1").await.unwrap(), make("366").await.unwrap());
        let days = Problem::OutOfRange { min: 1, max: 366 };
        for wrong in ["0", "367", "-1", "1.5", ""] {
            assert_eq!(make(wrong).await.unwrap_err(), Error::field("days", days.clone()), "{wrong}");
        }
        world.advance(DAY);
        assert_eq!(show(&world, &short.secret).await.unwrap_err(), Error::InvalidKey);
        let program = show(&world, &long.secret).await.unwrap();
        let listed = operator_keys::list(&mut enter::<ListOperatorKeys>(&world, &program).await.unwrap()).await;
        let used = listed.unwrap().into_iter().find(|key| key.id == long.key.id).unwrap();
        assert_eq!(used.last_used_at, Some(world.now()));
        let wrong = format!("{}x", &long.secret[..long.secret.len() - 1]);
        assert_eq!(show(&world, &wrong).await.unwrap_err(), Error::InvalidKey);
        let command_line = Caller::local(Source::Cli);
        let access = enter(&world, &command_line).await.unwrap();
        service::operator_people::reset_factors(access, "ann@example.test").await.unwrap();
        let bare = show(&world, &long.secret).await.unwrap_err();
        assert_eq!(bare, Error::Operators(OperatorsError::OperatorNeedsFactor));
        operator_keys::revoke(enter(&world, &command_line).await.unwrap(), long.key.id.as_str()).await.unwrap();
        assert_eq!(show(&world, &long.secret).await.unwrap_err(), Error::InvalidKey);
        let again = operator_keys::revoke(enter(&world, &command_line).await.unwrap(), long.key.id.as_str()).await;
        assert_eq!(again.unwrap_err(), Error::NotFound);
    }

    async fn nobody_makes_a_key_that_holds_or_lasts_more_than_theirs(world: World) {
        let (bob, secret) = world.operator_key("bob@example.test", OperatorRole::Billing).await;
        for role in ["everything", "support", "king"] {
            let access = enter::<ManageOperatorKeys>(&world, &bob).await.unwrap();
            let refused = operator_keys::make(access, &form(role, "30")).await.unwrap_err();
            assert_eq!(refused, Error::field("role", Problem::NotAChoice), "{role}");
        }
        let program = show(&world, &secret).await.unwrap();
        let child = operator_keys::make(enter(&world, &program).await.unwrap(), &form("billing", "300")).await;
        assert_eq!(child.unwrap().key.expires_at, world.now() + 30 * DAY);
        let (ann, _) = world.operator_key("ann@example.test", OperatorRole::Everything).await;
        let theirs = operator_keys::list(&mut enter(&world, &bob).await.unwrap()).await.unwrap();
        assert!(theirs.iter().all(|key| key.email == "bob@example.test"));
        let all = operator_keys::list(&mut enter(&world, &ann).await.unwrap()).await.unwrap();
        let own = all.iter().find(|key| key.email == "ann@example.test").unwrap();
        let strange = operator_keys::revoke(enter(&world, &bob).await.unwrap(), own.id.as_str()).await;
        assert_eq!(strange.unwrap_err(), Error::NotFound);
        assert!(enter::<ManageCatalogue>(&world, &program).await.is_ok());
        assert!(enter::<ViewCatalogue>(&world, &program).await.is_ok());
    }
}
