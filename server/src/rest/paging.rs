//! Lists a page at a time, by where the last one ended.

use std::fmt::Write;

use domain::{Error, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Refused, client::Client};

/// How long a page is, and where it begins.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub(super) limit: Option<i64>,
    /// Where the page before ended, from its `next`.
    pub(super) after: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct List<T> {
    pub(super) items: Vec<T>,
    /// The address of the next page; nothing on the last.
    pub(super) next: Option<String>,
}

impl Paging {
    pub(super) fn limit(&self) -> Result<usize, Error> {
        let limit = usize::try_from(self.limit.unwrap_or(50)).ok().filter(|limit| (1..=200).contains(limit));
        let reason = || "a number from 1 to 200".to_owned();
        limit.ok_or_else(|| Error::field("limit", Problem::WrongType { reason: reason() }))
    }

    /// The key after which the page begins; empty for the first.
    pub(super) fn after(&self) -> Result<String, Error> {
        let text = self.after.as_deref().unwrap_or_default();
        decode(text).ok_or_else(|| {
            Error::field("after", Problem::WrongType { reason: "not from a `next`".to_owned() })
        })
    }

    /// The page of a short list that was read whole, in the order of its keys.
    pub(super) fn cut<A, T: From<A>>(
        &self,
        client: &Client,
        all: Vec<A>,
        key: impl Fn(&A) -> &str,
    ) -> Result<List<T>, Refused> {
        let (limit, after) = (self.limit()?, self.after()?);
        let rest: Vec<A> = all
            .into_iter()
            .filter(|item| after.is_empty() || key(item) > after.as_str())
            .take(limit + 1)
            .collect();
        Ok(Self::page(client, rest, key, limit))
    }

    /// The page of entries of which one more was read than fits.
    pub(super) fn page<A, T: From<A>>(
        client: &Client,
        mut found: Vec<A>,
        key: impl Fn(&A) -> &str,
        limit: usize,
    ) -> List<T> {
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|last| client.next(limit, &encode(key(last))));
        List { items: found.into_iter().map(T::from).collect(), next }
    }
}

impl Client {
    /// The address of a list's next page.
    fn next(&self, limit: usize, cursor: &str) -> String {
        self.next_of(limit, cursor, &[])
    }

    /// The same with what the list was asked for.
    pub(super) fn next_of(&self, limit: usize, cursor: &str, wanted: &[(&str, &str)]) -> String {
        let limit = limit.to_string();
        let mut pairs = vec![("limit", limit.as_str()), ("after", cursor)];
        pairs.extend(wanted);
        app::context::link(&self.path, &pairs)
    }
}

/// A cursor says nothing to people, so that nobody builds one.
pub(super) fn encode(key: &str) -> String {
    key.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn decode(cursor: &str) -> Option<String> {
    if !cursor.len().is_multiple_of(2) || !cursor.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = cursor.as_bytes().chunks(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_key() {
        for key in ["", "example.com", "1795262400000000.evt_0", "é"] {
            assert_eq!(decode(&encode(key)).as_deref(), Some(key));
        }
        for text in ["0", "zz", "ff", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
