//! What one tenant does makes no other wait.

use domain::{
    Error, Locale,
    decision::Scope,
    permission::{ManageMailFlow, ManageTeam, Permission, Role, ViewEvents, ViewOverview, ViewTeam},
    plans::Plan,
};
use service::{
    Access, TeamAccess,
    api_keys::{self, KeyForm},
    dashboards::{self, OverviewQuery},
    domains::{self, DomainsForm},
    events::{self, EventQuery},
    team::{self, GrantForm},
};
use store::{
    Mode,
    audit::{self, Chain},
    tenant::policy_agents,
};
use testkit::{Batch, Engine, Member, World, rcpt};
use tokio::task::JoinSet;

fn domain(name: &str) -> DomainsForm {
    DomainsForm { names: name.to_owned(), kind: "local".to_owned() }
}

/// Pages, writes, a batch and a program of one tenant.
async fn work(world: &World, owner: &Member, key: &str, agent: &service::policy_agents::NewKey) {
    let mut looking = world.access::<ViewOverview>(owner).await;
    dashboards::overview(&mut looking, &OverviewQuery::default(), Locale::En).await.unwrap();
    let mut looking = looking.then::<ViewEvents>().await.unwrap();
    events::list(&mut looking, &EventQuery::default()).await.unwrap();
    drop(looking);
    let added = domains::add(world.access::<ManageMailFlow>(owner).await, domain("free.test")).await.unwrap();
    assert_eq!(added.added.len(), 1);
    let batch = Batch::new("spool-1", 1).record(rcpt(world.now(), "m1", "a@sender.test", "b@free.test"));
    world.send(agent, &batch).await.unwrap();
    let caller = api_keys::authenticate(&world.service, key, world.visitor()).await.unwrap();
    let holder = caller.key().cloned().unwrap();
    assert_eq!(api_keys::allowance(&world.service, &holder, 3).await.unwrap().wait, 0);
    Access::<ViewEvents>::enter(&world.service, &caller, &owner.tenant.slug).await.unwrap();
    // The team's side is in the database that all tenants share.
    let member = world.join(&owner.tenant, "new@example.test", Role::Viewer).await;
    let grant = GrantForm { role: "member".to_owned(), ..GrantForm::default() };
    let access: TeamAccess<ManageTeam> = world.team_access(owner).await;
    team::give_role(access, member.account().id.as_str(), &grant).await.unwrap();
    let mut access: TeamAccess<ViewTeam> = world.team_access(owner).await;
    assert_eq!(team::list(&mut access).await.unwrap().len(), 2);
}

testkit::both_engines! {
    async fn a_tenant_whose_locks_are_held_keeps_nobody_else_waiting(world: World) {
        let held = world.owner("held@example.test", "Held", Plan::Professional).await;
        let free = world.owner("free@example.test", "Free", Plan::Professional).await;
        let agent = world.enrol(&free, "mx1").await;
        world.enrol(&held, "mx2").await;
        let form = KeyForm {
            name: "reports".to_owned(),
            permissions: vec![Permission::ViewEvents.to_string()],
            scope: Scope::Tenant.to_string(),
            ..KeyForm::default()
        };
        let key = api_keys::create(world.access(&free).await, form).await.unwrap().secret;
        // All of the one tenant that can be locked, for as long as the others work.
        let location = held.tenant.location().unwrap();
        let mut locks = world.store.tenant(&location, Mode::Write).await.unwrap();
        audit::lock(&mut locks, Chain::Main).await.unwrap();
        policy_agents::lock_all(&mut locks).await.unwrap();
        // And its team's, where the engine can hold one tenant's alone: who locks in SQLite's one control database
        // is its one writer.
        let mut team = None;
        if world.engine == Engine::Postgres {
            let mut control = world.store.control(Mode::Write).await.unwrap();
            audit::lock(&mut control, Chain::Of(&held.tenant.id)).await.unwrap();
            team = Some(control);
        }
        // More of its people try to write than there are connections.
        let mut waiting = JoinSet::new();
        for number in 0..12 {
            let (service, caller) = (world.service.clone(), held.caller.clone());
            let slug = held.tenant.slug.clone();
            waiting.spawn(async move {
                let access = Access::enter(&service, &caller, &slug).await?;
                domains::add(access, domain(&format!("held{number}.test"))).await.map(|_| ())
            });
            if team.is_some() {
                let (service, caller) = (world.service.clone(), held.caller.clone());
                let slug = held.tenant.slug.clone();
                waiting.spawn(async move {
                    TeamAccess::<ManageTeam>::enter(&service, &caller, &slug).await.map(|_| ())
                });
            }
        }
        world.until_waiting(1).await;
        work(&world, &free, &key, &agent).await;
        // Its own pages are there, too.
        let mut looking = world.access::<ViewOverview>(&held).await;
        dashboards::overview(&mut looking, &OverviewQuery::default(), Locale::En).await.unwrap();
        drop(looking);
        assert!(waiting.try_join_next().is_none(), "nobody of the other tenant was done before, nor gave up");
        drop(locks);
        drop(team);
        let mut added = 0;
        while let Some(done) = waiting.join_next().await {
            match done.unwrap() {
                Ok(()) => added += 1,
                Err(Error::Unavailable { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert!(added > 0, "what waited goes on");
    }
}
