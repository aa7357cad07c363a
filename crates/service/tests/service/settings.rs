use domain::{
    Error, HOUR, Locale, MINUTE, Problem,
    permission::{ManageSettings, Role, ViewOverview},
    plans::Plan,
    zones::ZonesProblem,
};
use service::{
    dashboards::{self, OverviewQuery},
    tenants::{self, SettingsForm},
};
use testkit::{Batch, Member, NOON, World, rcpt};

use crate::ingest::declare;

fn form(name: &str, time_zone: &str) -> SettingsForm {
    SettingsForm { name: name.to_owned(), time_zone: time_zone.to_owned() }
}

/// Messages on each of the last seven days.
async fn days(world: &World, member: &Member) -> Vec<i64> {
    let mut access = world.access::<ViewOverview>(member).await;
    let query = OverviewQuery { range: "7d".to_owned(), ..OverviewQuery::default() };
    let week = dashboards::overview(&mut access, &query, Locale::En).await.unwrap();
    (0..week.steps.len())
        .map(|step| week.by_direction.iter().map(|(_, counts)| counts[step].messages).sum())
        .collect()
}

testkit::both_engines! {
    async fn another_zone_counts_the_days_anew(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        // In UTC: two on the 20th, three on the 21st. Kathmandu is 5 h 45 min ahead.
        let midnight = NOON - 12 * HOUR;
        let at = |minutes: i64| {
            rcpt(midnight + minutes * MINUTE, &format!("m{minutes}"), "a@sender.example", "b@tenant.test")
        };
        let batch = Batch::new("s", 1).records([-346, -345, 0, 1, 600].map(at));
        world.send(&key, &batch).await.unwrap();
        assert_eq!(days(&world, &owner).await, [0, 0, 0, 0, 0, 2, 3]);
        tenants::update_settings(world.team_access(&owner).await, form("Acme", "asia/kathmandu")).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(world.tenant(&owner.tenant.id).await.time_zone, "Asia/Kathmandu");
        assert_eq!(days(&world, &owner).await, [0, 0, 0, 0, 0, 1, 4]);
        // What comes now is counted in the new zone.
        let more = Batch::new("s", 6).record(at(-347)).record(at(700));
        world.send(&key, &more).await.unwrap();
        assert_eq!(days(&world, &owner).await, [0, 0, 0, 0, 0, 2, 5]);
        tenants::update_settings(world.team_access(&owner).await, form("Acme", "UTC")).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        let trail = world.tenant_trail(&owner.tenant).await;
        assert_eq!(trail.iter().filter(|entry| entry.action == "roll-ups.recount-days").count(), 2);
        assert_eq!(days(&world, &owner).await, [0, 0, 0, 0, 0, 3, 4]);
    }

    async fn another_zone_counts_the_tops_of_the_last_days_anew(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        declare(&world, &owner).await;
        let key = world.enrol(&owner, "mx").await;
        // In UTC: two on the 20th, three on the 21st. Tokyo is nine hours ahead, where all are on the 21st.
        let midnight = NOON - 12 * HOUR;
        let at = |minutes: i64| {
            rcpt(midnight + minutes * MINUTE, &format!("m{minutes}"), "a@sender.example", "b@tenant.test")
        };
        world.send(&key, &Batch::new("s", 1).records([-5 * 1440, -346, -345, 0, 1, 600].map(at))).await.unwrap();
        let tops = async |day: &str| {
            let query = OverviewQuery { range: "custom".to_owned(), from: day.to_owned(), ..OverviewQuery::default() };
            let mut access = world.access::<ViewOverview>(&owner).await;
            dashboards::overview(&mut access, &query, Locale::En).await.unwrap().sender_domains
        };
        let sender = |total| vec![("sender.example".to_owned(), total)];
        assert_eq!((tops("2026-11-20").await, tops("2026-11-21").await), (sender(2), sender(3)));
        tenants::update_settings(world.team_access(&owner).await, form("Acme", "Asia/Tokyo")).await.unwrap();
        world.service.run_due_jobs().await.unwrap();
        assert_eq!((tops("2026-11-20").await, tops("2026-11-21").await), (vec![], sender(5)));
        // Hours are kept three days: what was counted before stays as it is.
        assert_eq!(tops("2026-11-16").await, sender(1));
    }

    async fn a_name_alone_changes_the_name_alone(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        tenants::update_settings(world.team_access(&owner).await, form(" Acme Ltd ", "UTC")).await.unwrap();
        let tenant = world.tenant(&owner.tenant.id).await;
        assert_eq!((tenant.name.as_str(), tenant.slug.as_str()), ("Acme Ltd", "acme"));
        let trail = world.tenant_trail(&owner.tenant).await;
        assert!(!trail.iter().any(|entry| entry.action == "roll-ups.recount-days"));
    }

    async fn invalid_and_as_viewer(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let refused = tenants::update_settings(world.team_access(&owner).await, form("", "Mars")).await;
        let Err(Error::Invalid { fields }) = refused else { panic!("{refused:?}") };
        let told: Vec<_> = fields.into_iter().map(|field| (field.field, field.problem)).collect();
        let expected =
            [("name".to_owned(), Problem::Required), ("time_zone".to_owned(), Problem::Zones(ZonesProblem::NotATimeZone))];
        assert_eq!(told, expected);
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        assert_eq!(world.enter::<ManageSettings>(&viewer).await.unwrap_err().status(), 403);
    }

    async fn changing_ones_mind_often_is_no_attempt_to_be_limited(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        for number in 0..24 {
            let zone = if number % 2 == 0 { "Europe/Paris" } else { "UTC" };
            tenants::update_settings(world.team_access(&owner).await, form("Acme", zone)).await.unwrap();
            world.service.run_due_jobs().await.unwrap();
        }
        tenants::update_settings(world.team_access(&owner).await, form("Acme", "Asia/Tokyo")).await.unwrap();
        let counted = async || {
            let mut tx = world.tenant_tx(&owner.tenant).await;
            store::tenant::counting::time_zone(&mut tx).await.unwrap()
        };
        assert_ne!(counted().await, "Asia/Tokyo");
        // The days follow.
        world.advance(11 * MINUTE);
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(counted().await, "Asia/Tokyo");
    }

    /// Each holds the tenant's database and needs the control database too.
    async fn many_at_once_all_get_through(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Solo).await;
        let tasks: Vec<_> = (0..8)
            .map(|number| {
                let (service, owner) = (world.service.clone(), owner.clone());
                tokio::spawn(async move {
                    let slug = &owner.tenant.slug;
                    let access = service::Access::enter(&service, &owner.caller, slug).await?;
                    let zone = if number % 2 == 0 { "UTC" } else { "Europe/Paris" };
                    tenants::update_settings(access, form(&format!("Acme {number}"), zone)).await
                })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), Ok(()));
        }
        world.service.run_due_jobs().await.unwrap();
    }
}
