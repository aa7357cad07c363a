use domain::{
    DAY, Error, HOUR, Locale, Problem, SECOND, accounts::AccountsError, permission::ViewOverview, plans::Plan,
};
use service::{
    Caller, Source, accounts,
    sessions::{self, NewSession},
};
use store::Mode;
use testkit::{PASSWORD, World};

async fn account(world: &World, email: &str) {
    let cli = Caller::local(Source::Cli);
    accounts::create(&world.service, &cli, email, PASSWORD, false).await.unwrap();
}

async fn sign_in(world: &World, email: &str, password: &str) -> Result<NewSession, Error> {
    let signed_in = sessions::sign_in(&world.service, &world.visitor(), email, password).await?;
    Ok(signed_in.session().unwrap())
}

fn outcome(result: Result<NewSession, Error>) -> Result<(), Error> {
    result.map(|_| ())
}

testkit::both_engines! {
    async fn as_somebody_with_an_account(world: World) {
        account(&world, "Eve@Example.test").await;
        let session = sign_in(&world, " eve@EXAMPLE.test", PASSWORD).await.unwrap();
        assert_eq!(session.max_age, 90 * DAY / SECOND);
        let caller = world.caller_of(&session.token).await;
        assert_eq!(caller.account().unwrap().email, "Eve@Example.test");
        assert!(caller.required().is_ok());
        assert!(world.caller_of("another token").await.account().is_none());
        assert_eq!(world.visitor().required().unwrap_err(), Error::SignInRequired);
    }

    async fn wrong_password_and_unknown_account_say_the_same(world: World) {
        account(&world, "eve@example.test").await;
        let known = sign_in(&world, "eve@example.test", "wrong password!").await;
        let unknown = sign_in(&world, "nobody@example.test", "wrong password!").await;
        assert_eq!(outcome(known), Err(Error::Accounts(AccountsError::WrongCredentials)));
        assert_eq!(outcome(unknown), Err(Error::Accounts(AccountsError::WrongCredentials)));
    }

    async fn too_many_tries_have_to_wait_with_and_without_an_account(world: World) {
        account(&world, "eve@example.test").await;
        for email in ["eve@example.test", "nobody@example.test"] {
            for _ in 0..8 {
                assert_eq!(outcome(sign_in(&world, email, "wrong").await), Err(Error::Accounts(AccountsError::WrongCredentials)));
            }
            let refused = outcome(sign_in(&world, email, "wrong").await);
            assert_eq!(refused, Err(Error::RateLimited { retry_after: 30 }));
        }
        let even_right = outcome(sign_in(&world, "EVE@example.test", PASSWORD).await);
        assert_eq!(even_right, Err(Error::RateLimited { retry_after: 30 }));
        world.advance(29 * SECOND + 1);
        let refused = outcome(sign_in(&world, "eve@example.test", PASSWORD).await);
        assert_eq!(refused, Err(Error::RateLimited { retry_after: 1 }));
        world.advance(SECOND);
        assert!(sign_in(&world, "eve@example.test", PASSWORD).await.is_ok());
        // A right password forgives the wrong ones before it.
        for _ in 0..2 {
            let again = outcome(sign_in(&world, "eve@example.test", "wrong").await);
            assert_eq!(again, Err(Error::Accounts(AccountsError::WrongCredentials)));
        }
    }

    async fn with_a_session_open_the_old_one_ends(world: World) {
        account(&world, "eve@example.test").await;
        let planted = sign_in(&world, "eve@example.test", PASSWORD).await.unwrap();
        let caller = world.caller_of(&planted.token).await;
        let fresh = sessions::sign_in(&world.service, &caller, "eve@example.test", PASSWORD).await.unwrap();
        let fresh = fresh.session().unwrap();
        assert_ne!(planted.token, fresh.token);
        assert!(world.caller_of(&planted.token).await.account().is_none());
        assert!(world.caller_of(&fresh.token).await.account().is_some());
    }

    async fn sign_out_ends_this_session_alone(world: World) {
        account(&world, "eve@example.test").await;
        let here = sign_in(&world, "eve@example.test", PASSWORD).await.unwrap();
        let there = sign_in(&world, "eve@example.test", PASSWORD).await.unwrap();
        let caller = world.caller_of(&here.token).await;
        sessions::sign_out(&world.service, &caller).await.unwrap();
        sessions::sign_out(&world.service, &caller).await.unwrap();
        sessions::sign_out(&world.service, &world.visitor()).await.unwrap();
        assert!(world.caller_of(&here.token).await.account().is_none());
        assert!(world.caller_of(&there.token).await.account().is_some());
    }

    async fn a_session_that_is_used_lasts_ninety_days(world: World) {
        let (_, token) = world.person("eve@example.test").await;
        let is_known = async || {
            let is_known = world.caller_of(&token).await.account().is_some();
            world.service.flush_uses().await.unwrap();
            is_known
        };
        world.advance(23 * HOUR);
        for _ in 0..8 {
            assert!(is_known().await);
            world.advance(11 * DAY);
        }
        assert!(is_known().await, "89 days after it began");
        world.advance(DAY + HOUR);
        assert!(!is_known().await);
    }

    async fn whoever_looks_waits_for_nobody_who_writes(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        world.advance(HOUR);
        let mut writer = world.store.control(Mode::Write).await.unwrap();
        writer.raw().tamper("update sessions set seen_at = seen_at").await.unwrap();
        assert!(world.caller_of(&owner.session).await.account().is_some());
        world.access::<ViewOverview>(&owner).await;
        drop(writer);
        world.service.flush_uses().await.unwrap();
        let caller = world.caller_of(&owner.session).await;
        assert_eq!(caller.session().unwrap().seen_at, world.now(), "it is written afterwards");
    }

    async fn a_session_that_is_not_used_ends_after_two_weeks(world: World) {
        account(&world, "eve@example.test").await;
        let session = sign_in(&world, "eve@example.test", PASSWORD).await.unwrap();
        world.advance(14 * DAY - 1);
        // Within the hour in which it was seen nothing is written, so look with another clock's worth.
        let seen = world.caller_of(&session.token).await;
        assert!(seen.account().is_some());
        world.advance(14 * DAY);
        assert!(world.caller_of(&session.token).await.account().is_none());
    }

    async fn an_account_made_twice_is_taken(world: World) {
        account(&world, "eve@example.test").await;
        let cli = Caller::local(Source::Cli);
        let again = accounts::create(&world.service, &cli, "EVE@example.test", PASSWORD, true).await;
        assert_eq!(again.unwrap_err(), Error::field("email", Problem::Taken));
        let found = accounts::find_by_email(&world.service, "Eve@Example.test").await.unwrap();
        assert!(!found.unwrap().is_operator);
        let weak = accounts::create(&world.service, &cli, "x", "eve", false).await.unwrap_err();
        assert!(matches!(weak, Error::Invalid { fields } if fields.len() == 2));
    }

    async fn the_language_of_mails_is_the_persons_choice(world: World) {
        let (caller, token) = world.person("eve@example.test").await;
        accounts::set_locale(&world.service, &caller, Locale::Fr).await.unwrap();
        accounts::set_locale(&world.service, &world.visitor(), Locale::Fr).await.unwrap();
        assert_eq!(world.caller_of(&token).await.account().unwrap().locale, Locale::Fr);
    }
}
