//! Invoices as files.

use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{Error, operators::ViewBilling, permission::ViewInvoices};
use service::{
    Caller, OperatorAccess, TeamAccess,
    invoices::{
        self,
        exports::{self, UsageExport},
    },
    operator_invoices,
};

use super::{State, problem::Problem};

/// What a file is, what it is called, and what is in it.
pub(crate) type Named = (&'static str, String, Vec<u8>);

type Entered = TeamAccess<ViewInvoices>;

pub(crate) async fn pdf(state: Extract<State>, path: Path<(String, String)>, request: Request) -> Response {
    let make = async |access: Entered, id: String| {
        let (name, bytes) = invoices::pdf(access, &id).await?;
        Ok(("application/pdf", name, bytes))
    };
    file(state, path, request, make).await
}

pub(crate) async fn xml(state: Extract<State>, path: Path<(String, String)>, request: Request) -> Response {
    let make = async |mut access: Entered, id: String| {
        let (name, xml) = invoices::xml(&mut access, &id).await?;
        Ok(("application/xml", name, xml.into_bytes()))
    };
    file(state, path, request, make).await
}

pub(crate) async fn json(state: Extract<State>, path: Path<(String, String)>, request: Request) -> Response {
    let make = async |mut access: Entered, id: String| {
        let (name, json) = invoices::json(&mut access, &id).await?;
        Ok(("application/json", name, json.into_bytes()))
    };
    file(state, path, request, make).await
}

pub(crate) async fn csv(state: Extract<State>, Path(slug): Path<String>, request: Request) -> Response {
    let make = async |mut access: Entered, _| {
        let csv = invoices::csv(&mut access).await?;
        Ok(("text/csv; charset=utf-8", "invoices.csv".to_owned(), csv.into_bytes()))
    };
    file(state, Path((slug, String::new())), request, make).await
}

/// A file of a space, made by whoever may see its invoices.
async fn file(
    Extract(state): Extract<State>,
    Path((slug, id)): Path<(String, String)>,
    request: Request,
    make: impl AsyncFnOnce(Entered, String) -> Result<Named, Error>,
) -> Response {
    let caller = request.extensions().get::<Caller>().cloned().ok_or(Error::Internal);
    let done = async { make(TeamAccess::enter(&state.service, &caller?, &slug).await?, id).await };
    answer(done.await, &request)
}

pub(crate) async fn usage_csv(
    state: Extract<State>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let make =
        async |mut access: Entered, period: String| usage_as_csv(&exports::find(&mut access, &period).await?);
    file(state, Path((slug, period(query))), request, make).await
}

pub(crate) async fn usage_json(
    state: Extract<State>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let make = async |mut access: Entered, period: String| {
        let export = exports::find(&mut access, &period).await?;
        Ok(("application/json", format!("{}.json", export.name()), export.json()?.into_bytes()))
    };
    file(state, Path((slug, period(query))), request, make).await
}

pub(crate) fn usage_as_csv(export: &UsageExport) -> Result<Named, Error> {
    Ok(("text/csv; charset=utf-8", format!("{}.csv", export.name()), export.csv()?.into_bytes()))
}

/// When the period begins that is asked for.
fn period(query: Option<String>) -> String {
    let query = query.unwrap_or_default();
    let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "period");
    found.map(|(_, value)| value.into_owned()).unwrap_or_default()
}

type AtDesk = OperatorAccess<ViewBilling>;

pub(crate) async fn operator_pdf(state: Extract<State>, id: Path<String>, request: Request) -> Response {
    let make = async |access: AtDesk, id: String| {
        let (name, bytes) = operator_invoices::pdf(access, &id).await?;
        Ok(("application/pdf", name, bytes))
    };
    operator_file(state, id, request, make).await
}

pub(crate) async fn operator_xml(state: Extract<State>, id: Path<String>, request: Request) -> Response {
    let make = async |mut access: AtDesk, id: String| {
        let (name, xml) = operator_invoices::xml(&mut access, &id).await?;
        Ok(("application/xml", name, xml.into_bytes()))
    };
    operator_file(state, id, request, make).await
}

pub(crate) async fn operator_usage_csv(
    state: Extract<State>,
    id: Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let make = async |mut access: AtDesk, slug: String| {
        let export = operator_invoices::usage(&mut access, &slug, &period(query)).await?;
        usage_as_csv(&export)
    };
    operator_file(state, id, request, make).await
}

pub(crate) async fn operator_usage_json(
    state: Extract<State>,
    id: Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let make = async |mut access: AtDesk, slug: String| {
        let export = operator_invoices::usage(&mut access, &slug, &period(query)).await?;
        Ok(("application/json", format!("{}.json", export.name()), export.json()?.into_bytes()))
    };
    operator_file(state, id, request, make).await
}

/// A file of the console, made by whoever may see what is billed.
async fn operator_file(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    request: Request,
    make: impl AsyncFnOnce(AtDesk, String) -> Result<Named, Error>,
) -> Response {
    let caller = request.extensions().get::<Caller>().cloned().ok_or(Error::Internal);
    let done = async { make(OperatorAccess::enter(&state.service, &caller?).await?, id).await };
    answer(done.await, &request)
}

pub(crate) fn answer(made: Result<Named, Error>, request: &Request) -> Response {
    match made {
        Ok(file) => attachment(file),
        Err(error) => Problem::new(error, request).into_response(),
    }
}

/// A file to keep. Names of files are made of numbers and words of our own.
pub(crate) fn attachment((kind, name, bytes): Named) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
