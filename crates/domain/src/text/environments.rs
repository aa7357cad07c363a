//! What is said of environments.

use super::{Locale, Sentences};
use crate::environments::EnvironmentsProblem;

crate::texts! {
    struct Words {
        in_use(what: &str) = "Not deleted: it still has {what}. Move the policy agents elsewhere, take the roles and invitations given for it back, and revoke the API keys limited to it.", "Non supprimé : il compte encore {what}. Déplacez les agents ailleurs, retirez les rôles et invitations qui le concernent, et révoquez les clés d’API qui y sont limitées.";
        invitation = "open invitation", "invitation en cours";
        invitations = "open invitations", "invitations en cours";
        api_key = "API key", "clé d’API";
        api_keys = "API keys", "clés d’API";
    }
}

impl EnvironmentsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let (say, nouns) = (Words(locale), Sentences(locale));
        match self {
            Self::InUse { policy_agents, members, invitations, api_keys } => {
                let uses = [
                    (*policy_agents, nouns.policy_agent(), nouns.policy_agents()),
                    (*members, nouns.member(), nouns.members()),
                    (*invitations, say.invitation(), say.invitations()),
                    (*api_keys, say.api_key(), say.api_keys()),
                ];
                let said = uses.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| {
                    format!("{} {}", locale.number(*count), locale.plural(*count, one, many))
                });
                say.in_use(&said.collect::<Vec<_>>().join(", "))
            }
        }
    }
}
