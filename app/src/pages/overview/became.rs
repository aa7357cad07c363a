//! The tiles that tell what became of mails, how long it took, and how they came.

use domain::{
    areas::Route,
    dashboards::Tile,
    messages::{Outcome, Reason, Wait},
};
use leptos::prelude::*;
use service::dashboards::{Compare, Times};

use super::{
    leads::Leads,
    tiles::{Tiles, change, lead},
};
use crate::components::{chart, outcome_name, readable, table::table};

/// How a reason's numbers are told apart.
const GIVEN_UP: &[Outcome] = &[Outcome::Bounced, Outcome::Expired];

impl Tiles<'_> {
    /// A tile that is there only while it says something.
    fn shown(self, tile: Tile, body: Option<AnyView>) -> AnyView {
        let heading = self.say.tile(tile);
        let panel = body.map(|body| {
            view! {
                <section class="panel">
                    <header><h2>{heading}</h2>{self.csv(tile)}</header>
                    {body}
                </section>
            }
        });
        view! { <div class="tile" id=format!("became-{tile}") data-live="">{panel}</div> }.into_any()
    }

    pub(super) fn chart_outcomes(self) -> AnyView {
        let Self { say, overview, leads } = self;
        let tile = Tile::ChartOutcomes;
        let Some(known_from) = overview.became.known_from else {
            let agents = leads.map(|leads| {
                let agents = Route::PolicyAgents;
                view! { " "<a href=leads.page(agents)>{say.title(agents)}</a> }
            });
            return self
                .shown(tile, Some(view! { <p class="hint">{say.became_unheard()}{agents}</p> }.into_any()));
        };
        let from = (known_from > overview.starts).then(|| {
            let since = overview.zone.local_text(known_from, say.0);
            view! { " "<span data-from="log">{say.became_known_from(&since)}</span> }
        });
        let below = view! { <p class="hint">{say.became_how()}{from}</p> }.into_any();
        let rows = chart::by_outcome(say, overview);
        let names = ("chart-outcomes", "numbers-outcomes");
        let chart = self.chart(tile, names, say.chart_by_outcome(), &rows, Some(below));
        // Around it stands what an open page replaces when the first line of a log comes.
        view! { <div class="tile" id=format!("became-{tile}")>{chart}</div> }.into_any()
    }

    pub(super) fn outcomes(self) -> AnyView {
        let Self { say, overview, leads } = self;
        let all: i64 = overview.became.totals.iter().map(|(_, now, _)| now).sum();
        let rows: Vec<AnyView> = overview
            .became
            .totals
            .iter()
            .map(|(outcome, now, before)| {
                let href = leads.and_then(|leads| leads.outcome(*outcome));
                let number = lead(href.clone().filter(|_| *now > 0), say.0.number(*now));
                view! {
                    <tr>
                        <th scope="row">{lead(href, outcome_name(say, outcome.as_str()))}</th>
                        <td data-kind="number">{number}</td>
                        <td data-kind="number">{self.share(*now, all)}</td>
                        <td data-kind="number">{say.0.number(*before)}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        let before =
            if overview.compare == Compare::Year { say.became_year_before() } else { say.became_before() };
        let heads = [
            (say.became(), ""),
            (say.recipients(), "number"),
            (say.share_of_all(), "number"),
            (before, "number"),
        ];
        let title = say.became_tile();
        let body = (!rows.is_empty()).then(|| table(title, &heads, "", rows));
        self.shown(Tile::Outcomes, body)
    }

    /// A share in percent, to a tenth.
    fn share(self, part: i64, all: i64) -> String {
        let hundredths = part.saturating_mul(1000).checked_div(all).unwrap_or_default() * 10;
        self.say.share_percent(&self.say.0.hundredths(hundredths))
    }

    /// What was counted of how mails came.
    pub(super) fn mail(self) -> AnyView {
        let Self { say, overview, leads } = self;
        let (now, before) = (overview.total, overview.previous);
        let card = |name: &'static str, shown: AnyView, (trend, text): (&'static str, String)| {
            view! {
                <div class="card-number">
                    <dt>{name}</dt>
                    <dd>{shown}</dd>
                    <dd class="change" data-trend=trend>{text}</dd>
                </div>
            }
        };
        let bytes = {
            let href = leads.and_then(Leads::all).filter(|_| now.bytes > 0);
            let text = say.0.storage(now.bytes);
            card(say.mail_bytes(), lead(href, text), change(say, overview.compare, now.bytes, before.bytes))
        };
        let shares = [
            (say.mail_signed_in(), now.authenticated, before.authenticated, leads.and_then(Leads::signed_in)),
            (say.mail_encrypted(), now.encrypted, before.encrypted, leads.and_then(Leads::encrypted)),
        ]
        .map(|(name, part, part_before, href)| {
            let shown = lead(href.filter(|_| part > 0), self.share(part, now.messages));
            let was = self.share(part_before, before.messages);
            card(name, shown, ("flat", say.mail_of_messages(&say.0.number(part), &was)))
        });
        let body = view! { <dl class="cards">{bytes}{shares.into_iter().collect::<Vec<_>>()}</dl> };
        self.shown(Tile::Mail, Some(body.into_any()))
    }

    pub(super) fn wait(self) -> AnyView {
        let Self { say, overview, leads } = self;
        let (now, before) = (&overview.became.times, &overview.became.times_before);
        let all = now.count();
        if all == 0 {
            return self.shown(Tile::Wait, None);
        }
        let within = |times: &Times, percent: i64| {
            times.within(percent).map_or_else(String::new, |wait| wait.bound(say.0))
        };
        let average =
            |times: &Times| times.average().map_or_else(String::new, |average| say.0.milliseconds(average));
        let card = |name: &'static str, now: String, before: String| {
            let before = (!before.is_empty()).then(|| say.wait_was(&before));
            view! {
                <div class="card-number">
                    <dt>{name}</dt>
                    <dd>{now}</dd>
                    <dd class="change" data-trend="flat">{before}</dd>
                </div>
            }
        };
        let cards = [
            card(say.wait_median(), within(now, 50), within(before, 50)),
            card(say.wait_most(), within(now, 95), within(before, 95)),
            card(say.wait_average(), average(now), average(before)),
        ];
        let rows: Vec<AnyView> = Wait::all()
            .zip(&now.classes)
            .filter(|(_, count)| **count > 0)
            .map(|(wait, count)| {
                let href = leads.and_then(|leads| leads.waited(wait));
                view! {
                    <tr>
                        <th scope="row">{lead(href.clone(), wait.told(say.0))}</th>
                        <td data-kind="number">{lead(href, say.0.number(*count))}</td>
                        <td data-kind="number">{self.share(*count, all)}</td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        let heads = [(say.wait_class(), ""), (say.recipients(), "number"), (say.share_of_all(), "number")];
        let body = view! {
            <dl class="cards">{cards.into_iter().collect::<Vec<_>>()}</dl>
            {table(say.tile_wait(), &heads, "", rows)}
        };
        self.shown(Tile::Wait, Some(body.into_any()))
    }

    /// Why, or where, some were not taken; nothing where all were.
    pub(super) fn reasons(self, tile: Tile) -> AnyView {
        let Self { say, overview, leads } = self;
        let became = &overview.became;
        let (names, outcomes): (_, &[Outcome]) = match tile {
            Tile::DeferredDomains => (&became.deferred_domains, &[Outcome::Deferred]),
            Tile::DeferredReasons => (&became.deferred_reasons, &[Outcome::Deferred]),
            Tile::RejectedReasons => (&became.rejected_reasons, &[Outcome::Rejected]),
            _ => (&became.bounced_reasons, GIVEN_UP),
        };
        let most = names.first().map_or(1, |(_, total)| *total);
        let items: Vec<_> = names
            .iter()
            .map(|(name, total)| {
                let (href, text) = if tile == Tile::DeferredDomains {
                    let text = if name.is_empty() { say.no_domain().to_owned() } else { readable(name) };
                    (leads.and_then(|leads| leads.waiting_for(name)), text)
                } else {
                    (leads.and_then(|leads| leads.because(outcomes, name)), Reason::told(name, say.0))
                };
                view! {
                    <li>
                        <span class="name">{lead(href, text)}</span>
                        <span class="count">{say.0.number(*total)}</span>
                        <meter class="bar" aria-hidden="true" min="0" max=most.to_string() value=total.to_string()></meter>
                    </li>
                }
            })
            .collect();
        let body = (!items.is_empty()).then(|| view! { <ul class="tops">{items}</ul> }.into_any());
        self.shown(tile, body)
    }
}
