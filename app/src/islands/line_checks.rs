use domain::{Locale, Quota};
use leptos::prelude::*;

/// What stands in a field of many values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    Domains,
    Networks,
    Emails,
}

/// What the server knows of such a field.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Known {
    pub kind: Kind,
    /// What is in the list already.
    pub existing: Vec<String>,
    /// What the plan counts, how many it allows, and how many more have room.
    pub room: Option<(Quota, i64, usize)>,
}

/// Says under a field of many values, while they are typed or pasted, which of them would be refused and why:
/// by the rule the server has, except for what only its tables know.
#[island]
pub fn LineChecks(target: String, known: Known, locale: Locale) -> impl IntoView {
    let (answer, set_answer) = signal(String::new());
    let (refused, set_refused) = signal(Vec::<(String, String)>::new());
    let says = format!("{target}-checks");
    #[cfg(feature = "hydrate")]
    Effect::new(move || browser::watch(&target, &known, locale, set_answer, set_refused));
    #[cfg(not(feature = "hydrate"))]
    let _ = (&target, &known, locale, set_answer, set_refused);
    let rows = move || {
        let row = |(text, problem): (String, String)| {
            view! { <li><code>{text}</code><span class="message">{problem}</span></li> }
        };
        let rows: Vec<_> = refused.get().into_iter().map(row).collect();
        (!rows.is_empty())
            .then(|| view! { <ul class="line-errors" data-kind="typed" tabindex="0">{rows}</ul> })
    };
    view! {
        <div class="line-checks" id=says>
            <p class="hint" role="status">{move || answer.get()}</p>
            {rows}
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::{
        Checks, FieldError, Locale, Problem,
        lists::{MOST, entries, mailboxes},
        names,
        networks::{self, Network},
    };
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, prelude::Closure};
    use web_sys::HtmlTextAreaElement;

    use super::{Kind, Known};
    use crate::{islands::ascii::to_ascii, text::Say};

    /// Shown at once; whoever has more to mend sees the next as the first ones go.
    const SHOWN: usize = 20;

    pub(super) fn watch(
        target: &str,
        known: &Known,
        locale: Locale,
        set_answer: WriteSignal<String>,
        set_refused: WriteSignal<Vec<(String, String)>>,
    ) {
        let found = document().get_element_by_id(target);
        let Some(field) = found.and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        let (watched, known) = (field.clone(), known.clone());
        let answered = format!("{target}-error");
        let check = move || {
            // What the server said of the text that stood there before.
            if let Some(answered) = document().get_element_by_id(&answered) {
                let _ = answered.set_attribute("hidden", "");
            }
            let (good, refused) = read(&watched.value(), &known);
            // What is there already is nothing to mend.
            let (there, refused): (Vec<_>, Vec<_>) =
                refused.into_iter().partition(|error| matches!(error.problem, Problem::Duplicate { .. }));
            let told = |error: FieldError| {
                (error.line.map_or_else(String::new, |line| line.text), error.problem.sentence(locale))
            };
            let say = Say(locale);
            let count = |number: usize| locale.number(number as i64);
            let sentences = [
                (good, say.lines_good(&count(good))),
                (refused.len(), say.lines_bad(&count(refused.len()))),
                (there.len(), say.lines_there(&count(there.len()))),
            ];
            let sentences = sentences.into_iter().filter(|(number, _)| *number > 0);
            set_answer.set(sentences.map(|(_, sentence)| sentence).collect::<Vec<_>>().join(" "));
            set_refused.set(refused.into_iter().take(SHOWN).map(told).collect());
        };
        // People type before this wakes.
        if field.default_value().is_ok_and(|before| before != field.value()) {
            check();
        }
        let check = Closure::<dyn FnMut()>::new(check);
        let _ = field.add_event_listener_with_callback("input", check.as_ref().unchecked_ref());
        // It lives as long as the page does.
        check.forget();
    }

    /// How many values could be taken, and what is wrong with the others.
    fn read(text: &str, known: &Known) -> (usize, Vec<FieldError>) {
        let mut checks = Checks::default();
        let taken = match known.kind {
            Kind::Networks => {
                let existing: Vec<Network> =
                    known.existing.iter().filter_map(|text| Network::parse(text).ok()).collect();
                let taken = networks::parse_lines(text, "", &existing, &mut checks);
                taken.into_iter().map(|taken| taken.entry).collect()
            }
            Kind::Domains | Kind::Emails => {
                let is_email = known.kind == Kind::Emails;
                let all = if is_email { mailboxes(text) } else { entries(text) };
                let mut seen = known.existing.clone();
                let mut taken = Vec::new();
                for entry in all.into_iter().take(MOST) {
                    let read = if is_email { names::read_email } else { names::read };
                    match read(&entry.text, &to_ascii) {
                        Err(problem) => checks.add_line("", entry.line, &entry.text, problem),
                        Ok(value) if seen.contains(&value.to_lowercase()) => {
                            let problem = Problem::Duplicate { of: value };
                            checks.add_line("", entry.line, &entry.text, problem);
                        }
                        Ok(value) => {
                            seen.push(value.to_lowercase());
                            taken.push(entry);
                        }
                    }
                }
                taken
            }
        };
        let (quota, limit, room) = match known.room {
            Some((quota, limit, room)) => (Some(quota), limit, room),
            None => (None, 0, usize::MAX),
        };
        for entry in taken.iter().skip(room) {
            if let Some(quota) = quota {
                checks.add_line("", entry.line, &entry.text, Problem::OverQuota { quota, limit, used: None });
            }
        }
        (taken.len().min(room), checks.into_fields())
    }
}
