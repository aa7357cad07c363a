//! `/t/{slug}/help/parvis`: this very program, for whoever may run it on their own premises.

use axum::{
    body::Body,
    extract::{Path, Request, State as Extract},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Error;
use futures::stream;
use service::{Caller, support};
use tokio::{fs::File, io::AsyncReadExt};

use super::{State, problem::Problem};

/// What is read at once.
const PART: usize = 256 * 1024;

pub(crate) async fn program(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let Some(caller) = request.extensions().get::<Caller>() else {
        return Problem::new(Error::Internal, &request).into_response();
    };
    match open(&state, caller, &slug).await {
        Ok((file, length)) => {
            let mut response = Body::from_stream(parts(file)).into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            let name = HeaderValue::from_static("attachment; filename=\"parvis\"");
            headers.insert(header::CONTENT_DISPOSITION, name);
            response
        }
        Err(error) => Problem::new(error, &request).into_response(),
    }
}

/// The file of the running program, also where another one was put in its place since.
async fn open(state: &State, caller: &Caller, slug: &str) -> Result<(File, u64), Error> {
    support::take_program(&state.service, caller, slug).await?;
    // A build for development has its pages beside it, and would serve none elsewhere.
    if !state.site.is_whole {
        return Err(Error::NotFound);
    }
    let opened = async {
        let file = File::open("/proc/self/exe").await?;
        let length = file.metadata().await?.len();
        Ok::<_, std::io::Error>((file, length))
    };
    opened.await.map_err(|error| {
        tracing::error!(%error, "the program cannot read its own file");
        Error::Internal
    })
}

fn parts(file: File) -> impl stream::Stream<Item = std::io::Result<Vec<u8>>> {
    stream::unfold(Some(file), |file| async move {
        let mut file = file?;
        let mut part = vec![0; PART];
        match file.read(&mut part).await {
            Ok(0) => None,
            Ok(length) => {
                part.truncate(length);
                Some((Ok(part), Some(file)))
            }
            Err(error) => Some((Err(error), None)),
        }
    })
}
