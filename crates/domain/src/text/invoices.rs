//! What is said of invoices that cannot be what was asked, and of numbers that are none.

use super::Locale;
use crate::{
    invoices::{InvoicesError, InvoicesProblem},
    zones::{local_date, parse_date},
};

crate::texts! {
    struct Words {
        settled = "Nothing of this invoice is owed any more.", "Il ne reste rien à régler sur cette facture.";
        being_paid = "This invoice is being paid with the saved card. If that fails, the billing contact is told, and it can be paid here.", "Cette facture est en cours de règlement par la carte enregistrée. En cas d’échec, le contact de facturation est prévenu, et elle pourra être réglée ici.";
        credited = "A credit note has already taken this invoice back.", "Un avoir a déjà annulé cette facture.";
        nothing_due_back = "Nothing of this invoice is to be paid back. Take it back by a credit note first, or wait for what is on its way.", "Il n’y a rien à rembourser sur cette facture. Annulez-la d’abord par un avoir, ou attendez ce qui est en cours.";
        provider_is_off = "This was paid at a payment provider that is not set here any more. Pay it back by transfer, and say that you did.", "Ce règlement est passé par un prestataire qui n’est plus configuré ici. Remboursez par virement, puis indiquez-le.";
        paid_online = "This payment came through the payment provider, so it did arrive and cannot be taken back here. Take the invoice back by a credit note; then it can be paid back the way it came.", "Ce règlement est passé par le prestataire de paiement : il a bien été reçu et ne peut pas être annulé ici. Annulez la facture par un avoir ; il pourra alors être remboursé par le même moyen.";
        payment_taken_back = "This payment was taken back before.", "Ce règlement a déjà été annulé.";
        paid_back = "Something of this payment was paid back already, so it stays. What is still paid in excess can be paid back here; if the transfer was for another invoice, note it there.", "Une partie de ce règlement a déjà été remboursée : il reste donc noté. Ce qui est encore réglé en trop peut être remboursé ici ; si le virement concernait une autre facture, notez-le sur celle-ci.";
        no_number = "This is no number of a country of the Union, Switzerland or the United Kingdom. Leave it empty if there is none.", "Ce n’est pas un numéro d’un pays de l’Union, de la Suisse ou du Royaume-Uni. Laissez vide s’il n’y en a pas.";
        looks_like(example: &str) = "This number does not look like those of its country, such as {example}.", "Ce numéro ne ressemble pas à ceux de son pays, par exemple {example}.";
        no_amount(min: &str, max: &str, currency: &str) = "Write an amount from {min} to {max} {currency}.", "Écrivez un montant de {min} à {max} {currency}.";
        no_day(min: &str, max: &str) = "Choose a day from {min} to {max}: not before the invoice was issued, and not after today.", "Choisissez un jour du {min} au {max} : ni avant l’émission de la facture, ni après aujourd’hui.";
        mistyped = "The check digits of this number do not fit. Compare it with an official document.", "La clé de contrôle de ce numéro ne correspond pas. Comparez-le à un document officiel.";
    }
}

impl InvoicesError {
    /// What happened and what to do, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::Settled => say.settled().to_owned(),
            Self::BeingPaid => say.being_paid().to_owned(),
            Self::Credited => say.credited().to_owned(),
            Self::NothingDueBack => say.nothing_due_back().to_owned(),
            Self::ProviderIsOff => say.provider_is_off().to_owned(),
            Self::PaidOnline => say.paid_online().to_owned(),
            Self::PaymentTakenBack => say.payment_taken_back().to_owned(),
            Self::PaidBack => say.paid_back().to_owned(),
        }
    }
}

impl InvoicesProblem {
    /// What is wrong with the value and how to mend it, in a person's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let say = Words(locale);
        match self {
            Self::NotANumberOfTheirs { example } if example.is_empty() => say.no_number().to_owned(),
            Self::NotANumberOfTheirs { example } => say.looks_like(example),
            Self::NoSuchAmount { min, max, currency } => {
                let point = if matches!(locale, Locale::Fr) { "," } else { "." };
                say.no_amount(&min.replace('.', point), &max.replace('.', point), currency)
            }
            Self::NoSuchDay { min, max } => {
                let day = |text: &str| {
                    parse_date(text).map_or_else(|_| text.to_owned(), |day| local_date(day, locale))
                };
                say.no_day(&day(min), &day(max))
            }
            Self::Mistyped => say.mistyped().to_owned(),
        }
    }
}

/// Why a saved card did not pay, by the word its provider has for it.
pub const fn declined(code: &str, locale: Locale) -> &'static str {
    let (en, fr) = match code.as_bytes() {
        b"authentication_required" => {
            ("its bank asks its owner to say yes", "sa banque demande l’accord de son titulaire")
        }
        b"no_answer" => (
            "the payment provider did not answer in time",
            "le prestataire de paiement n’a pas répondu à temps",
        ),
        b"expired_card" => ("it has expired", "elle a expiré"),
        b"card_declined" | b"insufficient_funds" => ("its bank declined it", "sa banque l’a refusée"),
        _ => ("the payment provider declined it", "le prestataire de paiement l’a refusée"),
    };
    match locale {
        Locale::En => en,
        Locale::Fr => fr,
    }
}
