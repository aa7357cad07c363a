//! How a list leads to one more: a button above it, and the form on a page of its own. Where script runs the same
//! form opens over the list (`public/dialog.js`).

use domain::{areas::Route, permission::Permission};
use leptos::prelude::*;
use service::Standing;

use super::{
    badge, fields, icon,
    layout::{self, Console},
};
use crate::context::{Context, Form};

/// One more of something: the page of its form, and what it takes to send it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Making<'a> {
    pub(crate) context: &'a Context,
    pub(crate) standing: &'a Standing,
    pub(crate) route: Route,
    pub(crate) permission: Permission,
}

impl Making<'_> {
    fn title(&self) -> &'static str {
        self.route.title(self.context.locale())
    }

    /// Where its form is sent to, from wherever it stands.
    pub(crate) fn address(&self) -> String {
        self.route.of_space(&self.standing.tenant.slug)
    }

    /// The button that leads there. For whoever may not, it leads to the reason.
    pub(crate) fn button(&self) -> AnyView {
        let is_open = self.is_open();
        let refused = (!is_open).then_some("true");
        view! {
            <a class="button" data-tone="primary" href=self.address() data-opens=self.route.name() data-refused=refused>
                {icon("plus")}{self.title()}{layout::lock(self.context.say(), !is_open)}
            </a>
        }
        .into_any()
    }

    fn is_open(&self) -> bool {
        self.standing.refusal(self.permission, self.context.locale()).is_none()
    }

    /// The form over its list, for whoever may send it.
    pub(crate) fn dialog(&self, form: &Form, body: impl IntoView) -> Option<AnyView> {
        if !self.is_open() {
            return None;
        }
        Some(over_list(self.context, self.route, form, body))
    }

    /// The form's own page; `made` is what came of it, where that is shown once.
    pub(crate) fn page(&self, made: Option<AnyView>, body: impl IntoView) -> AnyView {
        let (context, standing) = (self.context, self.standing);
        let list = self.route.above().unwrap_or(Route::Overview);
        let href = list.of_space(&standing.tenant.slug);
        let tabs = list.is_among_settings().then(|| layout::settings_tabs(context, standing));
        let body = view! {
            {tabs}
            {made}
            <section class="panel">{body.into_any()}</section>
        };
        let back = view! { <a class="button" href=href>{list.title(context.locale())}</a> };
        Console { context, standing, title: self.title(), lead: "" }.view(back, body)
    }

    /// The form, for whoever may send it; for others with the reason, and nothing to press.
    pub(crate) fn gated(&self, body: impl IntoView) -> AnyView {
        fields::gate(self.context, self.standing, self.permission, body)
    }
}

/// A button that leads to a form where nothing bars the way.
pub(crate) fn leading(context: &Context, route: Route, address: String) -> AnyView {
    let title = route.title(context.locale());
    view! { <a class="button" data-tone="primary" href=address data-opens=route.name()>{icon("plus")}{title}</a> }
        .into_any()
}

/// A form over its list, closed until the button is pressed. It stands open where it was refused, as in a tab that an
/// earlier version left open.
pub(crate) fn over_list(context: &Context, route: Route, form: &Form, body: impl IntoView) -> AnyView {
    let (id, title) = (route.name(), route.title(context.locale()));
    let (label, labelled) = (format!("{id}-title"), format!("{id}-title"));
    view! {
        <dialog class="making" id=id aria-labelledby=labelled open=form.error().is_some()>
            <h2 id=label>{title}</h2>
            {body.into_any()}
            <form method="dialog">
                <button class="button close" data-tone="quiet" data-size="small">{context.say().close()}</button>
            </form>
        </dialog>
    }
    .into_any()
}

/// The mark of what was made just now.
pub(crate) fn new_mark(context: &Context, id: &str) -> Option<AnyView> {
    let is_new = context.query("new").split(',').any(|new| new == id);
    is_new.then(|| view! { " "{badge("good", context.say().new_mark())} }.into_any())
}
