//! Operators see what spaces have in a program, and have it made again, for one or for all.

use domain::{
    Error, HOUR, MINUTE, SECOND,
    audit::Deed,
    deep_links::{
        DeepLinksError,
        offers::{OfferState::Ready, PreparedState},
    },
    jobs::JobState,
    operators::OperatorRole,
    plans::Plan,
};
use service::{
    deep_links::provisioning::{self, LinkQuery, Listed},
    jobs::looks::{self, JobQuery},
};
use testkit::{Member, World};

use super::{connect, prepare, state};

async fn list(world: &World, query: LinkQuery) -> Vec<Listed> {
    let mut access = testkit::operate(&world.service).await;
    provisioning::list(&mut access, "grafana", &query, 50).await.unwrap().links
}

/// What a job that asks for all tells in the end.
async fn finish(world: &World, job: &str) -> (JobState, String) {
    for _ in 0..20 {
        world.service.run_due_jobs().await.unwrap();
        world.advance(10 * SECOND);
        let seen = looks::find_any(&mut testkit::operate(&world.service).await, job).await.unwrap();
        if seen.job.state.is_over() {
            let told = seen.steps.last().map(|step| step.output.clone()).unwrap_or_default();
            return (seen.job.state, told);
        }
    }
    panic!("it does not end");
}

async fn two(world: &World) -> (Member, Member) {
    let eve = world.owner("eve@example.test", "Acme", Plan::Professional).await;
    let ann = world.owner("ann@example.test", "Harbour", Plan::Professional).await;
    (eve, ann)
}

testkit::both_engines! {
    async fn what_drifted_is_mended_for_one_space_when_an_operator_asks(world: World) {
        let (eve, _) = two(&world).await;
        let connected = connect(&world, "gateway").await;
        prepare(&world, &eve).await;
        let made = connected.grafana.writes();
        let job = provisioning::prepare(testkit::operate(&world.service).await, "grafana", &eve.tenant.slug).await;
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(connected.grafana.writes(), made, "nothing differs, and nothing is written");
        let seen = looks::find_any(&mut testkit::operate(&world.service).await, job.unwrap().as_str()).await;
        assert_eq!(seen.unwrap().job.state, JobState::Done);
        let trail = world.control_trail().await;
        let noted = trail.iter().filter(|entry| entry.action == Deed::DeepLinksPrepare.as_str());
        assert_eq!(noted.count(), 2, "in the space's log and in the installation's");
        let nobody = provisioning::prepare(testkit::operate(&world.service).await, "grafana", "nobody").await;
        assert_eq!(nobody.unwrap_err(), Error::NotFound);
        let store = provisioning::prepare(testkit::operate(&world.service).await, "influxdb", &eve.tenant.slug);
        assert_eq!(store.await.unwrap_err(), Error::NotFound, "a store has no such thing");
        connected.grafana.check();
    }

    async fn all_are_made_that_the_plan_gives_and_counted(world: World) {
        let (eve, ann) = two(&world).await;
        world.owner("fred@example.test", "Fred", Plan::Free).await;
        let off = provisioning::prepare_all(testkit::operate(&world.service).await, "grafana").await;
        assert_eq!(off.unwrap_err(), DeepLinksError::TargetOff.into());
        let connected = connect(&world, "gateway").await;
        let job = provisioning::prepare_all(testkit::operate(&world.service).await, "grafana").await.unwrap();
        let same = provisioning::prepare_all(testkit::operate(&world.service).await, "grafana").await.unwrap();
        assert_eq!(same, job, "asked twice it is one");
        assert_eq!(finish(&world, job.as_str()).await, (JobState::Done, "2 asked, 2 made, 0 failed".to_owned()));
        for member in [&eve, &ann] {
            assert_eq!(state(&world, member).await, Some(Ready));
        }
        let all = list(&world, LinkQuery::default()).await;
        let told: Vec<_> = all.iter().map(|one| (&*one.name, one.link.state)).collect();
        assert_eq!(told, [("Acme", PreparedState::Ready), ("Harbour", PreparedState::Ready)]);
        let harbour = LinkQuery { text: "HARB".to_owned(), ..LinkQuery::default() };
        assert_eq!(list(&world, harbour).await.len(), 1);
        let failed = LinkQuery { state: "failed".to_owned(), ..LinkQuery::default() };
        assert_eq!(list(&world, failed).await.len(), 0);
        let next = provisioning::prepare_all(testkit::operate(&world.service).await, "grafana").await.unwrap();
        assert_ne!(next, job, "when it is over it begins anew");
        connected.grafana.check();
    }
}

testkit::on_sqlite! {
    async fn what_fails_is_counted_and_keeps_nobody_waiting(world: World) {
        two(&world).await;
        let connected = connect(&world, "gateway").await;
        let job = provisioning::prepare_all(testkit::operate(&world.service).await, "grafana").await.unwrap();
        // Nobody has noticed yet that it is gone.
        connected.grafana.stop().await;
        assert_eq!(finish(&world, job.as_str()).await, (JobState::Done, "2 asked, 0 made, 2 failed".to_owned()));
        let failed = list(&world, LinkQuery { state: "failed".to_owned(), ..LinkQuery::default() }).await;
        assert!(failed.len() == 2 && failed.iter().all(|one| !one.link.problem.is_empty()), "{failed:?}");
        world.operator("ops@example.test", OperatorRole::Everything).await;
        world.mails().await;
        for _ in 0..40 {
            world.advance(HOUR + MINUTE);
            world.service.run_due_jobs().await.unwrap();
        }
        let mut desk = testkit::operate(&world.service).await;
        let query = JobQuery { state: "failed".to_owned(), ..JobQuery::default() };
        assert_eq!(looks::list_all(&mut desk, &query, 9).await.unwrap().jobs.len(), 2);
        let mails = world.mails().await;
        let woken: Vec<_> = mails.iter().filter(|mail| mail.to.contains("ops@example.test")).collect();
        assert!(woken.is_empty(), "an operator is woken for each of many: {woken:?}");
    }
}
