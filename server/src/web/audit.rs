//! The audit log as a file, written while it is read.

use app::pages::audit_query;
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    response::Response,
};
use domain::Error;
use service::audit::{
    AuditQuery,
    export::{self, Format},
};

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
    for_page((state, slug, query), request, Format::Csv, |pairs| AuditReading(audit_query(pairs))).await
}

pub(crate) async fn ndjson(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    for_page((state, slug, query), request, Format::Ndjson, |pairs| AuditReading(audit_query(pairs))).await
}

/// The log as it is asked for.
pub(crate) struct AuditReading(pub(crate) AuditQuery);

impl Reading for AuditReading {
    const NAME: &'static str = "audit";

    fn head(asked: &Asked) -> Result<String, Error> {
        asked.format.head(asked.style)
    }

    async fn next(&mut self, asked: &Asked) -> Result<(String, bool), Error> {
        let page = export::chunk(&asked.service, &asked.caller, &asked.slug, &self.0).await?;
        let (lines, has_more) = (asked.format.lines(&page.entries, asked.style)?, page.next.is_some());
        self.0.before = page.next.unwrap_or_default();
        Ok((lines, has_more))
    }
}
