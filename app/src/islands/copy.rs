use leptos::prelude::*;

/// A button that copies the text of the element called `target`. Without script it is not shown.
#[island]
pub fn Copy(target: String, label: String, done: String) -> impl IntoView {
    let (is_copied, set_copied) = signal(false);
    let shown = label.clone();
    let copy = move |_| {
        #[cfg(feature = "hydrate")]
        copy_text(&target, set_copied);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&target, set_copied);
    };
    view! {
        <button class="button copy" type="button" data-size="small" aria-live="polite" translate="no" on:click=copy>
            {move || if is_copied.get() { done.clone() } else { shown.clone() }}
        </button>
    }
}

#[cfg(feature = "hydrate")]
fn copy_text(target: &str, set_copied: WriteSignal<bool>) {
    let Some(element) = document().get_element_by_id(target) else { return };
    let text = element.text_content().unwrap_or_default();
    let writing = window().navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        if wasm_bindgen_futures::JsFuture::from(writing).await.is_ok() {
            set_copied.set(true);
            set_timeout(move || set_copied.set(false), std::time::Duration::from_secs(2));
        }
    });
}
