//! The harness: case files read, run and compared; rubrics and answers nobody wrote, from a seed.
//!
//! What is claimed stands in `corpus/`; `README.md` says how to add to it without writing Rust.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at the first surprise and says which"
)]

pub mod bad_rubric;
pub mod case;
pub mod compare;
pub mod generate;
pub mod generate_answers;
pub mod generate_rubric;
pub mod generate_wide;
pub mod overview;
pub mod published;
pub mod run;
pub mod versus;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the project: `path` counts from its root.
pub fn project_file(path: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests stand inside the project").join(path)
}

/// The text of a file of the project.
pub fn read(path: &str) -> String {
    let file = project_file(path);
    fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
}

/// The files below a folder of the project that end in `ending`, as paths from its root, sorted.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(project_file(&folder)).unwrap_or_else(|fault| panic!("{folder}: {fault}"));
        for entry in entries {
            let entry = entry.expect("a folder can be listed");
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The rubric that ships, as a path from the project's root.
pub const DEFAULT_RUBRIC: &str = "rubrics/acftu-1p1pn-2024/rubric.toml";

/// The table that tells a reader what each of its examples comes to.
pub const OVERVIEW: &str = "rubrics/acftu-1p1pn-2024/examples/README.md";

/// The examples of the rubric that ships.
pub fn examples() -> Vec<String> {
    files("rubrics/acftu-1p1pn-2024/examples", ".json")
}
