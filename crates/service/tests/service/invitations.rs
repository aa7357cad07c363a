//! Inviting, and what becomes of the link.

use domain::{
    Closed, DAY, Error, HOUR, Problem,
    decision::Scope,
    names::NamesProblem,
    permission::{ManageSecurity, ManageTeam, Role, ViewOverview, ViewTeam},
    plans::Plan,
    team::{TeamError, TeamProblem},
    zones::ZonesProblem,
};
use service::{
    Access, Caller,
    invitations::{self, Accepted, InviteForm},
    team::{self, GrantForm, email_domains},
};
use testkit::{Member, PASSWORD, World};

use crate::team::execute;

fn form(emails: &str, role: &str) -> InviteForm {
    let grant = GrantForm { role: role.to_owned(), ..GrantForm::default() };
    InviteForm { emails: emails.to_owned(), grant }
}

/// Invites, and returns what was wrong with which line.
async fn invite(world: &World, by: &Member, form: &InviteForm) -> Result<Vec<Problem>, Error> {
    let access = world.enter_team::<ManageTeam>(by).await?;
    let added = invitations::send(access, form).await?;
    Ok(added.refused.into_iter().map(|field| field.problem).collect())
}

/// Invites one person and returns the mailed token.
async fn invited(world: &World, by: &Member, email: &str, role: &str) -> String {
    assert_eq!(invite(world, by, &form(email, role)).await.unwrap(), []);
    world.mail().await.token()
}

async fn accept(world: &World, caller: &Caller, token: &str) -> Result<Accepted, Error> {
    invitations::accept(&world.service, caller, token, PASSWORD).await
}

async fn pending(world: &World, by: &Member) -> Vec<invitations::Pending> {
    invitations::list(&mut world.team_access::<ViewTeam>(by).await).await.unwrap()
}

fn is_closed<T>(outcome: Result<T, Error>, why: Closed) -> bool {
    matches!(outcome, Err(Error::Team(TeamError::InvitationClosed { why: found })) if found == why)
}

async fn actions(world: &World) -> Vec<String> {
    world.control_trail().await.into_iter().map(|entry| entry.action).collect()
}

testkit::both_engines! {
    async fn as_somebody_new(world: World) {
        let owner = world.owner("owner@example.test", "Acme & Co", Plan::Professional).await;
        let agent = world.enrol(&owner, "mx1").await.agent;
        let mut form = form("Guest@Example.test", "guest");
        form.grant.scope = format!("policy-agent:{}", agent.id);
        "2026-11-30".clone_into(&mut form.grant.ends);
        assert_eq!(invite(&world, &owner, &form).await.unwrap(), []);
        let mail = world.mail().await;
        // The domain is written as it is compared; the part before it as it was typed.
        assert_eq!(mail.to, "Guest@example.test");
        for said in ["owner@example.test", "Guest", "30 Nov 2026"] {
            assert!(mail.text.contains(said), "{said}: {}", mail.text);
        }
        // By whole words: the secret in the link is letters in any order.
        let words: Vec<&str> = mail.text.split_whitespace().collect();
        for typed in ["Acme", "Co", "mx1"] {
            assert!(!words.contains(&typed), "{typed} was typed by somebody: {}", mail.text);
        }
        assert_eq!(mail.links(), [format!("https://parvis.test/invitation?token={}", mail.token())]);
        // Looking, as a mail scanner does, uses nothing up.
        for _ in 0..2 {
            let shown = invitations::show(&world.service, &world.visitor(), &mail.token()).await.unwrap();
            assert_eq!((shown.space.as_str(), shown.inviter.as_str()), ("Acme & Co", "owner@example.test"));
            assert_eq!(shown.part.as_deref(), Some("mx1"));
            assert!(!shown.has_account && !shown.is_mine && shown.obstacle.is_none());
        }
        let weak = invitations::accept(&world.service, &world.visitor(), &mail.token(), "short").await;
        assert!(matches!(weak, Err(Error::Invalid { .. })), "{weak:?}");
        let accepted = accept(&world, &world.visitor(), &mail.token()).await.unwrap();
        let caller = world.caller_of(&accepted.session.unwrap().token).await;
        assert_eq!(caller.account().unwrap().email, "Guest@example.test");
        let trail = world.control_trail().await;
        let by = trail.iter().find(|entry| entry.action == "invitations.accept").unwrap().doer();
        assert_eq!(by.to_string(), format!("{} <Guest@example.test>", caller.account().unwrap().id));
        let access = Access::<ViewOverview>::enter(&world.service, &caller, &accepted.slug).await.unwrap();
        assert_eq!(access.reach().given, [Scope::Resource((&agent.id).into())]);
        assert!(pending(&world, &owner).await.is_empty());
        // The same link opens nothing a second time, to nobody.
        for caller in [&world.visitor(), &caller, &owner.caller] {
            assert!(is_closed(accept(&world, caller, &mail.token()).await, Closed::Accepted));
        }
        assert!(actions(&world).await.iter().any(|action| action == "invitations.refuse"));
        // What was mailed is nowhere in the trail.
        let trail = format!("{:?}", world.control_trail().await);
        assert!(!trail.contains(&mail.token()) && trail.contains("invitations.accept"));
    }

    async fn as_somebody_with_an_account(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let member = world.owner("Ada@example.test", "Hers", Plan::Starter).await;
        let token = invited(&world, &owner, "ada@example.test", "viewer").await;
        let shown = invitations::show(&world.service, &member.caller, &token).await.unwrap();
        assert!(shown.has_account && shown.is_mine);
        // A password cannot be set anew that way.
        assert!(matches!(accept(&world, &world.visitor(), &token).await, Err(Error::SignInRequired)));
        let accepted = accept(&world, &member.caller, &token).await.unwrap();
        assert!(accepted.session.is_some(), "more rights, another token");
        let mine = service::tenants::list_mine(&world.service, &member.caller).await.unwrap();
        assert_eq!(mine.iter().map(|space| space.name.as_str()).collect::<Vec<_>>(), ["Acme", "Hers"]);
    }

    async fn as_somebody_else(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let other = world.owner("other@example.test", "Other", Plan::Starter).await;
        let token = invited(&world, &owner, "ada@example.test", "admin").await;
        for caller in [&other.caller, &owner.caller] {
            let refused = accept(&world, caller, &token).await;
            let problem = Problem::Team(TeamProblem::AnotherAddress { email: "ada@example.test".to_owned() });
            assert_eq!(refused.unwrap_err(), Error::field("email", problem));
        }
        let entered = Access::<ViewOverview>::enter(&world.service, &other.caller, "acme").await;
        assert!(matches!(entered, Err(Error::NotFound)));
        let trail = world.control_trail().await;
        let noted = trail.iter().find(|entry| entry.action == "invitations.refuse").unwrap();
        assert_eq!(noted.tenant_id.as_deref(), Some(owner.tenant.id.as_str()));
        assert!(noted.after.as_ref().unwrap().contains("another-address"));
        // It stays open for whom it is for.
        accept(&world, &world.visitor(), &token).await.unwrap();
    }

    async fn with_a_token_that_is_none(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let other = world.owner("other@example.test", "Other", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test", "viewer").await;
        let foreign = invited(&world, &other, "ben@example.test", "viewer").await;
        let upper = token.to_uppercase();
        let swapped = format!("{}{}", &token[..16], &foreign[16..]);
        for wrong in [&token[..31], &upper, &swapped, "", "' or 1=1 --"] {
            assert!(is_closed(accept(&world, &world.visitor(), wrong).await, Closed::Unknown), "{wrong}");
        }
        // Another space's token leads to that space alone.
        let accepted = accept(&world, &world.visitor(), &foreign).await.unwrap();
        assert_eq!(accepted.slug, "other");
        accept(&world, &world.visitor(), &token).await.unwrap();
    }

    async fn too_late(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test", "viewer").await;
        world.advance(7 * DAY - 1);
        invitations::show(&world.service, &world.visitor(), &token).await.unwrap();
        world.advance(1);
        assert!(is_closed(invitations::show(&world.service, &world.visitor(), &token).await, Closed::Expired));
        assert!(is_closed(accept(&world, &world.visitor(), &token).await, Closed::Expired));
        // It can be sent again as it was.
        let id = pending(&world, &owner).await[0].invitation.id.to_string();
        invitations::resend(world.team_access(&owner).await, &id).await.unwrap();
        let newer = world.mail().await.token();
        assert!(is_closed(accept(&world, &world.visitor(), &token).await, Closed::Replaced));
        accept(&world, &world.visitor(), &newer).await.unwrap();
        world.advance(120 * DAY);
        service::events::retention::expire(&world.service).await.unwrap();
        assert!(is_closed(accept(&world, &world.visitor(), &token).await, Closed::Unknown));
    }

    async fn once_it_was_withdrawn_declined_or_replaced(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let stranger = world.owner("other@example.test", "Other", Plan::Professional).await;
        let first = invited(&world, &owner, "ada@example.test", "viewer").await;
        let id = pending(&world, &owner).await[0].invitation.id.to_string();
        // Another space's invitation does not exist.
        let foreign = invitations::withdraw(world.team_access(&stranger).await, &id).await;
        assert_eq!(foreign, Err(Error::NotFound));
        let foreign = invitations::resend(world.team_access(&stranger).await, &id).await;
        assert_eq!(foreign, Err(Error::NotFound));
        let second = invited(&world, &owner, "ADA@example.test", "member").await;
        assert_eq!(pending(&world, &owner).await.len(), 1);
        assert!(is_closed(accept(&world, &world.visitor(), &first).await, Closed::Replaced));
        let late = invitations::withdraw(world.team_access(&owner).await, &id).await;
        assert!(is_closed(late, Closed::Replaced));
        let id = pending(&world, &owner).await[0].invitation.id.to_string();
        invitations::withdraw(world.team_access(&owner).await, &id).await.unwrap();
        assert!(is_closed(accept(&world, &world.visitor(), &second).await, Closed::Withdrawn));
        let third = invited(&world, &owner, "ada@example.test", "member").await;
        invitations::decline(&world.service, &world.visitor(), &third).await.unwrap();
        assert!(is_closed(accept(&world, &world.visitor(), &third).await, Closed::Withdrawn));
        assert!(is_closed(invitations::decline(&world.service, &world.visitor(), &third).await, Closed::Withdrawn));
        assert!(pending(&world, &owner).await.is_empty());
    }

    async fn twice_at_once_lets_in_once(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let ada = world.owner("ada@example.test", "Hers", Plan::Starter).await;
        let token = invited(&world, &owner, "ada@example.test", "viewer").await;
        let (one, other) =
            tokio::join!(accept(&world, &ada.caller, &token), accept(&world, &ada.caller, &token));
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!(is_closed(one.and(other), Closed::Accepted));
    }

    async fn by_somebody_who_may_not(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        let stranger = world.owner("other@example.test", "Other", Plan::Starter).await;
        let stranger = Member { tenant: owner.tenant.clone(), ..stranger };
        let forms = form("ada@example.test", "guest");
        assert!(matches!(invite(&world, &viewer, &forms).await, Err(Error::Forbidden { .. })));
        assert!(matches!(invite(&world, &stranger, &forms).await, Err(Error::NotFound)));
        // An admin makes nobody an owner, and the attempt is noted with its reason.
        let refused = invite(&world, &admin, &form("ada@example.test", "owner")).await.unwrap_err();
        let Error::Forbidden { decision, who } = refused else { panic!("{refused:?}") };
        assert_eq!(decision.permission, domain::permission::Permission::ManageOwners);
        assert_eq!(who, ["owner@example.test"]);
        let trail = world.control_trail().await;
        assert!(trail.iter().any(|entry| entry.action == "access.refuse" && entry.target == "manage-owners"));
        assert!(world.mails().await.is_empty() && pending(&world, &owner).await.is_empty());
        let wrong = [("rol_00000000000000000000000000", ""), ("boss", ""), ("guest", "environment:env_0"), ("guest", "all")];
        for (role, scope) in wrong {
            let mut form = form("ada@example.test", role);
            scope.clone_into(&mut form.grant.scope);
            assert!(matches!(invite(&world, &owner, &form).await, Err(Error::Invalid { .. })), "{role} {scope}");
        }
        // Another space's agent is no part of this one.
        let own = Member { tenant: world.tenant(&owner.tenant.id).await, ..owner.clone() };
        let foreign = world.enrol(&world.owner("third@example.test", "Third", Plan::Starter).await, "mx9").await;
        let mut form = form("ada@example.test", "guest");
        form.grant.scope = format!("policy-agent:{}", foreign.agent.id);
        assert_eq!(invite(&world, &own, &form).await.unwrap_err(), Error::field("scope", Problem::NotAChoice));
        form.grant = GrantForm { role: "guest".to_owned(), ends: "2026-11-20".to_owned(), ..GrantForm::default() };
        assert_eq!(invite(&world, &own, &form).await.unwrap_err(), Error::field("ends", ZonesProblem::InThePast));
    }

    async fn by_somebody_who_has_less_since(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let admin = world.join(&owner.tenant, "admin@example.test", Role::Admin).await;
        let removed = world.join(&owner.tenant, "removed@example.test", Role::Admin).await;
        let token = invited(&world, &admin, "ada@example.test", "admin").await;
        let orphan = invited(&world, &removed, "ben@example.test", "admin").await;
        let id = admin.account().id.to_string();
        team::take_role(world.team_access(&owner).await, &id, "admin", "tenant").await.unwrap();
        let id = removed.account().id.to_string();
        team::remove(world.team_access(&owner).await, &id, "removed@example.test").await.unwrap();
        assert!(is_closed(accept(&world, &world.visitor(), &token).await, Closed::Unbacked));
        assert!(is_closed(accept(&world, &world.visitor(), &orphan).await, Closed::Withdrawn));
        // The list says so, until the right is back or somebody sends it in their own name.
        let is_backed = async || {
            let listed = invitations::list(&mut world.team_access(&owner).await).await.unwrap();
            listed.iter().map(|pending| pending.is_backed).collect::<Vec<_>>()
        };
        assert_eq!(is_backed().await, [false]);
        let listed = invitations::list(&mut world.team_access(&owner).await).await.unwrap();
        let id = listed[0].invitation.id.to_string();
        world.advance(2 * HOUR);
        invitations::resend(world.team_access(&owner).await, &id).await.unwrap();
        assert_eq!(is_backed().await, [true]);
    }

    async fn whose_link_was_used_and_who_was_removed_since(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let token = invited(&world, &owner, "ada@example.test", "viewer").await;
        let (ada, _) = world.person("ada@example.test").await;
        let joined = accept(&world, &ada, &token).await.unwrap();
        assert!(joined.session.is_some(), "more rights, another token");
        assert!(is_closed(invitations::show(&world.service, &ada, &token).await, Closed::Accepted));
        let id = ada.account().unwrap().id.to_string();
        team::remove(world.team_access(&owner).await, &id, "ada@example.test").await.unwrap();
        assert!(is_closed(invitations::show(&world.service, &ada, &token).await, Closed::Gone));
    }

    async fn a_list_from_a_mail_program(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let lines = "Doe, Ann <ann@acme.example>; \"Bo, the other\" <bo@acme.example> cy@acme.example\n\"x y\"@acme.example";
        assert_eq!(invite(&world, &owner, &form(lines, "viewer")).await.unwrap(), [Problem::Names(NamesProblem::QuotedAddress)]);
        let mut to: Vec<String> = world.mails().await.into_iter().map(|mail| mail.to).collect();
        to.sort_unstable();
        assert_eq!(to, ["ann@acme.example", "bo@acme.example", "cy@acme.example"]);
    }

    async fn a_pasted_list(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let lines = "ada@example.test, ben@example.test\nnobody\nOWNER@example.test\nаda@example.test\nada@example.test";
        let problems = invite(&world, &owner, &form(lines, "viewer")).await.unwrap();
        let alike = Problem::Names(NamesProblem::LooksAlike { domain: "example.test".to_owned() });
        let again = Problem::Duplicate { of: "ada@example.test".to_owned() };
        assert_eq!(problems, [Problem::Names(NamesProblem::NotAnEmail), alike, again, Problem::Team(TeamProblem::AlreadyMember)]);
        assert_eq!(world.mails().await.len(), 2);
        let trail = world.control_trail().await;
        let noted = trail.iter().find(|entry| entry.action == "invitations.refuse").unwrap();
        assert!(noted.after.as_ref().unwrap().contains(r#""email":"аda@example.test""#), "{noted:?}");
        let none = invite(&world, &owner, &form(" \n", "viewer")).await;
        assert_eq!(none.unwrap_err(), Error::field("emails", Problem::Required));
    }

    async fn a_hundred_times_the_same_person(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        let mut refused = 0;
        for _ in 0..100 {
            let problems = invite(&world, &owner, &form("ada@example.test", "viewer")).await.unwrap();
            refused += problems.len();
            assert!(problems.iter().all(|problem| matches!(problem, Problem::Team(TeamProblem::MailedTooOften { .. }))));
        }
        assert_eq!((refused, world.mails().await.len()), (97, 1));
        let noted = actions(&world).await.iter().filter(|action| *action == "invitations.refuse").count();
        assert_eq!(noted, 30);
        assert_eq!(pending(&world, &owner).await.len(), 1);
        let id = pending(&world, &owner).await[0].invitation.id.to_string();
        let again = invitations::resend(world.team_access(&owner).await, &id).await;
        assert!(matches!(again, Err(Error::RateLimited { .. })));
        let trail = world.control_trail().await;
        let noted = trail.iter().rfind(|entry| entry.action == "invitations.refuse").unwrap();
        assert!(noted.after.as_ref().unwrap().contains("mailed-too-often"), "{noted:?}");
        world.advance(HOUR);
        assert_eq!(invite(&world, &owner, &form("ada@example.test", "viewer")).await.unwrap(), []);
    }

    async fn only_at_allowed_domains(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Professional).await;
        // What passes for another domain is named as what it is; typed as such it deceives nobody.
        let alike = email_domains::add(world.team_access::<ManageSecurity>(&owner).await, "аcme.example").await.unwrap();
        let domain = "xn--cme-5cd.example".to_owned();
        assert_eq!(alike.refused[0].problem, Problem::Names(NamesProblem::LooksAlike { domain }));
        assert!(alike.added.is_empty());
        let early = invited(&world, &owner, "ada@old.example", "viewer").await;
        let added = email_domains::add(world.team_access::<ManageSecurity>(&owner).await, "acme.example\nbücher.example\nno").await;
        assert_eq!(added.unwrap().refused.len(), 1);
        let lines = "ada@acme.example\nben@bücher.example\ncy@xn--bcher-kva.example\ndi@mail.acme.example\ned@acme.example.org";
        let problems = invite(&world, &owner, &form(lines, "viewer")).await.unwrap();
        let domains = "acme.example, xn--bcher-kva.example".to_owned();
        let outside = Problem::Team(TeamProblem::OutsideDomains { domains, who: Vec::new() });
        assert_eq!(problems, [outside.clone(), outside]);
        // The rule counts for mails sent before it, too.
        let shown = invitations::show(&world.service, &world.visitor(), &early).await.unwrap();
        assert!(matches!(shown.obstacle, Some(Problem::Team(TeamProblem::OutsideDomains { who, .. })) if who == ["owner@example.test"]));
        assert!(matches!(accept(&world, &world.visitor(), &early).await, Err(Error::Invalid { .. })));
        email_domains::remove(world.team_access(&owner).await, "acme.example").await.unwrap();
        let gone = email_domains::remove(world.team_access(&owner).await, "acme.example").await;
        assert_eq!(gone, Err(Error::NotFound));
        email_domains::remove(world.team_access(&owner).await, "xn--bcher-kva.example").await.unwrap();
        accept(&world, &world.visitor(), &early).await.unwrap();
        let viewer = world.join(&owner.tenant, "viewer@example.test", Role::Viewer).await;
        assert!(matches!(world.enter_team::<ManageSecurity>(&viewer).await, Err(Error::Forbidden { .. })));
    }

    async fn a_personal_space_on_freelance_enterprise_takes_members(world: World) {
        let owner = world.owner("owner@example.test", "Hers", Plan::FreelanceEnterprise).await;
        execute(&world, "update tenants set kind = 'personal'").await;
        for (email, role) in [("ada@example.test", "admin"), ("ben@example.test", "member")] {
            let token = invited(&world, &owner, email, role).await;
            let accepted = accept(&world, &world.visitor(), &token).await.unwrap();
            let caller = world.caller_of(&accepted.session.unwrap().token).await;
            Access::<ViewOverview>::enter(&world.service, &caller, &accepted.slug).await.unwrap();
            let manages = Access::<domain::permission::ManageMailFlow>::enter(&world.service, &caller, &accepted.slug).await;
            assert_eq!(manages.is_ok(), role == "admin", "{role}");
        }
        assert_eq!(team::list(&mut world.team_access(&owner).await).await.unwrap().len(), 3);
        assert_eq!(world.tenant(&owner.tenant.id).await.kind, domain::plans::TenantKind::Personal);
    }

    async fn only_guests_into_a_personal_space(world: World) {
        let owner = world.owner("owner@example.test", "Acme", Plan::Pro).await;
        let personal = "update tenants set kind = 'personal'";
        execute(&world, personal).await;
        for role in Role::ALL.iter().filter(|role| **role != Role::Guest) {
            let refused = invite(&world, &owner, &form("ada@example.test", role.as_str())).await;
            assert_eq!(refused.unwrap_err(), Error::field("role", TeamProblem::GuestsOnly), "{role}");
        }
        let token = invited(&world, &owner, "ada@example.test", "guest").await;
        accept(&world, &world.visitor(), &token).await.unwrap();
        service::tenants::become_company(world.team_access(&owner).await).await.unwrap();
        let tenant = world.tenant(&owner.tenant.id).await;
        assert_eq!((tenant.kind, tenant.plan.key.as_str()), (domain::plans::TenantKind::Company, "professional"));
        invited(&world, &owner, "ben@example.test", "admin").await;
        let members = team::list(&mut world.team_access(&owner).await).await.unwrap();
        assert_eq!(members.len(), 2);
        assert_eq!(members[0].bindings[0].scope, Scope::Tenant);
        // Once more changes nothing, and leaves no entry.
        let before = world.control_trail().await.len();
        service::tenants::become_company(world.team_access(&owner).await).await.unwrap();
        assert_eq!(world.control_trail().await.len(), before);
    }
}
