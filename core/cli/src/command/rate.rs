//! `rate`: which rating do the assessments earn?

use std::ffi::OsString;

use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::report::v1::Report;
use jiangxing::{CheckedRubric, report};
use jiangxing_text::Names;
use serde::Serialize;

use super::{Outcome, readable, usable};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;

/// Writes the rating of each assessment, in the order given.
pub(crate) fn rate(
    rubric: &OsString,
    assessments: &[OsString],
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let rubric = match usable(rubric, request.language, screen) {
        Ok(rubric) => rubric,
        Err(outcome) => return outcome,
    };
    let mut heaviest = Outcome::Done;
    for path in assessments {
        heaviest = heaviest.max(one(&rubric, path, request, screen));
    }
    heaviest
}

fn one(rubric: &CheckedRubric, path: &OsString, request: &Request, screen: &mut Screen) -> Outcome {
    let source = match readable(path, request.language, screen) {
        Ok(source) => source,
        Err(outcome) => {
            if request.format == Format::Json {
                no_report(path, &[], screen);
            }
            return outcome;
        }
    };
    match (jiangxing::report(rubric, &source.text), request.format) {
        (Ok(report), Format::Json) => {
            screen.exactly(&report::to_json(&report));
            screen.exactly("\n");
            outcome_of(&report)
        }
        (Ok(report), Format::Text) => {
            let names = show::names(rubric, &report);
            screen.separate();
            for line in show::rating(&report, &names, &source.name, request.language) {
                screen.line(&line);
            }
            outcome_of(&report)
        }
        (Err(findings), format) => {
            let lines = show::findings(&findings, &Names::none(), &source.name, request.language);
            screen.complain_in(&lines);
            if format == Format::Json {
                no_report(path, &findings, screen);
            }
            Outcome::Unreadable
        }
    }
}

/// Whether findings keep an answer out of the score.
pub(super) fn outcome_of(report: &Report) -> Outcome {
    let has_error = |finding: &Finding| finding.severity() == Severity::Error;
    if report.findings.iter().any(has_error) { Outcome::Found } else { Outcome::Done }
}

/// Stands in the place of a report, so that the lines of the result go with the files.
#[derive(Serialize)]
struct NoReport<'a> {
    unreadable: String,
    findings: &'a [Finding],
}

fn no_report(path: &OsString, findings: &[Finding], screen: &mut Screen) {
    let unreadable = path.to_string_lossy().into_owned();
    show::json_line(&NoReport { unreadable, findings }, screen);
}
