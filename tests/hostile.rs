//! Whatever the bytes: nothing panics, and what is wrong is a diagnostic or a finding.
//!
//! The same three doors stand in `fuzz/` for a fuzzer; here they are tried with texts that people
//! would think of and with seeded mutations of good files, a bounded number of each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{DEFAULT_RUBRIC, examples, files, read};
use serde_json::{Value, json};

const EVERY_KIND: &str = "tests/corpus/rubrics/good/every-kind.toml";
const ANSWERS: &str = "tests/corpus/answers/good/every-kind.json";

/// With `KEEP=file` each text is written there before it is tried: what aborts leaves its culprit.
fn keep(text: &str) {
    if let Some(path) = std::env::var_os("KEEP") {
        std::fs::write(path, text).unwrap();
    }
}

/// Opens a rubric's text and, when there is a rubric, asks everything of it.
fn open_everything(text: &str) {
    keep(text);
    let (rubric, diagnostics) = run::open(text);
    for diagnostic in &diagnostics {
        assert!(diagnostic.at.start <= diagnostic.at.end, "{diagnostic:?}");
        assert!(
            diagnostic.at.end <= text.len(),
            "{diagnostic:?} lies outside {} bytes",
            text.len()
        );
        assert!(
            text.is_char_boundary(diagnostic.at.start) && text.is_char_boundary(diagnostic.at.end),
            "{diagnostic:?}"
        );
    }
    match rubric {
        Some(rubric) => {
            assert!(
                run::errors(&diagnostics).is_empty(),
                "a rubric with errors opens: {diagnostics:?}"
            );
            run::form(&rubric, &BTreeMap::new());
            let _ = run::report(&rubric, "{}");
        }
        None => assert!(!run::errors(&diagnostics).is_empty(), "refused without a reason:\n{text}"),
    }
}

/// Reports on an assessment's text; without a report there is a finding.
fn report_something(rubric: &CheckedRubric, text: &str) {
    keep(text);
    match run::report(rubric, text) {
        Ok(report) => {
            let written = run::canonical(&report);
            assert_eq!(run::read_back(&written).as_ref(), Ok(&report));
        }
        Err(findings) => assert!(!findings.is_empty(), "refused without a reason:\n{text}"),
    }
}

/// One small change to a text: bytes gone, doubled, swapped, or something unpleasant put in.
fn mutated(text: &str, rng: &mut Rng) -> String {
    const UNPLEASANT: &[&str] = &[
        "\0",
        "\u{feff}",
        "\u{202e}",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "\\",
        "\n",
        "\r",
        "=",
        "-",
        "%",
        "1e999",
        "-0",
        "99999999999999999999999999",
        "<script>",
        "null",
        "[[",
        "]]",
        "= =",
        "\u{ffff}",
        "中",
        "𝄞",
        "''",
        "\"\"\"",
    ];
    let characters: Vec<char> = text.chars().collect();
    let place = rng.usize(0..=characters.len());
    let length = rng.usize(0..20).min(characters.len() - place);
    let (before, rest) = characters.split_at(place);
    let (middle, after) = rest.split_at(length);
    let part = |characters: &[char]| characters.iter().collect::<String>();
    match rng.u8(0..5) {
        0 => part(before) + &part(after),
        1 => part(before) + &part(middle) + &part(middle) + &part(after),
        2 => part(before) + UNPLEASANT[rng.usize(0..UNPLEASANT.len())] + &part(rest),
        3 => part(before) + UNPLEASANT[rng.usize(0..UNPLEASANT.len())] + &part(after),
        _ => {
            let other = rng.usize(0..=characters.len());
            let (low, high) = (place.min(other), place.max(other));
            part(&characters[..low])
                + &part(&characters[low..high].iter().rev().copied().collect::<Vec<_>>())
                + &part(&characters[high..])
        }
    }
}

#[test]
fn no_mutation_of_a_rubric_panics() {
    let mut rng = Rng::with_seed(11);
    for path in files("tests/corpus/rubrics", ".toml") {
        let text = read(&path);
        open_everything(&text);
        for _ in 0..60 {
            let mut changed = text.clone();
            for _ in 0..rng.usize(1..=4) {
                changed = mutated(&changed, &mut rng);
            }
            open_everything(&changed);
        }
    }
}

#[test]
fn no_mutation_of_the_default_rubric_panics() {
    let text = read(DEFAULT_RUBRIC);
    let mut rng = Rng::with_seed(12);
    for _ in 0..60 {
        open_everything(&mutated(&text, &mut rng));
    }
}

#[test]
fn no_mutation_of_an_assessment_panics() {
    let rubric = run::rubric(&read(EVERY_KIND));
    let text = read(ANSWERS);
    let mut rng = Rng::with_seed(13);
    for _ in 0..4000 {
        let mut changed = text.clone();
        for _ in 0..rng.usize(1..=4) {
            changed = mutated(&changed, &mut rng);
        }
        report_something(&rubric, &changed);
    }
}

#[test]
fn no_mutation_of_an_example_panics() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let mut rng = Rng::with_seed(14);
    for path in examples() {
        let text = read(&path);
        for _ in 0..10 {
            report_something(&rubric, &mutated(&text, &mut rng));
        }
    }
}

#[test]
fn no_mutation_of_a_report_panics_when_it_is_read() {
    let rubric = run::rubric(&read(EVERY_KIND));
    let report = run::report(&rubric, &read(ANSWERS)).unwrap();
    let text = run::canonical(&report);
    let mut rng = Rng::with_seed(15);
    let mut refused = 0;
    for _ in 0..1500 {
        refused += u32::from(run::read_back(&mutated(&text, &mut rng)).is_err());
    }
    assert!(refused > 0, "every broken report was read");
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let rubric = run::rubric(&read(EVERY_KIND));
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let findings = run::report(&rubric, &deep).expect_err("this is no assessment");
        assert!(!findings.is_empty());
        let mut file: Value = serde_json::from_str(&read(ANSWERS)).unwrap();
        file["responses"]["level"] = json!("here");
        let text = file.to_string().replace("\"here\"", &deep);
        report_something(&rubric, &text);
    }
    for text in [
        format!("a = {}1{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{}a = 1", "[x.".repeat(10_000)),
        format!("a{} = 1", ".a".repeat(50_000)),
        read(EVERY_KIND).replace(
            "sessions >= 4",
            &format!("{}sessions >= 4{}", "(".repeat(5000), ")".repeat(5000)),
        ),
        read(EVERY_KIND)
            .replace("sessions >= 4", &format!("{} sessions >= 4", "not ".repeat(5000))),
        read(EVERY_KIND).replace("sessions >= 4", &format!("{}sessions >= 4", "-".repeat(1500))),
        read(EVERY_KIND).replace("sessions >= 4", &vec!["sessions >= 4"; 130].join(" or ")),
    ] {
        open_everything(&text);
    }
}

#[test]
fn a_huge_file_gives_a_finding() {
    let rubric = run::rubric(&read(EVERY_KIND));
    let mut file: Value = serde_json::from_str(&read(ANSWERS)).unwrap();
    file["responses"]["level"]["note"] = json!("长".repeat(20_000_000));
    let text = file.to_string();
    let codes = match run::report(&rubric, &text) {
        Ok(report) => report.findings.iter().map(|found| found.code()).collect::<Vec<_>>(),
        Err(findings) => findings.iter().map(|found| found.code()).collect(),
    };
    assert_eq!(codes, ["A006"]);
}

#[test]
fn a_huge_rubric_gives_a_diagnostic() {
    let text = format!("{}\n# {}", read(EVERY_KIND), "长".repeat(20_000_000));
    let (rubric, diagnostics) = run::open(&text);
    assert!(rubric.is_none());
    assert_eq!(diagnostics.iter().map(|found| found.fault.code()).collect::<Vec<_>>(), ["R009"]);
}

#[test]
fn very_many_responses_are_admitted_or_refused_with_a_finding() {
    let rubric = run::rubric(&read(EVERY_KIND));
    let mut file: Value = serde_json::from_str(&read(ANSWERS)).unwrap();
    for index in 0..50_000 {
        file["responses"][format!("unknown-{index}")] = json!({ "value": index });
    }
    let codes = match run::report(&rubric, &file.to_string()) {
        Ok(report) => report.findings.iter().map(|found| found.code()).collect::<Vec<_>>(),
        Err(findings) => findings.iter().map(|found| found.code()).collect(),
    };
    assert!(!codes.is_empty());
}

#[test]
fn hostile_words_are_carried_as_they_are_and_mean_nothing() {
    let rubric = run::rubric(&read(EVERY_KIND));
    for hostile in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "{{constructor.constructor('alert(1)')()}}",
        "\u{202e}文字倒排",
        "\u{0000}\u{0007}",
        "'; DROP TABLE sites; --",
        "${jndi:ldap://x}",
    ] {
        let mut file: Value = serde_json::from_str(&read(ANSWERS)).unwrap();
        file["subject"]["name"] = json!(hostile);
        file["subject"]["region"] = json!(hostile);
        file["responses"]["level"] = json!({ "not-applicable": hostile });
        let report = run::report(&rubric, &file.to_string()).expect("words are words");
        assert_eq!(report.assessment.subject, hostile);
        assert_eq!(report.assessment.region, hostile);
        let written = run::canonical(&report);
        assert_eq!(run::read_back(&written).unwrap().assessment.subject, hostile);
        file["responses"]["level"] = json!({ "value": hostile });
        let report = run::report(&rubric, &file.to_string()).expect("words are words");
        assert_eq!(report.findings.iter().map(|found| found.code()).collect::<Vec<_>>(), ["A024"]);
    }
}

#[test]
fn every_long_number_is_answered_in_time_to_be_of_use() {
    let rubric = run::rubric(&read(EVERY_KIND));
    for digits in [60, 61, 1000, 1_000_000] {
        let mut file: Value = serde_json::from_str(&read(ANSWERS)).unwrap();
        file["responses"]["people"]["value"] = json!("9".repeat(digits));
        report_something(&rubric, &file.to_string());
    }
}
