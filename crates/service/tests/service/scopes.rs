//! Whoever is let into a part of a space finds nothing of the rest: no host, no address, no count.

use domain::{
    Error, HOUR, Locale, MINUTE, Problem,
    decision::{Rule, Scope},
    permission::{
        ManageEnvironments, ManagePolicyAgents, Role, ViewEvents, ViewMailFlow, ViewOverview,
        ViewPolicyAgents,
    },
    plans::Plan,
};
use service::{
    dashboards::{self, OverviewQuery},
    encoding::sheets::Style,
    environments::{self, Environment, EnvironmentForm},
    events::{self, EventQuery},
    live,
    policy_agents::{self, AgentForm, NewKey},
    setup,
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

/// No text of the other host may reach the guest; each of them holds this.
const CANARY: &str = "canary";

/// A space with a host for the guest in one environment, and another full of canaries in another.
struct Space {
    owner: Member,
    guest: Member,
    own: NewKey,
    other: NewKey,
    live: Environment,
    canary: Environment,
}

pub(crate) async fn environment(world: &World, owner: &Member, name: &str) -> Environment {
    let form = EnvironmentForm { name: name.to_owned() };
    environments::add(world.access::<ManageEnvironments>(owner).await, form).await.unwrap()
}

fn agent_form(name: &str, environment: &str) -> AgentForm {
    AgentForm {
        name: name.to_owned(),
        time_zone: "UTC".to_owned(),
        environment: environment.to_owned(),
        ..AgentForm::default()
    }
}

async fn enrol(world: &World, member: &Member, name: &str, environment: &str) -> Result<NewKey, Error> {
    let access = world.enter::<ManagePolicyAgents>(member).await?;
    policy_agents::enrol(access, agent_form(name, environment)).await
}

async fn update(world: &World, member: &Member, agent: &NewKey, environment: &str) -> Result<(), Error> {
    let access = world.enter::<ManagePolicyAgents>(member).await?;
    let form = agent_form(&agent.agent.name, environment);
    policy_agents::update(access, agent.agent.id.as_str(), form).await
}

/// Some role of the guest's, for the environment or for its one host.
async fn space(world: &World, role: Role, is_environment: bool) -> Space {
    let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    declare(world, &owner).await;
    let (live, canary) =
        (environment(world, &owner, "Live").await, environment(world, &owner, "Canary lab").await);
    let own = enrol(world, &owner, "own", live.id.as_str()).await.unwrap();
    let other = enrol(world, &owner, "canary-host", canary.id.as_str()).await.unwrap();
    let seen = |at, number: i64| rcpt(at, &format!("m{number}"), "alice@sender.example", "bob@tenant.test");
    world.send(&own, &Batch::new("s", 1).records((0..3).map(|n| seen(NOON - HOUR, n)))).await.unwrap();
    let canaries = (0..40).map(|number| {
        rcpt(NOON - HOUR, &format!("canary{number}"), "canary@canary.example", "canary-to@canary-to.example")
            .client("203.0.113.99")
    });
    world.send(&other, &Batch::new("s", 1).up_since(NOON - HOUR).records(canaries)).await.unwrap();
    // Begins again later: a gap of the other host.
    world.advance(30 * MINUTE);
    world.send(&other, &Batch::new("s", 41).up_since(world.now() - MINUTE)).await.unwrap();
    let scope = if is_environment {
        Scope::Environment(live.id.clone())
    } else {
        Scope::Resource((&own.agent.id).into())
    };
    let guest = world.join_at(&owner.tenant, "guest@example.test", role, &scope).await;
    Space { owner, guest, own, other, live, canary }
}

fn is_clean(what: &impl std::fmt::Debug) {
    let text = format!("{what:?}").to_lowercase();
    assert!(!text.contains(CANARY) && !text.contains("203.0.113.99"), "{text}");
}

testkit::both_engines! {
    async fn a_guest_of_one_host_finds_nothing_of_another(world: World) {
        for is_environment in [false, true] {
            let world = World::new(world.engine).await;
            let space = space(&world, Role::Guest, is_environment).await;
            let mut access = world.access::<ViewEvents>(&space.guest).await;
            for query in [
                EventQuery::default(),
                EventQuery { domain: "canary.example".to_owned(), ..EventQuery::default() },
                EventQuery { host: "canary-host".to_owned(), ..EventQuery::default() },
            ] {
                let page = events::list(&mut access, &query).await.unwrap();
                let expected = if query == EventQuery::default() { 3 } else { 0 };
                assert_eq!((page.events.len(), page.agents.len()), (expected, 1));
                is_clean(&page);
            }
            drop(access);
            let mut owners = world.access::<ViewEvents>(&space.owner).await;
            let all = events::list(&mut owners, &EventQuery::default()).await.unwrap();
            assert_eq!(all.events.len(), 43);
            drop(owners);
            for event in all.events {
                let mut access = world.access::<ViewEvents>(&space.guest).await;
                let found = events::find(&mut access, event.id.as_str()).await;
                if event.agent_id == space.own.agent.id {
                    assert_eq!(found.unwrap().0, event);
                } else {
                    assert_eq!(found.unwrap_err(), Error::NotFound);
                }
            }
        }
    }

    async fn what_is_bound_to_a_host_moves_with_it_and_what_is_bound_to_a_place_stays(world: World) {
        for is_environment in [false, true] {
            let world = World::new(world.engine).await;
            let space = space(&world, Role::Guest, is_environment).await;
            update(&world, &space.owner, &space.own, space.canary.id.as_str()).await.unwrap();
            update(&world, &space.owner, &space.other, "").await.unwrap();
            let mut access = world.access::<ViewEvents>(&space.guest).await;
            let page = events::list(&mut access, &EventQuery::default()).await.unwrap();
            let expected = if is_environment { 0 } else { 3 };
            assert_eq!(page.events.len(), expected, "{is_environment}");
            is_clean(&page);
        }
    }

    async fn a_guests_overview_counts_one_host_alone(world: World) {
        for is_environment in [false, true] {
            let world = World::new(world.engine).await;
            let space = space(&world, Role::Guest, is_environment).await;
            let mut access = world.access::<ViewOverview>(&space.guest).await;
            for range in ["24h", "7d", "30d", "12m"] {
                let query = OverviewQuery { range: range.to_owned(), ..OverviewQuery::default() };
                let shown = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
                assert_eq!(shown.total.requests, 3, "{range}");
                assert_eq!(shown.sender_domains, [("sender.example".to_owned(), 3)]);
                assert!(shown.domains.is_empty(), "the space's domains are not for them");
                is_clean(&shown);
                let csv = dashboards::csv(&shown, None, Style::Programs).unwrap();
                assert_eq!(csv.matches(",3,3,3\r\n").count(), 1);
            }
            let other = OverviewQuery { host: "canary-host".to_owned(), ..OverviewQuery::default() };
            let refused = dashboards::overview(&mut access, &other, Locale::En).await.unwrap_err();
            assert_eq!(refused, Error::NotFound);
            assert!(setup::find(&mut access).await.unwrap().is_done());
            // What another host sends is no news.
            let before = live::mark(&mut access).await.unwrap();
            drop(access);
            world.advance(MINUTE);
            let late = Batch::new("s", 41).record(rcpt(NOON, "late", "canary@canary.example", "x@tenant.test"));
            world.send(&space.other, &late).await.unwrap();
            let mut access = world.access::<ViewOverview>(&space.guest).await;
            assert_eq!(live::mark(&mut access).await.unwrap(), before);
        }
    }

    async fn mail_flow_is_whole_or_not_at_all(world: World) {
        let space = space(&world, Role::Viewer, true).await;
        let Err(Error::Forbidden { decision, .. }) = world.enter::<ViewMailFlow>(&space.guest).await else {
            panic!("let in")
        };
        assert_eq!(decision.rule, Rule::OutOfScope);
        let mut access = world.access::<ViewPolicyAgents>(&space.guest).await;
        let listed = policy_agents::list(&mut access).await.unwrap();
        assert_eq!(listed.len(), 1);
        is_clean(&listed);
        policy_agents::find(&mut access, space.own.agent.id.as_str()).await.unwrap();
        let other = policy_agents::find(&mut access, space.other.agent.id.as_str()).await.unwrap_err();
        assert_eq!(other, Error::NotFound);
        let mut access = world.access::<ViewPolicyAgents>(&space.guest).await;
        let places = environments::scope_names(&mut access).await.unwrap();
        assert_eq!(places.environments, [space.live]);
        is_clean(&places);
    }

    async fn an_operator_of_one_environment_works_there_alone(world: World) {
        let space = space(&world, Role::Operator, true).await;
        let (guest, own, other) = (&space.guest, &space.own, &space.other);
        let access = world.access::<ManagePolicyAgents>(guest).await;
        policy_agents::set_paused(access, own.agent.id.as_str(), true).await.unwrap();
        for id in [other.agent.id.as_str(), "agt_00000000000000000000000000"] {
            let access = world.access::<ManagePolicyAgents>(guest).await;
            let refused = policy_agents::set_paused(access, id, true).await.unwrap_err();
            assert_eq!(refused, Error::NotFound);
            let access = world.access::<ManagePolicyAgents>(guest).await;
            assert_eq!(policy_agents::rotate(access, id).await.unwrap_err(), Error::NotFound);
            let access = world.access::<ManagePolicyAgents>(guest).await;
            assert_eq!(policy_agents::revoke(access, id, "x").await.unwrap_err(), Error::NotFound);
        }
        // Nobody takes an agent in from outside, puts one out of their reach, or enrols one there.
        assert_eq!(update(&world, guest, other, space.live.id.as_str()).await.unwrap_err(), Error::NotFound);
        let unknown = Error::field("environment", Problem::NotAChoice);
        let canary = space.canary.id.as_str();
        assert_eq!(update(&world, guest, own, canary).await.unwrap_err(), unknown);
        assert_eq!(enrol(&world, guest, "new", canary).await.unwrap_err(), unknown);
        assert!(matches!(update(&world, guest, own, "").await.unwrap_err(), Error::Forbidden { .. }));
        assert!(matches!(enrol(&world, guest, "new", "").await.unwrap_err(), Error::Forbidden { .. }));
        update(&world, guest, own, space.live.id.as_str()).await.unwrap();
        enrol(&world, guest, "new", space.live.id.as_str()).await.unwrap();
        // Of a name in their own part they are told who has it; of one outside it, nothing.
        for (name, problem) in [("new", Problem::Taken), ("canary-host", Problem::Unusable)] {
            let refused = enrol(&world, guest, name, space.live.id.as_str()).await.unwrap_err();
            assert_eq!(refused, Error::field("name", problem));
        }
        // Environments themselves concern the whole space.
        assert!(matches!(
            world.enter::<ManageEnvironments>(guest).await.unwrap_err(),
            Error::Forbidden { .. }
        ));
    }

    async fn what_is_refused_further_in_is_noted_too(world: World) {
        let space = space(&world, Role::Operator, true).await;
        let (guest, own, other) = (&space.guest, &space.own, &space.other);
        let id = other.agent.id.as_str();
        let mut access = world.access::<ViewPolicyAgents>(guest).await;
        assert_eq!(policy_agents::find(&mut access, id).await.unwrap_err(), Error::NotFound);
        drop(access);
        update(&world, guest, own, "").await.unwrap_err();
        let trail = world.control_trail().await;
        let refused: Vec<_> = trail.iter().filter(|entry| entry.action == "access.refuse").collect();
        let targets: Vec<_> = refused.iter().map(|entry| entry.target.as_str()).collect();
        assert_eq!(targets, ["view-policy-agents", "manage-policy-agents"]);
        for entry in refused {
            assert!(entry.decision.as_deref().unwrap().contains("out-of-scope"), "{entry:?}");
            assert_eq!(entry.tenant_id.as_deref(), Some(space.owner.tenant.id.as_str()));
        }
        // So many and no more, and nothing was changed.
        for _ in 0..40 {
            update(&world, guest, own, "").await.unwrap_err();
        }
        let trail = world.control_trail().await;
        assert_eq!(trail.iter().filter(|entry| entry.action == "access.refuse").count(), 30);
        let mut access = world.access::<ViewPolicyAgents>(guest).await;
        let (found, _) = policy_agents::find(&mut access, own.agent.id.as_str()).await.unwrap();
        assert_eq!(found.agent.environment(), Some(space.live.id));
    }

    async fn an_operator_of_one_host_does_not_move_it(world: World) {
        let space = space(&world, Role::Operator, false).await;
        let (guest, own) = (&space.guest, &space.own);
        update(&world, guest, own, space.live.id.as_str()).await.unwrap();
        assert!(update(&world, guest, own, space.canary.id.as_str()).await.is_err());
        assert!(update(&world, guest, own, "").await.is_err());
        assert!(enrol(&world, guest, "new", space.live.id.as_str()).await.is_err());
    }

    async fn whoever_looks_at_one_part_and_works_in_another_is_told_apart(world: World) {
        let space = space(&world, Role::Viewer, true).await;
        let scope = Scope::Environment(space.canary.id.clone());
        let member = world.join_at(&space.owner.tenant, "both@example.test", Role::Operator, &scope).await;
        let account = member.account().id.clone();
        let mut tx = world.store.control(store::Mode::Write).await.unwrap();
        let live = Scope::Environment(space.live.id.clone());
        service::control::bindings::upsert(&mut tx, &member.tenant.id, &account, "viewer", &live, None, 1)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        // In view, but not theirs to change: this is said. Not in view would not exist.
        let refused = update(&world, &member, &space.own, "").await.unwrap_err();
        assert!(matches!(refused, Error::Forbidden { .. }), "{refused}");
        // Not even a role over both places is had by looking at one of them.
        assert!(update(&world, &member, &space.other, space.live.id.as_str()).await.is_err());
    }
}
