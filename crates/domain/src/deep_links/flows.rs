//! How a tenant's events flow to a store.

use super::DeepLinksProblem;
use crate::{
    Checks, DAY, Error, Micros, Problem, words,
    zones::{Zone, moment, parse_date},
};

/// Days that are sent once more at once, at most: as many as any plan of the first catalogue keeps.
pub const MOST_DAYS: i64 = 400;

words! {
    /// What there is to say of it; several may be so at once.
    pub enum FlowState {
        UpToDate = "up-to-date",
        /// Events wait to be sent.
        Waiting = "waiting",
        /// Nothing gets through.
        Failing = "failing",
        /// Events were let go of before they were sent.
        Lost = "lost",
        /// The store will not take some.
        Rejected = "rejected",
    }
}

/// What is counted of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    pub waiting: i64,
    /// When the oldest that waits was taken in.
    pub waiting_since: Option<Micros>,
    pub failed_since: Option<Micros>,
    pub problem: String,
    /// When it is tried again.
    pub next_at: Micros,
    pub lost: i64,
    pub rejected: i64,
}

impl Flow {
    /// What is so, the most urgent first.
    pub fn states(&self) -> Vec<FlowState> {
        let all = [
            (self.failed_since.is_some(), FlowState::Failing),
            (self.failed_since.is_none() && self.waiting > 0, FlowState::Waiting),
            (self.failed_since.is_none() && self.waiting == 0, FlowState::UpToDate),
            (self.lost > 0, FlowState::Lost),
            (self.rejected > 0, FlowState::Rejected),
        ];
        all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, state)| state).collect()
    }
}

/// Why a store did not take something, without anything of what it was: stores show in quotes and behind a colon what
/// they could not read.
pub fn without_content(reason: &str) -> &str {
    let end = reason.find([':', '\'', '"', '[', '{', '`', '(', '<']).unwrap_or(reason.len());
    reason[..end].trim_end()
}

/// Reads a stretch of time whose end is left out: instants in milliseconds since 1970 or as RFC 3339 has them, or days
/// in a zone, the last of them whole.
pub fn stretch(from: &str, to: &str, zone: &Zone) -> Result<(Micros, Micros), Error> {
    let instant = |text: &str, days: i32| {
        let text = text.trim();
        let day = || parse_date(text).ok().map(|day| zone.day_start(day.saturating_add(days)));
        moment(text).or_else(day)
    };
    let mut checks = Checks::default();
    let mut take = |field: &str, text: &str, days: i32| {
        let read = if text.trim().is_empty() {
            Err(Problem::Required)
        } else {
            instant(text, days).ok_or_else(|| DeepLinksProblem::NotAMoment.into())
        };
        checks.take(field, read)
    };
    let (from, to) = (take("from", from, 0), take("to", to, 1));
    if let Some((from, to)) = from.zip(to) {
        if from >= to {
            checks.add("to", DeepLinksProblem::EndsFirst);
        } else if to.saturating_sub(from) > (MOST_DAYS + 1) * DAY {
            checks.add("to", DeepLinksProblem::StretchTooLong { days: MOST_DAYS });
        }
    }
    checks.finish()?;
    from.zip(to).ok_or(Error::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_of_instants_or_of_whole_days_and_bounded() {
        let zone = Zone::parse("Europe/Paris").unwrap();
        let (from, to) = stretch("2025-11-21", " 2025-11-21 ", &zone).unwrap();
        assert_eq!((from, to - from), (1_763_679_600_000_000, DAY));
        assert_eq!(stretch("1763722800000", "2025-11-21T12:00:00Z", &zone).unwrap().1, 1_763_726_400_000_000);
        for (from, to, field) in [
            ("", "2025-11-21", "from"),
            ("2025-11-21", "soon", "to"),
            ("2025-11-21", "2025-11-20", "to"),
            ("2020-01-01", "2025-11-21", "to"),
            ("2025-11-21T12:00:00Z", "2025-11-21T12:00:00Z", "to"),
        ] {
            let Err(Error::Invalid { fields }) = stretch(from, to, &zone) else { panic!("{from} {to}") };
            assert_eq!(
                fields.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(),
                [field],
                "{from} {to}"
            );
        }
    }

    #[test]
    fn what_does_not_get_through_fails_and_what_is_lost_stays_told() {
        let behind = Flow { waiting: 3, waiting_since: Some(1), lost: 2, ..Flow::default() };
        assert_eq!(behind.states(), [FlowState::Waiting, FlowState::Lost]);
        let failing = Flow { failed_since: Some(1), rejected: 1, ..behind };
        assert_eq!(failing.states(), [FlowState::Failing, FlowState::Lost, FlowState::Rejected]);
        assert_eq!(Flow::default().states(), [FlowState::UpToDate]);
    }

    #[test]
    fn a_reason_without_content_says_nothing_of_the_mail() {
        for (reason, told) in [
            (
                "document_parsing_exception: Preview of field's value: 'eve@example.test'",
                "document_parsing_exception",
            ),
            ("unable to parse 'mail_flow,host=mx1 eve@example.test'", "unable to parse"),
            ("it is too large", "it is too large"),
            ("", ""),
        ] {
            assert_eq!(without_content(reason), told);
        }
    }
}
