//! How the audit log tells what was done. Every action there is stands here, by area.

use super::Locale;

/// Each action with its words in English and French.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("access.refuse", "Attempt refused", "Tentative refusée"),
    ("accounts.change-password", "Password changed", "Mot de passe changé"),
    ("accounts.create", "Account created", "Compte créé"),
    ("accounts.delete", "Account deleted", "Compte supprimé"),
    ("accounts.refuse", "Wrong current password", "Mot de passe actuel erroné"),
    ("accounts.set-address", "Address set by the operator", "Adresse définie par l’exploitant"),
    ("accounts.set-locale", "Language changed", "Langue changée"),
    ("api-keys.create", "API key created", "Clé d’API créée"),
    ("api-keys.refuse", "API key refused", "Clé d’API refusée"),
    ("api-keys.revoke", "API key revoked", "Clé d’API révoquée"),
    ("api-keys.rotate", "API key renewed", "Clé d’API renouvelée"),
    (
        "authenticators.cancel",
        "Set-up of an authenticator app given up",
        "Configuration de l’application abandonnée",
    ),
    ("authenticators.confirm", "Authenticator app added", "Application d’authentification ajoutée"),
    ("authenticators.enrol", "Authenticator app being set up", "Application en cours de configuration"),
    ("authenticators.remove", "Authenticator app removed", "Application d’authentification retirée"),
    ("domains.add", "Domain added", "Domaine ajouté"),
    ("domains.delete", "Domain deleted", "Domaine supprimé"),
    ("domains.update", "Domain changed", "Domaine modifié"),
    ("email-domains.add", "E-mail domain claimed", "Domaine de messagerie revendiqué"),
    ("email-domains.delete", "E-mail domain given up", "Domaine de messagerie abandonné"),
    (
        "email-domains.find-again",
        "Record of an e-mail domain found again",
        "Enregistrement d’un domaine retrouvé",
    ),
    ("email-domains.lose", "E-mail domain counts no more", "Domaine de messagerie qui ne compte plus"),
    ("email-domains.miss", "Record of an e-mail domain missing", "Enregistrement d’un domaine introuvable"),
    ("email-domains.verify", "E-mail domain proved", "Domaine de messagerie prouvé"),
    ("environments.add", "Environment added", "Environnement ajouté"),
    ("environments.delete", "Environment deleted", "Environnement supprimé"),
    ("environments.rename", "Environment renamed", "Environnement renommé"),
    ("events.expire", "Old events deleted", "Anciens événements supprimés"),
    ("identities.link", "Provider linked", "Fournisseur associé"),
    ("identities.refuse", "Sign-in through the provider failed", "Connexion par le fournisseur échouée"),
    ("identities.unlink", "Provider unlinked", "Fournisseur dissocié"),
    ("invitations.accept", "Invitation accepted", "Invitation acceptée"),
    ("invitations.decline", "Invitation declined", "Invitation refusée par la personne"),
    ("invitations.refuse", "Invitation refused", "Invitation rejetée"),
    ("invitations.resend", "Invitation sent again", "Invitation renvoyée"),
    ("invitations.send", "Invitation sent", "Invitation envoyée"),
    ("invitations.withdraw", "Invitation withdrawn", "Invitation retirée"),
    ("members.add", "Member added", "Membre ajouté"),
    ("networks.add", "Network added", "Réseau ajouté"),
    ("networks.delete", "Network deleted", "Réseau supprimé"),
    ("networks.update", "Network changed", "Réseau modifié"),
    ("origin.refuse", "Form from another address refused", "Formulaire d’une autre adresse refusé"),
    ("passkeys.add", "Passkey added", "Clé d’accès ajoutée"),
    ("passkeys.refuse", "Passkey refused", "Clé d’accès refusée"),
    ("passkeys.remove", "Passkey removed", "Clé d’accès retirée"),
    ("passkeys.rename", "Passkey renamed", "Clé d’accès renommée"),
    ("password-resets.finish", "New password set by mail", "Nouveau mot de passe défini par e-mail"),
    ("password-resets.start", "New password asked for", "Nouveau mot de passe demandé"),
    ("policy-agents.contact", "Agent’s first contact", "Premier contact de l’agent"),
    ("policy-agents.enrol", "Agent enrolled", "Agent enrôlé"),
    ("policy-agents.pause", "Agent paused", "Agent mis en pause"),
    ("policy-agents.pin", "Agent pinned to its address", "Agent lié à son adresse"),
    ("policy-agents.refuse", "Agent’s upload refused", "Envoi de l’agent refusé"),
    ("policy-agents.resume", "Agent resumed", "Agent repris"),
    ("policy-agents.revoke", "Agent revoked", "Agent révoqué"),
    ("policy-agents.rotate", "Agent’s key renewed", "Clé de l’agent renouvelée"),
    ("policy-agents.update", "Agent changed", "Agent modifié"),
    ("recovery-codes.renew", "Recovery codes made", "Codes de secours créés"),
    ("roles.create", "Role made", "Rôle créé"),
    ("roles.delete", "Role deleted", "Rôle supprimé"),
    ("roles.update", "Role changed", "Rôle modifié"),
    ("roll-ups.mend", "Counts mended", "Décomptes corrigés"),
    ("roll-ups.recount-days", "Days counted anew", "Jours recomptés"),
    ("second-factors.demand", "Second factor asked for", "Second facteur demandé"),
    ("second-factors.refuse", "Wrong second factor", "Second facteur erroné"),
    (
        "second-factors.reset",
        "Second factors taken away by the operator",
        "Seconds facteurs retirés par l’exploitant",
    ),
    ("second-factors.show", "Second factor shown", "Second facteur présenté"),
    ("secrets.reseal", "Secrets encrypted under a new key", "Secrets chiffrés avec une nouvelle clé"),
    (
        "security.require-second-factor",
        "Demand for a second factor changed",
        "Exigence d’un second facteur modifiée",
    ),
    ("sessions.confirm", "Identity confirmed", "Identité confirmée"),
    ("sessions.end", "Signed out", "Déconnexion"),
    ("sessions.end-others", "Other sessions ended", "Autres sessions terminées"),
    ("sessions.refuse", "Sign-in refused", "Connexion refusée"),
    ("sessions.start", "Signed in", "Connexion"),
    ("share-links.create", "Share link made", "Lien de partage créé"),
    ("share-links.revoke", "Share link revoked", "Lien de partage révoqué"),
    ("sign-ups.refuse", "Wrong code typed", "Code erroné saisi"),
    ("sign-ups.resend", "Confirmation mailed again", "Confirmation renvoyée"),
    ("sign-ups.start", "Sign-up started", "Inscription commencée"),
    ("step-up.confirm", "Identity proved again", "Identité prouvée à nouveau"),
    ("step-up.mail", "Code for a proof of identity mailed", "Code de preuve d’identité envoyé"),
    ("step-up.refuse", "Wrong proof of identity", "Preuve d’identité erronée"),
    ("team.change-role", "Role changed", "Rôle modifié"),
    ("team.expire", "Ended roles cleared away", "Rôles terminés retirés"),
    ("team.give-role", "Role given", "Rôle donné"),
    ("team.hand-over", "Space handed over", "Espace transmis"),
    ("team.leave", "Left the space", "A quitté l’espace"),
    ("team.remove", "Member removed", "Membre retiré"),
    ("team.set-email-domains", "Allowed e-mail domains changed", "Domaines de messagerie autorisés modifiés"),
    ("team.take-role", "Role taken away", "Rôle retiré"),
    ("tenant-providers.delete", "Identity provider removed", "Fournisseur d’identité retiré"),
    ("tenant-providers.register", "Identity provider set up", "Fournisseur d’identité configuré"),
    ("tenant-providers.require", "Identity provider demanded", "Fournisseur d’identité exigé"),
    ("tenants.become-company", "Made a company space", "Devenu un espace d’entreprise"),
    ("tenants.close", "Space closed", "Espace fermé"),
    ("tenants.create", "Space made", "Espace créé"),
    ("tenants.prepare", "Database prepared", "Base de données préparée"),
    ("tenants.reopen", "Space reopened", "Espace rouvert"),
    ("tenants.set-plan", "Plan changed", "Formule changée"),
    ("tenants.update-settings", "Settings changed", "Réglages modifiés"),
    (
        "view-as.end",
        "View as a member ended: not allowed any more",
        "Vue comme un membre terminée : plus permise",
    ),
    ("view-as.start", "Began to view as a member", "Vue comme un membre commencée"),
    ("view-as.stop", "Stopped viewing as a member", "Vue comme un membre quittée"),
];

/// The areas of actions, each with its name in English and French.
const AREAS: &[(&str, &str, &str)] = &[
    ("access", "Refused attempts", "Tentatives refusées"),
    ("accounts", "Accounts", "Comptes"),
    ("api-keys", "API keys", "Clés d’API"),
    ("authenticators", "Authenticator apps", "Applications d’authentification"),
    ("domains", "Domains", "Domaines"),
    ("email-domains", "Proved e-mail domains", "Domaines de messagerie prouvés"),
    ("environments", "Environments", "Environnements"),
    ("events", "Events", "Événements"),
    ("identities", "Sign-in through a provider", "Connexion par un fournisseur"),
    ("invitations", "Invitations", "Invitations"),
    ("members", "Members added by the operator", "Membres ajoutés par l’exploitant"),
    ("networks", "Networks", "Réseaux"),
    ("origin", "Requests from other sites", "Requêtes d’autres sites"),
    ("passkeys", "Passkeys", "Clés d’accès"),
    ("password-resets", "Passwords set by mail", "Mots de passe définis par e-mail"),
    ("policy-agents", "Policy agents", "Agents"),
    ("recovery-codes", "Recovery codes", "Codes de secours"),
    ("roles", "Roles", "Rôles"),
    ("roll-ups", "Counting", "Comptages"),
    ("second-factors", "Second factors", "Seconds facteurs"),
    ("secrets", "The installation’s keys", "Clés de l’installation"),
    ("security", "Sign-in rules", "Règles de connexion"),
    ("sessions", "Sessions", "Sessions"),
    ("share-links", "Share links", "Liens de partage"),
    ("sign-ups", "Sign-ups", "Inscriptions"),
    ("step-up", "Proofs of identity", "Preuves d’identité"),
    ("team", "Team", "Équipe"),
    ("tenant-providers", "The space’s identity provider", "Fournisseur d’identité de l’espace"),
    ("tenants", "The space", "L’espace"),
    ("view-as", "Views as a member", "Vues comme un membre"),
];

/// The area of an action: what stands before its dot.
pub fn area_of(action: &str) -> &str {
    action.split_once('.').map_or(action, |(area, _)| area)
}

/// What an area is called; the area itself when nothing better is known.
pub fn area_told(area: &str, locale: Locale) -> &str {
    AREAS.iter().find(|(name, _, _)| *name == area).map_or(area, |(_, english, french)| match locale {
        Locale::En => english,
        Locale::Fr => french,
    })
}

/// Whether a word is an area, or one action of it.
pub fn is_known(word: &str) -> bool {
    all().any(|action| action == word || area_of(action) == word)
}

/// What an action is called; the action itself when nothing better is known.
pub fn told(action: &str, locale: Locale) -> &str {
    ACTIONS.iter().find(|(name, _, _)| *name == action).map_or(action, |(_, english, french)| match locale {
        Locale::En => english,
        Locale::Fr => french,
    })
}

/// Every action, for choosing one.
pub fn all() -> impl Iterator<Item = &'static str> {
    ACTIONS.iter().map(|(name, _, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_has_a_name() {
        let areas: std::collections::BTreeSet<&str> = all().map(area_of).collect();
        assert_eq!(
            areas.into_iter().collect::<Vec<_>>(),
            AREAS.iter().map(|area| area.0).collect::<Vec<_>>()
        );
        assert!(is_known("team") && is_known("team.leave") && !is_known("tea") && !is_known(""));
    }

    #[test]
    fn actions_stand_in_order_and_once() {
        assert!(ACTIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
