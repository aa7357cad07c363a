//! People open programs elsewhere by signing in here: what a program gets, each way in which it gets nothing, and that
//! what it got ends with what it was told.

mod registering;

use domain::{
    DAY, Error, HOUR, MINUTE, SECOND,
    audit::Deed,
    deep_links::{
        DeepLinksError,
        oidc::OidcError::{
            self, AccessDenied, InteractionRequired, InvalidClient, InvalidGrant, InvalidRequest,
            InvalidScope, InvalidToken, LoginRequired, RequestNotSupported, UnsupportedGrantType,
        },
    },
    permission::Role,
    plans::Plan,
};
use serde_json::{Value, json};
use service::{
    Caller, Source,
    deep_links::oidc::{
        Refusal,
        authorizing::{self, Step},
        clients::{self, ClientForm},
        tokens::{self, Granted},
    },
    sessions, team,
};
use testkit::{Member, World};

const BACK: &str = "https://grafana.example/login/generic_oauth";
/// A verifier and its challenge, from RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const SCOPE: &str = "openid profile email groups offline_access";

type Pairs = Vec<(String, String)>;

fn changed(usual: &[(&str, &str)], changes: &[(&str, &str)]) -> Pairs {
    let kept = usual.iter().filter(|(name, _)| !changes.iter().any(|(other, _)| name == other));
    kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

struct Program<'a> {
    world: &'a World,
    id: String,
    secret: String,
}

async fn register<'a>(world: &'a World, name: &str, space: &str) -> Program<'a> {
    let form = ClientForm { name: name.to_owned(), redirects: BACK.to_owned(), space: space.to_owned() };
    let (made, secret) = clients::add(testkit::operate(&world.service).await, &form).await.unwrap();
    Program { world, id: made.id.to_string(), secret }
}

impl Program<'_> {
    fn asks(&self, changes: &[(&str, &str)]) -> Pairs {
        let usual = [
            ("client_id", self.id.as_str()),
            ("redirect_uri", BACK),
            ("response_type", "code"),
            ("scope", SCOPE),
            ("state", "a state"),
            ("nonce", "a nonce"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        changed(&usual, changes)
    }

    async fn authorize(&self, caller: &Caller, changes: &[(&str, &str)]) -> Result<Step, Error> {
        authorizing::authorize(&self.world.service, caller, &self.asks(changes), false).await
    }

    /// What stands in the address of the way back.
    async fn returned(&self, caller: &Caller, changes: &[(&str, &str)], name: &str) -> Option<String> {
        let Step::Back { address, .. } = self.authorize(caller, changes).await.unwrap() else { return None };
        assert!(address.starts_with(&format!("{BACK}?")), "{address}");
        let url = url::Url::parse(&address).unwrap();
        let value =
            |name: &str| url.query_pairs().find(|(own, _)| own == name).map(|(_, value)| value.into_owned());
        assert_eq!(value("state").as_deref(), Some("a state"));
        assert_eq!(value("iss"), Some(format!("{}/oidc", self.world.service.public_url())));
        value(name)
    }

    async fn code(&self, member: &Member) -> String {
        self.returned(&member.caller, &[], "code").await.expect("a code")
    }

    async fn refused(&self, caller: &Caller, changes: &[(&str, &str)]) -> Option<OidcError> {
        self.returned(caller, changes, "error").await.map(|word| word.parse().unwrap())
    }

    async fn grant(&self, pairs: &[(&str, &str)]) -> Result<Granted, Refusal> {
        let client = self.authenticate(&self.secret).await?;
        tokens::grant(&self.world.service, &client, &changed(&[], pairs)).await
    }

    async fn authenticate(&self, secret: &str) -> Result<service::deep_links::oidc::LinkClient, Refusal> {
        tokens::authenticate(&self.world.service, &Caller::local(Source::Page), (&self.id, secret)).await
    }

    async fn redeem(&self, code: &str, changes: &[(&str, &str)]) -> Result<Granted, Refusal> {
        let usual = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ];
        let pairs = changed(&usual, changes);
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.grant(&pairs).await
    }

    async fn renew(&self, token: &str) -> Result<Granted, Refusal> {
        self.grant(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    async fn sign_in(&self, member: &Member) -> Granted {
        self.redeem(&self.code(member).await, &[]).await.unwrap()
    }
}

async fn userinfo(world: &World, granted: &Granted) -> Result<Value, Refusal> {
    tokens::userinfo(&world.service, &Caller::local(Source::Page), &granted.access_token).await
}

fn refresh(granted: &Granted) -> &str {
    granted.refresh_token.as_deref().expect("a refresh token")
}

/// Whether nothing that a program was given counts any more.
async fn has_ended(program: &Program<'_>, granted: &Granted) -> bool {
    userinfo(program.world, granted).await == Err(InvalidToken.into())
        && program.renew(refresh(granted)).await == Err(InvalidGrant.into())
}

testkit::both_engines! {
    async fn a_member_signs_in_and_the_program_is_told_who_they_are_and_what(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "vic@example.test", Role::Viewer).await;
        let program = register(&world, "Graphs", "acme").await;
        let tenant = owner.tenant.id.to_string();
        for (member, role, groups) in [
            (&owner, "Editor", json!([tenant, format!("{tenant}-editors")])),
            (&viewer, "Viewer", json!([tenant])),
        ] {
            let granted = program.sign_in(member).await;
            let claims = &granted.claims;
            let account = member.account();
            assert_eq!(claims["sub"], json!(account.id));
            assert_eq!(claims["iss"], json!(format!("{}/oidc", world.service.public_url())));
            assert_eq!((&claims["aud"], &claims["nonce"]), (&json!(program.id), &json!("a nonce")));
            assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
            let told = userinfo(&world, &granted).await.unwrap();
            let expected = json!({
                "sub": account.id, "name": account.email, "preferred_username": account.email, "locale": "en",
                "email": account.email, "email_verified": true, "role": role, "groups": groups,
            });
            assert_eq!(told, expected);
        }
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail.iter().filter(|entry| entry.action == Deed::DeepLinksSignIn.as_str()).collect();
        assert_eq!(noted.len(), 2);
        assert!(noted.iter().all(|entry| entry.tenant_id.as_deref() == Some(tenant.as_str())), "{noted:?}");
    }

    async fn a_program_is_told_no_more_than_it_asked_for(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "").await;
        let code = program.returned(&owner.caller, &[("scope", "openid")], "code").await.unwrap();
        let granted = program.redeem(&code, &[]).await.unwrap();
        assert_eq!((granted.refresh_token.as_deref(), granted.scope.as_str()), (None, "openid"));
        assert_eq!(userinfo(&world, &granted).await.unwrap(), json!({ "sub": owner.account().id }));
        assert_eq!(program.refused(&owner.caller, &[("scope", "email")]).await, Some(InvalidScope));
    }

    async fn a_program_for_all_is_told_of_each_space_and_the_least_role(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let other = world.owner("otto@example.test", "Harbour", Plan::Professional).await;
        let free = world.owner("fred@example.test", "Fred", Plan::Free).await;
        let both = world.join(&other.tenant, "vic@example.test", Role::Viewer).await;
        let program = register(&world, "Graphs", "").await;
        assert_eq!(program.sign_in(&owner).await.claims["role"], "Editor");
        assert_eq!(program.sign_in(&both).await.claims["role"], "Viewer");
        assert_eq!(program.refused(&free.caller, &[]).await, Some(AccessDenied), "it is not in the plan");
        let own = register(&world, "Own", "acme").await;
        assert_eq!(own.refused(&both.caller, &[]).await, Some(AccessDenied), "they are in another space");
        let guest = world.join(&owner.tenant, "gus@example.test", Role::Guest).await;
        assert_eq!(own.refused(&guest.caller, &[]).await, Some(AccessDenied), "they may not open it");
    }

    async fn a_code_counts_once_and_used_again_it_ends_what_came_of_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        let code = program.code(&owner).await;
        let granted = program.redeem(&code, &[]).await.unwrap();
        assert!(userinfo(&world, &granted).await.is_ok());
        assert_eq!(program.redeem(&code, &[]).await, Err(InvalidGrant.into()));
        assert!(has_ended(&program, &granted).await);
    }

    async fn a_code_is_nothing_for_another_program_with_another_verifier_another_address_or_too_late(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (program, other) = (register(&world, "Graphs", "acme").await, register(&world, "Other", "acme").await);
        let code = program.code(&owner).await;
        assert_eq!(other.redeem(&code, &[]).await, Err(InvalidGrant.into()));
        assert!(program.redeem(&code, &[]).await.is_ok(), "the other's try took nothing from it");
        for wrong in [
            ("code_verifier", "eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            ("code_verifier", "short"),
            ("code_verifier", CHALLENGE),
            ("redirect_uri", "https://grafana.example/login/other"),
        ] {
            let code = program.code(&owner).await;
            assert_eq!(program.redeem(&code, &[wrong]).await, Err(InvalidGrant.into()), "{wrong:?}");
            assert_eq!(program.redeem(&code, &[]).await, Err(InvalidGrant.into()), "there is one guess");
        }
        let code = program.code(&owner).await;
        world.advance(MINUTE);
        assert_eq!(program.redeem(&code, &[]).await, Err(InvalidGrant.into()));
        assert_eq!(program.redeem("made up", &[]).await, Err(InvalidGrant.into()));
    }

    async fn what_a_program_sends_is_whole_or_refused_by_its_word(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        for missing in ["code", "redirect_uri", "code_verifier", "grant_type"] {
            assert_eq!(program.redeem("code", &[(missing, "")]).await, Err(InvalidRequest.into()), "{missing}");
        }
        let twice = program.redeem("code", &[("code", "a"), ("code", "b")]).await;
        assert_eq!(twice, Err(InvalidRequest.into()));
        assert_eq!(program.redeem("code", &[("grant_type", "password")]).await, Err(UnsupportedGrantType.into()));
        for (changes, expected) in [
            (&[("code_challenge_method", "plain")][..], InvalidRequest),
            (&[("code_challenge", "")], InvalidRequest),
            (&[("request", "a.b.c")], RequestNotSupported),
        ] {
            assert_eq!(program.refused(&owner.caller, changes).await, Some(expected), "{changes:?}");
        }
    }

    async fn nobody_is_sent_to_where_a_program_is_not_registered_for(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        for redirect in ["https://grafana.example/login", "https://grafana.example/login/generic_oauth/", "https://evil.example/", ""] {
            let refused = program.authorize(&owner.caller, &[("redirect_uri", redirect)]).await;
            assert_eq!(refused, Err(DeepLinksError::UnregisteredRedirect.into()), "{redirect}");
        }
        for id in ["", "lcl_1", "grafana"] {
            let refused = program.authorize(&owner.caller, &[("client_id", id)]).await;
            assert_eq!(refused, Err(DeepLinksError::UnknownClient.into()), "{id}");
        }
    }

    async fn whoever_is_signed_out_signs_in_first_unless_nothing_may_be_shown(world: World) {
        world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        let nobody = Caller::local(Source::Page);
        assert_eq!(program.authorize(&nobody, &[]).await, Ok(Step::SignIn));
        assert_eq!(program.refused(&nobody, &[("prompt", "none")]).await, Some(LoginRequired));
    }

    async fn a_proof_is_as_fresh_as_the_program_asks(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        assert_eq!(program.authorize(&owner.caller, &[("prompt", "login")]).await, Ok(Step::Prove));
        world.advance(HOUR);
        assert_eq!(program.authorize(&owner.caller, &[("max_age", "3599")]).await, Ok(Step::Prove));
        let none = program.refused(&owner.caller, &[("max_age", "3599"), ("prompt", "none")]).await;
        assert_eq!(none, Some(LoginRequired));
        let granted = program.sign_in(&owner).await;
        let age = granted.claims["iat"].as_i64().unwrap() - granted.claims["auth_time"].as_i64().unwrap();
        assert_eq!(age, HOUR / SECOND);
        // Whoever comes from proving it goes on; from elsewhere they prove it again.
        let mut proved = owner.caller.clone();
        proved.session_mut().unwrap().confirmed_at = world.now();
        let asks = program.asks(&[("prompt", "login")]);
        let back = authorizing::authorize(&world.service, &proved, &asks, true).await;
        assert!(matches!(back, Ok(Step::Back { .. })), "{back:?}");
        let stale = authorizing::authorize(&world.service, &owner.caller, &asks, true).await;
        assert_eq!(stale, Ok(Step::Prove));
    }

    async fn a_space_that_demands_a_second_factor_demands_it_here(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "vic@example.test", Role::Viewer).await;
        let program = register(&world, "Graphs", "acme").await;
        let granted = program.sign_in(&viewer).await;
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        tx.raw().tamper("update tenants set requires_second_factor = true").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(program.authorize(&viewer.caller, &[]).await, Ok(Step::SecondFactor));
        assert_eq!(program.refused(&viewer.caller, &[("prompt", "none")]).await, Some(InteractionRequired));
        assert!(has_ended(&program, &granted).await);
    }

    async fn tokens_are_renewed_and_one_that_is_used_twice_ends_all(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (program, other) = (register(&world, "Graphs", "acme").await, register(&world, "Other", "acme").await);
        let first = program.sign_in(&owner).await;
        world.advance(5 * MINUTE);
        assert_eq!(userinfo(&world, &first).await, Err(InvalidToken.into()), "an access token lasts five minutes");
        assert_eq!(other.renew(refresh(&first)).await, Err(InvalidGrant.into()));
        let second = program.renew(refresh(&first)).await.unwrap();
        assert!(userinfo(&world, &second).await.is_ok());
        assert_eq!(second.claims.get("nonce"), None);
        assert_eq!(program.renew(refresh(&first)).await, Err(InvalidGrant.into()));
        assert!(has_ended(&program, &second).await);
    }

    async fn a_sign_in_lasts_eight_hours_at_most(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        let mut granted = program.sign_in(&owner).await;
        world.advance(8 * HOUR - MINUTE);
        granted = program.renew(refresh(&granted)).await.unwrap();
        world.advance(MINUTE);
        assert!(has_ended(&program, &granted).await);
    }

    async fn whoever_is_removed_ends_what_a_program_was_told(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "").await;
        let member = world.join(&owner.tenant, "mia@example.test", Role::Viewer).await;
        // One asks who they are, the other for new tokens.
        let (asking, renewing) = (program.sign_in(&member).await, program.sign_in(&member).await);
        let code = program.code(&member).await;
        let access = world.enter_team(&owner).await.unwrap();
        team::remove(access, member.account().id.as_str(), "mia@example.test").await.unwrap();
        assert_eq!(userinfo(&world, &asking).await, Err(InvalidToken.into()));
        assert_eq!(program.renew(refresh(&renewing)).await, Err(InvalidGrant.into()));
        assert_eq!(program.redeem(&code, &[]).await, Err(InvalidGrant.into()));
    }

    async fn whoever_signs_out_of_the_console_is_out_of_the_program(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        let (granted, code) = (program.sign_in(&owner).await, program.code(&owner).await);
        sessions::sign_out(&world.service, &owner.caller).await.unwrap();
        assert!(has_ended(&program, &granted).await);
        assert_eq!(program.redeem(&code, &[]).await, Err(InvalidGrant.into()));
    }

    async fn a_program_ends_what_it_was_given_and_nothing_of_others(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let (program, other) = (register(&world, "Graphs", "acme").await, register(&world, "Other", "acme").await);
        let revoke = async |program: &Program<'_>, token: &str| {
            let client = program.authenticate(&program.secret).await.unwrap();
            let pairs = changed(&[], &[("token", token)]);
            tokens::revoke(&world.service, &client, &pairs).await.unwrap();
        };
        let granted = program.sign_in(&owner).await;
        revoke(&other, refresh(&granted)).await;
        revoke(&other, &granted.access_token).await;
        revoke(&program, "made up").await;
        assert!(userinfo(&world, &granted).await.is_ok());
        revoke(&program, &granted.access_token).await;
        assert!(has_ended(&program, &granted).await);
        let granted = program.sign_in(&owner).await;
        revoke(&program, refresh(&granted)).await;
        assert!(has_ended(&program, &granted).await);
    }

    async fn secrets_and_codes_are_not_guessed(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let program = register(&world, "Graphs", "acme").await;
        for _ in 0..10 {
            assert_eq!(program.authenticate("wrong").await.err(), Some(InvalidClient.into()));
        }
        assert!(matches!(program.authenticate("wrong").await, Err(Refusal::Limited(1..))));
        assert!(matches!(program.authenticate(&program.secret).await, Err(Refusal::Limited(_))), "nothing tells which is right");
        world.advance(DAY);
        assert!(program.authenticate(&program.secret).await.is_ok());
        let mut caller = owner.caller.clone();
        caller.session_mut().unwrap().expires_at = world.now() + DAY;
        let mut refused = None;
        for _ in 0..31 {
            refused = program.refused(&caller, &[]).await;
        }
        assert_eq!(refused, Some(OidcError::TemporarilyUnavailable));
    }
}
