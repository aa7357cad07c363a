//! The mail domains a tenant declares, and the domain of a mail address.
//!
//! A name is kept in one form only, lower-case A-labels (RFC 5891): what DNS and mail servers exchange, and
//! what two spellings of one name share. People are shown [`DomainName::unicode`].

use std::collections::BTreeSet;
use std::fmt;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use psl::Psl;

pub use crate::{direction::DomainKind, names::MAX};
use crate::{
    error::{Checks, Problem},
    forms::visible,
    lists::{Taken, entries},
    names::{self, is_unmistakable},
};

/// The longest text worth reading as a name: a letter takes up to four bytes in UTF-8.
const MAX_TYPED: usize = 4 * MAX;

/// The name of a domain that can receive mail, in lower-case A-label form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(String);

impl DomainName {
    /// Reads a name that somebody typed: spaces around it, a dot after it and invisible marks are tolerated.
    ///
    /// Names under a top-level domain that nobody registered are taken, since inner networks use them; names
    /// under which strangers register theirs (<https://publicsuffix.org>) are not.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = &visible(text);
        let to_ascii = |name: &str| to_ascii(name).filter(|ascii| !is_public_suffix(ascii));
        names::read(text, &to_ascii).map(Self).map_err(|problem| match self::to_ascii(text.trim()) {
            Some(ascii) if is_public_suffix(&ascii) => Problem::Domains(DomainsProblem::PublicSuffix),
            _ => problem,
        })
    }

    /// Whether no label of the name could pass for another one.
    pub fn is_unmistakable(&self) -> bool {
        !self.unicode().split('.').any(|label| label.starts_with("xn--"))
    }

    /// The A-label form, such as `xn--bcher-kva.example`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form to show, such as `bücher.example`. A label that could pass for another one stays an A-label.
    pub fn unicode(&self) -> String {
        let (shown, decoded) = Uts46::new().to_user_interface(
            self.0.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            |label, top, _| is_unmistakable(label, top),
        );
        if decoded.is_ok() && to_ascii(&shown).as_ref() == Some(&self.0) {
            shown.into_owned()
        } else {
            self.0.clone()
        }
    }

    /// Whether the name holds letters beyond ASCII.
    pub fn is_idn(&self) -> bool {
        self.0.split('.').any(|label| label.starts_with("xn--"))
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Takes a list of names apart. What cannot be taken is noted in `checks` under its line, the rest is returned.
///
/// `existing` says whether the tenant has declared the name already.
pub fn parse_lines(
    text: &str,
    field: &str,
    existing: &dyn Fn(&DomainName) -> bool,
    checks: &mut Checks,
) -> Vec<Taken<DomainName>> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for entry in entries(text) {
        match DomainName::parse(&entry.text) {
            Err(problem) => checks.add_line(field, entry.line, &entry.text, problem),
            Ok(name) if existing(&name) || !seen.insert(name.clone()) => {
                let problem = Problem::Duplicate { of: name.unicode() };
                checks.add_line(field, entry.line, &entry.text, problem);
            }
            Ok(value) => names.push(Taken { entry, value }),
        }
    }
    names
}

/// The domain of a mail address, in the form [`DomainName`] has, so that the two can be compared:
/// [`names::domain_of`] with the server's tables.
pub fn domain_of(address: &str) -> String {
    names::domain_of(address, &to_ascii)
}

/// The lower-case A-label form without the final dot (UTS #46, with the checks for DNS names); `None` for a
/// text that cannot be a host name.
pub fn to_ascii(name: &str) -> Option<String> {
    if name.len() > MAX_TYPED {
        return None;
    }
    let ascii = Uts46::new()
        .to_ascii(
            name.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::CheckFirstLast,
            DnsLength::VerifyAllowRootDot,
        )
        .ok()?;
    Some(ascii.strip_suffix('.').unwrap_or(&ascii).to_owned())
}

/// Whether the name itself is on the public suffix list. The list's implicit rule, that any unlisted
/// top-level domain is a suffix, says nothing about names with a dot.
fn is_public_suffix(ascii: &str) -> bool {
    psl::List
        .suffix(ascii.as_bytes())
        .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes().len() == ascii.len())
}

crate::problems! {
    /// What is wrong with a domain that somebody declares.
    pub enum DomainsProblem {
        /// A suffix under which others register names, such as `co.uk`.
        PublicSuffix = "public-suffix";
        /// The tenant’s emergency address is at it, where nobody reads it when its mail host is down.
        HoldsEmergency = "holds-emergency";
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        error::{FieldError, Seen, Slip},
        names::NamesProblem,
    };

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn problem(text: &str) -> Problem {
        DomainName::parse(text).unwrap_err()
    }

    #[test]
    fn every_spelling_of_a_name_is_kept_in_one_form() {
        for spelling in ["tenant.test", " Tenant.TEST ", "tenant.test.", "tenant。test", "ｔenant.test"] {
            assert_eq!(name(spelling).as_str(), "tenant.test", "{spelling}");
        }
    }

    #[test]
    fn names_beyond_ascii_are_kept_as_a_labels_and_shown_as_written() {
        for spelling in
            ["Bücher.example", "BU\u{308}CHER.example", "xn--bcher-kva.example", "XN--BCHER-KVA.EXAMPLE"]
        {
            let name = name(spelling);
            assert_eq!(name.as_str(), "xn--bcher-kva.example", "{spelling}");
            assert_eq!(name.unicode(), "bücher.example");
            assert!(name.is_idn());
        }
        assert_eq!(name("faß.example").as_str(), "xn--fa-hia.example");
        assert_eq!(name("日本語a.jp").unicode(), "日本語a.jp");
        assert!(!name("tenant.test").is_idn());
    }

    #[test]
    fn a_name_that_looks_like_another_one_is_shown_as_a_label() {
        // Cyrillic throughout; Cyrillic among Latin; Greek among Latin.
        for spoof in ["аррӏе.com", "pаypal.com", "gοogle.com"] {
            assert_eq!(name(spoof).unicode(), name(spoof).as_str(), "{spoof}");
        }
        assert_eq!(name("почта.com").unicode(), "почта.com");
        assert_eq!(name("хор.рф").unicode(), "хор.рф");
    }

    #[test]
    fn unregistered_top_level_domains_are_accepted() {
        for inner in ["tenant.test", "corp.internal", "mail.example", "a.b.lan", "xn--bcher-kva.lan"] {
            assert_eq!(name(inner).as_str(), inner);
        }
    }

    #[test]
    fn a_public_suffix_is_refused_and_a_name_under_it_is_not() {
        for suffix in ["com", "co.uk", "CO.UK.", "github.io", "рф", "公司.cn", "foo.ck"] {
            assert_eq!(problem(suffix), Problem::Domains(DomainsProblem::PublicSuffix), "{suffix}");
        }
        for owned in ["acme.com", "acme.co.uk", "acme.github.io", "пример.рф", "www.ck"] {
            assert!(DomainName::parse(owned).is_ok(), "{owned}");
        }
    }

    #[test]
    fn nothing_typed_is_told_from_something_wrong() {
        for empty in ["", "   ", "@", " @ "] {
            assert_eq!(problem(empty), Problem::Required, "{empty:?}");
        }
    }

    #[test]
    fn what_is_not_a_domain_is_refused() {
        let wrong = [
            "localhost",
            ".",
            "..",
            ".tenant.test",
            "tenant..test",
            "tenant.test..",
            "-a.test",
            "a-.test",
            "a_b.test",
            "a b.test",
            "a\u{a0}b.test",
            "a,b.test",
            "bob@tenant.test",
            "@@tenant.test",
            "http://a.test",
            "a.test/x",
            "a.test:25",
            "*.test",
            "192.0.2.1",
            "192.0.2.1.",
            "1.2",
            "2001:db8::1",
            "[192.0.2.1]",
            "[IPv6:2001:db8::1]",
            "xn--a.test",
            "xn--.test",
            "a\0.test",
            "☃\u{200d}.test",
        ];
        for text in wrong {
            assert!(matches!(problem(text), Problem::Names(NamesProblem::NotADomain { .. })), "{text:?}");
        }
    }

    #[test]
    fn lengths_are_those_of_dns() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(longest.len(), MAX);
        assert_eq!(name(&longest).as_str(), longest);
        for text in [format!("{longest}a"), format!("a{label}.test"), "ü.".repeat(1_000_000)] {
            assert_eq!(problem(&text), Problem::Names(NamesProblem::NotADomain { slip: None }));
        }
    }

    #[test]
    fn each_failing_line_has_its_own_error_and_the_rest_is_taken() {
        let text = "# ours\r\n\r\n tenant.test \r\nTENANT.test.\nhere.test\nco.uk\na.test, @b.test\nnew.test";
        let mut checks = Checks::default();
        let names = parse_lines(text, "names", &|name| name.as_str() == "here.test", &mut checks);
        let names: Vec<_> = names.into_iter().map(|taken| (taken.entry.line, taken.value)).collect();
        assert_eq!(names, [(3, name("tenant.test")), (7, name("a.test")), (8, name("new.test"))]);
        let told = |error: FieldError| (error.line.map_or(0, |line| line.number), error.field, error.problem);
        let slip = Slip::new(Seen::At, Some("b.test".to_owned()));
        let expected = [
            (4, Problem::Duplicate { of: "tenant.test".to_owned() }),
            (5, Problem::Duplicate { of: "here.test".to_owned() }),
            (6, Problem::Domains(DomainsProblem::PublicSuffix)),
            (7, Problem::Names(NamesProblem::NotADomain { slip })),
        ];
        let told: Vec<_> = checks.into_fields().into_iter().map(told).collect();
        assert_eq!(told, expected.map(|(line, problem)| (line, "names".to_owned(), problem)));
    }

    #[test]
    fn a_text_without_names_gives_none_and_no_error() {
        let mut checks = Checks::default();
        assert!(parse_lines("\n # nothing\n\n", "names", &|_| false, &mut checks).is_empty());
        assert!(checks.is_empty());
    }

    #[test]
    fn the_domain_of_an_address_is_what_follows_the_last_at() {
        let cases = [
            ("Bob@Tenant.TEST", "tenant.test"),
            ("odd local@Sender.EXAMPLE", "sender.example"),
            ("a@b@Tenant.test", "tenant.test"),
            ("bob+tag@tenant.test.", "tenant.test"),
            ("jürgen@Bücher.example", "xn--bcher-kva.example"),
            ("root@localhost", "localhost"),
            ("bob@host_1.test", "host_1.test"),
            ("bob@[192.0.2.1]", "[192.0.2.1]"),
            ("bob@[IPv6:2001:DB8::1]", "[ipv6:2001:db8::1]"),
            ("", ""),
            ("postmaster", ""),
            ("bob@", ""),
            ("@", ""),
        ];
        for (address, domain) in cases {
            assert_eq!(domain_of(address), domain, "{address}");
        }
    }

    #[test]
    fn an_overlong_domain_is_cut_and_never_becomes_a_shorter_one() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        let cut = domain_of(&format!("bob@{longest}.evil.test"));
        assert_eq!(cut.chars().count(), MAX);
        assert_ne!(cut, longest);
        assert!(cut.ends_with('…'));
    }

    #[test]
    fn control_characters_never_reach_the_store() {
        assert_eq!(domain_of("bob@ten\0ant.test"), "ten\u{fffd}ant.test");
    }

    proptest! {
        #[test]
        fn plain_names_are_read_in_the_browser_as_here(text in "[a-zA-Z0-9_.@* -]{0,20}") {
            let is_plain = !text.to_ascii_lowercase().contains("xn--") && !text.contains("--");
            prop_assume!(is_plain && to_ascii(text.trim()).is_none_or(|ascii| !is_public_suffix(&ascii)));
            let there = names::read(&text, &names::ascii);
            prop_assert_eq!(there.is_ok(), DomainName::parse(&text).is_ok());
        }

        #[test]
        fn a_parsed_name_parses_to_itself_in_both_forms(text in "\\PC{0,12}(\\.[a-zA-Zéüßжω日0-9-]{1,8}){1,3}") {
            if let Ok(name) = DomainName::parse(&text) {
                prop_assert!(name.as_str().len() <= MAX && name.as_str().contains('.'));
                prop_assert_eq!(DomainName::parse(name.as_str()), Ok(name.clone()));
                prop_assert_eq!(DomainName::parse(&name.unicode()), Ok(name.clone()));
                prop_assert_eq!(domain_of(&format!("bob@{text}")), domain_of(&format!("x@{name}")));
            }
        }

        #[test]
        fn any_text_has_a_bounded_domain_that_is_its_own_domain(address in any::<String>()) {
            let domain = domain_of(&address);
            prop_assert!(domain.chars().count() <= MAX);
            prop_assert!(!domain.contains('@') && !domain.chars().any(char::is_control));
            prop_assert!(!address.is_empty() || domain.is_empty());
        }

        #[test]
        fn case_does_not_change_the_domain(local in "[ -~]{0,8}", domain in "[a-zA-Z0-9._-]{1,30}") {
            let lower = domain_of(&format!("{local}@{}", domain.to_lowercase()));
            prop_assert_eq!(domain_of(&format!("{local}@{}", domain.to_uppercase())), lower);
        }
    }
}
