//! What [`decide`] answers, and why.

use domain::{
    EnvironmentId, PolicyAgentId, Quota, RoleId,
    decision::{
        Actor, Binding, Ceiling, Changer, Context, Outcome, Resource, RoleName, Rule, Scope, Usage, decide,
    },
    permission::{Permission, PermissionSet, Role},
    plans::{Limit, Span},
    resources::{Path, ResourceId},
};

const NOW: i64 = 1_795_262_400_000_000;

fn binding(role: Role, scope: Scope, ends_at: Option<i64>) -> Binding {
    Binding { role: RoleName::BuiltIn(role), permissions: role.permissions(), scope, ends_at }
}

fn member(bindings: Vec<Binding>) -> Actor {
    Actor { is_member: true, bindings, ceiling: None }
}

fn environment(number: u128) -> EnvironmentId {
    EnvironmentId::new(1, number)
}

fn agent(number: u128) -> PolicyAgentId {
    PolicyAgentId::new(1, number)
}

fn only(number: u128) -> Scope {
    Scope::Resource(ResourceId::from(&agent(number)))
}

fn at(agent: &PolicyAgentId, environment: Option<EnvironmentId>) -> Path {
    Path::of(ResourceId::from(agent), environment)
}

#[test]
fn a_stranger_is_told_nothing_of_the_tenant() {
    for permission in Permission::ALL {
        let decision = decide(&Actor::STRANGER, *permission, Resource::TENANT, &Context::at(NOW));
        assert_eq!((decision.outcome, decision.rule), (Outcome::Deny, Rule::NotAMember));
        assert_eq!(decision.allowed(vec!["owner@example.test".to_owned()]), Err(domain::Error::NotFound));
    }
}

#[test]
fn each_built_in_role_gives_its_permissions_and_no_other() {
    for role in Role::ALL {
        let actor = member(vec![binding(*role, Scope::Tenant, None)]);
        for permission in Permission::ALL {
            let decision = decide(&actor, *permission, Resource::TENANT, &Context::at(NOW));
            assert_eq!(decision.is_allowed(), role.permissions().has(*permission), "{role} {permission}");
            let rule = if decision.is_allowed() { Rule::Granted } else { Rule::NoRole };
            assert_eq!(decision.rule, rule);
        }
    }
}

#[test]
fn a_role_that_ended_gives_nothing_from_that_instant_on() {
    let actor = member(vec![binding(Role::Guest, Scope::Tenant, Some(NOW))]);
    let before = decide(&actor, Permission::ViewEvents, Resource::TENANT, &Context::at(NOW - 1));
    assert!(before.is_allowed());
    let after = decide(&actor, Permission::ViewEvents, Resource::TENANT, &Context::at(NOW));
    assert_eq!((after.rule, after.changer, after.ends_at), (Rule::Ended, Changer::TeamManagers, Some(NOW)));
    assert!(after.reason(domain::Locale::En).contains("ended on 2026-11-21"));
}

#[test]
fn a_scoped_role_covers_its_environment_and_its_agent_alone() {
    let in_production = Scope::Environment(environment(1));
    let actor =
        member(vec![binding(Role::Operator, in_production, None), binding(Role::Guest, only(7), None)]);
    let ask = |permission, id: u128, place: Option<u128>| {
        let path = at(&agent(id), place.map(environment));
        decide(&actor, permission, Resource::At(&path), &Context::at(NOW)).rule
    };
    assert_eq!(ask(Permission::ManagePolicyAgents, 1, Some(1)), Rule::Granted);
    assert_eq!(ask(Permission::ManagePolicyAgents, 1, Some(2)), Rule::OutOfScope);
    assert_eq!(ask(Permission::ManagePolicyAgents, 7, None), Rule::OutOfScope);
    assert_eq!(ask(Permission::ViewEvents, 7, None), Rule::Granted);
    // What concerns the whole tenant is not given for a part of it.
    let whole = decide(&actor, Permission::ManageMailFlow, Resource::Anywhere, &Context::at(NOW));
    assert_eq!(whole.rule, Rule::OutOfScope);
    let reach = actor.reach(Permission::ViewEvents, NOW);
    assert!(!reach.is_whole());
    assert!(reach.covers(&at(&agent(7), None)) && reach.covers(&at(&agent(9), Some(environment(1)))));
    assert!(!reach.covers(&at(&agent(9), Some(environment(2)))));
    // A part is covered by what covers all of it, and not by what covers some agent in it.
    assert!(reach.covers(&Path::part(Some(environment(1)))));
    assert!(!reach.covers(&Path::part(Some(environment(2)))) && !reach.covers(&Path::TENANT));
}

#[test]
fn a_key_does_no_more_than_its_scopes_where_it_is_limited_to() {
    let ceiling = Ceiling::Only {
        permissions: PermissionSet::of(&[Permission::ViewEvents, Permission::ManageMailFlow]),
        scope: only(1),
    };
    let actor = Actor { ceiling: Some(ceiling), ..Actor::holding(Role::Owner) };
    let ask = |permission, resource| decide(&actor, permission, resource, &Context::at(NOW)).rule;
    assert_eq!(ask(Permission::ViewOverview, Resource::Anywhere), Rule::KeyScope);
    assert_eq!(ask(Permission::ViewEvents, Resource::Anywhere), Rule::Granted);
    assert_eq!(ask(Permission::ManageMailFlow, Resource::TENANT), Rule::KeyResource);
    let (own, other) = (at(&agent(1), None), at(&agent(2), None));
    assert_eq!(ask(Permission::ViewEvents, Resource::At(&own)), Rule::Granted);
    assert_eq!(ask(Permission::ViewEvents, Resource::At(&other)), Rule::KeyResource);
    let reach = actor.reach(Permission::ViewEvents, NOW);
    assert!(reach.covers(&own) && !reach.covers(&other) && !reach.is_whole());
}

#[test]
fn a_key_of_somebody_who_lost_the_permission_has_lost_it_too() {
    let ceiling = Ceiling::Only { permissions: PermissionSet::ALL, scope: Scope::Tenant };
    let actor = Actor { ceiling: Some(ceiling), ..Actor::holding(Role::Viewer) };
    let decision = decide(&actor, Permission::ManageMailFlow, Resource::TENANT, &Context::at(NOW));
    assert_eq!(decision.rule, Rule::NoRole);
}

#[test]
fn whoever_views_as_another_member_only_looks() {
    for role in [Role::Owner, Role::Guest] {
        let actor = Actor { ceiling: Some(Ceiling::ViewAs), ..Actor::holding(role) };
        for permission in Permission::ALL {
            let decision = decide(&actor, *permission, Resource::TENANT, &Context::at(NOW));
            let is_allowed = permission.is_read_only() && role.permissions().has(*permission);
            assert_eq!(decision.is_allowed(), is_allowed, "{permission}");
            // Nothing is said of the roles of whoever looks, which are not asked.
            let told = if is_allowed { Rule::Granted } else { Rule::ViewAs };
            assert_eq!(decision.rule, told, "{permission}");
        }
    }
}

#[test]
fn a_missing_second_factor_is_named_only_to_those_whom_it_would_help() {
    let context = Context { lacks_second_factor: true, ..Context::at(NOW) };
    let viewer = Actor::holding(Role::Viewer);
    let decision = decide(&viewer, Permission::ViewEvents, Resource::TENANT, &context);
    assert_eq!((decision.rule, decision.changer), (Rule::SecondFactor, Changer::Yourself));
    let decision = decide(&viewer, Permission::ManageTeam, Resource::TENANT, &context);
    assert_eq!(decision.rule, Rule::NoRole);
}

#[test]
fn a_reached_limit_says_its_numbers_and_who_can_raise_it() {
    let owner = Actor::holding(Role::Owner);
    let ask = |limit, used| {
        let usage = Usage { quota: Quota::PolicyAgents, limit, used };
        let context = Context { usage: Some(usage), ..Context::at(NOW) };
        decide(&owner, Permission::ManagePolicyAgents, Resource::TENANT, &context)
    };
    assert!(ask(Limit::Of(3), 2).is_allowed());
    assert!(ask(Limit::Unlimited, 1_000_000).is_allowed());
    let over = ask(Limit::NONE, 0);
    assert_eq!((over.outcome, over.rule, over.changer), (Outcome::OverQuota, Rule::Quota, Changer::Provider));
    let error = over.allowed(Vec::new()).unwrap_err();
    assert_eq!(
        error,
        domain::Error::QuotaReached {
            quota: Quota::PolicyAgents,
            limit: 0,
            used: 0,
            span: Span::Always,
            changer: Changer::Provider,
        }
    );
}

#[test]
fn a_decision_and_a_scope_survive_being_stored() {
    let custom = RoleName::Custom { id: RoleId::new(1, 2), name: "Night shift".to_owned() };
    let scope = Scope::Environment(environment(4));
    let own = Binding {
        role: custom,
        permissions: PermissionSet::ALL,
        scope: scope.clone(),
        ends_at: Some(NOW + 1),
    };
    let actor = member(vec![own]);
    let decision = decide(&actor, Permission::ViewEvents, Resource::Anywhere, &Context::at(NOW));
    let text = serde_json::to_string(&decision).unwrap();
    assert_eq!(serde_json::from_str::<domain::decision::Decision>(&text).unwrap(), decision);
    for scope in [Scope::Tenant, scope, only(3)] {
        assert_eq!(scope.to_string().parse(), Ok(scope));
    }
    for text in ["", "environment", "environment:x", "tenant:", "policy-agent:env_00000000000000000000000000"]
    {
        assert!(text.parse::<Scope>().is_err(), "{text}");
    }
}

#[test]
fn the_documented_table_of_roles_is_the_one_in_force() {
    let page = include_str!("../../../docs/permissions.md");
    let row = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    let mut lines = page.lines().skip_while(|line| !line.starts_with("| permission"));
    let roles: Vec<Role> =
        row(lines.next().unwrap())[1..].iter().map(|name| name.to_lowercase().parse().unwrap()).collect();
    assert_eq!(roles.len(), Role::ALL.len());
    let rows: Vec<Vec<String>> = lines.skip(1).take_while(|line| line.starts_with('|')).map(row).collect();
    assert_eq!(rows.len(), Permission::ALL.len());
    for cells in rows {
        let permission: Permission = cells[0].parse().unwrap();
        for (role, cell) in roles.iter().zip(&cells[1..]) {
            assert_eq!(cell == "yes", role.permissions().has(permission), "{permission} of {role}");
        }
    }
}
