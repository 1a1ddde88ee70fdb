//! The cases of a published scheme: one file beside its rubric, many rows.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::case::Case;
use crate::{files, read};

/// The folder of the published schemes, from the project's root.
const FOLDER: &str = "tests/corpus/published";

/// The file of a scheme's cases, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sheet {
    /// Where the expected outcomes come from, unless a case names another place.
    source: String,
    /// Answers that every case begins with.
    #[serde(default)]
    answers: BTreeMap<String, toml::Value>,
    /// The cases; each says at least its claim and what it must come to.
    case: Vec<toml::Table>,
}

/// The rubrics of the published schemes, as paths from the project's root.
pub fn rubrics() -> Vec<String> {
    files(FOLDER, "/rubric.toml")
}

/// Every case of every published scheme: the scheme and the case, in the order of the files.
pub fn cases() -> Vec<(String, Case)> {
    rubrics().iter().flat_map(|rubric| cases_of(rubric)).collect()
}

fn cases_of(rubric: &str) -> Vec<(String, Case)> {
    let folder = rubric.trim_end_matches("/rubric.toml");
    let scheme = folder.rsplit('/').next().expect("a path has a last part");
    let path = format!("{folder}/cases.toml");
    let sheet: Sheet =
        toml::from_str(&read(&path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
    let read_case = |row: &toml::Table| {
        let case = in_full(row.clone(), rubric, &sheet);
        case.unwrap_or_else(|fault| panic!("{path}: {fault}"))
    };
    sheet.case.iter().map(|row| (scheme.to_owned(), read_case(row))).collect()
}

/// A row with what its sheet says for all: the rubric, the source, the common answers.
fn in_full(mut row: toml::Table, rubric: &str, sheet: &Sheet) -> Result<Case, toml::de::Error> {
    row.insert("rubric".into(), rubric.into());
    row.entry("source").or_insert_with(|| sheet.source.as_str().into());
    let mut case: Case = row.try_into()?;
    for (id, answer) in &sheet.answers {
        case.answers.entry(id.clone()).or_insert_with(|| answer.clone());
    }
    Ok(case)
}
