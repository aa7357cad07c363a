//! Messages as a file, written while they are looked for.

use app::pages::messages_query;
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    response::Response,
};
use domain::{Error, search::Query};
use service::messages::export::{self, Format};

use super::{
    State,
    written::{Asked, Reading, for_page},
};

pub(crate) async fn csv(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    let read = |pairs: &[(String, String)]| MessagesReading::of(messages_query(pairs));
    for_page((state, slug, query), request, Format::Csv, read).await
}

pub(crate) async fn ndjson(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    let read = |pairs: &[(String, String)]| MessagesReading::of(messages_query(pairs));
    for_page((state, slug, query), request, Format::Ndjson, read).await
}

/// A search whose messages are written down.
pub(crate) struct MessagesReading {
    query: Query,
    /// Where the next part begins.
    before: String,
}

impl MessagesReading {
    pub(crate) const fn of(query: Query) -> Self {
        Self { query, before: String::new() }
    }
}

impl Reading for MessagesReading {
    const NAME: &'static str = "messages";

    fn head(asked: &Asked) -> Result<String, Error> {
        export::head(asked.format, asked.style)
    }

    async fn next(&mut self, asked: &Asked) -> Result<(String, bool), Error> {
        let Asked { service, caller, slug, .. } = asked;
        let page = export::chunk(service, caller, slug, &self.query, &self.before).await?;
        let (lines, has_more) = (export::lines(asked.format, asked.style, &page)?, page.next.is_some());
        self.before = page.next.unwrap_or_default();
        Ok((lines, has_more))
    }
}
