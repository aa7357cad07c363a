//! Signing in through a provider, against one that is strict and one that lies.

mod discovery;
mod github;
mod joining;
mod proofs;
mod stub;
mod tenants;
mod untold;

use domain::{Error, HOUR, IdentityId, MINUTE, Problem, accounts::AccountsError};
use service::{
    Caller, Service,
    identities::{self, Came, Failure, Identity, Purpose, Returned, Started},
    providers::{Fault, ProviderSettings, Providers},
    sign_ups::{self, NewSpace, Proof, SignedUp},
};
use stub::{CLIENT, Person, SECRET, Stub, Twist, person};
use testkit::World;

/// A server that knows one provider, `harbour`.
async fn harbour(world: &World) -> (Service, Stub) {
    let stub = Stub::start(world.now(), world.store.clone()).await;
    let settings = ProviderSettings {
        id: "harbour".to_owned(),
        preset: None,
        title: "Harbour ID".to_owned(),
        issuer: stub.issuer(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.to_owned(),
        scopes: Vec::new(),
        trust_email: false,
    };
    let providers = Providers::new(&[settings], false, None).unwrap();
    (world.other_server().await.with_providers(providers), stub)
}

fn in_flow(caller: &Caller, started: &Started) -> Caller {
    let mut caller = caller.clone();
    caller.browser.flow.clone_from(&started.secret);
    caller
}

async fn go(
    service: &Service,
    stub: &Stub,
    caller: &Caller,
    purpose: Purpose,
    person: &Person,
) -> Result<Came, Failure> {
    let started = identities::start(service, caller, "harbour", purpose, "").await?;
    let (state, code) = stub.authorize(&started.address, person);
    let returned = Returned { state, code, ..Returned::default() };
    identities::finish(service, &in_flow(caller, &started), "harbour", returned).await
}

/// The browser of somebody who came back as nobody yet.
async fn arrive(service: &Service, stub: &Stub, caller: &Caller, person: &Person) -> Caller {
    let came = go(service, stub, caller, Purpose::SignIn, person).await.unwrap();
    let Came::Arrived { secret, .. } = came else { panic!("they are known already: {came:?}") };
    let mut caller = caller.clone();
    caller.browser.arrival = secret;
    caller
}

fn space(name: &str) -> NewSpace {
    NewSpace { space: name.to_owned(), kind: "company".to_owned(), ..NewSpace::default() }
}

fn fault<T: std::fmt::Debug>(result: Result<T, Failure>) -> Fault {
    match result {
        Err(Failure::Fault(fault)) => fault,
        other => panic!("a fault was expected: {other:?}"),
    }
}

async fn actions(world: &World) -> Vec<String> {
    world.control_trail().await.into_iter().map(|entry| entry.action).collect()
}

testkit::both_engines! {
    async fn somebody_new_opens_a_space_and_signs_in_again(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &eve).await;
        let arrived = identities::arrived(&service, &caller).await.unwrap();
        assert_eq!((arrived.email.as_str(), arrived.has_account), ("eve@example.test", false));
        let done = sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap();
        let SignedUp::Ready { tenant, end } = done else { panic!("the address is verified") };
        assert_eq!(tenant.slug, "harbour");
        let session = end.session().unwrap();
        let signed_in = world.caller_of(&session.token).await;
        assert!(!identities::has_password(signed_in.account().unwrap()));
        assert_eq!(signed_in.session().unwrap().provider_id.as_deref(), Some("harbour"));
        // What arrived is used up.
        let again = sign_ups::through_provider(&service, &caller, space("Again")).await;
        assert_eq!(again.unwrap_err(), Failure::Error(Error::Accounts(AccountsError::LinkExpired)));
        let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await.unwrap();
        assert!(matches!(came, Came::SignedIn { .. }));
        let actions = actions(&world).await;
        for action in ["accounts.create", "identities.link", "tenants.create", "sessions.start"] {
            assert!(actions.iter().any(|done| done == action), "{action}");
        }
    }

    async fn a_token_that_proves_nothing_gives_nothing(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        for twist in [
            Twist::Nonce, Twist::Audience, Twist::Expired, Twist::NoAlgorithm, Twist::Issuer, Twist::Key,
            Twist::NoSubject,
        ] {
            stub.twist(twist);
            let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await;
            assert_eq!(fault(came), Fault::Unproven, "{twist:?}");
        }
        assert_eq!(actions(&world).await, Vec::<String>::new());
    }

    async fn a_name_that_no_index_holds_is_nobodys(world: World) {
        let (service, stub) = harbour(&world).await;
        for subject in ["x".repeat(256), "a\0b".to_owned(), String::new()] {
            let told = person(&subject, "eve@example.test", true);
            let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &told).await;
            assert_eq!(fault(came), Fault::Unproven, "{}", subject.len());
        }
        let longest = person(&"x".repeat(255), "eve@example.test", true);
        arrive(&service, &stub, &world.visitor(), &longest).await;
    }

    async fn a_way_back_counts_once_in_its_browser_and_in_time(world: World) {
        let (service, stub) = harbour(&world).await;
        let (eve, visitor) = (person("eve", "eve@example.test", true), world.visitor());
        let begin = async || {
            let started = identities::start(&service, &visitor, "harbour", Purpose::SignIn, "").await.unwrap();
            let (state, code) = stub.authorize(&started.address, &eve);
            (in_flow(&visitor, &started), Returned { state, code, ..Returned::default() })
        };
        let finish = async |caller: &Caller, returned: Returned| {
            fault(identities::finish(&service, caller, "harbour", returned).await)
        };
        // Without the cookie, with another state, and with the state of another way.
        let (caller, returned) = begin().await;
        assert_eq!(finish(&visitor, returned.clone()).await, Fault::Expired);
        let other = begin().await;
        assert_eq!(finish(&other.0, returned.clone()).await, Fault::Expired);
        let swapped = Returned { state: "another".to_owned(), ..returned.clone() };
        assert_eq!(finish(&caller, swapped).await, Fault::Expired);
        // The try used it up.
        assert_eq!(finish(&caller, returned).await, Fault::Expired);

        let (caller, returned) = begin().await;
        assert!(identities::finish(&service, &caller, "harbour", returned.clone()).await.is_ok());
        assert_eq!(finish(&caller, returned.clone()).await, Fault::Expired);
        // The code was redeemed: in a new way it is worth nothing.
        let (caller, fresh) = begin().await;
        assert_eq!(finish(&caller, Returned { code: returned.code, ..fresh }).await, Fault::Failed);

        let (caller, returned) = begin().await;
        world.advance(identities::FLOW_LIFETIME);
        assert_eq!(finish(&caller, returned).await, Fault::Expired);
    }

    async fn what_the_provider_refuses_is_told(world: World) {
        let (service, stub) = harbour(&world).await;
        let (eve, visitor) = (person("eve", "eve@example.test", true), world.visitor());
        for (error, issuer, wanted) in [
            ("access_denied", "", Fault::Denied),
            ("server_error", "", Fault::Failed),
            ("", "https://elsewhere.example", Fault::Unproven),
        ] {
            let started = identities::start(&service, &visitor, "harbour", Purpose::SignIn, "").await.unwrap();
            let (state, code) = stub.authorize(&started.address, &eve);
            let returned = Returned { state, code, error: error.to_owned(), issuer: issuer.to_owned() };
            let caller = in_flow(&visitor, &started);
            let came = identities::finish(&service, &caller, "harbour", returned).await;
            assert_eq!(fault(came), wanted);
        }
        let unknown = identities::start(&service, &visitor, "nobody", Purpose::SignIn, "").await;
        assert_eq!(unknown.unwrap_err(), Failure::Error(Error::NotFound));
    }

    async fn an_address_never_opens_somebodys_account(world: World) {
        let (service, stub) = harbour(&world).await;
        world.person("eve@example.test").await;
        for verified in [true, false] {
            let mallory = person("mallory", "Eve@example.test", verified);
            let caller = arrive(&service, &stub, &world.visitor(), &mallory).await;
            let arrived = identities::arrived(&service, &caller).await.unwrap();
            // Only whoever owns the address learns that it has an account.
            assert_eq!(arrived.has_account, verified);
            let linked = identities::link(&service, &caller).await;
            assert_eq!(linked.unwrap_err(), Failure::Error(Error::SignInRequired));
            if verified {
                let taken = sign_ups::through_provider(&service, &caller, space("Mine now")).await;
                assert_eq!(fault(taken), Fault::OtherAccount);
            }
        }
        assert!(!actions(&world).await.iter().any(|action| action == "identities.link"));
    }

    async fn claims_in_other_types_than_expected_are_understood(world: World) {
        let (service, stub) = harbour(&world).await;
        stub.twist(Twist::OtherTypes);
        let eve = person("eve", "eve@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &eve).await;
        let arrived = identities::arrived(&service, &caller).await.unwrap();
        assert_eq!((arrived.email.as_str(), arrived.email_verified), ("eve@example.test", true));
        let done = sign_ups::through_provider(&service, &caller, space("Harbour")).await.unwrap();
        assert!(matches!(done, SignedUp::Ready { .. }));
        let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await.unwrap();
        assert!(matches!(came, Came::SignedIn { .. }));
    }

    async fn without_a_usable_address_one_is_asked_for_and_confirmed(world: World) {
        let (service, stub) = harbour(&world).await;
        for (number, told) in ["", "not an address", "two@example.test, three@example.test"].into_iter().enumerate() {
            let email = format!("eve{number}@example.test");
            let eve = person(&email, told, true);
            let mut caller = arrive(&service, &stub, &world.visitor(), &eve).await;
            let arrived = identities::arrived(&service, &caller).await.unwrap();
            assert_eq!((arrived.email.as_str(), arrived.email_verified), ("", false), "{told}");
            let empty = sign_ups::through_provider(&service, &caller, space("Harbour")).await;
            assert_eq!(empty.unwrap_err(), Failure::Error(Error::field("email", Problem::Required)));
            let form = NewSpace { email: email.clone(), ..space("Harbour") };
            let done = sign_ups::through_provider(&service, &caller, form).await.unwrap();
            let SignedUp::Waiting { started } = done else { panic!("the address was not confirmed") };
            caller.browser.sign_up = started.secret;
            let token = world.mail().await.token();
            // Whatever opens links and presses buttons elsewhere is asked for a password, and gets no further.
            let proof = Proof::Link { token };
            let robot = sign_ups::confirm(&service, &world.visitor(), proof.clone(), "").await;
            assert!(matches!(robot, Err(Error::Invalid { .. })), "{robot:?}");
            // The person's own browser is done by it: there is no step left.
            sign_ups::confirm(&service, &caller, proof, "").await.unwrap();
            let came = go(&service, &stub, &world.visitor(), Purpose::SignIn, &eve).await.unwrap();
            assert!(matches!(came, Came::SignedIn { .. }), "{came:?}");
            assert_eq!(identities::arrived(&service, &caller).await.unwrap_err(), Error::Accounts(AccountsError::LinkExpired));
            world.mails().await;
        }
    }

    async fn an_address_that_is_not_verified_is_confirmed_by_mail(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", false);
        let caller = arrive(&service, &stub, &world.visitor(), &eve).await;
        let form = NewSpace { email: "eve@example.test".to_owned(), ..space("Harbour") };
        let done = sign_ups::through_provider(&service, &caller, form).await.unwrap();
        assert!(matches!(done, SignedUp::Waiting { .. }));
        assert_eq!(world.mail().await.to, "eve@example.test");
        assert!(!actions(&world).await.iter().any(|action| action == "accounts.create"));
    }

    async fn an_identity_is_linked_by_its_person_and_unlinked_again(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "other@example.test", true);
        let (caller, token) = world.person("eve@example.test").await;
        let came = go(&service, &stub, &caller, Purpose::Link, &eve).await;
        let Ok(Came::Linked { session: Some(session), .. }) = came else { panic!("it is linked: {came:?}") };
        assert!(world.caller_of(&token).await.person().is_none(), "another way in, another token");
        let token = session.token;
        let mail = world.mail().await;
        assert!(mail.text.contains("signing in at Harbour ID opens the account eve@example.test"), "{}", mail.text);
        let (stranger, _) = world.person("mallory@example.test").await;
        assert_eq!(fault(go(&service, &stub, &stranger, Purpose::Link, &eve).await), Fault::OtherAccount);
        let linked = identities::list_mine(&service, &caller).await.unwrap();
        assert_eq!((linked.len(), linked[0].identity.email.as_str()), (1, "other@example.test"));
        let id = linked[0].identity.id.to_string();
        assert_eq!(identities::unlink(&service, &stranger, &id).await.unwrap_err(), Error::NotFound);
        // Nothing else signs this person in: the account has no password that fits.
        assert_eq!(identities::unlink(&service, &caller, &id).await.unwrap_err(), Error::Accounts(AccountsError::LastWayIn));

        // Long after signing in, it has to be proved anew.
        world.advance(11 * MINUTE);
        let late = world.caller_of(&token).await;
        let refused = go(&service, &stub, &late, Purpose::Link, &eve).await;
        assert_eq!(refused.unwrap_err(), Failure::Error(Error::StepUpRequired));
        assert_eq!(identities::unlink(&service, &late, &id).await.unwrap_err(), Error::StepUpRequired);
        stub.set_clock(world.now());
        stub.twist(Twist::OldProof);
        assert_eq!(fault(go(&service, &stub, &late, Purpose::Confirm, &eve).await), Fault::NotAnew);
        stub.twist(Twist::Nothing);
        let somebody = person("somebody", "eve@example.test", true);
        assert_eq!(fault(go(&service, &stub, &late, Purpose::Confirm, &somebody).await), Fault::NotYou);
        let came = go(&service, &stub, &late, Purpose::Confirm, &eve).await;
        let Ok(Came::Confirmed { session, .. }) = came else { panic!("it is them: {came:?}") };
        assert!(world.caller_of(&token).await.person().is_none(), "what may be done has changed, and so the token");
        let fresh = world.caller_of(&session.token).await;
        assert_eq!(fresh.session().unwrap().confirmed_at, world.now());
    }

    async fn of_two_ways_in_unlinked_at_once_one_stays(world: World) {
        let (caller, _) = world.person("eve@example.test").await;
        let identity = |number: u64| Identity {
            id: IdentityId::new(number, 1),
            account_id: caller.account().unwrap().id.clone(),
            provider_id: "harbour".to_owned(),
            issuer: "https://id.example".to_owned(),
            subject: number.to_string(),
            email: String::new(),
            created_at: world.now(),
            used_at: world.now(),
        };
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        for number in [1, 2] {
            store::control::identities::insert(&mut tx, &identity(number)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut held = world.store.control(store::Mode::Write).await.unwrap();
        store::audit::lock(&mut held, store::audit::Chain::Main).await.unwrap();
        let done = async {
            world.until_waiting(2).await;
            held.commit().await.unwrap();
        };
        let (first, second) = (identity(1).id.to_string(), identity(2).id.to_string());
        let (one, other, ()) = tokio::join!(
            identities::unlink(&world.service, &caller, &first),
            identities::unlink(&world.service, &caller, &second),
            done
        );
        let outcomes = [one, other];
        let is_refused = outcomes.iter().any(|one| matches!(one, Err(Error::Accounts(AccountsError::LastWayIn))));
        assert!(outcomes.iter().any(Result::is_ok) && is_refused, "{outcomes:?}");
        assert_eq!(identities::list_mine(&world.service, &caller).await.unwrap().len(), 1);
        let mail = world.mail().await;
        assert!(mail.text.contains("Signing in at harbour no longer opens the account"), "{}", mail.text);
    }

    async fn a_way_begun_by_one_person_is_not_ended_by_another(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        let (caller, _) = world.person("eve@example.test").await;
        let (other, _) = world.person("mallory@example.test").await;
        for ending in [world.visitor(), other] {
            let started = identities::start(&service, &caller, "harbour", Purpose::Link, "").await.unwrap();
            let (state, code) = stub.authorize(&started.address, &eve);
            let returned = Returned { state, code, ..Returned::default() };
            let caller = in_flow(&ending, &started);
            let came = identities::finish(&service, &caller, "harbour", returned).await;
            assert_eq!(fault(came), Fault::SignedOut);
        }
    }

    async fn what_arrived_is_kept_for_an_hour(world: World) {
        let (service, stub) = harbour(&world).await;
        let eve = person("eve", "eve@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &eve).await;
        world.advance(HOUR);
        assert_eq!(identities::arrived(&service, &caller).await.unwrap_err(), Error::Accounts(AccountsError::LinkExpired));
    }

    async fn starting_too_often_has_to_wait(world: World) {
        let (service, _stub) = harbour(&world).await;
        for _ in 0..30 {
            identities::start(&service, &world.visitor(), "harbour", Purpose::SignIn, "").await.unwrap();
        }
        let refused = identities::start(&service, &world.visitor(), "harbour", Purpose::SignIn, "").await;
        assert!(matches!(refused, Err(Failure::Error(Error::RateLimited { .. }))));
    }

    async fn a_provider_that_is_down_is_told(world: World) {
        let settings = ProviderSettings {
            id: "down".to_owned(),
            preset: None,
            title: String::new(),
            issuer: "http://127.0.0.1:9".to_owned(),
            client_id: CLIENT.to_owned(),
            client_secret: SECRET.to_owned(),
            scopes: Vec::new(),
            trust_email: false,
        };
        let providers = Providers::new(&[settings], false, None).unwrap();
        let service = world.other_server().await.with_providers(providers);
        let started = identities::start(&service, &world.visitor(), "down", Purpose::SignIn, "").await;
        assert_eq!(fault(started), Fault::Unreachable);
    }
}
