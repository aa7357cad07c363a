//! Whom a limit counts, and what it costs.

use domain::{Error, HOUR, MINUTE, SECOND, permission::ManageTeam, plans::Plan};
use service::{
    Browser, Caller, Source, accounts,
    invitations::{self, InviteForm},
    password_resets, sessions,
    sign_ups::{self, SignUpForm},
    step_up,
    team::GrantForm,
};
use store::Mode;
use testkit::{PASSWORD, World};

const WRONG: &str = "not the password at all";

fn from(world: &World, address: &str) -> Caller {
    Caller { address: address.to_owned(), ..world.visitor() }
}

async fn eve(world: &World) {
    let cli = Caller::local(Source::Cli);
    accounts::create(&world.service, &cli, "eve@example.test", PASSWORD, false).await.unwrap();
}

async fn try_in(world: &World, caller: &Caller, email: &str, password: &str) -> Result<(), Error> {
    sessions::sign_in(&world.service, caller, email, password).await.map(|_| ())
}

async fn sign_up(world: &World, caller: &Caller, email: &str) -> Result<domain::SignUpId, Error> {
    let form = SignUpForm {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        space: "Acme".to_owned(),
        kind: "company".to_owned(),
        slug: String::new(),
        time_zone: String::new(),
        plan: String::new(),
        interval: String::new(),
    };
    sign_ups::start(&world.service, caller, form).await.map(|started| started.id)
}

fn is_limited<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::RateLimited { .. }))
}

/// Allowances as they stand, and how many entries the trail has.
async fn written(world: &World) -> (i64, i64, usize) {
    let mut tx = world.store.control(Mode::Read).await.unwrap();
    let used = "select cast(sum(used_until % 1000000007) as bigint) from rate_limits";
    let used = tx.raw().number(used).await.unwrap();
    let count = tx.raw().number("select count(*) from rate_limits").await.unwrap();
    (used, count, world.control_trail().await.len())
}

testkit::both_engines! {
    async fn an_ipv6_network_has_one_allowance_of_guesses_and_its_neighbour_another(world: World) {
        eve(&world).await;
        let mut limited = 0;
        for number in 0..20 {
            let caller = from(&world, &format!("2001:db8:1:2::{number:x}"));
            limited += usize::from(is_limited(&try_in(&world, &caller, "eve@example.test", WRONG).await));
        }
        assert_eq!(limited, 12);
        let neighbour = from(&world, "2001:db8:1:3::1");
        assert_eq!(try_in(&world, &neighbour, "eve@example.test", PASSWORD).await, Ok(()));
        let mapped = from(&world, "::ffff:192.0.2.7");
        for _ in 0..8 {
            try_in(&world, &mapped, "eve@example.test", WRONG).await.unwrap_err();
        }
        assert!(is_limited(&try_in(&world, &from(&world, "192.0.2.7"), "eve@example.test", WRONG).await));
    }

    async fn whoever_knows_the_password_gets_in_from_a_browser_known_to_the_account(world: World) {
        eve(&world).await;
        let signed_in = sessions::sign_in(&world.service, &world.visitor(), "eve@example.test", PASSWORD).await;
        let device = signed_in.unwrap().session().unwrap().device.unwrap();
        // Guesses from everywhere, and from the owner's own network.
        let mut refused = 0;
        for number in 0..130 {
            let caller = from(&world, &format!("198.51.{}.9", number / 2));
            refused += usize::from(is_limited(&try_in(&world, &caller, "eve@example.test", WRONG).await));
            if number < 20 {
                try_in(&world, &world.visitor(), "eve@example.test", WRONG).await.unwrap_err();
            }
        }
        assert!(refused > 0, "all together are limited");
        assert!(is_limited(&try_in(&world, &world.visitor(), "eve@example.test", PASSWORD).await));
        let known = Caller { browser: Browser { device: device.clone(), ..Browser::default() }, ..world.visitor() };
        assert_eq!(try_in(&world, &known, "eve@example.test", PASSWORD).await, Ok(()));
        // A new link is not out of reach either.
        for number in 0..5 {
            let caller = from(&world, &format!("203.0.113.{number}"));
            let _ = password_resets::start(&world.service, &caller, "eve@example.test").await;
        }
        assert!(is_limited(&password_resets::start(&world.service, &world.visitor(), "eve@example.test").await));
        password_resets::start(&world.service, &known, "eve@example.test").await.unwrap();
        // The cookie is known to this account alone, and its own guesses are counted.
        let other = Caller { browser: Browser { device: "made up".to_owned(), ..Browser::default() }, ..world.visitor() };
        assert!(is_limited(&try_in(&world, &other, "eve@example.test", PASSWORD).await));
        for _ in 0..8 {
            try_in(&world, &known, "eve@example.test", WRONG).await.unwrap_err();
        }
        assert!(is_limited(&try_in(&world, &known, "eve@example.test", PASSWORD).await));
    }

    async fn what_a_limit_refuses_costs_no_write(world: World) {
        eve(&world).await;
        let caller = world.visitor();
        // The trail of refusals has its ceiling; what comes after is written nowhere.
        for _ in 0..60 {
            try_in(&world, &caller, "eve@example.test", WRONG).await.unwrap_err();
        }
        let before = written(&world).await;
        for email in ["eve@example.test", "eve@example.test", "eve@example.test"] {
            assert!(is_limited(&try_in(&world, &caller, email, WRONG).await));
        }
        assert_eq!(written(&world).await, before);
        for _ in 0..9 {
            let _ = sign_up(&world, &caller, "ada@example.test").await;
        }
        let before = written(&world).await;
        assert!(is_limited(&sign_up(&world, &caller, "ada@example.test").await));
        assert_eq!(written(&world).await, before);
    }

    async fn one_person_gets_so_many_mails_whoever_asks(world: World) {
        let caller = |number: usize| from(&world, &format!("198.51.100.{number}"));
        let mut open = Vec::new();
        for number in 0..5 {
            open.extend(sign_up(&world, &caller(number), "ada@example.test").await);
        }
        let mut mailed = world.mails().await.len();
        for minute in 0..10 {
            world.advance(MINUTE);
            for id in &open {
                let _ = sign_ups::resend(&world.service, &caller(minute), id.as_str()).await;
            }
            mailed += world.mails().await.len();
        }
        assert!((2..=9).contains(&mailed), "{mailed} mails to one person in ten minutes");
        // A way back comes out of the same allowance, and strangers cannot use up the rest of it; nor can whoever
        // asks for ways back use up what is left for invitations.
        password_resets::start(&world.service, &caller(77), "ada@example.test").await.unwrap();
        assert!(is_limited(&password_resets::start(&world.service, &caller(78), "ada@example.test").await));
        let mut invited = Vec::new();
        for name in ["Acme", "Beta", "Ceta"] {
            let owner = world.owner(&format!("{name}@example.test"), name, Plan::Professional).await;
            let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
            let form = InviteForm { emails: "ada@example.test\nbob@example.test".to_owned(), grant };
            let sent = invitations::send(world.team_access::<ManageTeam>(&owner).await, &form).await.unwrap();
            invited.push((sent.added.len(), sent.refused.len()));
        }
        assert_eq!(invited, [(2, 0), (2, 0), (1, 1)]);
        world.advance(HOUR);
        assert!(sign_up(&world, &caller(1), "ada@example.test").await.is_ok());
    }

    async fn one_network_causes_so_many_mails_resends_included(world: World) {
        let mut open = Vec::new();
        for number in 0..70 {
            let caller = from(&world, &format!("2001:db8::{number:x}"));
            open.extend(sign_up(&world, &caller, &format!("p{number}@example.test")).await);
        }
        assert_eq!(open.len(), 60);
        world.advance(MINUTE);
        let mut again = 0;
        for id in &open {
            let caller = from(&world, "2001:db8::ffff");
            again += usize::from(sign_ups::resend(&world.service, &caller, id.as_str()).await.is_ok());
        }
        assert_eq!(again, 2);
        // Somebody else's network is not concerned.
        assert!(sign_up(&world, &from(&world, "2001:db8:0:1::1"), "zoe@example.test").await.is_ok());
    }

    async fn the_installation_has_a_ceiling_that_strangers_do_not_reach_alone(world: World) {
        eve(&world).await;
        let service = world.server_with_mails(40).await;
        let mut count = 0;
        for number in 0..40 {
            let caller = from(&world, &format!("198.51.{number}.1"));
            let form = SignUpForm {
                email: format!("p{number}@example.test"),
                password: PASSWORD.to_owned(),
                space: "Acme".to_owned(),
                kind: "company".to_owned(),
                slug: String::new(),
                time_zone: String::new(),
                plan: String::new(),
                interval: String::new(),
            };
            count += usize::from(sign_ups::start(&service, &caller, form).await.is_ok());
        }
        assert_eq!(count, 30);
        password_resets::start(&service, &from(&world, "203.0.113.1"), "eve@example.test").await.unwrap();
        world.advance(90 * SECOND);
        assert_eq!(world.mails().await.len(), 31);
        // Every mail counts, whatever asks for it: nine more, then none.
        let mut sent = 0;
        for number in 0..20 {
            let (caller, _) = world.person(&format!("alone{number}@example.test")).await;
            sent += usize::from(step_up::mail(&service, &caller).await.is_ok());
        }
        assert_eq!(sent, 10);
    }
}
