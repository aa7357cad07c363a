use domain::areas::File;
use leptos::prelude::*;

use crate::context::Context;

/// The word that says whether a page follows what happens. `mark` is what the tenant had come to when the page
/// was made; the element of `live.js` asks `file` for the next.
pub(crate) fn live(context: &Context, file: File, slug: &str, mark: &str) -> AnyView {
    let say = context.say();
    view! {
        <parvis-live
            class="live"
            role="status"
            translate="no"
            data-state="waiting"
            data-url=file.of_space(slug)
            data-mark=mark.to_owned()
            data-say-live=say.live()
            data-say-waiting=say.live_waiting()
            data-say-stale=say.live_stale()
            data-say-ended=say.live_ended()
            data-say-again=say.live_again()
        >{say.live_waiting()}</parvis-live>
    }
    .into_any()
}
