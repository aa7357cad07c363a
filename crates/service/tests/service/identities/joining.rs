//! Accepting an invitation through a provider, by whoever has no account yet.

use domain::{
    Error, HOUR, Problem,
    accounts::AccountsError,
    permission::{ManageTeam, ViewTeam},
    plans::Plan,
    team::TeamProblem,
};
use service::{
    Caller,
    identities::{self, Came, Purpose},
    invitations::{self, InviteForm},
    team::{self, GrantForm},
};
use testkit::{Member, PASSWORD, World};

use super::{actions, arrive, go, harbour, stub::person};

/// Invites as a viewer and returns the mailed token.
async fn invited(world: &World, by: &Member, email: &str) -> String {
    let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
    let form = InviteForm { emails: email.to_owned(), grant };
    let access = world.enter_team::<ManageTeam>(by).await.unwrap();
    assert_eq!(invitations::send(access, &form).await.unwrap().refused, []);
    world.mail().await.token()
}

async fn members(world: &World, by: &Member) -> Vec<String> {
    let mut access = world.enter_team::<ViewTeam>(by).await.unwrap();
    team::list(&mut access).await.unwrap().into_iter().map(|member| member.email).collect()
}

fn problem<T: std::fmt::Debug>(result: Result<T, Error>) -> Problem {
    match result {
        Err(Error::Invalid { fields }) => fields[0].problem.clone(),
        other => panic!("a problem was expected: {other:?}"),
    }
}

testkit::both_engines! {
    async fn somebody_new_joins_with_the_invited_address(world: World) {
        let (service, stub) = harbour(&world).await;
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test").await;
        let ada = person("ada", "Ada@Example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &ada).await;
        let shown = invitations::show(&service, &caller, &token).await.unwrap();
        assert!(shown.is_mine && !shown.has_account && shown.arrived.unwrap().email_verified);
        // Coming back and looking let nobody in: the button does.
        assert_eq!(members(&world, &owner).await, ["owner@example.test"]);

        let accepted = invitations::accept(&service, &caller, &token, "").await.unwrap();
        assert_eq!(members(&world, &owner).await.len(), 2);
        let signed_in = world.caller_of(&accepted.session.unwrap().token).await;
        let account = signed_in.account().unwrap();
        assert!(!identities::has_password(account));
        assert_eq!(signed_in.session().unwrap().provider_id.as_deref(), Some("harbour"));
        assert_eq!(identities::list_mine(&service, &signed_in).await.unwrap().len(), 1);
        let trail = actions(&world).await;
        for action in ["accounts.create", "identities.link", "invitations.accept", "sessions.start"] {
            assert!(trail.iter().any(|done| done == action), "{action}");
        }
        // What arrived is used up, and the identity signs in from now on.
        assert_eq!(identities::arrived(&service, &caller).await.unwrap_err(), Error::Accounts(AccountsError::LinkExpired));
        let again = go(&service, &stub, &world.visitor(), Purpose::SignIn, &ada).await.unwrap();
        assert!(matches!(again, Came::SignedIn { .. }));
    }

    async fn another_address_of_theirs_does_not_open_the_invitation(world: World) {
        let (service, stub) = harbour(&world).await;
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test").await;
        let mallory = person("mallory", "mallory@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &mallory).await;
        let shown = invitations::show(&service, &caller, &token).await.unwrap();
        assert!(!shown.is_mine);
        assert_eq!(shown.arrived.unwrap().email, "mallory@example.test");
        let refused = invitations::accept(&service, &caller, &token, "").await;
        assert_eq!(problem(refused), Problem::Team(TeamProblem::AnotherAddress { email: "ada@example.test".to_owned() }));
        let trail = actions(&world).await;
        assert!(trail.iter().any(|action| action == "invitations.refuse"));
        assert!(!trail.iter().any(|action| action == "accounts.create"));
        assert_eq!(members(&world, &owner).await.len(), 1);
        // Whoever reads the invited address's mail still chooses to go on as it.
        let accepted = invitations::accept(&service, &caller, &token, PASSWORD).await.unwrap();
        let signed_in = world.caller_of(&accepted.session.unwrap().token).await;
        assert_eq!(signed_in.account().unwrap().email, "ada@example.test");
        assert_eq!(identities::list_mine(&service, &signed_in).await.unwrap().len(), 0);
    }

    async fn an_address_nobody_vouches_for_opens_nothing(world: World) {
        let (service, stub) = harbour(&world).await;
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test").await;
        let silent = super::stub::Person { verified: None, ..person("silent", "ada@example.test", false) };
        for ada in [person("ada", "ada@example.test", false), silent] {
            let caller = arrive(&service, &stub, &world.visitor(), &ada).await;
            let shown = invitations::show(&service, &caller, &token).await.unwrap();
            assert!(!shown.is_mine && !shown.arrived.unwrap().email_verified);
            let refused = invitations::accept(&service, &caller, &token, "").await;
            assert!(matches!(problem(refused), Problem::TooShort { .. } | Problem::Required));
        }
        assert_eq!(members(&world, &owner).await.len(), 1);
    }

    async fn what_arrived_too_long_ago_opens_nothing(world: World) {
        let (service, stub) = harbour(&world).await;
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test").await;
        let ada = person("ada", "ada@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &ada).await;
        world.advance(HOUR);
        assert!(invitations::show(&service, &caller, &token).await.unwrap().arrived.is_none());
        let refused = invitations::accept(&service, &caller, &token, "").await;
        assert!(matches!(problem(refused), Problem::TooShort { .. } | Problem::Required));
    }

    async fn an_address_with_an_account_is_signed_in_to_first(world: World) {
        let (service, stub) = harbour(&world).await;
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        world.person("ada@example.test").await;
        let token = invited(&world, &owner, "ada@example.test").await;
        let ada = person("ada", "ada@example.test", true);
        let caller = arrive(&service, &stub, &world.visitor(), &ada).await;
        let shown = invitations::show(&service, &caller, &token).await.unwrap();
        assert!(shown.has_account && shown.is_mine);
        let refused = invitations::accept(&service, &caller, &token, "").await;
        assert_eq!(refused.unwrap_err(), Error::SignInRequired);
        assert_eq!(members(&world, &owner).await.len(), 1);
    }

    /// Two browsers of one person come back at once: one account, one membership.
    async fn two_ways_at_once_make_one_account(world: World) {
        let (service, stub) = harbour(&world).await;
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test").await;
        let ada = person("ada", "ada@example.test", true);
        let first = arrive(&service, &stub, &world.visitor(), &ada).await;
        let second = arrive(&service, &stub, &world.visitor(), &ada).await;
        let accept = |caller: Caller| {
            let (service, token) = (service.clone(), token.clone());
            async move { invitations::accept(&service, &caller, &token, "").await }
        };
        let (one, other) = tokio::join!(accept(first), accept(second));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(members(&world, &owner).await, ["ada@example.test", "owner@example.test"]);
    }
}
