//! The only place that calls the engine.

use std::collections::BTreeMap;

use jiangxing::diagnostic::{Diagnostic, Severity};
use jiangxing::finding::Finding;
use jiangxing::report::form::Form;
use jiangxing::report::v1::Report;

pub use jiangxing::CheckedRubric;

/// The rubric that `text` holds, and everything that is the case with it.
pub fn open(text: &str) -> (Option<CheckedRubric>, Vec<Diagnostic>) {
    let checked = jiangxing::open(text);
    (checked.rubric, checked.diagnostics)
}

/// The rubric that `text` holds.
///
/// Panics with the diagnostics when there is none.
pub fn rubric(text: &str) -> CheckedRubric {
    let (rubric, diagnostics) = open(text);
    rubric.unwrap_or_else(|| panic!("the rubric does not open: {diagnostics:#?}"))
}

/// Only what keeps a rubric from being used.
pub fn errors(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let is_error = |found: &&Diagnostic| found.fault.severity() == Severity::Error;
    diagnostics.iter().filter(is_error).collect()
}

/// The report on an assessment's text.
pub fn report(rubric: &CheckedRubric, assessment: &str) -> Result<Report, Vec<Finding>> {
    jiangxing::report(rubric, assessment)
}

/// Whether every figure behind `assessment` follows from those before it in the trace of `traced`.
pub fn replays(rubric: &CheckedRubric, assessment: &str, traced: &str) -> bool {
    let admitted = |text| {
        jiangxing::admit(rubric, text).unwrap_or_else(|found| panic!("not admitted: {found:?}"))
    };
    let (its, other) = (admitted(assessment), admitted(traced));
    let trace = jiangxing::evaluate(other.plan, &other.assessment);
    jiangxing::replay(its.plan, &its.assessment, &trace)
}

/// The questions for one choice of categories.
pub fn form(rubric: &CheckedRubric, chosen: &BTreeMap<String, String>) -> Form {
    jiangxing::form(rubric, chosen)
}

/// A report in its canonical spelling.
pub fn canonical(report: &Report) -> String {
    jiangxing::report::to_json(report)
}

/// The report that a canonical spelling holds.
pub fn read_back(text: &str) -> Result<Report, String> {
    jiangxing::report::read(text).map_err(|fault| format!("{fault:?}"))
}
