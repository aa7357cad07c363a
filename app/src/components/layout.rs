//! The frames around pages: the console with its rail, and the card of the pages before it.

use domain::{
    Locale,
    areas::{File, Route, Takes},
    brands::Brand,
    permission::Permission,
    text::tenants::ended,
    zones::{self, Zone},
};
use leptos::prelude::*;
use service::{Standing, announcements::Announcement, tenants::reopen_until};

use super::{icon, notice, view_as};
use crate::{
    brand,
    context::{Context, Theme},
    text::Say,
};

/// A page of a tenant's console.
#[derive(Clone, Debug)]
pub(crate) struct Console<'a> {
    pub(crate) context: &'a Context,
    pub(crate) standing: &'a Standing,
    pub(crate) title: &'a str,
    pub(crate) lead: &'a str,
}

impl Console<'_> {
    pub(crate) fn view(self, actions: impl IntoView, body: impl IntoView) -> AnyView {
        brand::say(brand::of_space(self.standing));
        let above = view! {
            {self.viewing()}
            {self.looking()}
            {self.announced()}
            <div id="closed" data-live="">{self.closed()}</div>
        };
        frame(
            self.context,
            self.rail(),
            above.into_any(),
            (self.title, self.lead),
            actions.into_any(),
            body.into_any(),
        )
    }

    /// As whom the space is seen, when that is somebody else.
    fn viewing(&self) -> Option<AnyView> {
        let viewed = self.standing.viewed.as_ref()?;
        let text = self.context.say().viewing_as(&viewed.email);
        Some(view_as::banner(self.context, &text, &self.standing.tenant.slug))
    }

    /// What operators announce to the space.
    fn announced(&self) -> Vec<AnyView> {
        let (context, now) = (self.context, self.standing.context.now);
        let shown = service::announcements::shown_to(&context.service, &self.standing.tenant, now);
        let text = |one: Announcement| match context.locale() {
            Locale::En => one.english,
            Locale::Fr => one.french,
        };
        shown.into_iter().map(|one| notice::notice("info", &text(one))).collect()
    }

    /// That an operator looks, and until when.
    fn looking(&self) -> Option<AnyView> {
        let consent = self.standing.looking.as_ref()?;
        let say = self.context.say();
        let until = Zone::utc().local_text(consent.ends_at.unwrap_or_default(), say.0);
        Some(notice::notice("warn", &say.looking_banner(&ended(&consent.reason), &until)))
    }

    /// That the space is closed, until when it can be reopened, and the way there for whoever can.
    fn closed(&self) -> Option<AnyView> {
        let (say, tenant) = (self.context.say(), &self.standing.tenant);
        if tenant.closed_at.is_none() && tenant.suspended_at.is_some() {
            return Some(notice::notice("warn", &say.space_suspended(&ended(&tenant.suspended_reason))));
        }
        if let Some(at) = tenant.purge_at {
            let day = zones::local_date(Zone::utc().day_of(at), say.0);
            return Some(notice::notice("warn", &say.space_purged_on(&day)));
        }
        let (since, until) = (tenant.closed_at?, reopen_until(tenant)?);
        let zone = Zone::parse(&tenant.time_zone).unwrap_or_else(|_| Zone::utc());
        let day = |at| zones::local_date(zone.day_of(at), say.0);
        let text = if until > self.standing.context.now {
            format!("{} {}", say.closed_since(&day(since)), say.closed_until(&day(until - 1)))
        } else {
            say.closed_since(&day(since))
        };
        let way = self.standing.may(Permission::ManageOwners).then(|| {
            let href = Route::Closing.of_space(&tenant.slug);
            view! { <a class="button" data-size="small" href=href>{say.title(Route::Closing)}</a> }
        });
        Some(view! { <div class="notice" data-tone="warn" role="status">{icon("warn")}<p>{text}</p>{way}</div> }.into_any())
    }

    fn rail(&self) -> AnyView {
        let say = self.context.say();
        let (locale, slug) = (self.context.locale(), &self.standing.tenant.slug);
        let entry = self.context.route().and_then(Route::rail_entry);
        let links: Vec<_> = Route::RAIL
            .iter()
            .map(|(route, icon_name)| {
                let current = (Some(*route) == entry).then_some("page");
                // A page one may not see stays in its place and says why when it is opened.
                let is_open = if *route == Route::Settings {
                    Route::TABS.iter().any(|tab| is_open(self.standing, *tab))
                } else {
                    is_open(self.standing, *route)
                };
                let refused = (!is_open).then_some("true");
                view! {
                    <li>
                        <a href=route.of_space(slug) aria-current=current data-refused=refused>
                            {icon(icon_name)}{route.title(locale)}{lock(say, !is_open)}
                        </a>
                    </li>
                }
            })
            .collect();
        view! {
            <nav class="rail" id="rail" popover aria-label=say.space()>
                {rail_head(say)}
                <details class="switcher">
                    <summary>{self.standing.tenant.name.clone()}</summary>
                    <ul>
                        <li><a href=format!("/t/{}", self.standing.tenant.slug) aria-current="true">{self.standing.tenant.name.clone()}</a></li>
                        <li><a href="/spaces">{say.title(Route::Spaces)}</a></li>
                        <li><a href="/spaces/new">{say.space_open()}</a></li>
                        <li><a href=Route::Leave.of_space(slug)>{say.title(Route::Leave)}</a></li>
                    </ul>
                </details>
                <ul class="rail-links">{links}</ul>
                {rail_foot(self.context)}
            </nav>
        }
        .into_any()
    }
}

/// A page with a rail at its side. What stands `above` comes before title and lead.
pub(crate) fn frame(
    context: &Context,
    rail: AnyView,
    above: AnyView,
    (title, lead): (&str, &str),
    actions: AnyView,
    body: AnyView,
) -> AnyView {
    let say = context.say();
    let lead = (!lead.is_empty()).then(|| view! { <p>{lead.to_owned()}</p> });
    view! {
        <div class="console">
            <header class="topbar">
                {logo()}
                <button class="button menu" type="button" popovertarget="rail" data-size="small">
                    {icon("menu")}{say.menu()}
                </button>
            </header>
            {rail}
            <main id="main" tabindex="-1">
                {above}
                {notice::done(context)}
                {notice::untold(context)}
                <div class="page-header">
                    <div><h1>{title.to_owned()}</h1>{lead}</div>
                    <div class="actions">{actions}</div>
                </div>
                {body}
            </main>
        </div>
    }
    .into_any()
}

pub(crate) fn rail_head(say: Say) -> AnyView {
    view! {
        {logo()}
        <button
            class="button close"
            type="button"
            data-tone="quiet"
            data-size="small"
            popovertarget="rail"
            popovertargetaction="hide"
        >{say.close()}</button>
    }
    .into_any()
}

pub(crate) fn rail_foot(context: &Context) -> AnyView {
    view! {
        <div class="rail-foot">
            <a href="/account">{context.say().title(Route::Account)}</a>
            {sign_out(context)}
            {preferences(context)}
        </div>
    }
    .into_any()
}

/// Whether a member may open a page of their space.
pub(crate) fn is_open(standing: &Standing, route: Route) -> bool {
    match route.takes() {
        Takes::Permission(permission) => standing.may(permission),
        _ => true,
    }
}

/// The pages of the settings, as links above each of them.
pub(crate) fn settings_tabs(context: &Context, standing: &Standing) -> AnyView {
    let say = context.say();
    // A page below one of them stands under its own tab.
    let fits = |tab: &&Route| context.path.starts_with(&tab.of_space(&standing.tenant.slug));
    let here = Route::TABS.iter().rfind(fits);
    let links: Vec<_> = Route::TABS
        .iter()
        .map(|tab| {
            let name = if *tab == Route::Settings { say.general() } else { say.title(*tab) };
            let current = (Some(tab) == here).then_some("page");
            let is_open = is_open(standing, *tab);
            let refused = (!is_open).then_some("true");
            let href = tab.of_space(&standing.tenant.slug);
            view! { <li><a href=href aria-current=current data-refused=refused>{name}{lock(say, !is_open)}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=say.title(Route::Settings)><ul>{links}</ul></nav> }.into_any()
}

/// The mark of a way that leads to a reason, for whoever may not go on.
pub(crate) fn lock(say: Say, is_refused: bool) -> Option<AnyView> {
    is_refused.then(|| {
        view! {
            <svg class="icon lock" aria-hidden="true"><use href="/icons.svg#lock"></use></svg>
            <span class="visually-hidden">" ("{say.why_denied()}")"</span>
        }
        .into_any()
    })
}

/// A page in front of the console, with a card in its middle.
pub(crate) fn card(context: &Context, title: &str, lead: &str, body: impl IntoView) -> AnyView {
    let lead = (!lead.is_empty()).then(|| view! { <p>{lead.to_owned()}</p> });
    let card = view! {
        <main class="card-page" id="main" tabindex="-1">
            <div class="card">
                {notice::done(context)}
                <h1>{title.to_owned()}</h1>
                {lead}
                {body.into_any()}
            </div>
        </main>
    };
    site(context, card)
}

/// The header and footer of the pages in front of the console.
pub(crate) fn site(context: &Context, main: impl IntoView) -> AnyView {
    let say = context.say();
    let links = if context.caller.account().is_some() {
        view! { <a href="/spaces">{say.title(Route::Spaces)}</a><a href="/account">{say.title(Route::Account)}</a> }.into_any()
    } else {
        view! { <a href="/sign-in">{say.sign_in()}</a><a href="/sign-up">{say.sign_up()}</a> }.into_any()
    };
    view! {
        <header class="site">{logo()}<nav aria-label=brand::said().name>{links}</nav></header>
        {main.into_any()}
        <footer class="site">{preferences(context)}</footer>
    }
    .into_any()
}

/// The frame of a page for whoever has its address: nothing leads anywhere from it.
pub(crate) fn shared(context: &Context, main: impl IntoView) -> AnyView {
    view! {
        <header class="site">
            <span class="logo">{mark(&brand::said())}</span>
        </header>
        {main.into_any()}
        <footer class="site">{preferences(context)}</footer>
    }
    .into_any()
}

/// The same with a card in its middle.
pub(crate) fn shared_card(context: &Context, title: &str, lead: &str, body: impl IntoView) -> AnyView {
    let main = view! {
        <main class="card-page" id="main" tabindex="-1">
            <div class="card"><h1>{title.to_owned()}</h1><p>{lead.to_owned()}</p>{body.into_any()}</div>
        </main>
    };
    shared(context, main)
}

/// A card and nothing beside it, where neither links nor choices would work.
pub(crate) fn lone_card(title: &str, lead: &str, body: impl IntoView) -> AnyView {
    view! {
        <header class="site">
            <span class="logo">{mark(&brand::said())}</span>
        </header>
        <main class="card-page" id="main" tabindex="-1">
            <div class="card"><h1>{title.to_owned()}</h1><p>{lead.to_owned()}</p>{body.into_any()}</div>
        </main>
    }
    .into_any()
}

fn logo() -> AnyView {
    view! { <a class="logo" href="/">{mark(&brand::said())}</a> }.into_any()
}

/// Picture and name of a brand.
pub(crate) fn mark(brand: &Brand) -> AnyView {
    let picture = match (&brand.logo, brand.is_own) {
        (Some(key), _) => Some(view! { <img src=File::Logo.of_id(key) alt=""/> }.into_any()),
        (None, true) => None,
        (None, false) => {
            Some(view! { <svg aria-hidden="true"><use href="/icons.svg#parvis"></use></svg> }.into_any())
        }
    };
    view! { {picture}{brand.name.clone()} }.into_any()
}

pub(crate) fn sign_out(context: &Context) -> AnyView {
    view! {
        <form class="inline" method="post" action="/sign-in">
            <input type="hidden" name="do" value="sessions.end"/>
            <button class="link" type="submit">{context.say().sign_out()}</button>
        </form>
    }
    .into_any()
}

/// The choice of language and colours.
fn preferences(context: &Context) -> AnyView {
    let say = context.say();
    let here = context.here();
    let languages: Vec<_> = Locale::ALL
        .iter()
        .map(|locale| {
            let is_chosen = *locale == context.locale();
            view! {
                <button class="link" name="locale" value=locale.as_str() lang=locale.as_str()
                    aria-pressed=if is_chosen { "true" } else { "false" }>{locale.title()}</button>
            }
        })
        .collect();
    let themes: Vec<_> =
        [(Theme::Auto, say.theme_auto()), (Theme::Light, say.theme_light()), (Theme::Dark, say.theme_dark())]
            .into_iter()
            .map(|(theme, name)| {
                let is_chosen = theme == context.theme;
                view! {
                    <button class="link" name="theme" value=theme.as_str()
                        aria-pressed=if is_chosen { "true" } else { "false" }>{name}</button>
                }
            })
            .collect();
    view! {
        <form class="inline" method="post" action="/account" aria-label=say.language()>
            <input type="hidden" name="do" value="accounts.set-locale"/>
            <input type="hidden" name="next" value=here.clone()/>
            {languages}
        </form>
        <form class="inline" method="post" action="/account" aria-label=say.theme()>
            <input type="hidden" name="do" value="accounts.set-theme"/>
            <input type="hidden" name="next" value=here/>
            {themes}
        </form>
    }
    .into_any()
}
