//! What exists, as one document: what `domain::areas` declares, the operations of REST, and every text.

use domain::{
    Locale,
    areas::{Action, File, Notice, Route, Takes},
    text::{self, Written},
};
use serde_json::{Value, json};

pub(super) fn text() -> String {
    let document = json!({
        "pages": Route::ALL.iter().map(|route| json!({
            "name": route.name(), "path": route, "takes": route.takes().as_str(), "title": both(|locale| route.title(locale)),
        })).collect::<Value>(),
        "files": File::ALL.iter().map(|file| json!({ "path": file, "takes": file.takes().as_str() })).collect::<Value>(),
        "actions": Action::ALL.iter().map(|action| listed_action(*action)).collect::<Value>(),
        "operations": crate::rest::listed(),
        "notices": Notice::ALL.iter().map(|notice| json!({
            "word": notice, "text": both(|locale| notice.text(locale)),
        })).collect::<Value>(),
        "texts": { "pages": texts(app::text::written()), "sentences": texts(text::written()), "mails": texts(service::mails::written()), "gateway": texts(gateway::written()) },
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn listed_action(action: Action) -> Value {
    json!({
        "name": action,
        "takes": action.takes().as_str(),
        "is_of_operators": matches!(action.takes(), Takes::Operator(_)),
        "is_step_up": action.is_step_up(),
        "is_once": action.is_once(),
        "fields": app::api::function(action).fields,
        "label": both(|locale| action.label(locale)),
        "notice": action.notice(),
    })
}

fn both(text: impl Fn(Locale) -> &'static str) -> Value {
    json!({ "en": text(Locale::En), "fr": text(Locale::Fr) })
}

fn texts(written: impl Iterator<Item = Written>) -> Value {
    written.map(|text| json!(text)).collect()
}
