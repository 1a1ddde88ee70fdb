//! `fmt`: the rubric's text in canonical form.

use std::ffi::OsString;

use jiangxing::diagnostic::{Diagnostic, Fault};
use jiangxing_text::Language;

use super::{Outcome, readable};
use crate::arguments::Request;
use crate::format::formatted;
use crate::screen::Screen;
use crate::show;
use crate::source::Source;

/// Puts each rubric into canonical form, or says which of them are not in it.
pub(crate) fn fmt(
    rubrics: &[OsString],
    only_check: bool,
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let outcomes = rubrics.iter().map(|rubric| one(rubric, only_check, request, screen));
    outcomes.max().unwrap_or(Outcome::Done)
}

fn one(rubric: &OsString, only_check: bool, request: &Request, screen: &mut Screen) -> Outcome {
    let l = request.language;
    let source = match readable(rubric, l, screen) {
        Ok(source) => source,
        Err(outcome) => return outcome,
    };
    let formatted = match canonical(&source, l, screen) {
        Ok(formatted) => formatted,
        Err(outcome) => return outcome,
    };
    let is_canonical = formatted == source.text;
    if only_check {
        return told(
            &source,
            is_canonical.then_some(()).ok_or(first_difference(&source, &formatted)),
            l,
            screen,
        );
    }
    if rubric == "-" {
        screen.exactly(&formatted);
        return Outcome::Done;
    }
    if is_canonical {
        return Outcome::Done;
    }
    let name = &source.name;
    match std::fs::write(rubric, formatted) {
        Ok(()) => {
            screen.text(&match l {
                Language::Chinese => format!("已整理 {name}"),
                Language::English => format!("put into canonical form: {name}"),
            });
            Outcome::Done
        }
        Err(error) => {
            screen.complain(&match l {
                Language::Chinese => format!("“{name}”写不进去：{error}"),
                Language::English => format!("`{name}` cannot be written: {error}"),
            });
            Outcome::Unreadable
        }
    }
}

/// The canonical form of what `source` holds; otherwise it has been said why there is none.
fn canonical(source: &Source, l: Language, screen: &mut Screen) -> Result<String, Outcome> {
    let name = &source.name;
    if source.text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        screen.complain(&match l {
            Language::Chinese => format!("“{name}”是 JSON；fmt 只整理 TOML"),
            Language::English => format!("`{name}` is JSON; fmt is for TOML alone"),
        });
        return Err(Outcome::Misused);
    }
    let is_of_notation =
        |found: &&Diagnostic| matches!(found.fault, Fault::Syntax { .. } | Fault::TooLarge { .. });
    let draft = jiangxing::parse(&source.text);
    let faults: Vec<Diagnostic> =
        draft.diagnostics().iter().filter(is_of_notation).cloned().collect();
    if !faults.is_empty() {
        screen.complain_in(&show::diagnostics(&faults, source, l));
        return Err(Outcome::Found);
    }
    let content = jiangxing::condensed(&source.text);
    let kept = formatted(&source.text)
        .filter(|formatted| content.is_some() && jiangxing::condensed(formatted) == content);
    kept.ok_or_else(|| {
        screen.complain(&match l {
            Language::Chinese => format!("“{name}”没有改动：整理后内容会变，这是本程序的缺陷"),
            Language::English => format!(
                "`{name}` is left as it is: its content would change, which is a defect of this program"
            ),
        });
        Outcome::Found
    })
}

/// The number of the first line in which the two differ.
fn first_difference(source: &Source, formatted: &str) -> usize {
    let same = source.text.lines().zip(formatted.lines()).take_while(|(a, b)| a == b).count();
    same.saturating_add(1)
}

/// Says whether `source` is in canonical form, or from which line on it is not.
fn told(source: &Source, state: Result<(), usize>, l: Language, screen: &mut Screen) -> Outcome {
    let name = &source.name;
    match state {
        Ok(()) => Outcome::Done,
        Err(line) => {
            screen.text(&match l {
                Language::Chinese => {
                    format!("{name}：从第 {line} 行起不是规范写法，用 jiangxing fmt 整理")
                }
                Language::English => format!(
                    "{name}: not in canonical form from line {line} on; jiangxing fmt puts it there"
                ),
            });
            Outcome::Found
        }
    }
}
