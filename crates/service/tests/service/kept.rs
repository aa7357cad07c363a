//! Data kept from earlier versions: it is opened, brought to this version's shape, and everything in it still
//! works. How it was made stands in `crates/testkit/kept/README.md`.

use domain::{
    Error, Locale, Quota, SECOND,
    accounts::AccountsError,
    permission::{
        ListApiKeys, ManageMailFlow, Permission, PermissionSet, ViewInvoices, ViewMailFlow, ViewOverview,
        ViewPlan, ViewTeam,
    },
    plans::Feature,
};
use service::{
    Access, Browser, Caller, Service, TeamAccess, api_keys,
    audit::{self, Chains},
    dashboards::{self, OverviewQuery},
    domains::{self, DomainsForm},
    events, invitations, invoices, networks, roles,
    second_factors::{self, Proof},
    secret_keys::{self, Keys},
    sessions::{self, SignedIn},
    share_links::open::{self, Look, Opened},
    team,
    tenant::rollups::Counts,
};
use testkit::{Batch, Engine, KEPT, Kept, PASSWORD, World, rcpt};
use totp_rs::{Builder, Secret};

fn code(world: &World, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate((world.now() / SECOND).cast_unsigned()).to_string()
}

async fn signed_in(world: &World, email: &str) -> Caller {
    let session = sessions::sign_in(&world.service, &world.visitor(), email, PASSWORD).await.unwrap();
    world.caller_of(&session.session().unwrap().token).await
}

async fn enter<P: domain::permission::May>(service: &Service, caller: &Caller, kept: &Kept) -> Access<P> {
    Access::enter(service, caller, &kept.slug).await.unwrap()
}

testkit::both_engines! {
    async fn people_sign_in_with_what_they_have(world: World) {
        for version in KEPT {
            let (world, kept) = world.kept(version).await;
            assert_eq!(secret_keys::check(&world.service).await.unwrap(), Keys::Fit);
            assert_eq!(world.caller_of(&kept.session).await.account().unwrap().email, "ann@example.test");
            let ann = sessions::sign_in(&world.service, &world.visitor(), "ann@example.test", PASSWORD).await;
            assert!(ann.unwrap().session().is_some());
            let bea = sessions::sign_in(&world.service, &world.visitor(), "bea@example.test", PASSWORD).await;
            let SignedIn::SecondFactor(challenge) = bea.unwrap() else { panic!("the second factor was not asked for") };
            let browser = Browser { challenge: challenge.token, ..Browser::default() };
            let caller = Caller { browser, ..world.visitor() };
            world.advance(60 * SECOND);
            let proof = Proof::Code(code(&world, &kept.authenticator));
            second_factors::finish(&world.service, &caller, &proof).await.unwrap();
        }
    }

    async fn a_space_shows_what_it_showed(world: World) {
        for version in KEPT {
            let (world, kept) = world.kept(version).await;
            let (service, caller) = (&world.service, world.caller_of(&kept.session).await);
            let mut access = enter::<ViewMailFlow>(service, &caller, &kept).await;
            let names: Vec<_> = domains::list(&mut access).await.unwrap().into_iter().map(|domain| domain.name).collect();
            assert_eq!(names, ["own.test"]);
            assert_eq!(networks::list(&mut access).await.unwrap().len(), 1);
            drop(access);
            let mut access = enter::<ViewOverview>(service, &caller, &kept).await;
            let query = OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() };
            let shown = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
            assert_ne!(shown.total, Counts::default(), "the mails of then are counted");
            drop(access);
            let differences = events::recount::check(service, &kept.slug).await.unwrap();
            assert!(differences.is_empty(), "{differences:?}");
            let mut team: TeamAccess<ViewTeam> = TeamAccess::enter(service, &caller, &kept.slug).await.unwrap();
            assert_eq!(team::list(&mut team).await.unwrap().len(), 2);
            assert_eq!(invitations::list(&mut team).await.unwrap().len(), 1);
            drop(team);
            let mut access = enter::<ListApiKeys>(service, &caller, &kept).await;
            assert_eq!(api_keys::list(&mut access, "", 10).await.unwrap().len(), 1);
            drop(access);
            for verdict in audit::verify(service, &Chains::All).await.unwrap() {
                assert!(verdict.outcome.is_ok(), "{verdict:?}");
            }
        }
    }

    async fn a_space_has_the_limits_it_had(world: World) {
        for version in KEPT {
            let (world, kept) = world.kept(version).await;
            let caller = world.caller_of(&kept.session).await;
            let access = enter::<ViewPlan>(&world.service, &caller, &kept).await;
            assert_eq!(access.tenant().plan.key, "professional");
            let given = access.entitlements();
            let limits = Quota::ALL.iter().map(|quota| given.quota(*quota).number());
            assert_eq!(limits.collect::<Vec<_>>(), [25, 25, 10, 26, 25].map(Some));
            assert_eq!((given.retention_days(), given.records_per_day()), (90, 2_500_000));
            assert!(given.has(Feature::UnpinnedAgents) && given.has(Feature::AdvancedSearch));
        }
    }

    async fn what_a_space_has_above_its_plan_stays(world: World) {
        let (world, _) = world.kept(2).await;
        let service = &world.service;
        let dan = signed_in(&world, "dan@example.test").await;
        let mut access: Access<ViewMailFlow> = Access::enter(service, &dan, "above").await.unwrap();
        assert_eq!(domains::list(&mut access).await.unwrap().len(), 3);
        assert_eq!((access.tenant().plan.key.as_str(), access.entitlements().quota(Quota::Domains).number()), ("starter", Some(1)));
        assert_eq!(access.tenant().frozen(world.now()).unwrap().days, 90);
        assert!(access.entitlements().has(Feature::AdvancedSearch), "it had it before plans decided");
        drop(access);
        let fay = signed_in(&world, "fay@example.test").await;
        Access::<ViewMailFlow>::enter(service, &fay, "shut").await.unwrap();
        assert_eq!(Access::<ManageMailFlow>::enter(service, &fay, "shut").await.unwrap_err().status(), 403);
    }

    async fn whoever_saw_all_of_a_space_may_open_links_and_its_old_events_still_count(world: World) {
        let (world, _) = world.kept(3).await;
        let service = &world.service;
        let gil = signed_in(&world, "gil@example.test").await;
        let mut team: TeamAccess<ViewTeam> = TeamAccess::enter(service, &gil, "wide").await.unwrap();
        let opens = |permissions: &PermissionSet| permissions.has(Permission::OpenDeepLinks);
        let roles = roles::list(&mut team).await.unwrap();
        let roles = roles.iter().map(|one| (one.role.name.as_str(), opens(&one.role.permissions)));
        let expected = [("Looks at everything", true), ("Looks at the mail flow", false)];
        assert_eq!(roles.collect::<Vec<_>>(), expected);
        drop(team);
        let mut access: Access<ListApiKeys> = Access::enter(service, &gil, "wide").await.unwrap();
        let keys = api_keys::list(&mut access, "", 10).await.unwrap();
        let mut keys: Vec<_> = keys.iter().map(|key| (key.name.as_str(), opens(&key.permissions.0))).collect();
        keys.sort_unstable();
        assert_eq!(keys, [("all of viewer", true), ("mail flow", false)]);
        drop(access);
        let mut access: TeamAccess<ViewInvoices> = TeamAccess::enter(service, &gil, "wide").await.unwrap();
        let issued = invoices::list(&mut access).await.unwrap();
        assert_eq!(issued.iter().map(|invoice| invoice.number.as_str()).collect::<Vec<_>>(), ["FA-2026-0001"]);
        drop(access);
        let mut access: Access<ViewOverview> = Access::enter(service, &gil, "wide").await.unwrap();
        let query = OverviewQuery { range: "24h".to_owned(), ..OverviewQuery::default() };
        let shown = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
        assert_eq!((shown.total.requests, shown.total.messages, shown.total.recipients), (6, 6, 6));
        assert!(access.entitlements().has_word(Feature::DeepLinks, "grafana"), "its plan gives it since there is such a row");
        let tenant = access.tenant().clone();
        drop(access);
        assert!(events::recount::check(service, "wide").await.unwrap().is_empty());
        // They have no number, so they wait for no store.
        let mut tx = world.tenant_tx(&tenant).await;
        assert!(store::tenant::events::list_numbers(&mut tx).await.unwrap().is_empty());
    }

    async fn a_space_goes_on(world: World) {
        for version in KEPT {
            let (world, kept) = world.kept(version).await;
            let (service, caller) = (&world.service, world.caller_of(&kept.session).await);
            let form = DomainsForm { names: "new.test".to_owned(), kind: "local".to_owned() };
            let added = domains::add(enter::<ManageMailFlow>(service, &caller, &kept).await, form).await.unwrap();
            assert_eq!(added.added.len(), 1);
            // The agent goes on in its spool, where it stood.
            let record = |number: i64| rcpt(world.now() + number, &format!("n{number}"), "a@sender.test", "b@new.test");
            let batch = Batch::new("spool-1", 7).records((0..4).map(record));
            let taken = events::ingest::take(service, &kept.agent_key, "203.0.113.5", &batch.body()).await.unwrap();
            assert_eq!(taken.acknowledged, 10);
            let program = api_keys::authenticate(service, &kept.api_key, world.visitor()).await.unwrap();
            assert!(program.key().is_some());
            let look = Look { token: &kept.share_link, proof: "", is_seen: true };
            let shown = open::open(service, &world.visitor(), look).await.unwrap();
            assert!(matches!(shown, Opened::Shown(_)), "{shown:?}");
            let shown = invitations::show(service, &world.visitor(), &kept.invitation).await.unwrap();
            assert_eq!(shown.email, "cal@example.test");
            let other = Caller { address: "192.0.2.99".to_owned(), ..world.visitor() };
            let wrong = sessions::sign_in(service, &other, "ann@example.test", "not the password").await;
            assert_eq!(wrong.map(|_| ()), Err(Error::Accounts(AccountsError::WrongCredentials)));
        }
    }
}

testkit::on_sqlite! {
    async fn every_database_was_copied_before_it_was_changed(world: World) {
        assert_eq!(world.engine, Engine::Sqlite);
        // Their shapes when they were kept.
        for (version, control, tenant) in [(1, "control-7.db", "-7.db"), (2, "control-19.db", "-13.db"), (3, "control-42.db", "-15.db")] {
            let (world, kept) = world.kept(version).await;
            let caller = world.caller_of(&kept.session).await;
            enter::<ViewMailFlow>(&world.service, &caller, &kept).await;
            let copies = std::fs::read_dir(world.data().join("backups")).unwrap();
            let mut names: Vec<String> =
                copies.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
            names.sort();
            assert_eq!(names[0], control);
            // A tenant's is copied once a migration for tenants comes after those it was kept with.
            assert!(names.len() <= 2 && names.iter().skip(1).all(|name| name.ends_with(tenant)), "{names:?}");
        }
    }
}
