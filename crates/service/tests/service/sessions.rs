use domain::{Error, HOUR};
use service::{
    Browser, Caller, Source, accounts,
    sessions::{self, NewSession},
};
use testkit::{PASSWORD, World};

const EMAIL: &str = "eve@example.test";

async fn account(world: &World) {
    let cli = Caller::local(Source::Cli);
    accounts::create(&world.service, &cli, EMAIL, PASSWORD, false).await.unwrap();
}

async fn sign_in(world: &World, caller: &Caller) -> NewSession {
    let signed_in = sessions::sign_in(&world.service, caller, EMAIL, PASSWORD).await.unwrap();
    signed_in.session().unwrap()
}

testkit::both_engines! {
    async fn a_sign_in_from_an_unknown_browser_is_told(world: World) {
        account(&world).await;
        let first = sign_in(&world, &world.visitor()).await;
        assert_eq!(world.mails().await, [], "the very first is nobody else's");
        let known = world.browser_of(&first);
        let again = sign_in(&world, &known).await;
        assert!(again.device.is_none(), "it keeps its name");
        assert_eq!(world.mails().await, []);
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let stranger = Caller { user_agent: agent.to_owned(), address: "198.51.100.7".to_owned(), ..world.visitor() };
        sign_in(&world, &stranger).await;
        let mail = world.mail().await;
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), (EMAIL, "New sign-in to your account"));
        for part in ["198.51.100.7", "Firefox on Linux", "21 Nov 2026, 12:00:00 UTC", "https://parvis.test/account"] {
            assert!(mail.text.contains(part), "{part} in {}", mail.text);
        }
    }

    async fn a_browser_known_to_another_account_is_not_known(world: World) {
        account(&world).await;
        sign_in(&world, &world.visitor()).await;
        let member = world.sign_up_and_confirm("ann@example.test", "Acme").await;
        assert_eq!(world.mails().await, []);
        let device = "0".repeat(32);
        let browser = Browser { device: device.clone(), ..Browser::default() };
        let caller = Caller { browser, ..member.caller };
        sign_in(&world, &caller).await;
        assert_eq!(world.mail().await.to, EMAIL);
        assert!(world.caller_of(&member.session).await.account().is_none(), "one session per browser");
    }

    async fn a_person_sees_and_ends_their_own(world: World) {
        account(&world).await;
        let first = sign_in(&world, &world.visitor()).await;
        world.advance(HOUR + 1);
        let here = sign_in(&world, &world.browser_of(&first)).await;
        let third = sign_in(&world, &world.browser_of(&first)).await;
        let caller = world.caller_of(&here.token).await;
        let list = sessions::list(&world.service, &caller).await.unwrap();
        assert_eq!(list.len(), 3);
        let (stranger, foreign) = world.person("mallory@example.test").await;
        let mallory = sessions::list(&world.service, &stranger).await.unwrap();
        assert_eq!(mallory.len(), 1, "only her own");
        let theft = sessions::end(&world.service, &caller, mallory[0].id.as_str()).await;
        assert_eq!(theft.unwrap_err(), Error::NotFound);
        assert_eq!(sessions::end(&world.service, &caller, "ses_x").await.unwrap_err(), Error::NotFound);
        let oldest = list.iter().min_by_key(|session| session.created_at).unwrap();
        sessions::end(&world.service, &caller, oldest.id.as_str()).await.unwrap();
        assert!(world.caller_of(&first.token).await.account().is_none());
        sessions::end_others(&world.service, &caller).await.unwrap();
        assert!(world.caller_of(&third.token).await.account().is_none());
        for still in [&here.token, &foreign] {
            assert!(world.caller_of(still).await.account().is_some());
        }
        assert_eq!(sessions::list(&world.service, &world.visitor()).await.unwrap_err(), Error::SignInRequired);
    }
}
