use super::{Binding, Resource};
use crate::{Micros, permission::Permission, resources::Root, words};

words! {
    /// What one binding says to one permission.
    pub enum Verdict {
        Gives = "gives",
        /// The permission is no part of the role.
        NotPart = "not-part",
        Ended = "ended",
        /// It gives it, but elsewhere.
        OutOfScope = "out-of-scope",
    }
}

impl Binding {
    /// What this binding alone says; what holds the actor below it comes afterwards.
    #[inline]
    pub fn consider(&self, permission: Permission, resource: Resource<'_>, now: Micros) -> Verdict {
        if !self.permissions.has(permission) {
            return Verdict::NotPart;
        }
        let is_about = self.scope.permissions().has(permission);
        match (self.is_live(now), is_about && self.scope.covers(resource.concerning(permission))) {
            (true, true) => Verdict::Gives,
            (true, false) => Verdict::OutOfScope,
            (false, _) => Verdict::Ended,
        }
    }
}

impl Resource<'_> {
    /// What concerns more than a thing, or a part of the tenant, is given only by a binding for the whole tenant.
    #[inline]
    pub(super) fn concerning(self, permission: Permission) -> Self {
        match self {
            Self::Anywhere if permission.is_scoped() => self,
            // What is not the tenant's at all is not its whole either.
            Self::At(path) if path.root != Root::Tenant || path.permissions().has(permission) => self,
            _ => Self::TENANT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decision::{RoleName, Scope},
        ids::PolicyAgentId,
        permission::Role,
        resources::ResourceId,
    };

    fn viewer(scope: Scope, ends_at: Option<Micros>) -> Binding {
        let permissions = Role::Viewer.permissions();
        Binding { role: RoleName::BuiltIn(Role::Viewer), permissions, scope, ends_at }
    }

    #[test]
    fn each_binding_says_why_it_gives_nothing() {
        let id = ResourceId::from(&PolicyAgentId::new(1, 1));
        let one = viewer(Scope::Resource(id), None);
        let consider = |binding: &Binding, permission| binding.consider(permission, Resource::Anywhere, 100);
        assert_eq!(consider(&one, Permission::ViewEvents), Verdict::Gives);
        assert_eq!(consider(&one, Permission::ViewMailFlow), Verdict::OutOfScope);
        assert_eq!(consider(&one, Permission::ManageTeam), Verdict::NotPart);
        assert_eq!(consider(&viewer(Scope::Tenant, Some(100)), Permission::ViewEvents), Verdict::Ended);
        assert_eq!(consider(&viewer(Scope::Tenant, Some(101)), Permission::ViewEvents), Verdict::Gives);
    }
}
