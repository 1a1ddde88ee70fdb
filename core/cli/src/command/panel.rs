//! `panel`: what do several sheets come to together?

use std::ffi::OsString;

use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::panel_report;
use jiangxing::report::panel::v1::{PanelReport, PanelStanding};

use super::{Outcome, readable, usable};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;
use crate::source::Source;

/// Writes what the sheets come to, with what was agreed in `consensus`.
pub(crate) fn panel(
    rubric: &OsString,
    sheets: &[OsString],
    consensus: Option<&OsString>,
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let rubric = match usable(rubric, request.language, screen) {
        Ok(rubric) => rubric,
        Err(outcome) => return outcome,
    };
    let mut read = |path: &OsString| readable(path, request.language, screen);
    let sheets: Result<Vec<Source>, Outcome> = sheets.iter().map(&mut read).collect();
    let (sheets, consensus) = match (sheets, consensus.map(read).transpose()) {
        (Ok(sheets), Ok(consensus)) => (sheets, consensus),
        (Err(outcome), _) | (_, Err(outcome)) => return outcome,
    };
    let texts: Vec<&str> = sheets.iter().map(|source| source.text.as_str()).collect();
    let agreed = consensus.as_ref().map(|source| source.text.as_str());
    let report = panel_report(&rubric, &texts, agreed);
    match request.format {
        Format::Json => show::json(&report, screen),
        Format::Text => {
            let files: Vec<String> =
                sheets.iter().chain(&consensus).map(|source| source.name.clone()).collect();
            for line in show::panel(&rubric, &report, &files, request.language) {
                screen.line(&line);
            }
        }
    }
    outcome_of(&report)
}

/// Something stands in the way, or answers of a sheet do not count.
fn outcome_of(report: &PanelReport) -> Outcome {
    let has_error = |finding: &Finding| finding.severity() == Severity::Error;
    let sheets = report.sheets.iter().chain(&report.consensus);
    let mut findings = sheets.flat_map(|sheet| &sheet.findings);
    match report.standing {
        PanelStanding::None => Outcome::Found,
        PanelStanding::Stands | PanelStanding::TalkOver if findings.any(has_error) => {
            Outcome::Found
        }
        PanelStanding::Stands | PanelStanding::TalkOver => Outcome::Done,
    }
}
