//! The only file that calls the engine: plans and answers in, questions and reports out.
//!
//! The rubric that ships comes as plans, made when the app is built: nothing here reads the text of a
//! rubric or checks one.

use std::collections::BTreeMap;

pub use jiangxing::NotARubric;
use jiangxing::finding::Finding;
use jiangxing::report::form::Form;
use jiangxing::report::v1::{Report, RubricIdentity};

/// The rubric that ships, ready to run, and the content of its text.
const SHIPPED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rubric.plans"));

/// A fictitious site to try things with.
pub const EXAMPLE: &str = include_str!(concat!(env!("OUT_DIR"), "/example.json"));

/// A rubric without errors, opened once and used for as long as the page lives.
pub struct Rubric {
    checked: jiangxing::CheckedRubric,
    text: String,
}

impl Rubric {
    /// The rubric that ships.
    ///
    /// # Errors
    /// When the app was not put together as it should be.
    pub fn shipped() -> Result<Self, NotARubric> {
        let (checked, text) = jiangxing::CheckedRubric::from_bytes(SHIPPED)?;
        Ok(Self { checked, text })
    }

    /// Which rubric, exactly.
    pub fn identity(&self) -> &RubricIdentity {
        self.checked.identity()
    }

    /// Its text, condensed: what is kept of it.
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
    #![expect(clippy::panic, clippy::unwrap_used, reason = "a test says so by failing")]

    use super::*;

    #[test]
    fn the_rubric_that_ships_can_be_used_and_the_example_fits_it() {
        let rubric = Rubric::shipped().ok().unwrap();
        let Ok(report) = rubric.report(EXAMPLE) else {
            panic!("{:?}", rubric.report(EXAMPLE));
        };
        assert_eq!(report.findings, []);
        assert!(!rubric.form(&report.assessment.categories).sections.is_empty());
    }

    #[test]
    fn the_text_that_is_kept_is_that_of_the_plans() {
        let rubric = Rubric::shipped().ok().unwrap();
        let opened = jiangxing::open(rubric.text()).rubric.unwrap();
        assert_eq!(opened.identity(), rubric.identity());
        assert_eq!(jiangxing::report(&opened, EXAMPLE), rubric.report(EXAMPLE));
    }
}
