use domain::{
    Locale,
    bench::{Declared, Told},
};
use leptos::prelude::*;

use crate::{text::Say, told};

/// Says below what is typed or pasted which way a request would go, or what a line of a log says: by the functions that
/// the server has.
/// `first` is what the server said of what stands there.
#[island]
pub fn Bench(target: String, declared: Declared, first: Option<Told>, locale: Locale) -> impl IntoView {
    let (told, set_told) = signal(first.map(Ok::<_, String>));
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::watch(&target, &declared, locale, set_told));
    #[cfg(not(feature = "hydrate"))]
    let _ = (&target, &declared, set_told);
    let shown = move || match told.get()? {
        Ok(told) => Some(told::told(Say(locale), &told)),
        Err(problem) => Some(view! { <p class="error">{problem}</p> }.into_any()),
    };
    view! { <div id="answer" role="status">{shown}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::{
        Locale,
        bench::{self, Declared, Told},
    };
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::HtmlTextAreaElement;

    use crate::islands::ascii::to_ascii;

    pub(super) fn watch(
        target: &str,
        declared: &Declared,
        locale: Locale,
        set_told: WriteSignal<Option<Result<Told, String>>>,
    ) {
        let found = document().get_element_by_id(target);
        let Some(field) = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        let (watched, flow, answered) = (field.clone(), declared.flow(), format!("{target}-error"));
        let ask = move || {
            // What the server said of the text that stood there before.
            if let Some(answered) = document().get_element_by_id(&answered) {
                let _ = answered.set_attribute("hidden", "");
            }
            let text = watched.value();
            let told = (!text.trim().is_empty())
                .then(|| bench::tell(&flow, &text, &to_ascii).map_err(|problem| problem.sentence(locale)));
            set_told.set(told);
        };
        // People type before this wakes.
        if field.default_value().is_ok_and(|before| before != field.value()) {
            ask();
        }
        let ask = Closure::<dyn FnMut()>::new(ask);
        let _ = field.add_event_listener_with_callback("input", ask.as_ref().unchecked_ref());
        // It lives as long as the page does.
        ask.forget();
    }
}
