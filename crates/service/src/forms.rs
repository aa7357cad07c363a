//! What the forms of several areas have in common.

use domain::{
    Error, FieldError, Problem,
    lists::{MOST, is_too_long},
};

use crate::Result;

/// What became of many lines: those that were good are there, those that were not say why.
#[derive(Clone, Debug)]
pub struct Added<T> {
    pub added: Vec<T>,
    pub refused: Vec<FieldError>,
}

/// Refuses a list of more values than are taken at once, however it was pasted.
pub(crate) fn check_lines(field: &str, text: &str) -> Result<()> {
    if is_too_long(field, text) {
        return Err(Error::field(field, Problem::TooManyLines { max: MOST as i64 }));
    }
    Ok(())
}

/// A reason as people read it.
pub(crate) fn reason(text: &str) -> Result<&str> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::field("reason", Problem::Required)),
        501.. => Err(Error::field("reason", Problem::TooLong { max: 500 })),
        _ => Ok(text),
    }
}

/// Refuses a word that was typed to confirm, unless it is the name that was asked for.
pub(crate) fn confirm_name(typed: &str, name: &str) -> Result<()> {
    if typed.trim() == name {
        return Ok(());
    }
    Err(Error::field("confirm", Problem::NotTheName { name: name.to_owned() }))
}
