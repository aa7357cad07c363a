//! The roles a tenant makes for itself: what they may be called, and what a change of them does to people.

use std::collections::BTreeSet;

use crate::{
    Locale, Micros, Problem,
    decision::{Binding, Scope},
    forms,
    permission::{Permission, PermissionSet, Role},
    slug,
};

/// Roles of its own that a tenant may have.
pub const ROLES: usize = 50;

/// What is never part of a role that a tenant makes: who owns it is said by the role Owner alone.
pub const OWNERS_ALONE: PermissionSet = PermissionSet::of(&[Permission::ManageOwners]);

/// Checks a role's name. Letters are Latin, so that no look-alike of another alphabet hides among them, and
/// nothing that reads like a built-in role is taken.
pub fn name(text: &str) -> Result<String, Problem> {
    let is_plain = |letter: char| {
        let is_latin = slug::plain(letter).iter().all(char::is_ascii_alphabetic);
        is_latin || letter.is_ascii_digit() || " -'’&.,()/+".contains(letter)
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.chars().all(is_plain) {
        return Err(Problem::NotPlain);
    }
    let name = forms::name(&text, 40)?;
    let read = skeleton(&name);
    for role in Role::ALL {
        for title in [role.as_str(), role.told(Locale::En).0, role.told(Locale::Fr).0] {
            if skeleton(title) == read {
                return Err(Problem::PassesFor { name: title.to_owned() });
            }
        }
    }
    Ok(name)
}

/// A name as it is compared with others.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// What is left of a name for a reader who does not look closely.
fn skeleton(name: &str) -> String {
    let letters: String = name
        .chars()
        .flat_map(slug::plain)
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_lowercase() {
            '0' => 'o',
            '1' | 'l' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            other => other,
        })
        .collect();
    let letters = letters.replace("rn", "m").replace("vv", "w");
    // A plural reads like its singular.
    letters.strip_suffix('s').unwrap_or(&letters).to_owned()
}

/// Where a permission counts for whoever holds these.
fn places(held: &[Binding], permission: Permission, now: Micros) -> BTreeSet<Scope> {
    let giving = held.iter().filter(|binding| binding.is_live(now) && binding.permissions.has(permission));
    let scopes: BTreeSet<Scope> = giving
        .map(|binding| binding.scope.clone())
        .filter(|scope| permission.is_scoped() || *scope == Scope::Tenant)
        .collect();
    if scopes.contains(&Scope::Tenant) { BTreeSet::from([Scope::Tenant]) } else { scopes }
}

fn covers(have: &BTreeSet<Scope>, want: &BTreeSet<Scope>) -> bool {
    have.contains(&Scope::Tenant) || want.is_subset(have)
}

/// What somebody who holds `before` can do more, somewhere, and what less, once they hold `after`.
pub fn difference(before: &[Binding], after: &[Binding], now: Micros) -> (PermissionSet, PermissionSet) {
    let grows = |from: &[Binding], to: &[Binding]| {
        let grown = |permission: &&Permission| {
            !covers(&places(from, **permission, now), &places(to, **permission, now))
        };
        Permission::ALL.iter().filter(grown).copied().collect()
    };
    (grows(before, after), grows(after, before))
}

/// Whether somebody with `held` can do all that somebody with `other` can.
pub fn includes(held: &[Binding], other: &[Binding], now: Micros) -> bool {
    difference(held, other, now).0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decision::RoleName, ids::PolicyAgentId};

    fn binding(role: Role, scope: Scope, ends_at: Option<Micros>) -> Binding {
        Binding { role: RoleName::BuiltIn(role), permissions: role.permissions(), scope, ends_at }
    }

    #[test]
    fn ordinary_names_are_taken() {
        for text in ["Night shift", "Équipe de nuit", "L’astreinte", "Level 2 support", "Audit & legal"] {
            assert_eq!(name(text).as_deref(), Ok(text));
        }
        assert_eq!(name("  Night \t shift ").as_deref(), Ok("Night shift"));
        assert_eq!(name(""), Err(Problem::Required));
        assert_eq!(name(&"x".repeat(41)), Err(Problem::TooLong { max: 40 }));
    }

    #[test]
    fn what_hides_letters_is_refused() {
        for text in [
            "Night\u{200b}shift",
            "Оwner",
            "Nіght",
            "\u{202e}tfihs",
            "Ope\u{301}rator",
            "ｏwner",
            "mαn",
            "lıne",
        ] {
            assert_eq!(name(text), Err(Problem::NotPlain), "{text}");
        }
    }

    #[test]
    fn nothing_passes_for_a_built_in_role() {
        for text in [
            "Owner",
            "OWNER",
            "0wner",
            "owners",
            "O w n e r",
            "Ówner",
            "Adm1n",
            "admln",
            "Admin.",
            "Proprietaire",
            "propriétaire",
            "Administrateurs",
            "Mernber",
            "Lecteur",
            "Invité",
            "invite",
            "Vlewer",
            "(Billing)",
        ] {
            assert!(matches!(name(text), Err(Problem::PassesFor { .. })), "{text}: {:?}", name(text));
        }
    }

    #[test]
    fn a_difference_tells_gains_and_losses() {
        let agent = Scope::PolicyAgent(PolicyAgentId::new(1, 1));
        let guest = binding(Role::Guest, Scope::Tenant, None);
        let viewer = binding(Role::Viewer, Scope::Tenant, None);
        let here = binding(Role::Guest, agent.clone(), None);
        let (gains, loses) = difference(std::slice::from_ref(&guest), std::slice::from_ref(&viewer), 0);
        assert_eq!(gains, PermissionSet::of(&[Permission::ViewMailFlow, Permission::ViewPolicyAgents]));
        assert!(loses.is_empty());
        // Less of a place is a loss too.
        let (gains, loses) = difference(std::slice::from_ref(&guest), std::slice::from_ref(&here), 0);
        assert_eq!((gains, loses), (PermissionSet::EMPTY, Role::Guest.permissions()));
        // What the whole gives, a part adds nothing to.
        let both = [guest.clone(), here];
        assert_eq!(
            difference(std::slice::from_ref(&guest), &both, 0),
            (PermissionSet::EMPTY, PermissionSet::EMPTY)
        );
        // A role for the whole alone gives nothing where it is held for a part.
        let part = binding(Role::Billing, agent, None);
        assert_eq!(difference(&[], &[part], 0).0, PermissionSet::of(&[Permission::ViewOverview]));
        let ended = binding(Role::Owner, Scope::Tenant, Some(5));
        assert!(includes(std::slice::from_ref(&guest), std::slice::from_ref(&ended), 5));
        assert!(!includes(&[guest], &[ended], 4));
    }
}
