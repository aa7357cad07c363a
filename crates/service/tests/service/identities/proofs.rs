//! How fresh a proof is, and what it opens.

use domain::{Error, MINUTE, Problem, accounts::AccountsProblem};
use service::{
    Caller, Service,
    identities::{self, Came, Failure, Purpose},
    providers::Fault,
    sign_ups::{self, SignedUp},
    standing::STEP_UP,
    step_up::{self, Proof},
};
use testkit::World;

use super::{
    arrive, fault, github, go, harbour, space,
    stub::{Twist, person},
};

/// A dangerous act, which nothing else refuses to somebody who is linked to nothing of this name.
async fn act(service: &Service, caller: &Caller) -> Error {
    identities::unlink(service, caller, "idn_nothing").await.unwrap_err()
}

async fn mailed(world: &World, caller: &Caller, code: &str) -> Result<service::sessions::NewSession, Error> {
    step_up::confirm(&world.service, caller, &Proof::Mailed(code.to_owned())).await
}

testkit::both_engines! {
    async fn a_sign_in_through_a_provider_is_as_fresh_as_it_says(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &eve).await;
        let SignedUp::Ready { end, .. } = sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap()
        else { panic!("the address is verified") };
        let first = world.caller_of(&end.session().unwrap().token).await;
        assert_eq!(first.session().unwrap().confirmed_at, world.now() / 1_000_000 * 1_000_000);
        for (twist, is_fresh) in [
            (Twist::Nothing, true),
            (Twist::OldProof, false),
            (Twist::NoTime, false),
            (Twist::TimeToCome, false),
        ] {
            stub.twist(twist);
            let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await.unwrap();
            let Came::SignedIn { end, .. } = came else { panic!("Eve is known") };
            let caller = world.caller_of(&end.session().unwrap().token).await;
            let wanted = if is_fresh { Error::NotFound } else { Error::StepUpRequired };
            assert_eq!(act(&service, &caller).await, wanted, "{twist:?}");
            if !is_fresh {
                // Nor does a provider that was to ask anew and did not.
                let came = go(&service, &stub, &caller, Purpose::Confirm, &eve).await;
                assert_eq!(fault(came), Fault::NotAnew, "{twist:?}");
            }
        }
    }

    async fn github_never_asks_anew_so_a_code_is_mailed(world: World) {
        let (service, stub) = github::github(&world, github::SECRET).await;
        let ada = github::octocat(583_231, &[("ada@example.test", true, true)]);
        let caller = github::arrive(&service, &stub, &world, &ada).await;
        let SignedUp::Ready { end, .. } = sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap()
        else { panic!("the address is verified") };
        let token = end.session().unwrap().token;
        let caller = world.caller_of(&token).await;
        assert_eq!(act(&service, &caller).await, Error::StepUpRequired);
        let confirm = identities::start(&service, &caller, "github", Purpose::Confirm, "").await;
        assert!(matches!(confirm, Err(Failure::Fault(Fault::NotAnew))));
        // Another sign-in proves as little.
        let Came::SignedIn { end, .. } = github::go(&service, &stub, &caller, &ada).await.unwrap()
        else { panic!("Ada is known") };
        let token = end.session().unwrap().token;
        let caller = world.caller_of(&token).await;
        assert_eq!(act(&service, &caller).await, Error::StepUpRequired);

        assert!(step_up::can_mail(&world.service, &caller).await.unwrap());
        step_up::mail(&world.service, &caller).await.unwrap();
        let mails = world.mails().await;
        let mail = mails.iter().find(|mail| mail.subject.contains("verification code")).unwrap();
        assert_eq!(mail.to, "ada@example.test");
        let session = mailed(&world, &caller, &mail.code()).await.unwrap();
        assert!(world.caller_of(&token).await.person().is_none(), "another token");
        let fresh = world.caller_of(&session.token).await;
        assert_eq!(act(&service, &fresh).await, Error::NotFound);
        // It counted once.
        let again = mailed(&world, &fresh, &mail.code()).await;
        assert_eq!(again.unwrap_err(), Error::field("mailed_code", AccountsProblem::WrongCode));
        world.advance(STEP_UP + 1);
        assert_eq!(act(&service, &world.caller_of(&session.token).await).await, Error::StepUpRequired);
    }

    async fn a_mailed_code_is_for_one_session_for_ten_minutes_and_five_tries(world: World) {
        let (caller, _) = world.person("eve@example.test").await;
        let wrong = |problem| Error::field("mailed_code", problem);
        step_up::mail(&world.service, &caller).await.unwrap();
        let code = world.mail().await.code();
        let (other, _) = world.person("mallory@example.test").await;
        assert_eq!(mailed(&world, &other, &code).await.unwrap_err(), wrong(Problem::Accounts(AccountsProblem::WrongCode)));
        let bad = if code == "000000" { "000001" } else { "000000" };
        for _ in 0..4 {
            assert_eq!(mailed(&world, &caller, bad).await.unwrap_err(), wrong(Problem::Accounts(AccountsProblem::WrongCode)));
        }
        assert_eq!(mailed(&world, &caller, bad).await.unwrap_err(), wrong(Problem::Accounts(AccountsProblem::TooManyCodes)));
        assert_eq!(mailed(&world, &caller, &code).await.unwrap_err(), wrong(Problem::Accounts(AccountsProblem::WrongCode)));

        // A newer code replaces the older; the digits are those of any script.
        step_up::mail(&world.service, &caller).await.unwrap();
        let older = world.mail().await.code();
        step_up::mail(&world.service, &caller).await.unwrap();
        let newer = world.mail().await.code();
        if older != newer {
            assert_eq!(mailed(&world, &caller, &older).await.unwrap_err(), wrong(Problem::Accounts(AccountsProblem::WrongCode)));
        }
        let wide: String = newer.chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect();
        assert!(mailed(&world, &caller, &wide).await.is_ok());
        let refused = step_up::mail(&world.service, &caller).await;
        assert!(matches!(refused, Err(Error::RateLimited { .. })), "{refused:?}");

        let (late, _) = world.person("late@example.test").await;
        step_up::mail(&world.service, &late).await.unwrap();
        let code = world.mail().await.code();
        world.advance(10 * MINUTE);
        assert_eq!(mailed(&world, &late, &code).await.unwrap_err(), wrong(Problem::Accounts(AccountsProblem::WrongCode)));
    }
}
