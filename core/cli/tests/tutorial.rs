//! The tutorial, done as it says: every file is written, every change made, every command run, and
//! every output compared. `BLESS=1` writes the outputs anew.
//!
//! What a block does stands behind its language: `toml file=F` writes a file, `toml append=F` adds to
//! one, `diff file=F` changes one (`from=G` begins with a copy), `console` runs its `$` lines.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::PathBuf;
use std::process::{Command, Stdio};

fn tutorial() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rubrics/TUTORIAL.md")
}

/// A folder of its own, gone at the end.
struct Bench(PathBuf);

impl Bench {
    fn new() -> Self {
        let folder =
            std::env::temp_dir().join(format!("jiangxing-tutorial-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        Self(folder)
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.join(file)).unwrap_or_else(|_| panic!("there is no {file}"))
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.0.join(file), text).expect("the file can be written");
    }

    /// Runs `line` as a reader would; what it prints, without digests.
    fn run(&self, line: &str) -> String {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some("jiangxing"), "{line}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_jiangxing"));
        command.current_dir(&self.0).args(words).stdin(Stdio::null());
        for name in ["LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"] {
            command.env_remove(name);
        }
        let output = command.output().expect("the program runs");
        assert!(output.stderr.is_empty(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        without_digests(&String::from_utf8(output.stdout).expect("the output is UTF-8"))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let removed = std::fs::remove_dir_all(&self.0);
        assert!(removed.is_ok() || std::thread::panicking(), "{removed:?}");
    }
}

fn without_digests(text: &str) -> String {
    let mut parts = text.split("sha256:");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str("sha256:…");
        kept.push_str(part.trim_start_matches(|each: char| each.is_ascii_hexdigit()));
    }
    kept
}

/// The word behind `name=` in the head of a block.
fn option<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split(' ').find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
}

/// `text` with what a block of changes says: lines kept, taken away and added.
fn changed(text: &str, block: &str) -> String {
    let side = |without: char| -> String {
        let lines = block.lines().filter(|line| !line.starts_with(without));
        lines.map(|line| format!("{}\n", line.get(1..).unwrap_or_default())).collect()
    };
    let (before, after) = (side('+'), side('-'));
    assert_eq!(text.matches(&before).count(), 1, "not there once:\n{before}");
    text.replacen(&before, &after, 1)
}

/// The block as it should stand, once it is done.
fn done(bench: &Bench, head: &str, block: &str) -> String {
    let language = head.split(' ').next().unwrap_or_default();
    match (language, option(head, "file"), option(head, "append")) {
        ("console", _, _) => {
            let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
            return commands.map(|line| format!("$ {line}\n{}", bench.run(line))).collect();
        }
        ("diff", Some(file), _) => {
            let from = option(head, "from").unwrap_or(file);
            bench.write(file, &changed(&bench.read(from), block));
        }
        (_, Some(file), _) => bench.write(file, block),
        (_, _, Some(file)) => bench.write(file, &(bench.read(file) + block)),
        _ => panic!("a block that does nothing: {head}"),
    }
    block.to_owned()
}

fn followed(text: &str, bench: &Bench) -> String {
    let mut out = String::new();
    let mut head: Option<String> = None;
    let mut block = String::new();
    for line in text.lines() {
        match (&head, line.strip_prefix("```")) {
            (None, Some(opened)) => {
                head = Some(opened.to_owned());
                block.clear();
                out.push_str(&format!("{line}\n"));
            }
            (Some(opened), Some(_)) => {
                out.push_str(&done(bench, opened, &block));
                out.push_str("```\n");
                head = None;
            }
            (Some(_), None) => block.push_str(&format!("{line}\n")),
            (None, None) => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(to, _)| to).collect()
}

#[test]
fn the_tutorial_does_what_it_says() {
    let before = std::fs::read_to_string(tutorial()).expect("the tutorial is there");
    let now = followed(&before, &Bench::new());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(tutorial(), &now).expect("the file can be written");
        return;
    }
    let differing = before.lines().zip(now.lines()).find(|(before, now)| before != now);
    assert!(before == now, "the tutorial prints something else (BLESS=1): {differing:?}");
    assert!(now.matches("$ jiangxing ").count() > 8);
}

#[test]
fn every_link_of_the_tutorial_leads_somewhere() {
    let text = std::fs::read_to_string(tutorial()).expect("the tutorial is there");
    for link in links(&text) {
        assert!(tutorial().with_file_name("").join(link).is_file(), "{link}");
    }
}
