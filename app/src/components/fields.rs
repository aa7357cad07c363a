//! Form controls: label, hint, control, and the error under it.

mod area;
mod file;

use domain::{
    Quota,
    decision::Outcome,
    lists::{entries, mailboxes},
    permission::Permission,
};
use leptos::prelude::*;
use service::Standing;

pub(crate) use self::{
    area::{area, area_of, plain_lines},
    file::{file, submit_with_file},
};
use super::plain_text;
use crate::{
    context::{Context, Form},
    islands::{Kind, Known, LineChecks, ZoneGuess, ZoneTexts},
    text::Say,
};

/// A form that posts to its own page: the server function it asks for goes in the field `do`.
pub(crate) fn form(function: &str, form: &Form, hidden: &[(&str, &str)], body: impl IntoView) -> AnyView {
    form_to(None, function, form, hidden, body)
}

/// The same for a form that stands elsewhere, too: it posts to the page of its own.
pub(crate) fn form_to(
    action: Option<String>,
    function: &str,
    form: &Form,
    hidden: &[(&str, &str)],
    body: impl IntoView,
) -> AnyView {
    let hidden: Vec<_> = hidden
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=(*name).to_owned() value=(*value).to_owned()/> })
        .collect();
    let summary = form.summary().map(|text| {
        // The browser brings whoever sent it to the form that was refused, with script or without.
        view! { <div class="error-summary" role="alert" tabindex="-1" autofocus=true><p>{text}</p></div> }
    });
    view! {
        <form class="form" method="post" action=action novalidate>
            <input type="hidden" name="do" value=function.to_owned()/>
            {hidden}
            {summary}
            {body.into_any()}
        </form>
    }
    .into_any()
}

/// A form, or several, that not everybody may send: for whoever may not, its controls are disabled, with
/// the reason and who can change it above them.
pub(crate) fn gate(
    context: &Context,
    standing: &Standing,
    permission: Permission,
    body: impl IntoView,
) -> AnyView {
    gate_because(context, standing, permission, standing.refusal(permission, context.locale()), body)
}

/// The same with the reason given, where it is about one thing; without one the forms stay open.
pub(crate) fn gate_because(
    context: &Context,
    standing: &Standing,
    permission: Permission,
    reason: Option<String>,
    body: impl IntoView,
) -> AnyView {
    let why = format!("/t/{}/why?permission={permission}", standing.tenant.slug);
    gate_with(reason, &format!("why-{permission}"), (why, context.say().why()), body)
}

/// The same for one of several things on a page, each with a reason of its own.
pub(crate) fn gate_one(
    context: &Context,
    standing: &Standing,
    permission: Permission,
    thing: &str,
    reason: Option<String>,
    body: impl IntoView,
) -> AnyView {
    let why = format!("/t/{}/why?permission={permission}", standing.tenant.slug);
    gate_with(reason, &format!("why-{permission}-{thing}"), (why, context.say().why()), body)
}

/// A form that adds one more of something counted. Where there are as many as the plan allows, it says so
/// before anything is typed. Whoever may not add at all is told that once, by the [`gate`] around it.
pub(crate) fn gate_limit(
    context: &Context,
    standing: &Standing,
    permission: Permission,
    (quota, used): (Quota, usize),
    body: impl IntoView,
) -> AnyView {
    let used = i64::try_from(used).unwrap_or(i64::MAX);
    let decision = standing.decide_one_more(permission, quota, used);
    let is_full = decision.outcome == Outcome::OverQuota;
    let reason = standing.sentence(&decision, context.locale()).filter(|_| is_full);
    let ask = format!("/t/{}/plan#more", standing.tenant.slug);
    // What was refused stays open for mending: the reasons beside the lines say the rest.
    let is_refused = context.posted.as_ref().is_some_and(|posted| posted.outcome.is_err());
    if is_refused {
        return body.into_any();
    }
    gate_with(reason, &format!("limit-{quota}"), (ask, context.say().usage_ask()), body)
}

/// What a field for many values knows before anything is typed: what is there, and how much room is left.
pub(crate) fn known(kind: Kind, existing: Vec<String>, room: Option<(Quota, i64)>) -> Known {
    /// More than these are left to the server to compare.
    const COMPARED: usize = 500;
    let used = existing.len();
    let left = |limit: i64| usize::try_from(limit).unwrap_or_default().saturating_sub(used);
    let room = room.map(|(quota, limit)| (quota, limit, left(limit)));
    Known { kind, existing: existing.into_iter().take(COMPARED).collect(), room }
}

fn gate_with(
    reason: Option<String>,
    id: &str,
    (href, more): (String, &'static str),
    body: impl IntoView,
) -> AnyView {
    let Some(reason) = reason else { return body.into_any() };
    let (id, described) = (id.to_owned(), id.to_owned());
    view! {
        <div class="gate">
            <div class="notice" data-tone="info" id=id>
                {super::icon("info")}<p>{reason}" "<a href=href>{more}</a></p>
            </div>
            <fieldset disabled aria-describedby=described>{body.into_any()}</fieldset>
        </div>
    }
    .into_any()
}

/// The button that sends a form.
pub(crate) fn submit(label: &str) -> AnyView {
    view! {
        <div class="form-actions">
            <button class="button" type="submit" data-tone="primary">{label.to_owned()}</button>
        </div>
    }
    .into_any()
}

/// One line of text.
#[derive(Clone, Debug)]
pub(crate) struct Text<'a> {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) label: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) default: &'a str,
    pub(crate) autocomplete: &'static str,
    pub(crate) inputmode: &'static str,
    pub(crate) is_optional: bool,
    /// Tells apart controls of one name in several forms of a page.
    pub(crate) scope: &'a str,
}

impl<'a> Text<'a> {
    pub(crate) fn new(name: &'static str, label: &'a str) -> Self {
        Self {
            name,
            kind: "text",
            label,
            hint: "",
            default: "",
            autocomplete: "off",
            inputmode: "text",
            is_optional: false,
            scope: "",
        }
    }

    pub(crate) fn view(self, form: &Form) -> AnyView {
        let id = id(self.scope, self.name);
        let error = form.field_error(self.name);
        // A password is never sent back.
        let value = if self.kind == "password" { String::new() } else { form.value(self.name, self.default) };
        let described = described_by(&id, !self.hint.is_empty(), error.is_some());
        view! {
            <div class="field">
                {label(form, &id, self.label, self.is_optional)}
                {hint(&id, self.hint)}
                <input
                    id=id.clone()
                    name=self.name
                    type=self.kind
                    value=value
                    autocomplete=self.autocomplete
                    inputmode=self.inputmode
                    data-kind=(self.autocomplete == "one-time-code").then_some("one-time-code")
                    required=!self.is_optional
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=described
                />
                {error_text(&id, error)}
            </div>
        }
        .into_any()
    }
}

/// Many values. After a refusal the field holds the refused ones, the others were taken.
pub(crate) fn lines(
    form: &Form,
    name: &'static str,
    label_text: &str,
    hint_text: &str,
    known: Known,
) -> AnyView {
    let say = Say(form.locale);
    let refused = form.line_errors(name);
    let error = form.field_error(name);
    let value = if refused.is_empty() {
        form.value(name, "")
    } else {
        refused.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("\n")
    };
    let typed = form.value(name, "");
    let typed = if known.kind == Kind::Emails { mailboxes(&typed) } else { entries(&typed) };
    let said = match refused.len() {
        len if len < typed.len() => say.lines_refused_some(),
        1 => say.lines_refused_one(),
        _ => say.lines_refused_all(),
    };
    let is_invalid = error.is_some() || !refused.is_empty();
    let described = described_by(name, true, is_invalid);
    let list = (!refused.is_empty()).then(|| {
        let rows: Vec<_> = refused
            .iter()
            .enumerate()
            .map(|(number, (line, problem))| {
                view! {
                    <li>
                        <span class="line">{number + 1}</span>
                        <code>{line.clone()}</code>
                        <span class="message">{problem.clone()}</span>
                    </li>
                }
            })
            .collect();
        view! {
            <div id=format!("{name}-error")>
                <p class="error">{said}</p>
                <ol class="line-errors" tabindex="0">{rows}</ol>
            </div>
        }
    });
    view! {
        <div class="field">
            {label(form, name, label_text, false)}
            {hint(name, hint_text)}
            <textarea
                id=name
                name=name
                rows="4"
                data-kind="lines"
                spellcheck="false"
                autocapitalize="off"
                aria-invalid=is_invalid.then_some("true")
                aria-describedby=described
                inner_html=plain_text(&value)
            ></textarea>
            {error_text(name, error)}
            <LineChecks target=name.to_owned() known=known locale=form.locale/>
            {list}
        </div>
    }
    .into_any()
}

/// A choice from a long list.
pub(crate) fn select(
    form: &Form,
    scope: &str,
    name: &'static str,
    label_text: &str,
    hint_text: &str,
    chosen: &str,
    options: &[(String, String)],
) -> AnyView {
    let id = id(scope, name);
    let chosen = form.value(name, chosen);
    let error = form.field_error(name);
    let described = described_by(&id, !hint_text.is_empty(), error.is_some());
    let options: Vec<_> = options
        .iter()
        .map(|(value, text)| {
            view! { <option value=value.clone() selected=*value == chosen>{text.clone()}</option> }
        })
        .collect();
    view! {
        <div class="field">
            {label(form, &id, label_text, false)}
            {hint(&id, hint_text)}
            <select id=id.clone() name=name aria-invalid=error.is_some().then_some("true") aria-describedby=described>
                {options}
            </select>
            {error_text(&id, error)}
        </div>
    }
    .into_any()
}

/// A choice among few, each with what it means.
pub(crate) fn choices(
    form: &Form,
    name: &'static str,
    legend: &str,
    default: &str,
    options: &[(&'static str, &str, &str)],
) -> AnyView {
    let chosen = form.value(name, default);
    let error = form.field_error(name);
    let options: Vec<_> = options
        .iter()
        .map(|(value, text, note)| {
            view! {
                <label class="choice">
                    <input type="radio" name=name value=*value checked=*value == chosen/>
                    <span>{(*text).to_owned()}</span>
                    <small>{(*note).to_owned()}</small>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="choices" data-kind="columns">
            <legend>{legend.to_owned()}</legend>
            {options}
            {error_text(name, error)}
        </fieldset>
    }
    .into_any()
}

/// The choice of a zone, with the browser's own one proposed. `chosen` is what was chosen before; a new thing
/// has none, and `otherwise` stands there without script.
pub(crate) fn zone(form: &Form, hint_text: &str, chosen: Option<&str>, otherwise: &str) -> AnyView {
    let say = Say(form.locale);
    let texts = ZoneTexts {
        taken: say.zone_taken().to_owned(),
        other: say.zone_other().to_owned(),
        button: say.zone_take().to_owned(),
    };
    let is_new = chosen.is_none() && !form.was_sent();
    view! {
        {select(form, "", "time_zone", say.time_zone(), hint_text, chosen.unwrap_or(otherwise), &zone_options())}
        <ZoneGuess target="time_zone".to_owned() is_new=is_new texts=texts/>
    }
    .into_any()
}

/// The names of every time zone, for a select.
pub(crate) fn zone_options() -> Vec<(String, String)> {
    let names = domain::zones::TimeZoneName::names();
    names.into_iter().map(|name| (name.to_owned(), name.replace('_', " "))).collect()
}

pub(crate) fn id(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{name}-{scope}") }
}

fn label(form: &Form, id: &str, text: &str, is_optional: bool) -> AnyView {
    let say = Say(form.locale);
    let optional = is_optional.then(|| view! { " "<small>{say.optional()}</small> });
    view! { <label for=id.to_owned()>{text.to_owned()}{optional}</label> }.into_any()
}

fn hint(id: &str, text: &str) -> Option<AnyView> {
    (!text.is_empty())
        .then(|| view! { <p class="hint" id=format!("{id}-hint")>{text.to_owned()}</p> }.into_any())
}

pub(crate) fn error_text(id: &str, error: Option<String>) -> Option<AnyView> {
    error.map(|text| view! { <p class="error" id=format!("{id}-error")>{text}</p> }.into_any())
}

fn described_by(id: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let ids = match (has_hint, has_error) {
        (false, false) => return None,
        (true, false) => format!("{id}-hint"),
        (false, true) => format!("{id}-error"),
        (true, true) => format!("{id}-hint {id}-error"),
    };
    Some(ids)
}
