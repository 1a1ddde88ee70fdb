//! What the engine said, as lines on a screen. No arithmetic, only words and alignment.

mod change;
mod extract;
mod fault;
mod finding;
mod package;
mod panel;
mod plan;
mod question;
mod rating;
mod reference;

pub(crate) use change::{Between, changes, shifts};
pub(crate) use fault::{diagnostics, summary};
pub(crate) use finding::findings;
pub(crate) use package::{Looked, contents_of, package_faults, verified, verified_json};
pub(crate) use panel::panel;
pub(crate) use plan::plan;
pub(crate) use question::{odd_choice, questions};
pub(crate) use rating::{colophon, rating, report_findings};
pub(crate) use reference::{Case, cases, reference};

use jiangxing::CheckedRubric;
use jiangxing::report::v1::{Report, Verdict};
use jiangxing_text::{Line, Names};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::screen::{Piece, Screen, Style, plain, styled};

/// One line of what is shown.
pub(crate) type Shown = Vec<Piece>;

/// The names of everything a report speaks of, as its rubric has them.
pub(crate) fn names(rubric: &CheckedRubric, report: &Report) -> Names {
    let form = jiangxing::form(rubric, &report.assessment.categories);
    Names::of_form(&form).and(Names::of_report(report))
}

/// The reasoning: indented, each line with the mark of its verdict.
pub(crate) fn reasoning(lines: &[Line]) -> Vec<Shown> {
    lines
        .iter()
        .map(|Line { depth, text, verdict }| {
            let indent = depth.saturating_mul(2);
            let style = if *depth == 0 { Style::Strong } else { Style::Plain };
            let mut line = vec![plain(format!("{:indent$}", ""))];
            if let Some(verdict) = verdict {
                line.push(mark(*verdict));
                line.push(plain(" "));
            }
            line.push(styled(style, text.clone()));
            line
        })
        .collect()
}

/// The sign of a verdict; its words stand beside it.
fn mark(verdict: Verdict) -> Piece {
    match verdict {
        Verdict::Met => styled(Style::Good, "✓"),
        Verdict::NotMet => styled(Style::Bad, "✗"),
        Verdict::Pending => styled(Style::Open, "?"),
    }
}

/// `text` and as many spaces as bring it to `width` columns; wide characters take two.
fn padded(text: &str, width: usize) -> String {
    let rest = width.saturating_sub(text.width());
    format!("{text}{:rest$}", "")
}

/// As many spaces as bring `text` to `width` columns, and `text`.
fn to_the_right(text: &str, width: usize) -> String {
    let rest = width.saturating_sub(text.width());
    format!("{:rest$}{text}", "")
}

/// A value for machines, for people to look at too.
pub(crate) fn json(value: &impl Serialize, screen: &mut Screen) {
    written(serde_json::to_string_pretty(value), screen);
}

/// A value for machines on one line.
pub(crate) fn json_line(value: &impl Serialize, screen: &mut Screen) {
    written(serde_json::to_string(value), screen);
}

fn written(json: serde_json::Result<String>, screen: &mut Screen) {
    match json {
        Ok(json) => {
            screen.exactly(&json);
            screen.exactly("\n");
        }
        // Every type that is written here has texts for keys, so this has not been seen to happen.
        Err(error) => screen.complain(&error.to_string()),
    }
}
