//! Whose mailbox it is: sign-ups of strangers, what their mails say, and the spellings of one address.

use domain::{
    Ended, Error, Link, MINUTE, Problem, accounts::AccountsError, permission::ManageTeam, plans::Plan,
    team::TeamProblem,
};
use service::{
    Caller, Source, accounts,
    invitations::{self, InviteForm},
    password_resets, sessions,
    sign_ups::{self, Proof, SignUpForm, Started},
    team::GrantForm,
};
use testkit::{Mail, PASSWORD, World};

const THEIRS: &str = "mallory knows these four words";
const SENTENCE: &str = "Your account is locked, see https://evil.example/now";

fn form(email: &str, password: &str, space: &str) -> SignUpForm {
    SignUpForm {
        email: email.to_owned(),
        password: password.to_owned(),
        space: space.to_owned(),
        kind: "company".to_owned(),
        ..SignUpForm::default()
    }
}

async fn start(world: &World, form: SignUpForm) -> Started {
    sign_ups::start(&world.service, &world.visitor(), form).await.unwrap()
}

/// The browser in which a sign-up was begun.
fn in_browser(world: &World, started: &Started) -> Caller {
    let mut caller = world.visitor();
    caller.browser.sign_up.clone_from(&started.secret);
    caller
}

async fn signs_in(world: &World, email: &str, password: &str) -> bool {
    sessions::sign_in(&world.service, &world.visitor(), email, password).await.is_ok()
}

fn is_in(mail: &Mail, text: &str) -> bool {
    [&mail.subject, &mail.text, &mail.html].iter().any(|part| part.contains(text))
}

fn ended<T: std::fmt::Debug>(result: Result<T, Error>) -> Ended {
    match result {
        Err(Error::Accounts(AccountsError::LinkEnded { link: Link::SignUp, why })) => why,
        other => panic!("an ended link was expected: {other:?}"),
    }
}

testkit::both_engines! {
    async fn whoever_confirms_what_somebody_else_began_chooses_the_password(world: World) {
        let started = start(&world, form("eve@example.test", THEIRS, "Trap")).await;
        let mail = world.mail().await;
        let elsewhere = world.visitor();
        let shown = sign_ups::linked(&world.service, &elsewhere, &mail.token()).await.unwrap();
        assert!(shown.asks_password);
        for proof in [
            Proof::Link { token: mail.token() },
            Proof::Code { sign_up: started.id.to_string(), code: mail.code() },
        ] {
            let refused = sign_ups::confirm(&world.service, &elsewhere, proof, "").await;
            assert_eq!(refused.unwrap_err(), Error::field("password", Problem::Required));
        }
        let proof = Proof::Link { token: mail.token() };
        sign_ups::confirm(&world.service, &elsewhere, proof, PASSWORD).await.unwrap();
        assert!(!signs_in(&world, "eve@example.test", THEIRS).await);
        assert!(signs_in(&world, "eve@example.test", PASSWORD).await);
    }

    async fn the_browser_that_began_it_is_asked_for_nothing_more(world: World) {
        let started = start(&world, form("eve@example.test", PASSWORD, "Acme")).await;
        let (own, mail) = (in_browser(&world, &started), world.mail().await);
        let id = started.id.as_str();
        assert!(!sign_ups::waiting(&world.service, &own, id).await.unwrap().asks_password);
        let proof = Proof::Link { token: mail.token() };
        sign_ups::confirm(&world.service, &own, proof, "").await.unwrap();
        assert!(signs_in(&world, "eve@example.test", PASSWORD).await);
    }

    async fn ones_own_sign_up_ends_those_of_others(world: World) {
        let theirs = start(&world, form("EVE@example.test", THEIRS, "Trap")).await;
        let trap = world.mail().await;
        let own = start(&world, form("eve@example.test", PASSWORD, "Acme")).await;
        let mail = world.mail().await;
        let caller = in_browser(&world, &own);
        assert_eq!(ended(sign_ups::linked(&world.service, &caller, &trap.token()).await), Ended::Replaced);
        let theirs = sign_ups::waiting(&world.service, &in_browser(&world, &theirs), theirs.id.as_str()).await;
        assert_eq!(ended(theirs), Ended::Replaced);
        let proof = Proof::Link { token: mail.token() };
        let confirmed = sign_ups::confirm(&world.service, &caller, proof, "").await.unwrap();
        assert_eq!(confirmed.tenant.slug, "acme");
    }

    async fn nothing_a_stranger_typed_is_in_the_mail(world: World) {
        let owner = world.owner("owner@example.test", SENTENCE, Plan::Professional).await;
        world.person("known@example.test").await;
        for space in [SENTENCE, "=?utf-8?q?hi?="] {
            for email in ["new@example.test", "known@example.test"] {
                start(&world, form(email, PASSWORD, space)).await;
            }
        }
        let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
        let invite = InviteForm { emails: "guest@example.test".to_owned(), grant };
        invitations::send(world.team_access::<ManageTeam>(&owner).await, &invite).await.unwrap();
        let mails = world.mails().await;
        assert_eq!(mails.len(), 3, "of two sign-ups for one mailbox the newest alone is mailed");
        for mail in &mails {
            for typed in ["is locked", "evil.example", "=?utf-8", "your-account"] {
                assert!(!is_in(mail, typed), "{typed}: {mail:?}");
            }
            assert!(mail.links().iter().all(|link| link.starts_with("https://parvis.test/")), "{mail:?}");
        }
        let invitation = mails.iter().find(|mail| mail.to == "guest@example.test").unwrap();
        assert!(is_in(invitation, "owner@example.test") && is_in(invitation, "Viewer"), "{invitation:?}");
    }

    async fn the_mail_says_when_and_from_where_it_was_begun(world: World) {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        world.person("known@example.test").await;
        let caller = Caller { user_agent: firefox.to_owned(), ..world.visitor() };
        for email in ["new@example.test", "known@example.test"] {
            sign_ups::start(&world.service, &caller, form(email, PASSWORD, "Acme")).await.unwrap();
            let mail = world.mail().await;
            for fact in ["192.0.2.10", "Firefox on Linux", "12:00", "UTC"] {
                assert!(mail.text.contains(fact) && mail.html.contains(fact), "{fact}: {mail:?}");
            }
        }
    }

    async fn each_state_of_a_link_is_told_apart(world: World) {
        let started = start(&world, form("eve@example.test", PASSWORD, "Acme")).await;
        let (own, first) = (in_browser(&world, &started), world.mail().await);
        world.advance(MINUTE);
        sign_ups::resend(&world.service, &own, started.id.as_str()).await.unwrap();
        let second = world.mail().await;
        let look = async |token: String| sign_ups::linked(&world.service, &own, &token).await;
        assert_eq!(ended(look(first.token()).await), Ended::Older);
        assert_eq!(ended(look("no such link".to_owned()).await), Ended::Unknown);
        let proof = Proof::Link { token: second.token() };
        sign_ups::confirm(&world.service, &own, proof, "").await.unwrap();
        assert_eq!(ended(look(second.token()).await), Ended::Used);
        assert_eq!(ended(sign_ups::waiting(&world.service, &own, started.id.as_str()).await), Ended::Used);
        start(&world, form("ann@example.test", PASSWORD, "Other")).await;
        let late = world.mails().await.into_iter().find(|mail| mail.to == "ann@example.test").unwrap();
        world.advance(domain::DAY);
        assert_eq!(ended(look(late.token()).await), Ended::Expired);
        service::events::retention::expire(&world.service).await.unwrap();
        assert_eq!(ended(look(late.token()).await), Ended::Expired);
        assert_eq!(ended(look(second.token()).await), Ended::Used);
    }

    async fn every_spelling_of_an_address_is_one_account(world: World) {
        let spellings =
            ["jürgen@bücher.test", "JÜRGEN@XN--BCHER-KVA.test", "ju\u{308}rgen@bu\u{308}cher.TEST"];
        world.sign_up_and_confirm(spellings[0], "Acme").await;
        let cli = Caller::local(Source::Cli);
        for spelling in spellings {
            assert!(signs_in(&world, spelling, PASSWORD).await, "{spelling}");
            world.mails().await;
            start(&world, form(spelling, PASSWORD, "Other")).await;
            assert_eq!(world.mail().await.subject, "You already have an account", "{spelling}");
            password_resets::start(&world.service, &world.visitor(), spelling).await.unwrap();
            assert_eq!(world.mail().await.subject, "Choose a new password", "{spelling}");
            assert!(accounts::find_by_email(&world.service, spelling).await.unwrap().is_some());
            let twice = accounts::create(&world.service, &cli, spelling, PASSWORD, false).await;
            assert_eq!(twice.unwrap_err(), Error::field("email", Problem::Taken), "{spelling}");
        }
        // And one allowance: three resets were asked for.
        let fourth = password_resets::start(&world.service, &world.visitor(), spellings[1]).await;
        assert!(matches!(fourth, Err(Error::RateLimited { .. })), "{fourth:?}");
    }

    async fn an_invitation_finds_its_person_in_every_spelling(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let (caller, _) = world.person("ju\u{308}rgen@XN--BCHER-KVA.test").await;
        let invite = async |emails: &str| {
            let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
            let form = InviteForm { emails: emails.to_owned(), grant };
            invitations::send(world.team_access::<ManageTeam>(&owner).await, &form).await.unwrap()
        };
        assert_eq!(invite("Jürgen@Bücher.test").await.refused, []);
        let token = world.mail().await.token();
        let shown = invitations::show(&world.service, &caller, &token).await.unwrap();
        assert!(shown.is_mine && shown.has_account);
        invitations::accept(&world.service, &caller, &token, "").await.unwrap();
        let again = invite("JÜRGEN@xn--bcher-kva.test").await.refused;
        assert_eq!(again[0].problem, Problem::Team(TeamProblem::AlreadyMember));
    }

    async fn accounts_that_an_older_version_left_are_kept_listed_and_resolved(world: World) {
        let (first, _) = world.person("ann@bücher.test").await;
        let (second, _) = world.person("other@example.test").await;
        let (none, _) = world.person("third@example.test").await;
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        for statement in [
            "update accounts set address_problem = 'unread', address_key = null, email_key = 'ann@bücher.test'
             where email = 'ann@bücher.test'",
            "update accounts set address_problem = 'unread', address_key = null,
                email = 'ann@xn--bcher-kva.test', email_key = 'ann@xn--bcher-kva.test'
             where email = 'other@example.test'",
            "update accounts set address_problem = 'unread', address_key = null, email = '', email_key = ''
             where email = 'third@example.test'",
        ] {
            tx.raw().tamper(statement).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.reopened().await;
        let unusable = accounts::list(&world.service, "", true, 10).await.unwrap();
        let mut told: Vec<_> =
            unusable.iter().map(|one| (one.address_problem.as_deref().unwrap(), &one.id)).collect();
        told.sort_unstable();
        let (first, none) = (&first.account().unwrap().id, &none.account().unwrap().id);
        assert_eq!(told, [("invalid", none), ("taken", first)]);
        // Each is still found as it was always typed.
        let find = async |email: &str| accounts::find_by_email(&world.service, email).await.unwrap().unwrap().id;
        assert_eq!(find("Ann@Bücher.test").await, *first);
        assert_eq!(find("ann@xn--bcher-kva.test").await, second.account().unwrap().id);
        let cli = Caller::local(Source::Cli);
        let set = async |who: &str, email: &str| accounts::set_address(&world.service, &cli, who, email).await;
        let taken = set(first.as_str(), "ANN@xn--bcher-kva.test").await;
        assert_eq!(taken.unwrap_err(), Error::field("email", Problem::Taken));
        set(first.as_str(), "ann@example.test").await.unwrap();
        set(none.as_str(), "third@example.test").await.unwrap();
        assert_eq!(accounts::list(&world.service, "", true, 10).await.unwrap(), []);
        assert_eq!(accounts::list(&world.service, "", false, 10).await.unwrap().len(), 3);
    }

    async fn invitations_and_sign_ups_that_an_older_version_left_are_told_by_their_mailbox(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
        let invite = InviteForm { emails: "ann@bücher.test".to_owned(), grant };
        invitations::send(world.team_access::<ManageTeam>(&owner).await, &invite).await.unwrap();
        start(&world, form("kim@bücher.test", PASSWORD, "Kim")).await;
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        for statement in [
            "update accounts set address_problem = 'unread', address_key = null",
            "update invitations set email_key = 'ann@bücher.test'",
            "update sign_ups set email_key = 'kim@bücher.test' where email like 'kim@%'",
        ] {
            tx.raw().tamper(statement).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.reopened().await;
        let mut tx = world.store.control(store::Mode::Read).await.unwrap();
        for count in [
            "select count(*) from invitations where email_key = 'ann@xn--bcher-kva.test'",
            "select count(*) from sign_ups where email_key = 'kim@xn--bcher-kva.test'",
        ] {
            assert_eq!(tx.raw().number(count).await.unwrap(), 1, "{count}");
        }
    }

    async fn no_account_is_without_an_address(world: World) {
        world.person("ann@example.test").await;
        for statement in [
            "update accounts set address_key = ''",
            "update accounts set address_key = 'ann'",
            "update accounts set address_key = null",
        ] {
            let mut tx = world.store.control(store::Mode::Write).await.unwrap();
            assert!(tx.raw().tamper(statement).await.is_err(), "{statement}");
        }
    }
}
