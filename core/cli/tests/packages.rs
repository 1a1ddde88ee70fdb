//! Packages and keys on the command line, in a folder that is gone at the end.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("jiangxing-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        Self(folder)
    }

    /// Runs in the folder; `fixture/` before a name leads to the fixtures.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jiangxing"));
        command.current_dir(&self.0).stdin(Stdio::null());
        for argument in arguments {
            match argument.strip_prefix("fixture/") {
                Some(name) => command.arg(fixture().join(name)),
                None => command.arg(argument),
            };
        }
        for name in ["LANG", "LC_ALL", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        command.output().expect("the program runs")
    }

    #[track_caller]
    fn ends(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let both = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(both).expect("the output is UTF-8");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.join(name)).expect("the file is there")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixture")
}

const PACK: [&str; 3] = ["pack", "fixture/harbour.toml", "fixture/capped.json"];

#[test]
fn what_was_packed_and_signed_is_verified_and_unpacked() {
    let folder = Folder::new("signed");
    let photo = "车间 1.JPG";
    std::fs::write(folder.0.join(photo), [0xff, 0xd8]).expect("the file can be written");
    folder.ends(0, &[&PACK[..], &["--evidence", photo, "-o", "a.jxpkg"]].concat());
    let print =
        folder.ends(0, &["key", "new", "--name", "王伟", "-o", "w.key", "--public", "w.pub"]);
    let print = print.lines().next().expect("a line");
    assert!(folder.ends(0, &["key", "show", "w.pub"]).contains(print));
    let before = folder.ends(0, &["verify", "a.jxpkg"]);
    assert!(before.contains("签名  没有") && before.contains("与包内报告一致"), "{before}");
    folder.ends(1, &["verify", "a.jxpkg", "--key", "w.pub"]);
    folder.ends(0, &["sign", "a.jxpkg", "--key", "w.key", "--date", "2026-03-01"]);
    let signed = folder.ends(0, &["verify", "a.jxpkg", "--key", "w.pub"]);
    assert!(signed.contains(print) && signed.contains("2026-03-01"), "{signed}");
    folder.ends(0, &["unpack", "a.jxpkg", "-o", "out"]);
    let capped = std::fs::read(fixture().join("capped.json")).expect("the fixture is there");
    assert_eq!(folder.read("out/assessments/capped.json"), capped);
    assert!(
        folder.ends(0, &["verify", "a.jxpkg", "--format", "json"]).contains("\"in-order\": true")
    );
}

#[test]
fn the_same_files_make_the_same_package() {
    let folder = Folder::new("same");
    folder.ends(0, &[&PACK[..], &["-o", "a.jxpkg"]].concat());
    folder.ends(0, &[&PACK[..], &["-o", "b.jxpkg"]].concat());
    assert_eq!(folder.read("a.jxpkg"), folder.read("b.jxpkg"));
}

#[test]
fn two_files_of_one_name_are_both_packed() {
    let folder = Folder::new("twice");
    for (name, content) in [("a", "1"), ("b", "2")] {
        std::fs::create_dir(folder.0.join(name)).expect("the folder can be made");
        std::fs::write(folder.0.join(name).join("p.txt"), content).expect("it can be written");
    }
    let files = ["--evidence", "a/p.txt", "--evidence", "b/p.txt", "--evidence", "b/p.txt"];
    folder.ends(0, &[&PACK[..], &files, &["-o", "a.jxpkg"]].concat());
    assert!(folder.ends(0, &["verify", "a.jxpkg"]).contains("佐证材料 2"));
}

#[test]
fn what_the_app_exported_as_it_was_kept_is_packed() {
    let folder = Folder::new("kept");
    let kept = "fixture/../../../../tests/corpus/backups/as-kept-1.json";
    folder.ends(0, &["pack", "fixture/harbour.toml", kept, "-o", "a.jxpkg"]);
    assert!(folder.ends(0, &["verify", "a.jxpkg"]).contains("虚构示例·西湾客运港"));
}

#[test]
fn a_result_that_was_opened_again_names_the_one_before() {
    let folder = Folder::new("again");
    folder.ends(0, &[&PACK[..], &["-o", "old.jxpkg"]].concat());
    let text = std::fs::read_to_string(fixture().join("capped.json")).expect("it is there");
    let text = text.replace("1699", "1701");
    std::fs::write(folder.0.join("capped.json"), text).expect("it can be written");
    let again = ["pack", "fixture/harbour.toml", "capped.json", "--follows", "old.jxpkg"];
    folder.ends(0, &[&again[..], &["-o", "new.jxpkg"]].concat());
    let said = folder.ends(0, &["verify", "new.jxpkg", "--against", "old.jxpkg"]);
    assert!(said.contains("承接  sha256:") && said.contains("certified 的填报"), "{said}");
}

#[test]
fn no_file_is_written_over() {
    let folder = Folder::new("over");
    folder.ends(0, &[&PACK[..], &["-o", "a.jxpkg"]].concat());
    let before = folder.read("a.jxpkg");
    folder.ends(3, &["pack", "fixture/harbour.toml", "fixture/draft.json", "-o", "a.jxpkg"]);
    assert_eq!(folder.read("a.jxpkg"), before);
    folder.ends(0, &["key", "new", "--name", "a", "-o", "k"]);
    let key = folder.read("k");
    folder.ends(3, &["key", "new", "--name", "a", "-o", "k"]);
    assert_eq!(folder.read("k"), key);
    folder.ends(0, &["unpack", "a.jxpkg", "-o", "out"]);
    folder.ends(3, &["unpack", "a.jxpkg", "-o", "out"]);
}

#[test]
fn what_was_changed_is_neither_unpacked_nor_signed() {
    let folder = Folder::new("changed");
    let said = folder.ends(1, &["unpack", "fixture/changed.jxpkg", "-o", "out"]);
    assert!(said.contains("P040") && !folder.0.join("out").exists(), "{said}");
    folder.ends(0, &["key", "new", "--name", "a", "-o", "k"]);
    folder.ends(1, &["sign", "fixture/changed.jxpkg", "--key", "k", "-o", "b.jxpkg"]);
    assert!(!folder.0.join("b.jxpkg").exists());
}

#[test]
fn a_line_that_is_no_request_says_what_is_missing() {
    let folder = Folder::new("misuse");
    for (arguments, missing) in [
        (&["pack", "a", "b"][..], "-o"),
        (&["unpack", "a"], "-o"),
        (&["sign", "a"], "--key"),
        (&["key"], "new"),
        (&["key", "old"], "new"),
        (&["key", "new", "-o", "a"], "--name"),
        (&["verify", "a", "-o", "b"], "--output"),
        (&["verify", "a", "--kind", "result"], "pack"),
        (&["pack", "a", "b", "-o", "c", "--kind", "box"], "visit"),
        (&["check", "a", "--key", "b"], "verify"),
        (&["verify"], "包"),
    ] {
        let said = folder.ends(2, arguments);
        assert!(said.contains(missing), "{arguments:?}: {said}");
    }
    folder.ends(3, &["verify", "nothing.jxpkg"]);
    folder.ends(1, &["verify", "fixture/capped.json"]);
    folder.ends(3, &["verify", "fixture/signed.jxpkg", "--key", "fixture/capped.json"]);
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_a_key() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("owner");
    folder.ends(0, &["key", "new", "--name", "a", "-o", "k"]);
    let mode = std::fs::metadata(folder.0.join("k")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
