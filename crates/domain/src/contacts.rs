//! Contacts: whom an operator writes to about a tenant, and what for.

use crate::text::Locale;

crate::words! {
    /// What a contact is for.
    pub enum ContactKind {
        Owner = "owner",
        Billing = "billing",
        Technical = "technical",
        Emergency = "emergency",
    }
}

impl ContactKind {
    /// How people read it.
    pub const fn title(self, locale: Locale) -> &'static str {
        let (en, fr) = match self {
            Self::Owner => ("Owner", "Responsable"),
            Self::Billing => ("Billing", "Facturation"),
            Self::Technical => ("Technical", "Technique"),
            Self::Emergency => ("Emergency", "Urgence"),
        };
        match locale {
            Locale::En => en,
            Locale::Fr => fr,
        }
    }

    /// What it is for, in a sentence.
    pub const fn sentence(self, locale: Locale) -> &'static str {
        let (en, fr) = match self {
            Self::Owner => ("Who decides, and signs for the contract.", "Qui décide, et signe le contrat."),
            Self::Billing => ("Who gets invoices and reminders.", "Qui reçoit les factures et les rappels."),
            Self::Technical => (
                "Who runs the mail servers, and is asked about them.",
                "Qui exploite les serveurs de messagerie, et répond à leur sujet.",
            ),
            Self::Emergency => (
                "Who is called when something cannot wait, at any hour.",
                "Qui est appelé quand rien ne peut attendre, à toute heure.",
            ),
        };
        match locale {
            Locale::En => en,
            Locale::Fr => fr,
        }
    }
}
