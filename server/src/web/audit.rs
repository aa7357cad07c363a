//! The audit log as a file, written while it is read.

use app::pages::audit_query;
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    response::{IntoResponse, Response},
};
use domain::Error;
use service::{
    Caller, Service,
    audit::{
        AuditQuery,
        export::{self, Format},
    },
    encoding::sheets::Style,
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
    let style = Style::Spreadsheet(caller.locale);
    let query = query.unwrap_or_default();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let query = audit_query(&pairs);
    let reading = AuditReading { service: state.service, caller, slug, query, format, style };
    reading.answer().await.unwrap_or_else(|error| Problem::new(error, &request).into_response())
}

/// The log as it is asked for.
pub(crate) struct AuditReading {
    pub(crate) service: Service,
    pub(crate) caller: Caller,
    pub(crate) slug: String,
    pub(crate) query: AuditQuery,
    pub(crate) format: Format,
    pub(crate) style: Style,
}

impl Reading for AuditReading {
    fn format(&self) -> Format {
        self.format
    }

    fn name(&self) -> &'static str {
        "audit"
    }

    fn head(&self) -> Result<String, Error> {
        self.format.head(self.style)
    }

    async fn next(&mut self) -> Result<(String, bool), Error> {
        let page = export::chunk(&self.service, &self.caller, &self.slug, &self.query).await?;
        let (lines, has_more) = (self.format.lines(&page.entries, self.style)?, page.next.is_some());
        self.query.before = page.next.unwrap_or_default();
        Ok((lines, has_more))
    }
}
