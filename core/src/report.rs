//! Everything a reader may see, in one value: the one shape that leaves the engine.

pub(crate) mod build;
pub mod canonical;
pub(crate) mod derived;
pub(crate) mod figure;
pub mod form;
pub mod outline;
#[cfg(feature = "panel")]
pub mod panel;
pub(crate) mod questions;
pub mod read;
pub(crate) mod reasons;
pub(crate) mod silence;
pub mod v1;
pub(crate) mod weights;
pub(crate) mod working;

use alloc::vec::Vec;

pub use crate::report::canonical::{digest, to_json};
pub use crate::report::read::read;

use crate::assessment::admit::admit;
use crate::check::CheckedRubric;
use crate::evaluate::evaluate;
use crate::finding::Finding;
use crate::rate::rate;
use crate::report::v1::Report;

/// The version of the written report.
pub const REPORT_FORMAT: u32 = 1;

/// The report on the assessment in `text` (JSON) under `rubric`.
///
/// Answers that do not fit are left out and reported among the findings.
///
/// # Errors
/// The findings, when the text is not an assessment file at all.
pub fn report(rubric: &CheckedRubric, text: &str) -> Result<Report, Vec<Finding>> {
    let admitted = admit(rubric, text)?;
    let scorecard = evaluate(admitted.plan, &admitted.assessment);
    let award = rate(admitted.plan, &admitted.assessment, &scorecard);
    Ok(build::report(
        rubric,
        admitted.plan,
        &admitted.assessment,
        &scorecard,
        &award,
        admitted.findings,
    ))
}
