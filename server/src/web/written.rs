//! Files that are written while they are read, a part at a time.

use axum::{
    body::Body,
    extract::{Path, RawQuery, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Error;
use futures::{Stream, StreamExt, stream};
use service::{Caller, Service, audit::export::Format, encoding::sheets::Style};

use super::{State, problem::Problem};

/// Who asks for a file of which space, and how it is to be written.
pub(crate) struct Asked {
    pub(crate) service: Service,
    pub(crate) caller: Caller,
    pub(crate) slug: String,
    pub(crate) format: Format,
    pub(crate) style: Style,
}

/// What is read for a file.
pub(crate) trait Reading: Sized + Send + 'static {
    /// The file's name, without what its format adds.
    const NAME: &'static str;

    /// What stands before the first part.
    fn head(asked: &Asked) -> Result<String, Error>;

    /// The next lines, and whether more may follow.
    fn next(&mut self, asked: &Asked) -> impl Future<Output = Result<(String, bool), Error>> + Send;
}

/// A file that a page leads to: for a spreadsheet in its reader's language, by the pairs of the address.
pub(crate) async fn for_page<R: Reading>(
    (Extract(state), Path(slug), RawQuery(query)): (Extract<State>, Path<String>, RawQuery),
    request: Request,
    format: Format,
    read: impl FnOnce(&[(String, String)]) -> R,
) -> Response {
    let Some(caller) = request.extensions().get::<Caller>().cloned() else {
        return Problem::new(Error::Internal, &request).into_response();
    };
    let query = query.unwrap_or_default();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let style = Style::Spreadsheet(caller.locale);
    let asked = Asked { service: state.service, caller, slug, format, style };
    answer(asked, read(&pairs)).await.unwrap_or_else(|error| Problem::new(error, &request).into_response())
}

/// The file, or why there is none.
pub(crate) async fn answer<R: Reading>(asked: Asked, mut reading: R) -> Result<Response, Error> {
    let (format, head) = (asked.format, R::head(&asked)?);
    let disposition = format!("attachment; filename=\"{}.{format}\"", R::NAME);
    // The first part is read before the answer begins, so that a refusal has a status of its own.
    let (first, has_more) = reading.next(&asked).await?;
    let parts = parts(head + &first, has_more.then_some((asked, reading)));
    let mut response = Body::from_stream(parts).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    let disposition = HeaderValue::try_from(disposition).map_err(|_| Error::Internal)?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

/// A failure on the way cuts the answer off, so that nobody takes the half for the whole.
fn parts<R: Reading>(
    first: String,
    rest: Option<(Asked, R)>,
) -> impl Stream<Item = Result<String, Error>> + Send + 'static {
    let rest = stream::unfold(rest, |rest| async move {
        let (asked, mut reading) = rest?;
        Some(match reading.next(&asked).await {
            Ok((lines, has_more)) => (Ok(lines), has_more.then_some((asked, reading))),
            Err(error) => (Err(error), None),
        })
    });
    stream::once(async move { Ok(first) }).chain(rest.fuse())
}
