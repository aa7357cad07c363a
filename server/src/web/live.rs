//! Tells an open page that its tenant has something new: by server-sent events, or by an answer at once.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Path, Request, State as Extract},
    http::{HeaderName, header},
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use domain::Error;
use futures::{Stream, StreamExt, stream};
use service::{
    Caller,
    live::{self, Topic, Watch},
};

use super::{State, Stop, problem::Problem};

/// How often a stream on which nothing happens asks again whether it still may, and says that it is there.
const CHECK: Duration = Duration::from_secs(15);

/// A stream of the marks of what the caller can see; to whoever asks for plain text, the one of now.
pub(crate) async fn mail_flow(state: Extract<State>, slug: Path<String>, request: Request) -> Response {
    open(state, slug, Topic::MailFlow, request).await
}

pub(crate) async fn jobs(state: Extract<State>, slug: Path<String>, request: Request) -> Response {
    open(state, slug, Topic::Jobs, request).await
}

async fn open(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    topic: Topic,
    request: Request,
) -> Response {
    let Some(caller) = request.extensions().get::<Caller>().cloned() else {
        return Problem::new(Error::Internal, &request).into_response();
    };
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let answer = if accepts.is_some_and(|text| text.starts_with("text/plain")) {
        live::mark_for(&state.service, &caller, &slug, topic).await.map(IntoResponse::into_response)
    } else {
        watch(&state, caller, slug, topic).await.map(answer)
    };
    answer.unwrap_or_else(|error| Problem::new(error, &request).into_response())
}

fn answer(watched: Watched) -> Response {
    // A proxy that gathers what it is sent would keep it from the page.
    let headers = [(HeaderName::from_static("x-accel-buffering"), "no")];
    (headers, Sse::new(marks(watched))).into_response()
}

struct Watched {
    state: State,
    caller: Caller,
    slug: String,
    topic: Topic,
    changes: Watch,
    /// The mark as last told.
    told: Option<String>,
    has_ended: bool,
}

async fn watch(state: &State, caller: Caller, slug: String, topic: Topic) -> Result<Watched, Error> {
    let tenant = live::tenant_for(&state.service, &caller, &slug, topic).await?;
    let (_, session) = caller.person().ok_or(Error::SignInRequired)?;
    let changes = live::watch(&state.service, &tenant, topic, &session.id)?;
    Ok(Watched { state: state.clone(), caller, slug, topic, changes, told: None, has_ended: false })
}

/// The mark at first and whenever it is another, and now and then as a sign of life; then how it ended,
/// unless the server stops.
fn marks(watched: Watched) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watched, |mut watched| async move {
        loop {
            if watched.has_ended {
                return None;
            }
            let is_woken = wait(&mut watched).await?;
            // Asked anew each time: a session that ended, or a right that was taken, ends the stream.
            match mark(&watched).await {
                Ok(mark) if is_woken && watched.told.as_ref() == Some(&mark) => {}
                Ok(mark) => {
                    let event = Event::default().data(&mark);
                    watched.told = Some(mark);
                    return Some((Ok(event), watched));
                }
                Err(Error::Internal | Error::Unavailable { .. } | Error::BeingUpdated { .. }) => return None,
                Err(error) => {
                    watched.has_ended = true;
                    let event = Event::default().event("end").data(error.status().to_string());
                    return Some((Ok(event), watched));
                }
            }
        }
    })
    .boxed()
}

/// Waits until there may be something to tell; whether somebody said so. `None` when the server stops.
async fn wait(watched: &mut Watched) -> Option<bool> {
    if watched.told.is_none() {
        return Some(true);
    }
    let Stop(mut stop) = watched.state.stop.clone();
    tokio::select! {
        _ = stop.wait_for(|stopped| *stopped) => None,
        () = watched.changes.changed() => Some(true),
        () = tokio::time::sleep(CHECK) => Some(false),
    }
}

async fn mark(watched: &Watched) -> Result<String, Error> {
    let (_, session) = watched.caller.person().ok_or(Error::SignInRequired)?;
    let person = service::sessions::renew(&watched.state.service, session).await?;
    let person = Some(person.ok_or(Error::SignInRequired)?);
    let caller = Caller { principal: person.into(), ..watched.caller.clone() };
    live::mark_for(&watched.state.service, &caller, &watched.slug, watched.topic).await
}
