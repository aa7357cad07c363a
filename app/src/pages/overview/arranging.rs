//! Which tiles the overview shows, and in which order: one's own, and what a newcomer sees.

use domain::{
    Error,
    areas::Route,
    dashboards::{Arrange, Layout, Tile},
    permission::{Permission, ViewOverview},
};
use leptos::prelude::*;
use service::dashboards;

use crate::{
    components::{
        badge,
        fields::{self, gate},
        layout::Console,
        table::table,
    },
    context::Context,
    pages::Page,
    text::Say,
};

const OWN: &str = "dashboards.arrange";
const SPACE: &str = "dashboards.arrange-space";

pub(in crate::pages) async fn page(context: &Context, slug: &str) -> Result<Page, Error> {
    let mut access = context.enter::<ViewOverview>(slug).await?;
    let own = dashboards::layout(&mut access).await?;
    let space = dashboards::of_space(&mut access).await?;
    let standing = access.standing().clone();
    drop(access);
    let context = context.clone();
    Ok(Page::new(context.title(), move || {
        let say = context.say();
        let slug = standing.tenant.slug.as_str();
        let for_space = gate(
            &context,
            &standing,
            Permission::ManageSettings,
            tiles(&context, slug, SPACE, "space-tiles", &space),
        );
        let body = view! {
            <section class="panel">
                <header><h2>{say.tiles_own()}</h2></header>
                {tiles(&context, slug, OWN, "own-tiles", &own)}
            </section>
            <section class="panel">
                <header><h2>{say.tiles_space()}</h2><p class="hint">{say.tiles_space_hint()}</p></header>
                {for_space}
            </section>
        };
        let back = view! { <a class="button" href=Route::Overview.of_space(slug)>{say.overview()}</a> };
        Console { context: &context, standing: &standing, title: context.title(), lead: say.tiles_lead() }
            .view(back, body)
    }))
}

fn tiles(
    context: &Context,
    slug: &str,
    function: &'static str,
    id: &'static str,
    layout: &Layout,
) -> AnyView {
    let say = context.say();
    let last = layout.tiles().len() - 1;
    let press = |tile: Tile, how: Arrange, word: &'static str| {
        let hidden = [("tenant", slug), ("tile", tile.as_str()), ("how", how.as_str())];
        let label = say.tile_press(word, say.tile(tile));
        let button =
            view! { <button class="button" data-size="small" type="submit" aria-label=label>{word}</button> };
        fields::form(function, &context.form(""), &hidden, button)
    };
    let rows = layout.tiles().iter().enumerate().map(|(place, (tile, is_shown))| {
        let state = if *is_shown { badge("good", say.tile_shown()) } else { badge("", say.tile_hidden()) };
        let turn = if *is_shown {
            press(*tile, Arrange::Hide, say.tile_hide())
        } else {
            press(*tile, Arrange::Show, say.tile_show())
        };
        view! {
            <tr>
                <th scope="row">{say.tile(*tile)}</th>
                <td>{state}</td>
                <td class="actions">
                    {(place > 0).then(|| press(*tile, Arrange::Up, say.tile_up()))}
                    {(place < last).then(|| press(*tile, Arrange::Down, say.tile_down()))}
                    {turn}
                </td>
            </tr>
        }
        .into_any()
    });
    let heads = [(say.tile_name(), ""), (say.state(), ""), (say.actions(), "actions")];
    let caption = if function == OWN { say.tiles_own() } else { say.tiles_space() };
    let first = layout.tiles().first().map_or(Tile::Totals, |(tile, _)| *tile);
    view! {
        {table(caption, &heads, id, rows.collect())}
        {usual(context, slug, function, first, say)}
    }
    .into_any()
}

fn usual(context: &Context, slug: &str, function: &str, tile: Tile, say: Say) -> AnyView {
    let hidden = [("tenant", slug), ("tile", tile.as_str()), ("how", Arrange::Usual.as_str())];
    let button =
        view! { <button class="button" data-tone="quiet" type="submit">{say.tiles_usual()}</button> };
    fields::form(function, &context.form(""), &hidden, button)
}
