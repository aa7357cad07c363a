//! Two more kinds, each declared and nothing else: one of a tenant's environments, one of the installation.

use super::*;
use crate::{
    decision::{Actor, Binding, Context, Resource, RoleName, Scope, Verdict, decide},
    permission::Role,
};

pub(super) const INSTANCE: Declaration = Declaration {
    name: "instance",
    area: "instances",
    prefix: "ins",
    gone: "deleted",
    parent: Parent::Environment,
    permissions: PermissionSet::of(&[Permission::ViewMailFlow, Permission::ManageMailFlow]),
    noun: ["Instance", "Instance"],
    the: ["the instance", "l’instance"],
};

pub(super) const HOST: Declaration = Declaration {
    name: "host",
    area: "hosts",
    prefix: "hst",
    gone: "retired",
    parent: Parent::Installation,
    permissions: PermissionSet::of(&[Permission::ViewMailFlow]),
    noun: ["Host", "Hôte"],
    the: ["the host", "l’hôte"],
};

fn one(kind: ResourceKind) -> ResourceId {
    let id = format!("{}_00000000000000000000000007", kind.declaration().prefix);
    ResourceId::parse(kind, &id).unwrap()
}

fn bound(role: Role, scope: Scope) -> Actor {
    let binding =
        Binding { role: RoleName::BuiltIn(role), permissions: role.permissions(), scope, ends_at: None };
    Actor { is_member: true, bindings: vec![binding], ceiling: None }
}

fn may(actor: &Actor, permission: Permission, path: &Path) -> bool {
    decide(actor, permission, Resource::At(path), &Context::at(0)).is_allowed()
}

#[test]
fn a_kind_is_complete_by_its_declaration() {
    for kind in ResourceKind::ALL {
        let scope = Scope::Resource(one(*kind));
        assert_eq!(scope.to_string().parse(), Ok(scope.clone()), "{scope}");
        let declared = kind.declaration();
        let named = |other: &&ResourceKind| {
            let other = other.declaration();
            other.name == declared.name || other.prefix == declared.prefix || other.area == declared.area
        };
        assert_eq!(ResourceKind::ALL.iter().filter(named).count(), 1, "{}", declared.name);
        for locale in Locale::ALL {
            assert!(!kind.noun(*locale).is_empty() && !kind.the(*locale).is_empty());
        }
    }
}

#[test]
fn a_second_kind_is_decided_by_the_same_rule() {
    let (here, there) = (EnvironmentId::new(1, 1), EnvironmentId::new(1, 2));
    let instance = one(ResourceKind::Instance);
    let at = |environment: &EnvironmentId| Path::of(instance.clone(), Some(environment.clone()));
    let of_part = bound(Role::Operator, Scope::Environment(here.clone()));
    assert!(may(&of_part, Permission::ManageMailFlow, &at(&here)));
    assert!(!may(&of_part, Permission::ManageMailFlow, &at(&there)));
    assert!(may(&of_part, Permission::ManageMailFlow, &Path::part(Some(here.clone()))));
    // What is bound to it by its id survives a move, and gives nothing over what it lies in.
    let of_one = bound(Role::Operator, Scope::Resource(instance.clone()));
    assert!(may(&of_one, Permission::ManageMailFlow, &at(&here)));
    assert!(may(&of_one, Permission::ManageMailFlow, &at(&there)));
    for part in [Path::part(Some(here.clone())), Path::TENANT] {
        assert!(!may(&of_one, Permission::ManageMailFlow, &part));
    }
}

#[test]
fn what_is_asked_of_another_kind_is_not_given_by_a_binding_to_one_thing() {
    let of_one = bound(Role::Operator, Scope::Resource(one(ResourceKind::Instance)));
    let binding = &of_one.bindings[0];
    let consider = |permission| binding.consider(permission, Resource::Anywhere, 0);
    assert_eq!(consider(Permission::ViewMailFlow), Verdict::Gives);
    assert_eq!(consider(Permission::ViewEvents), Verdict::OutOfScope);
    assert!(!binding.effective().has(Permission::ViewEvents));
    // Whoever has a permission in an environment has it over the kinds that it is about, and over no other.
    let here = EnvironmentId::new(1, 1);
    let reach =
        bound(Role::Operator, Scope::Environment(here.clone())).reach(Permission::ManagePolicyAgents, 0);
    let agent = Path::of(ResourceId::from(&PolicyAgentId::new(1, 1)), Some(here.clone()));
    assert!(reach.covers(&agent));
    assert!(!reach.covers(&Path::of(one(ResourceKind::Instance), Some(here))));
}

#[test]
fn nothing_bound_in_a_tenant_covers_what_the_installation_has() {
    let host = Path::of(one(ResourceKind::Host), Some(EnvironmentId::new(1, 1)));
    let owner = bound(Role::Owner, Scope::Tenant);
    let bound_to_it = bound(Role::Owner, Scope::Resource(one(ResourceKind::Host)));
    for actor in [owner, bound_to_it] {
        assert!(!may(&actor, Permission::ViewMailFlow, &host));
        assert!(!actor.reach(Permission::ViewMailFlow, 0).covers(&host));
    }
}
