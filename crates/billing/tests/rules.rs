//! What every invoice promises, tried with whatever proptest thinks of.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use billing::items::Item;
use billing::lines::{Basis, Line, Totals};
use billing::meters::Rate;
use billing::periods::{Anchor, Interval};
use billing::quotes::{self, Change};
use billing::vat::{Category, Treatment};
use billing::windows::Window;
use billing::{Currency, Money, shares};
use domain::zones::{TimeZoneName, Zone};
use domain::{DAY, MINUTE, Micros, SECOND};
use proptest::prelude::*;

const VAT: Treatment = Treatment { category: Category::Standard, rate: 2000 };
/// From 1971 to 2099.
const TIMES: Range<Micros> = 365 * DAY..47_000 * DAY;

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn any_zone() -> impl Strategy<Value = Zone> {
    proptest::sample::select(TimeZoneName::names())
        .prop_map(|name| Zone::parse(name).expect("a zone that is offered"))
}

fn three(anchor: Anchor, zone: &Zone, at: Micros) -> Vec<Range<Micros>> {
    let first = anchor.period(zone, at);
    let second = anchor.next(zone, first.end);
    let third = anchor.next(zone, second.end);
    vec![first, second, third]
}

/// A line of any basis, at any rate.
fn any_line() -> impl Strategy<Value = Line> {
    let rate = (0..20_000_i64, 1..2_000_i64, 0..10_000_i64).prop_map(|(included, per, price)| Rate {
        included,
        per,
        price: eur(price),
    });
    let window = 0..30 * DAY;
    let share =
        (0..10_000_000_i64, 1..32 * DAY, 0..1000_i64, 0..1000_i64).prop_map(|(price, length, from, to)| {
            let at = |thousandth: Micros| length / 1000 * thousandth;
            Basis::Share { price: eur(price), period: 0..length.max(SECOND), from: at(from), to: at(to) }
        });
    let uses = (rate, 0..100_000_i64, 0..100_000_i64).prop_flat_map(move |(rate, used, invoiced)| {
        let (meter, window) = (String::from("actions"), window.clone());
        let late = Basis::Late { meter: meter.clone(), window: window.clone(), invoiced, used, rate };
        prop_oneof![Just(Basis::Use { meter, window, used, rate }), Just(late)]
    });
    let stated = (-100_000_i64..100_000).prop_map(|amount| Basis::Stated { amount: eur(amount) });
    (prop_oneof![share, uses, stated], proptest::sample::select(vec![550, 1000, 2000])).prop_map(
        |(basis, rate)| {
            Line::new("x", basis, Treatment { category: Category::Standard, rate }).expect("a line")
        },
    )
}

/// Writes what `scripts/recompute` computes again.
fn export(document: &serde_json::Value) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("invoices");
    std::fs::create_dir_all(&folder).expect("a folder");
    let name = format!("any-{}.json", COUNT.fetch_add(1, Ordering::Relaxed));
    std::fs::write(folder.join(name), document.to_string()).expect("a file");
}

fn net(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.total).sum()
}

/// Every tile begins where the one before ended and holds the instants it is asked for.
fn tiles(window: Window, zone: &Zone, period: &Range<Micros>, at: Micros) {
    let tile = window.around(zone, at, period);
    assert!(tile.contains(&at), "{window} {} {at} {tile:?}", zone.name());
    for inside in [tile.start, tile.end - 1, tile.start + (tile.end - tile.start) / 2] {
        assert_eq!(window.around(zone, inside, period), tile, "{window} {} {inside}", zone.name());
    }
    if window != Window::Period {
        assert_eq!(window.around(zone, tile.end, period).start, tile.end, "{window} {}", zone.name());
        assert_eq!(window.around(zone, tile.start - 1, period).end, tile.start, "{window} {}", zone.name());
    }
}

#[test]
fn windows_tile_time_in_every_zone_around_every_change_of_clocks() {
    let mut changes = 0;
    for name in TimeZoneName::names() {
        let zone = Zone::parse(name).unwrap();
        let anchor = Anchor { day: 20_483, interval: Interval::Month };
        for day in 20_454..20_454 + 366 {
            let (start, end) = (zone.day_start(day), zone.day_start(day + 1));
            let is_changed = end - start != DAY;
            changes += u32::from(is_changed);
            let step = if is_changed { 25 * MINUTE / SECOND } else { DAY / SECOND };
            if is_changed || day % 61 == 0 {
                for at in (0..=(end - start) / SECOND).filter(|second| second % step == 0) {
                    let at = start + at * SECOND;
                    let period = anchor.period(&zone, at);
                    for window in Window::ALL {
                        tiles(*window, &zone, &period, at);
                    }
                }
            }
        }
    }
    assert!(changes > 300, "{changes} days on which clocks change");
}

proptest! {
    #[test]
    fn windows_tile_time_at_any_time(zone in any_zone(), at in TIMES, day in 0..28_000_i32, year: bool) {
        let interval = if year { Interval::Year } else { Interval::Month };
        let period = Anchor { day, interval }.period(&zone, at);
        for window in Window::ALL {
            tiles(*window, &zone, &period, at);
        }
    }

    #[test]
    fn periods_follow_each_other_from_the_day_of_their_anchor(zone in any_zone(), at in TIMES, day in 0..28_000_i32) {
        let anchor = Anchor { day, interval: Interval::Month };
        let periods = three(anchor, &zone, at);
        prop_assert!(periods[0].contains(&at));
        for pair in periods.windows(2) {
            prop_assert_eq!(pair[0].end, pair[1].start);
            let days = (pair[1].end - pair[1].start) / DAY;
            prop_assert!((26..=32).contains(&days), "{} days", days);
        }
    }

    #[test]
    fn a_zone_changed_at_any_time_leaves_no_gap(one in any_zone(), other in any_zone(), at in TIMES, day in 0..28_000_i32) {
        let anchor = Anchor { day, interval: Interval::Month };
        let first = anchor.period(&one, at);
        let second = anchor.next(&other, first.end);
        prop_assert_eq!(second.start, first.end);
        prop_assert!(second.end - second.start > 13 * DAY && second.end - second.start < 47 * DAY);
        prop_assert_eq!(anchor.next(&other, second.end), anchor.period(&other, second.end));
    }

    #[test]
    fn the_parts_of_a_period_add_up_to_its_price(
        price in -1_000_000_000_i64..1_000_000_000, at in TIMES, zone in any_zone(),
        cuts in proptest::collection::vec(0_i64..1_000_000, 0..12),
    ) {
        let period = Anchor { day: 31, interval: Interval::Month }.period(&zone, at);
        let length = period.end - period.start;
        let mut cuts: Vec<Micros> = cuts.iter().map(|cut| period.start + length / 1_000_000 * cut).collect();
        cuts.extend([period.start, period.end]);
        cuts.sort_unstable();
        let parts = cuts.windows(2).map(|cut| shares::cost(eur(price), &period, cut[0], cut[1]).unwrap());
        prop_assert_eq!(Money::sum(Currency::Eur, parts).unwrap(), eur(price));
        for cut in cuts.windows(2) {
            let (there, back) = (shares::cost(eur(price), &period, cut[0], cut[1]), shares::cost(eur(price), &period, cut[1], cut[0]));
            prop_assert_eq!(there.unwrap().negate().unwrap(), back.unwrap());
        }
    }

    #[test]
    fn what_is_allocated_adds_up(amount in -1_000_000_000_i64..1_000_000_000, weights in proptest::collection::vec(0_u32..1000, 1..20)) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let parts = eur(amount).allocate(&weights).unwrap();
        prop_assert_eq!(Money::sum(Currency::Eur, parts.iter().copied()).unwrap(), eur(amount));
        let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(amount) * i128::from(*weight) / whole;
            prop_assert!((i128::from(part.minor) - exact).abs() <= 1);
        }
    }

    #[test]
    fn a_price_is_read_as_it_is_written(minor in 0..=billing::money::HIGHEST_PRICE, currency in proptest::sample::select(Currency::ALL)) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(Money::parse(&money.plain(), currency), Ok(money));
    }

    /// However often somebody changes within a period, each change's quote is what its invoice says, and all
    /// invoices together are what each plan costs for the seconds it was had.
    #[test]
    fn a_quote_is_its_invoice_and_changes_lose_nothing(
        zone in any_zone(), at in TIMES, prices in proptest::collection::vec(0_i64..100_000, 1..8),
        mut steps in proptest::collection::vec(0_i64..1_000_000, 8),
    ) {
        let anchor = Anchor::at(&zone, at, Interval::Month);
        let periods = three(anchor, &zone, at);
        let end = periods[0].end;
        steps.sort_unstable();
        let first = Item { title: "0".into(), price: eur(prices[0]), opened: at, closed: None, charged: None };
        let mut items = vec![first];
        let mut invoiced = net(&settle(&mut items, &periods, end));
        for (place, price) in prices.iter().enumerate().skip(1) {
            let change_at = at + (end - at) / 1_000_000 * steps[place];
            let change = Change { at: change_at, title: place.to_string(), price: eur(*price) };
            let quote = quotes::quote(&items, items.len() - 1, change.clone(), &periods, end, VAT).unwrap();
            items = quotes::changed(&items, items.len() - 1, &change);
            let lines = settle(&mut items, &periods, end);
            prop_assert_eq!(&quote.lines, &lines);
            prop_assert_eq!(&quote.totals, &Totals::of(Currency::Eur, &lines).unwrap());
            invoiced += net(&lines);
            prop_assert!(settle(&mut items, &periods, end).is_empty(), "asked twice, nothing is owed");
        }
        let had: i64 = items.iter().map(|item| {
            shares::cost(item.price, &periods[0], item.opened, item.closed.unwrap_or(end)).unwrap().minor
        }).sum();
        prop_assert_eq!(invoiced, had);
        // The next period costs what is had at its beginning, whole.
        let next = net(&settle(&mut items, &periods, periods[1].end));
        prop_assert_eq!(next, prices[prices.len() - 1]);
    }

    #[test]
    fn totals_are_their_lines_and_each_line_its_formula(lines in proptest::collection::vec(any_line(), 0..30)) {
        let totals = Totals::of(Currency::Eur, &lines).unwrap();
        prop_assert_eq!(totals.net, net(&lines));
        prop_assert_eq!(totals.gross, totals.net + totals.tax);
        prop_assert_eq!(totals.tax, totals.taxes.iter().map(|tax| tax.tax).sum::<i64>());
        for line in &lines {
            prop_assert_eq!(line.total, line.basis.total().unwrap().minor);
            let is_whole = matches!(line.basis, Basis::Share { .. } | Basis::Late { .. } | Basis::Stated { .. });
            prop_assert!(line.unit >= 0 && (!is_whole || line.unit * line.quantity == line.total * line.per));
        }
        export(&serde_json::json!({ "lines": lines, "totals": totals }));
    }
}

/// Takes what is owed onto an invoice, as the run does: lines, and up to when each item is charged now.
fn settle(items: &mut [Item], periods: &[Range<Micros>], until: Micros) -> Vec<Line> {
    let lines = quotes::owed(items, periods, until, VAT).expect("periods cover the items");
    for item in items {
        item.charged = Some(item.due(until));
    }
    lines
}
