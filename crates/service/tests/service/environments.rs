use domain::{
    Error, Locale, Problem,
    decision::Scope,
    environments::EnvironmentsProblem,
    permission::{ListEnvironments, ManageEnvironments, ManagePolicyAgents, Role},
    plans::Plan,
};
use service::{
    api_keys::{self, KeyForm},
    environments::{self, EnvironmentForm, Listed},
    policy_agents::{self, AgentForm},
};
use testkit::{Member, World};

use crate::scopes::environment;

async fn delete(world: &World, member: &Member, id: &str, confirm: &str) -> Result<(), Error> {
    let access = world.enter_team::<ListEnvironments>(member).await?;
    environments::delete(access, id, confirm).await
}

async fn rename(world: &World, member: &Member, id: &str, name: &str) -> Result<(), Error> {
    let access = world.enter::<ManageEnvironments>(member).await?;
    environments::rename(access, id, EnvironmentForm { name: name.to_owned() }).await
}

async fn listed(world: &World, member: &Member) -> Vec<(String, i64)> {
    let mut access = world.access::<ListEnvironments>(member).await;
    let all = environments::list(&mut access).await.unwrap();
    all.into_iter().map(|Listed { environment, policy_agents }| (environment.name, policy_agents)).collect()
}

testkit::both_engines! {
    async fn added_renamed_and_deleted_as_operator(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let operator = world.join(&owner.tenant, "olga@example.test", Role::Operator).await;
        let made = environment(&world, &operator, " Live ").await;
        assert_eq!(listed(&world, &operator).await, [("Live".to_owned(), 0)]);
        rename(&world, &operator, made.id.as_str(), "Production").await.unwrap();
        let confirm = Error::field("confirm", Problem::NotTheName { name: "Production".to_owned() });
        assert_eq!(delete(&world, &operator, made.id.as_str(), "Live").await.unwrap_err(), confirm);
        delete(&world, &operator, made.id.as_str(), "Production").await.unwrap();
        assert_eq!(listed(&world, &operator).await, []);
        let trail = world.tenant_trail(&owner.tenant).await;
        let actions: Vec<&str> = trail.iter().map(|recorded| recorded.action.as_str()).collect();
        assert_eq!(actions[1..], ["environments.add", "environments.rename", "environments.delete"]);
        assert!(trail[1..].iter().all(|recorded| recorded.decision.is_some()));
    }

    async fn refused_as_member_and_as_stranger(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let made = environment(&world, &owner, "Live").await;
        let member = world.join(&owner.tenant, "mia@example.test", Role::Member).await;
        let id = made.id.as_str();
        assert!(matches!(rename(&world, &member, id, "x").await.unwrap_err(), Error::Forbidden { .. }));
        assert!(matches!(delete(&world, &member, id, "Live").await.unwrap_err(), Error::Forbidden { .. }));
        let stranger = world.owner("zoe@example.test", "Other", Plan::Professional).await;
        assert_eq!(rename(&world, &stranger, id, "x").await.unwrap_err(), Error::NotFound);
        assert_eq!(delete(&world, &stranger, id, "Live").await.unwrap_err(), Error::NotFound);
        let stranger = Member { tenant: owner.tenant.clone(), ..stranger };
        assert_eq!(rename(&world, &stranger, id, "x").await.unwrap_err(), Error::NotFound);
    }

    async fn a_name_is_taken_however_it_is_written(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        environment(&world, &owner, "Live").await;
        let other = environment(&world, &owner, "Test").await;
        let taken = Error::field("name", Problem::Taken);
        assert_eq!(rename(&world, &owner, other.id.as_str(), "LIVE").await.unwrap_err(), taken);
        let empty = rename(&world, &owner, other.id.as_str(), "  ").await.unwrap_err();
        assert_eq!(empty, Error::field("name", Problem::Required));
        let alike = rename(&world, &owner, other.id.as_str(), "Pr\u{43e}duction").await.unwrap_err();
        assert_eq!(alike, Error::field("name", Problem::NotPlain));
    }

    async fn one_in_use_stays_and_says_by_what(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let live = environment(&world, &owner, "Live").await;
        let form = AgentForm {
            name: "mx".to_owned(),
            time_zone: "UTC".to_owned(),
            environment: live.id.to_string(),
            ..AgentForm::default()
        };
        let enrolled = policy_agents::enrol(world.access::<ManagePolicyAgents>(&owner).await, form.clone());
        let id = enrolled.await.unwrap().agent.id;
        let scope = Scope::Environment(live.id.clone());
        world.join_at(&owner.tenant, "gus@example.test", Role::Guest, &scope).await;
        let key = KeyForm {
            name: "reports".to_owned(),
            permissions: vec!["view-events".to_owned()],
            scope: scope.to_string(),
            ..KeyForm::default()
        };
        let key = api_keys::create(world.access(&owner).await, key).await.unwrap().key;
        let in_use = |policy_agents, members, api_keys| {
            let problem = Problem::Environments(EnvironmentsProblem::InUse { policy_agents, members, invitations: 0, api_keys });
            Error::field("confirm", problem)
        };
        assert_eq!(delete(&world, &owner, live.id.as_str(), "Live").await.unwrap_err(), in_use(1, 1, 1));
        let told = in_use(1, 1, 1);
        let Error::Invalid { fields } = told else { panic!("a field") };
        let sentence = fields[0].problem.sentence(Locale::En);
        assert!(sentence.contains("1 policy agent, 1 member, 1 API key."), "{sentence}");
        api_keys::revoke(world.access(&owner).await, key.id.as_str(), "reports").await.unwrap();
        let out = AgentForm { environment: String::new(), ..form };
        let access = world.access::<ManagePolicyAgents>(&owner).await;
        policy_agents::update(access, id.as_str(), out).await.unwrap();
        assert_eq!(delete(&world, &owner, live.id.as_str(), "Live").await.unwrap_err(), in_use(0, 1, 0));
        assert_eq!(listed(&world, &owner).await, [("Live".to_owned(), 0)]);
    }
}
