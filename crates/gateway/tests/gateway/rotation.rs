//! When keys come, sign and go.

use std::sync::Arc;

use domain::{DAY, HOUR, Micros};
use gateway::keys::{Key, Keys, LEAD, LIFE, OVERLAP};

use crate::harness::NOW;

fn key(made_at: Micros) -> Arc<Key> {
    Arc::new(Key::generate(made_at).unwrap())
}

fn ids<'a>(keys: impl Iterator<Item = &'a Arc<Key>>) -> Vec<String> {
    keys.map(|key| key.id().to_owned()).collect()
}

#[test]
fn the_first_key_is_due_at_once_and_signs_at_once() {
    let none = Keys::default();
    assert!(none.is_due(NOW));
    assert!(none.signer(NOW).is_none());
    let one = key(NOW);
    let keys = Keys::new(vec![one.clone()]);
    assert!(!keys.is_due(NOW));
    assert_eq!(keys.signer(NOW).unwrap().id(), one.id());
    assert_eq!(keys.document(NOW)["keys"].as_array().unwrap().len(), 1);
}

#[test]
fn a_key_is_known_for_an_hour_before_it_signs_and_for_a_day_after() {
    let (first, second) = (key(NOW), key(NOW + LIFE));
    assert!(!Keys::new(vec![first.clone()]).is_due(NOW + LIFE - 1));
    assert!(Keys::new(vec![first.clone()]).is_due(NOW + LIFE));
    // In whichever order they are kept.
    let keys = Keys::new(vec![second.clone(), first.clone()]);
    let both = [first.id().to_owned(), second.id().to_owned()];
    let made = NOW + LIFE;
    assert!(!keys.is_due(made));
    for (at, signer) in [(made, &first), (made + LEAD - 1, &first), (made + LEAD, &second)] {
        assert_eq!(keys.signer(at).unwrap().id(), signer.id());
        assert_eq!(ids(keys.published(at)), both);
    }
    let end = made + LEAD + OVERLAP;
    assert_eq!(ids(keys.published(end - 1)), both);
    assert_eq!(ids(keys.outlived(end - 1)), [""; 0]);
    assert_eq!(ids(keys.published(end)), [second.id()]);
    assert_eq!(ids(keys.outlived(end)), [first.id()]);
    assert_eq!(keys.signer(end).unwrap().id(), second.id());
    assert_eq!((LIFE, LEAD, OVERLAP), (90 * DAY, HOUR, DAY));
}

#[test]
fn whatever_signs_is_published() {
    let keys = Keys::new([0, 90, 180].map(|day| key(NOW + day * DAY)).to_vec());
    for hour in 0..24 * 300 {
        let now = NOW + hour * HOUR;
        let signer = keys.signer(now).unwrap();
        for later in [now, now + 120 * domain::SECOND, now + HOUR] {
            assert!(ids(keys.published(later)).contains(&signer.id().to_owned()), "hour {hour}");
        }
    }
}

#[test]
fn a_key_is_read_back_and_says_nothing_of_its_private_part() {
    let made = Key::generate(NOW).unwrap();
    let read = Key::read(NOW, made.private().to_vec()).unwrap();
    assert_eq!((read.id(), read.made_at()), (made.id(), NOW));
    let keys = Keys::new(vec![Arc::new(read)]);
    let shown = format!("{keys:?}");
    assert!(!shown.contains("private"), "{shown}");
    let jwk = &keys.document(NOW)["keys"][0];
    let mut names: Vec<_> = jwk.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x", "y"], "no d");
    assert!(Key::read(NOW, b"no key".to_vec()).is_err());
}
