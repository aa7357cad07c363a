//! Files that are written while they are read, a part at a time.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Error;
use futures::{Stream, StreamExt, stream};
use service::audit::export::Format;

/// What is read for a file.
pub(crate) trait Reading: Sized + Send + 'static {
    fn format(&self) -> Format;

    /// The file's name, without what its format adds.
    fn name(&self) -> &'static str;

    /// What stands before the first part.
    fn head(&self) -> Result<String, Error>;

    /// The next lines, and whether more may follow.
    fn next(&mut self) -> impl Future<Output = Result<(String, bool), Error>> + Send;

    /// The file, or why there is none.
    fn answer(mut self) -> impl Future<Output = Result<Response, Error>> + Send {
        async move {
            let (format, head) = (self.format(), self.head()?);
            let disposition = format!("attachment; filename=\"{}.{format}\"", self.name());
            // The first part is read before the answer begins, so that a refusal has a status of its own.
            let (first, has_more) = self.next().await?;
            let parts = parts(head + &first, has_more.then_some(self));
            let mut response = Body::from_stream(parts).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
            let disposition = HeaderValue::try_from(disposition).map_err(|_| Error::Internal)?;
            headers.insert(header::CONTENT_DISPOSITION, disposition);
            Ok(response)
        }
    }
}

/// A failure on the way cuts the answer off, so that nobody takes the half for the whole.
fn parts<R: Reading>(
    first: String,
    rest: Option<R>,
) -> impl Stream<Item = Result<String, Error>> + Send + 'static {
    let rest = stream::unfold(rest, |reading| async move {
        let mut reading = reading?;
        Some(match reading.next().await {
            Ok((lines, has_more)) => (Ok(lines), has_more.then_some(reading)),
            Err(error) => (Err(error), None),
        })
    });
    stream::once(async move { Ok(first) }).chain(rest.fuse())
}
