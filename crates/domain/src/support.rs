//! Help: what members of a space may ask their provider for, by what the plan gives.

use crate::{
    Problem, forms,
    plans::{Entitlements, Feature, SUPPORT, Value},
    words,
};

/// Letters of a question's subject, and of each message.
pub const SUBJECT: usize = 150;
pub const TEXT: usize = 4_000;
/// Questions of one space that may wait for an answer.
pub const OPEN: i64 = 20;
/// Messages of one question.
pub const MESSAGES: i64 = 200;

words! {
    pub enum QuestionState {
        /// It waits for the provider.
        Open = "open",
        Answered = "answered",
        Closed = "closed",
    }
}

words! {
    /// What people who need help get, from the least to the most.
    pub enum Support {
        None = "none",
        EMail = "e-mail",
        Priority = "priority",
        /// Day and night, by people who know the space.
        Dedicated = "dedicated",
    }
}

impl Support {
    /// What a tenant's plan, or the exception to it, gives.
    pub fn of(entitlements: &Entitlements) -> Self {
        match &*entitlements.of(Feature::Support) {
            Value::Word(word) => word.parse().unwrap_or(Self::None),
            _ => Self::None,
        }
    }

    /// Its place among the others: more goes first.
    pub fn level(self) -> i64 {
        SUPPORT
            .iter()
            .position(|word| *word == self.as_str())
            .and_then(|at| i64::try_from(at).ok())
            .unwrap_or(0)
    }

    pub fn from_level(level: i64) -> Self {
        Self::ALL.iter().copied().find(|support| support.level() == level).unwrap_or(Self::None)
    }
}

/// Some text of several lines, as it was written but for what nobody sees.
pub fn text(text: &str) -> Result<String, Problem> {
    if text.chars().count() > TEXT.saturating_mul(2) {
        return Err(too_long());
    }
    let lines = text.lines().map(|line| forms::seen(&line.replace('\t', "    ")));
    let kept = lines.collect::<Vec<_>>().join("\n");
    let kept = kept.trim();
    match kept.chars().count() {
        0 => Err(Problem::Required),
        count if count > TEXT => Err(too_long()),
        _ => Ok(kept.to_owned()),
    }
}

fn too_long() -> Problem {
    Problem::TooLong { max: i64::try_from(TEXT).unwrap_or(i64::MAX) }
}

crate::errors! {
    /// What goes wrong with questions.
    pub enum SupportError {
        /// The plan gives no support.
        NoSupport = "no-support", 403, "the plan gives no support";
    }
}

crate::problems! {
    /// What is wrong with a question.
    pub enum SupportProblem {
        /// So many questions of the space wait for an answer already.
        TooManyQuestions { max: i64 } = "too-many-questions";
        /// The question has so many messages already.
        TooManyMessages { max: i64 } = "too-many-messages";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_levels_are_those_of_the_catalogue_in_its_order() {
        assert_eq!(Support::ALL.iter().map(|support| support.as_str()).collect::<Vec<_>>(), SUPPORT);
        for support in Support::ALL {
            assert_eq!(Support::from_level(support.level()), *support);
        }
        assert!(Support::Dedicated.level() > Support::Priority.level());
        assert_eq!(Support::of(&Entitlements::default()), Support::None);
    }

    #[test]
    fn a_text_keeps_its_lines_and_loses_what_nobody_sees() {
        assert_eq!(text("  One\r\n\r\ntwo\u{202e}\u{7} three \n\n").as_deref(), Ok("One\n\ntwo three"));
        assert_eq!(text("hosts:\n\t- mx1").as_deref(), Ok("hosts:\n    - mx1"));
        assert_eq!(text(" \n\t\u{200b} \n"), Err(Problem::Required));
        assert_eq!(text(&"x".repeat(TEXT)).map(|text| text.len()), Ok(TEXT));
        assert_eq!(text(&"x".repeat(TEXT + 1)), Err(too_long()));
        assert_eq!(text(&"\u{200b}".repeat(TEXT * 2 + 1)), Err(too_long()));
    }
}
