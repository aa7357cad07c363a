//! The audit log as a file, written while it is read.

use app::pages::audit_query;
use axum::{
    body::Body,
    extract::{Path, RawQuery, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Error;
use futures::{Stream, StreamExt, stream};
use service::{
    Caller, Service,
    audit::{
        AuditPage, AuditQuery,
        export::{self, Format},
    },
    encoding::sheets::Style,
};

use super::{State, problem::Problem};

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
    let style = Style::Spreadsheet(caller.locale);
    let query = query.unwrap_or_default();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let reading = Reading { service: state.service, caller, slug, query: audit_query(&pairs), format, style };
    reading.answer().await.unwrap_or_else(|error| Problem::new(error, &request).into_response())
}

/// A file that is asked for.
pub(crate) struct Reading {
    pub(crate) service: Service,
    pub(crate) caller: Caller,
    pub(crate) slug: String,
    pub(crate) query: AuditQuery,
    pub(crate) format: Format,
    pub(crate) style: Style,
}

impl Reading {
    /// The file, or why there is none.
    pub(crate) async fn answer(self) -> Result<Response, Error> {
        // The first part is read before the answer begins, so that a refusal has a status of its own.
        let first = self.chunk().await?;
        let format = self.format;
        let mut response = Body::from_stream(lines(self, first)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
        let name = match format {
            Format::Csv => "attachment; filename=\"audit.csv\"",
            Format::Ndjson => "attachment; filename=\"audit.ndjson\"",
        };
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(name));
        Ok(response)
    }

    async fn chunk(&self) -> Result<AuditPage, Error> {
        export::chunk(&self.service, &self.caller, &self.slug, &self.query).await
    }
}

/// A part at a time. A failure on the way cuts the answer off, so that nobody takes the half for the whole.
fn lines(reading: Reading, first: AuditPage) -> impl Stream<Item = Result<String, Error>> {
    let head = reading.format.head(reading.style);
    let parts = stream::unfold(Some((reading, Some(first))), |state| async move {
        let (mut reading, page) = state?;
        let page = match page {
            Some(page) => page,
            None => match reading.chunk().await {
                Ok(page) => page,
                Err(error) => return Some((Err(error), None)),
            },
        };
        let lines = reading.format.lines(&page.entries, reading.style);
        let rest = page.next.map(|next| {
            reading.query.before = next;
            (reading, None)
        });
        Some((lines, rest))
    });
    stream::once(async move { head }).chain(parts.fuse())
}
