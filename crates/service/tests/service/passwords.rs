use domain::{
    Ended, Error, HOUR, Link, MINUTE, Problem,
    accounts::{AccountsError, AccountsProblem},
    names::NamesProblem,
};
use service::{Caller, Source, accounts, password_resets, sessions, step_up};
use testkit::{PASSWORD, World};
use tokio::task::JoinSet;

const NEW: &str = "nine slow harbours whisper";

async fn account(world: &World, email: &str) {
    let cli = Caller::local(Source::Cli);
    accounts::create(&world.service, &cli, email, PASSWORD, false).await.unwrap();
}

async fn sign_in(world: &World, password: &str) -> Result<String, Error> {
    let signed_in = sessions::sign_in(&world.service, &world.visitor(), "eve@example.test", password).await;
    signed_in.map(|signed_in| signed_in.session().unwrap().token)
}

async fn forget(world: &World, email: &str) -> Result<(), Error> {
    password_resets::start(&world.service, &world.visitor(), email).await
}

async fn reset(world: &World, token: &str, password: &str) -> Result<(), Error> {
    password_resets::finish(&world.service, &world.visitor(), token, password).await
}

fn ended(why: Ended) -> Result<(), Error> {
    Err(Error::Accounts(AccountsError::LinkEnded { link: Link::PasswordReset, why }))
}

testkit::both_engines! {
    async fn forgotten_a_link_lets_its_reader_choose_another(world: World) {
        account(&world, "eve@example.test").await;
        let old_session = sign_in(&world, PASSWORD).await.unwrap();
        forget(&world, "EVE@example.test").await.unwrap();
        let mail = world.mail().await;
        assert!(mail.text.contains("From the address: 192.0.2.10"), "who asked can be seen: {}", mail.text);
        let expected = format!("https://parvis.test/reset-password?token={}", mail.token());
        assert_eq!((mail.to.as_str(), mail.links()), ("eve@example.test", vec![expected.as_str()]));
        for _ in 0..2 {
            password_resets::check(&world.service, &mail.token()).await.unwrap();
        }
        let weak = reset(&world, &mail.token(), "password1234").await;
        assert_eq!(weak, Err(Error::field("password", AccountsProblem::CommonPassword)));
        reset(&world, &mail.token(), NEW).await.unwrap();
        let told = world.mail().await;
        assert_eq!((told.to.as_str(), told.subject.as_str()), ("eve@example.test", "A new password was set"));
        assert!(world.caller_of(&old_session).await.account().is_none(), "whoever was in is out");
        assert_eq!(sign_in(&world, PASSWORD).await, Err(Error::Accounts(AccountsError::WrongCredentials)));
        assert!(sign_in(&world, NEW).await.is_ok());
        assert_eq!(reset(&world, &mail.token(), PASSWORD).await, ended(Ended::Used));
        assert_eq!(password_resets::check(&world.service, &mail.token()).await, ended(Ended::Used));
    }

    async fn forgotten_twice_one_link_uses_up_the_other(world: World) {
        account(&world, "eve@example.test").await;
        forget(&world, "eve@example.test").await.unwrap();
        let first = world.mail().await.token();
        forget(&world, "eve@example.test").await.unwrap();
        let second = world.mail().await.token();
        reset(&world, &first, NEW).await.unwrap();
        assert_eq!(reset(&world, &second, PASSWORD).await, ended(Ended::Older));
        assert_eq!(password_resets::check(&world.service, "no such link").await, ended(Ended::Unknown));
    }

    async fn forgotten_the_link_expires(world: World) {
        account(&world, "eve@example.test").await;
        forget(&world, "eve@example.test").await.unwrap();
        let token = world.mail().await.token();
        world.advance(HOUR);
        assert_eq!(password_resets::check(&world.service, &token).await, ended(Ended::Expired));
        assert_eq!(reset(&world, &token, NEW).await, ended(Ended::Expired));
        // And still says so when the link itself was swept away.
        service::events::retention::expire(&world.service).await.unwrap();
        assert_eq!(password_resets::check(&world.service, &token).await, ended(Ended::Expired));
    }

    async fn forgotten_without_an_account_answers_the_same(world: World) {
        account(&world, "eve@example.test").await;
        for email in ["eve@example.test", "nobody@example.test"] {
            for _ in 0..3 {
                assert_eq!(forget(&world, email).await, Ok(()));
            }
            assert_eq!(forget(&world, email).await, Err(Error::RateLimited { retry_after: 300 }));
        }
        let mails = world.mails().await;
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["eve@example.test"; 3]);
        world.advance(5 * MINUTE);
        assert_eq!(forget(&world, "nobody@example.test").await, Ok(()));
        assert_eq!(forget(&world, "no address").await, Err(Error::field("email", NamesProblem::NotAnEmail)));
    }

    async fn an_old_one_proves_nothing_once_it_was_changed(world: World) {
        account(&world, "eve@example.test").await;
        let session = sign_in(&world, PASSWORD).await.unwrap();
        let stale = world.caller_of(&session).await;
        crate::team::execute(&world, "update accounts set password_hash = 'another'").await;
        let proof = step_up::Proof::Password(PASSWORD.to_owned());
        let confirmed = step_up::confirm(&world.service, &stale, &proof).await.map(|_| ());
        assert_eq!(confirmed, Err(Error::field("password", AccountsProblem::WrongPassword)));
        let changed = accounts::change_password(&world.service, &stale, PASSWORD, NEW).await.map(|_| ());
        assert_eq!(changed, Err(Error::field("current", AccountsProblem::WrongPassword)));
    }

    async fn changed_by_its_owner_ends_the_other_sessions(world: World) {
        account(&world, "eve@example.test").await;
        let elsewhere = sign_in(&world, PASSWORD).await.unwrap();
        let here = sign_in(&world, PASSWORD).await.unwrap();
        let caller = world.caller_of(&here).await;
        let change = async |current: &str, new: &str| {
            accounts::change_password(&world.service, &caller, current, new).await
        };
        let wrong = change("not my password", NEW).await.unwrap_err();
        assert_eq!(wrong, Error::field("current", AccountsProblem::WrongPassword));
        let weak = change(PASSWORD, "short").await.unwrap_err();
        assert_eq!(weak, Error::field("new", Problem::TooShort { min: 12 }));
        assert!(world.caller_of(&elsewhere).await.account().is_some(), "nothing happened so far");
        let fresh = change(PASSWORD, NEW).await.unwrap();
        let mails = world.mails().await;
        let told: Vec<_> = mails.iter().filter(|mail| mail.subject == "Your password was changed").collect();
        assert_eq!((told.len(), told[0].to.as_str()), (1, "eve@example.test"));
        for ended in [&elsewhere, &here] {
            assert!(world.caller_of(ended).await.account().is_none());
        }
        assert!(world.caller_of(&fresh.token).await.account().is_some());
        assert!(sign_in(&world, NEW).await.is_ok());
        let visitor = accounts::change_password(&world.service, &world.visitor(), PASSWORD, NEW).await;
        assert_eq!(visitor.unwrap_err(), Error::SignInRequired);
    }
}

/// Starts sign-ins until some are told to come back, so that as many as may wait do.
async fn burst(world: &World) -> JoinSet<Error> {
    let mut tasks = JoinSet::new();
    for number in 0..100 {
        let service = world.service.clone();
        let caller = Caller { address: format!("192.0.2.{number}"), ..world.visitor() };
        tasks.spawn(async move {
            let email = format!("nobody{number}@example.test");
            sessions::sign_in(&service, &caller, &email, "whatever it is").await.unwrap_err()
        });
    }
    loop {
        match tasks.join_next().await.unwrap().unwrap() {
            Error::Unavailable { .. } => return tasks,
            other => assert_eq!(other, Error::Accounts(AccountsError::WrongCredentials)),
        }
    }
}

testkit::on_postgres! {
    async fn changed_while_it_is_checked_the_old_one_lets_nobody_in(world: World) {
        account(&world, "eve@example.test").await;
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        tx.raw().tamper("update accounts set password_hash = 'another'").await.unwrap();
        let changed = async {
            world.until_waiting(1).await;
            tx.commit().await.unwrap();
        };
        let (signed_in, ()) = tokio::join!(sign_in(&world, PASSWORD), changed);
        assert_eq!(signed_in, Err(Error::Accounts(AccountsError::WrongCredentials)));
    }
}

testkit::on_sqlite! {
    async fn a_burst_is_bounded_while_others_go_on_reading(world: World) {
        let (_, token) = world.person("eve@example.test").await;
        let mut tasks = burst(&world).await;
        // More than half of them wait, and reading does not queue behind them.
        assert!(world.caller_of(&token).await.account().is_some());
        assert!(tasks.len() > 1, "the burst was over before the page was read");
        tasks.shutdown().await;
    }

    /// Browsers that go away while they wait must not take the others' places for good.
    async fn those_who_leave_make_room(world: World) {
        account(&world, "eve@example.test").await;
        for _ in 0..3 {
            burst(&world).await.shutdown().await;
        }
        assert!(sign_in(&world, PASSWORD).await.is_ok());
    }
}
