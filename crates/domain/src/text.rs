//! Languages, and the sentences that more than one layer says.
//!
//! Every text stands once, in both languages side by side: a missing translation does not compile.

mod links;
mod permissions;
mod problems;
mod slips;
mod spaces;
mod team;
pub mod values;

use crate::error::{Error, Quota};

crate::words! {
    /// The languages Parvis speaks.
    pub enum Locale { En = "en", Fr = "fr" }
}

impl Locale {
    /// The language's own name for itself.
    pub const fn title(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110): the first of ours, by weight.
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0, Self::En);
        for part in header.split(',') {
            let mut pieces = part.trim().split(';');
            let tag = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()))
                .unwrap_or(1.0);
            let locale = match tag.split('-').next() {
                Some("fr") => Self::Fr,
                Some("en") => Self::En,
                _ => continue,
            };
            if weight > best.0 {
                best = (weight, locale);
            }
        }
        best.1
    }

    /// A whole number with its groups of three apart: `12,345` and `12 345`.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let separator = match self {
            Self::En => ',',
            // A narrow no-break space, as French typography asks.
            Self::Fr => '\u{202f}',
        };
        let mut text = if number < 0 { String::from("−") } else { String::new() };
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// Picks the singular or the plural; French counts zero as singular.
    pub fn plural<'a>(self, count: i64, one: &'a str, many: &'a str) -> &'a str {
        let is_one = match self {
            Self::En => count == 1,
            Self::Fr => count.abs() < 2,
        };
        if is_one { one } else { many }
    }

    /// A length of time in seconds, in the largest unit that says it.
    pub fn duration(self, seconds: i64) -> String {
        let (count, one, many) = match (seconds, self) {
            (..=119, Self::En) => (seconds, "second", "seconds"),
            (..=119, Self::Fr) => (seconds, "seconde", "secondes"),
            (..=7199, Self::En | Self::Fr) => ((seconds + 59) / 60, "minute", "minutes"),
            (..=172_799, Self::En) => ((seconds + 3599) / 3600, "hour", "hours"),
            (..=172_799, Self::Fr) => ((seconds + 3599) / 3600, "heure", "heures"),
            (_, Self::En) => ((seconds + 86_399) / 86_400, "day", "days"),
            (_, Self::Fr) => ((seconds + 86_399) / 86_400, "jour", "jours"),
        };
        format!("{} {}", self.number(count), self.plural(count, one, many))
    }
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
        pub(crate) const WRITTEN: &[$crate::text::Written] = &[$($crate::text::Written {
            name: stringify!($key),
            values: &[$($(stringify!($arg)),+)?],
            en: $en,
            fr: $fr,
        }),+];
    };
}

/// Every text of this crate as it is written.
pub fn written() -> impl Iterator<Item = Written> {
    let files =
        [WRITTEN, links::WRITTEN, permissions::WRITTEN, slips::WRITTEN, spaces::WRITTEN, team::WRITTEN];
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
        wrong_credentials = "Wrong e-mail address or password. Check both, or reset the password.", "Adresse e-mail ou mot de passe incorrect. Vérifiez les deux, ou réinitialisez le mot de passe.";
        other_proof_required = "You came in through the provider of one space, which opens that space alone. Prove in another way that it is you, and go on.", "Vous êtes venu par le fournisseur d’un espace, qui n’ouvre que celui-ci. Prouvez autrement que c’est bien vous, puis continuez.";
        step_up_required = "This needs a fresh proof that it is you. Confirm it below; nothing was changed yet.", "Il faut prouver à nouveau que c’est bien vous. Confirmez ci-dessous ; rien n’a encore été modifié.";
        view_ended = "You saw this space as another member, and that has ended: you may not any more, or they hold more now, or they left. Go back to your own view.", "Vous voyiez cet espace comme un autre membre, et cela a pris fin : vous n’en avez plus le droit, ou ce membre a davantage, ou il est parti. Revenez à votre propre vue.";
        not_found = "There is nothing at this address, or it is not yours to see.", "Il n’y a rien à cette adresse, ou elle ne vous est pas accessible.";
        last_way_in = "This is the only way you can sign in with now. Set a password first, through “Forgotten password” on the sign-in page, or link another provider; then unlink this one.", "C’est votre seule façon de vous connecter. Définissez d’abord un mot de passe, par « Mot de passe oublié » sur la page de connexion, ou associez un autre fournisseur ; puis dissociez celui-ci.";
        link_expired = "This link or code was already used, replaced by a newer one, or is too old. Ask for a new one.", "Ce lien ou ce code a déjà servi, a été remplacé par un plus récent, ou est trop ancien. Demandez-en un nouveau.";
        quota_reached(what: &str, used: &str, limit: &str) = "Your plan allows {limit} {what}, and the current total is {used}. Delete one you no longer need, or ask your provider for a larger plan.", "Votre formule permet {limit} {what}, pour un total actuel de {used}. Supprimez-en un devenu inutile, ou demandez une formule supérieure à votre fournisseur.";
        seats_taken(what: &str, used: &str, limit: &str) = "Your plan allows {limit} {what}; with open invitations, the current total is {used}. Remove somebody, withdraw an invitation, or ask your provider for a larger plan.", "Votre formule permet {limit} {what} ; avec les invitations en attente, le total actuel est de {used}. Retirez quelqu’un ou une invitation, ou demandez une formule supérieure à votre fournisseur.";
        rate_limited(wait: &str) = "Too many attempts. Try again in {wait}; nothing was changed.", "Trop de tentatives. Réessayez dans {wait} ; rien n’a été modifié.";
        unavailable(wait: &str) = "The service is busy. Nothing was changed; try again in {wait}.", "Le service est occupé. Rien n’a été modifié ; réessayez dans {wait}.";
        being_updated(wait: &str) = "This space is being updated for a new version of the console, which takes a little longer. Nothing was lost or changed; try again in {wait}.", "Cet espace est en cours de mise à jour pour une nouvelle version de la console, ce qui prend un peu plus de temps. Rien n’a été perdu ni modifié ; réessayez dans {wait}.";
        other_site(origin: &str, expected: &str) = "This form says that it comes from {origin}, but this console is at {expected}. Nothing was changed. Open the console there and try again.", "Ce formulaire dit venir de {origin}, alors que cette console se trouve à {expected}. Rien n’a été modifié. Ouvrez la console à cette adresse et réessayez.";
        other_site_unnamed(expected: &str) = "This form does not come from a page of this console, as far as your browser says. Nothing was changed. Open {expected} and try again.", "D’après votre navigateur, ce formulaire ne vient pas d’une page de cette console. Rien n’a été modifié. Ouvrez {expected} et réessayez.";
        unread_request = "The request could not be read, and nothing was changed. Go back, reload the page and try again.", "La demande n’a pas pu être lue et rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.";
        bad_request(reason: &str) = "The request was refused: {reason}. Go back, reload the page and try again.", "La demande a été refusée : {reason}. Revenez en arrière, rechargez la page et réessayez.";
        wrong_address(pinned: &str, address: &str) = "This key may only be used from {pinned}, and this came from {address}. Change the addresses it may come from, or send from the right host.", "Cette clé ne peut servir que depuis {pinned}, et ceci vient de {address}. Changez les adresses d’où elle peut venir, ou envoyez depuis le bon serveur.";
        agent_paused = "This policy agent is paused. It keeps its records until somebody resumes it.", "Cet agent est en pause. Il garde ses enregistrements jusqu’à sa reprise.";
        invalid_key = "The key is unknown, expired, replaced or revoked. Make or rotate a key in the console and use the new one.", "La clé est inconnue, expirée, remplacée ou révoquée. Créez ou renouvelez une clé dans la console et prenez la nouvelle.";
        unreadable(line: &str, reason: &str) = "Line {line} cannot be read: {reason}. Nothing of this batch was taken.", "La ligne {line} est illisible : {reason}. Rien de cet envoi n’a été retenu.";
        too_large(limit: &str) = "Too much was sent at once: the limit is {limit}. Send it in smaller parts.", "Envoi trop volumineux : la limite est de {limit}. Envoyez en plusieurs fois.";
        method_not_allowed = "This address takes other methods; the header Allow names them.", "Cette adresse accepte d’autres méthodes ; l’en-tête Allow les nomme.";
        unsupported_media_type(expected: &str) = "The body must be sent as {expected}, with a Content-Type that says so.", "Le corps doit être envoyé en {expected}, avec un Content-Type qui le dit.";
        idempotency_key_reused = "This Idempotency-Key was used for another request. Use a new one for each request; nothing was changed.", "Cette Idempotency-Key a servi à une autre requête. Prenez-en une nouvelle par requête ; rien n’a été modifié.";
        in_progress(wait: &str) = "The same request is being worked on. Ask again in {wait} for its answer.", "La même requête est en cours. Redemandez dans {wait} pour avoir sa réponse.";
        already_done = "This request was done before, and its answer was lost. Look at the list to see what became of it.", "Cette requête a déjà été faite, et sa réponse a été perdue. Regardez la liste pour voir ce qu’il en est.";
        not_yours(what: &str) = "Nobody can give what they do not have: {what}.", "Personne ne peut accorder un droit qu’il n’a pas : {what}.";
        whole_tenant(what: &str) = "These concern the space as a whole, so they mean nothing for a part of it: {what}.", "Ceci concerne l’espace entier et n’a pas de sens pour une partie : {what}.";
        unknown_field = "There is no such field here.", "Ce champ n’existe pas ici.";
        wrong_type(reason: &str) = "Not what is expected here: {reason}.", "Ce n’est pas ce qui est attendu ici : {reason}.";
        internal = "Something went wrong on our side. Nothing was changed; try again, and if it stays, give the number below to support.", "Une erreur s’est produite chez nous. Rien n’a été modifié ; réessayez, et si cela persiste, donnez le numéro ci-dessous à l’assistance.";
        required = "Please fill this in.", "Ce champ est obligatoire.";
        too_short(min: &str) = "At least {min} characters, please.", "Il faut au moins {min} caractères.";
        too_long(max: &str) = "At most {max} characters, please.", "Au plus {max} caractères.";
        not_a_choice = "Please choose one of the options.", "Choisissez l’une des options.";
        not_an_email = "This is not an e-mail address. It should look like name@example.com.", "Ce n’est pas une adresse e-mail. Elle devrait ressembler à nom@exemple.fr.";
        quoted_address = "An address with a part in quotes cannot be used here. Type another address of this person.", "Une adresse dont une partie est entre guillemets ne peut pas servir ici. Indiquez une autre adresse de cette personne.";
        common_password = "This password is too easy to guess. A sentence of four unrelated words is both strong and easy to remember.", "Ce mot de passe est trop facile à deviner. Une phrase de quatre mots sans lien est sûre et facile à retenir.";
        sign_in_expired = "This sign-in took too long, or was answered wrongly too often. Sign in again.", "Cette connexion a pris trop de temps, ou trop de réponses étaient fausses. Connectez-vous à nouveau.";
        factor_demanded(spaces: &str) = "This is your last second factor, and {spaces} demands one of its members. Add another first, or leave that space.", "C’est votre dernier second facteur, et {spaces} en exige un de ses membres. Ajoutez-en d’abord un autre, ou quittez cet espace.";
        clock_ahead_seconds(count: &str) = "This code is one of your app’s, but from a clock about {count} seconds ahead. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en avance d’environ {count} secondes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        clock_ahead_minutes(count: &str) = "This code is one of your app’s, but from a clock about {count} minutes ahead. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en avance d’environ {count} minutes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        clock_behind_seconds(count: &str) = "This code is one of your app’s, but from a clock about {count} seconds behind. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en retard d’environ {count} secondes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        clock_behind_minutes(count: &str) = "This code is one of your app’s, but from a clock about {count} minutes behind. Have your phone set its time by itself, then type the code it shows.", "Ce code vient bien de votre application, mais d’une horloge en retard d’environ {count} minutes. Réglez l’heure du téléphone sur automatique, puis saisissez le code affiché.";
        wrong_factor_code = "This is not the code your app shows now, or it was used already. Wait for the next one and type that.", "Ce n’est pas le code affiché par votre application, ou il a déjà servi. Attendez le suivant et saisissez-le.";
        wrong_recovery_code = "This is none of your recovery codes, or it was used already. Try another one.", "Ce n’est pas un de vos codes de secours, ou il a déjà servi. Essayez-en un autre.";
        passkey_refused = "The passkey was not accepted. Try again, or use another way.", "La clé d’accès n’a pas été acceptée. Réessayez, ou utilisez un autre moyen.";
        too_many_passkeys(max: &str) = "You have {max} passkeys already. Remove one you no longer use first.", "Vous avez déjà {max} clés d’accès. Supprimez d’abord une clé inutilisée.";
        too_many_tries = "Too many wrong answers. Sign in again from the start.", "Trop de réponses fausses. Recommencez la connexion du début.";
        enrolment_expired = "This took too long. Begin again and scan the new image.", "Cela a pris trop de temps. Recommencez et scannez la nouvelle image.";
        no_second_factor = "Add a second factor to your own account first; otherwise this would lock you out.", "Ajoutez d’abord un second facteur à votre propre compte ; sinon vous seriez exclu.";
        wrong_password = "This is not the right password.", "Ce n’est pas le bon mot de passe.";
        wrong_code = "This is not the code of the newest mail. Check the six digits, or have a new mail sent.", "Ce n’est pas le code du dernier message. Vérifiez les six chiffres, ou demandez un nouveau message.";
        too_many_codes = "Too many wrong codes were typed, so none is taken any more. Open the link in the mail instead.", "Trop de codes erronés ont été saisis, plus aucun n’est accepté. Ouvrez plutôt le lien du message.";
        too_many_lines(max: &str) = "At most {max} values at once, please. Nothing was added.", "Au plus {max} valeurs à la fois. Rien n’a été ajouté.";
        not_a_slug = "Only lower-case letters, digits and single hyphens between them.", "Uniquement des minuscules sans accent, des chiffres, et des traits d’union simples entre eux.";
        reserved = "This word is reserved. Please choose another.", "Ce mot est réservé. Choisissez-en un autre.";
        taken = "Already taken. Please choose another.", "Déjà pris. Choisissez-en un autre.";
        not_a_domain = "Not a domain name. It should look like example.com.", "Ce n’est pas un nom de domaine. Il devrait ressembler à exemple.fr.";
        public_suffix = "Many organisations register names under this suffix, so it cannot be yours. Enter your own name below it.", "De nombreuses organisations déposent des noms sous ce suffixe ; il ne peut pas être à vous. Indiquez votre propre nom en dessous.";
        unusable = "This name cannot be used here. Please choose another.", "Ce nom ne peut pas servir ici. Choisissez-en un autre.";
        duplicate = "Already in the list.", "Déjà dans la liste.";
        duplicate_of(of: &str) = "Already there, as {of}. Nothing more to do: leave this one out.", "Déjà présent, sous la forme {of}. Il n’y a plus rien à faire : retirez celui-ci.";
        not_a_network = "Not an IP network. It should look like 192.0.2.0/24 or 2001:db8::/32.", "Ce n’est pas un réseau IP. Il devrait ressembler à 192.0.2.0/24 ou 2001:db8::/32.";
        host_bits_set(network: &str) = "The address goes beyond its prefix. Did you mean {network}?", "L’adresse dépasse son préfixe. Vouliez-vous dire {network} ?";
        overlaps(other: &str) = "Overlaps {other}, which is already in the list.", "Chevauche {other}, déjà dans la liste.";
        too_wide(min_prefix: &str) = "Too wide: it would make half the internet yours. The prefix must be /{min_prefix} or longer.", "Trop large : la moitié d’Internet serait à vous. Le préfixe doit être /{min_prefix} ou plus long.";
        not_an_address = "Not an IP address. It should look like 192.0.2.25 or 2001:db8::25.", "Ce n’est pas une adresse IP. Elle devrait ressembler à 192.0.2.25 ou 2001:db8::25.";
        not_a_time_zone = "Not a time zone. Choose one from the list, such as Europe/Paris.", "Ce n’est pas un fuseau horaire. Choisissez-en un dans la liste, par exemple Europe/Paris.";
        not_a_date = "Not a date. It should look like 2026-11-21.", "Ce n’est pas une date. Elle devrait ressembler à 2026-11-21.";
        out_of_range(min: &str, max: &str) = "Enter a whole number from {min} to {max}.", "Indiquez un nombre entier de {min} à {max}.";
        too_many_days(max: &str) = "At most {max} days can be shown at once.", "Au plus {max} jours peuvent être affichés à la fois.";
        not_invited(limit: &str, what: &str) = "Not invited: your plan allows {limit} {what}, open invitations included. Remove somebody, withdraw an invitation, or ask your provider for a larger plan.", "Non invité : votre formule permet {limit} {what}, invitations en attente comprises. Retirez quelqu’un ou une invitation, ou demandez une formule supérieure à votre fournisseur.";
        over_quota(limit: &str, what: &str) = "Not added: your plan allows {limit} {what}. Delete one you no longer need, or ask your provider for a larger plan.", "Non ajouté : votre formule permet {limit} {what}. Supprimez-en un devenu inutile, ou demandez une formule supérieure à votre fournisseur.";
        no_record(name: &str) = "The TXT record {name} does not hold the expected value yet. New records can take some minutes to be seen; then try again.", "L’enregistrement TXT {name} ne contient pas encore la valeur attendue. Un nouvel enregistrement peut mettre quelques minutes à être visible ; réessayez ensuite.";
        no_answer = "The name servers of this domain did not answer. Try again in a moment.", "Les serveurs de noms de ce domaine n’ont pas répondu. Réessayez dans un instant.";
        other_issuer(issuer: &str) = "The provider that answers there calls itself {issuer}. Type that if it is the one you mean.", "Le fournisseur qui y répond se nomme {issuer}. Indiquez ce nom si c’est bien lui.";
        not_a_provider = "No OpenID provider answers there under this name. It must be its issuer, begin with https:// and be reachable from the internet.", "Aucun fournisseur OpenID n’y répond sous ce nom. Indiquez son « issuer », qui commence par https:// et est joignable depuis Internet.";
        not_tried = "First prove a domain, and sign in through the provider once yourself: a mistake in it would shut everybody out.", "Prouvez d’abord un domaine et connectez-vous une fois vous-même par ce fournisseur : une erreur exclurait tout le monde.";
        not_plain = "Only letters of one script, digits, spaces and simple punctuation, please, so that nothing passes for something else.", "Uniquement des lettres d’une seule écriture, des chiffres, des espaces et une ponctuation simple, pour que rien ne passe pour autre chose.";
        passes_for(name: &str) = "This reads like the built-in role “{name}”. Please choose a name that nobody mistakes.", "Ceci se lit comme le rôle intégré « {name} ». Choisissez un nom que personne ne confond.";
        owners_alone = "Who owns the space is decided by the role Owner alone, so this permission is never part of another role.", "Qui possède l’espace se décide par le seul rôle Propriétaire ; cette permission ne fait jamais partie d’un autre rôle.";
        too_many_roles(max: &str) = "A space has at most {max} roles of its own. Delete one you no longer need.", "Un espace a au plus {max} rôles à lui. Supprimez-en un devenu inutile.";
        role_in_use(members: &str, invitations: &str) = "Members who hold this role: {members}; open invitations that give it: {invitations}. Give them another role or withdraw the invitations first; nothing was changed.", "Membres qui ont ce rôle : {members} ; invitations ouvertes qui le donnent : {invitations}. Donnez-leur d’abord un autre rôle ou retirez les invitations ; rien n’a été modifié.";
        role_outlasts_you = "Your own role ends, and those who hold this one would keep what you put into it. Ask somebody whose role has no end; nothing was changed.", "Votre propre rôle prend fin, et ceux qui ont celui-ci garderaient ce que vous y mettez. Demandez à quelqu’un dont le rôle est sans fin ; rien n’a été modifié.";
        not_the_name(name: &str) = "Please type {name} to confirm.", "Tapez {name} pour confirmer.";
        in_use(what: &str) = "Not deleted: it still has {what}. Move the policy agents elsewhere, take the roles and invitations given for it back, and revoke the API keys limited to it.", "Non supprimé : il compte encore {what}. Déplacez les agents ailleurs, retirez les rôles et invitations qui le concernent, et révoquez les clés d’API qui y sont limitées.";
        api_key = "API key", "clé d’API";
        api_keys = "API keys", "clés d’API";
        too_many_share_links(max: &str, first: &str) = "This space has {max} open share links, and no more can be made. Revoke one first; the oldest is “{first}”.", "Cet espace a {max} liens de partage ouverts, et on ne peut en créer d’autres. Révoquez-en d’abord un ; le plus ancien est « {first} ».";
        member = "member", "membre";
        members = "members", "membres";
        guest = "guest", "invité";
        guests = "guests", "invités";
        invitation = "open invitation", "invitation en cours";
        invitations = "open invitations", "invitations en cours";
        domain = "domain", "domaine";
        domains = "domains", "domaines";
        network = "network", "réseau";
        networks = "networks", "réseaux";
        policy_agent = "policy agent", "agent";
        policy_agents = "policy agents", "agents";
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
            Self::WrongCredentials => say.wrong_credentials().to_owned(),
            Self::Forbidden { decision, who } => decision.sentence(locale, who),
            Self::StepUpRequired => say.step_up_required().to_owned(),
            Self::OtherProofRequired => say.other_proof_required().to_owned(),
            Self::ViewEnded => say.view_ended().to_owned(),
            Self::NotFound => say.not_found().to_owned(),
            Self::LastWayIn => say.last_way_in().to_owned(),
            Self::LinkExpired => say.link_expired().to_owned(),
            Self::LinkEnded { link, why } => links::ended(*link, *why, locale).to_owned(),
            Self::SpaceClosed => spaces::closed(locale).to_owned(),
            Self::ClosedForGood => spaces::closed_for_good(locale).to_owned(),
            Self::JobChanged => spaces::job_changed(locale).to_owned(),
            Self::OwnsSpaces { spaces } => spaces::owned(spaces, locale),
            Self::InvitationClosed { why } => why.sentence(locale).to_owned(),
            Self::LastOwner => team::Words(locale).last_owner().to_owned(),
            Self::SignInExpired => say.sign_in_expired().to_owned(),
            Self::FactorDemanded { spaces } => say.factor_demanded(&spaces.join(", ")),
            Self::QuotaReached { quota, limit, used } => {
                let (used, what, limit) =
                    (locale.number(*used), quota.noun(locale, *limit), locale.number(*limit));
                match quota {
                    Quota::Members | Quota::Guests => say.seats_taken(what, &used, &limit),
                    _ => say.quota_reached(what, &used, &limit),
                }
            }
            Self::RateLimited { retry_after } => say.rate_limited(&locale.duration(*retry_after)),
            Self::Unavailable { retry_after } => say.unavailable(&locale.duration(*retry_after)),
            Self::BeingUpdated { retry_after } => say.being_updated(&locale.duration(*retry_after)),
            Self::OtherSite { origin, expected } if origin.is_empty() => say.other_site_unnamed(expected),
            Self::OtherSite { origin, expected } => say.other_site(origin, expected),
            Self::BadRequest { reason } if reason.is_empty() => say.unread_request().to_owned(),
            Self::BadRequest { reason } => say.bad_request(reason),
            Self::WrongAddress { pinned, address } => say.wrong_address(pinned, address),
            Self::AgentPaused => say.agent_paused().to_owned(),
            Self::InvalidKey => say.invalid_key().to_owned(),
            Self::Unreadable { line, reason } => say.unreadable(&line.to_string(), reason),
            Self::TooLarge { limit } => say.too_large(limit),
            Self::MethodNotAllowed => say.method_not_allowed().to_owned(),
            Self::UnsupportedMediaType { expected } => say.unsupported_media_type(expected),
            Self::IdempotencyKeyReused => say.idempotency_key_reused().to_owned(),
            Self::InProgress { retry_after } => say.in_progress(&locale.duration(*retry_after)),
            Self::AlreadyDone => say.already_done().to_owned(),
            Self::Internal => say.internal().to_owned(),
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
