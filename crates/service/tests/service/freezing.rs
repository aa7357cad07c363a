//! What a plan has no room for: frozen as an admin chose, never deleted, and thawed by itself.

use domain::{
    Error, Locale, Quota,
    decision::{Changer, Rule},
    domains::DomainKind,
    permission::{ManageMailFlow, ManageSettings, ManageTeam, Role, ViewMailFlow, ViewPlan},
    plans::{Plan, PlansError, TenantKind, simulation::replay},
    resources::Path,
};
use service::{
    Caller, Source, TeamAccess,
    domains::{self, DomainsForm},
    plans::{
        self,
        overrides::{self, OverrideForm},
        simulation::{ground, terms},
        subscriptions::Every,
    },
    quotas, tenants,
    usage::meters,
};
use testkit::{Batch, Member, NOON, World, rcpt};

async fn add(world: &World, owner: &Member, names: &str) {
    let form = DomainsForm { names: names.to_owned(), kind: "local".to_owned() };
    domains::add(world.access::<ManageMailFlow>(owner).await, form).await.unwrap();
    world.advance(1_000);
}

async fn frozen(world: &World, owner: &Member) -> Vec<String> {
    let mut access = world.access::<ViewMailFlow>(owner).await;
    let ids = quotas::frozen(&mut access, Quota::Domains).await.unwrap();
    let listed = domains::list(&mut access).await.unwrap();
    listed.into_iter().filter(|one| ids.contains(one.id.as_str())).map(|one| one.name).collect()
}

async fn set_plan(world: &World, plan: Plan) {
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, "acme", plan.as_str()).await.unwrap();
    world.service.run_due_jobs().await.unwrap();
}

fn room(quota: Quota, limit: i64) -> Error {
    PlansError::Frozen { quota, limit }.into()
}

testkit::both_engines! {
    async fn what_a_smaller_plan_has_no_room_for_is_frozen_and_thaws_by_itself(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        for name in ["one.example", "two.example", "three.example"] {
            add(&world, &owner, name).await;
        }
        let first = world.enrol(&owner, "mx1").await;
        world.advance(1_000);
        let second = world.enrol(&owner, "mx2").await;
        let seen = |number: &str| rcpt(NOON, number, "alice@sender.example", "bob@two.example");
        world.send(&second, &Batch::new("s", 1).record(seen("m1"))).await.unwrap();
        assert_eq!(frozen(&world, &owner).await, [""; 0]);

        set_plan(&world, Plan::Starter).await;
        assert_eq!(frozen(&world, &owner).await, ["three.example", "two.example"], "the newest");
        let mut access = world.access::<ViewMailFlow>(&owner).await;
        let listed = domains::list(&mut access).await.unwrap();
        drop(access);
        assert_eq!(listed.len(), 3, "nothing is deleted");
        let two = listed.iter().find(|one| one.name == "two.example").unwrap();
        let edit = async |id: &str| {
            let access = world.access::<ManageMailFlow>(&owner).await;
            domains::update(access, id, DomainKind::Relay, true).await
        };
        assert_eq!(edit(two.id.as_str()).await.unwrap_err(), room(Quota::Domains, 1));
        // A frozen agent is refused and keeps its records; the other goes on.
        let kept = Batch::new("s", 2).record(seen("m2"));
        assert_eq!(world.send(&second, &kept).await.unwrap_err(), room(Quota::PolicyAgents, 1));
        world.send(&first, &Batch::new("t", 1).record(seen("m3"))).await.unwrap();

        // An operator gives more, and it thaws without anybody doing anything.
        for feature in ["domains", "policy-agents"] {
            let form = OverrideForm {
                feature: feature.to_owned(), value: "2".to_owned(), reason: "a gift".to_owned(),
                ends: String::new(),
            };
            let access = testkit::operate(&world.service).await;
            overrides::set(access, "acme", &form).await.unwrap();
        }
        assert_eq!(frozen(&world, &owner).await, ["three.example"]);
        edit(two.id.as_str()).await.unwrap();
        world.send(&second, &kept).await.unwrap();
        // Whoever deletes one makes room for the next.
        domains::delete(world.access::<ManageMailFlow>(&owner).await, two.id.as_str(), "two.example").await.unwrap();
        assert_eq!(frozen(&world, &owner).await, [""; 0]);
    }

    async fn what_was_chosen_stays_and_what_was_there_before_is_spared_until_the_plan_changes(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        add(&world, &owner, "one.example two.example").await;
        add(&world, &owner, "three.example").await;
        let mut tx = world.tenant_tx(&owner.tenant).await;
        let ranked = store::tenant::frozen::rank(&mut tx, Quota::Domains).await.unwrap();
        drop(tx);
        let three = ranked.iter().find(|one| one.name == "three.example").unwrap().id.clone();
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        store::control::subscriptions::update_kept(&mut tx, &owner.tenant.id, &three).await.unwrap();
        tx.commit().await.unwrap();
        set_plan(&world, Plan::Starter).await;
        assert_eq!(frozen(&world, &owner).await, ["one.example", "two.example"]);
        let told = world.tenant_trail(&owner.tenant).await;
        let entry = told.iter().find(|entry| entry.action == "subscriptions.freeze").unwrap();
        assert!(entry.after.as_ref().unwrap().contains("two.example"));
        set_plan(&world, Plan::Professional).await;
        assert_eq!(frozen(&world, &owner).await, [""; 0]);
    }

    async fn a_member_beyond_the_plan_looks_and_changes_nothing(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        let mut members = Vec::new();
        for number in 0..7 {
            world.advance(domain::SECOND);
            members.push(world.join(&owner.tenant, &format!("m{number}@example.test"), Role::Admin).await);
        }
        set_plan(&world, Plan::Starter).await;
        // Six have room: the owner, and the five who came first.
        let last = &members[5];
        world.access::<ViewMailFlow>(last).await;
        let refused = world.enter::<ManageMailFlow>(last).await.unwrap_err();
        let Error::Forbidden { decision, .. } = refused else { panic!("{refused}") };
        assert_eq!((decision.rule, decision.changer), (Rule::Frozen, Changer::Owners));
        world.access::<ManageMailFlow>(&members[4]).await;
        world.access::<ManageMailFlow>(&owner).await;
        // Whom an admin chose stays instead.
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        let chosen = last.account().id.to_string();
        store::control::subscriptions::update_kept(&mut tx, &owner.tenant.id, &chosen).await.unwrap();
        tx.commit().await.unwrap();
        world.access::<ManageMailFlow>(last).await;
        world.enter::<ManageMailFlow>(&members[4]).await.unwrap_err();
        set_plan(&world, Plan::Professional).await;
        world.access::<ManageMailFlow>(&members[6]).await;
    }

    async fn what_is_beyond_a_smaller_plan_is_told_as_frozen(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        add(&world, &owner, "one.example two.example three.example").await;
        for number in 0..7 {
            world.join(&owner.tenant, &format!("m{number}@example.test"), Role::Member).await;
        }
        let told = async |feature: &str| {
            let seen = meters::list(world.team_access::<ViewPlan>(&owner).await).await.unwrap();
            let meter = seen.meters.into_iter().find(|meter| meter.feature.key == feature).unwrap();
            (meter.used, meter.frozen, meter.at_limit(Locale::En))
        };
        let (used, frozen, before) = told("domains").await;
        assert_eq!((used, frozen), (3, 0));
        set_plan(&world, Plan::Starter).await;
        let (used, frozen, text) = told("domains").await;
        assert_eq!((used, frozen), (3, 2));
        assert!(text.starts_with("Frozen: 2.") && text != before, "{text}");
        let (used, frozen, text) = told("members").await;
        assert_eq!((used, frozen), (8, 2));
        assert!(text.starts_with("Frozen: 2."), "{text}");
        let (_, frozen, text) = told("networks").await;
        assert!(frozen == 0 && !text.starts_with("Frozen"), "what is not beyond goes on: {text}");
    }

    async fn a_plan_is_replayed_over_what_was_counted(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        add(&world, &owner, "one.example two.example").await;
        let key = world.enrol(&owner, "mx1").await;
        let seen = |number: &str| rcpt(world.now(), number, "alice@sender.example", "bob@two.example");
        world.send(&key, &Batch::new("s", 1).records([seen("m1"), seen("m2")])).await.unwrap();
        world.advance(domain::DAY);
        let ground = ground(world.team_access::<ViewPlan>(&owner).await).await.unwrap();
        assert_eq!(ground.days.len(), 90);
        assert_eq!(ground.days.last().unwrap().1, Some(2));
        let offered = plans::on_offer(&world.service).await.unwrap();
        let starter = offered.iter().find(|version| version.plan == "starter").unwrap();
        let tenant = world.tenant(&owner.tenant.id).await;
        let told = replay(&ground, &terms(&tenant, starter, Every::Month, world.now()), &std::collections::BTreeSet::new());
        assert_eq!((told.unknown, told.hidden, told.cost), (89, 0, Some(0)));
        assert_eq!(told.reached, []);
        let of = |quota: Quota| told.frozen.iter().find(|(one, _)| *one == quota).unwrap().1.len();
        assert_eq!((of(Quota::Domains), of(Quota::PolicyAgents), of(Quota::Members)), (1, 0, 0));
    }

    async fn a_personal_space_with_room_for_members_takes_them(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::FreelanceEnterprise).await;
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        store::control::tenants::update_kind(&mut tx, &owner.tenant.id, TenantKind::Personal).await.unwrap();
        tx.commit().await.unwrap();
        let access: TeamAccess<ManageTeam> = world.team_access(&owner).await;
        assert!(access.standing().takes_members());
        assert!(access.standing().decide_on(domain::permission::Permission::ManageTeam, &Path::TENANT).is_allowed());
        drop(access);
        set_plan(&world, Plan::Solo).await;
        assert!(!world.team_access::<ManageSettings>(&owner).await.standing().takes_members());
    }
}
