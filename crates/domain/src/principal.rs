//! Who acts: the kinds of principals there are, and how one is named where it is remembered.

crate::words! {
    /// What kind of principal somebody is.
    pub enum PrincipalKind {
        /// Somebody signed in.
        Person = "person",
        /// Nobody yet: whoever shows no proof of who they are.
        Visitor = "visitor",
        /// A program that shows an API key; it acts for whoever made the key.
        ApiKey = "api-key",
        /// Whoever has a share link's address; it shows what its maker may see.
        ShareLink = "share-link",
        PolicyAgent = "policy-agent",
        /// A person who works for whoever runs this installation.
        Operator = "operator",
        /// A program that shows an operator's key.
        OperatorKey = "operator-key",
        /// Work in the background.
        Job = "job",
        CommandLine = "command-line",
        /// One that an older version named in words that say no kind.
        Unknown = "unknown",
    }
}

/// A principal, as it is remembered: copied, so that it is told when the account is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub kind: PrincipalKind,
    /// Empty where there is only one of the kind.
    pub id: String,
    /// What people call it: an address, the name of a key.
    pub label: String,
}

impl Named {
    pub fn new(kind: PrincipalKind, id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { kind, id: id.into(), label: label.into() }
    }

    /// One of which there is no other.
    pub const fn only(kind: PrincipalKind) -> Self {
        Self { kind, id: String::new(), label: String::new() }
    }
}

/// Who did something, and for whom if for somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    pub actor: Named,
    pub behalf: Option<Named>,
}

/// In one text for programs, which only read it: `acc_… <address>`, `key_… “name” of acc_… <address>`, or a word.
impl std::fmt::Display for Doer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Named { kind, id, label } = &self.actor;
        match (kind, &self.behalf) {
            (PrincipalKind::ApiKey | PrincipalKind::OperatorKey | PrincipalKind::ShareLink, Some(behalf))
                if behalf.label.is_empty() =>
            {
                write!(f, "{id} “{label}” of {}", behalf.id)
            }
            (PrincipalKind::ApiKey | PrincipalKind::OperatorKey | PrincipalKind::ShareLink, Some(behalf)) => {
                write!(f, "{id} “{label}” of {} <{}>", behalf.id, behalf.label)
            }
            (PrincipalKind::Person | PrincipalKind::Operator, _) => write!(f, "{id} <{label}>"),
            (PrincipalKind::CommandLine, _) => f.write_str("cli"),
            (PrincipalKind::PolicyAgent, _) => f.write_str("agent"),
            (PrincipalKind::Unknown, _) => f.write_str(label),
            (kind, _) => f.write_str(kind.as_str()),
        }
    }
}
