//! `explain`: why this rating?

use std::ffi::OsString;

use jiangxing::report::v1::{Report, Verdict};
use jiangxing_text::{Language, Line, Names};
use serde::Serialize;

use super::rate::outcome_of;
use super::{Outcome, readable, usable};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;

/// Writes the reasoning, whole or about one thing.
pub(crate) fn explain(
    rubric: &OsString,
    assessment: &OsString,
    focus: Option<&str>,
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let language = request.language;
    let read = usable(rubric, language, screen)
        .and_then(|rubric| Ok((rubric, readable(assessment, language, screen)?)));
    let (rubric, source) = match read {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let report = match jiangxing::report(&rubric, &source.text) {
        Ok(report) => report,
        Err(findings) => {
            let lines = show::findings(&findings, &Names::none(), &source.name, language);
            screen.complain_in(&lines);
            return Outcome::Unreadable;
        }
    };
    let lines = jiangxing_text::explain(&report, focus, language);
    if lines.is_empty() {
        screen.complain(&no_such_focus(focus.unwrap_or_default(), &report, language));
        return Outcome::Misused;
    }
    match request.format {
        Format::Json => show::json(&written(focus, &lines), screen),
        Format::Text => {
            for line in show::reasoning(&lines) {
                screen.line(&line);
            }
            if focus.is_none() {
                let names = show::names(&rubric, &report);
                for line in show::report_findings(&report, &names, language) {
                    screen.line(&line);
                }
                for line in show::colophon(&report, language) {
                    screen.line(&line);
                }
            }
        }
    }
    outcome_of(&report)
}

/// The result for machines.
#[derive(Serialize)]
struct Written<'a> {
    focus: Option<&'a str>,
    lines: Vec<WrittenLine<'a>>,
}

/// A line of the reasoning.
#[derive(Serialize)]
struct WrittenLine<'a> {
    depth: usize,
    text: &'a str,
    verdict: Option<Verdict>,
}

fn written<'a>(focus: Option<&'a str>, lines: &'a [Line]) -> Written<'a> {
    let lines = lines
        .iter()
        .map(|Line { depth, text, verdict }| WrittenLine { depth: *depth, text, verdict: *verdict })
        .collect();
    Written { focus, lines }
}

fn no_such_focus(focus: &str, report: &Report, language: Language) -> String {
    let ids: Vec<&str> = report
        .award
        .ladder
        .iter()
        .map(|rung| rung.rating.id.as_str())
        .chain(report.gates.iter().map(|gate| gate.id.as_str()))
        .chain(report.dimensions.iter().flat_map(|dimension| {
            let criteria = dimension.criteria.iter().map(|each| each.id.as_str());
            [dimension.id.as_str()].into_iter().chain(criteria)
        }))
        .collect();
    match language {
        Language::Chinese => {
            let ids = ids.join("、");
            format!("这份结果里没有“{focus}”\n可以解释的有：{ids}")
        }
        Language::English => {
            let ids = ids.join(", ");
            format!("this result has nothing named `{focus}`\nwhat can be explained: {ids}")
        }
    }
}
