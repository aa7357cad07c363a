use domain::{
    Closed, DAY, Error, HOUR, MINUTE, PolicyAgentId, Problem, SECOND, Yours,
    decision::{Rule, Scope},
    networks::NetworksProblem,
    permission::{
        ListApiKeys, ManageApiKeys, ManageMailFlow, ManageTeam, Permission, PermissionSet, Role, ViewAudit,
        ViewEvents, ViewMailFlow, ViewOverview, ViewPolicyAgents, ViewTeam,
    },
    plans::Plan,
    principal::{Named, PrincipalKind},
    resources::Path,
    roles::RolesProblem,
    team::{TeamError, TeamProblem},
    zones::ZonesProblem,
};
use service::{
    Access, Caller, TeamAccess,
    api_keys::{self, ApiKey, Expiry, KeyForm, NewKey},
    audit::{self, AuditQuery},
    control::{bindings, memberships},
    invitations::{self, InviteForm},
    share_links::{self, ShareForm},
    team::{self, GrantForm},
};
use store::Mode;
use testkit::{Member, World};

fn form(name: &str, permissions: &[Permission]) -> KeyForm {
    let permissions = permissions.iter().map(ToString::to_string).collect();
    KeyForm { name: name.to_owned(), permissions, ..KeyForm::default() }
}

async fn create(world: &World, member: &Member, form: KeyForm) -> Result<NewKey, Error> {
    api_keys::create(world.enter::<ManageApiKeys>(member).await?, form).await
}

async fn made(world: &World, member: &Member, permissions: &[Permission]) -> NewKey {
    create(world, member, form("reports", permissions)).await.unwrap()
}

/// Who shows a secret from an address.
async fn shows(world: &World, secret: &str, address: &str) -> Result<Caller, Error> {
    let caller = Caller { address: address.to_owned(), ..world.visitor() };
    api_keys::authenticate(&world.service, secret, caller).await
}

async fn program(world: &World, secret: &str) -> Caller {
    shows(world, secret, "192.0.2.99").await.unwrap()
}

async fn found(world: &World, member: &Member, key: &NewKey) -> ApiKey {
    let mut access = world.access::<ListApiKeys>(member).await;
    api_keys::find(&mut access, key.key.id.as_str()).await.unwrap()
}

async fn owner(world: &World) -> Member {
    world.owner("owner@example.test", "Acme", Plan::Professional).await
}

fn rule(error: Error) -> Rule {
    match error {
        Error::Forbidden { decision, .. } => decision.rule,
        other => panic!("{other:?}"),
    }
}

fn problem(error: Error, field: &str) -> Problem {
    let Error::Invalid { fields } = error else { panic!("{error:?}") };
    assert_eq!(fields[0].field, field);
    fields[0].problem.clone()
}

testkit::both_engines! {
    async fn an_owner_makes_a_key_that_does_what_it_may_and_no_more(world: World) {
        let owner = owner(&world).await;
        let new = made(&world, &owner, &[Permission::ViewMailFlow]).await;
        assert!(new.secret.starts_with("pvk_"), "{}", new.secret);
        let caller = program(&world, &new.secret).await;
        let slug = &owner.tenant.slug;
        assert!(Access::<ViewMailFlow>::enter(&world.service, &caller, slug).await.is_ok());
        let refused = Access::<ManageMailFlow>::enter(&world.service, &caller, slug).await.unwrap_err();
        assert_eq!(rule(refused), Rule::KeyScope);
        let trail = world.tenant_trail(&owner.tenant).await;
        let entry = trail.last().unwrap();
        assert_eq!(entry.action, "api-keys.create");
        let told = format!("{trail:?}");
        assert!(!told.contains(&new.secret) && !told.contains(&new.key.key_hash));
        let secret = new.secret.rsplit('_').next().unwrap();
        assert!(!format!("{new:?}").contains(secret));
    }

    async fn a_wrong_truncated_or_foreign_key_is_refused_as_an_unknown_one(world: World) {
        let owner = owner(&world).await;
        let other = world.owner("other@example.test", "Other", Plan::Professional).await;
        let own = made(&world, &owner, &[Permission::ViewMailFlow]).await.secret;
        let foreign = made(&world, &other, &[Permission::ViewMailFlow]).await.secret;
        let (own_parts, foreign_parts): (Vec<_>, Vec<_>) = (own.split('_').collect(), foreign.split('_').collect());
        let mut wrong = vec![
            String::new(), "pvk".to_owned(), own[..own.len() - 1].to_owned(), format!("{own}0"),
            own.to_uppercase(), own.replace("pvk_", "pva_"), format!("{own} "),
        ];
        for location in 1..4 {
            let mut parts = foreign_parts.clone();
            parts[location] = own_parts[location];
            wrong.push(parts.join("_"));
        }
        for (number, token) in wrong.iter().enumerate() {
            let address = format!("192.0.2.{number}");
            assert_eq!(shows(&world, token, &address).await.unwrap_err(), Error::InvalidKey, "{token}");
        }
        let caller = program(&world, &own).await;
        let elsewhere = Access::<ViewMailFlow>::enter(&world.service, &caller, &other.tenant.slug).await;
        assert_eq!(elsewhere.unwrap_err(), Error::NotFound);
        let refused = world.control_trail().await;
        assert!(refused.iter().any(|entry| entry.action == "api-keys.refuse"
            && entry.tenant_id.as_deref() == Some(owner.tenant.id.as_str())));
    }

    async fn guesses_are_limited_per_address(world: World) {
        let owner = owner(&world).await;
        let key = made(&world, &owner, &[Permission::ViewMailFlow]).await.secret;
        let (head, _) = key.rsplit_once('_').unwrap();
        let mut refused = 0;
        for number in 0..30 {
            let guess = format!("{head}_{number:032}");
            match shows(&world, &guess, "2001:db8::1").await.unwrap_err() {
                Error::InvalidKey => {}
                Error::RateLimited { .. } => refused += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(refused, 10);
        // The right one, from the same network, waits too; from elsewhere it does not.
        assert!(matches!(shows(&world, &key, "2001:db8::2").await, Err(Error::RateLimited { .. })));
        assert!(shows(&world, &key, "2001:db8:0:1::2").await.is_ok());
        world.advance(4 * SECOND);
        assert!(shows(&world, &key, "2001:db8::2").await.is_ok());
    }

    async fn a_key_ends_with_its_last_day(world: World) {
        let owner = owner(&world).await;
        let expiry = Expiry::Day("2026-11-21".to_owned());
        let new = create(&world, &owner, KeyForm { expiry, ..form("today", &[Permission::ViewEvents]) }).await.unwrap();
        assert_eq!(new.key.expires_at, Some(world.now() + 12 * HOUR));
        for (text, expected) in [("2026-11-20", Problem::Zones(ZonesProblem::InThePast)), ("soon", Problem::Zones(ZonesProblem::NotADate))] {
            let expiry = Expiry::Day(text.to_owned());
            let refused = create(&world, &owner, KeyForm { expiry, ..form("old", &[Permission::ViewEvents]) }).await;
            assert_eq!(problem(refused.unwrap_err(), "expires"), expected);
        }
        program(&world, &new.secret).await;
        world.advance(12 * HOUR);
        assert_eq!(shows(&world, &new.secret, "192.0.2.1").await.unwrap_err(), Error::InvalidKey);
    }

    async fn a_key_works_from_its_addresses_alone(world: World) {
        let owner = owner(&world).await;
        let networks = "192.0.2.0/24\n2001:db8::7".to_owned();
        let new = create(&world, &owner, KeyForm { networks, ..form("office", &[Permission::ViewEvents]) }).await.unwrap();
        for address in ["192.0.2.200", "2001:db8::7", "::ffff:192.0.2.1"] {
            assert!(shows(&world, &new.secret, address).await.is_ok(), "{address}");
        }
        for address in ["198.51.100.1", "2001:db8::8", ""] {
            let refused = shows(&world, &new.secret, address).await.unwrap_err();
            let pinned = "192.0.2.0/24, 2001:db8::7/128".to_owned();
            assert_eq!(refused, Error::WrongAddress { pinned, address: address.to_owned() });
        }
        let networks = "192.0.2.0/24\nhome".to_owned();
        let refused = create(&world, &owner, KeyForm { networks, ..form("x", &[Permission::ViewEvents]) }).await;
        assert_eq!(problem(refused.unwrap_err(), "networks"), Problem::Networks(NetworksProblem::NotANetwork { slip: None }));
    }

    async fn the_old_secret_goes_on_for_as_long_as_was_chosen(world: World) {
        let mut owner = owner(&world).await;
        let first = made(&world, &owner, &[Permission::ViewEvents]).await;
        let id = first.key.id.as_str();
        let second = api_keys::rotate(world.access(&owner).await, id, "1h").await.unwrap();
        program(&world, &first.secret).await;
        program(&world, &second.secret).await;
        world.advance(HOUR);
        assert_eq!(shows(&world, &first.secret, "192.0.2.1").await.unwrap_err(), Error::InvalidKey);
        owner.caller.session_mut().unwrap().confirmed_at = world.now();
        let third = api_keys::rotate(world.access(&owner).await, id, "0").await.unwrap();
        assert_eq!(shows(&world, &second.secret, "192.0.2.1").await.unwrap_err(), Error::InvalidKey);
        program(&world, &third.secret).await;
        let refused = api_keys::rotate(world.access(&owner).await, id, "for ever").await.unwrap_err();
        assert_eq!(problem(refused, "overlap"), Problem::NotAChoice);
    }

    async fn a_revoked_key_is_refused_from_the_next_request_on(world: World) {
        let owner = owner(&world).await;
        let new = made(&world, &owner, &[Permission::ViewEvents]).await;
        let id = new.key.id.as_str();
        let refused = api_keys::revoke(world.access(&owner).await, id, "report").await.unwrap_err();
        assert_eq!(problem(refused, "confirm"), Problem::NotTheName { name: "reports".to_owned() });
        program(&world, &new.secret).await;
        api_keys::revoke(world.access(&owner).await, id, "reports").await.unwrap();
        assert_eq!(shows(&world, &new.secret, "192.0.2.1").await.unwrap_err(), Error::InvalidKey);
        for again in [
            api_keys::rotate(world.access(&owner).await, id, "7d").await.map(|_| ()),
            api_keys::revoke(world.access(&owner).await, id, "reports").await,
        ] {
            assert_eq!(again.unwrap_err(), Error::NotFound);
        }
    }

    async fn an_old_secret_ends_with_its_key(world: World) {
        let owner = owner(&world).await;
        let revoked = made(&world, &owner, &[Permission::ViewEvents]).await;
        let id = revoked.key.id.as_str();
        api_keys::rotate(world.access(&owner).await, id, "7d").await.unwrap();
        program(&world, &revoked.secret).await;
        api_keys::revoke(world.access(&owner).await, id, "reports").await.unwrap();
        assert_eq!(shows(&world, &revoked.secret, "192.0.2.1").await.unwrap_err(), Error::InvalidKey);
        let refused = world.control_trail().await;
        let entry = refused.iter().find(|entry| entry.action == "api-keys.refuse").unwrap();
        assert_eq!(entry.after.as_deref(), Some(r#"{"why":"invalid-key"}"#));
        let expiry = Expiry::At(world.now() + HOUR);
        let expired = KeyForm { expiry, ..form("hourly", &[Permission::ViewEvents]) };
        let expired = create(&world, &owner, expired).await.unwrap();
        api_keys::rotate(world.access(&owner).await, expired.key.id.as_str(), "7d").await.unwrap();
        program(&world, &expired.secret).await;
        world.advance(HOUR);
        assert_eq!(shows(&world, &expired.secret, "192.0.2.2").await.unwrap_err(), Error::InvalidKey);
    }

    async fn nobody_gives_a_key_what_they_do_not_have(world: World) {
        let owner = owner(&world).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let wanted = form("x", &[Permission::ViewEvents, Permission::ManageOwners]);
        let refused = create(&world, &admin, wanted).await.unwrap_err();
        let permissions = PermissionSet::of(&[Permission::ManageOwners]);
        assert_eq!(problem(refused, "permissions"), Problem::Roles(RolesProblem::NotYours { permissions }));
        let refused = create(&world, &viewer, form("x", &[Permission::ViewEvents])).await.unwrap_err();
        assert_eq!(rule(refused), Rule::NoRole);
        let refused = create(&world, &admin, form("x", &[])).await.unwrap_err();
        assert_eq!(problem(refused, "permissions"), Problem::Required);
        let unknown = KeyForm { permissions: vec!["fly".to_owned()], ..form("x", &[]) };
        assert_eq!(problem(create(&world, &admin, unknown).await.unwrap_err(), "permissions"), Problem::NotAChoice);
        // Knowing a new secret of the owner's key would be the same as having what it may do.
        let key = made(&world, &owner, &[Permission::ManageOwners]).await;
        let refused = api_keys::rotate(world.access(&admin).await, key.key.id.as_str(), "0").await.unwrap_err();
        assert_eq!(problem(refused, "id"), Problem::Roles(RolesProblem::NotYours { permissions }));
        let trail = world.control_trail().await;
        let noted = trail.iter().filter(|entry| entry.action == "access.refuse");
        let told: Vec<_> = noted.map(|entry| (entry.target.as_str(), entry.actor_label.contains("admin@"))).collect();
        let key_of_owners = ("manage-owners", true);
        assert_eq!(told, [key_of_owners, ("manage-api-keys", false), key_of_owners]);
        program(&world, &key.secret).await;
        api_keys::revoke(world.access(&admin).await, key.key.id.as_str(), "reports").await.unwrap();
    }

    async fn a_key_makes_keys_below_itself_alone(world: World) {
        let owner = owner(&world).await;
        let parent = made(&world, &owner, &[Permission::ManageApiKeys, Permission::ViewEvents]).await;
        let plain = made(&world, &owner, &[Permission::ViewEvents]).await;
        let strong = made(&world, &owner, &[Permission::ViewAudit]).await;
        let slug = &owner.tenant.slug;
        let caller = program(&world, &plain.secret).await;
        let refused = Access::<ManageApiKeys>::enter(&world.service, &caller, slug).await.unwrap_err();
        assert_eq!(rule(refused), Rule::KeyScope);
        let caller = program(&world, &parent.secret).await;
        let enter = || Access::<ManageApiKeys>::enter(&world.service, &caller, slug);
        let child = api_keys::create(enter().await.unwrap(), form("child", &[Permission::ViewEvents])).await.unwrap();
        assert_eq!(child.key.account_id, parent.key.account_id);
        assert_eq!(child.key.account_email, "owner@example.test");
        let refused = api_keys::create(enter().await.unwrap(), form("x", &[Permission::ViewAudit])).await;
        let permissions = PermissionSet::of(&[Permission::ViewAudit]);
        assert_eq!(problem(refused.unwrap_err(), "permissions"), Problem::Roles(RolesProblem::NotYours { permissions }));
        let refused = api_keys::rotate(enter().await.unwrap(), strong.key.id.as_str(), "0").await.unwrap_err();
        assert_eq!(problem(refused, "id"), Problem::Roles(RolesProblem::NotYours { permissions }));
    }

    async fn the_log_tells_a_program_by_its_key_and_its_maker(world: World) {
        let owner = owner(&world).await;
        let reader = world.join(&owner.tenant, "reader@example.test", Role::Owner).await;
        let named = form("nightly” of x <y> “", &[Permission::ManageApiKeys, Permission::ViewEvents]);
        let parent = create(&world, &owner, named).await.unwrap();
        let caller = program(&world, &parent.secret).await;
        let enter = || Access::<ManageApiKeys>::enter(&world.service, &caller, &owner.tenant.slug);
        api_keys::create(enter().await.unwrap(), form("child", &[Permission::ViewEvents])).await.unwrap();
        api_keys::rotate(enter().await.unwrap(), parent.key.id.as_str(), "0").await.unwrap();
        Access::<ViewAudit>::enter(&world.service, &caller, &owner.tenant.slug).await.unwrap_err();
        let query = AuditQuery { who: "owner@example.test".to_owned(), source: "api".to_owned(), ..AuditQuery::default() };
        let found = audit::list(world.access(&reader).await, &query, audit::PAGE).await.unwrap().entries;
        let told: Vec<_> = found.iter().map(|entry| (entry.recorded.action.as_str(), entry.thing())).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.contains(&("api-keys.create", "child")));
        assert!(told.contains(&("api-keys.rotate", parent.key.name.as_str())));
        for entry in &found {
            let doer = entry.recorded.doer();
            let program = Named::new(PrincipalKind::ApiKey, parent.key.id.as_str(), &parent.key.name);
            assert_eq!(doer.actor, program);
            assert_eq!(doer.behalf.unwrap().label, "owner@example.test");
        }
    }

    async fn a_key_gets_no_secret_that_outlasts_or_outreaches_it(world: World) {
        let owner = owner(&world).await;
        let may = [Permission::ManageApiKeys, Permission::ViewEvents];
        let limited = KeyForm { networks: "192.0.2.0/24".to_owned(), expiry: Expiry::At(world.now() + HOUR), ..form("parent", &may) };
        let parent = create(&world, &owner, limited).await.unwrap();
        let free = made(&world, &owner, &[Permission::ViewEvents]).await;
        let caller = program(&world, &parent.secret).await;
        let enter = || Access::<ManageApiKeys>::enter(&world.service, &caller, &owner.tenant.slug);
        let child = |networks: &str, expiry| KeyForm { networks: networks.to_owned(), expiry, ..form("child", &[Permission::ViewEvents]) };
        let hour = world.now() + HOUR;
        for expiry in [Expiry::Never, Expiry::At(hour + 1)] {
            let refused = api_keys::create(enter().await.unwrap(), child("", expiry)).await.unwrap_err();
            assert_eq!(problem(refused, "expires"), Problem::Team(TeamProblem::LongerThanYours { yours: Yours::Key }));
        }
        let outside = child("192.0.0.0/16", Expiry::At(hour));
        let refused = api_keys::create(enter().await.unwrap(), outside).await.unwrap_err();
        assert_eq!(problem(refused, "networks"), Problem::NotAChoice);
        let made = api_keys::create(enter().await.unwrap(), child("", Expiry::At(hour))).await.unwrap();
        assert_eq!(made.key.networks, "192.0.2.0/24");
        api_keys::create(enter().await.unwrap(), child("192.0.2.8", Expiry::At(hour))).await.unwrap();
        let refused = api_keys::rotate(enter().await.unwrap(), free.key.id.as_str(), "0").await.unwrap_err();
        assert_eq!(problem(refused, "expires"), Problem::Team(TeamProblem::LongerThanYours { yours: Yours::Key }));
        api_keys::rotate(enter().await.unwrap(), parent.key.id.as_str(), "0").await.unwrap();
    }

    async fn whoever_goes_one_day_learns_no_secret_of_somebody_who_stays(world: World) {
        let owner = owner(&world).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let end = Some(world.now() + DAY);
        bindings::upsert(&mut tx, &owner.tenant.id, &admin.account().id, "admin", &Scope::Tenant, end, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let lasting = made(&world, &owner, &[Permission::ViewEvents]).await;
        let refused = api_keys::rotate(world.access(&admin).await, lasting.key.id.as_str(), "0").await.unwrap_err();
        assert_eq!(problem(refused, "id"), Problem::Team(TeamProblem::LongerThanYours { yours: Yours::Role }));
        let expiry = Expiry::At(world.now() + DAY);
        let brief = create(&world, &owner, KeyForm { expiry, ..form("brief", &[Permission::ViewEvents]) }).await.unwrap();
        api_keys::rotate(world.access(&admin).await, brief.key.id.as_str(), "0").await.unwrap();
        let own = made(&world, &admin, &[Permission::ViewEvents]).await;
        api_keys::rotate(world.access(&admin).await, own.key.id.as_str(), "0").await.unwrap();
    }

    async fn what_its_maker_loses_a_key_loses_at_the_next_request(world: World) {
        let owner = owner(&world).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let new = made(&world, &admin, &[Permission::ViewAudit, Permission::ViewMailFlow]).await;
        let caller = program(&world, &new.secret).await;
        let (slug, account) = (&owner.tenant.slug, &admin.account().id);
        assert!(Access::<ViewAudit>::enter(&world.service, &caller, slug).await.is_ok());
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        bindings::delete(&mut tx, &owner.tenant.id, account, Role::Admin.as_str(), &Scope::Tenant).await.unwrap();
        bindings::upsert(&mut tx, &owner.tenant.id, account, "viewer", &Scope::Tenant, None, world.now()).await.unwrap();
        tx.commit().await.unwrap();
        let refused = Access::<ViewAudit>::enter(&world.service, &caller, slug).await.unwrap_err();
        assert_eq!(rule(refused), Rule::NoRole);
        assert!(Access::<ViewMailFlow>::enter(&world.service, &caller, slug).await.is_ok());
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        memberships::delete(&mut tx, &owner.tenant.id, account).await.unwrap();
        tx.commit().await.unwrap();
        let refused = Access::<ViewMailFlow>::enter(&world.service, &caller, slug).await.unwrap_err();
        assert_eq!(refused, Error::NotFound);
    }

    async fn a_key_limited_to_an_agent_is_told_so(world: World) {
        let owner = owner(&world).await;
        let agent = world.enrol(&owner, "mx1").await.agent.id;
        let limited = |permissions: &[Permission], scope: String| KeyForm { scope, ..form("mx1", permissions) };
        let scope = format!("policy-agent:{agent}");
        let new = create(&world, &owner, limited(&[Permission::ViewPolicyAgents, Permission::ViewOverview], scope.clone())).await.unwrap();
        let caller = program(&world, &new.secret).await;
        let slug = &owner.tenant.slug;
        let access = Access::<ViewPolicyAgents>::enter(&world.service, &caller, slug).await.unwrap();
        let reach = access.reach();
        let path = |id: &PolicyAgentId| Path::of(id.into(), None);
        assert!(!reach.is_whole() && reach.covers(&path(&agent)));
        assert!(!reach.covers(&path(&PolicyAgentId::new(9, 9))));
        drop(access);
        assert!(Access::<ViewOverview>::enter(&world.service, &caller, slug).await.is_ok());
        let refused = Access::<ViewEvents>::enter(&world.service, &caller, slug).await.unwrap_err();
        assert_eq!(rule(refused), Rule::KeyScope);
        let refused = create(&world, &owner, limited(&[Permission::ManageSettings], scope)).await.unwrap_err();
        let permissions = PermissionSet::of(&[Permission::ManageSettings]);
        assert_eq!(problem(refused, "permissions"), Problem::Roles(RolesProblem::WholeTenant { permissions }));
        for scope in ["policy-agent:agt_00000000000000000000000000", "planet:earth", "policy-agent:x"] {
            let refused = create(&world, &owner, limited(&[Permission::ViewEvents], scope.to_owned())).await;
            assert_eq!(problem(refused.unwrap_err(), "scope"), Problem::NotAChoice, "{scope}");
        }
    }

    async fn making_a_key_needs_a_fresh_proof_of_who_it_is(world: World) {
        let owner = owner(&world).await;
        world.advance(11 * MINUTE);
        let refused = create(&world, &owner, form("late", &[Permission::ViewEvents])).await.unwrap_err();
        assert_eq!(refused, Error::StepUpRequired);
    }

    async fn use_is_noted_once_a_minute(world: World) {
        let owner = owner(&world).await;
        let new = made(&world, &owner, &[Permission::ViewEvents]).await;
        assert_eq!(found(&world, &owner, &new).await.last_used_at, None);
        let first = world.now();
        shows(&world, &new.secret, "192.0.2.1").await.unwrap();
        world.service.flush_uses().await.unwrap();
        world.advance(30 * SECOND);
        shows(&world, &new.secret, "192.0.2.2").await.unwrap();
        world.service.flush_uses().await.unwrap();
        let key = found(&world, &owner, &new).await;
        assert_eq!((key.last_used_at, key.last_used_address.as_str()), (Some(first), "192.0.2.1"));
        world.advance(30 * SECOND);
        shows(&world, &new.secret, "192.0.2.2").await.unwrap();
        world.service.flush_uses().await.unwrap();
        let key = found(&world, &owner, &new).await;
        assert_eq!((key.last_used_at, key.last_used_address.as_str()), (Some(first + MINUTE), "192.0.2.2"));
    }

    async fn asking_waits_for_nobody_who_writes(world: World) {
        let owner = owner(&world).await;
        let new = made(&world, &owner, &[Permission::ViewEvents]).await;
        let holder = program(&world, &new.secret).await.key().unwrap().clone();
        api_keys::allowance(&world.service, &holder, 3).await.unwrap();
        world.service.flush_uses().await.unwrap();
        world.advance(DAY);
        // Somebody writes to both databases, and takes their time.
        let mut control = world.store.control(Mode::Write).await.unwrap();
        control.raw().tamper("update rate_limits set used_until = used_until").await.unwrap();
        let mut tenant = world.store.tenant(&owner.tenant.location().unwrap(), Mode::Write).await.unwrap();
        tenant.raw().tamper("update api_keys set name = name").await.unwrap();
        let holder = program(&world, &new.secret).await.key().unwrap().clone();
        for left in [2, 1, 0] {
            let allowance = api_keys::allowance(&world.service, &holder, 3).await.unwrap();
            assert_eq!((allowance.left, allowance.wait), (left, 0));
        }
        let refused = api_keys::allowance(&world.service, &holder, 3).await.unwrap();
        assert_eq!((refused.left, refused.wait), (0, 20), "it is counted before it is written");
        drop((control, tenant));
        // Written, it counts for every server, and for this one once.
        world.service.flush_uses().await.unwrap();
        let other = world.other_server().await;
        for service in [&other, &world.service] {
            assert_eq!(api_keys::allowance(service, &holder, 3).await.unwrap().wait, 20);
        }
        assert_eq!(found(&world, &owner, &new).await.last_used_at, Some(world.now()));
    }

    async fn keys_of_another_tenant_are_not_there(world: World) {
        let owner = owner(&world).await;
        let other = world.owner("other@example.test", "Other", Plan::Professional).await;
        let foreign = made(&world, &other, &[Permission::ViewEvents]).await;
        let id = foreign.key.id.as_str();
        let mut access = world.access::<ListApiKeys>(&owner).await;
        assert_eq!(api_keys::find(&mut access, id).await.unwrap_err(), Error::NotFound);
        assert!(api_keys::list(&mut access, "", 10).await.unwrap().is_empty());
        drop(access);
        assert_eq!(api_keys::rotate(world.access(&owner).await, id, "0").await.unwrap_err(), Error::NotFound);
        assert_eq!(api_keys::revoke(world.access(&owner).await, id, "reports").await.unwrap_err(), Error::NotFound);
    }

    async fn an_allowance_counts_down_and_comes_back(world: World) {
        let owner = owner(&world).await;
        let new = made(&world, &owner, &[Permission::ViewEvents]).await;
        let holder = program(&world, &new.secret).await.key().unwrap().clone();
        for left in [2, 1, 0] {
            let allowance = api_keys::allowance(&world.service, &holder, 3).await.unwrap();
            assert_eq!((allowance.left, allowance.wait), (left, 0));
        }
        let allowance = api_keys::allowance(&world.service, &holder, 3).await.unwrap();
        assert_eq!((allowance.left, allowance.wait, allowance.whole_in), (0, 20, 60));
        world.advance(20 * SECOND);
        assert_eq!(api_keys::allowance(&world.service, &holder, 3).await.unwrap().wait, 0);
        world.advance(DAY);
        assert_eq!(api_keys::allowance(&world.service, &holder, 3).await.unwrap().left, 2);
    }

    async fn what_a_key_makes_ends_with_it(world: World) {
        let owner = owner(&world).await;
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        let end = world.now() + 3 * DAY;
        let permissions = Permission::ALL.iter().map(ToString::to_string).collect();
        let expiry = Expiry::At(end);
        let all = KeyForm { name: "hr".to_owned(), permissions, expiry, ..KeyForm::default() };
        let key = create(&world, &owner, all).await.unwrap();
        let caller = program(&world, &key.secret).await;
        let (service, slug, id) = (&world.service, owner.tenant.slug.as_str(), member.account().id.to_string());
        let team = async || TeamAccess::<ManageTeam>::enter(service, &caller, slug).await.unwrap();
        // A role that was given no end has the key's; a later one is refused.
        let viewer = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
        team::give_role(team().await, &id, &viewer).await.unwrap();
        let mut looking = world.team_access::<ViewTeam>(&owner).await;
        let found = team::find(&mut looking, &id).await.unwrap();
        drop(looking);
        assert!(found.bindings.iter().any(|held| held.role.key() == "viewer" && held.ends_at == Some(end)));
        let later = GrantForm { ends: "2027-01-31".to_owned(), ..viewer.clone() };
        let longer = Problem::Team(TeamProblem::LongerThanYours { yours: Yours::Key });
        let refused = team::give_role(team().await, &id, &later).await.unwrap_err();
        assert_eq!(problem(refused, "ends"), longer);
        // An owner has no end, so it makes none.
        let crown = GrantForm { role: "owner".to_owned(), ..GrantForm::default() };
        let refused = team::give_role(team().await, &id, &crown).await.unwrap_err();
        assert_eq!(problem(refused, "ends"), longer);
        // So it is with whom it invites, and the link they get.
        let invite = InviteForm { emails: "ada@example.test".to_owned(), grant: viewer };
        let sent = invitations::send(team().await, &invite).await.unwrap().added.remove(0);
        assert_eq!((sent.ends_at, sent.expires_at), (Some(end), end));
        // And with a link to a dashboard, a snapshot too.
        for kind in ["snapshot", "live"] {
            let share = ShareForm {
                name: "Board".to_owned(),
                kind: kind.to_owned(),
                days: "30".to_owned(),
                ..ShareForm::default()
            };
            let access = Access::enter(service, &caller, slug).await.unwrap();
            assert_eq!(share_links::create(access, share).await.unwrap().link.expires_at, end);
        }
        // Its networks bind the key, and nobody whom it lets in.
        let token = world.mail().await.token();
        let (ada, _) = world.person("ada@example.test").await;
        let ada = Caller { address: "203.0.113.9".to_owned(), ..ada };
        invitations::accept(service, &ada, &token, "").await.unwrap();
        assert!(Access::<ViewOverview>::enter(service, &ada, slug).await.is_ok());
        world.advance(3 * DAY);
        assert!(Access::<ViewOverview>::enter(service, &ada, slug).await.is_err());
    }

    async fn a_revoked_key_takes_back_whom_it_invited(world: World) {
        let owner = owner(&world).await;
        let key = made(&world, &owner, Permission::ALL).await;
        let caller = program(&world, &key.secret).await;
        let access = TeamAccess::<ManageTeam>::enter(&world.service, &caller, "acme").await.unwrap();
        let grant = GrantForm { role: "viewer".to_owned(), ..GrantForm::default() };
        let invite = InviteForm { emails: "ada@example.test".to_owned(), grant };
        invitations::send(access, &invite).await.unwrap();
        let token = world.mail().await.token();
        api_keys::revoke(world.access(&owner).await, key.key.id.as_str(), "reports").await.unwrap();
        let (ada, _) = world.person("ada@example.test").await;
        let refused = invitations::accept(&world.service, &ada, &token, "").await.map(|_| ());
        assert_eq!(refused, Err(Error::Team(TeamError::InvitationClosed { why: Closed::Withdrawn })));
        assert!(invitations::list(&mut world.team_access(&owner).await).await.unwrap().is_empty());
    }
}
