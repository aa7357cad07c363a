//! When a rule fires, when it is over, and what is told of it.

use crate::Micros;

/// How a value stands against its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Breached,
    Well,
    /// Nothing can be said; everything stays as it is.
    Unknown,
}

/// How long something must last before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Beyond the threshold, before the rule fires.
    pub hold: Micros,
    /// Well again, before it is over.
    pub calm: Micros,
}

/// How a rule stands about one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub breached_since: Option<Micros>,
    pub firing_since: Option<Micros>,
    /// Since when it is well again, while it still fires.
    pub well_since: Option<Micros>,
    /// Whether this firing was told.
    pub is_told: bool,
    /// Whether it is owed to whoever was told of the last firing that it is over.
    pub is_owed: bool,
}

/// What is told now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    Fired,
    Resolved,
}

/// What becomes of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    pub state: State,
    pub has_begun: bool,
    pub has_ended: bool,
    pub telling: Option<Telling>,
}

impl State {
    /// The next state. While it is hushed nothing is told: what still fires when that ends is told then, and what is
    /// over by then was never told.
    pub fn next(self, course: Course, seen: Seen, now: Micros, is_hushed: bool) -> Next {
        let mut state = self;
        let (mut has_begun, mut has_ended) = (false, false);
        match seen {
            Seen::Unknown => {}
            Seen::Breached => {
                state.well_since = None;
                let since = *state.breached_since.get_or_insert(now);
                if state.firing_since.is_none() && now - since >= course.hold {
                    // Whoever was told of the one before is told of this one instead of its end.
                    state = Self { firing_since: Some(now), is_told: false, is_owed: false, ..state };
                    has_begun = true;
                }
            }
            Seen::Well => {
                state.breached_since = None;
                if state.firing_since.is_some() {
                    let since = *state.well_since.get_or_insert(now);
                    if now - since >= course.calm {
                        state = Self { is_owed: state.is_told, ..Self::default() };
                        has_ended = true;
                    }
                }
            }
        }
        let telling = match state.firing_since {
            _ if is_hushed => None,
            Some(_) if !state.is_told => Some(Telling::Fired),
            None if state.is_owed => Some(Telling::Resolved),
            _ => None,
        };
        match telling {
            Some(Telling::Fired) => state.is_told = true,
            Some(Telling::Resolved) => state.is_owed = false,
            None => {}
        }
        Next { state, has_begun, has_ended, telling }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COURSE: Course = Course { hold: 5, calm: 3 };

    fn seen() -> impl Strategy<Value = Seen> {
        prop_oneof![Just(Seen::Breached), Just(Seen::Well), Just(Seen::Unknown)]
    }

    fn run(state: &mut State, seen: Seen, now: Micros) -> Next {
        let next = state.next(COURSE, seen, now, false);
        *state = next.state;
        next
    }

    #[test]
    fn it_fires_after_its_time_and_is_told_once_each_way() {
        let mut state = State::default();
        assert_eq!(run(&mut state, Seen::Breached, 0).telling, None);
        assert_eq!(run(&mut state, Seen::Breached, 4).telling, None);
        assert_eq!(run(&mut state, Seen::Breached, 5).telling, Some(Telling::Fired));
        assert_eq!(run(&mut state, Seen::Breached, 9).telling, None);
        assert_eq!(run(&mut state, Seen::Well, 10).telling, None);
        assert_eq!(run(&mut state, Seen::Breached, 12).telling, None, "it was not well for long enough");
        assert_eq!(run(&mut state, Seen::Well, 13).telling, None);
        assert_eq!(run(&mut state, Seen::Well, 16).telling, Some(Telling::Resolved));
        assert_eq!(state, State::default());
    }

    #[test]
    fn what_began_and_ended_while_it_was_hushed_is_never_told() {
        let mut state = State::default();
        for now in 0..20 {
            let next = state.next(COURSE, Seen::Breached, now, true);
            assert_eq!(next.telling, None);
            state = next.state;
        }
        let told = state.next(COURSE, Seen::Breached, 20, false);
        assert_eq!(told.telling, Some(Telling::Fired), "it still fires when the hush ends");
        for now in 20..30 {
            state = state.next(COURSE, Seen::Well, now, true).state;
        }
        assert_eq!(state.next(COURSE, Seen::Well, 30, false).telling, None);
    }

    proptest! {
        #[test]
        fn each_firing_is_told_at_most_once_and_ends_before_the_next(
            steps in prop::collection::vec((seen(), 0..4_i64, any::<bool>()), 0..200)
        ) {
            let (mut state, mut now, mut fired, mut ended, mut told) = (State::default(), 0, 0, 0, 0);
            for (seen, wait, is_hushed) in steps {
                now += wait;
                let next = state.next(COURSE, seen, now, is_hushed);
                fired += i32::from(next.has_begun);
                ended += i32::from(next.has_ended);
                prop_assert!(fired - ended == i32::from(next.state.firing_since.is_some()));
                if next.has_begun {
                    told = 0;
                }
                match next.telling {
                    Some(_) if is_hushed => prop_assert!(false, "told while it was hushed"),
                    Some(Telling::Fired) => {
                        told += 1;
                        prop_assert_eq!(told, 1, "one notice for one firing");
                        prop_assert!(next.state.firing_since.is_some());
                    }
                    Some(Telling::Resolved) => {
                        prop_assert_eq!(told, 1, "nobody is told of the end of what they were not told of");
                        told += 1;
                        prop_assert!(next.state.firing_since.is_none());
                    }
                    None => {}
                }
                state = next.state;
            }
        }

        #[test]
        fn nothing_flaps_within_the_hold(steps in prop::collection::vec((seen(), 1..3_i64), 0..200)) {
            let (mut state, mut now, mut changed_at) = (State::default(), 0, None::<i64>);
            for (seen, wait) in steps {
                now += wait;
                let next = state.next(COURSE, seen, now, false);
                if next.has_begun || next.has_ended {
                    let least = if next.has_begun { COURSE.hold } else { COURSE.calm };
                    prop_assert!(changed_at.is_none_or(|at| now - at >= least));
                    changed_at = Some(now);
                }
                state = next.state;
            }
        }
    }
}
