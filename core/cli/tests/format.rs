//! The canonical form: the same content, the same comments, and nothing left to do a second time.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn tests() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn jiangxing(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jiangxing"));
    command.args(arguments).stdin(Stdio::null());
    for name in ["LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"] {
        command.env_remove(name);
    }
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the output is UTF-8")
}

fn formatted(before: &str) -> Output {
    let mut child = jiangxing(&["fmt", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("standard input is open");
    let all = before.to_owned();
    let writer = std::thread::spawn(move || input.write_all(all.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the writer ends").expect("everything is read");
    output
}

/// Every `.toml` below `folder`.
fn rubrics(folder: PathBuf, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rubrics(path, found);
        } else if path.extension().is_some_and(|end| end == "toml")
            // What a ledger has is no rubric.
            && !path.ends_with("ledger.toml")
        {
            found.push(path);
        }
    }
}

fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix('#'))
        .map(|comment| comment.trim_end().to_owned())
        .collect();
    found.sort();
    found
}

#[test]
fn content_digest_and_comments_stay_and_once_is_enough() {
    let mut paths = Vec::new();
    for folder in ["rubrics", "tests/corpus/rubrics", "core/cli/tests/fixture"] {
        rubrics(project().join(folder), &mut paths);
    }
    let mut seen = 0_usize;
    for path in paths {
        let before = std::fs::read_to_string(&path).expect("it can be read");
        let Some(content) = jiangxing::condensed(&before) else { continue };
        let name = path.display();
        let output = formatted(&before);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        let once = text(&output.stdout);
        assert_eq!(jiangxing::condensed(once), Some(content), "{name}");
        assert_eq!(comments(once), comments(&before), "{name}");
        assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "{name}");
        assert_eq!(text(&formatted(once).stdout), once, "{name}");
        seen = seen.saturating_add(1);
    }
    assert!(seen > 50, "{seen} rubrics");
}

#[test]
fn a_messy_rubric_is_put_in_order() {
    let messy = std::fs::read_to_string(tests().join("fixture/messy.toml")).expect("it is there");
    let output = formatted(&messy);
    let now = text(&output.stdout);
    let file = tests().join("seen/fmt-messy.toml");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, now).expect("the file can be written");
    }
    assert_eq!(now, std::fs::read_to_string(&file).unwrap_or_default());
}

#[test]
fn the_rubrics_that_ship_are_in_canonical_form() {
    let mut paths = Vec::new();
    rubrics(project().join("rubrics"), &mut paths);
    rubrics(project().join("tests/corpus/published"), &mut paths);
    for path in paths {
        let path = path.to_str().expect("a plain path");
        let output = jiangxing(&["fmt", "--check", path]).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    }
}

#[test]
fn a_file_is_rewritten_once_and_check_changes_nothing() {
    let messy = std::fs::read_to_string(tests().join("fixture/messy.toml")).expect("it is there");
    let file = std::env::temp_dir().join(format!("jiangxing-fmt-{}.toml", std::process::id()));
    std::fs::write(&file, &messy).expect("the file can be written");
    let path = file.to_str().expect("a plain path");
    let run = |arguments: &[&str]| {
        let output = jiangxing(arguments).output().expect("the program runs");
        (output.status.code(), text(&output.stdout).replace(path, "messy.toml"))
    };
    let read = || std::fs::read_to_string(&file).expect("it is there");
    let (code, said) = run(&["fmt", "--check", path]);
    assert_eq!(code, Some(1));
    assert_eq!(said, "messy.toml：从第 1 行起不是规范写法，用 jiangxing fmt 整理\n");
    assert_eq!(read(), messy);
    assert_eq!(run(&["fmt", path]), (Some(0), "已整理 messy.toml\n".into()));
    let once = read();
    assert_eq!(run(&["fmt", path]), (Some(0), String::new()));
    assert_eq!(run(&["fmt", "--check", path]), (Some(0), String::new()));
    assert_eq!(read(), once);
    std::fs::remove_file(&file).expect("the file can be removed");
}

#[test]
fn what_is_not_toml_is_left_alone_and_said() {
    let output = formatted("id = \n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).is_empty() && text(&output.stderr).contains("R001"));
    let output = formatted("{ \"id\": 1 }");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("JSON"));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_go() {
    let output = formatted("\u{feff}id = \"a\"\r\n# 注\r\nformat = 1\r\n");
    assert_eq!(text(&output.stdout), "# 注\nformat = 1\nid = \"a\"\n");
}
