//! Server-sent events: tells an open page that its tenant has something new.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Path, Request, State as Extract},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{Error, TenantId, permission::ViewOverview};
use futures::{Stream, StreamExt, stream};
use service::{Access, Caller};
use tokio::sync::watch;

use super::{State, Stop, problem::Problem};

/// How often a stream that nothing happens on asks again whether it still may, and whether another server
/// has taken something in.
const CHECK: Duration = Duration::from_secs(2);

pub(crate) async fn stream(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let Some(caller) = request.extensions().get::<Caller>().cloned() else {
        return Problem::new(Error::Internal, &request).into_response();
    };
    let watched = match look(&state, &caller, &slug).await {
        Ok((tenant, _, seen)) => {
            Watched { changes: state.service.live().watch(&tenant), seen, state, caller, slug }
        }
        Err(error) => return Problem::new(error, &request).into_response(),
    };
    Sse::new(changes(watched)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response()
}

struct Watched {
    state: State,
    caller: Caller,
    slug: String,
    changes: watch::Receiver<u64>,
    /// When the newest event was received, as last told.
    seen: Option<i64>,
}

/// One message per change, until the right to see ends or the server stops.
fn changes(watched: Watched) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watched, |mut watched| async move {
        loop {
            let Stop(mut stop) = watched.state.stop.clone();
            let is_notified = tokio::select! {
                _ = stop.wait_for(|stopped| *stopped) => return None,
                changed = watched.changes.changed() => { changed.ok()?; true }
                () = tokio::time::sleep(CHECK) => false,
            };
            // Asked anew each time: a session that ended, or a right that was taken, ends the stream.
            let caller = renewed(&watched).await?;
            let (_, is_whole, seen) = look(&watched.state, &caller, &watched.slug).await.ok()?;
            // Of what happens outside their part of the space, people are not even told that it did.
            if (is_notified && is_whole) || seen != watched.seen {
                watched.seen = seen;
                return Some((Ok(Event::default().data("changed")), watched));
            }
        }
    })
    .boxed()
}

/// The caller as they are now; `None` when their session has ended.
async fn renewed(watched: &Watched) -> Option<Caller> {
    let (_, session) = watched.caller.person.as_ref()?;
    let person = service::sessions::renew(&watched.state.service, session).await.ok()??;
    Some(Caller { person: Some(person), ..watched.caller.clone() })
}

async fn look(state: &State, caller: &Caller, slug: &str) -> Result<(TenantId, bool, Option<i64>), Error> {
    let mut access = Access::<ViewOverview>::enter(&state.service, caller, slug).await?;
    let seen = service::events::last_received(&mut access).await?;
    Ok((access.tenant().id.clone(), access.reach().is_whole(), seen))
}
