//! Why somebody may or may not do a thing, told to whom it concerns.

use domain::{
    Error, Quota,
    decision::{Binding, Changer, Outcome, Rule, Usage, Verdict},
    permission::{ManageTeam, Permission, Role, ViewPlan, ViewTeam},
    plans::{Limit, Plan, Span},
};
use service::{
    Caller, Source, Standing, plan, tenants,
    why::{self, Refusal},
};
use testkit::{Member, World};

async fn open(world: &World, member: &Member, slug: &str) -> Result<Standing, Error> {
    Standing::open(&world.service, &member.caller, slug).await
}

/// The same person with another request's number.
fn asking(member: &Member, request: &str) -> Member {
    let mut member = member.clone();
    request.clone_into(&mut member.caller.request_id);
    member
}

async fn refusal(world: &World, member: &Member, request: &str) -> Result<Refusal, Error> {
    let standing = open(world, member, &member.tenant.slug).await?;
    why::refusal(&world.service, &member.caller, &standing, request).await
}

testkit::both_engines! {
    async fn every_member_is_told_and_a_stranger_nothing(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let stranger = world.owner("stranger@example.test", "Other", Plan::Starter).await;
        let standing = open(&world, &guest, "acme").await.unwrap();
        let told = why::explain(&standing, Permission::ManageTeam);
        assert_eq!((told.decision.outcome, told.decision.rule), (Outcome::Deny, Rule::NoRole));
        let verdicts: Vec<_> = told.considered.iter().map(|(_, verdict)| *verdict).collect();
        assert_eq!(verdicts, [Verdict::NotPart]);
        let told = why::explain(&standing, Permission::ViewEvents);
        assert_eq!((told.decision.outcome, told.considered[0].1), (Outcome::Allow, Verdict::Gives));

        assert_eq!(open(&world, &stranger, "acme").await.unwrap_err(), Error::NotFound);
        assert_eq!(open(&world, &guest, "nowhere").await.unwrap_err(), Error::NotFound);
        let visitor = Standing::open(&world.service, &world.visitor(), "acme").await;
        assert_eq!(visitor.unwrap_err(), Error::SignInRequired);
        let trail = world.control_trail().await;
        let refused = trail.iter().filter(|entry| entry.action == "access.refuse").collect::<Vec<_>>();
        assert_eq!(refused.len(), 1, "the stranger's attempt concerns the space and is noted");
        assert_eq!(refused[0].tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
    }

    async fn a_refused_attempt_is_shown_to_its_actor_and_the_audit_log_s_readers(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let operator = world.join(&owner.tenant, "operator@example.test", Role::Operator).await;
        let stranger = world.owner("stranger@example.test", "Other", Plan::Starter).await;
        world.enter_team::<ViewTeam>(&asking(&guest, "r-1")).await.unwrap_err();
        world.enter_team::<ManageTeam>(&asking(&guest, "r-2")).await.unwrap_err();

        let seen = refusal(&world, &guest, "r-1").await.unwrap();
        assert_eq!((seen.decision.permission, seen.decision.rule), (Permission::ViewTeam, Rule::NoRole));
        assert_eq!(seen.doer.actor.label, "guest@example.test");
        let seen = refusal(&world, &owner, "r-2").await.unwrap();
        assert_eq!(seen.decision.permission, Permission::ManageTeam);
        for (member, request) in [(&operator, "r-1"), (&stranger, "r-1"), (&guest, "r-9"), (&guest, "")] {
            assert_eq!(refusal(&world, member, request).await.unwrap_err(), Error::NotFound, "{request}");
        }
    }

    async fn the_plan_tells_its_numbers(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let member = world.join(&owner.tenant, "member@example.test", Role::Member).await;
        world.enrol(&owner, "mx1").await;
        let mut access = world.access::<ViewPlan>(&member).await;
        let usage = plan::usage(&mut access).await.unwrap();
        let agents = Usage { quota: Quota::PolicyAgents, limit: Limit::Of(1), used: 1 };
        assert!(usage.contains(&agents), "{usage:?}");
        drop(access);
        assert!(matches!(world.enter::<ViewPlan>(&guest).await, Err(Error::Forbidden { .. })));
        // The same numbers decide before the click.
        let standing = open(&world, &owner, "acme").await.unwrap();
        let decision = standing.decide_one_more(Permission::ManagePolicyAgents, Quota::PolicyAgents, 1);
        assert_eq!((decision.outcome, decision.usage), (Outcome::OverQuota, Some(agents)));
        let decision = standing.decide_one_more(Permission::ManagePolicyAgents, Quota::PolicyAgents, 0);
        assert_eq!(decision.outcome, Outcome::Allow);
    }

    async fn the_operator_adds_a_member(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let (caller, _) = world.person("new@example.test").await;
        let cli = Caller::local(Source::Cli);
        let account = caller.account().unwrap().clone();
        for role in [Role::Viewer, Role::Viewer, Role::Operator] {
            tenants::add_member(&world.service, &cli, "acme", &account, &Binding::of(role)).await.unwrap();
        }
        let standing = Standing::open(&world.service, &caller, "acme").await.unwrap();
        assert_eq!(standing.actor.bindings.len(), 2);
        let trail = world.control_trail().await;
        let added = trail.iter().filter(|entry| entry.action == "members.add").collect::<Vec<_>>();
        assert_eq!(added.len(), 3);
        assert_eq!(added[0].tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
        let nowhere = tenants::add_member(&world.service, &cli, "nowhere", &account, &Binding::of(Role::Viewer)).await;
        assert_eq!(nowhere.unwrap_err(), Error::NotFound);
        // The plan's places count here as everywhere.
        for name in ["b", "c", "d", "e"] {
            world.join(&owner.tenant, &format!("{name}@example.test"), Role::Viewer).await;
        }
        let (caller, _) = world.person("last@example.test").await;
        let viewer = Binding::of(Role::Viewer);
        let full = tenants::add_member(&world.service, &cli, "acme", caller.account().unwrap(), &viewer).await;
        let (quota, span, changer) = (Quota::Members, Span::Always, Changer::Provider);
        assert_eq!(full.unwrap_err(), Error::QuotaReached { quota, limit: 6, used: 6, span, changer });
        tenants::add_member(&world.service, &cli, "acme", &account, &Binding::of(Role::Admin)).await.unwrap();
    }
}
