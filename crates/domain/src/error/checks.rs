use std::str::FromStr;

use super::{Error, FieldError, Line, Problem};

/// What is kept of an entry: as much as a domain's name or an address can be.
const LONGEST: usize = 256;

/// Gathers field errors, so that a form answers with all of them at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldError>);

impl Checks {
    pub fn add(&mut self, field: &str, problem: impl Into<Problem>) {
        self.0.push(FieldError { field: field.to_owned(), line: None, problem: problem.into() });
    }

    /// Notes what is wrong with one entry of a list. It is kept whole, so that a form can show it again.
    pub fn add_line(&mut self, field: &str, number: usize, text: &str, problem: impl Into<Problem>) {
        let line = Line {
            number: i64::try_from(number).unwrap_or(i64::MAX),
            text: text.chars().take(LONGEST).collect(),
        };
        self.0.push(FieldError { field: field.to_owned(), line: Some(line), problem: problem.into() });
    }

    /// Keeps the value, or the problem under the field's name.
    pub fn take<T>(&mut self, field: &str, checked: Result<T, impl Into<Problem>>) -> Option<T> {
        checked.map_err(|problem| self.add(field, problem)).ok()
    }

    /// Notes a word that is none: it would find nothing, and read as if there were nothing. Empty means any.
    pub fn word(&mut self, field: &str, text: &str, is_known: bool) {
        if !text.is_empty() && !is_known {
            self.add(field, Problem::NotAChoice);
        }
    }

    /// The choice that a word stands for; `unless` where there is none or it means nothing, which is noted.
    pub fn choice<T: FromStr>(&mut self, field: &str, text: &str, unless: T) -> T {
        let choice = text.parse().ok();
        self.word(field, text, choice.is_some());
        choice.unwrap_or(unless)
    }

    /// Notes what was found wrong elsewhere too.
    pub fn extend(&mut self, fields: Vec<FieldError>) {
        self.0.extend(fields);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_fields(self) -> Vec<FieldError> {
        self.0
    }

    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid { fields: self.0 }) }
    }
}
