//! Who may do what: permissions, and the roles that hold them.

use crate::words;

words! {
    /// One thing a person may do in a tenant.
    pub enum Permission {
        ViewOverview = "view-overview",
        ViewEvents = "view-events",
        ViewMailFlow = "view-mail-flow",
        ManageMailFlow = "manage-mail-flow",
        ViewPolicyAgents = "view-policy-agents",
        ManagePolicyAgents = "manage-policy-agents",
        ManageSettings = "manage-settings",
    }
}

words! {
    /// A person's role in a tenant.
    pub enum Role { Owner = "owner", Viewer = "viewer" }
}

impl Role {
    pub const fn may(self, permission: Permission) -> bool {
        match self {
            Self::Owner => true,
            Self::Viewer => matches!(
                permission,
                Permission::ViewOverview
                    | Permission::ViewEvents
                    | Permission::ViewMailFlow
                    | Permission::ViewPolicyAgents
            ),
        }
    }
}

/// A permission as a type, so that a function can demand it in its signature.
pub trait May: Send + Sync + 'static {
    const PERMISSION: Permission;
    /// Whether work under this permission writes, and so needs a writing transaction.
    const WRITES: bool;
}

macro_rules! may {
    ($($name:ident $writes:literal),+ $(,)?) => {$(
        #[derive(Debug)]
        pub struct $name;
        impl May for $name {
            const PERMISSION: Permission = Permission::$name;
            const WRITES: bool = $writes;
        }
    )+};
}

may! {
    ViewOverview false,
    ViewEvents false,
    ViewMailFlow false,
    ManageMailFlow true,
    ViewPolicyAgents false,
    ManagePolicyAgents true,
    ManageSettings true,
}
