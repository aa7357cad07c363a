//! What is said of users of stores that people read with.

use super::Locale;
use crate::read_credentials::{ReadCredentialsError, ReadCredentialsProblem, ReadRefusal, ReadState};

crate::texts! {
    struct Words {
        read_not_offered(store: &str) = "{store} cannot be read from here: your provider has not said where it is reached.", "{store} ne peut pas être lu d’ici : votre fournisseur n’a pas indiqué où le joindre.";
        read_not_in_plan(store: &str) = "Reading {store} is not part of this space’s plan. Ask for it on the page “Plan”.", "La lecture de {store} ne fait pas partie de la formule de cet espace. Demandez-la à la page « Formule ».";
        read_not_allowed = "Your role here does not read all of the space’s data. Whoever manages the team can change that.", "Votre rôle ici ne lit pas toutes les données de l’espace. Une personne qui gère l’équipe peut changer cela.";
        read_makes_no_roles = "This installation’s own role in PostgreSQL may make no others. Your provider can let it: ALTER ROLE … CREATEROLE.", "Le rôle de cette installation dans PostgreSQL ne peut pas en créer d’autres. Votre fournisseur peut le permettre : ALTER ROLE … CREATEROLE.";
        read_away(store: &str) = "It is noted, but {store} did not take the password, so nobody can rely on it. Make a new password for it in a while, or revoke it.", "C’est noté, mais {store} n’a pas pris le mot de passe : personne ne peut s’y fier. Créez un nouveau mot de passe dans un moment, ou révoquez-le.";
        read_too_many(max: &str) = "This space has {max} of them already. Revoke one that nobody uses first.", "Cet espace en a déjà {max}. Révoquez d’abord un accès que personne n’utilise.";
        read_pending = "Without a password", "Sans mot de passe";
        read_live = "Works", "Fonctionne";
        read_ending = "Being revoked", "En cours de révocation";
        read_ended = "Revoked", "Révoqué";
    }
}

impl ReadRefusal {
    /// Why, and what to do.
    pub fn sentence(self, locale: Locale, store: &str) -> String {
        let say = Words(locale);
        match self {
            Self::NotOffered => say.read_not_offered(store),
            Self::NotInPlan => say.read_not_in_plan(store),
            Self::NotAllowed => say.read_not_allowed().to_owned(),
            Self::MakesNoRoles => say.read_makes_no_roles().to_owned(),
        }
    }
}

impl ReadState {
    pub const fn title(self, locale: Locale) -> &'static str {
        let say = Words(locale);
        match self {
            Self::Pending => say.read_pending(),
            Self::Live => say.read_live(),
            Self::Ending => say.read_ending(),
            Self::Ended => say.read_ended(),
        }
    }
}

impl ReadCredentialsError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::ReadRefused { kind, why } => why.sentence(locale, kind.title()),
            Self::StoreAway { kind } => Words(locale).read_away(kind.title()),
        }
    }
}

impl ReadCredentialsProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::TooManyReadCredentials { max } => Words(locale).read_too_many(&locale.number(*max)),
        }
    }
}
