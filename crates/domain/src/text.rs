//! Languages, and the sentences that more than one layer says.
//!
//! Every text stands once, in both languages side by side: a missing translation does not compile.

#[cfg(not(target_arch = "wasm32"))]
mod accounts;
#[cfg(not(target_arch = "wasm32"))]
pub mod alerts;
mod amounts;
mod bench;
#[cfg(not(target_arch = "wasm32"))]
mod brands;
#[cfg(not(target_arch = "wasm32"))]
mod contacts;
#[cfg(not(target_arch = "wasm32"))]
mod deep_links;
#[cfg(not(target_arch = "wasm32"))]
mod domains;
#[cfg(not(target_arch = "wasm32"))]
mod environments;
#[cfg(not(target_arch = "wasm32"))]
pub mod invoices;
#[cfg(not(target_arch = "wasm32"))]
mod jobs;
pub mod limits;
#[cfg(not(target_arch = "wasm32"))]
mod links;
mod locale;
#[cfg(not(target_arch = "wasm32"))]
mod mailed_reports;
#[cfg(not(target_arch = "wasm32"))]
mod messages;
mod names;
mod networks;
#[cfg(not(target_arch = "wasm32"))]
mod offers;
#[cfg(not(target_arch = "wasm32"))]
mod operators;
#[cfg(not(target_arch = "wasm32"))]
mod permissions;
#[cfg(not(target_arch = "wasm32"))]
pub mod plans;
#[cfg(not(target_arch = "wasm32"))]
mod policy_agents;
#[cfg(not(target_arch = "wasm32"))]
mod proposals;
#[cfg(not(target_arch = "wasm32"))]
mod read_credentials;
#[cfg(not(target_arch = "wasm32"))]
mod roles;
#[cfg(not(target_arch = "wasm32"))]
mod saved_views;
#[cfg(not(target_arch = "wasm32"))]
mod search;
#[cfg(not(target_arch = "wasm32"))]
mod second_factors;
#[cfg(not(target_arch = "wasm32"))]
mod share_links;
mod slips;
mod slug;
#[cfg(not(target_arch = "wasm32"))]
mod support;
#[cfg(not(target_arch = "wasm32"))]
mod team;
#[cfg(not(target_arch = "wasm32"))]
mod tenant_providers;
#[cfg(not(target_arch = "wasm32"))]
pub mod tenants;
#[cfg(not(target_arch = "wasm32"))]
pub mod usage;
pub mod values;
#[cfg(not(target_arch = "wasm32"))]
mod zones;

use crate::error::{Error, Problem, Quota};

crate::words! {
    /// The languages Parvis speaks.
    pub enum Locale { En = "en", Fr = "fr" }
}

/// Declares texts in English and French under one name each; arguments appear in braces.
#[macro_export]
macro_rules! texts {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($key:ident $(($($arg:ident: $type:ty),+))? = $en:literal, $fr:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        $vis struct $name(pub $crate::Locale);
        impl $name { $($crate::text!($key $(($($arg: $type),+))? = $en, $fr);)+ }
        $crate::written!($($key $(($($arg),+))? = $en, $fr;)+);
    };
    // More texts of a struct that another file declares.
    (impl $name:ident { $($key:ident $(($($arg:ident: $type:ty),+))? = $en:literal, $fr:literal;)+ }) => {
        impl $name { $($crate::text!($key $(($($arg: $type),+))? = $en, $fr);)+ }
        $crate::written!($($key $(($($arg),+))? = $en, $fr;)+);
    };
}

/// A text as it is written, for the tests that look for it on pages and in mails.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Written {
    pub name: &'static str,
    /// What stands in its braces.
    pub values: &'static [&'static str],
    pub en: &'static str,
    pub fr: &'static str,
}

/// The texts of one file as they are written. Nothing that runs in the browser reads them.
#[macro_export]
#[doc(hidden)]
macro_rules! written {
    ($($key:ident $(($($arg:ident),+))? = $en:literal, $fr:literal;)+) => {
        #[cfg(not(target_arch = "wasm32"))]
        pub(crate) const WRITTEN: &[$crate::text::Written] = &[$($crate::text::Written {
            name: stringify!($key),
            values: &[$($(stringify!($arg)),+)?],
            en: $en,
            fr: $fr,
        }),+];
    };
}

/// Every text of this crate as it is written.
#[cfg(not(target_arch = "wasm32"))]
pub fn written() -> impl Iterator<Item = Written> {
    let files = [
        WRITTEN,
        accounts::WRITTEN,
        alerts::WRITTEN,
        amounts::WRITTEN,
        bench::WRITTEN,
        brands::WRITTEN,
        contacts::WRITTEN,
        deep_links::WRITTEN,
        domains::WRITTEN,
        environments::WRITTEN,
        invoices::WRITTEN,
        jobs::WRITTEN,
        limits::WRITTEN,
        links::WRITTEN,
        mailed_reports::WRITTEN,
        messages::WRITTEN,
        names::WRITTEN,
        networks::WRITTEN,
        offers::WRITTEN,
        operators::WRITTEN,
        permissions::WRITTEN,
        plans::WRITTEN,
        policy_agents::WRITTEN,
        proposals::WRITTEN,
        read_credentials::WRITTEN,
        roles::WRITTEN,
        saved_views::WRITTEN,
        search::WRITTEN,
        second_factors::WRITTEN,
        share_links::WRITTEN,
        slips::WRITTEN,
        slug::WRITTEN,
        support::WRITTEN,
        team::WRITTEN,
        tenant_providers::WRITTEN,
        tenants::WRITTEN,
        usage::WRITTEN,
        zones::WRITTEN,
    ];
    files.into_iter().flatten().copied()
}

#[macro_export]
#[doc(hidden)]
macro_rules! text {
    ($key:ident = $en:literal, $fr:literal) => {
        pub const fn $key(self) -> &'static str {
            match self.0 {
                $crate::Locale::En => $en,
                $crate::Locale::Fr => $fr,
            }
        }
    };
    ($key:ident ($($arg:ident: $type:ty),+) = $en:literal, $fr:literal) => {
        pub fn $key(self, $($arg: $type),+) -> String {
            match self.0 {
                $crate::Locale::En => format!($en),
                $crate::Locale::Fr => format!($fr),
            }
        }
    };
}

texts! {
    /// What is said when something cannot be done: what happened, then the next step.
    struct Sentences {
        invalid = "Some fields need your attention.", "Certains champs sont à revoir.";
        sign_in_required = "Please sign in to go on.", "Connectez-vous pour continuer.";
        other_proof_required = "You came in through the provider of one space, which opens that space alone. Prove in another way that it is you, and go on.", "Vous êtes venu par le fournisseur d’un espace, qui n’ouvre que celui-ci. Prouvez autrement que c’est bien vous, puis continuez.";
        step_up_required = "This needs a fresh proof that it is you. Confirm it below; nothing was changed yet.", "Il faut prouver à nouveau que c’est bien vous. Confirmez ci-dessous ; rien n’a encore été modifié.";
        not_found = "There is nothing at this address, or it is not yours to see.", "Il n’y a rien à cette adresse, ou elle ne vous est pas accessible.";
        rate_limited(wait: &str) = "Too many attempts. Try again in {wait}; nothing was changed.", "Trop de tentatives. Réessayez dans {wait} ; rien n’a été modifié.";
        unavailable(wait: &str) = "The service is busy. Nothing was changed; try again in {wait}.", "Le service est occupé. Rien n’a été modifié ; réessayez dans {wait}.";
        being_updated(wait: &str) = "This space is being updated for a new version of the console, which takes a little longer. Nothing was lost or changed; try again in {wait}.", "Cet espace est en cours de mise à jour pour une nouvelle version de la console, ce qui prend un peu plus de temps. Rien n’a été perdu ni modifié ; réessayez dans {wait}.";
        other_site(origin: &str, expected: &str) = "This form says that it comes from {origin}, but this console is at {expected}. Nothing was changed. Open the console there and try again.", "Ce formulaire dit venir de {origin}, alors que cette console se trouve à {expected}. Rien n’a été modifié. Ouvrez la console à cette adresse et réessayez.";
        other_site_unnamed(expected: &str) = "This form does not come from a page of this console, as far as your browser says. Nothing was changed. Open {expected} and try again.", "D’après votre navigateur, ce formulaire ne vient pas d’une page de cette console. Rien n’a été modifié. Ouvrez {expected} et réessayez.";
        unread_request = "The request could not be read, and nothing was changed. Go back, reload the page and try again.", "La demande n’a pas pu être lue et rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.";
        bad_request(reason: &str) = "The request was refused: {reason}. Go back, reload the page and try again.", "La demande a été refusée : {reason}. Revenez en arrière, rechargez la page et réessayez.";
        wrong_address(pinned: &str, address: &str) = "This key may only be used from {pinned}, and this came from {address}. Change the addresses it may come from, or send from the right host.", "Cette clé ne peut servir que depuis {pinned}, et ceci vient de {address}. Changez les adresses d’où elle peut venir, ou envoyez depuis le bon serveur.";
        invalid_key = "The key is unknown, expired, replaced or revoked. Make or rotate a key in the console and use the new one.", "La clé est inconnue, expirée, remplacée ou révoquée. Créez ou renouvelez une clé dans la console et prenez la nouvelle.";
        too_large(limit: &str) = "Too much was sent at once: the limit is {limit}. Send it in smaller parts.", "Envoi trop volumineux : la limite est de {limit}. Envoyez en plusieurs fois.";
        method_not_allowed = "This address takes other methods; the header Allow names them.", "Cette adresse accepte d’autres méthodes ; l’en-tête Allow les nomme.";
        unsupported_media_type(expected: &str) = "The body must be sent as {expected}, with a Content-Type that says so.", "Le corps doit être envoyé en {expected}, avec un Content-Type qui le dit.";
        idempotency_key_reused = "This Idempotency-Key was used for another request. Use a new one for each request; nothing was changed.", "Cette Idempotency-Key a servi à une autre requête. Prenez-en une nouvelle par requête ; rien n’a été modifié.";
        in_progress(wait: &str) = "The same request is being worked on. Ask again in {wait} for its answer.", "La même requête est en cours. Redemandez dans {wait} pour avoir sa réponse.";
        already_done = "This request was done before, and nothing was done again. Its answer is not there any more: look at the list to see what became of it.", "Cette requête a déjà été faite, et rien n’a été refait. Sa réponse n’est plus disponible : regardez la liste pour voir ce qu’il en est.";
        unknown_field = "There is no such field here.", "Ce champ n’existe pas ici.";
        wrong_type(reason: &str) = "Not what is expected here: {reason}.", "Ce n’est pas ce qui est attendu ici : {reason}.";
        unknown(code: &str) = "The server answered “{code}”, which this page has no words for. Reload the page and try again.", "Le serveur a répondu « {code} », une réponse que cette page ne connaît pas. Rechargez-la, puis réessayez.";
        internal = "Something went wrong on our side. Nothing was changed; try again, and if it stays, give the number below to support.", "Une erreur s’est produite chez nous. Rien n’a été modifié ; réessayez, et si cela persiste, donnez le numéro ci-dessous à l’assistance.";
        required = "Please fill this in.", "Ce champ est obligatoire.";
        too_short(min: &str) = "At least {min} characters, please.", "Il faut au moins {min} caractères.";
        too_long(max: &str) = "At most {max} characters, please.", "Au plus {max} caractères.";
        not_a_choice = "Please choose one of the options.", "Choisissez l’une des options.";
        too_many_lines(max: &str) = "At most {max} values at once, please. Nothing was added.", "Au plus {max} valeurs à la fois. Rien n’a été ajouté.";
        taken = "Already taken. Please choose another.", "Déjà pris. Choisissez-en un autre.";
        unusable = "This name cannot be used here. Please choose another.", "Ce nom ne peut pas servir ici. Choisissez-en un autre.";
        duplicate = "Already in the list.", "Déjà dans la liste.";
        duplicate_of(of: &str) = "Already there, as {of}. Nothing more to do: leave this one out.", "Déjà présent, sous la forme {of}. Il n’y a plus rien à faire : retirez celui-ci.";
        out_of_range(min: &str, max: &str) = "Enter a whole number from {min} to {max}.", "Indiquez un nombre entier de {min} à {max}.";
        not_plain = "Only letters of one script, digits, spaces and simple punctuation, please, so that nothing passes for something else.", "Uniquement des lettres d’une seule écriture, des chiffres, des espaces et une ponctuation simple, pour que rien ne passe pour autre chose.";
        not_the_name(name: &str) = "Please type {name} to confirm.", "Tapez {name} pour confirmer.";
        member = "member", "membre";
        members = "members", "membres";
        guest = "guest", "invité";
        guests = "guests", "invités";
        domain = "domain", "domaine";
        domains = "domains", "domaines";
        network = "network", "réseau";
        networks = "networks", "réseaux";
        policy_agent = "policy agent", "agent de messagerie";
        policy_agents = "policy agents", "agents de messagerie";
    }
}

impl Quota {
    /// The counted thing's name, singular or plural.
    pub fn noun(self, locale: Locale, count: i64) -> &'static str {
        let say = Sentences(locale);
        let (one, many) = match self {
            Self::Domains => (say.domain(), say.domains()),
            Self::Networks => (say.network(), say.networks()),
            Self::PolicyAgents => (say.policy_agent(), say.policy_agents()),
            Self::Members => (say.member(), say.members()),
            Self::Guests => (say.guest(), say.guests()),
        };
        locale.plural(count, one, many)
    }
}

impl Error {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Sentences(locale);
        match self {
            Self::Invalid { .. } => say.invalid().to_owned(),
            Self::SignInRequired => say.sign_in_required().to_owned(),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Forbidden { decision, who } => decision.sentence(locale, who),
            Self::StepUpRequired => say.step_up_required().to_owned(),
            Self::OtherProofRequired => say.other_proof_required().to_owned(),
            Self::NotFound => say.not_found().to_owned(),
            Self::QuotaReached { quota, limit, used, .. } => limits::reached(locale, *quota, *used, *limit),
            Self::RateLimited { retry_after } => say.rate_limited(&locale.duration(*retry_after)),
            Self::Unavailable { retry_after } => say.unavailable(&locale.duration(*retry_after)),
            Self::BeingUpdated { retry_after } => say.being_updated(&locale.duration(*retry_after)),
            Self::OtherSite { origin, expected } if origin.is_empty() => say.other_site_unnamed(expected),
            Self::OtherSite { origin, expected } => say.other_site(origin, expected),
            Self::BadRequest { reason } if reason.is_empty() => say.unread_request().to_owned(),
            Self::BadRequest { reason } => say.bad_request(reason),
            Self::WrongAddress { pinned, address } => say.wrong_address(pinned, address),
            Self::InvalidKey => say.invalid_key().to_owned(),
            Self::TooLarge { limit } => say.too_large(limit),
            Self::MethodNotAllowed => say.method_not_allowed().to_owned(),
            Self::UnsupportedMediaType { expected } => say.unsupported_media_type(expected),
            Self::IdempotencyKeyReused => say.idempotency_key_reused().to_owned(),
            Self::InProgress { retry_after } => say.in_progress(&locale.duration(*retry_after)),
            Self::AlreadyDone => say.already_done().to_owned(),
            Self::Internal => say.internal().to_owned(),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Accounts(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::DeepLinks(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Invoices(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Jobs(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Operators(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Plans(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::PolicyAgents(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Proposals(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::MailedReports(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::ReadCredentials(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::SecondFactors(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Support(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Team(error) => error.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Tenants(error) => error.sentence(locale),
            Self::Unknown { code } => say.unknown(code),
        }
    }
}

impl Problem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Sentences(locale);
        match self {
            Self::Required => say.required().to_owned(),
            Self::TooShort { min } => say.too_short(&locale.number(*min)),
            Self::TooLong { max } => say.too_long(&locale.number(*max)),
            Self::NotAChoice => say.not_a_choice().to_owned(),
            Self::TooManyLines { max } => say.too_many_lines(&locale.number(*max)),
            Self::Taken => say.taken().to_owned(),
            Self::Unusable => say.unusable().to_owned(),
            Self::Duplicate { of } if of.is_empty() => say.duplicate().to_owned(),
            Self::Duplicate { of } => say.duplicate_of(of),
            Self::OutOfRange { min, max } => say.out_of_range(&locale.number(*min), &locale.number(*max)),
            Self::OverQuota { quota, limit, used } => {
                limits::left_out(locale, *quota, used.unwrap_or(*limit), *limit)
            }
            Self::NotPlain => say.not_plain().to_owned(),
            Self::UnknownField => say.unknown_field().to_owned(),
            Self::WrongType { reason } => say.wrong_type(reason),
            Self::NotTheName { name } => say.not_the_name(name),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Accounts(problem) => problem.sentence(locale),
            Self::Bench(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Alerts(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Brands(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Contacts(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Domains(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Environments(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Invoices(problem) => problem.sentence(locale),
            Self::Names(problem) => problem.sentence(locale),
            Self::Networks(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Operators(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Plans(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::ReadCredentials(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Roles(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::SavedViews(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Search(problem) => problem.sentence(locale).to_owned(),
            #[cfg(not(target_arch = "wasm32"))]
            Self::SecondFactors(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::DeepLinks(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::ShareLinks(problem) => problem.sentence(locale),
            Self::Slug(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Support(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Team(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::TenantProviders(problem) => problem.sentence(locale),
            #[cfg(not(target_arch = "wasm32"))]
            Self::Zones(problem) => problem.sentence(locale),
            Self::Unknown { problem } => say.unknown(problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_language_of_highest_weight_is_taken() {
        assert_eq!(Locale::accepted("de, fr;q=0.8, en;q=0.5"), Locale::Fr);
        assert_eq!(Locale::accepted("en-GB,en;q=0.9,fr;q=0.8"), Locale::En);
        assert_eq!(Locale::accepted("ja"), Locale::En);
        assert_eq!(Locale::accepted(""), Locale::En);
    }

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!(Locale::En.number(1_234_567), "1,234,567");
        assert_eq!(Locale::Fr.number(-1_234), "−1\u{202f}234");
        assert_eq!(Locale::En.number(999), "999");
    }

    #[test]
    fn waiting_times_are_said_in_the_largest_unit() {
        assert_eq!(Locale::En.duration(1), "1 second");
        assert_eq!(Locale::En.duration(121), "3 minutes");
        assert_eq!(Locale::Fr.duration(7200), "2 heures");
    }
}
