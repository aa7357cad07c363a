use super::*;
use crate::{HOUR, Micros, direction::Direction, domains::domain_of, messages::Outcome};

fn query(pairs: &[(&str, &str)]) -> Query {
    Query::of(pairs.iter().copied())
}

fn read(pairs: &[(&str, &str)]) -> Wanted {
    query(pairs).read(&paris()).unwrap()
}

fn paris() -> Zone {
    Zone::parse("Europe/Paris").unwrap()
}

fn at(text: &str) -> Micros {
    crate::zones::moment(text).unwrap()
}

fn refused(key: &str, value: &str) -> Problem {
    match query(&[(key, value)]).read(&paris()).unwrap_err() {
        Error::Invalid { fields } => {
            assert_eq!((fields.len(), fields[0].field.as_str()), (1, key));
            fields[0].problem.clone()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_address_leads_back_to_itself() {
    let pairs = [
        ("to", "2026-11-28"),
        ("sender", " a&b=c@x.example "),
        ("direction", "inbound"),
        ("direction", "inbound"),
        ("direction", "relay"),
        ("page", "7"),
        ("host", ""),
    ];
    let asked = query(&pairs);
    let address = [
        ("direction", "inbound"),
        ("direction", "relay"),
        ("sender", "a&b=c@x.example"),
        ("to", "2026-11-28"),
    ];
    assert_eq!(asked.address(), address);
    assert_eq!(Query::of(asked.address()), asked);
    assert_eq!(asked.without(Key::Direction, "inbound").address(), address[1..]);
    assert_eq!(asked.plain().address(), [address[0], address[1], address[3]]);
    assert!(asked.is_advanced() && !asked.plain().is_advanced() && !asked.is_empty());
}

#[test]
fn several_values_of_a_key_are_any_of_them() {
    let wanted = read(&[
        ("direction", "inbound"),
        ("direction", "relay"),
        ("outcome", "bounced"),
        ("outcome", "unknown"),
    ]);
    assert_eq!(wanted.directions, [Direction::Inbound, Direction::Relay]);
    assert_eq!(wanted.outcomes, [Became::Known(Outcome::Bounced), Became::Unknown]);
}

#[test]
fn a_party_is_whole_a_domain_or_a_part() {
    let party = |text: &str| read(&[("sender", text)]).senders.remove(0);
    let whole =
        Party::Whole { address: "bob@bücher.example".to_owned(), domain: domain_of("@bücher.example") };
    assert_eq!(party("Bob@Bücher.Example"), whole);
    assert_eq!(party("<bob@bücher.example>"), whole);
    assert_eq!(party("@Bücher.example"), Party::Domain("xn--bcher-kva.example".to_owned()));
    assert_eq!(party("BO"), Party::Part("bo".to_owned()));
    assert_eq!(party("bob@"), Party::Part("bob@".to_owned()));
    assert_eq!(party("<>"), Party::Nobody);
}

#[test]
fn a_client_is_an_address_or_a_network() {
    let client = |text: &str| read(&[("client", text)]).clients.remove(0);
    assert_eq!(client("192.0.2.7"), Client::Address([192, 0, 2, 7].into()));
    assert_eq!(client("::ffff:192.0.2.7"), client("192.0.2.7/32"));
    assert!(client("10.0.0.0/22").is([10, 0, 3, 9].into()));
    assert!(client("2001:db8::/32").is("2001:db8:7::1".parse().unwrap()));
    assert!(!client("10.0.0.0/22").is([10, 0, 4, 1].into()));
    assert_eq!(refused("client", "mx.example"), SearchProblem::NotAClient.into());
    assert!(matches!(refused("client", "10.0.0.1/22"), Problem::Networks(_)));
}

#[test]
fn times_are_the_zones_and_an_hour_that_comes_twice_is_all_of_both() {
    let days = read(&[("from", "2026-11-28"), ("to", "2026-11-28")]);
    assert_eq!(days.from, Some(at("2026-11-27T23:00:00Z")));
    assert_eq!(days.to, Some(at("2026-11-28T23:00:00Z")));
    let twice = read(&[("from", "2026-10-25T02:30"), ("to", "2026-10-25T02:30")]);
    assert_eq!(twice.from, Some(at("2026-10-25T00:30:00Z")));
    assert_eq!(twice.to.zip(twice.from).map(|(to, from)| to - from), Some(HOUR));
    for text in ["2026-10-25T02:30+01:00", "2026-10-25T02:30 01:00", "2026-10-25T01:30:00Z"] {
        assert_eq!(read(&[("from", text)]).from, Some(at("2026-10-25T01:30:00Z")), "{text}");
    }
    for text in ["yesterday", "2026-02-30", "2026-11-28T25:00", "2026-11-28 14h30", "é2026-11-28"] {
        assert_eq!(refused("from", text), SearchProblem::NotADayOrTime.into(), "{text}");
    }
}

#[test]
fn words_are_looked_for_each_and_not_without_end() {
    assert_eq!(read(&[("text", "  Said:  NO ")]).texts, [["said:", "no"]]);
    let many = "a b c d e f g h i j";
    assert_eq!(read(&[("text", many)]).texts[0].last().map(String::as_str), Some("h i j"));
}

#[test]
fn a_size_is_one_number_or_two() {
    let size = |text: &str| {
        let size = read(&[("size", text)]).sizes.remove(0);
        (size.least, size.most)
    };
    assert_eq!(size("2000"), (Some(2000), Some(2000)));
    assert_eq!(size("10M.."), (Some(10_000_000), None));
    assert_eq!(size("..3k"), (None, Some(3000)));
    assert_eq!(size("1k..2k"), (Some(1000), Some(2000)));
    for text in ["..", "-1", "2k..1k", "many", "9999999999999", "999999999999G", "1.5M", "M"] {
        assert_eq!(refused("size", text), SearchProblem::NotASize.into(), "{text}");
    }
}

#[test]
fn a_delay_is_two_numbers_of_seconds_and_a_kind_of_reason_may_have_its_code() {
    let delay = |text: &str| {
        let delay = read(&[("delay", text)]).delays.remove(0);
        (delay.least, delay.below)
    };
    assert_eq!(delay("60..300"), (60_000_000, Some(300_000_000)));
    assert_eq!([delay("..5"), delay("86400..")], [(0, Some(5_000_000)), (86_400_000_000, None)]);
    for wait in crate::messages::Wait::all() {
        assert_eq!(delay(&wait.word()), (wait.from(), wait.end()));
    }
    for text in ["..", "5", "5..5", "9..2", "1.5..2", "-1..2", "123456789.."] {
        assert_eq!(refused("delay", text), SearchProblem::NotADelay.into(), "{text}");
    }
    let kinds = read(&[("reason-kind", "greylisted"), ("reason-kind", "4.7 listed")]).becauses;
    assert_eq!(kinds.len(), 2);
    assert_eq!(refused("reason-kind", "4.7"), Problem::NotAChoice);
}

#[test]
fn what_is_beyond_a_bound_is_refused_by_its_name() {
    assert_eq!(refused("user", &"a".repeat(256)), Problem::TooLong { max: 255 });
    assert_eq!(refused("stage", "LUNCH"), Problem::NotAChoice);
    assert_eq!(refused("outcome", "lost"), Problem::NotAChoice);
    let many: Vec<String> = (0..30).map(|number| number.to_string()).collect();
    let many = Query::of(many.iter().map(|value| ("user", value.as_str())));
    let Error::Invalid { fields } = many.read(&paris()).unwrap_err() else { panic!() };
    assert_eq!(fields[0].problem, Problem::TooManyLines { max: 20 });
    let twice = query(&[("from", "2026-11-28"), ("from", "2026-11-29"), ("size", "x")]);
    let Error::Invalid { fields } = twice.read(&paris()).unwrap_err() else { panic!() };
    let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(names, ["from", "size"]);
    let mut rest = twice;
    assert_eq!(rest.take(&["size"]), ["x"]);
    assert_eq!(rest.values(Key::From).count(), 2);
}
