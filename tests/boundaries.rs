//! Who may use whom, and that the tables are complete. The source is read as text: what is not
//! written cannot be used.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::{BTreeMap, BTreeSet};

use jiangxing::diagnostic::FAULT_CODES;
use jiangxing::finding::FINDING_CODES;
use jiangxing_tests::case::Case;
use jiangxing_tests::{bad_rubric, compare, files, read, run};

/// The layers of the engine from the lowest up: a file may use its own layer and those below.
///
/// A module is in the layer of the longest of these paths that it begins with. Two places differ
/// from a plain reading of the layers and are so on purpose: the words of the written report that
/// name a verdict or a state (`report::v1`) and the digest (`report::canonical`) are vocabulary
/// that everything may speak; and the shapes of the model read themselves, so that reading
/// (`parse::shape` and what is under it) stands below the model and the call `parse` above it.
const LAYERS: &[&[&str]] = &[
    &[
        "number",
        "whole",
        "named",
        "calendar",
        "real",
        "rounding",
        "span",
        "label",
        "clause",
        "diagnostic",
        "finding",
        "report::v1",
        "report::form",
        "report::canonical",
    ],
    &[
        "parse::node",
        "parse::suggest",
        "parse::toml",
        "parse::json",
        "parse::expression",
        "parse::shape",
    ],
    &["model"],
    &["parse"],
    &["plan", "check"],
    &["assessment"],
    &["evaluate"],
    &["rate"],
    &["columns", "panel", "ledger"],
    &["report", "schema"],
    &["compare", "live"],
];

/// Uses that go upwards all the same, each with its reason. One that is gone goes from here.
const UPWARDS: &[(&str, &str)] = &[
    // A plan works out the least that a criterion can come to, with the operations that evaluate.
    ("plan::criteria", "evaluate"),
    ("plan::names", "evaluate"),
    ("plan::roundings", "evaluate"),
    // A check proves what a plan can come to by evaluating it on no answers.
    ("check::proofs::possible", "assessment"),
    ("check::proofs::possible", "evaluate"),
    // A better answer is proven to come out worse by giving it.
    ("check::proofs::complete", "assessment"),
    ("check::proofs::complete", "evaluate"),
    ("check::proofs::worse", "assessment"),
];

/// The parts of the model that are policies, and so part of a plan: what evaluates may see no more.
const POLICIES: &[&str] = &[
    "model::rubric::{Missing, WhenUndefined}",
    "model::rubric::WhenUndefined",
    "model::rubric::Missing",
];

fn layer(module: &str) -> usize {
    let begins = |path: &&str| module == *path || module.starts_with(&format!("{path}::"));
    LAYERS
        .iter()
        .enumerate()
        .flat_map(|(layer, paths)| {
            paths.iter().filter(|path| begins(path)).map(move |path| (path.len(), layer))
        })
        .max()
        .map_or_else(|| panic!("`{module}` is in no layer: say in which"), |(_, layer)| layer)
}

/// Every `crate::…` path that a file uses, whether in a `use` line or in place, and the file's own.
fn uses(path: &str) -> (String, BTreeSet<String>) {
    let own = path.trim_start_matches("core/src/").trim_end_matches(".rs").replace('/', "::");
    let text = read(path);
    let text = text.split("#[cfg(test)]").next().unwrap();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let text = text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (start, _) in text.match_indices("crate::") {
        if text[..start].ends_with('$') {
            continue;
        }
        let rest = &text[start + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inside = group.split('}').next().unwrap();
            found.extend(
                inside.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()),
            );
            continue;
        }
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let mut path: String = rest.chars().take_while(|c| is_path(*c)).collect();
        if let Some(short) = path.strip_suffix("::") {
            path = short.to_owned();
        }
        found.insert(path);
    }
    (own, found)
}

#[test]
fn the_engine_uses_its_layers_downwards_only() {
    let mut wrong = Vec::new();
    let mut upwards = BTreeSet::new();
    for path in files("core/src", ".rs") {
        if path == "core/src/lib.rs" {
            continue;
        }
        let (own, used) = uses(&path);
        for module in used {
            let is_macro =
                module.chars().all(|c| c.is_lowercase() || c == '_') && module == "written";
            if is_macro || module.starts_with("LONGEST") {
                continue;
            }
            if layer(&module) <= layer(&own) {
                continue;
            }
            let reason = |(from, to): &&(&str, &str)| own == *from && module.starts_with(to);
            match UPWARDS.iter().find(reason) {
                Some(known) => drop(upwards.insert(*known)),
                None => wrong.push(format!("{own} uses {module}")),
            }
        }
    }
    assert_eq!(upwards, UPWARDS.iter().copied().collect());
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_evaluates_and_rates_sees_the_plan_and_not_the_rubric() {
    let mut wrong = Vec::new();
    for path in files("core/src", ".rs") {
        let evaluates =
            ["core/src/evaluate", "core/src/rate"].iter().any(|start| path.starts_with(start));
        if !evaluates {
            continue;
        }
        let lines = read(&path);
        for line in lines
            .lines()
            .filter(|line| line.contains("crate::model") || line.contains("crate::check"))
        {
            if !POLICIES.iter().any(|policy| line.contains(policy)) {
                wrong.push(format!("{path}: {}", line.trim()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_engine_knows_no_clock_no_file_no_float_and_no_hash_order() {
    assert!(read("core/src/lib.rs").contains("#![no_std]"));
    let banned = ["f32", "f64", "std::", "HashMap", "HashSet", "SystemTime", "Instant"];
    let mut wrong = Vec::new();
    for path in files("core/src", ".rs") {
        for (index, line) in read(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap();
            // Columns sort out with floats what is far from every verge: their own layer, which only the
            // front door names.
            let has_floats = path.starts_with("core/src/columns");
            for word in banned.iter().filter(|word| !(has_floats && **word == "f64")) {
                let is_whole = |at: usize| {
                    let before = code[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
                };
                if code.match_indices(word).any(|(at, _)| is_whole(at)) {
                    wrong.push(format!("{path}:{}: {word}", index + 1));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Files whose types are written forms.
const WRITTEN: &[&str] = &[
    "core/src/report/v1.rs",
    "core/src/report/form.rs",
    "core/src/report/outline.rs",
    "core/src/report/panel/v1.rs",
    "core/src/report/read.rs",
    "core/src/clause.rs",
    "core/src/compare/change.rs",
    "core/src/compare/shift.rs",
    "core/src/diagnostic.rs",
    "core/src/finding.rs",
    "core/src/label.rs",
    "core/src/number.rs",
    "core/src/rounding.rs",
    "core/src/span.rs",
];

#[test]
fn only_written_forms_serialise() {
    let mut wrong = Vec::new();
    for path in files("core/src", ".rs") {
        let text = read(&path);
        let serialises = text.contains("Serialize") || text.contains("Deserialize");
        if serialises && !WRITTEN.contains(&path.as_str()) {
            wrong.push(path);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn one_file_of_the_app_calls_the_engine() {
    let calls = [
        "open(",
        "check(",
        "parse(",
        "compile(",
        "admit(",
        "evaluate(",
        "rate(",
        "replay(",
        "report(",
        "form(",
    ];
    let mut wrong = Vec::new();
    for path in files("web/src", ".rs").into_iter().filter(|path| path != "web/src/engine.rs") {
        let text = read(&path);
        let outside_tests = text.split("#[cfg(test)]").next().unwrap();
        for (index, line) in outside_tests.lines().enumerate() {
            if calls.iter().any(|call| line.contains(&format!("jiangxing::{call}"))) {
                wrong.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_reference_shares_no_code_with_the_engine() {
    let manifest = read("tests/reference/Cargo.toml");
    assert!(
        !manifest.contains("jiangxing.workspace") && !manifest.contains("jiangxing ="),
        "{manifest}"
    );
    for path in files("tests/reference/src", ".rs") {
        assert!(!read(&path).contains("jiangxing::"), "{path}");
    }
}

#[test]
fn every_fault_has_a_bad_rubric() {
    let mut shown = BTreeSet::new();
    for path in files("tests/corpus/rubrics/bad", ".toml") {
        shown.extend(bad_rubric::expected(&read(&path)).into_iter().map(|marked| marked.code));
    }
    let missing: Vec<&&str> = FAULT_CODES.iter().filter(|code| !shown.contains(**code)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

/// Codes that say what a reader of the rubric could not see at a glance: each has a rubric that
/// shows it and, beside it, the nearest that does not.
fn is_reasoned(code: &str) -> bool {
    ("R150".."R200").contains(&code) || code == "R042" || code == "R053"
}

/// How many lines of one text are not in the other, whatever their order; marks and remarks aside.
fn lines_apart(one: &str, other: &str) -> usize {
    let lines = |text: &str| -> Vec<String> {
        let is_rule = |line: &&str| !line.starts_with('#') && !line.starts_with("id = \"");
        text.lines().filter(is_rule).map(str::to_owned).collect()
    };
    let mut rest = lines(other);
    let mut missing = 0;
    for line in lines(one) {
        match rest.iter().position(|same| *same == line) {
            Some(place) => drop(rest.remove(place)),
            None => missing += 1,
        }
    }
    missing.max(rest.len())
}

#[test]
fn every_other_fault_says_the_nearest_rubric_without_it() {
    let mut mended = BTreeSet::new();
    for path in files("tests/corpus/rubrics/bad", ".toml") {
        let text = read(&path);
        let name = path.rsplit('/').next().unwrap_or_default();
        let code = name.split('-').next().unwrap_or_default().to_uppercase();
        let shows = bad_rubric::expected(&text).iter().any(|marked| marked.code == code);
        // That the mended rubric has no fault is what conformance runs.
        if let (true, Some(nearest)) = (shows, bad_rubric::mended(&text)) {
            assert!(lines_apart(&text, &nearest) <= 5, "{path} is mended in too many places");
            mended.insert(code);
        }
    }
    let is_missing = |code: &&&str| !is_reasoned(code) && !mended.contains(**code);
    let missing: Vec<&&str> = FAULT_CODES.iter().filter(is_missing).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn every_reasoned_fault_has_a_nearest_rubric_without_it() {
    let bad = files("tests/corpus/rubrics/bad", ".toml");
    let good = files("tests/corpus/rubrics/good", ".toml");
    let of = |paths: &[String], code: &str| -> Vec<String> {
        let start = format!("/{}-", code.to_lowercase());
        paths.iter().filter(|path| path.contains(&start)).map(|path| read(path)).collect()
    };
    let mut wrong = Vec::new();
    for code in FAULT_CODES.iter().filter(|code| is_reasoned(code)) {
        let (with, without) = (of(&bad, code), of(&good, code));
        if with.is_empty() || without.is_empty() {
            wrong.push(format!("{code}: {} bad and {} good", with.len(), without.len()));
        }
        // That the one has the fault and the other has none is what conformance runs.
        for text in &with {
            let shows = bad_rubric::expected(text).iter().any(|marked| marked.code == **code);
            let apart = without.iter().map(|other| lines_apart(text, other)).min().unwrap_or(0);
            if !shows || apart > 5 {
                wrong.push(format!("{code}: {apart} lines apart; shows it: {shows}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_finding_has_a_case() {
    let mut shown = BTreeSet::new();
    for folder in ["tests/corpus/answers/bad", "tests/corpus/scorecards"] {
        for path in files(folder, ".toml") {
            let case =
                Case::from_text(&read(&path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            let codes = case.expect.findings.unwrap_or_default();
            shown.extend(codes.iter().map(|line| line.split(' ').next().unwrap().to_owned()));
        }
    }
    let missing: Vec<&&str> = FINDING_CODES.iter().filter(|code| !shown.contains(**code)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn at_least_forty_kinds_of_wrong_answers_are_cases() {
    let wrong = files("tests/corpus/answers/bad", ".toml");
    assert!(wrong.len() >= 40, "{}", wrong.len());
}

#[test]
fn no_two_cases_make_the_same_claim_and_every_claim_is_a_sentence() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for folder in ["tests/corpus/answers/bad", "tests/corpus/scorecards"] {
        for path in files(folder, ".toml") {
            let case =
                Case::from_text(&read(&path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            assert!(case.claim.ends_with('.') && case.claim.len() > 10, "{path}: {}", case.claim);
            if let Some(other) = seen.insert(case.claim, path.clone()) {
                panic!("{path} and {other} make the same claim");
            }
        }
    }
}

#[test]
fn every_fault_and_finding_of_the_corpus_is_spelt_with_its_code() {
    for path in files("tests/corpus/rubrics/bad", ".toml") {
        let (_, diagnostics) = run::open(&read(&path));
        for diagnostic in diagnostics {
            let written = serde_json::to_value(&diagnostic).unwrap();
            assert!(written["fault"].is_string() && written["at"].is_object(), "{path}: {written}");
            assert!(FAULT_CODES.contains(&diagnostic.fault.code()), "{path}");
        }
    }
    let rubric = run::rubric(&read("tests/corpus/rubrics/good/every-kind.toml"));
    let findings = run::report(&rubric, "[]").expect_err("a list is no assessment");
    assert!(
        findings.iter().all(|finding| compare::spell_finding(finding).starts_with(finding.code()))
    );
}
