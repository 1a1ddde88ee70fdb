//! Others, from the ordinary registries: put in place once, under the target folder, and run.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::table;

/// In which language another is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// From PyPI.
    Python,
    /// From npm.
    JavaScript,
}

/// Where the others are; without those that could not be had.
#[derive(Clone, Debug)]
pub struct Rivals {
    scripts: PathBuf,
    python: Option<PathBuf>,
    node: Option<PathBuf>,
}

/// What another made of a table.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its own version.
    pub version: String,
    /// As it says itself: for the whole table, or for a site where it takes one at a time.
    pub seconds: f64,
    /// Stars and totals in hundredths, row by row.
    pub rated: Vec<(u8, i64)>,
}

impl Rivals {
    /// The others, put in place below `folder` unless they are there; what cannot be had is named.
    #[must_use]
    pub fn install(folder: &Path) -> Self {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("rivals");
        let python = python(&scripts, &folder.join("python"));
        let node = node(&scripts, &folder.join("npm"));
        for (is_there, what) in [
            (python.is_some(), "Python 的各家 · those from PyPI: python3 with venv and pip"),
            (node.is_some(), "npm 的各家 · those from npm: node and npm"),
        ] {
            if !is_there {
                println!("略去 · left out, not to be had: {what}");
            }
        }
        Self { scripts, python, node }
    }

    /// Has `name` rate the table at `source`, the first `most` rows of it where it takes one at a time; nothing, with
    /// a word, where it is not there or fails.
    #[must_use]
    pub fn run(
        &self,
        (language, name): (Language, &str),
        mode: &str,
        (source, target): (&Path, &Path),
        most: usize,
    ) -> Option<Run> {
        let mut command = match language {
            Language::Python => {
                let mut command = Command::new(self.python.as_ref()?);
                command.arg(self.scripts.join(format!("{name}_rival.py"))).arg(mode);
                command.args([source, target]).arg(most.to_string());
                command
            }
            Language::JavaScript => {
                let mut command = Command::new("node");
                command.env("RIVALS", self.node.as_ref()?).arg(self.scripts.join("rival.mjs"));
                command.arg(name).args([source, target]).arg(most.to_string());
                command
            }
        };
        let output = command.output().ok()?;
        let said = String::from_utf8_lossy(&output.stdout);
        let last = said.trim().lines().last().and_then(|line| line.split_once(' '));
        let (Some((version, seconds)), true) = (last, output.status.success()) else {
            let why = String::from_utf8_lossy(&output.stderr);
            let why = why.trim().lines().last().unwrap_or_default();
            println!("略去 · left out: {name}: {why}");
            return None;
        };
        let (version, seconds) = (version.to_owned(), seconds.parse().ok()?);
        Some(Run { version, seconds, rated: table::results(target) })
    }
}

/// A Python with everything that is wanted, or with what can be had of it.
fn python(scripts: &Path, folder: &Path) -> Option<PathBuf> {
    let wanted = std::fs::read_to_string(scripts.join("requirements.txt")).ok()?;
    let (python, ready) = (folder.join("bin/python"), folder.join("ready"));
    if std::fs::read_to_string(&ready).is_ok_and(|ready| ready == wanted) {
        return Some(python);
    }
    succeeds(Command::new("python3").args(["-m", "venv"]).arg(folder)).then_some(())?;
    let pip = |one: &str| {
        let mut command = Command::new(&python);
        succeeds(command.args(["-m", "pip", "install", "--quiet"]).args(one.split_whitespace()))
    };
    let missing: Vec<&str> = wanted.lines().filter(|one| !pip(one)).collect();
    match missing.as_slice() {
        [] => std::fs::write(ready, &wanted).ok()?,
        missing => println!("略去 · left out, not to be had: {}", missing.join(", ")),
    }
    Some(python)
}

/// A folder with the packages of the lock file. (`npm ci` wants those of other systems in it, too.)
fn node(scripts: &Path, folder: &Path) -> Option<PathBuf> {
    let lock = std::fs::read_to_string(scripts.join("package-lock.json")).ok()?;
    let ready = folder.join("ready");
    if std::fs::read_to_string(&ready).is_ok_and(|ready| ready == lock) {
        return Some(folder.to_owned());
    }
    std::fs::create_dir_all(folder).ok()?;
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(scripts.join(file), folder.join(file)).ok()?;
    }
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    succeeds(npm.current_dir(folder)).then_some(())?;
    std::fs::write(ready, lock).ok()?;
    Some(folder.to_owned())
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}
