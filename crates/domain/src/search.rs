//! What somebody looks for among messages: the same words in pages, REST, links and the command line.

mod reading;
#[cfg(test)]
mod tests;

pub use reading::{ANYBODY, Became, Because, Client, Delays, Party, Sizes, Wanted};

use crate::{
    error::{Checks, Error, Problem},
    zones::Zone,
};

/// A value is at most as long, in bytes.
pub const LONGEST: usize = 255;
/// Values of one key at most; any of them is meant.
pub const MOST: usize = 20;

crate::words! {
    /// What a message can be looked for by, as it stands in an address.
    pub enum Key {
        /// The policy agent's name, or that of one of several Postfixes behind it.
        Host = "host",
        /// Which way one of its recipients was.
        Direction = "direction",
        /// The sender's domain or that of a recipient.
        Domain = "domain",
        /// An address or a network.
        Client = "client",
        /// Whole, `@domain` or a part; `<>` for none.
        Sender = "sender",
        Recipient = "recipient",
        /// Who had signed in; `*` for anybody.
        User = "user",
        /// Part of the name the client gave itself.
        Helo = "helo",
        /// The queue id.
        Queue = "queue",
        /// The id here, or the header field Message-ID.
        Message = "message",
        /// Where Postfix asked about it.
        Stage = "stage",
        Outcome = "outcome",
        /// Part of what was said for it.
        Reason = "reason",
        /// Words, each of which stands anywhere in what is known of it.
        Text = "text",
        /// A day or a time of day, in the space's zone.
        From = "from",
        To = "to",
        /// In bytes: one, or two with `..` between them.
        Size = "size",
        /// A word of [`crate::messages::ReasonKind`], alone or behind the class and subject of its code.
        ReasonKind = "reason-kind",
        /// Seconds from its coming to its delivery: two with `..` between them, up to before the second.
        Delay = "delay",
        /// Whether it came over an encrypted connection.
        Encryption = "encryption",
    }
}

impl Key {
    /// Whether looking by it is what a plan gives as advanced search.
    pub const fn is_advanced(self) -> bool {
        !matches!(self, Self::Host | Self::Direction | Self::From | Self::To)
    }

    /// Whether two of them would say two things at once.
    pub const fn is_single(self) -> bool {
        matches!(self, Self::From | Self::To)
    }
}

crate::words! {
    /// Whether a mail came over an encrypted connection; what Postfix did not say was not.
    pub enum Encryption { Yes = "yes", No = "no" }
}

crate::problems! {
    /// What is wrong with a value that is looked for.
    pub enum SearchProblem {
        NotADayOrTime = "not-a-day-or-time";
        NotASize = "not-a-size";
        NotADelay = "not-a-delay";
        NotAClient = "not-a-client";
    }
}

/// What is asked for, as it was typed. Values of one key are any of them; different keys all hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(Key, String)>);

impl Query {
    /// Reads the pairs of an address. Other names are not this one's, and what is empty asks for nothing.
    pub fn of<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if let Ok(key) = name.parse::<Key>()
                && !value.is_empty()
                && !query.has(key, value)
                && query.values(key).count() <= MOST
            {
                query.0.push((key, value.to_owned()));
            }
        }
        query.0.sort_by_key(|(key, _)| *key);
        query
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn has(&self, key: Key, value: &str) -> bool {
        self.values(key).any(|other| other == value)
    }

    pub fn values(&self, key: Key) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| *other == key).map(|(_, value)| value.as_str())
    }

    /// The first value of a key; empty for none.
    pub fn value(&self, key: Key) -> &str {
        self.values(key).next().unwrap_or_default()
    }

    pub fn pairs(&self) -> impl Iterator<Item = (Key, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_str()))
    }

    /// As an address has it behind the question mark.
    pub fn address(&self) -> Vec<(&'static str, &str)> {
        self.pairs().map(|(key, value)| (key.as_str(), value)).collect()
    }

    #[must_use]
    pub fn without(&self, key: Key, value: &str) -> Self {
        Self(self.0.iter().filter(|(other, text)| (*other, text.as_str()) != (key, value)).cloned().collect())
    }

    /// Takes out every value of the keys that were refused, and answers them.
    pub fn take(&mut self, names: &[&str]) -> Vec<String> {
        let is_refused = |key: Key| names.contains(&key.as_str());
        let refused =
            self.0.iter().filter(|(key, _)| is_refused(*key)).map(|(_, value)| value.clone()).collect();
        self.0.retain(|(key, _)| !is_refused(*key));
        refused
    }

    /// Whether it asks for what a plan gives as advanced search.
    pub fn is_advanced(&self) -> bool {
        self.0.iter().any(|(key, _)| key.is_advanced())
    }

    /// The same without that.
    #[must_use]
    pub fn plain(&self) -> Self {
        Self(self.0.iter().filter(|(key, _)| !key.is_advanced()).cloned().collect())
    }

    /// What it means; times are in the zone.
    pub fn read(&self, zone: &Zone) -> Result<Wanted, Error> {
        let (mut checks, mut wanted) = (Checks::default(), Wanted::default());
        for key in Key::ALL {
            let most = if key.is_single() { 1 } else { MOST };
            if self.values(*key).count() > most {
                let max = i64::try_from(most).unwrap_or(i64::MAX);
                checks.add(key.as_str(), Problem::TooManyLines { max });
            }
        }
        for (key, value) in self.pairs() {
            let bounded = if value.len() > LONGEST {
                Err(Problem::TooLong { max: i64::try_from(LONGEST).unwrap_or(i64::MAX) })
            } else {
                wanted.add(key, value, zone)
            };
            checks.take(key.as_str(), bounded);
        }
        checks.finish()?;
        Ok(wanted)
    }
}
