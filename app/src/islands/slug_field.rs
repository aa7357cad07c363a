use domain::{Problem, slug};
use leptos::prelude::*;

/// The texts and values of the two fields, in the visitor's language.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct SlugTexts {
    pub locale: domain::Locale,
    pub space_label: String,
    pub space_hint: String,
    pub space: String,
    pub space_error: Option<String>,
    pub slug_label: String,
    pub slug_hint: String,
    pub slug: String,
    pub slug_error: Option<String>,
    pub free: String,
    pub unchecked: String,
    pub optional: String,
    pub prefix: String,
}

/// The space's name and its address: the address is proposed from the name until somebody types one, and
/// checked while it is typed.
#[island]
pub fn SlugField(texts: SlugTexts) -> impl IntoView {
    let slug_input = NodeRef::<leptos::html::Input>::new();
    let (proposed, set_proposed) = signal(String::new());
    // `None` until something was checked; then the problem, or that it is free.
    let (answer, set_answer) = signal(None::<Result<(), String>>);
    let (is_typed, set_typed) = signal(!texts.slug.is_empty());
    let (locale, unchecked) = (texts.locale, StoredValue::new(texts.unchecked.clone()));
    let first_error = texts.slug_error.clone();

    let check = move |text: String| {
        set_proposed.set(text.clone());
        if let Err(problem) = slug::check(&text) {
            set_answer.set(Some(Err(problem.sentence(locale))));
            return;
        }
        leptos::task::spawn_local(async move {
            let result = crate::api::sign_ups::check_slug(text.clone()).await;
            // Answers may overtake one another; only the one for what stands there now counts.
            if proposed.get_untracked() != text {
                return;
            }
            set_answer.set(Some(match result {
                Ok(true) => Ok(()),
                Ok(false) => Err(Problem::Taken.sentence(locale)),
                Err(_) => Err(unchecked.get_value()),
            }));
        });
    };
    let on_space = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        if !is_typed.get_untracked() && !name.trim().is_empty() {
            let text = slug::propose(&name);
            if let Some(input) = slug_input.get_untracked() {
                input.set_placeholder(&text);
            }
            check(text);
        }
    };
    let on_slug = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        set_typed.set(!text.is_empty());
        if text.is_empty() { set_answer.set(None) } else { check(text) }
    };
    let message = move || match answer.get() {
        None => first_error.clone().map(Err),
        Some(Ok(())) => Some(Ok(texts.free.clone())),
        Some(Err(problem)) => Some(Err(problem)),
    };
    let prefix = texts.prefix.clone();
    let shown = move || match message() {
        None => view! { <p class="error" hidden></p> }.into_any(),
        Some(Ok(free)) => {
            view! { <p class="hint"><code>{prefix.clone()}{proposed.get()}</code>" "{free}</p> }.into_any()
        }
        Some(Err(problem)) => view! { <p class="error">{problem}</p> }.into_any(),
    };
    let space_error =
        texts.space_error.clone().map(|text| view! { <p class="error" id="space-error">{text}</p> });
    view! {
        <div class="field">
            <label for="space">{texts.space_label}</label>
            <p class="hint" id="space-hint">{texts.space_hint}</p>
            <input id="space" name="space" type="text" required autocomplete="organization"
                value=texts.space
                aria-invalid=texts.space_error.is_some().then_some("true")
                aria-describedby="space-hint space-error"
                on:input=on_space/>
            {space_error}
        </div>
        <div class="field">
            <label for="slug">{texts.slug_label}" "<small>{texts.optional}</small></label>
            <p class="hint" id="slug-hint">{texts.slug_hint}</p>
            <input id="slug" name="slug" type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
                value=texts.slug
                aria-invalid=texts.slug_error.is_some().then_some("true")
                aria-describedby="slug-hint slug-status"
                node_ref=slug_input
                on:input=on_slug/>
            <div id="slug-status" aria-live="polite" translate="no">{shown}</div>
        </div>
    }
}
