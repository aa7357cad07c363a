//! The policy protocol as Postfix speaks it, and as it does not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use domain::bounds::{LARGEST, LONGEST_REASON};
use domain::policy::{
    Acknowledgement, BatchHeader, LARGEST_MESSAGE, LONGEST_VALUE, Limits, MOST_RECIPIENTS, ParseError,
    Parser, Record, RecordError, Request, State,
};
use proptest::collection::vec;
use proptest::prelude::*;

const CAPTURE: &[u8] = include_bytes!("data/postfix-policy-capture.txt");
const AT: i64 = 1_770_000_000_000_000;

/// Everything that comes out of bytes that arrive in these pieces.
fn parse<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Request>, Option<ParseError>) {
    let mut parser = Parser::new(Limits::default());
    let mut requests = Vec::new();
    for mut piece in pieces {
        while !piece.is_empty() {
            match parser.next(&mut piece) {
                Ok(request) => requests.extend(request),
                Err(error) => return (requests, Some(error)),
            }
        }
    }
    (requests, None)
}

/// The bytes of all requests in the capture, one after the other.
fn captured() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut is_within = false;
    for line in CAPTURE.split_inclusive(|byte| *byte == b'\n') {
        if is_within {
            bytes.extend_from_slice(line);
        }
        is_within = line.starts_with(b"--- conn#") || (is_within && line != b"\n");
    }
    bytes
}

#[test]
fn postfix_as_captured_is_understood() {
    let bytes = captured();
    let (requests, error) = parse([bytes.as_slice()]);
    assert_eq!((requests.len(), error), (46, None));
    let records: Vec<Record> = requests.iter().map(|request| request.clone().into_record(AT)).collect();
    for (request, record) in requests.iter().zip(&records) {
        // Nothing that Postfix said is forgotten, and nothing is added.
        for (name, value) in request.attributes.iter().filter(|(name, _)| name != "request") {
            assert_eq!(record.attribute(name), Some(value.as_str()));
        }
        assert_eq!(request.attributes.len(), Record::ATTRIBUTES.len() + 1);
        let line = serde_json::to_string(record).unwrap();
        assert_eq!(Record::parse(&line).as_ref(), Ok(record));
        assert!(!line.contains("\"\""), "{line}");
    }
    let senders: Vec<&str> = records.iter().map(|record| record.sender.as_str()).collect();
    for sender in ["jürgen@sender.example", "odd local@Sender.EXAMPLE", ""] {
        assert!(senders.contains(&sender), "{sender:?}");
    }
    let states: Vec<State> = records.iter().filter_map(Record::state).collect();
    for state in [State::Connect, State::Ehlo, State::Mail, State::Rcpt, State::Data, State::EndOfMessage] {
        assert!(states.contains(&state), "{state}");
    }
    assert!(records.iter().any(|record| record.recipient_count() == 3 && record.recipient.is_empty()));
    assert!(records.iter().any(|record| record.state() == Some(State::EndOfMessage) && record.size() == 21));
}

#[test]
fn what_is_no_request_is_a_clear_error() {
    let error = |bytes: &[u8]| parse([bytes]).1.unwrap().to_string();
    assert_eq!(error(b"GET / HTTP/1.1\r\n"), "a line has no \"=\": \"GET / HTTP/1.1\\r\"");
    assert_eq!(error(b"\n"), "a request does not say request=smtpd_access_policy");
    assert!(error(b"request=other\n\n").contains("\"other\""));
    assert_eq!(error(&[b'x'; 9000]), "a line is longer than 8192 bytes");
    assert_eq!(error(&b"a=b\n".repeat(200)), "a request has more than 100 attributes");
    let long = format!("a={}\n", "x".repeat(8000));
    assert_eq!(error(long.repeat(9).as_bytes()), "a request is longer than 65536 bytes");
}

#[test]
fn an_error_stays() {
    let mut parser = Parser::default();
    assert!(parser.next(&mut b"nonsense\n".as_slice()).is_err());
    assert!(parser.next(&mut b"request=smtpd_access_policy\n\n".as_slice()).is_err());
}

#[test]
fn bytes_that_are_no_text_become_text() {
    let (requests, error) = parse([b"request=smtpd_access_policy\nsender=a\0b\xff=c\n\n".as_slice()]);
    assert_eq!(error, None);
    assert_eq!(requests[0].get("sender"), Some("a\u{fffd}b\u{fffd}=c"));
}

#[test]
fn a_value_that_is_too_long_is_cut_by_the_agent() {
    let long = "é".repeat(LONGEST_VALUE);
    let request = Request { attributes: vec![("sender".into(), format!("{long}é"))] };
    assert_eq!(request.into_record(AT).sender, long);
}

fn refusal(line: &str) -> RecordError {
    Record::parse(line).unwrap_err()
}

#[test]
fn the_server_refuses_a_record_with_its_reason() {
    assert!(matches!(refusal("nonsense"), RecordError::NotJson(_)));
    assert!(matches!(refusal("[]"), RecordError::NotJson(_)));
    assert!(matches!(refusal(r#"{"at":1770000000000000,"sender":[]}"#), RecordError::NotJson(_)));
    assert_eq!(refusal(r#"{"protocol_state":"RCPT"}"#), RecordError::At(0));
    assert_eq!(refusal(r#"{"at":1770000000,"protocol_state":"RCPT"}"#), RecordError::At(1_770_000_000));
    assert_eq!(refusal(r#"{"at":1770000000000000}"#), RecordError::NoState);
    let state = refusal(r#"{"at":1770000000000000,"protocol_state":"rcpt"}"#);
    assert_eq!(state, RecordError::UnknownState("rcpt".to_owned()));
    let address = refusal(r#"{"at":1770000000000000,"protocol_state":"RCPT","client_address":"here"}"#);
    assert_eq!(address.to_string(), "\"client_address\" is \"here\", which is no IP address");
    let long = "x".repeat(LONGEST_VALUE + 1);
    let long = refusal(&format!(r#"{{"at":1770000000000000,"protocol_state":"RCPT","helo_name":"{long}"}}"#));
    assert_eq!(long, RecordError::TooLong("helo_name"));
}

#[test]
fn the_server_takes_numbers_unknown_names_and_odd_addresses() {
    let record = Record::parse(
        r#"{"at":1770000000000000,"protocol_state":"RCPT","size":123,"recipient_count":"2","later":{"x":1},"sender":"a\u0000"}"#,
    )
    .unwrap();
    assert_eq!((record.size(), record.recipient_count(), record.sender.as_str()), (123, 2, "a\u{fffd}"));
    for address in ["", "unknown", "192.0.2.1", "2001:db8::1", "fe80::1%eth0"] {
        let line = format!(r#"{{"at":{AT},"protocol_state":"CONNECT","client_address":"{address}"}}"#);
        assert!(Record::parse(&line).is_ok(), "{address}");
    }
    let record = Record { size: "-1".to_owned(), recipient_count: "many".to_owned(), ..Record::default() };
    assert_eq!((record.size(), record.recipient_count()), (0, 0));
}

#[test]
fn a_header_needs_four_things_and_may_tell_three_more() {
    let header =
        BatchHeader::parse(r#"{"spool":"a_B-9","first_seq":1,"version":"0.1.0","dropped":0}"#).unwrap();
    assert_eq!((header.depth, header.up_since, header.clock), (0, 0, 0));
    for wrong in [
        r#"{"spool":"a b","first_seq":1,"version":"0.1.0","dropped":0}"#,
        r#"{"spool":"","first_seq":1,"version":"0.1.0","dropped":0}"#,
        r#"{"spool":"a","first_seq":0,"version":"0.1.0","dropped":0}"#,
        r#"{"spool":"a","first_seq":1,"version":"","dropped":0}"#,
        r#"{"spool":"a","first_seq":1,"version":"0.1.0"}"#,
        "",
    ] {
        assert!(BatchHeader::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_an_agent_says_of_itself_refuses_no_records() {
    let told = |number: &str| {
        let line =
            format!(r#"{{"spool":"a","first_seq":1,"version":"0.1.0","dropped":{number},"clock":{number}}}"#);
        let header = BatchHeader::parse(&line).unwrap();
        assert_eq!(header.dropped, header.clock);
        header.dropped
    };
    for (number, read) in
        [("7", 7), ("7.9", 7), ("-1", 0), ("\"7\"", 0), ("null", 0), ("[]", 0), ("-1e300", 0)]
    {
        assert_eq!(told(number), read, "{number}");
    }
    for large in ["9007199254740993", "9223372036854775808", "99999999999999999999", "1e300"] {
        assert_eq!(told(large), domain::bounds::LARGEST, "{large}");
    }
}

#[test]
fn an_acknowledgement_may_say_nothing_of_rejections() {
    let answer = Acknowledgement::parse(br#"{"acknowledged":150}"#).unwrap();
    assert_eq!(answer, Acknowledgement { acknowledged: 150, ..Acknowledgement::default() });
    for wrong in ["[150]", "150", "{}", "{\"acknowledged\":\"150\"}", "{\"acknowledged\":150", "<html>", ""] {
        assert!(Acknowledgement::parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

fn attribute() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![prop::sample::select(Record::ATTRIBUTES).prop_map(str::to_owned), "[a-z_]{0,12}"];
    (name, "[^\\n\\x00]{0,40}")
}

fn request() -> impl Strategy<Value = Request> {
    vec(attribute(), 0..12).prop_map(|mut attributes| {
        attributes.retain(|(name, _)| name != "request");
        attributes.insert(0, ("request".to_owned(), "smtpd_access_policy".to_owned()));
        Request { attributes: attributes.into_iter().map(|(name, value)| (name.into(), value)).collect() }
    })
}

fn bytes_of(requests: &[Request]) -> Vec<u8> {
    let mut text = String::new();
    for request in requests {
        for (name, value) in &request.attributes {
            text.extend([name.as_ref(), "=", value, "\n"]);
        }
        text.push('\n');
    }
    text.into_bytes()
}

/// Cuts bytes at places that chance chose.
fn cut<'a>(bytes: &'a [u8], places: &[prop::sample::Index]) -> Vec<&'a [u8]> {
    let mut places: Vec<usize> = places.iter().map(|place| place.index(bytes.len() + 1)).collect();
    places.extend([0, bytes.len()]);
    places.sort_unstable();
    places.windows(2).map(|ends| &bytes[ends[0]..ends[1]]).collect()
}

#[test]
fn a_reason_is_short_whatever_was_sent() {
    let long = "\"\u{e9}".repeat(10_000);
    let texts = ["at", "protocol_state", "client_address", "sender"].map(|name| {
        let record = serde_json::json!({ "at": AT, "protocol_state": "RCPT" });
        let mut record = record.as_object().unwrap().clone();
        record.insert(name.to_owned(), serde_json::Value::from(long.clone()));
        serde_json::to_string(&record).unwrap()
    });
    for text in texts.iter().map(String::as_str).chain([long.as_str()]) {
        let reason = refusal(text).to_string();
        assert!(reason.chars().count() < 2 * LONGEST_REASON, "{reason}");
    }
    let header = serde_json::json!({ "spool": "a", "first_seq": long, "version": "1", "dropped": 0 });
    let reason = BatchHeader::parse(&header.to_string()).unwrap_err().to_string();
    assert!(reason.chars().count() < 2 * LONGEST_REASON, "{reason}");
}

#[test]
fn an_address_with_an_endless_zone_is_none() {
    let zone = "x".repeat(4000);
    let line = format!(r#"{{"at":{AT},"protocol_state":"CONNECT","client_address":"fe80::1%{zone}"}}"#);
    assert!(matches!(refusal(&line), RecordError::ClientAddress(_)));
}

/// What JSON can hold at its edges.
fn extreme() -> impl Strategy<Value = serde_json::Value> {
    let number = prop::sample::select(vec![
        i64::MIN,
        i64::MIN + 1,
        -1,
        0,
        1,
        (1 << 53) - 1,
        1 << 53,
        (1 << 53) + 1,
        i64::MAX - 1,
        i64::MAX,
    ]);
    let float = prop::sample::select(vec![f64::MAX, f64::MIN, f64::MIN_POSITIVE, -0.0, 1e300]);
    let text = prop_oneof![
        number.clone().prop_map(|number| number.to_string()),
        Just(u64::MAX.to_string()),
        Just("9".repeat(400)),
        Just("\0".repeat(40)),
        Just("\u{10ffff}".repeat(5000)),
        ".{0,40}",
    ];
    prop_oneof![
        number.prop_map(serde_json::Value::from),
        Just(serde_json::Value::from(u64::MAX)),
        float.prop_map(serde_json::Value::from),
        text.prop_map(serde_json::Value::from),
        Just(serde_json::json!([[[]]])),
        Just(serde_json::json!({ "a": null })),
        Just(serde_json::Value::Bool(true)),
        Just(serde_json::Value::Null),
    ]
}

proptest! {
    #[test]
    fn what_a_header_says_lies_within_bounds(
        spool in prop_oneof![3 => Just(serde_json::json!("a")), 1 => extreme()],
        version in prop_oneof![3 => Just(serde_json::json!("1")), 1 => extreme()],
        numbers in prop::array::uniform5(extreme()),
    ) {
        let [first_seq, dropped, depth, up_since, clock] = numbers;
        let header = serde_json::json!({ "spool": spool, "first_seq": first_seq, "version": version,
            "dropped": dropped, "depth": depth, "up_since": up_since, "clock": clock });
        match BatchHeader::parse(&header.to_string()) {
            Ok(header) => {
                prop_assert!((1..=64).contains(&header.spool.len()));
                prop_assert!((1..=64).contains(&header.version.chars().count()));
                prop_assert!((1..=LARGEST).contains(&header.first_seq));
                for number in [header.dropped, header.depth, header.up_since, header.clock] {
                    prop_assert!((0..=LARGEST).contains(&number));
                }
            }
            Err(error) => prop_assert!(error.to_string().chars().count() < 2 * LONGEST_REASON),
        }
    }

    #[test]
    fn what_a_record_says_lies_within_bounds(
        names in prop::sample::subsequence(Record::ATTRIBUTES, 0..6),
        values in vec(extreme(), 6),
        at in prop_oneof![Just(serde_json::json!(AT)), extreme()],
    ) {
        let mut record = serde_json::json!({ "at": at, "protocol_state": "RCPT" });
        for (name, value) in names.into_iter().zip(values) {
            record[name] = value;
        }
        match Record::parse(&record.to_string()) {
            Ok(record) => {
                prop_assert!((0..=MOST_RECIPIENTS).contains(&record.recipient_count()));
                prop_assert!((0..=LARGEST_MESSAGE).contains(&record.size()));
                for name in Record::ATTRIBUTES {
                    let value = record.attribute(name).unwrap();
                    prop_assert!(value.chars().count() <= LONGEST_VALUE && !value.contains('\0'));
                }
            }
            Err(error) => prop_assert!(error.to_string().chars().count() < 2 * LONGEST_REASON),
        }
    }

    #[test]
    fn requests_in_any_pieces_come_out_as_they_went_in(
        requests in vec(request(), 0..6),
        places in vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let bytes = bytes_of(&requests);
        prop_assert_eq!(parse(cut(&bytes, &places)), (requests, None));
    }

    #[test]
    fn garbage_never_panics_and_its_pieces_do_not_matter(
        parts in vec(prop_oneof![
            any::<Vec<u8>>(),
            request().prop_map(|request| bytes_of(&[request])),
            Just(b"=\n".to_vec()),
        ], 0..8),
        places in vec(any::<prop::sample::Index>(), 0..20),
    ) {
        let bytes = parts.concat();
        let whole = parse([bytes.as_slice()]);
        prop_assert_eq!(&parse(cut(&bytes, &places)), &whole);
        prop_assert_eq!(&parse(bytes.chunks(1)), &whole);
    }

    #[test]
    fn a_record_survives_the_wire(request in request(), at in domain::policy::EARLIEST..domain::policy::LATEST) {
        let record = request.into_record(at);
        let line = serde_json::to_string(&record).unwrap();
        prop_assert!(!line.contains('\n'));
        prop_assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
    }

    #[test]
    fn any_line_is_taken_or_refused(line in "\\PC{0,80}") {
        let _answer = Record::parse(&line);
        let _answer = BatchHeader::parse(&line);
    }
}
