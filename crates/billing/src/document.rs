//! Invoices, credit notes and proformas: everything that stands on one, frozen when it is issued.
//!
//! A document is kept as it was made and is never computed anew. Its texts are in its recipient's language, its
//! days are those of the seller's calendar.

use domain::{Locale, words};
use serde::{Deserialize, Serialize};

use crate::lines::{Line, Totals};
use crate::parties::Party;
use crate::text::DocumentText;
use crate::vat::Category;
use crate::{Currency, Money};

words! {
    /// What a document is.
    pub enum Kind { Invoice = "invoice", CreditNote = "credit-note", Proforma = "proforma" }
}

impl Kind {
    /// The code of the type in EN 16931; a proforma has none, since it is no invoice.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::Invoice => Some("380"),
            Self::CreditNote => Some("381"),
            Self::Proforma => None,
        }
    }
}

/// The document that another one corrects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub number: String,
    pub day: i32,
}

/// How to pay: a transfer to this account, with the document's number as its reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub iban: String,
    pub bic: String,
    pub holder: String,
}

words! {
    /// What a note says, by its code in UNTDID 4451 where it has one.
    pub enum Note {
        /// Interest for being late.
        LateInterest = "PMD",
        /// The fixed sum for what recovery costs.
        Recovery = "PMT",
        /// Discount for paying early.
        Discount = "AAB",
        /// Why there is no tax.
        NoTax = "TXD",
        /// Anything else.
        General = "AAI",
    }
}

impl Note {
    /// Whether it says something about paying.
    pub const fn is_about_paying(self) -> bool {
        matches!(self, Self::LateInterest | Self::Recovery | Self::Discount)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteText {
    pub note: Note,
    pub text: String,
}

/// A document. Days are numbered from 1970-01-01.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub kind: Kind,
    /// None before it is issued, and on a proforma, which has a name of its own instead.
    pub number: String,
    pub language: Locale,
    pub issued: i32,
    pub due: i32,
    /// The days that it is for, from the first to the last.
    pub from: i32,
    pub to: i32,
    pub seller: Party,
    pub buyer: Party,
    pub lines: Vec<Line>,
    pub totals: Totals,
    pub corrects: Option<Reference>,
    pub transfer: Option<Transfer>,
    pub notes: Vec<NoteText>,
    /// What is named at the top when there is no logo.
    pub brand: String,
}

impl Document {
    pub const fn currency(&self) -> Currency {
        self.totals.currency
    }

    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.totals.currency)
    }

    /// Whether it asks for money. No day to pay by, no account and no note about paying is shown of a credit note; its
    /// XML keeps them, since the French rules ask for the notes in every document.
    pub const fn is_to_pay(&self) -> bool {
        !matches!(self.kind, Kind::CreditNote)
    }

    /// The notes that people read.
    pub fn shown_notes(&self) -> impl Iterator<Item = &NoteText> {
        let is_to_pay = self.is_to_pay();
        self.notes.iter().filter(move |text| is_to_pay || !text.note.is_about_paying())
    }

    /// An amount as the document writes it.
    pub fn amount(&self, minor: i64) -> String {
        self.money(minor).text(self.language)
    }
}

/// What the law and the seller want written: for a French seller's invoices the three mentions
/// about paying, and for everybody why there is no tax.
pub fn notes(
    seller: &Party,
    buyer: &Party,
    totals: &Totals,
    penalty: &str,
    language: Locale,
) -> Vec<NoteText> {
    let text = DocumentText(language);
    let mut notes = Vec::new();
    let mut note = |note, text: &str| notes.push(NoteText { note, text: text.to_owned() });
    if seller.country == "FR" {
        let penalty = if penalty.is_empty() { text.usual_penalty() } else { penalty };
        note(Note::LateInterest, &text.late_interest(penalty));
        // The three notes stand on every French invoice; to a private person the second says that it is not owed.
        note(Note::Recovery, if buyer.is_business { text.recovery() } else { text.no_recovery() });
        note(Note::Discount, text.no_discount());
    }
    for tax in &totals.taxes {
        if let Some(why) = why_no_tax(tax.treatment.category, language) {
            note(Note::NoTax, why);
        }
    }
    notes
}

/// Why there is no tax, in the recipient's language.
pub const fn why_no_tax(category: Category, language: Locale) -> Option<&'static str> {
    let text = DocumentText(language);
    match category {
        Category::Standard | Category::Zero => None,
        Category::Exempt => Some(text.exempt()),
        Category::ReverseCharge => Some(text.reverse_charge()),
        Category::Outside => Some(text.outside()),
    }
}

/// Says below each line when it is for and how it was computed.
#[cfg(not(target_arch = "wasm32"))]
pub fn describe(lines: &mut [Line], zone: &domain::zones::Zone, language: Locale) {
    use crate::lines::Basis;
    use domain::zones::local_date;

    let text = DocumentText(language);
    let days = |range: &std::ops::Range<i64>| {
        let (first, last) = (zone.day_of(range.start), zone.day_of(range.end - 1));
        text.days(&local_date(first, language), &local_date(last, language))
    };
    for line in lines {
        line.detail = match &line.basis {
            Basis::Share { price, period, from, to } if *from == period.start && *to == period.end => {
                let _ = price;
                days(period)
            }
            Basis::Share { price, period, from, to } => {
                let seconds = (crate::shares::second(*to) - crate::shares::second(*from)).abs();
                let whole = crate::shares::second(period.end) - crate::shares::second(period.start);
                let (from, to) =
                    (zone.local_text(*from.min(to), language), zone.local_text(*from.max(to), language));
                let share =
                    text.share(&language.number(seconds), &language.number(whole), &price.text(language));
                text.then(&text.days(&from, &to), &share)
            }
            Basis::Use { window, used, rate, .. } => {
                let used = text.used(&language.number(*used), &language.number(rate.included));
                text.then(&days(window), &used)
            }
            Basis::Late { window, invoiced, used, .. } => {
                let late = text.late(&language.number(*used), &language.number(*invoiced));
                text.then(&days(window), &late)
            }
            Basis::Stated { .. } => line.detail.clone(),
        };
    }
}
