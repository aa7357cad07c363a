//! What is counted never goes over its limit, not by one, however many ask at once.

use domain::{
    Error, Quota,
    permission::{ManageMailFlow, ManagePolicyAgents, ManageTeam, ViewPlan},
    plans::Plan,
};
use service::{
    Access, TeamAccess,
    domains::{self, DomainsForm},
    invitations::{self, InviteForm},
    networks::{self, NetworksForm},
    plan,
    policy_agents::{self, AgentForm},
    team::{self, GrantForm},
};
use testkit::{Member, World};

const RACERS: u64 = 64;

/// Asks for one more of something; whether there was room. Who is sent away for the crowd alone found none.
async fn one_more(world: &World, owner: &Member, quota: Quota, number: u64) -> bool {
    let (service, caller, slug) = (&world.service, &owner.caller, &owner.tenant.slug);
    let added: Result<usize, Error> = async {
        Ok(match quota {
            Quota::Domains => {
                let access = Access::<ManageMailFlow>::enter(service, caller, slug).await?;
                let form = DomainsForm { names: format!("d{number}.test"), kind: "local".to_owned() };
                domains::add(access, form).await?.added.len()
            }
            Quota::Networks => {
                let access = Access::<ManageMailFlow>::enter(service, caller, slug).await?;
                let form = NetworksForm { cidrs: format!("10.0.{number}.0/24"), label: String::new() };
                networks::add(access, form).await?.added.len()
            }
            Quota::PolicyAgents => {
                let access = Access::<ManagePolicyAgents>::enter(service, caller, slug).await?;
                let form = AgentForm {
                    name: format!("mx{number}"),
                    time_zone: "UTC".to_owned(),
                    ..AgentForm::default()
                };
                policy_agents::enrol(access, form).await.map(|_| 1)?
            }
            Quota::Members | Quota::Guests => {
                let access = TeamAccess::<ManageTeam>::enter(service, caller, slug).await?;
                let role = if quota == Quota::Guests { "guest" } else { "member" };
                let grant = GrantForm { role: role.to_owned(), ..GrantForm::default() };
                let form = InviteForm { emails: format!("p{number}@example.test"), grant };
                invitations::send(access, &form).await?.added.len()
            }
        })
    }
    .await;
    match added {
        Ok(added) => added == 1,
        Err(Error::QuotaReached { .. } | Error::Unavailable { .. } | Error::RateLimited { .. }) => false,
        Err(other) => panic!("{quota}: {other:?}"),
    }
}

async fn used(world: &World, owner: &Member, quota: Quota) -> (i64, Option<i64>) {
    let usage = match quota {
        Quota::Members | Quota::Guests => {
            team::usage_of_plan(&mut world.team_access::<ViewPlan>(owner).await).await.unwrap()
        }
        _ => plan::usage(&mut world.access::<ViewPlan>(owner).await).await.unwrap(),
    };
    let found = usage.into_iter().find(|usage| usage.quota == quota).unwrap();
    (found.used, found.limit.number())
}

testkit::both_engines! {
    async fn of_sixty_four_who_ask_at_once_as_many_find_room_as_there_is(world: World) {
        let owner = world.owner("eve@example.test", "Acme", Plan::Starter).await;
        for quota in Quota::ALL {
            let before = used(&world, &owner, *quota).await.0;
            let asked = (0..RACERS).map(|number| one_more(&world, &owner, *quota, number));
            let added = futures::future::join_all(asked).await.into_iter().filter(|found| *found).count();
            let (used, limit) = used(&world, &owner, *quota).await;
            assert!(used <= limit.unwrap(), "{quota}: {used} of {limit:?}");
            assert_eq!(used, before + i64::try_from(added).unwrap(), "{quota}");
            assert!(added > 0, "{quota}");
        }
    }
}
