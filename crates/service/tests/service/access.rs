//! Who gets in, before anything is done.

use domain::{
    Error,
    decision::Rule,
    permission::{
        ListEnvironments, ManageMailFlow, ManagePolicyAgents, ManageSettings, May, Permission, Role,
        ViewEvents, ViewMailFlow, ViewOverview, ViewPolicyAgents, ViewTeam,
    },
    plans::Plan,
};
use service::Access;
use testkit::{Member, World};

/// What entering answers to a visitor, a stranger, a viewer, an owner.
async fn answers<P: May>(world: &World, people: &[&Member]) -> Vec<Option<Error>> {
    let slug = &people[0].tenant.slug;
    let visitor = Access::<P>::enter(&world.service, &world.visitor(), slug).await;
    let mut answers = vec![visitor.err()];
    for member in people {
        answers.push(Access::<P>::enter(&world.service, &member.caller, slug).await.err());
    }
    answers
}

testkit::both_engines! {
    async fn each_permission_lets_in_those_who_have_it(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let stranger = world.owner("stranger@example.test", "Other", Plan::Starter).await;
        let people = [&owner, &viewer, &stranger];
        let views = [
            answers::<ViewOverview>(&world, &people).await,
            answers::<ViewEvents>(&world, &people).await,
            answers::<ViewMailFlow>(&world, &people).await,
            answers::<ViewPolicyAgents>(&world, &people).await,
        ];
        for answer in views {
            let expected = [Some(Error::SignInRequired), None, None, Some(Error::NotFound)];
            assert_eq!(answer, expected);
        }
        let manages = [
            (answers::<ManageMailFlow>(&world, &people).await, ManageMailFlow::PERMISSION),
            (answers::<ManagePolicyAgents>(&world, &people).await, ManagePolicyAgents::PERMISSION),
            (answers::<ManageSettings>(&world, &people).await, ManageSettings::PERMISSION),
        ];
        for (answer, permission) in manages {
            assert_eq!(answer[0], Some(Error::SignInRequired));
            assert_eq!(answer[1], None);
            let Some(Error::Forbidden { decision, who }) = &answer[2] else { panic!("{:?}", answer[2]) };
            assert_eq!((decision.permission, decision.rule), (permission, Rule::NoRole));
            assert_eq!(who, &["owner@example.test"]);
            assert_eq!(answer[3], Some(Error::NotFound));
        }
    }

    async fn one_entry_proves_several_permissions_and_says_which_one_failed(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        world.enter::<(ViewEvents, ManageMailFlow)>(&owner).await.unwrap();
        world.enter::<(ViewEvents, ViewMailFlow)>(&viewer).await.unwrap();
        let looking = world.access::<ViewEvents>(&viewer).await;
        let looking = looking.then::<ViewMailFlow>().await.unwrap();
        let changing = world.access::<ManageMailFlow>(&owner).await.then::<ManageSettings>().await.unwrap();
        drop((looking, changing));
        let team = world.team_access::<ViewTeam>(&owner).await;
        team.onward::<ManageMailFlow>().await.unwrap();
        let refused = [
            world.enter::<(ViewEvents, ManageMailFlow)>(&viewer).await.unwrap_err(),
            world.enter::<(ManageMailFlow, ViewEvents)>(&viewer).await.unwrap_err(),
            world.access::<ViewEvents>(&viewer).await.then::<ListEnvironments>().await.unwrap_err(),
        ];
        let asked: Vec<Permission> = refused
            .into_iter()
            .map(|error| match error {
                Error::Forbidden { decision, .. } => decision.permission,
                other => panic!("{other}"),
            })
            .collect();
        let expected =
            [Permission::ManageMailFlow, Permission::ManageMailFlow, Permission::ManageEnvironments];
        assert_eq!(asked, expected);
        // Each attempt is noted, once.
        let trail = world.control_trail().await;
        let noted: Vec<&str> = trail
            .iter()
            .filter(|entry| entry.action == "access.refuse")
            .map(|entry| entry.target.as_str())
            .collect();
        let expected: Vec<&str> = expected.iter().map(|permission| permission.as_str()).collect();
        assert_eq!(noted, expected);
    }

    async fn a_tenant_that_is_not_there_is_not_found(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        for slug in ["nowhere", "", "ACME", "acme' or 1=1 --"] {
            let entered = Access::<ViewOverview>::enter(&world.service, &owner.caller, slug).await;
            assert_eq!(entered.unwrap_err(), Error::NotFound, "{slug}");
        }
    }
}
