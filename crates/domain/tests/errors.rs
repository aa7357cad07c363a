//! Errors stand with their areas, and on the wire nobody can tell.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Error, FieldError, Problem, team::TeamError};
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../../docs/errors.md");

/// One of each, as it was sent when all of them stood in one enum: agents, programs and pages that were loaded
/// before read this. A line may be added, never changed.
const SENT: &str = include_str!("errors.jsonl");

/// Of each code its area, empty where it is every area's, and its status.
fn errors() -> Vec<(&'static str, String, u16)> {
    let areas = Error::AREAS.iter().map(|(area, codes)| (kebab(area), *codes));
    std::iter::once((String::new(), Error::CODES))
        .chain(areas)
        .flat_map(|(area, codes)| codes.iter().map(move |(code, status)| (*code, area.clone(), *status)))
        .collect()
}

fn problems() -> Vec<(&'static str, String)> {
    let areas = Problem::AREAS.iter().map(|(area, codes)| (kebab(area), *codes));
    std::iter::once((String::new(), Problem::CODES))
        .chain(areas)
        .flat_map(|(area, codes)| codes.iter().map(move |code| (*code, area.clone())))
        .collect()
}

/// `ShareLinks` as documents write it: `share-links`.
fn kebab(name: &str) -> String {
    let dashed = |(number, letter): (usize, char)| {
        let dash = (letter.is_uppercase() && number > 0).then_some('-');
        dash.into_iter().chain(letter.to_lowercase())
    };
    name.chars().enumerate().flat_map(dashed).collect()
}

/// The first cells of the rows of a section's table.
fn rows(heading: &str, cells: usize) -> BTreeSet<Vec<String>> {
    let (_, section) = DOCUMENT.split_once(heading).expect(heading);
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let row = |line: &str| -> Vec<String> {
        line.split('|').skip(1).take(cells).map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    section.lines().filter(|line| line.starts_with("| `")).map(row).collect()
}

/// Both hold the same; otherwise what only one of them holds is named.
fn assert_same<T: Ord + std::fmt::Debug>(declared: &BTreeSet<T>, found: &BTreeSet<T>) {
    let missing: Vec<_> = declared.difference(found).collect();
    let unknown: Vec<_> = found.difference(declared).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing: {missing:?}; not declared: {unknown:?}");
}

#[test]
fn every_error_is_documented_with_its_area_and_its_status() {
    let declared =
        errors().into_iter().map(|(code, area, status)| vec![code.to_owned(), area, status.to_string()]);
    assert_same(&declared.collect(), &rows("# Errors", 3));
}

#[test]
fn everything_that_can_be_wrong_with_a_field_is_documented_with_its_area() {
    let declared = problems().into_iter().map(|(code, area)| vec![code.to_owned(), area]);
    assert_same(&declared.collect(), &rows("## What can be wrong with a field", 2));
}

#[test]
fn no_two_areas_share_a_code() {
    let mut seen = BTreeMap::new();
    let errors = errors().into_iter().map(|(code, area, _)| ("error", code, area));
    let problems = problems().into_iter().map(|(code, area)| ("problem", code, area));
    for (kind, code, area) in errors.chain(problems) {
        if let Some(other) = seen.insert((kind, code), area.clone()) {
            panic!("{kind} {code} stands in {other:?} and in {area:?}");
        }
    }
}

#[test]
fn each_is_written_as_it_always_was() {
    let (mut codes, mut words) = (BTreeSet::new(), BTreeSet::new());
    for line in SENT.lines() {
        let error: Error = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&error).unwrap(), line);
        assert!(!matches!(error, Error::Unknown { .. }), "{line}");
        codes.insert(error.code().to_owned());
        let Error::Invalid { fields } = &error else { continue };
        for FieldError { problem, .. } in fields {
            assert!(!matches!(problem, Problem::Unknown { .. }), "{line}");
            words.insert(serde_json::to_value(problem).unwrap()["problem"].as_str().unwrap().to_owned());
        }
    }
    assert_same(&errors().into_iter().map(|(code, ..)| code.to_owned()).collect(), &codes);
    assert_same(&problems().into_iter().map(|(code, _)| code.to_owned()).collect(), &words);
}

#[test]
fn what_an_area_declares_is_read_as_that_areas() {
    let error: Error = serde_json::from_value(json!({ "code": "last-owner" })).unwrap();
    assert_eq!((&error, error.status()), (&Error::Team(TeamError::LastOwner), 409));
    for (code, area, status) in errors() {
        let sent = SENT.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let sent = sent.into_iter().find(|sent| sent["code"] == code).expect(code);
        let error: Error = serde_json::from_value(sent).unwrap();
        assert_eq!((error.code(), error.status()), (code, status), "{area}");
    }
}

/// A page that was loaded from an older server goes on with whatever a newer one answers.
#[test]
fn what_a_newer_server_says_is_kept_by_its_code() {
    let answer = json!({ "code": "moon-full", "phase": 4 });
    let error: Error = serde_json::from_value(answer).unwrap();
    assert_eq!(error, Error::Unknown { code: "moon-full".to_owned() });
    assert!(error.sentence(domain::Locale::Fr).contains("moon-full"));
    let field = json!({ "field": "night", "problem": "too-bright", "lumen": 2 });
    let field: FieldError = serde_json::from_value(field).unwrap();
    assert_eq!(field.problem, Problem::Unknown { problem: "too-bright".to_owned() });
    assert!(serde_json::from_value::<Error>(json!({ "made": ["dom_1"] })).is_err(), "no error at all");
}
