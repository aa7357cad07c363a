//! The places a plan has for people: told with their numbers, and never given away twice.

use domain::{
    DAY, Error, Problem, Quota,
    decision::{Changer, Outcome, Usage},
    permission::{ManageTeam, Role, ViewTeam},
    plans::{Limit, Plan, Span},
    team::TeamProblem,
};
use service::{
    Caller, Source,
    invitations::{self, InviteForm},
    team::{self, GrantForm, HandOverForm},
    tenants,
};
use testkit::{Member, PASSWORD, World};

fn grant(role: &str) -> GrantForm {
    GrantForm { role: role.to_owned(), ..GrantForm::default() }
}

async fn invite(world: &World, by: &Member, emails: &str, role: &str) -> Result<Vec<Problem>, Error> {
    let form = InviteForm { emails: emails.to_owned(), grant: grant(role) };
    let added = invitations::send(world.enter_team::<ManageTeam>(by).await?, &form).await?;
    Ok(added.refused.into_iter().map(|field| field.problem).collect())
}

async fn invited(world: &World, by: &Member, email: &str, role: &str) -> String {
    assert_eq!(invite(world, by, email, role).await.unwrap(), []);
    world.mail().await.token()
}

async fn accept(world: &World, token: &str) -> Result<(), Error> {
    invitations::accept(&world.service, &world.visitor(), token, PASSWORD).await.map(|_| ())
}

/// How many places for members and for guests are taken.
async fn used(world: &World, by: &Member) -> (i64, i64) {
    let usage = team::usage(&mut world.team_access::<ViewTeam>(by).await).await.unwrap();
    (usage[0].used, usage[1].used)
}

async fn set_plan(world: &World, plan: Plan) {
    let cli = Caller::local(Source::Cli);
    tenants::set_plan(&world.service, &cli, "acme", plan.as_str()).await.unwrap();
}

const FULL: Error = full(Quota::Members, 6);

const fn full(quota: Quota, limit: i64) -> Error {
    Error::QuotaReached { quota, limit, used: limit, span: Span::Always, changer: Changer::Provider }
}

testkit::both_engines! {
    async fn the_plan_has_so_many_places_and_says_the_numbers(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let usage = team::usage(&mut world.team_access::<ViewTeam>(&owner).await).await.unwrap();
        let members = Usage { quota: Quota::Members, limit: Limit::Of(6), used: 1 };
        assert_eq!(usage, [members, Usage { quota: Quota::Guests, limit: Limit::Of(5), used: 0 }]);
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        world.join(&owner.tenant, "b@example.test", Role::Member).await;

        // Of a list, as many as there are places; the others each say why.
        let lines = "c@example.test\nd@example.test\ne@example.test\nf@example.test\ng@example.test";
        let over = Problem::OverQuota { quota: Quota::Members, limit: 6, used: Some(6) };
        assert_eq!(invite(&world, &admin, lines, "viewer").await.unwrap(), [over.clone(), over]);
        assert_eq!(used(&world, &owner).await, (6, 0));
        assert_eq!(invite(&world, &admin, "h@example.test", "viewer").await.unwrap_err(), FULL);
        // The refusal is kept with its decision.
        let trail = world.control_trail().await;
        let noted = trail.iter().rfind(|entry| entry.action == "access.refuse").unwrap();
        let decision: domain::decision::Decision = serde_json::from_str(noted.decision.as_ref().unwrap()).unwrap();
        assert_eq!((decision.outcome, decision.usage.unwrap().used), (Outcome::OverQuota, 6));
        assert!(trail.iter().any(|entry| entry.action == "invitations.refuse"));

        // Guests have places of their own, and whoever is invited again keeps theirs.
        assert_eq!(invite(&world, &admin, "h@example.test", "guest").await.unwrap(), []);
        assert_eq!(invite(&world, &admin, "c@example.test", "member").await.unwrap(), []);
        assert_eq!(used(&world, &owner).await, (6, 1));
        // An invitation that is withdrawn or runs out gives its place back.
        let open = invitations::list(&mut world.team_access(&owner).await).await.unwrap();
        let first = open[0].invitation.id.to_string();
        invitations::withdraw(world.team_access(&owner).await, &first).await.unwrap();
        assert_eq!(used(&world, &owner).await, (5, 1));
        world.advance(8 * DAY);
        assert_eq!(used(&world, &owner).await, (3, 0));
    }

    async fn an_invitation_sent_again_needs_a_place_when_it_had_run_out(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        invited(&world, &owner, "late@example.test", "viewer").await;
        let id = invitations::list(&mut world.team_access(&owner).await).await.unwrap()[0].invitation.id.to_string();
        invitations::resend(world.team_access(&owner).await, &id).await.unwrap();
        let id = invitations::list(&mut world.team_access(&owner).await).await.unwrap()[0].invitation.id.to_string();
        world.advance(8 * DAY);
        for name in ["a", "b", "c", "d", "e"] {
            world.join(&owner.tenant, &format!("{name}@example.test"), Role::Viewer).await;
        }
        let full = invitations::resend(world.team_access(&owner).await, &id).await;
        assert_eq!(full.unwrap_err(), FULL);
    }

    async fn a_plan_that_became_smaller_lets_nobody_else_in(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test", "viewer").await;
        let guest = invited(&world, &owner, "gil@example.test", "guest").await;
        for name in ["a", "b", "c", "d", "e"] {
            world.join(&owner.tenant, &format!("{name}@example.test"), Role::Viewer).await;
        }
        set_plan(&world, Plan::Starter).await;
        let shown = invitations::show(&world.service, &world.visitor(), &token).await.unwrap();
        let who = vec!["owner@example.test".to_owned()];
        let full = Problem::Team(TeamProblem::NoSeat { quota: Quota::Members, limit: 6, used: 6, who });
        assert_eq!(shown.obstacle, Some(full.clone()));
        assert_eq!(accept(&world, &token).await.unwrap_err(), Error::field("email", full));
        let trail = world.control_trail().await;
        let noted = trail.iter().rfind(|entry| entry.action == "invitations.refuse").unwrap();
        assert!(noted.after.as_ref().unwrap().contains("no-seat") && noted.decision.is_some());
        // Guests are counted apart, and whoever is in stays in.
        accept(&world, &guest).await.unwrap();
        assert_eq!(used(&world, &owner).await, (7, 1), "six people and an open invitation");
        // With a larger plan the same link opens again.
        set_plan(&world, Plan::Professional).await;
        accept(&world, &token).await.unwrap();
    }

    async fn of_two_for_the_last_place_one_gets_it(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let one = invited(&world, &owner, "ada@example.test", "viewer").await;
        let other = invited(&world, &owner, "ben@example.test", "viewer").await;
        for name in ["a", "b", "c", "d"] {
            world.join(&owner.tenant, &format!("{name}@example.test"), Role::Viewer).await;
        }
        set_plan(&world, Plan::Starter).await;
        let (one, other) = tokio::join!(accept(&world, &one), accept(&world, &other));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!(matches!(one.and(other), Err(Error::Invalid { .. })));
    }

    async fn a_guest_becomes_a_member_where_there_is_a_place(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        for name in ["a", "b", "c", "d"] {
            world.join(&owner.tenant, &format!("{name}@example.test"), Role::Viewer).await;
        }
        let last = world.join(&owner.tenant, "e@example.test", Role::Viewer).await;
        let id = |member: &Member| member.account().id.to_string();
        let access = world.team_access(&owner).await;
        assert_eq!(team::give_role(access, &id(&guest), &grant("operator")).await.unwrap_err(), FULL);
        let access = world.team_access(&owner).await;
        let change = team::change_role(access, &id(&guest), "guest", "tenant", &grant("viewer")).await;
        assert_eq!(change.unwrap_err(), FULL);
        let form = HandOverForm { account: id(&guest), stay: "admin".to_owned(), confirm: "Acme".to_owned() };
        assert_eq!(team::hand_over(world.team_access(&owner).await, &form).await.unwrap_err(), FULL);
        // Another role for a member takes no other place.
        team::give_role(world.team_access(&owner).await, &id(&last), &grant("operator")).await.unwrap();
        team::take_role(world.team_access(&owner).await, &id(&last), "operator", "tenant").await.unwrap();
        team::change_role(world.team_access(&owner).await, &id(&last), "viewer", "tenant", &grant("guest")).await.unwrap();
        assert_eq!(used(&world, &owner).await, (5, 2));
        // Who is both takes both places, until one is taken from them.
        team::give_role(world.team_access(&owner).await, &id(&guest), &grant("operator")).await.unwrap();
        assert_eq!(used(&world, &owner).await, (6, 2));
        team::take_role(world.team_access(&owner).await, &id(&guest), "guest", "tenant").await.unwrap();
        assert_eq!(used(&world, &owner).await, (6, 1));
    }

    async fn no_way_round_leads_to_a_place_that_is_not_there(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        for name in ["a", "b", "c", "d"] {
            world.join(&owner.tenant, &format!("{name}@example.test"), Role::Viewer).await;
            world.join(&owner.tenant, &format!("guest-{name}@example.test"), Role::Guest).await;
        }
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        assert_eq!(used(&world, &owner).await, (6, 5));
        let id = |member: &Member| member.account().id.to_string();
        let give = async |member: &Member, role: &str| {
            team::give_role(world.team_access(&owner).await, &id(member), &grant(role)).await
        };
        // From guest to nothing to member.
        team::take_role(world.team_access(&owner).await, &id(&guest), "guest", "tenant").await.unwrap();
        assert_eq!(used(&world, &owner).await, (6, 4), "who holds nothing takes no place");
        assert_eq!(give(&guest, "viewer").await.unwrap_err(), FULL);
        give(&guest, "guest").await.unwrap();
        // From member to both to guest.
        let full = full(Quota::Guests, 5);
        assert_eq!(give(&viewer, "guest").await.unwrap_err(), full);
        assert_eq!(used(&world, &owner).await, (6, 5));
    }

    async fn what_has_ended_takes_no_place(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Starter).await;
        let guest = world.join(&owner.tenant, "guest@example.test", Role::Guest).await;
        let form = GrantForm { ends: "2026-11-22".to_owned(), ..grant("guest") };
        team::change_role(world.team_access(&owner).await, guest.account().id.as_str(), "guest", "tenant", &form)
            .await
            .unwrap();
        assert_eq!(used(&world, &owner).await, (1, 1));
        world.advance(2 * DAY);
        assert_eq!(used(&world, &owner).await, (1, 0));
    }
}
