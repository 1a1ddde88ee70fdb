//! The commands: each reads its files, asks the engine and writes what it said.

mod batch;
mod check;
mod diff;
mod explain;
mod fmt;
mod form;
mod merge;
mod package;
mod panel;
mod plan;
mod rate;
mod reference;
mod schema;

use std::ffi::OsString;

use jiangxing::CheckedRubric;
use jiangxing_text::Language;

use crate::arguments::{Command, Request};
use crate::screen::Screen;
use crate::source::{self, Source};
use crate::{help, show};

/// How it went, in the order of weight: of several files the heaviest outcome counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// In order. A rating that is withheld is in order too.
    Done,
    /// The rubric has errors, or an assessment has findings that keep answers out of the score.
    Found,
    /// The command line is no request.
    Misused,
    /// A file cannot be read, or the result cannot be written.
    Unreadable,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::Misused => 2,
            Self::Unreadable => 3,
        }
    }
}

/// Does what is asked.
pub(crate) fn run(request: &Request, screen: &mut Screen) -> Outcome {
    let outcome = match &request.command {
        Command::Check { rubric } => check::check(rubric, request, screen),
        Command::Rate { rubric, assessments } => rate::rate(rubric, assessments, request, screen),
        Command::Batch(wanted) => batch::batch(wanted, request, screen),
        Command::Panel { rubric, sheets, consensus } => {
            panel::panel(rubric, sheets, consensus.as_ref(), request, screen)
        }
        Command::Merge { one, other } => merge::merge((one, other), request, screen),
        Command::Package(wanted) => package::package(wanted, request, screen),
        Command::Format { rubrics, only_check } => fmt::fmt(rubrics, *only_check, request, screen),
        Command::Diff { before, after, assessments, examples } => {
            diff::diff((before, after), assessments, examples.as_ref(), request, screen)
        }
        Command::Plan { rubric, chosen } => plan::plan(rubric, chosen, request, screen),
        Command::Reference { cases } => reference::reference(cases, request, screen),
        Command::Explain { rubric, assessment, focus } => {
            explain::explain(rubric, assessment, focus.as_deref(), request, screen)
        }
        Command::Form { rubric, chosen } => form::form(rubric, chosen, request, screen),
        Command::Schema { of } => schema::schema(*of, screen),
        Command::Help { topic } => {
            screen.exactly(&help::text(*topic, request.language));
            Outcome::Done
        }
        Command::Version => {
            screen.text(concat!("jiangxing ", env!("CARGO_PKG_VERSION")));
            Outcome::Done
        }
    };
    if screen.finish() {
        return outcome;
    }
    screen.complain(match request.language {
        Language::Chinese => "结果没有写完：输出写不进去",
        Language::English => "the result is not complete: the output cannot be written",
    });
    Outcome::Unreadable
}

/// The text at `path`; otherwise it has been said why not.
fn readable(path: &OsString, language: Language, screen: &mut Screen) -> Result<Source, Outcome> {
    source::read(path, language).map_err(|sentence| {
        screen.complain(&sentence);
        Outcome::Unreadable
    })
}

/// A rubric without errors; otherwise it has been said what is wrong.
fn usable(
    path: &OsString,
    language: Language,
    screen: &mut Screen,
) -> Result<CheckedRubric, Outcome> {
    let source = readable(path, language, screen)?;
    rubric_in(&source, language, screen)
}

/// The rubric in `source`, without errors; otherwise it has been said what is wrong.
fn rubric_in(
    source: &Source,
    language: Language,
    screen: &mut Screen,
) -> Result<CheckedRubric, Outcome> {
    let checked = jiangxing::open(&source.text);
    checked.rubric.ok_or_else(|| {
        let errors = show::diagnostics(&checked.diagnostics, source, language);
        screen.complain_in(&errors);
        Outcome::Found
    })
}
