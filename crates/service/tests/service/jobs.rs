//! What becomes of background work: when a server dies in the middle of it, when it fails, and who is told.

use domain::{
    DAY, HOUR, Micros, SECOND,
    jobs::{JobKind, JobState, JobsError, Priority, StepState},
    permission::{CloseTenant, ManageSettings, ViewAudit, ViewOverview},
    plans::Plan,
};
use service::{
    Access, Caller, Source, audit,
    events::retention,
    jobs::looks::{self, JobQuery, Seen, Wish},
    sign_ups::{self, SignUpForm},
    tenants,
};
use store::{Mode, control::jobs};
use testkit::{Member, World};

const LEASE: Micros = 30 * SECOND;

async fn sign_up(world: &World) {
    let form = SignUpForm {
        email: "eve@example.test".to_owned(),
        password: testkit::PASSWORD.to_owned(),
        space: "Acme".to_owned(),
        kind: "company".to_owned(),
        slug: String::new(),
        time_zone: String::new(),
        plan: String::new(),
        interval: String::new(),
    };
    sign_ups::start(&world.service, &world.visitor(), form).await.unwrap();
}

/// Takes the next job as a server does that dies before it comes to an end.
async fn take_and_die(world: &World) -> bool {
    let kinds: Vec<_> =
        JobKind::ALL.iter().map(|kind| jobs::Free { kind: kind.as_str(), per_tenant: 1 }).collect();
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    let (now, until) = (world.now(), world.now() + LEASE);
    let taken = jobs::take(&mut tx, now, until, Priority::Bulk, &kinds).await.unwrap();
    tx.commit().await.unwrap();
    taken.is_some()
}

/// Puts a job as its data stands in the table.
async fn put(world: &World, number: u64, kind: &str, data: &str, tenant: Option<&domain::TenantId>) {
    let id = domain::JobId::new(number, 1);
    let (key, priority, run_at) = (id.as_str(), Priority::Normal, world.now());
    let new = jobs::NewJob { id: &id, kind, key, data, tenant, priority, run_at, asker: None };
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    jobs::insert(&mut tx, &new, world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn tamper(world: &World, statement: &'static str) {
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    tx.raw().tamper(statement).await.unwrap();
    tx.commit().await.unwrap();
}

async fn close(world: &World, owner: &Member) -> service::Result<()> {
    tenants::close(world.team_access::<CloseTenant>(owner).await, &owner.tenant.name).await
}

/// The last changed job of a tenant, as its settings show it.
async fn seen(world: &World, owner: &Member) -> Seen {
    let mut access = world.team_access::<ViewAudit>(owner).await;
    let page = looks::list(&mut access, &JobQuery::default(), 10).await.unwrap();
    looks::find(&mut access, page.jobs[0].id.as_str()).await.unwrap()
}

async fn entries(world: &World, owner: &Member, action: &str) -> usize {
    let query = audit::AuditQuery { action: action.to_owned(), ..audit::AuditQuery::default() };
    audit::list(world.access::<ViewAudit>(owner).await, &query, 50).await.unwrap().entries.len()
}

testkit::both_engines! {
    async fn a_mail_whose_server_died_is_sent_by_another(world: World) {
        sign_up(&world).await;
        assert!(take_and_die(&world).await);
        assert!(world.mails().await.is_empty(), "it may still be at it");
        world.advance(LEASE);
        assert_eq!(world.mail().await.to, "eve@example.test");
    }

    async fn a_job_that_takes_the_server_with_it_is_set_aside(world: World) {
        sign_up(&world).await;
        for _ in 0..3 {
            assert!(take_and_die(&world).await);
            world.advance(LEASE);
            let mut tx = world.store.control(Mode::Write).await.unwrap();
            jobs::update_lost(&mut tx, world.now()).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(world.mails().await.is_empty());
        let page = looks::list_all(&mut testkit::operate(&world.service).await, &JobQuery::default(), 10).await.unwrap();
        assert_eq!(page.jobs[0].state, JobState::Failed);
        let error = page.jobs[0].error.as_deref().unwrap();
        assert!(error.contains("the server stopped in the middle"), "{error}");
        // Once the cause is mended the operator has it begun again.
        let id = page.jobs[0].id.to_string();
        looks::wish_any(testkit::operate(&world.service).await, &id, Wish::Retry).await.unwrap();
        let twice = looks::wish_any(testkit::operate(&world.service).await, &id, Wish::Retry).await;
        assert_eq!(twice.unwrap_err(), domain::Error::Jobs(JobsError::JobChanged));
        assert_eq!(world.mail().await.to, "eve@example.test");
    }

    async fn closing_a_space_has_three_steps_and_tells_its_owners_once(world: World) {
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        close(&world, &owner).await.unwrap();
        let job = seen(&world, &owner).await;
        assert_eq!((job.job.state, job.job.asker_label.as_str()), (JobState::Done, "own@example.test"));
        assert_eq!(job.names, ["refuse-changes", "note-in-space", "tell-owners"]);
        assert!(job.steps.iter().all(|step| step.state == StepState::Done && step.ended_at.is_some()));
        let mail = world.mail().await;
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("own@example.test", "A space you own was closed"));
        assert_eq!(entries(&world, &owner, "tenants.close").await, 2, "in the control's log and in its own");
    }

    /// The server is killed after each step, and once more after the effect of the next.
    async fn closing_a_space_survives_a_kill_between_any_two_steps(world: World) {
        for (number, rewind) in [
            (1, "delete from job_steps where number > 1"),
            (2, "delete from job_steps where number > 2"),
            (3, "update job_steps set state = 'running', ended_at = null where number = 3"),
            (4, "delete from job_steps"),
        ] {
            let owner = world.owner(&format!("own{number}@example.test"), &format!("Acme {number}"), Plan::Professional).await;
            close(&world, &owner).await.unwrap();
            tamper(&world, rewind).await;
            tamper(&world, "update jobs set state = 'running', ended_at = null, leased_until = 0 where kind = 'close-tenant'").await;
            world.service.run_due_jobs().await.unwrap();
            let job = seen(&world, &owner).await;
            assert_eq!((job.job.state, job.job.kills), (JobState::Done, 0), "{number}");
            assert_eq!(job.steps.len(), 3, "{number}");
            assert_eq!(entries(&world, &owner, "tenants.close").await, 2, "{number}");
            assert!(world.tenant(&owner.tenant.id).await.closed_at.is_some(), "{number}");
            let told = world.mails().await.into_iter().filter(|mail| mail.to == format!("own{number}@example.test"));
            assert_eq!(told.count(), 1, "{number}");
        }
    }

    async fn closing_that_cannot_be_finished_is_taken_back_and_told(world: World) {
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        let cli = Caller::local(Source::Cli);
        service::accounts::create(&world.service, &cli, "ops@example.test", testkit::PASSWORD, true).await.unwrap();
        tamper(&world, "update tenants set location = 'nowhere:' || location").await;
        // The first step does what was asked for; the space's own database does not answer.
        close(&world, &owner).await.unwrap();
        let job = seen(&world, &owner).await;
        assert_eq!(job.job.state, JobState::Waiting);
        assert_eq!(job.steps.iter().map(|step| step.state).collect::<Vec<_>>(), [StepState::Done, StepState::Failed]);
        for _ in 0..26 {
            world.advance(HOUR);
            world.service.run_due_jobs().await.unwrap();
        }
        assert_eq!(world.tenant(&owner.tenant.id).await.closed_at, None, "it is open, as before");
        let job = seen(&world, &owner).await;
        assert_eq!(job.job.state, JobState::Undone);
        assert_eq!(job.steps[0].state, StepState::Undone);
        let mut told: Vec<_> = world.mails().await.into_iter().map(|mail| (mail.to, mail.subject)).collect();
        told.sort();
        let expected = [
            ("ops@example.test".to_owned(), "A job was given up".to_owned()),
            ("own@example.test".to_owned(), "Something you asked for could not be done".to_owned()),
        ];
        assert_eq!(told, expected);
        // Once the database is back, the same job is begun again from its first step.
        tamper(&world, "update tenants set location = substr(location, 9)").await;
        let access = world.team_access::<ManageSettings>(&owner).await;
        looks::wish(access, job.job.id.as_str(), Wish::Retry).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        let job = seen(&world, &owner).await;
        assert_eq!(job.job.state, JobState::Done);
        assert_eq!(entries(&world, &owner, "jobs.retry").await, 1);
    }

    async fn a_space_sees_its_own_jobs_alone(world: World) {
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        let other = world.owner("oth@example.test", "Beta", Plan::Professional).await;
        close(&world, &owner).await.unwrap();
        let id = seen(&world, &owner).await.job.id.to_string();
        let mut access = world.team_access::<ViewAudit>(&other).await;
        assert!(looks::list(&mut access, &JobQuery::default(), 10).await.unwrap().jobs.is_empty());
        assert_eq!(looks::find(&mut access, &id).await.unwrap_err(), domain::Error::NotFound);
        drop(access);
        let access = world.team_access::<ManageSettings>(&other).await;
        let wish = looks::wish(access, &id, Wish::Cancel).await;
        assert_eq!(wish.unwrap_err(), domain::Error::NotFound);
        let unknown = JobQuery { state: "gone".to_owned(), ..JobQuery::default() };
        let refused = looks::list(&mut world.team_access::<ViewAudit>(&other).await, &unknown, 10).await;
        assert!(matches!(refused, Err(domain::Error::Invalid { .. })));
    }

    async fn a_job_that_is_called_off_is_not_done(world: World) {
        sign_up(&world).await;
        let page = looks::list_all(&mut testkit::operate(&world.service).await, &JobQuery::default(), 10).await.unwrap();
        looks::wish_any(testkit::operate(&world.service).await, page.jobs[0].id.as_str(), Wish::Cancel).await.unwrap();
        assert!(world.mails().await.is_empty());
        let page = looks::list_all(&mut testkit::operate(&world.service).await, &JobQuery::default(), 10).await.unwrap();
        assert_eq!(page.jobs[0].state, JobState::Cancelled);
        world.advance(31 * DAY);
        assert!(world.mails().await.is_empty());
    }

    /// Ten times two servers are killed at a point that a seed chooses, while they close eight spaces.
    async fn kills_of_two_servers_leave_nothing_undone_and_nothing_done_twice(world: World) {
        let other = world.other_server().await;
        let mut owners = Vec::new();
        for number in 0..8 {
            let (email, space) = (format!("own{number}@example.test"), format!("Acme {number}"));
            owners.push(world.owner(&email, &space, Plan::Professional).await);
        }
        for (number, owner) in (1..).zip(&owners) {
            let tenant = owner.tenant.id.clone();
            let data = format!("{{\"tenant\":\"{tenant}\",\"closed_at\":{},\"by\":\"own\"}}", world.now());
            put(&world, number, "close-tenant", &data, Some(&tenant)).await;
        }
        let mut seed = 7_u64;
        for _ in 0..10 {
            let servers = [world.service.clone(), other.clone()].map(|service| {
                tokio::spawn(async move { service.run_due_jobs().await })
            });
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for _ in 0..(seed >> 33) % 40 {
                // One answer of the database, which is about one step of the work.
                let mut tx = world.store.control(Mode::Read).await.unwrap();
                tx.raw().number("select count(*) from jobs").await.unwrap();
            }
            for server in servers {
                server.abort();
                let _ = server.await;
            }
            world.advance(LEASE);
        }
        // One that was in the middle three times in a row is set aside, for somebody to begin it again.
        let failed = JobQuery { state: "failed".to_owned(), ..JobQuery::default() };
        world.service.run_due_jobs().await.unwrap();
        for job in looks::list_all(&mut testkit::operate(&world.service).await, &failed, 50).await.unwrap().jobs {
            looks::wish_any(testkit::operate(&world.service).await, job.id.as_str(), Wish::Retry).await.unwrap();
        }
        world.service.run_due_jobs().await.unwrap();
        let mails = world.mails().await;
        for owner in &owners {
            let slug = &owner.tenant.slug;
            assert!(world.tenant(&owner.tenant.id).await.closed_at.is_some(), "{slug}");
            assert_eq!(entries(&world, owner, "tenants.close").await, 1, "{slug}");
            let email = &owner.caller.account().unwrap().email;
            assert!(mails.iter().any(|mail| mail.to == *email), "{slug}");
        }
    }

    async fn work_in_a_space_that_is_being_updated_waits_for_it(world: World) {
        let owner = world.owner("own@example.test", "Acme", Plan::Professional).await;
        let location = owner.tenant.location().unwrap();
        let mut tx = world.store.tenant(&location, Mode::Write).await.unwrap();
        for undo in [
            "drop index events_agent_at",
            "drop index events_agent_received_at",
            "create index events_received_at on events (received_at)",
            "delete from migrations where number = 13",
        ] {
            tx.raw().tamper(undo).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut held = world.store.tenant(&location, Mode::Write).await.unwrap();
        held.raw().tamper("delete from events where 1 = 0").await.unwrap();
        let other = world.other_server().await;
        let told = Access::<ViewOverview>::enter(&other, &owner.caller, &owner.tenant.slug).await.unwrap_err();
        assert_eq!(told, domain::Error::BeingUpdated { retry_after: 5 });
        retention::run(&other).await.unwrap();
        let page = looks::list_all(&mut testkit::operate(&other).await, &JobQuery::default(), 10).await.unwrap();
        let job = &page.jobs[0];
        assert_eq!((job.kind.as_str(), job.state, job.tries), ("prune-tenant", JobState::Waiting, 0));
        assert_eq!(job.waits_for.as_deref(), Some("space-update"));
        assert_eq!(job.waits_since, Some(world.now()));
        held.commit().await.unwrap();
        while Access::<ViewOverview>::enter(&other, &owner.caller, &owner.tenant.slug).await.is_err() {}
        world.advance(5 * SECOND);
        other.run_due_jobs().await.unwrap();
        assert!(looks::list_all(&mut testkit::operate(&other).await, &JobQuery::default(), 10).await.unwrap().jobs.is_empty());
    }

    async fn servers_of_different_versions_refuse_each_other(world: World) {
        let (old, new) = (&world.service, world.other_server().await);
        let first = old.announce("1.0.0").await.unwrap().unwrap();
        let second = new.announce("1.0.0").await.unwrap().unwrap();
        let refused = new.announce("2.0.0").await.unwrap().unwrap_err();
        assert_eq!((refused.version.as_str(), refused.seen_at), ("1.0.0", world.now()));
        first.leave().await.unwrap();
        assert!(new.announce("2.0.0").await.unwrap().is_err(), "the second is still there");
        // It is not heard of for so long that it counts as ended; the next one's location is taken.
        world.advance(LEASE);
        new.announce("2.0.0").await.unwrap().unwrap();
        assert_eq!(second.say().await.unwrap().unwrap().version, "2.0.0", "and it must not go on");
    }

    async fn jobs_of_the_version_before_still_run(world: World) {
        let (caller, _) = world.person("eve@example.test").await;
        let account = caller.account().unwrap().id.to_string();
        let data = format!("{{\"job\":\"send-password-reset\",\"account\":\"{account}\"}}");
        put(&world, 1, "send-password-reset", &data, None).await;
        assert_eq!(world.mail().await.to, "eve@example.test");
    }
}
