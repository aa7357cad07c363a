use domain::{
    Error, FactorId, HOUR, MINUTE, Problem, SECOND,
    accounts::AccountsProblem,
    permission::{ManageSecurity, Role, ViewOverview, ViewSecurity},
    plans::Plan,
    second_factors::{SecondFactorsError, SecondFactorsProblem},
};
use service::{
    Browser, Caller, Source, accounts, authenticators, operator_people, passkeys, password_resets,
    recovery_codes,
    second_factors::{self, Proof},
    security,
    sessions::{self, NewSession, SignedIn},
    step_up,
};
use store::control::passkeys::Passkey;
use testkit::{Member, PASSWORD, World};
use totp_rs::{Builder, Secret};

const EMAIL: &str = "eve@example.test";

/// Somebody with an authenticator app.
struct Eve {
    caller: Caller,
    secret: String,
    codes: Vec<String>,
}

impl Eve {
    /// What the app shows `later` than now.
    fn code(&self, world: &World, later: i64) -> String {
        code(world, &self.secret, later)
    }
}

fn code(world: &World, secret: &str, later: i64) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(((world.now() + later) / SECOND).cast_unsigned()).to_string()
}

fn wrong(code: &str) -> String {
    let last = if code.ends_with('0') { '1' } else { '0' };
    format!("{}{last}", &code[..5])
}

async fn sign_in(world: &World, caller: &Caller) -> SignedIn {
    sessions::sign_in(&world.service, caller, EMAIL, PASSWORD).await.unwrap()
}

/// Gives an account an authenticator app.
async fn enrol(world: &World, caller: &Caller) -> (NewSession, String, Vec<String>) {
    authenticators::enrol(&world.service, caller).await.unwrap();
    let secret = authenticators::waiting(&world.service, caller).await.unwrap().unwrap().secret;
    let added = authenticators::confirm(&world.service, caller, &code(world, &secret, 0)).await.unwrap();
    (added.session, secret, added.codes)
}

async fn eve(world: &World) -> Eve {
    let cli = Caller::local(Source::Cli);
    accounts::create(&world.service, &cli, EMAIL, PASSWORD, false).await.unwrap();
    let session = sign_in(world, &world.visitor()).await.session().unwrap();
    let (session, secret, codes) = enrol(world, &world.caller_of(&session.token).await).await;
    world.mails().await;
    world.advance(MINUTE);
    Eve { caller: world.caller_of(&session.token).await, secret, codes }
}

/// A browser in which the password was right, and the second factor is asked for.
async fn asked(world: &World) -> Caller {
    match sign_in(world, &world.visitor()).await {
        SignedIn::SecondFactor(challenge) => {
            let browser = Browser { challenge: challenge.token, ..Browser::default() };
            Caller { browser, ..world.visitor() }
        }
        SignedIn::Session(_) => panic!("the second factor was not asked for"),
    }
}

async fn answer(world: &World, caller: &Caller, proof: Proof) -> Result<NewSession, Error> {
    second_factors::finish(&world.service, caller, &proof).await
}

fn refused(field: &str, problem: Problem) -> Error {
    Error::field(field, problem)
}

async fn actions(world: &World) -> Vec<String> {
    world.control_trail().await.into_iter().map(|entry| entry.action).collect()
}

testkit::both_engines! {
    async fn an_app_counts_when_its_first_code_was_typed(world: World) {
        let (caller, token) = world.person(EMAIL).await;
        authenticators::enrol(&world.service, &caller).await.unwrap();
        let enrolment = authenticators::waiting(&world.service, &caller).await.unwrap().unwrap();
        assert!(enrolment.url.starts_with("otpauth://totp/Parvis:eve%40example.test?secret="), "{}", enrolment.url);
        assert!(enrolment.image.starts_with("<svg"));
        assert!(!second_factors::list(&world.service, &caller).await.unwrap().is_any());
        let right = code(&world, &enrolment.secret, 0);
        let refuse = authenticators::confirm(&world.service, &caller, &wrong(&right)).await.unwrap_err();
        assert_eq!(refuse, refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        let added = authenticators::confirm(&world.service, &caller, &right).await.unwrap();
        assert_eq!(added.codes.len(), 10);
        assert!(world.caller_of(&token).await.account().is_none(), "the session has another token");
        let caller = world.caller_of(&added.session.token).await;
        assert_eq!(caller.session().unwrap().second_factor_at, Some(world.now()));
        assert!(authenticators::waiting(&world.service, &caller).await.unwrap().is_none());
        let factors = second_factors::list(&world.service, &caller).await.unwrap();
        assert_eq!((factors.authenticator, factors.codes_left), (Some(world.now()), 10));
        let mail = world.mail().await;
        assert!(mail.text.contains("An authenticator app was added"), "{}", mail.text);
        // Neither secret nor codes are anywhere to be read.
        let text = format!("{:?}", world.control_trail().await);
        for secret in [&enrolment.secret.replace(' ', ""), &added.codes[0], &right] {
            assert!(!text.contains(secret.as_str()), "{secret}");
        }
    }

    async fn an_app_that_waits_too_long_is_forgotten(world: World) {
        let (caller, _) = world.person(EMAIL).await;
        authenticators::enrol(&world.service, &caller).await.unwrap();
        let secret = authenticators::waiting(&world.service, &caller).await.unwrap().unwrap().secret;
        authenticators::enrol(&world.service, &caller).await.unwrap();
        let newer = authenticators::waiting(&world.service, &caller).await.unwrap().unwrap().secret;
        assert_ne!(secret, newer);
        let old = authenticators::confirm(&world.service, &caller, &code(&world, &secret, 0)).await;
        assert_eq!(old.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        authenticators::cancel(&world.service, &caller).await.unwrap();
        let gone = authenticators::confirm(&world.service, &caller, &code(&world, &newer, 0)).await;
        assert_eq!(gone.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::EnrolmentExpired)));
    }

    async fn after_the_password_the_code_is_asked_for(world: World) {
        let eve = eve(&world).await;
        let caller = asked(&world).await;
        let factors = second_factors::waiting(&world.service, &caller).await.unwrap().unwrap();
        assert!(factors.authenticator.is_some());
        let code = eve.code(&world, 0);
        let session = answer(&world, &caller, Proof::Code(format!("{} {}", &code[..3], &code[3..]))).await.unwrap();
        let signed_in = world.caller_of(&session.token).await;
        assert_eq!(signed_in.session().unwrap().second_factor_at, Some(world.now()));
        let again = answer(&world, &caller, Proof::Code(eve.code(&world, 30 * SECOND))).await;
        assert_eq!(again.unwrap_err(), Error::SecondFactors(SecondFactorsError::SignInExpired), "a challenge is answered once");
    }

    async fn of_two_factors_removed_at_once_one_stays(world: World) {
        let owner = world.owner(EMAIL, "Acme", Plan::Professional).await;
        let (session, ..) = enrol(&world, &owner.caller).await;
        let caller = world.caller_of(&session.token).await;
        let passkey = Passkey {
            id: FactorId::new(1, 1),
            account_id: owner.account().id.clone(),
            name: "Key ring".to_owned(),
            credential_id: "1".to_owned(),
            credential: "{}".to_owned(),
            created_at: world.now(),
            used_at: None,
        host: None,
        };
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        store::control::passkeys::insert(&mut tx, &passkey).await.unwrap();
        tx.raw().tamper("update tenants set requires_second_factor = true").await.unwrap();
        tx.raw().tamper("update accounts set password_hash = 'another'").await.unwrap();
        tx.commit().await.unwrap();
        // Both have taken theirs away before either is done.
        let mut held = world.store.control(store::Mode::Write).await.unwrap();
        store::audit::lock(&mut held, store::audit::Chain::Main).await.unwrap();
        let done = async {
            world.until_waiting(2).await;
            held.commit().await.unwrap();
        };
        let (one, other, ()) = tokio::join!(
            authenticators::remove(&world.service, &caller),
            passkeys::remove(&world.service, &caller, passkey.id.as_str()),
            done
        );
        let outcomes = [one, other];
        let demanded = Err(Error::SecondFactors(SecondFactorsError::FactorDemanded { spaces: vec!["Acme".to_owned()] }));
        let is_done = outcomes.iter().any(Result::is_ok);
        assert!(is_done && outcomes.contains(&demanded), "{outcomes:?}");
        assert!(second_factors::list(&world.service, &caller).await.unwrap().is_any());
    }

    async fn wrong_passwords_leave_the_codes_their_own_tries(world: World) {
        let eve = eve(&world).await;
        let wrong = || step_up::Proof::Password("wrong".to_owned());
        for _ in 0..8 {
            let confirmed = step_up::confirm(&world.service, &eve.caller, &wrong()).await;
            assert_eq!(confirmed.unwrap_err(), refused("password", Problem::Accounts(AccountsProblem::WrongPassword)));
        }
        let spent = step_up::confirm(&world.service, &eve.caller, &wrong()).await.unwrap_err();
        assert!(matches!(spent, Error::RateLimited { .. }));
        let code = step_up::Proof::Factor(Proof::Code(eve.code(&world, 0)));
        let session = step_up::confirm(&world.service, &eve.caller, &code).await.unwrap();
        // And the other way round: a right code gives back nothing of the passwords' tries.
        let caller = world.caller_of(&session.token).await;
        let spent = step_up::confirm(&world.service, &caller, &wrong()).await.unwrap_err();
        assert!(matches!(spent, Error::RateLimited { .. }));
    }

    async fn a_code_counts_once(world: World) {
        let eve = eve(&world).await;
        let code = eve.code(&world, 0);
        answer(&world, &asked(&world).await, Proof::Code(code.clone())).await.unwrap();
        for later in [0, 30 * SECOND] {
            world.advance(later);
            let replayed = answer(&world, &asked(&world).await, Proof::Code(code.clone())).await;
            assert_eq!(replayed.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        }
        let older = eve.code(&world, -30 * SECOND);
        let older = answer(&world, &asked(&world).await, Proof::Code(older)).await;
        assert_eq!(older.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        assert!(answer(&world, &asked(&world).await, Proof::Code(eve.code(&world, 0))).await.is_ok());
    }

    async fn a_clock_may_be_one_step_off(world: World) {
        let eve = eve(&world).await;
        for (later, is_right) in [(-60, false), (60, false), (-30, true), (0, true), (30, true)] {
            let code = eve.code(&world, later * SECOND);
            let outcome = answer(&world, &asked(&world).await, Proof::Code(code)).await;
            assert_eq!(outcome.is_ok(), is_right, "{later} seconds off");
        }
    }

    async fn a_clock_that_is_wrong_is_told_and_what_was_told_is_no_code(world: World) {
        let eve = eve(&world).await;
        let try_code = async |code: String| answer(&world, &asked(&world).await, Proof::Code(code)).await;
        for off in [-90, -3000, 3000, 90] {
            let refusal = try_code(eve.code(&world, off * SECOND)).await.unwrap_err();
            let wanted = refused("code", Problem::SecondFactors(SecondFactorsProblem::ClockOff { seconds: off }));
            // A minute after it was enrolled there is no code that old which was not used or left lying.
            let old = refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode));
            assert_eq!(refusal, if off < 0 { old } else { wanted }, "{off}");
        }
        world.advance(2 * HOUR);
        let behind = try_code(eve.code(&world, -90 * SECOND)).await.unwrap_err();
        assert_eq!(behind, refused("code", Problem::SecondFactors(SecondFactorsProblem::ClockOff { seconds: -90 })));
        // A guess at a code to come is told that it is one, and is none when its time has come.
        let ahead = eve.code(&world, 90 * SECOND);
        assert_eq!(try_code(ahead.clone()).await.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::ClockOff { seconds: 90 })));
        world.advance(90 * SECOND);
        assert_eq!(try_code(ahead).await.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        assert!(try_code(eve.code(&world, 30 * SECOND)).await.is_ok());
        // In whatever script the phone writes it.
        world.advance(HOUR);
        let wide: String =
            eve.code(&world, 0).chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0x630)).collect();
        assert!(try_code(wide).await.is_ok());
        let far = try_code(eve.code(&world, 4000 * SECOND)).await.unwrap_err();
        assert_eq!(far, refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)), "further off than any clock is");
    }

    async fn after_five_wrong_answers_the_sign_in_begins_anew(world: World) {
        let eve = eve(&world).await;
        let caller = asked(&world).await;
        let wrong = wrong(&eve.code(&world, 0));
        for _ in 0..4 {
            let outcome = answer(&world, &caller, Proof::Code(wrong.clone())).await;
            assert_eq!(outcome.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        }
        let last = answer(&world, &caller, Proof::Code(wrong.clone())).await;
        assert_eq!(last.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::TooManyTries)));
        let over = answer(&world, &caller, Proof::Code(eve.code(&world, 0))).await;
        assert_eq!(over.unwrap_err(), Error::SecondFactors(SecondFactorsError::SignInExpired));
        // Beginning anew does not give guesses without end.
        let caller = asked(&world).await;
        for _ in 0..4 {
            answer(&world, &caller, Proof::Code(wrong.clone())).await.unwrap_err();
        }
        let caller = asked(&world).await;
        answer(&world, &caller, Proof::Code(wrong.clone())).await.unwrap_err();
        let limited = answer(&world, &caller, Proof::Code(eve.code(&world, 0))).await;
        assert!(matches!(limited, Err(Error::RateLimited { .. })));
        assert!(actions(&world).await.contains(&"second-factors.refuse".to_owned()));
    }

    async fn a_challenge_ends_after_ten_minutes(world: World) {
        let eve = eve(&world).await;
        let caller = asked(&world).await;
        world.advance(10 * MINUTE);
        assert!(second_factors::waiting(&world.service, &caller).await.unwrap().is_none());
        let outcome = answer(&world, &caller, Proof::Code(eve.code(&world, 0))).await;
        assert_eq!(outcome.unwrap_err(), Error::SecondFactors(SecondFactorsError::SignInExpired));
    }

    async fn another_browser_cannot_answer(world: World) {
        let eve = eve(&world).await;
        asked(&world).await;
        for challenge in [String::new(), "0".repeat(32)] {
            let stranger = Caller { browser: Browser { challenge, ..Browser::default() }, ..world.visitor() };
            let outcome = answer(&world, &stranger, Proof::Code(eve.code(&world, 0))).await;
            assert_eq!(outcome.unwrap_err(), Error::SecondFactors(SecondFactorsError::SignInExpired));
        }
    }

    async fn somebody_elses_code_or_recovery_code_is_none(world: World) {
        let eve = eve(&world).await;
        let (mallory, _) = world.person("mallory@example.test").await;
        let (_, secret, codes) = enrol(&world, &mallory).await;
        world.advance(MINUTE);
        let caller = asked(&world).await;
        let outcome = answer(&world, &caller, Proof::Code(code(&world, &secret, 0))).await;
        assert_eq!(outcome.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        let outcome = answer(&world, &caller, Proof::RecoveryCode(codes[0].clone())).await;
        assert_eq!(outcome.unwrap_err(), refused("recovery_code", Problem::SecondFactors(SecondFactorsProblem::WrongRecoveryCode)));
        assert!(answer(&world, &caller, Proof::Code(eve.code(&world, 0))).await.is_ok());
    }

    async fn a_recovery_code_counts_once_and_its_use_is_told(world: World) {
        let eve = eve(&world).await;
        let typed = eve.codes[3].to_uppercase();
        answer(&world, &asked(&world).await, Proof::RecoveryCode(typed.clone())).await.unwrap();
        let mails = world.mails().await;
        let mail = mails.iter().find(|mail| mail.subject == "A recovery code was used").unwrap();
        assert!(mail.text.contains("Codes left: 9"), "{}", mail.text);
        let again = answer(&world, &asked(&world).await, Proof::RecoveryCode(typed)).await;
        assert_eq!(again.unwrap_err(), refused("recovery_code", Problem::SecondFactors(SecondFactorsProblem::WrongRecoveryCode)));
        let fresh = recovery_codes::renew(&world.service, &eve.caller).await.unwrap();
        let old = answer(&world, &asked(&world).await, Proof::RecoveryCode(eve.codes[4].clone())).await;
        assert_eq!(old.unwrap_err(), refused("recovery_code", Problem::SecondFactors(SecondFactorsProblem::WrongRecoveryCode)));
        assert!(answer(&world, &asked(&world).await, Proof::RecoveryCode(fresh[0].clone())).await.is_ok());
    }

    async fn garbage_from_a_browser_is_a_refusal(world: World) {
        let eve = eve(&world).await;
        let caller = asked(&world).await;
        for text in ["", "{}", "not json", "{\"id\":\"x\",\"rawId\":\"eA\",\"type\":\"public-key\"}"] {
            let outcome = answer(&world, &asked(&world).await, Proof::Passkey(text.to_owned())).await;
            assert_eq!(outcome.unwrap_err(), refused("credential", Problem::SecondFactors(SecondFactorsProblem::PasskeyRefused)), "{text}");
            let outcome = passkeys::sign_in(&world.service, &caller, text).await;
            assert_eq!(outcome.unwrap_err(), refused("credential", Problem::SecondFactors(SecondFactorsProblem::PasskeyRefused)), "{text}");
            let outcome = passkeys::add(&world.service, &eve.caller, "Laptop", text).await;
            assert_eq!(outcome.unwrap_err(), refused("credential", Problem::SecondFactors(SecondFactorsProblem::PasskeyRefused)), "{text}");
        }
        let none = passkeys::start_proof(&world.service, &eve.caller).await;
        assert_eq!(none.unwrap_err(), Error::NotFound, "she has no passkey");
        for code in ["", "123", "abcdef", "1234567890123456789012345678901234567890"] {
            let outcome = answer(&world, &asked(&world).await, Proof::Code(code.to_owned())).await;
            assert_eq!(outcome.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)), "{code}");
            world.advance(6 * MINUTE);
        }
    }

    async fn a_new_password_does_not_spare_the_second_factor(world: World) {
        let eve = eve(&world).await;
        let pending = asked(&world).await;
        password_resets::start(&world.service, &world.visitor(), EMAIL).await.unwrap();
        let token = world.mail().await.token();
        password_resets::finish(&world.service, &world.visitor(), &token, PASSWORD).await.unwrap();
        let outcome = answer(&world, &pending, Proof::Code(eve.code(&world, 0))).await;
        assert_eq!(outcome.unwrap_err(), Error::SecondFactors(SecondFactorsError::SignInExpired), "who knew the old password waits no more");
        let caller = asked(&world).await;
        let session = answer(&world, &caller, Proof::Code(eve.code(&world, 0))).await.unwrap();
        let caller = world.caller_of(&session.token).await;
        let other = "nine slow harbours whisper";
        let session = accounts::change_password(&world.service, &caller, PASSWORD, other).await.unwrap();
        let shown = world.caller_of(&session.token).await.session().unwrap().second_factor_at;
        assert!(shown.is_some(), "it was shown and is not asked for again");
        let signed_in = sessions::sign_in(&world.service, &world.visitor(), EMAIL, other).await.unwrap();
        assert!(matches!(signed_in, SignedIn::SecondFactor(_)));
    }

    async fn the_operator_takes_lost_factors_away(world: World) {
        let eve = eve(&world).await;
        let pending = asked(&world).await;
        let nobody = operator_people::reset_factors(testkit::operate(&world.service).await, "nobody@example.test").await;
        assert_eq!(nobody.unwrap_err(), Error::NotFound);
        operator_people::reset_factors(testkit::operate(&world.service).await, "EVE@example.test").await.unwrap();
        assert_eq!(world.mail().await.subject, "Your second factors were removed");
        let outcome = answer(&world, &pending, Proof::Code(eve.code(&world, 0))).await;
        assert_eq!(outcome.unwrap_err(), Error::SecondFactors(SecondFactorsError::SignInExpired));
        assert!(sign_in(&world, &world.visitor()).await.session().is_some());
        let trail = world.control_trail().await;
        let entry = trail.iter().find(|entry| entry.action == "second-factors.reset").unwrap();
        assert_eq!((entry.actor_kind.as_str(), entry.target.as_str()), ("command-line", eve.caller.account().unwrap().id.as_str()));
    }
}

/// A space that demands a second factor: its owner has one, the member has none.
async fn strict_space(world: &World) -> (Member, Member) {
    let owner = world.owner("owner@example.test", "Acme", Plan::Solo).await;
    let member = world.join(&owner.tenant, EMAIL, Role::Member).await;
    let (session, _, _) = enrol(world, &owner.caller).await;
    let owner = Member { caller: world.caller_of(&session.token).await, ..owner };
    security::require_second_factor(world.team_access(&owner).await, true).await.unwrap();
    (owner, member)
}

testkit::both_engines! {
    async fn a_space_demands_one_of_its_members(world: World) {
        let (owner, member) = strict_space(&world).await;
        let mut access = world.team_access::<ViewSecurity>(&owner).await;
        assert_eq!(security::count_without_second_factor(&mut access).await.unwrap(), 1);
        drop(access);
        assert!(world.enter::<ViewOverview>(&owner).await.is_ok());
        let refused = world.enter::<ViewOverview>(&member).await.unwrap_err();
        assert!(matches!(&refused, Error::Forbidden { decision, .. } if decision.rule.as_str() == "second-factor"));
        let (session, _, _) = enrol(&world, &member.caller).await;
        let member = Member { caller: world.caller_of(&session.token).await, ..member };
        assert!(world.enter::<ViewOverview>(&member).await.is_ok(), "the very next request");
        let last = authenticators::remove(&world.service, &member.caller).await.unwrap_err();
        assert_eq!(last, Error::SecondFactors(SecondFactorsError::FactorDemanded { spaces: vec!["Acme".to_owned()] }));
        security::require_second_factor(world.team_access(&owner).await, false).await.unwrap();
        let session = authenticators::remove(&world.service, &member.caller).await.unwrap().unwrap();
        let member = Member { caller: world.caller_of(&session.token).await, ..member };
        assert_eq!(member.caller.session().unwrap().second_factor_at, None, "what was shown went with it");
        assert!(world.enter::<ViewOverview>(&member).await.is_ok());
        security::require_second_factor(world.team_access(&owner).await, true).await.unwrap();
        let refused = world.enter::<ViewOverview>(&member).await.unwrap_err();
        assert!(matches!(&refused, Error::Forbidden { decision, .. } if decision.rule.as_str() == "second-factor"));
    }

    async fn who_demands_one_has_one(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Solo).await;
        let access = world.team_access::<ManageSecurity>(&owner).await;
        let outcome = security::require_second_factor(access, true).await;
        assert_eq!(outcome.unwrap_err(), refused("required", Problem::SecondFactors(SecondFactorsProblem::NoSecondFactor)));
        assert!(!world.tenant(&owner.tenant.id).await.requires_second_factor);
    }

    async fn a_session_from_before_shows_it_once(world: World) {
        let (_, member) = strict_space(&world).await;
        let elsewhere = world.caller_of(&member.session).await;
        let (_, secret, _) = enrol(&world, &member.caller).await;
        world.advance(MINUTE);
        let session = step_up::show(&world.service, &elsewhere, Proof::Code(code(&world, &secret, 0))).await;
        let caller = world.caller_of(&session.unwrap().token).await;
        assert!(world.enter::<ViewOverview>(&Member { caller, ..member }).await.is_ok());
    }
}

testkit::both_engines! {
    async fn a_proof_ages_and_can_be_given_again(world: World) {
        let eve = eve(&world).await;
        world.advance(HOUR);
        let stale = recovery_codes::renew(&world.service, &eve.caller).await;
        assert_eq!(stale.unwrap_err(), Error::StepUpRequired);
        let stale = authenticators::enrol(&world.service, &eve.caller).await;
        assert_eq!(stale.unwrap_err(), Error::StepUpRequired);
        let stale = authenticators::remove(&world.service, &eve.caller).await;
        assert_eq!(stale.unwrap_err(), Error::StepUpRequired);
        let stale = passkeys::add(&world.service, &eve.caller, "Laptop", "{}").await;
        assert_eq!(stale.unwrap_err(), Error::StepUpRequired);
        let confirm = async |proof| step_up::confirm(&world.service, &eve.caller, &proof).await;
        let outcome = confirm(step_up::Proof::Password("not it".to_owned())).await;
        assert_eq!(outcome.unwrap_err(), refused("password", Problem::Accounts(AccountsProblem::WrongPassword)));
        let code = eve.code(&world, 0);
        let outcome = confirm(step_up::Proof::Factor(Proof::Code(wrong(&code)))).await;
        assert_eq!(outcome.unwrap_err(), refused("code", Problem::SecondFactors(SecondFactorsProblem::WrongFactorCode)));
        let session = confirm(step_up::Proof::Factor(Proof::Code(code))).await.unwrap();
        let caller = world.caller_of(&session.token).await;
        assert!(recovery_codes::renew(&world.service, &caller).await.is_ok());
        world.advance(10 * MINUTE + 1);
        let caller = world.caller_of(&session.token).await;
        assert_eq!(recovery_codes::renew(&world.service, &caller).await.unwrap_err(), Error::StepUpRequired);
        let proof = step_up::Proof::Password(PASSWORD.to_owned());
        let session = step_up::confirm(&world.service, &caller, &proof).await.unwrap();
        assert!(recovery_codes::renew(&world.service, &world.caller_of(&session.token).await).await.is_ok());
    }

    async fn guessing_a_proof_is_slowed_down(world: World) {
        let eve = eve(&world).await;
        let guess = async || {
            let proof = step_up::Proof::Factor(Proof::RecoveryCode("no such code".to_owned()));
            step_up::confirm(&world.service, &eve.caller, &proof).await.unwrap_err()
        };
        for _ in 0..8 {
            assert_eq!(guess().await, refused("recovery_code", Problem::SecondFactors(SecondFactorsProblem::WrongRecoveryCode)));
        }
        assert!(matches!(guess().await, Error::RateLimited { .. }));
    }

    async fn a_team_act_needs_a_fresh_proof(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Solo).await;
        world.advance(10 * MINUTE + 1);
        let owner = Member { caller: world.caller_of(&owner.session).await, ..owner };
        assert_eq!(world.enter_team::<ManageSecurity>(&owner).await.unwrap_err(), Error::StepUpRequired);
        assert!(world.enter_team::<ViewSecurity>(&owner).await.is_ok());
    }
}
