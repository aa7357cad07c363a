//! Subscribers are moved by a job that may die anywhere: each once, none left out, and who chose otherwise stays.

use domain::{
    audit::Deed,
    jobs::JobState,
    operators::{ManageCatalogue, ViewCatalogue},
    plans::Plan,
};
use service::{
    Caller, OperatorAccess, Source,
    plans::{
        moving,
        versions::{self, When},
    },
    tenants,
};
use testkit::World;

use crate::invoices::runs::killed;

async fn desk(world: &World) -> OperatorAccess<ManageCatalogue> {
    testkit::operate(&world.service).await
}

testkit::both_engines! {
    async fn a_move_that_is_killed_anywhere_goes_on_and_moves_each_once(world: World) {
        let mut owners = Vec::new();
        for number in 0..7 {
            owners.push(world.owner(&format!("o{number}@example.test"), &format!("Space {number}"), Plan::Starter).await);
        }
        let draft = versions::draft(desk(&world).await, "starter").await.unwrap();
        versions::publish(desk(&world).await, "starter-2").await.unwrap();
        let asked = moving::move_all(desk(&world).await, "starter-1", "starter-2", When::Now).await.unwrap();
        assert_eq!(asked.count, 7);
        let again = moving::move_all(desk(&world).await, "starter-1", "starter-2", When::Now).await.unwrap();
        assert_eq!(again.job, asked.job, "asked for twice, it is one job");
        // One has chosen another plan before the job comes to it.
        let cli = Caller::local(Source::Cli);
        tenants::set_plan(&world.service, &cli, &owners[6].tenant.slug, "professional").await.unwrap();
        let mut seed = 5_usize;
        for _ in 0..6 {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            let dying = world.other_server().await;
            killed(dying.run_due_jobs(), seed % 300).await;
            world.advance(31 * domain::SECOND);
        }
        world.advance(domain::HOUR);
        world.service.run_due_jobs().await.unwrap();
        let mut access: OperatorAccess<ViewCatalogue> = testkit::operate(&world.service).await;
        let job = moving::find(&mut access, asked.job.as_str()).await.unwrap().unwrap();
        assert_eq!(job.state, JobState::Done);
        assert!(moving::find(&mut access, "job_none").await.unwrap().is_none());
        drop(access);
        for (number, owner) in owners.iter().enumerate() {
            let tenant = world.tenant(&owner.tenant.id).await;
            assert_eq!(tenant.plan.version_id == draft.id, number < 6, "space {number}: {}", tenant.plan.key);
        }
        // Each is noted in its own log and in the installation's: once.
        let noted = world.control_trail().await.iter().filter(|entry| entry.action == Deed::TenantsSetPlan.to_string()).count();
        assert_eq!(noted, 2 * 6 + 1);
    }
}
