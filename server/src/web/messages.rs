//! Messages as a file, written while they are looked for.

use app::pages::messages_query;
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    response::{IntoResponse, Response},
};
use domain::{Error, search::Query};
use service::{
    Caller, Service,
    messages::export::{self, Format},
};

use super::{State, problem::Problem, written::Reading};

pub(crate) async fn csv(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    file(state, slug, query, request, Format::Csv).await
}

pub(crate) async fn ndjson(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    file(state, slug, query, request, Format::Ndjson).await
}

async fn file(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
    format: Format,
) -> Response {
    let Some(caller) = request.extensions().get::<Caller>().cloned() else {
        return Problem::new(Error::Internal, &request).into_response();
    };
    let query = query.unwrap_or_default();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let (query, before) = (messages_query(&pairs), String::new());
    let reading = MessagesReading { service: state.service, caller, slug, query, format, before };
    reading.answer().await.unwrap_or_else(|error| Problem::new(error, &request).into_response())
}

/// A search whose messages are written down.
pub(crate) struct MessagesReading {
    pub(crate) service: Service,
    pub(crate) caller: Caller,
    pub(crate) slug: String,
    pub(crate) query: Query,
    pub(crate) format: Format,
    /// Where the next part begins.
    pub(crate) before: String,
}

impl Reading for MessagesReading {
    fn format(&self) -> Format {
        self.format
    }

    fn name(&self) -> &'static str {
        "messages"
    }

    fn head(&self) -> Result<String, Error> {
        Ok(export::head(self.format))
    }

    async fn next(&mut self) -> Result<(String, bool), Error> {
        let page = export::chunk(&self.service, &self.caller, &self.slug, &self.query, &self.before).await?;
        let (lines, has_more) = (export::lines(self.format, &page)?, page.next.is_some());
        self.before = page.next.unwrap_or_default();
        Ok((lines, has_more))
    }
}
