use domain::{
    Error, PolicyAgentId, Problem, Quota,
    decision::Changer,
    networks::NetworksProblem,
    permission::{ManagePolicyAgents, Role, ViewPolicyAgents},
    plans::{Plan, Span},
    policy_agents::PolicyAgentsError,
    zones::ZonesProblem,
};
use service::{
    events::ingest,
    policy_agents::{self, AgentForm, AgentState, NewKey},
};
use testkit::{Batch, Member, NOON, World, rcpt};

fn form(name: &str, address: &str) -> AgentForm {
    AgentForm {
        name: name.to_owned(),
        time_zone: "europe/paris".to_owned(),
        address: address.to_owned(),
        ..AgentForm::default()
    }
}

async fn enrol(world: &World, member: &Member, form: AgentForm) -> Result<NewKey, Error> {
    let access = world.enter::<ManagePolicyAgents>(member).await?;
    policy_agents::enrol(access, form).await
}

/// A batch of one record that has not been sent yet.
fn batch(seq: i64) -> Batch {
    let instance = format!("m{seq}");
    Batch::new("spool", seq).record(rcpt(NOON, &instance, "alice@sender.example", "bob@tenant.test"))
}

testkit::both_engines! {
    async fn enrol_as_owner(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let made = enrol(&world, &owner, form(" mx  one ", "")).await.unwrap();
        assert_eq!((made.agent.name.as_str(), made.agent.time_zone.as_str()), ("mx-one", "Europe/Paris"));
        assert!(!made.agent.is_pinned, "from this plan on an agent may send from anywhere");
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let (listed, rejected) = policy_agents::find(&mut access, made.agent.id.as_str()).await.unwrap();
        assert_eq!((listed.agent.state, listed.events_today, rejected.len()), (AgentState::Active, 0, 0));
        // Nothing that is kept or printed holds the secret.
        let secret = made.key.rsplit('_').next().unwrap();
        assert_eq!(secret.len(), 32);
        for kept in [format!("{:?}", listed.agent), format!("{made:?}")] {
            assert!(!kept.contains(secret), "{kept}");
        }
    }

    async fn enrol_invalid_and_with_a_name_that_is_taken(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let wrong = AgentForm { time_zone: "Mars".to_owned(), ..form("", "300.1.1.1") };
        let Err(Error::Invalid { fields }) = enrol(&world, &owner, wrong).await else { panic!() };
        let told: Vec<_> = fields.into_iter().map(|field| (field.field, field.problem)).collect();
        let expected = [
            ("name".to_owned(), Problem::Required),
            ("time_zone".to_owned(), Problem::Zones(ZonesProblem::NotATimeZone)),
            ("address".to_owned(), Problem::Networks(NetworksProblem::NotAnAddress)),
        ];
        assert_eq!(told, expected);
        enrol(&world, &owner, form("mx", "")).await.unwrap();
        let taken = enrol(&world, &owner, form("mx", "")).await.unwrap_err();
        assert_eq!(taken, Error::field("name", Problem::Taken));
    }

    async fn enrol_over_quota(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let first = enrol(&world, &owner, form("one", "")).await.unwrap();
        let over = enrol(&world, &owner, form("two", "")).await.unwrap_err();
        let (quota, span, changer) = (Quota::PolicyAgents, Span::Always, Changer::Provider);
        assert_eq!(over, Error::QuotaReached { quota, limit: 1, used: 1, span, changer });
        let trail = world.control_trail().await;
        let noted: Vec<_> = trail.iter().filter(|entry| entry.action == "access.refuse").collect();
        assert_eq!(noted.len(), 1);
        assert!(noted[0].decision.as_deref().unwrap().contains("over-quota"));
        // One that was revoked leaves its place.
        policy_agents::revoke(world.access(&owner).await, first.agent.id.as_str(), "one").await.unwrap();
        assert!(enrol(&world, &owner, form("two", "")).await.is_ok());
    }

    async fn rotate_replaces_the_key_with_the_next_batch(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let old = world.enrol(&owner, "mx").await;
        world.send(&old, &batch(1)).await.unwrap();
        let new = policy_agents::rotate(world.access(&owner).await, old.agent.id.as_str()).await.unwrap();
        assert_eq!(world.send(&old, &batch(2)).await.unwrap_err(), Error::InvalidKey);
        assert_eq!(world.send(&new, &batch(2)).await.unwrap().acknowledged, 2);
    }

    async fn pause_and_resume_with_the_next_batch(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let id = key.agent.id.as_str();
        policy_agents::set_paused(world.access(&owner).await, id, true).await.unwrap();
        assert_eq!(world.send(&key, &batch(1)).await.unwrap_err(), Error::PolicyAgents(PolicyAgentsError::AgentPaused));
        policy_agents::set_paused(world.access(&owner).await, id, false).await.unwrap();
        assert_eq!(world.send(&key, &batch(1)).await.unwrap().acknowledged, 1);
    }

    async fn revoke_is_for_good_and_needs_the_name_typed(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let key = world.enrol(&owner, "mx").await;
        let id = key.agent.id.as_str();
        world.send(&key, &batch(1)).await.unwrap();
        let wrong = policy_agents::revoke(world.access(&owner).await, id, "MX").await.unwrap_err();
        assert_eq!(wrong, Error::field("confirm", Problem::NotTheName { name: "mx".to_owned() }));
        world.send(&key, &batch(2)).await.unwrap();
        policy_agents::revoke(world.access(&owner).await, id, "mx").await.unwrap();
        assert_eq!(world.send(&key, &batch(3)).await.unwrap_err(), Error::InvalidKey);
        let resume = policy_agents::set_paused(world.access(&owner).await, id, false).await;
        assert_eq!(resume, Err(Error::NotFound));
        assert_eq!(policy_agents::rotate(world.access(&owner).await, id).await.unwrap_err(), Error::NotFound);
        // What it sent stays to be seen.
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        assert_eq!(policy_agents::list(&mut access).await.unwrap()[0].events_today, 2);
    }

    async fn on_the_free_plan_the_first_address_is_the_one(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        // A batch that cannot be read proves nothing about its sender.
        let unreadable = Batch::new("not a name", 1);
        world.send_from("198.51.100.1", &key, &unreadable).await.unwrap_err();
        world.send_from("192.0.2.1", &key, &batch(1)).await.unwrap();
        let elsewhere = world.send_from("192.0.2.2", &key, &batch(2)).await.unwrap_err();
        let expected =
            Error::WrongAddress { pinned: "192.0.2.1".to_owned(), address: "192.0.2.2".to_owned() };
        assert_eq!(elsewhere, expected);
        world.send_from("192.0.2.1", &key, &batch(2)).await.unwrap();
        let trail = world.tenant_trail(&owner.tenant).await;
        let pins: Vec<_> = trail.iter().filter(|entry| entry.action == "policy-agents.pin").collect();
        assert_eq!(pins.len(), 1, "{trail:?}");
        assert_eq!((pins[0].actor_kind.as_str(), pins[0].address.as_str()), ("policy-agent", "192.0.2.1"));
        // Its owner moves it.
        let id = key.agent.id.as_str();
        policy_agents::update(world.access(&owner).await, id, form("mx", "192.0.2.2")).await.unwrap();
        world.send_from("192.0.2.2", &key, &batch(3)).await.unwrap();
        world.send_from("192.0.2.1", &key, &batch(4)).await.unwrap_err();
        // Without an address the next one it comes from is the one again.
        policy_agents::update(world.access(&owner).await, id, form("mx", "")).await.unwrap();
        world.send_from("192.0.2.3", &key, &batch(4)).await.unwrap();
        world.send_from("192.0.2.2", &key, &batch(5)).await.unwrap_err();
    }

    async fn of_many_first_addresses_at_once_one_is_the_one(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        let tasks: Vec<_> = (1..=6)
            .map(|number| {
                let (service, key) = (world.service.clone(), key.key.clone());
                let body = Batch::new(&format!("s{number}"), 1).body();
                tokio::spawn(async move {
                    ingest::take(&service, &key, &format!("192.0.2.{number}"), &body).await
                })
            })
            .collect();
        let mut taken = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => taken += 1,
                Err(error) => assert!(matches!(error, Error::WrongAddress { .. }), "{error:?}"),
            }
        }
        assert_eq!(taken, 1);
    }

    /// One takes the agent and then the trail, the other the trail and then the agent: neither may wait for
    /// the other for ever.
    async fn a_first_contact_while_its_owner_edits_it_ends_well(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let key = world.enrol(&owner, "mx").await;
        for round in 1..=10 {
            let id = key.agent.id.to_string();
            let sending = {
                let (service, key) = (world.service.clone(), key.key.clone());
                let body = Batch::new(&format!("s{round}"), 1).body();
                tokio::spawn(async move { ingest::take(&service, &key, "192.0.2.1", &body).await })
            };
            policy_agents::update(world.access(&owner).await, &id, form("mx", "")).await.unwrap();
            sending.await.unwrap().unwrap();
            policy_agents::update(world.access(&owner).await, &id, form("mx", "")).await.unwrap();
        }
    }

    async fn an_address_that_was_entered_is_pinned_on_every_plan(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Enterprise).await;
        let key = enrol(&world, &owner, form("mx", "2001:DB8::0001")).await.unwrap();
        assert_eq!((key.agent.address.as_str(), key.agent.is_pinned), ("2001:db8::1", true));
        world.send_from("2001:db8::1", &key, &batch(1)).await.unwrap();
        world.send_from("2001:db8::2", &key, &batch(2)).await.unwrap_err();
    }

    async fn update_keeps_names_apart(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        world.enrol(&owner, "one").await;
        let two = world.enrol(&owner, "two").await;
        let id = two.agent.id.as_str();
        let taken = policy_agents::update(world.access(&owner).await, id, form("one", "")).await;
        assert_eq!(taken, Err(Error::field("name", Problem::Taken)));
        policy_agents::update(world.access(&owner).await, id, form("three", "")).await.unwrap();
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        let listed = policy_agents::list(&mut access).await.unwrap();
        let names: Vec<String> = listed.into_iter().map(|listed| listed.agent.name).collect();
        assert_eq!(names, ["one", "three"]);
    }

    async fn as_another_tenants_owner_and_as_viewer(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let stranger = world.owner("mallory@example.test", "Other", Plan::Solo).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let key = world.enrol(&owner, "mx").await;
        for id in [key.agent.id.as_str(), PolicyAgentId::new(1, 1).as_str(), "x"] {
            let rotated = policy_agents::rotate(world.access(&stranger).await, id).await;
            assert_eq!(rotated.unwrap_err(), Error::NotFound);
            let paused = policy_agents::set_paused(world.access(&stranger).await, id, true).await;
            assert_eq!(paused, Err(Error::NotFound));
            let revoked = policy_agents::revoke(world.access(&stranger).await, id, "mx").await;
            assert_eq!(revoked, Err(Error::NotFound));
            let updated = policy_agents::update(world.access(&stranger).await, id, form("x", "")).await;
            assert_eq!(updated, Err(Error::NotFound));
            let mut access = world.access::<ViewPolicyAgents>(&stranger).await;
            assert_eq!(policy_agents::find(&mut access, id).await.unwrap_err(), Error::NotFound);
        }
        assert_eq!(enrol(&world, &viewer, form("mine", "")).await.unwrap_err().status(), 403);
        let mut access = world.access::<ViewPolicyAgents>(&viewer).await;
        assert_eq!(policy_agents::list(&mut access).await.unwrap().len(), 1);
        drop(access);
        assert!(world.send(&key, &batch(1)).await.is_ok());
    }

    async fn today_is_the_agents_own_day(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let in_tokyo = AgentForm { time_zone: "Asia/Tokyo".to_owned(), ..form("mx", "") };
        let key = enrol(&world, &owner, in_tokyo).await.unwrap();
        // 21 November in Tokyo began at 15:00 UTC on the 20th.
        let midnight = NOON - 21 * domain::HOUR;
        let sent = Batch::new("s", 1)
            .record(rcpt(midnight - 1, "m1", "a@sender.example", "b@tenant.test"))
            .record(rcpt(midnight, "m2", "a@sender.example", "b@tenant.test"));
        world.send(&key, &sent).await.unwrap();
        let mut access = world.access::<ViewPolicyAgents>(&owner).await;
        assert_eq!(policy_agents::list(&mut access).await.unwrap()[0].events_today, 1);
    }
}
