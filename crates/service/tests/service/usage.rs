//! What a plan bounds window by window: counted, promised, held beyond it, told, and brought back.

use domain::{
    DAY, Error, HOUR, Locale, MINUTE, Micros,
    permission::{ManageMailFlow, ManageSettings, ManageTeam, Role, ViewEvents, ViewPlan, ViewTeam},
    plans::{Feature, Limit, Plan, PlansError},
    team::TeamProblem,
    zones::Zone,
};
use service::{
    Access, Service,
    dashboards::{self, OverviewQuery, ShownCause},
    events::{self, EventQuery, retention},
    permission::ViewOverview,
    plans::overrides::{self, OverrideForm},
    quotas::metered::{self, Wanted},
    team::{self, own_limits},
    usage::{
        alerts, history,
        meters::{self, Meter},
    },
};
use testkit::{Batch, Member, NOON, World};

use crate::ingest::message;

const RACERS: i64 = 64;

/// Gives the space so much of a feature.
pub(crate) async fn give(world: &World, feature: &str, value: &str) {
    let form = OverrideForm {
        feature: feature.to_owned(),
        value: value.to_owned(),
        reason: "agreed by phone".to_owned(),
        ..OverrideForm::default()
    };
    overrides::set(testkit::operate(&world.service).await, "acme", &form).await.unwrap();
}

async fn meter(world: &World, owner: &Member, feature: &str) -> Meter {
    let seen = meters::list(world.team_access::<ViewPlan>(owner).await).await.unwrap();
    seen.meters.into_iter().find(|meter| meter.feature.key == feature).unwrap()
}

async fn shown(world: &World, owner: &Member) -> usize {
    let mut access = world.access::<ViewEvents>(owner).await;
    events::list(&mut access, &EventQuery::default()).await.unwrap().events.len()
}

async fn gaps(world: &World, owner: &Member) -> Vec<(ShownCause, i64)> {
    let mut access = world.access::<ViewOverview>(owner).await;
    let overview = dashboards::overview(&mut access, &OverviewQuery::default(), Locale::En).await.unwrap();
    overview.gaps.into_iter().map(|gap| (gap.cause, gap.lost)).collect()
}

fn batch(from: i64, count: i64) -> Batch {
    Batch::new("s", from).records((from..from + count).map(message))
}

/// Asks for some of the actions of a month, for five minutes.
async fn reserve(service: &Service, owner: &Member, amount: i64) -> Result<domain::ReservationId, Error> {
    let mut access = Access::<ManageMailFlow>::enter(service, &owner.caller, &owner.tenant.slug).await?;
    let wanted = Wanted { amount, period: 0..1, lasts: 5 * MINUTE };
    let id = metered::reserve(&mut access, Feature::Actions, &wanted).await?;
    metered::commit_alone(access).await?;
    Ok(id)
}

async fn limit_own(world: &World, owner: &Member, member: &Member, limit: &str) -> Result<(), Error> {
    let access = world.team_access::<ManageTeam>(owner).await;
    own_limits::set(access, member.account().id.as_str(), "actions", limit).await.map(|_| ())
}

/// What the plan gives of actions, what the member's own limit is, and how much they used.
async fn own_use(world: &World, owner: &Member, member: &Member) -> (Limit, Limit, i64) {
    let mut access = world.team_access::<ViewTeam>(owner).await;
    let found = team::find(&mut access, member.account().id.as_str()).await.unwrap();
    let used = own_limits::used(access, &found).await.unwrap();
    (used[0].plan, used[0].own, used[0].used)
}

async fn end(
    world: &World,
    owner: &Member,
    id: &domain::ReservationId,
    used: Option<i64>,
) -> Result<(), Error> {
    let mut access = world.access::<ManageMailFlow>(owner).await;
    match used {
        Some(used) => metered::commit(&mut access, id, used).await?,
        None => metered::release(&mut access, id).await?,
    }
    metered::commit_alone(access).await
}

testkit::both_engines! {
    async fn what_is_beyond_the_day_is_held_then_counted_as_lost_and_comes_back(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let key = world.enrol(&owner, "mx").await;
        give(&world, "events", "4").await;
        let answer = world.send(&key, &batch(1, 3)).await.unwrap();
        assert_eq!((answer.acknowledged, answer.over_plan), (3, 0));
        // One more fits, four are held, two are not kept; all are acknowledged.
        let answer = world.send(&key, &batch(4, 7)).await.unwrap();
        assert_eq!((answer.acknowledged, answer.over_plan), (10, 2));
        assert_eq!(shown(&world, &owner).await, 4);
        assert_eq!(gaps(&world, &owner).await, [(ShownCause::OverPlan, 2)]);
        let events = meter(&world, &owner, "events").await;
        assert_eq!((events.used, events.held, events.lost, events.limit), (4, 4, 2, Limit::Of(4)));
        // Sent again, nothing is counted twice.
        let again = world.send(&key, &batch(4, 7)).await.unwrap();
        assert_eq!((again.acknowledged, again.over_plan), (10, 0));
        assert_eq!(meter(&world, &owner, "events").await.lost, 2);
        // A larger plan brings back what was held, to the last one that it takes.
        give(&world, "events", "7").await;
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(shown(&world, &owner).await, 7);
        give(&world, "events", "unlimited").await;
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(shown(&world, &owner).await, 8);
        let events = meter(&world, &owner, "events").await;
        assert_eq!((events.used, events.held, events.lost), (8, 0, 2));
        let trail = world.tenant_trail(&owner.tenant).await;
        let last = trail.last().unwrap();
        assert_eq!((last.action.as_str(), last.source.as_str()), ("events.bring-back", "job"));
        assert_eq!(service::events::recount::check(&world.service, "acme").await.unwrap(), []);
    }

    async fn what_is_held_goes_after_a_week_and_leaves_a_gap(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let key = world.enrol(&owner, "mx").await;
        give(&world, "events", "2").await;
        world.send(&key, &batch(1, 4)).await.unwrap();
        world.advance(DAY);
        world.send(&key, &Batch::new("s", 5).records([message(5)])).await.unwrap();
        assert_eq!(shown(&world, &owner).await, 3, "another day has room of its own");
        retention::run(&world.service).await.unwrap();
        let seen = meters::list(world.team_access::<ViewPlan>(&owner).await).await.unwrap();
        assert_eq!(seen.held, (2, Some(NOON + 7 * DAY)));
        world.advance(6 * DAY + HOUR);
        retention::run(&world.service).await.unwrap();
        let seen = meters::list(world.team_access::<ViewPlan>(&owner).await).await.unwrap();
        assert_eq!(seen.held, (0, None));
        give(&world, "events", "unlimited").await;
        world.service.run_due_jobs().await.unwrap();
        assert_eq!(shown(&world, &owner).await, 3);
    }

    async fn stored_bytes_are_bounded_and_sink_with_what_is_deleted(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let key = world.enrol(&owner, "mx").await;
        world.send(&key, &batch(1, 10)).await.unwrap();
        let stored = meter(&world, &owner, "stored-bytes").await.used;
        assert!(stored > 0);
        give(&world, "stored-bytes", &stored.to_string()).await;
        let answer = world.send(&key, &batch(11, 3)).await.unwrap();
        assert_eq!(shown(&world, &owner).await, 10);
        assert!(answer.over_plan > 0, "a tenth of ten records is less than three");
        give(&world, "retention-days", "1").await;
        overrides::end(testkit::operate(&world.service).await, "acme", "stored-bytes").await.unwrap();
        world.advance(400 * DAY);
        retention::run(&world.service).await.unwrap();
        assert_eq!(meter(&world, &owner, "stored-bytes").await.used, 0);
    }

    async fn of_a_month_no_more_is_promised_than_there_is(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        give(&world, "actions", "10").await;
        let other = world.other_server().await;
        let asked = (0..RACERS).map(|number| {
            let service = if number % 2 == 0 { &world.service } else { &other };
            reserve(service, &owner, 1)
        });
        let found = futures::future::join_all(asked).await;
        let mut promised = Vec::new();
        for one in found {
            match one {
                Ok(id) => promised.push(id),
                Err(Error::Unavailable { .. } | Error::Plans(PlansError::LimitReached { .. })) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        assert!(!promised.is_empty() && promised.len() <= 10, "{}", promised.len());
        let left = 10 - i64::try_from(promised.len()).unwrap();
        for _ in 0..left {
            promised.push(reserve(&world.service, &owner, 1).await.unwrap());
        }
        let full = reserve(&world.service, &owner, 1).await.unwrap_err();
        let Error::Plans(PlansError::LimitReached { limit, used, .. }) = &full else { panic!("{full:?}") };
        assert_eq!((*limit, *used), (10, 10));
        let told = full.sentence(Locale::En);
        assert!(told.contains("10 of 10 per month") && told.contains("ask the provider"), "{told}");
        // What is given back is there again; what is used stays used; what nobody ends runs out.
        end(&world, &owner, &promised[0], None).await.unwrap();
        end(&world, &owner, &promised[1], Some(1)).await.unwrap();
        let twice = end(&world, &owner, &promised[1], Some(1)).await.unwrap_err();
        assert_eq!(twice, PlansError::ReservationEnded.into());
        reserve(&world.service, &owner, 1).await.unwrap();
        reserve(&world.service, &owner, 1).await.unwrap_err();
        world.advance(5 * MINUTE);
        reserve(&world.service, &owner, 9).await.unwrap();
        reserve(&world.service, &owner, 1).await.unwrap_err();
        let late = end(&world, &owner, &promised[2], Some(1)).await.unwrap_err();
        assert_eq!(late, PlansError::ReservationEnded.into());
    }

    async fn a_members_own_limit_is_narrower(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ann = world.join(&owner.tenant, "ann@example.test", Role::Operator).await;
        give(&world, "actions", "5").await;
        limit_own(&world, &owner, &ann, "2").await.unwrap();
        let first = reserve(&world.service, &ann, 2).await.unwrap();
        let full = reserve(&world.service, &ann, 1).await.unwrap_err();
        let told = full.sentence(Locale::En);
        assert!(told.contains("2 of 2 per month") && told.contains("whoever manages the team"), "{told}");
        end(&world, &ann, &first, Some(2)).await.unwrap();
        reserve(&world.service, &ann, 1).await.unwrap_err();
        assert_eq!(own_use(&world, &owner, &ann).await, (Limit::Of(5), Limit::Of(2), 2));
        // The others have what is left of the plan, and no more.
        reserve(&world.service, &owner, 3).await.unwrap();
        let full = reserve(&world.service, &owner, 1).await.unwrap_err();
        assert!(full.sentence(Locale::En).contains("ask the provider"));
        // A limit that is raised or lifted counts from the next one on, and none is none.
        give(&world, "actions", "unlimited").await;
        limit_own(&world, &owner, &ann, "3").await.unwrap();
        reserve(&world.service, &ann, 1).await.unwrap();
        reserve(&world.service, &ann, 1).await.unwrap_err();
        limit_own(&world, &owner, &ann, "").await.unwrap();
        reserve(&world.service, &ann, 1_000_000).await.unwrap();
        limit_own(&world, &owner, &ann, "0").await.unwrap();
        reserve(&world.service, &ann, 1).await.unwrap_err();
        give(&world, "actions", "0").await;
        reserve(&world.service, &owner, 1).await.unwrap_err();
        let trail = world.control_trail().await;
        let last = trail.iter().rfind(|entry| entry.action == "team.limit").unwrap();
        assert!(last.after.as_ref().unwrap().contains(r#""actions":0"#), "{:?}", last.after);
    }

    async fn a_members_own_limit_is_checked_and_only_who_manages_the_team_sets_it(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        let ann = world.join(&owner.tenant, "ann@example.test", Role::Operator).await;
        for bad in ["-1", "1.5", "many", "1000000000000001", "99999999999999999999"] {
            assert!(matches!(limit_own(&world, &owner, &ann, bad).await, Err(Error::Invalid { .. })), "{bad}");
        }
        for unknown in ["members", "events", "nonsense", ""] {
            let access = world.team_access::<ManageTeam>(&owner).await;
            let refused = own_limits::set(access, ann.account().id.as_str(), unknown, "1").await;
            assert_eq!(refused, Err(Error::NotFound), "{unknown}");
        }
        assert!(world.enter_team::<ManageTeam>(&ann).await.is_err());
        let access = world.team_access::<ManageTeam>(&owner).await;
        assert_eq!(own_limits::set(access, "acc_0", "actions", "1").await, Err(Error::NotFound));
        assert_eq!(own_use(&world, &owner, &ann).await, (Limit::Of(1_000), Limit::Unlimited, 0));
    }

    async fn a_window_ends_in_the_tenants_zone_and_a_change_of_zone_gives_no_new_one(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let zone = async |name: &str| {
            let form = service::tenants::SettingsForm { name: "Acme".to_owned(), time_zone: name.to_owned() };
            service::tenants::update_settings(world.team_access::<ManageSettings>(&owner).await, form)
                .await
                .unwrap();
            world.service.run_due_jobs().await.unwrap();
        };
        zone("Europe/Paris").await;
        let key = world.enrol(&owner, "mx").await;
        give(&world, "events", "2").await;
        world.send(&key, &batch(1, 2)).await.unwrap();
        let paris = Zone::parse("Europe/Paris").unwrap();
        let day = paris.day_of(world.now());
        let window = meter(&world, &owner, "events").await.window.unwrap();
        assert_eq!(window, paris.day_start(day)..paris.day_start(day + 1));
        zone("Pacific/Auckland").await;
        assert_eq!(meter(&world, &owner, "events").await.window.unwrap(), window);
        let until = |at: Micros| at - world.now();
        world.advance(until(window.end - 1));
        world.send(&key, &batch(3, 1)).await.unwrap();
        assert_eq!(meter(&world, &owner, "events").await.held, 1);
        world.advance(1);
        world.send(&key, &batch(4, 1)).await.unwrap();
        let next = meter(&world, &owner, "events").await;
        assert_eq!((next.used, next.held, next.window.unwrap().start), (1, 0, window.end));
    }

    async fn people_are_told_once_at_each_step(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Professional).await;
        let ann = world.join(&owner.tenant, "ann@example.test", domain::permission::Role::Member).await;
        let key = world.enrol(&owner, "mx").await;
        give(&world, "events", "10").await;
        world.mails().await;
        world.send(&key, &batch(1, 4)).await.unwrap();
        assert!(world.mails().await.is_empty());
        world.send(&key, &batch(5, 1)).await.unwrap();
        let mail = world.mail().await;
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("eve@example.test", "Acme: 50% used of Events"));
        assert!(mail.text.contains("5 of 10 per day"), "{}", mail.text);
        world.send(&key, &batch(6, 1)).await.unwrap();
        assert!(world.mails().await.is_empty(), "of a step once");
        let choose = async |emails: &str| {
            alerts::choose(world.team_access::<ManageSettings>(&owner).await, emails).await
        };
        let emails = "stranger@example.test, bob@example.test".to_owned();
        let unknown = choose("stranger@example.test ann@example.test bob@example.test").await.unwrap_err();
        assert_eq!(unknown, Error::field("emails", TeamProblem::NotMembers { emails }));
        choose("ann@example.test, Eve@Example.test").await.unwrap();
        world.advance(2 * MINUTE);
        world.send(&key, &batch(7, 4)).await.unwrap();
        let mut told: Vec<String> = world.mails().await.into_iter().map(|mail| mail.to).collect();
        told.sort();
        assert_eq!(told, ["ann@example.test", "eve@example.test"], "80 and 100 at once are one mail each");
        choose("").await.unwrap();
        world.advance(DAY);
        world.send(&key, &batch(11, 10)).await.unwrap();
        assert!(world.mails().await.is_empty(), "nobody wants to be told");
        let days = history::list(&mut world.team_access::<ViewPlan>(&owner).await).await.unwrap();
        let events: Vec<_> =
            days.iter().filter(|day| day.meter == "events").map(|day| (day.used, day.quota)).collect();
        assert_eq!(events, [(10, Some(10)), (10, Some(10))]);
        assert!(ann.caller.account().is_some());
    }
}
