//! The roles a tenant makes for itself: what they may be called, and what a change of them does to people.

use std::collections::BTreeSet;

use crate::{
    Locale, Micros, Problem, addresses,
    decision::{Binding, Scope},
    permission::{Permission, PermissionSet, Role},
    slug,
};

/// Roles of its own that a tenant may have.
pub const ROLES: usize = 50;

/// What is never part of a role that a tenant makes: who owns it is said by the role Owner alone.
pub const OWNERS_ALONE: PermissionSet = PermissionSet::of(&[Permission::ManageOwners]);

/// Checks a role's name. Its letters are of any one alphabet, so that no look-alike of another hides among
/// them, and nothing that reads like a built-in role is taken.
pub fn name(text: &str) -> Result<String, Problem> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.chars().all(is_plain) {
        return Err(Problem::NotPlain);
    }
    let name = addresses::plain_name(&text, 40)?;
    let read = skeleton(&name);
    for role in Role::ALL {
        for title in [role.as_str(), role.texts(Locale::En).0, role.texts(Locale::Fr).0] {
            if skeleton(title) == read {
                return Err(RolesProblem::PassesFor { name: title.to_owned() }.into());
            }
        }
    }
    Ok(name)
}

/// Whether a character stands in names: letters and digits, the signs that Indic and neighbouring scripts put
/// on theirs, and a little punctuation.
fn is_plain(letter: char) -> bool {
    match letter {
        '\u{100}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => base(letter).is_some(),
        '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => true,
        _ => letter.is_alphanumeric() || " -'’&.,()/+".contains(letter),
    }
}

/// The letters that those of Latin Extended-A and -B (from U+0100) are mistaken for, `-`: none.
const EXTENDED: &str = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssss\
     ssttttttuuuuuuuuuuuuwwyyyzzzzzzsbb--------d----e--------kk------oo-------------uu--yy-----------\
     -------------aaiioouuuuuuuuuueaaaa----ggkkoooo--j---gg--nnaa----aaaaeeeeiiiioooorrrruuuusstt--hh\
     ------aaeeooooooooyy---j------------------------";
/// The same of Latin Extended Additional (from U+1E00).
const ADDITIONAL: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
     ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy----s-aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
     eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy------";

fn base(letter: char) -> Option<char> {
    let (table, first) = if letter < '\u{1e00}' { (EXTENDED, 0x100) } else { (ADDITIONAL, 0x1e00) };
    let place = usize::try_from(u32::from(letter).checked_sub(first)?).ok()?;
    table.as_bytes().get(place).copied().map(char::from).filter(|letter| *letter != '-')
}

/// A name as it is compared with others.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// What is left of a name for a reader who does not look closely: the same for names that are mistaken for
/// each other.
pub fn skeleton(name: &str) -> String {
    let letters: String = name
        .to_lowercase()
        .chars()
        .flat_map(|letter| slug::plain(base(letter).unwrap_or(letter)))
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| match letter {
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
fn scopes(held: &[Binding], permission: Permission, now: Micros) -> BTreeSet<Scope> {
    let giving = held.iter().filter(|binding| binding.is_live(now) && binding.permissions.has(permission));
    let scopes: BTreeSet<Scope> = giving
        .map(|binding| binding.scope.clone())
        .filter(|scope| scope.permissions().has(permission))
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
            !covers(&scopes(from, **permission, now), &scopes(to, **permission, now))
        };
        Permission::ALL.iter().filter(grown).copied().collect()
    };
    (grows(before, after), grows(after, before))
}

/// Whether somebody with `held` can do all that somebody with `other` can.
pub fn includes(held: &[Binding], other: &[Binding], now: Micros) -> bool {
    difference(held, other, now).0.is_empty()
}

crate::problems! {
    /// What is wrong with a role that a tenant makes.
    pub enum RolesProblem {
        /// Reads like the name of a built-in role.
        PassesFor { name: String } = "passes-for";
        /// A permission that belongs to the role Owner alone.
        OwnersAlone = "owners-alone";
        /// Roles of its own that a tenant may have are all there.
        TooManyRoles { max: i64 } = "too-many-roles";
        /// The role is still held, or open invitations give it.
        RoleInUse { members: i64, invitations: i64 } = "role-in-use";
        /// Others hold this role for longer than the caller has what is to be put into it.
        RoleOutlastsYou = "role-outlasts-you";
        /// Nobody can give what they do not have.
        NotYours { permissions: PermissionSet } = "not-yours";
        /// These concern the tenant as a whole, and mean nothing for a part of it.
        WholeTenant { permissions: PermissionSet } = "whole-tenant";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{decision::RoleName, ids::PolicyAgentId, resources::ResourceId};

    fn binding(role: Role, scope: Scope, ends_at: Option<Micros>) -> Binding {
        Binding { role: RoleName::BuiltIn(role), permissions: role.permissions(), scope, ends_at }
    }

    #[test]
    fn ordinary_names_are_taken() {
        for text in [
            "Night shift",
            "Équipe de nuit",
            "L’astreinte",
            "Level 2 support",
            "Audit & legal",
            "Işık, gece",
            "Służba nocna",
            "Ca đêm",
            "Ночная смена",
            "Νυχτερινή βάρδια",
            "夜勤チーム",
            "야간 근무",
            "रात की पाली",
            "משמרת לילה",
        ] {
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
            "Смeна",
            "Сор",
            "𝐎wner",
            "Night ☾",
        ] {
            assert_eq!(name(text), Err(Problem::NotPlain), "{text}");
        }
    }

    #[test]
    fn names_that_look_alike_are_one() {
        for (one, other) in [("Night shift", "Nıght Shift"), ("Support", "Supp0rts"), ("Служба", "СЛУЖБА")]
        {
            assert_eq!(skeleton(one), skeleton(other));
        }
        assert_ne!(skeleton("夜勤"), skeleton("日勤"));
        assert_ne!(skeleton("Ночь 2"), skeleton("День 2"));
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
            "Vıewer",
            "Ôwñęr",
            "(Billing)",
        ] {
            assert!(
                matches!(name(text), Err(Problem::Roles(RolesProblem::PassesFor { .. }))),
                "{text}: {:?}",
                name(text)
            );
        }
    }

    #[test]
    fn a_difference_tells_gains_and_losses() {
        let agent = Scope::Resource(ResourceId::from(&PolicyAgentId::new(1, 1)));
        let guest = binding(Role::Guest, Scope::Tenant, None);
        let viewer = binding(Role::Viewer, Scope::Tenant, None);
        let here = binding(Role::Guest, agent.clone(), None);
        let (gains, loses) = difference(std::slice::from_ref(&guest), std::slice::from_ref(&viewer), 0);
        let more = [Permission::ViewMailFlow, Permission::ViewPolicyAgents, Permission::OpenDeepLinks];
        assert_eq!(gains, PermissionSet::of(&more));
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
