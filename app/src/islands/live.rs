use leptos::prelude::*;

/// Keeps a page's numbers fresh: told by the server that something changed, it fetches the page anew and
/// puts in whatever is marked `data-live`. The server stays the one place that renders.
#[island]
pub fn Live(url: String, live: String, waiting: String) -> impl IntoView {
    let (is_open, set_open) = signal(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::listen(&url, set_open));
    #[cfg(not(feature = "hydrate"))]
    let _ = (&url, set_open);
    let state = move || if is_open.get() { "live" } else { "waiting" };
    let text = move || if is_open.get() { live.clone() } else { waiting.clone() };
    view! { <div class="live" data-state=state role="status">{text}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{DomParser, EventSource, Response, SupportedType};

    /// Fetches at most so often, however fast mail comes in.
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(500);

    pub(super) fn listen(url: &str, set_open: WriteSignal<bool>) {
        let Ok(source) = EventSource::new(url) else { return };
        // While a fetch is under way a further change is remembered, not fetched at once.
        let is_fetching = StoredValue::new(false);
        let is_due = StoredValue::new(false);
        let on_open = Closure::<dyn FnMut()>::new(move || set_open.set(true));
        let on_error = Closure::<dyn FnMut()>::new(move || set_open.set(false));
        let on_change = Closure::<dyn FnMut()>::new(move || {
            if is_fetching.get_value() {
                is_due.set_value(true);
            } else {
                refresh(is_fetching, is_due);
            }
        });
        source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        source.set_onmessage(Some(on_change.as_ref().unchecked_ref()));
        // They live as long as the page does.
        on_open.forget();
        on_error.forget();
        on_change.forget();
        on_cleanup(move || drop(source));
    }

    fn refresh(is_fetching: StoredValue<bool>, is_due: StoredValue<bool>) {
        is_fetching.set_value(true);
        leptos::task::spawn_local(async move {
            // A failed fetch changes nothing; the next change tries again.
            if let Some(html) = fetch().await {
                replace(&html);
            }
            set_timeout(
                move || {
                    is_fetching.set_value(false);
                    if is_due.get_value() {
                        is_due.set_value(false);
                        refresh(is_fetching, is_due);
                    }
                },
                PAUSE,
            );
        });
    }

    async fn fetch() -> Option<String> {
        let here = window().location().href().ok()?;
        let response = JsFuture::from(window().fetch_with_str(&here)).await.ok()?;
        let response: Response = response.dyn_into().ok()?;
        if !response.ok() || response.redirected() {
            return None;
        }
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
    }

    fn replace(html: &str) {
        let Some(fresh) = DomParser::new()
            .ok()
            .and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml).ok())
        else {
            return;
        };
        let Ok(marked) = document().query_selector_all("[data-live][id]") else { return };
        for place in 0..marked.length() {
            let Some(old) = marked.item(place).and_then(|node| node.dyn_into::<web_sys::Element>().ok())
            else {
                continue;
            };
            let Some(new) = fresh.get_element_by_id(&old.id()) else { continue };
            for name in new.get_attribute_names().iter().filter_map(|name| name.as_string()) {
                let value = new.get_attribute(&name);
                if value != old.get_attribute(&name) {
                    let _ = old.set_attribute(&name, value.as_deref().unwrap_or_default());
                }
            }
            if !new.has_attribute("data-live") {
                let _ = old.remove_attribute("data-live");
            }
            // A chart draws itself from its attributes; its inside is its own.
            if old.local_name() != "parvis-chart" && old.inner_html() != new.inner_html() {
                old.set_inner_html(&new.inner_html());
            }
        }
    }
}
