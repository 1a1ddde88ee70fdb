//! `diff`: what changed between two editions, and what does it do to ratings?

use std::collections::BTreeMap;
use std::ffi::OsString;

use jiangxing::CheckedRubric;
use jiangxing::compare::{self, Change, Editions, Shift};
use jiangxing::report::v1::RubricIdentity;
use jiangxing_text::{Language, Names, sentence};
use serde::Serialize;

use super::{Outcome, readable, rubric_in};
use crate::arguments::{Format, Request};
use crate::screen::Screen;
use crate::show;

/// Writes what changed, and who gains or loses a rating by it.
pub(crate) fn diff(
    (before, after): (&OsString, &OsString),
    assessments: &[OsString],
    examples: Option<&OsString>,
    request: &Request,
    screen: &mut Screen,
) -> Outcome {
    let l = request.language;
    let sources = readable(before, l, screen)
        .and_then(|before| readable(after, l, screen).map(|after| (before, after)));
    let (old, new) = match sources {
        Ok(sources) => sources,
        Err(outcome) => return outcome,
    };
    let rubrics = rubric_in(&old, l, screen)
        .and_then(|before| rubric_in(&new, l, screen).map(|after| (before, after)));
    let (before, after) = match rubrics {
        Ok(rubrics) => rubrics,
        Err(outcome) => return outcome,
    };
    let mut paths = assessments.to_vec();
    match examples.map(|folder| files_in(folder, l)).transpose() {
        Ok(found) => paths.extend(found.into_iter().flatten()),
        Err(sentence) => {
            screen.complain(&sentence);
            return Outcome::Unreadable;
        }
    }
    let found = compare::changes(&old.text, &new.text);
    let editions = Editions::of(&old.text, &new.text);
    let (shifts, outcome) = shifts((&before, &after), &paths, l, screen);
    match request.format {
        Format::Json => {
            let (from, to) = (before.identity(), after.identity());
            let changes = found.iter().map(|change| WrittenChange::new(change, l)).collect();
            let ratings = shifts.iter().map(|(file, shift)| WrittenShift {
                file,
                follows: follows(shift, &found, &editions),
                shift,
            });
            let ratings = ratings.collect();
            show::json(&Written { before: from, after: to, changes, ratings }, screen);
        }
        Format::Text => {
            let identities = (before.identity(), after.identity());
            for line in show::changes(identities, &found, l) {
                screen.line(&line);
            }
            if !paths.is_empty() {
                let between = show::Between { editions: &editions, changes: &found };
                for line in show::shifts((&before, &after), &shifts, &between, l) {
                    screen.line(&line);
                }
            }
        }
    }
    outcome
}

/// The result for machines.
#[derive(Serialize)]
struct Written<'a> {
    before: &'a RubricIdentity,
    after: &'a RubricIdentity,
    changes: Vec<WrittenChange<'a>>,
    ratings: Vec<WrittenShift<'a>>,
}

/// A change with its words.
#[derive(Serialize)]
struct WrittenChange<'a> {
    subject: String,
    sentence: String,
    #[serde(flatten)]
    change: &'a Change,
}

impl<'a> WrittenChange<'a> {
    fn new(change: &'a Change, language: Language) -> Self {
        let subject = sentence::subject(change, language);
        Self { subject, sentence: sentence::change(change, language), change }
    }
}

/// A shift and the file it is of.
#[derive(Serialize)]
struct WrittenShift<'a> {
    file: &'a str,
    /// For each criterion whose points differ, the places in `changes` that they follow from.
    follows: BTreeMap<&'a str, Vec<usize>>,
    #[serde(flatten)]
    shift: &'a Shift,
}

fn follows<'a>(
    shift: &'a Shift,
    changes: &[Change],
    editions: &Editions,
) -> BTreeMap<&'a str, Vec<usize>> {
    let rows = shift.points.iter().map(|row| {
        let causes = editions.causes(shift, row, changes);
        let place = |cause: &&Change| changes.iter().position(|change| change == *cause);
        (row.criterion.as_str(), causes.iter().filter_map(place).collect())
    });
    rows.collect()
}

/// Each assessment under both editions; a file that holds none is said and left out.
fn shifts(
    (before, after): (&CheckedRubric, &CheckedRubric),
    paths: &[OsString],
    language: Language,
    screen: &mut Screen,
) -> (Vec<(String, Shift)>, Outcome) {
    let (mut found, mut outcome) = (Vec::new(), Outcome::Done);
    for path in paths {
        let source = match readable(path, language, screen) {
            Ok(source) => source,
            Err(unreadable) => {
                outcome = outcome.max(unreadable);
                continue;
            }
        };
        match compare::shift(before, after, &source.text) {
            Ok(shift) => found.push((source.name, shift)),
            Err(findings) => {
                let lines = show::findings(&findings, &Names::none(), &source.name, language);
                screen.complain_in(&lines);
                outcome = Outcome::Unreadable;
            }
        }
    }
    (found, outcome)
}

/// The `.json` files in `folder`, in the order of their names.
fn files_in(folder: &OsString, language: Language) -> Result<Vec<OsString>, String> {
    let all = std::fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()
    });
    let mut all = all.map_err(|error| {
        let folder = folder.to_string_lossy();
        match language {
            Language::Chinese => format!("文件夹“{folder}”读不了：{error}"),
            Language::English => format!("the folder `{folder}` cannot be read: {error}"),
        }
    })?;
    all.retain(|path| path.extension().is_some_and(|end| end == "json"));
    all.sort();
    Ok(all.into_iter().map(Into::into).collect())
}
