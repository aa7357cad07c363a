//! A month's report as a file.

use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Error, permission::ViewOverview};
use service::{Access, Caller, reports};

use super::{State, problem::Problem};

pub(crate) async fn csv(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let Some(caller) = request.extensions().get::<Caller>() else {
        return Problem::new(Error::Internal, &request).into_response();
    };
    match load(&state, caller, &slug, &query.unwrap_or_default()).await {
        Ok(text) => {
            let mut response = text.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
            let name = HeaderValue::from_static("attachment; filename=\"report.csv\"");
            headers.insert(header::CONTENT_DISPOSITION, name);
            response
        }
        Err(error) => Problem::new(error, &request).into_response(),
    }
}

async fn load(state: &State, caller: &Caller, slug: &str, query: &str) -> Result<String, Error> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let month = pairs.find(|(name, _)| name == "month").map(|(_, month)| month.into_owned());
    let mut access = Access::<ViewOverview>::enter(&state.service, caller, slug).await?;
    reports::csv(&mut access, &month.unwrap_or_default()).await
}
