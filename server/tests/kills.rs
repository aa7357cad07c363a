//! Two servers on one database, killed as by a power cut while they work through a thousand jobs of fifty spaces:
//! what was asked for happens, and what is committed happens once.
//!
//! `PARVIS_KILLS` says how often, ten times unless told otherwise; `make torture` says two hundred.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails it")]

use std::{
    collections::HashSet,
    process::{Child, Command, Stdio},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use domain::{
    JobId, Micros,
    jobs::Priority,
    permission::{ManageTeam, ViewAudit},
    plans::Plan,
};
use service::{
    audit,
    invitations::{self, InviteForm},
    jobs::{
        LANES,
        looks::{self, JobQuery, Wish},
    },
    team::GrantForm,
};
use store::{Backend, Mode, control::jobs};
use testkit::{Member, World};

/// Every job is done long before, unless it is never begun.
const PATIENCE: Duration = Duration::from_mins(15);
const SPACES: usize = 50;
/// Half of the spaces are closed, which is work with steps; the others invite so many people.
const INVITED: usize = 10;
/// Every space has so much put by for later that lets go of old data.
const PRUNED: u64 = 15;

const LEFT: &str = "select count(*) from jobs where state in ('waiting', 'running')
    and kind in ('close-tenant', 'send-invitation', 'prune-tenant')";
const PRUNINGS_LEFT: &str = "select count(*) from jobs where key like 'kills:%'";
/// The spaces of whose prunings not one was begun.
const STARVED: &str = "select count(*) from (select tenant_id from jobs
    where key like 'kills:%' and state = 'waiting' and tries = 0 group by tenant_id having count(*) = 15) as starved";

/// A server of its own process. Gone when dropped.
struct Server(Child);

impl Server {
    fn start(world: &World) -> Self {
        let secret = std::fs::read_to_string(world.folder().join("secret.key")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.arg("serve").current_dir(world.folder()).stdout(Stdio::null()).stderr(Stdio::null());
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("PARVIS_")) {
            command.env_remove(name);
        }
        command.env("PARVIS_DATA", world.data()).env("PARVIS_SECRET_KEY", secret.trim());
        command.env("PARVIS_LISTEN", "127.0.0.1:0").env("PARVIS_PUBLIC_URL", "http://127.0.0.1:3000");
        if let Backend::Postgres { url, .. } = &world.backend {
            command.env("PARVIS_DATABASE_URL", url);
        }
        Self(command.spawn().unwrap())
    }

    fn kill(&mut self) {
        assert_eq!(self.0.try_wait().unwrap(), None, "it was still at work");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn number(world: &World, select: &'static str) -> i64 {
    world.store.control(Mode::Read).await.unwrap().raw().number(select).await.unwrap()
}

/// Waits until so little is left to do, and no space was passed over all the time.
async fn until_left(world: &World, most: i64) {
    let begun = Instant::now();
    while number(world, LEFT).await > most {
        assert!(begun.elapsed() < PATIENCE, "a job is lost: {} are left", number(world, LEFT).await);
        if number(world, PRUNINGS_LEFT).await < i64::try_from(PRUNED).unwrap() * 25 {
            assert_eq!(number(world, STARVED).await, 0, "half is done, and somebody was never served");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn put(world: &World, number: u64, kind: &str, data: &str, owner: &Member) {
    let (id, key, tenant) = (JobId::new(number, 1), format!("kills:{number}"), Some(&owner.tenant.id));
    let (key, priority) = match kind {
        "close-tenant" => (id.to_string(), Priority::Normal),
        _ => (key, Priority::Bulk),
    };
    let new =
        jobs::NewJob { id: &id, kind, key: &key, data, tenant, priority, run_at: world.now(), asker: None };
    let mut tx = world.store.control(Mode::Write).await.unwrap();
    jobs::insert(&mut tx, &new, world.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Fifty spaces, and a thousand jobs for them.
async fn ask(world: &World) -> Vec<Member> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    world.advance(Micros::try_from(since.as_micros()).unwrap() - world.now());
    let (mut owners, mut next) = (Vec::new(), 1..);
    for space in 0..SPACES {
        let email = format!("own{space}@example.test");
        let owner = world.owner(&email, &format!("Space {space}"), Plan::Professional).await;
        let tenant = &owner.tenant.id;
        if space < SPACES / 2 {
            let data = format!("{{\"tenant\":\"{tenant}\",\"closed_at\":{},\"by\":\"own\"}}", world.now());
            put(world, next.next().unwrap(), "close-tenant", &data, &owner).await;
        } else {
            let emails: Vec<_> = (0..INVITED).map(|person| invited(space, person)).collect();
            let grant = GrantForm { role: "member".to_owned(), ..GrantForm::default() };
            let form = InviteForm { emails: emails.join("\n"), grant };
            let access = world.team_access::<ManageTeam>(&owner).await;
            assert_eq!(invitations::send(access, &form).await.unwrap().added.len(), INVITED);
        }
        let data = format!("{{\"tenant\":\"{tenant}\"}}");
        for number in next.by_ref().take(usize::try_from(PRUNED).unwrap()) {
            put(world, number, "prune-tenant", &data, &owner).await;
        }
        owners.push(owner);
    }
    owners
}

fn invited(space: usize, person: usize) -> String {
    format!("person{person}@space{space}.test")
}

/// The addresses that mails went to, each once however often it was.
fn mailed(world: &World) -> HashSet<String> {
    let files = std::fs::read_dir(world.data().join("outbox")).unwrap().flatten();
    let mails = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    mails
        .filter_map(|mail| {
            let to = mail.lines().find_map(|line| line.strip_prefix("To: "))?;
            Some(to.trim().trim_matches(['<', '>']).to_owned())
        })
        .collect()
}

testkit::both_engines! {
    async fn kills_of_two_servers_lose_no_job_and_do_none_twice(world: World) {
        let kills: i64 = std::env::var("PARVIS_KILLS").map_or(10, |kills| kills.parse().unwrap());
        let owners = ask(&world).await;
        let all = number(&world, LEFT).await;
        assert!(all >= 1000, "{all}");
        let mut servers = [Server::start(&world), Server::start(&world)];
        let mut seed = 11_u64;
        for _ in 0..kills {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let left = number(&world, LEFT).await;
            let done = i64::try_from(seed >> 33).unwrap() % (all * 3 / 2 / kills).max(1);
            until_left(&world, (left - done).max(0)).await;
            let victim = usize::from(seed >> 62 & 1 == 1);
            servers[victim].kill();
            servers[victim] = Server::start(&world);
        }
        until_left(&world, 0).await;
        // One in whose middle its server was killed three times in a row is set aside for somebody to look at.
        let failed = JobQuery { state: "failed".to_owned(), ..JobQuery::default() };
        let set_aside = looks::list_all(&mut testkit::operate(&world.service).await, &failed, 1000).await.unwrap().jobs;
        // Each takes three kills, and a kill meets one job of each of a server's workers.
        let most = usize::try_from(kills).unwrap() * LANES.len() / 3;
        assert!(set_aside.len() <= most, "{} were set aside", set_aside.len());
        for job in set_aside {
            let error = job.error.as_deref().unwrap_or_default();
            assert!(error.contains("the server stopped in the middle"), "{}: {error}", job.kind);
            looks::wish_any(testkit::operate(&world.service).await, job.id.as_str(), Wish::Retry).await.unwrap();
        }
        until_left(&world, 0).await;
        drop(servers);

        let mailed = mailed(&world);
        for (space, owner) in owners.iter().enumerate() {
            let mut access = world.team_access::<ViewAudit>(owner).await;
            let of_space = looks::list(&mut access, &JobQuery::default(), 50).await.unwrap().jobs;
            assert!(of_space.iter().all(|job| job.error.is_none()), "{of_space:?}");
            drop(access);
            let query = audit::AuditQuery { action: "tenants.close".to_owned(), ..audit::AuditQuery::default() };
            let noted = audit::list(world.access::<ViewAudit>(owner).await, &query, 50).await.unwrap().entries;
            let is_closed = world.tenant(&owner.tenant.id).await.closed_at.is_some();
            if space < SPACES / 2 {
                assert!(is_closed, "{space}");
                assert_eq!(noted.len(), 1, "it is noted once: {space}");
                assert!(mailed.contains(&format!("own{space}@example.test")), "{space}");
            } else {
                assert!(!is_closed && noted.is_empty(), "{space}");
                for person in 0..INVITED {
                    assert!(mailed.contains(&invited(space, person)), "{space} {person}");
                }
            }
        }
    }
}
