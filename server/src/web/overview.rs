//! The overview's numbers as a file.

use app::pages::overview_query;
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Error, permission::ViewOverview};
use service::{Access, Caller, dashboards};

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
            let name = HeaderValue::from_static("attachment; filename=\"overview.csv\"");
            headers.insert(header::CONTENT_DISPOSITION, name);
            response
        }
        Err(error) => Problem::new(error, &request).into_response(),
    }
}

async fn load(state: &State, caller: &Caller, slug: &str, query: &str) -> Result<String, Error> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let mut access = Access::<ViewOverview>::enter(&state.service, caller, slug).await?;
    let overview = dashboards::overview(&mut access, &overview_query(&pairs), caller.locale).await?;
    Ok(dashboards::csv(&overview))
}
