//! A tenant's consent to be looked into by an operator: what it may cover, and how it stands.

use crate::{
    permission::{Permission, PermissionSet},
    words,
};

words! {
    pub enum ConsentKind {
        /// An owner answers before anything is seen.
        Consent = "consent",
        /// Begun at once with a reason, in an emergency; the owners are told.
        BreakGlass = "break-glass",
    }
}

words! {
    /// How much of a tenant is seen. It is never changed.
    pub enum ConsentScope {
        Overview = "overview",
        /// Every page that only looks.
        Everything = "everything",
    }
}

impl ConsentScope {
    pub fn permissions(self) -> PermissionSet {
        match self {
            Self::Overview => PermissionSet::of(&[Permission::ViewOverview, Permission::ViewPlan]),
            Self::Everything => {
                Permission::ALL.iter().copied().filter(|permission| permission.is_read_only()).collect()
            }
        }
    }
}

words! {
    pub enum ConsentState {
        /// It waits for an owner's answer.
        Asked = "asked",
        Given = "given",
        Refused = "refused",
        /// Ended before its time, by an owner or the operator.
        Revoked = "revoked",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_consent_changes_anything() {
        for scope in ConsentScope::ALL {
            assert!(scope.permissions().iter().all(Permission::is_read_only), "{scope}");
        }
    }
}
