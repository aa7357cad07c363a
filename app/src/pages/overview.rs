//! How much mail, which way, from where: the page people look at.

pub(super) mod annotations;
pub(super) mod arranging;
mod became;
mod checklist;
pub(super) mod filters;
pub(super) mod hours;
pub(crate) mod leads;
mod tiles;

use domain::{
    Error, Micros,
    areas::{File, Route},
    dashboards::{Arrange, Layout, Tile},
    permission::{Permission, ViewOverview},
};
use leptos::prelude::*;
use service::{
    Standing, alerts,
    dashboards::{self, Overview, OverviewQuery},
    setup::{self, Setup},
    usage::meters,
};

use self::{
    checklist::checklist,
    filters::{Typed, address, filters, ranges, take_refused},
    leads::Leads,
    tiles::Tiles,
};
use super::{Page, open};
use crate::{
    components::{
        layout::{Console, lock},
        live, notice, readable,
    },
    context::{Context, link},
    text::Say,
};

/// The query of an overview's address.
pub fn query(pairs: &[(String, String)]) -> OverviewQuery {
    let value = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or_else(String::new, |(_, value)| value.trim().to_owned())
    };
    OverviewQuery {
        range: value("range"),
        from: value("from"),
        to: value("to"),
        host: value("host"),
        domain: value("domain"),
        measure: value("measure"),
        compare: value("compare"),
    }
}

pub(super) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    shown(context, slug, Of::All).await
}

/// The page of one host.
pub(super) async fn of_host(context: &Context, slug: &str, name: &str) -> Result<Page, Error> {
    shown(context, slug, Of::Host(name.to_owned())).await
}

/// The page of one of the space's own domains.
pub(super) async fn of_domain(context: &Context, slug: &str, name: &str) -> Result<Page, Error> {
    shown(context, slug, Of::Domain(name.to_owned())).await
}

/// What of the space a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    All,
    Host(String),
    Domain(String),
}

impl Of {
    /// Its address.
    fn path(&self, slug: &str) -> String {
        match self {
            Self::All => Route::Overview.of_space(slug),
            Self::Host(name) => Route::OverviewHost.of_space(slug).replace("{id}", name),
            Self::Domain(name) => Route::OverviewDomain.of_space(slug).replace("{id}", name),
        }
    }

    /// Its name as a title, and what is said under it.
    fn title(&self, say: Say) -> (String, &'static str) {
        match self {
            Self::All => (say.overview().to_owned(), ""),
            Self::Host(name) => (name.clone(), say.of_host_lead()),
            Self::Domain(name) => (readable(name), say.of_domain_lead()),
        }
    }
}

async fn shown(context: &Context, slug: &str, of: Of) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let mark = service::live::mark(&mut access).await?;
    let setup = setup::find(&mut access).await?;
    let (held, firing) = (meters::held(&mut access).await?, alerts::looks::count(&mut access).await?);
    let mut asked = query(&context.query);
    match &of {
        Of::All => {}
        Of::Host(name) => asked.host.clone_from(name),
        Of::Domain(name) => asked.domain.clone_from(name),
    }
    let shown = dashboards::overview(&mut access, &asked, context.locale()).await;
    // What cannot be read leaves the rest of the page as it is without it; dates stay in their fields.
    let mut words = None;
    let (overview, refused) = match shown {
        Err(Error::Invalid { fields }) => {
            let values = [
                ("range", &mut asked.range),
                ("measure", &mut asked.measure),
                ("compare", &mut asked.compare),
            ];
            words = take_refused(&fields, values);
            let mut without = asked.clone();
            if fields.iter().any(|field| matches!(field.field.as_str(), "from" | "to")) {
                (without.range, without.from, without.to) = (String::new(), String::new(), String::new());
            }
            (dashboards::overview(&mut access, &without, context.locale()).await?, fields)
        }
        shown => (shown?, Vec::new()),
    };
    if matches!(&of, Of::Domain(name) if !overview.domains.contains(name)) {
        return Err(Error::NotFound);
    }
    let layout = dashboards::layout(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let offers = open::offers(&context.service, &standing).await?;
    let context = context.clone();
    let (title, _) = of.title(context.say());
    let typed = Typed { from: asked.from, to: asked.to, refused, words };
    Ok(Page::new(title, move || {
        view(&context, &standing, (&of, &overview, &layout), (setup, held, firing, &offers), &typed, &mark)
    })
    .with_live()
    .with_chart())
}

fn view(
    context: &Context,
    standing: &Standing,
    (of, overview, layout): (&Of, &Overview, &Layout),
    (setup, held, firing, offers): (Setup, (i64, Option<Micros>), usize, &open::Offers),
    typed: &Typed,
    mark: &str,
) -> AnyView {
    let tenant = &standing.tenant;
    let say = context.say();
    let (base, all) = (of.path(&tenant.slug), Route::Overview.of_space(&tenant.slug));
    let is_all = *of == Of::All;
    let hours = link(
        &Route::OverviewHours.of_space(&tenant.slug),
        &[("host", &*overview.query.host), ("domain", &*overview.query.domain)],
    );
    let to_all = (!is_all).then(|| view! { <a class="button" href=all.clone()>{say.to_all()}</a> });
    let body = view! {
        {super::alerts::mark(context, &tenant.slug, firing)}
        <div id="setup" data-live="">{(is_all && !setup.is_done()).then(|| checklist(context, standing, setup))}</div>
        {standing.may(Permission::ViewPlan).then(|| super::plan::frozen(context, standing))}
        {super::plan::shown::held(context, standing, &overview.zone, held)}{super::mail_flow::proposals::hint(context, standing, setup.proposed)}
        {ranges(say, &base, overview)}
        {typed.words.as_ref().map(|words| notice::notice("warn", &say.filters_refused(words)))}
        {filters(say, &base, overview, typed, (*of != Of::Host(overview.query.host.clone()), *of != Of::Domain(overview.query.domain.clone())))}
        {window(say, overview)}
        {open::offered(context, standing, offers, &open::focused(overview))}
        {tiles(Tiles { say, overview, leads: Some(Leads::new(standing, overview)) }, layout)}
        <p class="hint">
            {say.counted_how()}" "
            <a href=address(&File::OverviewCsv.of_space(&tenant.slug), &overview.query, overview.range)>{say.csv()}</a>
            " · "<a href=hours>{say.title(Route::OverviewHours)}</a>
            " · "<a href=Route::Annotations.of_space(&tenant.slug)>{say.annotate()}</a>
            " · "<a href=Route::OverviewTiles.of_space(&tenant.slug)>{say.tiles_arrange()}</a>
        </p>
    };
    let share = address(&Route::NewShareLink.of_space(&tenant.slug), &overview.query, overview.range);
    let refused = (!standing.may(Permission::ManageSharing)).then_some("true");
    let actions = view! {
        {live(context, File::Live, &tenant.slug, mark)}
        {to_all}
        <a class="button" href=share data-refused=refused>{say.share()}{lock(say, refused.is_some())}</a>
    };
    let (title, lead) = of.title(say);
    Console { context, standing, title: &title, lead }.view(actions, body)
}

/// The stretch of time in words.
pub(super) fn window(say: Say, overview: &Overview) -> AnyView {
    view! {
        <p class="hint" id="window" data-live="">
            {dashboards::window_text(overview, say.0)}". "{say.times_in(overview.zone.name())}
            {overview.is_part.then(|| format!(" {}", say.part_of_space()))}
        </p>
    }
    .into_any()
}

/// The numbers for somebody outside: all but who had signed in, in the usual order, with nothing to choose or to follow.
pub(super) fn dashboard(say: Say, overview: &Overview) -> AnyView {
    let layout = Layout::default().arranged(Tile::Users, Arrange::Hide);
    tiles(Tiles { say, overview, leads: None }, &layout)
}

fn tiles(tiles: Tiles<'_>, layout: &Layout) -> AnyView {
    let shown: Vec<_> = layout.shown().map(|tile| tiles.view(tile)).collect();
    view! { <div class="tiles">{shown}</div> }.into_any()
}
