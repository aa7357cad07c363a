use domain::{
    Error,
    areas::{Route, slug_of},
    decision::Rule,
    permission::Permission,
    slug,
    team::TeamError,
};
use leptos::prelude::*;
use service::Standing;

use super::{Page, elsewhere::operator};
use crate::{
    components::{
        layout::{self, Console},
        view_as,
    },
    context::{Context, Posted, link},
};

/// What happened, what to do next, and the number under which the log knows it.
pub(super) fn page(context: &Context, error: &Error) -> Page {
    beside(context, error, None)
}

/// The same within the space it happened in, for its members: what they may see stays in reach.
pub(super) async fn within(context: &Context, error: &Error) -> Page {
    // What went wrong with a form is said by the page itself, where it is that.
    context.posted.iter().filter(|posted| posted.untold() == Some(error)).for_each(Posted::tell);
    let slug = slug_of(&context.path);
    // Where the databases fail they are not asked again.
    let standing = match slug {
        Some(slug) if error.status() < 500 => Standing::beside(&context.service, &context.caller, slug).await,
        _ => None,
    };
    beside(context, error, standing)
}

fn beside(context: &Context, error: &Error, standing: Option<Standing>) -> Page {
    let say = context.say();
    let status = error.status();
    let has_ended = *error == Error::Team(TeamError::ViewEnded);
    let is_other_site = matches!(error, Error::OtherSite { .. });
    let title = match status {
        _ if is_other_site => say.other_site_title(),
        409 if has_ended => say.view_ended_title(),
        503 if matches!(error, Error::BeingUpdated { .. }) => say.being_updated_title(),
        403 => say.error_title_403(),
        404 => say.error_title_404(),
        410 => say.error_title_410(),
        429 => say.error_title_429(),
        500 => say.error_title_500(),
        503 => say.error_title_503(),
        _ => say.error_title_other(),
    };
    let is_second_factor = matches!(
        error, Error::Forbidden { decision, .. } if decision.rule == Rule::SecondFactor
    );
    let address = context.service.public_url().to_owned();
    let (href, next) = match status {
        429 | 500 | 503 => (context.here(), say.try_again().to_owned()),
        403 if is_second_factor => {
            let href = link("/sign-in/second-factor", &[("next", &context.here())]);
            (href, say.second_factor_go().to_owned())
        }
        _ if is_other_site => (format!("{address}{}", form_page(context)), say.elsewhere_go(&address)),
        _ if let Some(standing) = &standing => {
            (format!("/t/{}", standing.tenant.slug), say.title(Route::Overview).to_owned())
        }
        _ if context.caller.account().is_some() => ("/spaces".to_owned(), say.home_go().to_owned()),
        _ => ("/".to_owned(), say.back_home().to_owned()),
    };
    let mend = is_other_site.then(|| say.other_site_mend(&address));
    let sentence = error.sentence(context.locale());
    let why = error.forbidden().and_then(|permission| why(context, permission));
    let context = context.clone();
    let page = Page::new(title, move || {
        let onward = if has_ended {
            view_as::leave(&context.here(), say.view_ended_button())
        } else {
            view! { <p><a class="button" data-tone="primary" href=href>{next}</a></p> }.into_any()
        };
        let said = view! {
            <p>{sentence}</p>
            {why.map(|href| view! { <p><a href=href>{say.why()}</a></p> })}
            {onward}
            {mend.map(|mend| operator(say.elsewhere_operator(), mend))}
            <p class="request">{say.request_number(&context.caller.request_id)}</p>
        };
        if let Some(standing) = standing {
            let body = view! { <section class="panel problem"><p class="code">{status}</p>{said}</section> };
            return Console { context: &context, standing: &standing, title, lead: "" }.view((), body);
        }
        let card = view! {
            <main class="card-page" id="main" tabindex="-1">
                {(!has_ended).then(|| viewing(&context))}
                <div class="card problem"><p class="code">{status}</p><h1>{title}</h1>{said}</div>
            </main>
        };
        layout::site(&context, card)
    });
    Page { status, retry_after: error.retry_after(), ..page }
}

/// The page a form stood on; what scripts send to is none.
fn form_page(context: &Context) -> String {
    if context.path.starts_with("/rpc/") { "/".to_owned() } else { context.here() }
}

/// Where the refused attempt is explained: in the space it was aimed at.
fn why(context: &Context, permission: Permission) -> Option<String> {
    let posted = context.posted.iter().flat_map(|posted| &posted.fields).find(|(name, _)| name == "tenant");
    let slug = match posted {
        Some((_, slug)) => slug.as_str(),
        None => slug_of(&context.path)?,
    };
    slug::check(slug).ok()?;
    let pairs = [("request", context.caller.request_id.as_str()), ("permission", permission.as_str())];
    Some(link(&format!("/t/{slug}/why"), &pairs))
}

/// The way out of a view as another member, where the view may be why the page is refused.
fn viewing(context: &Context) -> Option<AnyView> {
    let is_viewing = context.caller.session().is_some_and(|session| session.view_as_tenant.is_some());
    let slug = slug_of(&context.path)?;
    is_viewing.then(|| view_as::banner(context, context.say().viewing_as_other(), slug))
}
