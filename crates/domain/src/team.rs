//! Who may give and take which role.

use std::collections::BTreeSet;

use crate::{
    Error, Micros, Quota,
    decision::{Actor, Binding, Ceiling, RoleName, Scope},
    permission::{Permission, PermissionSet, Role},
    plans::{Limit, TenantKind},
};

impl Binding {
    /// What it gives where it counts.
    pub fn effective(&self) -> PermissionSet {
        self.permissions.intersection(self.scope.permissions())
    }
}

impl Actor {
    /// What somebody holds until an end at least, that counts everywhere in `scope`.
    fn permissions_in(&self, scope: &Scope, until: Option<Micros>, now: Micros) -> PermissionSet {
        let counts = |given: &Scope| *given == Scope::Tenant || given == scope;
        let lasts = |binding: &&Binding| {
            let is_long_enough = binding.ends_at.is_none_or(|end| until.is_some_and(|until| until <= end));
            binding.is_live(now) && is_long_enough
        };
        let held = self
            .bindings
            .iter()
            .filter(lasts)
            .filter(|binding| counts(&binding.scope))
            .map(Binding::effective)
            .fold(PermissionSet::EMPTY, PermissionSet::union);
        match &self.ceiling {
            None => held,
            Some(Ceiling::Only { permissions, scope }) if counts(scope) => held.intersection(*permissions),
            Some(Ceiling::Only { .. }) => PermissionSet::EMPTY,
            Some(Ceiling::ViewAs) => held.iter().filter(|permission| permission.is_read_only()).collect(),
        }
    }

    /// Whether somebody holds all of these in `scope`, until then at least.
    pub fn holds_until(
        &self,
        permissions: PermissionSet,
        scope: &Scope,
        until: Option<Micros>,
        now: Micros,
    ) -> bool {
        permissions.is_within(self.permissions_in(scope, until, now))
    }

    /// What somebody would need besides what they have to give this to a member: nobody gives what they do
    /// not have, nor for longer. The role of an owner takes the right to manage owners.
    pub fn lacks_to_give(&self, given: &Binding, now: Micros) -> Option<Permission> {
        let mut needed = given.effective();
        if given.is_owning() {
            needed = needed.union(PermissionSet::of(&[Permission::ManageOwners]));
        }
        needed.without(self.permissions_in(&given.scope, given.ends_at, now)).iter().next()
    }

    /// The same for taking it away: whoever holds more than oneself is out of reach. What has ended already
    /// is anybody's to clear away.
    pub fn lacks_to_take(&self, held: &Binding, now: Micros) -> Option<Permission> {
        if !held.is_live(now) {
            return None;
        }
        self.lacks_to_give(&Binding { ends_at: Some(now), ..held.clone() }, now)
    }
}

impl Binding {
    pub fn is_owning(&self) -> bool {
        self.role == RoleName::BuiltIn(Role::Owner)
    }
}

/// Which of the plan's seats somebody takes who holds this: a guest's for the role Guest, a member's for any
/// other, both for both. So it never takes a seat to take something away, and what has ended takes none.
pub fn seats(held: &[Binding], now: Micros) -> BTreeSet<Quota> {
    held.iter().filter(|binding| binding.is_live(now)).map(|binding| binding.role.seat()).collect()
}

impl RoleName {
    /// The seat that whoever holds this role takes.
    pub fn seat(&self) -> Quota {
        if *self == Self::BuiltIn(Role::Guest) { Quota::Guests } else { Quota::Members }
    }
}

/// Whether a tenant takes members: a company does, and a personal one whose plan has room for more than its owner.
pub fn takes_members(kind: TenantKind, members: Limit) -> bool {
    kind == TenantKind::Company || members.has_room(1)
}

/// What may be given in a tenant at all, whoever gives it.
pub fn check(takes_members: bool, given: &Binding) -> Result<(), Error> {
    if !takes_members && given.role != RoleName::BuiltIn(Role::Guest) {
        return Err(Error::field("role", TeamProblem::GuestsOnly));
    }
    if given.is_owning() && (given.scope != Scope::Tenant || given.ends_at.is_some()) {
        return Err(Error::field("role", TeamProblem::OwnersAreWhole));
    }
    Ok(())
}

crate::words! {
    /// Why an invitation cannot be accepted.
    pub enum Closed {
        Accepted = "accepted",
        Expired = "expired",
        /// Taken back by the team, or declined by the person.
        Withdrawn = "withdrawn",
        /// A newer one was sent.
        Replaced = "replaced",
        /// Whoever invited may not let people in any more.
        Unbacked = "unbacked",
        /// It was accepted, and whoever accepted it does not belong to the tenant any more.
        Gone = "gone",
        /// The space was closed; the invitation counts again once it is reopened.
        SpaceClosed = "space-closed",
        /// The link is none that is known.
        Unknown = "unknown",
    }
}

crate::words! {
    /// What of somebody's own ends first: the role they hold, or the API key that asks for them.
    pub enum Yours { Role = "role", Key = "key" }
}

crate::errors! {
    /// What goes wrong in a team.
    pub enum TeamError {
        /// The view as another member that this session began is not allowed any more, or they are gone. Nothing
        /// is shown until the person leaves it, so that they know as whom they look.
        ViewEnded = "view-ended", 409, "the view as another member has ended";
        /// An invitation that nobody can accept any more, and why.
        InvitationClosed { why: Closed } = "invitation-closed", 410, "the invitation is {why}";
        /// The tenant would be left without an owner.
        LastOwner = "last-owner", 409, "the last owner stays";
    }
}

crate::problems! {
    /// What is wrong with an invitation, or with a role that is given.
    pub enum TeamProblem {
        /// All seats that the plan has for somebody like the invited person are taken; `who` can change that.
        NoSeat { quota: Quota, limit: i64, used: i64, who: Vec<String> } = "no-seat";
        /// Already belongs to the space.
        AlreadyMember = "already-member";
        /// Not an address of the domains the space allows; `who` can change that.
        OutsideDomains { domains: String, who: Vec<String> } = "outside-domains";
        /// Somebody was mailed so often lately that no more is sent for now.
        MailedTooOften { retry_after: i64 } = "mailed-too-often";
        /// Given for longer than the giver has it.
        LongerThanYours { yours: Yours } = "longer-than-yours";
        /// A personal space has guests and nobody else.
        GuestsOnly = "guests-only";
        /// Owning is for the whole space and without an end.
        OwnersAreWhole = "owners-are-whole";
        /// Meant for another address than the one signed in.
        AnotherAddress { email: String } = "another-address";
        /// Nobody in the space has these addresses.
        NotMembers { emails: String } = "not-members";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{PolicyAgentId, RoleId},
        resources::ResourceId,
    };

    fn binding(role: Role, scope: Scope, ends_at: Option<Micros>) -> Binding {
        Binding { role: RoleName::BuiltIn(role), permissions: role.permissions(), scope, ends_at }
    }

    fn holding(binding: Binding) -> Actor {
        Actor { is_member: true, bindings: vec![binding], ceiling: None }
    }

    fn agent(number: u64) -> Scope {
        Scope::Resource(ResourceId::from(&PolicyAgentId::new(number, 1)))
    }

    #[test]
    fn nobody_gives_what_they_do_not_have() {
        let admin = holding(binding(Role::Admin, Scope::Tenant, None));
        let owner = holding(binding(Role::Owner, Scope::Tenant, None));
        for role in Role::ALL {
            let missing = (*role == Role::Owner).then_some(Permission::ManageOwners);
            for scope in [Scope::Tenant, agent(1)] {
                let given = binding(*role, scope, None);
                assert_eq!(admin.lacks_to_give(&given, 0), missing, "{role}");
                assert_eq!(admin.lacks_to_take(&given, 0), missing, "{role}");
                assert_eq!(owner.lacks_to_give(&given, 0), None, "{role}");
            }
        }
        let here = holding(binding(Role::Operator, agent(1), None));
        assert_eq!(here.lacks_to_give(&binding(Role::Guest, agent(1), None), 0), None);
        for scope in [Scope::Tenant, agent(2)] {
            let given = binding(Role::Guest, scope, None);
            assert_eq!(here.lacks_to_give(&given, 0), Some(Permission::ViewOverview));
        }
    }

    #[test]
    fn nobody_gives_for_longer_than_they_have() {
        let brief = holding(binding(Role::Admin, Scope::Tenant, Some(10)));
        let guest = |ends_at| binding(Role::Guest, Scope::Tenant, ends_at);
        assert_eq!(brief.lacks_to_give(&guest(Some(10)), 9), None);
        assert!(brief.lacks_to_give(&guest(Some(11)), 9).is_some());
        assert!(brief.lacks_to_give(&guest(None), 9).is_some());
        assert!(brief.lacks_to_give(&guest(Some(10)), 10).is_some());
        // Taking away has no end of its own.
        assert_eq!(brief.lacks_to_take(&guest(None), 9), None);
        assert!(brief.lacks_to_take(&guest(None), 10).is_some());
        assert_eq!(brief.lacks_to_take(&binding(Role::Owner, Scope::Tenant, Some(8)), 9), None);
    }

    #[test]
    fn a_key_and_a_view_give_no_more_than_they_may() {
        let mut actor = holding(binding(Role::Owner, Scope::Tenant, None));
        let (viewer, operator) =
            (binding(Role::Viewer, Scope::Tenant, None), binding(Role::Operator, Scope::Tenant, None));
        let permissions = Role::Viewer.permissions();
        actor.ceiling = Some(Ceiling::Only { permissions, scope: Scope::Tenant });
        assert_eq!(actor.lacks_to_give(&viewer, 0), None);
        assert!(actor.lacks_to_give(&operator, 0).is_some());
        actor.ceiling = Some(Ceiling::Only { permissions, scope: agent(1) });
        assert!(actor.lacks_to_give(&viewer, 0).is_some());
        actor.ceiling = Some(Ceiling::ViewAs);
        assert!(actor.lacks_to_give(&operator, 0).is_some());
    }

    #[test]
    fn a_personal_space_has_guests_and_an_owner_owns_all() {
        let custom = RoleName::Custom { id: RoleId::new(1, 1), name: "x".to_owned() };
        let custom = Binding { role: custom, ..binding(Role::Guest, agent(1), None) };
        let owner = binding(Role::Owner, Scope::Tenant, None);
        let (personal, company) = (
            takes_members(TenantKind::Personal, Limit::Of(1)),
            takes_members(TenantKind::Company, Limit::Of(1)),
        );
        assert!(takes_members(TenantKind::Personal, Limit::Unlimited) && !personal && company);
        assert!(check(personal, &binding(Role::Guest, agent(1), Some(1))).is_ok());
        assert!(check(personal, &custom).is_err());
        assert!(check(personal, &owner).is_err());
        assert!(check(company, &owner).is_ok());
        assert!(check(company, &custom).is_ok());
        assert!(check(company, &binding(Role::Owner, agent(1), None)).is_err());
        assert!(check(company, &binding(Role::Owner, Scope::Tenant, Some(1))).is_err());
    }
}
