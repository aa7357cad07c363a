//! What is said of roles that a tenant makes.

use super::Locale;
use crate::roles::RolesProblem;

crate::texts! {
    struct Words {
        passes_for(name: &str) = "This reads like the built-in role “{name}”. Please choose a name that nobody mistakes.", "Ceci se lit comme le rôle intégré « {name} ». Choisissez un nom que personne ne confond.";
        owners_alone = "Who owns the space is decided by the role Owner alone, so this permission is never part of another role.", "Qui possède l’espace se décide par le seul rôle Propriétaire ; cette permission ne fait jamais partie d’un autre rôle.";
        too_many_roles(max: &str) = "A space has at most {max} roles of its own. Delete one you no longer need.", "Un espace a au plus {max} rôles à lui. Supprimez-en un devenu inutile.";
        role_in_use(members: &str, invitations: &str) = "Members who hold this role: {members}; open invitations that give it: {invitations}. Give them another role or withdraw the invitations first; nothing was changed.", "Membres qui ont ce rôle : {members} ; invitations ouvertes qui le donnent : {invitations}. Donnez-leur d’abord un autre rôle ou retirez les invitations ; rien n’a été modifié.";
        role_outlasts_you = "Your own role ends, and those who hold this one would keep what you put into it. Ask somebody whose role has no end; nothing was changed.", "Votre propre rôle prend fin, et ceux qui ont celui-ci garderaient ce que vous y mettez. Demandez à quelqu’un dont le rôle est sans fin ; rien n’a été modifié.";
        not_yours(what: &str) = "Nobody can give what they do not have: {what}.", "Personne ne peut accorder un droit qu’il n’a pas : {what}.";
        whole_tenant(what: &str) = "These concern the space as a whole, so they mean nothing for a part of it: {what}.", "Ceci concerne l’espace entier et n’a pas de sens pour une partie : {what}.";
    }
}

impl RolesProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::PassesFor { name } => say.passes_for(name),
            Self::OwnersAlone => say.owners_alone().to_owned(),
            Self::TooManyRoles { max } => say.too_many_roles(&locale.number(*max)),
            Self::RoleInUse { members, invitations } => {
                say.role_in_use(&locale.number(*members), &locale.number(*invitations))
            }
            Self::RoleOutlastsYou => say.role_outlasts_you().to_owned(),
            Self::NotYours { permissions } => say.not_yours(&permissions.titles(locale)),
            Self::WholeTenant { permissions } => say.whole_tenant(&permissions.titles(locale)),
        }
    }
}
