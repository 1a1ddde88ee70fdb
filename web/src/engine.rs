//! The only file that calls the engine: text in, questions and reports out.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiangxing::diagnostic::Diagnostic;
use jiangxing::finding::Finding;
use jiangxing::report::form::Form;
use jiangxing::report::v1::{Report, RubricIdentity};

/// The rubric that ships, condensed.
pub const SHIPPED_RUBRIC: &str = include_str!(concat!(env!("OUT_DIR"), "/rubric.json"));

/// A fictitious site to try things with.
pub const EXAMPLE: &str = include_str!(concat!(env!("OUT_DIR"), "/example.json"));

/// A rubric without errors, read once and used for as long as the page lives.
pub struct Rubric {
    text: Rc<str>,
    checked: jiangxing::CheckedRubric,
}

impl Rubric {
    /// The rubric of `text`, or what is wrong with it.
    ///
    /// # Errors
    /// When something in it is an error.
    pub fn open(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let checked = jiangxing::open(text);
        match checked.rubric {
            Some(rubric) => Ok(Self { text: text.into(), checked: rubric }),
            None => Err(checked.diagnostics),
        }
    }

    /// Which rubric, exactly.
    pub fn identity(&self) -> &RubricIdentity {
        self.checked.identity()
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The questions for one choice of categories.
    pub fn form(&self, chosen: &BTreeMap<String, String>) -> Form {
        jiangxing::form(&self.checked, chosen)
    }

    /// The report on an assessment.
    ///
    /// # Errors
    /// When the text cannot be read at all; the findings say why.
    pub fn report(&self, assessment: &str) -> Result<Report, Vec<Finding>> {
        jiangxing::report(&self.checked, assessment)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "a test says so by failing")]

    use super::*;

    #[test]
    fn the_rubric_that_ships_can_be_used_and_the_example_fits_it() {
        let Ok(rubric) = Rubric::open(SHIPPED_RUBRIC) else {
            panic!("{:?}", jiangxing::open(SHIPPED_RUBRIC).diagnostics);
        };
        let Ok(report) = rubric.report(EXAMPLE) else {
            panic!("{:?}", rubric.report(EXAMPLE));
        };
        assert_eq!(report.findings, []);
        assert!(!rubric.form(&report.assessment.categories).sections.is_empty());
    }
}
