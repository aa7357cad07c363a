//! What can be permitted in a tenant, and the roles that hold permissions.

use serde::{Deserialize, Serialize};

use crate::{resources::ResourceKind, words};

words! {
    /// One thing a person or a program may do in a tenant.
    pub enum Permission {
        ViewOverview = "view-overview",
        ViewEvents = "view-events",
        ViewMailFlow = "view-mail-flow",
        ManageMailFlow = "manage-mail-flow",
        ViewPolicyAgents = "view-policy-agents",
        ManagePolicyAgents = "manage-policy-agents",
        ManageEnvironments = "manage-environments",
        ManageSharing = "manage-sharing",
        ManageApiKeys = "manage-api-keys",
        ViewPlan = "view-plan",
        ViewTeam = "view-team",
        ManageTeam = "manage-team",
        ManageRoles = "manage-roles",
        ManageOwners = "manage-owners",
        ViewAs = "view-as",
        ViewAudit = "view-audit",
        ManageSecurity = "manage-security",
        ManageSettings = "manage-settings",
        ViewInvoices = "view-invoices",
        ManageInvoices = "manage-invoices",
        OpenDeepLinks = "open-deep-links",
        ManageAlerts = "manage-alerts",
    }
}

impl Permission {
    const fn bit(self) -> u64 {
        1 << self as u64
    }

    /// Whether it can be given for one environment or one resource alone; the others concern the tenant as
    /// a whole.
    pub const fn is_scoped(self) -> bool {
        ResourceKind::SCOPED.has(self)
    }

    /// Whether it only looks. What is left when somebody views the console as another member.
    pub const fn is_read_only(self) -> bool {
        matches!(
            self,
            Self::ViewOverview
                | Self::ViewEvents
                | Self::ViewMailFlow
                | Self::ViewPolicyAgents
                | Self::ViewPlan
                | Self::ViewTeam
                | Self::ViewAudit
                | Self::ViewInvoices
                | Self::OpenDeepLinks
        )
    }
}

/// A set of permissions. Stored and sent as the list of their words.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct PermissionSet(u64);

impl PermissionSet {
    pub const EMPTY: Self = Self(0);
    pub const ALL: Self = Self::of(Permission::ALL);

    pub const fn of(permissions: &[Permission]) -> Self {
        let (mut bits, mut place) = (0, 0);
        while place < permissions.len() {
            bits |= permissions[place].bit();
            place += 1;
        }
        Self(bits)
    }

    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.has(*permission))
    }

    /// The words with a space between them, as they are stored.
    pub fn words(self) -> String {
        self.iter().map(Permission::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Self::words`] wrote. A word that is no permission any more permits nothing.
    pub fn from_words(words: &str) -> Self {
        words.split_whitespace().filter_map(|word| word.parse().ok()).collect()
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |bits, permission| bits | permission.bit()))
    }
}

impl std::fmt::Debug for PermissionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl Serialize for PermissionSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for PermissionSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Permission>::deserialize(deserializer).map(|permissions| permissions.into_iter().collect())
    }
}

words! {
    /// The roles every tenant has. Others it may make for itself.
    pub enum Role {
        Owner = "owner",
        Admin = "admin",
        Billing = "billing",
        Operator = "operator",
        Member = "member",
        Viewer = "viewer",
        Guest = "guest",
    }
}

impl Role {
    pub const fn permissions(self) -> PermissionSet {
        use Permission as P;
        const VIEWER: PermissionSet = PermissionSet::of(&[
            P::ViewOverview,
            P::ViewEvents,
            P::ViewMailFlow,
            P::ViewPolicyAgents,
            P::OpenDeepLinks,
        ]);
        const MEMBER: PermissionSet = VIEWER.union(PermissionSet::of(&[P::ViewTeam, P::ViewPlan]));
        match self {
            Self::Owner => PermissionSet::ALL,
            Self::Admin => PermissionSet::ALL.without(PermissionSet::of(&[P::ManageOwners])),
            Self::Billing => PermissionSet::of(&[
                P::ViewOverview,
                P::ViewPlan,
                P::ViewTeam,
                P::ViewInvoices,
                P::ManageInvoices,
            ]),
            Self::Operator => MEMBER.union(PermissionSet::of(&[
                P::ManageMailFlow,
                P::ManagePolicyAgents,
                P::ManageEnvironments,
                P::ManageSharing,
                P::ManageAlerts,
            ])),
            Self::Member => MEMBER,
            Self::Viewer => VIEWER,
            Self::Guest => PermissionSet::of(&[P::ViewOverview, P::ViewEvents]),
        }
    }
}

/// Work under one permission or several, as a type, so that a function can demand it in its signature.
pub trait May: Send + Sync + 'static {
    const PERMISSION: Permission;
    /// What it takes besides.
    const OTHERS: &'static [Permission] = &[];
    /// Whether the work writes, and so needs a writing transaction.
    const WRITES: bool;
    /// Whether a person must have proved lately that it is still them.
    const STEP_UP: bool = false;
    /// Whether it writes in a closed tenant, too.
    const WHILE_CLOSED: bool = false;
    /// Whether it writes in a suspended tenant, too: whoever owes something can pay it, or leave.
    const WHILE_SUSPENDED: bool = false;
}

/// Work under one permission alone, so that it may be given for a part of the tenant.
pub trait MayOne: May {}

/// Two at once.
impl<A: MayOne, B: MayOne> May for (A, B) {
    const PERMISSION: Permission = A::PERMISSION;
    const OTHERS: &'static [Permission] = &[B::PERMISSION];
    const WRITES: bool = A::WRITES || B::WRITES;
    const STEP_UP: bool = A::STEP_UP || B::STEP_UP;
    const WHILE_CLOSED: bool = (!A::WRITES || A::WHILE_CLOSED) && (!B::WRITES || B::WHILE_CLOSED);
    const WHILE_SUSPENDED: bool = (!A::WRITES || A::WHILE_SUSPENDED) && (!B::WRITES || B::WHILE_SUSPENDED);
}

macro_rules! may {
    ($($(#[$meta:meta])* $name:ident = $permission:ident $(, $flag:ident)*;)+) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name;
        impl MayOne for $name {}
        impl May for $name {
            const PERMISSION: Permission = Permission::$permission;
            const WRITES: bool = may!(@has writes $($flag)*);
            const STEP_UP: bool = may!(@has step_up $($flag)*);
            const WHILE_CLOSED: bool = may!(@has while_closed $($flag)*);
            const WHILE_SUSPENDED: bool = may!(@has while_suspended $($flag)*);
        }
    )+
        /// What some work takes.
        #[cfg(test)]
        const TAKEN: &[Permission] = &[$(Permission::$permission),+];
    };
    (@has writes writes $($rest:ident)*) => { true };
    (@has step_up step_up $($rest:ident)*) => { true };
    (@has while_closed while_closed $($rest:ident)*) => { true };
    (@has while_suspended while_suspended $($rest:ident)*) => { true };
    (@has $flag:ident $other:ident $($rest:ident)*) => { may!(@has $flag $($rest)*) };
    (@has $flag:ident) => { false };
}

may! {
    ViewOverview = ViewOverview;
    /// Choosing one’s own tiles of it.
    ArrangeOverview = ViewOverview, writes;
    ViewEvents = ViewEvents;
    /// Keeping what one looks for: it changes nothing for others.
    KeepViews = ViewEvents, writes;
    ViewMailFlow = ViewMailFlow;
    ManageMailFlow = ManageMailFlow, writes;
    ViewPolicyAgents = ViewPolicyAgents;
    ManagePolicyAgents = ManagePolicyAgents, writes;
    /// Looking at the environments before one is changed.
    ListEnvironments = ManageEnvironments;
    ManageEnvironments = ManageEnvironments, writes;
    /// Looking at the share links there are.
    ListShareLinks = ManageSharing;
    ManageSharing = ManageSharing, writes;
    /// Looking at the API keys there are.
    ListApiKeys = ManageApiKeys;
    ManageApiKeys = ManageApiKeys, writes, step_up;
    ViewPlan = ViewPlan;
    ViewTeam = ViewTeam;
    ManageTeam = ManageTeam, writes;
    /// What a change would do, before it is done.
    PreviewTeam = ManageTeam;
    /// Looking at the matrix of custom roles before it is changed.
    PreviewRoles = ManageRoles;
    ManageRoles = ManageRoles, writes;
    ManageOwners = ManageOwners, writes, step_up;
    /// Looking at what closing the tenant means, and when it was closed.
    ViewClosing = ManageOwners;
    /// Closing the tenant and opening it again.
    CloseTenant = ManageOwners, writes, step_up, while_closed, while_suspended;
    /// Looking at which operators asked to look, look, and looked.
    ViewConsents = ManageOwners;
    /// Letting an operator look into the tenant, or no longer.
    AnswerConsents = ManageOwners, writes, step_up, while_closed, while_suspended;
    ViewAs = ViewAs, writes;
    ViewAudit = ViewAudit;
    /// Looking at how members must sign in.
    ViewSecurity = ManageSecurity;
    ManageSecurity = ManageSecurity, writes, step_up;
    /// Looking at the settings.
    ViewSettings = ManageSettings;
    ManageSettings = ManageSettings, writes;
    /// Asking what another plan would cost.
    QuotePlan = ManageSettings, writes, while_suspended;
    /// Taking another plan: it may cost something.
    ChangePlan = ManageSettings, writes, step_up, while_suspended;
    /// Ending what costs something, also in a closed tenant.
    CancelPlan = ManageSettings, writes, step_up, while_closed, while_suspended;
    ViewInvoices = ViewInvoices;
    /// Also in a closed tenant: what is still owed is still billed to somebody.
    ManageInvoices = ManageInvoices, writes, while_closed, while_suspended;
    /// Choosing which reports come by mail: one's own alone.
    ChooseReports = ViewOverview, writes;
    /// Looking at what may be opened, and how it is.
    ListDeepLinks = OpenDeepLinks;
    /// Being let into another program: it is noted who was.
    OpenDeepLinks = OpenDeepLinks, writes;
    /// Looking at the rules before one is changed.
    ListAlertRules = ManageAlerts;
    ManageAlerts = ManageAlerts, writes;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_survives_storing() {
        for role in Role::ALL {
            assert_eq!(PermissionSet::from_words(&role.permissions().words()), role.permissions());
        }
        assert!(PermissionSet::from_words("fly no-such-thing").is_empty());
    }

    #[test]
    fn only_owners_manage_owners() {
        for role in Role::ALL {
            assert_eq!(role.permissions().has(Permission::ManageOwners), *role == Role::Owner, "{role}");
        }
    }

    #[test]
    fn a_guest_only_looks() {
        assert!(Role::Guest.permissions().iter().all(Permission::is_read_only));
        assert!(Role::Viewer.permissions().iter().all(Permission::is_read_only));
    }

    #[test]
    fn every_permission_permits_some_work() {
        for permission in Permission::ALL {
            assert!(TAKEN.contains(permission), "{permission} stands in no line of may!");
        }
    }

    #[test]
    fn flags_of_work_are_read() {
        const {
            assert!(ManageApiKeys::WRITES && ManageApiKeys::STEP_UP);
            assert!(!ListApiKeys::WRITES && !ListApiKeys::STEP_UP);
            assert!(ManageTeam::WRITES && !ManageTeam::STEP_UP);
        }
    }

    #[test]
    fn work_under_two_permissions_takes_what_either_takes() {
        type Both = (ViewEvents, ManageApiKeys);
        assert_eq!(
            (Both::PERMISSION, Both::OTHERS),
            (Permission::ViewEvents, &[Permission::ManageApiKeys][..])
        );
        const {
            assert!(Both::WRITES && Both::STEP_UP && !Both::WHILE_CLOSED);
            assert!(!<(ViewEvents, ViewPlan)>::WRITES);
            // Whoever only looks besides does not keep a closed tenant closed.
            assert!(<(CloseTenant, ViewPlan)>::WHILE_CLOSED);
            assert!(!<(CloseTenant, ManageTeam)>::WHILE_CLOSED);
        }
    }
}
