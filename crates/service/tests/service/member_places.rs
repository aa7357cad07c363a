//! Who has room in a plan is kept beside the members, and is at every moment what reckoning would say.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AccountId, DAY, Quota, SECOND,
    decision::{Binding, Scope},
    permission::{ManageSettings, Role},
    plans::Plan,
    team::seats,
};
use service::{
    Caller, Source,
    team::{self, GrantForm},
    tenants,
};
use store::{
    Mode,
    control::{bindings, memberships, subscriptions},
};
use testkit::{Member, World};

/// What each member's place has to be, from what everybody holds.
async fn reckoned(world: &World, owner: &Member) -> BTreeMap<AccountId, Option<i64>> {
    let (tenant, now) = (&owner.tenant.id, world.now());
    let mut tx = world.store.control(Mode::Read).await.unwrap();
    let kept = subscriptions::find(&mut tx, tenant).await.unwrap().unwrap().kept;
    let kept: BTreeSet<&str> = kept.split(' ').collect();
    let mut held: BTreeMap<AccountId, Vec<Binding>> = BTreeMap::new();
    for one in bindings::list_all(&mut tx, tenant).await.unwrap() {
        held.entry(one.account_id).or_default().push(one.binding);
    }
    let members = memberships::list(&mut tx, tenant).await.unwrap();
    let mut seated: Vec<_> = members
        .iter()
        .filter_map(|member| {
            let held = held.get(&member.account_id)?;
            let owns = held.iter().any(|one| one.is_owning() && one.is_live(now));
            let order = (!owns, !kept.contains(member.account_id.as_str()), member.created_at, &member.email);
            seats(held, now).contains(&Quota::Members).then_some((order, &member.account_id))
        })
        .collect();
    seated.sort();
    let places: BTreeMap<_, i64> = seated.into_iter().map(|(_, account)| account).zip(0..).collect();
    members
        .iter()
        .map(|member| (member.account_id.clone(), places.get(&member.account_id).copied()))
        .collect()
}

async fn set_plan(world: &World, plan: Plan) {
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, "acme", plan.as_str()).await.unwrap();
}

testkit::both_engines! {
    async fn kept_places_are_what_is_reckoned_after_any_walk(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Enterprise).await;
        set_plan(&world, Plan::Professional).await;
        let (cli, mut joined, mut seed) = (Caller::local(Source::Cli), Vec::new(), 11_u64);
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap() % below
        };
        let roles = [Role::Viewer, Role::Admin, Role::Guest, Role::Owner];
        for number in 0..36 {
            world.advance(SECOND);
            match draw(6) {
                0 | 1 => {
                    let (caller, _) = world.person(&format!("m{number}@example.test")).await;
                    let account = caller.account().unwrap().clone();
                    let given = Binding::of(roles[draw(4)]);
                    if tenants::add_member(&world.service, &cli, "acme", &account, &given).await.is_ok() {
                        joined.push(account);
                    }
                }
                2 if !joined.is_empty() => {
                    let gone = joined.remove(draw(joined.len()));
                    team::remove(world.team_access(&owner).await, gone.id.as_str(), &gone.email).await.unwrap();
                }
                3 if !joined.is_empty() => {
                    let one = &joined[draw(joined.len())];
                    let grant = GrantForm {
                        role: roles[draw(3)].to_string(), scope: Scope::Tenant.to_string(),
                        ends: "2026-12-31".to_owned(),
                    };
                    let access = world.team_access(&owner).await;
                    // One who has no seat and finds none is refused.
                    let _ = team::give_role(access, one.id.as_str(), &grant).await;
                }
                4 => set_plan(&world, [Plan::Professional, Plan::Enterprise, Plan::Starter][draw(3)]).await,
                _ if !joined.is_empty() => {
                    let chosen = joined[draw(joined.len())].id.to_string();
                    let mut tx = world.store.control(Mode::Write).await.unwrap();
                    subscriptions::update_kept(&mut tx, &owner.tenant.id, &chosen).await.unwrap();
                    tx.commit().await.unwrap();
                    // Nothing but this test changes the choice alone.
                    set_plan(&world, Plan::Enterprise).await;
                }
                _ => {}
            }
            let mut tx = world.store.control(Mode::Read).await.unwrap();
            let members = memberships::list(&mut tx, &owner.tenant.id).await.unwrap();
            drop(tx);
            let kept: BTreeMap<_, _> = members.into_iter().map(|one| (one.account_id, one.place)).collect();
            assert_eq!(kept, reckoned(&world, &owner).await, "after step {number}");
            let mut tx = world.store.control(Mode::Read).await.unwrap();
            let account = &owner.account().id;
            let relation = memberships::find_relation(&mut tx, "acme", account, world.now()).await.unwrap().unwrap();
            assert!(relation.ranked_until.is_some_and(|until| until > world.now()), "step {number} left it to requests");
        }
        assert!(joined.len() > 3, "the walk came to something");
    }

    async fn a_role_that_ends_makes_room_at_once(world: World) {
        let owner = world.owner("ann@example.test", "Acme", Plan::Professional).await;
        let mut members = Vec::new();
        for number in 0..6 {
            world.advance(SECOND);
            members.push(world.join(&owner.tenant, &format!("m{number}@example.test"), Role::Admin).await);
        }
        set_plan(&world, Plan::Starter).await;
        let last = &members[5];
        world.enter::<ManageSettings>(last).await.unwrap_err();
        let first = &members[0].account().id;
        let mut tx = world.store.control(Mode::Write).await.unwrap();
        let (id, now) = (&owner.tenant.id, world.now());
        bindings::upsert(&mut tx, id, first, "admin", &Scope::Tenant, Some(now + DAY), now).await.unwrap();
        tx.commit().await.unwrap();
        set_plan(&world, Plan::Starter).await;
        world.enter::<ManageSettings>(last).await.unwrap_err();
        world.advance(DAY);
        assert!(world.enter::<ManageSettings>(last).await.is_ok(), "nobody had to look for it");
    }
}
