//! What people can do: the server functions, with what each takes and what it is called.

use super::{Notice, Takes, is_step_up, takes};
use crate::Locale;

/// One line for each: its endpoint, what it takes, what a person calls it, whether it can be done `once` (a form
/// sent twice is answered as the first time), whether it asks an account for a `fresh` proof, and its notice.
macro_rules! actions {
    ($($name:ident = $word:literal, $takes:ident, $en:literal, $fr:literal $(, $flag:ident)* $(=> $notice:ident)?;)+) => {
        crate::words! {
            /// One thing that people can do, by the endpoint of its server function.
            pub enum Action { $($name = $word),+ }
        }

        impl Action {
            pub const fn takes(self) -> Takes {
                match self { $(Self::$name => takes!($takes)),+ }
            }

            pub const fn label(self, locale: Locale) -> &'static str {
                match (self, locale) {
                    $((Self::$name, Locale::En) => $en, (Self::$name, Locale::Fr) => $fr),+
                }
            }

            /// What is said after it, where that is always the same.
            pub const fn notice(self) -> Option<Notice> {
                match self { $(Self::$name => actions!(@notice $($notice)?)),+ }
            }

            /// Whether it is for somebody who has proved lately that it is still them.
            pub fn is_step_up(self) -> bool {
                self.flags().contains(&"fresh") || match self { $(Self::$name => is_step_up!($takes)),+ }
            }

            const fn flags(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$(stringify!($flag)),*]),+ }
            }
        }
    };
    (@notice $notice:ident) => { Some(Notice::$notice) };
    (@notice) => { None };
}

actions! {
    AccountsChangePassword = "accounts.change-password", person, "Change the password", "Changer le mot de passe" => PasswordChanged;
    AccountsDelete = "accounts.delete", person, "Delete the account", "Supprimer le compte", fresh => AccountDeleted;
    AccountsSetLocale = "accounts.set-locale", anyone, "Choose a language", "Choisir la langue";
    AccountsSetTheme = "accounts.set-theme", anyone, "Choose the colours", "Choisir les couleurs";
    ApiKeysCreate = "api-keys.create", ManageApiKeys, "Create an API key", "Créer une clé d’API", once;
    ApiKeysRevoke = "api-keys.revoke", ManageApiKeys, "Revoke an API key", "Révoquer une clé d’API" => KeyRevoked;
    ApiKeysRotate = "api-keys.rotate", ManageApiKeys, "Renew an API key", "Renouveler une clé d’API", once;
    AuthenticatorsCancel = "authenticators.cancel", person, "Give up setting up the authenticator app", "Abandonner la configuration de l’application";
    AuthenticatorsConfirm = "authenticators.confirm", person, "Add the authenticator app", "Ajouter l’application d’authentification", once, fresh;
    AuthenticatorsEnrol = "authenticators.enrol", person, "Set up an authenticator app", "Configurer une application d’authentification", fresh;
    AuthenticatorsRemove = "authenticators.remove", person, "Remove the authenticator app", "Retirer l’application d’authentification", fresh => FactorRemoved;
    DomainsAdd = "domains.add", ManageMailFlow, "Add domains", "Ajouter des domaines" => DomainsAdded;
    DomainsDelete = "domains.delete", ManageMailFlow, "Delete a domain", "Supprimer un domaine" => Deleted;
    DomainsUpdate = "domains.update", ManageMailFlow, "Change a domain", "Modifier un domaine" => Saved;
    EmailDomainsAdd = "email-domains.add", ManageSecurity, "Claim an e-mail domain", "Revendiquer un domaine de messagerie" => Saved;
    EmailDomainsDelete = "email-domains.delete", ManageSecurity, "Give up an e-mail domain", "Abandonner un domaine de messagerie" => Saved;
    EmailDomainsVerify = "email-domains.verify", ManageSecurity, "Prove an e-mail domain", "Prouver un domaine de messagerie" => Proved;
    EnvironmentsAdd = "environments.add", ManageEnvironments, "Add an environment", "Ajouter un environnement" => EnvironmentAdded;
    EnvironmentsDelete = "environments.delete", ManageEnvironments, "Delete an environment", "Supprimer un environnement" => Deleted;
    EnvironmentsRename = "environments.rename", ManageEnvironments, "Rename an environment", "Renommer un environnement" => Saved;
    IdentitiesFinish = "identities.finish", anyone, "Come back from a provider", "Revenir d’un fournisseur";
    IdentitiesLink = "identities.link", person, "Link a provider", "Associer un fournisseur", once, fresh => Linked;
    IdentitiesSignUp = "identities.sign-up", anyone, "Open a space through a provider", "Créer un espace par un fournisseur", once => Welcome;
    IdentitiesStart = "identities.start", anyone, "Go to a provider", "Aller chez un fournisseur";
    IdentitiesUnlink = "identities.unlink", person, "Unlink a provider", "Dissocier un fournisseur", fresh => Unlinked;
    InvitationsAccept = "invitations.accept", anyone, "Accept an invitation", "Accepter une invitation", once => Joined;
    InvitationsDecline = "invitations.decline", anyone, "Decline an invitation", "Refuser une invitation", once => Declined;
    InvitationsResend = "invitations.resend", ManageTeam, "Send an invitation again", "Renvoyer une invitation" => Invited;
    InvitationsSend = "invitations.send", ManageTeam, "Invite people", "Inviter des personnes" => Invited;
    InvitationsSwitch = "invitations.switch", anyone, "Sign out and open the invitation", "Se déconnecter et ouvrir l’invitation";
    InvitationsWithdraw = "invitations.withdraw", ManageTeam, "Withdraw an invitation", "Retirer une invitation" => Withdrawn;
    JobsCancel = "jobs.cancel", ManageSettings, "Call off a job", "Annuler une tâche" => JobCancelled;
    JobsRetry = "jobs.retry", ManageSettings, "Begin a job again", "Relancer une tâche" => JobBegun;
    NetworksAdd = "networks.add", ManageMailFlow, "Add networks", "Ajouter des réseaux" => NetworksAdded;
    NetworksDelete = "networks.delete", ManageMailFlow, "Delete a network", "Supprimer un réseau" => Deleted;
    NetworksUpdate = "networks.update", ManageMailFlow, "Change a network", "Modifier un réseau" => Saved;
    PasskeysAdd = "passkeys.add", person, "Add a passkey", "Ajouter une clé d’accès", once, fresh;
    PasskeysRemove = "passkeys.remove", person, "Remove a passkey", "Retirer une clé d’accès", fresh => FactorRemoved;
    PasskeysRename = "passkeys.rename", person, "Rename a passkey", "Renommer une clé d’accès" => Saved;
    PasskeysSignIn = "passkeys.sign-in", anyone, "Sign in with a passkey", "Se connecter avec une clé d’accès", once;
    PasskeysStartProof = "passkeys.start-proof", anyone, "Begin a proof with a passkey", "Commencer une preuve par clé d’accès";
    PasskeysStartRegistration = "passkeys.start-registration", person, "Begin to add a passkey", "Commencer l’ajout d’une clé d’accès", fresh;
    PasskeysStartSignIn = "passkeys.start-sign-in", anyone, "Begin to sign in with a passkey", "Commencer une connexion par clé d’accès";
    PasswordResetsFinish = "password-resets.finish", anyone, "Set a new password", "Définir un nouveau mot de passe", once => PasswordChanged;
    PasswordResetsStart = "password-resets.start", anyone, "Ask for a new password", "Demander un nouveau mot de passe" => ResetMailed;
    PolicyAgentsEnrol = "policy-agents.enrol", ManagePolicyAgents, "Enrol a policy agent", "Enrôler un agent", once;
    PolicyAgentsPause = "policy-agents.pause", ManagePolicyAgents, "Pause or resume a policy agent", "Mettre un agent en pause ou le reprendre";
    PolicyAgentsRevoke = "policy-agents.revoke", ManagePolicyAgents, "Revoke a policy agent", "Révoquer un agent" => Revoked;
    PolicyAgentsRotate = "policy-agents.rotate", ManagePolicyAgents, "Renew a policy agent’s key", "Renouveler la clé d’un agent", once;
    PolicyAgentsUpdate = "policy-agents.update", ManagePolicyAgents, "Change a policy agent", "Modifier un agent" => Saved;
    RecoveryCodesRenew = "recovery-codes.renew", person, "Make new recovery codes", "Créer de nouveaux codes de secours", once, fresh;
    RolesCreate = "roles.create", ManageRoles, "Make a role", "Créer un rôle" => Saved;
    RolesDelete = "roles.delete", ManageRoles, "Delete a role", "Supprimer un rôle" => Saved;
    RolesUpdate = "roles.update", ManageRoles, "Change a role", "Modifier un rôle" => Saved;
    SecondFactorsShow = "second-factors.show", anyone, "Show the second factor", "Présenter le second facteur", once;
    SecurityRequireSecondFactor = "security.require-second-factor", ManageSecurity, "Decide whether a second factor is needed", "Décider si un second facteur est exigé" => Saved;
    SessionsEnd = "sessions.end", anyone, "Sign out", "Se déconnecter" => SignedOut;
    SessionsEndOne = "sessions.end-one", person, "End a session", "Fermer une session" => SessionEnded;
    SessionsEndOthers = "sessions.end-others", person, "End all other sessions", "Fermer toutes les autres sessions" => SessionsEnded;
    SessionsStart = "sessions.start", anyone, "Sign in", "Se connecter", once;
    ShareLinksCreate = "share-links.create", ManageSharing, "Make a share link", "Créer un lien de partage", once;
    ShareLinksRevoke = "share-links.revoke", ManageSharing, "Revoke a share link", "Révoquer un lien de partage" => ShareRevoked;
    ShareLinksUnlock = "share-links.unlock", anyone, "Open a share link with its password", "Ouvrir un lien de partage avec son mot de passe", once;
    ShareLinksView = "share-links.view", anyone, "Look at what a share link shows", "Regarder ce que montre un lien de partage", once;
    SignUpsCheckSlug = "sign-ups.check-slug", anyone, "Look whether an address is free", "Vérifier si une adresse est libre";
    SignUpsConfirm = "sign-ups.confirm", anyone, "Confirm an address and open the space", "Confirmer une adresse et ouvrir l’espace", once => Welcome;
    SignUpsResend = "sign-ups.resend", anyone, "Send the confirmation again", "Renvoyer la confirmation" => Resent;
    SignUpsStart = "sign-ups.start", anyone, "Ask for a space", "Demander un espace";
    StepUpGoOn = "step-up.go-on", person, "Go on after a proof", "Continuer après une preuve", once, fresh => Confirmed;
    TeamAddEmailDomains = "team.add-email-domains", ManageSecurity, "Allow e-mail domains for invitations", "Autoriser des domaines pour les invitations" => Saved;
    TeamChangeRole = "team.change-role", ManageTeam, "Change a member’s role", "Changer le rôle d’un membre" => Saved;
    TeamGiveRole = "team.give-role", ManageTeam, "Give a member a role", "Donner un rôle à un membre" => Saved;
    TeamHandOver = "team.hand-over", ManageOwners, "Hand the space over", "Transmettre l’espace";
    TeamLeave = "team.leave", member, "Leave the space", "Quitter l’espace" => Left;
    TeamRemove = "team.remove", ManageTeam, "Remove a member", "Retirer un membre" => Removed;
    TeamRemoveEmailDomain = "team.remove-email-domain", ManageSecurity, "Allow an e-mail domain no longer", "Ne plus autoriser un domaine" => Saved;
    TeamTakeRole = "team.take-role", ManageTeam, "Take a role from a member", "Retirer un rôle à un membre" => Saved;
    TenantProvidersDelete = "tenant-providers.delete", ManageSecurity, "Delete the identity provider", "Supprimer le fournisseur d’identité" => Saved;
    TenantProvidersRegister = "tenant-providers.register", ManageOwners, "Register an identity provider", "Enregistrer un fournisseur d’identité" => Saved;
    TenantProvidersRequire = "tenant-providers.require", ManageSecurity, "Decide whether the identity provider is needed", "Décider si le fournisseur d’identité est exigé" => Saved;
    TenantsBecomeCompany = "tenants.become-company", ManageSettings, "Make it a company space", "En faire un espace d’entreprise" => Company;
    TenantsClose = "tenants.close", CloseTenant, "Close the space", "Fermer l’espace" => Closed;
    TenantsOpen = "tenants.open", person, "Open a space", "Créer un espace", once => Welcome;
    TenantsReopen = "tenants.reopen", CloseTenant, "Open the space again", "Rouvrir l’espace" => Reopened;
    TenantsUpdateSettings = "tenants.update-settings", ManageSettings, "Change the settings", "Modifier les réglages" => Saved;
    ViewAsStart = "view-as.start", ViewAs, "See the space as a member", "Voir l’espace comme un membre";
    ViewAsStop = "view-as.stop", person, "See the space as yourself again", "Voir à nouveau l’espace comme soi-même";
}

impl Action {
    /// Whether it can be done once, or its second time makes a second thing or takes what the first has handed
    /// out.
    pub fn is_once(self) -> bool {
        self.flags().contains(&"once")
    }
}
