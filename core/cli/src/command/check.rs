//! `check`: is the rubric in order?

use std::ffi::OsString;

use jiangxing::diagnostic::{Diagnostic, Severity};
use jiangxing::report::v1::RubricIdentity;
use jiangxing::span::Place;
use jiangxing_text::{Language, sentence};
use serde::Serialize;

use super::{Outcome, readable};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;
use crate::source::Source;

/// Writes everything that is wrong with a rubric, or that nothing is.
pub(crate) fn check(rubric: &OsString, request: &Request, screen: &mut Screen) -> Outcome {
    let source = match readable(rubric, request.language, screen) {
        Ok(source) => source,
        Err(outcome) => return outcome,
    };
    let checked = jiangxing::open(&source.text);
    let identity = checked.rubric.as_ref().map(|rubric| rubric.identity());
    match request.format {
        Format::Json => {
            let written = Written {
                rubric: identity,
                diagnostics: written(&checked.diagnostics, &source, request.language),
            };
            show::json(&written, screen);
        }
        Format::Text => {
            for line in show::diagnostics(&checked.diagnostics, &source, request.language) {
                screen.line(&line);
            }
            for line in show::summary(identity, &checked.diagnostics, &source, request.language) {
                screen.line(&line);
            }
        }
    }
    match checked.rubric {
        Some(_) => Outcome::Done,
        None => Outcome::Found,
    }
}

/// The result for machines.
#[derive(Serialize)]
struct Written<'a> {
    rubric: Option<&'a RubricIdentity>,
    diagnostics: Vec<WrittenDiagnostic<'a>>,
}

/// A diagnostic with what it takes to show it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct WrittenDiagnostic<'a> {
    code: &'static str,
    severity: Severity,
    place: Place,
    sentence: String,
    under_the_line: Option<String>,
    help: Option<String>,
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
}

fn written<'a>(
    diagnostics: &'a [Diagnostic],
    source: &Source,
    language: Language,
) -> Vec<WrittenDiagnostic<'a>> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let told = sentence::fault(&diagnostic.fault, language);
            WrittenDiagnostic {
                code: diagnostic.fault.code(),
                severity: diagnostic.fault.severity(),
                place: source.place(diagnostic.at),
                sentence: told.sentence,
                under_the_line: told.under_the_line,
                help: told.help,
                diagnostic,
            }
        })
        .collect()
}
