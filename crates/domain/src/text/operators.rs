//! What is said of operators: what roles and permissions are called, and what goes wrong.

use super::Locale;
use crate::operators::{OperatorPermission, OperatorRole, OperatorsError, OperatorsProblem};

crate::texts! {
    struct Words {
        operator_needs_factor = "The operators’ console opens only with a second factor. Add an authenticator app or a passkey to your account; if you have one, show it now.", "La console des exploitants ne s’ouvre qu’avec un second facteur. Ajoutez une application d’authentification ou une clé d’accès à votre compte ; si vous en avez déjà, présentez-le maintenant.";
        operator_role_lacks(role: &str, what: &str) = "Your role “{role}” does not include this: {what}. An operator with the role “Everything” can change it.", "Votre rôle « {role} » ne comprend pas ceci : {what}. Un exploitant ayant le rôle « Tout » peut le changer.";
        last_operator = "This is the last operator with the role “Everything”, so it stays. Give that role to somebody else first.", "C’est le dernier exploitant ayant le rôle « Tout » : il le garde. Donnez d’abord ce rôle à quelqu’un d’autre.";
        consent_answered = "This was answered before, or has ended. Look at the list as it is now.", "Une réponse a déjà été donnée, ou la consultation est terminée. Regardez la liste telle qu’elle est maintenant.";
        operator_link_ended = "This link was used, has run out, or there is an operator already. An operator can give you a role, or `parvis user operator EMAIL --role everything` on the server.", "Ce lien a servi, a expiré, ou il existe déjà un exploitant. Un exploitant peut vous donner un rôle, ou bien `parvis user operator EMAIL --role everything` sur le serveur.";
        too_many_keys(max: &str) = "{max} of your keys work already. Revoke one that nobody uses any more.", "{max} de vos clés fonctionnent déjà. Révoquez-en une qui ne sert plus.";
        no_such_account = "No account has this address. Ask the person to sign up first, then give them the role.", "Aucun compte n’a cette adresse. Demandez d’abord à la personne de s’inscrire, puis donnez-lui le rôle.";
        no_such_space = "No space has this address. Write what stands behind /t/ on its pages.", "Aucun espace n’a cette adresse. Écrivez ce qui suit /t/ sur ses pages.";
    }
}

impl OperatorsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::NoAccount => Words(locale).no_such_account().to_owned(),
            Self::TooManyKeys { max } => Words(locale).too_many_keys(&locale.number(*max)),
            Self::NoSpace => Words(locale).no_such_space().to_owned(),
        }
    }
}

impl OperatorsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::OperatorNeedsFactor => say.operator_needs_factor().to_owned(),
            Self::OperatorRoleLacks { permission, role } => {
                say.operator_role_lacks(role.title(locale), permission.title(locale))
            }
            Self::LastOperator => say.last_operator().to_owned(),
            Self::ConsentAnswered => say.consent_answered().to_owned(),
            Self::OperatorLinkEnded => say.operator_link_ended().to_owned(),
        }
    }
}

const fn either(locale: Locale, en: &'static str, fr: &'static str) -> &'static str {
    match locale {
        Locale::En => en,
        Locale::Fr => fr,
    }
}

impl OperatorRole {
    pub const fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::Everything => either(locale, "Everything", "Tout"),
            Self::Support => either(locale, "Support", "Assistance"),
            Self::Billing => either(locale, "Billing", "Facturation"),
            Self::Infrastructure => either(locale, "Infrastructure", "Infrastructure"),
        }
    }

    /// What somebody with it does here.
    pub const fn note(self, locale: Locale) -> &'static str {
        match self {
            Self::Everything => {
                either(locale, "All of the console, operators too.", "Toute la console, exploitants compris.")
            }
            Self::Support => either(
                locale,
                "Tenants and people, their questions, announcements, and looking into a tenant by its consent.",
                "Les espaces et les personnes, leurs questions, les annonces, et la consultation d’un espace avec son accord.",
            ),
            Self::Billing => either(
                locale,
                "Tenants, the catalogue and invoices.",
                "Les espaces, le catalogue et les factures.",
            ),
            Self::Infrastructure => either(
                locale,
                "Jobs, settings, announcements and the programs that links lead to; no invoices and no tenants’ data.",
                "Les tâches, les réglages, les annonces et les programmes auxquels mènent les liens ; ni factures ni données des espaces.",
            ),
        }
    }
}

impl OperatorPermission {
    pub const fn title(self, locale: Locale) -> &'static str {
        match self {
            Self::ViewConsole => either(locale, "open the console", "ouvrir la console"),
            Self::ViewTenants => either(locale, "see tenants", "voir les espaces"),
            Self::ManageTenants => either(locale, "manage tenants", "gérer les espaces"),
            Self::LookIntoTenants => either(locale, "look into tenants", "consulter les espaces"),
            Self::ViewCatalogue => either(locale, "see the catalogue", "voir le catalogue"),
            Self::ManageCatalogue => either(locale, "edit the catalogue", "modifier le catalogue"),
            Self::ViewBilling => {
                either(locale, "see invoices and payments", "voir les factures et les paiements")
            }
            Self::ManageBilling => {
                either(locale, "manage invoices and payments", "gérer les factures et les paiements")
            }
            Self::ViewJobs => either(locale, "see jobs", "voir les tâches"),
            Self::ManageJobs => {
                either(locale, "begin jobs again and call them off", "relancer et annuler des tâches")
            }
            Self::ViewPeople => either(locale, "see people", "voir les personnes"),
            Self::ManagePeople => either(
                locale,
                "end people’s sessions, lift their limits, reset their second factors",
                "fermer les sessions des personnes, lever leurs limites, réinitialiser leurs seconds facteurs",
            ),
            Self::ViewInstallationAudit => either(
                locale,
                "read the installation’s audit log",
                "lire le journal d’audit de l’installation",
            ),
            Self::ViewInstallation => either(locale, "see the settings", "voir les réglages"),
            Self::Announce => either(locale, "publish announcements", "publier des annonces"),
            Self::ManageDeepLinks => either(
                locale,
                "connect the programs that links lead to",
                "relier les programmes auxquels mènent les liens",
            ),
            Self::ManageOperators => either(locale, "manage operators", "gérer les exploitants"),
            Self::ViewSupport => {
                either(locale, "see questions to support", "voir les questions à l’assistance")
            }
            Self::AnswerSupport => {
                either(locale, "answer questions to support", "répondre aux questions à l’assistance")
            }
        }
    }
}
