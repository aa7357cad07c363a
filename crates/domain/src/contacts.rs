//! Contacts: whom an operator writes to about a tenant, and what for.

use crate::{forms, text::Locale};

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

/// Letters of a telephone number as people write it, and how many of them are digits at least.
const PHONE: std::ops::RangeInclusive<usize> = 5..=30;
const DIGITS: usize = 5;

/// What can be a telephone number, as it was written: digits of any script, spaces and `+ ( ) - . /`. Nobody is called
/// here, so that its country's rules are not asked.
pub fn phone(text: &str) -> Result<String, ContactsProblem> {
    let letter = |letter: char| match forms::digit(letter) {
        Some(digit) => digit,
        None if letter.is_whitespace() => ' ',
        None => letter,
    };
    let text: String = forms::visible(text).trim().chars().map(letter).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_written = text.chars().all(|letter| letter.is_ascii_digit() || " +()-./".contains(letter));
    // All that is left is ASCII where it is taken, a byte for each letter.
    if is_written && digits >= DIGITS && PHONE.contains(&text.len()) {
        Ok(text)
    } else {
        Err(ContactsProblem::NotAPhone)
    }
}

crate::problems! {
    /// What is wrong with a contact.
    pub enum ContactsProblem {
        NotAPhone = "not-a-phone-number";
        /// A number that businesses have, given for a private person.
        OfABusiness = "of-a-business";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_a_telephone_number_is_taken_as_it_was_written() {
        for text in ["+33 1 23 45 67 89", "(0)20/7946-0958", "01.23.45.67.89", "12345"] {
            assert_eq!(phone(text).as_deref(), Ok(text));
        }
        assert_eq!(phone(" +33\u{a0}1\u{202f}23\u{200b} 45\t67 ").as_deref(), Ok("+33 1 23 45 67"));
        assert_eq!(phone("٠١٢٣٤٥").as_deref(), Ok("012345"));
        assert_eq!(phone(&"1".repeat(30)).map(|text| text.len()), Ok(30));
    }

    #[test]
    fn what_cannot_be_one_is_refused() {
        let long = "1".repeat(31);
        for text in ["", "abc", "hello <b>", "1234", "(+)-./ ", "+33 1 23 ext 4", "12345;", long.as_str()] {
            assert_eq!(phone(text), Err(ContactsProblem::NotAPhone), "{text}");
        }
    }
}
