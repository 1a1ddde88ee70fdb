//! Codes and facts → sentences.
//!
//! Each sentence says what is the case, with its numbers, in one clause or two; in English it
//! begins in lower case and has no full stop, so that it can follow a colon. What somebody wrote
//! stands in backticks (in Chinese in quotation marks), names stand in quotation marks.

mod change;
mod fact;
mod fault;
mod finding;
mod grade;
mod step;

pub use change::{change, subject, turn};
pub use fact::{circumstance, fact, named_figure};
pub use fault::fault;
pub use finding::finding;
pub use grade::{adjustment, grade};
pub use step::{response, step};

use alloc::string::String;

use crate::Language;
use crate::names::written;

/// What is said about a fault or a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is the case, in one sentence.
    pub sentence: String,
    /// What stands under the line of the file, beside the mark: the working, mostly.
    pub under_the_line: Option<String>,
    /// Something one can do.
    pub help: Option<String>,
}

impl Told {
    pub(crate) fn new(sentence: String) -> Self {
        Self { sentence, under_the_line: None, help: None }
    }

    pub(crate) fn under(mut self, label: impl Into<Option<String>>) -> Self {
        self.under_the_line = label.into();
        self
    }

    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
    }
}

/// "Did you mean", when there is something near; otherwise `else_help`.
fn nearest(nearest: Option<&String>, language: Language, else_help: String) -> String {
    match nearest {
        Some(near) => {
            let near = written(near, language);
            say!(language, "是不是{near}？", "did you mean {near}?")
        }
        None => else_help,
    }
}
