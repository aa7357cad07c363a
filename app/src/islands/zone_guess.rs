use leptos::prelude::*;

/// What the proposal of a zone says.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct ZoneTexts {
    /// That the zone is the browser's.
    pub taken: String,
    /// That the browser is in another zone, before its name.
    pub other: String,
    /// The button that takes it.
    pub button: String,
}

/// Proposes the browser's own zone for the choice called `target`. In a new form it is taken at once and can be
/// changed; where something was chosen before, a button takes it.
#[island]
pub fn ZoneGuess(target: String, is_new: bool, texts: ZoneTexts) -> impl IntoView {
    let (proposed, set_proposed) = signal(None::<String>);
    let (is_taken, set_taken) = signal(false);
    #[cfg(feature = "hydrate")]
    {
        let target = target.clone();
        Effect::new(move || browser::propose(&target, is_new, set_proposed, set_taken));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (is_new, set_proposed);
    let button = move |zone: String| {
        let target = target.clone();
        let take = move |_| {
            #[cfg(feature = "hydrate")]
            browser::take(&target, &zone);
            #[cfg(not(feature = "hydrate"))]
            let _ = (&target, &zone);
            set_proposed.set(None);
            set_taken.set(true);
        };
        view! { <button class="button" type="button" data-size="small" on:click=take>{texts.button.clone()}</button> }
    };
    let shown = move || {
        if is_taken.get() {
            return Some(view! { <p class="hint">{texts.taken.clone()}</p> }.into_any());
        }
        let zone = proposed.get()?;
        let text = format!("{}{}.", texts.other, zone.replace('_', " "));
        Some(view! { <p class="hint">{text}" "{button(zone)}</p> }.into_any())
    };
    view! { <div class="zone-guess" aria-live="polite">{shown}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::HtmlSelectElement;

    pub(super) fn propose(
        target: &str,
        is_new: bool,
        set_proposed: WriteSignal<Option<String>>,
        set_taken: WriteSignal<bool>,
    ) {
        let (Some(select), Some(zone)) = (find(target), zone()) else { return };
        if select.value() == zone {
            set_taken.set(is_new);
        } else if select.query_selector(&format!("option[value=\"{zone}\"]")).ok().flatten().is_none() {
            // A name the server does not know; nothing to propose.
        } else if is_new {
            select.set_value(&zone);
            set_taken.set(true);
        } else {
            set_proposed.set(Some(zone));
        }
    }

    pub(super) fn take(target: &str, zone: &str) {
        if let Some(select) = find(target) {
            select.set_value(zone);
        }
    }

    fn find(target: &str) -> Option<HtmlSelectElement> {
        document().get_element_by_id(target)?.dyn_into().ok()
    }

    /// The zone the browser is set to, if it is a name that can stand in a selector.
    fn zone() -> Option<String> {
        let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
        let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string()?;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/_+-".contains(letter);
        zone.chars().all(is_plain).then_some(zone)
    }
}
