//! The overview's tiles as tables.

use domain::{dashboards::Tile, messages::Wait, zones::Zone};

use super::{Counts, Overview, ShownGap};
use crate::{Result, encoding::sheets::Style};

/// What one tile shows; none: what every chart is drawn from.
pub fn csv(overview: &Overview, tile: Option<Tile>, style: Style) -> Result<String> {
    let zone = &overview.zone;
    match tile {
        None | Some(Tile::ChartDirections) => {
            let lines = overview.by_direction.iter().map(|(way, counts)| (way.as_str(), counts.as_slice()));
            series(overview, "direction", lines, style)
        }
        Some(Tile::ChartHosts) => {
            let lines = overview.by_host.iter().map(|(host, counts)| (host.as_str(), counts.as_slice()));
            series(overview, "host", lines, style)
        }
        Some(Tile::Totals) => totals(overview, style),
        Some(Tile::Directions) => {
            let rows = overview.directions.iter().map(|(way, counts)| row(way.as_str(), *counts));
            style.file(&["direction", "requests", "messages", "recipients"], rows.collect())
        }
        Some(Tile::Hosts) => {
            let rows = overview.hosts.iter().map(|(host, counts)| row(host, *counts));
            style.file(&["host", "requests", "messages", "recipients"], rows.collect())
        }
        Some(Tile::Senders) => top("sender_domain", "messages", &overview.sender_domains, style),
        Some(Tile::Recipients) => top("recipient_domain", "recipients", &overview.recipient_domains, style),
        Some(Tile::Clients) => top("client_address", "messages", &overview.client_addresses, style),
        Some(Tile::Users) => top("user", "messages", &overview.users, style),
        Some(Tile::ChartOutcomes) => outcomes(overview, style),
        Some(Tile::Outcomes) => {
            let rows =
                overview.became.totals.iter().map(|(outcome, now, before)| {
                    vec![outcome.to_string(), now.to_string(), before.to_string()]
                });
            style.file(&["outcome", "recipients", "compared_with"], rows.collect())
        }
        Some(Tile::Mail) => mail(overview, style),
        Some(Tile::Wait) => {
            let rows = Wait::all().zip(&overview.became.times.classes).map(|(wait, count)| {
                let seconds = |at: domain::Micros| (at / domain::SECOND).to_string();
                vec![seconds(wait.from()), wait.end().map_or_else(String::new, seconds), count.to_string()]
            });
            style.file(&["from_seconds", "to_seconds", "recipients"], rows.collect())
        }
        Some(Tile::DeferredReasons) => reasons(&overview.became.deferred_reasons, style),
        Some(Tile::RejectedReasons) => reasons(&overview.became.rejected_reasons, style),
        Some(Tile::BouncedReasons) => reasons(&overview.became.bounced_reasons, style),
        Some(Tile::DeferredDomains) => {
            top("recipient_domain", "recipients", &overview.became.deferred_domains, style)
        }
        Some(Tile::Annotations) => {
            let rows = overview.annotations.iter().map(|note| {
                vec![
                    zone.sheet_text(note.at),
                    zone.offset_text(note.at),
                    note.text.clone(),
                    note.author.clone(),
                ]
            });
            style.file(&["at", "offset", "text", "author"], rows.collect())
        }
        Some(Tile::Gaps) => {
            let rows = overview.gaps.iter().map(|gap| of_gap(gap, zone)).collect();
            style.file(&["host", "cause", "from", "from_offset", "to", "to_offset", "lost"], rows)
        }
    }
}

fn numbers(counts: Counts) -> [String; 3] {
    let Counts { requests, messages, recipients, .. } = counts;
    [requests, messages, recipients].map(|number| number.to_string())
}

fn row(name: &str, counts: Counts) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(numbers(counts)).collect()
}

/// A row per step and name. A step is told by the clocks of the space, their offset, and its length, so that two
/// hours of the same name are two.
fn series<'a>(
    overview: &Overview,
    name: &str,
    lines: impl Iterator<Item = (&'a str, &'a [Counts])>,
    style: Style,
) -> Result<String> {
    let zone = &overview.zone;
    let mut rows = Vec::new();
    for (line, counts) in lines {
        for (step, (from, counts)) in overview.instants.iter().zip(counts).enumerate() {
            let minutes = (overview.step_end(step) - from) / domain::MINUTE;
            let mut cells =
                vec![zone.sheet_text(*from), zone.offset_text(*from), minutes.to_string(), line.to_owned()];
            cells.extend(numbers(*counts));
            rows.push(cells);
        }
    }
    style.file(&["from", "offset", "minutes", name, "requests", "messages", "recipients"], rows)
}

/// What became of recipients per step, as [`series`] tells it.
fn outcomes(overview: &Overview, style: Style) -> Result<String> {
    let zone = &overview.zone;
    let mut rows = Vec::new();
    for (outcome, counts) in &overview.became.by_step {
        for (step, (from, count)) in overview.instants.iter().zip(counts).enumerate() {
            let minutes = (overview.step_end(step) - from) / domain::MINUTE;
            let (at, offset) = (zone.sheet_text(*from), zone.offset_text(*from));
            rows.push(vec![at, offset, minutes.to_string(), outcome.to_string(), count.to_string()]);
        }
    }
    style.file(&["from", "offset", "minutes", "outcome", "recipients"], rows)
}

/// The class and subject of a code with the kind of what was said, and how many it kept from being taken.
fn reasons(names: &[(String, i64)], style: Style) -> Result<String> {
    let rows = names.iter().map(|(name, total)| {
        let (code, kind) = name.split_once(' ').unwrap_or_default();
        vec![code.to_owned(), kind.to_owned(), total.to_string()]
    });
    style.file(&["code", "reason_kind", "recipients"], rows.collect())
}

fn mail(overview: &Overview, style: Style) -> Result<String> {
    let (now, before) = (overview.total, overview.previous);
    let rows = [
        ("messages", now.messages, before.messages),
        ("bytes", now.bytes, before.bytes),
        ("authenticated", now.authenticated, before.authenticated),
        ("encrypted", now.encrypted, before.encrypted),
    ];
    let rows = rows.map(|(name, now, before)| vec![name.to_owned(), now.to_string(), before.to_string()]);
    style.file(&["name", "count", "compared_with"], rows.into())
}

fn totals(overview: &Overview, style: Style) -> Result<String> {
    let (now, before) = (numbers(overview.total), numbers(overview.previous));
    let change = |now: i64, before: i64| match before {
        0 => String::new(),
        _ => style.decimal((now - before).saturating_mul(10_000) / before),
    };
    let changes = [
        change(overview.total.requests, overview.previous.requests),
        change(overview.total.messages, overview.previous.messages),
        change(overview.total.recipients, overview.previous.recipients),
    ];
    let names = ["requests", "messages", "recipients"].map(str::to_owned);
    let rows = names.into_iter().zip(now).zip(before).zip(changes);
    let rows = rows.map(|(((name, now), before), change)| vec![name, now, before, change]);
    style.file(&["name", "count", "compared_with", "change_percent"], rows.collect())
}

fn top(name: &str, unit: &str, names: &[(String, i64)], style: Style) -> Result<String> {
    let rows = names.iter().map(|(name, total)| vec![domain::addresses::readable(name), total.to_string()]);
    style.file(&[name, unit], rows.collect())
}

fn of_gap(gap: &ShownGap, zone: &Zone) -> Vec<String> {
    let told = |at| [zone.sheet_text(at), zone.offset_text(at)];
    let [from, from_offset] = told(gap.from);
    let [to, to_offset] = gap.to.map(told).unwrap_or_default();
    let cause = gap.cause.to_string();
    vec![gap.host.clone(), cause, from, from_offset, to, to_offset, gap.lost.to_string()]
}
