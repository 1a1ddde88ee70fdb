//! One named test for each corpus file; a new file is a new test.

#![allow(
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiangxing_reference::Reference;
use jiangxing_tests::case::Case;
use jiangxing_tests::versus::Ranges;
use jiangxing_tests::{
    DEFAULT_RUBRIC, OVERVIEW, bad_rubric, compare, examples, files, overview, project_file,
    published, read, run, versus,
};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let mut trials = Vec::new();
    for folder in ["tests/corpus/scorecards", "tests/corpus/answers/bad"] {
        for path in files(folder, ".toml") {
            trials.push(trial(&path, answers));
        }
    }
    for path in files("tests/corpus/rubrics/good", ".toml") {
        trials.push(trial(&path, good_rubric));
    }
    trials.push(trial(DEFAULT_RUBRIC, good_rubric));
    for path in files("tests/corpus/rubrics/bad", ".toml") {
        trials.push(trial(&path, faulty_rubric));
    }
    for path in published::rubrics() {
        trials.push(trial(&path, good_rubric));
    }
    for (scheme, case) in published::cases() {
        let name = format!("published/{scheme}: {}", case.claim);
        trials.push(Trial::test(name, move || comes_out(&case).map_err(Failed::from)));
    }
    for path in examples() {
        trials.push(trial(&path, example));
    }
    trials.push(trial(OVERVIEW, rows_have_examples));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn trial(path: &str, check: fn(&str) -> Result<(), String>) -> Trial {
    let path = path.to_owned();
    let name = path.trim_start_matches("tests/corpus/").to_owned();
    Trial::test(name, move || check(&path).map_err(Failed::from))
}

fn agreed(differences: Vec<String>) -> Result<(), String> {
    if differences.is_empty() {
        return Ok(());
    }
    Err(differences.join("\n"))
}

/// Answers come to what their case says, and to the same in the second engine.
fn answers(path: &str) -> Result<(), String> {
    comes_out(&Case::from_text(&read(path))?)
}

/// A case comes to what it says, and to the same in the second engine.
fn comes_out(case: &Case) -> Result<(), String> {
    let rubric_text = read(&case.rubric);
    let assessment = case.assessment();
    let found = run::report(&run::rubric(&rubric_text), &assessment);
    let mut differences = compare::differences(&case.expect, &found);
    if let Ok(report) = &found
        && case.text.is_none()
        && case.top.is_empty()
        && case.verbatim.is_empty()
    {
        let outcome = Reference::new(&rubric_text).rate(&assessment);
        let apart = versus::differences(report, &outcome, Ranges::Hold);
        differences.extend(apart.into_iter().map(|line| format!("the engines differ: {line}")));
    }
    match (&case.expect_failure, differences.is_empty()) {
        (None, _) => agreed(differences),
        (Some(_), false) => Ok(()),
        (Some(why), true) => Err(format!("it holds now, although it was expected not to: {why}")),
    }
}

/// A good rubric opens without a word, for every kind of subject, and the second engine reads it.
fn good_rubric(path: &str) -> Result<(), String> {
    let text = read(path);
    let (rubric, diagnostics) = run::open(&text);
    if let Some(first) = diagnostics.first() {
        let place = first.at.place_in(&text);
        return Err(format!(
            "{} at {}:{}: {:?}",
            first.fault.code(),
            place.line,
            place.column,
            first.fault
        ));
    }
    let rubric = rubric.ok_or("there are no diagnostics and no rubric either")?;
    let form = run::form(&rubric, &BTreeMap::new());
    if form.sections.iter().all(|section| section.questions.is_empty()) {
        return Err("nothing is asked".into());
    }
    Ok(())
}

/// A bad rubric has the diagnostics that are written under its lines, there and no others; mended as
/// it says, it has none.
///
/// With `BLESS=1` they are written anew, to be read before they are committed.
fn faulty_rubric(path: &str) -> Result<(), String> {
    let text = read(path);
    let (rubric, diagnostics) = run::open(&text);
    let found = bad_rubric::found(&diagnostics, &text);
    if std::env::var_os("BLESS").is_some() {
        let blessed = bad_rubric::with_markers(&text, &found);
        fs::write(project_file(path), blessed).map_err(|fault| fault.to_string())?;
        return Ok(());
    }
    if rubric.is_some() && !run::errors(&diagnostics).is_empty() {
        return Err("the rubric opens in spite of its errors".into());
    }
    let expected = bad_rubric::expected(&text);
    if expected.is_empty() {
        return Err("nothing is expected under any line".into());
    }
    agreed(bad_rubric::differences(&expected, &found))?;
    let still = bad_rubric::mended(&text).map(|mended| run::open(&mended).1);
    agreed(still.iter().flatten().map(|told| format!("mended, still {told:?}")).collect())
}

/// An example comes to the same in both engines and to what its row says, and is read back from its
/// canonical spelling.
fn example(path: &str) -> Result<(), String> {
    let rubric_text = read(DEFAULT_RUBRIC);
    let assessment = read(path);
    let report = run::report(&run::rubric(&rubric_text), &assessment)
        .map_err(|findings| format!("there is no report: {findings:?}"))?;
    let written = run::canonical(&report);
    let read_back = run::read_back(&written)?;
    if read_back != report {
        return Err("the report reads back as another".into());
    }
    let outcome = Reference::new(&rubric_text).rate(&assessment);
    let mut differences = versus::differences(&report, &outcome, Ranges::Hold);
    differences.extend(overview::differences(path, &report));
    agreed(differences)
}

/// Every row of the table of examples is of an example, and no example has two.
fn rows_have_examples(path: &str) -> Result<(), String> {
    let mut without_row: BTreeSet<_> = examples().iter().map(|path| overview::name(path)).collect();
    let rows = overview::rows().into_iter().map(|row| row.example);
    let stray = rows.filter(|example| !without_row.remove(example));
    let told = stray.map(|example| format!("{path}: {example} is no example, or has two rows"));
    agreed(told.collect())
}
