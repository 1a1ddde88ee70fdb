//! The corpus of ledgers: each file comes to what its case claims.
//!
//! Files and cases are made by `tests/corpus/ledgers/make.py`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiangxing::ledger::{Measured, measure};
use jiangxing_ledger::written::address;
use jiangxing_ledger::{Decisions, Import, LedgerRules, Limits, Mapping, read_rules, read_within};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    file: String,
    claim: String,
    records: Option<usize>,
    #[serde(default)]
    expect: BTreeMap<String, String>,
    /// Every doubt, each as its place and its kind; not looked at when it is missing.
    doubts: Option<Vec<String>>,
    /// How many doubts there are of a kind.
    #[serde(default)]
    kinds: BTreeMap<String, usize>,
    refused: Option<String>,
    limits: Option<BTreeMap<String, u64>>,
    /// How many pairs may be one person.
    suspects: Option<usize>,
    #[serde(default)]
    shares: BTreeMap<String, String>,
    #[serde(default)]
    growths: BTreeMap<String, String>,
    /// Questions that are asked, among others.
    #[serde(default)]
    questions: Vec<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rules() -> LedgerRules {
    let path = root().join("rubrics/acftu-1p1pn-2024/ledger.toml");
    read_rules(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn cases() -> Vec<Case> {
    let path = root().join("tests/corpus/ledgers/cases.toml");
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    cases.case
}

fn limits(case: &Case) -> Limits {
    let mut limits = Limits::default();
    for (key, most) in case.limits.iter().flatten() {
        match key.as_str() {
            "bytes" => limits.bytes = *most,
            "unpacked" => limits.unpacked = *most,
            "cells" => limits.cells = usize::try_from(*most).unwrap(),
            other => panic!("no limit `{other}`"),
        }
    }
    limits
}

/// The kind of a doubt or a refusal, without its facts.
fn word(of: &impl std::fmt::Debug) -> String {
    let spelt = format!("{of:?}");
    spelt.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// What differs between a case and what its file comes to.
fn differences(case: &Case, rules: &LedgerRules) -> Vec<String> {
    let bytes = std::fs::read(root().join("tests/corpus/ledgers/files").join(&case.file))
        .unwrap_or_else(|error| panic!("{}: {error}", case.file));
    let tables = match (read_within(&bytes, limits(case)), &case.refused) {
        (Err(refusal), Some(why)) if word(&refusal) == *why => return Vec::new(),
        (Err(refusal), _) => return vec![format!("refused: {refusal:?}")],
        (Ok(_), Some(why)) => return vec![format!("read, and not refused as {why}")],
        (Ok(tables), None) => tables,
    };
    let files = [(case.file.clone(), tables)];
    let import =
        jiangxing_ledger::import(&files, rules, &Mapping::default(), &Decisions::default());
    let periods = rules.period.and_before(2025).unwrap();
    let measured = measure(&rules.rules, &import.ledger, &[], periods, None);
    let mut wrong = Vec::new();
    let mut same = |what: &str, expected: &str, found: &str| {
        if expected != found {
            wrong.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    let found = import.ledger.roster.len() + import.ledger.classes.len();
    if let Some(records) = case.records {
        same("records", &records.to_string(), &found.to_string());
    }
    for (id, number) in &case.expect {
        same(id, number, &indicator(rules, &measured, id));
    }
    if let Some(doubts) = &case.doubts {
        let (mut expected, mut found) = (doubts.clone(), told(&import, &case.file));
        expected.sort();
        found.sort();
        same("doubts", &expected.join(", "), &found.join(", "));
    }
    for (kind, count) in &case.kinds {
        let found = import.doubts.iter().filter(|doubt| word(&doubt.kind) == *kind).count();
        same(kind, &count.to_string(), &found.to_string());
    }
    if let Some(suspects) = case.suspects {
        same("suspects", &suspects.to_string(), &measured.people.suspects.len().to_string());
    }
    for (id, shown) in &case.shares {
        let place = rules.rules.shares.iter().position(|share| share.id == *id).unwrap();
        let found = measured.shares.get(place).unwrap().shown.clone().unwrap_or_default();
        same(id, shown, &found);
    }
    for (id, shown) in &case.growths {
        let place = rules.rules.growths.iter().position(|growth| growth.id == *id).unwrap();
        let growth = measured.growths.get(place).unwrap();
        let found =
            growth.shown.clone().unwrap_or_else(|| word(growth.growth.as_ref().unwrap_err()));
        same(id, shown, &found);
    }
    let asked: Vec<&str> = measured
        .questions
        .iter()
        .map(|question| rules.rules.questions.get(question.rule).unwrap().id.as_str())
        .collect();
    for id in &case.questions {
        same("asked", "yes", if asked.contains(&id.as_str()) { "yes" } else { "no" });
    }
    wrong
}

fn indicator(rules: &LedgerRules, measured: &Measured, id: &str) -> String {
    let found = rules.rules.indicators.iter().position(|indicator| indicator.id == id);
    let place = found.unwrap_or_else(|| panic!("no indicator `{id}`"));
    measured.now.get(place).unwrap().number.to_string()
}

/// Doubts as `C12 Kind`, those of a sheet as `file[sheet] Kind`.
fn told(import: &Import, file: &str) -> Vec<String> {
    let spell = |doubt: &jiangxing::ledger::doubt::Doubt| {
        let at = address(doubt.place, doubt.column, &import.sheets);
        let at = at.rsplit_once('!').map_or(at.as_str(), |(_, at)| at);
        let at = if at == file { "" } else { at };
        format!("{at} {}", word(&doubt.kind)).trim().to_owned()
    };
    import.doubts.iter().map(spell).collect()
}

#[test]
fn every_ledger_comes_to_what_its_case_claims() {
    let rules = rules();
    let mut wrong = Vec::new();
    for case in cases() {
        for difference in differences(&case, &rules) {
            wrong.push(format!("{} ({}) {difference}", case.file, case.claim));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_corpus_has_at_least_sixty_files_and_every_file_a_case() {
    let mut named: Vec<String> = cases().into_iter().map(|case| case.file).collect();
    named.sort();
    named.dedup();
    let folder = root().join("tests/corpus/ledgers/files");
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().expect("names are UTF-8"))
        .collect();
    there.sort();
    assert_eq!(named, there);
    assert!(there.len() >= 60, "{}", there.len());
}

#[test]
fn a_locked_workbook_is_refused_as_such() {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    drop(file.create_stream("/EncryptedPackage").unwrap());
    file.flush().unwrap();
    let bytes = file.into_inner().into_inner();
    let refusal = jiangxing_ledger::read(&bytes).unwrap_err();
    assert_eq!(refusal, jiangxing::ledger::doubt::Refusal::Locked);
}

#[test]
fn every_row_is_counted_or_left_out_with_a_reason() {
    let rules = rules();
    for case in cases() {
        let path = root().join("tests/corpus/ledgers/files").join(&case.file);
        let Ok(tables) = read_within(&std::fs::read(path).unwrap(), limits(&case)) else {
            continue;
        };
        let files = [(case.file.clone(), tables)];
        let import =
            jiangxing_ledger::import(&files, &rules, &Mapping::default(), &Decisions::default());
        let periods = rules.period.and_before(2025).unwrap();
        let measured = measure(&rules.rules, &import.ledger, &[], periods, None);
        for (rule, count) in rules.rules.indicators.iter().zip(&measured.now) {
            let began = match rule.base {
                jiangxing::ledger::Base::Roster => import.ledger.roster.len(),
                jiangxing::ledger::Base::From(other) => measured.now.get(other).unwrap().rows.len(),
                jiangxing::ledger::Base::Classes => continue,
            };
            let left: usize = count.left_out.iter().map(|left| left.rows.len()).sum();
            assert_eq!(count.rows.len() + left, began, "{} {}", case.file, rule.id);
        }
    }
}

#[test]
fn decisions_are_followed_and_what_they_miss_is_said() {
    let rules = rules();
    let header = "班次编号,姓名,人员标识,结束日期\n";
    let rows = "K1,王伟,A1,2025-03-15\nK1,王伟,A2,2025-03-15\nK1,李伟,,三月\n";
    let files = [(
        "a.csv".to_owned(),
        read_within(format!("{header}{rows}").as_bytes(), Limits::default()).unwrap(),
    )];
    let count = |decisions: &Decisions| {
        let import = jiangxing_ledger::import(&files, &rules, &Mapping::default(), decisions);
        let periods = rules.period.and_before(2025).unwrap();
        let measured = measure(&rules.rules, &import.ledger, &decisions.people(), periods, None);
        (indicator(&rules, &measured, "trained"), measured, told(&import, "a.csv"))
    };
    let (trained, measured, _) = count(&Decisions::default());
    assert_eq!(trained, "2");
    let key = measured.people.suspects.first().unwrap().key.clone();
    let decided = Decisions { same: vec![key], ..Decisions::default() };
    assert_eq!(count(&decided).0, "1");
    let text =
        "cells = { \"a.csv!D4\" = \"2025.3.15\", \"a.csv!Z9\" = \"1\" }\nleave-out = [\"a.csv!2\"]";
    let corrected = jiangxing_ledger::read_decisions(text).unwrap();
    let (trained, _, doubts) = count(&corrected);
    assert_eq!(trained, "2");
    for expected in ["D4 Corrected", "2 RowLeftOut", "NothingToCorrect"] {
        assert!(doubts.iter().any(|doubt| doubt.ends_with(expected)), "{expected}: {doubts:?}");
    }
}

#[test]
fn a_mapping_that_was_written_reads_the_same_again() {
    let mut rules = rules();
    let text = "名字,工号码,甲,结束日期,班次\n王伟,A1,好,2025-03-15,K1\n";
    let files = [("a.csv".to_owned(), read_within(text.as_bytes(), Limits::default()).unwrap())];
    let none = Decisions::default();
    let mapping = "words = { practical = { \"好\" = \"yes\" } }\n[[sheet]]\n[sheet.columns]\n\"名字\" = \"person-name\"\nC = \"practical\"\n";
    let mapping = jiangxing_ledger::read_mapping(mapping).unwrap();
    mapping.teach(&mut rules).unwrap();
    let first = jiangxing_ledger::import(&files, &rules, &mapping, &none);
    let written = jiangxing_ledger::write_mapping(&first, &rules);
    let again = jiangxing_ledger::read_mapping(&written).unwrap();
    let second = jiangxing_ledger::import(&files, &rules, &again, &none);
    assert_eq!(first.ledger, second.ledger);
    let periods = rules.period.and_before(2025).unwrap();
    let measured = measure(&rules.rules, &first.ledger, &[], periods, None);
    assert_eq!(indicator(&rules, &measured, "practical-people"), "1");
}
