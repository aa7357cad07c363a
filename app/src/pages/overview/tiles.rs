//! The parts of the overview, each a function from what was counted to its HTML.

use domain::{areas::Route, dashboards::Tile};
use leptos::prelude::*;
use service::dashboards::{Compare, Overview, OverviewCounts, ShownCause, ShownGap};

use super::leads::Leads;
use crate::{
    components::{chart, direction, readable, table::table},
    text::Say,
};

/// What every tile is made of; without `leads` nothing can be followed.
#[derive(Clone, Copy)]
pub(super) struct Tiles<'a> {
    pub(super) say: Say,
    pub(super) overview: &'a Overview,
    pub(super) leads: Option<Leads<'a>>,
}

/// Something that leads on, if it does.
pub(super) fn lead(href: Option<String>, shown: impl IntoView + 'static) -> AnyView {
    match href {
        Some(href) => view! { <a class="lead" href=href>{shown}</a> }.into_any(),
        None => shown.into_any(),
    }
}

impl Tiles<'_> {
    pub(super) fn view(self, tile: Tile) -> AnyView {
        let Self { say, overview, .. } = self;
        match tile {
            Tile::Totals => self.totals(),
            Tile::Gaps => self.gaps(),
            Tile::Annotations => self.annotations(),
            Tile::ChartDirections => {
                let rows = chart::by_direction(say, overview);
                self.chart(
                    tile,
                    ("chart-directions", "numbers-directions"),
                    say.chart_by_direction(),
                    &rows,
                    None,
                )
            }
            Tile::ChartHosts => {
                let rows = chart::by_host(overview);
                self.chart(tile, ("chart-hosts", "numbers-hosts"), say.chart_by_host(), &rows, None)
            }
            Tile::Directions => self.directions(),
            Tile::Hosts => self.hosts(),
            Tile::Senders => {
                self.top(tile, "top-senders", say.messages(), &overview.sender_domains, say.null_sender())
            }
            Tile::Recipients => {
                let names = &overview.recipient_domains;
                self.top(tile, "top-recipients", say.recipients(), names, say.no_domain())
            }
            Tile::Clients => {
                self.top(tile, "top-clients", say.messages(), &overview.client_addresses, say.no_domain())
            }
            Tile::Users => self.top(tile, "top-users", say.messages(), &overview.users, say.no_domain()),
            Tile::ChartOutcomes => self.chart_outcomes(),
            Tile::Outcomes => self.outcomes(),
            Tile::Mail => self.mail(),
            Tile::Wait => self.wait(),
            Tile::DeferredReasons | Tile::DeferredDomains | Tile::RejectedReasons | Tile::BouncedReasons => {
                self.reasons(tile)
            }
        }
    }

    /// The way to a tile's numbers as a file.
    pub(super) fn csv(self, tile: Tile) -> AnyView {
        let say = self.say;
        let label = say.tile_csv(say.tile(tile));
        self.leads
            .map(|leads| view! { <a class="csv" href=leads.csv(tile) download="" aria-label=label>"CSV"</a> })
            .into_any()
    }

    fn totals(self) -> AnyView {
        let Self { say, overview, leads } = self;
        let (now, before) = (overview.total, overview.previous);
        let cards: Vec<_> = [
            (say.messages(), now.messages, before.messages),
            (say.recipients(), now.recipients, before.recipients),
            (say.requests(), now.requests, before.requests),
        ]
        .into_iter()
        .map(|(name, now, before)| {
            let (trend, text) = change(say, overview.compare, now, before);
            let href = leads.and_then(Leads::all).filter(|_| now > 0);
            view! {
                <div class="card-number">
                    <dt>{name}</dt>
                    <dd>{lead(href, say.0.number(now))}</dd>
                    <dd class="change" data-trend=trend>{text}</dd>
                </div>
            }
        })
        .collect();
        let counted_from = overview.messages_from.map(|from| {
            view! { <span data-from="messages">{say.messages_counted_from(&overview.zone.local_text(from, say.0))}</span>" " }
        });
        view! {
            <div class="tile-totals">
                <dl class="cards" id="cards" data-live="">{cards}</dl>
                <p class="hint">{say.attempts_counted()}" "{counted_from}{self.csv(Tile::Totals)}</p>
            </div>
        }
        .into_any()
    }

    fn gaps(self) -> AnyView {
        let say = self.say;
        let items: Vec<_> = self.overview.gaps.iter().map(|gap| self.gap(gap)).collect();
        let list = (!items.is_empty()).then(|| {
            view! {
                <section class="panel">
                    <header><h2>{say.gaps()}</h2>{self.csv(Tile::Gaps)}</header>
                    <ul class="gaps">{items}</ul>
                </section>
            }
        });
        view! { <div id="gaps" data-live="">{list}</div> }.into_any()
    }

    fn gap(self, gap: &ShownGap) -> AnyView {
        let Self { say, overview, leads } = self;
        let cause = match gap.cause {
            ShownCause::Stopped => say.gap_stopped(),
            ShownCause::Paused => say.gap_paused(),
            ShownCause::SpoolFull => say.gap_spool_full(),
            ShownCause::OverPlan => say.gap_over_plan(),
            ShownCause::Silent => say.gap_silent(),
        };
        let time = |at| overview.zone.local_text(at, say.0);
        let to = gap.to.map_or_else(|| say.gap_now().to_owned(), time);
        let lost = (gap.lost > 0).then(|| format!(" {}", say.gap_lost(&say.0.number(gap.lost))));
        // A line does not begin with what ends the words before it.
        let stretch = format!("{} – {to}{}", time(gap.from), say.colon().trim_end());
        let stretch = lead(leads.and_then(|leads| leads.gap(gap)), stretch);
        view! {
            <li>
                <span class="hatch" aria-hidden="true"></span>
                <span><strong>{gap.host.clone()}</strong>", "{stretch}" "{cause}{lost}</span>
            </li>
        }
        .into_any()
    }

    /// What people wrote, by the numbers that stand in the charts.
    fn annotations(self) -> AnyView {
        let Self { say, overview, .. } = self;
        let items: Vec<_> = overview
            .annotations
            .iter()
            .map(|note| {
                let time = overview.zone.local_text(note.at, say.0);
                view! { <li><strong>{time}</strong>{say.colon()}{note.text.clone()}" "<small>{note.author.clone()}</small></li> }
            })
            .collect();
        let list = (!items.is_empty()).then(|| {
            view! {
                <section class="panel">
                    <header><h2>{say.tile(Tile::Annotations)}</h2>{self.csv(Tile::Annotations)}</header>
                    <ol class="annotations">{items}</ol>
                </section>
            }
        });
        view! { <div id="annotations" data-live="">{list}</div> }.into_any()
    }

    /// Volume over time; or a word where there is nothing to draw, until there is. `below` is said under it.
    pub(super) fn chart(
        self,
        tile: Tile,
        (id, body_id): (&'static str, &'static str),
        label: &'static str,
        rows: &[chart::Row],
        below: Option<AnyView>,
    ) -> AnyView {
        let Self { say, overview, leads } = self;
        let is_empty = rows.is_empty() && overview.gaps.is_empty();
        let shown = if is_empty {
            view! { <p class="hint">{say.nothing_counted()}</p> }.into_any()
        } else {
            chart::figure(say, (id, body_id), label, overview, rows, leads)
        };
        let heading = match tile {
            Tile::ChartHosts => say.by_host(),
            Tile::ChartOutcomes => say.became_tile(),
            _ => say.by_direction(),
        };
        let live = is_empty.then_some("");
        view! {
            <section class="panel" id=format!("tile-{tile}") data-live=live>
                <header><h2>{heading}</h2>{self.csv(tile)}</header>
                {shown}
                {below}
            </section>
        }
        .into_any()
    }

    fn directions(self) -> AnyView {
        let say = self.say;
        let rows = self.overview.directions.iter().map(|(way, counts)| {
            let href = self.leads.and_then(|leads| leads.direction(*way));
            self.row(lead(href.clone(), direction(say, *way)), href.as_deref(), *counts)
        });
        self.table(Tile::Directions, "directions", say.by_direction(), say.direction(), rows.collect())
    }

    fn hosts(self) -> AnyView {
        let say = self.say;
        let rows = self.overview.hosts.iter().map(|(host, counts)| {
            let rows = self.leads.and_then(|leads| leads.host(host));
            let name = lead(self.leads.map(|leads| leads.of_host(host)), host.clone());
            self.row(name, rows.as_deref(), *counts)
        });
        self.table(Tile::Hosts, "hosts", say.top_hosts(), say.host(), rows.collect())
    }

    fn row(self, name: AnyView, href: Option<&str>, counts: OverviewCounts) -> AnyView {
        let number = |value: i64| {
            let href = href.filter(|_| value > 0).map(str::to_owned);
            view! { <td data-kind="number">{lead(href, self.say.0.number(value))}</td> }
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                {number(counts.messages)}{number(counts.recipients)}{number(counts.requests)}
            </tr>
        }
        .into_any()
    }

    fn table(
        self,
        tile: Tile,
        id: &'static str,
        heading: &'static str,
        first: &str,
        rows: Vec<AnyView>,
    ) -> AnyView {
        let say = self.say;
        let heads = [
            (first, ""),
            (say.messages(), "number"),
            (say.recipients(), "number"),
            (say.requests(), "number"),
        ];
        view! {
            <section class="panel">
                <header><h2>{heading}</h2>{self.csv(tile)}</header>
                {table(heading, &heads, id, rows)}
            </section>
        }
        .into_any()
    }

    fn top(
        self,
        tile: Tile,
        id: &'static str,
        unit: &'static str,
        names: &[(String, i64)],
        unnamed: &'static str,
    ) -> AnyView {
        let Self { say, leads, .. } = self;
        let most = names.first().map_or(1, |(_, total)| *total);
        let items: Vec<_> = names
            .iter()
            .map(|(name, total)| {
                let href = leads.and_then(|leads| leads.top(tile, name));
                let name = if name.is_empty() { unnamed.to_owned() } else { readable(name) };
                view! {
                    <li>
                        <span class="name">{lead(href, name)}</span>
                        <span class="count">{say.0.number(*total)}</span>
                        <meter class="bar" aria-hidden="true" min="0" max=most.to_string() value=total.to_string()></meter>
                    </li>
                }
            })
            .collect();
        let empty = items.is_empty().then(|| view! { <p class="hint">{say.nothing_counted()}</p> });
        view! {
            <section class="panel">
                <header><h2>{say.tile(tile)}</h2><p class="hint">{unit}" "{self.csv(tile)}</p></header>
                <div id=id data-live="">{empty}<ul class="tops">{items}</ul></div>
            </section>
        }
        .into_any()
    }
}

impl Say {
    /// What a tile is called.
    pub(crate) const fn tile(self, tile: Tile) -> &'static str {
        match tile {
            Tile::Totals => self.tile_totals(),
            Tile::Gaps => self.gaps(),
            Tile::Annotations => self.title(Route::Annotations),
            Tile::ChartDirections => self.chart_by_direction(),
            Tile::ChartHosts => self.chart_by_host(),
            Tile::Directions => self.by_direction(),
            Tile::Hosts => self.top_hosts(),
            Tile::Senders => self.top_senders(),
            Tile::Recipients => self.top_recipients(),
            Tile::Clients => self.top_clients(),
            Tile::Users => self.top_users(),
            Tile::ChartOutcomes => self.chart_by_outcome(),
            Tile::Outcomes => self.became_tile(),
            Tile::Mail => self.tile_mail(),
            Tile::Wait => self.tile_wait(),
            Tile::DeferredReasons => self.tile_deferred_reasons(),
            Tile::DeferredDomains => self.tile_deferred_domains(),
            Tile::RejectedReasons => self.tile_rejected(),
            Tile::BouncedReasons => self.tile_bounced(),
        }
    }
}

/// A growth by so many percent and more is told as a multiple.
const MANY_TIMES: i64 = 900;

/// The change against what the stretch is compared with, in words.
pub(super) fn change(say: Say, compare: Compare, now: i64, before: i64) -> (&'static str, String) {
    let is_year = compare == Compare::Year;
    if before == 0 {
        return ("flat", if is_year { say.none_year_before() } else { say.none_before() }.to_owned());
    }
    let percent = (now - before) * 100 / before;
    // A percentage of next to nothing tells nobody anything.
    if percent >= MANY_TIMES {
        let times = say.0.number(now / before);
        return ("up", if is_year { say.times_year_before(&times) } else { say.times_before(&times) });
    }
    let compared = if is_year { say.compared_year() } else { say.compared() };
    let text = say.0.number(percent.abs());
    match percent {
        0 if is_year => ("flat", say.same_year_before().to_owned()),
        0 => ("flat", say.same().to_owned()),
        1.. => ("up", format!("{} {compared}", say.more(&text))),
        _ => ("down", format!("{} {compared}", say.less(&text))),
    }
}
