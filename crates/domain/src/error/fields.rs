//! Which field an error is about.

use serde::{Deserialize, Serialize};

use super::Problem;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The control's name in the form.
    pub field: String,
    /// In a control that takes many lines: which one, from 1, and what it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<Line>,
    #[serde(flatten)]
    pub problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub number: i64,
    pub text: String,
}
