//! What the commands print and how they end, as their user meets them.
//!
//! What is printed stands in `tests/seen`, one file for each case. `BLESS=1` renews the files; read
//! them before they are committed.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The program, in the folder of the fixtures, without anything of the environment that matters.
fn jiangxing(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiangxing"));
    command.current_dir(folder().join("fixture")).args(arguments).stdin(Stdio::null());
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"] {
        command.env_remove(name);
    }
    command
}

fn run(arguments: &[&str]) -> Output {
    jiangxing(arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is UTF-8")
}

/// What was printed, without the digest of the report: that is held by the tests of the engine, and
/// would hide here what a reader sees.
fn without_report_digest(printed: &str) -> String {
    let is_of_report = |line: &&str| line.starts_with("报告  ") || line.starts_with("report   ");
    let kept = |line: &str| match Some(line).filter(is_of_report) {
        Some(line) => {
            line.split_once("sha256:").map_or(line, |(before, _)| before).to_owned() + "…"
        }
        None => line.to_owned(),
    };
    printed.split_inclusive('\n').map(|line| kept(line.trim_end_matches('\n')) + "\n").collect()
}

/// Runs, checks the exit code, and compares both streams with what was seen before.
#[track_caller]
fn seen(case: &str, code: i32, arguments: &[&str]) {
    let output = run(arguments);
    let all = format!(
        "$ jiangxing {}\n{}{}[{}]\n",
        arguments.join(" "),
        without_report_digest(text(&output.stdout)),
        text(&output.stderr),
        output.status.code().expect("the program ends by itself"),
    );
    let file = folder().join("seen").join(format!("{case}.txt"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, &all).expect("the file can be written");
    }
    let before = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(output.status.code(), Some(code), "{all}");
    assert!(all == before, "{case} differs. Now:\n{all}\nBefore:\n{before}");
}

#[test]
fn a_rubric_in_order_is_called_so() {
    seen("check-zh", 0, &["check", "harbour.toml"]);
    seen("check-en", 0, &["check", "harbour.toml", "--lang", "en"]);
}

#[test]
fn every_fault_is_shown_with_its_place() {
    seen("check-faulty-zh", 1, &["check", "faulty.toml"]);
    seen("check-faulty-en", 1, &["check", "faulty.toml", "--lang=en"]);
}

#[test]
fn a_plan_is_laid_open() {
    seen("plan-zh", 0, &["explain", "--plan", "harbour.toml"]);
    seen("plan-en", 0, &["explain", "--plan", "harbour.toml", "--lang", "en"]);
    let output = run(&["explain", "--plan", "harbour.toml", "--format", "json"]);
    let written: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let nodes = written.pointer("/nodes").and_then(serde_json::Value::as_array).expect("a list");
    let cost = |node: &serde_json::Value| {
        node.pointer("/cost").and_then(serde_json::Value::as_u64).expect("a count")
    };
    let sum = nodes.iter().map(cost).sum::<u64>();
    assert_eq!(written.pointer("/cost").and_then(serde_json::Value::as_u64), Some(sum));
    for (place, node) in nodes.iter().enumerate() {
        let operands = node.pointer("/operands").and_then(serde_json::Value::as_array);
        for operand in operands.expect("a list") {
            let before = operand.as_u64().and_then(|place| usize::try_from(place).ok());
            assert!(before.expect("a place") < place, "{node} looks ahead");
        }
    }
}

#[test]
fn a_plan_is_for_a_kind_of_subject() {
    let kind = |option: &str| run(&["explain", "--plan", "harbour.toml", "--for", option]);
    assert_eq!(kind("kind=marina").status.code(), Some(0));
    assert_ne!(kind("kind=marina").stdout, kind("kind=port").stdout);
    assert_eq!(kind("kind=nothing").status.code(), Some(2));
    let output = run(&["explain", "harbour.toml", "capped.json", "--for", "kind=marina"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_rating_is_shown_at_a_glance() {
    seen("rate-three-stars-zh", 0, &["rate", "harbour.toml", "three-stars.json"]);
    seen("rate-three-stars-en", 0, &["rate", "harbour.toml", "three-stars.json", "--lang", "en"]);
    seen("rate-capped-zh", 0, &["rate", "harbour.toml", "capped.json"]);
    seen("rate-capped-en", 0, &["rate", "harbour.toml", "capped.json", "--lang", "en"]);
    seen("rate-draft-zh", 0, &["rate", "harbour.toml", "draft.json"]);
    seen("rate-draft-en", 0, &["rate", "harbour.toml", "draft.json", "--lang", "en"]);
}

#[test]
fn several_sheets_come_to_one_result() {
    let open =
        ["panel", "panel.toml", "self.json", "wang.json", "li.json", "zhao.json", "qian.json"];
    let with = |more: &[&'static str]| [&open, more].concat();
    seen("panel-open-zh", 0, &with(&[]));
    seen("panel-open-en", 0, &with(&["--lang", "en"]));
    seen("panel-agreed-zh", 0, &with(&["--consensus", "agreed.json"]));
    seen("panel-agreed-en", 0, &with(&["--consensus", "agreed.json", "--lang", "en"]));
    seen("panel-without-result-zh", 1, &["panel", "panel.toml", "wang.json", "qian.json"]);
    seen(
        "panel-without-rules-en",
        1,
        &["panel", "harbour.toml", "capped.json", "draft.json", "--lang", "en"],
    );
    let output = run(&with(&["--format", "json"]));
    let written: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let text = |at: &str| written.pointer(at).and_then(serde_json::Value::as_str);
    assert_eq!(text("/standing"), Some("talk-over"));
    assert_eq!(text("/result/award/standing"), Some("open"));
}

#[test]
fn two_copies_of_one_assessment_are_one() {
    seen("merge-conflict-zh", 1, &["merge", "tablet-1.json", "tablet-2.json"]);
    seen("merge-conflict-en", 1, &["merge", "tablet-2.json", "tablet-1.json", "--lang", "en"]);
    seen("merge-alike-zh", 0, &["merge", "tablet-1.json", "tablet-1.json"]);
    seen("merge-refused-zh", 1, &["merge", "wang.json", "li.json"]);
    seen("merge-broken-en", 3, &["merge", "wang.json", "broken.json", "--lang", "en"]);
    let both = |one, other| run(&["merge", one, other]).stdout;
    assert_eq!(both("tablet-1.json", "tablet-2.json"), both("tablet-2.json", "tablet-1.json"));
}

#[test]
fn packages_are_verified_and_their_changes_named() {
    seen("verify-zh", 0, &["verify", "signed.jxpkg"]);
    seen("verify-en", 0, &["verify", "signed.jxpkg", "--key", "wang.pub", "--lang", "en"]);
    seen("verify-changed-zh", 1, &["verify", "changed.jxpkg", "--key", "li.pub"]);
    seen("verify-changed-en", 1, &["verify", "changed.jxpkg", "--lang", "en"]);
    seen("verify-no-package-en", 1, &["verify", "capped.json", "--lang", "en"]);
    seen("verify-json-en", 1, &["verify", "changed.jxpkg", "--lang", "en", "--format", "json"]);
    seen("key-show-zh", 0, &["key", "show", "wang.pub"]);
}

#[test]
fn a_withheld_rating_is_no_error() {
    seen("rate-withheld-zh", 0, &["rate", "harbour.toml", "withheld.json"]);
    seen("rate-withheld-en", 0, &["rate", "harbour.toml", "withheld.json", "--lang", "en"]);
}

#[test]
fn answers_that_do_not_fit_are_findings_and_exit_with_1() {
    seen("rate-findings-zh", 1, &["rate", "harbour.toml", "findings.json"]);
    seen("rate-findings-en", 1, &["rate", "harbour.toml", "findings.json", "--lang", "en"]);
}

#[test]
fn the_reasons_go_down_to_the_clause() {
    seen("explain-zh", 0, &["explain", "harbour.toml", "capped.json"]);
    seen("explain-en", 0, &["explain", "harbour.toml", "capped.json", "--lang", "en"]);
    seen(
        "explain-criterion-zh",
        0,
        &["explain", "harbour.toml", "capped.json", "--focus", "trained"],
    );
    seen(
        "explain-gate-en",
        0,
        &["explain", "harbour.toml", "draft.json", "--focus", "licence", "--lang", "en"],
    );
    seen(
        "explain-nothing-zh",
        2,
        &["explain", "harbour.toml", "capped.json", "--focus", "moorings"],
    );
}

#[test]
fn a_table_is_rated_row_by_row_and_what_is_wrong_is_told() {
    seen("batch-zh", 1, &["batch", "harbour.toml", "moorings.csv"]);
    seen("batch-en", 1, &["batch", "harbour.toml", "moorings.csv", "--lang", "en"]);
    seen("batch-resume", 2, &["batch", "harbour.toml", "moorings.csv", "--resume"]);
    seen("batch-missing", 2, &["batch", "harbour.toml"]);
    seen("batch-option", 2, &["rate", "harbour.toml", "three-stars.json", "--threads", "2"]);
    seen("batch-threads", 2, &["batch", "harbour.toml", "moorings.csv", "--threads", "0"]);
    seen("batch-nowhere", 3, &["batch", "harbour.toml", "nowhere.csv", "--lang", "en"]);
}

/// A rubric of which each criterion counts something else when it does not apply.
const COUNTING: &str = "../../../../tests/corpus/rubrics/good/not-applicable.toml";

#[test]
fn the_form_lists_what_is_asked() {
    seen("form-zh", 0, &["form", "harbour.toml", "--category", "kind=marina"]);
    seen("form-en", 0, &["form", "harbour.toml", "--category", "kind=marina", "--lang", "en"]);
    seen("form-of-what-counts-when-not-applicable-zh", 0, &["form", COUNTING]);
    seen("form-of-what-counts-when-not-applicable-en", 0, &["form", COUNTING, "--lang", "en"]);
    seen("form-odd-category-zh", 2, &["form", "harbour.toml", "--category", "kind=airport"]);
    seen(
        "form-odd-category-en",
        2,
        &["form", "harbour.toml", "--category", "type=marina", "--lang", "en"],
    );
}

#[test]
fn a_command_line_that_is_no_request_exits_with_2() {
    seen("misuse-command", 2, &["frobnicate"]);
    seen("misuse-option", 2, &["check", "harbour.toml", "--frobnicate", "--lang", "en"]);
    seen("misuse-missing", 2, &["rate", "harbour.toml"]);
    seen("misuse-extra", 2, &["check", "harbour.toml", "three-stars.json"]);
    seen("misuse-focus", 2, &["rate", "harbour.toml", "three-stars.json", "--focus", "x"]);
    seen("misuse-language", 2, &["check", "harbour.toml", "--lang", "fr"]);
    seen("misuse-format", 2, &["check", "harbour.toml", "--format", "xml", "--lang", "en"]);
    seen("misuse-stdin-twice", 2, &["rate", "-", "-"]);
}

#[test]
fn a_file_that_cannot_be_read_exits_with_3() {
    seen("unreadable-missing-zh", 3, &["check", "nowhere.toml"]);
    seen("unreadable-missing-en", 3, &["rate", "harbour.toml", "nowhere.json", "--lang", "en"]);
    seen("unreadable-json-zh", 3, &["rate", "harbour.toml", "broken.json"]);
    seen("unreadable-json-en", 3, &["explain", "harbour.toml", "broken.json", "--lang", "en"]);
}

#[test]
fn a_file_that_is_not_text_says_where() {
    let name = std::env::temp_dir().join(format!("jiangxing-not-text-{}.toml", std::process::id()));
    std::fs::write(&name, b"id = \"\xff\"").expect("the file can be written");
    let output = run(&["check", name.to_str().expect("a plain name"), "--lang", "en"]);
    std::fs::remove_file(&name).expect("the file can be removed");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("not UTF-8 text after byte 6"));
}

#[test]
fn several_assessments_exit_with_the_heaviest() {
    seen(
        "rate-several-zh",
        3,
        &["rate", "harbour.toml", "three-stars.json", "broken.json", "withheld.json"],
    );
    let output = run(&[
        "rate",
        "harbour.toml",
        "three-stars.json",
        "broken.json",
        "withheld.json",
        "--format",
        "json",
    ]);
    let lines: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let [first, second, third] = lines.as_slice() else {
        panic!("a line for each file: {lines:?}");
    };
    assert_eq!(first.pointer("/award/awarded/id"), Some(&"three-stars".into()));
    assert_eq!(second.pointer("/unreadable"), Some(&"broken.json".into()));
    assert_eq!(third.pointer("/award/standing"), Some(&"withheld".into()));
}

#[test]
fn json_of_a_report_is_exactly_its_canonical_form() {
    let read = |name: &str| {
        std::fs::read_to_string(folder().join("fixture").join(name)).expect("the fixture is there")
    };
    let rubric = jiangxing::open(&read("harbour.toml")).rubric.expect("the rubric is in order");
    let report = jiangxing::report(&rubric, &read("capped.json")).expect("it can be read");
    let output = run(&["rate", "harbour.toml", "capped.json", "--format", "json"]);
    let written = jiangxing::report::to_json(&report);
    assert_eq!(text(&output.stdout), format!("{written}\n"));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn json_of_a_check_holds_places_and_sentences() {
    let output = run(&["check", "faulty.toml", "--format", "json", "--lang", "en"]);
    let written: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(written.pointer("/rubric"), Some(&serde_json::Value::Null));
    assert_eq!(output.status.code(), Some(1));
    let diagnostics = written
        .pointer("/diagnostics")
        .and_then(serde_json::Value::as_array)
        .expect("diagnostics are a list");
    assert!(!diagnostics.is_empty());
    for each in diagnostics {
        for key in ["/code", "/severity", "/place/line", "/sentence", "/fault", "/at/start"] {
            assert!(each.pointer(key).is_some(), "{key} is missing in {each}");
        }
    }
}

#[test]
fn json_of_reasons_and_questions_can_be_read() {
    for arguments in [
        ["explain", "harbour.toml", "capped.json", "--format", "json"].as_slice(),
        ["form", "harbour.toml", "--format", "json"].as_slice(),
        ["schema", "rubric"].as_slice(),
        ["schema", "assessment"].as_slice(),
        ["schema", "report"].as_slice(),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let written: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert!(written.is_object(), "{arguments:?}");
    }
}

#[test]
fn a_dash_reads_standard_input() {
    let from_file = run(&["rate", "harbour.toml", "capped.json", "--format", "json"]);
    let mut child = jiangxing(&["rate", "harbour.toml", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let assessment = std::fs::read(folder().join("fixture/capped.json")).expect("it is there");
    let mut input = child.stdin.take().expect("standard input is open");
    input.write_all(&assessment).expect("it takes everything");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(text(&output.stdout), text(&from_file.stdout));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = jiangxing(&["schema", "report"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_exits_with_3() {
    let full =
        std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device is there");
    let output = jiangxing(&["schema", "report", "--lang", "en"])
        .stdout(full)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("cannot be written"));
}

/// Runs with `text` as standard input.
fn run_on(arguments: &[&str], text: &str) -> Output {
    let mut child = jiangxing(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("standard input is open");
    input.write_all(text.as_bytes()).expect("it takes everything");
    drop(input);
    child.wait_with_output().expect("it ends")
}

#[test]
fn what_a_file_holds_cannot_steer_the_terminal() {
    let draft = std::fs::read_to_string(folder().join("fixture/draft.json")).expect("it is there");
    let hostile = draft.replace("南湾港", "\\u001b[2J\\u202e<b>南湾港</b>");
    let output = run_on(&["rate", "harbour.toml", "-"], &hostile);
    let shown = text(&output.stdout);
    assert!(shown.contains("\u{fffd}[2J\u{fffd}<b>南湾港</b>"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    let output = run_on(&["check", "-"], "\u{1b}[2J = 1\n");
    assert!(!text(&output.stdout).contains('\u{1b}'));
}

#[test]
fn a_file_with_very_many_faults_is_told_in_part_and_says_so() {
    let output = run_on(&["check", "-", "--lang", "en"], &"a = 1\n".repeat(2_000));
    let shown = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1));
    assert!(shown.contains(" more are not listed: mend these first"), "{shown}");
    assert!(shown.lines().count() < 1_000);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_do_no_harm() {
    let read = |name: &str| {
        std::fs::read_to_string(folder().join("fixture").join(name)).expect("it is there")
    };
    let windows = |text: String| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let output = run_on(&["check", "-"], &windows(read("harbour.toml")));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let output = run_on(&["rate", "harbour.toml", "-"], &windows(read("capped.json")));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

/// The examples that ship are rated and explained in both languages.
#[test]
fn the_shipped_examples_are_rated_and_explained() {
    let shipped = folder().join("../../../rubrics/acftu-1p1pn-2024");
    let rubric = shipped.join("rubric.toml");
    let rubric = rubric.to_str().expect("a plain path");
    let output = run(&["check", rubric]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    let mut examples: Vec<String> = std::fs::read_dir(shipped.join("examples"))
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path().to_string_lossy().into_owned())
        .filter(|path| path.ends_with(".json"))
        .collect();
    examples.sort();
    assert!(examples.len() >= 9, "{} examples", examples.len());
    let check = |arguments: &[&str]| {
        let output = run(arguments);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {shown}");
        assert!(shown.lines().count() > 12, "{arguments:?}: {shown}");
        assert!(!shown.contains(['{', '}', '`']), "{arguments:?}: {shown}");
    };
    for language in ["zh", "en"] {
        let mut all = vec!["rate", "--lang", language, rubric];
        all.extend(examples.iter().map(String::as_str));
        check(&all);
        for example in &examples {
            check(&["explain", "--lang", language, rubric, example]);
        }
    }
}

#[test]
fn the_language_follows_the_system_and_the_option_wins() {
    let first_line = |language: Option<(&str, &str)>, arguments: &[&str]| {
        let mut command = jiangxing(arguments);
        if let Some((name, locale)) = language {
            command.env(name, locale);
        }
        let output = command.output().expect("the program runs");
        text(&output.stdout).lines().next().unwrap_or_default().to_owned()
    };
    let chinese = first_line(None, &["--help"]);
    let english = first_line(Some(("LANG", "en_GB.UTF-8")), &["--help"]);
    assert!(chinese.starts_with("匠星") && english.starts_with("Jiangxing"));
    assert_eq!(first_line(Some(("LANG", "C.UTF-8")), &["--help"]), chinese);
    assert_eq!(first_line(Some(("LANG", "fr_FR.UTF-8")), &["--help"]), chinese);
    assert_eq!(first_line(Some(("LC_ALL", "en_US")), &["--help"]), english);
    assert_eq!(first_line(Some(("LANG", "en")), &["--help", "--lang", "zh"]), chinese);
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let coloured = |arguments: &[&str]| text(&run(arguments).stdout).contains('\u{1b}');
    assert!(!coloured(&["check", "harbour.toml"]));
    assert!(coloured(&["check", "harbour.toml", "--color", "always"]));
    assert!(!coloured(&["check", "harbour.toml", "--color", "never"]));
    let output = jiangxing(&["check", "harbour.toml", "--color", "always"])
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    assert!(text(&output.stdout).contains('\u{1b}'), "what is asked for outright wins");
}

#[test]
fn help_has_examples_in_both_languages() {
    for language in ["zh", "en"] {
        let commands = [
            "", "check", "rate", "batch", "explain", "form", "panel", "merge", "fmt", "diff",
            "schema",
        ];
        for command in commands {
            let mut arguments = vec!["--help", "--lang", language];
            if !command.is_empty() {
                arguments.insert(0, command);
            }
            let output = run(&arguments);
            let help = text(&output.stdout);
            assert_eq!(output.status.code(), Some(0));
            assert!(help.contains(&format!("jiangxing {command}")), "{help}");
            assert!(help.contains(if language == "zh" { "例\n" } else { "xample" }), "{help}");
            assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        }
    }
    assert_eq!(run(&[]).stdout, run(&["--help"]).stdout);
    assert_eq!(run(&["help", "rate"]).stdout, run(&["rate", "-h"]).stdout);
}

#[test]
fn the_version_is_the_packages() {
    let output = run(&["--version"]);
    assert_eq!(text(&output.stdout), concat!("jiangxing ", env!("CARGO_PKG_VERSION"), "\n"));
}

/// Each `jiangxing …` line of the README that names a fixture runs, and ends as the README says.
#[test]
fn the_examples_of_the_readme_run() {
    let readme = std::fs::read_to_string(folder().join("../README.md")).expect("it is there");
    let mut ran = 0_usize;
    for line in readme.lines() {
        let Some((command, code)) =
            line.strip_prefix("$ jiangxing ").and_then(|rest| rest.split_once("   # exit "))
        else {
            continue;
        };
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = run(&arguments);
        let code: i32 = code.trim().parse().expect("an exit code");
        assert_eq!(output.status.code(), Some(code), "{line}\n{}", text(&output.stderr));
        ran = ran.saturating_add(1);
    }
    assert!(ran >= 6, "{ran} examples in the README");
}
