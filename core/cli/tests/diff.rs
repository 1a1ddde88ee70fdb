//! What changed between two editions and what it does: the rubric that ships against a second
//! edition of it with a handful of real edits, over all its examples.
//!
//! What is printed stands in `tests/seen`; `BLESS=1` renews it.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn shipped() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rubrics/acftu-1p1pn-2024")
}

fn jiangxing(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiangxing"));
    command.current_dir(shipped()).args(arguments).stdin(Stdio::null());
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"] {
        command.env_remove(name);
    }
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is UTF-8")
}

/// `rubric` with `from` changed to `to` in the thing called `id`.
fn edited(rubric: &str, id: &str, from: &str, to: &str) -> String {
    let head = format!("\nid = \"{id}\"\n");
    let (before, after) = rubric.split_once(&head).unwrap_or_else(|| panic!("there is no {id}"));
    let end = after.find("\n[[criterion]]").unwrap_or(after.len());
    assert!(after.find(from).is_some_and(|at| at < end), "{id} does not say {from}");
    [before, &head, &after.replacen(from, to, 1)].concat()
}

/// A second edition of the rubric that ships.
fn second_edition() -> String {
    let path = shipped().join("rubric.toml");
    let mut rubric = std::fs::read_to_string(path).expect("the rubric is there");
    rubric = rubric.replacen("edition = \"2026-trial-1\"", "edition = \"2026-trial-2\"", 1);
    for (id, from, to) in [
        ("c2-3", "weight = 6", "weight = 5"),
        ("c2-3", "[\"95%\", 1]", "[\"98%\", 1]"),
        ("c1-1", "weight = 5", "weight = 6"),
        ("a4-2", "in = \"a\"", "in = \"b\""),
        ("b3-2", "in = \"b\"", "in = \"a\""),
        ("hard-trained", "trained >= 1000", "trained >= 900"),
        ("g8", "没有未了结的行政处罚", "没有尚未了结的行政处罚"),
        ("five-stars", "each-dimension = \"80%\"", "each-dimension = \"75%\""),
        ("three-stars", "total = 70", "total = 76"),
    ] {
        rubric = edited(&rubric, id, from, to);
    }
    let quote = "quote = \"适时建立全国工匠学院建设点星级评定机制。\"";
    assert!(rubric.contains(quote));
    rubric = rubric.replacen(quote, "quote = \"适时建立星级评定机制。\"", 1);
    let begin = rubric.find("[[criterion]]\nid = \"d5\"").expect("there is d5");
    let length = rubric.get(begin + 1..).and_then(|rest| rest.find("\n[[criterion]]"));
    let end = begin + 2 + length.expect("something follows d5");
    let new = "[[criterion]]\nid = \"d7\"\nin = \"d\"\nname = { zh = \"安全管理\", en = \"Safety\" }\nweight = 1\nclauses = [{ basis = \"proposed\", note = { zh = \"为工具建议。\", en = \"Our proposal.\" } }]\nask = [{ kind = \"yes-no\" }]\n\n";
    rubric.replace_range(begin..end, new);
    rubric
}

/// Runs `diff` of the two editions over the examples.
fn diff(case: &str, options: &[&str]) -> Output {
    let name = format!("jiangxing-second-edition-{case}-{}.toml", std::process::id());
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, second_edition()).expect("the file can be written");
    let path = file.to_str().expect("a plain path");
    let mut arguments = vec!["diff", "rubric.toml", path];
    arguments.extend(options);
    let output = jiangxing(&arguments);
    std::fs::remove_file(&file).expect("the file can be removed");
    output
}

fn seen(case: &str, options: &[&str]) {
    let output = diff(case, options);
    let now = text(&output.stdout);
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/seen").join(format!("{case}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, now).expect("the file can be written");
    }
    assert_eq!(output.status.code(), Some(0), "{now}{}", text(&output.stderr));
    assert_eq!(now, std::fs::read_to_string(&file).unwrap_or_default(), "{case}");
}

#[test]
fn a_second_edition_is_told_change_by_change_and_star_by_star() {
    seen("diff-zh", &["--examples", "examples"]);
    seen("diff-en", &["--examples", "examples", "--lang", "en"]);
}

#[test]
fn json_names_each_change_and_each_rating_that_moves() {
    let output = diff("json", &["--examples", "examples", "--format", "json"]);
    let written: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let list = |at: &str| written.pointer(at).and_then(Value::as_array).expect("a list").clone();
    let changes = list("/changes");
    let is_about = |change: &Value, id: &str, key: &str| {
        change.pointer("/within/0/id") == Some(&id.into())
            && change.pointer("/keys/0") == Some(&key.into())
    };
    let weight = changes.iter().find(|change| is_about(change, "c2-3", "weight"));
    let weight = weight.expect("the weight is among the changes");
    assert_eq!(weight.pointer("/before"), Some(&"6".into()));
    assert_eq!(weight.pointer("/after"), Some(&"5".into()));
    assert_eq!(weight.pointer("/effect"), Some(&"rules".into()));
    let ratings = list("/ratings");
    assert_eq!(ratings.len(), 21);
    let turned = |turn: &str| {
        ratings.iter().filter(|each| each.pointer("/turn") == Some(&turn.into())).count()
    };
    assert!(turned("lost") > 0 && turned("gained") > 0 && turned("same") > 0);
    for each in ratings.iter().filter(|each| each.pointer("/turn") != Some(&"same".into())) {
        let because = each.pointer("/because").and_then(Value::as_array).expect("a list");
        assert!(!because.is_empty(), "{each}");
        // Points that differ follow from some change, of the criterion or around it.
        let points = each.pointer("/points").and_then(Value::as_array).expect("a list");
        for row in points {
            let id = row.pointer("/criterion").and_then(Value::as_str).expect("an id");
            let follows = each.pointer(&format!("/follows/{id}")).and_then(Value::as_array);
            assert!(follows.is_some_and(|places| !places.is_empty()), "{id}: {row}");
        }
    }
    // The edition that the answers name is passed over, on both sides alike.
    for side in ["/before", "/after"] {
        let findings = ratings
            .iter()
            .filter_map(|each| each.pointer(&format!("{side}/findings")).map(ToString::to_string));
        assert!(findings.into_iter().all(|all| !all.contains("other-rubric")));
    }
}

#[test]
fn a_rubric_against_itself_is_the_same() {
    let output = jiangxing(&["diff", "rubric.toml", "rubric.toml", "--examples", "examples"]);
    let shown = text(&output.stdout);
    assert!(shown.contains("两份标准内容相同"), "{shown}");
    assert!(shown.contains("降低 0，升高 0，其他变化 0，不变 21"), "{shown}");
}

#[test]
fn a_broken_rubric_or_assessment_is_said() {
    let output = jiangxing(&["diff", "rubric.toml", "examples/README.md"]);
    assert_eq!(output.status.code(), Some(1));
    let output = jiangxing(&["diff", "rubric.toml", "rubric.toml", "README.md"]);
    assert_eq!(output.status.code(), Some(3));
    let output = jiangxing(&["diff", "rubric.toml", "rubric.toml", "--examples", "nowhere"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(jiangxing(&["diff", "rubric.toml"]).status.code(), Some(2));
}
