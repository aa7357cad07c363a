//! Lists a page at a time, by where the last one ended.

use std::fmt::Write;

use axum::{
    Json,
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use domain::{Error, FieldError, Problem};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use service::domains;
use utoipa::{IntoParams, ToSchema};

use super::{Made, Refused, client::Proven, input::read_query};
use crate::web::State;

/// Entries on a page, unless told.
const LIMIT: i64 = 50;

/// How long a page is, and where it begins.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// Entries on the page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
    /// Where the page before ended, from its `next`.
    after: Option<String>,
    /// What the list was asked for besides; its next page is asked for the same.
    #[serde(skip)]
    wanted: Vec<(String, String)>,
}

/// What narrows a list, and its page.
#[derive(Debug)]
pub(super) struct Narrowed<T>(pub(super) T, pub(super) Paging);

impl<T: DeserializeOwned> FromRequestParts<State> for Narrowed<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Refused> {
        let query = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned();
        let is_page = |(name, _): &(String, String)| ["limit", "after"].contains(&name.as_str());
        let (page, wanted): (Vec<_>, Vec<_>) = query.partition(is_page);
        let narrowed = read_query(&wanted)?;
        Ok(Self(narrowed, Paging { wanted, ..read_query(&page)? }))
    }
}

/// What became of many entries.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Added<T> {
    added: Vec<T>,
    /// Entries that were not taken, and why; `line.number` counts them from 1.
    #[schema(value_type = Vec<super::openapi::FieldProblem>)]
    refused: Vec<FieldError>,
}

impl<T> Added<T> {
    /// What was added; when nothing was, the reasons are the answer.
    pub(super) fn some<A: Into<T>>(done: domains::Added<A>) -> Made<Self> {
        if done.added.is_empty() {
            return Err(Error::Invalid { fields: done.refused }.into());
        }
        let added = done.added.into_iter().map(Into::into).collect();
        Ok((StatusCode::CREATED, Json(Self { added, refused: done.refused })))
    }
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
        let limit =
            usize::try_from(self.limit.unwrap_or(LIMIT)).ok().filter(|limit| (1..=200).contains(limit));
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
        client: &Proven,
        all: Vec<A>,
        key: impl Fn(&A) -> &str,
    ) -> Result<List<T>, Refused> {
        let (limit, after) = (self.limit()?, self.after()?);
        let rest: Vec<A> = all
            .into_iter()
            .filter(|item| after.is_empty() || key(item) > after.as_str())
            .take(limit + 1)
            .collect();
        Ok(self.page(client, rest, key, limit))
    }

    /// The page of entries of which one more was read than fits.
    pub(super) fn page<A, T: From<A>>(
        &self,
        client: &Proven,
        mut found: Vec<A>,
        key: impl Fn(&A) -> &str,
        limit: usize,
    ) -> List<T> {
        let has_more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| has_more).map(|last| key(last).to_owned());
        self.read(client, found, next.as_deref())
    }

    /// The page of entries that were read as one, and the key of the last when others follow.
    pub(super) fn read<A, T: From<A>>(&self, client: &Proven, found: Vec<A>, next: Option<&str>) -> List<T> {
        let next = next.map(|key| self.address(client, key));
        List { items: found.into_iter().map(T::from).collect(), next }
    }

    /// Where the page after a key is.
    fn address(&self, client: &Proven, key: &str) -> String {
        let (limit, after) = (self.limit.unwrap_or(LIMIT).to_string(), encode(key));
        let mut pairs = vec![("limit", limit.as_str()), ("after", after.as_str())];
        pairs.extend(self.wanted.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        app::context::link(&client.path, &pairs)
    }
}

/// A cursor says nothing to people, so that nobody builds one.
fn encode(key: &str) -> String {
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
    String::from_utf8(bytes?).ok().filter(|key| !key.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_key() {
        for key in ["", "example.com", "1795262400000000.evt_0", "é"] {
            assert_eq!(decode(&encode(key)).as_deref(), Some(key));
        }
        for text in ["0", "00", "zz", "ff", "é"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
