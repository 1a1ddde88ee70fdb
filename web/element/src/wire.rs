//! What crosses the boundary.

use jiangxing::Checked;
use jiangxing::diagnostic::{Diagnostic, Severity};
use jiangxing::finding::Finding;
use jiangxing::report::v1::{Report, RubricIdentity};
use jiangxing::span::{Lines, Place};
use serde::Serialize;

/// Whether a rubric can be used, and everything that is the case with it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CheckReply {
    rubric: Option<RubricIdentity>,
    diagnostics: Vec<PlacedDiagnostic>,
}

/// A diagnostic with the place a reader finds it at.
#[derive(Serialize)]
struct PlacedDiagnostic {
    code: &'static str,
    severity: Severity,
    place: Place,
    #[serde(flatten)]
    diagnostic: Diagnostic,
}

impl CheckReply {
    pub(crate) fn new(text: &str, checked: &Checked) -> Self {
        let lines = Lines::new(text);
        let placed = |diagnostic: &Diagnostic| PlacedDiagnostic {
            code: diagnostic.fault.code(),
            severity: diagnostic.fault.severity(),
            place: lines.place(diagnostic.at),
            diagnostic: diagnostic.clone(),
        };
        Self {
            rubric: checked.rubric.as_ref().map(|rubric| rubric.identity().clone()),
            diagnostics: checked.diagnostics.iter().map(placed).collect(),
        }
    }
}

/// A report, or what keeps the assessment from being read.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum ReportReply {
    /// The report.
    Report { report: Box<Report> },
    /// What is wrong.
    Findings { findings: Vec<Finding> },
}

impl From<Result<Report, Vec<Finding>>> for ReportReply {
    fn from(reply: Result<Report, Vec<Finding>>) -> Self {
        match reply {
            Ok(report) => Self::Report { report: Box::new(report) },
            Err(findings) => Self::Findings { findings },
        }
    }
}
