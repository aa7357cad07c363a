//! People's e-mail addresses: one form for comparing, and, where somebody is invited, none that passes for
//! another.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::{
    domains::{DomainName, domain_of, to_ascii},
    error::{Checks, Problem},
    forms::{self, visible},
    lists::{Taken, mailboxes},
    names::{self, NamesProblem, is_plain},
};

/// Checks the shape of an address and returns it composed (Unicode's NFC), without surrounding white space and
/// invisible marks.
/// Whether it receives mail only a mail can tell.
pub fn email(text: &str) -> Result<String, Problem> {
    forms::email(&composed(text)?)
}

fn composed(text: &str) -> Result<String, Problem> {
    // No text that is longer than this becomes short enough by being composed.
    if text.len() > 4 * 254 { Err(Problem::TooLong { max: 254 }) } else { Ok(visible(text).nfc().collect()) }
}

/// The one form that all spellings of an address share, by which mailboxes are told apart: composed, in small
/// letters, with the domain as DNS knows it.
pub fn key(email: &str) -> String {
    let email = visible(email);
    let email = email.trim();
    let Some((local, _)) = email.rsplit_once('@') else { return small(email) };
    format!("{}@{}", small(local), domain_of(email))
}

/// The domain of an address as DNS knows it; none where it is no domain.
pub fn domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    DomainName::parse(domain).ok().map(|name| name.as_str().to_owned())
}

/// An address as earlier versions compared it: two accounts of one mailbox, which they could make, differ by it.
pub fn spelling(email: &str) -> String {
    email.trim().to_lowercase()
}

fn small(text: &str) -> String {
    // The two small sigmas are one letter, which position alone tells apart.
    let fold = |letter: char| if letter == 'ς' { 'σ' } else { letter };
    text.nfc().flat_map(char::to_lowercase).map(fold).nfc().collect()
}

/// An address as its reader would type it, and as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    pub text: String,
    /// The same for every spelling: [`key`].
    pub key: String,
    /// The domain as DNS knows it.
    pub domain: String,
}

impl Address {
    /// Reads an address. One whose letters pass for others is refused: it would be invited for somebody else.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = names::read_email(&composed(text)?, &to_ascii)?;
        let (local, typed) = text.rsplit_once('@').ok_or(NamesProblem::NotAnEmail)?;
        let domain = domain_of(&text);
        let shown = shown(&domain);
        // Typed in letters that the name is not shown in: it could pass for another one.
        if !typed.is_ascii() && shown.split('.').any(|label| label.starts_with("xn--")) {
            return Err(NamesProblem::LooksAlike { domain }.into());
        }
        let text = format!("{local}@{shown}");
        Ok(Self { key: key(&text), text, domain })
    }

    /// Takes a list of addresses apart, with or without the names that mail programs put before them (RFC
    /// 5322). What cannot be taken is noted in `checks` under its line.
    pub fn parse_lines(text: &str, field: &str, checks: &mut Checks) -> Vec<Taken<Self>> {
        let (mut found, mut keys) = (Vec::new(), BTreeSet::new());
        for entry in mailboxes(text) {
            match Self::parse(&entry.text) {
                Err(problem) => checks.add_line(field, entry.line, &entry.text, problem),
                Ok(address) if !keys.insert(address.key.clone()) => {
                    checks.add_line(field, entry.line, &entry.text, Problem::Duplicate { of: address.text });
                }
                Ok(value) => found.push(Taken { entry, value }),
            }
        }
        found
    }

    /// Whether an account's address is this one.
    pub fn is_same(&self, email: &str) -> bool {
        self.key == key(email)
    }

    /// Whether the address is at one of these domains, which have a space between them; none means any.
    pub fn is_at(&self, domains: &str) -> bool {
        domains.is_empty() || domains.split(' ').any(|domain| domain == self.domain)
    }
}

fn shown(domain: &str) -> String {
    DomainName::parse(domain).map_or_else(|_| domain.to_owned(), |name| name.unicode())
}

/// A domain, a host or an address as people read it: its international names in their own letters. Whatever else it
/// is stays as it is written.
pub fn readable(text: &str) -> String {
    if !text.to_ascii_lowercase().contains("xn--") {
        return text.to_owned();
    }
    match text.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", shown(domain)),
        None => shown(text),
    }
}

/// A name that people choose by. Its letters are of any one alphabet, so that none passes for another.
pub fn plain_name(text: &str, max: usize) -> Result<String, Problem> {
    let name = forms::name(text, max)?;
    if is_plain(&name.to_lowercase(), &[]) { Ok(name) } else { Err(Problem::NotPlain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_its_own_letters_and_all_else_as_it_is_written() {
        assert_eq!(readable("xn--bcher-kva.example"), "bücher.example");
        assert_eq!(readable("Ann@XN--bcher-kva.example"), "Ann@bücher.example");
        // One that passes for another stays what it is, and so does what is no name.
        for text in
            ["xn--cme-5cd.example", "Ann@ACME.example", "198.51.100.7", "", "xn--", "mail from xn--nowhere"]
        {
            assert_eq!(readable(text), text);
        }
    }

    #[test]
    fn one_mailbox_has_one_key() {
        for spellings in [
            ["ann@acme.example", " Ann@ACME.example ", "ANN@acme.Example"],
            ["jürgen@bücher.example", "JÜRGEN@xn--bcher-kva.example", "ju\u{308}rgen@bu\u{308}cher.EXAMPLE"],
            ["οδος@acme.example", "ΟΔΟΣ@acme.example", "οδοσ@acme.example"],
        ] {
            let keys = spellings.map(|spelling| key(&email(spelling).unwrap()));
            assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
        // Others than these are other people.
        assert_ne!(key("straße@acme.example"), key("strasse@acme.example"));
        assert_ne!(key("ann.b@acme.example"), key("annb@acme.example"));
        assert_ne!(key("jurgen@acme.example"), key("jürgen@acme.example"));
    }

    #[test]
    fn every_spelling_of_one_address_is_compared_alike() {
        let one = Address::parse("Jürgen@Bücher.example").unwrap();
        let other = Address::parse("jürgen@xn--bcher-kva.example").unwrap();
        assert_eq!((&one.key, one.domain.as_str()), (&other.key, "xn--bcher-kva.example"));
        assert!(one.is_same("JÜRGEN@bücher.example") && one.is_same("jürgen@xn--bcher-kva.example"));
        assert!(!one.is_same("jurgen@bücher.example"));
        assert!(one.is_at("a.example xn--bcher-kva.example") && one.is_at("") && !one.is_at("a.example"));
        // A domain below an allowed one is another domain, and so is one that ends alike.
        let below = Address::parse("a@mail.acme.example").unwrap();
        assert!(!below.is_at("acme.example"));
    }

    #[test]
    fn letters_that_pass_for_others_are_refused() {
        for text in [
            "аda@acme.example",   // a Cyrillic а
            "ada@аcme.example",   // the same in the domain
            "раура@acme.example", // all Cyrillic, all Latin-shaped
            "ｅve@acme.example",  // full-width
            "𝐚da@acme.example",
            "αda@acme.example", // Greek and Latin
            "ada@асе.example",  // a domain all Cyrillic, all Latin-shaped
        ] {
            assert!(
                matches!(Address::parse(text), Err(Problem::Names(NamesProblem::LooksAlike { .. }))),
                "{text}"
            );
        }
        for text in ["ada@acme.example", "иван@пример.рф", "ädä.1+x@acme.example", "山田@例え.jp"]
        {
            assert!(Address::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn pasted_lists_are_read_line_by_line() {
        let mut checks = Checks::default();
        let text = "a@x.example, b@x.example\n\n# a note\nnobody\nA@x.example\n\"Doe, Anna\" <anna@x.example>, Bo <bo@x.example>;";
        let found = Address::parse_lines(text, "emails", &mut checks);
        let texts: Vec<&str> = found.iter().map(|taken| taken.value.text.as_str()).collect();
        assert_eq!(texts, ["a@x.example", "b@x.example", "anna@x.example", "bo@x.example"]);
        let problems: Vec<Problem> = checks.into_fields().into_iter().map(|field| field.problem).collect();
        assert_eq!(
            problems,
            [Problem::Names(NamesProblem::NotAnEmail), Problem::Duplicate { of: "A@x.example".to_owned() }]
        );
    }
}
