//! Operators: people who work for whoever runs this installation, what each role of theirs may do, and what can go
//! wrong.
//!
//! A permission of the console concerns the installation and never a tenant's data: what is in a tenant is seen by
//! its consent alone.

use crate::words;

words! {
    /// What an operator is to this installation.
    pub enum OperatorRole {
        Everything = "everything",
        /// Helps people, and looks into a tenant by its consent.
        Support = "support",
        /// Catalogue, subscriptions, invoices.
        Billing = "billing",
        /// Jobs, hosts and settings; no invoices, no tenants.
        Infrastructure = "infrastructure",
    }
}

words! {
    /// One thing an operator may do in the console.
    pub enum OperatorPermission {
        ViewConsole = "view-console",
        ViewTenants = "view-tenants",
        ManageTenants = "manage-tenants",
        LookIntoTenants = "look-into-tenants",
        ViewCatalogue = "view-catalogue",
        ManageCatalogue = "manage-catalogue",
        ViewBilling = "view-billing",
        ManageBilling = "manage-billing",
        ViewJobs = "view-jobs",
        ManageJobs = "manage-jobs",
        ViewPeople = "view-people",
        ManagePeople = "manage-people",
        ViewInstallationAudit = "view-installation-audit",
        ViewInstallation = "view-installation",
        Announce = "announce",
        ManageDeepLinks = "manage-deep-links",
        ViewSupport = "view-support",
        AnswerSupport = "answer-support",
        ManageOperators = "manage-operators",
    }
}

impl OperatorRole {
    /// What the role holds.
    pub const fn permissions(self) -> &'static [OperatorPermission] {
        use OperatorPermission as P;
        match self {
            Self::Everything => OperatorPermission::ALL,
            Self::Support => &[
                P::ViewConsole,
                P::ViewTenants,
                P::LookIntoTenants,
                P::ViewJobs,
                P::ViewPeople,
                P::ManagePeople,
                P::Announce,
                P::ViewSupport,
                P::AnswerSupport,
            ],
            Self::Billing => &[
                P::ViewConsole,
                P::ViewTenants,
                P::ViewCatalogue,
                P::ManageCatalogue,
                P::ViewBilling,
                P::ManageBilling,
            ],
            Self::Infrastructure => &[
                P::ViewConsole,
                P::ViewJobs,
                P::ManageJobs,
                P::ViewInstallation,
                P::Announce,
                P::ManageDeepLinks,
            ],
        }
    }

    pub fn may(self, permission: OperatorPermission) -> bool {
        self.permissions().contains(&permission)
    }
}

/// Work of an operator under one permission, as a type, so that a function can demand it in its signature.
pub trait Operate: Send + Sync + 'static {
    const PERMISSION: OperatorPermission;
    /// Whether the work writes, and so needs a writing transaction.
    const WRITES: bool;
    /// Whether a person must have proved lately that it is still them.
    const STEP_UP: bool;
}

macro_rules! operate {
    ($($(#[$meta:meta])* $name:ident = $permission:ident $(, $flag:ident)*;)+) => {
        $(
            $(#[$meta])*
            #[derive(Debug)]
            pub struct $name;
            impl Operate for $name {
                const PERMISSION: OperatorPermission = OperatorPermission::$permission;
                const WRITES: bool = operate!(@has writes $($flag)*);
                const STEP_UP: bool = operate!(@has step_up $($flag)*);
            }
        )+
        /// What some work takes.
        #[cfg(test)]
        const TAKEN: &[OperatorPermission] = &[$(OperatorPermission::$permission),+];
    };
    (@has writes writes $($rest:ident)*) => { true };
    (@has step_up step_up $($rest:ident)*) => { true };
    (@has $flag:ident $other:ident $($rest:ident)*) => { operate!(@has $flag $($rest)*) };
    (@has $flag:ident) => { false };
}

operate! {
    ViewConsole = ViewConsole;
    ViewTenants = ViewTenants;
    ManageTenants = ManageTenants, writes;
    /// Suspending a tenant, closing and purging it.
    EndTenants = ManageTenants, writes, step_up;
    ViewLooks = LookIntoTenants;
    LookIntoTenants = LookIntoTenants, writes, step_up;
    ViewCatalogue = ViewCatalogue;
    ManageCatalogue = ManageCatalogue, writes;
    ViewBilling = ViewBilling;
    ManageBilling = ManageBilling, writes;
    /// Looking at the keys of programs that report what tenants use.
    ListUsageKeys = ViewBilling;
    ManageUsageKeys = ManageBilling, writes, step_up;
    ViewJobs = ViewJobs;
    ManageJobs = ManageJobs, writes;
    ViewPeople = ViewPeople;
    ManagePeople = ManagePeople, writes, step_up;
    ViewInstallationAudit = ViewInstallationAudit;
    ViewInstallation = ViewInstallation;
    /// Having a mail sent that shows whether mail leaves.
    TryMail = ViewInstallation, writes;
    ViewAnnouncements = Announce;
    Announce = Announce, writes;
    /// Looking at the programs that links lead to.
    ViewDeepLinks = ManageDeepLinks;
    ManageDeepLinks = ManageDeepLinks, writes;
    /// Looking at what members of tenants ask.
    ViewSupport = ViewSupport;
    AnswerSupport = AnswerSupport, writes;
    /// Looking at the keys of programs that act for oneself; at all of them for whoever manages operators.
    ListOperatorKeys = ViewConsole;
    ManageOperatorKeys = ViewConsole, writes, step_up;
    /// Looking at the operators there are.
    ListOperators = ManageOperators;
    ManageOperators = ManageOperators, writes, step_up;
}

crate::errors! {
    /// What goes wrong with operators and in their console.
    pub enum OperatorsError {
        /// An operator whose session has shown no second factor.
        OperatorNeedsFactor = "operator-needs-factor", 403, "the console takes a second factor";
        /// What their role does not hold.
        OperatorRoleLacks { permission: OperatorPermission, role: OperatorRole } = "operator-role-lacks", 403, "the role {role} does not hold {permission}";
        /// Nobody would be left who may do everything.
        LastOperator = "last-operator", 409, "the last operator with everything stays";
        /// A tenant's consent that was answered before, or has ended.
        ConsentAnswered = "consent-answered", 409, "the consent was answered before or has ended";
        /// A link that makes an operator and leads no further.
        OperatorLinkEnded = "operator-link-ended", 410, "the link is no longer valid";
    }
}

crate::problems! {
    /// What is wrong with what is said of an operator.
    pub enum OperatorsProblem {
        /// Nobody has an account with that address.
        NoAccount = "no-account";
        /// So many keys of one operator let somebody in already.
        TooManyKeys { max: i64 } = "too-many-keys";
        /// No tenant has that address.
        NoSpace = "no-space";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::Permission;

    #[test]
    fn every_permission_permits_some_work_and_is_none_of_a_tenant() {
        for permission in OperatorPermission::ALL {
            assert!(TAKEN.contains(permission), "{permission} stands in no line of operate!");
            assert!(
                permission.as_str().parse::<Permission>().is_err(),
                "{permission} is a tenant's word, too"
            );
        }
    }

    #[test]
    fn only_everything_makes_operators_and_infrastructure_sees_no_tenant() {
        use OperatorPermission as P;
        for role in OperatorRole::ALL {
            assert!(role.may(P::ViewConsole), "{role}");
            assert_eq!(role.may(P::ManageOperators), *role == OperatorRole::Everything, "{role}");
        }
        for permission in [P::ViewTenants, P::LookIntoTenants, P::ViewBilling, P::ViewPeople] {
            assert!(!OperatorRole::Infrastructure.may(permission), "{permission}");
        }
        assert!(!OperatorRole::Support.may(P::ManageTenants));
    }
}
