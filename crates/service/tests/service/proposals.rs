use domain::{
    DAY, Error, HOUR,
    decision::Scope,
    jobs::JobKind,
    permission::{ManageMailFlow, Role, ViewMailFlow, ViewOverview},
    plans::Plan,
    proposals::ProposalKind,
};
use service::{
    domains::{self, DomainsForm},
    networks,
    proposals::{self, Proposal},
};
use testkit::{Batch, Member, World, rcpt};

use crate::ingest::declare;

async fn listed(world: &World, member: &Member) -> Vec<Proposal> {
    proposals::list(&mut world.access::<ViewMailFlow>(member).await).await.unwrap()
}

async fn open(world: &World, member: &Member) -> Vec<(ProposalKind, String, i64)> {
    let open = listed(world, member).await.into_iter().filter(|one| one.aside_at.is_none());
    open.map(|one| (one.kind, one.subject, one.seen)).collect()
}

async fn look(world: &World, member: &Member) {
    proposals::look(world.access::<ManageMailFlow>(member).await).await.unwrap();
}

async fn count(world: &World, member: &Member) -> usize {
    proposals::count_open(&mut world.access::<ViewOverview>(member).await).await.unwrap()
}

testkit::both_engines! {
    async fn what_was_seen_is_proposed_until_it_is_declared(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let now = world.now();
        let batch = Batch::new("s", 1)
            .record(rcpt(now - HOUR, "a", "x@far.example", "a@mail.tenant.test"))
            .record(rcpt(now, "b", "root@host.example", "c@far.example").client("127.0.0.1"));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(count(&world, &owner).await, 0);
        look(&world, &owner).await;
        let expected = [
            (ProposalKind::Loopback, "127.0.0.1".to_owned(), 1),
            (ProposalKind::Subdomain, "mail.tenant.test".to_owned(), 1),
        ];
        assert_eq!(open(&world, &owner).await, expected);
        assert_eq!(count(&world, &owner).await, 2);
        let form = DomainsForm { names: "mail.tenant.test".to_owned(), kind: "local".to_owned() };
        domains::add(world.access::<ManageMailFlow>(&owner).await, form).await.unwrap();
        // It is gone at once, without another look.
        assert_eq!(open(&world, &owner).await, expected[..1]);
    }

    async fn what_is_put_aside_stays_so_and_can_be_taken_back(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let seen = rcpt(world.now(), "a", "x@far.example", "a@mail.tenant.test");
        world.send(&key, &Batch::new("s", 1).record(seen)).await.unwrap();
        look(&world, &owner).await;
        let id = listed(&world, &owner).await[0].id.to_string();
        proposals::put_aside(world.access(&owner).await, &id).await.unwrap();
        world.advance(HOUR);
        look(&world, &owner).await;
        assert_eq!(open(&world, &owner).await, []);
        proposals::take_back(world.access(&owner).await, &id).await.unwrap();
        assert_eq!(open(&world, &owner).await.len(), 1);
        let trail = world.tenant_trail(&owner.tenant).await;
        let deeds: Vec<_> = trail.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(deeds[deeds.len() - 2..], ["proposals.put-aside", "proposals.take-back"]);
        let gone = proposals::put_aside(world.access(&owner).await, "prp_nothing").await;
        assert_eq!(gone.unwrap_err(), Error::NotFound);
    }

    async fn whoever_sees_a_part_is_told_of_none(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let seen = rcpt(world.now(), "a", "x@far.example", "a@mail.tenant.test");
        world.send(&key, &Batch::new("s", 1).record(seen)).await.unwrap();
        look(&world, &owner).await;
        let scope = Scope::Resource((&key.agent.id).into());
        let part = world.join_at(&owner.tenant, "part@example.test", Role::Operator, &scope).await;
        assert_eq!((count(&world, &owner).await, count(&world, &part).await), (1, 0));
    }

    async fn a_client_that_is_accepted_is_a_network(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let seen = rcpt(world.now(), "b", "root@host.example", "c@far.example").client("127.0.0.1");
        world.send(&key, &Batch::new("s", 1).record(seen)).await.unwrap();
        look(&world, &owner).await;
        let id = listed(&world, &owner).await[0].id.to_string();
        proposals::accept(world.access(&owner).await, &id).await.unwrap();
        assert_eq!(open(&world, &owner).await, []);
        let networks = networks::list(&mut world.access::<ViewMailFlow>(&owner).await).await.unwrap();
        assert!(networks.iter().any(|one| one.cidr == "127.0.0.1/32"));
        let again = proposals::accept(world.access(&owner).await, &id).await.unwrap_err();
        assert_eq!(again.status(), 422);
    }

    async fn a_viewer_sees_proposals_and_decides_nothing(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        assert_eq!(listed(&world, &viewer).await, []);
        let refused = world.enter::<ManageMailFlow>(&viewer).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })));
    }

    async fn the_hourly_job_points_out_a_gateway_and_forgets_what_is_over(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let now = world.now();
        let seen = |number: i64| {
            let sender = format!("s{number}@host{number}.example");
            rcpt(now - number, &format!("m{number}"), &sender, "a@tenant.test").client("127.0.0.5")
        };
        world.send(&key, &Batch::new("s", 1).records((0..200).map(seen))).await.unwrap();
        world.come_round(JobKind::FindAllProposals).await;
        world.service.run_due_jobs().await.unwrap();
        let expected = [(ProposalKind::ManySenders, "127.0.0.5".to_owned(), 200)];
        assert_eq!(open(&world, &owner).await, expected);
        world.advance(8 * DAY);
        look(&world, &owner).await;
        assert_eq!(open(&world, &owner).await, []);
    }

    async fn a_user_who_suddenly_sends_far_more_is_pointed_out(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        let now = world.now();
        let sent = |at, name: &str| rcpt(at, name, "eve@tenant.test", "c@far.example").user("eve");
        let usual = (1..=7).map(|day| sent(now - day * DAY - HOUR / 2, &format!("d{day}")));
        world.send(&key, &Batch::new("s", 1).records(usual)).await.unwrap();
        look(&world, &owner).await;
        assert_eq!(open(&world, &owner).await, []);
        let many = (0..100).map(|number| sent(now - number, &format!("n{number}")));
        world.send(&key, &Batch::new("s", 8).records(many)).await.unwrap();
        look(&world, &owner).await;
        assert_eq!(open(&world, &owner).await, [(ProposalKind::SuddenUser, "eve".to_owned(), 100)]);
    }
}
