use domain::{
    Error, NetworkId, Problem, Quota, Seen, Slip,
    networks::NetworksProblem,
    permission::{ManageMailFlow, Role, ViewMailFlow},
    plans::Plan,
};
use service::{
    domains::Added,
    networks::{self, Network, NetworksForm},
};
use testkit::{Member, World};

async fn add(world: &World, member: &Member, cidrs: &str) -> Result<Added<Network>, Error> {
    let access = world.enter::<ManageMailFlow>(member).await?;
    networks::add(access, NetworksForm { cidrs: cidrs.to_owned(), label: " Büro ".to_owned() }).await
}

async fn listed(world: &World, member: &Member) -> Vec<String> {
    let mut access = world.access::<ViewMailFlow>(member).await;
    networks::list(&mut access).await.unwrap().into_iter().map(|network| network.cidr).collect()
}

testkit::both_engines! {
    async fn add_many_with_an_answer_to_each_line(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let first = add(&world, &owner, "192.0.2.0/24").await.unwrap();
        assert_eq!(first.added[0].label, "Büro");
        let typed = "192.0.2.128/25\n198.51.100.7/24\n0.0.0.0/0\n[2001:db8::]/32\nx\n203.0.113.5\n10.0.0.0/8";
        let added = add(&world, &owner, typed).await.unwrap();
        let mut refused: Vec<(i64, Problem)> =
            added.refused.into_iter().map(|error| (error.line.unwrap().number, error.problem)).collect();
        refused.sort_by_key(|(number, _)| *number);
        let expected = [
            (1, Problem::Networks(NetworksProblem::Overlaps { other: "192.0.2.0/24".to_owned() })),
            (2, Problem::Networks(NetworksProblem::HostBitsSet { network: "198.51.100.0/24".to_owned() })),
            (3, Problem::Networks(NetworksProblem::TooWide { min_prefix: 8 })),
            (5, Problem::Networks(NetworksProblem::NotANetwork { slip: None })),
            (7, Problem::OverQuota { quota: Quota::Networks, limit: 3, used: Some(3) }),
        ];
        assert_eq!(refused, expected);
        assert_eq!(listed(&world, &owner).await, ["192.0.2.0/24", "2001:db8::/32", "203.0.113.5/32"]);
    }

    async fn add_what_stands_in_main_cf(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let typed = "mynetworks = 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128 192.0.2.0/24,\n  10.0.0.0/255.0.0.0 fe80::/10 !10.0.0.5";
        let added = add(&world, &owner, typed).await.unwrap();
        let problems: Vec<_> = added.refused.into_iter().map(|error| error.problem).collect();
        let again = Problem::Duplicate { of: "127.0.0.0/8".to_owned() };
        let taken_out = Problem::Networks(NetworksProblem::NotANetwork { slip: Slip::new(Seen::Exclusion, None) });
        assert_eq!(problems, [again, taken_out]);
        let mut listed = listed(&world, &owner).await;
        listed.sort_unstable();
        assert_eq!(listed, ["10.0.0.0/8", "127.0.0.0/8", "192.0.2.0/24", "::1/128", "fe80::/10"]);
    }

    async fn add_over_quota_on_the_free_plan(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        assert_eq!(add(&world, &owner, "192.0.2.1\n192.0.2.2").await.unwrap().refused.len(), 1);
        assert_eq!(listed(&world, &owner).await, ["192.0.2.1/32"]);
        let trail = world.control_trail().await;
        let refusals = trail.iter().filter(|entry| entry.action == "access.refuse");
        assert_eq!(refusals.count(), 1);
    }

    async fn add_invalid(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let empty = add(&world, &owner, "\n").await.unwrap_err();
        assert_eq!(empty, Error::field("cidrs", Problem::Required));
        let form = NetworksForm { cidrs: "192.0.2.1".to_owned(), label: "x".repeat(61) };
        let long = networks::add(world.access(&owner).await, form).await.unwrap_err();
        assert_eq!(long, Error::field("label", Problem::TooLong { max: 60 }));
    }

    async fn update_and_delete_as_owner(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let id = add(&world, &owner, "192.0.2.0/24").await.unwrap().added[0].id.to_string();
        networks::update(world.access(&owner).await, &id, "", false).await.unwrap();
        let mut access = world.access::<ViewMailFlow>(&owner).await;
        let network = networks::list(&mut access).await.unwrap().remove(0);
        drop(access);
        assert_eq!((network.label.as_str(), network.is_enabled), ("", false));
        let wrong = networks::delete(world.access(&owner).await, &id, "").await.unwrap_err();
        let problem = Problem::NotTheName { name: "192.0.2.0/24".to_owned() };
        assert_eq!(wrong, Error::field("confirm", problem));
        networks::delete(world.access(&owner).await, &id, "192.0.2.0/24").await.unwrap();
        assert_eq!(listed(&world, &owner).await, [] as [&str; 0]);
    }

    async fn as_another_tenants_owner_and_as_viewer(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let stranger = world.owner("mallory@example.test", "Other", Plan::Starter).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let id = add(&world, &owner, "192.0.2.0/24").await.unwrap().added[0].id.to_string();
        for id in [id.as_str(), NetworkId::new(1, 1).as_str(), "dom_1"] {
            let update = networks::update(world.access(&stranger).await, id, "mine", true).await;
            assert_eq!(update, Err(Error::NotFound));
            let delete = networks::delete(world.access(&stranger).await, id, "192.0.2.0/24").await;
            assert_eq!(delete, Err(Error::NotFound));
        }
        assert_eq!(listed(&world, &viewer).await, ["192.0.2.0/24"]);
        assert_eq!(add(&world, &viewer, "198.51.100.0/24").await.unwrap_err().status(), 403);
    }
}
