use domain::{
    Error, HOUR, Link, Locale, MINUTE, Problem, SECOND,
    accounts::{AccountsError, AccountsProblem},
    names::NamesProblem,
    permission::ViewOverview,
    plans::Plan,
    slug::SlugProblem,
    zones::ZonesProblem,
};
use service::{
    Caller, setup,
    sign_ups::{self, Proof, SignUpForm},
    tenants,
};
use testkit::{PASSWORD, World};

pub(crate) fn form(email: &str, space: &str) -> SignUpForm {
    SignUpForm {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        space: space.to_owned(),
        kind: "company".to_owned(),
        slug: String::new(),
        time_zone: String::new(),
        plan: String::new(),
        interval: String::new(),
    }
}

/// Sends the form; the id is what the visitor's browser is given.
async fn start(world: &World, email: &str, space: &str) -> String {
    let started = sign_ups::start(&world.service, &world.visitor(), form(email, space)).await;
    started.unwrap().id.to_string()
}

/// Confirms in a browser that did not begin it, with a password of the person's own.
pub(crate) async fn confirm(world: &World, proof: Proof) -> Result<sign_ups::Confirmed, Error> {
    sign_ups::confirm(&world.service, &world.visitor(), proof, PASSWORD).await
}

pub(crate) fn link(token: String) -> Proof {
    Proof::Link { token }
}

fn code(sign_up: &str, code: &str) -> Proof {
    Proof::Code { sign_up: sign_up.to_owned(), code: code.to_owned() }
}

/// Six digits that are not the right ones.
fn wrong(right: &str) -> &'static str {
    if right == "111111" { "222222" } else { "111111" }
}

fn is_expired<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Accounts(AccountsError::LinkEnded { link: Link::SignUp, .. })))
}

testkit::both_engines! {
    async fn the_days_begin_in_the_zone_that_was_shown(world: World) {
        let chosen = SignUpForm { time_zone: "asia/kolkata".to_owned(), ..form("eve@example.test", "Acme") };
        sign_ups::start(&world.service, &world.visitor(), chosen).await.unwrap();
        let token = world.mail().await.token();
        let confirmed = confirm(&world, Proof::Link { token }).await.unwrap();
        assert_eq!(confirmed.tenant.time_zone, "Asia/Kolkata");
        let wrong = SignUpForm { time_zone: "Mars/Base".to_owned(), ..form("ada@example.test", "Base") };
        let refused = sign_ups::start(&world.service, &world.visitor(), wrong).await.unwrap_err();
        assert_eq!(refused, Error::field("time_zone", ZonesProblem::NotATimeZone));
    }

    async fn as_visitor_by_link(world: World) {
        start(&world, "Eve@Example.test", "Évé & Co").await;
        let mail = world.mail().await;
        assert_eq!(mail.to, "Eve@Example.test");
        assert!(mail.subject.contains(&mail.code()), "{}", mail.subject);
        let expected = format!("https://parvis.test/confirm?token={}", mail.token());
        assert_eq!(mail.links(), [expected.as_str()]);
        assert!(mail.html.contains(&expected) && mail.html.contains(&mail.code()));
        // Looking, as a mail scanner does, uses nothing up.
        for _ in 0..2 {
            let waiting = sign_ups::linked(&world.service, &world.visitor(), &mail.token()).await.unwrap();
            assert_eq!(waiting.email, "Eve@Example.test");
            assert_eq!(waiting.space, "Évé & Co");
        }
        let confirmed = confirm(&world, link(mail.token())).await.unwrap();
        assert_eq!((confirmed.tenant.slug.as_str(), confirmed.tenant.plan.key.as_str()), ("eve-co", "starter"));
        let caller = world.caller_of(&confirmed.session.token).await;
        assert_eq!(caller.account().unwrap().email, "Eve@Example.test");
        let mut access =
            service::Access::<ViewOverview>::enter(&world.service, &caller, "eve-co").await.unwrap();
        assert!(!setup::find(&mut access).await.unwrap().is_done());
    }

    async fn as_visitor_by_code(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let mail = world.mail().await;
        // Typed with the space many put into it.
        let typed = format!(" {} {}", &mail.code()[..3], &mail.code()[3..]);
        let confirmed = confirm(&world, code(&id, &typed)).await.unwrap();
        assert_eq!(confirmed.tenant.slug, "acme");
        assert!(is_expired(confirm(&world, code(&id, &mail.code())).await));
        assert!(is_expired(confirm(&world, link(mail.token())).await));
    }

    async fn in_french(world: World) {
        let caller = Caller { locale: Locale::Fr, ..world.visitor() };
        sign_ups::start(&world.service, &caller, form("eve@example.test", "Acme")).await.unwrap();
        let mail = world.mail().await;
        assert!(mail.subject.contains("votre code") && mail.text.contains("Confirmez"), "{mail:?}");
        let confirmed = confirm(&world, link(mail.token())).await.unwrap();
        assert_eq!(confirmed.tenant.time_zone, "Europe/Paris");
        assert_eq!(world.caller_of(&confirmed.session.token).await.account().unwrap().locale, Locale::Fr);
    }

    async fn of_a_personal_space(world: World) {
        let form = SignUpForm { kind: "personal".to_owned(), ..form("eve@example.test", "Eve") };
        sign_ups::start(&world.service, &world.visitor(), form).await.unwrap();
        let confirmed = confirm(&world, link(world.mail().await.token())).await.unwrap();
        assert_eq!((confirmed.tenant.plan.key.as_str(), confirmed.tenant.slug.as_str()), ("free", "eve"));
    }

    async fn invalid_says_every_field_at_once(world: World) {
        let form = SignUpForm {
            email: "eve".to_owned(),
            password: "short".to_owned(),
            slug: "A B".to_owned(),
            ..SignUpForm::default()
        };
        let refused = sign_ups::start(&world.service, &world.visitor(), form).await;
        let Err(Error::Invalid { fields }) = refused else { panic!("{refused:?}") };
        let told: Vec<(&str, &Problem)> =
            fields.iter().map(|field| (field.field.as_str(), &field.problem)).collect();
        let expected = [
            ("email", &Problem::Names(NamesProblem::NotAnEmail)),
            ("password", &Problem::TooShort { min: 12 }),
            ("space", &Problem::Required),
            ("kind", &Problem::NotAChoice),
            ("slug", &Problem::Slug(SlugProblem::NotASlug)),
        ];
        assert_eq!(told, expected);
        assert!(world.mails().await.is_empty());
    }

    async fn with_known_address_reveals_nothing(world: World) {
        world.sign_up_and_confirm("eve@example.test", "Acme").await;
        let unknown = start(&world, "new@example.test", "Other").await;
        let known = start(&world, "EVE@example.test", "Other").await;
        let (mut to_unknown, mut to_known) = (None, None);
        for mail in world.mails().await {
            if mail.to == "new@example.test" { to_unknown = Some(mail) } else { to_known = Some(mail) }
        }
        // The owner of the address is told, and gets no link to another space.
        let to_known = to_known.unwrap();
        assert!(to_known.subject.contains("already have an account"), "{to_known:?}");
        assert_eq!(to_known.links(), ["https://parvis.test/sign-in?next=/spaces/new"]);
        // The visitor sees the same with both.
        for id in [&unknown, &known] {
            let waiting = sign_ups::waiting(&world.service, &world.visitor(), id).await.unwrap();
            assert_eq!((waiting.space.as_str(), waiting.wait), ("Other", 60));
            let early = sign_ups::resend(&world.service, &world.visitor(), id).await;
            assert_eq!(early, Err(Error::RateLimited { retry_after: 60 }));
        }
        let guess = wrong(&to_unknown.unwrap().code());
        for id in [&unknown, &known] {
            for _ in 0..9 {
                let refused = confirm(&world, code(id, guess)).await;
                assert_eq!(refused.unwrap_err(), Error::field("code", AccountsProblem::WrongCode));
            }
            let spent = confirm(&world, code(id, guess)).await;
            assert_eq!(spent.unwrap_err(), Error::field("code", AccountsProblem::TooManyCodes));
        }
        world.advance(2 * MINUTE);
        sign_ups::resend(&world.service, &world.visitor(), &known).await.unwrap();
        assert!(world.mail().await.subject.contains("already have an account"));
    }

    async fn twice_with_one_address_makes_one_account(world: World) {
        start(&world, "eve@example.test", "First").await;
        let first = world.mail().await;
        start(&world, "eve@example.test", "Second").await;
        let second = world.mail().await;
        assert_eq!(confirm(&world, link(second.token())).await.unwrap().tenant.slug, "second");
        assert!(is_expired(confirm(&world, link(first.token())).await));
        let page = tenants::list(&world.service, "", 10).await.unwrap();
        assert_eq!(page.len(), 1, "nothing is left of the one that was refused");
    }

    async fn code_ten_wrong_tries_and_no_more(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let mail = world.mail().await;
        for _ in 0..9 {
            let refused = confirm(&world, code(&id, wrong(&mail.code()))).await;
            assert_eq!(refused.unwrap_err(), Error::field("code", AccountsProblem::WrongCode));
        }
        let spent = Error::field("code", AccountsProblem::TooManyCodes);
        assert_eq!(confirm(&world, code(&id, wrong(&mail.code()))).await.unwrap_err(), spent);
        let late = confirm(&world, code(&id, &mail.code())).await;
        assert_eq!(late.unwrap_err(), spent, "the right one comes too late");
        // Another mail brings no other tries; whoever can read it has the link.
        world.advance(MINUTE);
        sign_ups::resend(&world.service, &world.visitor(), &id).await.unwrap();
        let newer = world.mail().await;
        assert_eq!(confirm(&world, code(&id, &newer.code())).await.unwrap_err(), spent);
        assert!(confirm(&world, link(newer.token())).await.is_ok());
    }

    async fn whoever_guesses_has_nothing_hashed_and_is_bounded(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let mail = world.mail().await;
        let before = world.service.passwords().done();
        let mut refused = Vec::new();
        for _ in 0..40 {
            let guess = code(&id, wrong(&mail.code()));
            refused.push(confirm(&world, guess).await.map(|_| ()).unwrap_err());
        }
        assert!(matches!(refused.last(), Some(Error::RateLimited { .. })), "{refused:?}");
        world.advance(HOUR);
        let late = confirm(&world, code(&id, &mail.code())).await.map(|_| ());
        assert_eq!(late, Err(Error::field("code", AccountsProblem::TooManyCodes)));
        assert_eq!(world.service.passwords().done(), before);
    }

    async fn tries_at_once_are_counted_one_by_one(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let mail = world.mail().await;
        for _ in 0..9 {
            confirm(&world, code(&id, wrong(&mail.code()))).await.unwrap_err();
        }
        // The tenth is counted, and not done yet.
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        let parsed = domain::SignUpId::parse(&id).unwrap();
        assert_eq!(store::control::sign_ups::update_tries(&mut tx, &parsed).await.unwrap(), 10);
        let done = async {
            world.until_waiting(1).await;
            tx.commit().await.unwrap();
        };
        let (late, ()) = tokio::join!(confirm(&world, code(&id, &mail.code())), done);
        assert_eq!(late.unwrap_err(), Error::field("code", AccountsProblem::TooManyCodes));
    }

    async fn the_right_code_on_the_tenth_try(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let mail = world.mail().await;
        for _ in 0..9 {
            confirm(&world, code(&id, wrong(&mail.code()))).await.unwrap_err();
        }
        assert!(confirm(&world, code(&id, &mail.code())).await.is_ok());
    }

    async fn a_code_works_only_where_it_was_asked_for(world: World) {
        start(&world, "eve@example.test", "Acme").await;
        let code_of_eve = world.mail().await.code();
        let other = start(&world, "mallory@example.test", "Other").await;
        let mail = world.mail().await;
        if mail.code() != code_of_eve {
            let refused = confirm(&world, code(&other, &code_of_eve)).await;
            assert_eq!(refused.unwrap_err(), Error::field("code", AccountsProblem::WrongCode));
        }
        assert!(is_expired(confirm(&world, code("sgn_nothing", &code_of_eve)).await));
    }

    async fn too_many_for_one_address_have_to_wait(world: World) {
        world.person("eve@example.test").await;
        for email in ["eve@example.test", "nobody@example.test"] {
            for _ in 0..5 {
                start(&world, email, "Acme").await;
            }
            let start = async || {
                sign_ups::start(&world.service, &world.visitor(), form(email, "Acme")).await
            };
            assert_eq!(start().await.unwrap_err(), Error::RateLimited { retry_after: 600 });
            world.advance(10 * MINUTE);
            assert!(start().await.is_ok());
        }
    }

    async fn resend_cools_down_and_replaces_the_link(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let first = world.mail().await;
        world.advance(MINUTE - SECOND / 2);
        let early = sign_ups::resend(&world.service, &world.visitor(), &id).await;
        assert_eq!(early, Err(Error::RateLimited { retry_after: 1 }));
        world.advance(SECOND);
        assert_eq!(sign_ups::waiting(&world.service, &world.visitor(), &id).await.unwrap().wait, 0);
        sign_ups::resend(&world.service, &world.visitor(), &id).await.unwrap();
        let second = world.mail().await;
        assert!(is_expired(sign_ups::linked(&world.service, &world.visitor(), &first.token()).await));
        assert!(is_expired(confirm(&world, link(first.token())).await));
        assert!(confirm(&world, link(second.token())).await.is_ok());
        world.advance(MINUTE);
        assert!(is_expired(sign_ups::resend(&world.service, &world.visitor(), &id).await));
    }

    async fn link_used_twice(world: World) {
        start(&world, "eve@example.test", "Acme").await;
        let token = world.mail().await.token();
        confirm(&world, link(token.clone())).await.unwrap();
        assert!(is_expired(confirm(&world, link(token.clone())).await));
        assert!(is_expired(sign_ups::linked(&world.service, &world.visitor(), &token).await));
        assert!(is_expired(confirm(&world, link(String::new())).await));
    }

    async fn link_used_by_many_at_once(world: World) {
        start(&world, "eve@example.test", "Acme").await;
        let token = world.mail().await.token();
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (service, visitor, token) = (world.service.clone(), world.visitor(), token.clone());
                tokio::spawn(async move { sign_ups::confirm(&service, &visitor, link(token), PASSWORD).await })
            })
            .collect();
        let mut confirmed = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => confirmed += 1,
                Err(error) => assert!(is_expired::<()>(Err(error))),
            }
        }
        assert_eq!(confirmed, 1);
        assert_eq!(tenants::list(&world.service, "", 10).await.unwrap().len(), 1);
    }

    async fn expired(world: World) {
        let id = start(&world, "eve@example.test", "Acme").await;
        let mail = world.mail().await;
        world.advance(24 * HOUR - 1);
        assert!(sign_ups::linked(&world.service, &world.visitor(), &mail.token()).await.is_ok());
        world.advance(1);
        assert!(is_expired(sign_ups::linked(&world.service, &world.visitor(), &mail.token()).await));
        assert!(is_expired(sign_ups::waiting(&world.service, &world.visitor(), &id).await));
        assert!(is_expired(sign_ups::resend(&world.service, &world.visitor(), &id).await));
        assert!(is_expired(confirm(&world, code(&id, &mail.code())).await));
        assert!(is_expired(confirm(&world, link(mail.token())).await));
    }

    async fn slug_taken_in_between(world: World) {
        start(&world, "one@example.test", "Acme").await;
        let one = world.mail().await;
        start(&world, "two@example.test", "Acme").await;
        let two = world.mail().await;
        assert_eq!(confirm(&world, link(two.token())).await.unwrap().tenant.slug, "acme");
        assert_eq!(confirm(&world, link(one.token())).await.unwrap().tenant.slug, "acme-2");
    }

    async fn slug_that_was_typed_is_taken_or_refused(world: World) {
        world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let typed = |slug: &str| SignUpForm { slug: slug.to_owned(), ..form("new@example.test", "New") };
        let start = async |slug: &str| {
            sign_ups::start(&world.service, &world.visitor(), typed(slug)).await
        };
        assert_eq!(start("acme").await.unwrap_err(), Error::field("slug", Problem::Taken));
        assert_eq!(start("admin").await.unwrap_err(), Error::field("slug", SlugProblem::Reserved));
        let check = async |slug: &str| {
            tenants::check_slug(&world.service, &world.visitor(), slug).await
        };
        assert_eq!(check("acme").await, Ok(Some(Problem::Taken)));
        assert_eq!(check("ab").await, Ok(Some(Problem::TooShort { min: 3 })));
        assert_eq!(check("acme-two").await, Ok(None));
        start("acme-two").await.unwrap();
        let confirmed = confirm(&world, link(world.mail().await.token())).await.unwrap();
        assert_eq!(confirmed.tenant.slug, "acme-two");
    }

    async fn a_mail_that_cannot_leave_is_tried_again(world: World) {
        let outbox = world.folder().join("outbox");
        std::fs::remove_dir(&outbox).unwrap();
        std::fs::write(&outbox, "in the way").unwrap();
        start(&world, "eve@example.test", "Acme").await;
        world.service.run_due_jobs().await.unwrap();
        std::fs::remove_file(&outbox).unwrap();
        std::fs::create_dir(&outbox).unwrap();
        assert!(world.mails().await.is_empty(), "not before its second is over");
        world.advance(SECOND);
        let token = world.mail().await.token();
        assert!(confirm(&world, link(token)).await.is_ok());
    }
}
