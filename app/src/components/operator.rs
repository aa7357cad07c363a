//! The frame of the operators' console: a rail of its own, in another accent.

use domain::{
    areas::{Route, Takes},
    operators::{OperatorPermission, OperatorRole},
};
use leptos::prelude::*;

use super::{
    badge, icon,
    layout::{frame, lock, rail_foot, rail_head},
    making::{leading, over_list},
};
use crate::context::{Context, Form};

/// A page of the operators' console.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) context: &'a Context,
    pub(crate) role: OperatorRole,
    pub(crate) title: &'a str,
    pub(crate) lead: &'a str,
}

impl Desk<'_> {
    pub(crate) fn view(self, actions: impl IntoView, body: impl IntoView) -> AnyView {
        let (title, rail) = ((self.title, self.lead), self.rail());
        frame(self.context, rail, ().into_any(), title, actions.into_any(), body.into_any())
    }

    pub(crate) fn may(&self, permission: OperatorPermission) -> bool {
        self.role.may(permission)
    }

    /// The button that leads to the form of one more.
    pub(crate) fn making(&self, route: Route) -> AnyView {
        leading(self.context, route, route.as_str().to_owned())
    }

    /// That form over its list, closed until the button is pressed.
    pub(crate) fn dialog(&self, route: Route, form: &Form, body: impl IntoView) -> AnyView {
        over_list(self.context, route, form, body)
    }

    fn rail(&self) -> AnyView {
        let say = self.context.say();
        let locale = self.context.locale();
        let entry = self.context.route().and_then(Route::console_entry);
        let links: Vec<_> = Route::CONSOLE
            .iter()
            .map(|(route, icon_name)| {
                let current = (Some(*route) == entry).then_some("page");
                // A page one may not see stays in its place and says why when it is opened.
                let is_open = matches!(route.takes(), Takes::Operator(permission) if self.may(permission));
                let refused = (!is_open).then_some("true");
                view! {
                    <li>
                        <a href=route.as_str() aria-current=current data-refused=refused>
                            {icon(icon_name)}{route.title(locale)}{lock(say, !is_open)}
                        </a>
                    </li>
                }
            })
            .collect();
        view! {
            <nav class="rail" id="rail" popover aria-label=say.operator_console()>
                {rail_head(say)}
                <p class="rail-area"><strong>{say.operator_console()}</strong>" "{badge("accent", self.role.title(locale))}</p>
                <ul class="rail-links">{links}</ul>
                <ul class="rail-links"><li><a href="/spaces">{icon("external")}{say.operator_leave()}</a></li></ul>
                {rail_foot(self.context)}
            </nav>
        }
        .into_any()
    }
}
