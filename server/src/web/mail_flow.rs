//! The numbers of the pages about mail flow as files.

use app::pages::overview_query;
use axum::{
    extract::{Path, RawQuery, Request, State as Extract},
    response::Response,
};
use domain::{Error, Problem, dashboards::Tile, permission::ViewOverview};
use service::{Access, Caller, dashboards, encoding::sheets::Style, reports};

use super::{State, invoices::answer};

type Entered = Access<ViewOverview>;
type Pairs = Vec<(String, String)>;

pub(crate) async fn overview_csv(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    let make = async |mut access: Entered, caller: Caller, pairs: Pairs| {
        let overview = dashboards::overview(&mut access, &overview_query(&pairs), caller.locale).await?;
        let tile = pairs.iter().find(|(name, _)| name == "tile").map(|(_, tile)| tile.parse::<Tile>());
        let tile = tile.transpose().map_err(|_| Error::field("tile", Problem::NotAChoice))?;
        dashboards::csv(&overview, tile, Style::Spreadsheet(caller.locale))
    };
    file(state, slug, query, request, "overview.csv", make).await
}

pub(crate) async fn hours_csv(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    let make = async |mut access: Entered, caller: Caller, pairs: Pairs| {
        let week = dashboards::week(&mut access, &overview_query(&pairs)).await?;
        week.csv(Style::Spreadsheet(caller.locale))
    };
    file(state, slug, query, request, "hours.csv", make).await
}

pub(crate) async fn report_csv(
    state: Extract<State>,
    slug: Path<String>,
    query: RawQuery,
    request: Request,
) -> Response {
    let make = async |mut access: Entered, caller: Caller, pairs: Pairs| {
        let month = pairs.into_iter().find(|(name, _)| name == "month").map(|(_, month)| month);
        let style = Style::Spreadsheet(caller.locale);
        reports::csv(&mut access, &month.unwrap_or_default(), style).await
    };
    file(state, slug, query, request, "report.csv", make).await
}

/// A CSV of a space, made by whoever may see its mail flow.
async fn file(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    request: Request,
    name: &str,
    make: impl AsyncFnOnce(Entered, Caller, Pairs) -> Result<String, Error>,
) -> Response {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    let caller = request.extensions().get::<Caller>().cloned().ok_or(Error::Internal);
    let done = async {
        let caller = caller?;
        let access = Access::enter(&state.service, &caller, &slug).await?;
        let text = make(access, caller, pairs).await?;
        Ok(("text/csv; charset=utf-8", name.to_owned(), text.into_bytes()))
    };
    answer(done.await, &request)
}
